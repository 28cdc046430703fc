//! One connection as a home of the authority's loop.

use super::{cache::Cache, failed, migrations::migrate, sql};
use linli_domain::{Audience, Document, DocumentKey, PersonId, Profile, next_due, time::Instant};
use linli_sync::StoreError;
use rusqlite::{Connection, OpenFlags, OptionalExtension, Row};
use std::{collections::BTreeSet, path::Path, time::Duration};

/// Before this version SQLite could lose committed pages when a WAL was reset.
const SOUND_SQLITE: i32 = 3_051_003;

/// One connection.
///
/// Outside a transaction every commit is one of its own. Inside a transaction of the caller's, a commit that fails
/// leaves the transaction unfit: the caller rolls it back (the [writer](super::Writer) does).
pub struct SqliteStore {
    pub(super) connection: Connection,
    pub(super) cache: Cache,
}

impl SqliteStore {
    /// Opens a database to write, making it where it is missing and bringing its schema up to date.
    ///
    /// # Errors
    /// When it cannot be opened or written, or is a newer release's.
    pub fn open(file: &Path) -> Result<Self, StoreError> {
        let mut connection = Connection::open(file).map_err(failed)?;
        prepare(&connection)?;
        connection
            .execute_batch(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; \
                 PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864;",
            )
            .map_err(failed)?;
        migrate(&mut connection, &new_epoch())?;
        Ok(SqliteStore {
            connection,
            cache: Cache::default(),
        })
    }

    /// Opens a database to read what is there.
    ///
    /// # Errors
    /// When there is none, or it cannot be read.
    pub fn open_to_read(file: &Path) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(file, flags).map_err(failed)?;
        prepare(&connection)?;
        connection
            .execute_batch("PRAGMA query_only = ON")
            .map_err(failed)?;
        Ok(SqliteStore {
            connection,
            cache: Cache::default(),
        })
    }

    /// A store over a connection that somebody else has made ready.
    pub fn over(connection: Connection) -> Self {
        SqliteStore {
            connection,
            cache: Cache::default(),
        }
    }

    /// The connection, given back.
    pub fn into_connection(self) -> Connection {
        self.connection
    }

    /// Keeps decoded documents from now on. Whoever asks for this empties the cache when another connection writes.
    pub(super) fn with_cache(mut self) -> Self {
        self.cache = Cache::holding();
        self
    }

    /// Changes whenever another connection commits.
    pub(super) fn data_version(&self) -> Result<i64, StoreError> {
        self.one("PRAGMA data_version", (), |row| row.get(0))
    }

    /// Runs one statement without parameters, such as `BEGIN`.
    pub(super) fn run(&self, statement: &str) -> Result<(), StoreError> {
        self.execute(statement, ()).map(|_| ())
    }

    /// Does `work` in a transaction of its own: all of it or, when it fails, nothing.
    ///
    /// # Errors
    /// What `work` answers, or when the database fails.
    pub fn in_transaction<T, E: From<StoreError>>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        if !self.connection.is_autocommit() {
            return work(self);
        }
        self.run("BEGIN IMMEDIATE")?;
        let answer = work(self).and_then(|value| Ok(self.run("COMMIT").map(|()| value)?));
        if answer.is_err() {
            self.cache.clear();
            if !self.connection.is_autocommit() {
                self.run("ROLLBACK")?;
            }
        }
        answer
    }

    /// Whether nothing has been written yet.
    ///
    /// # Errors
    /// When the database fails.
    pub fn is_new(&self) -> Result<bool, StoreError> {
        self.one(sql::IS_NEW, (), |row| row.get(0))
    }

    /// Begins a transaction of the caller's.
    ///
    /// # Errors
    /// When the database fails.
    pub fn begin(&self) -> Result<(), StoreError> {
        self.run("BEGIN IMMEDIATE")
    }

    /// The stored text of a document, for whoever does not want to read it.
    ///
    /// # Errors
    /// When the database fails.
    pub fn document_text(&self, key: &DocumentKey) -> Result<Option<String>, StoreError> {
        self.maybe(sql::DOCUMENT, [key.to_string()], |row| row.get(1))
    }

    /// Takes the verdicts from the ledger that are older than `before`; who sent what stays for ever.
    ///
    /// # Errors
    /// When the database fails.
    pub fn forget_verdicts(&mut self, before: Instant) -> Result<usize, StoreError> {
        self.execute(sql::FORGET_VERDICTS, [before.timestamp_millis()])
    }

    /// Puts everything into the database's own file and empties the log beside it, in which older pages would lie on.
    /// Where somebody reads just then, it is for the next time. Not within a transaction.
    ///
    /// # Errors
    /// When the database fails.
    pub fn settle_log(file: &Path) -> Result<(), StoreError> {
        let connection = Connection::open(file).map_err(failed)?;
        prepare(&connection)?;
        SqliteStore::over(connection).run("PRAGMA wal_checkpoint(TRUNCATE)")
    }

    /// The views of shifts in a person's own feed.
    ///
    /// # Errors
    /// When the database fails.
    pub fn own_shifts(&self, person: PersonId) -> Result<Vec<String>, StoreError> {
        let own = Audience::Person(person).to_string();
        self.many(sql::SHIFTS_SHOWN, [own], |row| row.get(0))
    }

    /// The photographs that shifts name, by their addresses.
    ///
    /// # Errors
    /// When the database fails.
    pub fn photographs(&self) -> Result<BTreeSet<String>, StoreError> {
        let shifts: Vec<String> = self.many(sql::WITH_SHEETS, (), |row| row.get(0))?;
        let mut named = BTreeSet::new();
        for text in shifts {
            if let Document::Shift(shift) = serde_json::from_str(&text)? {
                named.extend(shift.sheets.into_iter().map(|sheet| sheet.photo));
            }
        }
        Ok(named)
    }

    /// The needs and shifts of which something is due at another moment than is stored: they were written under an older
    /// rule, or another profile. Each with its revision.
    ///
    /// # Errors
    /// When the database fails.
    pub fn due_otherwise(
        &self,
        profile: &Profile,
    ) -> Result<Vec<(DocumentKey, i64, Option<i64>)>, StoreError> {
        let rows: Vec<(i64, Option<i64>, String)> = self.many(sql::ENDING, (), |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?;
        let mut otherwise = Vec::new();
        for (revision, stored, body) in rows {
            let document: Document = serde_json::from_str(&body)?;
            let due = next_due(&document, profile).map(|due| due.timestamp_millis());
            if due != stored {
                otherwise.push((document.key(), revision, due));
            }
        }
        Ok(otherwise)
    }

    /// Stores when something is due of a document, where it is at that revision still.
    ///
    /// # Errors
    /// When the database fails.
    pub fn set_due(&mut self, of: &[(DocumentKey, i64, Option<i64>)]) -> Result<(), StoreError> {
        for (key, revision, due) in of {
            self.execute(sql::DUE_ANEW, (due, key.to_string(), revision))?;
        }
        Ok(())
    }

    /// Takes out sessions that are over.
    ///
    /// # Errors
    /// When the database fails.
    pub fn drop_expired_sessions(&mut self, now: Instant) -> Result<usize, StoreError> {
        self.execute(sql::DROP_EXPIRED, [now.timestamp_millis()])
    }

    pub(super) fn execute(
        &self,
        text: &str,
        params: impl rusqlite::Params,
    ) -> Result<usize, StoreError> {
        let mut statement = self.connection.prepare_cached(text).map_err(failed)?;
        // Some pragmas answer with a row, which `execute` would refuse.
        if statement.column_count() > 0 {
            let mut rows = statement.query(params).map_err(failed)?;
            while rows.next().map_err(failed)?.is_some() {}
            return Ok(0);
        }
        statement.execute(params).map_err(failed)
    }

    pub(super) fn one<T>(
        &self,
        text: &str,
        params: impl rusqlite::Params,
        read: impl FnOnce(&Row) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        let mut statement = self.connection.prepare_cached(text).map_err(failed)?;
        statement.query_row(params, read).map_err(failed)
    }

    pub(super) fn maybe<T>(
        &self,
        text: &str,
        params: impl rusqlite::Params,
        read: impl FnOnce(&Row) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, StoreError> {
        let mut statement = self.connection.prepare_cached(text).map_err(failed)?;
        statement.query_row(params, read).optional().map_err(failed)
    }

    pub(super) fn many<T>(
        &self,
        text: &str,
        params: impl rusqlite::Params,
        read: impl FnMut(&Row) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, StoreError> {
        let mut statement = self.connection.prepare_cached(text).map_err(failed)?;
        let rows = statement.query_map(params, read).map_err(failed)?;
        rows.collect::<Result<_, _>>().map_err(failed)
    }
}

/// What every connection is told first.
fn prepare(connection: &Connection) -> Result<(), StoreError> {
    if rusqlite::version_number() < SOUND_SQLITE {
        return Err(StoreError(format!(
            "SQLite {} may lose data, 3.51.3 is needed",
            rusqlite::version()
        )));
    }
    connection.set_prepared_statement_cache_capacity(64);
    connection
        .busy_timeout(Duration::from_secs(5))
        .map_err(failed)?;
    connection
        .execute_batch("PRAGMA cache_size = -16000; PRAGMA temp_store = MEMORY;")
        .map_err(failed)
}

/// A name for a history that begins now.
pub(super) fn new_epoch() -> String {
    uuid::Uuid::now_v7().simple().to_string()
}
