//! What an authority needs of its home: memory, IndexedDB, SQLite, later PostgreSQL. One contract suite runs over all.

use crate::{erasure::Forgetting, protocol::FeedRow};
use linli_domain::{
    Audience, CommandId, Document, DocumentKey, PersonId, lean, place::PlaceCode, time::Instant,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{collections::VecDeque, fmt, sync::Arc};

/// A store failed: nothing of the commit may be relied on. Never a refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreError(pub String);

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "store: {}", self.0)
    }
}

impl std::error::Error for StoreError {}

impl From<serde_json::Error> for StoreError {
    /// Where, but not what: the error's own text may quote what somebody entered, and this one goes into logs.
    fn from(error: serde_json::Error) -> Self {
        let (line, column) = (error.line(), error.column());
        let kind = error.classify();
        StoreError(format!("JSON, {kind:?}, line {line} column {column}"))
    }
}

impl From<lean::Unfit> for StoreError {
    fn from(error: lean::Unfit) -> Self {
        StoreError(format!("JSON, {error}"))
    }
}

/// A document as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Raised by one with every change; the first is 1.
    pub revision: u32,
    /// The document. Shared, because a store may hold it for the next who asks.
    pub document: Arc<Document>,
}

/// What the ledger keeps of a decided command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerRow {
    /// SHA-256 of the command's text, hexadecimal. Kept for ever.
    pub body_hash: String,
    /// When it was decided.
    pub at: Instant,
    /// The verdict; absent once it is too old.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
}

/// A verdict, kept for 400 days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// The reasons, where it was refused; empty where it was applied.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<linli_domain::Refusal>,
    /// The documents that were written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub written: Vec<DocumentKey>,
}

/// A document to be written.
#[derive(Clone, Debug)]
pub struct DocumentWrite {
    /// Its key.
    pub key: DocumentKey,
    /// The revision that it replaces; 0 where there was none. A store refuses to write over another one.
    pub replaces: u32,
    /// The document.
    pub document: Arc<Document>,
    /// The same, as JSON.
    pub body: String,
    /// When time alone will change it.
    pub due: Option<Instant>,
}

/// A row of a feed to be written, in place of the one of the same audience and document.
#[derive(Clone, Debug)]
pub struct FeedWrite {
    /// The audience.
    pub audience: Audience,
    /// The document.
    pub key: DocumentKey,
    /// The view as JSON; none where it vanished.
    pub view: Option<String>,
}

/// A link of a community's chain of transitions. Actor, reason and salt lie beside the chain, which hashes their
/// digest: an erasure removes the text, and the chain still verifies (see [`chain`](crate::chain)).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransitionWrite {
    /// The community in whose chain it stands.
    pub desk: PlaceCode,
    /// The document.
    pub key: DocumentKey,
    /// Random, hexadecimal: without it the digest tells nothing.
    pub salt: String,
    /// The transition as JSON.
    pub body: String,
    /// SHA-256 of salt and body, hexadecimal.
    pub digest: String,
}

/// A link of a chain as stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// See [`next_link`].
    pub hash: String,
    /// What happened. An erasure empties its salt and body.
    #[serde(flatten)]
    pub transition: TransitionWrite,
}

impl Link {
    /// Whether this link, the n-th, follows the one with hash `last`, and says what was said when it was written.
    pub fn holds_after(&self, last: &str, n: u64) -> bool {
        let TransitionWrite {
            desk,
            key,
            salt,
            body,
            digest,
        } = &self.transition;
        let erased = salt.is_empty() && body.is_empty();
        self.hash == next_link(last, desk, n, key, digest)
            && (erased || *digest == sha256_hex(&[salt.as_bytes(), body.as_bytes()]))
    }
}

/// Everything that one decision writes, all or none.
#[derive(Clone, Debug, Default)]
pub struct Writes {
    /// Documents, ordered by key.
    pub documents: Vec<DocumentWrite>,
    /// Feed rows, ordered by audience: counters are taken last and in that order.
    pub feeds: Vec<FeedWrite>,
    /// Transitions.
    pub transitions: Vec<TransitionWrite>,
    /// The ledger's row.
    pub ledger: Option<(PersonId, CommandId, LedgerRow)>,
    /// What goes out of the log with an erasure, before the transitions are added.
    pub forgetting: Option<Forgetting>,
}

/// SHA-256 as hexadecimal digits.
pub fn sha256_hex(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
    }
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |n: u8| char::from(DIGITS[usize::from(n & 15)]);
    let hash = hash.finalize();
    hash.iter()
        .flat_map(|byte| [digit(byte >> 4), digit(*byte)])
        .collect()
}

/// The hash of a chain's n-th link: of the last one's hash, of where the link stands, and of the transition's digest. The
/// last hash of a chain that has no link is empty; the first link is the first, not the zeroth.
pub fn next_link(
    last: &str,
    desk: impl fmt::Display,
    n: u64,
    key: impl fmt::Display,
    digest: &str,
) -> String {
    sha256_hex(&[format!("{last}|{desk}|{n}|{key}|{digest}").as_bytes()])
}

/// What can be read of a home.
#[allow(
    async_fn_in_trait,
    reason = "each home runs on a thread of its own; nothing is sent across"
)]
pub trait Reading {
    /// The ledger's row of a command.
    async fn ledger(
        &mut self,
        person: PersonId,
        id: CommandId,
    ) -> Result<Option<LedgerRow>, StoreError>;
    /// The documents of these keys, in their order.
    async fn load(&mut self, keys: &[DocumentKey]) -> Result<Vec<Option<Stored>>, StoreError>;
    /// The feed rows of these audiences and documents, as far as there are any.
    async fn rows(
        &mut self,
        wanted: &[(Audience, DocumentKey)],
    ) -> Result<Vec<FeedRow>, StoreError>;
    /// Whether a feed of one of these audiences may show a document. A home that others ask answers exactly, and without
    /// looking at the document: so what is hidden takes as long as what is not there. One that nobody else asks may leave
    /// it to the rules.
    async fn may_show(
        &mut self,
        audiences: &[Audience],
        key: &DocumentKey,
    ) -> Result<bool, StoreError> {
        let _ = (audiences, key);
        Ok(true)
    }
    /// At most `limit` rows of an audience's feed after a place, in order.
    async fn scan(
        &mut self,
        audience: &Audience,
        after: u64,
        limit: usize,
    ) -> Result<Vec<FeedRow>, StoreError>;
    /// The last place given in an audience's feed.
    async fn head(&mut self, audience: &Audience) -> Result<u64, StoreError>;
    /// The documents whose text holds one of these words, for an erasure: it looks through all of them, which is as long as
    /// it may take for something so seldom, and forgets none.
    async fn containing(&mut self, words: &[String]) -> Result<Vec<DocumentKey>, StoreError>;
    /// Documents that time must change by now, the longest overdue first.
    async fn due(
        &mut self,
        now: Instant,
        limit: usize,
    ) -> Result<Vec<(DocumentKey, Instant)>, StoreError>;
    /// At most `limit` links of a community's chain after the n-th, in order; the first is the first after 0.
    async fn links(
        &mut self,
        desk: &PlaceCode,
        after: u64,
        limit: usize,
    ) -> Result<Vec<Link>, StoreError>;
    /// The newest links of a document in a community's chain, at most `limit`, the newest first. A home that can do
    /// better than walking the whole chain says how.
    async fn links_of(
        &mut self,
        desk: &PlaceCode,
        key: &DocumentKey,
        limit: usize,
    ) -> Result<Vec<Link>, StoreError> {
        const PAGE: usize = 1000;
        let (mut after, mut found) = (0, VecDeque::new());
        loop {
            let page = self.links(desk, after, PAGE).await?;
            after += page.len() as u64;
            let whole = page.len() == PAGE;
            found.extend(page.into_iter().filter(|link| link.transition.key == *key));
            let surplus = found.len().saturating_sub(limit);
            found.drain(..surplus);
            if !whole {
                return Ok(found.into_iter().rev().collect());
            }
        }
    }
    /// The name of this history; another one after a restore.
    async fn epoch(&mut self) -> Result<String, StoreError>;
}

/// What can be written to a home.
#[allow(
    async_fn_in_trait,
    reason = "each home runs on a thread of its own; nothing is sent across"
)]
pub trait Store: Reading {
    /// Writes all or none; when it returns, it is on disk, or will be before anything is answered. Gives the place
    /// of each feed row, in the order of [`Writes::feeds`].
    async fn commit(&mut self, writes: &Writes) -> Result<Vec<u64>, StoreError>;
}
