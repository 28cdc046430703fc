//! What the desk does with shifts: opens, corrects, calls off.

use super::{
    model::{Model, NeedStand},
    script_deeds::Deed,
    world::{HOME, NEXT_DOOR, World},
};
use chrono::TimeDelta;
use linli_domain::{
    CaseId, Command, ShiftId,
    local::LocalText,
    shift::{Attendance, Parent, Requirements, ShiftAbout},
    time::{Instant, Span},
};

/// How often somebody does these, by what there is to do.
pub(super) fn weights(model: &Model, now: Instant, worker: usize) -> [(Deed, usize); 3] {
    let open = model.shifts.values().filter(|roster| roster.to_come(now));
    let few = open.count() < 5;
    [
        (Deed::OpenShift, if few { 9 * worker } else { worker }),
        (Deed::CorrectShift, 9 * worker),
        (Deed::CancelShift, 3 * worker),
    ]
}

impl World {
    pub(super) fn about(&mut self) -> ShiftAbout {
        // Where somebody goes in a week, some shifts are after that.
        let begins = match self.model.next_to_go() {
            Some(from) if self.rng.chance(300) => from.max(self.now),
            _ => self.now,
        };
        let start = begins + TimeDelta::minutes(self.rng.between(40, 260));
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

    pub(super) fn opens(&mut self) -> Option<Command> {
        let about = self.about();
        let again = self
            .rng
            .chance(20)
            .then(|| self.some_shift(|_| true))
            .flatten();
        let shift = again.unwrap_or(ShiftId(self.rng.uuid()));
        Some(Command::OpenShift {
            shift,
            about: Box::new(about),
        })
    }

    pub(super) fn corrects(&mut self) -> Option<Command> {
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

    pub(super) fn cancels(&mut self) -> Option<Command> {
        let now = self.now;
        let shift = self.some_shift(|roster| roster.to_come(now))?;
        let reason = if self.rng.chance(950) { "rain" } else { " " };
        Some(Command::CancelShift {
            shift,
            reason: reason.into(),
        })
    }
}
