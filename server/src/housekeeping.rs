//! What a server does once a day beside serving: what must not be kept any longer goes.

use crate::{
    server::Server,
    store::{SqliteStore, WriteError, database_file, erased_file, keep_erased},
};
use linli_domain::time::hours;
use linli_sync::StoreError;
use std::time::Duration;

/// How long verdicts are kept.
const VERDICT_DAYS: i64 = 400;
/// How long a photograph waits for a shift that names it: the command may still be in a telephone's queue.
const PHOTO_WAITS: Duration = Duration::from_secs(30 * 24 * 60 * 60);

impl Server {
    /// Forgets old verdicts, sessions that are over, and photographs that no shift names; sees to what is due by today's
    /// rules of what was written before them; writes down who was erased, and leaves nothing of them in the database's log.
    ///
    /// # Errors
    /// When the database or the data folder fails.
    pub async fn tidy_up(&self) -> Result<(), WriteError> {
        let now = self.desk.clock.now();
        let before = now - hours(24 * VERDICT_DAYS);
        let (erased, named) = self
            .desk
            .writer
            .write(move |store| {
                store.forget_verdicts(before)?;
                store.drop_expired_sessions(now)?;
                Ok((store.erased()?, store.photographs()?))
            })
            .await?;
        let profile = self.desk.profile.clone();
        let otherwise = self
            .readers
            .look(move |store| store.due_otherwise(&profile))
            .await?;
        self.desk
            .writer
            .write(move |store| store.set_due(&otherwise))
            .await?;
        let file = erased_file(&self.data);
        keep_erased(&file, &erased).map_err(failed)?;
        self.photos
            .drop_unnamed(&named, PHOTO_WAITS)
            .map_err(failed)?;
        SqliteStore::settle_log(&database_file(&self.data)).map_err(WriteError::Failed)
    }
}

fn failed(error: std::io::Error) -> WriteError {
    WriteError::Failed(StoreError(error.to_string()))
}
