//! Phones and their tabs, and what the network does with what they send: lost, late, twice, out of order.

use super::{
    chaos::Chaos,
    heal::held,
    judge::{Verdict, check},
    model::Code,
    world::{Fate, Flight, Tap, World, refusal_name},
};
use crate::{at_once::at_once, rng::Rng};
use chrono::TimeDelta;
use linli_domain::{Audience, Command, CommandId, PersonId, Refusal, SignUpId, time::Instant};
use linli_sync::{Acted, Device, Envelope, KeyValue, MemoryKv, Outcome, Status, Table};
use std::rc::Rc;

/// A bug planted in whoever drives a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DriverBug {
    /// No answer is taken for a failure, and the command goes again under a new id.
    FreshIdOnResend,
    /// No answer is taken for a success: the envelope is settled as applied.
    SilenceIsSuccess,
    /// An answer that says "not now" is settled as a refusal.
    SilenceIsRefusal,
}

/// A tab: a device's half, open in one place.
pub struct Tab {
    pub id: u64,
    pub device: Device<MemoryKv>,
}

/// A person with a phone.
pub struct Member {
    pub person: PersonId,
    pub kv: MemoryKv,
    pub chaos: Rc<Chaos>,
    pub tabs: Vec<Option<Tab>>,
    pub leader: usize,
    pub online: bool,
    pub signed_in: bool,
    /// How far the phone's clock is off.
    pub skew: TimeDelta,
    /// What was sent and is not answered, and until when it is waited for.
    pub sending: Option<(CommandId, Instant)>,
    pub dismissed: Vec<CommandId>,
    next_tab: u64,
}

impl Member {
    pub fn new(person: PersonId, tabs: usize, rng: Rng) -> Self {
        let kv = MemoryKv::new();
        let chaos = Chaos::over(&kv, rng);
        let mut member = Member {
            person,
            kv,
            chaos,
            tabs: (0..tabs).map(|_| None).collect(),
            leader: 0,
            online: true,
            signed_in: true,
            skew: TimeDelta::zero(),
            sending: None,
            dismissed: Vec::new(),
            next_tab: 0,
        };
        for slot in 0..tabs {
            member.opens(slot);
        }
        member
    }

    /// Opens a tab, where it is closed.
    pub fn opens(&mut self, slot: usize) {
        if self.tabs[slot].is_none() {
            self.next_tab += 1;
            let device = at_once(Device::open(self.kv.clone(), self.person)).unwrap();
            self.tabs[slot] = Some(Tab {
                id: self.next_tab,
                device,
            });
        }
    }

    /// The tab that sends and fetches. Whoever takes the lead reads what the last one left.
    pub fn leads(&mut self) -> Option<&mut Tab> {
        if self.tabs[self.leader].is_none() {
            self.leader = self.tabs.iter().position(Option::is_some)?;
            let tab = self.tabs[self.leader].as_mut()?;
            let _ = at_once(tab.device.reload());
        }
        self.tabs[self.leader].as_mut()
    }

    fn slot_of(&self, tab: u64) -> Option<usize> {
        self.tabs
            .iter()
            .position(|open| open.as_ref().is_some_and(|open| open.id == tab))
    }
}

impl World {
    pub fn local(&self, member: usize) -> Instant {
        self.now + self.members[member].skew
    }

    /// A tab dies, with all that it had in memory.
    pub fn crashes(&mut self, member: usize, slot: usize) {
        let there = &mut self.members[member];
        if there.tabs[slot].take().is_some() {
            let when = if there.sending.is_some() {
                "between request and answer"
            } else {
                "at rest"
            };
            there.sending = None;
            self.counts.one("crash", format!("tab {when}"));
        }
    }

    /// After a write on a phone: a disk that struck may take the tab with it; else the other tabs hear of it.
    fn after_write(&mut self, member: usize, slot: usize) {
        let struck = self.members[member].chaos.struck.take().is_some();
        if struck && self.rng.chance(500) {
            self.crashes(member, slot);
            return;
        }
        let others: Vec<u64> = self.members[member]
            .tabs
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != slot)
            .filter_map(|(_, tab)| tab.as_ref().map(|tab| tab.id))
            .collect();
        for tab in others {
            let late = TimeDelta::milliseconds(self.rng.between(0, 2000));
            self.flights
                .push((self.now + late, Flight::Hint { member, tab }));
        }
    }

    /// Somebody taps, on one of their tabs.
    ///
    /// # Errors
    /// What the judge finds.
    pub fn taps(&mut self, member: usize, command: Command, code: Option<Code>) -> Verdict {
        let slot = self.rng.below(self.members[member].tabs.len());
        self.members[member].opens(slot);
        let id = CommandId(self.rng.uuid());
        if let Some(code) = code {
            self.model.codes.insert(id, code);
        }
        let (local, now, commits) = (self.local(member), self.now, self.order.len());
        let current = self.is_up_to_date(member, slot);
        let there = &mut self.members[member];
        there.chaos.step.set("tap");
        let tab = there.tabs[slot].as_mut().unwrap();
        let acted = at_once(tab.device.act(&command, id, local));
        let shown = match &command {
            Command::SignUp { shift, .. }
            | Command::Withdraw { shift }
            | Command::AcceptOffer { shift }
            | Command::Reconfirm { shift } => {
                let snapshot = tab.device.snapshot(local);
                let known = current && snapshot.doubtful.is_empty();
                let seen = snapshot.shift(*shift).filter(|_| known);
                seen.map(|seen| (commits, seen.own.map(|own| own.state)))
            }
            _ => None,
        };
        self.is_typed(self.members[member].person, &command);
        self.counts.taps += 1;
        self.counts.one("tap", command.name());
        let fate = match acted {
            Ok(Acted::Refused(reasons)) => {
                self.refused_at_once(member, id, &command, &reasons, current)?;
                return Ok(());
            }
            Ok(Acted::Queued(_)) => {
                check(!command.is_sealed(), || {
                    format!("a phone keeps what is sealed: {command:?}")
                })?;
                Fate::Queued
            }
            Err(_) => Fate::Unknown,
        };
        for tap in self.taps.values_mut().filter(|tap| tap.member == member) {
            tap.released = true;
        }
        let tap = Tap {
            member,
            command,
            at: now,
            fate,
            released: false,
            shown,
        };
        self.taps.insert(id, tap);
        self.after_write(member, slot);
        Ok(())
    }

    /// Whether a tab holds all that the authority would tell it, has nothing under way, and knows the time.
    fn is_up_to_date(&mut self, member: usize, slot: usize) -> bool {
        let (local, now) = (self.local(member), self.now);
        let there = &mut self.members[member];
        let Some(tab) = &there.tabs[slot] else {
            return false;
        };
        let stored = at_once(there.kv.range(Table::Outbox, "", "~", 1)).unwrap();
        let idle = tab.device.queue().count() == 0 && stored.is_empty();
        let knows_time = (tab.device.corrected(local) - now).abs() <= TimeDelta::seconds(1);
        if !idle || !knows_time || there.sending.is_some() {
            return false;
        }
        let Ok(Some(news)) = self
            .server
            .answers(there.person, &tab.device.request(), now)
        else {
            return false;
        };
        news.rows.is_empty() && news.audiences == tab.device.snapshot(local).audiences
    }

    /// What a screen refuses at once the authority would refuse too, if the screen is up to date.
    fn refused_at_once(
        &mut self,
        member: usize,
        id: CommandId,
        command: &Command,
        reasons: &[Refusal],
        current: bool,
    ) -> Verdict {
        check(!reasons.is_empty(), || "a refusal without a reason".into())?;
        for reason in reasons {
            self.counts.one("refusal at once", refusal_name(reason));
        }
        let elsewhere = reasons.contains(&Refusal::SealedNeedsServer);
        check(elsewhere == command.is_sealed(), || {
            format!("{command:?} is refused on a phone: {reasons:?}")
        })?;
        let by_time = |reason: &Refusal| {
            matches!(
                reason,
                Refusal::DeadlinePassed { .. }
                    | Refusal::WrongPhase { .. }
                    | Refusal::CheckInNotYet { .. }
                    | Refusal::CheckInOver
                    | Refusal::NotOver { .. }
                    | Refusal::OfferOver
            )
        };
        if current && !elsewhere && !reasons.iter().any(by_time) {
            self.counts
                .one("screen", "refused, and the authority would");
            let person = self.members[member].person;
            // Who withdrew holds no view of it any more, so the screen knows less than the authority.
            let gone = matches!(command, Command::Withdraw { shift } | Command::SignUp { shift, .. }
                if self.model.shifts.get(shift).and_then(|r| r.of(person)).is_some_and(|e| !e.stand.sees_own()));
            // Nor does a helper's screen show the entries of those whom they help.
            let unseen = matches!(command, Command::SignUpFor { shift, person: whom, .. }
                if self.model.as_helper(person, *shift, *whom, self.now)
                    && self.model.shifts.get(shift).is_some_and(|r| r.of(*whom).is_some()));
            let mut model = self.model.clone();
            let verdict = model.step(id, Some(person), command, self.now);
            check(verdict.is_err() || gone || unseen, || {
                format!(
                    "a screen up to date of {person} refused {command:?} for {reasons:?} at {}, and it may be: {:?}",
                    self.now,
                    self.model.codes.get(&id)
                )
            })?;
        }
        self.model.codes.remove(&id);
        Ok(())
    }

    /// Somebody takes back what is still held.
    ///
    /// # Errors
    /// What the judge finds.
    pub fn undoes(&mut self, member: usize) -> Verdict {
        let local = self.local(member);
        let slot = self.rng.below(self.members[member].tabs.len());
        let there = &mut self.members[member];
        there.opens(slot);
        let Some(tab) = there.tabs[slot].as_mut() else {
            return Ok(());
        };
        let held: Vec<CommandId> = tab
            .device
            .queue()
            .filter(|queued| matches!(queued.status, Status::Held { .. }))
            .map(|queued| queued.envelope.id)
            .filter(|id| self.taps.get(id).is_some_and(|tap| !tap.released))
            .collect();
        let Some(id) = held.last().copied() else {
            return Ok(());
        };
        there.chaos.step.set("undo");
        let undone = at_once(tab.device.undo(id, local));
        let Some(tap) = self.taps.get_mut(&id) else {
            return Ok(());
        };
        match undone {
            Ok(true) => {
                tap.fate = Fate::Undone;
                check(!self.order.contains(&id), || {
                    "it was undone after it was done".into()
                })?;
                self.counts.one("undo", "in time");
            }
            Ok(false) => self.counts.one("undo", "too late"),
            Err(_) => tap.fate = Fate::Unknown,
        }
        self.after_write(member, slot);
        Ok(())
    }

    /// A refusal was read.
    pub fn dismisses(&mut self, member: usize) {
        let local = self.local(member);
        let there = &mut self.members[member];
        let Some(tab) = there.leads() else { return };
        let Some(back) = tab.device.snapshot(local).returned.first().cloned() else {
            return;
        };
        there.chaos.step.set("dismiss");
        let tab = there.leads().unwrap();
        let _ = at_once(tab.device.dismiss(back.id));
        there.dismissed.push(back.id);
        let slot = there.leader;
        self.after_write(member, slot);
    }

    /// How long something is on its way.
    fn delay(&mut self) -> TimeDelta {
        let millis = match self.rng.below(if self.calm { 1 } else { 10 }) {
            0..6 => self.rng.between(20, 200),
            6..9 => self.rng.between(200, 4000),
            _ => self.rng.between(4000, 60_000),
        };
        TimeDelta::milliseconds(millis)
    }

    /// Sends something off: it arrives once, twice or never.
    fn sends_off(&mut self, flight: Flight, what: &'static str) {
        if !self.calm && self.rng.chance(120) {
            self.counts.one("network", format!("{what} lost"));
            return;
        }
        if !self.calm && self.rng.chance(80) {
            self.counts.one("network", format!("{what} twice"));
            let at = self.now + self.delay();
            self.flights.push((at, flight.clone()));
        }
        let at = self.now + self.delay();
        self.flights.push((at, flight));
    }

    /// The leading tab sends the next envelope, if there is one and it may.
    ///
    /// # Errors
    /// What the judge finds.
    pub fn sends(&mut self, member: usize) -> Verdict {
        let (local, now) = (self.local(member), self.now);
        let there = &mut self.members[member];
        let waits = there.sending.is_some_and(|(_, until)| now < until);
        if !there.online || !there.signed_in || waits {
            return Ok(());
        }
        let unanswered = there.sending.take();
        let Some(tab) = there.leads() else {
            return Ok(());
        };
        if at_once(tab.device.refresh_queue()).is_err() {
            return Ok(());
        }
        let Some(mut envelope) = tab.device.next(local) else {
            return Ok(());
        };
        let id = envelope.id;
        let resent = unanswered.is_some_and(|(sent, _)| sent == id);
        let tab = tab.id;
        if resent {
            self.counts.one("network", "sent again");
            match self.bug {
                Some(DriverBug::FreshIdOnResend) => envelope.id = CommandId(self.rng.uuid()),
                Some(DriverBug::SilenceIsSuccess) => {
                    let outcome = Outcome::Applied { rows: Vec::new() };
                    return self.arrives(Flight::Outcome {
                        member,
                        tab,
                        id,
                        outcome,
                    });
                }
                Some(DriverBug::SilenceIsRefusal) => {
                    let outcome = Outcome::Refused {
                        reasons: vec![Refusal::NotAllowed],
                        rows: Vec::new(),
                    };
                    return self.arrives(Flight::Outcome {
                        member,
                        tab,
                        id,
                        outcome,
                    });
                }
                None => {}
            }
        }
        let patience = if self.calm { 2 } else { 20 };
        self.members[member].sending = Some((id, now + TimeDelta::seconds(patience)));
        self.sends_off(
            Flight::Submit {
                member,
                tab,
                envelope,
            },
            "request",
        );
        Ok(())
    }

    /// The leading tab asks what changed.
    pub fn pulls(&mut self, member: usize) {
        let there = &mut self.members[member];
        if !there.online || !there.signed_in {
            return;
        }
        let Some(tab) = there.leads() else { return };
        let flight = Flight::Pull {
            member,
            tab: tab.id,
            request: tab.device.request(),
        };
        self.sends_off(flight, "pull");
    }

    /// Lets time pass, and everything arrive that is due by then.
    ///
    /// # Errors
    /// What the judge finds.
    pub fn passes(&mut self, time: TimeDelta) -> Verdict {
        let until = self.now + time;
        loop {
            let due = self
                .flights
                .iter()
                .enumerate()
                .filter(|(_, (at, _))| *at <= until);
            let Some(next) = due.min_by_key(|(n, (at, _))| (*at, *n)).map(|(n, _)| n) else {
                break;
            };
            let (at, flight) = self.flights.remove(next);
            self.now = self.now.max(at);
            self.arrives(flight)?;
        }
        self.now = until;
        Ok(())
    }

    fn arrives(&mut self, flight: Flight) -> Verdict {
        match flight {
            Flight::Submit {
                member,
                tab,
                envelope,
            } => self.is_submitted(member, tab, envelope),
            Flight::Pull {
                member,
                tab,
                request,
            } => {
                let person = self.members[member].person;
                if !self.members[member].signed_in {
                    self.counts.one("network", "401");
                    return Ok(());
                }
                let Ok(Some(changes)) = self.server.answers(person, &request, self.now) else {
                    return Ok(());
                };
                for audience in changes
                    .audiences
                    .iter()
                    .chain(changes.rows.iter().map(|r| &r.audience))
                {
                    check(self.may_read(person, audience), || {
                        format!("{person} was told of {audience}")
                    })?;
                }
                self.sends_off(
                    Flight::Changes {
                        member,
                        tab,
                        changes,
                    },
                    "answer",
                );
                Ok(())
            }
            Flight::Outcome {
                member,
                tab,
                id,
                outcome,
            } => self.is_settled(member, tab, id, outcome),
            Flight::Changes {
                member,
                tab,
                changes,
            } => {
                let local = self.local(member);
                let there = &mut self.members[member];
                let Some(slot) = there.slot_of(tab) else {
                    return Ok(());
                };
                there.chaos.step.set("apply");
                let device = &mut there.tabs[slot].as_mut().unwrap().device;
                let before = device.request().cursors;
                // Whoever was turned away reads their own things alone, and keeps nothing else from now on.
                let alone = changes.audiences.len() == 1;
                let goes = alone && device.snapshot(local).audiences.len() > 1;
                if at_once(device.apply(changes, local)).is_ok() {
                    if goes && device.snapshot(local).audiences.len() == 1 {
                        let kept = held(device, local);
                        let own = Audience::Person(there.person);
                        let more = kept.keys().find(|(audience, _)| *audience != own);
                        check(more.is_none(), || {
                            format!("whoever was turned away keeps {more:?}")
                        })?;
                        self.counts
                            .one("turned away", "a phone that held more drops it");
                    }
                    let after = device.request().cursors;
                    let back = before
                        .iter()
                        .find(|(audience, seq)| after.get(audience).is_some_and(|now| now < seq));
                    check(back.is_none(), || {
                        format!("an older answer took a tab back in {back:?}")
                    })?;
                }
                self.after_write(member, slot);
                Ok(())
            }
            Flight::Hint { member, tab } => {
                let there = &mut self.members[member];
                if let Some(slot) = there.slot_of(tab) {
                    let _ = at_once(there.tabs[slot].as_mut().unwrap().device.reload());
                }
                Ok(())
            }
        }
    }

    fn is_submitted(&mut self, member: usize, tab: u64, envelope: Envelope) -> Verdict {
        if !self.members[member].signed_in {
            self.counts.one("network", "401");
            return Ok(());
        }
        let id = self.members[member].sending.map_or(envelope.id, |(id, _)| {
            if self.bug == Some(DriverBug::FreshIdOnResend) {
                id
            } else {
                envelope.id
            }
        });
        let rival = self.rival_of(&envelope);
        if let Some(outcome) = self.decides(&envelope, rival)? {
            self.sends_off(
                Flight::Outcome {
                    member,
                    tab,
                    id,
                    outcome,
                },
                "answer",
            );
        }
        Ok(())
    }

    /// At times somebody at the desk's screen signs up for the same shift in the same moment.
    fn rival_of(&mut self, envelope: &Envelope) -> Option<Envelope> {
        let Ok(Command::SignUp { shift, sign_up, .. }) =
            serde_json::from_str(envelope.command.get())
        else {
            return None;
        };
        if self.server.ledger(envelope.person, envelope.id).is_some() || !self.rng.chance(250) {
            return None;
        }
        // An id that another entry has may become free in between: a refusal for it would depend on who was quicker.
        let taken = self
            .model
            .shifts
            .get(&shift)
            .is_some_and(|roster| roster.entry(sign_up).is_some());
        if taken {
            return None;
        }
        let person = *self.rng.pick(&self.walk_ins.clone())?;
        let sign_up = SignUpId(self.rng.uuid());
        let command = Command::SignUp {
            shift,
            sign_up,
            or_wait: true,
        };
        let id = CommandId(self.rng.uuid());
        self.direct.insert(id);
        Envelope::new(id, person, self.now, &command).ok()
    }

    fn is_settled(&mut self, member: usize, tab: u64, id: CommandId, outcome: Outcome) -> Verdict {
        let local = self.local(member);
        let there = &mut self.members[member];
        let Some(slot) = there.slot_of(tab) else {
            self.counts.one("crash", "answer to a tab that is gone");
            return Ok(());
        };
        if there.sending.is_some_and(|(sent, _)| sent == id) {
            there.sending = None;
        }
        there.chaos.step.set("settle");
        let device = &mut there.tabs[slot].as_mut().unwrap().device;
        if at_once(device.settle(id, outcome, local)).is_ok() {
            let stays = device.queue().any(|queued| queued.envelope.id == id);
            check(!stays, || "settled, and still queued".into())?;
        }
        self.after_write(member, slot);
        Ok(())
    }
}
