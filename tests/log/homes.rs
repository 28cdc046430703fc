//! Databases with chains of several communities, written as the server writes them.

use linli_domain::{
    CaseId, CommandId, DocumentKey, PersonId, RecordId, ShiftId, SignUpId, Transition,
    place::PlaceCode, time::Instant,
};
use linli_server::store::{SqliteStore, Walked, at_once, database_file};
use linli_sync::{Checkpoint, Store, TransitionWrite, Writes, sha256_hex};
use linli_tests::rng::Rng;
use rusqlite::Connection;
use tempfile::TempDir;

/// A link as it lies in the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lying {
    pub n: i64,
    pub key: String,
    pub salt: String,
    pub body: String,
    pub digest: String,
    pub hash: String,
    /// The text is stored as bytes.
    pub as_bytes: bool,
}

impl Lying {
    pub fn is_erased(&self) -> bool {
        self.salt.is_empty() && self.body.is_empty()
    }

    pub fn said(&self) -> Transition {
        serde_json::from_str(&self.body).unwrap()
    }

    pub fn say(&mut self, said: &Transition) {
        self.body = serde_json::to_string(said).unwrap();
    }

    pub fn erase(&mut self) {
        self.salt.clear();
        self.body.clear();
    }
}

/// A community's chain as it lies in the database; without a head where somebody took it away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    pub desk: String,
    pub links: Vec<Lying>,
    pub head: Option<(i64, String)>,
}

/// A database, what lies in it, and the checkpoints that were kept elsewhere.
pub struct Home {
    _folder: TempDir,
    connection: Option<Connection>,
    chains: Vec<Chain>,
    kept: Vec<Checkpoint>,
}

pub fn at(seconds: i64) -> Instant {
    Instant::from_timestamp_millis(1_777_593_600_000 + seconds * 1000).unwrap()
}

/// Any transition of a community.
pub fn any_transition(rng: &mut Rng, desk: &PlaceCode) -> Transition {
    let ids: Vec<_> = (0..4).map(|n| uuid::Uuid::from_u128(0xabc0 + n)).collect();
    let id = ids[rng.below(ids.len())];
    let (document, entry) = match rng.below(3) {
        0 => (DocumentKey::Case(CaseId(id)), None),
        1 => (DocumentKey::Shift(ShiftId(id)), Some(SignUpId(rng.uuid()))),
        _ => (DocumentKey::Record(RecordId(id)), None),
    };
    let states = ["submitted", "accepted", "resolved", "confirmed"];
    let reason = ["下雨", "twice posted", "\"quoted\\\"", ""];
    Transition {
        document,
        entry,
        desk: desk.clone(),
        from: states[rng.below(4)].into(),
        to: states[rng.below(4)].into(),
        actor: PersonId(rng.uuid()),
        at: at(rng.between(0, 9_999_999)),
        reason: rng.chance(400).then(|| reason[rng.below(4)].to_owned()),
        command: CommandId(rng.uuid()),
    }
}

fn written(rng: &mut Rng, said: &Transition) -> TransitionWrite {
    let salt = rng.uuid().simple().to_string();
    let body = serde_json::to_string(said).unwrap();
    TransitionWrite {
        desk: said.desk.clone(),
        key: said.document.clone(),
        digest: sha256_hex(&[salt.as_bytes(), body.as_bytes()]),
        salt,
        body,
    }
}

/// From one to three hundred; the first community of a home has something in its middle.
fn length(rng: &mut Rng, first: bool) -> i64 {
    match rng.below(40) {
        0 => 300,
        1..4 => rng.between(60, 200),
        _ if first => rng.between(4, 40),
        n if n < 8 => 1,
        _ => rng.between(1, 40),
    }
}

impl Home {
    pub fn new(rng: &mut Rng) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut store = SqliteStore::open(&database_file(folder.path())).unwrap();
        let mut writes = Writes::default();
        let mut desks = Vec::new();
        for n in 0..rng.between(2, 4) {
            let desk: PlaceCode = format!("21020401100{n}").parse().unwrap();
            for _ in 0..length(rng, n == 0) {
                let said = any_transition(rng, &desk);
                writes.transitions.push(written(rng, &said));
            }
            desks.push(desk.to_string());
        }
        at_once(store.commit(&writes)).unwrap();
        let connection = store.into_connection();
        let mut chains: Vec<Chain> = desks.iter().map(|desk| read(&connection, desk)).collect();
        let kept = chains
            .iter()
            .flat_map(|chain| checkpoints(rng, chain))
            .collect();
        // Some were erased since.
        for chain in chains.iter_mut().skip(1) {
            for link in &mut chain.links {
                if rng.chance(200) {
                    link.erase();
                }
            }
            write(&connection, chain);
        }
        Home {
            _folder: folder,
            connection: Some(connection),
            chains,
            kept,
        }
    }

    pub fn chains(&self) -> &[Chain] {
        &self.chains
    }

    /// What a walk finds where the database holds these chains instead: by itself, or against the checkpoints.
    pub fn look_at(&mut self, chains: &[Chain], against: bool) -> Vec<Walked> {
        let connection = self.connection.take().unwrap();
        connection.execute_batch("SAVEPOINT tampering").unwrap();
        for was in &self.chains {
            if !chains.contains(was) {
                clear(&connection, &was.desk);
            }
        }
        for chain in chains {
            if !self.chains.contains(chain) {
                write(&connection, chain);
            }
        }
        let mut store = SqliteStore::over(connection);
        let kept: &[Checkpoint] = if against { &self.kept } else { &[] };
        let walked = store.walk_chains(kept).unwrap();
        let connection = store.into_connection();
        connection
            .execute_batch("ROLLBACK TO tampering; RELEASE tampering")
            .unwrap();
        self.connection = Some(connection);
        walked
    }
}

/// At the end, and somewhere before.
fn checkpoints(rng: &mut Rng, chain: &Chain) -> Vec<Checkpoint> {
    let last = chain.links.len() - 1;
    let taken = |n: usize| Checkpoint {
        desk: chain.desk.clone(),
        length: n as u64 + 1,
        hash: chain.links[n].hash.clone(),
        at: at(0),
    };
    vec![taken(rng.below(last + 1)), taken(last)]
}

fn read(connection: &Connection, desk: &str) -> Chain {
    let sql = "SELECT n, key, salt, body, digest, hash FROM transitions WHERE desk = $1 ORDER BY n";
    let mut statement = connection.prepare(sql).unwrap();
    let link = |row: &rusqlite::Row| {
        Ok(Lying {
            n: row.get(0)?,
            key: row.get(1)?,
            salt: row.get(2)?,
            body: row.get(3)?,
            digest: row.get(4)?,
            hash: row.get(5)?,
            as_bytes: false,
        })
    };
    let links = statement.query_map([desk], link).unwrap();
    let links = links.map(Result::unwrap).collect();
    let sql = "SELECT length, hash FROM chains WHERE desk = $1";
    let head = connection.query_row(sql, [desk], |row| Ok((row.get(0)?, row.get(1)?)));
    Chain {
        desk: desk.to_owned(),
        links,
        head: Some(head.unwrap()),
    }
}

fn clear(connection: &Connection, desk: &str) {
    for table in ["transitions", "chains"] {
        let sql = format!("DELETE FROM {table} WHERE desk = $1");
        connection
            .prepare_cached(&sql)
            .unwrap()
            .execute([desk])
            .unwrap();
    }
}

fn write(connection: &Connection, chain: &Chain) {
    clear(connection, &chain.desk);
    let sql = "INSERT INTO transitions (desk, n, key, salt, body, digest, hash) \
               VALUES ($1, $2, $3, $4, CASE WHEN $5 THEN CAST($6 AS BLOB) ELSE $6 END, $7, $8)";
    let mut statement = connection.prepare_cached(sql).unwrap();
    for link in &chain.links {
        let Lying {
            n,
            key,
            salt,
            body,
            digest,
            hash,
            as_bytes,
        } = link;
        let desk = &chain.desk;
        statement
            .execute((desk, n, key, salt, as_bytes, body, digest, hash))
            .unwrap();
    }
    if let Some((length, hash)) = &chain.head {
        let sql = "INSERT INTO chains (desk, length, hash) VALUES ($1, $2, $3)";
        connection
            .execute(sql, (&chain.desk, length, hash))
            .unwrap();
    }
}
