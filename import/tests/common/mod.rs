//! A home in memory, asked as an import asks it.
#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "shared by tests, of which each uses a part"
)]

use chrono::{DateTime, Utc};
use linli_domain::{CommandId, Document, DocumentKey, PersonId, Profile, time::Instant};
use linli_import::{Given, Home, Import, Plan, Source, plan, read};
use linli_sync::{Circumstances, KvStore, MemoryKv, Outcome, Reading, submit_all};
use std::{
    cell::RefCell,
    future::Future,
    pin::pin,
    task::{Context, Poll, Waker},
};

pub type Memory = KvStore<MemoryKv>;

/// Runs a future that never waits: memory is always ready.
pub fn now_or_never<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => unreachable!("memory is always ready"),
    }
}

pub fn at(text: &str) -> Instant {
    text.parse::<DateTime<Utc>>().unwrap()
}

pub struct InMemory {
    pub store: RefCell<Memory>,
    kv: MemoryKv,
}

impl InMemory {
    pub fn new() -> Self {
        let kv = MemoryKv::new();
        let store = now_or_never(KvStore::open(kv.clone(), "test")).unwrap();
        InMemory {
            store: RefCell::new(store),
            kv,
        }
    }

    /// How many pairs are stored: the ledger's, the feeds' and the transitions' among them.
    pub fn size(&self) -> usize {
        self.kv.len()
    }

    /// Gives the commands of a plan; says which was not applied, and why.
    pub fn give(&self, plan: &Plan, now: Instant) -> Result<(), (usize, Outcome)> {
        let profile = Profile::default();
        let given = Circumstances {
            now,
            profile: &profile,
            entropy: [7; 32],
        };
        let mut store = self.store.borrow_mut();
        let all = now_or_never(submit_all(&mut *store, &plan.commands, &given)).unwrap();
        match all.into_iter().enumerate().next_back() {
            Some((n, last)) if !matches!(last.outcome, Outcome::Applied { .. }) => {
                Err((n, last.outcome))
            }
            _ => Ok(()),
        }
    }

    /// Reads, plans and gives.
    pub fn import(&self, files: &[Source], now: Instant) -> (Import, Plan) {
        let import = read(files, &Given::at(now), self).unwrap_or_else(|bad| {
            let lines: Vec<String> = bad.iter().map(ToString::to_string).collect();
            panic!("{}", lines.join("\n"))
        });
        let plan = plan(&import, self);
        self.give(&plan, now).unwrap();
        (import, plan)
    }
}

impl Home for InMemory {
    fn document(&self, key: &DocumentKey) -> Option<Document> {
        let mut store = self.store.borrow_mut();
        let found = now_or_never(store.load(std::slice::from_ref(key))).unwrap();
        found
            .into_iter()
            .next()
            .flatten()
            .map(|stored| (*stored.document).clone())
    }

    fn has_decided(&self, id: CommandId) -> bool {
        let mut store = self.store.borrow_mut();
        let found = now_or_never(store.ledger(PersonId::SYSTEM, id)).unwrap();
        found.is_some()
    }
}
