//! An authority's home over keys and values: in memory, and on a device over IndexedDB. One writer at a time: the
//! device holds a lock, a test has one thread.

use crate::{
    erasure::Forgetting,
    kv::{KeyValue, Put, Table},
    protocol::FeedRow,
    store::{LedgerRow, Link, Reading, Store, StoreError, Stored, Writes, next_link},
};
use linli_domain::{
    Audience, CommandId, Document, DocumentKey, PersonId, lean, place::PlaceCode, time::Instant,
};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// A home over keys and values.
#[derive(Clone)]
pub struct KvStore<K> {
    kv: K,
    epoch: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct DocumentRow {
    revision: u32,
    schema: u16,
    document: Document,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    due: Option<Instant>,
}

fn row(text: &str) -> Result<DocumentRow, StoreError> {
    lean::read(text).map_err(|error| StoreError(error.to_string()))
}

#[derive(Serialize, Deserialize)]
struct Row {
    key: DocumentKey,
    view: Option<Box<RawValue>>,
}

#[derive(Clone, Default, Serialize, Deserialize)]
struct Chain {
    length: u64,
    hash: String,
}

fn place(seq: u64) -> String {
    format!("{seq:016x}")
}

fn due_key(at: Instant, key: &DocumentKey) -> String {
    format!("{:016x}|{key}", at.timestamp_millis().max(0))
}

impl<K: KeyValue> KvStore<K> {
    /// A home over `kv`. `new_epoch` names its history where it is new.
    ///
    /// # Errors
    /// When the keys and values fail.
    pub async fn open(kv: K, new_epoch: &str) -> Result<Self, StoreError> {
        let found = kv
            .get(Table::Counters, &["epoch".to_owned()])
            .await?
            .into_iter()
            .next()
            .flatten();
        if found.is_none() {
            kv.write(vec![Put::set(Table::Counters, "epoch", new_epoch)])
                .await?;
        }
        Ok(KvStore {
            kv,
            epoch: Some(found.unwrap_or_else(|| new_epoch.to_owned())),
        })
    }

    async fn get<T: for<'a> Deserialize<'a>>(
        &self,
        table: Table,
        key: String,
    ) -> Result<Option<T>, StoreError> {
        let found = self
            .kv
            .get(table, &[key])
            .await?
            .into_iter()
            .next()
            .flatten();
        Ok(found.map(|text| serde_json::from_str(&text)).transpose()?)
    }

    async fn document(&self, key: &DocumentKey) -> Result<Option<DocumentRow>, StoreError> {
        let found = self.kv.get(Table::Documents, &[key.to_string()]).await?;
        found
            .into_iter()
            .flatten()
            .next()
            .map(|text| row(&text))
            .transpose()
    }

    async fn write_documents(
        &self,
        writes: &Writes,
        batch: &mut Vec<Put>,
    ) -> Result<(), StoreError> {
        for write in &writes.documents {
            let before = self.document(&write.key).await?;
            let revision = before.as_ref().map_or(0, |row| row.revision);
            if revision != write.replaces
                && !linli_domain::planted::is(linli_domain::planted::Bug::RevisionUnchecked)
            {
                return Err(StoreError(format!(
                    "{} is at revision {revision}",
                    write.key
                )));
            }
            if let Some(due) = before.and_then(|row| row.due) {
                batch.push(Put::delete(Table::Due, due_key(due, &write.key)));
            }
            if let Some(due) = write.due {
                batch.push(Put::set(Table::Due, due_key(due, &write.key), ""));
            }
            let row = DocumentRow {
                revision: revision + 1,
                schema: linli_domain::SCHEMA,
                document: (*write.document).clone(),
                due: write.due,
            };
            batch.push(Put::set(
                Table::Documents,
                write.key.to_string(),
                serde_json::to_string(&row)?,
            ));
        }
        Ok(())
    }

    async fn write_feeds(
        &self,
        writes: &Writes,
        batch: &mut Vec<Put>,
    ) -> Result<Vec<u64>, StoreError> {
        let mut places = Vec::new();
        let mut heads: BTreeMap<&Audience, u64> = BTreeMap::new();
        for feed in &writes.feeds {
            if !heads.contains_key(&feed.audience) {
                heads.insert(
                    &feed.audience,
                    self.get(Table::Counters, feed.audience.to_string())
                        .await?
                        .unwrap_or(0),
                );
            }
            let head = heads.entry(&feed.audience).or_default();
            *head += 1;
            places.push(*head);
            let index = format!("{}|{}", feed.audience, feed.key);
            if let Some(old) = self.get::<u64>(Table::FeedIndex, index.clone()).await? {
                batch.push(Put::delete(
                    Table::Feed,
                    format!("{}|{}", feed.audience, place(old)),
                ));
            }
            let view = feed.view.clone().map(RawValue::from_string).transpose()?;
            let row = serde_json::to_string(&Row {
                key: feed.key.clone(),
                view,
            })?;
            batch.push(Put::set(
                Table::Feed,
                format!("{}|{}", feed.audience, place(*head)),
                row,
            ));
            batch.push(Put::set(Table::FeedIndex, index, head.to_string()));
        }
        for (audience, head) in heads {
            batch.push(Put::set(
                Table::Counters,
                audience.to_string(),
                head.to_string(),
            ));
        }
        Ok(places)
    }

    async fn forget(
        &self,
        forgetting: &Forgetting,
        batch: &mut Vec<Put>,
    ) -> Result<(), StoreError> {
        let all = |table| self.kv.range(table, "", "~", usize::MAX);
        for (at, text) in all(Table::Transitions).await? {
            let mut link: Link = serde_json::from_str(&text)?;
            let said = &mut link.transition;
            if forgetting.takes(&said.key.to_string(), &said.body) {
                said.salt.clear();
                said.body.clear();
                batch.push(Put::set(
                    Table::Transitions,
                    at,
                    serde_json::to_string(&link)?,
                ));
            }
        }
        for (at, text) in all(Table::Ledger).await? {
            if forgetting.takes_commands_of(&at) {
                batch.push(Put::delete(Table::Ledger, at));
            } else if forgetting.is_in(&text) {
                let row: LedgerRow = serde_json::from_str(&text)?;
                let row = LedgerRow {
                    verdict: None,
                    ..row
                };
                batch.push(Put::set(Table::Ledger, at, serde_json::to_string(&row)?));
            }
        }
        Ok(())
    }

    async fn write_chain(&self, writes: &Writes, batch: &mut Vec<Put>) -> Result<(), StoreError> {
        let mut chains: BTreeMap<&PlaceCode, Chain> = BTreeMap::new();
        for transition in &writes.transitions {
            let desk = &transition.desk;
            if !chains.contains_key(desk) {
                chains.insert(
                    desk,
                    self.get(Table::Counters, format!("chain:{desk}"))
                        .await?
                        .unwrap_or_default(),
                );
            }
            let chain = chains.entry(desk).or_default();
            chain.length += 1;
            if linli_domain::planted::is(linli_domain::planted::Bug::ChainBroken) {
                chain.hash.clear();
            }
            let (n, key) = (chain.length, &transition.key);
            chain.hash = next_link(&chain.hash, desk, n, key, &transition.digest);
            let link = Link {
                hash: chain.hash.clone(),
                transition: transition.clone(),
            };
            let key = format!("{desk}|{}", place(chain.length));
            batch.push(Put::set(
                Table::Transitions,
                key,
                serde_json::to_string(&link)?,
            ));
        }
        for (desk, chain) in chains {
            batch.push(Put::set(
                Table::Counters,
                format!("chain:{desk}"),
                serde_json::to_string(&chain)?,
            ));
        }
        Ok(())
    }
}

impl<K: KeyValue> Reading for KvStore<K> {
    async fn ledger(
        &mut self,
        person: PersonId,
        id: CommandId,
    ) -> Result<Option<LedgerRow>, StoreError> {
        self.get(Table::Ledger, format!("{person}|{id}")).await
    }

    async fn load(&mut self, keys: &[DocumentKey]) -> Result<Vec<Option<Stored>>, StoreError> {
        let names: Vec<String> = keys.iter().map(DocumentKey::to_string).collect();
        let mut found = Vec::with_capacity(keys.len());
        for text in self.kv.get(Table::Documents, &names).await? {
            let row: Option<DocumentRow> = text.map(|text| row(&text)).transpose()?;
            found.push(row.map(|row| Stored {
                revision: row.revision,
                document: row.document.into(),
            }));
        }
        Ok(found)
    }

    async fn rows(
        &mut self,
        wanted: &[(Audience, DocumentKey)],
    ) -> Result<Vec<FeedRow>, StoreError> {
        let mut rows = Vec::new();
        for (audience, key) in wanted {
            let Some(seq) = self
                .get::<u64>(Table::FeedIndex, format!("{audience}|{key}"))
                .await?
            else {
                continue;
            };
            if let Some(row) = self
                .get::<Row>(Table::Feed, format!("{audience}|{}", place(seq)))
                .await?
            {
                rows.push(FeedRow {
                    audience: audience.clone(),
                    key: row.key,
                    seq,
                    view: row.view,
                });
            }
        }
        Ok(rows)
    }

    async fn scan(
        &mut self,
        audience: &Audience,
        after: u64,
        limit: usize,
    ) -> Result<Vec<FeedRow>, StoreError> {
        let (from, to) = (
            format!("{audience}|{}", place(after)),
            format!("{audience}|~"),
        );
        let mut rows = Vec::new();
        for (at, text) in self.kv.range(Table::Feed, &from, &to, limit).await? {
            let seq = at
                .rsplit('|')
                .next()
                .and_then(|hex| u64::from_str_radix(hex, 16).ok());
            let seq = seq.ok_or_else(|| StoreError(format!("bad place {at}")))?;
            let row: Row = serde_json::from_str(&text)?;
            rows.push(FeedRow {
                audience: audience.clone(),
                key: row.key,
                seq,
                view: row.view,
            });
        }
        Ok(rows)
    }

    async fn head(&mut self, audience: &Audience) -> Result<u64, StoreError> {
        Ok(self
            .get(Table::Counters, audience.to_string())
            .await?
            .unwrap_or(0))
    }

    async fn due(
        &mut self,
        now: Instant,
        limit: usize,
    ) -> Result<Vec<(DocumentKey, Instant)>, StoreError> {
        let to = format!("{:016x}|~", now.timestamp_millis().max(0));
        let mut due = Vec::new();
        for (key, _) in self.kv.range(Table::Due, "", &to, limit).await? {
            let parsed = key.split_once('|').and_then(|(at, document)| {
                let millis = i64::from_str_radix(at, 16).ok()?;
                Some((
                    document.parse().ok()?,
                    Instant::from_timestamp_millis(millis)?,
                ))
            });
            due.extend(parsed);
        }
        Ok(due)
    }

    async fn containing(&mut self, words: &[String]) -> Result<Vec<DocumentKey>, StoreError> {
        let all = self.kv.range(Table::Documents, "", "~", usize::MAX).await?;
        let named = |text: &str| words.iter().any(|word| text.contains(word.as_str()));
        let keys = all.iter().filter(|(_, text)| named(text));
        Ok(keys.filter_map(|(key, _)| key.parse().ok()).collect())
    }

    async fn links(
        &mut self,
        desk: &PlaceCode,
        after: u64,
        limit: usize,
    ) -> Result<Vec<Link>, StoreError> {
        let (from, to) = (format!("{desk}|{}", place(after)), format!("{desk}|~"));
        let rows = self.kv.range(Table::Transitions, &from, &to, limit).await?;
        rows.iter()
            .map(|(_, text)| Ok(serde_json::from_str(text)?))
            .collect()
    }

    async fn epoch(&mut self) -> Result<String, StoreError> {
        self.epoch
            .clone()
            .ok_or_else(|| StoreError("not opened".into()))
    }
}

impl<K: KeyValue> Store for KvStore<K> {
    async fn commit(&mut self, writes: &Writes) -> Result<Vec<u64>, StoreError> {
        let mut batch = Vec::new();
        self.write_documents(writes, &mut batch).await?;
        if let Some(forgetting) = &writes.forgetting {
            self.forget(forgetting, &mut batch).await?;
        }
        self.write_chain(writes, &mut batch).await?;
        let places = self.write_feeds(writes, &mut batch).await?;
        if let Some((person, id, row)) = &writes.ledger {
            batch.push(Put::set(
                Table::Ledger,
                format!("{person}|{id}"),
                serde_json::to_string(row)?,
            ));
        }
        self.kv.write(batch).await?;
        Ok(places)
    }
}
