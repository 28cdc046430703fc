//! Looking things up in SQLite: what the authority's loop and readers ask.

use super::{SqliteStore, sql};
use linli_domain::{
    Audience, CommandId, Document, DocumentKey, PersonId, place::PlaceCode, time::Instant,
};
use linli_sync::{FeedRow, LedgerRow, Link, Reading, StoreError, Stored, TransitionWrite};
use serde_json::value::RawValue;
use std::collections::BTreeSet;

impl Reading for SqliteStore {
    async fn ledger(
        &mut self,
        person: PersonId,
        id: CommandId,
    ) -> Result<Option<LedgerRow>, StoreError> {
        let found = self.maybe(sql::LEDGER, (person.0.as_bytes(), id.0.as_bytes()), |row| {
            Ok((
                row.get(0)?,
                row.get::<_, i64>(1)?,
                row.get::<_, Option<String>>(2)?,
            ))
        })?;
        let Some((body_hash, at, verdict)) = found else {
            return Ok(None);
        };
        Ok(Some(LedgerRow {
            body_hash,
            at: moment(at)?,
            verdict: verdict
                .map(|text| serde_json::from_str(&text))
                .transpose()?,
        }))
    }

    async fn load(&mut self, keys: &[DocumentKey]) -> Result<Vec<Option<Stored>>, StoreError> {
        let mut found = Vec::with_capacity(keys.len());
        for key in keys {
            if let Some(stored) = self.cache.get(key) {
                found.push(Some(stored.clone()));
                continue;
            }
            let row = self.maybe(sql::DOCUMENT, [key.to_string()], |row| {
                let (revision, body) = (row.get(0)?, row.get_ref(1)?.as_str()?);
                let document = serde_json::from_str::<Document>(body);
                Ok((revision, document, body.len()))
            })?;
            let Some((revision, document, bytes)) = row else {
                found.push(None);
                continue;
            };
            let stored = Stored {
                revision,
                document: document?.into(),
            };
            self.cache.put(key, || stored.clone(), bytes);
            found.push(Some(stored));
        }
        Ok(found)
    }

    async fn rows(
        &mut self,
        wanted: &[(Audience, DocumentKey)],
    ) -> Result<Vec<FeedRow>, StoreError> {
        let mut rows = Vec::new();
        for (audience, key) in wanted {
            let found = self.maybe(
                sql::FEED_ROW,
                (audience.to_string(), key.to_string()),
                |row| Ok((row.get(0)?, row.get(1)?)),
            )?;
            if let Some((seq, text)) = found {
                rows.push(FeedRow {
                    audience: audience.clone(),
                    key: key.clone(),
                    seq: unsigned(seq),
                    view: view(text)?,
                });
            }
        }
        Ok(rows)
    }

    async fn may_show(
        &mut self,
        audiences: &[Audience],
        key: &DocumentKey,
    ) -> Result<bool, StoreError> {
        let key = key.to_string();
        for audience in audiences {
            let shown = self.maybe(sql::SHOWN, (audience.to_string(), &key), |_| Ok(()))?;
            if shown.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    async fn scan(
        &mut self,
        audience: &Audience,
        after: u64,
        limit: usize,
    ) -> Result<Vec<FeedRow>, StoreError> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let params = (audience.to_string(), signed(after), limit);
        let found = self.many(sql::SCAN, params, |row| {
            Ok((row.get::<_, String>(0)?, row.get(1)?, row.get(2)?))
        })?;
        found
            .into_iter()
            .map(|(key, seq, text)| {
                Ok(FeedRow {
                    audience: audience.clone(),
                    key: parsed(&key)?,
                    seq: unsigned(seq),
                    view: view(text)?,
                })
            })
            .collect()
    }

    async fn head(&mut self, audience: &Audience) -> Result<u64, StoreError> {
        let head = self.maybe(sql::HEAD, [audience.to_string()], |row| row.get(0))?;
        Ok(head.map_or(0, unsigned))
    }

    async fn due(
        &mut self,
        now: Instant,
        limit: usize,
    ) -> Result<Vec<(DocumentKey, Instant)>, StoreError> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows = self.many(sql::DUE, (now.timestamp_millis(), limit), |row| {
            Ok((row.get::<_, String>(0)?, row.get(1)?))
        })?;
        rows.into_iter()
            .map(|(key, due)| Ok((parsed(&key)?, moment(due)?)))
            .collect()
    }

    async fn links(
        &mut self,
        desk: &PlaceCode,
        after: u64,
        limit: usize,
    ) -> Result<Vec<Link>, StoreError> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows = self.many(sql::LINKS, (desk.as_str(), signed(after), limit), |row| {
            let texts: (String, String, String) = (row.get(1)?, row.get(2)?, row.get(3)?);
            Ok((row.get::<_, String>(0)?, texts, row.get(4)?))
        })?;
        rows.into_iter()
            .map(|(key, (salt, body, digest), hash)| {
                let (desk, key) = (desk.clone(), parsed(&key)?);
                let transition = TransitionWrite {
                    desk,
                    key,
                    salt,
                    body,
                    digest,
                };
                Ok(Link { hash, transition })
            })
            .collect()
    }

    async fn containing(&mut self, words: &[String]) -> Result<Vec<DocumentKey>, StoreError> {
        let mut keys = BTreeSet::new();
        for word in words.iter().filter(|word| !word.is_empty()) {
            let found: Vec<String> = self.many(sql::CONTAINING, [word], |row| row.get(0))?;
            for key in found {
                keys.insert(parsed(&key)?);
            }
        }
        Ok(keys.into_iter().collect())
    }

    async fn links_of(
        &mut self,
        desk: &PlaceCode,
        key: &DocumentKey,
        limit: usize,
    ) -> Result<Vec<Link>, StoreError> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let params = (key.to_string(), desk.as_str(), limit);
        self.many(sql::LINKS_OF, params, |row| {
            let transition = TransitionWrite {
                desk: desk.clone(),
                key: key.clone(),
                salt: row.get(0)?,
                body: row.get(1)?,
                digest: row.get(2)?,
            };
            let hash = row.get(3)?;
            Ok(Link { hash, transition })
        })
    }

    async fn epoch(&mut self) -> Result<String, StoreError> {
        self.one(sql::META, ["epoch"], |row| row.get(0))
    }
}

pub(super) fn parsed<T: std::str::FromStr>(text: &str) -> Result<T, StoreError> {
    text.parse()
        .map_err(|_| StoreError(format!("a stored key cannot be read: {}", text.len())))
}

pub(super) fn unsigned(n: i64) -> u64 {
    u64::try_from(n).unwrap_or(0)
}

fn signed(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn moment(millis: i64) -> Result<Instant, StoreError> {
    Instant::from_timestamp_millis(millis).ok_or_else(|| StoreError("a stored time".into()))
}

fn view(text: Option<String>) -> Result<Option<Box<RawValue>>, StoreError> {
    Ok(text.map(RawValue::from_string).transpose()?)
}
