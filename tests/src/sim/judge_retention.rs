//! The judge's look at what is kept: no telephone and no address longer than its time.

use super::{
    judge::{Verdict, check},
    model_needs::CONTACTS_KEPT_DAYS,
    world::World,
};
use chrono::TimeDelta;
use linli_domain::{
    Document, DocumentKey,
    case::{Case, CaseState},
    shift::{Shift, ShiftState, SignUpState},
};

impl World {
    /// At the end, when nothing is due any more.
    ///
    /// # Errors
    /// Where something is still there.
    pub(super) fn contacts_are_gone_in_time(&mut self) -> Verdict {
        let over = self.now - TimeDelta::days(CONTACTS_KEPT_DAYS);
        for (key, _) in self.server.all(linli_sync::Table::Documents) {
            let key: DocumentKey = key.parse().map_err(|_| "a bad key")?;
            let gone = match self.server.document(&key) {
                Some(Document::Case(case)) => case.since > over || is_forgotten(&case),
                Some(Document::Shift(shift)) => {
                    let old = shift.about.span.end <= over && is_over(&shift);
                    if old && shift.roster.iter().any(|entry| entry.person.is_some()) {
                        self.counts.one("retention", "a roster");
                    }
                    !old || nobody_can_be_called(&shift)
                }
                _ => true,
            };
            check(gone, || format!("{key} keeps a telephone after its time"))?;
        }
        Ok(())
    }
}

fn is_forgotten(case: &Case) -> bool {
    let ended = matches!(
        case.state,
        CaseState::Rejected | CaseState::Closed | CaseState::Withdrawn
    );
    !ended || case.about.recipient.is_none()
}

fn is_over(shift: &Shift) -> bool {
    matches!(
        shift.state,
        ShiftState::Recorded | ShiftState::Cancelled { .. }
    )
}

/// But who has not been reached, or waits for an answer; of a shift that was called off, whoever it was called off for.
fn nobody_can_be_called(shift: &Shift) -> bool {
    let settled = shift.state == ShiftState::Recorded;
    shift.roster.iter().all(|entry| {
        let waits = entry.contest.as_ref();
        let waits = waits.is_some_and(|contest| contest.answer.is_none());
        let left = matches!(
            entry.state,
            SignUpState::Withdrawn { .. } | SignUpState::Declined | SignUpState::Cancelled
        );
        entry.phone.is_none() || entry.to_reach.is_some() || waits || !(settled || left)
    })
}
