//! Where time alone must change a document.

use crate::{
    case::CaseState,
    context::Caller,
    deciding::Deciding,
    document::Document,
    ids::{DocumentKey, PersonId},
    profile::Profile,
    refusal::{Refusal, Refused},
    rules::needs::move_to,
    time::{Instant, hours},
};

/// When time alone will change a document, if it will. The authority then runs the system's tick.
pub fn next_due(document: &Document, profile: &Profile) -> Option<Instant> {
    match document {
        // A need closes itself when its reporter, who has an account, says nothing. One without is called back.
        Document::Case(case)
            if case.state == CaseState::Resolved && case.reporter != PersonId::SYSTEM =>
        {
            Some(case.since + hours(24 * profile.need_closes_after_days))
        }
        _ => None,
    }
}

pub(crate) fn tick(d: &mut Deciding, key: &DocumentKey, due: Instant) -> Result<(), Refused> {
    if d.caller != Caller::System {
        return Err(Refusal::NotAllowed.into());
    }
    let profile = d.ctx.profile;
    // Stores keep due moments in whole milliseconds.
    let (millis, now) = (Instant::timestamp_millis, d.now().timestamp_millis());
    let is_due = d
        .lookup(key)
        .and_then(|document| next_due(document, profile))
        .is_some_and(|at| millis(&at) == millis(&due) && millis(&at) <= now);
    if let (true, DocumentKey::Case(id)) = (is_due, key) {
        move_to(d, *id, CaseState::Closed, None);
    }
    Ok(())
}
