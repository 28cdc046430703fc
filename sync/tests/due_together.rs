//! What falls due at the same moment is done in one go, and each of it draws ids of its own.

use chrono::{DateTime, TimeDelta};
use linli_domain::{
    Audience, Caller, Command, CommandId, PersonId, Profile, ShiftId, SignUpId,
    local::LocalText,
    person::PersonAbout,
    place::{Level, PlaceCode},
    shift::ShiftAbout,
    time::Instant,
};
use linli_sync::{Circumstances, KvStore, MemoryKv, Reading, submit_all, tick};
use std::{
    future::Future,
    pin::pin,
    task::{Context, Poll, Waker},
};
use uuid::Uuid;

/// Nothing in memory ever waits.
fn at_once<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("memory does not wait"),
    }
}

const HOME: &str = "210204011009";
const AUNT: PersonId = PersonId(Uuid::from_u128(7));

fn hours(n: i64) -> Instant {
    DateTime::UNIX_EPOCH + TimeDelta::seconds(1_700_000_000) + TimeDelta::hours(n)
}

fn home() -> PlaceCode {
    HOME.parse().unwrap()
}

fn starts(n: i64) -> Box<ShiftAbout> {
    let about = serde_json::json!({
        "title": { "en": "Fair" },
        "place": HOME,
        "span": { "start": hours(n), "end": hours(n + 1) },
        "slots": 1,
    });
    Box::new(serde_json::from_value(about).unwrap())
}

fn aunt() -> Box<PersonAbout> {
    let about = serde_json::json!({ "name": "Aunt", "volunteer_no": "V1", "home": HOME });
    Box::new(serde_json::from_value(about).unwrap())
}

#[test]
fn two_shifts_of_one_person_are_reminded_of_in_one_go() {
    let mut store = at_once(KvStore::open(MemoryKv::new(), "first")).unwrap();
    let profile = Profile::default();
    let given = |hour| Circumstances {
        now: hours(hour),
        profile: &profile,
        entropy: [7; 32],
    };
    let register = [
        Command::RegisterPlace {
            code: home(),
            level: Level::Community,
            name: LocalText::one("en", "Home"),
            desk: home(),
        },
        Command::RegisterPerson {
            person: AUNT,
            desk: home(),
            about: aunt(),
        },
    ];
    let mut commands: Vec<_> = register.map(|command| (Caller::System, command)).into();
    for n in [48_i64, 50] {
        let shift = ShiftId(Uuid::from_u128(n.unsigned_abs().into()));
        let about = starts(n);
        commands.push((Caller::System, Command::OpenShift { shift, about }));
        let sign_up = SignUpId(shift.0);
        let or_wait = false;
        let signs_up = Command::SignUp {
            shift,
            sign_up,
            or_wait,
        };
        commands.push((Caller::Person(AUNT), signs_up));
    }
    let all: Vec<_> = commands
        .into_iter()
        .enumerate()
        .map(|(n, (caller, command))| (CommandId(Uuid::from_u128(n as u128 + 1)), caller, command))
        .collect();
    let done = at_once(submit_all(&mut store, &all, &given(0))).unwrap();
    assert_eq!(done.len(), all.len(), "{done:?}");
    let ticked = at_once(tick(&mut store, &given(47))).unwrap();
    assert_eq!(ticked.len(), 2);
    let rows = at_once(store.scan(&Audience::Person(AUNT), 0, 100)).unwrap();
    let reminded = rows.iter().filter(|row| {
        let view = row.view.as_ref().map(|view| view.get());
        view.is_some_and(|view| view.contains("day_before"))
    });
    assert_eq!(reminded.count(), 2);
}
