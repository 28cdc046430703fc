//! Who dials whom: a telephone number goes to whoever may have to call, and to everybody else it is masked or absent.

use crate::town::*;
use linli_domain::{
    Audience, Command, DocumentKey, PersonId, PublicCount, ShiftId, View, is_phone, lean,
    person::PersonAbout,
    phone::{masked, to_dial},
    publish,
    shift::SignUp,
    view::{RosterView, ShiftView},
};
use uuid::Uuid;

const NUMBER: &str = "13812341234";
const MASKED: &str = "138····1234";

#[test]
fn a_masked_number_tells_apart_and_cannot_be_dialled() {
    for (phone, shown) in [
        (NUMBER, MASKED),
        ("+86 138 1234 1234", "861····1234"),
        ("0411-84001234", "041····1234"),
        ("8400 1234", "····1234"),
        ("84001", "····01"),
        ("110", "····"),
        ("", "····"),
    ] {
        let mask = masked(phone);
        assert_eq!(mask, shown, "{phone}");
        assert!(!is_phone(&mask), "{mask}");
        let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
        assert!(digits(&mask) <= digits(phone) * 2 / 3, "{mask}");
        assert_eq!(to_dial(Some(&mask)), None);
    }
    let number = NUMBER.to_owned();
    assert_eq!(to_dial(Some(&number)), Some(&number));
    assert_eq!(to_dial(None), None);
}

fn seen_by(town: &Town, shift: ShiftId, audience: &Audience) -> ShiftView {
    let published = publish(&town.docs[&DocumentKey::Shift(shift)]);
    match published.into_iter().find(|(to, _)| to == audience) {
        Some((_, View::Shift(view))) => *view,
        other => panic!("{other:?}"),
    }
}

fn entries(view: ShiftView) -> Vec<SignUp> {
    match view.roster {
        RosterView::Names(roster) | RosterView::Full(roster, _) => roster.entries,
        other => panic!("{other:?}"),
    }
}

/// What the desk, the lead and the deputy have of somebody's number: they read the same.
fn number(town: &Town, shift: ShiftId, person: PersonId) -> String {
    let desk = Audience::Desk(code(HOME));
    let readers = [desk, Audience::Person(LEAD), Audience::Person(DEPUTY)];
    let mut found: Vec<_> = readers
        .iter()
        .flat_map(|reader| entries(seen_by(town, shift, reader)))
        .filter(|entry| entry.person == Some(person))
        .map(|entry| entry.phone.unwrap())
        .collect();
    assert_eq!(found.len(), 3);
    found.dedup();
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}

fn town() -> (Town, [PersonId; 2], ShiftId) {
    let mut town = Town::new();
    let people = [1, 2].map(|n| PersonId(Uuid::from_u128(0x9000 + n)));
    for (person, name) in people.into_iter().zip(["Sun", "Qian"]) {
        let known = PersonAbout {
            phone: Some(NUMBER.into()),
            ..about(name, HOME)
        };
        town.registers(person, known);
    }
    let shift = town.opens(post(3));
    town.all_sign_up(&people, shift);
    (town, people, shift)
}

#[test]
fn whoever_comes_can_be_called_and_whoever_gave_the_place_back_can_not() {
    let (mut town, [stays, goes], shift) = town();
    assert_eq!(number(&town, shift, goes), NUMBER);
    assert_eq!(town.withdraws(goes, shift), Ok(()));
    assert_eq!(number(&town, shift, goes), MASKED);
    assert_eq!(number(&town, shift, stays), NUMBER);
    assert_eq!(town.signs_up(goes, shift), Ok(()));
    assert_eq!(number(&town, shift, goes), NUMBER, "they come after all");
    let whole = &town.entry(shift, goes).phone;
    assert_eq!(whole.as_deref(), Some(NUMBER), "the document keeps it");
}

#[test]
fn once_all_is_settled_nobody_calls_anybody() {
    let (mut town, [person, absent], shift) = town();
    town.at(START + 10);
    assert_eq!(town.ticks(LEAD, shift, person), Ok(()));
    town.at(END + 10);
    let sign_up = town.entry(shift, absent).id;
    let mark = Command::MarkAbsent { shift, sign_up };
    assert_eq!(town.by(LEAD, &mark), Ok(()));
    assert_eq!(
        number(&town, shift, person),
        NUMBER,
        "hours may be asked for"
    );
    assert_eq!(town.confirms(WORKER, shift, &[person]), Ok(()));
    assert_eq!(number(&town, shift, person), MASKED);
    let own = seen_by(&town, shift, &Audience::Person(person));
    assert_eq!(own.lead.and_then(|lead| lead.phone), None);
    let desk = seen_by(&town, shift, &Audience::Desk(code(HOME)));
    let lead = desk.lead.and_then(|lead| lead.phone).unwrap();
    assert!(to_dial(Some(&lead)).is_none(), "{lead}");
    assert_eq!(number(&town, shift, absent), MASKED);
    let reason = "I was there".to_owned();
    let contest = Command::ContestAbsence { shift, reason };
    assert_eq!(town.by(absent, &contest), Ok(()));
    assert_eq!(
        number(&town, shift, absent),
        NUMBER,
        "it waits for an answer"
    );
}

#[test]
fn whoever_is_told_that_a_shift_is_off_is_called_until_they_know() {
    let (mut town, [person, other], shift) = town();
    assert_eq!(town.cancels(shift), Ok(()));
    assert_eq!(number(&town, shift, person), NUMBER);
    assert_eq!(town.tells_by_phone(WORKER, person, shift), Ok(()));
    assert_eq!(number(&town, shift, person), MASKED);
    assert_eq!(number(&town, shift, other), NUMBER);
}

#[test]
fn few_are_told_as_few_and_the_number_does_not_travel() {
    let json = |n| serde_json::to_string(&PublicCount::of(n)).unwrap();
    for n in 0..5 {
        assert_eq!(PublicCount::of(n), PublicCount::of(0));
        assert_eq!(PublicCount::of(n).told(), None);
        assert_eq!(json(n), "\"<5\"");
    }
    assert_eq!(json(5), "5");
    assert_eq!(PublicCount::of(5).to_string(), "5");
    assert_eq!(PublicCount::of(4).to_string(), "<5");
    for n in [0, 5, 6, u32::MAX] {
        let count = PublicCount::of(n);
        assert_eq!(serde_json::from_str(&json(n)).ok(), Some(count));
        assert_eq!(lean::read(&json(n)), Ok(count));
    }
    for bad in ["0", "4", "-5", "\"5\"", "\"<6\"", "null", "4294967296"] {
        assert!(serde_json::from_str::<PublicCount>(bad).is_err(), "{bad}");
    }
}
