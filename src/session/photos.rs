//! Photographs on this device: kept durably before anything names them, and sent once something does.
//!
//! They lie in a database of their own. One that nothing names never leaves the device; on this device alone none does.

use super::{Engine, Mode, Session, asking};
use crate::platform::{
    clock,
    http::{self, Unsent},
    indexed_db::IndexedDb,
    photo,
};
use leptos::{prelude::*, task::spawn_local};
use linli_domain::{PersonId, ShiftId, time::Instant};
use linli_sync::{KeyValue, Put, Snapshot, StoreError, Table};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

/// What waits: its address, and what the server said of it where it did not take it.
const WAITING: Table = Table::Outbox;
/// What is kept, as addresses of data.
const KEPT: Table = Table::Documents;
/// How long to wait after a try that brought nothing, in milliseconds; longer each time.
const FIRST_REST: i64 = 10_000;
const LONGEST_REST: i64 = 600_000;
/// The most that wait on one device.
const MOST: usize = 500;

/// Where a photograph stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhotoState {
    /// Here, and to be sent.
    Saved,
    /// The server has it, or it stays on this device alone.
    Sent,
    /// The server does not take it.
    Failed,
}

/// The database of photographs of one person; of everybody on this device alone.
pub(super) fn store_name(mode: Mode, person: PersonId) -> String {
    match mode {
        Mode::Server => format!("linli-photos-{person}"),
        Mode::Device => "linli-photos-device".to_owned(),
    }
}

fn not_now() -> StoreError {
    StoreError("nobody is here".into())
}

/// Whether some shift that this device knows names it, or will once what is queued is taken.
fn is_named(seen: &Snapshot, address: &str) -> bool {
    let mut sheets = seen.shifts().into_iter().flat_map(|shift| shift.sheets);
    sheets.any(|sheet| sheet.photo == address)
}

impl Session {
    async fn photo_store(self) -> Result<IndexedDb, StoreError> {
        let person = self.engine().ok_or_else(not_now)?.person();
        IndexedDb::open(&store_name(self.mode.get_untracked(), person)).await
    }

    /// Keeps a photograph; when this returns its address, it is safe on this device.
    ///
    /// # Errors
    /// When it could not be stored: then nothing may name it.
    pub async fn keep_photo(self, bytes: &[u8]) -> Result<String, StoreError> {
        let address = linli_domain::photo::address_of(bytes);
        let data = photo::as_data(bytes).ok_or_else(|| StoreError("no such text".into()))?;
        let mut puts = vec![Put::set(KEPT, &*address, data)];
        let state = match self.mode.get_untracked() {
            Mode::Server => {
                puts.push(Put::set(WAITING, &*address, ""));
                PhotoState::Saved
            }
            Mode::Device => PhotoState::Sent,
        };
        self.photo_store().await?.write(puts).await?;
        self.photos.update(|photos| {
            photos.insert(address.clone(), state);
        });
        Ok(address)
    }

    /// Forgets a photograph that nothing names.
    pub async fn drop_photo(self, address: &str) {
        let named = self
            .snapshot
            .with_untracked(|seen| seen.as_ref().is_none_or(|seen| is_named(seen, address)));
        if named {
            return;
        }
        if let Ok(store) = self.photo_store().await {
            let puts = vec![Put::delete(WAITING, address), Put::delete(KEPT, address)];
            // What cannot be deleted now goes at signing out, and is not sent before.
            let _ = store.write(puts).await;
        }
        self.photos.try_update(|photos| photos.remove(address));
    }

    /// Where a picture can be read: on this device, else at the server by whom the shift shows its roster.
    pub async fn photo(self, shift: Option<ShiftId>, address: &str) -> Option<String> {
        let here = match self.photo_store().await {
            Ok(store) => store.get(KEPT, &[address.to_owned()]).await.ok(),
            Err(_) => None,
        };
        let here = here.and_then(|found| found.into_iter().next().flatten());
        let at_server = || {
            let on_server = self.mode.get_untracked() == Mode::Server;
            on_server
                .then(|| Some(http::photo_of(shift?, address)))
                .flatten()
        };
        here.or_else(at_server)
    }
}

/// When to send the next one.
#[derive(Default)]
pub(super) struct Sending {
    store: RefCell<Option<IndexedDb>>,
    busy: Cell<bool>,
    rest: Cell<i64>,
    not_before: Cell<Instant>,
}

impl Sending {
    /// Lets go of the database.
    pub(super) fn close(&self) {
        if let Some(store) = self.store.borrow_mut().take() {
            store.close();
        }
    }
}

impl Engine {
    /// Sends what waits, beside everything else: it holds up no command.
    pub(super) fn send_photos(self: &Rc<Self>) {
        let sending = &self.sending;
        if self.home.is_some() || sending.busy.get() || clock::now() < sending.not_before.get() {
            return;
        }
        sending.busy.set(true);
        let engine = self.clone();
        spawn_local(async move {
            let went = match asking::send_photos(engine.clone()).await {
                Ok(sent) => sent.await,
                Err(_) => Err(Unsent::Offline),
            };
            let sending = &engine.sending;
            sending.busy.set(false);
            let rest = match went {
                Ok(()) => 0,
                Err(_) => (sending.rest.get() * 2).clamp(FIRST_REST, LONGEST_REST),
            };
            sending.rest.set(rest);
            let rest = chrono::TimeDelta::milliseconds(rest);
            sending.not_before.set(clock::now() + rest);
        });
    }

    /// How many are not sent; none where that cannot be read.
    pub(super) async fn photos_unsent(&self) -> Option<usize> {
        Some(self.photos_waiting().await?.len())
    }

    /// How many of these may still go: the others were refused for good.
    pub(super) async fn photos_to_send(&self) -> Option<usize> {
        let waiting = self.photos_waiting().await?;
        Some(waiting.iter().filter(|(_, said)| said.is_empty()).count())
    }

    /// Those that are not sent, and what was said of them. A picture of a form that was left is named by nothing: nobody
    /// expects it to arrive.
    async fn photos_waiting(&self) -> Option<Vec<(String, String)>> {
        if self.home.is_some() {
            return Some(Vec::new());
        }
        let store = self.photo_store().await.ok()?;
        let mut waiting = store.range(WAITING, "", "g", MOST).await.ok()?;
        waiting.retain(|(address, _)| self.is_named(address));
        Some(waiting)
    }

    fn is_named(&self, address: &str) -> bool {
        let seen = self.session.snapshot;
        seen.with_untracked(|seen| seen.as_ref().is_some_and(|seen| is_named(seen, address)))
    }

    async fn photo_store(&self) -> Result<IndexedDb, StoreError> {
        let open = self.sending.store.borrow().clone();
        if let Some(store) = open {
            return Ok(store);
        }
        if self.closed.get() {
            return Err(not_now());
        }
        let store = IndexedDb::open(&store_name(Mode::Server, self.person())).await?;
        *self.sending.store.borrow_mut() = Some(store.clone());
        Ok(store)
    }

    fn photo_stands(&self, address: String, state: PhotoState) {
        if self.closed.get() {
            return;
        }
        let photos = self.session.photos;
        if photos.with_untracked(|photos| photos.get(&address) != Some(&state)) {
            photos.update(|photos| {
                photos.insert(address, state);
            });
        }
    }

    /// Sends each photograph that waits and is named.
    ///
    /// # Errors
    /// When there is no way through: the rest waits.
    pub(super) async fn send_photos_now(self: &Rc<Self>) -> Result<(), Unsent> {
        let busy = |_: StoreError| Unsent::Busy {
            after_seconds: None,
        };
        let store = self.photo_store().await.map_err(busy)?;
        // Addresses are hexadecimal digits.
        let waiting = store.range(WAITING, "", "g", MOST).await.map_err(busy)?;
        for (address, said) in waiting {
            if self.closed.get() {
                return Ok(());
            }
            if !said.is_empty() {
                self.photo_stands(address, PhotoState::Failed);
                continue;
            }
            self.photo_stands(address.clone(), PhotoState::Saved);
            if !self.is_named(&address) {
                continue;
            }
            let kept = store.get(KEPT, std::slice::from_ref(&address)).await;
            let kept = kept.map_err(busy)?.into_iter().next().flatten();
            let bytes = kept.as_deref().and_then(photo::of_data);
            let went = match bytes {
                Some(bytes) => http::put_photo(&address, &bytes).await,
                None => Err(Unsent::Rejected {
                    detail: "it is not here".into(),
                }),
            };
            let (put, state) = match went {
                Ok(()) => (Put::delete(WAITING, &*address), PhotoState::Sent),
                Err(Unsent::Rejected { detail }) => {
                    (Put::set(WAITING, &*address, detail), PhotoState::Failed)
                }
                Err(unsent) => return Err(unsent),
            };
            store.write(vec![put]).await.map_err(busy)?;
            self.photo_stands(address, state);
        }
        Ok(())
    }
}
