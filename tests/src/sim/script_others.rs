//! What people do for others: at the desk, on the phone, at the gate.

use super::{
    model::{Model, Roster},
    script_deeds::Deed,
    world::World,
};
use chrono::TimeDelta;
use linli_domain::{Command, NoticeId, PersonId, SignUpId, shift::Consented, time::Instant};

/// How often somebody does these, by what there is to do.
pub(super) fn weights(model: &Model, now: Instant, marks: usize) -> [(Deed, usize); 5] {
    let any = |which: &dyn Fn(&Roster) -> bool| usize::from(model.shifts.values().any(which));
    let open = any(&|roster| roster.to_come(now));
    let begun = any(&|roster| {
        let opens = roster.about.span.start - TimeDelta::minutes(30);
        !roster.cancelled && !roster.recorded && now >= opens
    });
    [
        (Deed::MarkSeen, 4),
        (Deed::SignUpFor, 1 + (1 + 5 * open) * marks),
        (Deed::WithdrawFor, 3 * marks),
        (Deed::AddOnSite, (1 + 5 * begun) * marks),
        (Deed::TellByPhone, 5 * marks),
    ]
}

impl World {
    pub(super) fn sees_a_notice(&mut self, person: PersonId) -> Command {
        let notices = self.model.notices.iter();
        let mine = notices.filter(|(_, (owner, _))| *owner == person);
        let mine = mine.map(|(id, _)| *id);
        let mine: Vec<NoticeId> = mine
            .chain(self.model.team_notices.keys().copied())
            .collect();
        let notice = self.rng.pick(&mine).copied();
        Command::MarkSeen {
            notice: notice.unwrap_or(NoticeId(self.rng.uuid())),
        }
    }

    /// Mostly somebody without a phone; at times a member, at times nobody of the register.
    pub(super) fn somebody_else(&mut self) -> PersonId {
        match self.rng.below(40) {
            0 => PersonId(self.rng.uuid()),
            1..16 => {
                let member = self.rng.below(self.members.len());
                self.members[member].person
            }
            _ => self.walk_ins[self.rng.below(self.walk_ins.len())],
        }
    }

    pub(super) fn signs_somebody_up(&mut self, me: PersonId) -> Option<Command> {
        let (now, person) = (self.now, self.somebody_to_help(me));
        let shift = self.some_shift(|roster| roster.to_come(now) && roster.of(person).is_none())?;
        let taken = self.rng.chance(15);
        let sign_up = if taken {
            self.some_entry(shift, |_| true)
        } else {
            SignUpId(self.rng.uuid())
        };
        let consents = [
            Consented::InPerson,
            Consented::ByPhone,
            Consented::InWriting,
        ];
        Some(Command::SignUpFor {
            shift,
            sign_up,
            person,
            consent: consents[self.rng.below(3)],
            or_wait: self.rng.chance(800),
        })
    }

    pub(super) fn gives_back_for_somebody(&mut self, me: PersonId) -> Option<Command> {
        if let Some((shift, sign_up)) = self.an_entry_of_theirs(me) {
            return Some(Command::WithdrawFor { shift, sign_up });
        }
        let for_another = |roster: &Roster| {
            let mut entries = roster.entries.iter();
            entries.any(|entry| entry.by.is_some() && entry.stand.live())
        };
        let shift = self.some_shift(for_another)?;
        let roster = self.model.shifts.get(&shift);
        let entered = roster.map_or_else(Vec::new, |roster| {
            let entered = roster.entries.iter().filter(|entry| entry.by.is_some());
            entered.map(|entry| entry.id).collect()
        });
        let sign_up = match self.rng.pick(&entered).copied() {
            Some(entry) if !self.rng.chance(100) => entry,
            _ => self.some_entry(shift, |_| true),
        };
        Some(Command::WithdrawFor { shift, sign_up })
    }

    pub(super) fn adds_somebody(&mut self, me: PersonId) -> Option<Command> {
        let (now, person) = (self.now, self.somebody_to_help(me));
        let begun = |roster: &Roster| {
            let opens = roster.about.span.start - TimeDelta::minutes(30);
            !roster.cancelled && !roster.recorded && now >= opens && roster.of(person).is_none()
        };
        let shift = self.some_shift(begun)?;
        Some(Command::AddOnSite {
            shift,
            sign_up: SignUpId(self.rng.uuid()),
            person,
        })
    }

    pub(super) fn calls_somebody(&mut self) -> Option<Command> {
        let unreached = |roster: &Roster| {
            let mut entries = roster.entries.iter();
            entries.any(|entry| entry.to_reach.is_some()) || !roster.leaders_to_reach.is_empty()
        };
        let shift = self.some_shift(unreached)?;
        let roster = self.model.shifts.get(&shift);
        let waiting = roster.map_or_else(Vec::new, |roster| {
            let entries = roster.entries.iter().filter(|e| e.to_reach.is_some());
            let mut people: Vec<PersonId> = entries.map(|entry| entry.person).collect();
            people.extend(roster.leaders_to_reach.keys());
            people
        });
        let person = match self.rng.pick(&waiting).copied() {
            Some(person) if !self.rng.chance(100) => person,
            _ => self.somebody_else(),
        };
        Some(Command::TellByPhone { shift, person })
    }
}
