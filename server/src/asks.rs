//! How often somebody without an account may ask for help: so many from one telephone number, from one address, and of
//! one community, in an hour or a day. What was refused counts for nothing. Whoever is over it is told to call the office,
//! whose number stands beside the code.

use crate::address::Address;
use chrono::TimeDelta;
use linli_domain::time::{Instant, hours};
use std::{
    collections::{HashMap, VecDeque},
    sync::{Mutex, MutexGuard, PoisonError},
};

/// Asks of one telephone number in a day.
const OF_A_NUMBER: usize = 3;
/// Asks from one address in an hour: nobody alone uses up a community's.
const FROM_AN_ADDRESS: usize = 5;
/// Asks of one community in an hour: a desk can call so many, and a flood is noticed.
const OF_A_COMMUNITY: usize = 30;
/// Keys that are watched; beyond that those whose time is over are forgotten, and then all.
const WATCHED: usize = 20_000;

/// Who asks, of whom.
#[derive(Clone, Copy)]
pub struct Ask<'a> {
    /// Of which community.
    pub community: &'a str,
    /// From which telephone number.
    pub phone: &'a str,
    /// From where, where that is known.
    pub address: Option<Address>,
}

/// When asks came, by key.
#[derive(Default)]
pub struct Asks(Mutex<Watched>);

type Watched = HashMap<Key, VecDeque<Instant>>;

#[derive(Clone, PartialEq, Eq, Hash)]
enum Key {
    Number(String),
    Address(Address),
    Community(String),
}

impl Ask<'_> {
    /// What it counts against, how often that may be, and in how long.
    fn limits(self) -> impl Iterator<Item = (Key, usize, TimeDelta)> {
        let digits = self.phone.chars().filter(char::is_ascii_digit).collect();
        let community = Key::Community(self.community.to_owned());
        let address = self.address.map(Key::Address);
        [
            Some((Key::Number(digits), OF_A_NUMBER, hours(24))),
            address.map(|key| (key, FROM_AN_ADDRESS, hours(1))),
            Some((community, OF_A_COMMUNITY, hours(1))),
        ]
        .into_iter()
        .flatten()
    }
}

impl Asks {
    /// Counts an ask before it is decided.
    ///
    /// # Errors
    /// After too many: the seconds until one may ask again.
    pub fn begin(&self, ask: Ask, now: Instant) -> Result<(), u64> {
        let mut watched = self.watched();
        if watched.len() >= WATCHED {
            watched.retain(|_, asks| asks.back().is_some_and(|last| now - *last < hours(24)));
            if watched.len() >= WATCHED {
                watched.clear();
            }
        }
        for (key, most, window) in ask.limits() {
            let Some(asks) = watched.get_mut(&key) else {
                continue;
            };
            while asks.front().is_some_and(|first| now - *first >= window) {
                asks.pop_front();
            }
            if let Some(first) = asks.front().filter(|_| asks.len() >= most) {
                let seconds = (*first + window - now).num_seconds().max(0);
                return Err(u64::try_from(seconds).unwrap_or(0) + 1);
            }
        }
        for (key, ..) in ask.limits() {
            watched.entry(key).or_default().push_back(now);
        }
        Ok(())
    }

    /// What was counted at that moment was not taken down: it counts for nothing.
    pub fn give_back(&self, ask: Ask, counted: Instant) {
        let mut watched = self.watched();
        for (key, ..) in ask.limits() {
            let Some(asks) = watched.get_mut(&key) else {
                continue;
            };
            if let Some(n) = asks.iter().rposition(|at| *at == counted) {
                asks.remove(n);
            }
        }
    }

    fn watched(&self) -> MutexGuard<'_, Watched> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask<'a>(community: &'a str, phone: &'a str) -> Ask<'a> {
        Ask {
            community,
            phone,
            address: None,
        }
    }

    #[test]
    fn a_number_asks_three_times_a_day_however_it_is_written() {
        let asks = Asks::default();
        let now = Instant::default();
        for phone in ["0411 8400", "0411-8400", "04118400"] {
            assert_eq!(asks.begin(ask("1", phone), now), Ok(()));
        }
        let another = asks.begin(ask("1", "04118401"), now);
        assert_eq!(another, Ok(()), "another number");
        let again = ask("1", "04118400");
        assert_eq!(asks.begin(again, now), Err(24 * 3600 + 1));
        assert_eq!(asks.begin(again, now + hours(24)), Ok(()));
    }

    #[test]
    fn a_community_is_asked_thirty_times_an_hour() {
        let asks = Asks::default();
        let now = Instant::default();
        for n in 0..OF_A_COMMUNITY {
            assert_eq!(asks.begin(ask("1", &n.to_string()), now), Ok(()));
        }
        assert_eq!(asks.begin(ask("1", "999"), now), Err(3601));
        let another = asks.begin(ask("2", "999"), now);
        assert_eq!(another, Ok(()), "another community");
        assert_eq!(asks.begin(ask("1", "999"), now + hours(1)), Ok(()));
    }

    #[test]
    fn from_one_address_come_five_an_hour_and_what_was_refused_is_none_of_them() {
        let asks = Asks::default();
        let now = Instant::default();
        let from = |address: &str, n: usize, give_back: bool| {
            let phone = n.to_string();
            let ask = Ask {
                address: Some(Address::of(address.parse().unwrap())),
                ..ask("1", &phone)
            };
            let counted = asks.begin(ask, now);
            if give_back {
                asks.give_back(ask, now);
            }
            counted
        };
        for n in 0..100 {
            assert_eq!(from("198.51.100.1", 1, true), Ok(()), "{n}");
        }
        for n in 0..FROM_AN_ADDRESS {
            assert_eq!(from("198.51.100.1", n, false), Ok(()));
        }
        assert_eq!(from("198.51.100.1", 99, false), Err(3601));
        assert_eq!(from("198.51.100.2", 99, false), Ok(()), "another address");
    }
}
