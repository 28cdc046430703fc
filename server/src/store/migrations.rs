//! The schema, one step a release: a table that says which steps were taken, and a loop.

use super::{failed, sql};
use linli_sync::StoreError;
use rusqlite::{Connection, TransactionBehavior};

/// Every step, in order. Never change one that was released; add another.
const STEPS: [(&str, &str); 2] = [
    (
        "first",
        include_str!("../../migrations/sqlite/0001_first.sql"),
    ),
    (
        "devices",
        include_str!("../../migrations/sqlite/0002_devices.sql"),
    ),
];

/// Takes the steps that this database has not taken, all or none, and names its history where it is new.
///
/// # Errors
/// When the database cannot be written, or was made by a newer release.
pub fn migrate(connection: &mut Connection, new_epoch: &str) -> Result<(), StoreError> {
    if taken(connection)? == STEPS.len() {
        return Ok(());
    }
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(failed)?;
    transaction
        .execute_batch(
            "CREATE TABLE IF NOT EXISTS migrations (n BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL)",
        )
        .map_err(failed)?;
    // Another process may have been quicker; under the lock the number is certain.
    let done = taken(&transaction)?;
    if done > STEPS.len() {
        return Err(StoreError(
            "the database was made by a newer release: use that, or restore a backup".into(),
        ));
    }
    for (n, (name, text)) in STEPS.iter().enumerate().skip(done) {
        transaction.execute_batch(text).map_err(failed)?;
        transaction
            .execute(
                "INSERT INTO migrations (n, name) VALUES ($1, $2)",
                (n as i64 + 1, name),
            )
            .map_err(failed)?;
    }
    if done == 0 {
        transaction
            .execute(sql::WRITE_META, ("epoch", new_epoch))
            .map_err(failed)?;
    }
    transaction.commit().map_err(failed)
}

fn taken(connection: &Connection) -> Result<usize, StoreError> {
    let there: bool = connection
        .query_row(
            "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'migrations')",
            (),
            |row| row.get(0),
        )
        .map_err(failed)?;
    if !there {
        return Ok(0);
    }
    let n: i64 = connection
        .query_row("SELECT COUNT(*) FROM migrations", (), |row| row.get(0))
        .map_err(failed)?;
    Ok(usize::try_from(n).unwrap_or(0))
}
