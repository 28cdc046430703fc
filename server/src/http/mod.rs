//! The doors: each handler extracts, hands on, and answers.

mod app;
mod ask;
mod changes;
mod commands;
mod cookies;
mod devices;
mod error;
mod files;
mod guard;
mod history;
mod invitations;
mod live;
mod posted;
mod session;
mod strict;
#[cfg(feature = "test-clock")]
mod test_clock;

pub use error::ApiError;

use crate::server::Server;
use axum::{
    Router,
    extract::{DefaultBodyLimit, State},
    http::StatusCode,
    middleware,
    routing::{delete, get, post},
};
use std::time::Duration;

/// The largest body of a request, in bytes.
pub const BODY_LIMIT: usize = 1 << 20;

/// Every route.
pub fn router(server: Server) -> Router {
    let api = Router::new()
        .route(
            "/session",
            get(session::show)
                .post(session::open)
                .delete(session::close),
        )
        .route(
            "/session/devices",
            get(devices::list).delete(devices::close_others),
        )
        .route("/session/devices/{id}", delete(devices::close))
        .route("/commands", post(commands::take))
        .route("/changes", post(changes::pull))
        .route("/live", get(live::watch))
        .route("/ask", post(ask::ask))
        .route("/ask/{place}", get(ask::look))
        .route("/invitations/look", post(invitations::look))
        .route("/invitations/take", post(invitations::take))
        .route("/history", get(history::show))
        .route(
            "/files/{address}",
            get(files::show)
                .put(files::keep)
                .layer(DefaultBodyLimit::max(linli_domain::photo::BYTES_MAX)),
        );
    #[cfg(feature = "test-clock")]
    let api = api.route("/test/clock", post(test_clock::move_it));
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
    let all = Router::new()
        .nest("/api", api)
        .route("/healthz", get(async || "ok"))
        .route("/readyz", get(ready))
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
