//! Check-in by rotating code, check-out, and what each is worth.

use crate::town::*;
use chrono::TimeDelta;
use linli_domain::{
    Command, Document, PersonId, Refusal, ShiftId, codes,
    command::Proof,
    shift::{Attendance, Evidence, ShiftAbout, SignUpState::*},
    time::Instant,
};

fn with_one() -> (Town, PersonId, ShiftId) {
    let mut town = Town::new();
    let person = town.neighbour(0);
    let shift = town.opens(post(1));
    town.all_sign_up(&[person], shift);
    town.at(START);
    (town, person, shift)
}

fn scan(town: &Town, shift: ShiftId, when: Instant) -> Proof {
    let step = codes::step_at(when);
    Proof::Code {
        step,
        mac: codes::code(&town.secret(shift), shift, step),
    }
}

fn typed(town: &Town, shift: ShiftId, shown: Instant, claimed: Instant) -> Proof {
    let digits = codes::digits(&town.secret(shift), shift, codes::step_at(shown));
    Proof::Digits {
        step: codes::step_at(claimed),
        digits,
    }
}

fn gives(town: &mut Town, person: PersonId, shift: ShiftId, proof: Proof) -> Answer {
    let at = town.now;
    town.by(person, &Command::CheckIn { shift, proof, at })
}

fn tries(town: &Town, person: PersonId) -> u8 {
    town.person(person)
        .code_tries
        .first()
        .map_or(0, |tries| tries.wrong)
}

#[test]
fn the_right_code_checks_in_scanned_or_typed() {
    for digits in [false, true] {
        let (mut town, person, shift) = with_one();
        let now = town.now;
        let proof = if digits {
            typed(&town, shift, now, now)
        } else {
            scan(&town, shift, now)
        };
        assert_eq!(gives(&mut town, person, shift, proof), Ok(()));
        assert_eq!(town.state(shift, person), CheckedIn);
        assert_eq!(
            evidence(town.entry(shift, person)),
            (Evidence::RotatingCode, true)
        );
        assert_eq!(tries(&town, person), 0);
    }
}

#[test]
fn typed_digits_are_good_for_a_minute_after_they_left_the_screen() {
    for (seconds, fits) in [(0, true), (60, true), (70, false)] {
        let (mut town, person, shift) = with_one();
        let shown = town.now;
        town.now += TimeDelta::seconds(seconds);
        let proof = typed(&town, shift, shown, town.now);
        let answer = gives(&mut town, person, shift, proof);
        assert_eq!(answer.is_ok(), fits, "after {seconds} s");
        if fits {
            let at = town.entry(shift, person).check_in.as_ref().unwrap().at;
            assert_eq!(at, shown, "the code proves its own time");
        }
    }
}

#[test]
fn a_wrong_code_is_refused_and_five_tries_are_all() {
    let (mut town, person, shift) = with_one();
    let step = codes::step_at(town.now);
    let wrong = || Proof::Digits {
        step,
        digits: "xxxxxxxx".into(),
    };
    for left in [4, 3, 2, 1, 0] {
        let answer = gives(&mut town, person, shift, wrong());
        assert_eq!(answer, Err(vec![Refusal::CodeWrong { left }]));
    }
    assert_eq!(tries(&town, person), 5);
    let right = scan(&town, shift, town.now);
    assert_eq!(
        gives(&mut town, person, shift, right),
        Err(vec![Refusal::TooManyTries])
    );
    assert_eq!(town.state(shift, person), Confirmed);
    assert_eq!(
        town.ticks(LEAD, shift, person),
        Ok(()),
        "then the lead ticks"
    );
}

#[test]
fn a_refused_try_changes_the_counter_and_nothing_else() {
    let (town, person, shift) = with_one();
    let step = codes::step_at(town.now);
    let proof = Proof::Code {
        step,
        mac: "0".repeat(32),
    };
    let command = Command::CheckIn {
        shift,
        proof,
        at: town.now,
    };
    let refused = town
        .try_out(linli_domain::Caller::Person(person), &command)
        .unwrap_err();
    let [Document::Person(after)] = &refused.documents[..] else {
        panic!("{:?}", refused.documents)
    };
    let mut before = town.person(person).clone();
    before.code_tries = after.code_tries.clone();
    assert_eq!(before, **after);
}

#[test]
fn codes_of_another_shift_of_the_future_or_never_are_wrong() {
    let (mut town, person, shift) = with_one();
    let other = town.opens(post_at(1, START, END));
    let now = town.now;
    let far = codes::step_at(now) + 500;
    let cases = [
        ("another shift's", scan(&town, other, now)),
        (
            "in twenty seconds",
            scan(&town, shift, now + TimeDelta::seconds(20)),
        ),
        ("in an hour", scan(&town, shift, now + TimeDelta::hours(1))),
        (
            "no moment at all",
            Proof::Code {
                step: u64::MAX,
                mac: "0".repeat(32),
            },
        ),
        (
            "digits of the future",
            typed(
                &town,
                shift,
                now + TimeDelta::hours(1),
                now + TimeDelta::hours(1),
            ),
        ),
        (
            "digits that claim too much",
            Proof::Digits {
                step: far,
                digits: codes::digits(&town.secret(shift), shift, codes::step_at(now)),
            },
        ),
    ];
    for (case, proof) in cases {
        let answer = town.reasons(
            person,
            &Command::CheckIn {
                shift,
                proof,
                at: now,
            },
        );
        assert_eq!(answer, [Refusal::CodeWrong { left: 4 }], "{case}");
    }
    let soon = scan(&town, shift, now + TimeDelta::seconds(10));
    assert_eq!(
        gives(&mut town, person, shift, soon),
        Ok(()),
        "a clock may be a step ahead"
    );
}

#[test]
fn a_code_sent_late_counts_for_its_own_time_and_is_unverified() {
    for (seconds, verified) in [
        (0, true),
        (120, true),
        (121, false),
        (3600, false),
        (86_400, false),
    ] {
        let (mut town, person, shift) = with_one();
        let shown = town.now;
        let proof = scan(&town, shift, shown);
        town.now += TimeDelta::seconds(seconds);
        assert_eq!(
            gives(&mut town, person, shift, proof),
            Ok(()),
            "after {seconds} s"
        );
        let presence = town.entry(shift, person).check_in.clone().unwrap();
        assert_eq!(
            (presence.at, presence.verified),
            (shown, verified),
            "after {seconds} s"
        );
    }
}

#[test]
fn the_leads_tick_verifies_what_came_late() {
    let (mut town, person, shift) = with_one();
    let proof = scan(&town, shift, town.now);
    town.at(START + 30);
    assert_eq!(gives(&mut town, person, shift, proof), Ok(()));
    assert_eq!(
        evidence(town.entry(shift, person)),
        (Evidence::RotatingCode, false)
    );
    assert_eq!(town.ticks(LEAD, shift, person), Ok(()));
    assert_eq!(
        evidence(town.entry(shift, person)),
        (Evidence::RotatingCode, true)
    );
}

#[test]
fn a_code_and_a_tick_from_phones_without_network_count_the_same_whichever_arrives_first() {
    for tick_first in [true, false] {
        let (mut town, person, shift) = with_one();
        let shown = town.now;
        let proof = scan(&town, shift, shown);
        let tick = Command::MarkPresent {
            shift,
            sign_up: town.entry(shift, person).id,
            at: at(START + 40),
        };
        town.at(END + 300);
        if tick_first {
            assert_eq!(town.by(DEPUTY, &tick), Ok(()));
        }
        assert_eq!(gives(&mut town, person, shift, proof.clone()), Ok(()));
        if !tick_first {
            assert_eq!(town.by(DEPUTY, &tick), Ok(()));
        }
        let presence = town.entry(shift, person).check_in.clone().unwrap();
        assert_eq!(presence.at, shown, "tick first: {tick_first}");
        assert_eq!(
            evidence(town.entry(shift, person)),
            (Evidence::RotatingCode, true)
        );
        assert_eq!(
            gives(&mut town, person, shift, proof),
            Err(vec![Refusal::AlreadyCheckedIn])
        );
    }
}

#[test]
fn a_code_on_its_way_proves_whoever_was_ticked_and_has_left_and_takes_no_minute() {
    let (mut town, person, shift) = with_one();
    assert_eq!(town.ticks(LEAD, shift, person), Ok(()));
    let later = scan(&town, shift, at(START + 10));
    town.at(END);
    let out = Command::CheckOut { shift, at: at(END) };
    assert_eq!(town.by(person, &out), Ok(()));
    assert_eq!(gives(&mut town, person, shift, later), Ok(()));
    assert_eq!(town.state(shift, person), CheckedOut);
    let presence = town.entry(shift, person).check_in.clone().unwrap();
    assert_eq!(presence.at, at(START), "the tick was earlier");
    assert_eq!(
        evidence(town.entry(shift, person)),
        (Evidence::RotatingCode, true)
    );
}

#[test]
fn who_was_ticked_guesses_no_more_codes_than_others() {
    let (mut town, person, shift) = with_one();
    assert_eq!(town.ticks(LEAD, shift, person), Ok(()));
    let step = codes::step_at(town.now);
    for left in [4, 3, 2, 1, 0] {
        let digits = "xxxxxxxx".into();
        let answer = gives(&mut town, person, shift, Proof::Digits { step, digits });
        assert_eq!(answer, Err(vec![Refusal::CodeWrong { left }]));
    }
    let right = scan(&town, shift, town.now);
    assert_eq!(
        gives(&mut town, person, shift, right),
        Err(vec![Refusal::TooManyTries])
    );
    assert_eq!(
        evidence(town.entry(shift, person)),
        (Evidence::LeadTick, true)
    );
}

#[test]
fn check_in_is_open_from_half_an_hour_before_until_half_an_hour_after() {
    let too_early = Err(vec![Refusal::CheckInNotYet {
        opens: at(START - 30),
    }]);
    for (now, expected) in [
        (START - 31, too_early),
        (START - 30, Ok(())),
        (END + 30, Ok(())),
        (END + 31, Err(vec![Refusal::CheckInOver])),
    ] {
        let (mut town, person, shift) = with_one();
        assert_eq!(town.at(now).checks_in(person, shift), expected, "at {now}");
        assert_eq!(tries(&town, person), 0, "at {now}: no try is lost");
    }
}

#[test]
fn an_outdated_code_from_before_the_doors_opened_is_no_arrival() {
    let (mut town, person, shift) = with_one();
    let early = scan(&town, shift, at(START - 60));
    let answer = gives(&mut town, person, shift, early);
    assert_eq!(
        answer,
        Err(vec![Refusal::CheckInNotYet {
            opens: at(START - 30)
        }])
    );
}

#[test]
fn one_arrives_once_and_only_with_a_place() {
    let (mut town, person, shift) = with_one();
    let [waiting, other] = [7, 8].map(|n| town.neighbour(n));
    town.at(0).all_sign_up(&[waiting], shift);
    town.at(START);
    assert_eq!(
        town.checks_in(waiting, shift),
        Err(vec![Refusal::NotConfirmed])
    );
    assert_eq!(
        town.checks_in(other, shift),
        Err(vec![Refusal::NotSignedUp])
    );
    assert_eq!(town.checks_in(person, shift), Ok(()));
    assert_eq!(
        town.checks_in(person, shift),
        Err(vec![Refusal::AlreadyCheckedIn])
    );
}

#[test]
fn on_a_visit_ones_own_word_counts_and_on_site_it_does_not() {
    let (mut town, person, shift) = with_one();
    assert_eq!(
        gives(&mut town, person, shift, Proof::Arrived),
        Err(vec![Refusal::WrongProof])
    );
    town.at(0);
    let visit = town.opens(ShiftAbout {
        attendance: Attendance::Visit,
        ..post_at(1, END, END + 60)
    });
    town.all_sign_up(&[person], visit);
    assert_eq!(town.approves(LEAD, person, visit), Ok(()));
    town.at(END);
    assert_eq!(gives(&mut town, person, visit, Proof::Arrived), Ok(()));
    assert_eq!(
        evidence(town.entry(visit, person)),
        (Evidence::SelfReported, true)
    );
}

#[test]
fn a_word_from_the_future_counts_from_now_and_an_old_one_is_unverified() {
    for (told, counted, verified) in [(END + 50, END + 5, true), (END + 1, END + 1, false)] {
        let mut town = Town::new();
        let person = town.neighbour(0);
        let visit = town.opens(ShiftAbout {
            attendance: Attendance::Visit,
            ..post_at(1, END, END + 60)
        });
        town.all_sign_up(&[person], visit);
        assert_eq!(town.approves(LEAD, person, visit), Ok(()));
        town.at(END + 5);
        let command = Command::CheckIn {
            shift: visit,
            proof: Proof::Arrived,
            at: at(told),
        };
        assert_eq!(town.by(person, &command), Ok(()));
        let presence = town.entry(visit, person).check_in.clone().unwrap();
        assert_eq!((presence.at, presence.verified), (at(counted), verified));
    }
}

#[test]
fn check_out_follows_check_in() {
    let (mut town, person, shift) = with_one();
    let not_there = Err(vec![Refusal::NotCheckedIn {
        name: String::new(),
    }]);
    assert_eq!(town.checks_out(person, shift), not_there);
    assert_eq!(town.checks_in(person, shift), Ok(()));
    assert_eq!(town.at(END).checks_out(person, shift), Ok(()));
    assert_eq!(town.state(shift, person), CheckedOut);
    let first = town.entry(shift, person).check_out.clone();
    assert_eq!(town.at(END + 5).checks_out(person, shift), Ok(()));
    assert_eq!(
        town.entry(shift, person).check_out,
        first,
        "the first one stays"
    );
}

#[test]
fn an_offline_check_out_counts_its_device_time_flagged() {
    let (mut town, person, shift) = with_one();
    assert_eq!(town.checks_in(person, shift), Ok(()));
    town.at(END + 60);
    assert_eq!(
        town.by(person, &Command::CheckOut { shift, at: at(END) }),
        Ok(())
    );
    let out = town.entry(shift, person).check_out.clone().unwrap();
    assert_eq!((out.at, out.verified), (at(END), false));
}

#[test]
fn who_was_left_unmarked_may_still_prove_that_they_were_there() {
    let mut town = Town::new();
    let [there, forgotten] = town.neighbours();
    let shift = town.opens(post(2));
    town.all_sign_up(&[there, forgotten], shift);
    town.at(START + 1);
    assert_eq!(town.checks_in(there, shift), Ok(()));
    let proof = scan(&town, shift, town.now);
    assert_eq!(town.at(END).confirms(LEAD, shift, &[there]), Ok(()));
    assert_eq!(town.state(shift, forgotten), NotRecorded);
    assert_eq!(gives(&mut town, forgotten, shift, proof), Ok(()));
    assert_eq!(town.state(shift, forgotten), CheckedIn);
    assert_eq!(town.confirms(LEAD, shift, &[forgotten]), Ok(()));
    assert!(town.record(shift, forgotten).is_some());
}

#[test]
fn the_printed_picture_checks_in_and_is_worth_less_than_the_leads_tick() {
    let (mut town, person, shift) = with_one();
    let other = town.opens(post_at(1, END, END + 60));
    let printed = |town: &Town, shift| Proof::Printed {
        mac: codes::printed(&town.secret(shift), shift),
    };
    let elsewhere = printed(&town, other);
    let answer = gives(&mut town, person, shift, elsewhere);
    assert_eq!(answer, Err(vec![Refusal::CodeWrong { left: 4 }]));
    let proof = printed(&town, shift);
    assert_eq!(gives(&mut town, person, shift, proof.clone()), Ok(()));
    let entry = town.entry(shift, person);
    assert_eq!(
        evidence(entry),
        (Evidence::PrintedQr, false),
        "a photograph of the sheet would do the same"
    );
    assert_eq!(town.ticks(LEAD, shift, person), Ok(()));
    let entry = town.entry(shift, person);
    assert_eq!(evidence(entry), (Evidence::LeadTick, true));
    // After the tick the sheet has nothing to add.
    assert_eq!(gives(&mut town, person, shift, proof), Ok(()));
    let entry = town.entry(shift, person);
    assert_eq!(evidence(entry), (Evidence::LeadTick, true));
}
