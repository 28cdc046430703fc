//! What somebody takes along of what is held about them: theirs, all of it, and nobody else's.

use crate::phone::{
    Community, PASSWORD, Phone, WORKER, applied, envelope, person, shift_id, sign_up,
};
use axum::http::StatusCode;
use linli_domain::{CaseId, Command, case::NeedAbout};
use serde_json::{Value, json};
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
