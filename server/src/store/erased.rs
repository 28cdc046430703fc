//! Who was erased, and that they stay so: an older copy of the database knows them still, so the erasures are done
//! again before it is put in place.
//!
//! The list holds ids and nothing else. It lies in the data folder beside the database, and is what a council keeps
//! elsewhere together with its copies (`docs/adr/0020-erasure.md`).

use super::{SqliteStore, at_once, sql};
use linli_domain::{
    Caller, Command, CommandId, Document, DocumentKey, PersonId, Profile,
    erasure::{ERASURE_DAYS, ErasureStep},
    time::{Instant, hours},
};
use linli_sync::{Circumstances, Envelope, Reading, StoreError, submit, tick};
use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

/// A round of an erasure changes at most a hundred documents; nobody stands in more than this many hundreds.
const ROUNDS_MOST: usize = 10_000;

/// The list of a data folder.
pub fn erased_file(data: &Path) -> PathBuf {
    data.join("erased.txt")
}

/// The people on a list: an id a line. Lines that are none are skipped.
///
/// # Errors
/// When the file is there and cannot be read.
pub fn read_erased(file: &Path) -> io::Result<BTreeSet<PersonId>> {
    let text = match fs::read_to_string(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        read => read?,
    };
    Ok(text
        .lines()
        .filter_map(|line| line.trim().parse().ok())
        .collect())
}

/// Adds to a list whom it does not hold.
///
/// # Errors
/// When the file cannot be written.
pub fn keep_erased(file: &Path, people: &BTreeSet<PersonId>) -> io::Result<()> {
    let mut all = read_erased(file)?;
    let before = all.len();
    all.extend(people);
    if all.len() == before {
        return Ok(());
    }
    let text: String = all.iter().map(|person| format!("{person}\n")).collect();
    let unfinished = file.with_extension("unfinished");
    fs::write(&unfinished, text)?;
    fs::File::open(&unfinished)?.sync_all()?;
    fs::rename(&unfinished, file)
}

impl SqliteStore {
    /// Everybody whose erasure has begun.
    ///
    /// # Errors
    /// When the database fails.
    pub fn erased(&mut self) -> Result<BTreeSet<PersonId>, StoreError> {
        let keys: Vec<String> = self.many(sql::WITH_ERASURE, (), |row| row.get(0))?;
        let keys: Vec<DocumentKey> = keys.iter().filter_map(|key| key.parse().ok()).collect();
        let mut people = BTreeSet::new();
        for stored in at_once(self.load(&keys))?.into_iter().flatten() {
            if let Document::Person(person) = &*stored.document
                && person.is_gone()
            {
                people.insert(person.id);
            }
        }
        Ok(people)
    }

    /// Erases people at once who were erased before and are here again, because this is an older copy.
    ///
    /// # Errors
    /// When the database fails, or somebody stays.
    pub fn erase_again(
        &mut self,
        people: &BTreeSet<PersonId>,
        profile: &Profile,
        now: Instant,
    ) -> Result<usize, StoreError> {
        let given = Circumstances {
            now,
            profile,
            entropy: crate::random::bytes()?,
        };
        // As if it had been asked for in time.
        let asked = Circumstances {
            now: now - hours(24 * ERASURE_DAYS),
            ..given.clone()
        };
        let mut here = Vec::new();
        for &person in people {
            if self.stays(person)? {
                let command = Command::AskErasure { person };
                let id = CommandId(uuid::Uuid::now_v7());
                let envelope = Envelope::new(id, PersonId::SYSTEM, asked.now, &command)?;
                at_once(submit(self, &envelope, Caller::System, &asked))?;
                here.push(person);
            }
        }
        for _ in 0..ROUNDS_MOST {
            let mut left = false;
            for &person in &here {
                left |= self.stays(person)?;
            }
            if !left {
                return Ok(here.len());
            }
            self.in_transaction(|store| at_once(tick(store, &given)))?;
        }
        Err(StoreError(
            "somebody who was erased could not be erased again".into(),
        ))
    }

    /// Whether somebody is registered here and not erased to the end.
    fn stays(&mut self, person: PersonId) -> Result<bool, StoreError> {
        let found = at_once(self.load(&[DocumentKey::Person(person)]))?;
        Ok(found
            .into_iter()
            .flatten()
            .any(|stored| match &*stored.document {
                Document::Person(person) => person
                    .erasure
                    .is_none_or(|erasure| erasure.step != ErasureStep::Done),
                _ => false,
            }))
    }
}
