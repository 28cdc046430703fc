//! Who gives which role: nobody more than their own rights reach.

use super::holding;
use crate::{
    person::{Person, Role, Scope},
    place::PlaceCode,
    time::Instant,
};

/// Whether a role lets nobody do more than volunteer: no data of others, and no password is asked of who holds it.
pub fn is_plain(role: Role) -> bool {
    matches!(role, Role::New | Role::Resident | Role::Volunteer)
}

/// Whether one of a person's grants lets them give a role at a place: never more than their own rights reach.
pub fn may_give(person: &Person, role: Role, place: &PlaceCode, now: Instant) -> bool {
    let mut here = holding(person, now).filter(|grant| match &grant.scope {
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
