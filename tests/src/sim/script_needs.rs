//! What is needed, and what becomes of it.

use super::{
    addresses::somebody_lonely,
    model::NeedStand,
    script_deeds::Deed,
    world::{HOME, NEXT_DOOR, World},
};
use linli_domain::{
    CaseId, Command, PersonId,
    case::{Assignee, NeedAbout, Source, Visibility},
    command::NeedStep,
    local::LocalText,
};

/// How often somebody does these.
pub(super) fn weights(worker: usize) -> [(Deed, usize); 3] {
    [
        (Deed::PostNeed, 4),
        (Deed::CorrectNeed, 1 + worker),
        (Deed::HandleNeed, 3 + 14 * worker),
    ]
}

/// The same number, as people write it: in groups.
fn typed_otherwise(phone: &str) -> String {
    match phone.char_indices().nth(3) {
        Some((at, _)) => format!("{} {}-", &phone[..at], &phone[at..]),
        None => phone.to_owned(),
    }
}

impl World {
    pub(super) fn need(&mut self) -> NeedAbout {
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
            source: if self.rng.chance(120) {
                Source::DoorNotice
            } else {
                Source::App
            },
            risks: String::new(),
            recipient: self.rng.chance(500).then(|| somebody_lonely(&mut self.rng)),
            external_ref: None,
        }
    }

    pub(super) fn posts_a_need(&mut self, me: PersonId) -> Command {
        let mut about = Box::new(self.need());
        let mine = self.model.people.get(&me).filter(|_| self.rng.chance(250));
        if let (Some(recipient), Some(mine)) = (&mut about.recipient, mine) {
            recipient.name.clone_from(&mine.name);
            match self.rng.below(6) {
                0..2 => recipient.phone = Some(mine.phone.clone()),
                2 => recipient.phone = Some(typed_otherwise(&mine.phone)),
                3 => (recipient.phone, recipient.call_back) = (None, false),
                _ => {}
            }
        }
        let case = CaseId(self.rng.uuid());
        Command::PostNeed { case, about }
    }

    pub(super) fn corrects_a_need(&mut self) -> Option<Command> {
        let case = self.some_need(|_| true)?;
        let about = Box::new(self.need());
        Some(Command::CorrectNeed { case, about })
    }

    /// Mostly the step that is next for some need; at times any step.
    pub(super) fn handles(&mut self, person: PersonId) -> Option<Command> {
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
        let need = self.model.needs.get(&case)?;
        let (stand, unverified) = (need.stand, need.unverified);
        let resolve = NeedStep::Resolve {
            evidence: "done".into(),
        };
        let step = match (stand, self.rng.below(10)) {
            (_, 0) => NeedStep::Withdraw { reason: reason() },
            (_, 1) => NeedStep::Reopen { reason: reason() },
            (NeedStand::Submitted, 2) => NeedStep::Reject { reason: reason() },
            (NeedStand::Submitted, 3..8) if unverified => NeedStep::Verify,
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
