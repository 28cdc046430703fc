//! The app itself: its files, and its shell for every route of its own.

use super::ApiError;
use crate::server::Server;
use axum::{
    body::Body,
    extract::State,
    http::{
        HeaderMap, HeaderValue, Method, StatusCode, Uri,
        header::{
            ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH,
            VARY,
        },
    },
    response::{IntoResponse, Response},
};

/// Any GET that is no API call.
pub async fn file(
    State(server): State<Server>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    if method != Method::GET && method != Method::HEAD {
        return Err(ApiError::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "wrong_method",
        ));
    }
    let assets = server.assets.as_ref();
    let found = assets.and_then(|assets| assets.find(uri.path(), takes_brotli(&headers)));
    let asset = found.ok_or_else(|| ApiError::new(StatusCode::NOT_FOUND, "no_such_file"))?;
    let mut response = if is_held(&headers, &asset.etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Body::from(asset.body.clone()).into_response()
    };
    let answer = response.headers_mut();
    answer.insert(CONTENT_TYPE, HeaderValue::from_static(asset.media_type));
    answer.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    answer.insert(VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(etag) = HeaderValue::try_from(&asset.etag) {
        answer.insert(ETAG, etag);
    }
    if asset.brotli {
        answer.insert(CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    Ok(response)
}

pub(super) fn takes_brotli(headers: &HeaderMap) -> bool {
    let accepted = headers
        .get(ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok());
    accepted.unwrap_or_default().split(',').any(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        parts.next() == Some("br") && !parts.any(|weight| matches!(weight, "q=0" | "q=0.0"))
    })
}

pub(super) fn is_held(headers: &HeaderMap, etag: &str) -> bool {
    let held = headers
        .get(IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok());
    held.unwrap_or_default().split(',').any(|one| {
        let one = one.trim();
        one == "*" || one.trim_start_matches("W/") == etag
    })
}
