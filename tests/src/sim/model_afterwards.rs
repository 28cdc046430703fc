//! The judge's rules of what comes after all: a shift is put off, or goes to somebody else to lead.

use super::{
    model::{Entry, Model, No, Stand, Verdict, must},
    model_blocks::NOBODY,
};
use chrono::TimeDelta;
use linli_domain::{
    PersonId, ShiftId,
    time::{Instant, Span},
};
use std::collections::BTreeSet;

/// What somebody gives as a reason: a line, and not an empty one.
pub(super) fn is_said(reason: &str) -> Verdict {
    must(!reason.trim().is_empty() && reason.chars().count() <= 200)
}

impl Model {
    /// Everybody hears of the new time; whoever had a place for sure says again whether they come.
    pub(super) fn postpone(
        &mut self,
        me: PersonId,
        shift: ShiftId,
        span: Span,
        reason: &str,
        now: Instant,
    ) -> Verdict {
        let roster = self.shifts.get(&shift).ok_or(No::here())?;
        must(self.runs_desk(me, now))?;
        must(roster.open())?;
        is_said(reason)?;
        must(span != roster.about.span && span.start > now)?;
        must(span.end > span.start && span.end - span.start <= TimeDelta::hours(24))?;
        let marked = |stand| matches!(stand, Stand::Absent | Stand::Unmarked);
        let mut entries = roster.entries.iter();
        must(!entries.any(|entry| entry.arrived.is_some() || marked(entry.stand)))?;
        self.the_gone_stay_away(shift);
        let roster = self.roster(shift)?;
        let later = span.start - roster.about.span.start;
        roster.about.span = span;
        let deadlines = [&mut roster.about.sign_up_by, &mut roster.about.withdraw_by];
        for by in deadlines.into_iter().flatten() {
            *by += later;
        }
        roster.begins_anew();
        let mut told: BTreeSet<PersonId> = BTreeSet::new();
        told.extend(roster.about.lead.iter().chain(&roster.about.deputy));
        let named = |entry: &&mut Entry| entry.person != NOBODY && entry.stand.live();
        for entry in roster.entries.iter_mut().filter(named) {
            told.insert(entry.person);
            if entry.stand == Stand::Confirmed {
                entry.stand = Stand::Reconfirm;
            }
        }
        for person in told {
            self.tell(me, person, "shift_postponed");
        }
        self.happened.push(("shift", "put off"));
        Ok(())
    }

    /// Who leads goes, and stands in from now on; who stood in before is neither.
    pub(super) fn hand_over(
        &mut self,
        me: PersonId,
        shift: ShiftId,
        to: PersonId,
        now: Instant,
    ) -> Verdict {
        let roster = self.runs(me, shift, now)?;
        let (lead, deputy) = (roster.about.lead, roster.about.deputy);
        if lead == Some(to) {
            return Ok(());
        }
        let comes = |stand| {
            matches!(
                stand,
                Stand::Confirmed | Stand::In | Stand::Out | Stand::Settled
            )
        };
        let on_roster = roster.of(to).is_some_and(|entry| comes(entry.stand));
        must(roster.open() && (deputy == Some(to) || on_roster))?;
        // Newcomers see nobody's data, and who leads sees the roster.
        must(self.is_there(to))?;
        must(deputy == Some(to) || !self.is_newcomer(to))?;
        let roster = self.roster(shift)?;
        roster.about.lead = Some(to);
        roster.about.deputy = lead.or(deputy.filter(|deputy| *deputy != to));
        let leads = [roster.about.lead, roster.about.deputy];
        roster
            .leaders_to_reach
            .retain(|leader, _| leads.contains(&Some(*leader)));
        let told: BTreeSet<PersonId> = lead.into_iter().chain(deputy).chain([to]).collect();
        for person in told {
            self.tell(me, person, "handed_over");
        }
        let to_whom = if deputy == Some(to) {
            "to the deputy"
        } else {
            "to somebody on the roster"
        };
        self.happened.push(("handed over", to_whom));
        Ok(())
    }
}
