//! What every store must do, whatever it is made of: one suite, run over memory, IndexedDB and SQLite. Each case
//! takes an empty store of its own; [`CASES`](crate::contract_cases) names them all.
//!
//! The cases speak through [`Store`] alone, so that what holds here is all that the authority's loop relies on.

mod erasure;
mod history;

pub use erasure::*;
pub use history::*;

use crate::store::{
    DocumentWrite, FeedWrite, LedgerRow, Store, TransitionWrite, Verdict, Writes, sha256_hex,
};
use chrono::DateTime;
use linli_domain::{
    Audience, CommandId, Document, DocumentKey, PersonId, Refusal,
    local::LocalText,
    place::{Level, Place, PlaceCode},
    time::Instant,
};
use uuid::Uuid;

/// Calls a macro of the caller's with the name of every case, for instance to make a test of each.
#[macro_export]
macro_rules! contract_cases {
    ($run:ident) => {
        $run!(the_ledger_keeps_what_was_decided);
        $run!(the_ledger_is_kept_by_person_and_command);
        $run!(documents_come_back_in_the_order_asked_for);
        $run!(a_revision_is_never_written_over);
        $run!(a_refused_commit_leaves_nothing_behind);
        $run!(a_feed_keeps_one_row_of_a_document_at_its_newest_place);
        $run!(a_feed_is_read_in_order_and_in_pages);
        $run!(what_left_keeps_a_row_without_a_view);
        $run!(each_audience_counts_for_itself);
        $run!(rows_are_found_by_audience_and_document);
        $run!(a_chain_grows_link_by_link);
        $run!(each_community_has_a_chain_of_its_own);
        $run!(a_documents_links_come_the_newest_first);
        $run!(a_history_is_read_by_those_who_may);
        $run!(a_long_history_tells_its_newest_part);
        $run!(what_is_due_is_named_the_longest_overdue_first);
        $run!(a_due_time_moves_and_goes_with_its_document);
        $run!(the_epoch_stays);
        $run!(documents_are_found_by_a_word_in_their_text);
        $run!(lines_that_go_leave_the_chain_standing);
        $run!(whoever_is_erased_is_in_no_line);
        $run!(an_erasure_takes_verdicts_with_it);
    };
}

/// Why a case failed: a panic, as in any test.
fn done<T, E: std::fmt::Debug>(result: Result<T, E>) -> T {
    match result {
        Ok(value) => value,
        Err(error) => panic!("the store failed: {error:?}"),
    }
}

fn code(text: &str) -> PlaceCode {
    done(text.parse())
}

fn at(seconds: i64) -> Instant {
    DateTime::UNIX_EPOCH + chrono::TimeDelta::seconds(1_700_000_000 + seconds)
}

fn person(n: u128) -> PersonId {
    PersonId(Uuid::from_u128(n))
}

fn command(n: u128) -> CommandId {
    CommandId(Uuid::from_u128(n))
}

fn key(place: &str) -> DocumentKey {
    DocumentKey::Place(code(place))
}

fn desk() -> Audience {
    Audience::Desk(code("210203"))
}

fn public() -> Audience {
    Audience::Public(code("210203"))
}

/// Writes a place named `name` over the revision `replaces`.
fn document(place: &str, name: &str, replaces: u32, due: Option<Instant>) -> DocumentWrite {
    let document = Document::Place(Place {
        code: code(place),
        level: Level::Grid,
        parent: None,
        name: LocalText::one("en", name),
        desk: code("210203"),
    });
    DocumentWrite {
        key: key(place),
        replaces,
        body: done(serde_json::to_string(&document)),
        document: document.into(),
        due,
    }
}

fn feed(audience: Audience, place: &str, view: Option<&str>) -> FeedWrite {
    FeedWrite {
        audience,
        key: key(place),
        view: view.map(str::to_owned),
    }
}

fn transition(desk: &str, body: &str) -> TransitionWrite {
    let salt = "5a17".to_owned();
    TransitionWrite {
        desk: code(desk),
        key: key(desk),
        digest: sha256_hex(&[salt.as_bytes(), body.as_bytes()]),
        body: body.to_owned(),
        salt,
    }
}

fn feeds(rows: Vec<FeedWrite>) -> Writes {
    Writes {
        feeds: rows,
        ..Writes::default()
    }
}

fn documents(rows: Vec<DocumentWrite>) -> Writes {
    Writes {
        documents: rows,
        ..Writes::default()
    }
}

fn ledger(person: PersonId, id: CommandId, hash: &str) -> Writes {
    let verdict = Verdict {
        reasons: vec![Refusal::ListFull],
        written: vec![key("210203")],
    };
    let row = LedgerRow {
        body_hash: hash.to_owned(),
        at: at(0),
        verdict: Some(verdict),
    };
    Writes {
        ledger: Some((person, id, row)),
        ..Writes::default()
    }
}

async fn revision<S: Store>(store: &mut S, place: &str) -> u32 {
    let found = done(store.load(&[key(place)]).await);
    found
        .first()
        .and_then(Option::as_ref)
        .map_or(0, |stored| stored.revision)
}

/// A verdict comes back as it was written, with its reasons and what it wrote.
pub async fn the_ledger_keeps_what_was_decided<S: Store>(mut store: S) {
    assert_eq!(done(store.ledger(person(1), command(1)).await), None);
    let writes = ledger(person(1), command(1), "aa");
    done(store.commit(&writes).await);
    let expected = writes.ledger.map(|(.., row)| row);
    assert_eq!(done(store.ledger(person(1), command(1)).await), expected);
}

/// Two people may use the same id for commands of their own.
pub async fn the_ledger_is_kept_by_person_and_command<S: Store>(mut store: S) {
    done(store.commit(&ledger(person(1), command(1), "aa")).await);
    done(store.commit(&ledger(person(2), command(1), "bb")).await);
    assert_eq!(done(store.ledger(person(1), command(2)).await), None);
    let hashes = [
        done(store.ledger(person(1), command(1)).await),
        done(store.ledger(person(2), command(1)).await),
    ];
    let hashes: Vec<_> = hashes
        .iter()
        .flatten()
        .map(|row| row.body_hash.as_str())
        .collect();
    assert_eq!(hashes, ["aa", "bb"]);
}

/// Absent ones have their place in the answer.
pub async fn documents_come_back_in_the_order_asked_for<S: Store>(mut store: S) {
    let (first, second) = (
        document("2102031", "one", 0, None),
        document("2102032", "two", 0, None),
    );
    done(
        store
            .commit(&documents(vec![first.clone(), second.clone()]))
            .await,
    );
    let asked = [key("2102032"), key("2102039"), key("2102031")];
    let found = done(store.load(&asked).await);
    let found: Vec<_> = found
        .into_iter()
        .map(|stored| stored.map(|s| (s.revision, s.document)))
        .collect();
    assert_eq!(
        found,
        [Some((1, second.document)), None, Some((1, first.document))]
    );
}

/// A writer who read another revision is turned away.
pub async fn a_revision_is_never_written_over<S: Store>(mut store: S) {
    done(
        store
            .commit(&documents(vec![document("2102031", "one", 0, None)]))
            .await,
    );
    done(
        store
            .commit(&documents(vec![document("2102031", "two", 1, None)]))
            .await,
    );
    for stale in [0, 1, 3] {
        let writes = documents(vec![document("2102031", "late", stale, None)]);
        assert!(
            store.commit(&writes).await.is_err(),
            "over revision {stale}"
        );
    }
    assert_eq!(revision(&mut store, "2102031").await, 2);
    assert!(
        store
            .commit(&documents(vec![document("2102032", "new", 1, None)]))
            .await
            .is_err()
    );
    assert_eq!(revision(&mut store, "2102032").await, 0);
}

/// All or nothing: neither document, feed row, counter, link nor ledger row of a commit that failed.
pub async fn a_refused_commit_leaves_nothing_behind<S: Store>(mut store: S) {
    done(
        store
            .commit(&documents(vec![document("2102032", "two", 0, None)]))
            .await,
    );
    let mut writes = ledger(person(1), command(1), "aa");
    writes.documents = vec![
        document("2102031", "one", 0, Some(at(0))),
        document("2102032", "stale", 0, None),
    ];
    writes.feeds = vec![feed(desk(), "2102031", Some("{}"))];
    writes.transitions = vec![transition("210203", "{}")];
    assert!(store.commit(&writes).await.is_err());
    assert_eq!(revision(&mut store, "2102031").await, 0);
    assert_eq!(done(store.ledger(person(1), command(1)).await), None);
    assert_eq!(done(store.head(&desk()).await), 0);
    assert!(done(store.scan(&desk(), 0, 10).await).is_empty());
    assert!(done(store.links(&code("210203"), 0, 10).await).is_empty());
    assert!(done(store.due(at(10), 10).await).is_empty());
    // And what follows is not disturbed by it.
    writes.documents.truncate(1);
    assert_eq!(done(store.commit(&writes).await), [1]);
}

/// A document that changes again moves to the end of the feed; its old place is empty.
pub async fn a_feed_keeps_one_row_of_a_document_at_its_newest_place<S: Store>(mut store: S) {
    let both = feeds(vec![
        feed(desk(), "2102031", Some("1")),
        feed(desk(), "2102032", Some("2")),
    ]);
    assert_eq!(done(store.commit(&both).await), [1, 2]);
    let again = feeds(vec![feed(desk(), "2102031", Some("3"))]);
    assert_eq!(done(store.commit(&again).await), [3]);
    let rows = done(store.scan(&desk(), 0, 10).await);
    let rows: Vec<_> = rows
        .iter()
        .map(|row| {
            (
                row.seq,
                row.key.clone(),
                row.view.as_ref().map(|view| view.get()),
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            (2, key("2102032"), Some("2")),
            (3, key("2102031"), Some("3"))
        ]
    );
}

/// A reader goes on after the last place that they have seen.
pub async fn a_feed_is_read_in_order_and_in_pages<S: Store>(mut store: S) {
    for n in 0..20 {
        let place = format!("2102{n:02}");
        done(
            store
                .commit(&feeds(vec![feed(desk(), &place, Some("0"))]))
                .await,
        );
    }
    let (mut seen, mut after) = (Vec::new(), 0);
    loop {
        let page = done(store.scan(&desk(), after, 7).await);
        assert!(page.len() <= 7 && page.iter().all(|row| row.audience == desk()));
        let Some(last) = page.last() else { break };
        after = last.seq;
        seen.extend(page.iter().map(|row| row.seq));
    }
    assert_eq!(seen, (1..=20).collect::<Vec<_>>());
    assert!(done(store.scan(&desk(), 20, 7).await).is_empty());
}

/// So that a device which held it learns that it is gone.
pub async fn what_left_keeps_a_row_without_a_view<S: Store>(mut store: S) {
    done(
        store
            .commit(&feeds(vec![feed(desk(), "2102031", Some("1"))]))
            .await,
    );
    done(
        store
            .commit(&feeds(vec![feed(desk(), "2102031", None)]))
            .await,
    );
    let rows = done(store.scan(&desk(), 0, 10).await);
    assert_eq!(rows.len(), 1);
    assert!(rows.iter().all(|row| row.seq == 2 && row.view.is_none()));
}

/// What happens for one audience does not move another's counter.
pub async fn each_audience_counts_for_itself<S: Store>(mut store: S) {
    let writes = feeds(vec![
        feed(desk(), "2102031", Some("1")),
        feed(desk(), "2102032", Some("1")),
        feed(public(), "2102031", Some("1")),
    ]);
    assert_eq!(done(store.commit(&writes).await), [1, 2, 1]);
    let mine = Audience::Person(person(1));
    assert_eq!(
        done(
            store
                .commit(&feeds(vec![feed(mine.clone(), "2102031", Some("1"))]))
                .await
        ),
        [1]
    );
    let mut heads = Vec::new();
    for audience in [desk(), public(), mine, Audience::Person(person(2))] {
        heads.push(done(store.head(&audience).await));
    }
    assert_eq!(heads, [2, 1, 1, 0]);
}

/// For the answer to a command that was sent again.
pub async fn rows_are_found_by_audience_and_document<S: Store>(mut store: S) {
    let writes = feeds(vec![
        feed(desk(), "2102031", Some("1")),
        feed(desk(), "2102032", Some("2")),
        feed(public(), "2102031", None),
    ]);
    done(store.commit(&writes).await);
    let wanted = [
        (desk(), key("2102032")),
        (public(), key("2102032")),
        (public(), key("2102031")),
    ];
    let rows = done(store.rows(&wanted).await);
    let rows: Vec<_> = rows
        .iter()
        .map(|row| {
            (
                row.audience.clone(),
                row.seq,
                row.view.as_ref().map(|view| view.get()),
            )
        })
        .collect();
    assert_eq!(rows, [(desk(), 2, Some("2")), (public(), 1, None)]);
}

/// Every link hashes the one before; changing a text breaks it.
pub async fn a_chain_grows_link_by_link<S: Store>(mut store: S) {
    for bodies in [vec!["{\"n\":1}"], vec!["{\"n\":2}", "{\"n\":3}"]] {
        let writes = Writes {
            transitions: bodies
                .iter()
                .map(|body| transition("210203", body))
                .collect(),
            ..Writes::default()
        };
        done(store.commit(&writes).await);
    }
    let links = done(store.links(&code("210203"), 0, 10).await);
    assert_eq!(links.len(), 3);
    let mut last = String::new();
    for (link, n) in links.iter().zip(1..) {
        assert!(link.holds_after(&last, n));
        last = link.hash.clone();
    }
    let mut changed = links[1].clone();
    changed.transition.body = "{\"n\":4}".into();
    assert!(!changed.holds_after(&links[0].hash, 2));
    assert!(!links[2].holds_after(&links[0].hash, 2));
    let mut moved = links[1].clone();
    moved.transition.key = key("2102");
    assert!(!moved.holds_after(&links[0].hash, 2));
    assert_eq!(done(store.links(&code("210203"), 2, 10).await), links[2..]);
    assert_eq!(done(store.links(&code("210203"), 0, 2).await), links[..2]);
}

/// Also where one code begins with the other.
pub async fn each_community_has_a_chain_of_its_own<S: Store>(mut store: S) {
    let writes = Writes {
        transitions: vec![
            transition("210203", "{\"n\":1}"),
            transition("2102031", "{\"n\":2}"),
            transition("210203", "{\"n\":3}"),
        ],
        ..Writes::default()
    };
    done(store.commit(&writes).await);
    for (desk, length) in [("210203", 2), ("2102031", 1), ("2102", 0)] {
        let links = done(store.links(&code(desk), 0, 10).await);
        assert_eq!(links.len(), length, "{desk}");
        let mut last = String::new();
        for (link, n) in links.into_iter().zip(1..) {
            assert!(link.holds_after(&last, n) && link.transition.desk == code(desk));
            last = link.hash;
        }
    }
}

/// What is not due yet is not named.
pub async fn what_is_due_is_named_the_longest_overdue_first<S: Store>(mut store: S) {
    let writes = documents(vec![
        document("2102031", "later", 0, Some(at(200))),
        document("2102032", "first", 0, Some(at(100))),
        document("2102033", "never", 0, None),
        document("2102034", "not yet", 0, Some(at(301))),
    ]);
    done(store.commit(&writes).await);
    let due = done(store.due(at(300), 10).await);
    assert_eq!(due, [(key("2102032"), at(100)), (key("2102031"), at(200))]);
    assert_eq!(done(store.due(at(300), 1).await).len(), 1);
    assert!(done(store.due(at(99), 10).await).is_empty());
    assert_eq!(
        done(store.due(at(100), 10).await).len(),
        1,
        "due at its very moment"
    );
}

/// A document that is no longer due is never ticked.
pub async fn a_due_time_moves_and_goes_with_its_document<S: Store>(mut store: S) {
    done(
        store
            .commit(&documents(vec![document("2102031", "a", 0, Some(at(100)))]))
            .await,
    );
    done(
        store
            .commit(&documents(vec![document("2102031", "b", 1, Some(at(500)))]))
            .await,
    );
    assert!(done(store.due(at(300), 10).await).is_empty());
    assert_eq!(
        done(store.due(at(500), 10).await),
        [(key("2102031"), at(500))]
    );
    done(
        store
            .commit(&documents(vec![document("2102031", "c", 2, None)]))
            .await,
    );
    assert!(done(store.due(at(900), 10).await).is_empty());
}

/// Writing does not begin a new history.
pub async fn the_epoch_stays<S: Store>(mut store: S) {
    let epoch = done(store.epoch().await);
    assert!(!epoch.is_empty());
    done(
        store
            .commit(&documents(vec![document("2102031", "one", 0, None)]))
            .await,
    );
    assert_eq!(done(store.epoch().await), epoch);
}
