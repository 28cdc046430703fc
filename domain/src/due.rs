//! Where time alone must change a document.

use crate::{
    case::CaseState,
    context::Caller,
    deciding::Deciding,
    document::Document,
    ids::{DocumentKey, PersonId},
    profile::Profile,
    refusal::{Refusal, Refused},
    rules::{erasure, needs::move_to, offers, reminders, retention, visits},
    time::{Instant, hours},
};

/// When time alone will change a document, if it will. The authority then runs the system's tick.
pub fn next_due(document: &Document, profile: &Profile) -> Option<Instant> {
    match document {
        // A need closes itself when its reporter, who has an account, says nothing. Somebody without one is called back.
        Document::Case(case)
            if case.state == CaseState::Resolved
                && case.reporter != PersonId::SYSTEM
                && case.about.recipient.is_none() =>
        {
            Some(case.since + hours(24 * profile.need_closes_after_days))
        }
        Document::Case(case) => retention::next_of_case(case, profile),
        Document::Sealed(sealed) => retention::next_of_sealed(sealed, profile),
        Document::Shift(shift) => {
            let reminder = reminders::next_reminder(shift, profile);
            let gone = retention::next_of_shift(shift, profile);
            let others = offers::next_lapse(shift).into_iter().chain(gone);
            reminder.into_iter().chain(others).min()
        }
        Document::Person(person) => {
            let door = visits::next_door(person, profile);
            door.into_iter().chain(erasure::next_step(person)).min()
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
    if !is_due {
        return Ok(());
    }
    match key {
        DocumentKey::Case(id) => {
            let kept = d
                .case(*id)
                .and_then(|case| retention::next_of_case(case, profile));
            match kept {
                Some(_) => retention::forget_of_case(d, *id),
                None => move_to(d, *id, CaseState::Closed, None),
            }
        }
        DocumentKey::Shift(id) => {
            let reminder = d
                .shift(*id)
                .and_then(|shift| reminders::next_reminder(shift, profile));
            if reminder.is_some_and(|at| millis(&at) <= now) {
                reminders::remind(d, *id);
            }
            offers::lapse(d, *id);
            let gone = d
                .shift(*id)
                .and_then(|shift| retention::next_of_shift(shift, profile));
            if gone.is_some_and(|at| millis(&at) <= now) {
                retention::forget_of_shift(d, *id);
            }
        }
        DocumentKey::Person(id) => {
            let step = d.person(*id).and_then(erasure::next_step);
            if step.is_some_and(|at| millis(&at) <= now) {
                erasure::proceed(d, *id);
            } else {
                visits::tick(d, *id);
            }
        }
        DocumentKey::Sealed(id) => retention::forget_sealed(d, *id),
        _ => {}
    }
    Ok(())
}
