//! One connection as a home of the authority's loop.

use super::{cache::Cache, failed, migrations::migrate, sql};
use linli_domain::{
    Audience, CommandId, Document, DocumentKey, PersonId, place::PlaceCode, time::Instant,
};
use linli_sync::{
    FeedRow, FeedWrite, LedgerRow, Link, Reading, Store, StoreError, Stored, TransitionWrite,
    Writes, next_link,
};
use rusqlite::{Connection, OpenFlags, OptionalExtension, Row, ToSql};
use serde_json::value::RawValue;
use std::{path::Path, time::Duration};

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

/// Where a community's chain ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainHead {
    /// The community.
    pub desk: PlaceCode,
    /// How many links.
    pub length: u64,
    /// The hash of the last one.
    pub hash: String,
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
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
                 PRAGMA wal_autocheckpoint = 2000; PRAGMA journal_size_limit = 67108864;",
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
    pub fn with_cache(mut self) -> Self {
        self.cache = Cache::holding();
        self
    }

    /// Changes whenever another connection commits.
    pub(super) fn data_version(&self) -> Result<i64, StoreError> {
        self.one("PRAGMA data_version", (), |row| row.get(0))
    }

    /// Runs one statement without parameters, such as `BEGIN`.
    pub fn run(&self, statement: &str) -> Result<(), StoreError> {
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

    /// Where every community's chain ends.
    ///
    /// # Errors
    /// When the database fails.
    pub fn chain_heads(&mut self) -> Result<Vec<ChainHead>, StoreError> {
        let rows = self.many(sql::CHAINS, (), |row| {
            Ok((row.get::<_, String>(0)?, row.get(1)?, row.get(2)?))
        })?;
        rows.into_iter()
            .map(|(desk, length, hash)| {
                Ok(ChainHead {
                    desk: parsed(&desk)?,
                    length: unsigned(length),
                    hash,
                })
            })
            .collect()
    }

    /// Takes the verdicts from the ledger that are older than `before`; who sent what stays for ever.
    ///
    /// # Errors
    /// When the database fails.
    pub fn forget_verdicts(&mut self, before: Instant) -> Result<usize, StoreError> {
        self.execute(sql::FORGET_VERDICTS, [before.timestamp_millis()])
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

fn parsed<T: std::str::FromStr>(text: &str) -> Result<T, StoreError> {
    text.parse()
        .map_err(|_| StoreError(format!("a stored key cannot be read: {}", text.len())))
}

fn unsigned(n: i64) -> u64 {
    u64::try_from(n).unwrap_or(0)
}

fn signed(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn moment(millis: i64) -> Result<Instant, StoreError> {
    Instant::from_timestamp_millis(millis).ok_or_else(|| StoreError("a stored time".into()))
}

fn view(text: Option<String>) -> Result<Option<Box<RawValue>>, StoreError> {
    Ok(text.map(RawValue::from_string).transpose()?)
}

impl Reading for SqliteStore {
    async fn ledger(
        &mut self,
        person: PersonId,
        id: CommandId,
    ) -> Result<Option<LedgerRow>, StoreError> {
        let found = self.maybe(sql::LEDGER, (person.0.as_bytes(), id.0.as_bytes()), |row| {
            Ok((
                row.get(0)?,
                row.get::<_, i64>(1)?,
                row.get::<_, Option<String>>(2)?,
            ))
        })?;
        let Some((body_hash, at, verdict)) = found else {
            return Ok(None);
        };
        Ok(Some(LedgerRow {
            body_hash,
            at: moment(at)?,
            verdict: verdict
                .map(|text| serde_json::from_str(&text))
                .transpose()?,
        }))
    }

    async fn load(&mut self, keys: &[DocumentKey]) -> Result<Vec<Option<Stored>>, StoreError> {
        let mut found = Vec::with_capacity(keys.len());
        for key in keys {
            if let Some(stored) = self.cache.get(key) {
                found.push(Some(stored.clone()));
                continue;
            }
            let row = self.maybe(sql::DOCUMENT, [key.to_string()], |row| {
                let (revision, body) = (row.get(0)?, row.get_ref(1)?.as_str()?);
                let document = serde_json::from_str::<Document>(body);
                Ok((revision, document, body.len()))
            })?;
            let Some((revision, document, bytes)) = row else {
                found.push(None);
                continue;
            };
            let stored = Stored {
                revision,
                document: document?.into(),
            };
            self.cache.put(key, || stored.clone(), bytes);
            found.push(Some(stored));
        }
        Ok(found)
    }

    async fn rows(
        &mut self,
        wanted: &[(Audience, DocumentKey)],
    ) -> Result<Vec<FeedRow>, StoreError> {
        let mut rows = Vec::new();
        for (audience, key) in wanted {
            let found = self.maybe(
                sql::FEED_ROW,
                (audience.to_string(), key.to_string()),
                |row| Ok((row.get(0)?, row.get(1)?)),
            )?;
            if let Some((seq, text)) = found {
                rows.push(FeedRow {
                    audience: audience.clone(),
                    key: key.clone(),
                    seq: unsigned(seq),
                    view: view(text)?,
                });
            }
        }
        Ok(rows)
    }

    async fn scan(
        &mut self,
        audience: &Audience,
        after: u64,
        limit: usize,
    ) -> Result<Vec<FeedRow>, StoreError> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let params = (audience.to_string(), signed(after), limit);
        let found = self.many(sql::SCAN, params, |row| {
            Ok((row.get::<_, String>(0)?, row.get(1)?, row.get(2)?))
        })?;
        found
            .into_iter()
            .map(|(key, seq, text)| {
                Ok(FeedRow {
                    audience: audience.clone(),
                    key: parsed(&key)?,
                    seq: unsigned(seq),
                    view: view(text)?,
                })
            })
            .collect()
    }

    async fn head(&mut self, audience: &Audience) -> Result<u64, StoreError> {
        let head = self.maybe(sql::HEAD, [audience.to_string()], |row| row.get(0))?;
        Ok(head.map_or(0, unsigned))
    }

    async fn due(
        &mut self,
        now: Instant,
        limit: usize,
    ) -> Result<Vec<(DocumentKey, Instant)>, StoreError> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows = self.many(sql::DUE, (now.timestamp_millis(), limit), |row| {
            Ok((row.get::<_, String>(0)?, row.get(1)?))
        })?;
        rows.into_iter()
            .map(|(key, due)| Ok((parsed(&key)?, moment(due)?)))
            .collect()
    }

    async fn links(
        &mut self,
        desk: &PlaceCode,
        after: u64,
        limit: usize,
    ) -> Result<Vec<Link>, StoreError> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows = self.many(sql::LINKS, (desk.as_str(), signed(after), limit), |row| {
            let texts: (String, String, String) = (row.get(1)?, row.get(2)?, row.get(3)?);
            Ok((row.get::<_, String>(0)?, texts, row.get(4)?))
        })?;
        rows.into_iter()
            .map(|(key, (salt, body, digest), hash)| {
                let (desk, key) = (desk.clone(), parsed(&key)?);
                let transition = TransitionWrite {
                    desk,
                    key,
                    salt,
                    body,
                    digest,
                };
                Ok(Link { hash, transition })
            })
            .collect()
    }

    async fn epoch(&mut self) -> Result<String, StoreError> {
        self.one(sql::META, ["epoch"], |row| row.get(0))
    }
}

impl Store for SqliteStore {
    async fn commit(&mut self, writes: &Writes) -> Result<Vec<u64>, StoreError> {
        self.in_transaction(|store| {
            store.write_documents(writes)?;
            store.write_ledger(writes)?;
            store.write_links(writes)?;
            store.write_feeds(&writes.feeds)
        })
    }
}

impl SqliteStore {
    fn write_documents(&mut self, writes: &Writes) -> Result<(), StoreError> {
        for write in &writes.documents {
            let key = write.key.to_string();
            let due = write.due.map(|due| due.timestamp_millis());
            let schema = linli_domain::SCHEMA;
            let written = if write.replaces == 0 {
                self.execute(sql::NEW_DOCUMENT, (key, schema, due, &write.body))?
            } else {
                let replaces = write.replaces;
                self.execute(
                    sql::REPLACE_DOCUMENT,
                    (schema, due, &write.body, key, replaces),
                )?
            };
            if written != 1 {
                return Err(StoreError(format!(
                    "a {} is not at revision {}",
                    write.key.kind().name(),
                    write.replaces
                )));
            }
            let stored = || Stored {
                revision: write.replaces + 1,
                document: write.document.clone(),
            };
            self.cache.put(&write.key, stored, write.body.len());
        }
        Ok(())
    }

    fn write_ledger(&mut self, writes: &Writes) -> Result<(), StoreError> {
        let Some((person, id, row)) = &writes.ledger else {
            return Ok(());
        };
        let verdict = row
            .verdict
            .as_ref()
            .map(serde_json::to_string)
            .transpose()?;
        let params: [&dyn ToSql; 5] = [
            person.0.as_bytes(),
            id.0.as_bytes(),
            &row.body_hash,
            &row.at.timestamp_millis(),
            &verdict,
        ];
        self.execute(sql::WRITE_LEDGER, &params[..]).map(|_| ())
    }

    fn write_links(&mut self, writes: &Writes) -> Result<(), StoreError> {
        let mut desks: Vec<&PlaceCode> = writes.transitions.iter().map(|t| &t.desk).collect();
        desks.sort();
        desks.dedup();
        for desk in desks {
            let found = self.maybe(sql::CHAIN, [desk.as_str()], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
            let (mut length, mut hash): (i64, String) = found.unwrap_or_default();
            for t in writes.transitions.iter().filter(|t| t.desk == *desk) {
                length += 1;
                hash = next_link(&hash, &t.digest);
                let key = t.key.to_string();
                let link = (
                    desk.as_str(),
                    length,
                    key,
                    &t.salt,
                    &t.body,
                    &t.digest,
                    &hash,
                );
                self.execute(sql::WRITE_LINK, link)?;
            }
            self.execute(sql::WRITE_CHAIN, (desk.as_str(), length, &hash))?;
        }
        Ok(())
    }

    /// The feeds come ordered by audience, so counters are raised in that order, one statement each.
    fn write_feeds(&mut self, feeds: &[FeedWrite]) -> Result<Vec<u64>, StoreError> {
        let mut places = Vec::with_capacity(feeds.len());
        for rows in feeds.chunk_by(|a, b| a.audience == b.audience) {
            let Some(first) = rows.first() else { continue };
            let audience = first.audience.to_string();
            let many = i64::try_from(rows.len()).unwrap_or(i64::MAX);
            let head: i64 = self.one(sql::RAISE_HEAD, (&audience, many), |row| row.get(0))?;
            for (seq, row) in (head - many + 1..).zip(rows) {
                self.execute(
                    sql::WRITE_FEED,
                    (&audience, row.key.to_string(), seq, &row.view),
                )?;
                places.push(unsigned(seq));
            }
        }
        Ok(places)
    }
}
