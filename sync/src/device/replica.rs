//! The replica: the views that this person may have, as far as they were fetched.

use super::{Device, Held, POSITION, PROFILE, Position};
use crate::{
    kv::{KeyValue, Put, Table},
    protocol::{Changes, ChangesRequest, FeedRow},
    snapshot::Rows,
    store::StoreError,
};
use linli_domain::{Audience, DocumentKey, View, lean, time::Instant};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::{collections::BTreeSet, sync::Arc};

#[derive(Serialize, Deserialize)]
struct StoredRow {
    audience: Audience,
    key: DocumentKey,
    seq: u64,
    view: Box<RawValue>,
}

fn row_key(audience: &Audience, key: &DocumentKey) -> String {
    format!("{audience}|{key}")
}

impl<K: KeyValue> Device<K> {
    /// Reads every stored view again.
    pub(super) async fn reload_rows(&mut self) -> Result<(), StoreError> {
        let mut rows = Rows::default();
        for (_, text) in self.kv.range(Table::Replica, "", "~", usize::MAX).await? {
            let row: StoredRow = lean::read(&text)?;
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
        Ok(())
    }

    /// A row that neither a pull nor an outcome has brought before.
    pub(super) fn is_newer(&self, row: &FeedRow) -> bool {
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

    /// What to ask the authority for.
    pub fn request(&self) -> ChangesRequest {
        ChangesRequest {
            epoch: self.position.epoch.clone(),
            cursors: self.position.cursors.clone(),
            profile: self.profile_revision.clone(),
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
        if let Some(profile) = &changes.profile {
            batch.push(Put::set(
                Table::Meta,
                PROFILE,
                serde_json::to_string(profile)?,
            ));
        }
        self.write(batch).await?;
        self.keep_profile(changes.profile);
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
            let row: StoredRow = lean::read(&text)?;
            if !same_history
                || !mine.contains(&row.audience)
                || left(&row.audience, &row.key, row.seq)
            {
                dropped.push((row.audience, row.key));
            }
        }
        Ok(dropped)
    }

    pub(super) fn hold(&mut self, new: Vec<FeedRow>) {
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
}

pub(super) fn put_rows(rows: &[FeedRow], batch: &mut Vec<Put>) -> Result<(), StoreError> {
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
