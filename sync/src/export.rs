//! All that an authority holds about somebody, for themselves to take along.

use crate::{
    history::{Happened, Line, history, person_of},
    store::{Reading, StoreError},
};
use linli_domain::{
    DocumentKey, PersonId, held::held_about, history::Somebody, time::Instant, view::View,
};
use serde::{Deserialize, Serialize};

/// The format of an export. A reader that knows no such number reads no further.
pub const EXPORT_FORMAT: u32 = 1;

/// So many documents are loaded at once.
const SOME: usize = 64;

/// All that is held about somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Export {
    /// [`EXPORT_FORMAT`].
    pub format: u32,
    /// About whom.
    pub person: PersonId,
    /// When it was put together.
    #[serde(with = "linli_domain::time::text")]
    pub at: Instant,
    /// Each document that is about them, by its key; with no more of others than they may know.
    pub documents: Vec<Exported>,
}

/// One document of an export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exported {
    /// Its key.
    pub key: DocumentKey,
    /// What of it is about them.
    pub view: View,
    /// What happened to it, where they may read that; of a shift that they lead, to their own place and by them alone. At
    /// most 200 lines.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<Happened>,
}

/// Puts it together. It looks at all documents: they may be named where they cannot read.
///
/// # Errors
/// When the store fails, or a link of the log cannot be read.
pub async fn export_of<S: Reading>(
    store: &mut S,
    person: PersonId,
    now: Instant,
) -> Result<Export, StoreError> {
    let me = person_of(store, person).await?;
    let mut keys = store.containing(&[person.to_string()]).await?;
    keys.sort();
    let mut documents = Vec::new();
    for some in keys.chunks(SOME) {
        for (key, stored) in some.iter().zip(store.load(some).await?) {
            let there = stored.zip(me.as_ref());
            let view = there.and_then(|(stored, me)| held_about(&stored.document, me));
            let Some(view) = view else { continue };
            documents.push(Exported {
                history: told(store, person, key, now).await?,
                key: key.clone(),
                view,
            });
        }
    }
    Ok(Export {
        format: EXPORT_FORMAT,
        person,
        at: now,
        documents,
    })
}

async fn told<S: Reading>(
    store: &mut S,
    person: PersonId,
    key: &DocumentKey,
    now: Instant,
) -> Result<Vec<Happened>, StoreError> {
    let found = history(store, person, key, now).await?.unwrap_or_default();
    let lines = found.lines.into_iter().filter_map(|line| match line {
        Line::Happened(happened) => Some(happened),
        Line::Erased => None,
    });
    let of_shift = matches!(key, DocumentKey::Shift(_));
    let theirs = lines.filter_map(|mut line| {
        let you = Somebody::You;
        let own = line.whom.as_ref() == Some(&you);
        if !of_shift || own {
            return Some(line);
        }
        // To whose place they did it, and why, is that person's.
        (line.whom, line.reason) = (None, None);
        (line.by == you).then_some(line)
    });
    Ok(theirs.collect())
}
