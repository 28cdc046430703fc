//! Somebody wishes to be forgotten, thinks better of it, and is let go a week later; a list still holds them.

use super::{
    judge::Verdict,
    model::Model,
    model_erasure::Step,
    script_deeds::Deed,
    world::{HOME, World},
};
use chrono::TimeDelta;
use linli_domain::{
    Command, GrantId, PersonId,
    person::{Role, Scope},
    time::Instant,
};

/// How often somebody does these.
pub(super) fn weights(model: &Model) -> [(Deed, usize); 2] {
    let asked = usize::from(model.somebody_wishes_to_go());
    [
        (Deed::AskErasure, 1),
        (Deed::CallOffErasure, usize::from(asked > 0)),
    ]
}

impl Model {
    /// Whether somebody's week is running.
    pub(super) fn somebody_wishes_to_go(&self) -> bool {
        let mut leaving = self.leaving.values();
        leaving.any(|leaving| leaving.step == Step::Asked)
    }

    /// When the first of those whose week is running goes.
    pub(super) fn next_to_go(&self) -> Option<Instant> {
        let leaving = self.leaving.values();
        let waits = leaving.filter(|leaving| leaving.step == Step::Asked);
        waits.map(|leaving| leaving.from).min()
    }

    fn gone(&self) -> Vec<PersonId> {
        let people = self.people.keys().copied();
        people.filter(|person| self.is_gone(*person)).collect()
    }
}

impl World {
    /// Mostly oneself; for the desk anybody, at times somebody for whom one may not speak.
    fn who_goes(&mut self, me: PersonId) -> PersonId {
        let desk = self.model.runs_desk(me, self.now);
        match self.rng.below(20) {
            0 => self.stranger,
            1 => self.somebody_else(),
            2..16 if desk => self.somebody_else(),
            _ => me,
        }
    }

    pub(super) fn asks_to_be_forgotten(&mut self, me: PersonId) -> Command {
        let person = self.who_goes(me);
        Command::AskErasure { person }
    }

    pub(super) fn thinks_better_of_it(&mut self, me: PersonId) -> Command {
        let desk = self.model.runs_desk(me, self.now);
        let leaving = self.model.leaving.keys().copied();
        let theirs: Vec<_> = leaving.filter(|p| desk || *p == me).collect();
        let person = match self.rng.pick(&theirs).copied() {
            Some(person) if !self.rng.chance(100) => person,
            _ => self.who_goes(me),
        };
        Command::CallOffErasure { person }
    }

    /// Somebody without a phone comes to the desk's screen for it, or a list brings back whoever is gone.
    ///
    /// # Errors
    /// What the judge finds.
    pub(super) fn somebody_wishes_to_be_forgotten(&mut self) -> Verdict {
        let gone = self.model.gone();
        if let Some(person) = self.rng.pick(&gone).copied()
            && self.rng.chance(500)
        {
            return self.a_list_still_holds(person);
        }
        let mut people = self.walk_ins.clone();
        people.extend(&self.kin);
        let person = people[self.rng.below(people.len())];
        self.directly(person, &Command::AskErasure { person })
    }

    fn a_list_still_holds(&mut self, person: PersonId) -> Verdict {
        let again = if self.rng.chance(500) {
            let (desk, about) = (HOME.parse().unwrap(), self.about_somebody(HOME).into());
            Command::RegisterPerson {
                person,
                desk,
                about,
            }
        } else {
            let grant = GrantId(self.rng.uuid());
            let scope = Scope::Organization(self.team);
            let (role, to) = (Role::Volunteer, None);
            Command::GrantRole {
                person,
                grant,
                role,
                scope,
                to,
            }
        };
        self.directly(PersonId::SYSTEM, &again)
    }

    /// A week goes by, at times, where somebody waits for it: so many times in a thousand.
    ///
    /// # Errors
    /// What the judge finds.
    pub(super) fn a_week_goes_by(&mut self, per_mille: u32) -> Verdict {
        if !self.model.somebody_wishes_to_go() || !self.rng.chance(per_mille) {
            return Ok(());
        }
        self.passes(TimeDelta::days(7))?;
        self.time_ticks()
    }
}
