//! Named helpers: somebody of the same community, a daughter or a neighbour, who may sign a person up and give such a
//! place back. Both documents hold the bond, so that a helper's device knows of it without network.

use crate::{
    deciding::Deciding,
    ids::{DocumentKey, Kind, PersonId},
    person::{Helper, Person},
    place::PlaceCode,
    planted::{Bug, is},
    refusal::{Refusal, Refused},
    rights::Duty,
};

/// Helpers that one person may have.
const HELPERS_MAX: u16 = 5;
/// People whom one person may help.
const HELPS_MAX: usize = 50;

/// The person whose helpers they are, where the caller decides about them.
fn decided_by_caller<'a>(d: &'a Deciding, person: PersonId) -> Result<&'a Person, Refused> {
    d.addressed(&DocumentKey::Person(person))?;
    let found = d
        .person(person)
        .ok_or(Refusal::NotFound { kind: Kind::Person })?;
    let own = d.actor() == person || is(Bug::AnybodyNamesHelpers);
    if own || d.may(Duty::RunDesk, &found.desk) {
        Ok(found)
    } else {
        Err(Refusal::NotAllowed.into())
    }
}

pub(crate) fn name(d: &mut Deciding, person: PersonId, helper: PersonId) -> Result<(), Refused> {
    let there = decided_by_caller(d, person)?;
    if helper == person {
        return Err(Refusal::NotAllowed.into());
    }
    if there.helpers.iter().any(|named| named.id == helper) {
        return Ok(());
    }
    let found = match d.person(helper) {
        Some(found) if found.desk == there.desk || is(Bug::HelpersFromNextDoor) => Some(found),
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
    };
    let helped = Helper {
        id: helper,
        name: found.map(|f| f.about.name.clone()).unwrap_or_default(),
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
    let there = decided_by_caller(d, person)?;
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
