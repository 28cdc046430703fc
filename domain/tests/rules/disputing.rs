//! Not right 时长有误: the volunteer says what is wrong with a record, and the desk answers with a reason.

use crate::{samples::record_document, town::*};
use chrono::{DateTime, FixedOffset, Utc};
use linli_domain::{
    Audience, Command, Document, DocumentKey, Kind, PersonId, Profile, RecordId, Refusal, ShiftId,
    View, answer_due,
    notice::NoticeKind,
    publish,
    record::{CorrectionRequest, RecordState, ServiceRecord},
    refusal::{Field, Problem},
};
use uuid::Uuid;

/// A neighbour with a record of two hours.
fn recorded() -> (Town, PersonId, ShiftId, RecordId) {
    let mut town = Town::new();
    let person = town.neighbour(0);
    let shift = town.opens(post(1));
    town.all_sign_up(&[person], shift);
    assert_eq!(town.at(START).checks_in(person, shift), Ok(()));
    assert_eq!(town.at(END).confirms(LEAD, shift, &[person]), Ok(()));
    let record = town.record(shift, person).unwrap().id;
    (town, person, shift, record)
}

fn requests(town: &mut Town, who: PersonId, record: RecordId, reason: &str) -> Answer {
    let reason = reason.into();
    town.by(who, &Command::RequestCorrection { record, reason })
}

fn answers(town: &mut Town, who: PersonId, record: RecordId, minutes: Option<u32>) -> Answer {
    let command = Command::AnswerCorrection {
        record,
        minutes,
        reason: "The list says so".into(),
    };
    town.by(who, &command)
}

fn stored(town: &Town, record: RecordId) -> &ServiceRecord {
    match &town.docs[&DocumentKey::Record(record)] {
        Document::Record(record) => record,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_volunteer_says_that_a_record_is_not_right_and_the_desk_reads_why() {
    let (mut town, person, _, record) = recorded();
    assert_eq!(
        requests(&mut town, person, record, "I left earlier"),
        Ok(())
    );
    let asked = CorrectionRequest {
        reason: "I left earlier".into(),
        at: at(END),
        answer: None,
    };
    assert_eq!(
        stored(&town, record).state,
        RecordState::CorrectionRequested
    );
    assert_eq!(stored(&town, record).requests, [asked]);
    let published = publish(&town.docs[&DocumentKey::Record(record)]);
    let desk = published
        .iter()
        .find(|(to, _)| *to == Audience::Desk(code(HOME)));
    assert!(
        matches!(desk, Some((_, View::Record(view))) if **view == *stored(&town, record)),
        "{desk:?}"
    );
    let change = town.log.last().unwrap();
    assert_eq!(change.document, DocumentKey::Record(record));
    assert_eq!(
        (&*change.from, &*change.to),
        ("confirmed", "correction_requested")
    );
    assert_eq!(
        (change.actor, change.reason.as_deref()),
        (person, Some("I left earlier"))
    );
}

#[test]
fn only_the_volunteer_asks_with_a_reason_and_one_thing_at_a_time() {
    let (mut town, person, _, record) = recorded();
    let allowed = Err(vec![Refusal::NotAllowed]);
    assert_eq!(requests(&mut town, WORKER, record, "no"), allowed);
    let not_found = Err(vec![Refusal::NotFound { kind: Kind::Record }]);
    for who in [LEAD, STRANGER] {
        assert_eq!(requests(&mut town, who, record, "no"), not_found);
        assert_eq!(answers(&mut town, who, record, None), not_found);
    }
    let nothing = RecordId(Uuid::from_u128(0xdead));
    assert_eq!(requests(&mut town, person, nothing, "no"), not_found);
    let wrong = |problem| {
        let field = Field::Reason;
        Err(vec![Refusal::Field { field, problem }])
    };
    assert_eq!(
        requests(&mut town, person, record, " "),
        wrong(Problem::Missing)
    );
    assert_eq!(
        requests(&mut town, person, record, &"x".repeat(201)),
        wrong(Problem::TooLong { max: 200 })
    );
    assert_eq!(requests(&mut town, person, record, "earlier"), Ok(()));
    let before = town.docs.clone();
    assert_eq!(requests(&mut town, person, record, "earlier"), Ok(()));
    assert!(before == town.docs, "the same again changes nothing");
    assert_eq!(
        requests(&mut town, person, record, "later"),
        Err(vec![Refusal::AlreadyAsked])
    );
}

#[test]
fn other_minutes_amend_the_record_and_the_roster_follows() {
    let (mut town, person, shift, record) = recorded();
    assert_eq!(
        requests(&mut town, person, record, "I left earlier"),
        Ok(())
    );
    assert_eq!(answers(town.at(END + 9), WORKER, record, Some(95)), Ok(()));
    let amended = stored(&town, record);
    assert_eq!((amended.state, amended.minutes), (RecordState::Amended, 95));
    let [correction] = &amended.corrections[..] else {
        panic!("{:?}", amended.corrections)
    };
    assert_eq!(
        (correction.minutes_before, &*correction.reason),
        (120, "The list says so")
    );
    assert_eq!((correction.by, correction.at), (WORKER, at(END + 9)));
    let answer = amended.requests[0].answer.as_ref().unwrap();
    assert_eq!((answer.by, &*answer.reason), (WORKER, "The list says so"));
    assert_eq!(town.entry(shift, person).minutes, Some(95));
    let told = NoticeKind::CorrectionAnswered {
        minutes: 95,
        reason: "The list says so".into(),
    };
    assert_eq!(town.told(person).last(), Some(&told));
    let changes: Vec<_> = town.log[town.log.len() - 2..]
        .iter()
        .map(|c| (c.document.kind(), &*c.from, &*c.to, c.actor))
        .collect();
    assert_eq!(
        changes,
        [
            (Kind::Record, "correction_requested", "amended", WORKER),
            (Kind::Shift, "hours_confirmed", "hours_confirmed", WORKER)
        ]
    );
    let before = town.docs.clone();
    assert_eq!(answers(&mut town, WORKER, record, Some(95)), Ok(()));
    assert!(before == town.docs, "the same again changes nothing");
    assert_eq!(
        answers(&mut town, WORKER, record, Some(96)),
        Err(vec![Refusal::AlreadyAnswered])
    );
}

#[test]
fn a_record_that_stands_is_confirmed_again_with_the_answer() {
    for minutes in [None, Some(120)] {
        let (mut town, person, shift, record) = recorded();
        assert_eq!(requests(&mut town, person, record, "more"), Ok(()));
        assert_eq!(answers(town.at(END + 9), WORKER, record, minutes), Ok(()));
        let stands = stored(&town, record);
        assert_eq!(
            (stands.state, stands.minutes),
            (RecordState::Confirmed, 120)
        );
        assert!(stands.corrections.is_empty());
        let answer = stands.requests[0].answer.as_ref().unwrap();
        assert_eq!((answer.by, answer.at), (WORKER, town.now));
        assert_eq!(town.entry(shift, person).minutes, Some(120));
        let told = NoticeKind::CorrectionAnswered {
            minutes: 120,
            reason: "The list says so".into(),
        };
        assert_eq!(town.told(person).last(), Some(&told));
        // Asking again is allowed, and what was amended once stays marked so.
        assert_eq!(requests(&mut town, person, record, "again"), Ok(()));
        assert_eq!(answers(&mut town, COLLEAGUE, record, Some(60)), Ok(()));
        assert_eq!(requests(&mut town, person, record, "and again"), Ok(()));
        assert_eq!(answers(&mut town, WORKER, record, None), Ok(()));
        let record = stored(&town, record);
        assert_eq!((record.state, record.minutes), (RecordState::Amended, 60));
        assert_eq!(record.requests.len(), 3);
    }
}

#[test]
fn only_the_desk_answers_and_never_for_itself() {
    let (mut town, person, _, record) = recorded();
    assert_eq!(
        answers(&mut town, person, record, None),
        Err(vec![Refusal::NotAllowed])
    );
    assert_eq!(
        answers(&mut town, WORKER, record, None),
        Err(vec![Refusal::NothingToAnswer])
    );
    let shift = town.at(0).opens(post(1));
    town.all_sign_up(&[WORKER], shift);
    assert_eq!(town.at(START).checks_in(WORKER, shift), Ok(()));
    assert_eq!(town.at(END).confirms(LEAD, shift, &[WORKER]), Ok(()));
    let own = town.record(shift, WORKER).unwrap().id;
    assert_eq!(requests(&mut town, WORKER, own, "more"), Ok(()));
    assert_eq!(
        answers(&mut town, WORKER, own, None),
        Err(vec![Refusal::OwnWork])
    );
    assert_eq!(answers(&mut town, COLLEAGUE, own, None), Ok(()));
}

#[test]
fn minutes_lie_between_nothing_and_the_planned_time() {
    let (mut town, person, _, record) = recorded();
    assert_eq!(requests(&mut town, person, record, "more"), Ok(()));
    let range = Refusal::Field {
        field: Field::Minutes,
        problem: Problem::OutOfRange { min: 0, max: 120 },
    };
    assert_eq!(
        answers(&mut town, WORKER, record, Some(121)),
        Err(vec![range.clone()])
    );
    let nothing_said = Command::AnswerCorrection {
        record,
        minutes: Some(121),
        reason: String::new(),
    };
    let missing = Refusal::Field {
        field: Field::Reason,
        problem: Problem::Missing,
    };
    assert_eq!(town.by(WORKER, &nothing_said), Err(vec![missing, range]));
    assert_eq!(answers(&mut town, WORKER, record, Some(0)), Ok(()));
    assert_eq!(stored(&town, record).minutes, 0);
}

#[test]
fn a_record_keeps_the_last_ten_requests() {
    let (mut town, person, _, record) = recorded();
    for n in 0..12 {
        let reason = format!("reason {n}");
        assert_eq!(requests(&mut town, person, record, &reason), Ok(()));
        assert_eq!(answers(&mut town, WORKER, record, None), Ok(()));
    }
    let kept = &stored(&town, record).requests;
    assert_eq!((kept.len(), &*kept[0].reason), (10, "reason 2"));
}

fn asked_at(moment: &str) -> ServiceRecord {
    let mut record = record_document(RecordState::CorrectionRequested);
    let at: DateTime<FixedOffset> = moment.parse().unwrap();
    record.requests.last_mut().unwrap().at = at.to_utc();
    record
}

fn due(asked: &str, profile: &Profile) -> DateTime<Utc> {
    answer_due(&asked_at(asked), profile).unwrap()
}

fn moment(text: &str) -> DateTime<Utc> {
    text.parse::<DateTime<FixedOffset>>().unwrap().to_utc()
}

#[test]
fn a_request_is_answered_within_five_working_days() {
    let profile = Profile::default();
    for (asked, by) in [
        // A Monday, a Friday, a Saturday, in weeks without holidays.
        ("2026-05-18T09:30:00+08:00", "2026-05-25T09:30:00+08:00"),
        ("2026-05-15T09:30:00+08:00", "2026-05-22T09:30:00+08:00"),
        ("2026-05-16T09:30:00+08:00", "2026-05-22T09:30:00+08:00"),
        // Early on a Monday here it is still Sunday at Greenwich.
        ("2026-05-18T07:00:00+08:00", "2026-05-25T07:00:00+08:00"),
        // The first five days of May are free; people work on the Saturday after them instead.
        ("2026-04-30T16:00:00+08:00", "2026-05-11T16:00:00+08:00"),
    ] {
        assert_eq!(due(asked, &profile), moment(by), "{asked}");
    }
    let (town, _, _, record) = recorded();
    assert_eq!(answer_due(stored(&town, record), &profile), None);
}

#[test]
fn how_many_working_days_an_answer_takes_is_for_the_community_to_say() {
    let profile = Profile {
        correction_working_days: 2,
        make_up_days: Vec::new(),
        ..Profile::default()
    };
    let friday = due("2026-05-08T09:30:00+08:00", &profile);
    assert_eq!(friday, moment("2026-05-12T09:30:00+08:00"));
    let worked = Profile {
        make_up_days: vec!["2026-05-09".parse().unwrap()],
        ..profile
    };
    let friday = due("2026-05-08T09:30:00+08:00", &worked);
    assert_eq!(friday, moment("2026-05-11T09:30:00+08:00"));
}

#[test]
fn an_answer_is_due_at_the_same_time_of_day_over_a_change_of_the_clocks() {
    let lisbon = include_str!("../../../profiles/lisbon.json");
    let lisbon = Profile::read(lisbon).unwrap();
    // Asked in winter time, due in summer time: ten o'clock on both days.
    let due = due("2026-03-26T10:00:00+00:00", &lisbon);
    assert_eq!(due, moment("2026-04-02T09:00:00+00:00"));
}
