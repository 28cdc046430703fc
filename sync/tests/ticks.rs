//! What time alone does, the authority does once; and again where the same moment falls due again. What falls due at the
//! same moment is done in one go, and each of it draws ids of its own.

use chrono::{DateTime, TimeDelta};
use linli_domain::{
    Audience, Caller, Command, CommandId, Document, DocumentKey, PersonId, Profile, ShiftId,
    SignUpId,
    local::LocalText,
    person::PersonAbout,
    place::{Level, PlaceCode},
    shift::ShiftAbout,
    time::Instant,
};
use linli_sync::{Circumstances, KvStore, MemoryKv, Outcome, Reading, due_ticks, submit_all, tick};
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

fn place() -> PlaceCode {
    HOME.parse().unwrap()
}

fn shift() -> ShiftId {
    ShiftId(Uuid::from_u128(1))
}

/// A shift that starts so many hours after the beginning.
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

struct Town {
    store: KvStore<MemoryKv>,
    commands: u128,
}

impl Town {
    /// With a shift that starts after two days.
    fn new() -> Self {
        let mut town = Town::empty();
        let (shift, about) = (shift(), starts(48));
        town.is_told(Command::OpenShift { shift, about });
        town
    }

    fn empty() -> Self {
        let store = at_once(KvStore::open(MemoryKv::new(), "first")).unwrap();
        let mut town = Town { store, commands: 0 };
        town.is_told(Command::RegisterPlace {
            code: place(),
            level: Level::Community,
            name: LocalText::one("en", "Home"),
            desk: place(),
        });
        town
    }

    fn is_told(&mut self, command: Command) {
        self.is_told_by(Caller::System, command);
    }

    fn is_told_by(&mut self, caller: Caller, command: Command) {
        self.commands += 1;
        let id = CommandId(Uuid::from_u128(self.commands));
        let profile = Profile::default();
        let all = [(id, caller, command)];
        let done = at_once(submit_all(&mut self.store, &all, &given(0, &profile))).unwrap();
        let applied = matches!(done[0].outcome, Outcome::Applied { .. });
        assert!(applied, "{done:?}");
    }

    fn moves_to(&mut self, start: i64) {
        let (shift, about) = (shift(), starts(start));
        self.is_told(Command::CorrectShift { shift, about });
    }

    fn ticks_at(&mut self, hour: i64) -> usize {
        let profile = Profile::default();
        at_once(tick(&mut self.store, &given(hour, &profile)))
            .unwrap()
            .len()
    }

    fn is_reminded(&mut self) -> bool {
        let found = at_once(self.store.load(&[DocumentKey::Shift(shift())])).unwrap();
        match found[0].as_ref().map(|stored| &*stored.document) {
            Some(Document::Shift(shift)) => shift.arranged.reminded,
            _ => panic!("no shift"),
        }
    }
}

fn given(hour: i64, profile: &Profile) -> Circumstances<'_> {
    Circumstances {
        now: hours(hour),
        profile,
        entropy: [7; 32],
    }
}

#[test]
fn what_is_due_happens_once() {
    let mut town = Town::new();
    assert_eq!(town.ticks_at(23), 0);
    assert_eq!(town.ticks_at(24), 1);
    assert!(town.is_reminded());
    assert_eq!(town.ticks_at(25), 0);
}

#[test]
fn a_shift_that_is_moved_and_moved_back_is_due_again_at_the_same_moment() {
    let mut town = Town::new();
    assert_eq!(town.ticks_at(24), 1);
    town.moves_to(72);
    town.moves_to(48);
    assert!(!town.is_reminded());
    assert_eq!(town.ticks_at(25), 1);
    assert!(town.is_reminded());
    assert_eq!(town.ticks_at(26), 0, "nothing stays due for ever");
}

#[test]
fn whoever_else_ticks_at_the_same_moment_does_the_same() {
    let mut town = Town::new();
    let ids = |town: &mut Town| {
        let due = at_once(due_ticks(&mut town.store, hours(24))).unwrap();
        due.iter().map(|tick| tick.id).collect::<Vec<_>>()
    };
    let (first, second) = (ids(&mut town), ids(&mut town));
    assert_eq!((first.len(), &first), (1, &second));
}

#[test]
fn two_shifts_of_one_person_are_reminded_of_in_one_go() {
    let mut town = Town::empty();
    town.is_told(Command::RegisterPerson {
        person: AUNT,
        desk: place(),
        about: aunt(),
    });
    for n in [48_i64, 50] {
        let shift = ShiftId(Uuid::from_u128(n.unsigned_abs().into()));
        let about = starts(n);
        town.is_told(Command::OpenShift { shift, about });
        let signs_up = Command::SignUp {
            shift,
            sign_up: SignUpId(shift.0),
            or_wait: false,
        };
        town.is_told_by(Caller::Person(AUNT), signs_up);
    }
    assert_eq!(town.ticks_at(47), 2);
    let rows = at_once(town.store.scan(&Audience::Person(AUNT), 0, 100)).unwrap();
    let reminded = rows.iter().filter(|row| {
        let view = row.view.as_ref().map(|view| view.get());
        view.is_some_and(|view| view.contains("day_before"))
    });
    assert_eq!(reminded.count(), 2);
}
