//! How long a device stays signed in that is not used.

use crate::town::*;
use linli_domain::{
    person::{Role, Scope},
    session_days,
};

const A_DAY: i64 = 24 * 60;

#[test]
fn a_plain_volunteers_session_lasts_half_a_year_and_anybody_elses_a_month() {
    for (role, days) in [
        (Role::New, 180),
        (Role::Resident, 180),
        (Role::Volunteer, 180),
        (Role::TeamLead, 30),
        (Role::UnitRep, 30),
        (Role::GridWorker, 30),
        (Role::CourtyardLead, 30),
        (Role::CommunityWorker, 30),
        (Role::CommunityAdmin, 30),
        (Role::LegalAdviser, 30),
        (Role::Talker, 30),
        (Role::Mediator, 30),
        (Role::Expert, 30),
        (Role::SocialWorker, 30),
        (Role::StreetCoordinator, 30),
        (Role::DistrictViewer, 30),
        (Role::CityViewer, 30),
        (Role::SystemAdmin, 30),
    ] {
        let mut town = Town::new();
        let person = town.neighbour(0);
        assert_eq!(session_days(town.person(person), town.now), 180);
        town.grants(person, Role::Volunteer, Scope::Place(code(HOME)), None);
        town.grants(person, role, Scope::Place(code(HOME)), None);
        assert_eq!(
            session_days(town.person(person), town.now),
            days,
            "{role:?}"
        );
    }
}

#[test]
fn a_role_that_is_over_makes_a_session_no_shorter_and_one_that_is_to_come_does() {
    let mut town = Town::new();
    let person = town.neighbour(0);
    let scope = Scope::Organization(town.team);
    town.grants(person, Role::TeamLead, scope, Some(at(A_DAY)));
    let there = town.person(person);
    assert_eq!(session_days(there, at(A_DAY - 1)), 30);
    assert_eq!(session_days(there, at(A_DAY)), 180);
    assert_eq!(session_days(there, at(-A_DAY)), 30, "it begins tomorrow");
}
