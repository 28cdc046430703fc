//! A device's half: the outbox, in which every command is safe before the screen shows it, and the replica, the views
//! that this person may have. What the screen shows is always the confirmed views with the waiting commands predicted
//! over them.
//!
//! The network is not in here: whoever drives a device takes [`Device::next`], sends it, and brings the outcome to
//! [`Device::settle`]. A transport that fails brings nothing, so the envelope stays.

pub(crate) mod foresight;
mod outbox;
mod profile_here;
mod replica;

pub use outbox::{Acted, Parked, Queued, Returned, Status};
pub use profile_here::{ProfileBasics, ProfileHere};

use crate::{
    kv::{KeyValue, Put, Table},
    protocol::ProfileSent,
    snapshot::{Rows, Snapshot},
    store::StoreError,
};
use chrono::TimeDelta;
use foresight::{Foreseen, Foresight, Outlook};
use linli_domain::{Audience, PersonId, View, lean, time::Instant};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// How long a held command waits, so that undo is real.
pub const HOLD_SECONDS: i64 = 7;

/// A view that this device holds.
#[derive(Clone, Debug)]
pub struct Held {
    /// Its place in the audience's feed; 0 where it is only expected.
    pub seq: u64,
    /// The view.
    pub view: Arc<View>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Position {
    #[serde(default)]
    epoch: Option<String>,
    #[serde(default)]
    cursors: BTreeMap<Audience, u64>,
    #[serde(default)]
    audiences: Vec<Audience>,
    /// How far the authority's clock is ahead of this device's, in milliseconds.
    #[serde(default)]
    ahead_ms: i64,
    #[serde(default)]
    pulled: bool,
    #[serde(default)]
    grants_revision: u32,
}

/// One person's outbox and replica on one device.
pub struct Device<K> {
    kv: K,
    person: PersonId,
    profile: ProfileHere,
    /// The revision of the profile that is kept here.
    profile_revision: Option<String>,
    rows: Arc<Rows>,
    position: Position,
    queue: BTreeMap<String, Queued>,
    returned: BTreeMap<String, Returned>,
    foresight: Option<Foresight>,
    /// How many are queued, and how many came back, while it cannot read them.
    unread: (usize, usize),
}

const POSITION: &str = "position";
const PROFILE: &str = "profile";
const RETURNED: &str = "returned|";

impl<K: KeyValue> Device<K> {
    /// Opens what this device holds for a person.
    ///
    /// # Errors
    /// When the keys and values fail.
    pub async fn open(kv: K, person: PersonId) -> Result<Self, StoreError> {
        let mut device = Self::glance(kv, person).await?;
        device.learn().await?;
        Ok(device)
    }

    /// Opens what this device holds for a person, as far as it can be shown without [`Device::learn`]: the confirmed
    /// views, and how many commands are queued.
    ///
    /// # Errors
    /// When the keys and values fail.
    pub async fn glance(kv: K, person: PersonId) -> Result<Self, StoreError> {
        let mut device = Device {
            kv,
            person,
            profile: ProfileHere::default(),
            profile_revision: None,
            rows: Arc::default(),
            position: Position::default(),
            queue: BTreeMap::new(),
            returned: BTreeMap::new(),
            foresight: None,
            unread: (0, 0),
        };
        device.reload().await?;
        Ok(device)
    }

    /// Reads everything again: another tab has written.
    ///
    /// # Errors
    /// When the keys and values fail.
    pub async fn reload(&mut self) -> Result<(), StoreError> {
        let keys = [POSITION, PROFILE].map(str::to_owned);
        let mut kept = self.kv.get(Table::Meta, &keys).await?.into_iter();
        let position = kept.next().flatten();
        self.position = position
            .map(|text| lean::read(&text))
            .transpose()?
            .unwrap_or_default();
        let profile = kept.next().flatten();
        self.keep_profile(profile.map(|text| lean::read(&text)).transpose()?);
        self.reload_rows().await?;
        self.read_asked(self.foresight).await
    }

    /// Goes by a profile that is kept here. One that this version cannot read is kept for the next, which asks for
    /// nothing then.
    fn keep_profile(&mut self, sent: Option<ProfileSent>) {
        let Some(sent) = sent else { return };
        if self.profile_revision.as_ref() != Some(&sent.revision) {
            self.profile = ProfileHere::of(sent.profile.get());
            self.profile_revision = Some(sent.revision);
        }
    }

    /// Writes all or none. Where that fails it may have been written all the same, so what is stored is read again.
    async fn write(&mut self, batch: Vec<Put>) -> Result<(), StoreError> {
        let written = self.kv.write(batch).await;
        if written.is_err() {
            let _ = self.reload().await;
        }
        written
    }

    /// Whose device this is.
    pub fn person(&self) -> PersonId {
        self.person
    }

    /// This device's clock, corrected by what the authority last said.
    pub fn corrected(&self, local: Instant) -> Instant {
        local + TimeDelta::milliseconds(self.position.ahead_ms)
    }

    /// Whether anything was ever fetched for this person.
    pub fn has_pulled(&self) -> bool {
        self.position.pulled
    }

    /// How many commands are queued.
    pub fn waiting(&self) -> usize {
        self.queue.len() + self.unread.0
    }

    /// Whether anything is queued on this device, as it stands in its database now.
    ///
    /// # Errors
    /// When the keys and values fail.
    pub async fn has_queued(&self) -> Result<bool, StoreError> {
        Ok(!self.kv.range(Table::Outbox, "", "~", 1).await?.is_empty())
    }

    /// Whether something is queued or came back that cannot be shown before [`Device::learn`].
    pub fn has_unread(&self) -> bool {
        self.unread != (0, 0)
    }

    /// What the screen shows: the confirmed views with the waiting commands predicted over them.
    pub fn snapshot(&self, local: Instant) -> Snapshot {
        let now = self.corrected(local);
        let outlook = Outlook {
            person: self.person,
            audiences: &self.position.audiences,
            profile: &self.profile,
            rows: &self.rows,
            queue: &self.queue,
            now,
        };
        let foreseen = match self.foresight {
            Some(foresight) => (foresight.foresee)(&outlook),
            None => Foreseen {
                rows: self.rows.clone(),
                pending: BTreeSet::new(),
                doubtful: BTreeMap::new(),
            },
        };
        Snapshot {
            person: self.person,
            now,
            profile: self.profile.clone(),
            rows: foreseen.rows,
            pending: foreseen.pending,
            doubtful: foreseen.doubtful,
            queue: self.queue.values().cloned().collect(),
            returned: self.returned.values().cloned().collect(),
            audiences: self.position.audiences.clone(),
            pulled: self.position.pulled,
            foresight: self.foresight,
        }
    }
}
