//! Who signs up, gives back, and says that they come.

use super::{
    model::{Model, Roster, Stand},
    script_deeds::Deed,
    world::World,
};
use linli_domain::{Command, PersonId, SignUpId, time::Instant};

fn mine(roster: &Roster, person: PersonId, which: fn(Stand) -> bool) -> bool {
    roster.of(person).is_some_and(|entry| which(entry.stand))
}

/// How often somebody does these, by what there is to do.
pub(super) fn weights(model: &Model, person: PersonId, now: Instant) -> [(Deed, usize); 3] {
    let any = |which: &dyn Fn(&Roster) -> bool| usize::from(model.shifts.values().any(which));
    let open = any(&|roster| roster.to_come(now)) > 0;
    let confirmed = any(&|roster| mine(roster, person, |stand| stand == Stand::Confirmed));
    let asked = any(&|roster| mine(roster, person, |stand| stand == Stand::Reconfirm));
    [
        (Deed::SignUp, if open { 26 } else { 3 }),
        (Deed::Withdraw, 3 + 5 * confirmed),
        (Deed::Reconfirm, 1 + 14 * asked),
    ]
}

impl World {
    pub(super) fn signs_up(&mut self, person: PersonId) -> Option<Command> {
        let now = self.now;
        let shift = self.some_shift(|roster| {
            roster.to_come(now) && !mine(roster, person, |stand| stand.live())
        })?;
        let taken = self
            .rng
            .chance(15)
            .then(|| self.some_entry(shift, |_| true));
        let sign_up = taken.unwrap_or(SignUpId(self.rng.uuid()));
        Some(Command::SignUp {
            shift,
            sign_up,
            or_wait: self.rng.chance(850),
        })
    }

    pub(super) fn gives_back(&mut self, person: PersonId) -> Option<Command> {
        let to_come = |stand: Stand| stand.live() && !stand.there();
        let shift = self.some_shift(|roster| mine(roster, person, to_come))?;
        Some(Command::Withdraw { shift })
    }

    pub(super) fn reconfirms(&mut self, person: PersonId) -> Option<Command> {
        let asked = |stand| stand == Stand::Reconfirm;
        let shift = self.some_shift(|roster| mine(roster, person, asked))?;
        Some(Command::Reconfirm { shift })
    }
}
