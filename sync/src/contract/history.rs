//! The part of the suite about what happened to one document.

use super::{at, code, done, person};
use crate::{
    history::{HISTORY_MOST, Happened, History, Line, history},
    store::{DocumentWrite, FeedWrite, Store, TransitionWrite, Writes, sha256_hex},
};
use linli_domain::{
    CaseId, CommandId, Document, DocumentKey, PersonId, Transition, history::Somebody, publish,
};
use serde_json::{Value, json};
use uuid::Uuid;

const DESK: &str = "210203";

/// Works at the desk; reported the need; lives there too; works next door.
const WORKER: u128 = 1;
const REPORTER: u128 = 2;
const NEIGHBOUR: u128 = 3;
const OUTSIDER: u128 = 4;

fn somebody(n: u128, name: &str, desk: &str, role: &str) -> Value {
    let grant = json!({
        "id": Uuid::from_u128(n + 100), "role": role, "scope": {"place": desk}, "from": at(0),
    });
    json!({"person": {
        "id": Uuid::from_u128(n), "desk": desk, "grants": [grant],
        "about": {"volunteer_no": format!("V{n}"), "name": name, "home": desk},
    }})
}

fn need() -> DocumentKey {
    DocumentKey::Case(CaseId(Uuid::from_u128(10)))
}

fn other() -> DocumentKey {
    DocumentKey::Case(CaseId(Uuid::from_u128(11)))
}

fn case(key: &DocumentKey) -> Value {
    let (id, of) = match key {
        DocumentKey::Case(id) => (id.0, REPORTER),
        _ => (Uuid::nil(), REPORTER),
    };
    json!({"case": {
        "id": id, "no": "0501-1", "desk": DESK, "reporter": Uuid::from_u128(of),
        "reporter_name": "Reporter", "posted_at": at(0), "state": "rejected", "since": at(0),
        "about": {"title": {"en": "Windows"}, "category": "errand", "place": DESK},
    }})
}

fn link(
    key: &DocumentKey,
    actor: PersonId,
    to: &str,
    reason: Option<&str>,
    n: i64,
) -> TransitionWrite {
    let said = Transition {
        document: key.clone(),
        entry: None,
        desk: code(DESK),
        from: "absent".into(),
        to: to.into(),
        actor,
        at: at(n),
        reason: reason.map(str::to_owned),
        command: CommandId(Uuid::from_u128(7)),
    };
    let (salt, body) = ("5a17".to_owned(), done(serde_json::to_string(&said)));
    TransitionWrite {
        desk: code(DESK),
        key: key.clone(),
        digest: sha256_hex(&[salt.as_bytes(), body.as_bytes()]),
        salt,
        body,
    }
}

async fn put<S: Store>(store: &mut S, documents: Vec<Value>, transitions: Vec<TransitionWrite>) {
    let mut writes = Writes {
        transitions,
        ..Writes::default()
    };
    for document in documents {
        let document: Document = done(serde_json::from_value(document));
        let key = document.key();
        for (audience, view) in publish(&document) {
            writes.feeds.push(FeedWrite {
                audience,
                key: key.clone(),
                view: Some(done(serde_json::to_string(&view))),
            });
        }
        writes.documents.push(DocumentWrite {
            key,
            replaces: 0,
            body: done(serde_json::to_string(&document)),
            document: document.into(),
            due: None,
        });
    }
    writes.documents.sort_by(|a, b| a.key.cmp(&b.key));
    let place = |feed: &FeedWrite| (feed.audience.clone(), feed.key.clone());
    writes.feeds.sort_by_key(place);
    done(store.commit(&writes).await);
}

async fn town<S: Store>(store: &mut S, transitions: Vec<TransitionWrite>) {
    let documents = vec![
        somebody(WORKER, "Worker", DESK, "community_worker"),
        somebody(REPORTER, "Reporter", DESK, "volunteer"),
        somebody(NEIGHBOUR, "Neighbour", DESK, "volunteer"),
        somebody(OUTSIDER, "Outsider", "210204", "community_worker"),
        case(&need()),
        case(&other()),
    ];
    put(store, documents, transitions).await;
}

/// Beside what happened to others, and only of the community that is asked for.
pub async fn a_documents_links_come_the_newest_first<S: Store>(mut store: S) {
    let elsewhere = TransitionWrite {
        desk: code("2102031"),
        ..link(&need(), person(WORKER), "elsewhere", None, 9)
    };
    let links = vec![
        link(&need(), person(REPORTER), "submitted", None, 1),
        link(&other(), person(REPORTER), "submitted", None, 2),
        link(&need(), person(WORKER), "accepted", None, 3),
        elsewhere,
        link(&need(), person(WORKER), "closed", None, 4),
    ];
    put(&mut store, Vec::new(), links.clone()).await;
    let mut found = Vec::new();
    for limit in [10, 2, 0] {
        let links = done(store.links_of(&code(DESK), &need(), limit).await);
        found.push(
            links
                .into_iter()
                .map(|link| link.transition)
                .collect::<Vec<_>>(),
        );
    }
    let [first, third, fifth] = [0, 2, 4].map(|n: usize| links.get(n).cloned());
    let all: Vec<_> = [fifth, third, first].into_iter().flatten().collect();
    assert_eq!(found.first(), Some(&all));
    assert_eq!(found.get(1).map(Vec::as_slice), all.get(..2));
    assert_eq!(found.get(2), Some(&Vec::new()));
    let absent = DocumentKey::Case(CaseId(Uuid::from_u128(12)));
    assert!(done(store.links_of(&code(DESK), &absent, 10).await).is_empty());
}

fn told(to: &str, by: Somebody, reason: Option<&str>, n: i64) -> Line {
    Line::Happened(Happened {
        at: at(n),
        from: "absent".into(),
        to: to.into(),
        by,
        of_entry: false,
        whom: None,
        reason: reason.map(str::to_owned),
    })
}

/// The desk reads who did what, the reporter that the desk did, and everybody else as little as of what is not there.
pub async fn a_history_is_read_by_those_who_may<S: Store>(mut store: S) {
    let erased = TransitionWrite {
        salt: String::new(),
        body: String::new(),
        ..link(&need(), person(WORKER), "accepted", None, 2)
    };
    let links = vec![
        link(&need(), person(REPORTER), "submitted", None, 1),
        erased,
        link(&need(), person(WORKER), "rejected", Some("twice"), 3),
        link(&need(), PersonId::SYSTEM, "closed", None, 4),
    ];
    town(&mut store, links).await;
    let expected = |reporter: Somebody, worker: Somebody| {
        let lines = vec![
            told("submitted", reporter, None, 1),
            Line::Erased,
            told("rejected", worker, Some("twice"), 3),
            told("closed", Somebody::System, None, 4),
        ];
        Some(History { lines, more: false })
    };
    let reporter = Somebody::Named("Reporter".into());
    let absent = DocumentKey::Case(CaseId(Uuid::from_u128(12)));
    for (n, expected) in [
        (WORKER, expected(reporter, Somebody::You)),
        (REPORTER, expected(Somebody::You, Somebody::Desk)),
        (NEIGHBOUR, None),
        (OUTSIDER, None),
        (99, None),
    ] {
        let read = done(history(&mut store, person(n), &need(), at(10)).await);
        assert_eq!(read, expected, "person {n}");
        assert_eq!(
            done(history(&mut store, person(n), &absent, at(10)).await),
            None
        );
    }
}

/// With the word that there is more.
pub async fn a_long_history_tells_its_newest_part<S: Store>(mut store: S) {
    let links = |count: usize| {
        (1..)
            .take(count)
            .map(|n| link(&need(), person(WORKER), "accepted", None, n))
    };
    town(&mut store, links(HISTORY_MOST).collect()).await;
    let read = done(history(&mut store, person(WORKER), &need(), at(999)).await);
    let read = read.unwrap_or_default();
    assert_eq!((read.lines.len(), read.more), (HISTORY_MOST, false));
    let one_more = link(&need(), person(WORKER), "closed", None, 900);
    put(&mut store, Vec::new(), vec![one_more]).await;
    let read = done(history(&mut store, person(WORKER), &need(), at(999)).await);
    let read = read.unwrap_or_default();
    assert_eq!((read.lines.len(), read.more), (HISTORY_MOST, true));
    assert_eq!(
        read.lines.first(),
        Some(&told("accepted", Somebody::You, None, 2))
    );
    assert_eq!(
        read.lines.last(),
        Some(&told("closed", Somebody::You, None, 900))
    );
}
