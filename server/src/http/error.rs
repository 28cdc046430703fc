//! What goes wrong, as status and data: `{"error": …, "reasons": […]}`.

use crate::store::WriteError;
use axum::{
    Json,
    http::{HeaderValue, StatusCode, header::RETRY_AFTER},
    response::{IntoResponse, Response},
};
use linli_domain::Refusal;
use linli_sync::StoreError;
use serde::Serialize;

/// An answer that is no success.
#[derive(Debug)]
pub struct ApiError {
    status: StatusCode,
    body: Body,
    retry_after: Option<u64>,
}

#[derive(Debug, Serialize)]
struct Body {
    error: &'static str,
    reasons: Vec<Refusal>,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
}

impl ApiError {
    /// An error with its name, which clients match on.
    pub fn new(status: StatusCode, error: &'static str) -> Self {
        let (reasons, detail) = (Vec::new(), None);
        ApiError {
            status,
            body: Body {
                error,
                reasons,
                detail,
            },
            retry_after: None,
        }
    }

    /// Nobody is signed in.
    pub fn signed_out() -> Self {
        ApiError::new(StatusCode::UNAUTHORIZED, "signed_out")
    }

    /// Come again later.
    pub fn busy() -> Self {
        ApiError::new(StatusCode::SERVICE_UNAVAILABLE, "busy").retry_after(1)
    }

    /// With the rule that stands against it.
    pub fn because(mut self, reason: Refusal) -> Self {
        self.body.reasons.push(reason);
        self
    }

    /// With what is wrong, for a developer. Never anything that somebody entered.
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.body.detail = Some(detail.into());
        self
    }

    /// With the seconds after which to come again.
    pub fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after = Some(seconds);
        self
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = (self.status, Json(self.body)).into_response();
        if let Some(seconds) = self.retry_after {
            response
                .headers_mut()
                .insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "the database failed");
        ApiError::new(StatusCode::SERVICE_UNAVAILABLE, "store_failed").retry_after(2)
    }
}

impl From<WriteError> for ApiError {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::Overloaded => ApiError::busy(),
            WriteError::Failed(error) => error.into(),
        }
    }
}
