//! The judge's rules of home visits: who may do one, who is told of it, and who knows where to go.

use super::model::{Announced, Mark, Model, NeedStand, No, Roster, Stand, Verdict, must};
use chrono::TimeDelta;
use linli_domain::{
    CaseId, PersonId, ShiftId, SignUpId,
    case::Recipient,
    shift::{Evidence, Parent},
    time::Instant,
};

/// An address is known so long before the start of a visit, and as long after its end.
const A_DAY: TimeDelta = TimeDelta::hours(24);

impl Model {
    /// Who asked to do a visit, at the word of somebody who runs it: never one's own.
    fn asker(
        &self,
        me: PersonId,
        shift: ShiftId,
        id: SignUpId,
        now: Instant,
    ) -> Result<(PersonId, Stand), No> {
        let entry = self.runs(me, shift, now)?.entry(id).ok_or(No::here())?;
        must(entry.person != me)?;
        Ok((entry.person, entry.stand))
    }

    pub(super) fn approve(
        &mut self,
        me: PersonId,
        shift: ShiftId,
        id: SignUpId,
        now: Instant,
    ) -> Verdict {
        let (person, stand) = self.asker(me, shift, id, now)?;
        if stand.approved() || stand == Stand::Settled {
            return Ok(());
        }
        must(stand == Stand::Requested)?;
        let roster = self.shifts.get(&shift).ok_or(No::here())?;
        must(roster.open() && now < roster.about.span.end)?;
        // Nobody is in two places: the visit may have been moved since they asked.
        must(!self.busy(person, shift, &roster.about.span))?;
        self.set(shift, id, Stand::Confirmed);
        self.tell(me, person, "approved");
        self.happened.push(("visit", "approved"));
        Ok(())
    }

    pub(super) fn decline_request(
        &mut self,
        me: PersonId,
        shift: ShiftId,
        id: SignUpId,
        reason: &str,
        now: Instant,
    ) -> Verdict {
        let (person, stand) = self.asker(me, shift, id, now)?;
        if stand == Stand::Declined {
            return Ok(());
        }
        must(stand == Stand::Requested && !reason.trim().is_empty())?;
        self.set(shift, id, Stand::Declined);
        self.is_reached(shift, person, |_| true);
        self.forget_tries(person, shift);
        self.tell(me, person, "request_declined");
        self.happened.push(("visit", "declined"));
        Ok(())
    }

    /// Who is visited.
    fn visited(&self, roster: &Roster) -> Option<&Recipient> {
        let Parent::Case(case) = roster.about.parent.filter(|_| roster.is_visit())?;
        self.needs.get(&case)?.about.recipient.as_ref()
    }

    /// Whether the need that a shift answers has not been taken back.
    fn wanted(&self, roster: &Roster) -> bool {
        let Some(Parent::Case(case)) = roster.about.parent else {
            return true;
        };
        self.needs
            .get(&case)
            .is_none_or(|need| need.stand != NeedStand::Withdrawn)
    }

    pub(super) fn tell_resident(&mut self, me: PersonId, shift: ShiftId, now: Instant) -> Verdict {
        let roster = self.shifts.get(&shift).ok_or(No::here())?;
        must(self.runs_desk(me, now) && self.visited(roster).is_some())?;
        let come = roster
            .entries
            .iter()
            .filter(|entry| entry.stand.approved() || entry.stand == Stand::Settled);
        let news = Announced {
            span: roster.about.span,
            people: come.map(|entry| entry.person).collect(),
            cancelled: roster.cancelled,
        };
        let is_news = match &roster.resident_told {
            None => news.cancelled || !news.people.is_empty(),
            Some(told) if news.cancelled => !told.cancelled,
            Some(told) => *told != news,
        };
        if is_news && now < news.span.end {
            self.roster(shift)?.resident_told = Some(news);
            self.happened.push(("visit", "resident told"));
        }
        Ok(())
    }

    /// Whoever was helped has said how it was.
    pub(super) fn is_called_back(&mut self, case: CaseId, helped: bool, rating: Option<u8>) {
        let Some(need) = self.needs.get_mut(&case) else {
            return;
        };
        need.rating = rating.or(need.rating);
        let links = need.links.clone();
        let how = if helped { "helped" } else { "not helped" };
        self.happened.push(("call back", how));
        for (shift, _) in links.into_iter().filter(|_| helped) {
            self.is_believed_more(shift);
        }
    }

    /// What people said themselves of a shift, the one who was helped says too.
    fn is_believed_more(&mut self, shift: ShiftId) {
        let better = |evidence: &mut Evidence| {
            if *evidence == Evidence::SelfReported {
                *evidence = Evidence::RecipientConfirmed;
            }
        };
        let roster = self.shifts.get_mut(&shift);
        for entry in roster.into_iter().flat_map(|roster| &mut roster.entries) {
            let marks = entry.arrived.iter_mut().chain(&mut entry.left);
            marks.for_each(|mark: &mut Mark| better(&mut mark.evidence));
            if let Some(record) = self.records.get_mut(&entry.id) {
                better(&mut record.evidence);
            }
        }
        self.touched.insert(shift);
    }

    /// The visits by which somebody knows an address, from when until when each.
    pub fn doors_of(&self, person: PersonId) -> Vec<(ShiftId, &Recipient, Instant, Instant)> {
        if self.is_gone(person) {
            return Vec::new();
        }
        let approved = |roster: &Roster| {
            let entry = roster.of(person);
            entry.is_some_and(|entry| entry.stand.approved() && !entry.released)
        };
        let shifts = self.shifts.iter();
        let mine = shifts.filter(|(_, roster)| !roster.cancelled && approved(roster));
        mine.filter_map(|(id, roster)| {
            let span = roster.about.span;
            let recipient = self.visited(roster).filter(|_| self.wanted(roster))?;
            Some((*id, recipient, span.start - A_DAY, span.end + A_DAY))
        })
        .collect()
    }
}
