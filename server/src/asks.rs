//! How often somebody without an account may ask for help: so many from one telephone number, and so many of one
//! community, in an hour and in a day. Whoever is over it is told to call the office, whose number stands beside the code.

use linli_domain::time::{Instant, hours};
use std::{
    collections::{HashMap, VecDeque},
    sync::{Mutex, PoisonError},
};

/// Asks of one telephone number in a day.
const OF_A_NUMBER: usize = 3;
/// Asks of one community in an hour: a desk can call so many, and a flood is noticed.
const OF_A_COMMUNITY: usize = 30;
/// Keys that are watched; beyond that those whose time is over are forgotten, and then all.
const WATCHED: usize = 20_000;

/// When asks came, by key.
#[derive(Default)]
pub struct Asks(Mutex<HashMap<String, VecDeque<Instant>>>);

impl Asks {
    /// Counts an ask for a community from a telephone number.
    ///
    /// # Errors
    /// After too many: the seconds until one may ask again.
    pub fn begin(&self, community: &str, phone: &str, now: Instant) -> Result<(), u64> {
        let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
        let limits = [
            (format!("number {digits}"), OF_A_NUMBER, hours(24)),
            (format!("community {community}"), OF_A_COMMUNITY, hours(1)),
        ];
        let mut watched = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if watched.len() >= WATCHED {
            watched.retain(|_, asks| asks.back().is_some_and(|last| now - *last < hours(24)));
            if watched.len() >= WATCHED {
                watched.clear();
            }
        }
        for (key, most, window) in &limits {
            let asks = watched.entry(key.clone()).or_default();
            while asks.front().is_some_and(|first| now - *first >= *window) {
                asks.pop_front();
            }
            if let Some(first) = asks.front().filter(|_| asks.len() >= *most) {
                let seconds = (*first + *window - now).num_seconds().max(0);
                return Err(u64::try_from(seconds).unwrap_or(0) + 1);
            }
        }
        for (key, ..) in limits {
            watched.entry(key).or_default().push_back(now);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_asks_three_times_a_day_however_it_is_written() {
        let asks = Asks::default();
        let now = Instant::default();
        for phone in ["0411 8400", "0411-8400", "04118400"] {
            assert_eq!(asks.begin("1", phone, now), Ok(()));
        }
        assert_eq!(asks.begin("1", "04118400", now), Err(24 * 3600 + 1));
        assert_eq!(asks.begin("1", "04118401", now), Ok(()), "another number");
        assert_eq!(asks.begin("1", "04118400", now + hours(24)), Ok(()));
    }

    #[test]
    fn a_community_is_asked_thirty_times_an_hour() {
        let asks = Asks::default();
        let now = Instant::default();
        for n in 0..OF_A_COMMUNITY {
            assert_eq!(asks.begin("1", &n.to_string(), now), Ok(()));
        }
        assert_eq!(asks.begin("1", "999", now), Err(3601));
        assert_eq!(asks.begin("2", "999", now), Ok(()), "another community");
        assert_eq!(asks.begin("1", "999", now + hours(1)), Ok(()));
    }
}
