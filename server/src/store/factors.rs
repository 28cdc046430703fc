//! Second factors: passkeys, and the codes of an app. Of a passkey only its public half is here.

use super::{
    SqliteStore,
    accounts::person,
    sessions::{day, moment},
    sql,
};
use chrono::NaiveDate;
use linli_domain::{PersonId, time::Instant};
use linli_sync::StoreError;
use webauthn_rs::prelude::Passkey;

/// So many passkeys one person may have.
pub const PASSKEYS: usize = 10;

/// What somebody can show of themselves when they sign in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Factors {
    /// How many passkeys.
    pub passkeys: u32,
    /// The codes of an app.
    pub code: bool,
    /// A password.
    pub password: bool,
}

impl Factors {
    /// Whether they have something besides a password.
    pub fn any_second(self) -> bool {
        self.passkeys > 0 || self.code
    }

    /// How many second factors.
    pub fn seconds(self) -> u32 {
        self.passkeys + u32::from(self.code)
    }
}

/// A passkey as its person is shown it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasskeyShown {
    /// Its id, to remove it by.
    pub id: [u8; 16],
    /// The credential's id, which its device knows.
    pub credential: Vec<u8>,
    /// On what kind of device it was made, such as "Android · Chrome".
    pub name: String,
    /// When.
    pub added: Instant,
    /// The day of its last use.
    pub used: Option<NaiveDate>,
}

impl SqliteStore {
    /// The passkey with that credential's id, and whose it is.
    ///
    /// # Errors
    /// When the database fails.
    pub fn passkey(&self, credential: &[u8]) -> Result<Option<(PersonId, Passkey)>, StoreError> {
        let found = self.maybe(sql::PASSKEY, [credential], |row| {
            Ok((person(row, 0)?, row.get::<_, String>(1)?))
        })?;
        let read = |(person, body): (PersonId, String)| {
            Ok((person, serde_json::from_str::<Passkey>(&body)?))
        };
        found.map(read).transpose()
    }

    /// A person's passkeys, the oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub fn passkeys_of(&self, of: PersonId) -> Result<Vec<PasskeyShown>, StoreError> {
        self.many(sql::PASSKEYS_OF, [of.0.as_bytes()], |row| {
            Ok(PasskeyShown {
                id: row.get(0)?,
                credential: row.get(1)?,
                name: row.get(2)?,
                added: moment(row, 3)?,
                used: day(row, 4)?,
            })
        })
    }

    /// Keeps a passkey; one that is kept stays as it is. False where its credential is somebody else's, or its person has
    /// enough.
    ///
    /// # Errors
    /// When the database fails.
    pub fn add_passkey(
        &mut self,
        of: PersonId,
        id: [u8; 16],
        passkey: &Passkey,
        name: &str,
        now: Instant,
    ) -> Result<bool, StoreError> {
        let body = serde_json::to_string(passkey)?;
        self.in_transaction(|store| {
            if let Some((whose, _)) = store.passkey(passkey.cred_id())? {
                return Ok(whose == of);
            }
            let factors = store.factors(of)?;
            if factors.passkeys as usize >= PASSKEYS {
                return Ok(false);
            }
            let (credential, person) = (passkey.cred_id(), of.0.as_bytes());
            let (counter, added) = (0_i64, now.timestamp_millis());
            let used = None::<String>;
            let row = (credential, person, id, &body, counter, name, added, used);
            Ok(store.execute(sql::ADD_PASSKEY, row)? == 1)
        })
    }

    /// Notes that a passkey was used. False where its counter does not go on from what is known: then the key may have
    /// been copied, or another sign-in was quicker.
    ///
    /// # Errors
    /// When the database fails.
    pub fn use_passkey(
        &mut self,
        of: PersonId,
        passkey: &Passkey,
        counter: u32,
        today: NaiveDate,
    ) -> Result<bool, StoreError> {
        let body = serde_json::to_string(passkey)?;
        let (credential, today) = (passkey.cred_id(), today.to_string());
        let row = (body, i64::from(counter), today, credential, of.0.as_bytes());
        Ok(self.execute(sql::USE_PASSKEY, row)? == 1)
    }

    /// Removes one of a person's passkeys. False where there is none.
    ///
    /// # Errors
    /// When the database fails.
    pub fn remove_passkey(&mut self, of: PersonId, id: &[u8; 16]) -> Result<bool, StoreError> {
        let gone = self.execute(sql::REMOVE_PASSKEY, (of.0.as_bytes(), id))?;
        Ok(gone > 0)
    }

    /// What a person can show of themselves.
    ///
    /// # Errors
    /// When the database fails.
    pub fn factors(&self, of: PersonId) -> Result<Factors, StoreError> {
        self.one(sql::FACTORS, [of.0.as_bytes()], |row| {
            Ok(Factors {
                passkeys: row.get(0)?,
                code: row.get(1)?,
                password: row.get(2)?,
            })
        })
    }

    /// The secret that a person's app makes codes of.
    ///
    /// # Errors
    /// When the database fails.
    pub fn code_secret(&self, of: PersonId) -> Result<Option<Vec<u8>>, StoreError> {
        self.maybe(sql::CODE_SECRET, [of.0.as_bytes()], |row| row.get(0))
    }

    /// Keeps the secret of a person's app, whose code of that step was used.
    ///
    /// # Errors
    /// When the database fails.
    pub fn set_code_secret(
        &mut self,
        of: PersonId,
        secret: &[u8],
        step: i64,
        now: Instant,
    ) -> Result<(), StoreError> {
        let row = (of.0.as_bytes(), secret, step, now.timestamp_millis());
        self.execute(sql::WRITE_CODE, row).map(|_| ())
    }

    /// Uses the code of a step. False where that one, or a later one, was used already.
    ///
    /// # Errors
    /// When the database fails.
    pub fn use_code(&mut self, of: PersonId, step: i64) -> Result<bool, StoreError> {
        Ok(self.execute(sql::USE_CODE, (step, of.0.as_bytes()))? == 1)
    }

    /// Forgets a person's app. False where there was none.
    ///
    /// # Errors
    /// When the database fails.
    pub fn remove_code(&mut self, of: PersonId) -> Result<bool, StoreError> {
        Ok(self.execute(sql::REMOVE_CODE, [of.0.as_bytes()])? > 0)
    }

    /// Takes a person's password and every second factor, ends their sessions, and forgets which devices they used.
    ///
    /// # Errors
    /// When the database fails.
    pub fn drop_factors(&mut self, of: PersonId) -> Result<(), StoreError> {
        self.in_transaction(|store| {
            store.execute(sql::REMOVE_PASSKEYS_OF, [of.0.as_bytes()])?;
            store.execute(sql::REMOVE_CODE, [of.0.as_bytes()])?;
            store.execute(sql::REMOVE_PASSWORD, [of.0.as_bytes()])?;
            store.close_sessions_of(of)
        })
    }
}
