//! Who holds which role, from when until when, and what follows from it in the judge's own words: who runs a desk, who
//! is of a team, who is new and who was turned away, and who may give what.

use super::model::{Model, No, Verdict};
use linli_domain::{
    Audience, GrantId, OrganizationId, PersonId,
    person::{Role, Scope},
    time::Instant,
};

/// Where a role is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    Home,
    NextDoor,
    Team(OrganizationId),
}

/// A role that somebody holds, or held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    pub id: GrantId,
    pub role: Role,
    pub place: Where,
    pub from: Instant,
    pub to: Option<Instant>,
}

impl Held {
    pub fn now(&self, now: Instant) -> bool {
        self.from <= now && self.to.is_none_or(|to| now < to)
    }
}

/// What lets nobody do more than volunteer.
const PLAIN: [Role; 3] = [Role::New, Role::Resident, Role::Volunteer];
/// What a desk gives beside.
const OF_A_DESK: [Role; 3] = [Role::TeamLead, Role::UnitRep, Role::CourtyardLead];
/// What reaches beyond a community.
const BEYOND: [Role; 4] = [
    Role::StreetCoordinator,
    Role::DistrictViewer,
    Role::CityViewer,
    Role::SystemAdmin,
];

/// Whether a role lets nobody do more than volunteer.
pub fn is_plain(role: Role) -> bool {
    PLAIN.contains(&role)
}

impl Model {
    pub fn place_of(&self, scope: &Scope) -> Where {
        match scope {
            Scope::Organization(team) => Where::Team(*team),
            Scope::Place(place) if place.as_str() == self.home => Where::Home,
            Scope::Place(_) => Where::NextDoor,
        }
    }

    pub fn roles(&self, person: PersonId) -> &[Held] {
        self.people
            .get(&person)
            .map_or(&[], |there| there.roles.as_slice())
    }

    fn holds(&self, person: PersonId, now: Instant, which: impl Fn(&Held) -> bool) -> bool {
        let mut roles = self.roles(person).iter();
        roles.any(|held| held.now(now) && which(held))
    }

    pub fn runs_desk(&self, person: PersonId, now: Instant) -> bool {
        self.holds(person, now, |held| {
            let desk = matches!(held.role, Role::CommunityWorker | Role::CommunityAdmin);
            held.place == Where::Home && desk
        })
    }

    /// Looks after a grid: may say that a need is done.
    pub fn looks_after_a_grid(&self, person: PersonId, now: Instant) -> bool {
        self.holds(person, now, |held| {
            held.place == Where::Home && held.role == Role::GridWorker
        })
    }

    /// Came in by a code, and nobody has ever said that they know them.
    pub fn is_newcomer(&self, person: PersonId) -> bool {
        let roles = self.roles(person);
        !roles.is_empty() && roles.iter().all(|held| held.role == Role::New)
    }

    /// Came in by a code, and whoever looked at them did not know them.
    pub fn is_turned_away(&self, person: PersonId, now: Instant) -> bool {
        !self.is_gone(person) && self.is_newcomer(person) && !self.holds(person, now, |_| true)
    }

    /// Came in by a team's code, and nobody has said yes or no.
    pub fn is_new_in(&self, person: PersonId, team: OrganizationId, now: Instant) -> bool {
        self.holds(person, now, |held| {
            held.place == Where::Team(team) && held.role == Role::New
        })
    }

    /// Was new once, and is known now.
    pub fn is_known_at_last(&self, person: PersonId) -> bool {
        let mut roles = self.roles(person).iter();
        roles.any(|held| held.role == Role::New) && !self.is_newcomer(person)
    }

    /// In a team, in whatever role: new ones may be named for its places too.
    pub fn is_in(&self, person: PersonId, team: OrganizationId, now: Instant) -> bool {
        self.holds(person, now, |held| held.place == Where::Team(team))
    }

    pub fn leads_team(&self, person: PersonId, team: OrganizationId, now: Instant) -> bool {
        self.holds(person, now, |held| {
            held.place == Where::Team(team) && held.role == Role::TeamLead
        })
    }

    pub fn leads_some_team(&self, person: PersonId, now: Instant) -> bool {
        let mut teams = self.teams.iter();
        teams.any(|team| self.leads_team(person, *team, now))
    }

    pub fn members(&self, team: OrganizationId, now: Instant) -> Vec<PersonId> {
        let people = self.people.keys().copied();
        people
            .filter(|person| self.is_in(*person, team, now))
            .collect()
    }

    /// Whoever leads a team is told of a person who is in it for good, as far as anybody knows.
    pub fn is_told_to_lead_of(&self, person: PersonId, team: OrganizationId) -> bool {
        if self.is_gone(person) {
            return false;
        }
        let mut roles = self.roles(person).iter();
        roles.any(|held| held.place == Where::Team(team) && held.to.is_none())
    }

    /// Whether a person may read what goes to an audience: whoever was turned away, their own things alone.
    pub fn may_read(&self, person: PersonId, audience: &Audience, now: Instant) -> bool {
        if self.is_gone(person) {
            return false;
        }
        if self.is_turned_away(person, now) {
            return *audience == Audience::Person(person);
        }
        let next_door = self.people.get(&person).is_some_and(|p| p.next_door);
        match audience {
            Audience::Person(reader) => *reader == person,
            Audience::Public(place) => {
                let home = place.as_str() == self.home;
                home != next_door || (home && self.comes_over(person, now))
            }
            Audience::Desk(place) => place.as_str() == self.home && self.runs_desk(person, now),
            Audience::Team(team) => self.holds(person, now, |held| {
                let members = matches!(held.role, Role::Volunteer | Role::TeamLead);
                held.place == Where::Team(*team) && members
            }),
            Audience::TeamLead(team) => self.leads_team(person, *team, now),
        }
    }

    /// Somebody of next door who has something to do here.
    fn comes_over(&self, person: PersonId, now: Instant) -> bool {
        self.holds(person, now, |held| match held.place {
            Where::Team(_) => true,
            Where::Home => held.role != Role::New,
            Where::NextDoor => false,
        })
    }

    /// What is in the register about somebody, where one reads it: one's own, the desk's, of members of one's team.
    pub fn may_see(&self, me: PersonId, whom: PersonId, now: Instant) -> Verdict {
        super::model::must(!self.is_gone(whom))?;
        let there = self.people.get(&whom).ok_or(No::here())?;
        let desk = !there.next_door && self.runs_desk(me, now);
        let leads = |team: &OrganizationId| {
            self.is_told_to_lead_of(whom, *team) && self.leads_team(me, *team, now)
        };
        super::model::must(me == whom || desk || self.teams.iter().any(leads))
    }

    /// Nobody gives more than they have.
    pub fn may_give(&self, me: PersonId, role: Role, place: Where, now: Instant) -> bool {
        // What is a team's is given where the team is at home.
        let place = match place {
            Where::Team(_) => Where::Home,
            place => place,
        };
        self.holds(me, now, |held| {
            let reaches = match held.role {
                Role::SystemAdmin => true,
                Role::CommunityAdmin => !BEYOND.contains(&role),
                Role::CommunityWorker => is_plain(role) || OF_A_DESK.contains(&role),
                _ => false,
            };
            held.place == place && reaches
        })
    }

    pub(super) fn gets(&mut self, person: PersonId, held: Held) -> Verdict {
        let there = self.people.get_mut(&person).ok_or(No::here())?;
        there.roles.push(held);
        Ok(())
    }

    pub(super) fn role_ends(&mut self, person: PersonId, id: GrantId, now: Instant) -> Verdict {
        let there = self.people.get_mut(&person).ok_or(No::here())?;
        let mut roles = there.roles.iter_mut();
        let held = roles.find(|held| held.id == id).ok_or(No::here())?;
        if held.now(now) {
            held.to = Some(now);
        }
        Ok(())
    }
}
