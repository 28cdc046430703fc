//! The lead's marks: present, left, absent, and taking a mark back.

use crate::town::*;
use linli_domain::{
    Command, PersonId, Refusal, ShiftId, SignUpId,
    notice::NoticeKind,
    shift::{Evidence, Phase, SignUpState::*},
};
use uuid::Uuid;

fn with_one() -> (Town, PersonId, ShiftId) {
    let mut town = Town::new();
    let person = town.neighbour(0);
    let shift = town.opens(post(1));
    town.all_sign_up(&[person], shift);
    (town, person, shift)
}

fn absent(town: &mut Town, who: PersonId, shift: ShiftId, whom: PersonId) -> Answer {
    let sign_up = town.entry(shift, whom).id;
    town.by(who, &Command::MarkAbsent { shift, sign_up })
}

fn clear(town: &mut Town, shift: ShiftId, whom: PersonId) -> Answer {
    let sign_up = town.entry(shift, whom).id;
    town.by(LEAD, &Command::ClearMark { shift, sign_up })
}

#[test]
fn lead_deputy_and_desk_tick_and_nobody_else() {
    let cases = [
        ("lead", LEAD, Ok(())),
        ("deputy", DEPUTY, Ok(())),
        ("worker", WORKER, Ok(())),
        (
            "the volunteer",
            person_id(100),
            Err(vec![Refusal::NotAllowed]),
        ),
        (
            "another community",
            STRANGER,
            Err(vec![Refusal::NotFound {
                kind: linli_domain::Kind::Shift,
            }]),
        ),
    ];
    for (case, who, expected) in cases {
        let (mut town, person, shift) = with_one();
        town.at(START);
        assert_eq!(town.ticks(who, shift, person), expected, "{case}");
        if expected.is_ok() {
            assert_eq!(
                evidence(town.entry(shift, person)),
                (Evidence::LeadTick, true)
            );
        }
    }
}

#[test]
fn nobody_proves_their_own_presence_with_their_own_tick() {
    let mut town = Town::new();

    let shift = town.opens(post(2));
    town.all_sign_up(&[LEAD, WORKER], shift);
    town.at(START);
    for person in [LEAD, WORKER] {
        assert_eq!(
            town.ticks(person, shift, person),
            Err(vec![Refusal::OwnWork])
        );
    }
    assert_eq!(town.ticks(DEPUTY, shift, LEAD), Ok(()));
    assert_eq!(town.ticks(LEAD, shift, WORKER), Ok(()));
}

#[test]
fn a_tick_takes_a_place_and_its_time() {
    let (mut town, person, shift) = with_one();
    let early = Err(vec![Refusal::CheckInNotYet {
        opens: at(START - 30),
    }]);
    assert_eq!(town.at(START - 31).ticks(LEAD, shift, person), early);
    let waiting = town.neighbour(7);
    town.at(0).all_sign_up(&[waiting], shift);
    let answer = town.at(START).ticks(LEAD, shift, waiting);
    assert_eq!(answer, Err(vec![Refusal::NotConfirmed]));
    let nobody = SignUpId(Uuid::from_u128(1));
    let command = Command::MarkPresent {
        shift,
        sign_up: nobody,
        at: town.now,
    };
    assert_eq!(town.by(LEAD, &command), Err(vec![Refusal::NotSignedUp]));
}

#[test]
fn a_tick_counts_when_the_device_says_but_never_outside_the_shift_or_in_the_future() {
    for (told, now, counted) in [
        (START + 5, START + 60, START + 5),
        (0, START + 60, START - 30),
        (END + 90, START + 60, START + 60),
        (END - 10, END + 100, END - 10),
        // The lead's phone was dead: nobody arrives when it is over.
        (END, END + 100, START),
        (END + 90, END + 100, START),
    ] {
        let (mut town, person, shift) = with_one();
        let sign_up = town.entry(shift, person).id;
        town.at(now);
        let command = Command::MarkPresent {
            shift,
            sign_up,
            at: at(told),
        };
        assert_eq!(town.by(LEAD, &command), Ok(()));
        let presence = town.entry(shift, person).check_in.clone().unwrap();
        assert_eq!(presence.at, at(counted), "told {told} at {now}");
    }
}

#[test]
fn the_lead_marks_who_leaves() {
    let (mut town, person, shift) = with_one();
    let sign_up = town.entry(shift, person).id;
    let left = Command::MarkLeft {
        shift,
        sign_up,
        at: at(END),
    };
    let not_there = Refusal::NotCheckedIn {
        name: "Neighbour 0".into(),
    };
    assert_eq!(town.at(START).by(LEAD, &left), Err(vec![not_there]));
    assert_eq!(town.checks_in(person, shift), Ok(()));
    assert_eq!(town.at(END).by(LEAD, &left), Ok(()));
    assert_eq!(town.state(shift, person), CheckedOut);
    assert_eq!(town.by(LEAD, &left), Ok(()));
}

#[test]
fn an_absence_is_marked_from_the_start_on_and_told() {
    let (mut town, person, shift) = with_one();
    let early = Err(vec![Refusal::CheckInNotYet { opens: at(START) }]);
    town.at(START - 1);
    assert_eq!(absent(&mut town, LEAD, shift, person), early);
    town.at(START);
    assert_eq!(
        absent(&mut town, person, shift, person),
        Err(vec![Refusal::NotAllowed])
    );
    assert_eq!(absent(&mut town, LEAD, shift, person), Ok(()));
    assert_eq!(town.state(shift, person), NoShow { contested: false });
    assert_eq!(town.told(person), [NoticeKind::MarkedAbsent]);
    assert_eq!(absent(&mut town, LEAD, shift, person), Ok(()));
    assert_eq!(town.told(person).len(), 1);
}

#[test]
fn who_is_there_is_not_absent() {
    let (mut town, person, shift) = with_one();
    assert_eq!(town.at(START).checks_in(person, shift), Ok(()));
    assert_eq!(
        absent(&mut town, LEAD, shift, person),
        Err(vec![Refusal::NotConfirmed])
    );
}

#[test]
fn a_mark_can_be_taken_back() {
    let (mut town, person, shift) = with_one();
    town.at(START);
    assert_eq!(town.ticks(LEAD, shift, person), Ok(()));
    assert_eq!(clear(&mut town, shift, person), Ok(()));
    assert_eq!(town.state(shift, person), Confirmed);
    assert_eq!(town.entry(shift, person).check_in, None);
    assert_eq!(absent(&mut town, LEAD, shift, person), Ok(()));
    assert_eq!(clear(&mut town, shift, person), Ok(()));
    assert_eq!(town.ticks(LEAD, shift, person), Ok(()));
}

#[test]
fn a_settled_entry_and_a_waiting_one_have_no_mark_to_take_back() {
    let (mut town, person, shift) = with_one();
    let waiting = town.neighbour(7);
    town.all_sign_up(&[waiting], shift);
    assert_eq!(
        clear(&mut town, shift, waiting),
        Err(vec![Refusal::NotConfirmed])
    );
    assert_eq!(town.at(START).checks_in(person, shift), Ok(()));
    assert_eq!(town.at(END).confirms(LEAD, shift, &[person]), Ok(()));
    assert_eq!(
        clear(&mut town, shift, person),
        Err(vec![Refusal::NotConfirmed])
    );
}

#[test]
fn an_absence_that_settles_the_last_entry_closes_the_shift_and_clearing_it_opens_it() {
    let (mut town, person, shift) = with_one();
    town.at(END);
    assert_eq!(absent(&mut town, LEAD, shift, person), Ok(()));
    assert_eq!(town.shift(shift).phase(town.now), Phase::Recorded);
    assert!(town.person(person).commitments.is_empty());
    assert_eq!(clear(&mut town, shift, person), Ok(()));
    assert_eq!(town.shift(shift).phase(town.now), Phase::Ended);
}

#[test]
fn whoever_marks_an_absence_first_can_look_at_the_others_afterwards() {
    let mut town = Town::new();
    let [first, second, third] = [0, 1, 2].map(|n| town.neighbour(n));
    let shift = town.opens(post(3));
    let waiting = town.neighbour(3);
    town.all_sign_up(&[first, second, third, waiting], shift);
    town.at(END);
    for person in [first, second] {
        assert_eq!(absent(&mut town, LEAD, shift, person), Ok(()));
        assert_eq!(town.shift(shift).phase(town.now), Phase::Ended);
    }
    assert_eq!(town.state(shift, third), Confirmed);
    assert_eq!(town.told(third), []);
    assert_eq!(absent(&mut town, LEAD, shift, third), Ok(()));
    assert_eq!(town.shift(shift).phase(town.now), Phase::Recorded);
    assert_eq!(town.told(waiting), [NoticeKind::NotReached]);
}

#[test]
fn nobody_is_marked_on_a_shift_that_was_called_off() {
    let (mut town, person, shift) = with_one();
    assert_eq!(town.cancels(shift), Ok(()));
    let answer = town.at(START).ticks(LEAD, shift, person);
    assert_eq!(
        answer,
        Err(vec![Refusal::WrongPhase {
            phase: Phase::Cancelled
        }])
    );
}
