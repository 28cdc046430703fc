//! The authority of the simulation: the real loop over a store in memory whose disk fails, with two writers at times.

use super::chaos::Chaos;
use crate::{at_once::at_once, rng::Rng};
use linli_domain::{
    Audience, Caller, CommandId, Document, DocumentKey, PersonId, Profile, place::PlaceCode,
    time::Instant,
};
use linli_sync::{
    Changes, ChangesRequest, Circumstances, Envelope, FeedRow, KeyValue, KvStore, LedgerRow, Link,
    MemoryKv, ProfileSent, Reading, Store, StoreError, Stored, Submitted, Table, Writes, changes,
    due_ticks, submit,
};
use std::{rc::Rc, sync::Arc};

/// The authority.
pub struct Server {
    /// Its disk.
    pub kv: MemoryKv,
    /// What goes wrong with it.
    pub chaos: Rc<Chaos>,
    /// Limits, small enough to be met.
    pub profile: Profile,
    store: KvStore<MemoryKv>,
    rng: Rng,
}

impl Server {
    /// An empty one.
    #[must_use]
    pub fn new(rng: &mut Rng) -> Self {
        let kv = MemoryKv::new();
        let chaos = Chaos::over(&kv, Rng::new(rng.number()));
        let store = at_once(KvStore::open(kv.clone(), "first")).unwrap();
        let profile = Profile {
            list_bound: 5,
            commitments_bound: 4,
            contacts_kept_days: super::model_needs::CONTACTS_KEPT_DAYS,
            ..Profile::default()
        };
        Server {
            kv,
            chaos,
            profile,
            store,
            rng: Rng::new(rng.number()),
        }
    }

    /// The process dies and another one opens the same disk.
    pub fn restarts(&mut self) {
        if let Ok(store) = at_once(KvStore::open(self.kv.clone(), "another")) {
            self.store = store;
        }
    }

    /// Another process over the same disk.
    #[must_use]
    pub fn rival(&mut self) -> Server {
        Server {
            kv: self.kv.clone(),
            chaos: self.chaos.clone(),
            profile: self.profile.clone(),
            store: self.store.clone(),
            rng: Rng::new(self.rng.number()),
        }
    }

    /// Takes one envelope in; `between` happens after the decision and before the commit.
    ///
    /// # Errors
    /// When the disk fails: whoever sent it hears nothing.
    pub fn takes(
        &mut self,
        envelope: &Envelope,
        caller: Caller,
        now: Instant,
        between: impl FnOnce(),
    ) -> Result<Submitted, StoreError> {
        let given = Circumstances {
            now,
            profile: &self.profile,
            entropy: self.rng.entropy(),
        };
        self.chaos.step.set("authority commits");
        let mut racing = Racing {
            inner: &mut self.store,
            between: Some(between),
        };
        at_once(submit(&mut racing, envelope, caller, &given))
    }

    /// The ticks that are due by now.
    pub fn ticks(&mut self, now: Instant) -> Vec<Envelope> {
        at_once(due_ticks(&mut self.store, now)).unwrap_or_default()
    }

    /// What is due by now.
    pub fn due(&mut self, now: Instant) -> Vec<(DocumentKey, Instant)> {
        at_once(self.store.due(now, 100)).unwrap_or_default()
    }

    /// Answers a pull.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn answers(
        &mut self,
        person: PersonId,
        request: &ChangesRequest,
        now: Instant,
    ) -> Result<Option<Changes>, StoreError> {
        let profile = ProfileSent::new(&self.profile).unwrap();
        at_once(changes(&mut self.store, person, request, &profile, now))
    }

    /// The ledger's row, as it lies on the disk.
    #[must_use]
    pub fn ledger(&self, person: PersonId, id: CommandId) -> Option<LedgerRow> {
        let key = format!("{person}|{id}");
        let text = at_once(self.kv.get(Table::Ledger, &[key]))
            .unwrap()
            .pop()
            .flatten()?;
        serde_json::from_str(&text).ok()
    }

    /// A document, as it lies on the disk.
    #[must_use]
    pub fn document(&mut self, key: &DocumentKey) -> Option<Document> {
        let found = at_once(self.store.load(std::slice::from_ref(key))).unwrap();
        found
            .into_iter()
            .next()
            .flatten()
            .map(|stored| Arc::unwrap_or_clone(stored.document))
    }

    /// Every pair of a table.
    #[must_use]
    pub fn all(&self, table: Table) -> Vec<(String, String)> {
        at_once(self.kv.range(table, "", "~", usize::MAX)).unwrap()
    }

    /// The links of a community's chain.
    pub fn links(&mut self, desk: &PlaceCode) -> Vec<Link> {
        at_once(self.store.links(desk, 0, usize::MAX)).unwrap()
    }
}

/// A store in which something happens between a decision and its commit: another writer was quicker.
struct Racing<'a, F> {
    inner: &'a mut KvStore<MemoryKv>,
    between: Option<F>,
}

impl<F> Reading for Racing<'_, F> {
    async fn ledger(
        &mut self,
        person: PersonId,
        id: CommandId,
    ) -> Result<Option<LedgerRow>, StoreError> {
        self.inner.ledger(person, id).await
    }

    async fn load(&mut self, keys: &[DocumentKey]) -> Result<Vec<Option<Stored>>, StoreError> {
        self.inner.load(keys).await
    }

    async fn rows(
        &mut self,
        wanted: &[(Audience, DocumentKey)],
    ) -> Result<Vec<FeedRow>, StoreError> {
        self.inner.rows(wanted).await
    }

    async fn scan(
        &mut self,
        audience: &Audience,
        after: u64,
        limit: usize,
    ) -> Result<Vec<FeedRow>, StoreError> {
        self.inner.scan(audience, after, limit).await
    }

    async fn head(&mut self, audience: &Audience) -> Result<u64, StoreError> {
        self.inner.head(audience).await
    }

    async fn containing(&mut self, words: &[String]) -> Result<Vec<DocumentKey>, StoreError> {
        self.inner.containing(words).await
    }

    async fn due(
        &mut self,
        now: Instant,
        limit: usize,
    ) -> Result<Vec<(DocumentKey, Instant)>, StoreError> {
        self.inner.due(now, limit).await
    }

    async fn links(
        &mut self,
        desk: &PlaceCode,
        after: u64,
        limit: usize,
    ) -> Result<Vec<Link>, StoreError> {
        self.inner.links(desk, after, limit).await
    }

    async fn epoch(&mut self) -> Result<String, StoreError> {
        self.inner.epoch().await
    }
}

impl<F: FnOnce()> Store for Racing<'_, F> {
    async fn commit(&mut self, writes: &Writes) -> Result<Vec<u64>, StoreError> {
        if let Some(between) = self.between.take() {
            between();
        }
        self.inner.commit(writes).await
    }
}
