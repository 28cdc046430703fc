//! "Can you come?" 您能来吗? Late, whoever is next is asked for half an hour, then the one after.

use crate::town::*;
use linli_domain::{
    Command, PersonId, Refusal, ShiftId,
    notice::NoticeKind,
    person::Firmness,
    shift::{
        ShiftAbout,
        SignUpState::{self, *},
    },
};

/// One holds the only place; the others wait. It is five past the deadline for giving back.
fn late<const N: usize>() -> (Town, [PersonId; N], ShiftId) {
    let mut town = Town::new();
    let people = town.neighbours();
    let shift = town.opens(post(1));
    town.all_sign_up(&people, shift);
    town.at(305);
    (town, people, shift)
}

fn accepts(town: &mut Town, person: PersonId, shift: ShiftId) -> Answer {
    town.by(person, &Command::AcceptOffer { shift })
}

fn asked(minutes: i64) -> SignUpState {
    Offered { until: at(minutes) }
}

#[test]
fn a_place_that_is_free_late_is_offered_to_the_next_and_held_for_them() {
    let (mut town, [first, next, after], shift) = late();
    assert_eq!(town.withdraws(first, shift), Ok(()));
    assert_eq!(town.state(shift, next), asked(335));
    assert_eq!(town.state(shift, after), Waitlisted);
    assert_eq!(town.shift(shift).taken(), 1, "the place is held");
    let until = at(335);
    assert_eq!(town.told(next), [NoticeKind::Offered { until }]);
    assert_eq!(town.not_reached(shift), [next, LEAD], "until they answer");
    assert_eq!(accepts(&mut town, next, shift), Ok(()));
    assert_eq!(town.state(shift, next), Confirmed);
    assert_eq!(town.not_reached(shift), [LEAD]);
    assert_eq!(accepts(&mut town, next, shift), Ok(()), "twice is once");
    assert_eq!(
        accepts(&mut town, after, shift),
        Err(vec![Refusal::OfferOver])
    );
    assert_eq!(
        accepts(&mut town, first, shift),
        Err(vec![Refusal::NotSignedUp])
    );
}

#[test]
fn until_the_deadline_the_next_is_in_without_being_asked() {
    let (mut town, [first, next], shift) = late();
    assert_eq!(town.at(300).withdraws(first, shift), Ok(()));
    assert_eq!(town.state(shift, next), Confirmed);
}

#[test]
fn no_means_no_is_never_late_and_the_one_after_is_asked_at_once() {
    let (mut town, [first, next, after], shift) = late();
    assert_eq!(town.withdraws(first, shift), Ok(()));
    let told = town.told(LEAD);
    assert_eq!(town.at(310).withdraws(next, shift), Ok(()));
    assert_eq!(town.state(shift, next), Withdrawn { late: false });
    assert_eq!(town.told(LEAD), told);
    assert_eq!(town.state(shift, after), asked(340));
    assert!(town.person(next).commitments.is_empty());
}

#[test]
fn whoever_does_not_answer_keeps_their_turn_but_is_not_asked_again() {
    let (mut town, [first, next, after], shift) = late();
    assert_eq!(town.withdraws(first, shift), Ok(()));
    town.at(334).time_ticks();
    assert_eq!(town.state(shift, next), asked(335));
    town.at(335).time_ticks();
    assert_eq!(town.state(shift, next), Waitlisted);
    assert_eq!(town.person(next).commitments[0].firmness, Firmness::Waiting);
    assert_eq!(town.told(next).last(), Some(&NoticeKind::OfferLapsed));
    assert_eq!(town.state(shift, after), asked(365));
    assert!(!town.not_reached(shift).contains(&next));
    town.at(365).time_ticks();
    let states = [next, after].map(|person| town.state(shift, person));
    assert_eq!(states, [Waitlisted, Waitlisted], "nobody is asked twice");
    assert_eq!(town.shift(shift).taken(), 0, "the place is for who comes");
    assert_eq!(accepts(&mut town, after, shift), Ok(()), "also for them");
    assert_eq!(
        accepts(&mut town, next, shift),
        Err(vec![Refusal::OfferOver])
    );
}

#[test]
fn an_answer_after_time_is_no_answer_whether_or_not_time_has_ticked() {
    let (mut town, [first, next, _after], shift) = late();
    assert_eq!(town.withdraws(first, shift), Ok(()));
    town.at(336);
    assert_eq!(
        accepts(&mut town, next, shift),
        Err(vec![Refusal::OfferOver])
    );
    let (mut town, [first, next], shift) = late();
    assert_eq!(town.withdraws(first, shift), Ok(()));
    town.at(336);
    assert_eq!(
        accepts(&mut town, next, shift),
        Ok(()),
        "nobody else wants it"
    );
    assert_eq!(town.state(shift, next), Confirmed);
    assert!(!town.entry(shift, next).offer_lapsed);
}

#[test]
fn nobody_says_yes_before_they_are_asked() {
    let (mut town, [first, next, after], shift) = late();
    assert_eq!(town.withdraws(first, shift), Ok(()));
    // At this moment the next has been silent too long, and time has not ticked yet.
    town.at(336);
    let answer = accepts(&mut town, after, shift);
    assert_eq!(answer, Err(vec![Refusal::OfferOver]));
    town.time_ticks();
    assert_eq!(town.state(shift, next), Waitlisted);
    assert_eq!(accepts(&mut town, after, shift), Ok(()));
}

#[test]
fn an_offer_ends_with_the_start_and_nobody_is_asked_after_it() {
    let (mut town, [first, next, after], shift) = late();
    assert_eq!(town.at(START - 10).withdraws(first, shift), Ok(()));
    assert_eq!(town.state(shift, next), asked(START));
    town.at(START).time_ticks();
    let states = [next, after].map(|person| town.state(shift, person));
    assert_eq!(states, [Waitlisted, Waitlisted]);
    assert_eq!(
        accepts(&mut town, next, shift),
        Err(vec![Refusal::OfferOver])
    );
}

#[test]
fn whoever_is_busy_is_passed_over_when_others_are_asked() {
    let (mut town, [first, busy, after], shift) = late();
    let elsewhere = town.opens(ShiftAbout {
        withdraw_by: None,
        ..post(1)
    });
    assert_eq!(town.signs_up(busy, elsewhere), Ok(()));
    assert_eq!(town.withdraws(first, shift), Ok(()));
    assert_eq!(town.state(shift, busy), Waitlisted);
    assert_eq!(town.state(shift, after), asked(335));
}

#[test]
fn time_held_for_an_offer_is_given_back_when_it_lapses() {
    let (mut town, [first, next], shift) = late();
    let other = town.opens(post(1));
    let holder = town.neighbour(9);
    town.all_sign_up(&[holder, next], other);
    assert_eq!(town.withdraws(first, shift), Ok(()));
    assert_eq!(town.state(shift, next), asked(335));
    assert_eq!(town.withdraws(holder, other), Ok(()));
    assert_eq!(town.state(other, next), Waitlisted, "their time is held");
    town.at(335).time_ticks();
    assert_eq!(town.state(other, next), asked(365), "now it is free");
}

#[test]
fn everybody_who_has_a_place_is_reminded_once_the_day_before_and_may_say_so() {
    let mut town = Town::new();
    let [comes, silent, waits] = town.neighbours();
    let start = 3 * 1440;
    let about = |start| ShiftAbout {
        span: span(start, start + 60),
        withdraw_by: None,
        ..post(2)
    };
    let shift = town.opens(about(start));
    town.all_sign_up(&[comes, silent, waits], shift);
    town.at(start - 1441).time_ticks();
    assert!(town.told(comes).is_empty());
    town.at(start - 1440).time_ticks();
    for (person, n) in [(comes, 1), (silent, 1), (waits, 0)] {
        assert_eq!(town.told(person), vec![NoticeKind::DayBefore; n]);
    }
    let says = |town: &mut Town, person| town.by(person, &Command::SayComing { shift });
    assert_eq!(says(&mut town, comes), Ok(()));
    assert_eq!(says(&mut town, comes), Ok(()));
    assert!(town.entry(shift, comes).coming && !town.entry(shift, silent).coming);
    assert_eq!(says(&mut town, waits), Err(vec![Refusal::NotConfirmed]));
    assert_eq!(says(&mut town, STRANGER).unwrap_err().len(), 1);
    // Another time: it begins anew.
    let moved = start + 2 * 1440;
    assert_eq!(town.corrects(shift, |at| *at = about(moved)), Ok(()));
    assert!(!town.entry(shift, comes).coming);
    town.at(moved - 1440).time_ticks();
    assert_eq!(town.told(comes).last(), Some(&NoticeKind::DayBefore));
}

#[test]
fn whoever_is_asked_and_has_become_busy_cannot_say_yes() {
    let (mut town, [first, next], shift) = late();
    let later = || ShiftAbout {
        span: span(START + 300, START + 360),
        withdraw_by: None,
        ..post(1)
    };
    let other = town.opens(later());
    town.all_sign_up(&[next], other);
    assert_eq!(town.withdraws(first, shift), Ok(()));
    assert_eq!(town.state(shift, next), asked(335));
    let moved = |about: &mut ShiftAbout| about.span = later().span;
    assert_eq!(town.corrects(shift, moved), Ok(()));
    let refused = accepts(&mut town, next, shift).unwrap_err();
    assert!(matches!(refused[..], [Refusal::OverlapsShift { .. }]));
    assert_eq!(town.withdraws(next, other), Ok(()));
    assert_eq!(accepts(&mut town, next, shift), Ok(()));
}

#[test]
fn an_offer_ends_with_the_start_also_where_that_is_brought_forward() {
    let (mut town, [first, next], shift) = late();
    assert_eq!(town.withdraws(first, shift), Ok(()));
    assert_eq!(town.state(shift, next), asked(335));
    let sooner = |about: &mut ShiftAbout| {
        about.span = span(320, 400);
        about.withdraw_by = None;
    };
    assert_eq!(town.corrects(shift, sooner), Ok(()));
    assert_eq!(town.state(shift, next), asked(320));
    town.at(321);
    assert_eq!(
        accepts(&mut town, next, shift),
        Err(vec![Refusal::OfferOver])
    );
}
