//! The judge's rules of coming in: a team's code, an invitation to a role, another device.

use super::{
    model::{Model, No, Verdict, must},
    model_roles::{Held, Where, is_plain},
};
use chrono::TimeDelta;
use linli_domain::{
    Command, GrantId, InvitationId, PersonId,
    invitation::{InvitationKey, InvitedTo},
    person::{Role, Scope},
    time::Instant,
};

/// A team's code and an invitation to a role are good for a week.
const A_WEEK: TimeDelta = TimeDelta::days(7);
/// A lost phone is replaced today.
const A_DAY: TimeDelta = TimeDelta::hours(24);
/// So many people come in by one code.
const BY_ONE_CODE: usize = 40;
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
                let Some(there) = self.people.get(person).filter(|_| !self.is_gone(*person)) else {
                    return false;
                };
                by.is_none_or(|by| {
                    let more = there.roles.iter().filter(|held| held.now(now));
                    let mut more = more.filter(|held| !is_plain(held.role));
                    let desk = !there.next_door && self.runs_desk(by, now);
                    by != *person
                        && desk
                        && more.all(|held| self.may_give(by, held.role, held.place, now))
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
        // Who is registered and scans a team's code again is in already; nobody comes in as somebody who is there.
        let of_team = matches!(found.to, InvitedTo::Team { .. });
        let came = found.came.iter().any(|(came, _)| came == person);
        if came && of_team && newcomer.is_none() {
            must(self.is_there(*person))?;
            self.happened.push(("coming in", "again"));
            return Ok(());
        }
        must(!found.ended)?;
        must(now < found.until)?;
        must(found.came.len() < found.places)?;
        // A hand that could not make it any more lets nobody in.
        must(self.opens(found.by, &found.to, now))?;
        let to = found.to.clone();
        // Nobody takes up what they made.
        must(!matches!(to, InvitedTo::Role { .. }) || found.by != Some(*person))?;
        match newcomer {
            Some(told) => self.is_registered_on_coming(*person, told, now)?,
            None => must(self.is_there(*person))?,
        }
        if of_team && newcomer.is_none() {
            self.belongs_here(*person, *grant, now)?;
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

    /// Who lives there without any role is a resident from the first code on, and no newcomer.
    fn belongs_here(&mut self, person: PersonId, beside: GrantId, now: Instant) -> Verdict {
        let there = self.people.get(&person).ok_or(No::here())?;
        if there.roles.iter().any(|held| held.from <= now) {
            return Ok(());
        }
        let place = match there.next_door {
            true => Where::NextDoor,
            false => Where::Home,
        };
        let held = Held {
            id: GrantId(uuid::Uuid::from_u128(beside.0.as_u128() ^ 1)),
            role: Role::Resident,
            place,
            from: now,
            to: None,
        };
        self.happened.push(("coming in", "who lives there"));
        self.gets(person, held)
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
}
