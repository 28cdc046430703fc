//! What people do when it comes otherwise: rain, a lead who must go.

use super::{
    model::{Model, Roster, Stand},
    script_blocks::named,
    script_deeds::Deed,
    world::World,
};
use chrono::TimeDelta;
use linli_domain::{
    Command, PersonId, SignUpId,
    command::PaperEntry,
    time::{Instant, Span},
};

/// How often somebody does these, by what there is to do.
pub(super) fn weights(
    model: &Model,
    person: PersonId,
    now: Instant,
    worker: usize,
) -> Vec<(Deed, usize)> {
    let any = |which: &dyn Fn(&Roster) -> bool| usize::from(model.shifts.values().any(which));
    let runs = |roster: &Roster| worker > 0 || roster.leads(person);
    let open = any(&|roster| roster.open() && runs(roster));
    let begun = |roster: &Roster| {
        let unmarked = |stand| matches!(stand, Stand::Confirmed | Stand::Unmarked | Stand::Waiting);
        let waits = roster.entries.iter().any(|entry| unmarked(entry.stand));
        !roster.cancelled && now >= roster.about.span.start && runs(roster) && waits
    };
    let begun = any(&begun);
    let to_come = any(&|roster| roster.to_come(now));
    vec![
        (Deed::PostponeShift, (1 + 3 * to_come) * worker),
        (Deed::HandOver, 1 + 3 * open),
        (Deed::EnterAttendance, 1 + 12 * begun),
    ]
}

impl World {
    pub(super) fn postpones(&mut self) -> Option<Command> {
        let now = self.now;
        let shift = self.some_shift(|roster| {
            let nobody = roster.entries.iter().all(|e| e.arrived.is_none());
            roster.open() && nobody
        })?;
        let roster = self.model.shifts.get(&shift);
        let was = roster.map(|roster| roster.about.span)?;
        let later = TimeDelta::minutes(self.rng.between(30, 40 * 60));
        let length = was.end - was.start;
        let start = match self.rng.below(20) {
            0 => was.start,
            1 => now - TimeDelta::minutes(5),
            2..6 => now + TimeDelta::minutes(self.rng.between(60, 300)),
            _ => was.start + later,
        };
        let length = match self.rng.below(25) {
            0 => -length,
            1 => TimeDelta::hours(25),
            2 => TimeDelta::minutes(90),
            _ => length,
        };
        let end = start + length;
        let reason = ["rain", "heat", "the hall is closed"][self.rng.below(3)];
        let reason = if self.rng.chance(40) { " " } else { reason };
        Some(Command::PostponeShift {
            shift,
            span: Span { start, end },
            reason: reason.into(),
        })
    }

    /// What a sheet says: mostly of those on the roster, at times of somebody who came by.
    pub(super) fn enters_a_sheet(&mut self, person: PersonId) -> Option<Command> {
        let (now, desk) = (self.now, self.model.runs_desk(person, self.now));
        let shift = self.some_shift(|roster| {
            let runs = desk || roster.leads(person);
            runs && !roster.cancelled && now >= roster.about.span.start
        })?;
        let roster = self.model.shifts.get(&shift);
        let listed = roster.map_or_else(Vec::new, |roster| roster.entries.clone());
        let span = roster.map(|roster| roster.about.span)?;
        let mut entries = Vec::new();
        for entry in listed.iter().filter(named) {
            let likely = match entry.stand {
                Stand::Confirmed | Stand::Reconfirm | Stand::Requested | Stand::Unmarked => 800,
                Stand::Absent | Stand::Waiting => 350,
                Stand::Out if entry.entered_by == Some(person) => 500,
                _ => 30,
            };
            if (entry.person != person || self.rng.chance(60)) && self.rng.chance(likely) {
                let (from, to) = self.some_hours(span);
                let (sign_up, person) = (entry.id, entry.person);
                entries.push(PaperEntry {
                    sign_up,
                    person,
                    from,
                    to,
                });
            }
        }
        if self.rng.chance(300) {
            let (from, to) = self.some_hours(span);
            entries.push(PaperEntry {
                sign_up: SignUpId(self.rng.uuid()),
                person: self.somebody_else(),
                from,
                to,
            });
        }
        if self.rng.chance(40) {
            entries.extend(entries.first().cloned());
        }
        let photo = [None, Some("a".repeat(64)), Some("b".repeat(64))][self.rng.below(3)].clone();
        let photo = if self.rng.chance(30) {
            Some("A photograph".into())
        } else {
            photo
        };
        Some(Command::EnterAttendance {
            shift,
            photo,
            entries,
        })
    }

    /// Mostly as planned.
    fn some_hours(&mut self, span: Span) -> (Option<Instant>, Option<Instant>) {
        let minutes = TimeDelta::minutes(self.rng.between(5, 25));
        match self.rng.below(12) {
            0 => (Some(span.start + minutes), None),
            1 => (None, Some(span.start + minutes)),
            2 => (Some(span.start - minutes * 4), Some(span.end + minutes)),
            3 => (Some(span.end + minutes * 4), None),
            _ => (None, None),
        }
    }

    pub(super) fn hands_over(&mut self, person: PersonId) -> Option<Command> {
        let desk = self.model.runs_desk(person, self.now);
        let shift = self.some_shift(|roster| roster.open() && (desk || roster.leads(person)))?;
        let heirs = self
            .model
            .shifts
            .get(&shift)
            .map_or_else(Vec::new, |roster| {
                let comes = |stand: Stand| stand == Stand::Confirmed || stand.there();
                let entries = roster.entries.iter().filter(|entry| comes(entry.stand));
                let people = entries.filter(named).map(|entry| entry.person);
                people.chain(roster.about.deputy).collect()
            });
        let to = match self.rng.pick(&heirs).copied() {
            Some(heir) if !self.rng.chance(80) => heir,
            _ => self.somebody(),
        };
        Some(Command::HandOver { shift, to })
    }
}
