//! The doors: each handler extracts, hands on, and answers.

mod app;
mod changes;
mod commands;
mod cookies;
mod error;
mod files;
mod guard;
mod history;
mod live;
mod posted;
mod session;
#[cfg(feature = "test-clock")]
mod test_clock;

pub use error::ApiError;

use crate::server::Server;
use axum::{
    Router,
    extract::{DefaultBodyLimit, State},
    http::StatusCode,
    middleware,
    routing::{get, post},
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
        .route("/commands", post(commands::take))
        .route("/changes", post(changes::pull))
        .route("/live", get(live::watch))
        .route("/history", get(history::show))
        .route(
            "/files/{address}",
            get(files::show)
                .put(files::keep)
                .layer(DefaultBodyLimit::max(linli_domain::photo::BYTES_MAX)),
        );
    #[cfg(feature = "test-clock")]
    let api = api.route("/test/clock", post(test_clock::move_it));
    let api = api
        .fallback(async || ApiError::new(StatusCode::NOT_FOUND, "no_such_route"))
        .method_not_allowed_fallback(async || {
            ApiError::new(StatusCode::METHOD_NOT_ALLOWED, "wrong_method")
        })
        .layer(middleware::from_fn_with_state(
            server.clone(),
            guard::same_site,
        ))
        .layer(middleware::map_response(guard::no_store));
    Router::new()
        .nest("/api", api)
        .route("/healthz", get(async || "ok"))
        .route("/readyz", get(ready))
        .fallback(app::file)
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
