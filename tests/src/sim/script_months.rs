//! The desk hands months up: mostly one that is over.

use super::{judge::Verdict, world::World};
use linli_domain::Command;

impl World {
    pub(super) fn a_month_is_handed_up(&mut self) -> Verdict {
        let month = ["2026-05", "2026-05", "2026-04", "2026-06"][self.rng.below(4)];
        let (Ok(place), Ok(month)) = (self.model.home.parse(), month.parse()) else {
            return Err("no such month".into());
        };
        let person = if self.rng.chance(800) {
            self.members[0].person
        } else {
            self.walk_ins[self.rng.below(self.walk_ins.len())]
        };
        self.directly(person, &Command::SubmitMonth { place, month })
    }
}
