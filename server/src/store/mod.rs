//! The embedded database: SQLite in WAL mode with `synchronous=FULL`. One thread writes, in batches that share a
//! flush ([`writer`]); a few read ([`readers`]). The rules stand in `domain`, the loop in `sync`; here is only where
//! things are kept.

mod accounts;
mod backup;
mod cache;
mod chains;
mod erased;
mod erasing;
mod factors;
mod migrations;
mod readers;
mod reading;
mod sessions;
mod sql;
mod sqlite;
mod writer;
mod writing;

pub use accounts::{Account, login_form};
pub use backup::{Again, back_up, restore};
pub use chains::Walked;
pub use erased::{erased_file, keep_erased, read_erased};
pub use factors::{Factors, PASSKEYS, PasskeyShown};
pub use readers::Readers;
pub use sessions::{Closed, DEVICES, Opened, Rests, Session, SignedBy, SignedIn};
pub use sqlite::SqliteStore;
pub use writer::{Job, WriteError, Writer};

use linli_sync::StoreError;
use std::{
    fs,
    future::Future,
    io,
    path::{Path, PathBuf},
    pin::pin,
    task::{Context, Poll, Waker},
};

/// The database's file in a data folder.
pub fn database_file(data: &Path) -> PathBuf {
    data.join("linli.sqlite")
}

/// Makes a data folder that nobody else on the machine can read.
///
/// # Errors
/// When it cannot be made.
pub fn make_folder(data: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(data)
}

/// A database's error as the loop knows it. SQLite names tables and columns, never values.
pub(crate) fn failed(error: rusqlite::Error) -> StoreError {
    StoreError(error.to_string())
}

/// Runs the loop over a store that never waits.
///
/// # Errors
/// What the loop answers; also, if it were to wait, which SQLite on its own thread never does.
pub fn at_once<T>(future: impl Future<Output = Result<T, StoreError>>) -> Result<T, StoreError> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(answer) => answer,
        Poll::Pending => Err(StoreError("the store waited".into())),
    }
}
