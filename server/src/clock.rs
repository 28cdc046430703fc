//! The authority's clock: the one place that reads the time. Everything else is given it.

use linli_domain::time::Instant;
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

/// A clock. Clones show the same time. It shows whole milliseconds, as the stored formats do.
#[derive(Clone, Debug)]
pub struct Clock(Source);

#[derive(Clone, Debug)]
enum Source {
    /// The machine's clock.
    System,
    /// So many milliseconds ahead of the machine's clock.
    #[cfg(feature = "test-clock")]
    Moved(Arc<AtomicI64>),
    /// Stands still until it is moved: for tests in the same process.
    Still(Arc<AtomicI64>),
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Clock(Source::System)
    }

    /// The machine's clock, which tests may move over HTTP.
    #[cfg(feature = "test-clock")]
    pub fn movable() -> Self {
        Clock(Source::Moved(Arc::default()))
    }

    /// A clock that stands still.
    pub fn still_at(now: Instant) -> Self {
        Clock(Source::Still(Arc::new(AtomicI64::new(
            now.timestamp_millis(),
        ))))
    }

    /// The time.
    pub fn now(&self) -> Instant {
        let millis = match &self.0 {
            Source::System => system_millis(),
            #[cfg(feature = "test-clock")]
            Source::Moved(ahead) => system_millis() + ahead.load(Ordering::Relaxed),
            Source::Still(now) => now.load(Ordering::Relaxed),
        };
        Instant::from_timestamp_millis(millis).unwrap_or_default()
    }

    /// Moves a clock that stands still; another one is not moved.
    pub fn set(&self, to: Instant) {
        if let Source::Still(now) = &self.0 {
            now.store(to.timestamp_millis(), Ordering::Relaxed);
        }
    }

    /// Runs so many milliseconds ahead of the machine's clock from now on.
    #[cfg(feature = "test-clock")]
    pub fn run_ahead(&self, millis: i64) {
        match &self.0 {
            Source::Moved(ahead) => ahead.store(millis, Ordering::Relaxed),
            Source::Still(now) => now.store(system_millis() + millis, Ordering::Relaxed),
            Source::System => {}
        }
    }
}

fn system_millis() -> i64 {
    chrono::Utc::now().timestamp_millis()
}
