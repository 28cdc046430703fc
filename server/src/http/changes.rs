//! `POST /api/changes`: what changed for the person who is signed in, since their cursors.

use super::{ApiError, cookies::Signed, posted::Posted};
use crate::{server::Server, store::at_once};
use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use linli_sync::{ChangesRequest, changes};
use std::sync::Arc;

/// One page of every feed that the person reads.
pub async fn pull(
    State(server): State<Server>,
    signed: Signed,
    Posted(request): Posted<ChangesRequest>,
) -> Result<Response, ApiError> {
    let (person, now) = (signed.session.person, server.desk.clock.now());
    let profile = Arc::clone(&server.profile);
    let look = server
        .readers
        .look(move |store| at_once(changes(store, person, &request, &profile, now)));
    // A person who is no longer there is signed in no more.
    let changes = look.await?.ok_or_else(ApiError::signed_out)?;
    signed.renewed(&server, Json(changes).into_response()).await
}
