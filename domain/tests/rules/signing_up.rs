//! Capacity, fitness and the deadline: who gets a place, who waits, and who hears why not.

use crate::town::*;
use linli_domain::{
    Command, Refusal, SignUpId,
    person::{PersonAbout, Role, Scope},
    shift::{Attendance, Phase, Requirements, ShiftAbout, SignUpState::*},
    time::Birth,
};
use uuid::Uuid;

#[test]
fn places_go_to_the_first_who_come_and_the_next_neighbour_waits() {
    let mut town = Town::new();
    let people: [_; 4] = town.neighbours();
    let shift = town.opens(post(2));
    town.all_sign_up(&people, shift);
    let states = people.map(|person| town.state(shift, person));
    assert_eq!(states, [Confirmed, Confirmed, Waitlisted, Waitlisted]);
    assert_eq!(town.shift(shift).taken(), 2);
    assert!(town.entry(shift, people[2]).rank < town.entry(shift, people[3]).rank);
}

#[test]
fn who_does_not_want_to_wait_hears_how_many_do() {
    let mut town = Town::new();
    let people: [_; 3] = town.neighbours();
    let shift = town.opens(post(1));
    town.all_sign_up(&people[..2], shift);
    let sign_up = SignUpId(Uuid::from_u128(9));
    let answer = town.by(
        people[2],
        &Command::SignUp {
            shift,
            sign_up,
            or_wait: false,
        },
    );
    assert_eq!(answer, Err(vec![Refusal::ShiftFull { waiting: 1 }]));
}

#[test]
fn the_same_sign_up_twice_changes_nothing_and_another_one_is_refused() {
    let mut town = Town::new();
    let person = town.neighbour(0);
    let shift = town.opens(post(2));
    let command = |n| Command::SignUp {
        shift,
        sign_up: SignUpId(Uuid::from_u128(n)),
        or_wait: true,
    };
    assert_eq!(town.by(person, &command(1)), Ok(()));
    let before = town.docs.clone();
    assert_eq!(town.by(person, &command(1)), Ok(()));
    assert_eq!(town.docs, before);
    assert_eq!(
        town.by(person, &command(2)),
        Err(vec![Refusal::AlreadySignedUp])
    );
}

#[test]
fn the_id_of_another_persons_entry_is_taken() {
    let mut town = Town::new();
    let [first, second] = town.neighbours();
    let shift = town.opens(post(2));
    let command = Command::SignUp {
        shift,
        sign_up: SignUpId(Uuid::from_u128(1)),
        or_wait: true,
    };
    assert_eq!(town.by(first, &command), Ok(()));
    assert_eq!(town.by(second, &command), Err(vec![Refusal::IdTaken]));
}

#[test]
fn every_reason_is_told_at_once() {
    let mut town = Town::new();
    let [other, person] = town.neighbours();
    let thursday = town.opens(post_at(1, 660, 800));
    let shift = town.opens(ShiftAbout {
        requirements: Requirements {
            skills: vec!["tea".into()],
            trainings: vec!["first_aid".into()],
            min_age: Some(18),
        },
        sign_up_by: Some(at(30)),
        ..post(1)
    });
    let able = PersonAbout {
        skills: vec!["tea".into()],
        trainings: vec!["first_aid".into()],
        birth: Some(Birth::Year(1960)),
        ..about("Able", HOME)
    };
    town.registers(other, able);
    assert_eq!(town.signs_up(other, shift), Ok(()));
    assert_eq!(town.signs_up(person, thursday), Ok(()));
    town.at(31);
    let sign_up = SignUpId(Uuid::from_u128(9));
    let reasons = town.reasons(
        person,
        &Command::SignUp {
            shift,
            sign_up,
            or_wait: false,
        },
    );
    let expected = vec![
        Refusal::DeadlinePassed { deadline: at(30) },
        Refusal::SkillNeeded {
            skill: "tea".into(),
        },
        Refusal::TrainingNeeded {
            training: "first_aid".into(),
        },
        Refusal::AgeNeeded { min_age: 18 },
        Refusal::OverlapsShift {
            other: thursday,
            span: span(660, 800),
        },
        Refusal::ShiftFull { waiting: 0 },
    ];
    assert_eq!(reasons, expected);
}

#[test]
fn age_is_counted_on_the_day_and_a_year_alone_counts_as_its_last_day() {
    let day = |text: &str| Birth::Date(text.parse().unwrap());
    for (case, birth, fits) in [
        ("nobody knows", None, false),
        ("eighteen on the day", Some(day("2008-05-01")), true),
        ("eighteen the day after", Some(day("2008-05-02")), false),
        ("the year says perhaps", Some(Birth::Year(2008)), false),
        ("the year says surely", Some(Birth::Year(2007)), true),
    ] {
        let mut town = Town::new();
        let person = town.neighbour(0);
        town.registers(
            person,
            PersonAbout {
                birth,
                ..about("Young", HOME)
            },
        );
        let requirements = Requirements {
            min_age: Some(18),
            ..Default::default()
        };
        let shift = town.opens(ShiftAbout {
            requirements,
            ..post(1)
        });
        let expected = if fits {
            Ok(())
        } else {
            Err(vec![Refusal::AgeNeeded { min_age: 18 }])
        };
        assert_eq!(town.signs_up(person, shift), expected, "{case}");
    }
}

#[test]
fn sign_up_ends_with_its_deadline_or_with_the_start() {
    let over = |deadline| {
        Err(vec![Refusal::DeadlinePassed {
            deadline: at(deadline),
        }])
    };
    let phase = |phase| Err(vec![Refusal::WrongPhase { phase }]);
    for (sign_up_by, now, expected) in [
        (Some(100), 100, Ok(())),
        (Some(100), 101, over(100)),
        (None, START - 1, Ok(())),
        (None, START, phase(Phase::Running)),
        (None, END, phase(Phase::Ended)),
    ] {
        let mut town = Town::new();
        let person = town.neighbour(0);
        let shift = town.opens(ShiftAbout {
            sign_up_by: sign_up_by.map(at),
            ..post(1)
        });
        town.at(now);
        assert_eq!(
            town.signs_up(person, shift),
            expected,
            "{sign_up_by:?} at {now}"
        );
    }
}

#[test]
fn two_shifts_overlap_unless_one_ends_where_the_other_begins() {
    for (from, to, fits) in [
        (START - 60, START, true),
        (END, END + 60, true),
        (START - 60, START + 1, false),
        (END - 1, END + 60, false),
        (START + 10, END - 10, false),
        (START - 10, END + 10, false),
    ] {
        let mut town = Town::new();
        let person = town.neighbour(0);
        let mine = town.opens(post(1));
        let other = town.opens(post_at(1, from, to));
        assert_eq!(town.signs_up(person, mine), Ok(()));
        let refused = Err(vec![Refusal::OverlapsShift {
            other: mine,
            span: span(START, END),
        }]);
        let expected = if fits { Ok(()) } else { refused };
        assert_eq!(town.signs_up(person, other), expected, "{from} to {to}");
    }
}

#[test]
fn a_place_on_a_waiting_list_takes_no_time_yet() {
    let mut town = Town::new();
    let [other, person] = town.neighbours();
    let full = town.opens(post(1));
    town.all_sign_up(&[other, person], full);
    let same_time = town.opens(post(1));
    assert_eq!(town.signs_up(person, same_time), Ok(()));
    assert_eq!(town.state(same_time, person), Confirmed);
}

#[test]
fn a_newcomer_comes_where_a_lead_is_on_site_only() {
    let mut town = Town::new();
    let person = town.neighbour(0);
    town.grants(person, Role::New, Scope::Organization(town.team), None);
    let site = town.opens(post(1));
    let visit = town.opens(ShiftAbout {
        attendance: Attendance::Visit,
        ..post_at(1, END, END + 60)
    });
    assert_eq!(town.signs_up(person, site), Ok(()));
    assert_eq!(
        town.signs_up(person, visit),
        Err(vec![Refusal::NewcomersOnSiteOnly])
    );
    town.grants(
        person,
        Role::Volunteer,
        Scope::Organization(town.team),
        None,
    );
    assert_eq!(town.signs_up(person, visit), Ok(()));
}

#[test]
fn a_list_has_its_bound_and_who_comes_again_uses_their_own_entry() {
    let mut town = Town::new();
    town.profile.list_bound = 2;
    let people: [_; 3] = town.neighbours();
    let shift = town.opens(post(1));
    town.all_sign_up(&people[..2], shift);
    assert_eq!(
        town.signs_up(people[2], shift),
        Err(vec![Refusal::ListFull])
    );
    assert_eq!(town.withdraws(people[0], shift), Ok(()));
    assert_eq!(town.signs_up(people[0], shift), Ok(()));
    assert_eq!(town.shift(shift).roster.len(), 2);
    assert_eq!(town.state(shift, people[0]), Waitlisted);
    assert!(town.entry(shift, people[0]).rank > town.entry(shift, people[1]).rank);
}

#[test]
fn nobody_promises_more_than_they_can_keep() {
    let mut town = Town::new();
    town.profile.commitments_bound = 2;
    let person = town.neighbour(0);
    for n in 0..2 {
        let shift = town.opens(post_at(1, START + n * 200, END + n * 200));
        assert_eq!(town.signs_up(person, shift), Ok(()));
    }
    let third = town.opens(post_at(1, START + 400, END + 400));
    assert_eq!(
        town.signs_up(person, third),
        Err(vec![Refusal::TooManyCommitments { max: 2 }])
    );
}

#[test]
fn a_shift_shows_its_phase_by_the_clock() {
    let mut town = Town::new();
    let person = town.neighbour(0);
    let shift = town.opens(ShiftAbout {
        sign_up_by: Some(at(500)),
        ..post(1)
    });
    let phase = |town: &Town, now| town.shift(shift).phase(at(now));
    assert_eq!(phase(&town, 0), Phase::Open);
    assert_eq!(town.signs_up(person, shift), Ok(()));
    for (now, expected) in [
        (0, Phase::Full),
        (500, Phase::Full),
        (501, Phase::Closed),
        (START, Phase::Running),
        (END - 1, Phase::Running),
        (END, Phase::Ended),
    ] {
        assert_eq!(phase(&town, now), expected, "at {now}");
    }
    assert_eq!(town.cancels(shift), Ok(()));
    assert_eq!(phase(&town, 0), Phase::Cancelled);
}
