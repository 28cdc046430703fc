//! `GET /api/live`: "audience A is at N", as server-sent events; at most one for each audience and second.

use super::{ApiError, cookies::Signed};
use crate::{
    hub::Watching,
    server::Server,
    store::{SqliteStore, at_once},
};
use axum::{
    extract::State,
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use futures_util::stream;
use linli_domain::{Audience, Document, DocumentKey, PersonId, audiences_of, time::Instant};
use linli_sync::{Reading, StoreError};
use serde::Serialize;
use std::{collections::VecDeque, time::Duration};
use tokio::time::{self, Instant as Tick};

/// The least time between two hints about one audience.
const PAUSE: Duration = Duration::from_secs(1);
/// So often it is judged again who is signed in and what they may read: grants and sessions end by time.
const JUDGED: Duration = Duration::from_secs(30);
/// So often a comment keeps the connection from being closed on its way.
const ALIVE: Duration = Duration::from_secs(15);

/// When a listener comes again who was one too many. Meanwhile its device asks by itself, as always.
const LATER: Duration = Duration::from_secs(600);

#[derive(Serialize)]
struct Hint {
    audience: Audience,
    seq: u64,
}

/// Watches the feeds of the person who is signed in.
pub async fn watch(State(server): State<Server>, signed: Signed) -> Result<Response, ApiError> {
    let audiences = audiences(&server, signed.session.person).await?;
    let audiences = audiences.ok_or_else(ApiError::signed_out)?;
    let watcher = Watcher {
        watching: server.desk.hub.watch(signed.session.person, &audiences),
        server,
        signed,
        audiences,
        hints: VecDeque::new(),
        told: None,
    };
    let events = stream::unfold(Some(watcher), |watcher| async {
        let mut watcher = watcher?;
        Some(match watcher.next().await? {
            Told::Hint(hint) => (Event::default().json_data(hint), Some(watcher)),
            Told::Enough => (Ok(Event::default().retry(LATER)), None),
        })
    });
    let alive = KeepAlive::new().interval(ALIVE);
    Ok(Sse::new(events).keep_alive(alive).into_response())
}

async fn audiences(server: &Server, person: PersonId) -> Result<Option<Vec<Audience>>, StoreError> {
    let now = server.desk.clock.now();
    server
        .readers
        .look(move |store| audiences_now(store, person, now))
        .await
}

fn audiences_now(
    store: &mut SqliteStore,
    person: PersonId,
    now: Instant,
) -> Result<Option<Vec<Audience>>, StoreError> {
    let found = at_once(store.load(&[DocumentKey::Person(person)]))?;
    Ok(found
        .into_iter()
        .flatten()
        .find_map(|stored| match &*stored.document {
            Document::Person(person) => Some(audiences_of(person, now)),
            _ => None,
        }))
}

struct Watcher {
    server: Server,
    signed: Signed,
    watching: Watching,
    audiences: Vec<Audience>,
    hints: VecDeque<Hint>,
    told: Option<Tick>,
}

/// What a watcher is told.
enum Told {
    /// Where a feed stands.
    Hint(Hint),
    /// Others of the same person listen in its place: its browser comes again [`LATER`]. At once it would take the place
    /// of the next, and all of them one another's for ever.
    Enough,
}

impl Watcher {
    /// The next thing to be told; none when the connection shall end.
    async fn next(&mut self) -> Option<Told> {
        loop {
            if let Some(hint) = self.hints.pop_front() {
                return Some(Told::Hint(hint));
            }
            let woken = time::timeout(JUDGED, self.watching.watcher().woken()).await;
            if let Some(told) = self.told {
                time::sleep_until(told + PAUSE).await;
            }
            let pending = self.watching.watcher().take();
            if pending.closed {
                return None;
            }
            if pending.displaced {
                return Some(Told::Enough);
            }
            let me = Audience::Person(self.signed.session.person);
            let judge = woken.is_err() || pending.anything || pending.heads.contains_key(&me);
            if judge && !self.judged_again(pending.anything).await {
                return None;
            }
            let mine = pending.heads.into_iter();
            let mine = mine.filter(|(audience, _)| self.audiences.binary_search(audience).is_ok());
            self.hints
                .extend(mine.map(|(audience, seq)| Hint { audience, seq }));
            if !self.hints.is_empty() {
                self.told = Some(Tick::now());
            }
        }
    }

    /// Looks again who is signed in and what they may read; with `heads`, tells where all of it stands. False when
    /// nobody is signed in any more, or it cannot be known.
    async fn judged_again(&mut self, heads: bool) -> bool {
        let (token, person) = (&self.signed.token, self.signed.session.person);
        match self.server.sessions.find(token).await {
            Ok(Some(session)) => self.signed.session = session,
            _ => return false,
        }
        let now = self.server.desk.clock.now();
        let look = self.server.readers.look(move |store| {
            let audiences = audiences_now(store, person, now)?.unwrap_or_default();
            let mut hints = VecDeque::new();
            for audience in audiences.iter().filter(|_| heads) {
                let seq = at_once(store.head(audience))?;
                hints.push_back(Hint {
                    audience: audience.clone(),
                    seq,
                });
            }
            Ok((audiences, hints))
        });
        let Ok((audiences, hints)) = look.await else {
            return false;
        };
        self.watching.listen(&audiences);
        self.audiences = audiences;
        self.hints.extend(hints);
        !self.audiences.is_empty()
    }
}
