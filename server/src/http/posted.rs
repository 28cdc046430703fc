//! A JSON body: bounded, of the right type, readable; and if not, an answer that says so as data.

use super::ApiError;
use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::{HeaderMap, StatusCode, header::CONTENT_TYPE},
};
use serde::de::DeserializeOwned;
use serde_json::error::Category;

/// What was posted.
pub struct Posted<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Posted<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        if !is_json(request.headers()) {
            return Err(ApiError::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "not_json",
            ));
        }
        let body =
            Bytes::from_request(request, state)
                .await
                .map_err(|rejection| match rejection.status() {
                    StatusCode::PAYLOAD_TOO_LARGE => {
                        ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large")
                    }
                    _ => ApiError::new(StatusCode::BAD_REQUEST, "unreadable"),
                })?;
        serde_json::from_slice(&body)
            .map(Posted)
            .map_err(unreadable)
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let given = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let essence = given.and_then(|given| given.split(';').next());
    essence.is_some_and(|essence| essence.trim().eq_ignore_ascii_case("application/json"))
}

/// No JSON at all is 400; JSON of another shape is 422. Where, but not what: that may be somebody's data.
fn unreadable(error: serde_json::Error) -> ApiError {
    let place = format!("line {} column {}", error.line(), error.column());
    match error.classify() {
        Category::Data => {
            ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, "wrong_shape").detail(place)
        }
        _ => ApiError::new(StatusCode::BAD_REQUEST, "malformed").detail(place),
    }
}
