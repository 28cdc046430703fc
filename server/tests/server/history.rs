//! What happened to a document, over HTTP.

use crate::phone::{
    Community, DESK, Phone, WORKER, applied, envelope, noon, person, shift_id, sign_up,
};
use axum::http::StatusCode;
use linli_domain::{
    CaseId, Command, DocumentKey, PersonId, case::NeedAbout, command::NeedStep, history::Somebody,
};
use linli_sync::{History, Line};
use serde_json::{Value, json};
use uuid::Uuid;

fn case() -> CaseId {
    CaseId(Uuid::from_u128(0x8000))
}

fn path(key: &DocumentKey) -> String {
    format!("/api/history?document={key}")
}

/// The first volunteer asks for help, and the worker does not take it on.
async fn turned_down(community: &Community) {
    let about = json!({"title": {"en": "Windows"}, "category": "errand", "place": DESK});
    let about: NeedAbout = serde_json::from_value(about).unwrap();
    let post = Command::PostNeed {
        case: case(),
        about: Box::new(about),
    };
    let reject = Command::HandleNeed {
        case: case(),
        step: NeedStep::Reject {
            reason: "posted twice".into(),
        },
    };
    for (n, command) in [(1, post), (WORKER, reject)] {
        let outcomes = community
            .phone_of(n)
            .await
            .submit(&[envelope(n, &command)])
            .await;
        assert!(applied(&outcomes[0]), "{outcomes:?}");
    }
}

async fn read(phone: &mut Phone, key: &DocumentKey) -> History {
    let answer = phone.get(&path(key)).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    answer.json()
}

#[tokio::test]
async fn the_desk_reads_who_did_what_and_the_reporter_that_the_desk_did() {
    let community = Community::new();
    turned_down(&community).await;
    let key = DocumentKey::Case(case());
    let expected = |reporter: Value, worker: Value| {
        json!({"lines": [
            {"happened": {"at": noon(), "from": "absent", "to": "submitted", "by": reporter}},
            {"happened": {
                "at": noon(), "from": "submitted", "to": "rejected", "by": worker,
                "reason": "posted twice",
            }},
        ]})
    };
    let mut worker = community.phone_of(WORKER).await;
    let answer = worker.get(&path(&key)).await;
    assert_eq!(answer.header("cache-control"), "no-store");
    let by_name = expected(json!({"named": "Neighbour 1"}), json!("you"));
    assert_eq!(answer.json::<Value>(), by_name);
    let mut reporter = community.phone_of(1).await;
    let answer = reporter.get(&path(&key)).await;
    assert_eq!(
        answer.json::<Value>(),
        expected(json!("you"), json!("desk"))
    );
    // As some clients write it.
    let escaped = path(&key).replace("case/", "case%2F");
    assert_eq!(worker.get(&escaped).await.status, StatusCode::OK);
}

#[tokio::test]
async fn whoever_may_not_read_it_is_told_what_they_are_told_of_nothing() {
    let community = Community::new();
    turned_down(&community).await;
    let outcomes = community.phone_of(2).await.submit(&[sign_up(2)]).await;
    assert!(applied(&outcomes[0]), "{outcomes:?}");
    let absent = DocumentKey::Case(CaseId(Uuid::from_u128(9)));
    let mut stranger = community.phone_of(3).await;
    let nothing = stranger.get(&path(&absent)).await;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
    let keys = [
        DocumentKey::Case(case()),
        DocumentKey::Shift(shift_id()),
        DocumentKey::Person(person(1)),
        DocumentKey::Person(PersonId::SYSTEM),
        DocumentKey::Place(DESK.parse().unwrap()),
    ];
    for key in &keys {
        let answer = stranger.get(&path(key)).await;
        assert_eq!(
            (answer.status, &answer.text),
            (nothing.status, &nothing.text),
            "{key}"
        );
    }
    for path in [
        "/api/history",
        "/api/history?document=",
        "/api/history?document=case",
        "/api/history?document=case/../person",
        "/api/history?key=case/1",
    ] {
        let answer = stranger.get(path).await;
        assert_eq!(
            (answer.status, &answer.text),
            (nothing.status, &nothing.text),
            "{path}"
        );
    }
    // On the roster is not leading it.
    let mut volunteer = community.phone_of(2).await;
    let answer = volunteer.get(&path(&DocumentKey::Shift(shift_id()))).await;
    assert_eq!(
        (answer.status, &answer.text),
        (nothing.status, &nothing.text)
    );
    let answer = community.phone().get(&path(&keys[0])).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_roster_says_whose_place_it_was() {
    let community = Community::new();
    let outcomes = community.phone_of(2).await.submit(&[sign_up(2)]).await;
    assert!(applied(&outcomes[0]), "{outcomes:?}");
    let mut worker = community.phone_of(WORKER).await;
    let history = read(&mut worker, &DocumentKey::Shift(shift_id())).await;
    let Some(Line::Happened(last)) = history.lines.last() else {
        panic!("{history:?}");
    };
    let volunteer = Somebody::Named("Neighbour 2".into());
    assert!(last.of_entry, "{last:?}");
    assert_eq!(
        (&last.by, last.whom.as_ref()),
        (&volunteer, Some(&volunteer))
    );
}

#[tokio::test]
async fn what_was_erased_is_told_as_erased() {
    let community = Community::new();
    turned_down(&community).await;
    let key = DocumentKey::Case(case());
    let erase = "UPDATE transitions SET salt = '', body = '' WHERE key = $1";
    let database = community.database();
    assert_eq!(database.execute(erase, [key.to_string()]).unwrap(), 2);
    let history = read(&mut community.phone_of(WORKER).await, &key).await;
    assert_eq!(history.lines, [Line::Erased, Line::Erased]);
}

#[test]
fn a_document_is_found_in_a_long_log_without_walking_it() {
    let community = Community::new();
    let plan: String = community
        .database()
        .query_row(
            "EXPLAIN QUERY PLAN SELECT salt, body, digest, hash FROM transitions \
             WHERE key = 'x' AND desk = 'y' ORDER BY n DESC LIMIT 201",
            (),
            |row| row.get(3),
        )
        .unwrap();
    assert!(
        plan.contains("transitions_by_key (key=? AND desk=?)"),
        "{plan}"
    );
}

/// What is hidden takes the steps of what is absent: neither the document nor its log is looked at.
#[tokio::test]
async fn what_is_hidden_costs_no_more_than_what_is_absent() {
    let community = Community::new();
    turned_down(&community).await;
    let about_all = "UPDATE documents SET body = 'no document at all' WHERE key = $1";
    let key = DocumentKey::Case(case());
    let database = community.database();
    assert_eq!(database.execute(about_all, [key.to_string()]).unwrap(), 1);
    let answer = community.phone_of(3).await.get(&path(&key)).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND, "it was not even read");
}
