//! How often somebody may guess a password: few enough that guessing is no use, and so that a stranger shuts nobody
//! out (docs/adr/0016).
//!
//! A device on which the person has signed in before has guesses of its own, which nobody else can use up. All others
//! share the account's, and from one address comes only a part of them. A guess counts when it begins, so that many at
//! once count too; one that was right counts for nothing.

use crate::{address::Address, door::Limits, rates::Buckets, sessions::Hashed};
use linli_domain::{PersonId, time::Instant};

/// Whose password is guessed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Account {
    /// Somebody's.
    Of(PersonId),
    /// Nobody's; it is counted alike, so that nobody learns which accounts there are.
    Unknown(String),
}

/// A guess.
#[derive(Clone, Debug)]
pub struct Guess {
    /// Whose password.
    pub account: Account,
    /// The device, where the account's person has signed in on it before.
    pub device: Option<Hashed>,
    /// From where, where that is known.
    pub address: Option<Address>,
}

/// Against whom a guess counts that names no account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Counted {
    /// A device that is known to somebody.
    OfDevice(Hashed),
    /// An address.
    OfAddress(Address),
    /// Where nothing is known of it, nobody.
    OfNobody,
}

/// Guesses by device, account and address.
pub struct Guesses {
    device: Buckets,
    account: Buckets,
    pair: Buckets,
    address: Buckets,
}

impl Guesses {
    /// Nobody has guessed yet.
    pub fn new(limits: &Limits) -> Self {
        Guesses {
            device: Buckets::new(limits.device_guesses),
            account: Buckets::new(limits.account_guesses),
            pair: Buckets::new(limits.pair_guesses),
            address: Buckets::new(limits.address_guesses),
        }
    }

    /// Counts a guess before it is checked.
    ///
    /// # Errors
    /// After too many: the seconds until one may guess again.
    pub fn begin(&self, guess: &Guess, now: Instant) -> Result<(), u64> {
        let Guess {
            account, address, ..
        } = guess;
        if let Some(device) = guess.device {
            return self.device.take(&(device, account), now);
        }
        let mut waits = vec![self.account.wait(account, now)];
        if let Some(address) = address {
            waits.push(self.pair.wait(&(address, account), now));
            waits.push(self.address.wait(address, now));
        }
        if let Some(longest) = waits.into_iter().filter_map(Result::err).max() {
            return Err(longest);
        }
        self.account.charge(account, 1, now);
        if let Some(address) = address {
            self.pair.charge(&(address, account), 1, now);
            self.address.charge(address, 1, now);
        }
        Ok(())
    }

    /// Counts that a passkey is asked for, which names no account before it is shown; against whom it counts. A device
    /// that is known to somebody has a part of its own here too; beyond it, it is one of its address.
    ///
    /// # Errors
    /// After too many: the seconds until one may ask again.
    pub fn begin_unnamed(
        &self,
        (device, address): (Option<Hashed>, Option<Address>),
        now: Instant,
    ) -> Result<Counted, u64> {
        if let Some(device) = device.filter(|device| self.device.take(device, now).is_ok()) {
            return Ok(Counted::OfDevice(device));
        }
        let Some(address) = address else {
            return Ok(Counted::OfNobody);
        };
        self.address.take(&address, now)?;
        Ok(Counted::OfAddress(address))
    }

    /// The passkey was right: it counts for nothing.
    pub fn give_back_unnamed(&self, counted: &Counted) {
        match counted {
            Counted::OfDevice(device) => self.device.give_back(device),
            Counted::OfAddress(address) => self.address.give_back(address),
            Counted::OfNobody => {}
        }
    }

    /// The guess was right, or never checked: it counts for nothing.
    pub fn give_back(&self, guess: &Guess) {
        let Guess {
            account, address, ..
        } = guess;
        if let Some(device) = guess.device {
            return self.device.give_back(&(device, account));
        }
        self.account.give_back(account);
        if let Some(address) = address {
            self.pair.give_back(&(address, account));
            self.address.give_back(address);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::DEVICES;
    use linli_domain::time::minutes;

    fn guess(account: &str, device: Option<u8>, address: Option<&str>) -> Guess {
        Guess {
            account: Account::Unknown(account.to_owned()),
            device: device.map(|n| [n; 32]),
            address: address.map(|text| Address::of(text.parse().unwrap())),
        }
    }

    fn until_refused(guesses: &Guesses, guess: &Guess, now: Instant) -> u32 {
        (0..1000)
            .take_while(|_| guesses.begin(guess, now).is_ok())
            .count() as u32
    }

    #[test]
    fn all_devices_and_strangers_together_guess_at_most_a_hundred_times_in_any_hour() {
        let limits = Limits::default();
        let devices = u32::try_from(DEVICES).unwrap();
        let most = limits.account_guesses.in_any_hour().unwrap()
            + devices * limits.device_guesses.in_any_hour().unwrap();
        assert!(most <= 100, "{most}");
    }

    #[test]
    fn a_known_device_has_guesses_of_its_own() {
        let guesses = Guesses::new(&Limits::default());
        let now = Instant::default();
        assert_eq!(until_refused(&guesses, &guess("v1", None, None), now), 10);
        let known = guess("v1", Some(1), None);
        assert_eq!(until_refused(&guesses, &known, now), 8);
        assert!(guesses.begin(&guess("v1", Some(2), None), now).is_ok());
        assert!(guesses.begin(&guess("v2", Some(1), None), now).is_ok());
        assert!(guesses.begin(&known, now + minutes(15)).is_ok());
    }

    #[test]
    fn one_address_takes_only_a_part_of_an_accounts_guesses() {
        let guesses = Guesses::new(&Limits::default());
        let now = Instant::default();
        let stranger = guess("v1", None, Some("198.51.100.1"));
        assert_eq!(until_refused(&guesses, &stranger, now), 5);
        let elsewhere = guess("v1", None, Some("198.51.100.2"));
        assert!(guesses.begin(&elsewhere, now).is_ok());
    }

    #[test]
    fn one_address_tries_only_so_many_accounts() {
        let guesses = Guesses::new(&Limits::default());
        let now = Instant::default();
        let tried = (0..1000).take_while(|n| {
            let guess = guess(&format!("v{n}"), None, Some("198.51.100.1"));
            guesses.begin(&guess, now).is_ok()
        });
        assert_eq!(tried.count(), 200);
    }

    #[test]
    fn what_was_right_is_given_back_to_whom_it_counted_against() {
        let guesses = Guesses::new(&Limits::default());
        let now = Instant::default();
        let here = Address::of("198.51.100.1".parse().unwrap());
        let asker = (Some([1; 32]), Some(here));
        let begin = || guesses.begin_unnamed(asker, now).unwrap();
        let of_device = (0..8).map(|_| begin()).collect::<Vec<_>>();
        assert!(
            of_device
                .iter()
                .all(|one| *one == Counted::OfDevice([1; 32]))
        );
        // Beyond its own part a device is one of its address, and what is given back is the address's.
        let of_address = begin();
        assert_eq!(of_address, Counted::OfAddress(here));
        guesses.give_back_unnamed(&of_address);
        assert_eq!(begin(), Counted::OfAddress(here));
        guesses.give_back_unnamed(&of_device[0]);
        assert_eq!(begin(), Counted::OfDevice([1; 32]));
    }

    #[test]
    fn a_refused_guess_uses_up_nothing_elsewhere() {
        let guesses = Guesses::new(&Limits::default());
        let now = Instant::default();
        let stranger = guess("v1", None, Some("198.51.100.1"));
        for _ in 0..1000 {
            guesses.begin(&stranger, now).ok();
        }
        let elsewhere = guess("v1", None, Some("198.51.100.2"));
        assert_eq!(until_refused(&guesses, &elsewhere, now), 5);
    }
}
