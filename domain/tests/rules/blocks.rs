//! Bring my team 带队报名: places for a team, all or none; members are named later, and can be replaced.

use crate::town::*;
use linli_domain::{
    Audience, BlockId, Caller, Command, Document, DocumentKey, OrganizationId, PersonId, Refusal,
    ShiftId, SignUpId, View,
    month::Figure,
    notice::NoticeKind,
    organization::OrganizationKind,
    person::{Role, Scope},
    publish,
    refusal::{Field, Problem},
    shift::{Attendance, Consented, Phase, ShiftAbout, SignUpState::*},
    view::RosterView,
};

const BLOCK: BlockId = BlockId(uuid::Uuid::from_u128(0x3000));

/// A team with a lead of its own and two members; the town's lead leads the shifts.
fn with_team(slots: u16) -> (Town, PersonId, [PersonId; 2], ShiftId) {
    let mut town = Town::new();
    let [captain, anna, ben] = town.neighbours();
    let team = Scope::Organization(town.team);
    town.grants(captain, Role::TeamLead, team.clone(), None);
    for member in [anna, ben] {
        town.grants(member, Role::Volunteer, team.clone(), None);
    }
    let shift = town.opens(post(slots));
    (town, captain, [anna, ben], shift)
}

fn reserves(town: &mut Town, who: PersonId, shift: ShiftId, headcount: u16) -> Answer {
    let team = town.team;
    let block = BLOCK;
    town.by(
        who,
        &Command::ReserveBlock {
            shift,
            block,
            team,
            headcount,
        },
    )
}

fn reduces(town: &mut Town, who: PersonId, shift: ShiftId, headcount: u16) -> Answer {
    let block = BLOCK;
    town.by(
        who,
        &Command::ReduceBlock {
            shift,
            block,
            headcount,
        },
    )
}

fn places(town: &Town, shift: ShiftId) -> Vec<SignUpId> {
    let of_block = town
        .shift(shift)
        .roster
        .iter()
        .filter(|e| e.block == Some(BLOCK));
    of_block.map(|entry| entry.id).collect()
}

fn names(
    town: &mut Town,
    who: PersonId,
    shift: ShiftId,
    n: usize,
    person: Option<PersonId>,
) -> Answer {
    let sign_up = places(town, shift)[n];
    let consent = Consented::ByPhone;
    town.by(
        who,
        &Command::NameMember {
            shift,
            sign_up,
            person,
            consent,
        },
    )
}

fn team_view(town: &Town, shift: ShiftId, team: OrganizationId) -> Option<RosterView> {
    let shift = Document::Shift(Box::new(town.shift(shift).clone()));
    publish(&shift)
        .into_iter()
        .find_map(|(audience, view)| match view {
            View::Shift(view) if audience == Audience::TeamLead(team) => Some(view.roster),
            _ => None,
        })
}

#[test]
fn a_team_gets_all_of_its_places_or_none() {
    let (mut town, captain, [anna, _], shift) = with_team(3);
    town.all_sign_up(&[anna], shift);
    let full = Err(vec![Refusal::ShiftFull { waiting: 0 }]);
    assert_eq!(reserves(&mut town, captain, shift, 3), full);
    assert!(town.shift(shift).blocks.is_empty());
    assert_eq!(reserves(&mut town, captain, shift, 2), Ok(()));
    assert_eq!(
        reserves(&mut town, captain, shift, 2),
        Ok(()),
        "twice is once"
    );
    assert_eq!(town.shift(shift).taken(), 3);
    let next = town.neighbour(8);
    town.all_sign_up(&[next], shift);
    assert_eq!(
        town.state(shift, next),
        Waitlisted,
        "places without a name are taken"
    );
}

#[test]
fn only_the_teams_lead_or_the_desk_brings_a_team_and_never_to_a_visit() {
    let (mut town, captain, [anna, _], shift) = with_team(9);
    for who in [anna, LEAD] {
        assert_eq!(
            reserves(&mut town, who, shift, 2),
            Err(vec![Refusal::NotAllowed])
        );
    }
    let range = Refusal::Field {
        field: Field::Headcount,
        problem: Problem::OutOfRange { min: 1, max: 50 },
    };
    for headcount in [0, 51] {
        let answer = reserves(&mut town, captain, shift, headcount).unwrap_err();
        assert!(answer.contains(&range));
    }
    let visit = town.opens(ShiftAbout {
        attendance: Attendance::Visit,
        ..post(9)
    });
    assert_eq!(
        reserves(&mut town, captain, visit, 2),
        Err(vec![Refusal::BlocksOnSiteOnly])
    );
    assert_eq!(reserves(&mut town, WORKER, shift, 2), Ok(()));
}

#[test]
fn members_are_named_replaced_and_taken_off_and_each_is_told() {
    let (mut town, captain, [anna, ben], shift) = with_team(4);
    assert_eq!(reserves(&mut town, captain, shift, 2), Ok(()));
    assert_eq!(names(&mut town, captain, shift, 0, Some(anna)), Ok(()));
    assert_eq!(names(&mut town, captain, shift, 0, Some(anna)), Ok(()));
    let entry = town.entry(shift, anna).clone();
    assert_eq!((entry.block, entry.actor), (Some(BLOCK), Some(captain)));
    assert_eq!(entry.consent, Some(Consented::ByPhone));
    assert_eq!(town.person(anna).commitments.len(), 1);
    let by = || "Neighbour 0".to_owned();
    assert_eq!(town.told(anna), [NoticeKind::SignedUpByOther { by: by() }]);
    assert_eq!(names(&mut town, captain, shift, 0, Some(ben)), Ok(()));
    assert!(town.person(anna).commitments.is_empty());
    assert!(
        town.told(anna)
            .contains(&NoticeKind::GivenBackByOther { by: by() })
    );
    assert_eq!(town.state(shift, ben), Confirmed);
    assert_eq!(names(&mut town, captain, shift, 0, None), Ok(()));
    assert_eq!(town.shift(shift).taken(), 2, "the places stay the team's");
    assert_eq!(
        names(&mut town, ben, shift, 0, Some(ben)),
        Err(vec![Refusal::NotAllowed])
    );
}

#[test]
fn whoever_is_named_is_a_member_is_free_and_fits() {
    let (mut town, captain, [anna, ben], shift) = with_team(4);
    assert_eq!(reserves(&mut town, captain, shift, 2), Ok(()));
    let other = town.neighbour(8);
    for stranger in [other, STRANGER, person_id(999)] {
        let answer = names(&mut town, captain, shift, 0, Some(stranger));
        assert_eq!(answer, Err(vec![Refusal::NotAMember]));
    }
    let elsewhere = town.opens(post(1));
    town.all_sign_up(&[anna], elsewhere);
    let busy = names(&mut town, captain, shift, 0, Some(anna));
    assert_eq!(busy, Err(vec![Refusal::BusyThen]), "where is hers to know");
    let busy = names(&mut town, WORKER, shift, 0, Some(anna)).unwrap_err();
    assert!(matches!(busy[..], [Refusal::OverlapsShift { .. }]));
    town.all_sign_up(&[ben], shift);
    let twice = names(&mut town, captain, shift, 0, Some(ben));
    assert_eq!(twice, Err(vec![Refusal::AlreadySignedUp]));
}

#[test]
fn a_member_who_waits_takes_a_place_of_the_team() {
    let (mut town, captain, [anna, ben], shift) = with_team(2);
    assert_eq!(reserves(&mut town, captain, shift, 2), Ok(()));
    town.all_sign_up(&[anna, ben], shift);
    assert_eq!(town.state(shift, anna), Waitlisted);
    assert_eq!(names(&mut town, captain, shift, 1, Some(anna)), Ok(()));
    assert_eq!(town.state(shift, anna), Confirmed);
    assert_eq!(town.shift(shift).roster.len(), 3, "one entry each");
}

#[test]
fn a_member_who_cannot_come_leaves_the_place_to_the_team() {
    let (mut town, captain, [anna, ben], shift) = with_team(1);
    assert_eq!(reserves(&mut town, captain, shift, 1), Ok(()));
    assert_eq!(names(&mut town, captain, shift, 0, Some(anna)), Ok(()));
    town.all_sign_up(&[ben], shift);
    assert_eq!(town.at(301).withdraws(anna, shift), Ok(()));
    assert!(town.shift(shift).entry_of(anna).is_none());
    assert_eq!(town.state(shift, ben), Waitlisted);
    let late = NoticeKind::LateWithdrawal {
        name: "Neighbour 1".into(),
    };
    assert_eq!(town.told(LEAD), [late]);
    assert_eq!(names(&mut town, captain, shift, 0, Some(ben)), Ok(()));
    assert_eq!(town.shift(shift).roster.len(), 1);
}

#[test]
fn fewer_places_give_the_rest_to_those_who_wait() {
    let (mut town, captain, [anna, ben], shift) = with_team(3);
    assert_eq!(reserves(&mut town, captain, shift, 3), Ok(()));
    assert_eq!(names(&mut town, captain, shift, 0, Some(anna)), Ok(()));
    town.all_sign_up(&[ben], shift);
    assert_eq!(
        reduces(&mut town, ben, shift, 2),
        Err(vec![Refusal::NotAllowed])
    );
    assert_eq!(reduces(&mut town, captain, shift, 2), Ok(()));
    assert_eq!(town.state(shift, ben), Confirmed);
    assert_eq!(town.shift(shift).blocks[0].headcount, 2);
    assert_eq!(
        town.state(shift, anna),
        Confirmed,
        "those without a name go first"
    );
    assert_eq!(reduces(&mut town, captain, shift, 0), Ok(()));
    assert!(town.shift(shift).blocks.is_empty());
    assert!(town.shift(shift).entry_of(anna).is_none());
    assert!(town.person(anna).commitments.is_empty());
    let none = reduces(&mut town, WORKER, shift, 0);
    assert_eq!(none, Err(vec![Refusal::NoSuchBlock]));
}

#[test]
fn a_smaller_shift_takes_places_without_a_name_first() {
    let (mut town, captain, [anna, ben], shift) = with_team(4);
    town.all_sign_up(&[ben], shift);
    assert_eq!(reserves(&mut town, captain, shift, 3), Ok(()));
    assert_eq!(names(&mut town, captain, shift, 0, Some(anna)), Ok(()));
    assert_eq!(town.corrects(shift, |about| about.slots = 2), Ok(()));
    assert_eq!(town.shift(shift).taken(), 2);
    assert_eq!(
        [anna, ben].map(|who| town.state(shift, who)),
        [Confirmed; 2]
    );
    assert_eq!(town.corrects(shift, |about| about.slots = 1), Ok(()));
    assert_eq!(
        town.state(shift, anna),
        Waitlisted,
        "who came last waits, as herself"
    );
    assert_eq!(town.entry(shift, anna).block, None);
    assert!(town.shift(shift).blocks.is_empty());
}

#[test]
fn who_leads_the_team_sees_its_places_and_members_and_no_others() {
    let (mut town, captain, [anna, ben], shift) = with_team(5);
    let other = town.neighbour(8);
    town.all_sign_up(&[other], shift);
    assert_eq!(team_view(&town, shift, town.team), None);
    assert_eq!(reserves(&mut town, captain, shift, 2), Ok(()));
    assert_eq!(names(&mut town, captain, shift, 0, Some(anna)), Ok(()));
    let Some(RosterView::Team(roster)) = team_view(&town, shift, town.team) else {
        panic!("the team's places")
    };
    let people: Vec<_> = roster.entries.iter().map(|entry| entry.person).collect();
    assert_eq!(people, [Some(anna), None]);
    let audiences = linli_domain::audiences_of(town.person(captain), town.now);
    assert!(audiences.contains(&Audience::TeamLead(town.team)));
    let member = linli_domain::audiences_of(town.person(ben), town.now);
    assert!(!member.contains(&Audience::TeamLead(town.team)));
    let shown = publish(&Document::Person(Box::new(town.person(anna).clone())));
    let brief = shown.into_iter().find_map(|(audience, view)| match view {
        View::Person(view) if audience == Audience::TeamLead(town.team) => Some(view),
        _ => None,
    });
    let brief = brief.expect("who leads the team knows her");
    assert!(brief.brief && brief.own.is_none());
    assert_eq!(
        (&*brief.about.name, brief.about.birth),
        ("Neighbour 1", None)
    );
}

#[test]
fn each_member_checks_in_and_the_hours_are_the_teams() {
    let (mut town, captain, [anna, _], shift) = with_team(5);
    assert_eq!(reserves(&mut town, captain, shift, 2), Ok(()));
    assert_eq!(names(&mut town, captain, shift, 0, Some(anna)), Ok(()));
    let nobody = places(&town, shift)[1];
    town.at(START);
    let tick = Command::MarkPresent {
        shift,
        sign_up: nobody,
        at: at(START),
    };
    assert_eq!(town.by(LEAD, &tick), Err(vec![Refusal::NotSignedUp]));
    assert_eq!(town.checks_in(anna, shift), Ok(()));
    let replaced = names(&mut town, captain, shift, 0, None);
    assert_eq!(replaced, Err(vec![Refusal::AlreadyCheckedIn]));
    assert_eq!(town.at(END).checks_out(anna, shift), Ok(()));
    assert_eq!(town.confirms(LEAD, shift, &[anna]), Ok(()));
    let record = town.record(shift, anna).expect("a record");
    assert_eq!(record.organization, Some(town.team));
    assert_eq!(record.desk, code(HOME));
    let month = DocumentKey::Month(code(HOME), "2026-05".parse().unwrap());
    let Some(Document::Month(report)) = town.docs.get(&month) else {
        panic!("a report")
    };
    let figures = (report.figures.confirmed, report.figures.checked_in);
    assert_eq!(
        figures,
        (1, 1),
        "a place without a name is nobody who stayed away"
    );
}

/// A team with places in two communities.
fn shared_team(town: &mut Town) -> OrganizationId {
    let team = OrganizationId(town.fresh());
    let command = Command::RegisterOrganization {
        organization: team,
        kind: OrganizationKind::VolunteerTeam,
        name: text("Rainbow"),
        places: vec![code(HOME), code(NEXT_DOOR)],
        desk: code(HOME),
        specialty: None,
        is_brand: false,
        external_ref: None,
    };
    town.sure(Caller::System, &command);
    team
}

#[test]
fn a_team_of_several_communities_reads_and_serves_in_each() {
    let mut town = Town::new();
    let team = shared_team(&mut town);
    town.grants(STRANGER, Role::Volunteer, Scope::Organization(team), None);
    let shift = town.opens(post(2));
    assert_eq!(town.signs_up(STRANGER, shift), Ok(()), "from next door");
    let [captain] = town.neighbours();
    town.grants(captain, Role::TeamLead, Scope::Organization(team), None);
    assert_eq!(town.withdraws(STRANGER, shift), Ok(()));
    let block = Command::ReserveBlock {
        shift,
        block: BLOCK,
        team,
        headcount: 1,
    };
    assert_eq!(town.by(captain, &block), Ok(()));
    assert_eq!(names(&mut town, captain, shift, 0, Some(STRANGER)), Ok(()));
    town.at(START);
    assert_eq!(town.checks_in(STRANGER, shift), Ok(()));
    town.at(END);
    assert_eq!(town.confirms(LEAD, shift, &[STRANGER]), Ok(()));
    let record = town.record(shift, STRANGER).expect("a record");
    assert_eq!(
        (record.desk.clone(), record.organization),
        (code(HOME), Some(team))
    );
}

#[test]
fn each_community_of_a_shared_team_calls_on_it_and_counts_what_was_done_there() {
    let mut town = Town::new();
    let team = shared_team(&mut town);
    let shown = publish(&town.docs[&DocumentKey::Organization(team)]);
    let shown: Vec<Audience> = shown.into_iter().map(|(audience, _)| audience).collect();
    assert_eq!(shown, [HOME, NEXT_DOOR].map(|c| Audience::Public(code(c))));
    let (member, there) = (town.neighbour(1), person_id(900));
    town.grants(member, Role::Volunteer, Scope::Organization(team), None);
    town.registers(there, about("Worker next door", NEXT_DOOR));
    let desk = Scope::Place(code(NEXT_DOOR));
    town.grants(there, Role::CommunityWorker, desk, None);

    let shift = ShiftId(town.fresh());
    let about = Box::new(ShiftAbout {
        place: code(NEXT_DOOR),
        organization: Some(team),
        lead: Some(there),
        deputy: None,
        ..post(2)
    });
    assert_eq!(town.by(there, &Command::OpenShift { shift, about }), Ok(()));
    let asks = Command::AskTeam { shift, team };
    assert_eq!(town.by(there, &asks), Ok(()));
    assert!(town.by(WORKER, &asks).is_err(), "it is not her shift");
    assert_eq!(town.signs_up(member, shift), Ok(()));
    assert_eq!(town.at(START).checks_in(member, shift), Ok(()));
    town.at(END);
    assert!(town.confirms(WORKER, shift, &[member]).is_err());
    assert_eq!(town.confirms(there, shift, &[member]), Ok(()));
    let records = town.docs.values().filter_map(|document| match document {
        Document::Record(record) => Some((record.desk.clone(), record.organization)),
        _ => None,
    });
    let records: Vec<_> = records.collect();
    assert_eq!(records, [(code(NEXT_DOOR), Some(team))], "once");
    let months = town.docs.values().filter_map(|document| match document {
        Document::Month(report) => Some((report.desk.clone(), report.figures.get(Figure::Records))),
        _ => None,
    });
    let months: Vec<_> = months.collect();
    assert_eq!(months, [(code(NEXT_DOOR), 1)], "reported there alone");
}

#[test]
fn a_cancelled_shift_keeps_no_place_for_anybody() {
    let (mut town, captain, [anna, _], shift) = with_team(5);
    assert_eq!(reserves(&mut town, captain, shift, 2), Ok(()));
    assert_eq!(names(&mut town, captain, shift, 0, Some(anna)), Ok(()));
    assert_eq!(town.cancels(shift), Ok(()));
    assert!(
        town.shift(shift)
            .roster
            .iter()
            .all(|e| e.state == Cancelled)
    );
}

#[test]
fn a_member_whose_place_is_given_back_for_them_hears_of_it_once() {
    let (mut town, captain, [anna, _], shift) = with_team(3);
    assert_eq!(reserves(&mut town, captain, shift, 1), Ok(()));
    assert_eq!(names(&mut town, captain, shift, 0, Some(anna)), Ok(()));
    assert_eq!(town.gives_back_for(WORKER, anna, shift), Ok(()));
    let told = town.told(anna);
    let given_back = |kind: &&NoticeKind| matches!(kind, NoticeKind::GivenBackByOther { .. });
    assert_eq!(told.iter().filter(given_back).count(), 1, "{told:?}");
}

#[test]
fn a_shift_with_a_teams_places_becomes_no_visit() {
    let (mut town, captain, _, shift) = with_team(3);
    assert_eq!(reserves(&mut town, captain, shift, 2), Ok(()));
    let visit = town.corrects(shift, |about| about.attendance = Attendance::Visit);
    assert_eq!(
        visit,
        Err(vec![Refusal::BlocksOnSiteOnly]),
        "nobody would approve who is named"
    );
    assert_eq!(reduces(&mut town, captain, shift, 0), Ok(()));
    let visit = town.corrects(shift, |about| about.attendance = Attendance::Visit);
    assert_eq!(visit, Ok(()));
}

#[test]
fn a_mark_stays_when_a_team_gives_places_back() {
    let (mut town, captain, [anna, _], shift) = with_team(3);
    assert_eq!(reserves(&mut town, captain, shift, 2), Ok(()));
    assert_eq!(names(&mut town, captain, shift, 0, Some(anna)), Ok(()));
    let sign_up = town.entry(shift, anna).id;
    let absent = Command::MarkAbsent { shift, sign_up };
    assert_eq!(town.at(START + 1).by(LEAD, &absent), Ok(()));
    let refused = reduces(&mut town, captain, shift, 0);
    assert_eq!(refused, Err(vec![Refusal::NotConfirmed]));
    assert_eq!(town.state(shift, anna), NoShow { contested: false });
}

#[test]
fn a_place_without_a_name_waits_for_no_mark() {
    let (mut town, captain, [anna, _], shift) = with_team(3);
    assert_eq!(reserves(&mut town, captain, shift, 2), Ok(()));
    assert_eq!(names(&mut town, captain, shift, 0, Some(anna)), Ok(()));
    let sign_up = town.entry(shift, anna).id;
    let absent = Command::MarkAbsent { shift, sign_up };
    assert_eq!(town.at(END).by(LEAD, &absent), Ok(()));
    assert_eq!(town.shift(shift).phase(town.now), Phase::Recorded);
}

#[test]
fn a_team_gives_nothing_back_of_what_is_over() {
    let (mut town, captain, [anna, _], shift) = with_team(3);
    assert_eq!(reserves(&mut town, captain, shift, 2), Ok(()));
    assert_eq!(names(&mut town, captain, shift, 0, Some(anna)), Ok(()));
    assert_eq!(town.cancels(shift), Ok(()));
    let phase = Phase::Cancelled;
    let refused = reduces(&mut town, captain, shift, 0);
    assert_eq!(refused, Err(vec![Refusal::WrongPhase { phase }]));
    assert_eq!(town.state(shift, anna), Cancelled);
}
