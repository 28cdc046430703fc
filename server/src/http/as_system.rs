//! What a door asks for in the system's own name, because whoever knocks has no account.

use super::ApiError;
use crate::server::Server;
use axum::http::StatusCode;
use linli_domain::{Command, CommandId, PersonId};
use linli_sync::{Envelope, Outcome};

/// Has a command decided. Sent again with the same id, it is done once.
///
/// # Errors
/// 409 with every reason, or when the database fails.
pub async fn decide(server: &Server, id: CommandId, command: &Command) -> Result<(), ApiError> {
    let now = server.desk.clock.now();
    let envelope = Envelope::new(id, PersonId::SYSTEM, now, command);
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
