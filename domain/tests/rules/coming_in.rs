//! Coming in: a team's code, invitations to a role, another device, and being known.

use crate::town::*;
use linli_domain::{
    Audience, Caller, Command, Document, DocumentKey, GrantId, InvitationId, Kind, OrganizationId,
    PersonId, Refusal, View, audiences_of,
    history::{HistoryView, Reader, Somebody, may_read_history, whom},
    invitation::{
        Guardian, Invitation, InvitationKey, InvitedTo, MEMBERSHIP, Newcomer, TEAM_PLACES, hash_of,
    },
    organization::OrganizationKind,
    person::{Role, Scope},
    publish,
    refusal::{Field, Problem},
    rights,
    time::Birth,
};
use uuid::Uuid;

const TOKEN: &str = "00112233445566778899aabbccddeeff";
/// Leads the red vests.
const CAPTAIN: PersonId = person_id(50);

fn newcomer(name: &str) -> Newcomer {
    Newcomer {
        name: name.into(),
        birth: Birth::Year(1948),
        phone: "139 0411 0000".into(),
        consents: vec![MEMBERSHIP.into()],
        guardian: None,
    }
}

impl Town {
    fn with_captain() -> Self {
        let mut town = Town::new();
        town.registers(CAPTAIN, about("Captain", HOME));
        let team = Scope::Organization(town.team);
        town.grants(CAPTAIN, Role::TeamLead, team, None);
        town
    }

    fn of_team(&self) -> InvitedTo {
        InvitedTo::Team { team: self.team }
    }

    fn invites(&mut self, who: PersonId, to: InvitedTo) -> Result<InvitationId, Vec<Refusal>> {
        let invitation = InvitationId(self.fresh());
        let key = match to {
            InvitedTo::Team { .. } => InvitationKey::Shown(TOKEN.into()),
            _ => InvitationKey::Hashed(hash_of(TOKEN)),
        };
        let command = Command::Invite {
            invitation,
            to,
            key,
        };
        self.by(who, &command).map(|()| invitation)
    }

    fn coming(&mut self, invitation: InvitationId, newcomer: Newcomer) -> (PersonId, Command) {
        let person = PersonId(self.fresh());
        let command = Command::Join {
            invitation,
            token: TOKEN.into(),
            person,
            grant: GrantId(self.fresh()),
            newcomer: Some(Box::new(newcomer)),
        };
        (person, command)
    }

    fn comes(&mut self, invitation: InvitationId, name: &str) -> Result<PersonId, Vec<Refusal>> {
        let (person, command) = self.coming(invitation, newcomer(name));
        self.ask(Caller::System, &command).map(|()| person)
    }

    /// Somebody who is registered comes by an invitation.
    fn takes(&mut self, invitation: InvitationId, person: PersonId) -> Answer {
        let command = Command::Join {
            invitation,
            token: TOKEN.into(),
            person,
            grant: GrantId(self.fresh()),
            newcomer: None,
        };
        self.ask(Caller::System, &command)
    }

    fn knows(&mut self, who: PersonId, person: PersonId) -> Answer {
        let (team, grant) = (self.team, GrantId(self.fresh()));
        let command = Command::Know {
            person,
            team,
            grant,
        };
        self.by(who, &command)
    }

    fn turns_away(&mut self, who: PersonId, person: PersonId) -> Answer {
        let team = self.team;
        self.by(who, &Command::TurnAway { person, team })
    }

    fn invitation(&self, id: InvitationId) -> &Invitation {
        match &self.docs[&DocumentKey::Invitation(id)] {
            Document::Invitation(found) => found,
            other => panic!("{other:?}"),
        }
    }

    fn roles(&self, person: PersonId) -> Vec<Role> {
        let grants = self.person(person).grants.iter();
        let holding = grants.filter(|grant| grant.holds_at(self.now));
        holding.map(|grant| grant.role).collect()
    }
}

#[test]
fn by_a_teams_code_forty_newcomers_come_in_and_not_one_more() {
    let mut town = Town::with_captain();
    let (of_team, team) = (town.of_team(), Scope::Organization(town.team));
    let code = town.invites(CAPTAIN, of_team).unwrap();
    for n in 0..TEAM_PLACES {
        let person = town.comes(code, &format!("Newcomer {n}")).unwrap();
        assert_eq!(town.roles(person), [Role::New]);
        assert_eq!(town.person(person).grants[0].scope, team);
    }
    let full = vec![Refusal::InvitationUsed { max: TEAM_PLACES }];
    assert_eq!(town.comes(code, "The forty-first"), Err(full));
    assert_eq!(town.invitation(code).left(), 0);
}

#[test]
fn what_a_newcomer_tells_is_what_is_registered_with_a_number_and_their_consent() {
    let mut town = Town::with_captain();
    let of_team = town.of_team();
    let code = town.invites(CAPTAIN, of_team).unwrap();
    let person = town.comes(code, " 孙桂兰 ").unwrap();
    let there = town.person(person);
    assert_eq!(there.desk, crate::town::code(HOME));
    assert_eq!(there.about.name, "孙桂兰");
    assert_eq!(
        there.about.phone.as_deref(),
        Some("13904110000"),
        "as it is found again"
    );
    assert_eq!(there.about.birth, Some(Birth::Year(1948)));
    assert_eq!(there.about.consents[0].to, MEMBERSHIP);
    assert_eq!(there.about.consents[0].at, town.now);
    assert_eq!(there.about.volunteer_no.len(), 9);
    assert!(there.about.volunteer_no.starts_with('N'));
}

#[test]
fn a_team_s_code_is_its_leads_and_its_desks_to_make_and_nobody_elses() {
    let mut town = Town::with_captain();
    let [neighbour] = town.neighbours();
    for (who, may) in [
        (CAPTAIN, true),
        (WORKER, true),
        (neighbour, false),
        (LEAD, false),
    ] {
        let of_team = town.of_team();
        assert_eq!(town.invites(who, of_team).is_ok(), may, "{who}");
    }
    let of_team = town.of_team();
    assert!(town.invites(STRANGER, of_team).is_err());
}

#[test]
fn a_code_is_over_after_seven_days_when_it_was_taken_back_and_when_its_maker_leads_no_more() {
    let over = Err(vec![Refusal::InvitationOver]);
    let mut town = Town::with_captain();
    let of_team = town.of_team();
    let code = town.invites(CAPTAIN, of_team).unwrap();
    town.at(7 * 24 * 60 - 1);
    assert!(town.comes(code, "In time").is_ok());
    town.at(7 * 24 * 60);
    assert_eq!(town.comes(code, "Late"), over);

    let mut town = Town::with_captain();
    let of_team = town.of_team();
    let code = town.invites(CAPTAIN, of_team).unwrap();
    let end = Command::EndInvitation { invitation: code };
    let [neighbour] = town.neighbours();
    let unseen = Err(vec![Refusal::NotFound {
        kind: Kind::Invitation,
    }]);
    assert_eq!(town.by(neighbour, &end), unseen);
    assert_eq!(town.by(WORKER, &end), Ok(()));
    assert_eq!(town.comes(code, "Too late"), over);

    let mut town = Town::with_captain();
    let of_team = town.of_team();
    let code = town.invites(CAPTAIN, of_team).unwrap();
    let grant = town.person(CAPTAIN).grants[0].id;
    let person = CAPTAIN;
    town.sure(Caller::System, &Command::EndRole { person, grant });
    assert_eq!(town.comes(code, "Too late"), over);
}

#[test]
fn a_wrong_token_and_no_invitation_look_the_same() {
    let mut town = Town::with_captain();
    let of_team = town.of_team();
    let code = town.invites(CAPTAIN, of_team).unwrap();
    let (_, command) = town.coming(code, newcomer("Guesser"));
    let Command::Join {
        person,
        grant,
        newcomer,
        ..
    } = command
    else {
        panic!()
    };
    let nothing = Err(vec![Refusal::NotFound {
        kind: Kind::Invitation,
    }]);
    let hashed = hash_of(TOKEN);
    for (invitation, token) in [
        (code, "10112233445566778899aabbccddeeff"),
        (code, ""),
        (code, &*hashed),
        (InvitationId(Uuid::from_u128(0xdead)), TOKEN),
    ] {
        let guess = Command::Join {
            invitation,
            token: token.into(),
            person,
            grant,
            newcomer: newcomer.clone(),
        };
        assert_eq!(town.ask(Caller::System, &guess), nothing, "{token}");
    }
}

#[test]
fn only_the_door_lets_people_in() {
    let mut town = Town::with_captain();
    let of_team = town.of_team();
    let code = town.invites(CAPTAIN, of_team).unwrap();
    let (_, command) = town.coming(code, newcomer("Friend"));
    for who in [CAPTAIN, WORKER] {
        assert_eq!(town.reasons(who, &command), [Refusal::NotAllowed]);
    }
}

#[test]
fn nobody_comes_in_as_somebody_who_is_there() {
    let mut town = Town::with_captain();
    let of_team = town.of_team();
    let code = town.invites(CAPTAIN, of_team).unwrap();
    let (_, command) = town.coming(code, newcomer("Twice"));
    town.sure(Caller::System, &command);
    let taken = Err(vec![Refusal::IdTaken]);
    assert_eq!(
        town.ask(Caller::System, &command),
        taken,
        "by the same code"
    );
    let again = town.of_team();
    let other = town.invites(CAPTAIN, again).unwrap();
    let [neighbour] = town.neighbours();
    for (invitation, person) in [(code, neighbour), (other, neighbour), (other, CAPTAIN)] {
        let (_, command) = town.coming(invitation, newcomer("Impostor"));
        let Command::Join {
            token,
            grant,
            newcomer,
            ..
        } = command
        else {
            panic!()
        };
        let impostor = Command::Join {
            invitation,
            token,
            person,
            grant,
            newcomer,
        };
        assert_eq!(town.ask(Caller::System, &impostor), taken);
    }
}

#[test]
fn a_member_who_scans_the_code_again_takes_no_place() {
    let mut town = Town::with_captain();
    let of_team = town.of_team();
    let code = town.invites(CAPTAIN, of_team).unwrap();
    let [neighbour] = town.neighbours();
    assert_eq!(town.takes(code, neighbour), Ok(()));
    let before = town.docs.clone();
    assert_eq!(town.takes(code, neighbour), Ok(()));
    assert!(before == town.docs);
}

#[test]
fn everything_that_is_not_right_is_said_at_once() {
    let mut town = Town::with_captain();
    let of_team = town.of_team();
    let code = town.invites(CAPTAIN, of_team).unwrap();
    let nothing = Newcomer {
        name: " ".into(),
        birth: Birth::Year(1899),
        phone: String::new(),
        consents: Vec::new(),
        guardian: None,
    };
    let (_, command) = town.coming(code, nothing);
    let answer = town.ask(Caller::System, &command).unwrap_err();
    let fields: Vec<_> = answer
        .iter()
        .map(|reason| match reason {
            Refusal::Field { field, .. } => *field,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(
        fields,
        [Field::Name, Field::Phone, Field::Birth, Field::Consent]
    );
    assert!(town.invitation(code).came.is_empty());
}

#[test]
fn a_minor_comes_in_with_somebody_who_answers_for_them() {
    let mut town = Town::with_captain();
    let of_team = town.of_team();
    let code = town.invites(CAPTAIN, of_team).unwrap();
    let minor = |year, guardian| Newcomer {
        birth: Birth::Year(year),
        guardian,
        ..newcomer("Young")
    };
    let missing = Err(vec![Refusal::Field {
        field: Field::Guardian,
        problem: Problem::Missing,
    }]);
    // Born in 2008, they may still be seventeen in May 2026; born in 2007, they are not.
    let (_, alone) = town.coming(code, minor(2008, None));
    assert_eq!(town.ask(Caller::System, &alone), missing);
    let (_, grown) = town.coming(code, minor(2007, None));
    assert_eq!(town.ask(Caller::System, &grown), Ok(()));
    let mother = Guardian {
        name: "Mother".into(),
        phone: "0411 8".into(),
    };
    let (person, with) = town.coming(code, minor(2008, Some(mother.clone())));
    assert_eq!(town.ask(Caller::System, &with), Ok(()));
    let kept = town.person(person).about.guardian_contact.clone().unwrap();
    assert_eq!(
        (kept.name.as_str(), kept.phone.as_str()),
        ("Mother", "04118")
    );
}

#[test]
fn a_newcomer_sees_nobodys_data_and_comes_to_shifts_with_a_lead_alone() {
    let mut town = Town::with_captain();
    let of_team = town.of_team();
    let code = town.invites(CAPTAIN, of_team).unwrap();
    let person = town.comes(code, "New").unwrap();
    assert_eq!(
        audiences_of(town.person(person), town.now),
        [
            Audience::Public(crate::town::code(HOME)),
            Audience::Person(person)
        ]
    );
    let shift = town.opens(post(2));
    assert_eq!(town.signs_up(person, shift), Ok(()));
    let post = Command::PostNeed {
        case: linli_domain::CaseId(Uuid::from_u128(8)),
        about: Box::new(need()),
    };
    assert_eq!(town.reasons(person, &post), [Refusal::NotAllowed]);
}

#[test]
fn whoever_leads_the_team_knows_a_newcomer_who_is_a_member_then() {
    for who in [CAPTAIN, WORKER] {
        let mut town = Town::with_captain();
        let of_team = town.of_team();
        let code = town.invites(CAPTAIN, of_team).unwrap();
        let person = town.comes(code, "New").unwrap();
        assert_eq!(town.knows(who, person), Ok(()));
        assert_eq!(town.roles(person), [Role::Volunteer]);
        assert!(!rights::is_newcomer(town.person(person), town.now));
        let team = Audience::Team(town.team);
        assert!(audiences_of(town.person(person), town.now).contains(&team));
        assert_eq!(town.knows(who, person), Err(vec![Refusal::NotNew]), "once");
    }
}

#[test]
fn nobody_says_of_themselves_that_they_are_known_and_no_other_newcomer_does() {
    let mut town = Town::with_captain();
    let of_team = town.of_team();
    let code = town.invites(CAPTAIN, of_team).unwrap();
    let person = town.comes(code, "New").unwrap();
    let friend = town.comes(code, "Friend").unwrap();
    let no = Err(vec![Refusal::NotAllowed]);
    assert_eq!(town.knows(person, person), no);
    let unseen = Err(vec![Refusal::NotFound { kind: Kind::Person }]);
    assert_eq!(town.knows(friend, person), unseen);
    // A lead who came in by their own code again does not know themselves either.
    assert_eq!(town.takes(code, CAPTAIN), Ok(()));
    assert_eq!(town.knows(CAPTAIN, CAPTAIN), no);
}

#[test]
fn the_membership_of_whoever_is_known_has_an_id_of_its_own() {
    let mut town = Town::with_captain();
    let of_team = town.of_team();
    let code = town.invites(CAPTAIN, of_team).unwrap();
    let person = town.comes(code, "New").unwrap();
    let (team, new) = (town.team, town.person(person).grants[0].id);
    let know = |grant| Command::Know {
        person,
        team,
        grant,
    };
    let taken = Err(vec![Refusal::IdTaken]);
    assert_eq!(town.by(CAPTAIN, &know(new)), taken, "it could not be ended");
    let grant = GrantId(town.fresh());
    assert_eq!(town.by(CAPTAIN, &know(grant)), Ok(()));
    assert_eq!(town.by(CAPTAIN, &know(grant)), Ok(()), "said again");
    let not_new = Err(vec![Refusal::NotNew]);
    assert_eq!(town.by(CAPTAIN, &know(new)), not_new);
}

#[test]
fn whoever_is_turned_away_keeps_nothing_and_may_come_again() {
    let mut town = Town::with_captain();
    let of_team = town.of_team();
    let code = town.invites(CAPTAIN, of_team).unwrap();
    let person = town.comes(code, "Stray").unwrap();
    let shift = town.opens(post(2));
    assert_eq!(town.signs_up(person, shift), Ok(()));
    assert_eq!(town.turns_away(CAPTAIN, person), Ok(()));
    assert_eq!(
        audiences_of(town.person(person), town.now),
        [Audience::Person(person)]
    );
    let other = town.opens(post(2));
    assert_eq!(town.signs_up(person, other), Err(vec![Refusal::NotAllowed]));
    assert_eq!(town.withdraws(person, shift), Ok(()), "never refused");
    let told = publish(&town.docs[&DocumentKey::Person(person)]);
    let lead = Audience::TeamLead(town.team);
    assert!(told.iter().all(|(to, _)| *to != lead), "gone from the team");

    let mut town = Town::with_captain();
    let of_team = town.of_team();
    let code = town.invites(CAPTAIN, of_team.clone()).unwrap();
    let person = town.comes(code, "Stray").unwrap();
    assert_eq!(town.turns_away(CAPTAIN, person), Ok(()));
    let again = town.invites(CAPTAIN, of_team).unwrap();
    assert_eq!(town.takes(again, person), Ok(()));
    assert_eq!(town.roles(person), [Role::New]);
}

#[test]
fn roles_are_given_by_whoever_may_and_never_more_than_they_have() {
    use Role::*;
    let mut town = Town::with_captain();
    let (admin, system) = (person_id(60), person_id(61));
    let here = || Scope::Place(crate::town::code(HOME));
    for (person, role) in [(admin, CommunityAdmin), (system, SystemAdmin)] {
        town.registers(person, about("Admin", HOME));
        town.grants(person, role, here(), None);
    }
    let [neighbour] = town.neighbours();
    let plain = [New, Resident, Volunteer];
    let workers = [TeamLead, UnitRep, CourtyardLead];
    let admins = [
        GridWorker,
        CommunityWorker,
        CommunityAdmin,
        LegalAdviser,
        Talker,
        Mediator,
        Expert,
        SocialWorker,
    ];
    let above = [StreetCoordinator, DistrictViewer, CityViewer, SystemAdmin];
    let rows: [(&[Role], [bool; 5]); 4] = [
        (&plain, [false, false, true, true, true]),
        (&workers, [false, false, true, true, true]),
        (&admins, [false, false, false, true, true]),
        (&above, [false, false, false, false, true]),
    ];
    for (roles, may) in rows {
        for role in roles {
            let people = [neighbour, CAPTAIN, WORKER, admin, system];
            for (who, may) in people.into_iter().zip(may) {
                let to = InvitedTo::Role {
                    role: *role,
                    scope: here(),
                    to: None,
                };
                assert_eq!(town.invites(who, to).is_ok(), may, "{who} {role:?}");
                let grant = Command::GrantRole {
                    person: neighbour,
                    grant: GrantId(town.fresh()),
                    role: *role,
                    scope: here(),
                    to: None,
                };
                // Roles are given in the register; whoever runs the installation sees none, and invites.
                let given = town.reasons(who, &grant).is_empty();
                assert_eq!(given, may && who == admin, "{who} gives {role:?}");
            }
            let next_door = InvitedTo::Role {
                role: *role,
                scope: Scope::Place(crate::town::code(NEXT_DOOR)),
                to: None,
            };
            assert!(town.invites(admin, next_door).is_err(), "next door");
        }
    }
}

#[test]
fn whoever_made_an_invitation_takes_it_back_though_they_read_no_desk() {
    let mut town = Town::new();
    let system = person_id(61);
    town.registers(system, about("Admin", HOME));
    let here = || Scope::Place(crate::town::code(HOME));
    town.grants(system, Role::SystemAdmin, here(), None);
    let to = InvitedTo::Role {
        role: Role::CityViewer,
        scope: here(),
        to: None,
    };
    let made = town.invites(system, to).unwrap();
    let end = Command::EndInvitation { invitation: made };
    let [neighbour] = town.neighbours();
    let unseen = Err(vec![Refusal::NotFound {
        kind: Kind::Invitation,
    }]);
    assert_eq!(town.by(neighbour, &end), unseen);
    assert_eq!(town.by(system, &end), Ok(()));
    let over = Err(vec![Refusal::InvitationOver]);
    assert_eq!(town.comes(made, "Too late"), over);
}

#[test]
fn an_invitation_to_a_role_lets_one_person_in_and_dies_with_the_rights_of_who_made_it() {
    let mut town = Town::new();
    let admin = person_id(60);
    town.registers(admin, about("Admin", HOME));
    let here = Scope::Place(crate::town::code(HOME));
    let held = town.grants(admin, Role::CommunityAdmin, here.clone(), None);
    let to = InvitedTo::Role {
        role: Role::CommunityWorker,
        scope: here,
        to: None,
    };
    let first = town.invites(admin, to.clone()).unwrap();
    let person = town.comes(first, "Worker two").unwrap();
    assert_eq!(town.roles(person), [Role::CommunityWorker]);
    let used = Err(vec![Refusal::InvitationUsed { max: 1 }]);
    assert_eq!(town.comes(first, "Another"), used);

    let [neighbour] = town.neighbours();
    let second = town.invites(admin, to.clone()).unwrap();
    assert_eq!(town.takes(second, neighbour), Ok(()));
    assert_eq!(town.roles(neighbour), [Role::CommunityWorker]);

    let own = town.invites(admin, to.clone()).unwrap();
    let not_theirs = Err(vec![Refusal::NotAllowed]);
    assert_eq!(
        town.takes(own, admin),
        not_theirs,
        "nobody takes up what they made"
    );

    let third = town.invites(admin, to).unwrap();
    let end = Command::EndRole {
        person: admin,
        grant: held,
    };
    town.sure(Caller::System, &end);
    let over = Err(vec![Refusal::InvitationOver]);
    assert_eq!(town.comes(third, "Too late"), over);
}

#[test]
fn a_lost_phone_is_replaced_by_the_desk_and_an_administrators_by_who_could_make_one() {
    let mut town = Town::with_captain();
    let (admin, other) = (person_id(60), person_id(61));
    let here = || Scope::Place(crate::town::code(HOME));
    for person in [admin, other] {
        town.registers(person, about("Admin", HOME));
        town.grants(person, Role::CommunityAdmin, here(), None);
    }
    let [neighbour] = town.neighbours();
    let device = |person| InvitedTo::Device { person };
    for (who, whose, may) in [
        (WORKER, neighbour, true),
        (WORKER, CAPTAIN, true),
        (WORKER, COLLEAGUE, false),
        (WORKER, admin, false),
        (WORKER, WORKER, false),
        (admin, COLLEAGUE, true),
        (admin, other, true),
        (admin, admin, false),
        (CAPTAIN, neighbour, false),
        (neighbour, neighbour, false),
    ] {
        assert_eq!(
            town.invites(who, device(whose)).is_ok(),
            may,
            "{who} {whose}"
        );
    }
    let code = town.invites(WORKER, device(neighbour)).unwrap();
    let not_theirs = Err(vec![Refusal::NotAllowed]);
    assert_eq!(town.takes(code, CAPTAIN), not_theirs);
    assert!(town.comes(code, "Somebody").is_err());
    assert_eq!(town.takes(code, neighbour), Ok(()));
    assert!(town.roles(neighbour).is_empty(), "no role comes of it");
    let used = Err(vec![Refusal::InvitationUsed { max: 1 }]);
    assert_eq!(town.takes(code, neighbour), used, "once");
    let code = town.invites(WORKER, device(neighbour)).unwrap();
    town.at(24 * 60);
    let over = Err(vec![Refusal::InvitationOver]);
    assert_eq!(town.takes(code, neighbour), over);
}

#[test]
fn whoever_holds_a_role_elsewhere_too_is_taken_over_by_nobody_who_could_not_give_it_there() {
    let mut town = Town::with_captain();
    let (admin, system) = (person_id(60), person_id(61));
    for (person, role, place) in [
        (admin, Role::CommunityAdmin, HOME),
        (system, Role::CommunityAdmin, HOME),
        (system, Role::SystemAdmin, "210204"),
    ] {
        town.registers(person, about("Admin", HOME));
        town.grants(person, role, Scope::Place(crate::town::code(place)), None);
    }
    let [leads_next_door, runs_next_door] = town.neighbours();
    let next_door = OrganizationId(town.fresh());
    let team = Command::RegisterOrganization {
        organization: next_door,
        kind: OrganizationKind::VolunteerTeam,
        name: text("Next door's team"),
        places: vec![crate::town::code(NEXT_DOOR)],
        desk: crate::town::code(NEXT_DOOR),
        specialty: None,
        is_brand: false,
        external_ref: None,
    };
    town.sure(Caller::System, &team);
    let team = Scope::Organization(next_door);
    let desk = Scope::Place(crate::town::code(NEXT_DOOR));
    town.grants(leads_next_door, Role::TeamLead, team, None);
    town.grants(runs_next_door, Role::CommunityAdmin, desk, None);
    for (who, whose, may) in [
        (WORKER, leads_next_door, false),
        (admin, leads_next_door, false),
        (admin, runs_next_door, false),
        (system, leads_next_door, true),
        (system, runs_next_door, true),
        (admin, CAPTAIN, true),
    ] {
        let made = town.invites(who, InvitedTo::Device { person: whose });
        assert_eq!(made.is_ok(), may, "{who} {whose}");
    }
}

#[test]
fn nobody_ends_a_role_that_they_could_not_give() {
    let mut town = Town::new();
    let (admin, system) = (person_id(60), person_id(61));
    let here = || Scope::Place(crate::town::code(HOME));
    for person in [admin, system] {
        town.registers(person, about("Admin", HOME));
        town.grants(person, Role::CommunityAdmin, here(), None);
    }
    let above = town.grants(system, Role::SystemAdmin, here(), None);
    let beside = town.grants(system, Role::CommunityWorker, here(), None);
    let end = |person, grant| Command::EndRole { person, grant };
    let refused = Err(vec![Refusal::NotAllowed]);
    assert_eq!(town.by(admin, &end(system, above)), refused);
    assert_eq!(town.by(admin, &end(system, beside)), Ok(()));
    assert_eq!(town.by(system, &end(system, above)), Ok(()));
}

#[test]
fn whoever_was_registered_stays_a_resident_when_they_scan_a_teams_code_and_are_not_known() {
    let mut town = Town::with_captain();
    let [neighbour] = town.neighbours();
    let of_team = town.of_team();
    let code = town.invites(CAPTAIN, of_team).unwrap();
    assert_eq!(town.takes(code, neighbour), Ok(()));
    assert_eq!(town.roles(neighbour), [Role::Resident, Role::New]);
    assert!(!rights::is_newcomer(town.person(neighbour), town.now));
    assert_eq!(town.turns_away(CAPTAIN, neighbour), Ok(()));
    assert!(!rights::is_turned_away(town.person(neighbour), town.now));
    town.posts(neighbour);
}

#[test]
fn whoever_was_turned_away_still_has_their_details_erased() {
    let mut town = Town::with_captain();
    let of_team = town.of_team();
    let code = town.invites(CAPTAIN, of_team).unwrap();
    let person = town.comes(code, "A stranger").unwrap();
    assert_eq!(town.turns_away(CAPTAIN, person), Ok(()));
    for command in [
        Command::AskErasure { person },
        Command::CallOffErasure { person },
        Command::AskErasure { person },
    ] {
        assert_eq!(town.by(person, &command), Ok(()));
    }
    let anothers = Command::AskErasure { person: WORKER };
    assert!(town.by(person, &anothers).is_err());
}

#[test]
fn what_opens_an_invitation_to_a_role_is_in_no_view_and_a_teams_code_in_its_leads_and_desks() {
    let mut town = Town::with_captain();
    let of_team = town.of_team();
    let shown = town.invites(CAPTAIN, of_team).unwrap();
    let [neighbour] = town.neighbours();
    let device = InvitedTo::Device { person: neighbour };
    let hashed = town.invites(WORKER, device).unwrap();
    let desk = Audience::Desk(crate::town::code(HOME));
    let lead = Audience::TeamLead(town.team);
    for (id, readers, secret, told) in [
        (shown, vec![&desk, &lead], TOKEN.to_owned(), true),
        (hashed, vec![&desk], hash_of(TOKEN), false),
    ] {
        let document = &town.docs[&DocumentKey::Invitation(id)];
        let published = publish(document);
        let to: Vec<_> = published.iter().map(|(to, _)| to).collect();
        assert_eq!(to, readers);
        for (_, view) in &published {
            let text = serde_json::to_string(view).unwrap();
            assert_eq!(text.contains(&secret), told);
            let View::Invitation(view) = view else {
                panic!()
            };
            assert_eq!(view.read().unwrap().id, id);
        }
    }
}

#[test]
fn a_key_of_the_wrong_form_makes_no_invitation() {
    let mut town = Town::with_captain();
    let hash = hash_of(TOKEN);
    for key in [
        InvitationKey::Shown("short".into()),
        InvitationKey::Shown(TOKEN.to_uppercase()),
        InvitationKey::Hashed(hash),
        InvitationKey::Withheld,
    ] {
        let command = Command::Invite {
            invitation: InvitationId(town.fresh()),
            to: town.of_team(),
            key,
        };
        assert_eq!(town.reasons(CAPTAIN, &command), [Refusal::NotAllowed]);
    }
}

#[test]
fn the_history_of_a_code_tells_its_desk_who_came_in_by_it_and_nobody_else() {
    let mut town = Town::with_captain();
    let of_team = town.of_team();
    let code = town.invites(CAPTAIN, of_team).unwrap();
    let first = town.comes(code, "First").unwrap();
    let second = town.comes(code, "Second").unwrap();
    assert_eq!(
        town.by(CAPTAIN, &Command::EndInvitation { invitation: code }),
        Ok(())
    );
    let key = DocumentKey::Invitation(code);
    let document = &town.docs[&key];
    let steps = town.log.iter().filter(|step| step.document == key);
    let steps: Vec<_> = steps
        .map(|step| (step.to.as_str(), step.actor, whom(document, step)))
        .collect();
    assert_eq!(
        steps,
        [
            ("open", CAPTAIN, None),
            ("came_1", PersonId::SYSTEM, Some(first)),
            ("came_2", PersonId::SYSTEM, Some(second)),
            ("ended", CAPTAIN, None),
        ]
    );
    let view = |who| may_read_history(town.person(who), document, town.now);
    assert_eq!(view(WORKER), HistoryView::Full);
    for who in [CAPTAIN, first, LEAD, STRANGER] {
        assert_eq!(view(who), HistoryView::None, "{who}");
    }
}

#[test]
fn whoever_used_a_code_is_named_to_its_desk_where_it_knows_them_and_is_never_the_desk() {
    let mut town = Town::with_captain();
    let of_team = town.of_team();
    let code = town.invites(CAPTAIN, of_team).unwrap();
    let first = town.comes(code, "First").unwrap();
    let known = |town: &Town, id| {
        let reader = Reader {
            me: town.person(WORKER),
            view: HistoryView::Full,
            document: &town.docs[&DocumentKey::Invitation(code)],
            now: town.now,
        };
        let whom = Some(town.person(id));
        [
            reader.knows(id, whom, town.now),
            reader.knows_whom(id, whom, town.now),
        ]
    };
    let first_named = Somebody::Named("First".into());
    assert_eq!(known(&town, first), [first_named.clone(), first_named]);
    crate::erasing::erases(&mut town, first);
    assert_eq!(known(&town, first), [Somebody::Other, Somebody::Other]);

    let elsewhere = person_id(51);
    town.registers(elsewhere, about("Elsewhere", NEXT_DOOR));
    let home = Scope::Place(HOME.parse().unwrap());
    town.grants(elsewhere, Role::CommunityWorker, home, None);
    assert_eq!(known(&town, elsewhere), [Somebody::Desk, Somebody::Other]);
}
