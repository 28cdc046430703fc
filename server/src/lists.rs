//! A council's lists, brought into the embedded database: all of them, in one transaction, or nothing.

use crate::{
    password::{self, NotAcceptable},
    random,
    store::{SqliteStore, at_once},
};
use linli_domain::{CommandId, Document, DocumentKey, PersonId, Profile};
use linli_import::{Account, Bad, Given, Home, Import, Origin, Plan, Source, plan, read};
use linli_sync::{Circumstances, Outcome, Reading, StoreError, submit_all};
use std::{cell::RefCell, collections::HashMap, fmt};

/// What an import did.
#[derive(Debug)]
pub struct Imported {
    /// What was read.
    pub import: Import,
    /// How many commands were given; none where everything was there already.
    pub commands: usize,
    /// Rows that people have changed since an earlier import: left as they are.
    pub left: Vec<Origin>,
}

/// Why nothing was imported.
#[derive(Debug)]
pub enum NotImported {
    /// The lists are not good, each place named.
    Bad(Vec<Bad>),
    /// An account's name is another person's.
    LoginTaken {
        /// The row.
        origin: Origin,
        /// The name.
        login: String,
    },
    /// First passwords that nobody may choose, each with its row.
    Passwords(Vec<(Origin, Vec<NotAcceptable>)>),
    /// The database failed, or the machine.
    Failed(String),
}

impl fmt::Display for NotImported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotImported::Bad(bad) => write!(f, "{} places are not good", bad.len()),
            NotImported::LoginTaken { origin, login } => write!(
                f,
                "{}, line {}: somebody else signs in as {login}",
                origin.file, origin.line
            ),
            NotImported::Passwords(all) => all.iter().try_for_each(|(origin, against)| {
                let against: Vec<_> = against.iter().map(ToString::to_string).collect();
                let (file, line) = (&origin.file, origin.line);
                write!(f, "{file}, line {line}: {}. ", against.join("; "))
            }),
            NotImported::Failed(error) => f.write_str(error),
        }
    }
}

impl std::error::Error for NotImported {}

impl From<StoreError> for NotImported {
    fn from(error: StoreError) -> Self {
        NotImported::Failed(error.to_string())
    }
}

/// Reads lists and gives the commands that are still to be given, in the system's name.
///
/// # Errors
/// [`NotImported`]; the database is then as it was.
pub fn bring_in(
    store: &mut SqliteStore,
    files: &[Source],
    given: &Given,
    profile: &Profile,
) -> Result<Imported, NotImported> {
    // Passwords are slow to hash: that is done before the database is held, and again only for new accounts.
    let import = read_into(store, files, given)?;
    let hashed = hash_new(store, &import)?;
    store.in_transaction(|store| {
        let import = read_into(store, files, given)?;
        let plan = with_home(store, |home| plan(&import, home))?;
        give(store, &plan, given, profile)?;
        accounts(store, &import, &hashed, given)?;
        Ok(Imported {
            import,
            commands: plan.commands.len(),
            left: plan.left,
        })
    })
}

fn read_into(
    store: &mut SqliteStore,
    files: &[Source],
    given: &Given,
) -> Result<Import, NotImported> {
    with_home(store, |home| read(files, given, home))?.map_err(NotImported::Bad)
}

fn give(
    store: &mut SqliteStore,
    plan: &Plan,
    given: &Given,
    profile: &Profile,
) -> Result<(), NotImported> {
    let circumstances = Circumstances {
        now: given.now,
        profile,
        entropy: random::bytes()?,
    };
    let done = at_once(submit_all(store, &plan.commands, &circumstances))?;
    for (number, submitted) in done.into_iter().enumerate() {
        match submitted.outcome {
            Outcome::Applied { .. } | Outcome::AlreadyDecided => {}
            Outcome::Refused { reasons, .. } => {
                return Err(NotImported::Bad(vec![plan.refused(number, reasons)]));
            }
            other => return Err(NotImported::Failed(format!("{other:?}"))),
        }
    }
    Ok(())
}

fn with_account(import: &Import) -> impl Iterator<Item = (PersonId, &Account, &Origin)> {
    let people = import.people.iter();
    people.filter_map(|row| Some((row.id, row.account.as_ref()?, &row.origin)))
}

fn hash_new(
    store: &SqliteStore,
    import: &Import,
) -> Result<HashMap<PersonId, String>, NotImported> {
    let mut new = Vec::new();
    let mut bad = Vec::new();
    for (person, account, origin) in with_account(import) {
        let Some(given) = &account.password else {
            continue;
        };
        if !store.has_account(person)? {
            match password::acceptable(given, &[&account.name]) {
                Ok(()) => new.push((person, given)),
                Err(against) => bad.push((origin.clone(), against)),
            }
        }
    }
    if !bad.is_empty() {
        return Err(NotImported::Passwords(bad));
    }
    let hash = |(person, given): (PersonId, &String)| -> Result<_, NotImported> {
        let hash = password::hash(given);
        let hash = hash.map_err(|error| NotImported::Failed(error.to_string()))?;
        Ok((person, hash))
    };
    new.into_iter().map(hash).collect()
}

/// Makes the accounts that are not there yet. A password that somebody has chosen since is never set back.
fn accounts(
    store: &mut SqliteStore,
    import: &Import,
    hashed: &HashMap<PersonId, String>,
    given: &Given,
) -> Result<(), NotImported> {
    for (person, account, origin) in with_account(import) {
        if !store.add_login(person, &account.name)? {
            let (origin, login) = (origin.clone(), account.name.clone());
            return Err(NotImported::LoginTaken { origin, login });
        }
        if let Some(hash) = hashed.get(&person)
            && !store.has_account(person)?
        {
            store.set_password(person, hash, given.now)?;
        }
    }
    Ok(())
}

/// Shows the database to an import, and fails if it failed meanwhile.
fn with_home<T>(store: &mut SqliteStore, look: impl FnOnce(&There) -> T) -> Result<T, StoreError> {
    let there = There {
        store: RefCell::new(store),
        failed: RefCell::default(),
    };
    let found = look(&there);
    there.failed.into_inner().map_or(Ok(found), Err)
}

struct There<'a> {
    store: RefCell<&'a mut SqliteStore>,
    failed: RefCell<Option<StoreError>>,
}

impl There<'_> {
    fn keep<T>(&self, found: Result<Option<T>, StoreError>) -> Option<T> {
        found.unwrap_or_else(|error| {
            self.failed.replace(Some(error));
            None
        })
    }
}

impl Home for There<'_> {
    fn document(&self, key: &DocumentKey) -> Option<Document> {
        let mut store = self.store.borrow_mut();
        let found = at_once(store.load(std::slice::from_ref(key)));
        let found = found.map(|found| found.into_iter().next().flatten());
        self.keep(found).map(|stored| (*stored.document).clone())
    }

    fn has_decided(&self, id: CommandId) -> bool {
        let mut store = self.store.borrow_mut();
        self.keep(at_once(store.ledger(PersonId::SYSTEM, id)))
            .is_some()
    }
}
