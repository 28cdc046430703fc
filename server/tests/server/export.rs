//! What somebody takes along of what is held about them: theirs, all of it, and nobody else's.

use crate::phone::{
    Community, PASSWORD, Phone, WORKER, applied, envelope, person, shift_id, sign_up,
};
use axum::http::StatusCode;
use linli_domain::{CaseId, Command, case::NeedAbout, time::minutes};
use serde_json::{Value, json};
use std::{sync::mpsc, time::Duration};
use tokio::time::timeout;
use uuid::Uuid;

async fn taken(phone: &mut Phone) -> Value {
    let answer = phone.post("/api/export", "{}").await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    answer.json()
}

fn keys(taken: &Value) -> Vec<&str> {
    let documents = taken["held"]["documents"].as_array().unwrap();
    documents
        .iter()
        .map(|one| one["key"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn somebody_takes_along_all_that_is_held_about_them_and_nothing_of_others() {
    let community = Community::new();
    let about =
        json!({"title": {"en": "Windows"}, "category": "errand", "place": crate::phone::DESK});
    let about: NeedAbout = serde_json::from_value(about).unwrap();
    let case = CaseId(Uuid::from_u128(0x8000));
    let post = Command::PostNeed {
        case,
        about: Box::new(about),
    };
    for (n, envelope) in [(1, sign_up(1)), (2, sign_up(2)), (1, envelope(1, &post))] {
        let mut phone = community.phone_of(n).await;
        let outcomes = phone.submit(&[envelope]).await;
        assert!(applied(&outcomes[0]), "{outcomes:?}");
    }
    let mut phone = community.phone_of(1).await;
    let all = taken(&mut phone).await;
    let own = [
        format!("person/{}", person(1)),
        format!("case/{}", case.0),
        format!("shift/{}", shift_id()),
    ];
    assert_eq!(keys(&all), own.each_ref().map(String::as_str));
    let text = all.to_string();
    assert!(text.contains("Neighbour 1") && text.contains("Windows"));
    for other in ["Neighbour 2", &person(2).to_string(), PASSWORD, "argon2"] {
        assert!(!text.contains(other), "{other} in {text}");
    }
    let need = &all["held"]["documents"][1];
    assert_eq!(need["history"][0]["by"], "you");
    assert_eq!(need["history"].as_array().unwrap().len(), 1);
    assert_eq!(all["account"]["logins"], json!(["v1"]));
    assert_eq!(all["account"]["password"], true);
    assert_eq!(all["account"]["devices"].as_array().unwrap().len(), 3);
    // Whoever works at the desk reads the whole roster, and takes along what is theirs.
    let worker = taken(&mut community.phone_of(WORKER).await)
        .await
        .to_string();
    for other in [person(1), person(2)] {
        assert!(!worker.contains(&other.to_string()), "{other} in {worker}");
    }
}

#[tokio::test]
async fn nobody_takes_anything_along_unless_they_are_signed_in() {
    let community = Community::new();
    let answer = community.phone().post("/api/export", "{}").await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn whoever_hangs_up_keeps_no_reader_busy_and_takes_no_second_place() {
    let community = Community::new();
    let (mut phone, mut other) = (community.phone_of(1).await, community.phone_of(2).await);
    for phone in [&mut phone, &mut other] {
        assert_eq!(phone.get("/api/session").await.status, StatusCode::OK);
    }
    // Both readers wait, so what is asked for now stands in their queue.
    let (began, mut begun) = tokio::sync::mpsc::unbounded_channel();
    let mut holding = Vec::new();
    for _ in 0..2 {
        let (go, gone) = mpsc::channel::<()>();
        let (server, began) = (community.server.clone(), began.clone());
        let held = tokio::spawn(async move {
            let look = server.readers.look(move |_| {
                began.send(()).ok();
                Ok(gone.recv().is_ok())
            });
            look.await.unwrap()
        });
        begun.recv().await.unwrap();
        holding.push((go, held));
    }
    let hangs_up = timeout(Duration::from_millis(50), phone.post("/api/export", "{}"));
    assert!(hangs_up.await.is_err(), "nobody reads");
    for again in [&mut phone, &mut other] {
        let answer = again.post("/api/export", "{}").await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(answer.error(), "busy");
    }
    for (go, held) in holding {
        go.send(()).unwrap();
        assert!(held.await.unwrap());
    }
    // What nobody waits for was passed over, and its place is free.
    taken(&mut other).await;
}

#[tokio::test]
async fn somebody_takes_it_along_a_few_times_an_hour_and_keeps_nobody_else_from_it() {
    let community = Community::new();
    let (mut phone, mut other) = (community.phone_of(1).await, community.phone_of(2).await);
    for _ in 0..3 {
        taken(&mut phone).await;
    }
    let answer = phone.post("/api/export", "{}").await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(answer.error(), "too_many_exports");
    assert_eq!(answer.header("retry-after"), "1200");
    taken(&mut other).await;
    community.wait(minutes(20));
    taken(&mut phone).await;
}
