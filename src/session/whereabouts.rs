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

/// Who, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Whereabouts {
    /// Where the truth lives.
    pub mode: Mode,
    /// Who was here last, and has not signed out.
    pub person: Option<PersonId>,
}

/// Nobody, on a server.
pub(super) const NOBODY: Whereabouts = Whereabouts {
    mode: Mode::Server,
    person: None,
};

/// What was kept; nobody where this browser keeps nothing.
pub(super) async fn recall() -> Whereabouts {
    read().await.unwrap_or(NOBODY)
}

async fn read() -> Result<Whereabouts, StoreError> {
    let db = IndexedDb::open(NAME).await?;
    let keys = [MODE.to_owned(), PERSON.to_owned()];
    let mut kept = db
        .get(Table::Meta, &keys)
        .await?
        .into_iter()
        .map(Option::unwrap_or_default);
    let (mode, person) = (kept.next(), kept.next());
    Ok(Whereabouts {
        mode: if mode.as_deref() == Some("device") {
            Mode::Device
        } else {
            Mode::Server
        },
        person: person.and_then(|text| text.parse().ok()),
    })
}

/// Keeps it; safe once this returns.
///
/// # Errors
/// When the browser keeps no data.
pub(super) async fn keep(here: Whereabouts) -> Result<(), StoreError> {
    let mode = match here.mode {
        Mode::Server => "server",
        Mode::Device => "device",
    };
    let person = here.person.map(|person| person.to_string());
    let puts = vec![
        Put::set(Table::Meta, MODE, mode),
        Put {
            table: Table::Meta,
            key: PERSON.to_owned(),
            value: person,
        },
    ];
    IndexedDb::open(NAME).await?.write(puts).await
}
