//! How a schedule goes: what happens, after how long, until it heals.

use super::{
    judge::Verdict,
    model::{NeedStand, Stand},
    script_deeds::{Asked, Deed},
    world::World,
};
use chrono::TimeDelta;
use linli_domain::{
    Command, CommandId, PersonId,
    time::{Instant, Span},
};
use std::collections::BTreeSet;

/// The fewest taps of a schedule.
pub const TAPS: u64 = 40;

impl World {
    /// Plays the schedule through.
    ///
    /// # Errors
    /// What the judge finds.
    pub fn play(&mut self) -> Verdict {
        for member in 0..self.members.len() {
            if self.rng.chance(900) {
                self.pulls(member);
            }
        }
        self.passes(TimeDelta::seconds(2))?;
        let target = TAPS + self.rng.below(30) as u64;
        for _ in 0..3 {
            self.somebody_taps(0, Deed::OpenShift)?;
            self.sends(0)?;
            self.passes(TimeDelta::seconds(3))?;
        }
        if self.rng.chance(500) {
            self.somebody_needs_a_visit()?;
        }
        if self.rng.chance(100) {
            self.somebody_has_a_family()?;
        }
        if self.rng.chance(6) {
            self.everybody_asks_the_same()?;
        }
        if self.rng.chance(450) {
            self.a_code_hangs_on_the_wall()?;
        }
        if self.rng.chance(5) {
            self.forty_come()?;
        }
        self.unrest();
        let mut steps = 0;
        while self.counts.taps < target && steps < 2000 {
            steps += 1;
            let time = self.how_long();
            self.passes(time)?;
            if time > TimeDelta::minutes(1) && self.rng.chance(750) {
                self.time_ticks()?;
            }
            self.something_happens()?;
            self.a_week_goes_by(3)?;
            self.work_goes_on()?;
            for member in 0..self.members.len() {
                if self.rng.chance(450) {
                    self.sends(member)?;
                }
                if self.rng.chance(120) {
                    self.pulls(member);
                }
            }
        }
        self.somebody_disagrees_late()?;
        if self.rng.chance(120) {
            self.somebody_comes_late()?;
        }
        let mut resolved = self.model.needs.values().map(|need| need.stand);
        if resolved.any(|stand| stand == NeedStand::Resolved) && self.rng.chance(500) {
            self.passes(TimeDelta::days(7))?;
            self.time_ticks()?;
        }
        self.a_week_goes_by(500)?;
        self.heals()
    }

    /// There is always something to sign up for: the worker opens it at the desk.
    fn work_goes_on(&mut self) -> Verdict {
        let now = self.now;
        let open = self
            .model
            .shifts
            .values()
            .filter(|roster| roster.to_come(now));
        if open.count() >= 2 || !self.rng.chance(200) {
            return Ok(());
        }
        let worker = self.members[0].person;
        let deed = if self.rng.chance(700) {
            Deed::OpenShift
        } else {
            Deed::PostNeed
        };
        match self.asks(worker, deed) {
            Some((command, _)) => self.directly(worker, &command),
            None => Ok(()),
        }
    }

    /// How often disks fail from now on.
    fn unrest(&mut self) {
        let rates = [0, 20, 60, 150];
        self.server.chaos.per_mille.set(rates[self.rng.below(4)]);
        for member in &self.members {
            member.chaos.per_mille.set(rates[self.rng.below(4)]);
        }
    }

    fn how_long(&mut self) -> TimeDelta {
        match self.rng.below(100) {
            0..66 => TimeDelta::milliseconds(self.rng.between(100, 4000)),
            66..95 => TimeDelta::seconds(self.rng.between(4, 40)),
            95 => TimeDelta::minutes(self.rng.between(2, 40)),
            _ => self.until_something(),
        }
    }

    /// To a moment at which something becomes possible, or is over.
    fn until_something(&mut self) -> TimeDelta {
        let mut moments: Vec<Instant> = Vec::new();
        for roster in self.model.shifts.values() {
            let Span { start, end } = roster.about.span;
            let minutes = TimeDelta::minutes;
            moments.extend([
                start - minutes(25),
                start + minutes(3),
                end + minutes(1),
                end + minutes(32),
            ]);
            moments.extend(roster.about.sign_up_by.map(|by| by + minutes(1)));
            moments.extend(roster.about.withdraw_by.map(|by| by + minutes(1)));
            if roster.is_visit() && roster.open() {
                let a_day = TimeDelta::hours(24);
                moments.extend([start - a_day + minutes(1), end + a_day + minutes(1)]);
            }
            moments.extend(roster.entries.iter().filter_map(|entry| match entry.stand {
                Stand::Offered { until } => Some(until + TimeDelta::seconds(1)),
                _ => None,
            }));
        }
        moments.retain(|moment| *moment > self.now);
        moments.sort_unstable();
        moments.truncate(3);
        let next = self.rng.pick(&moments).copied();
        next.map_or(TimeDelta::minutes(30), |moment| moment - self.now)
    }

    fn something_happens(&mut self) -> Verdict {
        let member = self.rng.below(self.members.len());
        match self.rng.below(1000) {
            0..545 => {
                let deed = self.deed_of(member);
                self.somebody_taps(member, deed)?;
            }
            545..645 => self.somebody_walks_in()?,
            645..680 => self.somebody_is_at_the_door()?,
            680..720 => {
                let slot = self.rng.below(self.members[member].tabs.len());
                self.crashes(member, slot);
            }
            720..760 => self.undoes(member)?,
            760..790 => self.dismisses(member),
            790..840 => self.members[member].online ^= true,
            840..870 => {
                let there = &mut self.members[member];
                there.signed_in ^= true;
                if !there.signed_in {
                    self.counts.one("network", "session expired");
                }
            }
            870..890 => self.clock_jumps(member),
            890..915 => self.unrest(),
            915..950 => self.time_ticks()?,
            950..960 => {
                self.counts.one("crash", "authority restarted");
                self.server.restarts();
            }
            960..970 => self.a_role_ends()?,
            970..980 => self.a_month_is_handed_up()?,
            980..983 => self.somebody_wishes_to_be_forgotten()?,
            _ => {
                for slot in 0..self.members[member].tabs.len() {
                    self.members[member].opens(slot);
                }
            }
        }
        Ok(())
    }

    fn clock_jumps(&mut self, member: usize) {
        let minutes = [0, 1, -1, 30, -180, 525_600, -525_600][self.rng.below(7)];
        self.members[member].skew = TimeDelta::minutes(minutes);
        self.counts.one("clock", "jumped");
        for tap in self.taps.values_mut().filter(|tap| tap.member == member) {
            tap.released = true;
        }
    }

    /// Time does what is due, one thing after the other: what one does, another may undo.
    pub(super) fn time_ticks(&mut self) -> Verdict {
        let mut tried = BTreeSet::new();
        loop {
            let due = self.server.ticks(self.now).into_iter();
            let Some(tick) = due.into_iter().find(|tick| tried.insert(tick.id)) else {
                return Ok(());
            };
            self.direct.insert(tick.id);
            self.decides(&tick, None)?;
        }
    }

    fn a_role_ends(&mut self) -> Verdict {
        let captain = self.rng.chance(120);
        let ends = if captain {
            self.captaincy.take()
        } else {
            self.temporary.take()
        };
        let Some((person, grant)) = ends else {
            return Ok(());
        };
        self.directly(PersonId::SYSTEM, &Command::EndRole { person, grant })?;
        self.counts.one("role", "ended");
        Ok(())
    }

    fn somebody_taps(&mut self, member: usize, deed: Deed) -> Verdict {
        let person = self.members[member].person;
        if let Some((command, code)) = self.asks(person, deed) {
            self.taps(member, command, code)?;
        }
        Ok(())
    }

    fn somebody_walks_in(&mut self) -> Verdict {
        if self.rng.chance(60) {
            return self.somebody_trusts();
        }
        if self.rng.chance(300) {
            let worker = self.members[0].person;
            let deed = self.deed_of(0);
            let asked = self.asks(worker, deed);
            return self.is_asked_directly(worker, asked);
        }
        let person = self.walk_ins[self.rng.below(self.walk_ins.len())];
        let deed = [
            Deed::SignUp,
            Deed::SignUp,
            Deed::SignUp,
            Deed::Withdraw,
            Deed::CheckIn,
            Deed::Reconfirm,
            Deed::PostNeed,
            Deed::AcceptOffer,
            Deed::NameHelper,
            Deed::SignUpFor,
            Deed::WithdrawFor,
            Deed::of_who_comes_in(self.rng.below(4)),
        ][self.rng.below(12)];
        let asked = self.asks(person, deed);
        self.is_asked_directly(person, asked)
    }

    pub(super) fn is_asked_directly(&mut self, person: PersonId, asked: Asked) -> Verdict {
        let Some((command, code)) = asked else {
            return Ok(());
        };
        let id = CommandId(self.rng.uuid());
        if let Some(code) = code {
            self.model.codes.insert(id, code);
        }
        self.directly_as(id, person, &command)
    }
}
