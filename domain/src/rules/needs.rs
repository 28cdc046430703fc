//! The life of a need: submitted → accepted → assigned → in progress → resolved → closed.
//! Handler and verifier are two people.

use super::{
    forms::{self, Check},
    sealed,
};
use crate::{
    case::{Assignee, Case, CaseKind, CaseState, NeedAbout, Source, Urgency, Visibility},
    command::NeedStep,
    deciding::Deciding,
    document::Document,
    ids::{CaseId, DocumentKey, PersonId},
    notice::NoticeKind,
    place::PlaceCode,
    planted::{Bug, is},
    refusal::{Field, Problem, Refusal, Refused},
    time::{Instant, hours},
};
use chrono::Datelike;

/// The number of a case for telephone and paper: month, day and four digits of its id.
fn number(id: CaseId, at: Instant) -> String {
    let tail = id.0.as_u128() % 10_000;
    format!("{:02}{:02}-{tail:04}", at.month(), at.day())
}

/// By when the next step is due. Limits after the field's usual ones; a profile may change them later.
pub(crate) fn due(state: CaseState, urgency: Urgency, since: Instant) -> Option<Instant> {
    let limit = match state {
        CaseState::Submitted if urgency == Urgency::Urgent => 2,
        CaseState::Submitted | CaseState::Accepted | CaseState::Assigned => 24,
        CaseState::InProgress => 7 * 24,
        CaseState::Resolved => 3 * 24,
        CaseState::Rejected | CaseState::Closed | CaseState::Withdrawn => return None,
    };
    Some(since + hours(limit))
}

/// A need's place must lie in the community that is to handle it: the caller's, or the place's own for the system.
fn desk_of(d: &Deciding, about: &NeedAbout) -> Result<PlaceCode, Refused> {
    d.desk_of_place(&about.place).ok_or_else(|| {
        Refused::from(Refusal::Field {
            field: Field::Place,
            problem: Problem::Unknown,
        })
    })
}

pub(crate) fn post(d: &mut Deciding, id: CaseId, about: &NeedAbout) -> Result<(), Refused> {
    let key = DocumentKey::Case(id);
    let mut reasons = forms::need(about);
    let about = &forms::kept_need(about);
    let taken = match d.lookup(&key) {
        Some(Document::Case(there))
            if there.reporter == d.actor() && sealed::says(d, there, about) =>
        {
            return Ok(());
        }
        found => found.is_some(),
    };
    let desk = match desk_of(d, about) {
        Ok(desk) => Some(desk),
        Err(refused) => {
            reasons.extend(refused.reasons);
            None
        }
    };
    // Said only to whom it would have been posted for: what is hidden is not told by other means.
    if taken && reasons.is_empty() {
        reasons.push(Refusal::IdTaken);
    }
    let Some(desk) = desk.filter(|_| reasons.is_empty()) else {
        return Err(reasons.into());
    };
    let now = d.now();
    let no = number(id, now);
    let case = Case {
        id,
        about: sealed::put(d, id, about, (&no, &desk)),
        no,
        kind: CaseKind::Need,
        desk: desk.clone(),
        reporter: d.actor(),
        reporter_name: d.me().map(|me| me.about.name.clone()).unwrap_or_default(),
        posted_at: now,
        state: CaseState::Submitted,
        since: now,
        due: due(CaseState::Submitted, about.urgency, now),
        assignee: None,
        outcome: None,
        shifts: Vec::new(),
        rating: None,
        unverified: about.source == Source::DoorNotice,
    };
    d.put(Document::Case(Box::new(case)));
    d.log(key, &desk, "absent", "submitted", None);
    Ok(())
}

pub(crate) fn correct(d: &mut Deciding, id: CaseId, about: &NeedAbout) -> Result<(), Refused> {
    let case = d.addressed_case(id)?;
    let (desk, state, reporter) = (case.desk.clone(), case.state, case.reporter);
    let is_sealed = case.is_sealed() || about.visibility == Visibility::Sealed;
    let mut reasons = forms::need(about);
    let about = &forms::kept_need(about);
    if is_sealed {
        reasons.push(Refusal::Sealed);
    }
    if state.is_final() {
        reasons.push(Refusal::WrongNeedState { state });
    }
    match desk_of(d, about) {
        Ok(of_place) if of_place != desk => reasons.push(Refusal::OtherCommunity),
        Ok(_) => {}
        Err(refused) => reasons.extend(refused.reasons),
    }
    if !reasons.is_empty() {
        return Err(reasons.into());
    }
    let title = about.title.clone();
    let mut changed = false;
    if let Some(case) = d.edit_case(id)
        && case.about != *about
    {
        case.about = about.clone();
        changed = true;
    }
    if changed {
        d.tell(
            reporter,
            NoticeKind::NeedChanged,
            DocumentKey::Case(id),
            title,
            None,
        );
        d.log(
            DocumentKey::Case(id),
            &desk,
            state.name(),
            state.name(),
            Some("corrected".into()),
        );
    }
    Ok(())
}

/// Moves a case to a state, with its new limit and its transition.
pub(crate) fn move_to(d: &mut Deciding, id: CaseId, to: CaseState, reason: Option<String>) {
    let now = d.now();
    let Some(case) = d.edit_case(id) else { return };
    let (from, desk, reporter) = (case.state, case.desk.clone(), case.reporter);
    let is_sealed = case.is_sealed();
    let title = case.about.title.clone();
    case.state = to;
    case.since = now;
    case.due = due(to, case.about.urgency, now);
    d.log(
        DocumentKey::Case(id),
        &desk,
        from.name(),
        to.name(),
        reason.clone(),
    );
    if is_sealed {
        sealed::follow(d, id, to);
    }
    let kind = match to {
        CaseState::Accepted if from == CaseState::Submitted => NoticeKind::NeedAccepted,
        CaseState::Rejected => NoticeKind::NeedRejected {
            reason: reason.unwrap_or_default(),
        },
        CaseState::Resolved => NoticeKind::NeedResolved,
        CaseState::Closed => NoticeKind::NeedClosed,
        _ => return,
    };
    d.tell(reporter, kind, DocumentKey::Case(id), title, None);
}

pub(crate) fn handle(d: &mut Deciding, id: CaseId, step: &NeedStep) -> Result<(), Refused> {
    let case = d.addressed_case(id)?.clone();
    let mut reasons = Vec::new();
    let verifies = matches!(
        step,
        NeedStep::Close | NeedStep::Reopen { .. } | NeedStep::CallBack { .. }
    );
    let did_it = matches!(case.assignee, Some(Assignee::Person(person)) if person == d.actor());
    if verifies && did_it && d.actor() != PersonId::SYSTEM {
        reasons.push(Refusal::OwnWork);
    }
    if !fits_state(case.state, step) {
        reasons.push(Refusal::WrongNeedState { state: case.state });
    }
    // Whoever has no account cannot say that it is done: they are asked.
    if *step == NeedStep::Close && case.about.recipient.is_some() {
        reasons.push(Refusal::CallBackNeeded);
    }
    if *step == NeedStep::Accept && case.unverified && !is(Bug::AcceptsUnverified) {
        reasons.push(Refusal::CallFirst);
    }
    reasons.extend(words_of(step));
    if let NeedStep::Assign { assignee } = step {
        let key = match assignee {
            Assignee::Person(person) => DocumentKey::Person(*person),
            Assignee::Organization(organization) => DocumentKey::Organization(*organization),
        };
        if let Err(refused) = d.addressed(&key) {
            reasons.extend(refused.reasons);
        }
        if case.is_sealed() && matches!(assignee, Assignee::Organization(_)) {
            reasons.push(Refusal::Sealed);
        }
    }
    if !reasons.is_empty() {
        return Err(reasons.into());
    }
    apply(d, id, step);
    Ok(())
}

fn fits_state(state: CaseState, step: &NeedStep) -> bool {
    use CaseState::*;
    match step {
        NeedStep::Verify | NeedStep::Accept | NeedStep::Reject { .. } => state == Submitted,
        NeedStep::Assign { .. } => matches!(state, Accepted | Assigned),
        NeedStep::Start => state == Assigned,
        NeedStep::Resolve { .. } => matches!(state, Assigned | InProgress),
        NeedStep::Close | NeedStep::CallBack { .. } => state == Resolved,
        NeedStep::Reopen { .. } => matches!(state, Resolved | Closed),
        NeedStep::Withdraw { .. } => matches!(state, Submitted | Accepted | Assigned | InProgress),
    }
}

fn words_of(step: &NeedStep) -> Vec<Refusal> {
    let mut check = Check::default();
    match step {
        NeedStep::Reject { reason }
        | NeedStep::Reopen { reason }
        | NeedStep::Withdraw { reason } => {
            check.line(Field::Reason, reason, true);
        }
        NeedStep::Resolve { evidence } => {
            check.text(Field::Evidence, evidence, true, forms::TEXT_MAX)
        }
        NeedStep::CallBack { words, rating, .. } => {
            check.text(Field::Evidence, words, false, forms::TEXT_MAX);
            if rating.is_some_and(|rating| !(1..=5).contains(&rating)) {
                check.wrong(Field::Rating, Problem::OutOfRange { min: 1, max: 5 });
            }
        }
        NeedStep::Verify
        | NeedStep::Accept
        | NeedStep::Assign { .. }
        | NeedStep::Start
        | NeedStep::Close => {}
    }
    check.reasons
}

/// Whoever asked was called: it may be accepted now. Again, it changes nothing.
fn verify(d: &mut Deciding, id: CaseId) {
    let Some(case) = d.edit_case(id).filter(|case| case.unverified) else {
        return;
    };
    case.unverified = false;
    let desk = case.desk.clone();
    d.log(DocumentKey::Case(id), &desk, "unverified", "verified", None);
}

fn apply(d: &mut Deciding, id: CaseId, step: &NeedStep) {
    let (to, reason) = match step {
        NeedStep::Verify => return verify(d, id),
        NeedStep::Accept => (CaseState::Accepted, None),
        NeedStep::Reject { reason } => (CaseState::Rejected, Some(reason.clone())),
        NeedStep::Assign { .. } => (CaseState::Assigned, None),
        NeedStep::Start => (CaseState::InProgress, None),
        NeedStep::Resolve { evidence } => (CaseState::Resolved, Some(evidence.clone())),
        NeedStep::Close => (CaseState::Closed, None),
        NeedStep::CallBack { helped, words, .. } => {
            let said = (!words.is_empty()).then(|| words.clone());
            let to = if *helped {
                CaseState::Closed
            } else {
                CaseState::Accepted
            };
            (to, said)
        }
        NeedStep::Reopen { reason } => (CaseState::Accepted, Some(reason.clone())),
        NeedStep::Withdraw { reason } => (CaseState::Withdrawn, Some(reason.clone())),
    };
    if let Some(case) = d.edit_case(id) {
        match step {
            NeedStep::Assign { assignee } => case.assignee = Some(*assignee),
            NeedStep::Reopen { .. } => case.assignee = None,
            NeedStep::CallBack { helped, rating, .. } => {
                case.rating = rating.or(case.rating);
                case.assignee = case.assignee.filter(|_| *helped);
            }
            _ => {}
        }
        if reason.is_some() {
            case.outcome = reason.clone();
        }
    }
    move_to(d, id, to, reason);
    match step {
        NeedStep::CallBack { helped: true, .. } => super::visits::recipient_confirmed(d, id),
        NeedStep::Withdraw { .. } => {
            if let Some(case) = d.case(id).cloned() {
                super::shifts::needed_no_more(d, &case);
            }
        }
        _ => {}
    }
}
