//! Not right 时长有误: the volunteer says what is wrong with a record, and the desk of its community answers with a reason,
//! within the working days that the profile states: five in Dalian.

use super::forms::Check;
use crate::{
    deciding::Deciding,
    ids::{DocumentKey, Kind, RecordId},
    notice::NoticeKind,
    profile::Profile,
    record::{Correction, CorrectionAnswer, CorrectionRequest, RecordState, ServiceRecord},
    refusal::{Field, Refusal, Refused},
    time::{Instant, minutes},
};

/// Requests that a record keeps; the log keeps all.
const REQUESTS_KEPT: usize = 10;

/// By when the newest request against a record is to be answered: at the same time of day so many working days later
/// ([`Profile::correction_working_days`]), by the community's clock and calendar. Nothing where nobody has asked.
pub fn answer_due(record: &ServiceRecord, profile: &Profile) -> Option<Instant> {
    let asked = record.requests.last()?.at;
    let local = asked + minutes(profile.local_minutes(asked).into());
    let day = profile.working_days_after(local.date_naive(), profile.correction_working_days);
    let due = day.and_time(local.time()).and_utc();
    // The clocks of that day count, not those of the day on which it was asked.
    let guess = due - minutes(profile.local_minutes(asked).into());
    Some(due - minutes(profile.local_minutes(guess).into()))
}

/// The record that a command addresses.
fn addressed<'a>(d: &'a Deciding, id: RecordId) -> Result<&'a ServiceRecord, Refused> {
    d.addressed(&DocumentKey::Record(id))?;
    d.record(id)
        .ok_or_else(|| Refusal::NotFound { kind: Kind::Record }.into())
}

pub(crate) fn request(d: &mut Deciding, id: RecordId, reason: &str) -> Result<(), Refused> {
    let record = addressed(d, id)?;
    if record.state == RecordState::CorrectionRequested {
        let same = record.requests.last().is_some_and(|r| r.reason == reason);
        let refused = || Refusal::AlreadyAsked.into();
        return if same { Ok(()) } else { Err(refused()) };
    }
    let mut check = Check::default();
    check.line(Field::Reason, reason, true);
    if !check.reasons.is_empty() {
        return Err(check.reasons.into());
    }
    let request = CorrectionRequest {
        reason: reason.to_owned(),
        at: d.now(),
        answer: None,
    };
    step(d, id, RecordState::CorrectionRequested, reason, |record| {
        if record.requests.len() >= REQUESTS_KEPT {
            record.requests.remove(0);
        }
        record.requests.push(request);
    });
    Ok(())
}

pub(crate) fn answer(
    d: &mut Deciding,
    id: RecordId,
    minutes: Option<u32>,
    reason: &str,
) -> Result<(), Refused> {
    let record = addressed(d, id)?;
    if record.volunteer == d.actor() {
        return Err(Refusal::OwnWork.into());
    }
    if record.state != RecordState::CorrectionRequested {
        return answered(record, minutes, reason);
    }
    let mut check = Check::default();
    check.line(Field::Reason, reason, true);
    let (was, max) = (record.minutes, record.span.minutes());
    check.range(Field::Minutes, minutes.unwrap_or(0), 0, max);
    if !check.reasons.is_empty() {
        return Err(check.reasons.into());
    }
    let (by, at, reason) = (d.actor(), d.now(), reason.to_owned());
    let corrected = minutes.filter(|minutes| *minutes != was);
    let amended = corrected.is_some() || !record.corrections.is_empty();
    let state = if amended {
        RecordState::Amended
    } else {
        RecordState::Confirmed
    };
    let told = (record.volunteer, record.activity.clone(), record.span);
    step(d, id, state, &reason, |record| {
        if let Some(minutes) = corrected {
            record.minutes = minutes;
            record.corrections.push(Correction {
                minutes_before: was,
                reason: reason.clone(),
                by,
                at,
            });
        }
        if let Some(request) = record.requests.last_mut() {
            let reason = reason.clone();
            request.answer = Some(CorrectionAnswer { reason, by, at });
        }
    });
    if let Some(minutes) = corrected {
        follow(d, id, minutes, &reason);
    }
    let minutes = corrected.unwrap_or(was);
    let kind = NoticeKind::CorrectionAnswered { minutes, reason };
    d.tell(told.0, kind, DocumentKey::Record(id), told.1, Some(told.2));
    Ok(())
}

/// An answer to what is not open: the same again, a second one, or one that nobody asked for.
fn answered(record: &ServiceRecord, minutes: Option<u32>, reason: &str) -> Result<(), Refused> {
    let last = record.requests.last().and_then(|r| r.answer.as_ref());
    match last {
        None => Err(Refusal::NothingToAnswer.into()),
        Some(last) if last.reason == reason && minutes.is_none_or(|m| m == record.minutes) => {
            Ok(())
        }
        Some(_) => Err(Refusal::AlreadyAnswered.into()),
    }
}

/// The entry of the roster that the record came of says the same.
fn follow(d: &mut Deciding, id: RecordId, minutes: u32, reason: &str) {
    let Some(shift) = d.record(id).map(|record| record.shift) else {
        return;
    };
    let Some(found) = d.edit_shift(shift) else {
        return;
    };
    let desk = found.desk.clone();
    let Some(entry) = found.roster.iter_mut().find(|entry| entry.id.0 == id.0) else {
        return;
    };
    entry.minutes = Some(minutes);
    let (key, entry, state) = (DocumentKey::Shift(shift), entry.id, entry.state.name());
    d.log_entry(key, Some(entry), &desk, state, state, Some(reason.into()));
}

/// Takes a record on, with its transition.
fn step(
    d: &mut Deciding,
    id: RecordId,
    to: RecordState,
    reason: &str,
    change: impl FnOnce(&mut ServiceRecord),
) {
    let Some(record) = d.edit_record(id) else {
        return;
    };
    let (from, desk) = (name(record.state), record.desk.clone());
    record.state = to;
    change(record);
    let reason = Some(reason.to_owned());
    d.log(DocumentKey::Record(id), &desk, from, name(to), reason);
}

/// A state's name in transitions.
fn name(state: RecordState) -> &'static str {
    match state {
        RecordState::Confirmed => "confirmed",
        RecordState::CorrectionRequested => "correction_requested",
        RecordState::Amended => "amended",
    }
}
