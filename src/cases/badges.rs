//! States as badges: the word comes from `words.rs`, the shape from here.

use crate::ui::Status;
use linli_domain::{
    case::CaseState,
    shift::{Phase, SignUpState},
};

/// The shape of a need's state.
#[must_use]
pub fn case_badge(state: CaseState) -> Status {
    match state {
        CaseState::Submitted => Status::Plain,
        CaseState::Accepted | CaseState::Assigned | CaseState::InProgress => Status::Open,
        CaseState::Resolved | CaseState::Closed => Status::Done,
        CaseState::Rejected | CaseState::Withdrawn => Status::Refused,
    }
}

/// The shape of a shift's phase.
#[must_use]
pub fn phase_badge(phase: Phase) -> Status {
    match phase {
        Phase::Open | Phase::Running => Status::Open,
        Phase::Draft | Phase::Full | Phase::Closed | Phase::Ended => Status::Plain,
        Phase::Recorded => Status::Done,
        Phase::Cancelled => Status::Refused,
    }
}

/// The shape of where an entry of a roster stands.
#[must_use]
pub fn sign_up_badge(state: SignUpState) -> Status {
    match state {
        SignUpState::Confirmed => Status::Open,
        SignUpState::CheckedIn | SignUpState::CheckedOut | SignUpState::HoursConfirmed => {
            Status::Done
        }
        SignUpState::Requested | SignUpState::Offered { .. } | SignUpState::Reconfirm => {
            Status::Pending
        }
        SignUpState::Waitlisted | SignUpState::NotRecorded => Status::Plain,
        SignUpState::Declined
        | SignUpState::Withdrawn { .. }
        | SignUpState::Cancelled
        | SignUpState::NoShow { .. } => Status::Refused,
    }
}
