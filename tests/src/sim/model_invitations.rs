//! The judge's rules of coming in: a team's code, an invitation to a role, another device; and who is known then.

use super::{
    model::{Model, Neighbour, No, Verdict, must},
    model_roles::{Held, Where, is_plain},
};
use chrono::{Datelike, NaiveDate, TimeDelta};
use linli_domain::{
    Command, GrantId, InvitationId, OrganizationId, PersonId,
    invitation::{Guardian, InvitationKey, InvitedTo, Newcomer},
    person::{Role, Scope},
    time::{Birth, Instant},
};
use std::rc::Rc;

/// A team's code and an invitation to a role are good for a week.
const A_WEEK: TimeDelta = TimeDelta::days(7);
/// A lost phone is replaced today.
const A_DAY: TimeDelta = TimeDelta::hours(24);
/// So many people come in by one code.
const BY_ONE_CODE: usize = 40;
/// Whoever is younger does not come alone.
const GROWN_UP: i32 = 18;

/// An invitation as the judge keeps it.
#[derive(Clone, Debug)]
pub struct Opening {
    pub to: InvitedTo,
    pub key: InvitationKey,
    /// Nobody where it was made at the machine itself.
    pub by: Option<PersonId>,
    pub at: Instant,
    pub until: Instant,
    pub places: usize,
    pub came: Vec<(PersonId, Instant)>,
    pub ended: bool,
}

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

fn hex(text: &str, digits: usize) -> bool {
    let small = |c| "0123456789abcdef".contains(c);
    text.chars().count() == digits && text.chars().all(small)
}

/// What hangs on a wall is shown; every other token is with whoever holds the link.
fn right_key(to: &InvitedTo, key: &InvitationKey) -> bool {
    let on_a_wall = matches!(to, InvitedTo::Team { .. });
    match key {
        InvitationKey::Shown(token) => on_a_wall && hex(token, 32),
        InvitationKey::Hashed(hash) => !on_a_wall && hex(hash, 64),
        InvitationKey::Withheld => false,
    }
}

impl Model {
    /// Whether somebody may open that now; what is made at the machine itself may be anything that there is.
    fn opens(&self, by: Option<PersonId>, to: &InvitedTo, now: Instant) -> bool {
        match to {
            InvitedTo::Team { team } => {
                let by_whom = |by| self.leads_team(by, *team, now) || self.runs_desk(by, now);
                self.teams.contains(team) && by.is_none_or(by_whom)
            }
            InvitedTo::Role { role, scope, .. } => {
                let place = self.place_of(scope);
                let there = !matches!(place, Where::Team(team) if !self.teams.contains(&team));
                there && by.is_none_or(|by| self.may_give(by, *role, place, now))
            }
            InvitedTo::Device { person } => {
                let Some(there) = self.people.get(person) else {
                    return false;
                };
                by.is_none_or(|by| {
                    let more = there.roles.iter().filter(|held| held.now(now));
                    let mut more = more.filter(|held| !is_plain(held.role));
                    let desk = !there.next_door && self.runs_desk(by, now);
                    by != *person
                        && desk
                        && more.all(|held| self.may_give(by, held.role, Where::Home, now))
                })
            }
        }
    }

    /// Whether an invitation lets in now, whoever comes.
    pub fn stands(&self, opening: &Opening, now: Instant) -> bool {
        !opening.ended
            && now < opening.until
            && opening.came.len() < opening.places
            && self.opens(opening.by, &opening.to, now)
    }

    pub(super) fn invite(
        &mut self,
        me: Option<PersonId>,
        id: InvitationId,
        (to, key): (&InvitedTo, &InvitationKey),
        now: Instant,
    ) -> Verdict {
        if let (Some(me), InvitedTo::Device { person }) = (me, to) {
            self.may_see(me, *person, now)?;
        }
        must(self.opens(me, to, now) && right_key(to, key))?;
        if let Some(there) = self.invitations.get(&id) {
            return must(there.by == me && there.to == *to && there.key == *key);
        }
        let (long, places, what) = match to {
            InvitedTo::Team { .. } => (A_WEEK, BY_ONE_CODE, "to a team"),
            InvitedTo::Role { .. } => (A_WEEK, 1, "to a role"),
            InvitedTo::Device { .. } => (A_DAY, 1, "on another device"),
        };
        let opening = Opening {
            to: to.clone(),
            key: key.clone(),
            by: me,
            at: now,
            until: now + long,
            places,
            came: Vec::new(),
            ended: false,
        };
        self.invitations.insert(id, opening);
        self.happened.push(("invited", what));
        Ok(())
    }

    pub(super) fn end_invitation(
        &mut self,
        me: Option<PersonId>,
        id: InvitationId,
        now: Instant,
    ) -> Verdict {
        let found = self.invitations.get(&id).ok_or(No::here())?;
        let leads =
            |me| matches!(found.to, InvitedTo::Team { team } if self.leads_team(me, team, now));
        let own = found.by == me;
        must(own || me.is_none_or(|me| leads(me) || self.runs_desk(me, now)))?;
        let found = self.invitations.get_mut(&id).ok_or(No::here())?;
        if !std::mem::replace(&mut found.ended, true) {
            self.happened.push(("invitation", "taken back"));
        }
        Ok(())
    }

    /// Somebody comes in, at the authority's own door.
    pub(super) fn join(&mut self, command: &Command, now: Instant) -> Verdict {
        let Command::Join {
            invitation,
            token,
            person,
            grant,
            newcomer,
        } = command
        else {
            return Err(No::here());
        };
        let found = self.invitations.get(invitation).ok_or(No::here())?;
        must(self.tokens.get(invitation) == Some(token))?;
        if found.came.iter().any(|(came, _)| came == person) {
            self.happened.push(("coming in", "again"));
            return Ok(());
        }
        must(!found.ended)?;
        must(now < found.until)?;
        must(found.came.len() < found.places)?;
        // A hand that could not make it any more lets nobody in.
        must(self.opens(found.by, &found.to, now))?;
        let to = found.to.clone();
        match newcomer {
            Some(told) => self.is_registered_on_coming(*person, told, now)?,
            None => must(self.people.contains_key(person))?,
        }
        let what = match &to {
            InvitedTo::Device { person: whose } => {
                must(whose == person && newcomer.is_none())?;
                "on another device"
            }
            InvitedTo::Team { team } => {
                let scope = Scope::Organization(*team);
                self.comes_to_hold(*person, *grant, (Role::New, &scope, None), now)?;
                "by a team's code"
            }
            InvitedTo::Role { role, scope, to } => {
                self.comes_to_hold(*person, *grant, (*role, scope, *to), now)?;
                "to a role"
            }
        };
        let found = self.invitations.get_mut(invitation).ok_or(No::here())?;
        found.came.push((*person, now));
        let last = found.came.len() == found.places && found.places > 1;
        self.happened.push(("coming in", what));
        if newcomer.is_none() {
            self.happened.push(("coming in", "who was registered"));
        }
        if last {
            self.happened.push(("coming in", "the last of forty"));
        }
        Ok(())
    }

    fn is_registered_on_coming(
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

    /// Whoever holds it there already, or holds anything there and comes by a code, is given nothing.
    fn comes_to_hold(
        &mut self,
        person: PersonId,
        id: GrantId,
        (role, scope, to): (Role, &Scope, Option<Instant>),
        now: Instant,
    ) -> Verdict {
        let place = self.place_of(scope);
        let mut there = self.roles(person).iter();
        let already = there.any(|held| {
            held.now(now) && held.place == place && (held.role == role || role == Role::New)
        });
        if already {
            return Ok(());
        }
        let from = now;
        let held = Held {
            id,
            role,
            place,
            from,
            to,
        };
        self.gets(person, held)
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
