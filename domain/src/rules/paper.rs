//! Enter paper roster 补录名单: what a sheet of paper says about who was there, entered afterwards by who runs the shift.
//! All of it or nothing; it counts once somebody else has confirmed the hours.

use super::{
    attendance::window,
    contests::taken_back,
    for_others::{as_told_to_caller, registered},
    forms::Check,
    sign_up::{Entrance, enter, hold, overlaps, set_state},
};
use crate::{
    command::PaperEntry,
    deciding::Deciding,
    ids::{DocumentKey, PersonId, ShiftId, SignUpId},
    person::{Firmness, Person},
    photo::is_address,
    planted::{self, Bug},
    refusal::{Field, Problem, Refusal, Refused},
    shift::{Consented, Evidence, Presence, Sheet, Shift, ShiftState, SignUpState},
    time::Instant,
};

/// Photographs that a shift keeps.
const SHEETS_MAX: u32 = 20;

/// A line that may be entered, unless its person is busy.
struct Line {
    sign_up: SignUpId,
    person: PersonId,
    /// They were not on the roster.
    comes: bool,
    /// They take a place that was not theirs.
    takes: bool,
    from: Instant,
    to: Instant,
    /// Where their time is taken already.
    busy: Vec<Refusal>,
}

pub(crate) fn enter_attendance(
    d: &mut Deciding,
    id: ShiftId,
    photo: Option<&str>,
    entries: &[PaperEntry],
) -> Result<(), Refused> {
    let shift = d.addressed_shift(id)?.clone();
    let mut reasons = against_sheet(d, &shift, photo, entries);
    let (mut lines, mut bad) = (Vec::new(), Vec::new());
    for (n, entry) in entries.iter().enumerate() {
        match line(d, &shift, &entries[..n], entry) {
            Ok(line) => lines.extend(line),
            Err(refused) => bad.extend(refused.reasons),
        }
    }
    bad.extend(lines.iter().flat_map(|line| line.busy.clone()));
    reasons.extend(without_room(d, &shift, &lines));
    if planted::is(Bug::SheetHalfEntered) && lines.iter().any(|line| line.busy.is_empty()) {
        lines.retain(|line| line.busy.is_empty());
    } else {
        reasons.extend(bad);
    }
    if !reasons.is_empty() {
        let mut told: Vec<Refusal> = Vec::new();
        for reason in reasons {
            if !told.contains(&reason) {
                told.push(reason);
            }
        }
        return Err(told.into());
    }
    keep_photo(d, &shift, photo);
    for line in lines {
        enter_line(d, &shift, &line)?;
    }
    Ok(())
}

/// What stands against a sheet, whoever is on it.
fn against_sheet(
    d: &Deciding,
    shift: &Shift,
    photo: Option<&str>,
    entries: &[PaperEntry],
) -> Vec<Refusal> {
    let mut check = Check::default();
    let opens = shift.about.span.start;
    if !matches!(shift.state, ShiftState::Open | ShiftState::Recorded) {
        let phase = shift.phase(d.now());
        check.reasons.push(Refusal::WrongPhase { phase });
    } else if d.now() < opens {
        check.reasons.push(Refusal::CheckInNotYet { opens });
    }
    if photo.is_some_and(|photo| !is_address(photo)) {
        check.wrong(Field::Photo, Problem::Unknown);
    }
    if new_photo(d, shift, photo).is_some() {
        let there = u32::try_from(shift.sheets.len()).unwrap_or(u32::MAX);
        check.range(Field::Photo, there.saturating_add(1), 0, SHEETS_MAX);
    }
    if entries.is_empty() {
        check.wrong(Field::Name, Problem::Missing);
    }
    check.reasons
}

/// The photograph, where the caller has not entered it before.
fn new_photo<'a>(d: &Deciding, shift: &Shift, photo: Option<&'a str>) -> Option<&'a str> {
    let by = d.actor();
    photo.filter(|photo| {
        let mut sheets = shift.sheets.iter();
        sheets.all(|sheet| sheet.photo != *photo || sheet.by != by)
    })
}

/// One line, given those before it: what is to be entered, or nothing where it stands so already.
fn line(
    d: &Deciding,
    shift: &Shift,
    before: &[PaperEntry],
    entry: &PaperEntry,
) -> Result<Option<Line>, Refused> {
    let person = entry.person;
    if person == d.actor() {
        return Err(Refusal::OwnWork.into());
    }
    if before.iter().any(|other| other.person == person) {
        return Err(Refusal::AlreadySignedUp.into());
    }
    if before.iter().any(|other| other.sign_up == entry.sign_up) {
        return Err(Refusal::IdTaken.into());
    }
    let (from, to) = times(d, shift, entry)?;
    let line = |comes, takes, busy| Line {
        sign_up: entry.sign_up,
        person,
        comes,
        takes,
        from,
        to,
        busy,
    };
    let Some(there) = shift.entry(entry.sign_up) else {
        return Ok(Some(line(true, true, came_by(d, shift, person)?)));
    };
    if there.person != Some(person) {
        return Err(Refusal::IdTaken.into());
    }
    match there.state {
        SignUpState::Confirmed
        | SignUpState::Reconfirm
        | SignUpState::Requested
        | SignUpState::NotRecorded
        | SignUpState::NoShow { .. } => Ok(Some(line(false, false, Vec::new()))),
        SignUpState::Waitlisted => {
            let busy = busy(d, shift, d.person(person));
            Ok(Some(line(false, true, busy)))
        }
        SignUpState::CheckedOut
            if there.entered_by == Some(d.actor())
                && there.check_in == presence(from)
                && there.check_out == presence(to) =>
        {
            Ok(None)
        }
        state if was_there(state) => Err(Refusal::AlreadyCheckedIn.into()),
        _ => Err(Refusal::NotConfirmed.into()),
    }
}

/// Somebody registered who has no entry, or gave theirs back: where their time is taken already.
fn came_by(d: &Deciding, shift: &Shift, person: PersonId) -> Result<Vec<Refusal>, Refused> {
    let found = registered(d, shift, person)?;
    match shift.entry_of(person).map(|old| old.state) {
        None | Some(SignUpState::Withdrawn { .. } | SignUpState::Declined) => {
            Ok(busy(d, shift, found))
        }
        Some(state) if was_there(state) => Err(Refusal::AlreadyCheckedIn.into()),
        Some(_) => Err(Refusal::AlreadySignedUp.into()),
    }
}

fn was_there(state: SignUpState) -> bool {
    state.is_present() || state == SignUpState::HoursConfirmed
}

fn presence(at: Instant) -> Option<Presence> {
    Some(Presence {
        at,
        evidence: Evidence::EnteredAfterwards,
        verified: false,
    })
}

/// From when until when they were there, within the time in which people may check in.
fn times(d: &Deciding, shift: &Shift, entry: &PaperEntry) -> Result<(Instant, Instant), Refused> {
    let (opens, closes) = window(d, shift);
    let span = shift.about.span;
    let within = |at: Option<Instant>, planned| at.unwrap_or(planned).clamp(opens, closes);
    let (from, to) = (within(entry.from, span.start), within(entry.to, span.end));
    if from < to {
        return Ok((from, to));
    }
    Err(Refusal::Field {
        field: Field::End,
        problem: Problem::NotAfterStart,
    }
    .into())
}

/// Whoever takes a place has no other at that time. A device may not hold the person.
fn busy(d: &Deciding, shift: &Shift, person: Option<&Person>) -> Vec<Refusal> {
    let busy = person.map(|person| overlaps(person, shift.id, &shift.about.span));
    as_told_to_caller(d, shift, busy.unwrap_or_default())
}

/// Never more people than places, nor entries than a list holds.
fn without_room(d: &Deciding, shift: &Shift, lines: &[Line]) -> Vec<Refusal> {
    let mut reasons = Vec::new();
    let takes = lines.iter().filter(|line| line.takes).count();
    if takes > 0 && usize::from(shift.taken()) + takes > usize::from(shift.about.slots) {
        let waiting = shift.waiting();
        reasons.push(Refusal::ShiftFull { waiting });
    }
    let new = |line: &&Line| line.comes && shift.entry_of(line.person).is_none();
    let new = lines.iter().filter(new).count();
    if new > 0 && shift.roster.len() + new > usize::from(d.ctx.profile.list_bound) {
        reasons.push(Refusal::ListFull);
    }
    reasons
}

fn keep_photo(d: &mut Deciding, shift: &Shift, photo: Option<&str>) {
    let (by, at) = (d.actor(), d.now());
    let Some(photo) = new_photo(d, shift, photo).map(str::to_owned) else {
        return;
    };
    if let Some(shift) = d.edit_shift(shift.id) {
        shift.sheets.push(Sheet { photo, by, at });
    }
    let key = DocumentKey::Shift(shift.id);
    d.log(key, &shift.desk, "without_sheet", "with_sheet", None);
}

fn enter_line(d: &mut Deciding, shift: &Shift, line: &Line) -> Result<(), Refused> {
    let (id, entry, to) = (shift.id, line.sign_up, SignUpState::CheckedOut);
    let me = d.need_me()?;
    let (by, name) = (me.id, me.about.name.clone());
    if line.comes {
        let entrance = Entrance {
            sign_up: entry,
            by: Some((by, name, Consented::InWriting)),
        };
        enter(d, id, line.person, entrance, to);
    } else {
        set_state(d, id, entry, to, &shift.desk, None);
        let span = shift.about.span;
        hold(d, id, entry, line.person, span, Firmness::Held);
    }
    if let Some(shift) = d.edit_shift(id) {
        // A roster that was settled without them is open again.
        shift.state = ShiftState::Open;
        if let Some(found) = shift.roster.iter_mut().find(|e| e.id == entry) {
            found.check_in = presence(line.from);
            found.check_out = presence(line.to);
            found.entered_by = Some(by);
            found.to_reach = None;
        }
    }
    taken_back(d, id, entry);
    Ok(())
}
