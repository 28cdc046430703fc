//! Sessions: an opaque token in the browser's cookie, its SHA-256 in the database. A session lasts thirty days from
//! its last use.

use crate::{
    clock::Clock,
    random,
    store::{Readers, Session, WriteError, Writer},
};
use linli_domain::{
    PersonId,
    time::{Instant, hours},
};
use linli_sync::StoreError;
use sha2::{Digest, Sha256};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant as Tick},
};

/// Days that a session lasts from its last use.
pub const DAYS: i64 = 30;
/// A session that has been used is made longer at most once in so many hours.
const RENEWED_AFTER_HOURS: i64 = 24;
/// So long a looked-up session is believed without asking the database again: another process may end one.
const BELIEVED: Duration = Duration::from_secs(10);
/// So many are held.
const HELD: usize = 20_000;

/// A token, as only the browser holds it: 64 hexadecimal digits.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

/// A token as the database holds it.
pub type Hashed = [u8; 32];

impl Token {
    /// A token that nobody can guess.
    ///
    /// # Errors
    /// When the machine gives no randomness.
    pub fn fresh() -> Result<Self, StoreError> {
        Ok(Token(random::hex(&random::bytes()?)))
    }

    /// A token as it came in.
    pub fn read(text: &str) -> Option<Self> {
        let good = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        good.then(|| Token(text.to_owned()))
    }

    /// The text for the cookie.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// What is stored of it.
    pub fn hashed(&self) -> Hashed {
        Sha256::digest(self.0.as_bytes()).into()
    }
}

/// The sessions of a server.
#[derive(Clone)]
pub struct Sessions {
    writer: Writer,
    readers: Readers,
    clock: Clock,
    held: Arc<Mutex<HashMap<Hashed, (Session, Tick)>>>,
}

impl Sessions {
    /// Over a database.
    pub fn new(writer: Writer, readers: Readers, clock: Clock) -> Self {
        Sessions {
            writer,
            readers,
            clock,
            held: Arc::default(),
        }
    }

    fn until(&self) -> Instant {
        self.clock.now() + hours(24 * DAYS)
    }

    /// Begins a session.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open(&self, person: PersonId) -> Result<Token, WriteError> {
        let token = Token::fresh()?;
        let (hashed, now) = (token.hashed(), self.clock.now());
        let session = Session {
            person,
            expires: self.until(),
        };
        self.writer
            .write(move |store| store.open_session(&hashed, session, now))
            .await?;
        Ok(token)
    }

    /// The session of a token, if it is not over.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find(&self, token: &Token) -> Result<Option<Session>, StoreError> {
        let hashed = token.hashed();
        let session = match self.believed(&hashed) {
            Some(session) => Some(session),
            None => {
                let found = self
                    .readers
                    .look(move |store| store.session(&hashed))
                    .await?;
                self.hold(hashed, found);
                found
            }
        };
        Ok(session.filter(|session| session.expires > self.clock.now()))
    }

    /// Makes a session longer that has not been for a day; tells whether it did.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn renew(&self, token: &Token, session: Session) -> Result<bool, WriteError> {
        let until = self.until();
        if until - session.expires < hours(RENEWED_AFTER_HOURS) {
            return Ok(false);
        }
        let hashed = token.hashed();
        self.writer
            .write(move |store| store.extend_session(&hashed, until))
            .await?;
        self.hold(hashed, None);
        Ok(true)
    }

    /// Ends a session.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn close(&self, token: &Token) -> Result<(), WriteError> {
        let hashed = token.hashed();
        self.writer
            .write(move |store| store.close_session(&hashed))
            .await?;
        self.hold(hashed, None);
        Ok(())
    }

    /// Ends every session of a person.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn close_all(&self, person: PersonId) -> Result<(), WriteError> {
        self.writer
            .write(move |store| store.close_sessions_of(person))
            .await?;
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.retain(|_, (session, _)| session.person != person);
        Ok(())
    }

    fn believed(&self, hashed: &Hashed) -> Option<Session> {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let (session, since) = held.get(hashed)?;
        (since.elapsed() < BELIEVED).then_some(*session)
    }

    fn hold(&self, hashed: Hashed, session: Option<Session>) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if held.len() >= HELD {
            held.clear();
        }
        match session {
            Some(session) => held.insert(hashed, (session, Tick::now())),
            None => held.remove(&hashed),
        };
    }
}
