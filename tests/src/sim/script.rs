//! What people do: mostly what makes sense, at times what does not.

use super::{
    addresses::somebody_lonely,
    judge::Verdict,
    model::{Code, NeedStand, Stand},
    script_afterwards, script_blocks, script_disputes,
    script_visits::weights,
    world::{HOME, NEXT_DOOR, World},
};
use chrono::TimeDelta;
use linli_domain::{
    CaseId, Command, CommandId, Document, DocumentKey, NoticeId, PersonId, ShiftId, SignUpId,
    case::{Assignee, NeedAbout, Visibility},
    codes,
    command::{HoursEntry, NeedStep, Proof},
    local::LocalText,
    shift::{Attendance, Parent, Requirements, ShiftAbout},
    time::{Instant, Span},
};
use std::collections::BTreeSet;

/// The fewest taps of a schedule.
pub const TAPS: u64 = 40;

#[derive(Clone, Copy, Debug)]
pub(super) enum Deed {
    SignUp,
    Withdraw,
    Reconfirm,
    CheckIn,
    CheckOut,
    MarkPresent,
    MarkLeft,
    MarkAbsent,
    ClearMark,
    ConfirmHours,
    OpenShift,
    CorrectShift,
    CancelShift,
    PostNeed,
    CorrectNeed,
    HandleNeed,
    MarkSeen,
    SignUpFor,
    WithdrawFor,
    AddOnSite,
    TellByPhone,
    AcceptOffer,
    SayComing,
    Approve,
    DeclineRequest,
    TellResident,
    AskTeam,
    PostponeShift,
    HandOver,
    EnterAttendance,
    ReserveBlock,
    NameMember,
    ReduceBlock,
    ContestAbsence,
    AnswerContest,
    RequestCorrection,
    AnswerCorrection,
}

type Asked = Option<(Command, Option<Code>)>;

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
        let mut resolved = self.model.needs.values().map(|need| need.stand);
        if resolved.any(|stand| stand == NeedStand::Resolved) && self.rng.chance(500) {
            self.passes(TimeDelta::days(7))?;
            self.time_ticks()?;
        }
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
            0..560 => {
                let deed = self.deed_of(member);
                self.somebody_taps(member, deed)?;
            }
            560..680 => self.somebody_walks_in()?,
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
        let Some((person, grant)) = self.temporary.take() else {
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
        ][self.rng.below(8)];
        let asked = self.asks(person, deed);
        self.is_asked_directly(person, asked)
    }

    fn is_asked_directly(&mut self, person: PersonId, asked: Asked) -> Verdict {
        let Some((command, code)) = asked else {
            return Ok(());
        };
        let id = CommandId(self.rng.uuid());
        if let Some(code) = code {
            self.model.codes.insert(id, code);
        }
        self.directly_as(id, person, &command)
    }

    fn deed_of(&mut self, member: usize) -> Deed {
        let person = self.members[member].person;
        let stands: Vec<Stand> = self
            .model
            .shifts
            .values()
            .filter_map(|roster| roster.of(person).map(|entry| entry.stand))
            .collect();
        let has = |stand| if stands.contains(&stand) { 1 } else { 0 };
        let leads = usize::from(
            self.model
                .shifts
                .values()
                .any(|roster| roster.leads(person)),
        );
        let worker = usize::from(self.model.runs_desk(person, self.now) || self.rng.chance(40));
        let marks = leads.max(worker);
        let open = self
            .model
            .shifts
            .values()
            .filter(|roster| roster.to_come(self.now))
            .count();
        let now = self.now;
        let due = |which: &dyn Fn(&super::model::Roster) -> bool| {
            let begun = |roster: &&super::model::Roster| {
                !roster.cancelled && now >= roster.about.span.start - TimeDelta::minutes(30)
            };
            usize::from(self.model.shifts.values().filter(begun).any(which))
        };
        let expected = due(&|roster| {
            roster
                .of(person)
                .is_some_and(|entry| entry.stand == Stand::Confirmed)
        });
        let begun = due(&|roster| !roster.recorded);
        let to_mark = due(&|roster| {
            !roster.recorded
                && roster
                    .entries
                    .iter()
                    .any(|entry| entry.stand == Stand::Confirmed)
        });
        let to_settle = due(&|roster| {
            now >= roster.about.span.end && roster.entries.iter().any(|entry| entry.stand.there())
        });
        let deeds = [
            (Deed::SignUp, if open > 0 { 26 } else { 3 }),
            (Deed::Withdraw, 3 + 5 * has(Stand::Confirmed)),
            (Deed::Reconfirm, 1 + 14 * has(Stand::Reconfirm)),
            (
                Deed::CheckIn,
                2 + expected * if self.clumsy == Some(person) { 120 } else { 40 },
            ),
            (Deed::CheckOut, 1 + 10 * has(Stand::In)),
            (Deed::MarkPresent, (2 + 10 * to_mark) * marks),
            (Deed::MarkLeft, 2 * marks),
            (Deed::MarkAbsent, 2 * marks),
            (Deed::ClearMark, 2 * marks),
            (Deed::ConfirmHours, (2 + 30 * to_settle) * marks),
            (Deed::OpenShift, if open < 5 { 9 * worker } else { worker }),
            (Deed::CorrectShift, 9 * worker),
            (Deed::CancelShift, 3 * worker),
            (Deed::PostNeed, 4),
            (Deed::CorrectNeed, 1 + worker),
            (Deed::HandleNeed, 3 + 14 * worker),
            (Deed::MarkSeen, 4),
            (Deed::SignUpFor, 1 + if open > 0 { 6 } else { 1 } * marks),
            (Deed::WithdrawFor, 3 * marks),
            (Deed::AddOnSite, (1 + 5 * begun) * marks),
            (Deed::TellByPhone, 5 * marks),
        ];
        let more = weights(&self.model, person, now, worker);
        let afterwards = script_afterwards::weights(&self.model, person, now, worker);
        let disputes = script_disputes::weights(&self.model, person, worker);
        let blocks = script_blocks::weights(&self.model, person, now, worker);
        let deeds = deeds
            .into_iter()
            .chain(more)
            .chain(afterwards)
            .chain(blocks)
            .chain(disputes);
        let total: usize = deeds.clone().map(|(_, weight)| weight).sum();
        let mut at = self.rng.below(total);
        for (deed, weight) in deeds {
            if at < weight {
                return deed;
            }
            at -= weight;
        }
        Deed::SignUp
    }

    pub(super) fn some_shift(
        &mut self,
        fits: impl Fn(&super::model::Roster) -> bool,
    ) -> Option<ShiftId> {
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

    fn asks(&mut self, person: PersonId, deed: Deed) -> Asked {
        let now = self.now;
        let soon = |roster: &super::model::Roster| {
            !roster.cancelled && now >= roster.about.span.start - TimeDelta::minutes(40)
        };
        let mine = |roster: &super::model::Roster, which: fn(Stand) -> bool| {
            roster.of(person).is_some_and(|entry| which(entry.stand))
        };
        let at = now - TimeDelta::seconds(if self.rng.chance(150) { 600 } else { 1 });
        let command = match deed {
            Deed::SignUpFor => self.signs_somebody_up()?,
            Deed::WithdrawFor => self.gives_back_for_somebody()?,
            Deed::AddOnSite => self.adds_somebody()?,
            Deed::TellByPhone => self.calls_somebody()?,
            Deed::AcceptOffer => self.accepts(person)?,
            Deed::SayComing => self.says_coming(person)?,
            Deed::Approve => self.approves(person)?,
            Deed::DeclineRequest => self.declines(person)?,
            Deed::TellResident => self.tells_a_resident()?,
            Deed::AskTeam => self.asks_a_team()?,
            Deed::PostponeShift => self.postpones()?,
            Deed::ReserveBlock => self.reserves_a_block()?,
            Deed::NameMember => self.names_a_member()?,
            Deed::ReduceBlock => self.reduces_a_block()?,
            Deed::ContestAbsence => self.contests(person)?,
            Deed::AnswerContest => self.answers_a_contest(person)?,
            Deed::RequestCorrection => self.requests_a_correction(person)?,
            Deed::AnswerCorrection => self.answers_a_correction()?,
            Deed::EnterAttendance => self.enters_a_sheet(person)?,
            Deed::HandOver => self.hands_over(person)?,
            Deed::SignUp => {
                let shift = self.some_shift(|roster| {
                    roster.to_come(now) && !mine(roster, |stand| stand.live())
                })?;
                let taken = self
                    .rng
                    .chance(15)
                    .then(|| self.some_entry(shift, |_| true));
                let sign_up = taken.unwrap_or(SignUpId(self.rng.uuid()));
                Command::SignUp {
                    shift,
                    sign_up,
                    or_wait: self.rng.chance(850),
                }
            }
            Deed::Withdraw => Command::Withdraw {
                shift: self
                    .some_shift(|roster| mine(roster, |stand| stand.live() && !stand.there()))?,
            },
            Deed::Reconfirm => Command::Reconfirm {
                shift: self.some_shift(|roster| mine(roster, |stand| stand == Stand::Reconfirm))?,
            },
            Deed::CheckIn => return self.checks_in(person),
            Deed::CheckOut => Command::CheckOut {
                shift: self.some_shift(|roster| mine(roster, |stand| stand == Stand::In))?,
                at,
            },
            Deed::MarkPresent => {
                let shift = self.some_shift(soon)?;
                let sign_up = self.some_entry(shift, |stand| stand == Stand::Confirmed);
                Command::MarkPresent { shift, sign_up, at }
            }
            Deed::MarkLeft => {
                let shift = self.some_shift(soon)?;
                let sign_up = self.some_entry(shift, |stand| stand == Stand::In);
                Command::MarkLeft { shift, sign_up, at }
            }
            Deed::MarkAbsent => {
                let shift = self.some_shift(soon)?;
                let sign_up = self.some_entry(shift, |stand| stand == Stand::Confirmed);
                Command::MarkAbsent { shift, sign_up }
            }
            Deed::ClearMark => {
                let shift = self.some_shift(soon)?;
                let sign_up = self.some_entry(shift, |s| s == Stand::Absent || s.there());
                Command::ClearMark { shift, sign_up }
            }
            Deed::ConfirmHours => self.confirms_hours(person)?,
            Deed::OpenShift => return self.opens(person),
            Deed::CorrectShift => self.corrects(person)?,
            Deed::CancelShift => Command::CancelShift {
                shift: self.some_shift(|roster| roster.to_come(now))?,
                reason: if self.rng.chance(950) {
                    "rain".into()
                } else {
                    " ".into()
                },
            },
            Deed::PostNeed => {
                let about = self.need(person);
                Command::PostNeed {
                    case: CaseId(self.rng.uuid()),
                    about: Box::new(about),
                }
            }
            Deed::CorrectNeed => {
                let case = self.some_need(|_| true)?;
                Command::CorrectNeed {
                    case,
                    about: Box::new(self.need(person)),
                }
            }
            Deed::HandleNeed => self.handles(person)?,
            Deed::MarkSeen => {
                let mine: Vec<NoticeId> = self
                    .model
                    .notices
                    .iter()
                    .filter(|(_, (owner, _))| *owner == person)
                    .map(|(id, _)| *id)
                    .chain(self.model.team_notices.keys().copied())
                    .collect();
                let notice = self.rng.pick(&mine).copied();
                Command::MarkSeen {
                    notice: notice.unwrap_or(NoticeId(self.rng.uuid())),
                }
            }
        };
        Some((command, None))
    }

    /// The code on the lead's screen: right, mistyped, outdated, of another shift, of a minute ago.
    fn checks_in(&mut self, person: PersonId) -> Asked {
        let now = self.now;
        let shift = self.some_shift(|roster| {
            roster
                .of(person)
                .is_some_and(|entry| entry.stand == Stand::Confirmed)
                && now >= roster.about.span.start - TimeDelta::minutes(40)
        })?;
        let visit = self
            .model
            .shifts
            .get(&shift)
            .is_some_and(|roster| roster.about.attendance == Attendance::Visit);
        if visit != self.rng.chance(30) {
            let late = if self.rng.chance(200) { 400 } else { 2 };
            let at = now - TimeDelta::seconds(late);
            return Some((
                Command::CheckIn {
                    shift,
                    proof: Proof::Arrived,
                    at,
                },
                None,
            ));
        }
        let shown = match self.rng.below(12) {
            0 => now - TimeDelta::seconds(200),
            1 => now - TimeDelta::hours(3),
            2 => now + TimeDelta::seconds(300),
            _ => now,
        };
        let step = codes::step_at(shown);
        let begins = codes::step_start(step)?;
        let of = if self.rng.chance(40) {
            self.some_shift(|_| true)?
        } else {
            shift
        };
        let secret = match self.server.document(&DocumentKey::Shift(of)) {
            Some(Document::Shift(there)) => there.secret,
            _ => None,
        };
        let mistyped = self.rng.chance(if self.clumsy == Some(person) {
            850
        } else {
            120
        });
        let (Some(secret), false) = (secret, mistyped) else {
            let proof = Proof::Digits {
                step,
                digits: "0000000x".into(),
            };
            return Some((
                Command::CheckIn {
                    shift,
                    proof,
                    at: now,
                },
                Some(Code::Wrong),
            ));
        };
        let mut code = if of == shift {
            Code::Right(begins)
        } else {
            Code::Wrong
        };
        let proof = if self.rng.chance(500) {
            Proof::Code {
                step,
                mac: codes::code(&secret, of, step),
            }
        } else {
            // Shown some steps ago, typed now.
            let ago = self.rng.below(9) as u64;
            code = match (
                of == shift && ago <= codes::DIGIT_STEPS,
                codes::step_start(step - ago),
            ) {
                (true, Some(begins)) => Code::Right(begins),
                _ => Code::Wrong,
            };
            Proof::Digits {
                step,
                digits: codes::digits(&secret, of, step - ago),
            }
        };
        Some((
            Command::CheckIn {
                shift,
                proof,
                at: now,
            },
            Some(code),
        ))
    }

    fn confirms_hours(&mut self, _: PersonId) -> Option<Command> {
        let now = self.now;
        let shift = self.some_shift(|roster| {
            !roster.cancelled
                && !roster.recorded
                && (now >= roster.about.span.end
                    || roster.entries.iter().any(|e| e.stand == Stand::Out))
        })?;
        let roster = self.model.shifts.get(&shift)?.clone();
        let mut entries = Vec::new();
        for entry in &roster.entries {
            if entry.stand.there() && self.rng.chance(850) {
                let minutes = self
                    .rng
                    .chance(200)
                    .then(|| self.rng.between(0, 130) as u32);
                entries.push(HoursEntry {
                    sign_up: entry.id,
                    minutes,
                });
            }
        }
        if self.rng.chance(60) {
            let sign_up = self.some_entry(shift, |_| true);
            entries.push(HoursEntry {
                sign_up,
                minutes: None,
            });
        }
        Some(Command::ConfirmHours { shift, entries })
    }

    pub(super) fn somebody(&mut self) -> PersonId {
        let people: Vec<PersonId> = self.members.iter().map(|member| member.person).collect();
        people[self.rng.below(people.len())]
    }

    pub(super) fn about(&mut self) -> ShiftAbout {
        let start = self.now + TimeDelta::minutes(self.rng.between(40, 260));
        let span = Span {
            start,
            end: start + TimeDelta::minutes(self.rng.between(30, 120)),
        };
        let minutes = TimeDelta::minutes;
        let open = self.model.needs.iter().filter(|(_, need)| {
            matches!(
                need.stand,
                NeedStand::Accepted | NeedStand::Assigned | NeedStand::InProgress
            )
        });
        let open: Vec<CaseId> = open.map(|(id, _)| *id).collect();
        let parent = if self.rng.chance(800) {
            self.rng.pick(&open).copied()
        } else {
            None
        };
        let parent = if self.rng.chance(20) {
            self.some_need(|_| true)
        } else {
            parent
        };
        let title = if self.rng.chance(980) { "Fair" } else { " " };
        let mut requirements = Requirements::default();
        if self.rng.chance(120) {
            requirements.skills.push("tea".into());
        }
        if self.rng.chance(120) {
            requirements.trainings.push("first_aid".into());
        }
        if self.rng.chance(100) {
            requirements.min_age = Some(18);
        }
        // Mostly there is time to give back until shortly before; at times it is late at once.
        let withdraw_by = match self.rng.below(100) {
            0..50 => Some(start - minutes(35)),
            50..75 => Some(self.now + minutes(self.rng.between(1, 30))),
            _ => None,
        };
        let visit = self.rng.chance(280);
        let mut about = ShiftAbout {
            title: LocalText::one("en", title),
            text: String::new(),
            parent: parent.map(Parent::Case),
            kind: Default::default(),
            attendance: Attendance::Site,
            place: HOME.parse().unwrap(),
            meeting_point: ["gate", "bridge"][self.rng.below(2)].into(),
            span,
            sign_up_by: self.rng.chance(200).then(|| start - minutes(30)),
            withdraw_by,
            slots: 1 + self.rng.below(2) as u16,
            min_staff: 0,
            requirements,
            risks: String::new(),
            bring: String::new(),
            insurance: false,
            checklist: Vec::new(),
            organization: None,
            lead: self.rng.chance(900).then(|| self.somebody()),
            deputy: self.rng.chance(300).then(|| self.somebody()),
            counts_as_volunteer: self.rng.chance(900),
            urgency: Default::default(),
            external_ref: None,
        };
        if visit {
            self.becomes_a_visit(&mut about);
        }
        about
    }

    fn opens(&mut self, _: PersonId) -> Asked {
        let about = self.about();
        let again = self
            .rng
            .chance(20)
            .then(|| self.some_shift(|_| true))
            .flatten();
        let shift = again.unwrap_or(ShiftId(self.rng.uuid()));
        Some((
            Command::OpenShift {
                shift,
                about: Box::new(about),
            },
            None,
        ))
    }

    fn corrects(&mut self, _: PersonId) -> Option<Command> {
        let now = self.now;
        let shift = self.some_shift(|roster| {
            !roster.cancelled && !roster.recorded && roster.about.span.end > now
        })?;
        let was = self.model.shifts.get(&shift)?.about.clone();
        let other = self.about();
        let mut about = was;
        match self.rng.below(9) {
            0..3 => about.slots = 1 + self.rng.below(4) as u16,
            3 => about.slots = 1,
            4 => (about.span, about.sign_up_by, about.withdraw_by) = (other.span, None, None),
            5 => (about.lead, about.deputy) = (other.lead, other.deputy),
            6 => about.meeting_point = other.meeting_point,
            7 => (about.parent, about.requirements) = (other.parent, other.requirements),
            _ => about.attendance = other.attendance,
        }
        if self.rng.chance(25) {
            about.slots = 0;
        }
        if self.rng.chance(25) {
            about.place = NEXT_DOOR.parse().unwrap();
        }
        // Onto another shift of somebody's, so that they must say again whether they come.
        if self.rng.chance(150) {
            let onto = self.some_shift(|roster| roster.to_come(now))?;
            if let Some(onto) = self.model.shifts.get(&onto) {
                (about.span, about.sign_up_by, about.withdraw_by) = (onto.about.span, None, None);
            }
        }
        Some(Command::CorrectShift {
            shift,
            about: Box::new(about),
        })
    }

    pub(super) fn need(&mut self, _: PersonId) -> NeedAbout {
        let title = if self.rng.chance(970) {
            ["Stalls", "Errand"][self.rng.below(2)]
        } else {
            ""
        };
        let place = if self.rng.chance(970) {
            HOME
        } else {
            NEXT_DOOR
        };
        NeedAbout {
            title: LocalText::one("en", title),
            text: String::new(),
            category: "fair".into(),
            place: place.parse().unwrap(),
            urgency: Default::default(),
            visibility: if self.rng.chance(850) {
                Visibility::Public
            } else {
                Visibility::Desk
            },
            source: Default::default(),
            risks: String::new(),
            recipient: self.rng.chance(500).then(|| somebody_lonely(&mut self.rng)),
            external_ref: None,
        }
    }

    fn some_need(&mut self, fits: impl Fn(NeedStand) -> bool) -> Option<CaseId> {
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

    /// Mostly the step that is next for some need; at times any step.
    fn handles(&mut self, person: PersonId) -> Option<Command> {
        let reason = || "because".to_owned();
        let desk = self.model.runs_desk(person, self.now);
        let mine: Vec<CaseId> = self
            .model
            .needs
            .iter()
            .filter(|(_, need)| desk || need.reporter == person || need.assignee == Some(person))
            .map(|(id, _)| *id)
            .collect();
        let any = self.some_need(|stand| stand < NeedStand::Closed)?;
        let case = self.rng.pick(&mine).copied().unwrap_or(any);
        let stand = self.model.needs.get(&case)?.stand;
        let resolve = NeedStep::Resolve {
            evidence: "done".into(),
        };
        let step = match (stand, self.rng.below(10)) {
            (_, 0) => NeedStep::Withdraw { reason: reason() },
            (_, 1) => NeedStep::Reopen { reason: reason() },
            (NeedStand::Submitted, 2) => NeedStep::Reject { reason: reason() },
            (NeedStand::Submitted, _) => NeedStep::Accept,
            (NeedStand::Accepted, _) => NeedStep::Assign {
                assignee: Assignee::Person(self.somebody()),
            },
            (NeedStand::Assigned, 2..6) => NeedStep::Start,
            (NeedStand::Assigned | NeedStand::InProgress, _) => resolve,
            _ => self.ends(case),
        };
        Some(Command::HandleNeed { case, step })
    }
}
