//! An absence is the lead's word: its person may say otherwise for seven days, and whoever marks answers.

use crate::town::*;
use linli_domain::{
    Command, Kind, PersonId, Refusal, ShiftId, SignUpId,
    notice::NoticeKind,
    refusal::{Field, Problem},
    shift::{Evidence, Phase, SignUpState, SignUpState::*},
};
use uuid::Uuid;

const WEEK: i64 = 7 * 24 * 60;
const ABSENT: SignUpState = NoShow { contested: false };
const CONTESTED: SignUpState = NoShow { contested: true };

/// A neighbour who was marked absent at a shift that is settled.
fn marked_absent() -> (Town, PersonId, ShiftId) {
    let mut town = Town::new();
    let person = town.neighbour(0);
    let shift = town.opens(post(1));
    town.all_sign_up(&[person], shift);
    let sign_up = town.entry(shift, person).id;
    let absent = Command::MarkAbsent { shift, sign_up };
    assert_eq!(town.at(END).by(LEAD, &absent), Ok(()));
    assert_eq!(town.shift(shift).phase(town.now), Phase::Recorded);
    (town, person, shift)
}

fn contests(town: &mut Town, person: PersonId, shift: ShiftId) -> Answer {
    let reason = "I was at the gate".into();
    town.by(person, &Command::ContestAbsence { shift, reason })
}

fn answers(town: &mut Town, who: PersonId, shift: ShiftId, whom: PersonId, why: &str) -> Answer {
    let (sign_up, reason) = (town.entry(shift, whom).id, why.into());
    let command = Command::AnswerContest {
        shift,
        sign_up,
        reason,
    };
    town.by(who, &command)
}

#[test]
fn an_absence_is_contested_with_a_reason_and_the_lead_must_act() {
    let (mut town, person, shift) = marked_absent();
    assert_eq!(town.sees(person), Ok(()));
    assert_eq!(contests(&mut town, person, shift), Ok(()));
    assert_eq!(town.state(shift, person), CONTESTED);
    let contest = town.entry(shift, person).contest.clone().unwrap();
    assert_eq!(
        (&*contest.reason, contest.at),
        ("I was at the gate", at(END))
    );
    let told = NoticeKind::AbsenceContested {
        name: "Neighbour 0".into(),
    };
    assert_eq!(town.told(LEAD), [told]);
    assert_eq!(town.not_reached(shift), [LEAD], "it waits for them");
    assert!(town.told(DEPUTY).is_empty());
    let change = town.log.last().unwrap();
    assert_eq!((&*change.from, &*change.to), ("no_show", "contested"));
    assert_eq!(
        (change.actor, change.reason.as_deref()),
        (person, Some("I was at the gate"))
    );
    assert_eq!(change.entry, Some(town.entry(shift, person).id));
    let before = town.docs.clone();
    assert_eq!(contests(&mut town, person, shift), Ok(()));
    assert!(before == town.docs, "once");
}

#[test]
fn an_absence_is_contested_until_seven_days_after_the_end() {
    let (mut town, person, shift) = marked_absent();
    town.at(END + WEEK).now += chrono::TimeDelta::seconds(1);
    let since = at(END + WEEK);
    assert_eq!(
        contests(&mut town, person, shift),
        Err(vec![Refusal::ContestOver { since }])
    );
    assert_eq!(contests(town.at(END + WEEK), person, shift), Ok(()));
    let (mut town, person, shift) = marked_absent();
    town.profile.contest_days = 1;
    town.at(END + 24 * 60 + 1);
    let since = at(END + 24 * 60);
    assert_eq!(
        contests(&mut town, person, shift),
        Err(vec![Refusal::ContestOver { since }])
    );
}

#[test]
fn there_must_be_an_absence_and_a_reason() {
    let mut town = Town::new();
    let [person, other] = town.neighbours();
    let shift = town.opens(post(1));
    town.all_sign_up(&[person], shift);
    assert_eq!(
        contests(&mut town, person, shift),
        Err(vec![Refusal::NotMarkedAbsent])
    );
    assert_eq!(
        contests(&mut town, other, shift),
        Err(vec![Refusal::NotSignedUp])
    );
    assert_eq!(
        contests(&mut town, STRANGER, shift),
        Err(vec![Refusal::NotFound { kind: Kind::Shift }])
    );
    let (mut town, person, shift) = marked_absent();
    let problem = |problem| {
        let field = Field::Reason;
        Err(vec![Refusal::Field { field, problem }])
    };
    for (reason, wrong) in [
        (" ".to_owned(), Problem::Missing),
        ("我".repeat(201), Problem::TooLong { max: 200 }),
    ] {
        let command = Command::ContestAbsence { shift, reason };
        assert_eq!(town.by(person, &command), problem(wrong));
    }
    let reason = "我".repeat(200);
    let command = Command::ContestAbsence { shift, reason };
    assert_eq!(town.by(person, &command), Ok(()));
}

#[test]
fn a_lead_who_was_absent_and_a_shift_without_a_lead_tell_nobody() {
    for lead in [Some(LEAD), None] {
        let mut town = Town::new();
        let shift = town.opens(linli_domain::shift::ShiftAbout { lead, ..post(1) });
        town.all_sign_up(&[LEAD], shift);
        let sign_up = town.entry(shift, LEAD).id;
        let absent = Command::MarkAbsent { shift, sign_up };
        assert_eq!(town.at(END).by(DEPUTY, &absent), Ok(()));
        assert_eq!(contests(&mut town, LEAD, shift), Ok(()));
        assert_eq!(town.told(LEAD), [NoticeKind::MarkedAbsent]);
        assert!(town.told(DEPUTY).is_empty());
        assert_eq!(
            answers(&mut town, LEAD, shift, LEAD, "no"),
            if lead.is_some() {
                Err(vec![Refusal::OwnWork])
            } else {
                Err(vec![Refusal::NotAllowed])
            },
            "nobody judges their own absence"
        );
    }
}

#[test]
fn an_absence_that_stands_is_said_with_a_reason_by_who_may_mark() {
    for (who, may) in [
        (LEAD, true),
        (DEPUTY, true),
        (WORKER, true),
        (person_id(101), false),
    ] {
        let (mut town, person, shift) = marked_absent();
        town.neighbour(1);
        assert_eq!(contests(&mut town, person, shift), Ok(()));
        town.at(END + 60);
        let answer = answers(&mut town, who, shift, person, "Nobody saw you");
        if !may {
            assert_eq!(answer, Err(vec![Refusal::NotAllowed]));
            continue;
        }
        assert_eq!(answer, Ok(()));
        assert_eq!(town.state(shift, person), ABSENT);
        let contest = town.entry(shift, person).contest.clone().unwrap();
        assert_eq!(contest.answer.as_deref(), Some("Nobody saw you"));
        let told = NoticeKind::AbsenceStands {
            reason: "Nobody saw you".into(),
        };
        assert_eq!(town.told(person), [NoticeKind::MarkedAbsent, told]);
        let change = town.log.last().unwrap();
        assert_eq!((&*change.from, &*change.to), ("contested", "no_show"));
        assert_eq!(
            (change.actor, change.reason.as_deref()),
            (who, Some("Nobody saw you"))
        );
        let waits = town.not_reached(shift).contains(&LEAD);
        assert_eq!(waits, who != LEAD, "whoever acts has been reached");
        // The same again is no error, another answer is; and the answer is the last word.
        assert_eq!(
            answers(&mut town, who, shift, person, "Nobody saw you"),
            Ok(())
        );
        assert_eq!(town.told(person).len(), 2, "once");
        assert_eq!(
            answers(&mut town, who, shift, person, "Other"),
            Err(vec![Refusal::AlreadyAnswered])
        );
        assert_eq!(
            contests(&mut town, person, shift),
            Err(vec![Refusal::AlreadyAnswered])
        );
    }
}

#[test]
fn an_answer_needs_a_question_and_a_reason() {
    let (mut town, person, shift) = marked_absent();
    assert_eq!(
        answers(&mut town, LEAD, shift, person, "no"),
        Err(vec![Refusal::NothingToAnswer])
    );
    let nobody = Command::AnswerContest {
        shift,
        sign_up: SignUpId(Uuid::from_u128(1)),
        reason: "no".into(),
    };
    assert_eq!(town.by(LEAD, &nobody), Err(vec![Refusal::NotSignedUp]));
    assert_eq!(contests(&mut town, person, shift), Ok(()));
    let missing = Refusal::Field {
        field: Field::Reason,
        problem: Problem::Missing,
    };
    assert_eq!(
        answers(&mut town, LEAD, shift, person, ""),
        Err(vec![missing])
    );
    assert_eq!(town.state(shift, person), CONTESTED);
}

#[test]
fn giving_in_marks_them_present_on_a_settled_roster_and_their_hours_count() {
    let (mut town, person, shift) = marked_absent();
    town.at(END + 60);
    assert_eq!(contests(&mut town, person, shift), Ok(()));
    town.at(END + 2 * 24 * 60);
    assert_eq!(town.ticks(LEAD, shift, person), Ok(()));
    assert_eq!(town.state(shift, person), CheckedIn);
    assert_eq!(
        town.shift(shift).phase(town.now),
        Phase::Ended,
        "open again"
    );
    let entry = town.entry(shift, person);
    assert_eq!(evidence(entry), (Evidence::LeadTick, true));
    assert_eq!(entry.contest, None, "what they said is in the log alone");
    let told = [NoticeKind::MarkedAbsent, NoticeKind::AbsenceTakenBack];
    assert_eq!(town.told(person), told);
    assert_eq!(town.not_reached(shift), [], "the lead has acted");
    assert_eq!(
        contests(&mut town, person, shift),
        Err(vec![Refusal::NotMarkedAbsent])
    );
    assert_eq!(town.confirms(WORKER, shift, &[person]), Ok(()));
    let record = town.record(shift, person).expect("a record");
    assert_eq!(record.minutes, 120, "there from the start, as they say");
    assert_eq!(town.shift(shift).phase(town.now), Phase::Recorded);
}

#[test]
fn whoever_gives_in_may_say_since_when_they_were_there() {
    let (mut town, person, shift) = marked_absent();
    assert_eq!(contests(&mut town, person, shift), Ok(()));
    let sign_up = town.entry(shift, person).id;
    let tick = Command::MarkPresent {
        shift,
        sign_up,
        at: at(START + 30),
    };
    assert_eq!(town.by(LEAD, &tick), Ok(()));
    assert_eq!(town.confirms(LEAD, shift, &[person]), Ok(()));
    assert_eq!(town.record(shift, person).map(|r| r.minutes), Some(90));
}

#[test]
fn an_absence_that_is_cleared_was_none_and_can_be_marked_and_contested_anew() {
    let (mut town, person, shift) = marked_absent();
    assert_eq!(contests(&mut town, person, shift), Ok(()));
    assert_eq!(answers(&mut town, LEAD, shift, person, "no"), Ok(()));
    let sign_up = town.entry(shift, person).id;
    let clear = Command::ClearMark { shift, sign_up };
    assert_eq!(town.at(END + 60).by(LEAD, &clear), Ok(()));
    assert_eq!(
        town.told(person).last(),
        Some(&NoticeKind::AbsenceTakenBack)
    );
    let absent = Command::MarkAbsent { shift, sign_up };
    assert_eq!(town.by(DEPUTY, &absent), Ok(()));
    assert_eq!(town.entry(shift, person).contest, None);
    assert_eq!(contests(&mut town, person, shift), Ok(()));
}

#[test]
fn an_absence_that_nobody_contested_is_taken_back_without_a_word() {
    let (mut town, person, shift) = marked_absent();
    assert_eq!(town.ticks(LEAD, shift, person), Ok(()));
    assert_eq!(town.told(person), [NoticeKind::MarkedAbsent]);
    let came = town.entry(shift, person).check_in.clone().unwrap().at;
    assert_eq!(
        came,
        at(START),
        "a mistake of the lead's costs nobody an hour"
    );
}
