//! Registers of places, organizations and people, and the roles that people have.

use crate::town::*;
use linli_domain::{
    Audience, Caller, Command, GrantId, PersonId, Refusal, audiences_of,
    person::{PersonAbout, Role, Role::*, Scope},
    place::Level,
    refusal::{Field, Problem},
    rights::{Duty, Duty::*, may},
    time::Birth,
};
use uuid::Uuid;

fn place_of(code_: &str, desk: &str) -> Command {
    Command::RegisterPlace {
        code: code(code_),
        level: Level::Grid,
        name: text("Grid"),
        desk: code(desk),
    }
}

#[test]
fn registers_are_kept_by_administrators_of_the_place() {
    for (role, scope, allowed) in [
        (CommunityAdmin, HOME, true),
        (CommunityAdmin, NEXT_DOOR, false),
        (SystemAdmin, "21", true),
        (CommunityWorker, HOME, false),
        (Volunteer, HOME, false),
    ] {
        let mut town = Town::new();
        let person = town.neighbour(0);
        town.grants(person, role, Scope::Place(code(scope)), None);
        let expected = if allowed {
            Ok(())
        } else {
            Err(vec![Refusal::NotAllowed])
        };
        let register = Command::RegisterPerson {
            person: PersonId(Uuid::from_u128(99)),
            desk: code(HOME),
            about: Box::new(about("New", HOME)),
        };
        assert_eq!(town.by(person, &register), expected, "{role:?} of {scope}");
        let grid = "210204011009009";
        assert_eq!(
            town.by(person, &place_of(grid, HOME)),
            expected,
            "{role:?} of {scope}"
        );
    }
}

#[test]
fn entering_the_same_again_changes_nothing() {
    let mut town = Town::new();
    let person = town.neighbour(0);
    let before = town.docs.clone();
    town.registers(person, about("Neighbour 0", HOME));
    town.sure(
        Caller::System,
        &Command::RegisterPlace {
            code: code(GRID),
            level: Level::Grid,
            name: text(GRID),
            desk: code(HOME),
        },
    );
    assert_eq!(town.docs, before);
}

#[test]
fn a_correction_keeps_roles_and_promises() {
    let mut town = Town::new();
    let person = town.neighbour(0);
    let shift = town.opens(post(1));
    town.all_sign_up(&[person], shift);
    town.grants(person, Volunteer, Scope::Organization(town.team), None);
    town.registers(person, about("Renamed", HOME));
    let there = town.person(person);
    assert_eq!(there.about.name, "Renamed");
    assert_eq!((there.grants.len(), there.commitments.len()), (1, 1));
}

#[test]
fn a_person_has_a_name_a_number_and_a_home_in_the_community() {
    let field = |field, problem| vec![Refusal::Field { field, problem }];
    for (case, change, expected) in [
        (
            "no name",
            PersonAbout {
                name: " ".into(),
                ..about("x", HOME)
            },
            field(Field::Name, Problem::Missing),
        ),
        (
            "long name",
            PersonAbout {
                name: "x".repeat(41),
                ..about("x", HOME)
            },
            field(Field::Name, Problem::TooLong { max: 40 }),
        ),
        (
            "no number",
            PersonAbout {
                volunteer_no: String::new(),
                ..about("x", HOME)
            },
            field(Field::VolunteerNo, Problem::Missing),
        ),
        (
            "no telephone",
            PersonAbout {
                phone: Some("call me".into()),
                ..about("x", HOME)
            },
            field(Field::Phone, Problem::NotAPhone),
        ),
        (
            "born tomorrow",
            PersonAbout {
                birth: Some(Birth::Year(2027)),
                ..about("x", HOME)
            },
            field(
                Field::Birth,
                Problem::OutOfRange {
                    min: 1900,
                    max: 2026,
                },
            ),
        ),
        (
            "lives elsewhere",
            about("x", NEXT_DOOR),
            field(Field::Place, Problem::Unknown),
        ),
    ] {
        let mut town = Town::new();
        let person = PersonId(Uuid::from_u128(99));
        let command = Command::RegisterPerson {
            person,
            desk: code(HOME),
            about: Box::new(change),
        };
        assert_eq!(town.ask(Caller::System, &command), Err(expected), "{case}");
    }
}

#[test]
fn the_systems_own_id_and_ids_of_other_communities_are_taken() {
    let mut town = Town::new();
    for person in [PersonId::SYSTEM, STRANGER] {
        let command = Command::RegisterPerson {
            person,
            desk: code(HOME),
            about: Box::new(about("x", HOME)),
        };
        assert_eq!(
            town.ask(Caller::System, &command),
            Err(vec![Refusal::IdTaken])
        );
    }
}

#[test]
fn a_role_holds_from_when_it_was_given_until_its_end() {
    let mut town = Town::new();
    let person = town.neighbour(0);
    town.at(10);
    town.grants(
        person,
        CommunityWorker,
        Scope::Place(code(HOME)),
        Some(at(20)),
    );
    let desk = Audience::Desk(code(HOME));
    for (now, holds) in [(9, false), (10, true), (19, true), (20, false)] {
        let reads = audiences_of(town.person(person), at(now)).contains(&desk);
        assert_eq!(reads, holds, "at {now}");
        assert_eq!(
            may(town.person(person), RunDesk, &code(HOME), at(now)),
            holds,
            "at {now}"
        );
    }
}

#[test]
fn a_role_can_be_ended_at_once_and_devices_can_tell() {
    let mut town = Town::new();
    let person = town.neighbour(0);
    let grant = town.grants(person, CommunityWorker, Scope::Place(code(HOME)), None);
    let revision = town.person(person).grants_revision;
    let end = Command::EndRole { person, grant };
    assert_eq!(town.by(WORKER, &end), Err(vec![Refusal::NotAllowed]));
    assert_eq!(town.at(5).ask(Caller::System, &end), Ok(()));
    assert!(!may(town.person(person), RunDesk, &code(HOME), at(5)));
    assert_eq!(town.person(person).grants_revision, revision + 1);
    assert_eq!(town.ask(Caller::System, &end), Ok(()));
    assert_eq!(town.person(person).grants_revision, revision + 1);
    let unknown = Command::EndRole {
        person,
        grant: GrantId(Uuid::from_u128(1)),
    };
    assert_eq!(
        town.ask(Caller::System, &unknown),
        Err(vec![Refusal::NotAllowed])
    );
}

#[test]
fn each_role_reads_the_audiences_of_this_table() {
    let place = || Scope::Place(code(HOME));
    let (public, desk) = (Audience::Public(code(HOME)), Audience::Desk(code(HOME)));
    for role in [
        New,
        Resident,
        Volunteer,
        TeamLead,
        UnitRep,
        GridWorker,
        CourtyardLead,
        CommunityWorker,
        CommunityAdmin,
        LegalAdviser,
        Talker,
        Mediator,
        Expert,
        SocialWorker,
        StreetCoordinator,
        DistrictViewer,
        CityViewer,
        SystemAdmin,
    ] {
        let mut town = Town::new();
        let person = STRANGER;
        town.grants(person, role, place(), None);
        let reads = audiences_of(town.person(person), at(0));
        let runs_desk = matches!(role, CommunityWorker | CommunityAdmin);
        assert_eq!(reads.contains(&desk), runs_desk, "{role:?}");
        // Newcomers see nobody's data, viewers totals only, and who runs the installation no case.
        let nothing = [New, DistrictViewer, CityViewer, SystemAdmin].contains(&role);
        assert_eq!(reads.contains(&public), !nothing, "{role:?}");
        assert!(reads.contains(&Audience::Person(person)));
        assert!(reads.contains(&Audience::Public(code(NEXT_DOOR))));
    }
    let team = Audience::Team(Town::new().team);
    for (role, reads) in [
        (Volunteer, true),
        (TeamLead, true),
        (UnitRep, true),
        (Talker, true),
        (Mediator, true),
        (SocialWorker, true),
        (LegalAdviser, false),
        (Expert, false),
        (CommunityWorker, false),
        (New, false),
    ] {
        let mut town = Town::new();
        let person = town.neighbour(0);
        town.grants(person, role, Scope::Organization(town.team), None);
        assert_eq!(
            audiences_of(town.person(person), at(0)).contains(&team),
            reads,
            "{role:?}"
        );
    }
}

#[test]
fn duties_and_roles_fit_as_in_this_table() {
    const DUTIES: [Duty; 4] = [Register, PostNeeds, RunDesk, VerifyNeeds];
    for (role, at_place, allowed) in [
        (New, HOME, [false, false, false, false]),
        (Resident, HOME, [false, true, false, false]),
        (Volunteer, HOME, [false, true, false, false]),
        (GridWorker, GRID, [false, true, false, true]),
        (CommunityWorker, HOME, [false, true, true, true]),
        (CommunityAdmin, HOME, [true, true, true, true]),
        (CommunityWorker, NEXT_DOOR, [false, false, false, false]),
        (StreetCoordinator, "210204011", [false, true, false, false]),
        (DistrictViewer, "210204", [false, false, false, false]),
        (CityViewer, "2102", [false, false, false, false]),
        (SystemAdmin, "21", [true, false, false, false]),
    ] {
        let mut town = Town::new();
        let person = STRANGER;
        town.grants(person, role, Scope::Place(code(at_place)), None);
        let found = DUTIES.map(|duty| may(town.person(person), duty, &code(HOME), at(0)));
        assert_eq!(found, allowed, "{role:?} of {at_place}");
    }
}

/// Who is given a role must be known to whoever gives it.
#[test]
fn roles_are_given_to_people_of_ones_own_community() {
    let mut town = Town::new();
    let [admin, other] = town.neighbours();
    town.grants(admin, CommunityAdmin, Scope::Place(code(HOME)), None);
    let grant = |person, role: Role, place: &str| Command::GrantRole {
        person,
        grant: GrantId(Uuid::from_u128(5)),
        role,
        scope: Scope::Place(code(place)),
        to: None,
    };
    let stranger = STRANGER;
    let hidden = Err(vec![Refusal::NotFound {
        kind: linli_domain::Kind::Person,
    }]);
    assert_eq!(town.by(admin, &grant(stranger, Volunteer, HOME)), hidden);
    let above = grant(other, CommunityWorker, "210204");
    assert_eq!(town.by(admin, &above), Err(vec![Refusal::NotAllowed]));
    assert_eq!(town.by(admin, &grant(other, CommunityWorker, HOME)), Ok(()));
    assert_eq!(town.by(admin, &grant(other, CommunityWorker, HOME)), Ok(()));
    assert_eq!(town.person(other).grants.len(), 1);
}
