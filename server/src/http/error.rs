//! What goes wrong, as status and data: `{"error": …, "reasons": […]}`. Whatever is our own fault says nothing but an
//! `id`, under which the log says more.

use crate::{random, store::WriteError};
use axum::{
    Json,
    http::{
        HeaderValue, StatusCode,
        header::{CACHE_CONTROL, RETRY_AFTER},
    },
    response::{IntoResponse, Response},
};
use linli_domain::Refusal;
use linli_sync::StoreError;
use serde::Serialize;

/// An answer that is no success.
#[derive(Debug)]
pub struct ApiError {
    status: StatusCode,
    error: &'static str,
    reasons: Vec<Refusal>,
    detail: Option<Box<str>>,
    retry_after: Option<u64>,
    cause: Option<Box<str>>,
}

#[derive(Serialize)]
struct Body<'a> {
    error: &'static str,
    reasons: &'a [Refusal],
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
}

impl ApiError {
    /// An error with its name, which clients match on.
    pub fn new(status: StatusCode, error: &'static str) -> Self {
        ApiError {
            status,
            error,
            reasons: Vec::new(),
            detail: None,
            retry_after: None,
            cause: None,
        }
    }

    /// Nobody is signed in.
    pub fn signed_out() -> Self {
        ApiError::new(StatusCode::UNAUTHORIZED, "signed_out")
    }

    /// Something that was not foreseen.
    pub fn internal(cause: impl Into<Box<str>>) -> Self {
        ApiError::new(StatusCode::INTERNAL_SERVER_ERROR, "internal").cause(cause)
    }

    /// Whoever changes how they sign in proves first that it is they.
    pub fn prove_again() -> Self {
        ApiError::new(StatusCode::PRECONDITION_REQUIRED, "prove_again")
    }

    /// Too many guesses of a password or a code.
    pub fn too_many_guesses(seconds: u64) -> Self {
        ApiError::new(StatusCode::TOO_MANY_REQUESTS, "too_many_guesses").retry_after(seconds)
    }

    /// Too many requests of one account or address.
    pub fn too_many_requests(seconds: u64) -> Self {
        ApiError::new(StatusCode::TOO_MANY_REQUESTS, "too_many_requests").retry_after(seconds)
    }

    /// Come again later.
    pub fn busy() -> Self {
        ApiError::new(StatusCode::SERVICE_UNAVAILABLE, "busy").retry_after(1)
    }

    /// With the rule that stands against it.
    pub fn because(mut self, reason: Refusal) -> Self {
        self.reasons.push(reason);
        self
    }

    /// A command was refused, for these reasons.
    pub fn refused(reasons: Vec<Refusal>) -> Self {
        let refused = ApiError::new(StatusCode::CONFLICT, "refused");
        reasons.into_iter().fold(refused, ApiError::because)
    }

    /// With what is wrong, for a developer. Never anything that somebody entered.
    pub fn detail(mut self, detail: impl Into<Box<str>>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// With what happened, for the log alone. Never anything that somebody entered.
    pub fn cause(mut self, cause: impl Into<Box<str>>) -> Self {
        self.cause = Some(cause.into());
        self
    }

    /// With the seconds after which to come again.
    pub fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after = Some(seconds);
        self
    }
}

impl ApiError {
    /// The status, and what is said for a developer.
    pub(super) fn told(self) -> (u16, Option<String>) {
        (self.status.as_u16(), self.detail.map(String::from))
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let body = Body {
            error: self.error,
            reasons: &self.reasons,
            detail: self.detail.as_deref(),
            id: self.status.is_server_error().then(|| self.logged()),
        };
        let mut response = (self.status, Json(body)).into_response();
        let headers = response.headers_mut();
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = self.retry_after {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

impl ApiError {
    /// Writes a line into the log, and gives its id.
    fn logged(&self) -> String {
        let id = random::id().map_or_else(|_| "none".into(), |id| random::hex(&id[..8]));
        let (status, error) = (self.status.as_u16(), self.error);
        match self.cause.as_deref() {
            Some(cause) => tracing::error!(id, status, error, cause, "an answer failed"),
            None => tracing::warn!(id, status, error, "an answer was put off"),
        }
        id
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        ApiError::new(StatusCode::SERVICE_UNAVAILABLE, "store_failed")
            .retry_after(2)
            .cause(error.0)
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
