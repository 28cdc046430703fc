//! What whoever leads a team does: bring it, name who comes, give places back.

use super::{
    model::{Entry, Model, Roster, Stand},
    model_blocks::NOBODY,
    script_deeds::Deed,
    world::World,
};
use linli_domain::{
    BlockId, Command, OrganizationId, PersonId, ShiftId, shift::Consented, time::Instant,
};

/// How often somebody does these, by what there is to do.
pub(super) fn weights(
    model: &Model,
    person: PersonId,
    now: Instant,
    worker: usize,
) -> [(Deed, usize); 3] {
    let any = |which: &dyn Fn(&Roster) -> bool| usize::from(model.shifts.values().any(which));
    let leads = usize::from(model.leads_some_team(person, now));
    let room =
        any(&|roster| roster.to_come(now) && roster.holders() < usize::from(roster.about.slots));
    let held = any(&|roster| roster.open() && !roster.blocks.is_empty());
    let who = 2 * leads + worker.min(1);
    [
        (Deed::ReserveBlock, (1 + 4 * room) * who),
        (Deed::NameMember, (1 + 12 * held) * who),
        (Deed::ReduceBlock, (1 + 2 * held) * who),
    ]
}

impl World {
    pub(super) fn reserves_a_block(&mut self) -> Option<Command> {
        let now = self.now;
        let shift = self.some_shift(|roster| {
            let room = roster.holders() < usize::from(roster.about.slots);
            roster.to_come(now) && room && !roster.is_visit()
        })?;
        let old = self.model.shifts.get(&shift)?.blocks.first();
        let old = old.map(|block| block.id).filter(|_| self.rng.chance(60));
        let team = if self.rng.chance(30) {
            OrganizationId(self.rng.uuid())
        } else {
            self.team
        };
        let headcount = [1, 1, 1, 2, 2, 3, 0, 51][self.rng.below(8)];
        Some(Command::ReserveBlock {
            shift,
            block: old.unwrap_or(BlockId(self.rng.uuid())),
            team,
            headcount,
        })
    }

    fn a_shift_with_a_block(&mut self) -> Option<ShiftId> {
        self.some_shift(|roster| roster.open() && !roster.blocks.is_empty())
    }

    pub(super) fn names_a_member(&mut self) -> Option<Command> {
        let shift = self.a_shift_with_a_block()?;
        let roster = self.model.shifts.get(&shift)?;
        let coming = |entry: &&Entry| matches!(entry.stand, Stand::Confirmed | Stand::Reconfirm);
        let places = roster.entries.iter().filter(|entry| entry.block.is_some());
        let places: Vec<_> = places.filter(coming).map(|entry| entry.id).collect();
        let sign_up = match self.rng.pick(&places).copied() {
            Some(place) if !self.rng.chance(50) => place,
            _ => self.some_entry(shift, |_| true),
        };
        let members = self.model.members(self.team, self.now);
        let person = match self.rng.below(10) {
            0 => None,
            1 => Some(self.somebody_else()),
            _ => self.rng.pick(&members).copied(),
        };
        Some(Command::NameMember {
            shift,
            sign_up,
            person,
            consent: Consented::ByPhone,
        })
    }

    pub(super) fn reduces_a_block(&mut self) -> Option<Command> {
        let shift = self.a_shift_with_a_block()?;
        let roster = self.model.shifts.get(&shift)?;
        let block = roster.blocks.first().map(|block| block.id);
        let block = block.unwrap_or(BlockId(self.rng.uuid()));
        let headcount = self.rng.below(3) as u16;
        Some(Command::ReduceBlock {
            shift,
            block,
            headcount,
        })
    }
}

/// Whether an entry has a name.
pub(super) fn named(entry: &&Entry) -> bool {
    entry.person != NOBODY
}
