//! The day before, everybody who has a place is reminded, and may say that they are coming 我会来.

use crate::{
    deciding::Deciding,
    ids::{DocumentKey, PersonId, ShiftId, SignUpId},
    notice::NoticeKind,
    profile::Profile,
    refusal::{Refusal, Refused},
    shift::{Shift, ShiftState, SignUpState},
    time::{Instant, hours},
};

/// When people are to be reminded of a shift, if they have not been.
pub(crate) fn next_reminder(shift: &Shift, profile: &Profile) -> Option<Instant> {
    let to_come = shift.state == ShiftState::Open && !shift.arranged.reminded;
    to_come.then(|| shift.about.span.start - hours(profile.remind_hours))
}

/// Another time: nobody was reminded of it, and nobody said that they come then.
pub(crate) fn start_over(shift: &mut Shift) {
    shift.arranged.reminded = false;
    for entry in &mut shift.roster {
        entry.coming = false;
    }
}

/// Reminds everybody who has a place, once.
pub(crate) fn remind(d: &mut Deciding, id: ShiftId) {
    let Some(shift) = d.edit_shift(id) else {
        return;
    };
    shift.arranged.reminded = true;
    let (desk, span) = (shift.desk.clone(), shift.about.span);
    let title = shift.about.title.clone();
    let expected = shift.roster.iter().filter(|entry| {
        matches!(entry.state, SignUpState::Confirmed | SignUpState::Requested) && !entry.coming
    });
    let people: Vec<PersonId> = expected.filter_map(|entry| entry.person).collect();
    let begun = d.now() >= span.start;
    d.log(
        DocumentKey::Shift(id),
        &desk,
        "open",
        "open",
        Some("reminded".into()),
    );
    for person in people.into_iter().filter(|_| !begun) {
        let key = DocumentKey::Shift(id);
        d.tell(
            person,
            NoticeKind::DayBefore,
            key,
            title.clone(),
            Some(span),
        );
    }
}

/// An entry's person says that they come.
pub(crate) fn comes(d: &mut Deciding, id: ShiftId, entry: SignUpId) {
    let mut entries = d.edit_shift(id).into_iter().flat_map(|s| &mut s.roster);
    if let Some(found) = entries.find(|found| found.id == entry) {
        found.coming = true;
    }
}

pub(crate) fn say_coming(d: &mut Deciding, id: ShiftId) -> Result<(), Refused> {
    let shift = d.addressed_shift(id)?;
    let person = d.need_me()?.id;
    let entry = shift.entry_of(person).ok_or(Refusal::NotSignedUp)?;
    if entry.state != SignUpState::Confirmed {
        return Err(Refusal::NotConfirmed.into());
    }
    let phase = shift.phase(d.now());
    if d.now() >= shift.about.span.end || shift.state != ShiftState::Open {
        return Err(Refusal::WrongPhase { phase }.into());
    }
    let (entry, desk, said) = (entry.id, shift.desk.clone(), entry.coming);
    super::notices::is_reached(d, id, person, None);
    if !said {
        comes(d, id, entry);
        let key = DocumentKey::Shift(id);
        d.log_entry(key, Some(entry), &desk, "confirmed", "coming", None);
    }
    Ok(())
}
