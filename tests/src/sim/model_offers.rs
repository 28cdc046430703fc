//! The judge's rules of what is asked late, what people are reminded of, and whom else a desk asks.

use super::model::{Model, No, Stand, Verdict, must};
use chrono::TimeDelta;
use linli_domain::{OrganizationId, PersonId, ShiftId, SignUpId, time::Instant};

/// How long somebody has to answer whether they can come.
pub const TO_ANSWER: TimeDelta = TimeDelta::minutes(30);
/// How long before the start people are reminded.
const A_DAY: TimeDelta = TimeDelta::hours(24);

impl Model {
    /// When time alone does something to a shift.
    fn due_of(&self, shift: ShiftId) -> Option<Instant> {
        let roster = self.shifts.get(&shift)?;
        let remind = (roster.open() && !roster.reminded).then(|| roster.about.span.start - A_DAY);
        let answers = roster.entries.iter().filter_map(|entry| match entry.stand {
            Stand::Offered { until } => Some(until),
            _ => None,
        });
        answers.chain(remind).min()
    }

    /// Time does what is due: people are reminded, and what nobody answered is over.
    pub(super) fn shift_is_due(&mut self, shift: ShiftId, due: Instant, now: Instant) {
        if self.due_of(shift) != Some(due) || due > now {
            return;
        }
        self.reminds(shift, now);
        self.lapses(None, shift, now);
    }

    fn reminds(&mut self, shift: ShiftId, now: Instant) {
        let Some(roster) = self.shifts.get_mut(&shift) else {
            return;
        };
        let start = roster.about.span.start;
        if !roster.open() || roster.reminded || now < start - A_DAY {
            return;
        }
        roster.reminded = true;
        // Whoever has said that they come is not asked whether they do.
        let expected = roster.entries.iter().filter(|entry| {
            let expected = matches!(entry.stand, Stand::Confirmed | Stand::Requested);
            expected && !entry.coming && entry.person != super::model_blocks::NOBODY
        });
        let people = expected.map(|entry| (entry.person, "day_before"));
        if now < start {
            self.told.extend(people);
        }
        self.touched.insert(shift);
    }

    /// Whoever has not answered in time waits again, in their turn.
    fn lapses(&mut self, me: Option<PersonId>, shift: ShiftId, now: Instant) {
        let Some(roster) = self.shifts.get_mut(&shift) else {
            return;
        };
        let mut silent = Vec::new();
        for entry in &mut roster.entries {
            match entry.stand {
                Stand::Offered { until } if until <= now => {
                    (entry.stand, entry.lapsed) = (Stand::Waiting, Some(until));
                    silent.push(entry.person);
                }
                _ => {}
            }
        }
        for person in silent {
            self.is_reached(shift, person, |_| true);
            self.happened.push(("offer", "lapsed"));
            if me != Some(person) {
                self.told.push((person, "offer_lapsed"));
            }
        }
        self.touched.insert(shift);
    }

    pub(super) fn accept_offer(&mut self, me: PersonId, shift: ShiftId, now: Instant) -> Verdict {
        must(self.shifts.contains_key(&shift))?;
        self.lapses(Some(me), shift, now);
        let roster = self.shifts.get(&shift).ok_or(No::here())?;
        let entry = roster.of(me).ok_or(No::here())?;
        let how = match entry.stand {
            Stand::Requested | Stand::Settled => return Ok(()),
            stand if stand.approved() => return Ok(()),
            Stand::Offered { .. } => {
                must(!self.busy(me, shift, &roster.about.span))?;
                "accepted"
            }
            Stand::Waiting if entry.lapsed.is_some() => {
                let given = self.when_given_out(shift, now);
                let roster = given.shifts.get(&shift).ok_or(No::here())?;
                let free = roster.holders() < usize::from(roster.about.slots);
                if roster.of(me).is_some_and(|entry| entry.stand.holds()) {
                    // It is theirs without their asking: the judge takes it over.
                    return Ok(());
                }
                must(free && roster.to_come(now) && given.fits(me, shift))?;
                "accepted late"
            }
            _ => return Err(No::here()),
        };
        let (id, stand) = (entry.id, roster.stand_with_place());
        self.set(shift, id, stand);
        let entries = &mut self.roster(shift)?.entries;
        if let Some(entry) = entries.iter_mut().find(|entry| entry.id == id) {
            entry.lapsed = None;
        }
        self.is_reached(shift, me, |_| true);
        self.happened.push(("offer", how));
        Ok(())
    }

    /// How it stands when everybody who is next has been given theirs.
    fn when_given_out(&self, shift: ShiftId, now: Instant) -> Model {
        let mut given = self.clone();
        given.gives_out(shift, now);
        let others: Vec<ShiftId> = given.shifts.keys().copied().collect();
        for other in others {
            given.gives_out(other, now);
        }
        given
    }

    /// Free places to those who fit, in their order.
    fn gives_out(&mut self, shift: ShiftId, now: Instant) {
        loop {
            let Some(roster) = self.shifts.get(&shift) else {
                return;
            };
            if !roster.to_come(now) || roster.holders() >= usize::from(roster.about.slots) {
                return;
            }
            let line = roster.entries.iter().filter(|e| roster.in_line(e, now));
            let fits = line.filter(|entry| self.fits(entry.person, shift));
            let next: Option<SignUpId> = fits.min_by_key(|entry| entry.rank).map(|e| e.id);
            let Some(next) = next else { return };
            let stand = roster.stand_with_place();
            self.set(shift, next, stand);
        }
    }

    pub(super) fn comes(&mut self, shift: ShiftId, id: SignUpId) {
        let roster = self.shifts.get_mut(&shift);
        let mut entries = roster.into_iter().flat_map(|roster| &mut roster.entries);
        if let Some(entry) = entries.find(|entry| entry.id == id) {
            entry.coming = true;
        }
    }

    pub(super) fn say_coming(&mut self, me: PersonId, shift: ShiftId, now: Instant) -> Verdict {
        let roster = self.shifts.get(&shift).ok_or(No::here())?;
        let entry = roster.of(me).ok_or(No::here())?;
        must(entry.stand == Stand::Confirmed)?;
        must(roster.open() && now < roster.about.span.end)?;
        let id = entry.id;
        self.comes(shift, id);
        self.is_reached(shift, me, |_| true);
        Ok(())
    }

    pub(super) fn ask_team(
        &mut self,
        me: PersonId,
        shift: ShiftId,
        team: OrganizationId,
        now: Instant,
    ) -> Verdict {
        let desk = self.runs_desk(me, now);
        let known = self.teams.contains(&team);
        let roster = self.shifts.get(&shift).ok_or(No::here())?;
        must(desk && known && roster.to_come(now))?;
        if roster.asked.contains(&team) {
            return Ok(());
        }
        let missing = usize::from(roster.about.slots).saturating_sub(roster.holders());
        self.roster(shift)?.asked.push(team);
        self.told_teams.push((team, missing as u16));
        Ok(())
    }
}
