//! Who invites whom, what they make of an invitation, and what is said of those who are new.

use super::{
    model::Model,
    script_deeds::Deed,
    world::{HOME, NEXT_DOOR, World},
};
use chrono::TimeDelta;
use linli_domain::{
    Command, GrantId, InvitationId, OrganizationId, PersonId,
    invitation::{InvitationKey, InvitedTo, hash_of},
    person::{Role, Scope},
    time::Instant,
};

/// How often somebody does these, by what there is to do.
pub(super) fn weights(
    model: &Model,
    person: PersonId,
    now: Instant,
    worker: usize,
) -> [(Deed, usize); 4] {
    let who = usize::from(model.leads_some_team(person, now)) + worker.min(1);
    let new = usize::from(model.people.keys().any(|there| is_new(model, *there, now)));
    let mut openings = model.invitations.values();
    let open = usize::from(openings.any(|opening| model.stands(opening, now)));
    let own = usize::from(model.is_newcomer(person));
    [
        (Deed::Invite, 1 + 2 * who),
        (Deed::EndInvitation, 1 + open * who),
        (Deed::Know, 1 + 3 * own + (1 + 5 * new) * who),
        (Deed::TurnAway, 1 + (1 + 4 * new) * who),
    ]
}

fn is_new(model: &Model, person: PersonId, now: Instant) -> bool {
    let mut teams = model.teams.iter();
    teams.any(|team| model.is_new_in(person, *team, now))
}

/// Where something is to be opened, and what with.
pub(super) fn key_for(to: &InvitedTo, token: &str) -> InvitationKey {
    match to {
        InvitedTo::Team { .. } => InvitationKey::Shown(token.to_owned()),
        _ => InvitationKey::Hashed(hash_of(token)),
    }
}

impl Deed {
    /// One of what is done about those who come in.
    pub(super) fn of_who_comes_in(n: usize) -> Self {
        match n {
            0 => Deed::Invite,
            1 => Deed::EndInvitation,
            2 => Deed::Know,
            _ => Deed::TurnAway,
        }
    }
}

impl World {
    /// A fresh token: 32 digits.
    pub(super) fn draws_a_token(&mut self) -> String {
        format!("{:016x}{:016x}", self.rng.number(), self.rng.number())
    }

    /// Mostly our team; at times one that there is not.
    fn some_team(&mut self, unknown: u32) -> OrganizationId {
        if self.rng.chance(unknown) {
            OrganizationId(self.rng.uuid())
        } else {
            self.team
        }
    }

    pub(super) fn invites(&mut self, me: PersonId) -> Command {
        let to = self.something_to_open(me);
        let token = self.draws_a_token();
        let there: Vec<InvitationId> = self.model.invitations.keys().copied().collect();
        let again = self.rng.pick(&there).copied();
        if let Some(invitation) = again.filter(|_| self.rng.chance(60)) {
            let made = &self.model.invitations[&invitation];
            // The same said again, or another under its name.
            let (to, key) = if self.rng.chance(500) {
                (made.to.clone(), made.key.clone())
            } else {
                let key = key_for(&to, &token);
                (to, key)
            };
            return Command::Invite {
                invitation,
                to,
                key,
            };
        }
        let mut key = key_for(&to, &token);
        if self.rng.chance(60) {
            key = match self.rng.below(5) {
                0 => InvitationKey::Withheld,
                1 => InvitationKey::Shown(hash_of(&token)),
                2 => InvitationKey::Hashed(token.clone()),
                3 => InvitationKey::Shown(token.to_uppercase() + "F"),
                _ => match key {
                    InvitationKey::Shown(_) => InvitationKey::Hashed(hash_of(&token)),
                    _ => InvitationKey::Shown(token.clone()),
                },
            };
        }
        let invitation = InvitationId(self.rng.uuid());
        self.model.tokens.insert(invitation, token);
        Command::Invite {
            invitation,
            to,
            key,
        }
    }

    fn something_to_open(&mut self, me: PersonId) -> InvitedTo {
        match self.rng.below(100) {
            0..42 => InvitedTo::Team {
                team: self.some_team(50),
            },
            42..72 => self.some_role(),
            _ => InvitedTo::Device {
                person: self.who_lost_a_phone(me),
            },
        }
    }

    /// Mostly what a desk gives; at times more than anybody here has.
    fn some_role(&mut self) -> InvitedTo {
        let role = match self.rng.below(20) {
            0..6 => Role::Volunteer,
            6..9 => Role::TeamLead,
            9 => Role::Resident,
            10 => Role::UnitRep,
            11 => Role::New,
            12..15 => Role::CommunityWorker,
            15..17 => Role::CommunityAdmin,
            17 => Role::GridWorker,
            18 => Role::CityViewer,
            _ => Role::SystemAdmin,
        };
        let scope = match self.rng.below(100) {
            0..52 => Scope::Place(HOME.parse().unwrap()),
            52..56 => Scope::Place(NEXT_DOOR.parse().unwrap()),
            _ => Scope::Organization(self.some_team(50)),
        };
        let minutes = TimeDelta::minutes(self.rng.between(5, 400));
        // Whoever is new is so until somebody says yes or no.
        let ends = self.rng.chance(250) && role != Role::New;
        let to = ends.then(|| self.now + minutes);
        InvitedTo::Role { role, scope, to }
    }

    pub(super) fn who_lost_a_phone(&mut self, me: PersonId) -> PersonId {
        let people = &self.model.people;
        let came = people.iter().filter(|(_, there)| there.told.is_some());
        let came: Vec<PersonId> = came.map(|(id, _)| *id).collect();
        match self.rng.below(100) {
            0..4 => PersonId(self.rng.uuid()),
            4..10 => me,
            10..15 => self.stranger,
            15..60 => self.somebody(),
            60..78 => self.walk_ins[self.rng.below(self.walk_ins.len())],
            _ => self
                .rng
                .pick(&came)
                .copied()
                .unwrap_or_else(|| self.somebody()),
        }
    }

    /// Mostly one that stands; at times any, or none at all.
    pub(super) fn some_invitation(&mut self) -> InvitationId {
        if self.rng.chance(50) {
            return InvitationId(self.rng.uuid());
        }
        let (model, now) = (&self.model, self.now);
        let standing = model.invitations.iter();
        let standing = standing.filter(|(_, opening)| model.stands(opening, now));
        let standing: Vec<InvitationId> = standing.map(|(id, _)| *id).collect();
        let all: Vec<InvitationId> = model.invitations.keys().copied().collect();
        let from = if standing.is_empty() || self.rng.chance(250) {
            all
        } else {
            standing
        };
        let found = self.rng.pick(&from).copied();
        found.unwrap_or_else(|| InvitationId(self.rng.uuid()))
    }

    pub(super) fn takes_an_invitation_back(&mut self, me: PersonId) -> Command {
        let own = self.model.invitations.iter();
        let own = own.filter(|(_, opening)| opening.by == Some(me));
        let own: Vec<InvitationId> = own.map(|(id, _)| *id).collect();
        let invitation = match self.rng.pick(&own).copied() {
            Some(own) if self.rng.chance(500) => own,
            _ => self.some_invitation(),
        };
        Command::EndInvitation { invitation }
    }

    /// Mostly somebody who is new; at times oneself, or somebody else.
    fn whom_to_know(&mut self, me: PersonId) -> PersonId {
        let (model, now) = (&self.model, self.now);
        let new = model.people.keys().copied();
        let new: Vec<PersonId> = new.filter(|there| is_new(model, *there, now)).collect();
        if new.contains(&me) && self.rng.chance(500) {
            return me;
        }
        match self.rng.below(100) {
            0..8 => self.somebody_else(),
            8..11 => self.stranger,
            11..14 => me,
            _ => match self.rng.pick(&new).copied() {
                Some(new) => new,
                None => self.somebody_else(),
            },
        }
    }

    pub(super) fn knows_somebody(&mut self, me: PersonId) -> Command {
        let person = self.whom_to_know(me);
        let held: Vec<GrantId> = self.model.roles(person).iter().map(|h| h.id).collect();
        let taken = self.rng.pick(&held).copied();
        let taken = taken.filter(|_| self.rng.chance(80));
        Command::Know {
            person,
            team: self.some_team(30),
            grant: taken.unwrap_or(GrantId(self.rng.uuid())),
        }
    }

    pub(super) fn turns_somebody_away(&mut self, me: PersonId) -> Command {
        let person = self.whom_to_know(me);
        let team = self.some_team(30);
        Command::TurnAway { person, team }
    }
}
