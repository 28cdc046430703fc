//! The judge's rules of teams' blocks: places that a team holds, whoever takes them.

use super::{
    judge::{self, check},
    model::{Entry, Model, No, Roster, Stand, Verdict, must},
};
use linli_domain::{
    BlockId, OrganizationId, PersonId, ShiftId, SignUpId, shift::Shift, time::Instant,
};
use std::cmp::Reverse;

/// Who has a place of a team that has no name yet.
pub const NOBODY: PersonId = PersonId::SYSTEM;

/// So many places of a team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    pub id: BlockId,
    pub team: OrganizationId,
    pub places: u16,
}

/// The id of a place: the block's, counted on.
fn place(block: BlockId, n: u16) -> SignUpId {
    SignUpId(uuid::Uuid::from_u128(block.0.as_u128() + u128::from(n) + 1))
}

impl Roster {
    pub fn block(&self, id: BlockId) -> Option<&Block> {
        self.blocks.iter().find(|block| block.id == id)
    }

    /// Whose place it is.
    pub fn team_of(&self, entry: &Entry) -> Option<OrganizationId> {
        Some(self.block(entry.block?)?.team)
    }

    /// One place of a team is none any more.
    fn lessens(&mut self, id: BlockId) {
        for block in self.blocks.iter_mut().filter(|block| block.id == id) {
            block.places -= 1;
        }
        self.blocks.retain(|block| block.places > 0);
    }

    /// Whoever loses a place of a team waits for one of their own.
    pub(super) fn leaves_team(&mut self, id: SignUpId) {
        let entry = self.entries.iter_mut().find(|entry| entry.id == id);
        if let Some(block) = entry.and_then(|entry| entry.block.take()) {
            self.lessens(block);
        }
    }

    /// Fewer places: those of teams without a name are the first to go, the newest team's before the others'.
    pub(super) fn nameless_places_go(&mut self) {
        let slots = usize::from(self.about.slots);
        for block in self.blocks.clone().into_iter().rev() {
            while self.holders() > slots {
                let of_block = |entry: &&Entry| entry.block == Some(block.id);
                let nameless = |entry: &&Entry| of_block(entry) && entry.person == NOBODY;
                let last = self.entries.iter().filter(nameless).max_by_key(|e| e.rank);
                let Some(last) = last.map(|entry| entry.id) else {
                    break;
                };
                self.entries.retain(|entry| entry.id != last);
                self.lessens(block.id);
            }
        }
    }
}

impl Model {
    pub(super) fn reserve_block(
        &mut self,
        me: PersonId,
        shift: ShiftId,
        block: Block,
        now: Instant,
    ) -> Verdict {
        let roster = self.shifts.get(&shift).ok_or(No::here())?;
        must(self.leads_team(me, block.team, now) || self.runs_desk(me, now))?;
        if let Some(there) = roster.block(block.id) {
            return must(there.team == block.team);
        }
        must(self.teams.contains(&block.team))?;
        must((1..=50).contains(&block.places) && !roster.is_visit())?;
        must(roster.to_come(now) && roster.about.sign_up_by.is_none_or(|by| now <= by))?;
        let places = usize::from(block.places);
        must(roster.entries.len() + places <= self.list_bound)?;
        must(roster.holders() + places <= usize::from(roster.about.slots))?;
        let roster = self.roster(shift)?;
        for n in 0..block.places {
            let id = place(block.id, n);
            roster.entries.push(Entry {
                block: Some(block.id),
                ..Entry::new(id, NOBODY, roster.next_rank, Some(me), Stand::Confirmed)
            });
            roster.next_rank += 1;
        }
        roster.blocks.push(block);
        self.happened.push(("block", "reserved"));
        Ok(())
    }

    /// The block, where somebody leads its team or runs the shift.
    fn block_of(
        &self,
        me: PersonId,
        shift: ShiftId,
        block: BlockId,
        now: Instant,
    ) -> Result<Block, No> {
        let roster = self.shifts.get(&shift).ok_or(No::here())?;
        let block = roster.block(block).ok_or(No::here())?;
        must(self.leads_team(me, block.team, now) || self.runs(me, shift, now).is_ok())?;
        Ok(block.clone())
    }

    pub(super) fn name_member(
        &mut self,
        me: PersonId,
        shift: ShiftId,
        id: SignUpId,
        whom: PersonId,
        now: Instant,
    ) -> Verdict {
        let roster = self.shifts.get(&shift).ok_or(No::here())?;
        let entry = roster.entry(id).ok_or(No::here())?.clone();
        let block = self.block_of(me, shift, entry.block.ok_or(No::here())?, now)?;
        if entry.person == whom {
            return Ok(());
        }
        must(matches!(entry.stand, Stand::Confirmed | Stand::Reconfirm))?;
        if whom != NOBODY {
            must(self.is_in(whom, block.team, now))?;
            let free =
                |stand| matches!(stand, Stand::Gone { .. } | Stand::Declined | Stand::Waiting);
            must(roster.of(whom).is_none_or(|entry| free(entry.stand)))?;
            must(roster.open() && now < roster.about.span.end)?;
            must(self.fits(whom, shift) && self.promises(whom, now) < self.promises_bound)?;
        }
        self.loses_its_name(me, shift, id);
        if whom == NOBODY {
            self.happened.push(("block", "a name taken off"));
            return Ok(());
        }
        let roster = self.roster(shift)?;
        roster.entries.retain(|entry| entry.person != whom);
        let mut entries = roster.entries.iter_mut();
        let place = entries.find(|entry| entry.id == id).ok_or(No::here())?;
        (place.person, place.by, place.released) = (whom, Some(me), false);
        self.tell(me, whom, "signed_up_by_other");
        let how = if entry.person == NOBODY {
            "named"
        } else {
            "replaced"
        };
        self.happened.push(("block", how));
        Ok(())
    }

    /// A place stays the team's, and nobody has it.
    pub(super) fn loses_its_name(&mut self, me: PersonId, shift: ShiftId, id: SignUpId) {
        let Some(roster) = self.shifts.get_mut(&shift) else {
            return;
        };
        self.touched.insert(shift);
        let entry = roster.entries.iter_mut().find(|entry| entry.id == id);
        let Some(entry) = entry.filter(|entry| entry.person != NOBODY) else {
            return;
        };
        let person = std::mem::replace(&mut entry.person, NOBODY);
        entry.stand = Stand::Confirmed;
        (entry.coming, entry.to_reach) = (false, None);
        self.is_reached(shift, person, |_| true);
        self.forget_tries(person, shift);
        self.tell(me, person, "given_back_by_other");
    }

    pub(super) fn reduce_block(
        &mut self,
        me: PersonId,
        shift: ShiftId,
        block: BlockId,
        kept: u16,
        now: Instant,
    ) -> Verdict {
        let block = self.block_of(me, shift, block, now)?;
        let roster = self.shifts.get(&shift).ok_or(No::here())?;
        must(roster.open() && now < roster.about.span.end)?;
        let mut places: Vec<Entry> = roster.entries.clone();
        places.retain(|entry| entry.block == Some(block.id));
        let unmarked = |stand| matches!(stand, Stand::Confirmed | Stand::Reconfirm);
        must(places.iter().all(|entry| unmarked(entry.stand)))?;
        places.sort_by_key(|entry| (entry.person != NOBODY, Reverse(entry.rank)));
        places.truncate(usize::from(block.places.saturating_sub(kept)));
        for place in places {
            self.loses_its_name(me, shift, place.id);
            let roster = self.roster(shift)?;
            roster.entries.retain(|entry| entry.id != place.id);
            roster.lessens(block.id);
            let whose = if place.person == NOBODY {
                "a place without a name given back"
            } else {
                "a member's place given back"
            };
            self.happened.push(("block", whose));
        }
        self.touched.insert(shift);
        Ok(())
    }
}

/// What is kept of teams' blocks is what should be.
pub fn same_blocks(mine: &Roster, there: &Shift) -> judge::Verdict {
    let blocks = there.blocks.iter().map(|block| Block {
        id: block.id,
        team: block.team,
        places: block.headcount,
    });
    let blocks: Vec<Block> = blocks.collect();
    check(blocks == mine.blocks, || {
        format!("{}: teams hold {blocks:?}, not {:?}", there.id, mine.blocks)
    })?;
    for entry in &there.roster {
        let expected = mine.entry(entry.id).and_then(|entry| entry.block);
        check(entry.block == expected, || {
            format!("{}: {} is a place of another team", there.id, entry.id)
        })?;
    }
    Ok(())
}
