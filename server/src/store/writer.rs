//! The one thread that writes. Whatever has been asked for when it begins shares one transaction, so that one flush
//! to disk serves many; nothing is answered before that. When the database fails, the transaction is rolled back, the
//! connection opened anew, and each step tried once more in a transaction of its own: what failed with others may
//! succeed alone, and what cannot succeed harms nobody else.

use super::SqliteStore;
use linli_sync::StoreError;
use std::{
    fmt,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{
        Arc,
        mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};
use tokio::sync::oneshot;

/// At most so many jobs share a transaction.
const BATCH: usize = 256;
/// At most so many wait; who comes then is asked to come again.
const QUEUE: usize = 2048;
/// Whoever was answered by the last transaction and has more to send comes back at once, while the writer is busy with
/// those who came meanwhile: without a pause two groups take turns, each with a flush of its own. So, where a flush is
/// shared, the writer takes in who comes while it decides, and then waits for the rest: as long as each look at the
/// queue finds somebody, no longer than the last flush took, and at most so long.
const PATIENCE: Duration = Duration::from_millis(4);
/// A flush that is quicker than this is not worth a wait.
const QUICK: Duration = Duration::from_micros(300);
/// How long one look at the queue is from the next.
const LOOK: Duration = Duration::from_micros(150);
/// So often an idle writer looks whether another process has written.
const IDLE: Duration = Duration::from_secs(2);

/// Something to be written, in one step or several.
pub trait Job: Send {
    /// Does the next step inside the writer's transaction; tells whether another follows.
    ///
    /// # Errors
    /// When the store fails; the step then counts as not done.
    fn step(&mut self, store: &mut SqliteStore) -> Result<bool, StoreError>;
    /// All steps but the first `kept` were rolled back.
    fn rolled_back(&mut self, kept: usize);
    /// Everything is on disk, or will never be.
    fn answer(self: Box<Self>, result: Result<(), StoreError>);
}

/// Why something was not written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WriteError {
    /// Too many wait.
    Overloaded,
    /// The database failed.
    Failed(StoreError),
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WriteError::Overloaded => f.write_str("too many wait"),
            WriteError::Failed(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for WriteError {}

impl From<StoreError> for WriteError {
    fn from(error: StoreError) -> Self {
        WriteError::Failed(error)
    }
}

fn stopped() -> WriteError {
    WriteError::Failed(StoreError("the writer has stopped".into()))
}

/// Called on the writer's thread when another connection has written to the database.
pub type Outside = Box<dyn Fn() + Send>;

/// The writer's handle. The thread ends, after what waits, when the last one is dropped.
#[derive(Clone)]
pub struct Writer {
    jobs: SyncSender<Box<dyn Job>>,
    thread: Arc<Thread>,
}

struct Thread(Option<JoinHandle<()>>);

impl Writer {
    /// Opens the database, makes it ready, and starts the thread.
    ///
    /// # Errors
    /// When the database cannot be opened.
    pub fn start(file: &Path, outside: Outside) -> Result<Self, StoreError> {
        let store = open(file)?;
        let (jobs, queue) = sync_channel(QUEUE);
        let mut writing = Writing {
            file: file.to_owned(),
            version: store.data_version()?,
            store: Some(store),
            outside,
            expected: 0,
            flush: Duration::ZERO,
        };
        let thread = thread::Builder::new()
            .name("writer".into())
            .spawn(move || writing.run(&queue))
            .map_err(|error| StoreError(error.to_string()))?;
        Ok(Writer {
            jobs,
            thread: Arc::new(Thread(Some(thread))),
        })
    }

    /// Hands a job over. It is done whether or not anybody waits for its answer.
    ///
    /// # Errors
    /// When too many wait, or the writer has stopped; the job was then not begun.
    pub fn hand(&self, job: Box<dyn Job>) -> Result<(), WriteError> {
        self.jobs.try_send(job).map_err(|error| match error {
            TrySendError::Full(_) => WriteError::Overloaded,
            TrySendError::Disconnected(_) => stopped(),
        })
    }

    /// Does `work` in a transaction and answers once it is on disk. It may be run again where a transaction failed.
    ///
    /// # Errors
    /// When too many wait, or the database fails.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl FnMut(&mut SqliteStore) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, WriteError> {
        let (reply, answered) = oneshot::channel();
        let done = None;
        self.hand(Box::new(Once { work, done, reply }))?;
        Ok(answered.await.map_err(|_| stopped())??)
    }

    /// Waits until the thread has ended, if this is the last handle.
    pub fn stop(self) {
        let Writer { jobs, thread } = self;
        drop(jobs);
        if let Some(thread) = Arc::into_inner(thread).and_then(|mut thread| thread.0.take()) {
            // A panic of the writer has been said by then.
            thread.join().ok();
        }
    }
}

/// A job of one step.
struct Once<T, F> {
    work: F,
    done: Option<T>,
    reply: oneshot::Sender<Result<T, StoreError>>,
}

impl<T: Send, F> Job for Once<T, F>
where
    F: FnMut(&mut SqliteStore) -> Result<T, StoreError> + Send,
{
    fn step(&mut self, store: &mut SqliteStore) -> Result<bool, StoreError> {
        self.done = Some((self.work)(store)?);
        Ok(false)
    }

    fn rolled_back(&mut self, kept: usize) {
        if kept == 0 {
            self.done = None;
        }
    }

    fn answer(self: Box<Self>, result: Result<(), StoreError>) {
        let Once { done, reply, .. } = *self;
        let lost = || StoreError("nothing was done".into());
        // Nobody waits any more where the client has gone.
        let _ = reply.send(result.and_then(|()| done.ok_or_else(lost)));
    }
}

fn open(file: &Path) -> Result<SqliteStore, StoreError> {
    Ok(SqliteStore::open(file)?.with_cache())
}

/// Takes from the queue what is there, until there are so many.
fn drain(queue: &Receiver<Box<dyn Job>>, jobs: &mut Vec<Box<dyn Job>>, most: usize) {
    while jobs.len() < most
        && let Ok(job) = queue.try_recv()
    {
        jobs.push(job);
    }
}

/// What the thread holds.
struct Writing {
    file: PathBuf,
    store: Option<SqliteStore>,
    version: i64,
    outside: Outside,
    /// How many may come to the next transaction: those the last one answered, and those who waited then.
    expected: usize,
    /// How long the last flush took.
    flush: Duration,
}

impl Writing {
    fn run(&mut self, queue: &Receiver<Box<dyn Job>>) {
        let mut waiting = Vec::new();
        loop {
            if waiting.is_empty() {
                match queue.recv_timeout(IDLE) {
                    Ok(first) => waiting.push(first),
                    Err(RecvTimeoutError::Timeout) => {
                        // A failure shows itself to whoever writes next.
                        self.look_outside().ok();
                        continue;
                    }
                    Err(RecvTimeoutError::Disconnected) => return,
                }
            }
            waiting = self.batch(waiting, queue);
        }
    }

    /// One transaction for all who wait and who come meanwhile, or else one for each step. Gives who waits after it.
    fn batch(
        &mut self,
        mut jobs: Vec<Box<dyn Job>>,
        queue: &Receiver<Box<dyn Job>>,
    ) -> Vec<Box<dyn Job>> {
        let shared = self.flush >= QUICK && self.expected > 1;
        let expected = if shared { self.expected } else { 0 };
        let patience = self.flush.min(PATIENCE);
        drain(queue, &mut jobs, BATCH);
        let together = self.transaction(|store| {
            let mut stepped = 0;
            let mut until = None;
            loop {
                while let Some(job) = jobs.get_mut(stepped) {
                    while job.step(store)? {}
                    stepped += 1;
                    drain(queue, &mut jobs, expected);
                }
                let until = *until.get_or_insert_with(|| Instant::now() + patience);
                if jobs.len() >= expected || Instant::now() >= until {
                    return Ok(());
                }
                thread::sleep(LOOK);
                drain(queue, &mut jobs, expected);
                if jobs.len() == stepped {
                    return Ok(());
                }
            }
        });
        let mut waiting = Vec::new();
        drain(queue, &mut waiting, BATCH);
        self.expected = (jobs.len() + waiting.len()).min(BATCH);
        for mut job in jobs {
            let result = match together {
                Ok(()) => Ok(()),
                Err(_) => {
                    job.rolled_back(0);
                    self.alone(&mut *job)
                }
            };
            job.answer(result);
        }
        waiting
    }

    fn alone(&mut self, job: &mut dyn Job) -> Result<(), StoreError> {
        let mut kept = 0;
        loop {
            match self.transaction(|store| job.step(store)) {
                Ok(true) => kept += 1,
                Ok(false) => return Ok(()),
                Err(error) => {
                    job.rolled_back(kept);
                    return Err(error);
                }
            }
        }
    }

    /// All of `work` or nothing. After a failure, or a panic, the connection is not used again.
    fn transaction<T>(
        &mut self,
        work: impl FnOnce(&mut SqliteStore) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let answer = self.begin().and_then(|()| {
            let store = self.store()?;
            let done = catch_unwind(AssertUnwindSafe(|| work(store)))
                .unwrap_or_else(|_| Err(StoreError("a decision panicked".into())))?;
            let begun = Instant::now();
            store.run("COMMIT")?;
            self.flush = begun.elapsed();
            Ok(done)
        });
        if answer.is_err() {
            // Closing rolls back.
            self.store = None;
        }
        answer
    }

    fn begin(&mut self) -> Result<(), StoreError> {
        self.store()?.run("BEGIN IMMEDIATE")?;
        self.look_outside()
    }

    /// Forgets what is cached when another connection has written, and says so.
    fn look_outside(&mut self) -> Result<(), StoreError> {
        let known = self.version;
        let store = self.store()?;
        let version = store.data_version()?;
        if version != known {
            store.cache.clear();
            self.version = version;
            (self.outside)();
        }
        Ok(())
    }

    fn store(&mut self) -> Result<&mut SqliteStore, StoreError> {
        if self.store.is_none() {
            let store = open(&self.file)?;
            self.version = store.data_version()?;
            self.store = Some(store);
            // Nobody knows what was written meanwhile.
            (self.outside)();
        }
        self.store
            .as_mut()
            .ok_or_else(|| StoreError("the database is closed".into()))
    }
}
