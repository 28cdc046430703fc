//! A person needs no account: who runs a shift signs up somebody who said yes, adds somebody who came by, and gives
//! such a place back. A named helper signs up and gives back for those whom they help. Everything that holds for a
//! sign-up holds for these, over the other person's own promises.

use super::sign_up::{Door, Entrance, enter, give_back, stand_of};
use crate::{
    deciding::Deciding,
    ids::{DocumentKey, Kind, PersonId, ShiftId, SignUpId},
    notice::NoticeKind,
    person::Person,
    planted::{self, Bug},
    refusal::{Refusal, Refused},
    rights::Duty,
    shift::{Consented, Shift, SignUpState},
};

/// Somebody in the register of the shift's community. A device that holds no register gives the benefit of the doubt.
pub(crate) fn registered<'a>(
    d: &'a Deciding,
    shift: &Shift,
    person: PersonId,
) -> Result<Option<&'a Person>, Refused> {
    match d.person(person) {
        Some(found) if found.desk == shift.desk && !found.is_gone() => Ok(Some(found)),
        None if d.ctx.predicting => Ok(None),
        _ => Err(Refusal::NotFound { kind: Kind::Person }.into()),
    }
}

pub(crate) fn sign_up(
    d: &mut Deciding,
    id: ShiftId,
    sign_up: SignUpId,
    person: PersonId,
    consent: Consented,
    or_wait: bool,
) -> Result<(), Refused> {
    let door = Door::Ahead { or_wait };
    lets_in(d, id, sign_up, person, consent, door)
}

pub(crate) fn add_on_site(
    d: &mut Deciding,
    id: ShiftId,
    sign_up: SignUpId,
    person: PersonId,
) -> Result<(), Refused> {
    lets_in(d, id, sign_up, person, Consented::InPerson, Door::OnSite)
}

fn lets_in(
    d: &mut Deciding,
    id: ShiftId,
    sign_up: SignUpId,
    person: PersonId,
    consent: Consented,
    door: Door,
) -> Result<(), Refused> {
    let shift = d.addressed_shift(id)?;
    let found = registered(d, shift, person)?;
    if shift.entry_of(person).is_some_and(|e| e.id == sign_up) {
        return Ok(());
    }
    let state = stand_of(d, shift, person, found, sign_up, door);
    let mut state = state.map_err(|refused| as_told_to_caller(d, shift, refused.reasons))?;
    // Whoever signs somebody else up for a visit is who would approve it.
    let runs = d.runs(shift) || planted::is(Bug::HelperApprovesVisits);
    if state == SignUpState::Requested && person != d.actor() && runs {
        state = SignUpState::Confirmed;
    }
    let (title, span) = (shift.about.title.clone(), shift.about.span);
    let me = d.need_me()?;
    let (actor, by) = (me.id, me.about.name.clone());
    let entrance = Entrance {
        sign_up,
        by: (actor != person).then(|| (actor, by.clone(), consent)),
    };
    enter(d, id, person, entrance, state);
    let (kind, key) = (NoticeKind::SignedUpByOther { by }, DocumentKey::Shift(id));
    d.tell(person, kind, key, title, Some(span));
    Ok(())
}

/// The desk sees its rosters; who leads one, or helps, hears that somebody is busy, not where, and so does a desk where
/// that is in another community.
pub(crate) fn as_told_to_caller(
    d: &Deciding,
    shift: &Shift,
    reasons: Vec<Refusal>,
) -> Vec<Refusal> {
    let desk = d.may(Duty::RunDesk, &shift.desk);
    let seen = |other| desk && d.addressed(&DocumentKey::Shift(other)).is_ok();
    let mut told: Vec<Refusal> = reasons
        .into_iter()
        .map(|reason| match reason {
            Refusal::OverlapsShift { other, .. } if !seen(other) => Refusal::BusyThen,
            reason => reason,
        })
        .collect();
    told.dedup();
    told
}

pub(crate) fn withdraw(d: &mut Deciding, id: ShiftId, entry: SignUpId) -> Result<(), Refused> {
    let shift = d.addressed_shift(id)?;
    let found = shift.entry(entry);
    // A helper's device holds no entries of others.
    if found.is_none() && d.ctx.predicting && !d.runs(shift) {
        return Ok(());
    }
    let found = found.ok_or(Refusal::NotSignedUp)?;
    // Whoever signed up themselves gives their place back themselves.
    let by_other = found.actor.is_some() || planted::is(Bug::AnyPlaceGivenBack);
    let Some(person) = found.person.filter(|_| by_other) else {
        return Err(Refusal::NotAllowed.into());
    };
    // A member of a team is told as the name is taken off the place.
    let tells = found.state.is_live() && found.block.is_none();
    let (title, span) = (shift.about.title.clone(), shift.about.span);
    let by = d.need_me()?.about.name.clone();
    give_back(d, id, entry)?;
    if tells {
        let kind = NoticeKind::GivenBackByOther { by };
        d.tell(person, kind, DocumentKey::Shift(id), title, Some(span));
    }
    Ok(())
}
