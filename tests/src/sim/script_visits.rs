//! What people do around home visits and late offers.

use super::{
    addresses::somebody_lonely,
    judge::Verdict,
    model::{Model, NeedStand, Roster, Stand},
    script_deeds::Deed,
    world::World,
};
use chrono::TimeDelta;
use linli_domain::{
    CaseId, Command, OrganizationId, PersonId, ShiftId, SignUpId,
    command::NeedStep,
    shift::{Attendance, Parent, ShiftAbout},
    time::Instant,
};

fn has(roster: &Roster, which: impl Fn(Stand) -> bool) -> bool {
    roster.entries.iter().any(|entry| which(entry.stand))
}

fn mine(roster: &Roster, person: PersonId, which: impl Fn(Stand) -> bool) -> bool {
    roster.of(person).is_some_and(|entry| which(entry.stand))
}

/// How often somebody does these, by what there is to do.
pub(super) fn weights(
    model: &Model,
    person: PersonId,
    now: Instant,
    worker: usize,
) -> [(Deed, usize); 6] {
    let any = |which: &dyn Fn(&Roster) -> bool| usize::from(model.shifts.values().any(which));
    let offered = any(&|roster| mine(roster, person, Stand::offered));
    let confirmed = any(&|r| r.to_come(now) && mine(r, person, |s| s == Stand::Confirmed));
    let asks = |roster: &Roster| {
        let runs = worker > 0 || roster.leads(person);
        runs && has(roster, |stand| stand == Stand::Requested)
    };
    let asked = any(&asks);
    let leads = any(&|roster| roster.leads(person)).max(worker);
    let visit = any(&|roster| !roster.recorded && roster.is_visit() && now < roster.about.span.end);
    [
        (Deed::AcceptOffer, 1 + 24 * offered),
        (Deed::SayComing, 1 + 3 * confirmed),
        (Deed::Approve, (1 + 22 * asked) * leads),
        (Deed::DeclineRequest, (1 + 4 * asked) * leads),
        (Deed::TellResident, (1 + 3 * visit) * worker),
        (Deed::AskTeam, 2 * worker),
    ]
}

impl World {
    pub(super) fn accepts(&mut self, person: PersonId) -> Option<Command> {
        let asked = |roster: &Roster| {
            let entry = roster.of(person);
            entry.is_some_and(|entry| entry.stand.offered() || entry.lapsed.is_some())
        };
        let shift = self.some_shift(asked)?;
        Some(Command::AcceptOffer { shift })
    }

    pub(super) fn says_coming(&mut self, person: PersonId) -> Option<Command> {
        let shift = self.some_shift(|roster| mine(roster, person, |s| s == Stand::Confirmed))?;
        Some(Command::SayComing { shift })
    }

    fn a_request(&mut self, person: PersonId) -> Option<(ShiftId, SignUpId)> {
        let desk = self.model.runs_desk(person, self.now);
        let shift = self.some_shift(|roster| {
            (desk || roster.leads(person)) && has(roster, |stand| stand == Stand::Requested)
        })?;
        let sign_up = self.some_entry(shift, |stand| stand == Stand::Requested);
        Some((shift, sign_up))
    }

    pub(super) fn approves(&mut self, person: PersonId) -> Option<Command> {
        let (shift, sign_up) = self.a_request(person)?;
        Some(Command::Approve { shift, sign_up })
    }

    pub(super) fn declines(&mut self, person: PersonId) -> Option<Command> {
        let (shift, sign_up) = self.a_request(person)?;
        let reason = if self.rng.chance(950) {
            "somebody else knows her".into()
        } else {
            " ".into()
        };
        Some(Command::DeclineRequest {
            shift,
            sign_up,
            reason,
        })
    }

    pub(super) fn tells_a_resident(&mut self) -> Option<Command> {
        let now = self.now;
        let shift = self.some_shift(|roster| {
            roster.is_visit() && roster.about.parent.is_some() && now < roster.about.span.end
        })?;
        Some(Command::TellResident { shift })
    }

    pub(super) fn asks_a_team(&mut self) -> Option<Command> {
        let now = self.now;
        let shift = self.some_shift(|roster| roster.to_come(now))?;
        let team = if self.rng.chance(920) {
            self.team
        } else {
            OrganizationId(self.rng.uuid())
        };
        Some(Command::AskTeam { shift, team })
    }

    /// The end of a need: called back where somebody without an account was helped, at times all the same.
    pub(super) fn ends(&mut self, case: CaseId) -> NeedStep {
        let need = self.model.needs.get(&case);
        let called = need.is_some_and(|need| need.about.recipient.is_some());
        if called != self.rng.chance(850) {
            return NeedStep::Close;
        }
        NeedStep::CallBack {
            helped: self.rng.chance(750),
            words: ["", "She was glad"][self.rng.below(2)].into(),
            rating: [None, Some(5), Some(3), Some(6)][self.rng.below(4)],
        }
    }

    /// Somebody tells the desk of a neighbour who is alone; the desk looks for visitors, and neighbours ask to go.
    ///
    /// # Errors
    /// What the judge finds.
    pub(super) fn somebody_needs_a_visit(&mut self) -> Verdict {
        let (worker, reporter) = (self.members[0].person, self.somebody());
        let case = CaseId(self.rng.uuid());
        let mut need = Box::new(self.need());
        need.recipient = Some(somebody_lonely(&mut self.rng));
        self.directly(reporter, &Command::PostNeed { case, about: need })?;
        let step = NeedStep::Accept;
        self.directly(worker, &Command::HandleNeed { case, step })?;
        let (shift, mut about) = (ShiftId(self.rng.uuid()), Box::new(self.about()));
        self.becomes_a_visit(&mut about);
        about.parent = Some(Parent::Case(case));
        about.requirements = Default::default();
        self.directly(worker, &Command::OpenShift { shift, about })?;
        for n in 0..2 {
            let (person, sign_up) = (self.walk_ins[n], SignUpId(self.rng.uuid()));
            let asks = Command::SignUp {
                shift,
                sign_up,
                or_wait: true,
            };
            self.directly(person, &asks)?;
        }
        Ok(())
    }

    /// Most visits are to somebody; some are days away.
    pub(super) fn becomes_a_visit(&mut self, about: &mut ShiftAbout) {
        about.attendance = Attendance::Visit;
        let open = self.model.needs.iter().filter(|(_, need)| {
            need.about.recipient.is_some()
                && matches!(
                    need.stand,
                    NeedStand::Accepted | NeedStand::Assigned | NeedStand::InProgress
                )
        });
        let open: Vec<CaseId> = open.map(|(id, _)| *id).collect();
        if let Some(case) = self.rng.pick(&open).copied()
            && self.rng.chance(850)
        {
            about.parent = Some(Parent::Case(case));
        }
        if self.rng.chance(300) {
            let later = TimeDelta::minutes(self.rng.between(22 * 60, 70 * 60));
            about.span.start += later;
            about.span.end += later;
            about.sign_up_by = about.sign_up_by.map(|by| by + later);
            about.withdraw_by = about.withdraw_by.map(|by| by + later);
        }
    }
}
