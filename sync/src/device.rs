//! A device's half: the outbox, in which every command is safe before the screen shows it, and the replica, the views
//! that this person may have. What the screen shows is always the confirmed views with the waiting commands predicted
//! over them.
//!
//! The network is not in here: whoever drives a device takes [`Device::next`], sends it, and brings the outcome to
//! [`Device::settle`]. A transport that fails brings nothing, so the envelope stays.

use crate::{
    kv::{KeyValue, Put, Table},
    protocol::{Changes, ChangesRequest, Envelope, FeedRow, Outcome},
    snapshot::{Rows, Snapshot, predict_over},
    store::StoreError,
};
use chrono::TimeDelta;
use linli_domain::{
    Audience, Command, CommandId, DocumentKey, PersonId, Prediction, Profile, Refusal, View, lean,
    time::Instant,
};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
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

/// Why an envelope stays in the queue and is not sent again by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Parked {
    /// The app must be updated first.
    UpdateNeeded,
    /// The authority could not read it.
    Unreadable {
        /// What it said.
        detail: String,
    },
    /// It names something that a parked envelope was to create.
    Behind {
        /// That envelope.
        id: CommandId,
    },
}

/// Where a queued command stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Will be sent as soon as there is network.
    Waiting,
    /// May be undone until then.
    Held {
        /// The last moment, by this device's own clock.
        until: Instant,
    },
    /// Stays.
    Parked(Parked),
}

/// A command in the queue.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Queued {
    /// The envelope, exactly as it will be sent, whenever.
    pub envelope: Envelope,
    /// Where it stands.
    pub status: Status,
}

impl Queued {
    /// The command, where this version of the app can read it.
    pub fn command(&self) -> Option<Command> {
        lean::read(self.envelope.command.get()).ok()
    }
}

/// A command that came back refused: shown until it was read.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Returned {
    /// The command's id.
    pub id: CommandId,
    /// The command, as JSON.
    pub command: Box<RawValue>,
    /// Every reason.
    pub reasons: Vec<Refusal>,
    /// When it came back.
    pub at: Instant,
}

impl Returned {
    /// The command, where this version of the app can read it.
    pub fn command(&self) -> Option<Command> {
        lean::read(self.command.get()).ok()
    }
}

/// What became of a tap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Acted {
    /// It may not be: nothing was queued.
    Refused(Vec<Refusal>),
    /// It is safe on this device, and will be sent.
    Queued(CommandId),
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

#[derive(Serialize, Deserialize)]
struct StoredRow {
    audience: Audience,
    key: DocumentKey,
    seq: u64,
    view: Box<RawValue>,
}

/// One person's outbox and replica on one device.
pub struct Device<K> {
    kv: K,
    person: PersonId,
    profile: Profile,
    rows: Arc<Rows>,
    position: Position,
    queue: BTreeMap<String, Queued>,
    returned: BTreeMap<String, Returned>,
}

fn row_key(audience: &Audience, key: &DocumentKey) -> String {
    format!("{audience}|{key}")
}

const POSITION: &str = "position";
const RETURNED: &str = "returned|";

impl<K: KeyValue> Device<K> {
    /// Opens what this device holds for a person.
    ///
    /// # Errors
    /// When the keys and values fail.
    pub async fn open(kv: K, person: PersonId) -> Result<Self, StoreError> {
        let mut device = Device {
            kv,
            person,
            profile: Profile::default(),
            rows: Arc::default(),
            position: Position::default(),
            queue: BTreeMap::new(),
            returned: BTreeMap::new(),
        };
        device.reload().await?;
        Ok(device)
    }

    /// Reads everything again: another tab has written.
    ///
    /// # Errors
    /// When the keys and values fail.
    pub async fn reload(&mut self) -> Result<(), StoreError> {
        let position = self
            .kv
            .get(Table::Meta, &[POSITION.to_owned()])
            .await?
            .into_iter()
            .next()
            .flatten();
        self.position = position
            .map(|text| serde_json::from_str(&text))
            .transpose()?
            .unwrap_or_default();
        let mut rows = Rows::default();
        for (_, text) in self.kv.range(Table::Replica, "", "~", usize::MAX).await? {
            let row: StoredRow = serde_json::from_str(&text)?;
            // A view of a kind that this version does not know is kept as it is, and not shown.
            if let Ok(view) = lean::read::<View>(row.view.get()) {
                rows.entry(row.key).or_default().insert(
                    row.audience,
                    Held {
                        seq: row.seq,
                        view: Arc::new(view),
                    },
                );
            }
        }
        self.rows = Arc::new(rows);
        self.refresh_queue().await?;
        self.returned = BTreeMap::new();
        for (at, text) in self
            .kv
            .range(Table::Meta, RETURNED, "returned|~", usize::MAX)
            .await?
        {
            self.returned.insert(at, serde_json::from_str(&text)?);
        }
        Ok(())
    }

    /// Reads the queue again: another tab may have added to it, or taken something back.
    ///
    /// # Errors
    /// When the keys and values fail.
    pub async fn refresh_queue(&mut self) -> Result<(), StoreError> {
        let mut queue = BTreeMap::new();
        for (at, text) in self.kv.range(Table::Outbox, "", "~", usize::MAX).await? {
            queue.insert(at, serde_json::from_str(&text)?);
        }
        self.queue = queue;
        Ok(())
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

    /// The queue, in order of sending.
    pub fn queue(&self) -> impl Iterator<Item = &Queued> {
        self.queue.values()
    }

    /// A tap: predicts, and where it may be, stores the command durably before anybody sees it as pending.
    ///
    /// # Errors
    /// When it could not be stored: then nothing happened, and the screen must say so.
    pub async fn act(
        &mut self,
        command: &Command,
        id: CommandId,
        local: Instant,
    ) -> Result<Acted, StoreError> {
        // Another tab may have taken back or settled what this one still believes to be waiting.
        self.refresh_queue().await?;
        let snapshot = self.snapshot(local);
        if let Prediction::Refused(reasons) =
            self.predict_over(&snapshot.rows, command, id, self.corrected(local))
            && self.queue.is_empty()
        {
            return Ok(Acted::Refused(reasons));
        }
        let text = serde_json::to_string(command)?;
        let status = if let Some(id) = self.parked_before(&text) {
            Status::Parked(Parked::Behind { id })
        } else if command.is_held() {
            Status::Held {
                until: local + TimeDelta::seconds(HOLD_SECONDS),
            }
        } else {
            Status::Waiting
        };
        let envelope = Envelope::new(id, self.person, local, command)?;
        let queued = Queued { envelope, status };
        let at = self.next_place(local, id);
        let mut batch = vec![Put::set(
            Table::Outbox,
            &at,
            serde_json::to_string(&queued)?,
        )];
        let mut released = Vec::new();
        for (place, earlier) in &self.queue {
            if let Status::Held { .. } = earlier.status {
                let earlier = Queued {
                    status: Status::Waiting,
                    ..earlier.clone()
                };
                batch.push(Put::set(
                    Table::Outbox,
                    place,
                    serde_json::to_string(&earlier)?,
                ));
                released.push((place.clone(), earlier));
            }
        }
        self.write(batch).await?;
        self.queue.extend(released);
        self.queue.insert(at, queued);
        Ok(Acted::Queued(id))
    }

    /// The parked command that was to create what this one names.
    fn parked_before(&self, command: &str) -> Option<CommandId> {
        self.queue
            .values()
            .filter(|queued| matches!(queued.status, Status::Parked(_)))
            .find(|queued| {
                let made = queued.command().and_then(|parked| created(&parked));
                made.is_some_and(|made| command.contains(&made))
            })
            .map(|queued| queued.envelope.id)
    }

    /// Keys of the queue sort in the order of taps, also where the clock goes back.
    fn next_place(&self, local: Instant, id: CommandId) -> String {
        let last = self
            .queue
            .keys()
            .next_back()
            .and_then(|at| at.split('|').next()?.parse::<i64>().ok());
        let millis = local.timestamp_millis().max(0);
        format!(
            "{:015}|{id}",
            last.map_or(millis, |last| millis.max(last + 1))
        )
    }

    /// Takes a held command back. False where it is gone already: sent, or no longer held.
    ///
    /// # Errors
    /// When the keys and values fail; then it is still queued.
    pub async fn undo(&mut self, id: CommandId, local: Instant) -> Result<bool, StoreError> {
        self.refresh_queue().await?;
        let held = |queued: &Queued| matches!(queued.status, Status::Held { until } if holds(until, local));
        let found = self
            .queue
            .iter()
            .find(|(_, queued)| queued.envelope.id == id && held(queued));
        let Some(at) = found.map(|(at, _)| at.clone()) else {
            return Ok(false);
        };
        if linli_domain::planted::is(linli_domain::planted::Bug::UndoneStays) {
            return Ok(true);
        }
        self.write(vec![Put::delete(Table::Outbox, &at)]).await?;
        self.queue.remove(&at);
        Ok(true)
    }

    /// Takes a parked command out of the queue, because its person said so.
    ///
    /// # Errors
    /// When the keys and values fail; then it is still queued.
    pub async fn discard(&mut self, id: CommandId) -> Result<bool, StoreError> {
        let found = self
            .queue
            .iter()
            .find(|(_, q)| q.envelope.id == id && matches!(q.status, Status::Parked(_)));
        let Some(at) = found.map(|(at, _)| at.clone()) else {
            return Ok(false);
        };
        self.write(vec![Put::delete(Table::Outbox, &at)]).await?;
        self.queue.remove(&at);
        Ok(true)
    }

    /// The envelope to send now: the first that is not parked, unless it is held.
    pub fn next(&self, local: Instant) -> Option<Envelope> {
        let first = self
            .queue
            .values()
            .find(|queued| !matches!(queued.status, Status::Parked(_)))?;
        match first.status {
            Status::Held { until }
                if holds(until, local)
                    && !linli_domain::planted::is(linli_domain::planted::Bug::HeldGoesAtOnce) =>
            {
                None
            }
            _ => Some(first.envelope.clone()),
        }
    }

    /// When the next held command may be sent.
    pub fn held_until(&self) -> Option<Instant> {
        let first = self
            .queue
            .values()
            .find(|queued| !matches!(queued.status, Status::Parked(_)))?;
        if let Status::Held { until } = first.status {
            Some(until)
        } else {
            None
        }
    }

    /// Stores an outcome and takes its envelope out of the queue, in one write.
    ///
    /// # Errors
    /// When the keys and values fail: then it is sent again, and the authority answers the same.
    pub async fn settle(
        &mut self,
        id: CommandId,
        outcome: Outcome,
        local: Instant,
    ) -> Result<(), StoreError> {
        let (rows, reasons, parked) = match outcome {
            Outcome::Applied { rows } => (rows, Vec::new(), None),
            Outcome::Refused { reasons, rows } => (rows, reasons, None),
            Outcome::AlreadyDecided => (Vec::new(), Vec::new(), None),
            Outcome::UpdateNeeded => (Vec::new(), Vec::new(), Some(Parked::UpdateNeeded)),
            Outcome::DifferentBody => (
                Vec::new(),
                Vec::new(),
                Some(Parked::Unreadable {
                    detail: "same id, another body".into(),
                }),
            ),
            Outcome::Malformed { detail } => {
                (Vec::new(), Vec::new(), Some(Parked::Unreadable { detail }))
            }
        };
        if let Some(parked) = parked {
            return self.park(id, parked).await;
        }
        let rows: Vec<FeedRow> = rows.into_iter().filter(|row| self.is_newer(row)).collect();
        let mut batch = Vec::new();
        put_rows(&rows, &mut batch)?;
        let place = self
            .queue
            .iter()
            .find(|(_, queued)| queued.envelope.id == id)
            .map(|(at, _)| at.clone());
        let mut returned = None;
        if let Some(at) = place
            .as_ref()
            .filter(|_| linli_domain::planted::is(linli_domain::planted::Bug::OutboxClearedFirst))
        {
            self.write(vec![Put::delete(Table::Outbox, at)]).await?;
        }
        if let Some(at) = &place {
            batch.push(Put::delete(Table::Outbox, at));
            if let (false, Some(queued)) = (reasons.is_empty(), self.queue.get(at)) {
                let command = queued.envelope.command.clone();
                let back = Returned {
                    id,
                    command,
                    reasons,
                    at: local,
                };
                if !linli_domain::planted::is(linli_domain::planted::Bug::RefusalSwallowed) {
                    batch.push(Put::set(
                        Table::Meta,
                        format!("{RETURNED}{at}"),
                        serde_json::to_string(&back)?,
                    ));
                }
                returned = Some((format!("{RETURNED}{at}"), back));
            }
        }
        self.write(batch).await?;
        self.hold(rows);
        if let Some(at) = place {
            self.queue.remove(&at);
        }
        self.returned.extend(returned);
        Ok(())
    }

    /// A row that neither a pull nor an outcome has brought before.
    fn is_newer(&self, row: &FeedRow) -> bool {
        let seen = self
            .position
            .cursors
            .get(&row.audience)
            .copied()
            .unwrap_or(0);
        let held = self
            .rows
            .get(&row.key)
            .and_then(|views| views.get(&row.audience))
            .map_or(0, |held| held.seq);
        row.seq > seen && row.seq > held
    }

    async fn park(&mut self, id: CommandId, why: Parked) -> Result<(), StoreError> {
        let mut batch = Vec::new();
        let mut changed = Vec::new();
        let mut creates: Vec<String> = Vec::new();
        for (at, queued) in &self.queue {
            let names_one = || {
                let text = queued.envelope.command.get();
                creates.iter().any(|made| text.contains(made.as_str()))
            };
            let parked = if queued.envelope.id == id {
                why.clone()
            } else if names_one() {
                Parked::Behind { id }
            } else {
                continue;
            };
            creates.extend(queued.command().and_then(|command| created(&command)));
            let queued = Queued {
                status: Status::Parked(parked),
                ..queued.clone()
            };
            batch.push(Put::set(Table::Outbox, at, serde_json::to_string(&queued)?));
            changed.push((at.clone(), queued));
        }
        self.write(batch).await?;
        self.queue.extend(changed);
        Ok(())
    }

    /// Gives parked commands another try: the app was updated.
    ///
    /// # Errors
    /// When the keys and values fail.
    pub async fn unpark(&mut self) -> Result<(), StoreError> {
        let parked: Vec<(String, Queued)> = self
            .queue
            .iter()
            .filter(|(_, queued)| matches!(queued.status, Status::Parked(_)))
            .map(|(at, queued)| {
                (
                    at.clone(),
                    Queued {
                        status: Status::Waiting,
                        ..queued.clone()
                    },
                )
            })
            .collect();
        let mut batch = Vec::new();
        for (at, queued) in &parked {
            batch.push(Put::set(Table::Outbox, at, serde_json::to_string(queued)?));
        }
        self.write(batch).await?;
        self.queue.extend(parked);
        Ok(())
    }

    /// A refusal was read.
    ///
    /// # Errors
    /// When the keys and values fail; then it is shown again.
    pub async fn dismiss(&mut self, id: CommandId) -> Result<(), StoreError> {
        let Some(at) = self
            .returned
            .iter()
            .find(|(_, back)| back.id == id)
            .map(|(at, _)| at.clone())
        else {
            return Ok(());
        };
        self.write(vec![Put::delete(Table::Meta, &at)]).await?;
        self.returned.remove(&at);
        Ok(())
    }

    /// What to ask the authority for.
    pub fn request(&self) -> ChangesRequest {
        ChangesRequest {
            epoch: self.position.epoch.clone(),
            cursors: self.position.cursors.clone(),
        }
    }

    /// Stores what was pulled, drops what this person may no longer hold, and moves the cursors: one write. What an
    /// older answer says, overtaken on its way, is passed by.
    ///
    /// # Errors
    /// When the keys and values fail: then the same is pulled again.
    pub async fn apply(&mut self, changes: Changes, local: Instant) -> Result<(), StoreError> {
        let same_history = self.position.epoch.as_ref() == Some(&changes.epoch);
        if same_history
            && changes.grants_revision < self.position.grants_revision
            && !linli_domain::planted::is(linli_domain::planted::Bug::OvertakenIsTaken)
        {
            return Ok(());
        }
        let mut cursors = changes.cursors.clone();
        let mut overtaken = BTreeSet::new();
        for (audience, cursor) in cursors.iter_mut().filter(|_| same_history) {
            let reached = self.position.cursors.get(audience).copied().unwrap_or(0);
            if *cursor < reached
                && !linli_domain::planted::is(linli_domain::planted::Bug::OvertakenIsTaken)
            {
                *cursor = reached;
                overtaken.insert(audience.clone());
            }
        }
        let rows: Vec<FeedRow> = changes
            .rows
            .iter()
            .filter(|row| !overtaken.contains(&row.audience))
            .filter(|row| !same_history || self.seq_of(&row.audience, &row.key) <= row.seq)
            .cloned()
            .collect();
        let dropped = self
            .no_longer_held(&changes, same_history, &overtaken)
            .await?;
        let mut batch: Vec<Put> = dropped
            .iter()
            .map(|(audience, key)| Put::delete(Table::Replica, row_key(audience, key)))
            .collect();
        put_rows(&rows, &mut batch)?;
        let position = Position {
            epoch: Some(changes.epoch),
            cursors,
            audiences: changes.audiences,
            ahead_ms: (changes.now - local).num_milliseconds(),
            pulled: true,
            grants_revision: changes.grants_revision,
        };
        batch.push(Put::set(
            Table::Meta,
            POSITION,
            serde_json::to_string(&position)?,
        ));
        self.write(batch).await?;
        let held = Arc::make_mut(&mut self.rows);
        for (audience, key) in dropped {
            if let Some(views) = held.get_mut(&key) {
                views.remove(&audience);
            }
        }
        held.retain(|_, views| !views.is_empty());
        self.position = position;
        self.hold(rows);
        Ok(())
    }

    /// The place of the view that is held, 0 where none is.
    fn seq_of(&self, audience: &Audience, key: &DocumentKey) -> u64 {
        let views = self.rows.get(key);
        views
            .and_then(|views| views.get(audience))
            .map_or(0, |held| held.seq)
    }

    /// Stored rows that an answer says must go: of audiences that are no longer this person's, of another history,
    /// and what left a feed that is told from its beginning. Kinds that this version cannot show go too.
    async fn no_longer_held(
        &self,
        changes: &Changes,
        same_history: bool,
        overtaken: &BTreeSet<Audience>,
    ) -> Result<Vec<(Audience, DocumentKey)>, StoreError> {
        if linli_domain::planted::is(linli_domain::planted::Bug::EndedRoleKeeps) {
            return Ok(Vec::new());
        }
        let mine: BTreeSet<&Audience> = changes.audiences.iter().collect();
        let told: BTreeSet<(&Audience, &DocumentKey)> = changes
            .rows
            .iter()
            .map(|row| (&row.audience, &row.key))
            .collect();
        let left = |audience: &Audience, key: &DocumentKey, seq: u64| {
            let reached = changes.cursors.get(audience).copied().unwrap_or(0);
            changes.from_start.contains(audience)
                && !overtaken.contains(audience)
                && seq <= reached
                && !told.contains(&(audience, key))
        };
        let mut dropped = Vec::new();
        for (key, views) in self.rows.iter() {
            for (audience, held) in views {
                if same_history && (!mine.contains(audience) || left(audience, key, held.seq)) {
                    dropped.push((audience.clone(), key.clone()));
                }
            }
        }
        if same_history
            && self
                .position
                .audiences
                .iter()
                .all(|audience| mine.contains(audience))
        {
            return Ok(dropped);
        }
        // Kinds that this version cannot show must go too, and those it does not hold in memory.
        dropped.clear();
        for (_, text) in self.kv.range(Table::Replica, "", "~", usize::MAX).await? {
            let row: StoredRow = serde_json::from_str(&text)?;
            if !same_history
                || !mine.contains(&row.audience)
                || left(&row.audience, &row.key, row.seq)
            {
                dropped.push((row.audience, row.key));
            }
        }
        Ok(dropped)
    }

    fn hold(&mut self, new: Vec<FeedRow>) {
        if new.is_empty() {
            return;
        }
        let rows = Arc::make_mut(&mut self.rows);
        for row in new {
            let view = row
                .view
                .and_then(|view| lean::read::<View>(view.get()).ok());
            match view {
                Some(view) => {
                    let held = Held {
                        seq: row.seq,
                        view: Arc::new(view),
                    };
                    rows.entry(row.key).or_default().insert(row.audience, held);
                }
                None => {
                    if let Some(views) = rows.get_mut(&row.key) {
                        views.remove(&row.audience);
                    }
                }
            }
        }
        rows.retain(|_, views| !views.is_empty());
    }

    fn predict_over(
        &self,
        rows: &Rows,
        command: &Command,
        id: CommandId,
        now: Instant,
    ) -> Prediction {
        let reader = (self.person, self.position.audiences.as_slice());
        predict_over(rows, reader, &self.profile, command, id, now)
    }

    /// What the screen shows: the confirmed views with the waiting commands predicted over them.
    pub fn snapshot(&self, local: Instant) -> Snapshot {
        let now = self.corrected(local);
        let mut rows = self.rows.clone();
        let mut pending: BTreeSet<DocumentKey> = BTreeSet::new();
        let mut doubtful = BTreeMap::new();
        for queued in self.queue.values() {
            let Some(command) = queued.command() else {
                continue;
            };
            pending.insert(command.addresses());
            match self.predict_over(&rows, &command, queued.envelope.id, now) {
                Prediction::Expected(expected) => {
                    let rows = Arc::make_mut(&mut rows);
                    for (audience, key, view) in expected {
                        overlay(rows, audience, key, view);
                    }
                }
                Prediction::Refused(reasons) => {
                    doubtful.insert(queued.envelope.id, reasons);
                }
                Prediction::Unknown => {}
            }
        }
        Snapshot {
            person: self.person,
            now,
            rows,
            pending,
            doubtful,
            queue: self.queue.values().cloned().collect(),
            returned: self.returned.values().cloned().collect(),
            audiences: self.position.audiences.clone(),
            pulled: self.position.pulled,
        }
    }
}

fn overlay(rows: &mut Rows, audience: Audience, key: DocumentKey, view: Option<View>) {
    match view {
        Some(view) => {
            rows.entry(key).or_default().insert(
                audience,
                Held {
                    seq: 0,
                    view: Arc::new(view),
                },
            );
        }
        None => {
            if let Some(views) = rows.get_mut(&key) {
                views.remove(&audience);
            }
        }
    }
}

fn put_rows(rows: &[FeedRow], batch: &mut Vec<Put>) -> Result<(), StoreError> {
    for row in rows {
        let key = row_key(&row.audience, &row.key);
        batch.push(match &row.view {
            Some(view) => {
                let stored = StoredRow {
                    audience: row.audience.clone(),
                    key: row.key.clone(),
                    seq: row.seq,
                    view: view.clone(),
                };
                Put::set(Table::Replica, key, serde_json::to_string(&stored)?)
            }
            None => Put::delete(Table::Replica, key),
        });
    }
    Ok(())
}

/// Whether a command that is held until then is held still. A clock that went back does not hold it for longer.
fn holds(until: Instant, local: Instant) -> bool {
    local < until && until - local <= TimeDelta::seconds(HOLD_SECONDS)
}

/// The id that a command creates, as text.
fn created(command: &Command) -> Option<String> {
    match command {
        Command::PostNeed { case, .. } => Some(case.to_string()),
        Command::OpenShift { shift, .. } => Some(shift.to_string()),
        Command::SignUp { sign_up, .. } => Some(sign_up.to_string()),
        _ => None,
    }
}
