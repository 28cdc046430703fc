//! An absence is the lead's word, and its person may say otherwise for some days. Whoever marks then answers: it stands,
//! with the reason, or the person is marked present after all.

use super::{attendance::marked, forms::Check, notices::is_reached};
use crate::{
    deciding::Deciding,
    ids::{DocumentKey, ShiftId, SignUpId},
    notice::NoticeKind,
    planted::{self, Bug},
    refusal::{Field, Refusal, Refused},
    shift::{Contest, SignUp, SignUpState},
    time::hours,
};

pub(crate) fn contest(d: &mut Deciding, id: ShiftId, reason: &str) -> Result<(), Refused> {
    let shift = d.addressed_shift(id)?;
    let me = d.need_me()?.id;
    let entry = shift.entry_of(me).ok_or(Refusal::NotSignedUp)?;
    match entry.state {
        SignUpState::NoShow { contested: true } => return Ok(()),
        SignUpState::NoShow { contested: false } if entry.contest.is_some() => {
            return Err(Refusal::AlreadyAnswered.into());
        }
        SignUpState::NoShow { contested: false } => {}
        _ => return Err(Refusal::NotMarkedAbsent.into()),
    }
    let mut check = Check::default();
    check.line(Field::Reason, reason, true);
    let since = shift.about.span.end + hours(24 * d.ctx.profile.contest_days);
    if d.now() > since && !planted::is(Bug::AbsenceContestedForever) {
        check.reasons.push(Refusal::ContestOver { since });
    }
    if !check.reasons.is_empty() {
        return Err(check.reasons.into());
    }
    let (entry, name, at) = (entry.id, entry.name.clone(), d.now());
    let lead = shift.lead.as_ref().map(|lead| lead.id);
    let about = (shift.about.title.clone(), shift.about.span);
    let contest = Contest {
        reason: reason.to_owned(),
        at,
        answer: None,
    };
    stand(d, id, entry, true, reason, |entry| {
        entry.contest = Some(contest);
    });
    if let Some(lead) = lead {
        let kind = NoticeKind::AbsenceContested { name };
        d.tell(lead, kind, DocumentKey::Shift(id), about.0, Some(about.1));
    }
    Ok(())
}

pub(crate) fn answer(
    d: &mut Deciding,
    id: ShiftId,
    entry: SignUpId,
    reason: &str,
) -> Result<(), Refused> {
    let (shift, found) = marked(d, id, entry)?;
    // Nobody is the judge of their own absence.
    if found.person == Some(d.actor()) {
        return Err(Refusal::OwnWork.into());
    }
    let told = found.contest.as_ref().and_then(|c| c.answer.as_deref());
    match found.state {
        SignUpState::NoShow { contested: true } => {}
        SignUpState::NoShow { contested: false } if told == Some(reason) => return Ok(()),
        SignUpState::NoShow { contested: false } if told.is_some() => {
            return Err(Refusal::AlreadyAnswered.into());
        }
        _ => return Err(Refusal::NothingToAnswer.into()),
    }
    let mut check = Check::default();
    check.line(Field::Reason, reason, true);
    if !check.reasons.is_empty() {
        return Err(check.reasons.into());
    }
    stand(d, id, entry, false, reason, |entry| {
        if let Some(contest) = &mut entry.contest {
            contest.answer = Some(reason.to_owned());
        }
    });
    is_reached(d, id, d.actor(), None);
    if let Some(person) = found.person {
        let kind = NoticeKind::AbsenceStands {
            reason: reason.to_owned(),
        };
        let (key, about) = (DocumentKey::Shift(id), shift.about);
        d.tell(person, kind, key, about.title, Some(about.span));
    }
    Ok(())
}

/// An absence is contested from now on, or not any more.
fn stand(
    d: &mut Deciding,
    id: ShiftId,
    entry: SignUpId,
    contested: bool,
    reason: &str,
    change: impl FnOnce(&mut SignUp),
) {
    let Some(shift) = d.edit_shift(id) else {
        return;
    };
    let desk = shift.desk.clone();
    if let Some(found) = shift.roster.iter_mut().find(|e| e.id == entry) {
        found.state = SignUpState::NoShow { contested };
        change(found);
    }
    let (from, to) = if contested {
        ("no_show", "contested")
    } else {
        ("contested", "no_show")
    };
    let (key, reason) = (DocumentKey::Shift(id), Some(reason.to_owned()));
    d.log_entry(key, Some(entry), &desk, from, to, reason);
}

/// An absence is taken back: whoever had contested it is told, and what they said is in the log alone.
pub(crate) fn taken_back(d: &mut Deciding, id: ShiftId, entry: SignUpId) {
    let Some(shift) = d.shift(id) else { return };
    let about = (shift.about.title.clone(), shift.about.span);
    let Some(found) = shift.entry(entry).filter(|e| e.contest.is_some()) else {
        return;
    };
    let person = found.person;
    if let Some(found) = d
        .edit_shift(id)
        .and_then(|s| s.roster.iter_mut().find(|e| e.id == entry))
    {
        found.contest = None;
    }
    is_reached(d, id, d.actor(), None);
    if let Some(person) = person {
        let kind = NoticeKind::AbsenceTakenBack;
        d.tell(person, kind, DocumentKey::Shift(id), about.0, Some(about.1));
    }
}
