//! A few threads that read, each with a connection of its own. A reader never waits for the writer, nor the other
//! way round.

use super::{Factors, SqliteStore, at_once};
use linli_domain::{Document, DocumentKey, PersonId};
use linli_sync::{Reading, StoreError};
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{Receiver, Sender, channel},
    },
    thread,
};
use tokio::sync::oneshot;

type Look = Box<dyn FnOnce(&mut SqliteStore) + Send>;

/// The readers of one database.
#[derive(Clone)]
pub struct Readers {
    looks: Sender<Look>,
}

impl Readers {
    /// Starts `count` readers. They end when the last handle is dropped.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn start(file: &Path, count: usize) -> Result<Self, StoreError> {
        let (looks, queue) = channel();
        let queue = Arc::new(Mutex::new(queue));
        for n in 0..count {
            let store = SqliteStore::open_to_read(file)?;
            let (file, queue) = (file.to_owned(), Arc::clone(&queue));
            thread::Builder::new()
                .name(format!("reader-{n}"))
                .spawn(move || read(store, &file, &queue))
                .map_err(|error| StoreError(error.to_string()))?;
        }
        Ok(Readers { looks })
    }

    /// A document, where it is there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn document(&self, key: DocumentKey) -> Result<Option<Document>, StoreError> {
        let look = self.look(move |store| at_once(store.load(&[key])));
        let found = look.await?.into_iter().next().flatten();
        Ok(found.map(|stored| (*stored.document).clone()))
    }

    /// What a person signs in with.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn factors(&self, person: PersonId) -> Result<Factors, StoreError> {
        self.look(move |store| store.factors(person)).await
    }

    /// Looks something up: everything that `look` reads is of one moment. What nobody waits for any more, when its turn
    /// comes, is not looked up.
    ///
    /// # Errors
    /// What `look` answers, or when the database fails.
    pub async fn look<T: Send + 'static>(
        &self,
        look: impl FnOnce(&mut SqliteStore) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (answer, answered) = oneshot::channel();
        let look = Box::new(move |store: &mut SqliteStore| {
            if answer.is_closed() {
                return;
            }
            let found = store.run("BEGIN").and_then(|()| look(store));
            // Nobody waits any more where the client has gone.
            let _ = answer.send(found);
        });
        let stopped = || StoreError("the readers have stopped".into());
        self.looks.send(look).map_err(|_| stopped())?;
        answered.await.unwrap_or_else(|_| Err(stopped()))
    }
}

fn read(mut store: SqliteStore, file: &Path, queue: &Mutex<Receiver<Look>>) {
    loop {
        let next = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(look) = next else { return };
        let looked = catch_unwind(AssertUnwindSafe(|| look(&mut store)));
        let ended = store.connection.is_autocommit() || store.run("ROLLBACK").is_ok();
        if looked.is_err() || !ended {
            match SqliteStore::open_to_read(file) {
                Ok(again) => store = again,
                Err(_) => continue,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[tokio::test]
    async fn what_nobody_waits_for_any_more_is_not_looked_up() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("linli.sqlite");
        SqliteStore::open(&file).unwrap();
        let readers = Readers::start(&file, 1).unwrap();
        let (go, gone) = channel::<()>();
        let mut held = Box::pin(readers.look(move |_| Ok(gone.recv().is_ok())));
        assert!(held.as_mut().now_or_never().is_none(), "the reader waits");
        let looked = Arc::new(AtomicUsize::new(0));
        let counts = |by: usize| {
            let looked = Arc::clone(&looked);
            move |_: &mut SqliteStore| Ok(looked.fetch_add(by, Ordering::Relaxed))
        };
        for _ in 0..100 {
            // Asked for, and left.
            assert!(readers.look(counts(1)).now_or_never().is_none());
        }
        go.send(()).unwrap();
        assert!(held.await.unwrap());
        assert_eq!(readers.look(counts(0)).await.unwrap(), 0);
    }
}
