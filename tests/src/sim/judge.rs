//! The judge: after every commit of the authority, and at the end, compares what lies on the disk with the model.

use super::{
    judge_entries::Taken,
    judge_helpers::helpers_are_right,
    judge_invitations::coming_in_is_right,
    judge_notices::the_right_are_told,
    judge_places::{places_are_given, promotions_are_due},
    judge_sealed::same_words,
    judge_shifts::{same_shift, same_unreached},
    model::{Model, NeedStand},
    server::Server,
};
use linli_domain::{
    CommandId, Document, DocumentKey, PersonId, case::CaseState, command::Command, shift::Shift,
    time::Instant,
};
use std::collections::BTreeSet;

/// What the judge found.
pub type Verdict = Result<(), String>;

pub fn check(holds: bool, what: impl FnOnce() -> String) -> Verdict {
    if holds { Ok(()) } else { Err(what()) }
}

/// What followed from one commit, for the counts.
#[derive(Debug, Default)]
pub struct Followed {
    pub applied: bool,
    pub reasons: Vec<linli_domain::Refusal>,
    pub promoted: usize,
    pub offered: usize,
    pub passed_over: usize,
    pub notices: Vec<&'static str>,
    pub written: Vec<DocumentKey>,
    /// What else happened, for the counts.
    pub happened: Vec<(&'static str, &'static str)>,
}

/// One command was committed: steps the model and compares.
pub fn after_commit(
    model: &mut Model,
    server: &mut Server,
    (id, person): (CommandId, PersonId),
    command: &Command,
    now: Instant,
) -> Result<Followed, String> {
    let row = server.ledger(person, id).ok_or("it is not in the ledger")?;
    let verdict = row.verdict.ok_or("a fresh verdict is kept")?;
    let me = (person != PersonId::SYSTEM).then_some(person);
    let before = model.clone();
    let expected = model.step(id, me, command, now);
    if std::env::var_os("LINLI_SIM_TRACE").is_some() {
        println!("{now} {person} {command:?} {:?}", verdict.reasons);
    }
    let applied = verdict.reasons.is_empty();
    check(applied == expected.is_ok(), || {
        format!(
            "{} by {person} was {}: {:?}",
            command.name(),
            if applied {
                "applied, and may not be"
            } else {
                "refused, and may be"
            },
            expected
                .as_ref()
                .err()
                .map_or_else(|| format!("{:?}", verdict.reasons), |no| no.0.to_string())
        )
    })?;
    if applied {
        model.tells_afterwards(command);
    }
    let mut followed = Followed {
        applied,
        reasons: verdict.reasons,
        happened: model.happened.clone(),
        ..Followed::default()
    };
    let written: BTreeSet<DocumentKey> = verdict.written.into_iter().collect();
    helpers_are_right(model, server, &written, command)?;
    coming_in_is_right(model, server, &written, command)?;
    let (taken, looked_at) = rosters_are_right(model, server, &written, now)?;
    promotions_are_due(model, &taken, now)?;
    places_are_given(model, now)?;
    model.needs_follow(me, &before, now);
    for key in &written {
        if let DocumentKey::Case(case) = key {
            same_need(model, server, *case)?;
        }
        if let DocumentKey::Sealed(_) = key
            && let Some(Document::Sealed(there)) = server.document(key)
        {
            same_words(model, &there)?;
        }
    }
    followed.notices = the_right_are_told(model, server, &written, &taken, command)?;
    for there in looked_at {
        let mine = model.shifts.get(&there.id).ok_or("no shift")?;
        same_unreached(mine, &there)?;
    }
    followed.written = written.into_iter().collect();
    followed.offered = taken.ups.iter().filter(|(.., up)| up.offered()).count();
    followed.promoted = taken.ups.len() - followed.offered;
    followed.passed_over = taken.passed.len();
    Ok(followed)
}

/// Every roster that may have changed is as the model says.
fn rosters_are_right(
    model: &mut Model,
    server: &mut Server,
    written: &BTreeSet<DocumentKey>,
    now: Instant,
) -> Result<(Taken, Vec<Shift>), String> {
    for key in written {
        if let DocumentKey::Shift(shift) = key {
            model.touched.insert(*shift);
        }
    }
    let (mut taken, mut looked_at) = (Taken::default(), Vec::new());
    for shift in model.touched.clone() {
        let Some(Document::Shift(there)) = server.document(&DocumentKey::Shift(shift)) else {
            return Err(format!("{shift} is not there"));
        };
        let mine = model
            .shifts
            .get_mut(&shift)
            .ok_or("a shift that nobody opened")?;
        same_shift(mine, &there, &mut taken, now)?;
        looked_at.push(*there);
    }
    Ok((taken, looked_at))
}

fn need_stand(state: CaseState) -> NeedStand {
    match state {
        CaseState::Submitted => NeedStand::Submitted,
        CaseState::Accepted => NeedStand::Accepted,
        CaseState::Rejected => NeedStand::Rejected,
        CaseState::Assigned => NeedStand::Assigned,
        CaseState::InProgress => NeedStand::InProgress,
        CaseState::Resolved => NeedStand::Resolved,
        CaseState::Closed => NeedStand::Closed,
        CaseState::Withdrawn => NeedStand::Withdrawn,
    }
}

pub(super) fn same_need(model: &Model, server: &mut Server, case: linli_domain::CaseId) -> Verdict {
    let Some(Document::Case(there)) = server.document(&DocumentKey::Case(case)) else {
        return Err(format!("{case} is not there"));
    };
    let mine = model.needs.get(&case).ok_or("a need that nobody posted")?;
    check(need_stand(there.state) == mine.stand, || {
        format!("{case} is {:?} and should be {:?}", there.state, mine.stand)
    })?;
    let mut told = there.about.clone();
    if mine.words.is_some() {
        check(told.title.pick("en") == there.no, || {
            format!("{case} is sealed, and has a title")
        })?;
        told.title = mine.about.title.clone();
    }
    check(
        told == mine.about && there.reporter == mine.reporter,
        || format!("{case} does not say what was last entered"),
    )?;
    check(there.rating == mine.rating, || {
        format!("{case} is rated {:?}, not {:?}", there.rating, mine.rating)
    })
}
