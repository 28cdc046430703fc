//! What a door asks for in the system's own name, because whoever knocks has no account.

use super::ApiError;
use crate::{server::Server, store::at_once};
use axum::http::StatusCode;
use linli_domain::{Command, CommandId, PersonId};
use linli_sync::{Envelope, Outcome, Reading, demo::derived_id};

/// The id under which a door's command stands in the ledger. Whoever knocks chooses theirs freely, and what the authority
/// does by itself has ids that anybody can compute: apart, one never takes the other's.
fn filed_as(id: CommandId) -> CommandId {
    CommandId(derived_id("door", "command", &id.to_string()))
}

/// Whether a command was decided before.
///
/// # Errors
/// When the database fails.
pub async fn is_decided(server: &Server, id: CommandId) -> Result<bool, ApiError> {
    let id = filed_as(id);
    let look = server
        .readers
        .look(move |store| at_once(store.ledger(PersonId::SYSTEM, id)));
    Ok(look.await?.is_some())
}

/// Has a command decided. Sent again with the same id, it is done once.
///
/// # Errors
/// 409 with every reason, or when the database fails.
pub async fn decide(server: &Server, id: CommandId, command: &Command) -> Result<(), ApiError> {
    let now = server.desk.clock.now();
    let envelope = Envelope::new(filed_as(id), PersonId::SYSTEM, now, command);
    let unreadable = |_| ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, "wrong_shape");
    let outcome = server
        .desk
        .submit_of_system(envelope.map_err(unreadable)?)
        .await?;
    match outcome {
        Outcome::Applied { .. } => Ok(()),
        Outcome::Refused { reasons, .. } => Err(ApiError::refused(reasons)),
        _ => Err(ApiError::new(StatusCode::CONFLICT, "decided_otherwise")),
    }
}
