//! Walking every chain of the database, as whoever verifies does: nothing that stands there is believed.

use super::{SqliteStore, failed, sql};
use linli_sync::{
    StoreError,
    chain::{Broken, Checkpoint, Held, Row, Walk},
};
use std::collections::{BTreeMap, BTreeSet};

/// What stands where a text is none: it fits nothing.
const NO_TEXT: &str = "?";

/// A community's chain, walked to its end or to what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Walked {
    /// The community, as the database writes it.
    pub desk: String,
    /// Whether it holds.
    pub verdict: Result<Held, Broken>,
}

impl SqliteStore {
    /// Walks every chain, all of one moment, whoever writes meanwhile: those that have links, a head, or a checkpoint
    /// that was kept elsewhere.
    ///
    /// # Errors
    /// When the database fails. What is wrong with a chain is an answer.
    pub fn walk_chains(&mut self, against: &[Checkpoint]) -> Result<Vec<Walked>, StoreError> {
        let alone = self.connection.is_autocommit();
        if alone {
            self.run("BEGIN")?;
        }
        let walked = self.walk(against);
        if alone {
            self.run("ROLLBACK")?;
        }
        walked
    }

    fn walk(&self, against: &[Checkpoint]) -> Result<Vec<Walked>, StoreError> {
        let heads = self.many(sql::CHAINS, (), |row| {
            Ok((
                text(row, 0).to_owned(),
                (number(row, 1), text(row, 2).to_owned()),
            ))
        })?;
        let heads: BTreeMap<String, (i64, String)> = heads.into_iter().collect();
        let mut chains = Chains {
            against,
            heads: &heads,
            current: None,
            walked: Vec::new(),
        };
        let mut statement = self.connection.prepare(sql::EVERY_LINK).map_err(failed)?;
        let mut rows = statement.query(()).map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            chains.link(row);
        }
        chains.close();
        let there: BTreeSet<String> = chains
            .walked
            .iter()
            .map(|chain| chain.desk.clone())
            .collect();
        let kept = against.iter().map(|kept| &kept.desk);
        let without: BTreeSet<&String> = heads.keys().chain(kept).collect();
        for desk in without.into_iter().filter(|desk| !there.contains(*desk)) {
            chains.open(desk);
            chains.close();
        }
        chains.walked.sort_by(|a, b| a.desk.cmp(&b.desk));
        Ok(chains.walked)
    }
}

/// The chains one after the other, as their links come.
struct Chains<'a> {
    against: &'a [Checkpoint],
    heads: &'a BTreeMap<String, (i64, String)>,
    current: Option<(String, Result<Walk<'a>, Broken>)>,
    walked: Vec<Walked>,
}

impl Chains<'_> {
    fn open(&mut self, desk: &str) {
        let walk = Walk::new(desk, self.against);
        self.current = Some((desk.to_owned(), Ok(walk)));
    }

    fn link(&mut self, row: &rusqlite::Row) {
        let desk = text(row, 0);
        if self.current.as_ref().is_none_or(|(open, _)| open != desk) {
            self.close();
            self.open(desk);
        }
        let Some((_, walk)) = &mut self.current else {
            return;
        };
        let link = Row {
            n: number(row, 1),
            key: text(row, 2),
            salt: text(row, 3),
            body: text(row, 4),
            digest: text(row, 5),
            hash: text(row, 6),
        };
        if let Some(broken) = walk.as_mut().ok().and_then(|walk| walk.step(&link).err()) {
            *walk = Err(broken);
        }
    }

    fn close(&mut self) {
        let Some((desk, walk)) = self.current.take() else {
            return;
        };
        let head = self.heads.get(&desk);
        let head = head.map(|(length, hash)| (*length, hash.as_str()));
        let verdict = walk.and_then(|walk| walk.end(head));
        self.walked.push(Walked { desk, verdict });
    }
}

/// SQLite lets anything be written anywhere.
fn text<'a>(row: &'a rusqlite::Row, at: usize) -> &'a str {
    let value = row.get_ref(at).ok();
    value
        .and_then(|value| value.as_str().ok())
        .unwrap_or(NO_TEXT)
}

fn number(row: &rusqlite::Row, at: usize) -> i64 {
    row.get(at).unwrap_or(i64::MIN)
}
