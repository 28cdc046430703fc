//! Commands of people of the demo community, decided as an authority decides them. Nothing that is decided is kept, so
//! each run finds the same community.

use crate::{chosen, commands::written_again, text};
use linli_domain::{
    Caller, Command, CommandId, Document, PersonId, Profile, SCHEMA, command::read_command,
    time::Instant,
};
use linli_sync::{
    Circumstances, Envelope, Fault, KvStore, MemoryKv, Outcome, Put, StoreError, Table, demo::play,
    submit,
};
use std::{
    cell::RefCell,
    future::Future,
    pin::pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};
use uuid::Uuid;

struct Community {
    store: KvStore<MemoryKv>,
    /// The batch that the last decision would have written.
    written: Rc<RefCell<Vec<Put>>>,
    people: Vec<PersonId>,
    profile: Profile,
    now: Instant,
}

thread_local! {
    static COMMUNITY: RefCell<Community> = RefCell::new(Community::new());
}

fn at_once<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => unreachable!("memory is always ready"),
    }
}

/// The day on which the community is met; seeds name what is there then.
pub fn today() -> Instant {
    "2026-11-26T02:00:00Z".parse().expect("a moment")
}

impl Community {
    fn new() -> Self {
        let (kv, now, profile) = (MemoryKv::new(), today(), Profile::default());
        let demo = linli_import::demo(now);
        let mut store = at_once(KvStore::open(kv.clone(), "fuzz")).expect("memory opens");
        at_once(play(&mut store, &demo, &profile, [7; 32])).expect("the demo is good");
        let mut people: Vec<PersonId> = demo.sign_ins.iter().map(|who| who.person).collect();
        people.push(PersonId(Uuid::from_u128(0xdead)));
        let written = Rc::new(RefCell::new(Vec::new()));
        let seen = Rc::clone(&written);
        kv.with_faults(move |batch| {
            *seen.borrow_mut() = batch.to_vec();
            Some(Fault::Fails)
        });
        Community {
            store,
            written,
            people,
            profile,
            now,
        }
    }
}

pub fn decide(data: &[u8]) {
    let Some((who, rest)) = chosen(data) else {
        return;
    };
    let Some(text) = text(rest) else { return };
    let Ok(body) = serde_json::from_str(text) else {
        return;
    };
    COMMUNITY.with_borrow_mut(|community| {
        let person = community.people.get(usize::from(who)).copied();
        let caller = person.map_or(Caller::System, Caller::Person);
        let envelope = Envelope {
            id: CommandId(Uuid::from_u128(7)),
            person: caller.actor(),
            schema: SCHEMA,
            device_time: community.now,
            command: body,
        };
        community.written.borrow_mut().clear();
        let given = Circumstances {
            now: community.now,
            profile: &community.profile,
            entropy: [7; 32],
        };
        let answer = at_once(submit(&mut community.store, &envelope, caller, &given));
        match answer {
            Ok(submitted) => {
                assert!(
                    matches!(submitted.outcome, Outcome::Malformed { .. }),
                    "{:?}",
                    submitted.outcome
                );
                assert!(read_command(SCHEMA, text).is_err());
                assert!(
                    community.written.borrow().is_empty(),
                    "what is no command is not written"
                );
            }
            Err(StoreError(_)) => judge(text, caller, &community.written.borrow()),
        }
    });
}

/// What would have been written keeps the promises.
fn judge(text: &str, caller: Caller, batch: &[Put]) {
    let command = read_command(SCHEMA, text).expect("it was decided, so it was read");
    written_again(&command);
    let of = |table| batch.iter().filter(move |put| put.table == table);
    let ledger = of(Table::Ledger)
        .next()
        .and_then(|put| put.value.as_deref());
    let ledger: serde_json::Value =
        serde_json::from_str(ledger.expect("each verdict is kept")).expect("as JSON");
    let refused = ledger["verdict"]["reasons"]
        .as_array()
        .is_some_and(|reasons| !reasons.is_empty());
    for put in of(Table::Documents) {
        let value: serde_json::Value =
            serde_json::from_str(put.value.as_deref().expect("nothing is removed"))
                .expect("as JSON");
        let stored = value.get("document").unwrap_or(&value).clone();
        let document: Document =
            serde_json::from_value(stored.clone()).expect("what is stored is read");
        assert_eq!(serde_json::to_value(&document).expect("is written"), stored);
        if refused {
            // A wrong code costs a try, and nothing else changes.
            let tries = matches!(&document, Document::Person(person) if caller == Caller::Person(person.id));
            assert!(
                tries && matches!(command, Command::CheckIn { .. }),
                "refused, and {} changed",
                put.key
            );
        }
    }
    if refused {
        assert_eq!(
            of(Table::Transitions).count(),
            0,
            "what is refused has not happened"
        );
    } else if of(Table::Documents).next().is_some() {
        assert!(
            of(Table::Transitions).next().is_some(),
            "each change has a transition"
        );
    }
}
