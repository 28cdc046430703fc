//! Erasing what is held about somebody, step by step: asked for, it begins after seven days; their places are given
//! back; the authority takes them out of what names them; their own document is emptied; what was written meanwhile is
//! gone through once more. Whoever may not be told of it sees nothing but that somebody is not there any more.

use super::{
    blocks,
    needs::move_to,
    notices::is_reached,
    shifts::needed_no_more,
    sign_up::{give_back, release, set_state},
};
use crate::{
    case::CaseState,
    context::Caller,
    deciding::Deciding,
    document::Document,
    erasure::{Traces, begins, emptied, fits, without},
    ids::{DocumentKey, Kind, PersonId, ShiftId, SignUpId},
    person::{Commitment, Erasure, ErasureStep, Firmness, Person},
    planted::{self, Bug},
    refusal::{Refusal, Refused},
    rights::{holding, is_plain},
    shift::SignUpState,
    time::Instant,
};

fn addressed<'a>(d: &'a Deciding, person: PersonId) -> Result<&'a Person, Refused> {
    let found = d.person(person);
    found.ok_or_else(|| Refusal::NotFound { kind: Kind::Person }.into())
}

/// Erase what is held about me 删除我的资料.
pub(crate) fn ask(d: &mut Deciding, person: PersonId) -> Result<(), Refused> {
    let now = d.now();
    let found = addressed(d, person)?;
    if found.erasure.is_some() {
        return Ok(());
    }
    // Somebody must go on keeping the keys: a role is handed on before its holder goes.
    let keeps_keys = holding(found, now).any(|grant| !is_plain(grant.role));
    // A copy from before the role was handed on is none of theirs any more.
    let asked = d.caller != Caller::System && !planted::is(Bug::LastOneErased);
    if keeps_keys && asked {
        return Err(Refusal::EndRolesFirst.into());
    }
    let desk = found.desk.clone();
    let (from, step) = (begins(now), ErasureStep::Asked);
    if let Some(found) = d.edit_person(person) {
        found.erasure = Some(Erasure { from, step });
    }
    let key = DocumentKey::Person(person);
    d.log(key, &desk, "registered", "leaving", None);
    Ok(())
}

pub(crate) fn call_off(d: &mut Deciding, person: PersonId) -> Result<(), Refused> {
    let found = addressed(d, person)?;
    let desk = found.desk.clone();
    match found.erasure {
        None => return Ok(()),
        Some(erasure) if erasure.step == ErasureStep::Asked => {}
        Some(_) => return Err(Refusal::NotFound { kind: Kind::Person }.into()),
    }
    if let Some(found) = d.edit_person(person) {
        found.erasure = None;
    }
    let key = DocumentKey::Person(person);
    d.log(key, &desk, "leaving", "registered", None);
    Ok(())
}

/// When an erasure goes on by itself.
pub(crate) fn next_step(person: &Person) -> Option<Instant> {
    let erasure = person.erasure?;
    (erasure.step != ErasureStep::Done).then_some(erasure.from)
}

/// The next step of an erasure. The authority has gone through what names them before each step but the first.
pub(crate) fn proceed(d: &mut Deciding, id: PersonId) {
    let Some(person) = d.person(id) else { return };
    let (desk, Some(erasure)) = (person.desk.clone(), person.erasure) else {
        return;
    };
    let from = erasure.from;
    match erasure.step {
        ErasureStep::Asked => {
            give_all_back(d, id);
            let now = d.now();
            if let Some(person) = d.edit_person(id) {
                let held = person.grants.iter_mut();
                for grant in held.filter(|grant| grant.holds_at(now)) {
                    grant.to = Some(now);
                }
                // Where somebody lives whom they visited is not theirs to know any more.
                for promised in &mut person.commitments {
                    promised.visit = None;
                }
                person.grants_revision += 1;
                let step = ErasureStep::Begun;
                person.erasure = Some(Erasure { from, step });
            }
        }
        ErasureStep::Begun => {
            let step = ErasureStep::Emptied;
            let empty = emptied(person, Erasure { from, step });
            d.put(Document::Person(Box::new(empty)));
        }
        ErasureStep::Emptied => {
            if let Some(person) = d.edit_person(id) {
                let step = ErasureStep::Done;
                person.erasure = Some(Erasure { from, step });
            }
        }
        ErasureStep::Done => return,
    }
    d.log(DocumentKey::Person(id), &desk, "leaving", "leaving", None);
}

/// Every place that is still to come. What they have done already stays theirs to be counted.
fn give_all_back(d: &mut Deciding, id: PersonId) {
    let now = d.now();
    if planted::is(Bug::ErasedKeepPlaces) {
        return;
    }
    // Where they wait first: a place that they give back is not offered to them elsewhere.
    let waits = |c: &&Commitment| c.firmness == Firmness::Waiting;
    let promised: Vec<(ShiftId, SignUpId)> = d.person(id).map_or_else(Vec::new, |person| {
        let ahead = person.commitments.iter().filter(|c| c.span.end > now);
        let (waiting, held): (Vec<_>, Vec<_>) = ahead.partition(waits);
        let all = waiting.into_iter().chain(held);
        all.map(|c| (c.shift, c.sign_up)).collect()
    });
    for (shift, entry) in promised {
        // Whoever is there already is there: it is the lead who confirms it.
        let _ = give_back(d, shift, entry);
    }
}

/// A shift that goes to another time takes nobody along who is not there any more: a place that was over is to come again.
pub(crate) fn stay_away(d: &mut Deciding, id: ShiftId) {
    let Some(shift) = d.shift(id).cloned() else {
        return;
    };
    let comes = |state: SignUpState| state.is_live() && !state.is_present();
    for entry in shift.roster.iter().filter(|entry| comes(entry.state)) {
        let person = entry.person.filter(|person| {
            let found = d.person(*person);
            found.is_some_and(Person::is_gone)
        });
        let Some(person) = person else { continue };
        if entry.block.is_some() {
            blocks::take_off(d, id, &shift, entry);
        } else {
            let gone = SignUpState::Withdrawn { late: false };
            set_state(d, id, entry.id, gone, &shift.desk, None);
            is_reached(d, id, person, None);
            release(d, person, id);
        }
    }
}

/// Takes somebody out of documents that name them.
pub(crate) fn forget(
    d: &mut Deciding,
    id: PersonId,
    named_in: &[DocumentKey],
) -> Result<(), Refused> {
    let person = addressed(d, id)?;
    if !person.is_gone() || !fits(named_in) {
        return Err(Refusal::NotAllowed.into());
    }
    let (desk, traces) = (person.desk.clone(), Traces::of(person));
    for key in named_in {
        let after = d
            .lookup(key)
            .and_then(|document| without(document, &traces));
        if let Some(after) = after {
            take_back(d, &after);
            let after = d
                .lookup(key)
                .and_then(|document| without(document, &traces));
            after.into_iter().for_each(|after| d.put(after));
        }
    }
    d.log(DocumentKey::Person(id), &desk, "leaving", "leaving", None);
    Ok(())
}

/// A need that was for them alone, and is open, is nobody's any more.
fn take_back(d: &mut Deciding, after: &Document) {
    if let Document::Sealed(after) = after {
        // Of words that nobody can read any more nothing is done.
        let had = d
            .sealed(after.case)
            .is_some_and(|sealed| sealed.about.is_some());
        let state = d.case(after.case).map(|case| case.state);
        if had && after.about.is_none() && state.is_some_and(|state| !state.is_final()) {
            move_to(d, after.case, CaseState::Withdrawn, None);
        }
    }
    let Document::Case(case) = after else { return };
    let had = d
        .case(case.id)
        .is_some_and(|case| case.about.recipient.is_some());
    if had && case.about.recipient.is_none() && !case.state.is_final() {
        move_to(d, case.id, CaseState::Withdrawn, None);
        if let Some(case) = d.case(case.id).cloned() {
            needed_no_more(d, &case);
        }
    }
}
