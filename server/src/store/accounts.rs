//! Accounts: who may speak for whom. Passwords come in hashed.

use super::{SqliteStore, at_once, sql};
use linli_domain::{Document, DocumentKey, PersonId, person::PersonAbout, time::Instant};
use linli_sync::{Reading, StoreError};
use rusqlite::Row;
use uuid::Uuid;

/// An account as sign-in needs it.
#[derive(Clone)]
pub struct Account {
    /// Whose.
    pub person: PersonId,
    /// The password, as an argon2id string.
    pub password: String,
}

/// A volunteer number or account name as it is stored: without spaces around, capital letters as small ones.
pub fn login_form(login: &str) -> String {
    login.trim().to_lowercase()
}

pub(super) fn person(row: &Row, column: usize) -> rusqlite::Result<PersonId> {
    Ok(PersonId(Uuid::from_bytes(row.get(column)?)))
}

impl SqliteStore {
    /// The account with that volunteer number or account name.
    ///
    /// # Errors
    /// When the database fails.
    pub fn account(&self, login: &str) -> Result<Option<Account>, StoreError> {
        self.maybe(sql::ACCOUNT, [login_form(login)], |row| {
            Ok(Account {
                person: person(row, 0)?,
                password: row.get(1)?,
            })
        })
    }

    /// What somebody may sign in with, beside a password.
    ///
    /// # Errors
    /// When the database fails.
    pub fn logins_of(&self, person: PersonId) -> Result<Vec<String>, StoreError> {
        self.many(sql::LOGINS_OF, [person.0.as_bytes()], |row| row.get(0))
    }

    /// Whose account name or volunteer number it is, with or without a password.
    ///
    /// # Errors
    /// When the database fails.
    pub fn whose_login(&self, login: &str) -> Result<Option<PersonId>, StoreError> {
        self.maybe(sql::LOGIN, [login_form(login)], |row| person(row, 0))
    }

    /// Who is registered with that volunteer number.
    ///
    /// # Errors
    /// When the database fails.
    pub fn people_with_number(&self, number: &str) -> Result<Vec<PersonId>, StoreError> {
        let bodies: Vec<String> = self.many(sql::PEOPLE, (), |row| row.get(0))?;
        let form = login_form(number);
        let mut people = Vec::new();
        for body in bodies {
            if let Document::Person(person) = serde_json::from_str(&body)?
                && login_form(&person.about.volunteer_no) == form
            {
                people.push(person.id);
            }
        }
        Ok(people)
    }

    /// What is registered about somebody.
    ///
    /// # Errors
    /// When the database fails.
    pub fn about(&mut self, person: PersonId) -> Result<Option<PersonAbout>, StoreError> {
        let found = at_once(self.load(&[DocumentKey::Person(person)]))?;
        let found = found.into_iter().flatten().next();
        Ok(found.and_then(|stored| match &*stored.document {
            Document::Person(person) => Some(person.about.clone()),
            _ => None,
        }))
    }

    /// A person's password, hashed, where they have one.
    ///
    /// # Errors
    /// When the database fails.
    pub fn password_of(&self, person: PersonId) -> Result<Option<String>, StoreError> {
        self.maybe(sql::PASSWORD_OF, [person.0.as_bytes()], |row| row.get(0))
    }

    /// Whether that person has an account.
    ///
    /// # Errors
    /// When the database fails.
    pub fn has_account(&self, person: PersonId) -> Result<bool, StoreError> {
        let found = self.maybe(sql::HAS_ACCOUNT, [person.0.as_bytes()], |_| Ok(()))?;
        Ok(found.is_some())
    }

    /// How many accounts there are.
    ///
    /// # Errors
    /// When the database fails.
    pub fn accounts(&self) -> Result<u64, StoreError> {
        let n: i64 = self.one(sql::ACCOUNTS, (), |row| row.get(0))?;
        Ok(u64::try_from(n).unwrap_or(0))
    }

    /// Sets a person's password, ends their sessions, and forgets which devices they used.
    ///
    /// # Errors
    /// When the database fails.
    pub fn set_password(
        &mut self,
        person: PersonId,
        hashed: &str,
        now: Instant,
    ) -> Result<(), StoreError> {
        let id = person.0.as_bytes();
        self.in_transaction(|store| {
            store.execute(sql::WRITE_ACCOUNT, (id, hashed, now.timestamp_millis()))?;
            store.execute(sql::CLOSE_SESSIONS_OF, [id])?;
            store.execute(sql::FORGET_DEVICES_OF, [id]).map(|_| ())
        })
    }

    /// Lets a person sign in by that name or number too. False where it is another person's.
    ///
    /// # Errors
    /// When the database fails.
    pub fn add_login(&mut self, person: PersonId, login: &str) -> Result<bool, StoreError> {
        self.in_transaction(|store| match store.whose_login(login)? {
            Some(there) => Ok(there == person),
            None => {
                let form = login_form(login);
                store.execute(sql::WRITE_LOGIN, (form, person.0.as_bytes()))?;
                Ok(true)
            }
        })
    }
}
