//! Home visits: approved first; the address reaches the approved alone, in its time; whoever is visited is told.

use crate::town::*;
use linli_domain::{
    Audience, CaseId, Command, Document, DocumentKey, PersonId, Refusal, ShiftId,
    case::{CaseState, NeedAbout, Recipient},
    command::{NeedStep, Proof},
    notice::NoticeKind,
    person::{Doorstep, Role, Scope},
    publish,
    refusal::{Field, Problem},
    shift::{Attendance, Evidence, Parent, ShiftAbout, SignUpState::*},
};

const DAY: i64 = 1440;
/// The visit is in three days.
const VISIT: i64 = 3 * DAY;

fn lonely() -> Recipient {
    Recipient {
        name: "Grandma Li".into(),
        phone: Some("0411777".into()),
        address: Some("Number 4, third floor".into()),
        call_back: true,
    }
}

fn visit_for(case: CaseId, slots: u16) -> ShiftAbout {
    ShiftAbout {
        attendance: Attendance::Visit,
        parent: Some(Parent::Case(case)),
        span: span(VISIT, VISIT + 60),
        withdraw_by: None,
        lead: None,
        deputy: None,
        ..post(slots)
    }
}

/// A need of a lonely person, and a visit for it.
fn with_visit(slots: u16) -> (Town, CaseId, ShiftId) {
    let mut town = Town::new();
    let case = CaseId(town.fresh());
    let about = Box::new(NeedAbout {
        recipient: Some(lonely()),
        ..need()
    });
    assert_eq!(town.by(WORKER, &Command::PostNeed { case, about }), Ok(()));
    assert_eq!(town.handles(WORKER, case, NeedStep::Accept), Ok(()));
    let shift = town.opens(visit_for(case, slots));
    (town, case, shift)
}

fn address_of(town: &Town, person: PersonId, shift: ShiftId) -> Option<String> {
    match town.doorstep(person, shift)? {
        Doorstep::Open(visited) => visited.address,
        Doorstep::Later => Some("later".into()),
    }
}

/// Whether the address stands in anything that is published to an audience of this person.
fn leaks_to(town: &Town, person: PersonId) -> bool {
    let mine = linli_domain::audiences_of(town.person(person), town.now);
    town.docs
        .values()
        .flat_map(publish)
        .filter(|(audience, _)| mine.contains(audience))
        .any(|(_, view)| {
            serde_json::to_string(&view)
                .unwrap()
                .contains("third floor")
        })
}

#[test]
fn a_sign_up_for_a_visit_waits_until_somebody_who_runs_it_approves() {
    let (mut town, _, shift) = with_visit(1);
    let [aunt, uncle] = town.neighbours();
    town.all_sign_up(&[aunt, uncle], shift);
    assert_eq!(town.state(shift, aunt), Requested);
    assert_eq!(town.state(shift, uncle), Waitlisted, "the place is held");
    assert_eq!(
        town.approves(uncle, aunt, shift),
        Err(vec![Refusal::NotAllowed])
    );
    assert_eq!(town.approves(WORKER, aunt, shift), Ok(()));
    assert_eq!(town.approves(WORKER, aunt, shift), Ok(()), "twice is once");
    assert_eq!(town.state(shift, aunt), Confirmed);
    assert_eq!(town.told(aunt), [NoticeKind::Approved]);
    assert_eq!(town.not_reached(shift), [aunt]);
    let waits = town.approves(WORKER, uncle, shift);
    assert_eq!(waits, Err(vec![Refusal::NotRequested]));
}

#[test]
fn nobody_approves_themselves_and_nobody_checks_in_unapproved() {
    let (mut town, _, shift) = with_visit(1);
    town.all_sign_up(&[WORKER], shift);
    assert_eq!(
        town.approves(WORKER, WORKER, shift),
        Err(vec![Refusal::OwnWork])
    );
    town.at(VISIT);
    let arrives = Command::CheckIn {
        shift,
        proof: Proof::Arrived,
        at: at(VISIT),
    };
    assert_eq!(town.by(WORKER, &arrives), Err(vec![Refusal::NotConfirmed]));
    assert_eq!(town.approves(COLLEAGUE, WORKER, shift), Ok(()));
    assert_eq!(town.by(WORKER, &arrives), Ok(()));
}

#[test]
fn whoever_is_declined_hears_why_and_the_next_may_ask() {
    let (mut town, _, shift) = with_visit(1);
    let [aunt, uncle] = town.neighbours();
    town.all_sign_up(&[aunt, uncle], shift);
    let sign_up = town.entry(shift, aunt).id;
    let decline = |reason: &str| Command::DeclineRequest {
        shift,
        sign_up,
        reason: reason.into(),
    };
    let missing = Refusal::Field {
        field: Field::Reason,
        problem: Problem::Missing,
    };
    assert_eq!(town.by(WORKER, &decline(" ")), Err(vec![missing]));
    assert_eq!(
        town.by(uncle, &decline("no")),
        Err(vec![Refusal::NotAllowed])
    );
    assert_eq!(town.by(WORKER, &decline("two of you know her")), Ok(()));
    assert_eq!(town.by(WORKER, &decline("again")), Ok(()));
    assert_eq!(town.state(shift, aunt), Declined);
    let told = NoticeKind::RequestDeclined {
        reason: "two of you know her".into(),
    };
    assert_eq!(town.told(aunt), [told]);
    assert!(town.person(aunt).commitments.is_empty());
    assert_eq!(town.state(shift, uncle), Requested);
}

#[test]
fn the_address_opens_a_day_before_and_shuts_a_day_after() {
    let (mut town, _, shift) = with_visit(2);
    let [aunt, uncle] = town.neighbours();
    town.all_sign_up(&[aunt, uncle], shift);
    assert_eq!(town.approves(WORKER, aunt, shift), Ok(()));
    town.at(VISIT - DAY - 1).time_ticks();
    assert_eq!(address_of(&town, aunt, shift), Some("later".into()));
    assert!(!leaks_to(&town, aunt));
    town.at(VISIT - DAY).time_ticks();
    let open = Some("Number 4, third floor".to_owned());
    assert_eq!(address_of(&town, aunt, shift), open);
    assert!(leaks_to(&town, aunt) && leaks_to(&town, WORKER));
    assert_eq!(town.doorstep(uncle, shift), None, "not approved");
    let next_door = town.neighbour(7);
    for other in [uncle, next_door, STRANGER] {
        assert!(!leaks_to(&town, other));
    }
    town.at(VISIT + 60 + DAY - 1).time_ticks();
    assert_eq!(address_of(&town, aunt, shift), open);
    town.at(VISIT + 60 + DAY).time_ticks();
    assert_eq!(town.doorstep(aunt, shift), None);
    assert!(!leaks_to(&town, aunt));
}

#[test]
fn whoever_is_approved_within_the_window_knows_at_once_and_forgets_with_the_place() {
    let (mut town, _, shift) = with_visit(2);
    let [aunt, uncle] = town.neighbours();
    town.all_sign_up(&[aunt, uncle], shift);
    town.at(VISIT - 600);
    for person in [aunt, uncle] {
        assert_eq!(town.approves(WORKER, person, shift), Ok(()));
        assert!(leaks_to(&town, person));
    }
    assert_eq!(town.withdraws(aunt, shift), Ok(()));
    assert!(!leaks_to(&town, aunt), "with the place it goes");
    assert!(leaks_to(&town, uncle));
    assert_eq!(town.cancels(shift), Ok(()));
    assert!(!leaks_to(&town, uncle));
}

/// A need taken back, for a reason that is its reporter's and the desk's.
fn takes_back(town: &mut Town, case: CaseId) {
    let reason = "Her son is here".to_owned();
    let step = NeedStep::Withdraw { reason };
    assert_eq!(town.handles(WORKER, case, step), Ok(()));
}

#[test]
fn a_need_taken_back_takes_its_visit_with_it_and_the_address_goes() {
    let (mut town, case, shift) = with_visit(2);
    let [aunt, uncle] = town.neighbours();
    town.all_sign_up(&[aunt, uncle], shift);
    town.at(VISIT - 600);
    assert_eq!(town.approves(WORKER, aunt, shift), Ok(()));
    assert!(leaks_to(&town, aunt));
    takes_back(&mut town, case);
    assert!(!leaks_to(&town, aunt));
    for person in [aunt, uncle] {
        assert_eq!(town.state(shift, person), Cancelled);
        let reason = "not_needed".to_owned();
        assert!(
            town.told(person)
                .contains(&NoticeKind::ShiftCancelled { reason })
        );
    }
    assert_eq!(town.case(case).state, CaseState::Withdrawn);
    assert!(town.shift(shift).resident_must_be_told(town.now));
}

#[test]
fn a_visit_that_somebody_came_to_is_not_undone_and_its_address_goes_all_the_same() {
    let (mut town, case, shift) = with_visit(2);
    let [aunt, uncle] = town.neighbours();
    town.all_sign_up(&[aunt, uncle], shift);
    town.at(VISIT - 600);
    for person in [aunt, uncle] {
        assert_eq!(town.approves(WORKER, person, shift), Ok(()));
    }
    town.at(VISIT);
    let arrives = Command::CheckIn {
        shift,
        proof: Proof::Arrived,
        at: town.now,
    };
    assert_eq!(town.by(aunt, &arrives), Ok(()));
    takes_back(&mut town, case);
    assert_eq!(town.state(shift, aunt), CheckedIn);
    assert_eq!(town.state(shift, uncle), Confirmed);
    for person in [aunt, uncle] {
        assert!(!leaks_to(&town, person), "nobody is wanted there any more");
    }
}

#[test]
fn the_door_word_is_the_same_for_desk_and_visitor_and_nobody_else_sees_it() {
    let (mut town, _, shift) = with_visit(2);
    let [aunt, uncle] = town.neighbours();
    town.all_sign_up(&[aunt, uncle], shift);
    assert_eq!(town.shift(shift).arranged.door_word, None);
    town.at(VISIT - 600);
    assert_eq!(town.approves(WORKER, aunt, shift), Ok(()));
    let word = town.shift(shift).arranged.door_word.clone().unwrap();
    assert!(word.len() == 4 && word.chars().all(|c| c.is_ascii_digit()));
    let Some(Doorstep::Open(visited)) = town.doorstep(aunt, shift) else {
        panic!("open")
    };
    assert_eq!(visited.door_word, word);
    let shown = publish(&Document::Shift(Box::new(town.shift(shift).clone())));
    for (audience, view) in shown {
        let linli_domain::View::Shift(view) = view else {
            panic!("a shift")
        };
        let desk = audience == Audience::Desk(code(HOME));
        assert_eq!(view.arranged.is_some(), desk, "{audience}");
    }
}

#[test]
fn whoever_is_not_to_come_any_more_has_no_word_that_opens_the_door() {
    let (mut town, _, shift) = with_visit(2);
    let [aunt, uncle] = town.neighbours();
    town.all_sign_up(&[aunt, uncle], shift);
    town.at(VISIT - 600);
    for person in [aunt, uncle] {
        assert_eq!(town.approves(WORKER, person, shift), Ok(()));
    }
    assert_eq!(town.by(WORKER, &Command::TellResident { shift }), Ok(()));
    let first = town.shift(shift).arranged.door_word.clone();
    assert_eq!(town.withdraws(aunt, shift), Ok(()));
    let second = town.shift(shift).arranged.door_word.clone();
    assert_ne!(first, second);
    let Some(Doorstep::Open(visited)) = town.doorstep(uncle, shift) else {
        panic!("open")
    };
    assert_eq!(Some(visited.door_word), second);
    assert!(
        town.shift(shift).resident_must_be_told(town.now),
        "another word"
    );
    // Everybody goes, and somebody else comes.
    assert_eq!(town.withdraws(uncle, shift), Ok(()));
    assert_eq!(town.signs_up_for(WORKER, aunt, shift), Ok(()));
    assert_ne!(town.shift(shift).arranged.door_word, second);
}

#[test]
fn a_corrected_address_reaches_who_is_on_the_way() {
    let (mut town, case, shift) = with_visit(1);
    let [aunt] = town.neighbours();
    town.all_sign_up(&[aunt], shift);
    town.at(VISIT - 60);
    assert_eq!(town.approves(WORKER, aunt, shift), Ok(()));
    let mut about = town.case(case).about.clone();
    about.recipient.as_mut().unwrap().address = Some("Number 5".into());
    let about = Box::new(about);
    assert_eq!(
        town.by(WORKER, &Command::CorrectNeed { case, about }),
        Ok(())
    );
    assert_eq!(address_of(&town, aunt, shift), Some("Number 5".into()));
}

#[test]
fn an_approval_is_good_for_what_it_was_given_for() {
    let (mut town, _, shift) = with_visit(1);
    let [aunt] = town.neighbours();
    town.all_sign_up(&[aunt], shift);
    town.at(VISIT - 60);
    assert_eq!(town.approves(WORKER, aunt, shift), Ok(()));
    let other = town.posts(WORKER);
    assert_eq!(town.handles(WORKER, other, NeedStep::Accept), Ok(()));
    let parent = Some(Parent::Case(other));
    assert_eq!(town.corrects(shift, |about| about.parent = parent), Ok(()));
    assert_eq!(town.state(shift, aunt), Requested);
    assert!(town.told(aunt).contains(&NoticeKind::ApprovalNeeded));
    assert!(!leaks_to(&town, aunt));
    let site = |about: &mut ShiftAbout| about.attendance = Attendance::Site;
    assert_eq!(town.corrects(shift, site), Ok(()));
    assert_eq!(town.state(shift, aunt), Confirmed);
    let visit = |about: &mut ShiftAbout| about.attendance = Attendance::Visit;
    assert_eq!(town.corrects(shift, visit), Ok(()));
    assert_eq!(town.state(shift, aunt), Requested);
}

#[test]
fn whoever_runs_a_visit_signs_up_others_approved() {
    let (mut town, _, shift) = with_visit(1);
    let [aunt] = town.neighbours();
    assert_eq!(town.signs_up_for(WORKER, aunt, shift), Ok(()));
    assert_eq!(town.state(shift, aunt), Confirmed);
    assert_eq!(town.doorstep(aunt, shift), Some(Doorstep::Later));
}

#[test]
fn the_resident_is_to_be_told_who_comes_and_again_when_that_changes() {
    let (mut town, case, shift) = with_visit(2);
    let [aunt, uncle] = town.neighbours();
    town.all_sign_up(&[aunt, uncle], shift);
    let waits = |town: &Town| town.shift(shift).resident_must_be_told(town.now);
    let tells = Command::TellResident { shift };
    assert!(!waits(&town));
    assert_eq!(town.approves(WORKER, aunt, shift), Ok(()));
    assert!(waits(&town));
    assert_eq!(town.by(aunt, &tells), Err(vec![Refusal::NotAllowed]));
    assert_eq!(town.by(WORKER, &tells), Ok(()));
    assert!(!waits(&town));
    assert_eq!(town.approves(WORKER, uncle, shift), Ok(()));
    assert!(waits(&town), "somebody else comes too");
    assert_eq!(town.by(WORKER, &tells), Ok(()));
    let later = span(VISIT + 30, VISIT + 90);
    assert_eq!(town.corrects(shift, |about| about.span = later), Ok(()));
    assert!(waits(&town), "another time");
    assert_eq!(town.by(WORKER, &tells), Ok(()));
    assert_eq!(town.cancels(shift), Ok(()));
    assert!(waits(&town), "nobody comes");
    assert_eq!(town.by(WORKER, &tells), Ok(()));
    assert!(!waits(&town));
    assert_eq!(
        town.case_state(case),
        CaseState::Accepted,
        "the need is open again"
    );
    let nobody = town.opens(post(1));
    let tells = Command::TellResident { shift: nobody };
    assert_eq!(town.by(WORKER, &tells), Err(vec![Refusal::NobodyToTell]));
}

/// Aunt has been there, and her hours are confirmed.
fn served() -> (Town, CaseId, ShiftId, PersonId) {
    let (mut town, case, shift) = with_visit(1);
    let [aunt] = town.neighbours();
    town.all_sign_up(&[aunt], shift);
    assert_eq!(town.approves(WORKER, aunt, shift), Ok(()));
    town.at(VISIT);
    let arrives = Command::CheckIn {
        shift,
        proof: Proof::Arrived,
        at: at(VISIT),
    };
    assert_eq!(town.by(aunt, &arrives), Ok(()));
    assert_eq!(town.at(VISIT + 60).checks_out(aunt, shift), Ok(()));
    assert_eq!(town.confirms(WORKER, shift, &[aunt]), Ok(()));
    assert_eq!(town.case_state(case), CaseState::Resolved);
    (town, case, shift, aunt)
}

fn called_back(helped: bool, rating: Option<u8>) -> NeedStep {
    NeedStep::CallBack {
        helped,
        words: "She was glad".into(),
        rating,
    }
}

#[test]
fn somebody_without_an_account_is_called_back_and_silence_closes_nothing() {
    let (mut town, case, shift, aunt) = served();
    let record = |town: &Town| town.record(shift, aunt).unwrap().evidence;
    assert_eq!(record(&town), Evidence::SelfReported);
    town.at(VISIT + 30 * DAY).time_ticks();
    assert_eq!(town.case_state(case), CaseState::Resolved);
    assert_eq!(
        town.handles(WORKER, case, NeedStep::Close),
        Err(vec![Refusal::CallBackNeeded])
    );
    let refused = town.handles(aunt, case, called_back(true, None));
    assert_eq!(refused, Err(vec![Refusal::NotAllowed]));
    let range = Refusal::Field {
        field: Field::Rating,
        problem: Problem::OutOfRange { min: 1, max: 5 },
    };
    assert_eq!(
        town.handles(WORKER, case, called_back(true, Some(6))),
        Err(vec![range])
    );
    assert_eq!(
        town.handles(WORKER, case, called_back(true, Some(5))),
        Ok(())
    );
    assert_eq!(town.case_state(case), CaseState::Closed);
    assert_eq!(town.case(case).rating, Some(5));
    assert_eq!(town.case(case).outcome.as_deref(), Some("She was glad"));
    assert_eq!(
        record(&town),
        Evidence::RecipientConfirmed,
        "she is believed more"
    );
}

#[test]
fn whoever_says_that_nobody_helped_opens_the_need_again() {
    let (mut town, case, shift, aunt) = served();
    let grid_worker = town.neighbour(5);
    town.grants(
        grid_worker,
        Role::GridWorker,
        Scope::Place(code(GRID)),
        None,
    );
    assert_eq!(
        town.handles(WORKER, case, called_back(false, Some(1))),
        Ok(())
    );
    assert_eq!(town.case_state(case), CaseState::Accepted);
    let evidence = town.record(shift, aunt).unwrap().evidence;
    assert_eq!(evidence, Evidence::SelfReported);
}

#[test]
fn a_request_that_nobody_approved_is_no_absence() {
    let (mut town, _, shift) = with_visit(2);
    let [aunt, uncle] = town.neighbours();
    town.all_sign_up(&[aunt, uncle], shift);
    assert_eq!(town.approves(WORKER, aunt, shift), Ok(()));
    town.at(VISIT + 61);
    let close = Command::ConfirmHours {
        shift,
        entries: Vec::new(),
    };
    assert_eq!(town.by(WORKER, &close), Ok(()));
    assert_eq!(town.state(shift, aunt), NotRecorded);
    assert_eq!(town.state(shift, uncle), Declined);
}

#[test]
fn a_team_is_asked_once_and_hears_how_many_are_missing() {
    let mut town = Town::new();
    let [aunt] = town.neighbours();
    town.grants(aunt, Role::Volunteer, Scope::Organization(town.team), None);
    let shift = town.opens(post(3));
    town.all_sign_up(&[aunt], shift);
    let team = town.team;
    let asks = Command::AskTeam { shift, team };
    assert_eq!(town.by(aunt, &asks), Err(vec![Refusal::NotAllowed]));
    assert_eq!(town.by(WORKER, &asks), Ok(()));
    assert_eq!(town.by(WORKER, &asks), Ok(()));
    let to_team: Vec<_> = town
        .docs
        .values()
        .filter_map(|document| match document {
            Document::Notice(n) if n.audience == Audience::Team(team) => Some(n.kind.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(to_team, [NoticeKind::TeamAsked { missing: 2 }]);
    assert_eq!(town.shift(shift).arranged.asked, [team]);
    let nobody = linli_domain::OrganizationId(town.fresh());
    let asks = Command::AskTeam {
        shift,
        team: nobody,
    };
    let not_found = Refusal::NotFound {
        kind: linli_domain::Kind::Organization,
    };
    let late = Refusal::WrongPhase {
        phase: linli_domain::shift::Phase::Running,
    };
    town.at(START);
    assert_eq!(town.by(WORKER, &asks), Err(vec![not_found, late]));
    assert!(town.docs.contains_key(&DocumentKey::Shift(shift)));
}

/// Aunt asked to do the visit, then it was moved onto another shift of hers.
fn moved_onto_another() -> (Town, ShiftId, PersonId, linli_domain::time::Span) {
    let (mut town, _, shift) = with_visit(1);
    let [aunt] = town.neighbours();
    town.all_sign_up(&[aunt], shift);
    let busy = span(VISIT + 300, VISIT + 360);
    let other = town.opens(ShiftAbout {
        span: busy,
        withdraw_by: None,
        ..post(1)
    });
    town.all_sign_up(&[aunt], other);
    assert_eq!(town.corrects(shift, |about| about.span = busy), Ok(()));
    assert_eq!(town.state(shift, aunt), Requested);
    (town, shift, aunt, busy)
}

#[test]
fn nobody_is_approved_for_two_places_at_one_time() {
    let (mut town, shift, aunt, busy) = moved_onto_another();
    let refused = town.approves(WORKER, aunt, shift).unwrap_err();
    assert!(
        matches!(refused[..], [Refusal::OverlapsShift { span, .. }] if span == busy),
        "{refused:?}"
    );
    let lead = |about: &mut ShiftAbout| about.lead = Some(LEAD);
    assert_eq!(town.corrects(shift, lead), Ok(()));
    // Which shift it is is not the lead's to know.
    let refused = town.approves(LEAD, aunt, shift);
    assert_eq!(refused, Err(vec![Refusal::BusyThen]));
}

#[test]
fn a_request_that_needs_no_approval_any_more_is_reconfirmed_where_they_are_busy() {
    let (mut town, shift, aunt, _) = moved_onto_another();
    let site = |about: &mut ShiftAbout| about.attendance = Attendance::Site;
    assert_eq!(town.corrects(shift, site), Ok(()));
    assert_eq!(town.state(shift, aunt), Reconfirm);
    assert_eq!(town.told(aunt).last(), Some(&NoticeKind::PleaseReconfirm));
}

#[test]
fn whoever_is_there_was_not_approved_for_another_visit() {
    let (mut town, _, shift, aunt) = {
        let (mut town, case, shift) = with_visit(1);
        let site = |about: &mut ShiftAbout| {
            about.attendance = Attendance::Site;
            about.lead = Some(LEAD);
        };
        assert_eq!(town.corrects(shift, site), Ok(()));
        let [aunt] = town.neighbours();
        town.all_sign_up(&[aunt], shift);
        (town, case, shift, aunt)
    };
    town.at(VISIT);
    assert_eq!(town.ticks(LEAD, shift, aunt), Ok(()));
    let visit = |about: &mut ShiftAbout| about.attendance = Attendance::Visit;
    let phase = linli_domain::shift::Phase::Running;
    assert_eq!(
        town.corrects(shift, visit),
        Err(vec![Refusal::WrongPhase { phase }])
    );
    assert!(!leaks_to(&town, aunt));
}

#[test]
fn a_call_back_takes_nothing_from_what_the_lead_saw() {
    let (mut town, case, shift) = with_visit(1);
    let [aunt] = town.neighbours();
    town.all_sign_up(&[aunt], shift);
    assert_eq!(town.approves(WORKER, aunt, shift), Ok(()));
    town.at(VISIT);
    let arrives = Command::CheckIn {
        shift,
        proof: Proof::Arrived,
        at: at(VISIT),
    };
    assert_eq!(town.by(aunt, &arrives), Ok(()));
    let sign_up = town.entry(shift, aunt).id;
    let left = Command::MarkLeft {
        shift,
        sign_up,
        at: at(VISIT + 60),
    };
    assert_eq!(town.at(VISIT + 60).by(WORKER, &left), Ok(()));
    assert_eq!(town.confirms(WORKER, shift, &[aunt]), Ok(()));
    assert_eq!(town.handles(WORKER, case, called_back(true, None)), Ok(()));
    let entry = town.entry(shift, aunt);
    let evidence = |presence: &Option<linli_domain::shift::Presence>| {
        presence.as_ref().map(|presence| presence.evidence)
    };
    assert_eq!(
        evidence(&entry.check_in),
        Some(Evidence::RecipientConfirmed)
    );
    assert_eq!(evidence(&entry.check_out), Some(Evidence::LeadTick));
}
