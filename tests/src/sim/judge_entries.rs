//! The judge of an entry: where somebody stands, when they came and left, what they said.

use super::{
    judge::{Verdict, check},
    model::{Entry, Mark, Stand},
    model_disputes::{Said, disagrees},
};
use linli_domain::{
    ShiftId, SignUpId,
    shift::{Presence, SignUp, SignUpState},
};

/// Who got a place or was asked, and who was told that one went past them.
#[derive(Default)]
pub(super) struct Taken {
    pub ups: Vec<(ShiftId, SignUpId, Stand)>,
    pub passed: Vec<(ShiftId, SignUpId)>,
}

#[must_use]
pub fn stand_of(state: SignUpState) -> Stand {
    match state {
        SignUpState::Requested => Stand::Requested,
        SignUpState::Offered { until } => Stand::Offered { until },
        SignUpState::Waitlisted => Stand::Waiting,
        SignUpState::Reconfirm => Stand::Reconfirm,
        SignUpState::Confirmed => Stand::Confirmed,
        SignUpState::CheckedIn => Stand::In,
        SignUpState::CheckedOut => Stand::Out,
        SignUpState::HoursConfirmed => Stand::Settled,
        SignUpState::Declined => Stand::Declined,
        SignUpState::Withdrawn { late } => Stand::Gone { late },
        SignUpState::Cancelled => Stand::CalledOff,
        SignUpState::NotRecorded => Stand::Unmarked,
        SignUpState::NoShow { .. } => Stand::Absent,
    }
}

fn same_mark(mark: &Option<Mark>, presence: &Option<Presence>) -> bool {
    match (mark, presence) {
        (None, None) => true,
        (Some(mark), Some(there)) => {
            mark.at == there.at
                && mark.evidence == there.evidence
                && mark.verified == there.verified
        }
        _ => false,
    }
}

/// Compares one entry; gives the new stand where it got a place, or was asked.
pub(super) fn same_entry(
    shift: ShiftId,
    mine: &Entry,
    there: &SignUp,
) -> Result<Option<Stand>, String> {
    let stand = stand_of(there.state);
    let given = matches!(stand, Stand::Confirmed | Stand::Requested) || stand.offered();
    let stays = mine.lapsed.map(|until| Stand::Offered { until }) == Some(stand);
    let up = given && !stays && mine.stand == Stand::Waiting;
    check(stand == mine.stand || up, || {
        format!(
            "{shift}: {} stands {stand:?} and should stand {:?}",
            mine.person, mine.stand
        )
    })?;
    check(there.rank == mine.rank && there.id == mine.id, || {
        format!(
            "{shift}: {} has rank {} and should have {}",
            mine.person, there.rank, mine.rank
        )
    })?;
    same_attendance(shift, mine, there)?;
    same_contest(shift, mine, there)?;
    check(there.minutes == mine.minutes, || {
        format!(
            "{shift}: {:?} minutes should be {:?}",
            there.minutes, mine.minutes
        )
    })?;
    let asked = matches!(
        stand,
        Stand::Waiting | Stand::Requested | Stand::Confirmed | Stand::Reconfirm
    );
    check(there.coming == mine.coming || !asked, || {
        format!("{shift}: {} said that they come, or not", mine.person)
    })?;
    check(
        there.offer_lapsed == mine.lapsed.is_some() || stand != Stand::Waiting,
        || format!("{shift}: {} did not answer, or did", mine.person),
    )?;
    Ok(up.then_some(stand))
}

/// When they came and left, and who said so.
fn same_attendance(shift: ShiftId, mine: &Entry, there: &SignUp) -> Verdict {
    check(
        same_mark(&mine.arrived, &there.check_in) && same_mark(&mine.left, &there.check_out),
        || {
            format!(
                "{shift}: attendance {:?} {:?} should be {:?} {:?}",
                there.check_in, there.check_out, mine.arrived, mine.left
            )
        },
    )?;
    check(there.actor == mine.by, || {
        format!(
            "{shift}: {} was signed up by {:?}, not {:?}",
            mine.person, mine.by, there.actor
        )
    })?;
    check(there.entered_by == mine.entered_by, || {
        format!(
            "{shift}: the attendance of {} was entered by {:?}, not {:?}",
            mine.person, there.entered_by, mine.entered_by
        )
    })
}

/// What they said against their absence, and the answer.
fn same_contest(shift: ShiftId, mine: &Entry, there: &SignUp) -> Verdict {
    let contested = there.state == SignUpState::NoShow { contested: true };
    check(
        contested == (stand_of(there.state) == Stand::Absent && disagrees(mine)),
        || {
            format!(
                "{shift}: {} disagrees with their absence, or not",
                mine.person
            )
        },
    )?;
    let said = there.contest.as_ref().map(|said| Said {
        reason: said.reason.clone(),
        answer: said.answer.clone(),
    });
    check(said == mine.contest, || {
        format!(
            "{shift}: {} said {said:?}, not {:?}",
            mine.person, mine.contest
        )
    })
}
