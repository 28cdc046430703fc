//! Copies of the database while it is in use, and back again, both through SQLite's backup API: a copy is one moment
//! of the database, and a restore is one transaction.

use super::{
    SqliteStore, database_file, failed, make_folder, migrations::migrate, sql, sqlite::new_epoch,
};
use linli_domain::{PersonId, Profile, time::Instant};
use linli_sync::StoreError;
use rusqlite::{
    Connection, OpenFlags,
    backup::{Backup, StepResult},
};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

/// Writes a copy of the database of a data folder to a new file. Whoever serves goes on.
///
/// # Errors
/// When there is no database, the file exists already or cannot be written, or the copy is not sound.
pub fn back_up(data: &Path, to: &Path) -> Result<(), StoreError> {
    if to.exists() {
        return Err(StoreError("that file exists already".into()));
    }
    let source = SqliteStore::open_to_read(&database_file(data))?;
    let unfinished = beside(to, "unfinished");
    fs::remove_file(&unfinished).ok();
    {
        let mut copy = Connection::open(&unfinished).map_err(failed)?;
        copy_all(&source.connection, &mut copy)?;
        migrate(&mut copy, &new_epoch())?;
        // One file, that may be carried elsewhere.
        copy.execute_batch(
            "PRAGMA journal_mode = DELETE; DELETE FROM sessions; DELETE FROM devices;",
        )
        .map_err(failed)?;
        check(&copy)?;
    }
    fs::rename(&unfinished, to).map_err(|error| StoreError(error.to_string()))
}

/// Who must stay erased when an older copy comes back: beside these, whoever was erased in the database that it replaces.
#[derive(Clone, Debug)]
pub struct Again<'a> {
    /// From lists that were kept.
    pub erased: BTreeSet<PersonId>,
    /// The community's limits.
    pub profile: &'a Profile,
    /// The time.
    pub now: Instant,
}

/// Puts a copy in place of the database of a data folder, in one transaction, whether or not somebody serves it. The
/// history gets a new name, so that every device drops what it holds and pulls anew. Who is signed in stays so, where
/// the copy knows their account. Whoever was erased since the copy was taken is erased in it before anybody sees it;
/// tells how many they were.
///
/// # Errors
/// When the file is no sound copy or the database cannot be written; it is then as it was.
pub fn restore(data: &Path, from: &Path, again: &Again<'_>) -> Result<usize, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
    let source = Connection::open_with_flags(from, flags).map_err(failed)?;
    check(&source)?;
    make_folder(data).map_err(|error| StoreError(error.to_string()))?;
    let live = database_file(data);
    // The live database is made where it is missing, so that there is always something to put it in place of.
    let mut target = SqliteStore::open(&live)?;
    let staged = beside(&live, "restore");
    remove_database(&staged);
    let mut erased = again.erased.clone();
    erased.extend(target.erased()?);
    let answer = stage(&source, &staged, &live).and_then(|()| {
        let mut copy = SqliteStore::open(&staged)?;
        let done = copy.erase_again(&erased, again.profile, again.now)?;
        copy.run("PRAGMA journal_mode = DELETE")?;
        copy_all(&copy.connection, &mut target.connection)?;
        Ok(done)
    });
    remove_database(&staged);
    answer
}

/// A copy that is ready to be put in place.
fn stage(source: &Connection, staged: &Path, live: &Path) -> Result<(), StoreError> {
    let mut copy = Connection::open(staged).map_err(failed)?;
    copy_all(source, &mut copy)?;
    let epoch = new_epoch();
    migrate(&mut copy, &epoch)?;
    copy.execute(sql::WRITE_META, ("epoch", &epoch))
        .map_err(failed)?;
    let live = live.to_string_lossy();
    copy.execute("ATTACH DATABASE $1 AS live", [&*live])
        .map_err(failed)?;
    // An older release's sessions do not say how they were begun.
    let tells: bool = copy
        .query_row(
            "SELECT EXISTS (SELECT 1 FROM pragma_table_info('sessions', 'live') WHERE name = 'enrols')",
            (),
            |row| row.get(0),
        )
        .map_err(failed)?;
    let (columns, whole) = match tells {
        true => (", signed_by, proved, enrols", "AND NOT enrols"),
        false => ("", ""),
    };
    let there = "lower(hex(person)) IN (SELECT replace(substr(key, 8), '-', '') FROM documents \
         WHERE key >= 'person/' AND key < 'person0')";
    copy.execute_batch(&format!(
        "BEGIN; DELETE FROM sessions; DELETE FROM devices; \
         INSERT INTO sessions (token, person, opened, expires, id, device, used, known{columns}) \
         SELECT token, person, opened, expires, id, device, used, known{columns} FROM live.sessions \
         WHERE {there} {whole}; \
         INSERT INTO devices (token, person, seen) SELECT token, person, seen FROM live.devices \
         WHERE {there}; \
         COMMIT; DETACH DATABASE live; PRAGMA journal_mode = DELETE;",
    ))
    .map_err(failed)
}

/// Copies every page in one step. Waits while somebody else writes.
fn copy_all(from: &Connection, to: &mut Connection) -> Result<(), StoreError> {
    let backup = Backup::new(from, to).map_err(failed)?;
    for _ in 0..600 {
        match backup.step(-1).map_err(failed)? {
            StepResult::Done => return Ok(()),
            _ => thread::sleep(Duration::from_millis(50)),
        }
    }
    Err(StoreError("the database was busy for too long".into()))
}

/// Refuses what is no sound database of ours.
fn check(connection: &Connection) -> Result<(), StoreError> {
    let sound: String = connection
        .query_row("PRAGMA quick_check(1)", (), |row| row.get(0))
        .map_err(failed)?;
    let ours: bool = connection
        .query_row(
            "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'migrations')",
            (),
            |row| row.get(0),
        )
        .map_err(failed)?;
    match (sound.as_str(), ours) {
        ("ok", true) => Ok(()),
        ("ok", false) => Err(StoreError("that is no database of Linli's".into())),
        _ => Err(StoreError("the copy is damaged".into())),
    }
}

fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(ending);
    file.with_file_name(name)
}

fn remove_database(file: &Path) {
    for ending in ["", "-wal", "-shm", "-journal"] {
        let mut name = file.as_os_str().to_owned();
        name.push(ending);
        fs::remove_file(PathBuf::from(name)).ok();
    }
}
