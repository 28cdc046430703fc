//! Documents that the writer has decoded already. Valid only while nobody else writes and nothing is rolled back: the
//! writer empties it then.

use linli_domain::DocumentKey;
use linli_sync::Stored;
use std::collections::HashMap;

/// So much JSON is held decoded; in memory it is about twice that.
const BOUND: usize = 8 << 20;

/// Decoded documents, as far as they are known to be the stored ones.
#[derive(Default)]
pub struct Cache {
    on: bool,
    documents: HashMap<DocumentKey, (Stored, usize)>,
    bytes: usize,
}

impl Cache {
    /// A cache that holds; the default one never does.
    pub fn holding() -> Self {
        Cache {
            on: true,
            ..Cache::default()
        }
    }

    /// The document, if it is held.
    pub fn get(&self, key: &DocumentKey) -> Option<&Stored> {
        self.documents.get(key).map(|(stored, _)| stored)
    }

    /// Holds a document whose JSON is `bytes` long. When there are too many all are dropped: what is in use comes
    /// back at once.
    pub fn put(&mut self, key: &DocumentKey, stored: impl FnOnce() -> Stored, bytes: usize) {
        if !self.on {
            return;
        }
        if self.bytes + bytes > BOUND {
            self.clear();
        }
        self.bytes += bytes;
        if let Some((_, before)) = self.documents.insert(key.clone(), (stored(), bytes)) {
            self.bytes = self.bytes.saturating_sub(before);
        }
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.documents.clear();
        self.bytes = 0;
    }
}
