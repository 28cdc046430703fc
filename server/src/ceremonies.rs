//! What has been begun and waits for its second half: a passkey that is made or shown, a code that is typed. Held here and
//! nowhere else, used once, for a few minutes.

use crate::{guesses::Counted, passkeys::Made, random, store::Rests};
use linli_domain::{
    InvitationId, PersonId,
    time::{Instant, minutes},
};
use linli_sync::StoreError;
use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};
use webauthn_rs::prelude::DiscoverableAuthentication;

/// A ceremony lasts so many minutes: as long as browsers wait for a passkey.
const MINUTES: i64 = 5;
/// So many are held of each kind of asker; beyond that the oldest of that kind are forgotten.
const HELD: usize = 20_000;
/// So many codes may be tried after one password.
pub const TRIES: u8 = 5;

/// For whom a passkey is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum For {
    /// Whoever is signed in.
    Signed(PersonId),
    /// Whoever takes an invitation, who will be this person.
    Invited(InvitationId, PersonId),
}

/// Who has begun a ceremony. Each kind has room of its own: nobody pushes out those of whom more is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asker {
    /// Anybody at all.
    Anybody,
    /// A device on which somebody has signed in before.
    Known,
    /// Somebody who has shown something: a password, a link, a session.
    Shown,
}

/// What waits.
#[derive(Clone)]
pub enum Ceremony {
    /// A passkey is made.
    Making(For, Box<Made>),
    /// A passkey is shown; whose, it says itself. Until then it counts against whoever asked.
    Showing(Asker, Counted, Box<DiscoverableAuthentication>),
    /// What comes before the code was right, on which the session will rest too; so many more codes may be tried.
    Code(PersonId, Rests, u8),
    /// An app is set up with that secret.
    NewCode(PersonId, [u8; 20]),
}

impl Ceremony {
    fn asker(&self) -> Asker {
        match self {
            Ceremony::Showing(asker, ..) => *asker,
            Ceremony::Making(..) | Ceremony::Code(..) | Ceremony::NewCode(..) => Asker::Shown,
        }
    }
}

/// Names a ceremony: 32 hexadecimal digits that nobody guesses.
pub type Name = String;

type Waiting = HashMap<Name, (Instant, Ceremony)>;

/// All that wait, by who has begun them.
#[derive(Default)]
pub struct Ceremonies(Mutex<[Waiting; 3]>);

impl Ceremonies {
    /// Begins one; its name.
    ///
    /// # Errors
    /// When the machine gives no randomness.
    pub fn begin(&self, ceremony: Ceremony, now: Instant) -> Result<Name, StoreError> {
        let name = random::hex(&random::id()?);
        self.put(name.clone(), ceremony, now);
        Ok(name)
    }

    /// Keeps one under a name that it had: what was wrong may be tried again, and its time begins anew.
    pub fn put(&self, name: Name, ceremony: Ceremony, now: Instant) {
        let mut all = self.all();
        let alike = &mut all[ceremony.asker() as usize];
        if alike.len() >= HELD {
            make_room(alike, now);
        }
        alike.insert(name, (now + minutes(MINUTES), ceremony));
    }

    /// Takes one, which nobody else takes after; none where its time is over.
    pub fn take(&self, name: &str, now: Instant) -> Option<Ceremony> {
        let mut all = self.all();
        let (until, ceremony) = all.iter_mut().find_map(|alike| alike.remove(name))?;
        (now < until).then_some(ceremony)
    }

    /// One that others may take after; none where its time is over.
    pub fn look(&self, name: &str, now: Instant) -> Option<Ceremony> {
        let all = self.all();
        let (until, ceremony) = all.iter().find_map(|alike| alike.get(name))?;
        (now < *until).then(|| ceremony.clone())
    }

    fn all(&self) -> MutexGuard<'_, [Waiting; 3]> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn make_room(all: &mut Waiting, now: Instant) {
    all.retain(|_, (until, _)| now < *until);
    if all.len() > HELD / 2 {
        let mut moments: Vec<Instant> = all.values().map(|(until, _)| *until).collect();
        let half = moments.len() / 2;
        let (_, middle, _) = moments.select_nth_unstable(half);
        let middle = *middle;
        all.retain(|_, (until, _)| *until > middle);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(n: u128) -> Ceremony {
        Ceremony::Code(PersonId(uuid::Uuid::from_u128(n)), Rests::Link, TRIES)
    }

    #[test]
    fn one_is_taken_once_and_not_after_its_time() {
        let (all, now) = (Ceremonies::default(), Instant::default());
        let name = all.begin(code(1), now).unwrap();
        assert!(all.take(&name, now).is_some());
        assert!(all.take(&name, now).is_none());
        let name = all.begin(code(1), now).unwrap();
        assert!(all.take(&name, now + minutes(MINUTES)).is_none());
        assert!(all.take("none", now).is_none());
    }

    #[test]
    fn a_flood_takes_no_more_room_and_the_newest_stay() {
        let (all, start) = (Ceremonies::default(), Instant::default());
        let mut last = String::new();
        for n in 0..3 * HELD as i64 {
            let now = start + chrono::TimeDelta::milliseconds(n);
            last = all.begin(code(1), now).unwrap();
            assert!(all.all().iter().all(|alike| alike.len() <= HELD));
        }
        assert!(all.take(&last, start + minutes(1)).is_some());
    }

    #[test]
    fn what_anybody_begins_pushes_out_nothing_of_whom_more_is_known() {
        let (all, start) = (Ceremonies::default(), Instant::default());
        let site = crate::server::Site::default();
        let (_, state) = crate::passkeys::RelyingParty::of(&site)
            .unwrap()
            .show()
            .unwrap();
        let showing = |asker| Ceremony::Showing(asker, Counted::OfNobody, Box::new(state.clone()));
        let known = all.begin(showing(Asker::Known), start).unwrap();
        let typed = all.begin(code(1), start).unwrap();
        for n in 1..3 * HELD as i64 {
            let now = start + chrono::TimeDelta::milliseconds(n);
            all.begin(showing(Asker::Anybody), now).unwrap();
        }
        let later = start + minutes(1);
        assert!(all.take(&known, later).is_some() && all.take(&typed, later).is_some());
    }
}
