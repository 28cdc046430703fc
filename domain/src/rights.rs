//! Who may do what: one table of roles and duties. A grant holds in its place and all below it.

use crate::{
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
    let newcomer =
        person.grants.iter().any(|grant| grant.role == Role::New) && person.grants.len() == 1;
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

/// Whether a person has only just come in by a team's code and is not known yet.
pub fn is_newcomer(person: &Person, now: Instant) -> bool {
    let mut holding = person
        .grants
        .iter()
        .filter(|grant| grant.holds_at(now))
        .peekable();
    holding.peek().is_some() && holding.all(|grant| grant.role == Role::New)
}
