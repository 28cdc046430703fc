//! A shift is corrected: those signed up are told, overlaps are checked again, lost places go in a fair order.

use crate::town::*;
use linli_domain::{
    Command, Refusal,
    case::CaseState,
    command::NeedStep,
    notice::NoticeKind,
    person::Firmness,
    refusal::{Field, Problem},
    shift::{Parent, Phase, ShiftAbout, SignUpState::*},
};

#[test]
fn fewer_places_move_the_last_to_the_waiting_list_in_order_and_they_are_told() {
    let mut town = Town::new();
    let people: [_; 4] = town.neighbours();
    let shift = town.opens(post(3));
    town.all_sign_up(&people, shift);
    assert_eq!(town.corrects(shift, |about| about.slots = 1), Ok(()));
    let states = people.map(|person| town.state(shift, person));
    assert_eq!(states, [Confirmed, Waitlisted, Waitlisted, Waitlisted]);
    for person in &people[1..3] {
        assert_eq!(town.told(*person), [NoticeKind::MovedToWaitingList]);
        assert_eq!(
            town.person(*person).commitments[0].firmness,
            Firmness::Waiting
        );
    }
    assert!(town.told(people[0]).is_empty() && town.told(people[3]).is_empty());
    // Whoever lost a place stands before whoever never had one.
    assert_eq!(town.withdraws(people[0], shift), Ok(()));
    assert_eq!(town.state(shift, people[1]), Confirmed);
}

#[test]
fn who_is_there_already_keeps_their_place() {
    let mut town = Town::new();
    let [first, last] = town.neighbours();
    let shift = town.opens(post(2));
    town.all_sign_up(&[first, last], shift);
    assert_eq!(town.at(START).checks_in(last, shift), Ok(()));
    assert_eq!(town.corrects(shift, |about| about.slots = 1), Ok(()));
    assert_eq!(town.state(shift, first), Waitlisted);
    assert_eq!(town.state(shift, last), CheckedIn);
    assert_eq!(town.corrects(shift, |about| about.slots = 2), Ok(()));
}

#[test]
fn there_are_never_fewer_places_than_people_who_are_there() {
    let mut town = Town::new();
    let [first, second] = town.neighbours();
    let shift = town.opens(post(2));
    town.all_sign_up(&[first, second], shift);
    for person in [first, second] {
        assert_eq!(town.at(START).checks_in(person, shift), Ok(()));
    }
    let answer = town.corrects(shift, |about| about.slots = 1);
    assert_eq!(answer, Err(vec![Refusal::FewerThanPresent { present: 2 }]));
}

#[test]
fn everybody_on_the_roster_is_told_of_a_change_that_matters_to_them() {
    type Change = fn(&mut ShiftAbout);
    let changes: [(&str, Change, bool); 5] = [
        (
            "where to meet",
            |about| about.meeting_point = "At the bridge".into(),
            true,
        ),
        (
            "the time",
            |about| about.span = span(START + 10, END + 10),
            true,
        ),
        ("what to bring", |about| about.bring = "Gloves".into(), true),
        ("more places", |about| about.slots = 9, false),
        ("a minimum", |about| about.min_staff = 1, false),
    ];
    for (case, change, matters) in changes {
        let mut town = Town::new();
        let [held, gone] = town.neighbours();
        let shift = town.opens(post(2));
        town.all_sign_up(&[held, gone], shift);
        assert_eq!(town.withdraws(gone, shift), Ok(()));
        assert_eq!(town.corrects(shift, change), Ok(()));
        let expected = if matters {
            vec![NoticeKind::ShiftChanged]
        } else {
            Vec::new()
        };
        assert_eq!(town.told(held), expected, "{case}");
        assert!(town.told(gone).is_empty(), "{case}");
    }
}

#[test]
fn a_new_time_that_overlaps_another_shift_asks_whether_they_still_come() {
    let mut town = Town::new();
    let person = town.neighbour(0);
    let morning = town.opens(post(1));
    let evening = town.opens(post_at(1, END, END + 60));
    town.all_sign_up(&[person], morning);
    town.all_sign_up(&[person], evening);
    assert_eq!(
        town.corrects(evening, |about| about.span = span(END - 10, END + 60)),
        Ok(())
    );
    assert_eq!(town.state(evening, person), Reconfirm);
    assert_eq!(town.told(person), [NoticeKind::PleaseReconfirm]);
    assert_eq!(town.shift(evening).taken(), 1);
    let reconfirm = Command::Reconfirm { shift: evening };
    let busy = Refusal::OverlapsShift {
        other: morning,
        span: span(START, END),
    };
    assert_eq!(town.by(person, &reconfirm), Err(vec![busy]));
    assert_eq!(town.withdraws(person, morning), Ok(()));
    assert_eq!(town.by(person, &reconfirm), Ok(()));
    assert_eq!(town.state(evening, person), Confirmed);
    assert_eq!(town.by(person, &reconfirm), Ok(()));
}

#[test]
fn only_someone_who_was_asked_says_again_that_they_come() {
    let mut town = Town::new();
    let [first, waiting, other] = town.neighbours();
    let shift = town.opens(post(1));
    town.all_sign_up(&[first, waiting], shift);
    let reconfirm = Command::Reconfirm { shift };
    assert_eq!(
        town.by(waiting, &reconfirm),
        Err(vec![Refusal::NotConfirmed])
    );
    assert_eq!(town.by(other, &reconfirm), Err(vec![Refusal::NotSignedUp]));
}

#[test]
fn the_time_in_everybodys_own_commitments_moves_along() {
    let mut town = Town::new();
    let people: [_; 2] = town.neighbours();
    let shift = town.opens(post(1));
    town.all_sign_up(&people, shift);
    assert_eq!(
        town.corrects(shift, |about| about.span = span(END, END + 60)),
        Ok(())
    );
    for person in people {
        assert_eq!(town.person(person).commitments[0].span, span(END, END + 60));
    }
}

#[test]
fn a_shift_under_way_settled_or_called_off_keeps_its_time() {
    let moved = |about: &mut ShiftAbout| about.span = span(START + 5, END + 5);
    let mut town = Town::new();
    let person = town.neighbour(0);
    let shift = town.opens(post(1));
    town.all_sign_up(&[person], shift);
    assert_eq!(town.at(START).checks_in(person, shift), Ok(()));
    let wrong = |phase| Err(vec![Refusal::WrongPhase { phase }]);
    assert_eq!(town.corrects(shift, moved), wrong(Phase::Running));
    assert_eq!(town.at(END).confirms(LEAD, shift, &[person]), Ok(()));
    assert_eq!(
        town.corrects(shift, |about| about.slots = 2),
        wrong(Phase::Recorded)
    );
    let other = town.opens(post_at(1, END + 60, END + 90));
    assert_eq!(town.cancels(other), Ok(()));
    assert_eq!(
        town.corrects(other, |about| about.slots = 2),
        wrong(Phase::Cancelled)
    );
}

#[test]
fn an_absence_keeps_its_place_because_it_may_turn_out_to_be_none() {
    let mut town = Town::new();
    let [there, late] = town.neighbours();
    let shift = town.opens(post(2));
    town.all_sign_up(&[there, late], shift);
    assert_eq!(town.at(START).checks_in(there, shift), Ok(()));
    let sign_up = town.entry(shift, late).id;
    let absent = Command::MarkAbsent { shift, sign_up };
    assert_eq!(town.by(LEAD, &absent), Ok(()));
    let answer = town.corrects(shift, |about| about.slots = 1);
    assert_eq!(answer, Err(vec![Refusal::FewerThanPresent { present: 2 }]));
}

#[test]
fn a_shift_with_a_marked_absence_keeps_its_time() {
    let mut town = Town::new();
    let person = town.neighbour(0);
    let shift = town.opens(post(1));
    town.all_sign_up(&[person], shift);
    let sign_up = town.entry(shift, person).id;
    let absent = Command::MarkAbsent { shift, sign_up };
    assert_eq!(town.at(START).by(LEAD, &absent), Ok(()));
    let later = town.corrects(shift, |about| about.span = span(END, END + 60));
    let phase = Phase::Running;
    assert_eq!(later, Err(vec![Refusal::WrongPhase { phase }]));
}

#[test]
fn the_same_again_changes_nothing() {
    let mut town = Town::new();
    let shift = town.opens(post(1));
    let before = town.docs.clone();
    assert_eq!(town.corrects(shift, |_| ()), Ok(()));
    assert_eq!(town.docs, before);
}

#[test]
fn a_shift_stays_in_its_community() {
    let mut town = Town::new();
    let shift = town.opens(post(1));
    let answer = town.corrects(shift, |about| about.place = code(NEXT_DOOR));
    assert_eq!(answer, Err(vec![Refusal::OtherCommunity]));
    let answer = town.corrects(shift, |about| about.place = code("99"));
    let unknown = Refusal::Field {
        field: Field::Place,
        problem: Problem::Unknown,
    };
    assert_eq!(answer, Err(vec![unknown]));
}

#[test]
fn only_the_desk_corrects() {
    let mut town = Town::new();
    let shift = town.opens(post(1));
    for person in [LEAD, town.neighbour(0)] {
        let command = Command::CorrectShift {
            shift,
            about: Box::new(post(2)),
        };
        assert_eq!(town.by(person, &command), Err(vec![Refusal::NotAllowed]));
    }
}

#[test]
fn a_shift_that_serves_another_need_is_linked_anew() {
    let mut town = Town::new();
    let person = town.neighbour(0);
    let [old, new] = [0, 1].map(|_| {
        let case = town.posts(WORKER);
        assert_eq!(town.handles(WORKER, case, NeedStep::Accept), Ok(()));
        case
    });
    let shift = town.opens(ShiftAbout {
        parent: Some(Parent::Case(old)),
        ..post(1)
    });
    town.all_sign_up(&[person], shift);
    assert_eq!(town.case_state(old), CaseState::Assigned);
    assert_eq!(
        town.corrects(shift, |about| about.parent = Some(Parent::Case(new))),
        Ok(())
    );
    assert_eq!(
        (town.case_state(old), town.case_state(new)),
        (CaseState::Accepted, CaseState::Assigned)
    );
    assert!(town.case(old).shifts.is_empty());
}
