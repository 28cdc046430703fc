//! Device mode as the rest of the app sees it. What it does lies in `device_home.rs` and travels late: most people's
//! truth lives on a server, and they need none of it.

use super::device_home;
use crate::{late::NotFetched, platform::http::Unsent};
use futures::future::LocalBoxFuture;
use linli_domain::{DocumentKey, PersonId, person::Role};
use linli_sync::{Changes, ChangesRequest, Envelope, History, Outcome, StoreError};
use std::rc::Rc;

/// An authority on this device.
pub trait Home {
    /// Decides a command.
    ///
    /// # Errors
    /// When the database fails: then nothing happened.
    fn submit<'a>(
        &'a self,
        envelope: &'a Envelope,
    ) -> LocalBoxFuture<'a, Result<Outcome, StoreError>>;

    /// What changed for one of its people.
    ///
    /// # Errors
    /// When the database fails, or there is no such person.
    fn changes<'a>(
        &'a self,
        person: PersonId,
        request: &'a ChangesRequest,
    ) -> LocalBoxFuture<'a, Result<Changes, Unsent>>;

    /// What happened to a document, as far as one of its people may read it.
    ///
    /// # Errors
    /// When the database fails.
    fn history<'a>(
        &'a self,
        person: PersonId,
        document: &'a DocumentKey,
    ) -> LocalBoxFuture<'a, Result<Option<History>, Unsent>>;

    /// All that it holds about one of its people, as a server tells it.
    ///
    /// # Errors
    /// When the database fails.
    fn export(&self, person: PersonId) -> LocalBoxFuture<'_, Result<String, Unsent>>;
}

fn missing(_: NotFetched) -> StoreError {
    StoreError("this part of the app could not be fetched".into())
}

/// Opens the home on this device.
///
/// # Errors
/// When the browser keeps no data, or this part of the app could not be fetched.
pub async fn open() -> Result<Rc<dyn Home>, StoreError> {
    device_home::open_home().await.map_err(missing)?.await
}

/// The content of this device, as a file.
pub struct Backup;

impl Backup {
    /// Everything that this device's home holds.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn export() -> Result<String, StoreError> {
        device_home::exported().await.map_err(missing)?.await
    }

    /// Puts a file's content in place of what this device's home holds, all or nothing.
    ///
    /// # Errors
    /// When it is no such file, or the database fails; then nothing is changed.
    pub async fn import(text: &str) -> Result<(), StoreError> {
        let text = text.to_owned();
        device_home::imported(text).await.map_err(missing)?.await
    }
}

/// One of this device's people, to play.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Persona {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// What they are, the weightiest role first.
    pub role: Option<Role>,
}

/// The people of this device's home: who runs something first, then by number.
///
/// # Errors
/// When the database fails.
pub async fn personas() -> Result<Vec<Persona>, StoreError> {
    device_home::people().await.map_err(missing)?.await
}

/// Moves the demo community into this device's home, where it is new.
///
/// # Errors
/// When the demo cannot be fetched, or the database fails.
pub async fn load_demo() -> Result<(), StoreError> {
    device_home::demo_loaded().await.map_err(missing)?.await
}
