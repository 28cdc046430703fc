//! Who is named to help whom, and what helpers do, and try to do.

use super::{
    judge::Verdict,
    model::{Entry, Model, Roster},
    script_deeds::Deed,
    world::World,
};
use linli_domain::{Command, PersonId, ShiftId, SignUpId, time::Instant};

/// How often somebody does these, by what there is to do.
pub(super) fn weights(
    model: &Model,
    person: PersonId,
    now: Instant,
    worker: usize,
) -> [(Deed, usize); 5] {
    let helps = !model.helped_by(person).is_empty();
    let helped = !model.helpers_of(person).is_empty() || worker > 0;
    let mut rosters = model.shifts.values();
    let open = usize::from(helps && rosters.any(|roster| roster.to_come(now)));
    let mut rosters = model.shifts.values();
    let theirs = rosters.any(|r| r.entries.iter().any(|e| is_theirs(model, person, e)));
    [
        (Deed::NameHelper, 3 + 2 * worker),
        (Deed::EndHelper, 1 + usize::from(helped)),
        (Deed::SignUpFor, 7 * open),
        (Deed::WithdrawFor, 5 * usize::from(theirs)),
        (Deed::AddOnSite, usize::from(helps)),
    ]
}

/// Of one whom they help, or whom they signed up: perhaps they do not help them any more.
fn is_theirs(model: &Model, me: PersonId, entry: &Entry) -> bool {
    entry.stand.live() && (entry.by == Some(me) || model.helps(me, entry.person))
}

impl World {
    /// Mostly oneself, or for the desk anybody; at times somebody in whose name one may not speak.
    fn whose_helpers(&mut self, me: PersonId) -> PersonId {
        let others = if self.model.runs_desk(me, self.now) {
            57
        } else {
            12
        };
        match self.rng.below(100) {
            0..3 => self.stranger,
            n if n < 3 + others => self.somebody_else(),
            _ => me,
        }
    }

    /// Mostly somebody with a phone, who can help.
    fn some_helper(&mut self, person: PersonId) -> PersonId {
        match self.rng.below(100) {
            0..4 => PersonId(self.rng.uuid()),
            4..7 => person,
            7..11 => self.stranger,
            11..20 => self.kin[self.rng.below(self.kin.len())],
            20..40 => self.walk_ins[self.rng.below(self.walk_ins.len())],
            _ => self.somebody(),
        }
    }

    pub(super) fn names_a_helper(&mut self, me: PersonId) -> Command {
        let person = self.whose_helpers(me);
        let helper = self.some_helper(person);
        Command::NameHelper { person, helper }
    }

    pub(super) fn ends_a_helper(&mut self, me: PersonId) -> Command {
        let bonds = self.model.helped.iter().copied();
        let desk = self.model.runs_desk(me, self.now);
        let bonds: Vec<_> = bonds.filter(|(who, _)| desk || *who == me).collect();
        let (person, helper) = match self.rng.pick(&bonds).copied() {
            Some(bond) if !self.rng.chance(150) => bond,
            _ => {
                let person = self.whose_helpers(me);
                (person, self.some_helper(person))
            }
        };
        Command::EndHelper { person, helper }
    }

    /// Mostly somebody whom one helps, or once signed up, where there is such a person; else somebody.
    pub(super) fn somebody_to_help(&mut self, me: PersonId) -> PersonId {
        let mut theirs = self.model.helped_by(me);
        let rosters = self.model.shifts.values();
        let entries = rosters.flat_map(|roster| &roster.entries);
        theirs.extend(entries.filter(|e| e.by == Some(me)).map(|e| e.person));
        let few = self.model.runs_desk(me, self.now);
        match self.rng.pick(&theirs).copied() {
            Some(person) if self.rng.chance(if few { 150 } else { 850 }) => person,
            _ => self.somebody_else(),
        }
    }

    /// At times the entry of somebody whom one helps: one that another took, or that they took themselves.
    pub(super) fn an_entry_of_theirs(&mut self, me: PersonId) -> Option<(ShiftId, SignUpId)> {
        let model = &self.model;
        let theirs = model
            .shifts
            .iter()
            .flat_map(|(shift, roster): (_, &Roster)| {
                let entries = roster.entries.iter();
                let theirs = entries.filter(|entry| is_theirs(model, me, entry));
                theirs.map(|entry| (*shift, entry.id))
            });
        let theirs: Vec<_> = theirs.collect();
        let few = self.model.runs_desk(me, self.now);
        let found = self.rng.pick(&theirs).copied();
        found.filter(|_| self.rng.chance(if few { 100 } else { 800 }))
    }

    /// Somebody has a family: everybody is named to help them, as far as that goes.
    ///
    /// # Errors
    /// What the judge finds.
    pub(super) fn somebody_has_a_family(&mut self) -> Verdict {
        let person = self.somebody_else();
        let who = if self.rng.chance(500) {
            self.members[0].person
        } else {
            person
        };
        if !self.model.people.contains_key(&who) {
            return Ok(());
        }
        let members = self.members.iter().map(|member| member.person);
        let all = members.chain(self.walk_ins.iter().chain(&self.kin).copied());
        let all: Vec<PersonId> = all.filter(|helper| *helper != person).collect();
        for helper in all {
            self.directly(who, &Command::NameHelper { person, helper })?;
        }
        Ok(())
    }

    /// A whole courtyard names the same neighbour.
    ///
    /// # Errors
    /// What the judge finds.
    pub(super) fn everybody_asks_the_same(&mut self) -> Verdict {
        let helper = self.somebody();
        for n in 0..51 {
            let person = self.registers(100 + n);
            self.kin.push(person);
            self.directly(person, &Command::NameHelper { person, helper })?;
        }
        Ok(())
    }
}
