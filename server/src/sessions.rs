//! Sessions: an opaque token in the browser's cookie, its SHA-256 in the database. How long one lasts from its last
//! use depends on what its person may do ([`session_days`]), judged anew each day that it is used.

use crate::{
    clock::Clock,
    random,
    second_factor::SecondFactor,
    store::{Opened, Readers, Rests, Session, SignedBy, SignedIn, WriteError, Writer},
};
use linli_domain::{
    Document, DocumentKey, PersonId, Profile,
    person::Person,
    session_days,
    time::{Instant, hours, minutes},
};
use linli_sync::StoreError;
use sha2::{Digest, Sha256};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant as Tick},
};

/// So long a looked-up session is believed without asking the database again: another process may end one.
const BELIEVED: Duration = Duration::from_secs(10);
/// A session in which a second factor is enrolled lasts so long, in minutes, and no longer.
const ENROLS_MINUTES: i64 = 30;
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
    profile: Arc<Profile>,
    second_factor: SecondFactor,
    held: Arc<Mutex<Held>>,
}

/// Sessions that were looked up.
#[derive(Default)]
struct Held {
    sessions: HashMap<Hashed, (Session, Tick)>,
    /// Raised with each that ends or changes: what was looked up before is not held after.
    changes: u64,
}

/// How a session begins.
#[derive(Clone, Debug)]
pub struct Beginning {
    /// What kind of device it is on.
    pub device: String,
    /// By which token the device was known.
    pub was_known: Option<Hashed>,
    /// What was shown.
    pub signed_by: SignedBy,
    /// When it was shown.
    pub proved: Instant,
    /// It may do nothing but enrol a second factor.
    pub enrols: bool,
    /// On what it rests.
    pub rests: Rests,
    /// The session of whoever used this browser before, which ends.
    pub in_place_of: Option<Hashed>,
}

/// What a look at a session in use came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renewed {
    /// Nothing new: it was looked at today.
    Not,
    /// It lasts for so many days from now.
    For(i64),
}

/// A session that has just begun, as the browser is told of it.
pub struct Begun {
    /// Its token.
    pub token: Token,
    /// The token by which the device is known from now on.
    pub device: Token,
    /// How long it lasts.
    pub days: i64,
}

impl Sessions {
    /// Over a database.
    pub fn new(
        writer: Writer,
        readers: Readers,
        clock: Clock,
        profile: Arc<Profile>,
        second_factor: SecondFactor,
    ) -> Self {
        Sessions {
            writer,
            readers,
            clock,
            profile,
            second_factor,
            held: Arc::default(),
        }
    }

    /// Begins a session; none where what it rests on is not theirs any more.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open(
        &self,
        person: &Person,
        beginning: Beginning,
    ) -> Result<Option<Begun>, WriteError> {
        let (now, days) = (self.clock.now(), session_days(person, self.clock.now()));
        let begun = Begun {
            token: Token::fresh()?,
            device: Token::fresh()?,
            days,
        };
        let lasts = match beginning.enrols {
            true => minutes(ENROLS_MINUTES),
            false => hours(24 * days),
        };
        let session = Session {
            person: person.id,
            expires: now + lasts,
            used: Some(self.profile.local_date(now)),
            signed_by: beginning.signed_by,
            proved: beginning.proved,
            enrols: beginning.enrols,
        };
        let opened = Opened {
            id: random::id()?,
            device: beginning.device,
            known: Some(begun.device.hashed()),
            was_known: beginning.was_known,
            rests: beginning.rests,
            in_place_of: beginning.in_place_of,
        };
        let hashed = begun.token.hashed();
        let opens = self
            .writer
            .write(move |store| store.open_session(&hashed, session, &opened, now));
        if !opens.await? {
            return Ok(None);
        }
        if let Some(old) = beginning.in_place_of {
            self.forget(&old);
        }
        Ok(Some(begun))
    }

    /// The session of a token, if it is not over.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find(&self, token: &Token) -> Result<Option<Session>, StoreError> {
        let hashed = token.hashed();
        let (believed, changes) = self.believed(&hashed);
        let session = match believed {
            Some(session) => Some(session),
            None => {
                let found = self
                    .readers
                    .look(move |store| store.session(&hashed))
                    .await?;
                if let Some(session) = found {
                    self.hold(hashed, session, changes);
                }
                found
            }
        };
        Ok(session.filter(|session| session.expires > self.clock.now()))
    }

    /// Whether a session was begun with less than its person must show for what they may do by now. It is asked at the
    /// first use of each day, whatever is asked for.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_outgrown(&self, session: &Session) -> Result<bool, StoreError> {
        let now = self.clock.now();
        let looked = session.used == Some(self.profile.local_date(now));
        if looked || session.enrols || session.signed_by.is_strong() {
            return Ok(false);
        }
        let person = self.person(session.person).await?;
        Ok(person.is_some_and(|person| self.second_factor.is_demanded_of(&person, now)))
    }

    /// Notes that a session is used, once a day, and judges anew how long it lasts.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn renew(&self, token: &Token, session: Session) -> Result<Renewed, WriteError> {
        let now = self.clock.now();
        let today = self.profile.local_date(now);
        if session.used == Some(today) {
            return Ok(Renewed::Not);
        }
        let Some(person) = self.person(session.person).await? else {
            return Ok(Renewed::Not);
        };
        let (hashed, days) = (token.hashed(), session_days(&person, now));
        let until = now + hours(24 * days);
        self.writer
            .write(move |store| store.extend_session(&hashed, until, today))
            .await?;
        self.forget(&hashed);
        Ok(Renewed::For(days))
    }

    /// A person.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn person(&self, person: PersonId) -> Result<Option<Person>, StoreError> {
        let found = self.readers.document(DocumentKey::Person(person)).await?;
        Ok(match found {
            Some(Document::Person(person)) => Some(*person),
            _ => None,
        })
    }

    /// A person's sessions, the newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn of(&self, person: PersonId) -> Result<Vec<SignedIn>, StoreError> {
        let now = self.clock.now();
        self.readers
            .look(move |store| store.sessions_of(person, now))
            .await
    }

    /// Ends one of a person's sessions by its id; tells the token that ended.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn close_one(
        &self,
        person: PersonId,
        id: [u8; 16],
    ) -> Result<Option<Hashed>, WriteError> {
        let ended = self
            .writer
            .write(move |store| store.close_session_of(person, &id))
            .await?;
        let ended = ended.map(|closed| closed.token);
        if let Some(token) = ended {
            self.forget(&token);
        }
        Ok(ended)
    }

    /// Ends all of a person's sessions but this one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn close_others(&self, person: PersonId, this: &Token) -> Result<(), WriteError> {
        let this = this.hashed();
        let ended = self
            .writer
            .write(move |store| store.close_other_sessions(person, &this))
            .await?;
        for closed in ended {
            self.forget(&closed.token);
        }
        Ok(())
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
        self.forget(&hashed);
        Ok(())
    }

    /// Ends every session of a person; their devices are known no more.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn close_all(&self, person: PersonId) -> Result<(), WriteError> {
        self.writer
            .write(move |store| store.close_sessions_of(person))
            .await?;
        let mut held = self.held();
        held.sessions
            .retain(|_, (session, _)| session.person != person);
        held.changes += 1;
        Ok(())
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn believed(&self, hashed: &Hashed) -> (Option<Session>, u64) {
        let held = self.held();
        let session = held.sessions.get(hashed);
        let session = session.filter(|(_, since)| since.elapsed() < BELIEVED);
        (session.map(|(session, _)| *session), held.changes)
    }

    fn hold(&self, hashed: Hashed, session: Session, changes: u64) {
        let mut held = self.held();
        if held.sessions.len() >= HELD {
            held.sessions.clear();
        }
        if held.changes == changes {
            held.sessions.insert(hashed, (session, Tick::now()));
        }
    }

    fn forget(&self, hashed: &Hashed) {
        let mut held = self.held();
        held.sessions.remove(hashed);
        held.changes += 1;
    }
}
