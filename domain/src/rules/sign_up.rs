//! Signing up, giving back, and who moves up. A freed place goes to the first in order who fits; whoever is busy at
//! that time is passed over, keeps their turn and is told once. So a place is never kept from one who fits. Late, they
//! are asked first (see [`super::offers`]).

use crate::{
    deciding::Deciding,
    ids::{DocumentKey, PersonId, ShiftId, SignUpId},
    notice::NoticeKind,
    person::{Commitment, Firmness, Person},
    refusal::{Refusal, Refused},
    rights::{Duty, is_newcomer},
    shift::{Attendance, Consented, Phase, Shift, ShiftAbout, ShiftState, SignUp, SignUpState},
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

pub(crate) fn fits(person: &Person, shift: ShiftId, about: &ShiftAbout, now: Instant) -> bool {
    let free = overlaps(person, shift, &about.span).is_empty()
        || crate::planted::is(crate::planted::Bug::BusyMovesUp);
    free && lacks(person, about, now).is_empty()
}

/// How somebody comes onto a roster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Door {
    /// Ahead of the shift, until its deadline.
    Ahead {
        /// They wait where it is full.
        or_wait: bool,
    },
    /// They came by while check-in is open, and somebody who runs the shift adds them.
    OnSite,
    /// They take a place that their team holds already, until the end.
    Named,
}

/// What is kept of how an entry came about.
pub(crate) struct Entrance {
    /// The id of the entry.
    pub sign_up: SignUpId,
    /// Who did it, where it was another, and how the person said yes.
    pub by: Option<(PersonId, String, Consented)>,
}

pub(crate) fn sign_up(
    d: &mut Deciding,
    id: ShiftId,
    sign_up: SignUpId,
    or_wait: bool,
) -> Result<(), Refused> {
    let shift = d.addressed_shift(id)?;
    let me = d.need_me()?;
    let person = me.id;
    if shift.entry_of(person).is_some_and(|e| e.id == sign_up) {
        return Ok(());
    }
    let door = Door::Ahead { or_wait };
    let state = stand_of(d, shift, person, Some(me), sign_up, door)?;
    let entrance = Entrance { sign_up, by: None };
    enter(d, id, person, entrance, state);
    Ok(())
}

/// Whether all that is registered of somebody is at hand: the device of who leads a team holds little of its members.
fn is_all_known(d: &Deciding, person: &Person) -> bool {
    !d.ctx.predicting || person.id == d.actor() || d.may(Duty::RunDesk, &person.desk)
}

/// How a person would stand on a roster, or everything that stands against it, whoever asks. A device may not hold the
/// person: then nothing of theirs stands against it.
pub(crate) fn stand_of(
    d: &Deciding,
    shift: &Shift,
    id: PersonId,
    person: Option<&Person>,
    sign_up: SignUpId,
    door: Door,
) -> Result<SignUpState, Refused> {
    let now = d.now();
    let there = shift.entry_of(id);
    let person = person.filter(|person| is_all_known(d, person));
    let mut reasons = Vec::new();
    let reusable = match there.map(|e| e.state) {
        None | Some(SignUpState::Withdrawn { .. } | SignUpState::Declined) => true,
        Some(SignUpState::Waitlisted) => matches!(door, Door::OnSite | Door::Named),
        _ => false,
    };
    if !reusable {
        reasons.push(Refusal::AlreadySignedUp);
    }
    if shift.entry(sign_up).is_some() {
        reasons.push(Refusal::IdTaken);
    }
    reasons.extend(shut(d, shift, door));
    if let Some(person) = person {
        reasons.extend(lacks(person, &shift.about, now));
        let other = d.actor() != id && crate::planted::is(crate::planted::Bug::OthersMayBeBusy);
        let busy = overlaps(person, shift.id, &shift.about.span).into_iter();
        // Whoever has come by is here: what is over takes none of their time.
        let over = |busy: &Refusal| {
            door == Door::OnSite
                && matches!(busy, Refusal::OverlapsShift { span, .. } if span.end <= now)
        };
        reasons.extend(busy.filter(|busy| !other && !over(busy)));
        let bound = d.ctx.profile.commitments_bound;
        let ahead = person.commitments.iter();
        if ahead.filter(|c| c.span.end > now).count() >= usize::from(bound) {
            reasons.push(Refusal::TooManyCommitments { max: bound });
        }
    }
    if there.is_none()
        && door != Door::Named
        && shift.roster.len() >= usize::from(d.ctx.profile.list_bound)
    {
        reasons.push(Refusal::ListFull);
    }
    let more = u16::from(crate::planted::is(crate::planted::Bug::OneTooMany));
    let full = shift.taken() >= shift.about.slots + more;
    let unending =
        door == Door::OnSite && crate::planted::is(crate::planted::Bug::OnSiteIsNeverFull);
    let full = full && door != Door::Named;
    if full && door != (Door::Ahead { or_wait: true }) && !unending {
        reasons.push(Refusal::ShiftFull {
            waiting: shift.waiting(),
        });
    }
    match (reasons.is_empty(), full && !unending) {
        (false, _) => Err(reasons.into()),
        (true, true) => Ok(SignUpState::Waitlisted),
        (true, false) => Ok(stand_with_place(&shift.about)),
    }
}

/// Where somebody stands who gets a place: a home visit is approved first.
pub(crate) fn stand_with_place(about: &ShiftAbout) -> SignUpState {
    if about.attendance == Attendance::Visit
        && !crate::planted::is(crate::planted::Bug::VisitsUnapproved)
    {
        SignUpState::Requested
    } else {
        SignUpState::Confirmed
    }
}

/// Why a door is shut at this moment, if it is.
pub(crate) fn shut(d: &Deciding, shift: &Shift, door: Door) -> Option<Refusal> {
    let phase = shift.phase(d.now());
    match (door, phase) {
        (Door::Ahead { .. }, Phase::Open | Phase::Full) => None,
        (Door::Ahead { .. }, Phase::Closed) => Some(Refusal::DeadlinePassed {
            deadline: shift.about.deadline(),
        }),
        (Door::Ahead { .. }, _) => Some(Refusal::WrongPhase { phase }),
        (Door::Named, _) => {
            let over = shift.state != ShiftState::Open || d.now() >= shift.about.span.end;
            over.then_some(Refusal::WrongPhase { phase })
        }
        (Door::OnSite, _) => {
            let (opens, closes) = super::attendance::window(d, shift);
            if shift.state != ShiftState::Open || d.now() > closes {
                Some(Refusal::WrongPhase { phase })
            } else {
                (d.now() < opens).then_some(Refusal::CheckInNotYet { opens })
            }
        }
    }
}

/// Puts a person on the roster.
pub(crate) fn enter(
    d: &mut Deciding,
    id: ShiftId,
    person: PersonId,
    entrance: Entrance,
    state: SignUpState,
) {
    let now = d.now();
    let (name, phone) = match d.person(person) {
        Some(person) => (person.about.name.clone(), person.about.phone.clone()),
        None => (String::new(), None),
    };
    let Some(shift) = d.edit_shift(id) else {
        return;
    };
    let old = shift.entry_of(person).map(|entry| entry.rank);
    let old = old.filter(|_| crate::planted::is(crate::planted::Bug::OldRank));
    let rank = old.unwrap_or(shift.next_rank);
    shift.next_rank += 1;
    let (span, desk) = (shift.about.span, shift.desk.clone());
    let by = entrance
        .by
        .filter(|_| !crate::planted::is(crate::planted::Bug::ActorForgotten));
    let sign_up = entrance.sign_up;
    shift.roster.retain(|entry| entry.person != Some(person));
    shift.roster.push(SignUp {
        id: sign_up,
        person: Some(person),
        name,
        phone,
        block: None,
        actor: by.as_ref().map(|(actor, ..)| *actor),
        actor_name: by
            .as_ref()
            .map(|(_, name, _)| name.clone())
            .unwrap_or_default(),
        consent: by.map(|(.., consent)| consent),
        to_reach: None,
        rank,
        at: now,
        state,
        check_in: None,
        check_out: None,
        minutes: None,
        told_passed_over: false,
        offer_lapsed: false,
        coming: false,
        entered_by: None,
        contest: None,
    });
    let firmness = if state.holds_place() {
        Firmness::Held
    } else {
        Firmness::Waiting
    };
    hold(d, id, sign_up, person, span, firmness);
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

/// Notes how firm an entry is in its person's document.
pub(crate) fn hold(
    d: &mut Deciding,
    shift: ShiftId,
    sign_up: SignUpId,
    person: PersonId,
    span: Span,
    firmness: Firmness,
) {
    let commitment = Commitment {
        shift,
        sign_up,
        span,
        firmness,
        visit: None,
    };
    promise(d, person, commitment);
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
    let person = d.need_me()?.id;
    let Some(entry) = shift.entry_of(person) else {
        return Err(Refusal::NotSignedUp.into());
    };
    let entry = entry.id;
    give_back(d, id, entry)
}

/// Gives an entry's place back, whoever asks; who leads is told where it is late.
pub(crate) fn give_back(d: &mut Deciding, id: ShiftId, entry: SignUpId) -> Result<(), Refused> {
    let found = d.shift(id).and_then(|shift| {
        let entry = shift.entry(entry)?;
        Some((shift, entry, entry.person?))
    });
    let Some((shift, found, person)) = found else {
        return Err(Refusal::NotSignedUp.into());
    };
    let state = found.state;
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
    if found.block.is_some() {
        return super::blocks::leave(d, id, entry);
    }
    let held = state.holds_place();
    // Whoever says no to a late offer has never had a place.
    let asked = matches!(state, SignUpState::Offered { .. });
    let late = held && !asked && d.now() > shift.about.withdrawal_deadline();
    let (span, desk, title) = (
        shift.about.span,
        shift.desk.clone(),
        shift.about.title.clone(),
    );
    let name = found.name.clone();
    let lead = shift.lead.as_ref().map(|lead| lead.id);
    set_state(d, id, entry, SignUpState::Withdrawn { late }, &desk, None);
    super::notices::is_reached(d, id, person, None);
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
    let late = now > shift.about.withdrawal_deadline()
        && !crate::planted::is(crate::planted::Bug::LateUnasked);
    let mut waiting: Vec<(u32, SignUpId, PersonId, bool)> = shift
        .roster
        .iter()
        .filter(|entry| entry.state == SignUpState::Waitlisted && !(late && entry.offer_lapsed))
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
        let Some(candidate) = d.person(person).filter(|p| is_all_known(d, p)) else {
            return;
        };
        if fits(candidate, id, &about, now) {
            if late {
                super::offers::offer(d, id, entry, person);
            } else {
                promote(d, id, entry, person);
            }
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
    let stand = stand_with_place(&shift.about);
    set_state(d, id, entry, stand, &desk, None);
    hold(d, id, entry, person, span, Firmness::Held);
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
    let (entry, desk, person) = (entry.id, shift.desk.clone(), me.id);
    set_state(d, id, entry, SignUpState::Confirmed, &desk, None);
    super::reminders::comes(d, id, entry);
    super::notices::is_reached(d, id, person, None);
    Ok(())
}
