//! How often something may be done: so many times at once, and then so many an hour, evenly spread. In any hour that
//! is at most the sum of both.
//!
//! For each key one number is kept, the moment at which all of it is available again (GCRA, as in ATM networks). What
//! is available in full is forgotten, and no more than 100,000 keys are held.

use linli_domain::time::Instant;
use std::{
    collections::{HashMap, hash_map::RandomState},
    fmt,
    hash::{BuildHasher, Hash},
    str::FromStr,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// So many keys are held. Beyond it those are forgotten that have been used the least: whoever comes with many keys
/// pushes out their own.
const HELD: usize = 100_000;
const HOUR: i64 = 3_600_000_000;
/// No rate is higher, at once or an hour.
const MOST: u32 = 100_000_000;

/// A rate. Written `10,30`: ten at once, and thirty an hour; or `off`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// So many at once.
    pub at_once: u32,
    /// So many an hour come back; 0 for no limit at all.
    pub an_hour: u32,
}

impl Rate {
    /// A rate.
    pub const fn of(at_once: u32, an_hour: u32) -> Self {
        Rate { at_once, an_hour }
    }

    /// The most in any hour; none where there is no limit.
    pub fn in_any_hour(self) -> Option<u32> {
        (self.an_hour > 0).then(|| self.at_once.saturating_add(self.an_hour))
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.an_hour {
            0 => f.write_str("off"),
            an_hour => write!(f, "{},{an_hour}", self.at_once),
        }
    }
}

impl FromStr for Rate {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "off" {
            return Ok(Rate::of(0, 0));
        }
        let parts = text.split_once(',');
        let read = |part: &str| part.trim().parse().ok().filter(|n| (1..=MOST).contains(n));
        let rate = parts.and_then(|(at_once, an_hour)| Some((read(at_once)?, read(an_hour)?)));
        let (at_once, an_hour) = rate.ok_or("two numbers like 10,30 (at once, an hour), or off")?;
        Ok(Rate { at_once, an_hour })
    }
}

/// What each key has used of one rate.
pub struct Buckets {
    rate: Rate,
    /// In microseconds: when all is available again.
    full: Mutex<HashMap<u64, i64>>,
    /// Keys are held hashed, with a secret: a long name takes no more room, and nobody can aim at another's.
    hasher: RandomState,
}

impl Buckets {
    /// Nothing is used.
    pub fn new(rate: Rate) -> Self {
        Buckets {
            rate,
            full: Mutex::default(),
            hasher: RandomState::new(),
        }
    }

    /// Uses one.
    ///
    /// # Errors
    /// When none is available: the seconds until one is.
    pub fn take(&self, key: &impl Hash, now: Instant) -> Result<(), u64> {
        self.wait(key, now)?;
        self.charge(key, 1, now);
        Ok(())
    }

    /// Whether one is available.
    ///
    /// # Errors
    /// When none is: the seconds until one is.
    pub fn wait(&self, key: &impl Hash, now: Instant) -> Result<(), u64> {
        let Some(each) = self.each() else {
            return Ok(());
        };
        let (now, most) = (now.timestamp_micros(), self.most(each));
        let mut all = self.full();
        let Some(full) = all.get_mut(&self.hasher.hash_one(key)) else {
            return Ok(());
        };
        // A clock that was set back shuts nobody out for longer than an empty bucket does.
        *full = (*full).min(now.saturating_add(most));
        match u64::try_from(*full - now + each - most) {
            Ok(over) if over > 0 => Err(over.div_ceil(1_000_000)),
            _ => Ok(()),
        }
    }

    /// Uses so many, or as many as there are.
    pub fn charge(&self, key: &impl Hash, count: u32, now: Instant) {
        let Some(each) = self.each() else { return };
        let (now, most) = (now.timestamp_micros(), self.most(each));
        let mut all = self.full();
        make_room(&mut all, now);
        let full = all.entry(self.hasher.hash_one(key)).or_insert(now);
        let used = (*full).max(now) + each.saturating_mul(count.into());
        *full = used.min(now.saturating_add(most));
    }

    /// Gives one back that turned out not to count.
    pub fn give_back(&self, key: &impl Hash) {
        let Some(each) = self.each() else { return };
        if let Some(full) = self.full().get_mut(&self.hasher.hash_one(key)) {
            *full -= each;
        }
    }

    /// How many keys are held.
    pub fn held(&self) -> usize {
        self.full().len()
    }

    fn full(&self) -> MutexGuard<'_, HashMap<u64, i64>> {
        self.full.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Microseconds in which one comes back.
    fn each(&self) -> Option<i64> {
        (self.rate.an_hour > 0).then(|| HOUR / i64::from(self.rate.an_hour))
    }

    fn most(&self, each: i64) -> i64 {
        each.saturating_mul(self.rate.at_once.into())
    }
}

fn make_room(all: &mut HashMap<u64, i64>, now: i64) {
    if all.len() < HELD {
        return;
    }
    all.retain(|_, full| *full > now);
    if all.len() > HELD / 2 {
        let mut moments: Vec<i64> = all.values().copied().collect();
        let half = moments.len() / 2;
        let (_, middle, _) = moments.select_nth_unstable(half);
        let middle = *middle;
        all.retain(|_, full| *full > middle);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use linli_domain::time::minutes;

    #[test]
    fn so_many_at_once_and_then_one_after_the_other() {
        let buckets = Buckets::new(Rate::of(3, 60));
        let now = Instant::default();
        for _ in 0..3 {
            assert_eq!(buckets.take(&"a", now), Ok(()));
        }
        assert_eq!(buckets.take(&"a", now), Err(60));
        assert_eq!(buckets.take(&"b", now), Ok(()), "another key");
        assert_eq!(buckets.take(&"a", now + minutes(1)), Ok(()));
        assert_eq!(buckets.take(&"a", now + minutes(1)), Err(60));
    }

    #[test]
    fn what_is_given_back_was_not_used() {
        let buckets = Buckets::new(Rate::of(2, 60));
        let now = Instant::default();
        for _ in 0..100 {
            assert_eq!(buckets.take(&"a", now), Ok(()));
            buckets.give_back(&"a");
        }
    }

    #[test]
    fn a_clock_that_was_set_back_shuts_nobody_out() {
        let buckets = Buckets::new(Rate::of(2, 60));
        let tomorrow = Instant::default() + minutes(24 * 60);
        for _ in 0..2 {
            assert_eq!(buckets.take(&"a", tomorrow), Ok(()));
        }
        let now = Instant::default();
        assert_eq!(buckets.take(&"a", now), Err(60));
        assert_eq!(buckets.take(&"a", now + minutes(1)), Ok(()));
    }

    #[test]
    fn a_flood_of_keys_takes_no_more_room_and_frees_nobody_who_is_held() {
        let buckets = Buckets::new(Rate::of(10, 30));
        let now = Instant::default();
        for _ in 0..10 {
            assert_eq!(buckets.take(&"held", now), Ok(()));
        }
        for n in 0..3 * HELD {
            assert_eq!(buckets.take(&n, now), Ok(()));
            assert!(buckets.held() <= HELD);
        }
        assert!(buckets.take(&"held", now).is_err());
    }

    #[test]
    fn a_rate_is_read_as_it_is_written() {
        for text in ["10,30", "1,1", "off"] {
            assert_eq!(text.parse::<Rate>().unwrap().to_string(), text);
        }
        for text in ["", "10", "0,5", "5,0", "-1,3", "1,2,3", "none"] {
            assert!(text.parse::<Rate>().is_err(), "{text}");
        }
    }
}
