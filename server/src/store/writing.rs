//! Writing what a decision changes: documents, then the ledger, then the chain, and the feeds last, whose counters
//! are raised in one order by everybody.

use super::{SqliteStore, reading::unsigned, sql};
use linli_domain::place::PlaceCode;
use linli_sync::{FeedWrite, Store, StoreError, Stored, Writes, next_link};
use rusqlite::ToSql;

impl Store for SqliteStore {
    async fn commit(&mut self, writes: &Writes) -> Result<Vec<u64>, StoreError> {
        self.in_transaction(|store| {
            store.write_documents(writes)?;
            if let Some(forgetting) = &writes.forgetting {
                store.forget(forgetting)?;
            }
            store.write_ledger(writes)?;
            store.write_links(writes)?;
            store.write_feeds(&writes.feeds)
        })
    }
}

impl SqliteStore {
    fn write_documents(&mut self, writes: &Writes) -> Result<(), StoreError> {
        for write in &writes.documents {
            let key = write.key.to_string();
            let due = write.due.map(|due| due.timestamp_millis());
            let schema = linli_domain::SCHEMA;
            let written = if write.replaces == 0 {
                self.execute(sql::NEW_DOCUMENT, (key, schema, due, &write.body))?
            } else {
                let replaces = write.replaces;
                self.execute(
                    sql::REPLACE_DOCUMENT,
                    (schema, due, &write.body, key, replaces),
                )?
            };
            if written != 1 {
                return Err(StoreError(format!(
                    "a {} is not at revision {}",
                    write.key.kind().name(),
                    write.replaces
                )));
            }
            let stored = || Stored {
                revision: write.replaces + 1,
                document: write.document.clone(),
            };
            self.cache.put(&write.key, stored, write.body.len());
        }
        Ok(())
    }

    fn write_ledger(&mut self, writes: &Writes) -> Result<(), StoreError> {
        let Some((person, id, row)) = &writes.ledger else {
            return Ok(());
        };
        let verdict = row
            .verdict
            .as_ref()
            .map(serde_json::to_string)
            .transpose()?;
        let params: [&dyn ToSql; 5] = [
            person.0.as_bytes(),
            id.0.as_bytes(),
            &row.body_hash,
            &row.at.timestamp_millis(),
            &verdict,
        ];
        self.execute(sql::WRITE_LEDGER, &params[..]).map(|_| ())
    }

    fn write_links(&mut self, writes: &Writes) -> Result<(), StoreError> {
        let mut desks: Vec<&PlaceCode> = writes.transitions.iter().map(|t| &t.desk).collect();
        desks.sort();
        desks.dedup();
        for desk in desks {
            let found = self.maybe(sql::CHAIN, [desk.as_str()], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
            let (mut length, mut hash): (i64, String) = found.unwrap_or_default();
            for t in writes.transitions.iter().filter(|t| t.desk == *desk) {
                length += 1;
                let key = t.key.to_string();
                hash = next_link(&hash, desk, unsigned(length), &key, &t.digest);
                let link = (
                    desk.as_str(),
                    length,
                    key,
                    &t.salt,
                    &t.body,
                    &t.digest,
                    &hash,
                );
                self.execute(sql::WRITE_LINK, link)?;
            }
            self.execute(sql::WRITE_CHAIN, (desk.as_str(), length, &hash))?;
        }
        Ok(())
    }

    /// The feeds come ordered by audience, so counters are raised in that order, one statement each.
    fn write_feeds(&mut self, feeds: &[FeedWrite]) -> Result<Vec<u64>, StoreError> {
        let mut places = Vec::with_capacity(feeds.len());
        for rows in feeds.chunk_by(|a, b| a.audience == b.audience) {
            let Some(first) = rows.first() else { continue };
            let audience = first.audience.to_string();
            let many = i64::try_from(rows.len()).unwrap_or(i64::MAX);
            let head: i64 = self.one(sql::RAISE_HEAD, (&audience, many), |row| row.get(0))?;
            for (seq, row) in (head - many + 1..).zip(rows) {
                self.execute(
                    sql::WRITE_FEED,
                    (&audience, row.key.to_string(), seq, &row.view),
                )?;
                places.push(unsigned(seq));
            }
        }
        Ok(places)
    }
}
