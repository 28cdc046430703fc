//! Told is not reached: notices are seen, or told by telephone. What somebody must act on and has not seen stands with
//! their entry of the roster, where the desk, the lead and the deputy find it, and nobody else.

use crate::{
    deciding::Deciding,
    ids::{DocumentKey, NoticeId, PersonId, ShiftId},
    notice::Seen,
    planted::{self, Bug},
    refusal::{Refusal, Refused},
};
use std::collections::BTreeSet;

pub(crate) fn mark_seen(d: &mut Deciding, id: NoticeId) -> Result<(), Refused> {
    let (person, at, desk) = (d.actor(), d.now(), d.need_me()?.desk.clone());
    let Some(notice) = d.edit_notice(id) else {
        return Ok(());
    };
    let about = notice.about.clone();
    if !notice.seen.iter().any(|seen| seen.person == person) {
        notice.seen.push(Seen { person, at });
        d.log(DocumentKey::Notice(id), &desk, "told", "seen", None);
        if let Some(DocumentKey::Shift(shift)) = about
            && !planted::is(Bug::SeenStaysUnreached)
        {
            is_reached(d, shift, person, Some(id));
        }
    }
    Ok(())
}

/// Somebody has been told: by this notice, or whatever it was.
pub(crate) fn is_reached(d: &mut Deciding, shift: ShiftId, person: PersonId, by: Option<NoticeId>) {
    let tells = |told: &Option<NoticeId>| told.is_some() && (by.is_none() || *told == by);
    let waits = d
        .shift(shift)
        .is_some_and(|shift| shift.to_reach(person).iter().any(tells));
    if !waits {
        return;
    }
    let Some(shift) = d.edit_shift(shift) else {
        return;
    };
    let contacts = shift.lead.iter_mut().chain(&mut shift.deputy);
    let contacts = contacts
        .filter(|contact| contact.id == person)
        .map(|contact| &mut contact.to_reach);
    let entries = shift.roster.iter_mut();
    let entries = entries
        .filter(|entry| entry.person == Some(person))
        .map(|entry| &mut entry.to_reach);
    for told in contacts.chain(entries) {
        if tells(told) {
            *told = None;
        }
    }
}

pub(crate) fn tell_by_phone(
    d: &mut Deciding,
    id: ShiftId,
    person: PersonId,
) -> Result<(), Refused> {
    let shift = d.addressed_shift(id)?;
    // Nobody calls themselves.
    if person == d.actor() {
        return Err(Refusal::NotAllowed.into());
    }
    let told = shift.to_reach(person);
    if told.is_empty() {
        return Err(Refusal::NotSignedUp.into());
    }
    let told: BTreeSet<NoticeId> = told.into_iter().flatten().collect();
    if told.is_empty() {
        return Ok(());
    }
    let entry = shift.entry_of(person).map(|entry| entry.id);
    let (at, desk) = (d.now(), shift.desk.clone());
    for notice in told {
        // A device does not hold what others are told.
        if let Some(notice) = d
            .edit_notice(notice)
            .filter(|_| !planted::is(Bug::CallsLeaveNoTrace))
        {
            notice.told_by_phone.push(Seen { person, at });
        }
    }
    is_reached(d, id, person, None);
    let key = DocumentKey::Shift(id);
    d.log_entry(key, entry, &desk, "not_reached", "told_by_phone", None);
    Ok(())
}
