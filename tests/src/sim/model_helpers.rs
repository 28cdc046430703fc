//! The judge's rules of named helpers: a daughter or a neighbour signs somebody up, and gives such a place back.

use super::model::{Model, No, Roster, Verdict, must};
use linli_domain::{PersonId, ShiftId, SignUpId, time::Instant};

/// So many helpers has one person at most.
const HELPERS: usize = 5;
/// So many people does one help at most.
const HELPED: usize = 50;

impl Model {
    /// Whether somebody is named to help a person.
    pub fn helps(&self, helper: PersonId, person: PersonId) -> bool {
        self.helped.contains(&(person, helper))
    }

    /// Who helps a person.
    pub fn helpers_of(&self, person: PersonId) -> Vec<PersonId> {
        let bonds = self.helped.iter();
        let theirs = bonds.filter(|(helped, _)| *helped == person);
        theirs.map(|(_, helper)| *helper).collect()
    }

    /// Whom somebody helps.
    pub fn helped_by(&self, helper: PersonId) -> Vec<PersonId> {
        let bonds = self.helped.iter();
        let theirs = bonds.filter(|(_, by)| *by == helper);
        theirs.map(|(helped, _)| *helped).collect()
    }

    /// What others took for a person and nobody has come to yet.
    pub fn can_be_given_back(&self, person: PersonId) -> Vec<(ShiftId, SignUpId)> {
        let taken = self.shifts.iter().filter_map(|(shift, roster)| {
            let entry = roster.of(person)?;
            let to_come = entry.stand.live() && !entry.stand.there();
            (to_come && entry.by.is_some()).then_some((*shift, entry.id))
        });
        taken.collect()
    }

    /// A person decides who helps them, and so does the desk in whose register they are.
    fn decides_who_helps(&self, me: PersonId, person: PersonId, now: Instant) -> Verdict {
        let there = self.people.get(&person).ok_or(No::here())?;
        must(!self.is_gone(person))?;
        must(me == person || (self.runs_desk(me, now) && !there.next_door))
    }

    pub(super) fn name_helper(
        &mut self,
        me: PersonId,
        person: PersonId,
        helper: PersonId,
        now: Instant,
    ) -> Verdict {
        self.decides_who_helps(me, person, now)?;
        must(helper != person)?;
        if self.helps(helper, person) {
            return Ok(());
        }
        let lives_next_door = |who| self.people.get(&who).map(|there| there.next_door);
        must(lives_next_door(helper).is_some() && !self.is_gone(helper))?;
        must(lives_next_door(helper) == lives_next_door(person))?;
        must(self.helpers_of(person).len() < HELPERS)?;
        must(self.helped_by(helper).len() < HELPED)?;
        self.helped.insert((person, helper));
        self.happened.push(("helper", "named"));
        if self.helpers_of(person).len() == HELPERS {
            self.happened.push(("helper", "the last of five"));
        }
        if self.helped_by(helper).len() == HELPED {
            self.happened.push(("helper", "of fifty people"));
        }
        Ok(())
    }

    pub(super) fn end_helper(
        &mut self,
        me: PersonId,
        person: PersonId,
        helper: PersonId,
        now: Instant,
    ) -> Verdict {
        self.decides_who_helps(me, person, now)?;
        if self.helped.remove(&(person, helper)) {
            self.happened.push(("helper", "ended"));
        }
        Ok(())
    }

    /// The shift, where somebody may sign that person up: who runs it, and who helps them.
    pub(super) fn signs_up_whom(
        &self,
        me: PersonId,
        shift: ShiftId,
        whom: PersonId,
        now: Instant,
    ) -> Result<&Roster, No> {
        if self.helps(me, whom) {
            return self.shifts.get(&shift).ok_or(No::here());
        }
        self.runs(me, shift, now)
    }

    /// Whether what somebody does for another, they do as a helper and not because they run the shift.
    pub fn as_helper(&self, me: PersonId, shift: ShiftId, whom: PersonId, now: Instant) -> bool {
        self.helps(me, whom) && self.runs(me, shift, now).is_err()
    }

    /// For the counts: what a helper did of a shift.
    pub(super) fn a_helper_did(
        &mut self,
        me: PersonId,
        (shift, id): (ShiftId, SignUpId),
        now: Instant,
        [site, visit]: [&'static str; 2],
    ) {
        let roster = self.shifts.get(&shift);
        let entry = roster.and_then(|roster| Some((roster.is_visit(), roster.entry(id)?.person)));
        if let Some((is_visit, whom)) = entry
            && self.as_helper(me, shift, whom, now)
        {
            let what = if is_visit { visit } else { site };
            self.happened.push(("helper", what));
        }
    }
}
