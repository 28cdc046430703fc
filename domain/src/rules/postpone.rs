//! A shift is put off 改期: whoever has a place says again whether they come, whoever waits goes on waiting.

use super::{
    forms,
    shifts::{Change, follow_correction, marks},
};
use crate::{
    deciding::Deciding,
    ids::{DocumentKey, PersonId, ShiftId},
    notice::NoticeKind,
    refusal::{Field, Problem, Refusal, Refused},
    shift::{Phase, Shift, ShiftAbout},
    time::Span,
};

pub(crate) fn postpone(
    d: &mut Deciding,
    id: ShiftId,
    span: Span,
    reason: &str,
) -> Result<(), Refused> {
    let shift = d.addressed_shift(id)?;
    let (desk, was) = (shift.desk.clone(), shift.about.clone());
    let about = moved(&was, span);
    let reasons = against(d, shift, &about, reason);
    if !reasons.is_empty() {
        return Err(reasons.into());
    }
    let leading = shift.lead.iter().chain(&shift.deputy);
    let mut leaders: Vec<PersonId> = leading.map(|contact| contact.id).collect();
    leaders.dedup();
    // Who has a place or waits for one is told with the rest of the roster.
    let listed = |person: &PersonId| shift.entry_of(*person).is_some_and(|e| e.state.is_live());
    leaders.retain(|leader| !listed(leader));
    if let Some(shift) = d.edit_shift(id) {
        shift.about = about.clone();
        super::reminders::start_over(shift);
        super::offers::end_with_start(shift);
    }
    let key = DocumentKey::Shift(id);
    d.log(key.clone(), &desk, "open", "open", Some(reason.to_owned()));
    let change = Change {
        was: &was,
        about: &about,
        desk: &desk,
        postponed: Some(reason),
    };
    follow_correction(d, id, &change);
    for leader in leaders {
        let kind = NoticeKind::ShiftPostponed {
            reason: reason.to_owned(),
        };
        d.tell(leader, kind, key.clone(), about.title.clone(), Some(span));
    }
    Ok(())
}

/// The same shift at another time: its deadlines move along.
fn moved(was: &ShiftAbout, span: Span) -> ShiftAbout {
    let by = span.start - was.span.start;
    ShiftAbout {
        span,
        sign_up_by: was.sign_up_by.map(|at| at + by),
        withdraw_by: was.withdraw_by.map(|at| at + by),
        ..was.clone()
    }
}

/// Everything that stands against it.
fn against(d: &Deciding, shift: &Shift, about: &ShiftAbout, reason: &str) -> Vec<Refusal> {
    let mut check = forms::Check {
        reasons: forms::shift(about, None),
    };
    check.line(Field::Reason, reason, true);
    if about.span == shift.about.span {
        check.wrong(Field::Start, Problem::Unchanged);
    }
    if about.span.start <= d.now() {
        check.wrong(Field::Start, Problem::InThePast);
    }
    let phase = shift.phase(d.now());
    // Marks are of the time at which they were made.
    if matches!(phase, Phase::Recorded | Phase::Cancelled) {
        check.reasons.push(Refusal::WrongPhase { phase });
    } else if marks(shift) > 0 {
        let phase = Phase::Running;
        check.reasons.push(Refusal::WrongPhase { phase });
    }
    check.reasons
}
