//! Named helpers: somebody of the same community, a daughter or a neighbour, who may sign a person up and give such a
//! place back. Both documents hold the bond, so that a helper's device knows of it without network.

use crate::{
    deciding::Deciding,
    ids::{DocumentKey, Kind, PersonId, ShiftId},
    person::{HelpedPlace, Helper, Person},
    place::PlaceCode,
    planted::{Bug, is},
    refusal::{Refusal, Refused},
    shift::Shift,
};
use std::collections::BTreeSet;

/// Helpers that one person may have.
const HELPERS_MAX: u16 = 5;
/// People whom one person may help.
const HELPS_MAX: usize = 50;

/// The person whose helpers they are.
fn addressed<'a>(d: &'a Deciding, person: PersonId) -> Result<&'a Person, Refused> {
    let found = d.person(person);
    found.ok_or_else(|| Refusal::NotFound { kind: Kind::Person }.into())
}

pub(crate) fn name(d: &mut Deciding, person: PersonId, helper: PersonId) -> Result<(), Refused> {
    let there = addressed(d, person)?;
    if helper == person {
        return Err(Refusal::NotAllowed.into());
    }
    if there.helpers.iter().any(|named| named.id == helper) {
        return Ok(());
    }
    let found = match d.person(helper) {
        Some(found)
            if (found.desk == there.desk || is(Bug::HelpersFromNextDoor)) && !found.is_gone() =>
        {
            Some(found)
        }
        // A device that holds no register gives the benefit of the doubt.
        None if d.ctx.predicting => None,
        _ => return Err(Refusal::NotFound { kind: Kind::Person }.into()),
    };
    let mut reasons = Vec::new();
    if there.helpers.len() >= usize::from(HELPERS_MAX) && !is(Bug::HelpersUnlimited) {
        reasons.push(Refusal::TooManyHelpers { max: HELPERS_MAX });
    }
    let all = found.is_some_and(|found| found.helps.len() >= HELPS_MAX);
    if all && !is(Bug::HelpedUnlimited) {
        reasons.push(Refusal::ListFull);
    }
    if !reasons.is_empty() {
        return Err(reasons.into());
    }
    let helps = Helper {
        id: person,
        name: there.about.name.clone(),
        places: places(d, there),
    };
    let helped = Helper {
        id: helper,
        name: found.map(|f| f.about.name.clone()).unwrap_or_default(),
        places: Vec::new(),
    };
    let desk = there.desk.clone();
    if let Some(person) = d.edit_person(person) {
        person.helpers.push(helped);
    }
    let helper_there = d.edit_person(helper).filter(|_| !is(Bug::HelperNeverKnows));
    if let Some(helper) = helper_there {
        helper.helps.push(helps);
    }
    log(d, [person, helper], &desk, true);
    Ok(())
}

pub(crate) fn end(d: &mut Deciding, person: PersonId, helper: PersonId) -> Result<(), Refused> {
    let there = addressed(d, person)?;
    if there.helpers.iter().all(|named| named.id != helper) {
        return Ok(());
    }
    let desk = there.desk.clone();
    if let Some(person) = d.edit_person(person) {
        person.helpers.retain(|named| named.id != helper);
    }
    let helper_there = d
        .edit_person(helper)
        .filter(|_| !is(Bug::EndedHelperStillHelps));
    if let Some(helper) = helper_there {
        helper.helps.retain(|helped| helped.id != person);
    }
    log(d, [person, helper], &desk, false);
    Ok(())
}

/// The place that others took for somebody at a shift, as long as it can be given back.
fn place(shift: &Shift, person: PersonId) -> Option<HelpedPlace> {
    let entry = shift.entry_of(person)?;
    let waits_for_them = entry.state.is_live() && !entry.state.is_present();
    (waits_for_them && entry.actor.is_some()).then_some(HelpedPlace {
        shift: shift.id,
        sign_up: entry.id,
    })
}

/// All such places. A device does not know them.
fn places(d: &Deciding, person: &Person) -> Vec<HelpedPlace> {
    let promised = person.commitments.iter().filter(|_| !d.ctx.predicting);
    let places = promised.filter_map(|c| place(d.shift(c.shift)?, person.id));
    let mut places: Vec<HelpedPlace> = places.collect();
    places.sort();
    places
}

/// Brings what helpers can give back up to date with every roster that changed.
pub(crate) fn follow(d: &mut Deciding) {
    if d.ctx.predicting || is(Bug::HelpersPlaceStays) {
        return;
    }
    for id in d.changed_shifts() {
        let rosters = d.before_shift(id).into_iter().chain(d.shift(id));
        let entered = rosters.flat_map(|shift| &shift.roster);
        let people: BTreeSet<PersonId> = entered
            .filter(|entry| entry.actor.is_some())
            .filter_map(|entry| entry.person)
            .collect();
        for person in people {
            let was = d.before_shift(id).and_then(|shift| place(shift, person));
            let is = d.shift(id).and_then(|shift| place(shift, person));
            if was != is {
                tell_helpers(d, person, id, is);
            }
        }
    }
}

fn tell_helpers(d: &mut Deciding, person: PersonId, shift: ShiftId, is: Option<HelpedPlace>) {
    let named = d.person(person).map(|person| person.helpers.clone());
    for helper in named.unwrap_or_default() {
        let bond = d
            .edit_person(helper.id)
            .and_then(|helper| helper.helps.iter_mut().find(|one| one.id == person));
        if let Some(bond) = bond {
            bond.places.retain(|place| place.shift != shift);
            bond.places.extend(is);
            bond.places.sort();
        }
    }
}

/// Two documents changed, and each has its transition.
fn log(d: &mut Deciding, [person, helper]: [PersonId; 2], desk: &PlaceCode, begins: bool) {
    for (who, without, with) in [
        (person, "without_helper", "with_helper"),
        (helper, "not_helping", "helping"),
    ] {
        let (from, to) = if begins {
            (without, with)
        } else {
            (with, without)
        };
        d.log(DocumentKey::Person(who), desk, from, to, None);
    }
}
