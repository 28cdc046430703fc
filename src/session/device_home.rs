//! This device as its own authority: the same loop as on the server, over a database of its own, in the leading tab.

use crate::platform::{clock, http::Unsent, indexed_db::IndexedDb};
use futures::lock::Mutex;
use linli_domain::{Caller, PersonId, Profile};
use linli_sync::{
    Changes, ChangesRequest, Circumstances, Envelope, KeyValue, KvStore, Outcome, Put, StoreError,
    Table,
};
use serde::{Deserialize, Serialize};

const NAME: &str = "linli-device";

/// The home on this device.
pub struct DeviceHome {
    store: Mutex<KvStore<IndexedDb>>,
    profile: Profile,
}

impl DeviceHome {
    /// Opens it.
    ///
    /// # Errors
    /// When the browser keeps no data.
    pub async fn open() -> Result<Self, StoreError> {
        let db = IndexedDb::open(NAME).await?;
        let store = KvStore::open(db, &clock::fresh_uuid().to_string()).await?;
        Ok(DeviceHome {
            store: Mutex::new(store),
            profile: Profile::default(),
        })
    }

    fn given(&self) -> Circumstances<'_> {
        Circumstances {
            now: clock::now(),
            profile: &self.profile,
            entropy: clock::entropy(),
        }
    }

    /// Decides a command.
    ///
    /// # Errors
    /// When the database fails: then nothing happened.
    pub async fn submit(&self, envelope: &Envelope) -> Result<Outcome, StoreError> {
        let mut store = self.store.lock().await;
        linli_sync::tick(&mut *store, &self.given()).await?;
        let caller = Caller::Person(envelope.person);
        Ok(
            linli_sync::submit(&mut *store, envelope, caller, &self.given())
                .await?
                .outcome,
        )
    }

    /// What changed for one of its people.
    ///
    /// # Errors
    /// When the database fails, or there is no such person.
    pub async fn changes(
        &self,
        person: PersonId,
        request: &ChangesRequest,
    ) -> Result<Changes, Unsent> {
        let mut store = self.store.lock().await;
        let changes = linli_sync::changes(&mut *store, person, request, clock::now()).await;
        changes
            .map_err(|_| Unsent::Busy {
                after_seconds: None,
            })?
            .ok_or(Unsent::SignedOut)
    }
}

/// The content of this device, as a file.
#[derive(Serialize, Deserialize)]
pub struct Backup {
    /// The format.
    pub linli: u32,
    /// Tables, keys and values.
    pub rows: Vec<(String, String, String)>,
}

impl Backup {
    /// Everything that this device's home holds.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn export() -> Result<String, StoreError> {
        let db = IndexedDb::open(NAME).await?;
        let mut rows = Vec::new();
        for table in Table::ALL {
            for (key, value) in db.range(table, "", "\u{ffff}", usize::MAX).await? {
                rows.push((table.name().to_owned(), key, value));
            }
        }
        Ok(serde_json::to_string(&Backup { linli: 1, rows })?)
    }

    /// Puts a file's content in place of what this device's home holds, all or nothing. Gives the people in it.
    ///
    /// # Errors
    /// When it is no such file, or the database fails; then nothing is changed.
    pub async fn import(text: &str) -> Result<(), StoreError> {
        let backup: Backup = serde_json::from_str(text)?;
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

/// Whether this device's home holds a community.
pub async fn is_new() -> bool {
    let Ok(db) = IndexedDb::open(NAME).await else {
        return true;
    };
    db.range(Table::Documents, "", "\u{ffff}", 1)
        .await
        .map_or(true, |rows| rows.is_empty())
}
