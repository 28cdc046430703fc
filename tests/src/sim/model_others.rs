//! The judge's rules of what is done for others: signed up, added, given back, told by telephone.

use super::{
    model::{Model, No, Roster, Stand, Verdict, must},
    model_blocks::NOBODY,
};
use chrono::TimeDelta;
use linli_domain::{NoticeId, PersonId, ShiftId, SignUpId, time::Instant};

const HALF_AN_HOUR: TimeDelta = TimeDelta::minutes(30);

impl Model {
    /// The shift, where somebody runs it: its lead, its deputy, its desk.
    pub(super) fn runs(&self, me: PersonId, shift: ShiftId, now: Instant) -> Result<&Roster, No> {
        let roster = self.shifts.get(&shift).ok_or(No::here())?;
        must(roster.leads(me) || self.runs_desk(me, now))?;
        Ok(roster)
    }

    pub(super) fn sign_up_for(
        &mut self,
        me: PersonId,
        shift: ShiftId,
        id: SignUpId,
        whom: PersonId,
        or_wait: bool,
        now: Instant,
    ) -> Verdict {
        let roster = self.signs_up_whom(me, shift, whom, now)?;
        must(self.is_known_here(whom))?;
        if roster.of(whom).is_some_and(|entry| entry.id == id) {
            return Ok(());
        }
        let by = (me != whom).then_some(me);
        self.joins_ahead(whom, by, shift, id, or_wait, now)?;
        let whats = ["signed somebody up", "asked to do a visit for somebody"];
        self.a_helper_did(me, (shift, id), now, whats);
        self.tell(me, whom, "signed_up_by_other");
        Ok(())
    }

    pub(super) fn add_on_site(
        &mut self,
        me: PersonId,
        shift: ShiftId,
        id: SignUpId,
        whom: PersonId,
        now: Instant,
    ) -> Verdict {
        let roster = self.runs(me, shift, now)?;
        must(self.is_known_here(whom))?;
        let there = roster.of(whom);
        if there.is_some_and(|entry| entry.id == id) {
            return Ok(());
        }
        must(there.is_none_or(|entry| {
            matches!(
                entry.stand,
                Stand::Gone { .. } | Stand::Declined | Stand::Waiting
            )
        }))?;
        must(!roster.cancelled && !roster.recorded)?;
        let span = roster.about.span;
        must(now >= span.start - HALF_AN_HOUR && now <= span.end + HALF_AN_HOUR)?;
        must(roster.holders() < usize::from(roster.about.slots))?;
        must(self.able(whom, &roster.about))?;
        must(!self.busy_still(whom, shift, &span, now))?;
        let by = (me != whom).then_some(me);
        let stand = self.stand_at_door(by, shift, now)?;
        self.joins(whom, by, shift, id, stand, now)?;
        self.tell(me, whom, "signed_up_by_other");
        Ok(())
    }

    pub(super) fn withdraw_for(
        &mut self,
        me: PersonId,
        shift: ShiftId,
        id: SignUpId,
        now: Instant,
    ) -> Verdict {
        let roster = self.shifts.get(&shift).ok_or(No::here())?;
        let entry = roster.entry(id).ok_or(No::here())?.clone();
        self.signs_up_whom(me, shift, entry.person, now)?;
        must(entry.by.is_some() && entry.person != NOBODY)?;
        self.gives_back(me, shift, id, now)?;
        // A member whose place stays the team's has heard of it.
        if entry.stand.live() && entry.block.is_none() {
            let what = "gave a place back for somebody";
            self.a_helper_did(me, (shift, id), now, [what; 2]);
            self.tell(me, entry.person, "given_back_by_other");
        }
        Ok(())
    }

    pub(super) fn tell_by_phone(
        &mut self,
        me: PersonId,
        shift: ShiftId,
        whom: PersonId,
        now: Instant,
    ) -> Verdict {
        let roster = self.runs(me, shift, now)?;
        must(me != whom)?;
        let entry = roster.of(whom);
        must(entry.is_some() || roster.leads(whom))?;
        let as_leader = roster.leaders_to_reach.get(&whom).copied();
        let told = entry.and_then(|entry| entry.to_reach);
        self.phoned.extend(told.into_iter().chain(as_leader));
        self.is_reached(shift, whom, |_| true);
        Ok(())
    }

    /// What somebody had not heard of a shift, they have.
    pub(super) fn is_reached(
        &mut self,
        shift: ShiftId,
        whom: PersonId,
        which: impl Fn(NoticeId) -> bool,
    ) {
        let Some(roster) = self.shifts.get_mut(&shift) else {
            return;
        };
        roster
            .leaders_to_reach
            .retain(|leader, told| *leader != whom || !which(*told));
        for entry in roster.entries.iter_mut().filter(|e| e.person == whom) {
            entry.to_reach = entry.to_reach.filter(|told| !which(*told));
        }
        self.touched.insert(shift);
    }

    /// Somebody was told what they must act on: until they see it, they are not reached.
    pub fn must_reach(&mut self, shift: ShiftId, whom: PersonId, notice: NoticeId) {
        self.acting.insert(notice, shift);
        let Some(roster) = self.shifts.get_mut(&shift) else {
            return;
        };
        let leads = roster.leads(whom);
        match roster.entries.iter_mut().find(|e| e.person == whom) {
            Some(entry) => entry.to_reach = Some(notice),
            None if leads => {
                roster.leaders_to_reach.insert(whom, notice);
            }
            None => {}
        }
    }
}
