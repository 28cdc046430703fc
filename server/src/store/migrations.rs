//! The schema, one step a release: a table that says which steps were taken, by name, and a loop.

use super::{failed, sql};
use linli_sync::StoreError;
use rusqlite::{Connection, TransactionBehavior};

/// Every step with its number, in order. Never change one that was released; add another.
const STEPS: [(i64, &str, &str); 4] = [
    (
        1,
        "first",
        include_str!("../../migrations/sqlite/0001_first.sql"),
    ),
    (
        2,
        "devices",
        include_str!("../../migrations/sqlite/0002_devices.sql"),
    ),
    (
        3,
        "history",
        include_str!("../../migrations/sqlite/0003_history.sql"),
    ),
    (
        4,
        "passkeys",
        include_str!("../../migrations/sqlite/0004_passkeys.sql"),
    ),
];

/// Takes the steps that this database has not taken, all or none, and names its history where it is new. Which ones are
/// missing is asked by number: one between two that were taken is made up for.
///
/// # Errors
/// When the database cannot be written, or was made by a newer release.
pub fn migrate(connection: &mut Connection, new_epoch: &str) -> Result<(), StoreError> {
    if missing(&taken(connection)?)?.is_empty() {
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
    // Another process may have been quicker; under the lock the steps are certain.
    let done = taken(&transaction)?;
    for (n, name, text) in missing(&done)? {
        transaction.execute_batch(text).map_err(failed)?;
        transaction
            .execute(
                "INSERT INTO migrations (n, name) VALUES ($1, $2)",
                (n, name),
            )
            .map_err(failed)?;
    }
    if done.is_empty() {
        transaction
            .execute(sql::WRITE_META, ("epoch", new_epoch))
            .map_err(failed)?;
    }
    transaction.commit().map_err(failed)
}

/// The steps that were not taken, in order.
fn missing(taken: &[i64]) -> Result<Vec<(i64, &'static str, &'static str)>, StoreError> {
    let known = |n: &i64| STEPS.iter().any(|(step, ..)| step == n);
    if !taken.iter().all(known) {
        return Err(StoreError(
            "the database was made by a newer release: use that, or restore a backup".into(),
        ));
    }
    let steps = STEPS.into_iter();
    Ok(steps.filter(|(n, ..)| !taken.contains(n)).collect())
}

/// The numbers of the steps that were taken.
fn taken(connection: &Connection) -> Result<Vec<i64>, StoreError> {
    let there: bool = connection
        .query_row(
            "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'migrations')",
            (),
            |row| row.get(0),
        )
        .map_err(failed)?;
    if !there {
        return Ok(Vec::new());
    }
    let mut statement = connection
        .prepare("SELECT n FROM migrations ORDER BY n")
        .map_err(failed)?;
    let rows = statement.query_map((), |row| row.get(0)).map_err(failed)?;
    rows.collect::<Result<_, _>>().map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::{migrate, taken};
    use rusqlite::Connection;

    #[test]
    fn a_step_that_was_left_out_is_made_up_for() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection, "first").unwrap();
        let all = taken(&connection).unwrap();
        connection
            .execute_batch("DROP INDEX transitions_by_key; DELETE FROM migrations WHERE n = 3")
            .unwrap();
        migrate(&mut connection, "second").unwrap();
        assert_eq!(taken(&connection).unwrap(), all);
        let epoch: String = connection
            .query_row("SELECT value FROM meta WHERE name = 'epoch'", (), |row| {
                row.get(0)
            })
            .unwrap();
        assert_eq!(epoch, "first", "the history keeps its name");
    }

    #[test]
    fn the_database_of_a_newer_release_is_left_alone() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection, "first").unwrap();
        connection
            .execute_batch("INSERT INTO migrations (n, name) VALUES (9999, 'from the future')")
            .unwrap();
        let refused = migrate(&mut connection, "second").unwrap_err();
        assert!(refused.0.contains("newer release"), "{refused}");
    }
}
