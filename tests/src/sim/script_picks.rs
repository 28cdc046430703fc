//! What somebody picks: mostly something that fits, at times anything, at times what is not there.

use super::{
    model::{NeedStand, Roster, Stand},
    world::World,
};
use linli_domain::{CaseId, PersonId, ShiftId, SignUpId};

impl World {
    pub(super) fn some_shift(&mut self, fits: impl Fn(&Roster) -> bool) -> Option<ShiftId> {
        if self.rng.chance(8) {
            return Some(ShiftId(self.rng.uuid()));
        }
        let fitting: Vec<ShiftId> = self
            .model
            .shifts
            .iter()
            .filter(|(_, roster)| fits(roster))
            .map(|(id, _)| *id)
            .collect();
        let all: Vec<ShiftId> = self.model.shifts.keys().copied().collect();
        let from = if fitting.is_empty() || self.rng.chance(100) {
            all
        } else {
            fitting
        };
        self.rng.pick(&from).copied()
    }

    pub(super) fn some_entry(&mut self, shift: ShiftId, fits: impl Fn(Stand) -> bool) -> SignUpId {
        let Some(roster) = self.model.shifts.get(&shift) else {
            return SignUpId(self.rng.uuid());
        };
        let fitting: Vec<SignUpId> = roster
            .entries
            .iter()
            .filter(|e| fits(e.stand))
            .map(|e| e.id)
            .collect();
        let all: Vec<SignUpId> = roster.entries.iter().map(|e| e.id).collect();
        let from = if fitting.is_empty() || self.rng.chance(150) {
            all
        } else {
            fitting
        };
        self.rng
            .pick(&from)
            .copied()
            .unwrap_or(SignUpId(uuid::Uuid::from_u128(1)))
    }

    pub(super) fn somebody(&mut self) -> PersonId {
        let people: Vec<PersonId> = self.members.iter().map(|member| member.person).collect();
        people[self.rng.below(people.len())]
    }

    pub(super) fn some_need(&mut self, fits: impl Fn(NeedStand) -> bool) -> Option<CaseId> {
        let fitting: Vec<CaseId> = self
            .model
            .needs
            .iter()
            .filter(|(_, need)| fits(need.stand))
            .map(|(id, _)| *id)
            .collect();
        let all: Vec<CaseId> = self.model.needs.keys().copied().collect();
        let from = if fitting.is_empty() || self.rng.chance(150) {
            all
        } else {
            fitting
        };
        self.rng.pick(&from).copied()
    }
}
