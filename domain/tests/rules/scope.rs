//! Roles and scope: what a grant is good for, and how nobody gets by another way what it does not say.

use crate::town::*;
use linli_domain::{
    Audience, BlockId, CaseId, Command, Document, DocumentKey, GrantId, Kind, OrganizationId,
    PersonId, Refusal, ShiftId, SignUpId, audiences_of,
    case::Assignee,
    command::NeedStep,
    organization::OrganizationKind,
    person::{Person, Role, Scope},
    publish,
    refusal::{Field, Problem},
    shift::{Consented, ShiftState},
};
use uuid::Uuid;

const ADMIN: PersonId = person_id(0xad);
const NOWHERE: Uuid = Uuid::from_u128(0xdead);

fn here() -> Scope {
    Scope::Place(code(HOME))
}

fn with_admin(role: Role) -> Town {
    let mut town = Town::new();
    town.registers(ADMIN, about("Admin", HOME));
    town.grants(ADMIN, role, here(), None);
    town
}

fn person(town: &Town, id: PersonId) -> &Person {
    match &town.docs[&DocumentKey::Person(id)] {
        Document::Person(person) => person,
        other => panic!("{other:?}"),
    }
}

fn reads(town: &Town, id: PersonId) -> Vec<Audience> {
    audiences_of(person(town, id), town.now)
}

fn grant(person: PersonId, role: Role, scope: Scope) -> Command {
    Command::GrantRole {
        person,
        grant: GrantId(Uuid::from_u128(0x61)),
        role,
        scope,
        to: None,
    }
}

fn posts() -> Command {
    Command::PostNeed {
        case: CaseId(Uuid::from_u128(8)),
        about: Box::new(need()),
    }
}

/// A team next door; it acts here too where `shared`.
fn team_next_door(town: &mut Town, shared: bool) -> OrganizationId {
    let organization = OrganizationId(Uuid::from_u128(0x2002));
    let mut places = vec![code(NEXT_DOOR)];
    places.extend(shared.then(|| code(HOME)));
    let command = Command::RegisterOrganization {
        organization,
        kind: OrganizationKind::VolunteerTeam,
        name: text("Blue vests"),
        places,
        desk: code(NEXT_DOOR),
        specialty: None,
        is_brand: false,
        external_ref: None,
    };
    town.sure(linli_domain::Caller::System, &command);
    organization
}

#[test]
fn whoever_came_in_by_two_teams_is_still_a_newcomer() {
    let mut town = Town::new();
    let neighbour = town.neighbour(0);
    let other = team_next_door(&mut town, true);
    for team in [town.team, other] {
        town.grants(neighbour, Role::New, Scope::Organization(team), None);
    }
    assert_eq!(town.reasons(neighbour, &posts()), [Refusal::NotAllowed]);
}

#[test]
fn whoever_was_known_once_stays_known_when_their_role_ends() {
    let mut town = Town::new();
    let neighbour = town.neighbour(0);
    let to = Some(at(10));
    town.grants(neighbour, Role::Volunteer, here(), to);
    let team = Scope::Organization(town.team);
    town.grants(neighbour, Role::New, team, None);
    assert_eq!(town.reasons(neighbour, &posts()), [], "a volunteer so far");
    town.at(20);
    assert_eq!(
        town.reasons(neighbour, &posts()),
        [],
        "and a neighbour still"
    );
}

#[test]
fn a_newcomer_does_not_do_what_the_team_is_asked_to_do() {
    let mut town = Town::new();
    let [reporter, newcomer, member, speaker] = town.neighbours();
    let team = town.team;
    for (who, role) in [
        (newcomer, Role::New),
        (member, Role::Volunteer),
        (speaker, Role::UnitRep),
    ] {
        town.grants(who, role, Scope::Organization(team), None);
    }
    let case = town.posts(reporter);
    assert_eq!(town.handles(WORKER, case, NeedStep::Accept), Ok(()));
    let assignee = Assignee::Organization(team);
    assert_eq!(
        town.handles(WORKER, case, NeedStep::Assign { assignee }),
        Ok(())
    );
    let start = Command::HandleNeed {
        case,
        step: NeedStep::Start,
    };
    assert_eq!(town.reasons(newcomer, &start), [Refusal::NotAllowed]);
    for who in [member, speaker] {
        assert_eq!(town.reasons(who, &start), []);
        assert!(reads(&town, who).contains(&Audience::Team(team)));
    }
    assert!(!reads(&town, newcomer).contains(&Audience::Team(team)));
}

#[test]
fn a_team_of_another_community_is_not_given_away_here() {
    let mut town = with_admin(Role::CommunityAdmin);
    let neighbour = town.neighbour(0);
    let team = Scope::Organization(team_next_door(&mut town, false));
    let none = Scope::Organization(OrganizationId(NOWHERE));
    for role in [Role::Volunteer, Role::TeamLead] {
        let kind = Kind::Organization;
        for scope in [&team, &none] {
            let give = grant(neighbour, role, scope.clone());
            assert_eq!(town.reasons(ADMIN, &give), [Refusal::NotFound { kind }]);
        }
    }
}

#[test]
fn who_leads_a_shared_team_is_for_the_community_that_registers_it() {
    let mut town = with_admin(Role::CommunityAdmin);
    let neighbour = town.neighbour(0);
    let team = Scope::Organization(team_next_door(&mut town, true));
    let lead = grant(neighbour, Role::TeamLead, team.clone());
    assert_eq!(town.reasons(ADMIN, &lead), [Refusal::NotAllowed]);
    assert_eq!(
        town.reasons(ADMIN, &grant(neighbour, Role::Volunteer, team)),
        []
    );
    let own = Scope::Organization(town.team);
    assert_eq!(
        town.reasons(ADMIN, &grant(neighbour, Role::TeamLead, own)),
        []
    );
}

#[test]
fn who_runs_the_installation_reads_no_desk_and_makes_themselves_nobody_who_does() {
    let mut town = with_admin(Role::SystemAdmin);
    let neighbour = town.neighbour(0);
    town.registers(STRANGER, about("Stranger", NEXT_DOOR));
    town.grants(STRANGER, Role::SystemAdmin, here(), None);
    let own = [
        Audience::Public(code(NEXT_DOOR)),
        Audience::Person(STRANGER),
    ];
    assert_eq!(reads(&town, STRANGER), own);
    for role in [Role::CommunityAdmin, Role::CommunityWorker] {
        let give = grant(ADMIN, role, here());
        assert_eq!(town.reasons(ADMIN, &give), [Refusal::NotAllowed]);
    }
    let give = grant(neighbour, Role::CommunityAdmin, here());
    let kind = Kind::Person;
    assert_eq!(town.reasons(ADMIN, &give), [Refusal::NotFound { kind }]);
    let mut town = with_admin(Role::CommunityAdmin);
    assert_eq!(
        town.by(ADMIN, &grant(ADMIN, Role::TeamLead, here())),
        Ok(())
    );
}

#[test]
fn newcomers_see_nobodys_data_so_they_lead_nothing() {
    let mut town = Town::new();
    let newcomer = town.neighbour(0);
    let team = Scope::Organization(town.team);
    town.grants(newcomer, Role::New, team, None);
    let unknown = |field| Refusal::Field {
        field,
        problem: Problem::Unknown,
    };
    for (field, lead, deputy) in [
        (Field::Lead, newcomer, DEPUTY),
        (Field::Deputy, LEAD, newcomer),
    ] {
        let mut about = post(2);
        (about.lead, about.deputy) = (Some(lead), Some(deputy));
        let open = Command::OpenShift {
            shift: ShiftId(Uuid::from_u128(9)),
            about: Box::new(about),
        };
        assert_eq!(town.reasons(WORKER, &open), [unknown(field)]);
    }
    let shift = town.opens(post(2));
    town.all_sign_up(&[newcomer], shift);
    let hand_over = Command::HandOver {
        shift,
        to: newcomer,
    };
    assert_eq!(town.reasons(LEAD, &hand_over), [unknown(Field::Lead)]);
    town.grants(newcomer, Role::Volunteer, here(), None);
    assert_eq!(town.reasons(LEAD, &hand_over), [], "once they are known");
}

#[test]
fn why_a_need_was_taken_back_is_not_told_with_its_shifts() {
    let mut town = Town::new();
    let [reporter, volunteer] = town.neighbours();
    let case = town.posts(reporter);
    assert_eq!(town.handles(WORKER, case, NeedStep::Accept), Ok(()));
    let mut about = post(2);
    about.parent = Some(linli_domain::shift::Parent::Case(case));
    let shift = town.opens(about);
    town.all_sign_up(&[volunteer], shift);
    let reason = "Mother is in hospital".to_owned();
    let step = NeedStep::Withdraw { reason };
    assert_eq!(town.handles(reporter, case, step), Ok(()));
    let reason = "not_needed".to_owned();
    assert_eq!(town.shift(shift).state, ShiftState::Cancelled { reason });
    for (audience, view) in town.docs.values().flat_map(publish) {
        let json = serde_json::to_string(&view).unwrap();
        let told = [Audience::Desk(code(HOME)), Audience::Person(reporter)].contains(&audience);
        assert!(told || !json.contains("hospital"), "{audience}: {json}");
    }
}

#[test]
fn of_whoever_is_not_in_the_team_its_lead_learns_nothing() {
    let mut town = Town::new();
    let [captain, other] = town.neighbours();
    let team = Scope::Organization(town.team);
    town.grants(captain, Role::TeamLead, team, None);
    let shift = town.opens(post(4));
    // Somebody who has a place already, which is nothing that the captain may know.
    town.all_sign_up(&[other], shift);
    let block = BlockId(Uuid::from_u128(7));
    let reserve = Command::ReserveBlock {
        shift,
        block,
        team: town.team,
        headcount: 1,
    };
    assert_eq!(town.by(captain, &reserve), Ok(()));
    let roster = &town.shift(shift).roster;
    let sign_up = roster.iter().find(|e| e.block == Some(block)).unwrap().id;
    let name = |sign_up, person| Command::NameMember {
        shift,
        sign_up,
        person: Some(person),
        consent: Consented::ByPhone,
    };
    for person in [other, PersonId(NOWHERE)] {
        assert_eq!(
            town.reasons(captain, &name(sign_up, person)),
            [Refusal::NotAMember]
        );
    }
    for sign_up in [sign_up, SignUpId(NOWHERE)] {
        let reasons = town.reasons(other, &name(sign_up, other));
        assert_eq!(
            reasons,
            [Refusal::NotAllowed],
            "whether it is a place or none"
        );
    }
}

#[test]
fn a_desk_hears_that_somebody_is_busy_elsewhere_and_not_where() {
    let mut town = Town::new();
    let [shared, other] = town.neighbours();
    let team = Scope::Organization(team_next_door(&mut town, false));
    town.grants(shared, Role::Volunteer, team, None);
    town.grants(
        STRANGER,
        Role::CommunityWorker,
        Scope::Place(code(NEXT_DOOR)),
        None,
    );
    let mut about = post(2);
    about.place = code(NEXT_DOOR);
    (about.lead, about.deputy) = (None, None);
    let elsewhere = ShiftId(Uuid::from_u128(0xe15e));
    let open = Command::OpenShift {
        shift: elsewhere,
        about: Box::new(about),
    };
    assert_eq!(town.by(STRANGER, &open), Ok(()));
    assert_eq!(town.signs_up(shared, elsewhere), Ok(()));
    let here = town.opens(post(2));
    let again = town.opens(post(2));
    town.all_sign_up(&[other], again);
    let sign_up_for = |person| Command::SignUpFor {
        shift: here,
        sign_up: SignUpId(NOWHERE),
        person,
        consent: Consented::ByPhone,
        or_wait: true,
    };
    assert_eq!(
        town.reasons(WORKER, &sign_up_for(shared)),
        [Refusal::BusyThen]
    );
    let told = town.reasons(WORKER, &sign_up_for(other));
    let own = matches!(told[..], [Refusal::OverlapsShift { other, .. }] if other == again);
    assert!(own, "where it is their own: {told:?}");
}

#[test]
fn an_id_that_something_hidden_has_is_taken_for_those_alone_who_could_have_used_it() {
    let mut town = Town::new();
    let reporter = town.neighbour(0);
    let (shift, case) = (town.opens(post(1)), town.posts(reporter));
    for (shift, case) in [(shift, case), (ShiftId(NOWHERE), CaseId(NOWHERE))] {
        let mut about = post(2);
        about.title = text("Another");
        let open = Command::OpenShift {
            shift,
            about: Box::new(about),
        };
        let mut about = need();
        about.title = text("Another");
        let post = Command::PostNeed {
            case,
            about: Box::new(about),
        };
        for command in [open, post] {
            assert_eq!(town.reasons(STRANGER, &command), [Refusal::NotAllowed]);
        }
    }
}
