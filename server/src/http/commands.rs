//! `POST /api/commands`: envelopes in, outcomes out, in the same order.

use super::{ApiError, cookies::Signed, posted::Posted};
use crate::server::Server;
use axum::{Json, extract::State, http::StatusCode};
use linli_domain::Refusal;
use linli_sync::{Envelope, Outcome};

/// The most envelopes in one request.
const AT_MOST: usize = 50;

/// Decides envelopes of the person who is signed in. Refusals are outcomes, not errors.
pub async fn take(
    State(server): State<Server>,
    signed: Signed,
    Posted(envelopes): Posted<Vec<Envelope>>,
) -> Result<Json<Vec<Outcome>>, ApiError> {
    if envelopes.len() > AT_MOST {
        return Err(ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, "too_many")
            .detail(format!("at most {AT_MOST}")));
    }
    let mine = |envelope: &Envelope| envelope.person == signed.session.person;
    if !envelopes.iter().all(mine) {
        return Err(ApiError::new(StatusCode::FORBIDDEN, "not_yours").because(Refusal::NotAllowed));
    }
    let more = envelopes.len().saturating_sub(1);
    let now = server.desk.clock.now();
    server.watch.brings(signed.session.person, more, now);
    Ok(Json(server.desk.submit(envelopes).await?))
}
