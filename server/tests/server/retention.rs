//! What was written before there was a time to keep it goes too.

use crate::phone::{Community, DESK, Phone, WORKER, applied, envelope};
use axum::http::StatusCode;
use linli_domain::{CaseId, Command, case::NeedAbout, command::NeedStep, time::hours};
use linli_server::store::at_once;
use linli_sync::{ChangesRequest, due_ticks};
use serde_json::json;
use uuid::Uuid;

const PHONE: &str = "13877776666";

async fn reads_the_number(worker: &mut Phone) -> bool {
    let changes = worker.pull(&ChangesRequest::default()).await;
    serde_json::to_string(&changes).unwrap().contains(PHONE)
}

/// A need for somebody with a telephone that is over; what holds it is the worker.
async fn ended_need(community: &Community) -> Phone {
    let about = json!({
        "title": {"en": "Windows"}, "category": "errand", "place": DESK,
        "recipient": {"name": "Old Chen", "phone": PHONE, "address": "3-401", "call_back": false},
    });
    let about: NeedAbout = serde_json::from_value(about).unwrap();
    let case = CaseId(Uuid::from_u128(0x8000));
    let reject = NeedStep::Reject {
        reason: "posted twice".into(),
    };
    let mut worker = community.phone_of(WORKER).await;
    for command in [
        Command::PostNeed {
            case,
            about: Box::new(about),
        },
        Command::HandleNeed { case, step: reject },
    ] {
        let outcomes = worker.submit(&[envelope(WORKER, &command)]).await;
        assert!(applied(&outcomes[0]), "{outcomes:?}");
    }
    worker
}

#[tokio::test]
async fn a_stranger_who_knows_the_id_of_what_is_due_does_not_use_it_up() {
    let community = Community::new();
    ended_need(&community).await;
    let then = community.clock.now() + hours(24 * 180);
    let due = community
        .server
        .readers
        .look(move |store| at_once(due_ticks(store, then)))
        .await
        .unwrap();
    assert!(!due.is_empty());
    let mut stranger = community.phone();
    let mut asking = json!({
        "command": Uuid::now_v7(), "case": Uuid::now_v7(), "place": DESK,
        "what": "A ladder", "when": "", "name": "Nobody", "phone": "0411777",
    });
    for command in [Uuid::now_v7()]
        .into_iter()
        .chain(due.iter().map(|due| due.id.0))
    {
        asking["command"] = json!(command);
        let answer = stranger.post("/api/ask", asking.to_string()).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    }
    community.wait(hours(24 * 180));
    community.server.tick().await.unwrap();
    let mut worker = community.phone_of(WORKER).await;
    assert!(!reads_the_number(&mut worker).await);
}

#[tokio::test]
async fn a_need_that_ended_under_an_older_release_is_forgotten_in_its_time() {
    let community = Community::new();
    ended_need(&community).await;
    let older = community.database();
    older
        .execute("UPDATE documents SET due = NULL", ())
        .unwrap();
    drop(older);
    community.wait(hours(24 * 179));
    community.server.tidy_up().await.unwrap();
    community.server.tick().await.unwrap();
    let mut worker = community.phone_of(WORKER).await;
    assert!(reads_the_number(&mut worker).await);
    community.wait(hours(24));
    community.server.tick().await.unwrap();
    assert!(!reads_the_number(&mut worker).await);
    let left: i64 = community
        .database()
        .query_row(
            "SELECT COUNT(*) FROM documents WHERE instr(body, $1) > 0",
            [PHONE],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(left, 0);
}
