//! The doors: each handler extracts, hands on, and answers.

mod app;
mod as_system;
mod ask;
mod changes;
mod codes;
mod commands;
mod cookies;
mod devices;
mod entering;
mod error;
mod export;
mod files;
mod guard;
mod history;
mod invitations;
mod live;
pub mod openapi;
#[doc(hidden)]
pub mod parsers;
mod passkeys;
mod posted;
mod proving;
mod sealed;
mod session;
mod strict;
#[cfg(feature = "test-clock")]
mod test_clock;

pub use error::ApiError;

use crate::server::Server;
use axum::{
    Router,
    extract::{DefaultBodyLimit, State},
    http::{Method, StatusCode},
    middleware,
    routing::{MethodRouter, delete, get, post, put},
};
use std::time::Duration;

/// The largest body of a request, in bytes.
pub const BODY_LIMIT: usize = 1 << 20;

/// To whom a route is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Open {
    /// To everybody.
    ToAll,
    /// To whoever is signed in; what they see there, and may do, their roles say inside.
    ToSignedIn,
    /// To them, and to whoever may do nothing yet but enrol a second factor.
    ToEnrolling,
}

/// A route: how, where, for whom.
pub struct Route {
    /// The method.
    pub method: Method,
    /// The path, as axum writes it.
    pub path: &'static str,
    /// For whom.
    pub open: Open,
    handler: MethodRouter<Server>,
}

/// Every route there is: the router is made of this list and of nothing else. Beside it there are the app's own files.
pub fn routes() -> Vec<Route> {
    let one = |method, path, open, handler| Route {
        method,
        path,
        open,
        handler,
    };
    let photograph = DefaultBodyLimit::max(linli_domain::photo::BYTES_MAX);
    let get_one = |path, open, handler| one(Method::GET, path, open, handler);
    let post_one = |path, open, handler| one(Method::POST, path, open, handler);
    let delete_one = |path, open, handler| one(Method::DELETE, path, open, handler);
    const FILE: &str = "/api/files/{address}";
    const DEVICES: &str = "/api/session/devices";
    const PASSKEYS: &str = "/api/session/passkeys";
    const CODES: &str = "/api/session/codes";
    vec![
        get_one("/api/session", Open::ToAll, get(session::show)),
        post_one("/api/session", Open::ToAll, post(session::open)),
        delete_one("/api/session", Open::ToAll, delete(session::close)),
        get_one(DEVICES, Open::ToSignedIn, get(devices::list)),
        delete_one(DEVICES, Open::ToSignedIn, delete(devices::close_others)),
        delete_one(
            "/api/session/devices/{id}",
            Open::ToSignedIn,
            delete(devices::close),
        ),
        post_one(
            "/api/session/passkey/begin",
            Open::ToAll,
            post(passkeys::ask),
        ),
        post_one("/api/session/passkey", Open::ToAll, post(passkeys::sign_in)),
        post_one("/api/session/code", Open::ToAll, post(codes::sign_in)),
        get_one(PASSKEYS, Open::ToEnrolling, get(passkeys::list)),
        post_one(
            "/api/session/passkeys/begin",
            Open::ToEnrolling,
            post(passkeys::begin),
        ),
        post_one(PASSKEYS, Open::ToEnrolling, post(passkeys::add)),
        delete_one(
            "/api/session/passkeys/{id}",
            Open::ToSignedIn,
            delete(passkeys::remove),
        ),
        post_one(
            "/api/session/codes/begin",
            Open::ToEnrolling,
            post(codes::begin),
        ),
        post_one(CODES, Open::ToEnrolling, post(codes::add)),
        delete_one(CODES, Open::ToSignedIn, delete(codes::remove)),
        post_one("/api/session/prove", Open::ToSignedIn, post(proving::prove)),
        post_one(
            "/api/session/password",
            Open::ToSignedIn,
            post(proving::change_password),
        ),
        post_one("/api/ask", Open::ToAll, post(ask::ask)),
        get_one("/api/ask/{place}", Open::ToAll, get(ask::look)),
        post_one(
            "/api/invitations/look",
            Open::ToAll,
            post(invitations::look),
        ),
        post_one(
            "/api/invitations/take",
            Open::ToAll,
            post(invitations::take),
        ),
        post_one(
            "/api/invitations/passkey",
            Open::ToAll,
            post(invitations::begin_passkey),
        ),
        get_one("/api/history", Open::ToSignedIn, get(history::show)),
        post_one("/api/sealed", Open::ToSignedIn, post(sealed::read)),
        post_one("/api/export", Open::ToSignedIn, post(export::take)),
        post_one("/api/commands", Open::ToSignedIn, post(commands::take)),
        post_one("/api/changes", Open::ToSignedIn, post(changes::pull)),
        get_one("/api/live", Open::ToSignedIn, get(live::watch)),
        get_one(FILE, Open::ToSignedIn, get(files::show)),
        one(
            Method::PUT,
            FILE,
            Open::ToSignedIn,
            put(files::keep).layer(photograph),
        ),
        get_one("/api/openapi.json", Open::ToAll, get(openapi::show)),
        get_one("/healthz", Open::ToAll, get(async || "ok")),
        get_one("/readyz", Open::ToAll, get(ready)),
        #[cfg(feature = "test-clock")]
        post_one("/api/test/clock", Open::ToAll, post(test_clock::move_it)),
    ]
}

/// The router: every route, behind what guards it.
pub fn router(server: Server) -> Router {
    let (mut api, mut own) = (Router::new(), Router::new());
    for route in routes() {
        let signed_in = middleware::from_fn_with_state(server.clone(), guard::signed_in);
        let enrolling = middleware::from_fn_with_state(server.clone(), guard::enrolling);
        let handler = match route.open {
            Open::ToAll => route.handler,
            Open::ToEnrolling => route.handler.route_layer(enrolling),
            Open::ToSignedIn => route.handler.route_layer(signed_in),
        };
        match route.path.strip_prefix("/api") {
            Some(path) => api = api.route(path, handler),
            None => own = own.route(route.path, handler),
        }
    }
    let wrong_method = async || ApiError::new(StatusCode::METHOD_NOT_ALLOWED, "wrong_method");
    let api = api
        .fallback(async || ApiError::new(StatusCode::NOT_FOUND, "no_such_route"))
        .method_not_allowed_fallback(wrong_method)
        .layer(middleware::from_fn_with_state(
            server.clone(),
            guard::counted,
        ))
        .layer(middleware::from_fn_with_state(
            server.clone(),
            guard::same_site,
        ))
        .layer(middleware::map_response(guard::no_store));
    let all = own
        .nest("/api", api)
        .fallback(app::file)
        .method_not_allowed_fallback(wrong_method);
    guarded(all, server)
}

/// What stands around every route.
fn guarded(all: Router<Server>, server: Server) -> Router {
    all.layer(middleware::from_fn(guard::no_panic))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(middleware::map_response_with_state(
            server.clone(),
            guard::secure,
        ))
        .with_state(server)
}

/// Ready once the database takes writes.
async fn ready(State(server): State<Server>) -> Result<&'static str, ApiError> {
    let not_ready = || ApiError::new(StatusCode::SERVICE_UNAVAILABLE, "not_ready");
    let nothing = server.desk.writer.write(|_| Ok(()));
    match tokio::time::timeout(Duration::from_secs(3), nothing).await {
        Ok(Ok(())) => Ok("ready"),
        _ => Err(not_ready()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Clock, Config};
    use axum::{body::Body, http::Request};
    use http_body_util::BodyExt;
    use tower::ServiceExt;

    #[tokio::test]
    async fn a_handler_that_panics_answers_500_with_an_id_and_nothing_of_what_it_said() {
        let folder = tempfile::tempdir().unwrap();
        let server = Server::open(&Config::of(folder.path(), Clock::system())).unwrap();
        let panics = async || -> &'static str { panic!("Li Na, 13800001234") };
        let router = guarded(Router::new().route("/panics", get(panics)), server);
        for _ in 0..2 {
            let request = Request::get("/panics").body(Body::empty()).unwrap();
            let answer = router.clone().oneshot(request).await.unwrap();
            assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
            assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
            let body = answer.into_body().collect().await.unwrap().to_bytes();
            let body: serde_json::Value = serde_json::from_slice(&body).unwrap();
            let id = body["id"].as_str().unwrap();
            assert_eq!(id.len(), 16);
            let expected = serde_json::json!({"error": "internal", "reasons": [], "id": id});
            assert_eq!(body, expected);
        }
    }
}
