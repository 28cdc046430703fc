//! How often somebody may guess the password of one account: ten times in a quarter of an hour, whoever asks.

use linli_domain::time::{Instant, minutes};
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

const WINDOW_MINUTES: i64 = 15;
const TRIES: u32 = 10;
/// Accounts that are watched; beyond that the ones whose time is over are forgotten.
const WATCHED: usize = 10_000;

/// Wrong guesses by account.
#[derive(Default)]
pub struct Guesses(Mutex<HashMap<String, Wrong>>);

struct Wrong {
    since: Instant,
    tries: u32,
}

impl Wrong {
    fn until(&self) -> Instant {
        self.since + minutes(WINDOW_MINUTES)
    }
}

impl Guesses {
    /// Counts a guess before it is checked, so that many at once are counted too.
    ///
    /// # Errors
    /// After too many: the seconds until one may guess again.
    pub fn begin(&self, login: &str, now: Instant) -> Result<(), u64> {
        let mut watched = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if watched.len() >= WATCHED {
            watched.retain(|_, wrong| wrong.until() > now);
        }
        let fresh = || Wrong {
            since: now,
            tries: 0,
        };
        let wrong = watched.entry(login.to_owned()).or_insert_with(fresh);
        if wrong.until() <= now {
            *wrong = fresh();
        }
        if wrong.tries >= TRIES {
            let seconds = (wrong.until() - now).num_seconds().max(0);
            return Err(u64::try_from(seconds).unwrap_or(0) + 1);
        }
        wrong.tries += 1;
        Ok(())
    }

    /// The guess was right.
    pub fn right(&self, login: &str) {
        let mut watched = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        watched.remove(login);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_eleventh_wrong_guess_waits_a_quarter_of_an_hour() {
        let guesses = Guesses::default();
        let now = Instant::default();
        for _ in 0..10 {
            assert_eq!(guesses.begin("v1", now), Ok(()));
        }
        assert_eq!(guesses.begin("v1", now), Err(901));
        assert_eq!(guesses.begin("v2", now), Ok(()), "another account");
        assert_eq!(guesses.begin("v1", now + minutes(15)), Ok(()));
    }

    #[test]
    fn the_right_one_forgets_the_wrong_ones() {
        let guesses = Guesses::default();
        let now = Instant::default();
        for _ in 0..30 {
            assert_eq!(guesses.begin("v1", now), Ok(()));
            guesses.right("v1");
        }
    }
}
