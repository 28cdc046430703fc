//! What is sealed, over HTTP: told to whoever reported or handles it once the reading is in the log, and to nobody else in
//! any way.

use crate::phone::{Community, DESK, Phone, WORKER, applied, envelope, person};
use axum::http::StatusCode;
use chrono::TimeDelta;
use linli_domain::{
    CaseId, Command,
    case::{Assignee, NeedAbout},
    command::NeedStep,
};
use serde_json::{Value, json};
use uuid::Uuid;

const SECRET: &str = "He drinks every evening";

fn case() -> CaseId {
    CaseId(Uuid::from_u128(0x5ea1))
}

fn quarrel() -> NeedAbout {
    let about = json!({
        "title": {"en": SECRET}, "text": SECRET, "category": "mediation", "place": DESK, "visibility": "sealed",
    });
    serde_json::from_value(about).unwrap()
}

fn step(by: u128, step: NeedStep) -> linli_sync::Envelope {
    envelope(by, &Command::HandleNeed { case: case(), step })
}

/// The first neighbour reported it, the desk gave it to the second.
async fn given() -> Community {
    let community = Community::new();
    let about = Box::new(quarrel());
    let post = envelope(
        1,
        &Command::PostNeed {
            case: case(),
            about,
        },
    );
    let assignee = Assignee::Person(person(2));
    let steps = [
        (1, post),
        (WORKER, step(WORKER, NeedStep::Accept)),
        (WORKER, step(WORKER, NeedStep::Assign { assignee })),
    ];
    for (who, envelope) in steps {
        let outcomes = community.phone_of(who).await.submit(&[envelope]).await;
        assert!(applied(&outcomes[0]), "{outcomes:?}");
    }
    community
}

async fn reads(phone: &mut Phone, command: u128, case: CaseId) -> (StatusCode, Value) {
    let body = json!({"command": Uuid::from_u128(command), "case": case});
    let answer = phone.post("/api/sealed", body.to_string()).await;
    (answer.status, answer.json())
}

async fn readings(community: &Community) -> usize {
    let path = format!("/api/history?document=case/{}", case().0);
    let answer = community.phone_of(WORKER).await.get(&path).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    assert!(!answer.text.contains(SECRET));
    answer.text.matches("\"read\"").count()
}

#[tokio::test]
async fn whoever_reported_or_handles_it_reads_it_and_the_desk_reads_that_they_did() {
    let community = given().await;
    for (n, who) in [1_u128, 2].into_iter().enumerate() {
        let mut phone = community.phone_of(who).await;
        let (status, told) = reads(&mut phone, 0x100 + who, case()).await;
        assert_eq!(status, StatusCode::OK, "{told}");
        assert_eq!(told["about"]["text"], SECRET);
        assert_eq!(readings(&community).await, n + 1);
    }
    // A lost answer: sent again, it is told again and logged once.
    let mut phone = community.phone_of(2).await;
    let (status, _) = reads(&mut phone, 0x102, case()).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(readings(&community).await, 2);
    // After a while the same is another reading, and needs an id of its own.
    community.wait(TimeDelta::minutes(6));
    let (status, _) = reads(&mut phone, 0x102, case()).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let (status, _) = reads(&mut phone, 0x104, case()).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(readings(&community).await, 3);
    // It is somebody else's now: an old reading opens nothing.
    let assignee = Assignee::Person(person(3));
    let step = step(WORKER, NeedStep::Assign { assignee });
    let outcomes = community.phone_of(WORKER).await.submit(&[step]).await;
    assert!(applied(&outcomes[0]), "{outcomes:?}");
    for command in [0x102, 0x103] {
        let (status, _) = reads(&mut phone, command, case()).await;
        assert_eq!(status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn to_everybody_else_it_is_as_if_there_were_none() {
    let community = given().await;
    let absent = CaseId(Uuid::from_u128(0xdead));
    let mut answers = Vec::new();
    for (who, asked) in [(3, case()), (3, absent), (WORKER, case()), (WORKER, absent)] {
        let mut phone = community.phone_of(who).await;
        let (status, mut told) = reads(&mut phone, 0x200, asked).await;
        told["id"] = Value::Null;
        answers.push((status, told));
    }
    assert_eq!(answers[0].0, StatusCode::NOT_FOUND);
    assert!(
        answers.iter().all(|answer| *answer == answers[0]),
        "{answers:?}"
    );
    assert_eq!(readings(&community).await, 0);
}

#[tokio::test]
async fn its_words_are_in_no_feed_and_in_no_file_that_is_taken_along() {
    let community = given().await;
    for who in [1, 2, 3, WORKER] {
        let mut phone = community.phone_of(who).await;
        let feed = phone.post("/api/changes", "{}").await;
        assert_eq!(feed.status, StatusCode::OK, "{}", feed.text);
        assert!(!feed.text.contains(SECRET), "{}", feed.text);
        let file = phone.post("/api/export", "{}").await;
        assert_eq!(file.status, StatusCode::OK, "{}", file.text);
        assert!(!file.text.contains(SECRET), "{}", file.text);
    }
}
