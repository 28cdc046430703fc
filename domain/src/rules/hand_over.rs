//! Hand over 交接: the shift and its codes go to somebody who is there, and who led stands in.

use super::for_others::registered;
use crate::{
    deciding::Deciding,
    ids::{DocumentKey, PersonId, ShiftId},
    notice::NoticeKind,
    person::Person,
    planted::{self, Bug},
    refusal::{Field, Problem, Refusal, Refused},
    rights::is_newcomer,
    shift::{Contact, Shift, ShiftState, SignUpState},
};
use std::collections::BTreeSet;

pub(crate) fn hand_over(d: &mut Deciding, id: ShiftId, to: PersonId) -> Result<(), Refused> {
    let shift = d.addressed_shift(id)?;
    if shift.lead.iter().any(|lead| lead.id == to) {
        return Ok(());
    }
    let heir = heir(d, shift, to);
    if shift.state != ShiftState::Open {
        let phase = shift.phase(d.now());
        return Err(Refusal::WrongPhase { phase }.into());
    }
    let heir = heir?;
    let (desk, about) = (shift.desk.clone(), shift.about.clone());
    let leading = shift.lead.iter().chain(&shift.deputy);
    let told: BTreeSet<PersonId> = leading.map(|contact| contact.id).chain([to]).collect();
    let name = heir.name.clone();
    if let Some(shift) = d.edit_shift(id) {
        let stays = shift.deputy.clone().filter(|deputy| deputy.id != to);
        let deputy = shift.lead.replace(heir).or(stays);
        shift.about.lead = Some(to);
        shift.about.deputy = deputy.as_ref().map(|deputy| deputy.id);
        if !planted::is(Bug::HandedOverKeepsSecret) {
            shift.deputy = deputy;
        }
    }
    let (key, reason) = (DocumentKey::Shift(id), Some("handed over".to_owned()));
    d.log(key.clone(), &desk, "open", "open", reason);
    for person in told {
        let kind = NoticeKind::HandedOver { to: name.clone() };
        d.tell(
            person,
            kind,
            key.clone(),
            about.title.clone(),
            Some(about.span),
        );
    }
    Ok(())
}

/// Who may lead from now on: the deputy, or somebody with a place on the roster.
fn heir(d: &Deciding, shift: &Shift, to: PersonId) -> Result<Contact, Refused> {
    if let Some(deputy) = shift.deputy.as_ref().filter(|deputy| deputy.id == to) {
        if d.person(to).is_some_and(Person::is_gone) {
            return Err(Refusal::NotSignedUp.into());
        }
        return Ok(deputy.clone());
    }
    let entry = shift.entry_of(to).ok_or(Refusal::NotSignedUp)?;
    if !matches!(
        entry.state,
        SignUpState::Confirmed
            | SignUpState::CheckedIn
            | SignUpState::CheckedOut
            | SignUpState::HoursConfirmed
    ) {
        return Err(Refusal::NotConfirmed.into());
    }
    // Whoever leads reads the roster, and newcomers see nobody's data.
    if registered(d, shift, to)?.is_some_and(|person| is_newcomer(person, d.now())) {
        let (field, problem) = (Field::Lead, Problem::Unknown);
        return Err(Refusal::Field { field, problem }.into());
    }
    Ok(Contact {
        id: to,
        name: entry.name.clone(),
        phone: entry.phone.clone(),
        // What they have not seen stands with their entry.
        to_reach: None,
    })
}
