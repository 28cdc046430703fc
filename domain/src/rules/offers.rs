//! "Can you come?" 您能来吗? After a shift's deadline for giving back, a freed place is not put on anybody: the next in
//! line who fits is asked, has half an hour to answer, and then the one after is.

use super::{
    notices::is_reached,
    sign_up::{fits, freed, hold, overlaps, set_state, settle, stand_with_place},
};
use crate::{
    deciding::Deciding,
    ids::{DocumentKey, PersonId, ShiftId, SignUpId},
    notice::NoticeKind,
    person::Firmness,
    planted::{self, Bug},
    refusal::{Refusal, Refused},
    shift::{Shift, SignUp, SignUpState},
    time::{Instant, has_come, minutes},
};

/// Asks one who waits. The place is held for them meanwhile.
pub(crate) fn offer(d: &mut Deciding, id: ShiftId, entry: SignUpId, person: PersonId) {
    let Some(shift) = d.shift(id) else { return };
    let (desk, span) = (shift.desk.clone(), shift.about.span);
    let title = shift.about.title.clone();
    let answer_by = d.now() + minutes(d.ctx.profile.offers_minutes);
    let until = answer_by.min(span.start);
    set_state(d, id, entry, SignUpState::Offered { until }, &desk, None);
    hold(d, id, entry, person, span, Firmness::Held);
    let (kind, key) = (NoticeKind::Offered { until }, DocumentKey::Shift(id));
    d.tell_surely(person, kind, key, title, Some(span));
}

/// The first moment at which an offer of this shift lapses.
pub(crate) fn next_lapse(shift: &Shift) -> Option<Instant> {
    let offers = shift.roster.iter().filter_map(|entry| match entry.state {
        SignUpState::Offered { until } => Some(until),
        _ => None,
    });
    offers.min()
}

/// Another time: nobody is asked after its start.
pub(crate) fn end_with_start(shift: &mut Shift) {
    let start = shift.about.span.start;
    for entry in &mut shift.roster {
        if let SignUpState::Offered { until } = &mut entry.state {
            *until = start.min(*until);
        }
    }
}

/// Takes back what was not answered in time, and asks the next.
pub(crate) fn lapse(d: &mut Deciding, id: ShiftId) {
    let now = d.now();
    let Some(shift) = d.shift(id).filter(|_| !planted::is(Bug::OfferNeverLapses)) else {
        return;
    };
    let (desk, span) = (shift.desk.clone(), shift.about.span);
    let title = shift.about.title.clone();
    let over = |entry: &&SignUp| matches!(entry.state, SignUpState::Offered { until } if has_come(until, now));
    let lapsed: Vec<(SignUpId, PersonId)> = shift
        .roster
        .iter()
        .filter(over)
        .filter_map(|entry| Some((entry.id, entry.person?)))
        .collect();
    for (entry, person) in &lapsed {
        let mut entries = d.edit_shift(id).into_iter().flat_map(|s| &mut s.roster);
        if let Some(found) = entries.find(|found| found.id == *entry) {
            found.offer_lapsed = !planted::is(Bug::LapsedAskedAgain);
        }
        set_state(d, id, *entry, SignUpState::Waitlisted, &desk, None);
        hold(d, id, *entry, *person, span, Firmness::Waiting);
        is_reached(d, id, *person, None);
        let (kind, key) = (NoticeKind::OfferLapsed, DocumentKey::Shift(id));
        d.tell(*person, kind, key, title.clone(), Some(span));
    }
    if !lapsed.is_empty() {
        settle(d, id);
        for (_, person) in lapsed {
            freed(d, person, &span);
        }
    }
}

/// I can come. Whoever answered too late may still, while a place is free.
pub(crate) fn accept(d: &mut Deciding, id: ShiftId) -> Result<(), Refused> {
    let person = d.need_me()?.id;
    let there = d.addressed_shift(id)?.entry_of(person);
    // Nobody says yes before they are asked, also where somebody else's silence makes them the next at this moment.
    let waits = |entry: &SignUp| entry.state == SignUpState::Waitlisted && !entry.offer_lapsed;
    if there.is_some_and(waits) {
        return Err(Refusal::OfferOver.into());
    }
    lapse(d, id);
    let shift = d.addressed_shift(id)?;
    let me = d.need_me()?;
    let entry = shift.entry_of(person).ok_or(Refusal::NotSignedUp)?;
    let free = shift.taken() < shift.about.slots;
    let missed = entry.state == SignUpState::Waitlisted && entry.offer_lapsed;
    let busy = overlaps(me, id, &shift.about.span);
    match entry.state {
        // The shift may have been moved since they were asked.
        SignUpState::Offered { .. } if !busy.is_empty() => return Err(busy.into()),
        SignUpState::Offered { .. } => {}
        state if state.is_approved() || state == SignUpState::Requested => return Ok(()),
        _ if missed && free && d.now() < shift.about.span.start => {}
        SignUpState::Waitlisted => return Err(Refusal::OfferOver.into()),
        _ => return Err(Refusal::NotSignedUp.into()),
    }
    if missed && !fits(me, id, &shift.about, d.now()) {
        let reasons = if busy.is_empty() {
            vec![Refusal::OfferOver]
        } else {
            busy
        };
        return Err(reasons.into());
    }
    let (entry, desk, span) = (entry.id, shift.desk.clone(), shift.about.span);
    let stand = stand_with_place(&shift.about);
    set_state(d, id, entry, stand, &desk, None);
    let mut entries = d.edit_shift(id).into_iter().flat_map(|s| &mut s.roster);
    if let Some(found) = entries.find(|found| found.id == entry) {
        found.offer_lapsed = false;
    }
    hold(d, id, entry, person, span, Firmness::Held);
    is_reached(d, id, person, None);
    Ok(())
}
