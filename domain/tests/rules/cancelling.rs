//! A shift is called off, and everyone is told.

use crate::town::*;
use linli_domain::{
    Command, Refusal,
    notice::NoticeKind,
    refusal::{Field, Problem},
    shift::{Phase, SignUpState::*},
};

#[test]
fn everyone_is_told_and_nobody_is_held() {
    let mut town = Town::new();
    let people: [_; 3] = town.neighbours();
    let gone = town.neighbour(8);
    let shift = town.opens(post(2));
    town.all_sign_up(&people, shift);
    town.all_sign_up(&[gone], shift);
    assert_eq!(town.withdraws(gone, shift), Ok(()));
    assert_eq!(town.cancels(shift), Ok(()));
    let told = [NoticeKind::ShiftCancelled {
        reason: "rain".into(),
    }];
    for person in people {
        assert_eq!(town.state(shift, person), Cancelled);
        assert_eq!(town.told(person), told);
        assert!(town.person(person).commitments.is_empty());
    }
    for leader in [LEAD, DEPUTY] {
        assert_eq!(town.told(leader), told, "whoever leads it is told");
    }
    assert!(town.told(gone).is_empty());
    assert_eq!(town.state(shift, gone), Withdrawn { late: false });
}

#[test]
fn an_absence_goes_with_the_shift_and_its_time_is_free() {
    let mut town = Town::new();
    let person = town.neighbour(0);
    let shift = town.opens(post(1));
    town.all_sign_up(&[person], shift);
    let sign_up = town.entry(shift, person).id;
    let absent = Command::MarkAbsent { shift, sign_up };
    assert_eq!(town.at(START).by(LEAD, &absent), Ok(()));
    assert_eq!(town.cancels(shift), Ok(()));
    assert_eq!(town.state(shift, person), Cancelled);
    assert!(town.person(person).commitments.is_empty());
}

#[test]
fn who_leads_and_stands_in_for_themselves_is_told_once() {
    let mut town = Town::new();
    let shift = town.opens(linli_domain::shift::ShiftAbout {
        deputy: Some(LEAD),
        ..post(1)
    });
    assert_eq!(town.cancels(shift), Ok(()));
    assert_eq!(town.told(LEAD).len(), 1);
}

#[test]
fn calling_off_twice_is_no_error_and_tells_nobody_again() {
    let mut town = Town::new();
    let person = town.neighbour(0);
    let shift = town.opens(post(1));
    town.all_sign_up(&[person], shift);
    assert_eq!(town.cancels(shift), Ok(()));
    assert_eq!(town.cancels(shift), Ok(()));
    assert_eq!(town.told(person).len(), 1);
}

#[test]
fn a_shift_with_people_there_or_settled_is_not_called_off() {
    let mut town = Town::new();
    let person = town.neighbour(0);
    let shift = town.opens(post(1));
    town.all_sign_up(&[person], shift);
    assert_eq!(town.at(START).checks_in(person, shift), Ok(()));
    assert_eq!(
        town.cancels(shift),
        Err(vec![Refusal::WrongPhase {
            phase: Phase::Running
        }])
    );
    assert_eq!(town.at(END).confirms(LEAD, shift, &[person]), Ok(()));
    let reasons = town.cancels(shift).unwrap_err();
    assert!(reasons.contains(&Refusal::WrongPhase {
        phase: Phase::Recorded
    }));
}

#[test]
fn it_takes_a_reason_and_the_desk() {
    let mut town = Town::new();
    let person = town.neighbour(0);
    let shift = town.opens(post(1));
    let silent = Command::CancelShift {
        shift,
        reason: " ".into(),
    };
    let missing = Refusal::Field {
        field: Field::Reason,
        problem: Problem::Missing,
    };
    assert_eq!(town.by(WORKER, &silent), Err(vec![missing]));
    for other in [person, LEAD] {
        let command = Command::CancelShift {
            shift,
            reason: "rain".into(),
        };
        assert_eq!(town.by(other, &command), Err(vec![Refusal::NotAllowed]));
    }
}

#[test]
fn nobody_signs_up_for_what_was_called_off() {
    let mut town = Town::new();
    let person = town.neighbour(0);
    let shift = town.opens(post(1));
    assert_eq!(town.cancels(shift), Ok(()));
    let answer = town.signs_up(person, shift);
    assert_eq!(
        answer,
        Err(vec![Refusal::WrongPhase {
            phase: Phase::Cancelled
        }])
    );
}
