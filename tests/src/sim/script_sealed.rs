//! What people report under seal, and who tries to read it.

use super::{judge::Verdict, world::World};
use linli_domain::{
    CaseId, Command, PersonId,
    case::{NeedAbout, Visibility},
    local::LocalText,
};

/// In everything that is sealed.
pub const WORDS: &str = "Sealed words";

impl World {
    /// Somebody reports something, or reads what was reported: at the server, for no phone keeps it.
    pub(super) fn somebody_trusts(&mut self) -> Verdict {
        let sealed: Vec<CaseId> = self
            .model
            .needs
            .iter()
            .filter(|(_, need)| need.words.is_some())
            .map(|(case, _)| *case)
            .collect();
        let Some(case) = self
            .rng
            .pick(&sealed)
            .copied()
            .filter(|_| self.rng.chance(750))
        else {
            return self.somebody_seals();
        };
        let Some(need) = self.model.needs.get(&case) else {
            return Ok(());
        };
        let handler = need.assignee.unwrap_or(need.reporter);
        let readers = [need.reporter, handler, handler, self.somebody()];
        let who = readers[self.rng.below(readers.len())];
        self.trusts(who, Command::ReadSealed { case })
    }

    /// At the server; now and then on a phone, which takes nothing of it.
    fn trusts(&mut self, who: PersonId, command: Command) -> Verdict {
        let mut members = self.members.iter();
        let member = members.position(|member| member.person == who);
        match member.filter(|_| self.rng.chance(150)) {
            Some(member) => self.taps(member, command, None),
            None => self.directly(who, &command),
        }
    }

    fn somebody_seals(&mut self) -> Verdict {
        let who: PersonId = self.somebody();
        let about = NeedAbout {
            title: LocalText::one("en", WORDS),
            text: WORDS.into(),
            visibility: Visibility::Sealed,
            recipient: None,
            ..self.need()
        };
        let case = CaseId(self.rng.uuid());
        let about = Box::new(about);
        self.counts.one("sealed", "posted");
        self.trusts(who, Command::PostNeed { case, about })
    }
}
