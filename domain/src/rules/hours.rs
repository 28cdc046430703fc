//! Hours are confirmed by another than oneself, and become records. Where a profile says that hours are not kept, the
//! same settles attendance, and there are neither minutes nor records.

use super::sign_up::{freed, release, set_state};
use crate::{
    command::HoursEntry,
    deciding::Deciding,
    document::Document,
    ids::{DocumentKey, RecordId, ShiftId},
    notice::NoticeKind,
    planted::{self, Bug},
    record::{RecordState, ServiceRecord},
    refusal::{Field, Problem, Refusal, Refused},
    shift::{Evidence, Shift, ShiftState, SignUp, SignUpState},
    time::minutes_between,
};

/// Minutes of an entry: from the later of check-in and planned start to the earlier of check-out and planned end,
/// rounded down. A missing check-out counts to the planned end.
pub fn minutes_of(shift: &Shift, entry: &SignUp) -> u32 {
    let span = shift.about.span;
    let Some(check_in) = &entry.check_in else {
        return 0;
    };
    let to = entry
        .check_out
        .as_ref()
        .map_or(span.end, |presence| presence.at.min(span.end));
    minutes_between(check_in.at.max(span.start), to)
}

pub(crate) fn confirm(
    d: &mut Deciding,
    id: ShiftId,
    entries: &[HoursEntry],
) -> Result<(), Refused> {
    let shift = d.addressed_shift(id)?.clone();
    let mut reasons = Vec::new();
    if let ShiftState::Cancelled { .. } | ShiftState::Draft = shift.state {
        reasons.push(Refusal::WrongPhase {
            phase: shift.phase(d.now()),
        });
    }
    let mut todo: Vec<(SignUp, u32)> = Vec::new();
    for asked in entries {
        let Some(entry) = shift.entry(asked.sign_up) else {
            reasons.push(Refusal::NotSignedUp);
            continue;
        };
        if entry.state == SignUpState::HoursConfirmed || todo.iter().any(|(e, _)| e.id == entry.id)
        {
            continue;
        }
        reasons.extend(not_confirmable(d, &shift, entry, asked));
        todo.push((
            entry.clone(),
            asked.minutes.unwrap_or_else(|| minutes_of(&shift, entry)),
        ));
    }
    if entries.is_empty() && d.now() < shift.about.span.end {
        reasons.push(Refusal::NotOver {
            ends: shift.about.span.end,
        });
    }
    if !reasons.is_empty() {
        reasons.dedup();
        return Err(reasons.into());
    }
    for (entry, minutes) in todo {
        confirm_entry(d, &shift, &entry, minutes);
    }
    close_if_settled(d, id);
    Ok(())
}

fn not_confirmable(
    d: &Deciding,
    shift: &Shift,
    entry: &SignUp,
    asked: &HoursEntry,
) -> Vec<Refusal> {
    let mut reasons = Vec::new();
    if entry.person == Some(d.actor()) && !planted::is(Bug::OwnHours) {
        reasons.push(Refusal::OwnWork);
    }
    // What is entered afterwards has a second approver.
    let entered = entry
        .check_in
        .iter()
        .any(|presence| presence.evidence == Evidence::EnteredAfterwards);
    if entered && entry.entered_by == Some(d.actor()) && !planted::is(Bug::EntererConfirms) {
        reasons.push(Refusal::SecondApprover);
    }
    // A sheet that is entered while the shift goes on may say that they stay to its end.
    let stays = entry
        .check_out
        .as_ref()
        .is_none_or(|left| left.at > d.now());
    if !entry.state.is_present() {
        reasons.push(Refusal::NotCheckedIn {
            name: entry.name.clone(),
        });
    } else if stays && d.now() < shift.about.span.end {
        reasons.push(Refusal::NotOver {
            ends: shift.about.span.end,
        });
    }
    let max = shift.about.span.minutes();
    if asked.minutes.is_some_and(|minutes| minutes > max) {
        reasons.push(Refusal::Field {
            field: Field::Minutes,
            problem: Problem::OutOfRange { min: 0, max },
        });
    }
    reasons
}

fn confirm_entry(d: &mut Deciding, shift: &Shift, entry: &SignUp, minutes: u32) {
    let kept = d.ctx.profile.hours_kept;
    if let Some(found) = d
        .edit_shift(shift.id)
        .and_then(|s| s.roster.iter_mut().find(|e| e.id == entry.id))
    {
        found.minutes = kept.then_some(minutes);
        for presence in found.check_in.iter_mut().chain(&mut found.check_out) {
            presence.verified = true;
        }
    }
    set_state(
        d,
        shift.id,
        entry.id,
        SignUpState::HoursConfirmed,
        &shift.desk,
        None,
    );
    let Some(person) = entry.person else { return };
    release(d, person, shift.id);
    let title = shift.about.title.clone();
    if kept && shift.about.counts_as_volunteer {
        let record = ServiceRecord {
            id: RecordId(entry.id.0),
            volunteer: person,
            volunteer_name: entry.name.clone(),
            shift: shift.id,
            activity: title.clone(),
            content: shift.about.text.clone(),
            span: shift.about.span,
            place: shift.about.place.clone(),
            desk: shift.desk.clone(),
            minutes,
            organization: super::blocks::team_of(shift, entry).or(shift.about.organization),
            lead: shift
                .lead
                .as_ref()
                .map(|lead| lead.name.clone())
                .unwrap_or_default(),
            evidence: entry
                .check_in
                .as_ref()
                .map_or(Evidence::EnteredAfterwards, |presence| presence.evidence),
            without_check_out: entry.check_out.is_none(),
            confirmed_by: d.actor(),
            confirmed_at: d.now(),
            state: RecordState::Confirmed,
            corrections: Vec::new(),
            requests: Vec::new(),
        };
        let key = DocumentKey::Record(record.id);
        d.put(Document::Record(Box::new(record)));
        d.log(key, &shift.desk, "absent", "confirmed", None);
    }
    if kept {
        d.tell(
            person,
            NoticeKind::HoursConfirmed { minutes },
            DocumentKey::Shift(shift.id),
            title,
            Some(shift.about.span),
        );
    }
    // Whoever left early has the rest of the planned time to themselves.
    freed(d, person, &shift.about.span);
}

/// Once nobody waits for their hours any more and the shift is over, it is recorded: whoever was left unmarked is
/// *not recorded* (only a lead marks an absence), and whoever still waits was not reached.
pub(crate) fn close_if_settled(d: &mut Deciding, id: ShiftId) {
    let now = d.now();
    let Some(shift) = d.shift(id) else { return };
    if shift.state != ShiftState::Open || now < shift.about.span.end {
        return;
    }
    if shift.roster.iter().any(|entry| entry.state.is_present()) {
        return;
    }
    let (desk, title, span) = (
        shift.desk.clone(),
        shift.about.title.clone(),
        shift.about.span,
    );
    let left: Vec<_> = shift
        .roster
        .iter()
        .filter(|e| e.state.is_live())
        .map(|e| (e.id, e.person, e.state))
        .collect();
    let absent: Vec<_> = shift
        .roster
        .iter()
        .filter(|e| matches!(e.state, SignUpState::NoShow { .. }))
        .filter_map(|e| e.person)
        .collect();
    if let Some(shift) = d.edit_shift(id) {
        shift.state = ShiftState::Recorded;
    }
    d.log(DocumentKey::Shift(id), &desk, "open", "recorded", None);
    for (entry, person, state) in left {
        let had_place = matches!(state, SignUpState::Confirmed | SignUpState::Reconfirm);
        let (to, kind) = if had_place {
            (SignUpState::NotRecorded, NoticeKind::NotRecorded)
        } else {
            (SignUpState::Declined, NoticeKind::NotReached)
        };
        set_state(d, id, entry, to, &desk, None);
        if let Some(person) = person {
            release(d, person, id);
            d.tell(
                person,
                kind,
                DocumentKey::Shift(id),
                title.clone(),
                Some(span),
            );
        }
    }
    for person in absent {
        release(d, person, id);
    }
}
