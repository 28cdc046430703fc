//! This device as its own authority: the same loop as on the server, over a database of its own, in the leading tab.

use super::device::{Home, Persona};
use crate::late::{Late, late};
use crate::platform::{clock, http::Unsent, indexed_db::IndexedDb};
use futures::{future::LocalBoxFuture, lock::Mutex};
use linli_domain::{
    Caller, Document, DocumentKey, PersonId, Profile, lean,
    person::{Person, Role},
};
use linli_sync::{
    Changes, ChangesRequest, Circumstances, Envelope, Export, History, KeyValue, KvStore, MemoryKv,
    Outcome, ProfileSent, Put, StoreError, Table,
    demo::{Script, play},
};
use serde::{Deserialize, Serialize};
use std::rc::Rc;

const NAME: &str = "linli-device";

/// Where this home keeps its profile, beside the epoch; Dalian's where it keeps none.
const PROFILE: &str = "profile";

// What the rest of the app calls, through `device.rs`.

late! { device, pub(super) fn open_home() -> Late<Result<Rc<dyn Home>, StoreError>> {
    Box::pin(async { DeviceHome::open().await.map(|home| Rc::new(home) as Rc<dyn Home>) })
} }
late! { device, pub(super) fn exported() -> Late<Result<String, StoreError>> { Box::pin(export()) } }
late! { device, pub(super) fn imported(text: String) -> Late<Result<(), StoreError>> {
    Box::pin(async move { import(&text).await })
} }
late! { device, pub(super) fn people() -> Late<Result<Vec<Persona>, StoreError>> { Box::pin(personas()) } }
late! { device, pub(super) fn demo_loaded() -> Late<Result<(), StoreError>> { Box::pin(load_demo()) } }

/// Where the authority keeps its rows. One type for both, so that the authority is in the app once.
enum Rows {
    /// In the browser's database.
    Kept(IndexedDb),
    /// In memory, while the demo is played.
    Passing(MemoryKv),
}

impl KeyValue for Rows {
    async fn get(&self, table: Table, keys: &[String]) -> Result<Vec<Option<String>>, StoreError> {
        match self {
            Rows::Kept(db) => db.get(table, keys).await,
            Rows::Passing(memory) => memory.get(table, keys).await,
        }
    }

    async fn range(
        &self,
        table: Table,
        from: &str,
        to: &str,
        limit: usize,
    ) -> Result<Vec<(String, String)>, StoreError> {
        match self {
            Rows::Kept(db) => db.range(table, from, to, limit).await,
            Rows::Passing(memory) => memory.range(table, from, to, limit).await,
        }
    }

    async fn write(&self, batch: Vec<Put>) -> Result<(), StoreError> {
        match self {
            Rows::Kept(db) => db.write(batch).await,
            Rows::Passing(memory) => memory.write(batch).await,
        }
    }
}

/// The home on this device.
struct DeviceHome {
    store: Mutex<KvStore<Rows>>,
    profile: Profile,
    sent: ProfileSent,
}

impl DeviceHome {
    async fn open() -> Result<Self, StoreError> {
        let db = IndexedDb::open(NAME).await?;
        let kept = db.get(Table::Counters, &[PROFILE.to_owned()]).await?;
        let kept = kept.into_iter().flatten().next();
        let profile: Profile = kept
            .and_then(|text| lean::read(&text).ok())
            .unwrap_or_default();
        let store = KvStore::open(Rows::Kept(db), &clock::fresh_uuid().to_string()).await?;
        Ok(DeviceHome {
            store: Mutex::new(store),
            sent: ProfileSent::new(&profile)?,
            profile,
        })
    }

    fn given(&self) -> Circumstances<'_> {
        Circumstances {
            now: clock::now(),
            profile: &self.profile,
            entropy: clock::entropy(),
        }
    }

    async fn decide(&self, envelope: &Envelope) -> Result<Outcome, StoreError> {
        let mut store = self.store.lock().await;
        linli_sync::tick(&mut *store, &self.given()).await?;
        let caller = Caller::Person(envelope.person);
        Ok(
            linli_sync::submit(&mut *store, envelope, caller, &self.given())
                .await?
                .outcome,
        )
    }

    async fn feed(&self, person: PersonId, request: &ChangesRequest) -> Result<Changes, Unsent> {
        let mut store = self.store.lock().await;
        let changes =
            linli_sync::changes(&mut *store, person, request, &self.sent, clock::now()).await;
        changes
            .map_err(|_| Unsent::Busy {
                after_seconds: None,
            })?
            .ok_or(Unsent::SignedOut)
    }
}

impl Home for DeviceHome {
    fn submit<'a>(
        &'a self,
        envelope: &'a Envelope,
    ) -> LocalBoxFuture<'a, Result<Outcome, StoreError>> {
        Box::pin(self.decide(envelope))
    }

    fn changes<'a>(
        &'a self,
        person: PersonId,
        request: &'a ChangesRequest,
    ) -> LocalBoxFuture<'a, Result<Changes, Unsent>> {
        Box::pin(self.feed(person, request))
    }

    fn history<'a>(
        &'a self,
        person: PersonId,
        document: &'a DocumentKey,
    ) -> LocalBoxFuture<'a, Result<Option<History>, Unsent>> {
        Box::pin(async move {
            let mut store = self.store.lock().await;
            let found = linli_sync::history(&mut *store, person, document, clock::now()).await;
            found.map_err(|_| Unsent::Busy {
                after_seconds: None,
            })
        })
    }

    fn export(&self, person: PersonId) -> LocalBoxFuture<'_, Result<String, Unsent>> {
        let busy = || Unsent::Busy {
            after_seconds: None,
        };
        Box::pin(async move {
            let mut store = self.store.lock().await;
            let held = linli_sync::export_of(&mut *store, person, clock::now()).await;
            let held = held.map_err(|_| busy())?;
            serde_json::to_string(&Everything { held }).map_err(|_| busy())
        })
    }
}

/// What is held about somebody; here nobody signs in.
#[derive(Serialize)]
struct Everything {
    held: Export,
}

/// The content of this device, as a file.
#[derive(Serialize, Deserialize)]
struct BackupFile {
    /// The format.
    linli: u32,
    /// Tables, keys and values.
    rows: Vec<(String, String, String)>,
}

async fn export() -> Result<String, StoreError> {
    let db = IndexedDb::open(NAME).await?;
    let mut rows = Vec::new();
    for table in Table::ALL {
        for (key, value) in db.range(table, "", "\u{ffff}", usize::MAX).await? {
            rows.push((table.name().to_owned(), key, value));
        }
    }
    Ok(serde_json::to_string(&BackupFile { linli: 1, rows })?)
}

async fn import(text: &str) -> Result<(), StoreError> {
    let backup: BackupFile = serde_json::from_str(text)?;
    if backup.linli != 1 {
        return Err(StoreError(format!("format {}", backup.linli)));
    }
    let table_of = |name: &str| Table::ALL.into_iter().find(|table| table.name() == name);
    let mut puts = Vec::new();
    for (table, key, value) in backup.rows {
        let table = table_of(&table).ok_or_else(|| StoreError(format!("no table {table}")))?;
        puts.push(Put::set(table, key, value));
    }
    replace(puts).await
}

/// Writes a whole home in place of the one that is there, in one transaction.
async fn replace(puts: Vec<Put>) -> Result<(), StoreError> {
    let db = IndexedDb::open(NAME).await?;
    let mut batch = Vec::new();
    for table in Table::ALL {
        let old = db.range(table, "", "\u{ffff}", usize::MAX).await?;
        batch.extend(old.into_iter().map(|(key, _)| Put::delete(table, key)));
    }
    batch.extend(puts);
    // Devices see another history, and fetch everything anew.
    batch.push(Put::set(
        Table::Counters,
        "epoch",
        clock::fresh_uuid().to_string(),
    ));
    db.write(batch).await
}

/// Whether the home holds no community. A database that fails is no empty one: nothing may be put in its place.
async fn is_new() -> Result<bool, StoreError> {
    let db = IndexedDb::open(NAME).await?;
    let first = db.range(Table::Documents, "", "\u{ffff}", 1).await?;
    Ok(first.is_empty())
}

/// Who runs something first, then by number.
async fn personas() -> Result<Vec<Persona>, StoreError> {
    let db = IndexedDb::open(NAME).await?;
    let mut found = Vec::new();
    for (_, text) in db
        .range(Table::Documents, "person/", "person/~", usize::MAX)
        .await?
    {
        let Some(person) = person_of(&text)? else {
            continue;
        };
        let role = person
            .grants
            .iter()
            .map(|grant| grant.role)
            .max_by_key(|role| weight(*role));
        found.push((
            std::cmp::Reverse(role.map_or(0, weight)),
            person.about.volunteer_no,
            person.id,
            person.about.name,
            role,
        ));
    }
    found.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
    Ok(found
        .into_iter()
        .map(|(_, _, person, name, role)| Persona { person, name, role })
        .collect())
}

fn person_of(text: &str) -> Result<Option<Person>, StoreError> {
    #[derive(Deserialize)]
    struct Row {
        document: Document,
    }
    Ok(
        match lean::read::<Row>(text)
            .map_err(|error| StoreError(error.to_string()))?
            .document
        {
            Document::Person(person) => Some(*person),
            _ => None,
        },
    )
}

fn weight(role: Role) -> u8 {
    match role {
        Role::CommunityWorker => 4,
        Role::TeamLead => 3,
        Role::CommunityAdmin => 2,
        Role::Volunteer => 1,
        _ => 0,
    }
}

async fn load_demo() -> Result<(), StoreError> {
    if !is_new().await? {
        return Ok(());
    }
    let failed = |error: gloo_net::Error| StoreError(error.to_string());
    let text = gloo_net::http::Request::get("/demo.json")
        .send()
        .await
        .map_err(failed)?
        .text()
        .await
        .map_err(failed)?;
    let demo = Script::parse(&text)?.rebase(clock::now());
    // Decided in memory and written at once: a phone's disk would take minutes for hundreds of flushes.
    let memory = MemoryKv::new();
    let mut store = KvStore::open(Rows::Passing(memory.clone()), "demo").await?;
    let told = play(&mut store, &demo, &Profile::default(), clock::entropy()).await;
    told.map_err(|error| StoreError(error.to_string()))?;
    replace(memory.dump()).await
}
