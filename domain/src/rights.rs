//! Who may do what: one table of roles and duties. A grant holds in its place and all below it.

use crate::{
    ids::OrganizationId,
    person::{Person, Role, Scope},
    place::PlaceCode,
    time::Instant,
};

/// What a role may allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duty {
    /// Enter places, organizations and people; give and end roles.
    Register,
    /// Post needs.
    PostNeeds,
    /// Run the community's desk: needs, shifts, rosters, hours.
    RunDesk,
    /// Verify that a need is done.
    VerifyNeeds,
}

/// Whether one of a person's grants allows a duty at a desk at that moment.
pub fn may(person: &Person, duty: Duty, desk: &PlaceCode, now: Instant) -> bool {
    let resident = duty == Duty::PostNeeds && person.desk == *desk;
    let granted = person
        .grants
        .iter()
        .filter(|grant| grant.holds_at(now))
        .any(|grant| {
            let Scope::Place(place) = &grant.scope else {
                return false;
            };
            match duty {
                // A grid worker's scope lies below the desk; their word counts there.
                Duty::VerifyNeeds | Duty::PostNeeds if grant.role == Role::GridWorker => {
                    desk.contains(place)
                }
                _ => place.contains(desk) && allows(grant.role, duty),
            }
        });
    let newcomer = is_newcomer(person, now);
    granted || (resident && !newcomer)
}

fn allows(role: Role, duty: Duty) -> bool {
    match duty {
        Duty::Register => matches!(role, Role::CommunityAdmin | Role::SystemAdmin),
        Duty::RunDesk | Duty::VerifyNeeds => {
            matches!(role, Role::CommunityWorker | Role::CommunityAdmin)
        }
        Duty::PostNeeds => !matches!(
            role,
            Role::New | Role::DistrictViewer | Role::CityViewer | Role::SystemAdmin
        ),
    }
}

/// Whether a person has come in by a team's code and nobody has said yet that they know them. Who was known once stays
/// known; who was turned away never was.
pub fn is_newcomer(person: &Person, now: Instant) -> bool {
    let mut begun = person
        .grants
        .iter()
        .filter(|grant| grant.from <= now)
        .peekable();
    begun.peek().is_some() && begun.all(|grant| grant.role == Role::New)
}

/// Whether a person came in by a team's code, and whoever looked at them did not know them.
pub fn is_turned_away(person: &Person, now: Instant) -> bool {
    is_newcomer(person, now) && person.grants.iter().all(|grant| !grant.holds_at(now))
}

/// Whether a person leads a team at that moment.
pub fn leads(person: &Person, team: OrganizationId, now: Instant) -> bool {
    person.grants.iter().any(|grant| {
        grant.role == Role::TeamLead
            && grant.holds_at(now)
            && grant.scope == Scope::Organization(team)
    })
}

/// Whether a role lets nobody do more than volunteer: no data of others, and no password is asked of who holds it.
pub fn is_plain(role: Role) -> bool {
    matches!(role, Role::New | Role::Resident | Role::Volunteer)
}

/// Whether one of a person's grants lets them give a role at a place: never more than their own rights reach.
pub fn may_give(person: &Person, role: Role, place: &PlaceCode, now: Instant) -> bool {
    let holding = person.grants.iter().filter(|grant| grant.holds_at(now));
    let mut here = holding.filter(|grant| match &grant.scope {
        Scope::Place(scope) => scope.contains(place),
        Scope::Organization(_) => false,
    });
    here.any(|grant| match grant.role {
        Role::SystemAdmin => true,
        Role::CommunityAdmin => of_a_community(role),
        Role::CommunityWorker => {
            is_plain(role) || matches!(role, Role::TeamLead | Role::UnitRep | Role::CourtyardLead)
        }
        _ => false,
    })
}

/// The roles that end at a community.
fn of_a_community(role: Role) -> bool {
    !matches!(
        role,
        Role::StreetCoordinator | Role::DistrictViewer | Role::CityViewer | Role::SystemAdmin
    )
}
