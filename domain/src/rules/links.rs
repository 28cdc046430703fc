//! A need moves by what happens in its shifts: claimed → in progress at the first check-in → resolved when the hours
//! of its last shift are confirmed. A shift that fails or is called off gives the need back.

use super::needs::move_to;
use crate::{
    case::{CaseState, LinkState, ShiftLink},
    deciding::Deciding,
    ids::{CaseId, ShiftId},
    shift::{Parent, Shift, ShiftState, SignUpState},
};

/// How far a shift is, as far as its need cares.
pub fn link_state(shift: &Shift) -> LinkState {
    let any = |which: fn(SignUpState) -> bool| shift.roster.iter().any(|entry| which(entry.state));
    match shift.state {
        ShiftState::Cancelled { .. } => LinkState::Cancelled,
        ShiftState::Recorded if any(|state| state == SignUpState::HoursConfirmed) => {
            LinkState::Recorded
        }
        ShiftState::Recorded => LinkState::Cancelled,
        _ if any(|state| state.is_present() || state == SignUpState::HoursConfirmed) => {
            LinkState::Started
        }
        _ if any(SignUpState::holds_place) => LinkState::Claimed,
        _ => LinkState::Open,
    }
}

/// Brings the needs of all changed shifts up to date: the last thing that a decision does, before the month counts it.
pub(crate) fn follow(d: &mut Deciding) {
    for id in d.changed_shifts() {
        let Some(shift) = d.shift(id) else { continue };
        let after = link_state(shift);
        let parent = shift.about.parent;
        let before = d
            .before_shift(id)
            .map(|before| (link_state(before), before.about.parent));
        if before == Some((after, parent)) {
            continue;
        }
        if let Some((_, Some(Parent::Case(case)))) = before.filter(|(_, was)| *was != parent) {
            unlink(d, case, id);
        }
        if let Some(Parent::Case(case)) = parent {
            link(d, case, id, after);
        }
    }
}

fn link(d: &mut Deciding, case: CaseId, shift: ShiftId, state: LinkState) {
    let Some(found) = d.edit_case(case) else {
        return;
    };
    match found.shifts.iter_mut().find(|link| link.shift == shift) {
        Some(link) => link.state = state,
        None => found.shifts.push(ShiftLink { shift, state }),
    }
    progress(d, case);
}

fn unlink(d: &mut Deciding, case: CaseId, shift: ShiftId) {
    if let Some(found) = d.edit_case(case) {
        found.shifts.retain(|link| link.shift != shift);
        progress(d, case);
    }
}

fn progress(d: &mut Deciding, id: CaseId) {
    let Some(case) = d.case(id) else { return };
    let live: Vec<LinkState> = case
        .shifts
        .iter()
        .map(|link| link.state)
        .filter(|state| *state != LinkState::Cancelled)
        .collect();
    let any = |state| live.contains(&state);
    let open = matches!(
        case.state,
        CaseState::Accepted | CaseState::Assigned | CaseState::InProgress
    );
    let to = if !open {
        return;
    } else if !live.is_empty() && live.iter().all(|state| *state == LinkState::Recorded) {
        CaseState::Resolved
    } else if any(LinkState::Started) || any(LinkState::Recorded) {
        CaseState::InProgress
    } else if any(LinkState::Claimed) || case.assignee.is_some() {
        if case.state == CaseState::InProgress && case.assignee.is_some() {
            CaseState::InProgress
        } else {
            CaseState::Assigned
        }
    } else {
        CaseState::Accepted
    };
    if to != case.state {
        move_to(d, id, to, None);
    }
}
