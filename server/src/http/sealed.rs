//! `POST /api/sealed`: the words of a sealed case, for whoever reported or handles it. They go out once the reading is in
//! the log, and are kept by nobody on the way.

use super::{ApiError, cookies::Signed, posted::Posted};
use crate::{server::Server, store::at_once};
use axum::{Json, extract::State, http::StatusCode};
use chrono::TimeDelta;
use linli_domain::{
    CaseId, Command, CommandId, Document, DocumentKey, case::NeedAbout, sealed::may_read,
};
use linli_sync::{Envelope, Outcome, Reading};
use serde::{Deserialize, Serialize};

/// How long one reading is told again.
const TOLD_AGAIN: TimeDelta = TimeDelta::minutes(5);

/// Which words are read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReadSealed {
    /// The reading's own id: sent again after a lost answer, it is logged once.
    pub command: CommandId,
    /// Of which case.
    pub case: CaseId,
}

/// The words.
#[derive(Serialize)]
pub struct SealedWords {
    /// What was entered; none once its time was over, or once it was erased.
    about: Option<Box<NeedAbout>>,
}

/// There is none, or not for the caller, or it is not sealed: the three look the same.
fn no_such() -> ApiError {
    ApiError::new(StatusCode::NOT_FOUND, "no_such_case")
}

/// Logs the reading, and tells the words.
pub async fn read(
    State(server): State<Server>,
    signed: Signed,
    Posted(ReadSealed { command: id, case }): Posted<ReadSealed>,
) -> Result<Json<SealedWords>, ApiError> {
    let (person, now) = (signed.session.person, server.desk.clock.now());
    let envelope = Envelope::new(id, person, now, &Command::ReadSealed { case });
    let envelope = envelope.map_err(|error| ApiError::internal(error.to_string()))?;
    let outcomes = server.desk.submit(vec![envelope]).await?;
    if !matches!(outcomes.as_slice(), [Outcome::Applied { .. }]) {
        return Err(no_such());
    }
    let keys = [DocumentKey::Case(case), DocumentKey::Sealed(case)];
    let look = server.readers.look(move |store| {
        let logged = at_once(store.ledger(person, id))?;
        Ok((logged, at_once(store.load(&keys))?))
    });
    let (logged, there) = look.await?;
    let documents: Vec<&Document> = there
        .iter()
        .flatten()
        .map(|there| &*there.document)
        .collect();
    // Sent again, it is told again for as long as an answer may be lost; later it is another reading. And who sends it
    // reads by what they may now.
    let still = logged.is_some_and(|row| now - row.at <= TOLD_AGAIN);
    match documents[..] {
        [Document::Case(case), Document::Sealed(sealed)] if still && may_read(case, person) => {
            Ok(Json(SealedWords {
                about: sealed.about.clone(),
            }))
        }
        _ => Err(no_such()),
    }
}
