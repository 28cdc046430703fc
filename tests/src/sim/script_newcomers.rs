//! What newcomers tell of themselves: mostly all that is to be told.

use super::{model_newcomers::today, world::World};
use chrono::Datelike;
use linli_domain::{
    invitation::{Guardian, Newcomer},
    time::Birth,
};

impl World {
    /// What somebody tells of themselves; so many times in a thousand, something is not right.
    pub(super) fn tells(&mut self, wrong: u32) -> Newcomer {
        let day = today(self.now);
        let eighteen_today = day.with_year(day.year() - 18).map(Birth::Date);
        let next = day
            .succ_opt()
            .and_then(|day| day.with_year(day.year() - 18));
        let mother = Guardian {
            name: "Mother".into(),
            phone: "0411-8 1".into(),
        };
        let (birth, guardian) = match self.rng.below(12) {
            0 => (Birth::Year(2012), Some(mother)),
            1 => (next.map_or(Birth::Year(2010), Birth::Date), Some(mother)),
            2 => (eighteen_today.unwrap_or(Birth::Year(1990)), None),
            3 => (Birth::Year(2007), None),
            n => (Birth::Year(1940 + 4 * n as i32), None),
        };
        let mut told = Newcomer {
            name: format!(" Ma {:08x}", self.rng.number() as u32),
            birth,
            phone: format!("+86 138 {:010}", self.rng.number() as u32),
            consents: vec!["membership".into()],
            guardian,
        };
        if self.rng.chance(300) {
            told.consents.push("photo".into());
        }
        if self.rng.chance(wrong) {
            for _ in 0..=self.rng.below(2) {
                self.something_is_wrong(&mut told, next.map(Birth::Date));
            }
        }
        told
    }

    fn something_is_wrong(&mut self, told: &mut Newcomer, seventeen: Option<Birth>) {
        let guardian = |name: &str, phone: &str| {
            Some(Guardian {
                name: name.into(),
                phone: phone.into(),
            })
        };
        match self.rng.below(14) {
            0 => told.name = "  ".into(),
            1 => told.name = "x".repeat(41),
            2 => told.phone = " ".into(),
            3 => told.phone = "12".into(),
            4 => told.phone = "ask my son".into(),
            5 => told.birth = Birth::Year(1899),
            6 => told.birth = Birth::Year(2027),
            7 => told.consents.retain(|to| to != "membership"),
            8 => told.consents.push("x".repeat(25)),
            9 => told.consents = vec!["membership".into(); 9],
            10 => told.guardian = guardian(" ", "0411 8"),
            11 => told.guardian = guardian("Aunt", "none"),
            12 => (told.birth, told.guardian) = (Birth::Year(2008), None),
            _ => (told.birth, told.guardian) = (seventeen.unwrap_or(Birth::Year(2010)), None),
        }
    }
}
