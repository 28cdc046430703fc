//! `GET /api/history?document=KIND/ID`: what happened to one document, for those who may read it.

use super::{ApiError, cookies::Signed};
use crate::{server::Server, store::at_once};
use axum::{
    Json,
    extract::State,
    http::{StatusCode, Uri},
};
use linli_domain::DocumentKey;
use linli_sync::{History, history};

/// At most 200 lines, the oldest first. What is hidden, what is not there and what is no key look the same.
pub async fn show(
    State(server): State<Server>,
    signed: Signed,
    uri: Uri,
) -> Result<Json<History>, ApiError> {
    let no_such = || ApiError::new(StatusCode::NOT_FOUND, "no_such_history");
    let key = uri.query().and_then(key_of).ok_or_else(no_such)?;
    let (person, now) = (signed.session.person, server.desk.clock.now());
    let look = server
        .readers
        .look(move |store| at_once(history(store, person, &key, now)));
    look.await?.map(Json).ok_or_else(no_such)
}

/// A key needs no escapes, but many clients write its strokes and colons as such, and some end a query with `&`.
pub(super) fn key_of(query: &str) -> Option<DocumentKey> {
    let mut pairs = query.split('&').filter(|pair| !pair.is_empty());
    let key = pairs.next()?.strip_prefix("document=")?;
    if pairs.next().is_some() {
        return None;
    }
    let key = key.replace("%2F", "/").replace("%2f", "/");
    key.replace("%3A", ":").replace("%3a", ":").parse().ok()
}
