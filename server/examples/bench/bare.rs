//! The bare rate: the statements that the server's writer runs for the same sign-ups, with the same bytes and as many
//! in a transaction as there are clients, and nothing else.

use crate::community::{Community, SHIFTS, VOLUNTEERS};
use linli_domain::{Caller, Document, DocumentKey, Profile};
use linli_server::{
    Clock,
    store::{SqliteStore, at_once},
};
use linli_sync::{
    Circumstances, Envelope, FeedRow, LedgerRow, Link, Reading, Store, StoreError, Stored, Writes,
    submit,
};
use std::{collections::HashSet, fs, path::Path, time::Instant};

/// Commits a second.
pub fn rate(community: &Community, batch: usize) -> f64 {
    let folder = tempfile::tempdir_in(community.file.parent().unwrap()).unwrap();
    let (first, second) = (folder.path().join("a"), folder.path().join("b"));
    for copy in [&first, &second] {
        copy_to(&community.file, copy);
    }
    let (envelopes, writes) = record(community, &first);
    let mut store = SqliteStore::open(&second).unwrap();
    let mut loaded = HashSet::new();
    let started = Instant::now();
    for (envelopes, writes) in envelopes.chunks(batch).zip(writes.chunks(batch)) {
        store
            .in_transaction(|store| {
                for (envelope, writes) in envelopes.iter().zip(writes) {
                    at_once(store.ledger(envelope.person, envelope.id))?;
                    // The writer holds documents that it has read once.
                    for write in &writes.documents {
                        if loaded.insert(write.key.clone()) {
                            store.document_text(&write.key)?;
                        }
                    }
                    at_once(store.commit(writes))?;
                }
                Ok::<_, StoreError>(())
            })
            .unwrap();
    }
    writes.len() as f64 / started.elapsed().as_secs_f64()
}

/// Takes the database as it was before anybody signed up: its later state is in the server's hands.
fn copy_to(file: &Path, copy: &Path) {
    let original = file.with_extension("before");
    if !original.exists() {
        let from = rusqlite::Connection::open(file).unwrap();
        from.execute("VACUUM INTO $1", [original.to_string_lossy()])
            .unwrap();
    }
    fs::copy(original, copy).unwrap();
}

/// Decides every sign-up once, and keeps what it writes.
fn record(community: &Community, file: &Path) -> (Vec<Envelope>, Vec<Writes>) {
    let (store, writes) = (SqliteStore::open(file).unwrap(), Vec::new());
    let mut recorder = Recorder { store, writes };
    let profile = Profile::default();
    let mut envelopes = Vec::new();
    recorder.store.begin().unwrap();
    for shift in 0..SHIFTS {
        for volunteer in 0..VOLUNTEERS {
            let envelope = community.envelope(volunteer, (shift + volunteer) % SHIFTS);
            let given = Circumstances {
                now: Clock::system().now(),
                profile: &profile,
                entropy: [5; 32],
            };
            let caller = Caller::Person(envelope.person);
            at_once(submit(&mut recorder, envelope, caller, &given)).unwrap();
            envelopes.push(envelope.clone());
        }
    }
    (envelopes, recorder.writes)
}

struct Recorder {
    store: SqliteStore,
    writes: Vec<Writes>,
}

impl Reading for Recorder {
    async fn ledger(
        &mut self,
        person: linli_domain::PersonId,
        id: linli_domain::CommandId,
    ) -> Result<Option<LedgerRow>, StoreError> {
        self.store.ledger(person, id).await
    }

    async fn load(&mut self, keys: &[DocumentKey]) -> Result<Vec<Option<Stored>>, StoreError> {
        self.store.load(keys).await
    }

    async fn rows(
        &mut self,
        wanted: &[(linli_domain::Audience, DocumentKey)],
    ) -> Result<Vec<FeedRow>, StoreError> {
        self.store.rows(wanted).await
    }

    async fn scan(
        &mut self,
        audience: &linli_domain::Audience,
        after: u64,
        limit: usize,
    ) -> Result<Vec<FeedRow>, StoreError> {
        self.store.scan(audience, after, limit).await
    }

    async fn head(&mut self, audience: &linli_domain::Audience) -> Result<u64, StoreError> {
        self.store.head(audience).await
    }

    async fn containing(&mut self, words: &[String]) -> Result<Vec<DocumentKey>, StoreError> {
        self.store.containing(words).await
    }

    async fn due(
        &mut self,
        now: linli_domain::time::Instant,
        limit: usize,
    ) -> Result<Vec<(DocumentKey, linli_domain::time::Instant)>, StoreError> {
        self.store.due(now, limit).await
    }

    async fn links(
        &mut self,
        desk: &linli_domain::place::PlaceCode,
        after: u64,
        limit: usize,
    ) -> Result<Vec<Link>, StoreError> {
        self.store.links(desk, after, limit).await
    }

    async fn epoch(&mut self) -> Result<String, StoreError> {
        self.store.epoch().await
    }
}

impl Store for Recorder {
    async fn commit(&mut self, writes: &Writes) -> Result<Vec<u64>, StoreError> {
        assert!(
            writes
                .documents
                .iter()
                .any(|write| matches!(*write.document, Document::Shift(_)))
        );
        self.writes.push(writes.clone());
        self.store.commit(writes).await
    }
}
