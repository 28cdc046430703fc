//! Sessions, and the devices on which somebody has signed in before. Tokens come in hashed.

use super::{SqliteStore, accounts::person, sql};
use crate::sessions::Hashed;
use chrono::NaiveDate;
use linli_domain::{
    PersonId,
    time::{Instant, hours},
};
use linli_sync::StoreError;
use rusqlite::Row;

/// So many devices of one person are known, the latest; their guesses and all others' stay under a hundred an hour.
pub const DEVICES: usize = 5;
/// So many sessions of one person are kept, the latest.
const SESSIONS: usize = 50;
/// A device is known for so long after its last sign-in.
const KNOWN_DAYS: i64 = 400;

/// A session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Session {
    /// Whose.
    pub person: PersonId,
    /// Until when.
    pub expires: Instant,
    /// The day of its last use, in the community's zone; none before that was kept.
    pub used: Option<NaiveDate>,
    /// How it was begun.
    pub signed_by: SignedBy,
    /// When whose it is last proved that it is they.
    pub proved: Instant,
    /// It may do nothing but enrol a second factor.
    pub enrols: bool,
}

/// How a session was begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignedBy {
    /// By a link or a code that somebody made for them.
    Link,
    /// By a password alone.
    Password,
    /// By a password and a code of an app.
    Code,
    /// By a passkey, for which its device asked who they are.
    Passkey,
}

impl SignedBy {
    const ALL: [SignedBy; 4] = [Self::Link, Self::Password, Self::Code, Self::Passkey];

    /// Whether two factors were shown.
    pub fn is_strong(self) -> bool {
        matches!(self, SignedBy::Code | SignedBy::Passkey)
    }

    fn text(self) -> &'static str {
        match self {
            SignedBy::Link => "link",
            SignedBy::Password => "password",
            SignedBy::Code => "code",
            SignedBy::Passkey => "passkey",
        }
    }

    /// What is not known was begun by the weakest.
    fn read(text: &str) -> Self {
        let known = Self::ALL.into_iter().find(|by| by.text() == text);
        known.unwrap_or(SignedBy::Link)
    }
}

/// On what a session rests that begins. Between the moment at which it was checked and the one at which the session is
/// written, it may have been changed or taken away, and then nothing begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rests {
    /// On a link or a code that somebody made for them, which is used up.
    Link,
    /// On this password, as it is kept.
    Password(String),
    /// On this passkey, by its credential's id.
    Passkey(Vec<u8>),
    /// On this secret of an app, and on what was shown before it.
    Code(Vec<u8>, Box<Rests>),
    /// On the session that it goes on from, by its token.
    Session(Hashed),
}

/// What a session begins with beside its token.
#[derive(Clone, Debug)]
pub struct Opened {
    /// On what it rests.
    pub rests: Rests,
    /// The session of whoever used this browser before, which ends.
    pub in_place_of: Option<Hashed>,
    /// An id that is no token.
    pub id: [u8; 16],
    /// What kind of device, such as "Android · Chrome"; empty where it does not say.
    pub device: String,
    /// The token by which the device is known from now on.
    pub known: Option<Hashed>,
    /// The one by which it was known.
    pub was_known: Option<Hashed>,
}

/// A session as its person is shown it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// Its token, hashed: to tell which one asks.
    pub token: Hashed,
    /// Its id.
    pub id: [u8; 16],
    /// Since when.
    pub opened: Instant,
    /// The day of its last use.
    pub used: Option<NaiveDate>,
    /// What kind of device.
    pub device: String,
}

/// A session that was ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    /// Its token, hashed.
    pub token: Hashed,
    known: Option<Hashed>,
}

pub(super) fn day(row: &Row, column: usize) -> rusqlite::Result<Option<NaiveDate>> {
    let text: Option<String> = row.get(column)?;
    Ok(text.and_then(|text| text.parse().ok()))
}

pub(super) fn moment(row: &Row, column: usize) -> rusqlite::Result<Instant> {
    let millis = row.get(column)?;
    Ok(Instant::from_timestamp_millis(millis).unwrap_or_default())
}

fn closed(row: &Row) -> rusqlite::Result<Closed> {
    Ok(Closed {
        token: row.get(0)?,
        known: row.get(1)?,
    })
}

impl SqliteStore {
    /// The session of a hashed token, whether or not it is over.
    ///
    /// # Errors
    /// When the database fails.
    pub fn session(&self, token: &Hashed) -> Result<Option<Session>, StoreError> {
        self.maybe(sql::SESSION, [token], |row| {
            Ok(Session {
                person: person(row, 0)?,
                expires: moment(row, 1)?,
                used: day(row, 2)?,
                signed_by: SignedBy::read(&row.get::<_, String>(3)?),
                proved: moment(row, 4)?,
                enrols: row.get(5)?,
            })
        })
    }

    /// Whether what a person's session shall rest on is still theirs.
    ///
    /// # Errors
    /// When the database fails.
    pub fn holds(&self, person: PersonId, rests: &Rests) -> Result<bool, StoreError> {
        Ok(match rests {
            Rests::Link => true,
            Rests::Password(hashed) => self.password_of(person)?.as_ref() == Some(hashed),
            Rests::Passkey(id) => self.passkey(id)?.is_some_and(|(of, _)| of == person),
            Rests::Code(secret, before) => {
                self.code_secret(person)?.as_ref() == Some(secret) && self.holds(person, before)?
            }
            Rests::Session(token) => self.session(token)?.is_some_and(|one| one.person == person),
        })
    }

    /// Begins a session, drops those that are over, and knows the device from now on. Others who use the same device
    /// stay known on it. False, and nothing is done, where what it rests on is not theirs any more.
    ///
    /// # Errors
    /// When the database fails.
    pub fn open_session(
        &mut self,
        token: &Hashed,
        session: Session,
        opened: &Opened,
        now: Instant,
    ) -> Result<bool, StoreError> {
        let id = session.person.0.as_bytes();
        let millis = now.timestamp_millis();
        let used = session.used.map(|day| day.to_string());
        self.in_transaction(|store| {
            if !store.holds(session.person, &opened.rests)? {
                return Ok(false);
            }
            // Whoever has a second factor by now has not shown it.
            let alone =
                matches!(opened.rests, Rests::Password(_)) && !session.signed_by.is_strong();
            if alone && store.factors(session.person)?.any_second() {
                return Ok(false);
            }
            if let Some(old) = opened.in_place_of {
                store.close_session(&old)?;
            }
            store.execute(sql::DROP_EXPIRED, [millis])?;
            let expires = session.expires.timestamp_millis();
            let Opened { device, known, .. } = opened;
            let (by, proved) = (session.signed_by.text(), session.proved.timestamp_millis());
            let enrols = session.enrols;
            let row = (
                token, id, millis, expires, opened.id, device, &used, known, by, proved, enrols,
            );
            store.execute(sql::OPEN_SESSION, row)?;
            store.execute(sql::CLOSE_OLDEST, (id, SESSIONS as i64))?;
            let Some(known) = opened.known else {
                return Ok(true);
            };
            if let Some(was_known) = opened.was_known {
                store.execute(sql::REPLACE_DEVICE, (known, was_known))?;
            }
            store.execute(sql::WRITE_DEVICE, (known, id, millis))?;
            let before = (now - hours(24 * KNOWN_DAYS)).timestamp_millis();
            store.execute(sql::FORGET_OLD_DEVICES, [before])?;
            let most = DEVICES as i64;
            store.execute(sql::FORGET_OLDEST_DEVICES, (id, most))?;
            Ok(true)
        })
    }

    /// Moves a session's end, and notes the day of its use.
    ///
    /// # Errors
    /// When the database fails.
    pub fn extend_session(
        &mut self,
        token: &Hashed,
        expires: Instant,
        used: NaiveDate,
    ) -> Result<(), StoreError> {
        let row = (expires.timestamp_millis(), used.to_string(), token);
        self.execute(sql::EXTEND_SESSION, row).map(|_| ())
    }

    /// Ends every session of a person, and knows none of their devices any more.
    ///
    /// # Errors
    /// When the database fails.
    pub fn close_sessions_of(&mut self, person: PersonId) -> Result<(), StoreError> {
        let id = person.0.as_bytes();
        self.in_transaction(|store| {
            store.execute(sql::CLOSE_SESSIONS_OF, [id])?;
            store.execute(sql::FORGET_DEVICES_OF, [id]).map(|_| ())
        })
    }

    /// Ends a session.
    ///
    /// # Errors
    /// When the database fails.
    pub fn close_session(&mut self, token: &Hashed) -> Result<(), StoreError> {
        self.execute(sql::CLOSE_SESSION, [token]).map(|_| ())
    }

    /// A person's sessions that are not over, the newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub fn sessions_of(&self, person: PersonId, now: Instant) -> Result<Vec<SignedIn>, StoreError> {
        let given = (person.0.as_bytes(), now.timestamp_millis());
        self.many(sql::SESSIONS_OF, given, |row| {
            Ok(SignedIn {
                token: row.get(0)?,
                id: row.get(1)?,
                opened: moment(row, 2)?,
                used: day(row, 3)?,
                device: row.get(4)?,
            })
        })
    }

    /// Ends one of a person's sessions by its id; its device is no longer known to them.
    ///
    /// # Errors
    /// When the database fails.
    pub fn close_session_of(
        &mut self,
        person: PersonId,
        id: &[u8; 16],
    ) -> Result<Option<Closed>, StoreError> {
        self.in_transaction(|store| {
            let ended = store.many(sql::CLOSE_SESSION_OF, (person.0.as_bytes(), id), closed)?;
            let ended = ended.into_iter().next();
            if let Some(known) = ended.as_ref().and_then(|closed| closed.known) {
                store.execute(sql::FORGET_DEVICE, (known, person.0.as_bytes()))?;
            }
            Ok(ended)
        })
    }

    /// Ends all of a person's sessions but this one; no other device than this one is known to them any more.
    ///
    /// # Errors
    /// When the database fails.
    pub fn close_other_sessions(
        &mut self,
        person: PersonId,
        this: &Hashed,
    ) -> Result<Vec<Closed>, StoreError> {
        let given = (person.0.as_bytes(), this);
        self.in_transaction(|store| {
            store.execute(sql::FORGET_OTHER_DEVICES, given)?;
            store.many(sql::CLOSE_OTHER_SESSIONS, given, closed)
        })
    }

    /// Whether anybody has signed in on the device with that token before.
    ///
    /// # Errors
    /// When the database fails.
    pub fn is_known_to_anybody(&self, device: &Hashed, now: Instant) -> Result<bool, StoreError> {
        let since = (now - hours(24 * KNOWN_DAYS)).timestamp_millis();
        let found = self.maybe(sql::ANYBODYS_DEVICE, (device, since), |_| Ok(()))?;
        Ok(found.is_some())
    }

    /// Whether a person has signed in on the device with that token before.
    ///
    /// # Errors
    /// When the database fails.
    pub fn is_known(
        &self,
        device: &Hashed,
        person: PersonId,
        now: Instant,
    ) -> Result<bool, StoreError> {
        let since = (now - hours(24 * KNOWN_DAYS)).timestamp_millis();
        let given = (device, person.0.as_bytes(), since);
        let found = self.maybe(sql::DEVICE, given, |_| Ok(()))?;
        Ok(found.is_some())
    }
}
