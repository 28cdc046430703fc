//! Signing up, giving back, and who moves up. A freed place goes to the first in order who fits; whoever is busy at
//! that time is passed over, keeps their turn and is told once. So a place is never kept from one who fits.

use crate::{
    deciding::Deciding,
    ids::{DocumentKey, PersonId, ShiftId, SignUpId},
    notice::NoticeKind,
    person::{Commitment, Firmness, Person},
    refusal::{Refusal, Refused},
    rights::is_newcomer,
    shift::{Attendance, Phase, ShiftAbout, ShiftState, SignUp, SignUpState},
    time::{Instant, Span, hours},
};

/// What a person lacks for a shift, whoever asks: skills, trainings, age, standing.
fn lacks(person: &Person, about: &ShiftAbout, now: Instant) -> Vec<Refusal> {
    let needs = &about.requirements;
    let mut reasons: Vec<Refusal> = needs
        .skills
        .iter()
        .filter(|skill| !person.about.skills.contains(skill))
        .map(|skill| Refusal::SkillNeeded {
            skill: skill.clone(),
        })
        .collect();
    reasons.extend(
        needs
            .trainings
            .iter()
            .filter(|training| !person.about.trainings.contains(training))
            .map(|training| Refusal::TrainingNeeded {
                training: training.clone(),
            }),
    );
    if let Some(min_age) = needs.min_age.filter(|age| *age > 0) {
        let day = about.span.start.date_naive();
        let age = person.about.birth.map(|birth| birth.age_on(day));
        if age.is_none_or(|age| age < u32::from(min_age)) {
            reasons.push(Refusal::AgeNeeded { min_age });
        }
    }
    if about.attendance == Attendance::Visit && is_newcomer(person, now) {
        reasons.push(Refusal::NewcomersOnSiteOnly);
    }
    reasons
}

/// Other shifts of a person's own in which they hold a place at that time.
pub(crate) fn overlaps(person: &Person, shift: ShiftId, span: &Span) -> Vec<Refusal> {
    person
        .commitments
        .iter()
        .filter(|c| c.shift != shift && c.firmness == Firmness::Held && c.span.overlaps(span))
        .map(|c| Refusal::OverlapsShift {
            other: c.shift,
            span: c.span,
        })
        .collect()
}

fn fits(person: &Person, shift: ShiftId, about: &ShiftAbout, now: Instant) -> bool {
    let free = overlaps(person, shift, &about.span).is_empty()
        || crate::planted::is(crate::planted::Bug::BusyMovesUp);
    free && lacks(person, about, now).is_empty()
}

pub(crate) fn sign_up(
    d: &mut Deciding,
    id: ShiftId,
    sign_up: SignUpId,
    or_wait: bool,
) -> Result<(), Refused> {
    let shift = d.addressed_shift(id)?;
    let me = d.need_me()?;
    let now = d.now();
    let mine = shift.entry_of(me.id);
    if mine.is_some_and(|entry| entry.id == sign_up) {
        return Ok(());
    }
    let mut reasons = Vec::new();
    let reusable = matches!(
        mine.map(|e| e.state),
        None | Some(SignUpState::Withdrawn { .. } | SignUpState::Declined)
    );
    if !reusable {
        reasons.push(Refusal::AlreadySignedUp);
    }
    if shift.entry(sign_up).is_some() {
        reasons.push(Refusal::IdTaken);
    }
    match shift.phase(now) {
        Phase::Open | Phase::Full => {}
        Phase::Closed => reasons.push(Refusal::DeadlinePassed {
            deadline: shift.about.deadline(),
        }),
        phase => reasons.push(Refusal::WrongPhase { phase }),
    }
    reasons.extend(lacks(me, &shift.about, now));
    reasons.extend(overlaps(me, id, &shift.about.span));
    let bound = d.ctx.profile.commitments_bound;
    if me.commitments.iter().filter(|c| c.span.end > now).count() >= usize::from(bound) {
        reasons.push(Refusal::TooManyCommitments { max: bound });
    }
    if mine.is_none() && shift.roster.len() >= usize::from(d.ctx.profile.list_bound) {
        reasons.push(Refusal::ListFull);
    }
    let more = u16::from(crate::planted::is(crate::planted::Bug::OneTooMany));
    let full = shift.taken() >= shift.about.slots + more;
    if full && !or_wait {
        reasons.push(Refusal::ShiftFull {
            waiting: shift.waiting(),
        });
    }
    if !reasons.is_empty() {
        return Err(reasons.into());
    }
    let state = if full {
        SignUpState::Waitlisted
    } else {
        SignUpState::Confirmed
    };
    enter(d, id, sign_up, state);
    Ok(())
}

/// Puts the caller on the roster.
fn enter(d: &mut Deciding, id: ShiftId, sign_up: SignUpId, state: SignUpState) {
    let now = d.now();
    let Some(me) = d.me() else { return };
    let (person, name, phone) = (me.id, me.about.name.clone(), me.about.phone.clone());
    let Some(shift) = d.edit_shift(id) else {
        return;
    };
    let old = shift.entry_of(person).map(|entry| entry.rank);
    let old = old.filter(|_| crate::planted::is(crate::planted::Bug::OldRank));
    let rank = old.unwrap_or(shift.next_rank);
    shift.next_rank += 1;
    let (span, desk) = (shift.about.span, shift.desk.clone());
    shift.roster.retain(|entry| entry.person != Some(person));
    shift.roster.push(SignUp {
        id: sign_up,
        person: Some(person),
        name,
        phone,
        block: None,
        actor: None,
        rank,
        at: now,
        state,
        check_in: None,
        check_out: None,
        minutes: None,
        told_passed_over: false,
    });
    let firmness = if state.holds_place() {
        Firmness::Held
    } else {
        Firmness::Waiting
    };
    promise(
        d,
        person,
        Commitment {
            shift: id,
            sign_up,
            span,
            firmness,
        },
    );
    d.log_entry(
        DocumentKey::Shift(id),
        Some(sign_up),
        &desk,
        "absent",
        state.name(),
        None,
    );
}

/// Notes a commitment in a person's document, in place of an earlier one for the same shift.
pub(crate) fn promise(d: &mut Deciding, person: PersonId, commitment: Commitment) {
    let long_ago = d.now() - hours(24 * 30);
    if let Some(person) = d.edit_person(person) {
        person
            .commitments
            .retain(|c| c.shift != commitment.shift && c.span.end > long_ago);
        person.commitments.push(commitment);
        person.commitments.sort_by_key(|c| (c.span.start, c.shift));
    }
}

/// Takes a commitment out of a person's document.
pub(crate) fn release(d: &mut Deciding, person: PersonId, shift: ShiftId) {
    if let Some(person) = d.edit_person(person) {
        person.commitments.retain(|c| c.shift != shift);
        person.code_tries.retain(|tries| tries.shift != shift);
    }
}

pub(crate) fn withdraw(d: &mut Deciding, id: ShiftId) -> Result<(), Refused> {
    let shift = d.addressed_shift(id)?;
    let me = d.need_me()?;
    let (person, name) = (me.id, me.about.name.clone());
    let Some(entry) = shift.entry_of(person) else {
        return Err(Refusal::NotSignedUp.into());
    };
    let (entry_id, state) = (entry.id, entry.state);
    if state.is_present() || state == SignUpState::HoursConfirmed {
        return Err(Refusal::AlreadyCheckedIn.into());
    }
    if !state.is_live() {
        return if matches!(state, SignUpState::Withdrawn { .. }) {
            Ok(())
        } else {
            Err(Refusal::NotSignedUp.into())
        };
    }
    let held = state.holds_place();
    let late = held && d.now() > shift.about.withdrawal_deadline();
    let (span, desk, title) = (
        shift.about.span,
        shift.desk.clone(),
        shift.about.title.clone(),
    );
    let lead = shift.lead.as_ref().map(|lead| lead.id);
    set_state(
        d,
        id,
        entry_id,
        SignUpState::Withdrawn { late },
        &desk,
        None,
    );
    release(d, person, id);
    if let Some(lead) = lead.filter(|_| late) {
        d.tell(
            lead,
            NoticeKind::LateWithdrawal { name },
            DocumentKey::Shift(id),
            title,
            Some(span),
        );
    }
    settle(d, id);
    if held {
        freed(d, person, &span);
    }
    Ok(())
}

/// Sets an entry's state, with its transition.
pub(crate) fn set_state(
    d: &mut Deciding,
    id: ShiftId,
    entry: SignUpId,
    state: SignUpState,
    desk: &crate::place::PlaceCode,
    reason: Option<String>,
) {
    let Some(shift) = d.edit_shift(id) else {
        return;
    };
    let Some(found) = shift.roster.iter_mut().find(|e| e.id == entry) else {
        return;
    };
    let from = found.state;
    found.state = state;
    if from != state {
        d.log_entry(
            DocumentKey::Shift(id),
            Some(entry),
            desk,
            from.name(),
            state.name(),
            reason,
        );
    }
}

/// Fills free places from the waiting list, in order, with those who fit.
pub(crate) fn settle(d: &mut Deciding, id: ShiftId) {
    let now = d.now();
    let Some(shift) = d.shift(id) else { return };
    if shift.state != ShiftState::Open
        || now >= shift.about.span.start
        || crate::planted::is(crate::planted::Bug::PromotionForgotten)
    {
        return;
    }
    let mut free = shift.about.slots.saturating_sub(shift.taken());
    let mut waiting: Vec<(u32, SignUpId, PersonId, bool)> = shift
        .roster
        .iter()
        .filter(|entry| entry.state == SignUpState::Waitlisted)
        .filter_map(|entry| {
            entry
                .person
                .map(|person| (entry.rank, entry.id, person, entry.told_passed_over))
        })
        .collect();
    waiting.sort_unstable();
    if crate::planted::is(crate::planted::Bug::LineByName) {
        waiting.sort_by_key(|(_, entry, ..)| shift.entry(*entry).map(|e| e.name.clone()));
    }
    let about = shift.about.clone();
    for (_, entry, person, told) in waiting {
        if free == 0 {
            return;
        }
        // Not loaded yet: this decision is void and will be taken again with this person at hand.
        let Some(candidate) = d.person(person) else {
            return;
        };
        if fits(candidate, id, &about, now) {
            promote(d, id, entry, person);
            free -= 1;
        } else if !told {
            if let Some(found) = d
                .edit_shift(id)
                .and_then(|s| s.roster.iter_mut().find(|e| e.id == entry))
            {
                found.told_passed_over = true;
            }
            if crate::planted::is(crate::planted::Bug::PassedOverUntold) {
                continue;
            }
            d.tell_surely(
                person,
                NoticeKind::PassedOver,
                DocumentKey::Shift(id),
                about.title.clone(),
                Some(about.span),
            );
        }
    }
}

fn promote(d: &mut Deciding, id: ShiftId, entry: SignUpId, person: PersonId) {
    let Some(shift) = d.shift(id) else { return };
    let (desk, span, title) = (
        shift.desk.clone(),
        shift.about.span,
        shift.about.title.clone(),
    );
    set_state(d, id, entry, SignUpState::Confirmed, &desk, None);
    promise(
        d,
        person,
        Commitment {
            shift: id,
            sign_up: entry,
            span,
            firmness: Firmness::Held,
        },
    );
    d.tell_surely(
        person,
        NoticeKind::Promoted,
        DocumentKey::Shift(id),
        title,
        Some(span),
    );
}

/// A person's time became free: where they were passed over because of it, they may fit now.
pub(crate) fn freed(d: &mut Deciding, person: PersonId, span: &Span) {
    let Some(person) = d
        .person(person)
        .filter(|_| !crate::planted::is(crate::planted::Bug::TimeStaysTaken))
    else {
        return;
    };
    let waiting = waits_for(person, |at| at.overlaps(span));
    for shift in waiting {
        settle(d, shift);
    }
}

/// A person may fit now where they did not before: they learned something, or are no newcomer any more.
pub(crate) fn may_fit_now(d: &mut Deciding, person: PersonId) {
    let waiting = d
        .person(person)
        .map(|person| waits_for(person, |_| true))
        .unwrap_or_default();
    for shift in waiting {
        settle(d, shift);
    }
}

fn waits_for(person: &Person, when: impl Fn(&Span) -> bool) -> Vec<ShiftId> {
    person
        .commitments
        .iter()
        .filter(|c| c.firmness == Firmness::Waiting && when(&c.span))
        .map(|c| c.shift)
        .collect()
}

pub(crate) fn reconfirm(d: &mut Deciding, id: ShiftId) -> Result<(), Refused> {
    let shift = d.addressed_shift(id)?;
    let me = d.need_me()?;
    let Some(entry) = shift.entry_of(me.id) else {
        return Err(Refusal::NotSignedUp.into());
    };
    if entry.state != SignUpState::Reconfirm {
        return if entry.state == SignUpState::Confirmed {
            Ok(())
        } else {
            Err(Refusal::NotConfirmed.into())
        };
    }
    let reasons = overlaps(me, id, &shift.about.span);
    if !reasons.is_empty() {
        return Err(reasons.into());
    }
    let (entry, desk) = (entry.id, shift.desk.clone());
    set_state(d, id, entry, SignUpState::Confirmed, &desk, None);
    Ok(())
}
