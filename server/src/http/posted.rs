//! A JSON body: bounded in size and time, of the right type, readable without a doubt; and if not, an answer that says
//! so as data.

use super::{ApiError, strict};
use crate::server::Server;
use axum::{
    body::Bytes,
    extract::{FromRef, FromRequest, Request},
    http::{
        HeaderMap, StatusCode,
        header::{CONTENT_ENCODING, CONTENT_TYPE},
    },
};
use linli_domain::lean;
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use tokio::time::timeout;

/// A body, whole.
pub struct Whole(pub Bytes);

impl<S: Send + Sync> FromRequest<S> for Whole
where
    Server: FromRef<S>,
{
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let within = Server::from_ref(state).body_within;
        let read = timeout(within, Bytes::from_request(request, state)).await;
        let read = read.map_err(|_| ApiError::new(StatusCode::REQUEST_TIMEOUT, "too_slow"))?;
        read.map(Whole)
            .map_err(|rejection| match rejection.status() {
                StatusCode::PAYLOAD_TOO_LARGE => {
                    ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large")
                }
                _ => ApiError::new(StatusCode::BAD_REQUEST, "unreadable"),
            })
    }
}

/// What was posted.
pub struct Posted<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Posted<T>
where
    Server: FromRef<S>,
{
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        if !is_json(request.headers()) {
            return Err(ApiError::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "not_json",
            ));
        }
        let Whole(body) = Whole::from_request(request, state).await?;
        read(&body).map(Posted)
    }
}

/// `application/json`, in UTF-8 if anything is said of it, and not compressed.
pub(super) fn is_json(headers: &HeaderMap) -> bool {
    let mut given = headers.get_all(CONTENT_TYPE).iter();
    let (Some(one), None) = (given.next(), given.next()) else {
        return false;
    };
    let mut parts = one.to_str().unwrap_or_default().split(';').map(str::trim);
    let json = parts
        .next()
        .is_some_and(|essence| essence.eq_ignore_ascii_case("application/json"));
    let utf_8 = parts.all(|parameter| match parameter.split_once('=') {
        Some((name, value)) if name.trim().eq_ignore_ascii_case("charset") => {
            value.trim().trim_matches('"').eq_ignore_ascii_case("utf-8")
        }
        _ => true,
    });
    json && utf_8 && !headers.contains_key(CONTENT_ENCODING)
}

pub(super) fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, ApiError> {
    strict::check(body).map_err(unreadable)?;
    let mut unknown = false;
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    let read = serde_ignored::deserialize(&mut deserializer, |_| unknown = true);
    // It is JSON, whatever serde calls what is wrong with it.
    let read = read.map_err(|error| wrong_shape().detail(place(&error)))?;
    if unknown {
        // Which one may be anything that somebody entered.
        return Err(wrong_shape().detail("an unknown field"));
    }
    // serde takes a list of values for an object of them; who sends one gets nothing by it.
    let named = std::str::from_utf8(body).is_ok_and(|text| lean::read::<T>(text).is_ok());
    if !named {
        return Err(wrong_shape().detail("a list instead of named fields"));
    }
    Ok(read)
}

fn wrong_shape() -> ApiError {
    ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, "wrong_shape")
}

/// No JSON at all is 400; JSON that no type takes (a name twice, nested too deep) is 422.
fn unreadable(error: serde_json::Error) -> ApiError {
    let place = place(&error);
    match error.classify() {
        Category::Data => wrong_shape().detail(place),
        _ => ApiError::new(StatusCode::BAD_REQUEST, "malformed").detail(place),
    }
}

/// Where, but not what: that may be somebody's data.
fn place(error: &serde_json::Error) -> String {
    format!("line {} column {}", error.line(), error.column())
}
