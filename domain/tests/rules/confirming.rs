//! Hours are confirmed by another than oneself, and become records that say what the law asks for.

use crate::town::*;
use linli_domain::{
    Command, RecordId, Refusal,
    command::HoursEntry,
    notice::NoticeKind,
    record::RecordState,
    refusal::{Field, Problem},
    shift::{Evidence, Phase, ShiftAbout, SignUpState::*},
};

#[test]
fn a_record_says_what_when_where_how_long_for_whom_and_how_it_is_proved() {
    let mut town = Town::new();
    let person = town.neighbour(0);
    let shift = town.opens(ShiftAbout {
        organization: Some(town.team),
        ..post(1)
    });
    town.all_sign_up(&[person], shift);
    assert_eq!(town.at(START + 5).checks_in(person, shift), Ok(()));
    assert_eq!(town.at(END - 10).checks_out(person, shift), Ok(()));
    assert_eq!(town.at(END).confirms(LEAD, shift, &[person]), Ok(()));
    let record = town.record(shift, person).expect("a record");
    assert_eq!(record.id, RecordId(town.entry(shift, person).id.0));
    assert_eq!(record.volunteer_name, "Neighbour 0");
    assert_eq!(
        (&record.activity, &record.content),
        (&text("Fair"), &"Carry tables".to_owned())
    );
    assert_eq!((record.span, record.minutes), (span(START, END), 105));
    assert_eq!((&record.place, &record.desk), (&code(GRID), &code(HOME)));
    assert_eq!(
        (record.organization, &*record.lead),
        (Some(town.team), "Lead")
    );
    assert_eq!(
        (record.evidence, record.without_check_out),
        (Evidence::RotatingCode, false)
    );
    assert_eq!((record.confirmed_by, record.confirmed_at), (LEAD, at(END)));
    assert_eq!(
        (record.state, record.corrections.len()),
        (RecordState::Confirmed, 0)
    );
    assert_eq!(town.state(shift, person), HoursConfirmed);
    assert_eq!(
        town.told(person),
        [NoticeKind::HoursConfirmed { minutes: 105 }]
    );
    assert_eq!(town.shift(shift).phase(town.now), Phase::Recorded);
    assert!(town.person(person).commitments.is_empty());
}

#[test]
fn minutes_run_from_the_later_start_to_the_earlier_end() {
    for (arrived, left, minutes) in [
        (START - 20, Some(END + 25), 120),
        (START, Some(END), 120),
        (START + 30, Some(END - 30), 60),
        (START + 30, None, 90),
        (START - 20, Some(START - 5), 0),
        (END + 10, None, 0),
    ] {
        let mut town = Town::new();
        let person = town.neighbour(0);
        let shift = town.opens(post(1));
        town.all_sign_up(&[person], shift);
        assert_eq!(town.at(arrived).checks_in(person, shift), Ok(()));
        if let Some(left) = left {
            assert_eq!(town.at(left).checks_out(person, shift), Ok(()));
        }
        assert_eq!(town.at(END + 30).confirms(WORKER, shift, &[person]), Ok(()));
        let record = town.record(shift, person).expect("a record");
        assert_eq!(record.minutes, minutes, "from {arrived} to {left:?}");
        assert_eq!(record.without_check_out, left.is_none());
    }
}

#[test]
fn seconds_are_rounded_down() {
    let mut town = Town::new();
    let person = town.neighbour(0);
    let shift = town.opens(post(1));
    town.all_sign_up(&[person], shift);
    town.now = at(START) + chrono::TimeDelta::seconds(10);
    assert_eq!(town.checks_in(person, shift), Ok(()));
    assert_eq!(town.at(END).confirms(LEAD, shift, &[person]), Ok(()));
    assert_eq!(
        town.record(shift, person).map(|record| record.minutes),
        Some(119)
    );
}

#[test]
fn nobody_confirms_their_own_hours() {
    let mut town = Town::new();

    let shift = town.opens(post(2));
    town.all_sign_up(&[LEAD, WORKER], shift);
    for person in [LEAD, WORKER] {
        assert_eq!(town.at(START).checks_in(person, shift), Ok(()));
    }
    town.at(END);
    assert_eq!(
        town.confirms(LEAD, shift, &[LEAD]),
        Err(vec![Refusal::OwnWork])
    );
    assert_eq!(
        town.confirms(WORKER, shift, &[WORKER, LEAD]),
        Err(vec![Refusal::OwnWork])
    );
    assert!(town.record(shift, LEAD).is_none(), "all or none");
    assert_eq!(town.confirms(WORKER, shift, &[LEAD]), Ok(()));
    assert_eq!(town.confirms(DEPUTY, shift, &[WORKER]), Ok(()));
}

#[test]
fn lead_deputy_and_desk_confirm_and_nobody_else() {
    for (case, who, may) in [
        ("lead", person_id(3), true),
        ("deputy", person_id(4), true),
        ("worker", person_id(1), true),
        ("another neighbour", person_id(101), false),
    ] {
        let mut town = Town::new();
        let [person, _] = town.neighbours();
        let shift = town.opens(post(1));
        town.all_sign_up(&[person], shift);
        assert_eq!(town.at(START).checks_in(person, shift), Ok(()));
        let expected = if may {
            Ok(())
        } else {
            Err(vec![Refusal::NotAllowed])
        };
        assert_eq!(
            town.at(END).confirms(who, shift, &[person]),
            expected,
            "{case}"
        );
    }
}

#[test]
fn only_who_was_there_has_hours_and_only_when_it_is_over() {
    let mut town = Town::new();
    let [early, late, never] = town.neighbours();
    let shift = town.opens(post(3));
    town.all_sign_up(&[early, late, never], shift);
    for person in [early, late] {
        assert_eq!(town.at(START).checks_in(person, shift), Ok(()));
    }
    assert_eq!(town.at(START + 60).checks_out(early, shift), Ok(()));
    let running = Refusal::NotOver { ends: at(END) };
    let absent = Refusal::NotCheckedIn {
        name: "Neighbour 2".into(),
    };
    assert_eq!(
        town.confirms(LEAD, shift, &[late, never]),
        Err(vec![running.clone(), absent])
    );
    assert_eq!(
        town.confirms(LEAD, shift, &[early]),
        Ok(()),
        "who has left may be settled"
    );
    assert_eq!(town.confirms(LEAD, shift, &[]), Err(vec![running]));
    assert_eq!(town.at(END).confirms(LEAD, shift, &[late]), Ok(()));
    assert_eq!(
        town.state(shift, never),
        NotRecorded,
        "only a lead marks an absence"
    );
    assert_eq!(town.told(never), [NoticeKind::NotRecorded]);
}

#[test]
fn a_lead_may_set_the_minutes_within_the_planned_time() {
    let mut town = Town::new();
    let person = town.neighbour(0);
    let shift = town.opens(post(1));
    town.all_sign_up(&[person], shift);
    assert_eq!(town.at(START).checks_in(person, shift), Ok(()));
    let sign_up = town.entry(shift, person).id;
    let command = |minutes| Command::ConfirmHours {
        shift,
        entries: vec![HoursEntry {
            sign_up,
            minutes: Some(minutes),
        }],
    };
    let problem = Problem::OutOfRange { min: 0, max: 120 };
    let answer = town.at(END).by(LEAD, &command(121));
    assert_eq!(
        answer,
        Err(vec![Refusal::Field {
            field: Field::Minutes,
            problem
        }])
    );
    assert_eq!(town.by(LEAD, &command(45)), Ok(()));
    assert_eq!(
        town.record(shift, person).map(|record| record.minutes),
        Some(45)
    );
    assert_eq!(
        town.by(LEAD, &command(90)),
        Ok(()),
        "confirmed is confirmed"
    );
    assert_eq!(
        town.record(shift, person).map(|record| record.minutes),
        Some(45)
    );
}

#[test]
fn confirming_verifies_what_was_flagged() {
    let mut town = Town::new();
    let person = town.neighbour(0);
    let shift = town.opens(post(1));
    town.all_sign_up(&[person], shift);
    assert_eq!(town.at(START).checks_in(person, shift), Ok(()));
    town.at(END + 60);
    assert_eq!(
        town.by(person, &Command::CheckOut { shift, at: at(END) }),
        Ok(())
    );
    assert_eq!(town.confirms(LEAD, shift, &[person]), Ok(()));
    let entry = town.entry(shift, person);
    assert!(
        entry
            .check_in
            .iter()
            .chain(&entry.check_out)
            .all(|presence| presence.verified)
    );
}

#[test]
fn paid_work_makes_no_volunteer_hours() {
    let mut town = Town::new();
    let person = town.neighbour(0);
    let shift = town.opens(ShiftAbout {
        counts_as_volunteer: false,
        ..post(1)
    });
    town.all_sign_up(&[person], shift);
    assert_eq!(town.at(START).checks_in(person, shift), Ok(()));
    assert_eq!(town.at(END).confirms(LEAD, shift, &[person]), Ok(()));
    assert_eq!(town.state(shift, person), HoursConfirmed);
    assert!(town.record(shift, person).is_none());
}

#[test]
fn with_the_last_hours_the_shift_is_settled_for_everybody() {
    let mut town = Town::new();
    let [there, also, waiting] = town.neighbours();
    let shift = town.opens(post(2));
    town.all_sign_up(&[there, also, waiting], shift);
    for person in [there, also] {
        assert_eq!(town.at(START).checks_in(person, shift), Ok(()));
    }
    assert_eq!(town.at(END).confirms(LEAD, shift, &[there]), Ok(()));
    assert_eq!(town.shift(shift).phase(town.now), Phase::Ended);
    assert_eq!(town.confirms(LEAD, shift, &[also]), Ok(()));
    assert_eq!(town.shift(shift).phase(town.now), Phase::Recorded);
    assert_eq!(town.state(shift, waiting), Declined);
    assert_eq!(town.told(waiting), [NoticeKind::NotReached]);
    assert!(town.person(waiting).commitments.is_empty());
}

#[test]
fn a_shift_to_which_nobody_came_is_settled_by_an_empty_list() {
    let mut town = Town::new();
    let person = town.neighbour(0);
    let shift = town.opens(post(1));
    town.all_sign_up(&[person], shift);
    assert_eq!(town.at(END).confirms(LEAD, shift, &[]), Ok(()));
    assert_eq!(town.shift(shift).phase(town.now), Phase::Recorded);
    assert_eq!(town.state(shift, person), NotRecorded);
}

#[test]
fn every_evidence_goes_into_the_record() {
    for (tick, expected) in [(true, Evidence::LeadTick), (false, Evidence::RotatingCode)] {
        let mut town = Town::new();
        let person = town.neighbour(0);
        let shift = town.opens(post(1));
        town.all_sign_up(&[person], shift);
        town.at(START);
        let arrived = if tick {
            town.ticks(LEAD, shift, person)
        } else {
            town.checks_in(person, shift)
        };
        assert_eq!(arrived, Ok(()));
        assert_eq!(town.at(END).confirms(LEAD, shift, &[person]), Ok(()));
        assert_eq!(
            town.record(shift, person).map(|record| record.evidence),
            Some(expected)
        );
    }
    let order = [
        Evidence::RotatingCode,
        Evidence::LeadTick,
        Evidence::PrintedQr,
        Evidence::RecipientConfirmed,
        Evidence::SelfReported,
        Evidence::EnteredAfterwards,
    ];
    assert!(order.is_sorted(), "best first");
}
