//! What happened to a document, for those who may read it: from the chain of its community, when it is looked at.

use crate::store::{Link, Reading, StoreError};
use linli_domain::{
    Document, DocumentKey, PersonId, Transition, audiences_of,
    history::{HistoryView, Reader, Somebody, may_read_history, whom},
    person::Person,
    time::Instant,
};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, btree_map::Entry},
    sync::Arc,
};

/// The most lines that are told of a history.
pub const HISTORY_MOST: usize = 200;

/// What happened to a document, in order; the newest part of it where it is long.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    /// At most [`HISTORY_MOST`], the oldest first.
    pub lines: Vec<Line>,
    /// There is more before the first line.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub more: bool,
}

/// A line of a history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Line {
    /// Something happened.
    Happened(Happened),
    /// Something happened, and what it was has been erased.
    Erased,
}

/// One transition, with no more of its people than the reader may know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happened {
    /// When.
    #[serde(with = "linli_domain::time::text")]
    pub at: Instant,
    /// The state before.
    pub from: String,
    /// The state after.
    pub to: String,
    /// Who did it.
    pub by: Somebody,
    /// Whether it happened to one place of the roster.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub of_entry: bool,
    /// Whose place, where somebody holds it and the roster still knows it; or who came in by an invitation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whom: Option<Somebody>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// What happened to a document, as far as that person may read it; none where they may not, or there is none.
///
/// Hidden and absent take the same steps: whether any view of it is for this person is asked of the feeds, which hold
/// nothing either way, and nothing else is read.
///
/// # Errors
/// When the store fails, or a link cannot be read.
pub async fn history<S: Reading>(
    store: &mut S,
    person: PersonId,
    key: &DocumentKey,
    now: Instant,
) -> Result<Option<History>, StoreError> {
    let Some(me) = person_of(store, person).await? else {
        return Ok(None);
    };
    let audiences = audiences_of(&me, now).into_iter();
    let wanted: Vec<_> = audiences.map(|one| (one, key.clone())).collect();
    let shown = store.rows(&wanted).await?;
    if shown.iter().all(|row| row.view.is_none()) {
        return Ok(None);
    }
    let found = store.load(std::slice::from_ref(key)).await?;
    let Some(stored) = found.into_iter().next().flatten() else {
        return Ok(None);
    };
    let document = &*stored.document;
    let view = may_read_history(&me, document, now);
    let Some(desk) = document.desk().filter(|_| view != HistoryView::None) else {
        return Ok(None);
    };
    let mut links = store.links_of(&desk, key, HISTORY_MOST + 1).await?;
    let more = links.len() > HISTORY_MOST;
    links.truncate(HISTORY_MOST);
    links.reverse();
    let reader = Reader {
        me: &me,
        view,
        document,
        now,
    };
    let lines = lines(store, &reader, &links).await?;
    Ok(Some(History { lines, more }))
}

pub(crate) async fn person_of<S: Reading>(
    store: &mut S,
    id: PersonId,
) -> Result<Option<Person>, StoreError> {
    let found = store.load(&[DocumentKey::Person(id)]).await?;
    let stored = found.into_iter().next().flatten();
    Ok(
        stored.and_then(|stored| match Arc::unwrap_or_clone(stored.document) {
            Document::Person(person) => Some(*person),
            _ => None,
        }),
    )
}

async fn lines<S: Reading>(
    store: &mut S,
    reader: &Reader<'_>,
    links: &[Link],
) -> Result<Vec<Line>, StoreError> {
    let mut people: BTreeMap<PersonId, Option<Person>> = BTreeMap::new();
    let mut lines = Vec::with_capacity(links.len());
    for link in links {
        let body = &link.transition.body;
        if body.is_empty() {
            lines.push(Line::Erased);
            continue;
        }
        let said: Transition = serde_json::from_str(body)?;
        let whom = whom(reader.document, &said);
        for id in [Some(said.actor), whom].into_iter().flatten() {
            if let Entry::Vacant(unknown) = people.entry(id) {
                unknown.insert(person_of(store, id).await?);
            }
        }
        let person = |id| people.get(&id).and_then(Option::as_ref);
        lines.push(Line::Happened(Happened {
            at: said.at,
            by: reader.knows(said.actor, person(said.actor), said.at),
            of_entry: said.entry.is_some(),
            whom: whom.map(|id| reader.knows_whom(id, person(id), said.at)),
            from: said.from,
            to: said.to,
            reason: said.reason,
        }));
    }
    Ok(lines)
}
