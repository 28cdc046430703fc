//! A shift is put off 改期: whoever has a place says again whether they come, whoever waits goes on waiting.

use crate::town::*;
use linli_domain::{
    Command, Kind, PersonId, Refusal, ShiftId,
    notice::NoticeKind,
    person::Firmness,
    refusal::{Field, Problem},
    shift::{Attendance, Phase, ShiftAbout, SignUpState::*},
    time::Span,
};

const DAY: i64 = 24 * 60;

fn postpones(town: &mut Town, shift: ShiftId, span: Span) -> Answer {
    let command = Command::PostponeShift {
        shift,
        span,
        reason: "rain".into(),
    };
    town.by(WORKER, &command)
}

fn told() -> NoticeKind {
    NoticeKind::ShiftPostponed {
        reason: "rain".into(),
    }
}

#[test]
fn whoever_has_a_place_says_again_whether_they_come_and_everybody_is_told() {
    let mut town = Town::new();
    let [first, second, waits, gone] = town.neighbours();
    let shift = town.opens(ShiftAbout {
        sign_up_by: Some(at(START - 60)),
        ..post(2)
    });
    town.all_sign_up(&[first, second, waits], shift);
    town.all_sign_up(&[gone], shift);
    assert_eq!(town.withdraws(gone, shift), Ok(()));
    let new = span(START + DAY, END + DAY + 30);
    assert_eq!(postpones(&mut town, shift, new), Ok(()));
    let about = &town.shift(shift).about;
    assert_eq!(about.span, new);
    assert_eq!(about.sign_up_by, Some(at(START - 60 + DAY)));
    assert_eq!(about.withdraw_by, Some(at(300 + DAY)));
    let states = [first, second, waits, gone].map(|person| town.state(shift, person));
    assert_eq!(
        states,
        [Reconfirm, Reconfirm, Waitlisted, Withdrawn { late: false }]
    );
    for (person, firmness) in [(first, Firmness::Held), (waits, Firmness::Waiting)] {
        let promised = &town.person(person).commitments[..];
        assert_eq!(promised.len(), 1);
        assert_eq!((promised[0].span, promised[0].firmness), (new, firmness));
    }
    for person in [first, second, waits, LEAD, DEPUTY] {
        assert_eq!(town.told(person), [told()]);
    }
    assert!(town.told(gone).is_empty());
    assert_eq!(
        town.not_reached(shift),
        [first, second, waits, LEAD, DEPUTY],
        "all must act"
    );
    let change = town.log.iter().find(|c| c.from == "open" && c.to == "open");
    let change = change.unwrap();
    assert_eq!(
        (change.actor, change.reason.as_deref()),
        (WORKER, Some("rain"))
    );
    let reconfirm = Command::Reconfirm { shift };
    assert_eq!(town.by(first, &reconfirm), Ok(()));
    assert_eq!(town.state(shift, first), Confirmed);
    assert!(!town.not_reached(shift).contains(&first), "she has acted");
}

#[test]
fn whoever_cannot_come_then_gives_back_and_is_late_after_the_moved_deadline_alone() {
    for (when, late) in [(301, false), (300 + DAY, false), (301 + DAY, true)] {
        let mut town = Town::new();
        let [first, next] = town.neighbours();
        let shift = town.opens(post(1));
        town.all_sign_up(&[first, next], shift);
        let new = span(START + DAY, END + DAY);
        assert_eq!(postpones(&mut town, shift, new), Ok(()));
        assert_eq!(town.at(when).withdraws(first, shift), Ok(()));
        assert_eq!(town.state(shift, first), Withdrawn { late }, "at {when}");
        let until = town.now + linli_domain::time::minutes(30);
        let next = town.state(shift, next);
        let expected = if late { Offered { until } } else { Confirmed };
        assert_eq!(next, expected, "the next moves up, or late is asked");
    }
}

#[test]
fn whoever_is_busy_then_reconfirms_once_it_fits() {
    let mut town = Town::new();
    let person = town.neighbour(0);
    let shift = town.opens(post(1));
    let other = town.opens(post_at(1, START + DAY, END + DAY));
    town.all_sign_up(&[person], shift);
    town.all_sign_up(&[person], other);
    let new = span(START + DAY, END + DAY);
    assert_eq!(postpones(&mut town, shift, new), Ok(()));
    assert_eq!(town.state(shift, person), Reconfirm);
    assert_eq!(town.told(person), [told()], "told once, and why");
    let reconfirm = Command::Reconfirm { shift };
    let busy = Refusal::OverlapsShift { other, span: new };
    assert_eq!(town.by(person, &reconfirm), Err(vec![busy]));
    assert_eq!(town.withdraws(person, other), Ok(()));
    assert_eq!(town.by(person, &reconfirm), Ok(()));
}

#[test]
fn whoever_waits_for_approval_goes_on_waiting_for_it() {
    let mut town = Town::new();
    let person = town.neighbour(0);
    let shift = town.opens(ShiftAbout {
        attendance: Attendance::Visit,
        ..post(1)
    });
    town.all_sign_up(&[person], shift);
    let new = span(START + DAY, END + DAY);
    assert_eq!(postpones(&mut town, shift, new), Ok(()));
    assert_eq!(town.state(shift, person), Requested);
    assert_eq!(town.told(person), [told()]);
    assert_eq!(town.person(person).commitments[0].span, new);
}

#[test]
fn time_that_became_free_goes_to_who_waited_elsewhere() {
    let mut town = Town::new();
    let [person, taker] = town.neighbours();
    let shift = town.opens(post(1));
    town.all_sign_up(&[person], shift);
    let other = town.opens(post(1));
    town.all_sign_up(&[taker], other);
    // A place goes past whoever is busy at that time, until their time is free.
    let waits = linli_domain::SignUpId(town.fresh());
    let wait = Command::SignUp {
        shift: other,
        sign_up: waits,
        or_wait: true,
    };
    let busy = town.reasons(person, &wait);
    assert!(
        matches!(busy[..], [Refusal::OverlapsShift { .. }]),
        "{busy:?}"
    );
    let later = town.opens(ShiftAbout {
        withdraw_by: Some(at(300)),
        ..post_at(1, END, END + 60)
    });
    town.all_sign_up(&[taker], later);
    town.all_sign_up(&[person], later);
    assert_eq!(
        town.corrects(later, |about| about.span = span(START + 30, END)),
        Ok(())
    );
    assert_eq!(town.withdraws(taker, later), Ok(()));
    assert_eq!(town.state(later, person), Waitlisted, "passed over");
    assert_eq!(
        postpones(&mut town, shift, span(START + DAY, END + DAY)),
        Ok(())
    );
    assert_eq!(town.state(later, person), Confirmed);
}

#[test]
fn only_the_desk_puts_off() {
    let mut town = Town::new();
    let person = town.neighbour(0);
    let shift = town.opens(post(1));
    let command = Command::PostponeShift {
        shift,
        span: span(END, END + 60),
        reason: "rain".into(),
    };
    for who in [LEAD, DEPUTY, person] {
        assert_eq!(town.by(who, &command), Err(vec![Refusal::NotAllowed]));
    }
    let not_found = Refusal::NotFound { kind: Kind::Shift };
    assert_eq!(town.by(STRANGER, &command), Err(vec![not_found]));
}

#[test]
fn the_new_time_is_another_and_in_the_future_and_there_is_a_reason() {
    let mut town = Town::new();
    let shift = town.opens(post(1));
    town.at(60);
    let wrong = |field, problem| Refusal::Field { field, problem };
    for (new, why) in [
        (
            span(START, END),
            vec![wrong(Field::Start, Problem::Unchanged)],
        ),
        (span(60, 90), vec![wrong(Field::Start, Problem::InThePast)]),
        (
            span(90, 90),
            vec![wrong(Field::End, Problem::NotAfterStart)],
        ),
        (
            span(90, 91 + DAY),
            vec![wrong(Field::End, Problem::OutOfRange { min: 1, max: 24 })],
        ),
        (
            span(30, 20),
            vec![
                wrong(Field::End, Problem::NotAfterStart),
                wrong(Field::Start, Problem::InThePast),
            ],
        ),
    ] {
        assert_eq!(postpones(&mut town, shift, new), Err(why), "{new:?}");
    }
    let silent = Command::PostponeShift {
        shift,
        span: span(90, 100),
        reason: String::new(),
    };
    let missing = wrong(Field::Reason, Problem::Missing);
    assert_eq!(town.by(WORKER, &silent), Err(vec![missing]));
    assert_eq!(postpones(&mut town, shift, span(90, 100)), Ok(()), "sooner");
    let again = postpones(&mut town, shift, span(90, 100));
    assert_eq!(again, Err(vec![wrong(Field::Start, Problem::Unchanged)]));
}

#[test]
fn nothing_is_put_off_once_somebody_is_marked() {
    type Mark = fn(&mut Town, PersonId, ShiftId) -> Answer;
    let marks: [(i64, Mark); 3] = [
        (START - 20, |town, person, shift| {
            town.checks_in(person, shift)
        }),
        (START, |town, person, shift| town.ticks(LEAD, shift, person)),
        (START, |town, person, shift| {
            let sign_up = town.entry(shift, person).id;
            town.by(LEAD, &Command::MarkAbsent { shift, sign_up })
        }),
    ];
    for (when, mark) in marks {
        let mut town = Town::new();
        let person = town.neighbour(0);
        let shift = town.opens(post(1));
        town.all_sign_up(&[person], shift);
        assert_eq!(mark(town.at(when), person, shift), Ok(()));
        let phase = Phase::Running;
        assert_eq!(
            postpones(&mut town, shift, span(START + DAY, END + DAY)),
            Err(vec![Refusal::WrongPhase { phase }])
        );
    }
}

#[test]
fn what_is_settled_or_called_off_is_not_put_off_and_what_nobody_came_to_is() {
    let mut town = Town::new();
    let [person, nobody] = town.neighbours();
    let shift = town.opens(post(1));
    let off = town.opens(post(1));
    let rained = town.opens(post(1));
    town.all_sign_up(&[person], shift);
    town.all_sign_up(&[nobody], rained);
    assert_eq!(town.cancels(off), Ok(()));
    assert_eq!(town.at(START).checks_in(person, shift), Ok(()));
    assert_eq!(town.at(END).confirms(LEAD, shift, &[person]), Ok(()));
    let new = span(START + DAY, END + DAY);
    for (shift, phase) in [(shift, Phase::Recorded), (off, Phase::Cancelled)] {
        let wrong = Refusal::WrongPhase { phase };
        assert_eq!(postpones(&mut town, shift, new), Err(vec![wrong]));
    }
    assert_eq!(postpones(&mut town, rained, new), Ok(()));
    assert_eq!(town.shift(rained).phase(town.now), Phase::Full);
}
