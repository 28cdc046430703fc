//! Who uses this device, and where the truth lives.
//!
//! Kept in a database of its own, with strict durability: a browser writes its local storage some seconds late, and one
//! that is killed before that would open signed out, with what is unsent out of reach.

use super::Mode;
use crate::platform::indexed_db::IndexedDb;
use linli_domain::PersonId;
use linli_sync::{KeyValue, Put, StoreError, Table};

const NAME: &str = "linli-here";
const MODE: &str = "mode";
const PERSON: &str = "person";
const LEAVING: &str = "leaving";

/// Who, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Whereabouts {
    /// Where the truth lives.
    pub mode: Mode,
    /// Who was here last, and has not signed out.
    pub person: Option<PersonId>,
}

/// What was kept.
pub(super) struct Kept {
    /// Who, and where.
    pub here: Whereabouts,
    /// Somebody signed out, and the server has not heard of it: until it has, their cookie lives and lets nobody in.
    pub leaving: bool,
}

/// Nobody, on a server.
pub(super) const NOBODY: Whereabouts = Whereabouts {
    mode: Mode::Server,
    person: None,
};

/// What was kept; nobody where this browser keeps nothing.
pub(super) async fn recall() -> Kept {
    read().await.unwrap_or(Kept {
        here: NOBODY,
        leaving: false,
    })
}

async fn read() -> Result<Kept, StoreError> {
    let db = IndexedDb::open(NAME).await?;
    let keys = [MODE, PERSON, LEAVING].map(str::to_owned);
    let mut kept = db
        .get(Table::Meta, &keys)
        .await?
        .into_iter()
        .map(Option::unwrap_or_default);
    let (mode, person, leaving) = (kept.next(), kept.next(), kept.next());
    let here = Whereabouts {
        mode: if mode.as_deref() == Some("device") {
            Mode::Device
        } else {
            Mode::Server
        },
        person: person.and_then(|text| text.parse().ok()),
    };
    let leaving = leaving.is_some_and(|text| !text.is_empty());
    Ok(Kept { here, leaving })
}

/// Keeps it; safe once this returns. Whoever is let in by a server has a new cookie: nobody is leaving any more.
///
/// # Errors
/// When the browser keeps no data.
pub(super) async fn keep(here: Whereabouts) -> Result<(), StoreError> {
    let mut puts = puts_of(here);
    if here.mode == Mode::Server && here.person.is_some() {
        puts.push(Put::delete(Table::Meta, LEAVING));
    }
    write(puts).await
}

/// Keeps that nobody is here, and that the server has to hear of it.
///
/// # Errors
/// When the browser keeps no data.
pub(super) async fn leave() -> Result<(), StoreError> {
    let mut puts = puts_of(NOBODY);
    puts.push(Put::set(Table::Meta, LEAVING, "yes"));
    write(puts).await
}

/// The server has heard.
///
/// # Errors
/// When the browser keeps no data.
pub(super) async fn left() -> Result<(), StoreError> {
    write(vec![Put::delete(Table::Meta, LEAVING)]).await
}

fn puts_of(here: Whereabouts) -> Vec<Put> {
    let mode = match here.mode {
        Mode::Server => "server",
        Mode::Device => "device",
    };
    vec![
        Put::set(Table::Meta, MODE, mode),
        Put {
            table: Table::Meta,
            key: PERSON.to_owned(),
            value: here.person.map(|person| person.to_string()),
        },
    ]
}

async fn write(puts: Vec<Put>) -> Result<(), StoreError> {
    IndexedDb::open(NAME).await?.write(puts).await
}
