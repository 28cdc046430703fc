//! The waiting list: a freed place goes to the first in order who fits, at once, and they are told.

use crate::town::*;
use linli_domain::{
    PersonId, ShiftId,
    notice::NoticeKind,
    person::{Firmness, PersonAbout, Role, Scope},
    shift::{Attendance, Requirements, SignUpState::*},
};

fn firmness(town: &Town, person: PersonId, shift: ShiftId) -> Option<Firmness> {
    let commitments = &town.person(person).commitments;
    commitments
        .iter()
        .find(|c| c.shift == shift)
        .map(|c| c.firmness)
}

#[test]
fn a_freed_place_goes_to_the_first_who_waits_and_they_are_told() {
    let mut town = Town::new();
    let people: [_; 4] = town.neighbours();
    let shift = town.opens(post(1));
    town.all_sign_up(&people, shift);
    assert_eq!(firmness(&town, people[1], shift), Some(Firmness::Waiting));
    assert_eq!(town.withdraws(people[0], shift), Ok(()));
    assert_eq!(town.state(shift, people[1]), Confirmed);
    assert_eq!(firmness(&town, people[1], shift), Some(Firmness::Held));
    assert_eq!(town.told(people[1]), [NoticeKind::Promoted]);
    assert_eq!(town.state(shift, people[2]), Waitlisted);
    assert!(town.told(people[2]).is_empty() && town.told(people[3]).is_empty());
}

#[test]
fn more_places_are_filled_in_order() {
    let mut town = Town::new();
    let people: [_; 4] = town.neighbours();
    let shift = town.opens(post(1));
    town.all_sign_up(&people, shift);
    assert_eq!(town.corrects(shift, |about| about.slots = 3), Ok(()));
    let states = people.map(|person| town.state(shift, person));
    assert_eq!(states, [Confirmed, Confirmed, Confirmed, Waitlisted]);
    assert_eq!(town.told(people[2]), [NoticeKind::Promoted]);
}

/// Three people wait for `wanted`; the first of them has meanwhile got a place elsewhere at that time.
fn with_a_busy_first() -> (Town, [PersonId; 4], ShiftId, ShiftId) {
    let mut town = Town::new();
    let people: [_; 4] = town.neighbours();
    let wanted = town.opens(post(1));
    let elsewhere = town.opens(post(2));
    town.all_sign_up(&people, wanted);
    town.all_sign_up(&people[1..2], elsewhere);
    (town, people, wanted, elsewhere)
}

#[test]
fn whoever_is_busy_is_passed_over_keeps_their_rank_and_is_told_once() {
    let (mut town, people, wanted, _) = with_a_busy_first();
    let rank = town.entry(wanted, people[1]).rank;
    assert_eq!(town.withdraws(people[0], wanted), Ok(()));
    assert_eq!(town.state(wanted, people[1]), Waitlisted);
    assert_eq!(town.state(wanted, people[2]), Confirmed);
    assert_eq!(town.told(people[1]), [NoticeKind::PassedOver]);
    assert_eq!(town.withdraws(people[2], wanted), Ok(()));
    assert_eq!(town.state(wanted, people[3]), Confirmed);
    assert_eq!(town.told(people[1]), [NoticeKind::PassedOver]);
    assert_eq!(town.entry(wanted, people[1]).rank, rank);
}

#[test]
fn whoever_was_passed_over_moves_up_once_the_other_shift_is_gone() {
    type Step = fn(&mut Town, PersonId, ShiftId);
    let goes: [(&str, Step); 4] = [
        ("they withdraw from it", |town, person, other| {
            town.withdraws(person, other).unwrap()
        }),
        ("it is called off", |town, _, other| {
            town.cancels(other).unwrap()
        }),
        ("it is moved", |town, _, other| {
            town.corrects(other, |about| about.span = span(END, END + 60))
                .unwrap();
        }),
        ("it has fewer places", |town, _, other| {
            town.corrects(other, |about| about.slots = 1).unwrap();
        }),
    ];
    for (case, go) in goes {
        let mut town = Town::new();
        let [first, busy, early] = town.neighbours();
        let wanted = town.opens(post(1));
        let elsewhere = town.opens(post(2));
        town.all_sign_up(&[first, busy], wanted);
        town.all_sign_up(&[early, busy], elsewhere);
        assert_eq!(town.withdraws(first, wanted), Ok(()));
        assert_eq!(town.state(wanted, busy), Waitlisted, "{case}");
        go(&mut town, busy, elsewhere);
        assert_eq!(town.state(wanted, busy), Confirmed, "{case}");
        assert!(town.told(busy).contains(&NoticeKind::Promoted), "{case}");
    }
}

#[test]
fn confirmed_hours_give_back_the_rest_of_the_time() {
    let mut town = Town::new();
    let [first, busy] = town.neighbours();
    let morning = town.opens(post(1));
    let noon = town.opens(post_at(1, END - 30, END + 60));
    town.all_sign_up(&[first, busy], noon);
    town.all_sign_up(&[busy], morning);
    assert_eq!(town.withdraws(first, noon), Ok(()));
    assert_eq!(town.state(noon, busy), Waitlisted);
    assert_eq!(town.at(START).checks_in(busy, morning), Ok(()));
    assert_eq!(town.at(START + 60).checks_out(busy, morning), Ok(()));
    assert_eq!(town.confirms(LEAD, morning, &[busy]), Ok(()));
    let until = at(START + 90);
    assert_eq!(
        town.state(noon, busy),
        Offered { until },
        "late, they are asked"
    );
}

#[test]
fn a_new_neighbour_takes_a_place_that_nobody_who_waits_can_take() {
    let (mut town, people, wanted, _) = with_a_busy_first();
    for person in [people[0], people[2], people[3]] {
        assert_eq!(town.withdraws(person, wanted), Ok(()));
    }
    let late = town.neighbour(9);
    assert_eq!(town.signs_up(late, wanted), Ok(()));
    assert_eq!(town.state(wanted, late), Confirmed);
    assert_eq!(town.state(wanted, people[1]), Waitlisted);
}

#[test]
fn whoever_comes_to_fit_moves_up() {
    let mut town = Town::new();
    let [first, second] = town.neighbours();
    let shift = town.opens(post(1));
    town.all_sign_up(&[first, second], shift);
    let needs = Requirements {
        trainings: vec!["first_aid".into()],
        ..Default::default()
    };
    assert_eq!(
        town.corrects(shift, |about| about.requirements = needs),
        Ok(())
    );
    assert_eq!(town.withdraws(first, shift), Ok(()));
    assert_eq!(town.state(shift, second), Waitlisted);
    let trained = PersonAbout {
        trainings: vec!["first_aid".into()],
        ..about("Trained", HOME)
    };
    town.registers(second, trained);
    assert_eq!(town.state(shift, second), Confirmed);
    assert!(town.told(second).contains(&NoticeKind::Promoted));
}

#[test]
fn a_newcomer_who_is_known_now_moves_up() {
    let mut town = Town::new();
    let [first, new] = town.neighbours();
    town.grants(new, Role::New, Scope::Organization(town.team), None);
    let shift = town.opens(post(1));
    town.all_sign_up(&[first, new], shift);
    assert_eq!(
        town.corrects(shift, |about| about.attendance = Attendance::Visit),
        Ok(())
    );
    assert_eq!(town.withdraws(first, shift), Ok(()));
    assert_eq!(town.state(shift, new), Waitlisted);
    town.grants(new, Role::Volunteer, Scope::Organization(town.team), None);
    assert_eq!(
        town.state(shift, new),
        Requested,
        "a visit is approved first"
    );
}

#[test]
fn nobody_moves_up_once_the_shift_has_begun() {
    let mut town = Town::new();
    let [first, second] = town.neighbours();
    let shift = town.opens(post(1));
    town.all_sign_up(&[first, second], shift);
    assert_eq!(town.at(START).withdraws(first, shift), Ok(()));
    assert_eq!(town.state(shift, second), Waitlisted);
}

#[test]
fn who_moves_up_by_their_own_withdrawal_elsewhere_is_told_too() {
    let (mut town, people, wanted, elsewhere) = with_a_busy_first();
    assert_eq!(town.withdraws(people[0], wanted), Ok(()));
    let before = town.told(people[1]).len();
    town.at(1);
    // The place went to the next; they step back, so the busy one gets it by giving the other place back.
    assert_eq!(town.withdraws(people[2], wanted), Ok(()));
    assert_eq!(town.withdraws(people[3], wanted), Ok(()));
    assert_eq!(town.withdraws(people[1], elsewhere), Ok(()));
    assert_eq!(town.state(wanted, people[1]), Confirmed);
    assert_eq!(town.told(people[1])[before..], [NoticeKind::Promoted]);
}
