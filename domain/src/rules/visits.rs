//! Home visits. Addresses of lonely people are not for browsing: somebody who runs the shift approves each visitor, and
//! the address reaches the approved alone, from a day before the visit to a day after it, in their own document. With
//! the place it goes.

use super::{
    for_others::as_told_to_caller,
    forms,
    sign_up::{freed, overlaps, release, set_state, settle},
};
use crate::{
    case::{Case, CaseState},
    deciding::Deciding,
    document::Document,
    ids::{CaseId, DocumentKey, PersonId, ShiftId, SignUpId},
    notice::NoticeKind,
    person::{Doorstep, Person, Visited},
    planted::{self, Bug},
    refusal::{Field, Refusal, Refused},
    shift::{Attendance, Parent, ResidentTold, Shift, ShiftAbout, ShiftState, SignUp, SignUpState},
    time::{Instant, has_come, hours},
};
use std::collections::BTreeSet;

/// The entry that waits for a word, and its person; never one's own.
fn requested(d: &Deciding, id: ShiftId, entry: SignUpId) -> Result<(Shift, SignUp), Refused> {
    let shift = d.addressed_shift(id)?;
    let found = shift.entry(entry).ok_or(Refusal::NotSignedUp)?;
    if found.person == Some(d.actor()) {
        return Err(Refusal::OwnWork.into());
    }
    Ok((shift.clone(), found.clone()))
}

pub(crate) fn approve(d: &mut Deciding, id: ShiftId, entry: SignUpId) -> Result<(), Refused> {
    let (shift, found) = requested(d, id, entry)?;
    if found.state.is_approved() {
        return Ok(());
    }
    let mut reasons = Vec::new();
    if found.state != SignUpState::Requested {
        reasons.push(Refusal::NotRequested);
    } else if let Some(asker) = found.person.and_then(|person| d.person(person)) {
        // Since they asked, it may have been moved to where they are busy.
        reasons.extend(overlaps(asker, id, &shift.about.span));
    }
    if shift.state != ShiftState::Open || d.now() >= shift.about.span.end {
        let phase = shift.phase(d.now());
        reasons.push(Refusal::WrongPhase { phase });
    }
    if !reasons.is_empty() {
        return Err(as_told_to_caller(d, &shift, reasons).into());
    }
    set_state(d, id, entry, SignUpState::Confirmed, &shift.desk, None);
    if let Some(person) = found.person {
        let (key, title) = (DocumentKey::Shift(id), shift.about.title.clone());
        d.tell(
            person,
            NoticeKind::Approved,
            key,
            title,
            Some(shift.about.span),
        );
    }
    Ok(())
}

pub(crate) fn decline(
    d: &mut Deciding,
    id: ShiftId,
    entry: SignUpId,
    reason: &str,
) -> Result<(), Refused> {
    let (shift, found) = requested(d, id, entry)?;
    if found.state == SignUpState::Declined {
        return Ok(());
    }
    let mut check = forms::Check::default();
    check.line(Field::Reason, reason, true);
    if found.state != SignUpState::Requested {
        check.reasons.push(Refusal::NotRequested);
    }
    if !check.reasons.is_empty() {
        return Err(check.reasons.into());
    }
    let why = Some(reason.to_owned());
    set_state(d, id, entry, SignUpState::Declined, &shift.desk, why);
    if let Some(person) = found.person {
        super::notices::is_reached(d, id, person, None);
        release(d, person, id);
        let kind = NoticeKind::RequestDeclined {
            reason: reason.to_owned(),
        };
        let (key, title) = (DocumentKey::Shift(id), shift.about.title.clone());
        d.tell(person, kind, key, title, Some(shift.about.span));
        settle(d, id);
        freed(d, person, &shift.about.span);
    }
    Ok(())
}

/// Whether a correction turns a shift into a home visit, or sends one to somebody else: an approval is good for what it
/// was given for.
pub(crate) fn asks_anew(was: &ShiftAbout, is: &ShiftAbout) -> bool {
    let same = was.attendance == is.attendance && was.parent == is.parent;
    is.attendance == Attendance::Visit && !same
}

/// Where an entry stands after a correction, as far as approvals go, where that is another state.
pub(crate) fn approval_after(
    was: &ShiftAbout,
    is: &ShiftAbout,
    state: SignUpState,
) -> Option<SignUpState> {
    match state {
        SignUpState::Confirmed | SignUpState::Reconfirm if asks_anew(was, is) => {
            Some(SignUpState::Requested)
        }
        SignUpState::Requested if is.attendance == Attendance::Site => Some(SignUpState::Confirmed),
        _ => None,
    }
}

fn case_of(shift: &Shift) -> Option<CaseId> {
    shift.about.parent.map(|Parent::Case(case)| case)
}

pub(crate) fn tell_resident(d: &mut Deciding, id: ShiftId) -> Result<(), Refused> {
    let shift = d.addressed_shift(id)?;
    let visited = case_of(shift)
        .and_then(|case| d.case(case))
        .is_some_and(|case| case.about.recipient.is_some());
    if shift.about.attendance != Attendance::Visit || !visited {
        return Err(Refusal::NobodyToTell.into());
    }
    if !shift.resident_must_be_told(d.now()) {
        return Ok(());
    }
    let told = ResidentTold {
        at: d.now(),
        by: d.actor(),
        span: shift.about.span,
        people: shift.approved(),
        cancelled: matches!(shift.state, ShiftState::Cancelled { .. }),
    };
    let desk = shift.desk.clone();
    if let Some(shift) = d.edit_shift(id) {
        shift.arranged.resident_told = Some(told);
    }
    let key = DocumentKey::Shift(id);
    d.log(key, &desk, "resident_not_told", "resident_told", None);
    Ok(())
}

/// When something will open or shut for a person by time alone.
pub(crate) fn next_door(person: &Person, profile: &crate::profile::Profile) -> Option<Instant> {
    let window = hours(profile.visit_window_hours);
    let moments = person.commitments.iter().filter_map(|c| match c.visit {
        Some(Doorstep::Later) => Some(c.span.start - window),
        Some(Doorstep::Open(_)) => Some(c.span.end + window),
        None => None,
    });
    moments.min()
}

/// What an entry's person may know of who is visited, at this moment.
fn doorstep(d: &Deciding, shift: &Shift, entry: &SignUp) -> Option<Doorstep> {
    let takes_place = matches!(shift.state, ShiftState::Open | ShiftState::Recorded);
    let visit = shift.about.attendance == Attendance::Visit && takes_place;
    if !visit || !entry.state.is_approved() {
        return None;
    }
    let visitor = entry.person.and_then(|person| d.person(person));
    if visitor.is_some_and(Person::is_gone) {
        return None;
    }
    let case = d.case(case_of(shift)?)?;
    if case.state == CaseState::Withdrawn && !planted::is(Bug::AddressOutlivesNeed) {
        return None;
    }
    let recipient = case.about.recipient.as_ref()?;
    let window = hours(d.ctx.profile.visit_window_hours);
    let (now, span) = (d.now(), shift.about.span);
    if has_come(span.end + window, now) && !planted::is(Bug::AddressStays) {
        return None;
    }
    if !has_come(span.start - window, now) && !planted::is(Bug::AddressTooEarly) {
        return Some(Doorstep::Later);
    }
    Some(Doorstep::Open(Box::new(Visited {
        name: recipient.name.clone(),
        phone: recipient.phone.clone(),
        address: recipient.address.clone(),
        door_word: shift.arranged.door_word.clone().unwrap_or_default(),
    })))
}

/// Brings what visitors know up to date with everything that changed. One place, so that nothing is forgotten. A device
/// that predicts does not hold other people's promises, and invents no address.
pub(crate) fn follow(d: &mut Deciding) {
    if d.ctx.predicting {
        return;
    }
    let mut shifts: BTreeSet<ShiftId> = d.changed_shifts().into_iter().collect();
    for case in d.changed_cases() {
        shifts.extend(linked_visits(d, case));
    }
    for id in shifts {
        follow_shift(d, id);
    }
}

/// The shifts of a need whose recipient was corrected, or that was taken back.
fn linked_visits(d: &Deciding, id: CaseId) -> Vec<ShiftId> {
    let whom = |case: &Case| {
        let wanted = case.state != CaseState::Withdrawn;
        wanted.then(|| case.about.recipient.clone())
    };
    match (d.before_case(id), d.case(id)) {
        (Some(was), Some(is)) if whom(was) != whom(is) => {
            is.shifts.iter().map(|link| link.shift).collect()
        }
        _ => Vec::new(),
    }
}

fn follow_shift(d: &mut Deciding, id: ShiftId) {
    let is_visit = |shift: &Shift| shift.about.attendance == Attendance::Visit;
    let was = d.before_shift(id).is_some_and(is_visit);
    let Some(shift) = d.shift(id) else { return };
    if !was && !is_visit(shift) {
        return;
    }
    let word = match shift.arranged.door_word.clone() {
        Some(word) if is_visit(shift) && !knows_and_left(d, shift) => Some(word),
        was if is_visit(shift) && !shift.approved().is_empty() => {
            Some(door_word(d.next_random(), was.as_deref()))
        }
        _ => None,
    };
    if d.shift(id).map(|shift| &shift.arranged.door_word) != Some(&word)
        && let Some(shift) = d.edit_shift(id)
    {
        shift.arranged.door_word = word;
    }
    let Some(shift) = d.shift(id) else { return };
    let known: Vec<(PersonId, Option<Doorstep>)> = shift
        .roster
        .iter()
        .filter_map(|entry| Some((entry.person?, doorstep(d, shift, entry))))
        .collect();
    for (person, visit) in known {
        know(d, person, id, visit);
    }
}

/// Whether somebody who was to come is not to come any more, before the visit: they may have the word.
fn knows_and_left(d: &Deciding, shift: &Shift) -> bool {
    let still = shift.approved();
    let mut before = d.before_shift(shift.id).map(Shift::approved).into_iter();
    let left = before.any(|before| before.iter().any(|person| !still.contains(person)));
    left && !has_come(shift.about.span.start, d.now()) && !planted::is(Bug::DoorWordOutlivesVisitor)
}

fn know(d: &mut Deciding, person: PersonId, shift: ShiftId, visit: Option<Doorstep>) {
    let promised = d.person(person).and_then(|person| {
        let mut all = person.commitments.iter();
        all.find(|c| c.shift == shift)
    });
    if promised.is_none_or(|c| c.visit == visit) {
        return;
    }
    let mut all = d
        .edit_person(person)
        .into_iter()
        .flat_map(|p| &mut p.commitments);
    if let Some(found) = all.find(|c| c.shift == shift) {
        found.visit = visit;
    }
}

/// Time opens and shuts doors.
pub(crate) fn tick(d: &mut Deciding, id: PersonId) {
    let Some(person) = d.person(id) else { return };
    let desk = person.desk.clone();
    let visits: Vec<ShiftId> = person
        .commitments
        .iter()
        .filter(|c| c.visit.is_some())
        .map(|c| c.shift)
        .collect();
    for shift in visits {
        let visit = d.shift(shift).and_then(|found| {
            let entry = found.entry_of(id)?;
            doorstep(d, found, entry)
        });
        know(d, id, shift, visit);
    }
    let key = DocumentKey::Person(id);
    d.log(key, &desk, "registered", "registered", Some("visit".into()));
}

/// Four digits, each as likely as any other; never those that somebody still knows.
fn door_word(random: [u8; 16], was: Option<&str>) -> String {
    let n = random
        .iter()
        .fold(0u128, |n, byte| (n << 8) | u128::from(*byte))
        % 10_000;
    let mut words = [n, n + 1].into_iter().map(|n| format!("{:04}", n % 10_000));
    words.find(|word| Some(&**word) != was).unwrap_or_default()
}

/// Whoever served in the shifts of a need is believed more, now that the one who was helped has confirmed it.
pub(crate) fn recipient_confirmed(d: &mut Deciding, case: CaseId) {
    use crate::{ids::RecordId, shift::Evidence};
    let shifts: Vec<ShiftId> = d
        .case(case)
        .map(|case| case.shifts.iter().map(|link| link.shift).collect())
        .unwrap_or_default();
    for id in shifts {
        let own_word: Vec<SignUpId> = d.shift(id).map_or_else(Vec::new, |shift| {
            let entries = shift.roster.iter().filter(|entry| {
                let evidence = entry.check_in.as_ref().map(|presence| presence.evidence);
                evidence == Some(Evidence::SelfReported)
            });
            entries.map(|entry| entry.id).collect()
        });
        for entry in own_word {
            if let Some(found) = d.edit_shift(id).and_then(|shift| {
                let mut all = shift.roster.iter_mut();
                all.find(|found| found.id == entry)
            }) {
                let presences = found.check_in.iter_mut().chain(&mut found.check_out);
                for presence in presences.filter(|p| p.evidence == Evidence::SelfReported) {
                    presence.evidence = Evidence::RecipientConfirmed;
                }
            }
            let key = DocumentKey::Record(RecordId(entry.0));
            if let Some(Document::Record(record)) = d.lookup(&key) {
                let mut record = record.clone();
                record.evidence = Evidence::RecipientConfirmed;
                let desk = record.desk.clone();
                d.put(Document::Record(record));
                d.log(key, &desk, "self_reported", "recipient_confirmed", None);
            }
        }
    }
}
