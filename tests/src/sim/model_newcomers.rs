//! The judge's rules of newcomers: what they tell of themselves, and who says that they are known.

use super::{
    model::{Model, Neighbour, Verdict, must},
    model_roles::{Held, Where},
};
use chrono::{Datelike, NaiveDate, TimeDelta};
use linli_domain::{
    GrantId, OrganizationId, PersonId,
    invitation::{Guardian, Newcomer},
    person::Role,
    time::{Birth, Instant},
};
use std::rc::Rc;

/// Whoever is younger does not come alone.
const GROWN_UP: i32 = 18;

/// What a newcomer told of themselves, and when.
#[derive(Clone, Debug)]
pub struct ToldOnComing {
    pub form: Rc<Newcomer>,
    pub at: Instant,
}

/// The day from which a person is so old: whoever gave a year alone may have been born on its last day.
pub fn grown(born: Birth, years: i32) -> Option<NaiveDate> {
    let (year, month, day) = match born {
        Birth::Year(year) => (year, 12, 31),
        Birth::Date(date) => (date.year(), date.month(), date.day()),
    };
    NaiveDate::from_ymd_opt(year + years, month, day)
}

/// The day where the community lives: eight hours ahead.
pub fn today(now: Instant) -> NaiveDate {
    (now + TimeDelta::hours(8)).date_naive()
}

fn can_be_dialled(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let rest = text.strip_prefix('+').unwrap_or(text);
    let fits = |c: char| c.is_ascii_digit() || c == ' ' || c == '-';
    (3..=20).contains(&digits) && rest.chars().all(fits)
}

/// A number as the community keeps it, however it was typed.
pub fn dialled(text: &str) -> String {
    text.replace([' ', '-'], "")
}

fn is_a_name(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().count() <= 40
}

/// What a newcomer must tell.
fn form(told: &Newcomer, now: Instant) -> Verdict {
    must(is_a_name(&told.name))?;
    must(can_be_dialled(&told.phone))?;
    let born = match told.birth {
        Birth::Year(year) => year,
        Birth::Date(date) => date.year(),
    };
    must((1900..=now.year()).contains(&born))?;
    must(told.consents.iter().any(|to| to == "membership"))?;
    must(told.consents.len() <= 8 && told.consents.iter().all(|to| to.len() <= 24))?;
    match &told.guardian {
        Some(Guardian { name, phone }) => must(is_a_name(name) && can_be_dialled(phone)),
        None => must(grown(told.birth, GROWN_UP).is_some_and(|day| day <= today(now))),
    }
}

impl Model {
    pub(super) fn is_registered_on_coming(
        &mut self,
        person: PersonId,
        told: &Newcomer,
        now: Instant,
    ) -> Verdict {
        must(!self.people.contains_key(&person))?;
        form(told, now)?;
        if told.guardian.is_some() {
            self.happened.push(("coming in", "with a guardian"));
        }
        let neighbour = Neighbour {
            name: told.name.trim().to_owned(),
            phone: dialled(&told.phone),
            skills: Vec::new(),
            trainings: Vec::new(),
            born: Some(told.birth),
            roles: Vec::new(),
            wrong_codes: Default::default(),
            next_door: false,
            told: Some(ToldOnComing {
                form: Rc::new(told.clone()),
                at: now,
            }),
        };
        self.people.insert(person, neighbour);
        Ok(())
    }

    /// Whoever leads the team, or runs the desk, says who is one of theirs; never of themselves.
    fn says_who_they_are(
        &self,
        me: PersonId,
        person: PersonId,
        team: OrganizationId,
        now: Instant,
    ) -> Verdict {
        self.may_see(me, person, now)?;
        must(me != person)?;
        must(self.leads_team(me, team, now) || self.runs_desk(me, now))
    }

    pub(super) fn know(
        &mut self,
        me: PersonId,
        (person, team): (PersonId, OrganizationId),
        id: GrantId,
        now: Instant,
    ) -> Verdict {
        self.says_who_they_are(me, person, team, now)?;
        let place = Where::Team(team);
        let taken = self.roles(person).iter().find(|held| held.id == id);
        if !self.is_new_in(person, team, now) {
            // Said again, it is as it was.
            let said = |held: &Held| held.role == Role::Volunteer && held.place == place;
            return must(taken.is_some_and(said));
        }
        must(taken.is_none())?;
        self.is_new_no_more(person, team, now);
        self.happened.push(("newcomer", "known"));
        let held = Held {
            id,
            role: Role::Volunteer,
            place,
            from: now,
            to: None,
        };
        self.gets(person, held)
    }

    pub(super) fn turn_away(
        &mut self,
        me: PersonId,
        (person, team): (PersonId, OrganizationId),
        now: Instant,
    ) -> Verdict {
        self.says_who_they_are(me, person, team, now)?;
        must(self.is_new_in(person, team, now))?;
        self.is_new_no_more(person, team, now);
        let what = if self.is_turned_away(person, now) {
            "turned away"
        } else {
            "turned away, and stays who they were"
        };
        self.happened.push(("newcomer", what));
        Ok(())
    }

    fn is_new_no_more(&mut self, person: PersonId, team: OrganizationId, now: Instant) {
        let there = self.people.get_mut(&person);
        for held in there.into_iter().flat_map(|there| &mut there.roles) {
            let new = held.role == Role::New && held.place == Where::Team(team);
            if new && held.now(now) {
                held.to = Some(now);
            }
        }
    }
}
