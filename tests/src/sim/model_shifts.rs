//! The judge's rules of rosters: sign up, give back, open, correct, call off.

use super::{
    model::{Entry, Model, No, Roster, Stand, Verdict, must},
    model_blocks::NOBODY,
};
use linli_domain::{
    CaseId, PersonId, ShiftId, SignUpId,
    shift::{Attendance, Parent, ShiftAbout},
    time::Instant,
};

impl Model {
    pub(super) fn sign_up(
        &mut self,
        me: PersonId,
        shift: ShiftId,
        id: SignUpId,
        or_wait: bool,
        now: Instant,
    ) -> Verdict {
        let roster = self.shifts.get(&shift).ok_or(No::here())?;
        let mine = roster.of(me);
        if mine.is_some_and(|entry| entry.id == id) {
            return Ok(());
        }
        self.joins_ahead(me, None, shift, id, or_wait, now)
    }

    /// Somebody joins before the deadline, by themselves or by another.
    pub(super) fn joins_ahead(
        &mut self,
        whom: PersonId,
        by: Option<PersonId>,
        shift: ShiftId,
        id: SignUpId,
        or_wait: bool,
        now: Instant,
    ) -> Verdict {
        let roster = self.shifts.get(&shift).ok_or(No::here())?;
        let there = roster.of(whom);
        must(
            there.is_none_or(|entry| matches!(entry.stand, Stand::Gone { .. } | Stand::Declined)),
        )?;
        must(roster.to_come(now))?;
        must(roster.about.sign_up_by.is_none_or(|by| now <= by))?;
        let full = roster.holders() >= usize::from(roster.about.slots);
        must(!full || or_wait)?;
        must(self.fits(whom, shift))?;
        let stand = if full {
            Stand::Waiting
        } else {
            self.stand_at_door(by, shift, now)?
        };
        self.joins(whom, by, shift, id, stand, now)
    }

    /// Whoever runs a visit and signs somebody else up for it has said that they may do it; a helper has not.
    pub(super) fn stand_at_door(
        &self,
        by: Option<PersonId>,
        shift: ShiftId,
        now: Instant,
    ) -> Result<Stand, super::model::No> {
        let roster = self.shifts.get(&shift).ok_or(No::here())?;
        Ok(match by {
            Some(by) if self.runs(by, shift, now).is_ok() => Stand::Confirmed,
            _ => roster.stand_with_place(),
        })
    }

    /// What holds at any door for whoever fits, and the new entry.
    pub(super) fn joins(
        &mut self,
        whom: PersonId,
        by: Option<PersonId>,
        shift: ShiftId,
        id: SignUpId,
        stand: Stand,
        now: Instant,
    ) -> Verdict {
        let roster = self.shifts.get(&shift).ok_or(No::here())?;
        must(roster.entry(id).is_none())?;
        must(self.promises(whom, now) < self.promises_bound)?;
        must(roster.of(whom).is_some() || roster.entries.len() < self.list_bound)?;
        self.roster(shift)?.comes_on(id, whom, by, stand);
        Ok(())
    }

    pub(super) fn withdraw(&mut self, me: PersonId, shift: ShiftId, now: Instant) -> Verdict {
        let roster = self.shifts.get(&shift).ok_or(No::here())?;
        let entry = roster.of(me).ok_or(No::here())?;
        let id = entry.id;
        self.gives_back(me, shift, id, now)
    }

    /// An entry's place is given back, by whom it may be.
    pub(super) fn gives_back(
        &mut self,
        me: PersonId,
        shift: ShiftId,
        id: SignUpId,
        now: Instant,
    ) -> Verdict {
        let roster = self.shifts.get(&shift).ok_or(No::here())?;
        let entry = roster.entry(id).ok_or(No::here())?;
        if matches!(entry.stand, Stand::Gone { .. }) {
            return Ok(());
        }
        must(matches!(
            entry.stand,
            Stand::Requested
                | Stand::Waiting
                | Stand::Offered { .. }
                | Stand::Reconfirm
                | Stand::Confirmed
        ))?;
        if entry.person == NOBODY {
            return Err(No::here());
        }
        let asked = entry.stand.offered();
        let late = !asked && entry.stand != Stand::Waiting && roster.is_late(now);
        let (person, lead) = (entry.person, roster.about.lead);
        if asked {
            self.happened.push(("offer", "refused"));
        }
        if entry.block.is_some() {
            self.loses_its_name(me, shift, id);
            self.happened.push(("block", "a member could not come"));
        } else {
            self.set(shift, id, Stand::Gone { late });
            self.is_reached(shift, person, |_| true);
            self.forget_tries(person, shift);
        }
        if let Some(lead) = lead.filter(|_| late) {
            self.tell(me, lead, "late_withdrawal");
        }
        Ok(())
    }

    /// Tries belong to a promise, and go with it.
    pub(super) fn forget_tries(&mut self, person: PersonId, shift: ShiftId) {
        if let Some(neighbour) = self.people.get_mut(&person) {
            neighbour.wrong_codes.remove(&shift);
        }
    }

    pub(super) fn reconfirm(&mut self, me: PersonId, shift: ShiftId) -> Verdict {
        let roster = self.shifts.get(&shift).ok_or(No::here())?;
        let entry = roster.of(me).ok_or(No::here())?;
        if entry.stand == Stand::Confirmed {
            return Ok(());
        }
        must(entry.stand == Stand::Reconfirm)?;
        must(!self.busy(me, shift, &roster.about.span))?;
        let id = entry.id;
        self.set(shift, id, Stand::Confirmed);
        self.comes(shift, id);
        self.is_reached(shift, me, |_| true);
        Ok(())
    }

    /// What a form must say, as far as the simulation gets it wrong.
    fn form(&self, about: &ShiftAbout) -> Verdict {
        must(about.title.0.values().any(|text| !text.trim().is_empty()))?;
        must(about.span.end > about.span.start && (1..=300).contains(&about.slots))?;
        must(about.place.as_str().starts_with(&self.home))?;
        let known = |person: &Option<PersonId>| {
            // Whoever leads reads the roster, and newcomers see nobody's data.
            person.is_none_or(|p| self.is_there(p) && !self.is_newcomer(p))
        };
        must(known(&about.lead) && known(&about.deputy))
    }

    pub(super) fn open_shift(
        &mut self,
        me: PersonId,
        shift: ShiftId,
        about: &ShiftAbout,
        now: Instant,
    ) -> Verdict {
        if let Some(there) = self.shifts.get(&shift) {
            return must(there.about == *about);
        }
        must(self.runs_desk(me, now))?;
        self.form(about)?;
        must(about.span.end > now)?;
        self.may_serve(me, about, now)?;
        let roster = Roster {
            about: about.clone(),
            cancelled: false,
            recorded: false,
            entries: Vec::new(),
            next_rank: 1,
            leaders_to_reach: Default::default(),
            reminded: false,
            asked: Vec::new(),
            resident_told: None,
            door_word: None,
            word_known_by: Default::default(),
            photos: Vec::new(),
            blocks: Vec::new(),
        };
        self.shifts.insert(shift, roster);
        self.touched.insert(shift);
        Ok(())
    }

    fn may_serve(&self, me: PersonId, about: &ShiftAbout, now: Instant) -> Verdict {
        use super::model::NeedStand::{Accepted, Assigned, InProgress};
        let Some(Parent::Case(case)) = about.parent else {
            return Ok(());
        };
        let need = self.needs.get(&case).ok_or(No::here())?;
        must(self.sees_need(me, need, now))?;
        must(need.words.is_none() && matches!(need.stand, Accepted | Assigned | InProgress))
    }

    pub(super) fn correct_shift(
        &mut self,
        me: PersonId,
        shift: ShiftId,
        about: &ShiftAbout,
        now: Instant,
    ) -> Verdict {
        let roster = self.shifts.get(&shift).ok_or(No::here())?;
        must(self.runs_desk(me, now))?;
        self.form(about)?;
        let was = roster.about.clone();
        let moved = was.span != about.span;
        must(!roster.recorded && !roster.cancelled)?;
        // Whoever was marked, there or not, keeps their place: a mark can be taken back.
        let marks = |entry: &&Entry| {
            entry.arrived.is_some() || matches!(entry.stand, Stand::Absent | Stand::Unmarked)
        };
        let marked = roster.entries.iter().filter(marks).count();
        // Nobody was approved for what a visit becomes while it is on.
        let void = asks_anew(&was, about);
        must(marked == 0 || !(moved || void))?;
        must(usize::from(about.slots) >= marked)?;
        if was.parent != about.parent {
            self.may_serve(me, about, now)?;
        }
        must(about.attendance == Attendance::Site || roster.blocks.is_empty())?;
        if was == *about {
            return Ok(());
        }
        let roster = self.roster(shift)?;
        roster.about = about.clone();
        let leads = [about.lead, about.deputy];
        roster
            .leaders_to_reach
            .retain(|leader, _| leads.contains(&Some(*leader)));
        if moved {
            roster.begins_anew();
            self.the_gone_stay_away(shift);
        }
        self.live_follow(me, shift, &was);
        Ok(())
    }

    /// What a correction makes of those who are on the roster, and what they are told.
    fn live_follow(&mut self, me: PersonId, shift: ShiftId, was: &ShiftAbout) {
        let Some(roster) = self.shifts.get_mut(&shift) else {
            return;
        };
        let about = roster.about.clone();
        let (moved, void) = (was.span != about.span, asks_anew(was, &about));
        roster.nameless_places_go();
        let (live, down) = roster.who_goes_down();
        let matters = ShiftAbout {
            slots: about.slots,
            min_staff: about.min_staff,
            ..was.clone()
        } != about;
        for Entry {
            id, person, stand, ..
        } in live
        {
            let freed = stand == Stand::Requested && about.attendance == Attendance::Site;
            let held = matches!(stand, Stand::Confirmed | Stand::Reconfirm);
            if down.contains(&id) {
                self.set(shift, id, Stand::Waiting);
                let roster = self.shifts.get_mut(&shift);
                roster.into_iter().for_each(|r| r.leaves_team(id));
                self.tell(me, person, "moved_to_waiting_list");
            } else if void && held {
                self.set(shift, id, Stand::Requested);
                self.tell(me, person, "approval_needed");
            } else if (freed || (moved && held)) && self.busy(person, shift, &about.span) {
                self.set(shift, id, Stand::Reconfirm);
                self.tell(me, person, "please_reconfirm");
            } else {
                if freed {
                    self.set(shift, id, Stand::Confirmed);
                }
                if matters {
                    self.tell(me, person, "shift_changed");
                }
            }
        }
    }

    pub(super) fn cancel_shift(
        &mut self,
        me: PersonId,
        shift: ShiftId,
        reason: &str,
        now: Instant,
    ) -> Verdict {
        let roster = self.shifts.get(&shift).ok_or(No::here())?;
        must(self.runs_desk(me, now))?;
        if roster.cancelled {
            return Ok(());
        }
        must(!roster.recorded && roster.arrived() == 0 && !reason.trim().is_empty())?;
        self.is_called_off(me, shift)
    }

    /// A need that was taken back leaves no shift open to which nobody has come yet.
    pub(super) fn is_needed_no_more(&mut self, me: PersonId, case: CaseId) -> Verdict {
        let links = self.needs.get(&case).map(|need| need.links.clone());
        for (shift, _) in links.unwrap_or_default() {
            let roster = self.shifts.get(&shift);
            let empty = |r: &Roster| !r.cancelled && !r.recorded && r.arrived() == 0;
            if roster.is_some_and(empty) {
                self.is_called_off(me, shift)?;
                self.happened.push(("need taken back", "with its shift"));
            }
        }
        Ok(())
    }

    fn is_called_off(&mut self, me: PersonId, shift: ShiftId) -> Verdict {
        let roster = self.roster(shift)?;
        roster.cancelled = true;
        let mut told: Vec<PersonId> = Vec::new();
        for entry in &mut roster.entries {
            if entry.stand.live() || entry.stand == Stand::Absent {
                entry.stand = Stand::CalledOff;
                told.push(entry.person);
            }
        }
        for leader in roster.about.lead.iter().chain(&roster.about.deputy) {
            if !told.contains(leader) {
                told.push(*leader);
            }
        }
        for person in told {
            self.tell(me, person, "shift_cancelled");
            self.forget_tries(person, shift);
        }
        Ok(())
    }
}

/// An approval is good for the visit that it was given for: not where a shift becomes one, or goes to somebody else.
fn asks_anew(was: &ShiftAbout, is: &ShiftAbout) -> bool {
    let same = (was.attendance, was.parent) == (is.attendance, is.parent);
    is.attendance == Attendance::Visit && !same
}

impl Roster {
    /// A new entry, in place of an older one of theirs.
    pub(super) fn comes_on(
        &mut self,
        id: SignUpId,
        person: PersonId,
        by: Option<PersonId>,
        stand: Stand,
    ) {
        self.entries.retain(|entry| entry.person != person);
        let entry = Entry::new(id, person, self.next_rank, by, stand);
        self.entries.push(entry);
        self.next_rank += 1;
    }

    /// Another time: nobody was reminded of it or said that they come then, and nobody is asked after its start.
    pub(super) fn begins_anew(&mut self) {
        self.reminded = false;
        let start = self.about.span.start;
        for entry in &mut self.entries {
            (entry.coming, entry.released) = (false, false);
            if let Stand::Offered { until } = &mut entry.stand {
                *until = start.min(*until);
            }
        }
    }

    /// Whoever is on it, in order, and who of them loses the place where there are too few: the last first.
    fn who_goes_down(&self) -> (Vec<Entry>, Vec<SignUpId>) {
        let named = |entry: &&Entry| entry.person != NOBODY;
        let live = self.entries.iter().filter(|entry| entry.stand.live());
        let live = live.filter(named);
        let mut live: Vec<Entry> = live.cloned().collect();
        live.sort_by_key(|entry| entry.rank);
        let surplus = self.holders().saturating_sub(usize::from(self.about.slots));
        let last = live.iter().rev();
        let to_lose = last.filter(|entry| entry.stand.holds() && !entry.stand.there());
        let down = to_lose.take(surplus).map(|entry| entry.id).collect();
        (live, down)
    }
}
