//! Where somebody is signed in, and signing out there.

use crate::phone::{Answer, Community, PASSWORD, Phone, noon};
use axum::{
    body::Body,
    http::{Method, StatusCode, header},
};
use linli_domain::time::hours;
use linli_server::store::{SqliteStore, database_file};
use serde_json::{Value, json};

const ANDROID: &str = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) \
     Chrome/130.0.0.0 Mobile Safari/537.36";

async fn sign_in_on(phone: &mut Phone, login: &str, user_agent: &str) -> Answer {
    let body = json!({"login": login, "password": PASSWORD}).to_string();
    let request = phone
        .request(Method::POST, "/api/session")
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::USER_AGENT, user_agent);
    phone.send(request.body(Body::from(body)).unwrap()).await
}

async fn devices(phone: &mut Phone) -> Vec<Value> {
    let answer = phone.get("/api/session/devices").await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    answer.json::<Value>()["devices"]
        .as_array()
        .unwrap()
        .clone()
}

async fn status(phone: &mut Phone) -> StatusCode {
    phone.get("/api/session").await.status
}

#[tokio::test]
async fn somebody_sees_where_they_are_signed_in_since_when_and_which_one_this_is() {
    let community = Community::new();
    let mut old = community.phone();
    assert_eq!(
        sign_in_on(&mut old, "V1", "curl/8").await.status,
        StatusCode::OK
    );
    community.phone_of(2).await;
    community.wait(hours(30));
    let mut new = community.phone();
    sign_in_on(&mut new, "V1", ANDROID).await;
    let seen = devices(&mut new).await;
    let shown: Vec<_> = seen
        .iter()
        .map(|one| [&one["name"], &one["opened"], &one["used"], &one["this"]])
        .collect();
    assert_eq!(
        json!(shown),
        json!([
            [
                "Android · Chrome",
                "2026-11-21T10:00:00Z",
                "2026-11-21",
                true
            ],
            ["", "2026-11-20T04:00:00Z", "2026-11-20", false],
        ])
    );
    assert_eq!(status(&mut old).await, StatusCode::OK);
    assert_eq!(
        devices(&mut new).await[1]["used"],
        "2026-11-21",
        "to the day"
    );
    let text = json!(seen).to_string();
    for phone in [&old, &new] {
        let token = phone.cookie.as_ref().unwrap().split_once('=').unwrap().1;
        assert!(!text.contains(token));
    }
}

#[tokio::test]
async fn one_device_is_signed_out_at_once_and_is_no_longer_known() {
    let community = Community::new();
    let (mut here, mut lost) = (community.phone_of(1).await, community.phone_of(1).await);
    assert_eq!(status(&mut lost).await, StatusCode::OK);
    let seen = devices(&mut here).await;
    let there = seen.iter().find(|one| one["this"] == false).unwrap();
    let path = format!("/api/session/devices/{}", there["id"].as_str().unwrap());
    assert_eq!(here.delete(&path).await.status, StatusCode::NO_CONTENT);
    assert_eq!(status(&mut lost).await, StatusCode::UNAUTHORIZED);
    assert_eq!(status(&mut here).await, StatusCode::OK);
    assert_eq!(devices(&mut here).await.len(), 1);
    let again = here.delete(&path).await;
    assert_eq!(
        (again.status, again.error().as_str()),
        (StatusCode::NOT_FOUND, "no_such_device")
    );
    for _ in 0..10 {
        community.phone().sign_in("V1", "guess").await;
    }
    let refused = lost.sign_in("V1", PASSWORD).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(here.sign_in("V1", PASSWORD).await.status, StatusCode::OK);
}

#[tokio::test]
async fn whoever_signs_out_this_device_by_its_id_loses_the_cookie_too() {
    let community = Community::new();
    let mut phone = community.phone_of(1).await;
    let id = devices(&mut phone).await[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let answer = phone.delete(&format!("/api/session/devices/{id}")).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    assert_eq!(phone.cookie, None);
}

#[tokio::test]
async fn all_others_are_signed_out_at_once_and_other_people_are_not() {
    let community = Community::new();
    let mut others = [community.phone_of(1).await, community.phone_of(1).await];
    let (mut here, mut neighbour) = (community.phone_of(1).await, community.phone_of(2).await);
    for phone in &mut others {
        assert_eq!(status(phone).await, StatusCode::OK);
    }
    let answer = here.delete("/api/session/devices").await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    for phone in &mut others {
        assert_eq!(status(phone).await, StatusCode::UNAUTHORIZED);
    }
    for phone in [&mut here, &mut neighbour] {
        assert_eq!(status(phone).await, StatusCode::OK);
    }
    let known: i64 = community
        .database()
        .query_row("SELECT COUNT(*) FROM devices", (), |row| row.get(0))
        .unwrap();
    assert_eq!(known, 2, "this one, and the neighbour's");
}

#[tokio::test]
async fn nobody_sees_or_signs_out_somebody_elses_devices() {
    let community = Community::new();
    let (mut mine, mut theirs) = (community.phone_of(1).await, community.phone_of(2).await);
    let id = devices(&mut theirs).await[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(devices(&mut mine).await.len(), 1);
    let answer = mine.delete(&format!("/api/session/devices/{id}")).await;
    let absent = mine
        .delete("/api/session/devices/00000000000000000000000000000000")
        .await;
    assert_eq!((answer.status, answer.text), (absent.status, absent.text));
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(status(&mut theirs).await, StatusCode::OK);
    for odd in ["x", "%ff", "..", "0", &"a".repeat(3000)] {
        let answer = mine.delete(&format!("/api/session/devices/{odd}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{odd}");
    }
}

#[tokio::test]
async fn whoever_is_not_signed_in_hears_nothing_of_devices() {
    let community = Community::new();
    let mut phone = community.phone();
    for (method, path) in [
        (Method::GET, "/api/session/devices"),
        (Method::DELETE, "/api/session/devices"),
        (
            Method::DELETE,
            "/api/session/devices/00000000000000000000000000000000",
        ),
    ] {
        let request = phone.request(method, path).body(Body::empty()).unwrap();
        assert_eq!(phone.send(request).await.status, StatusCode::UNAUTHORIZED);
    }
}

#[tokio::test]
async fn sessions_of_the_release_before_go_on_and_are_listed() {
    let folder = tempfile::tempdir().unwrap();
    let file = database_file(folder.path());
    let before = rusqlite::Connection::open(&file).unwrap();
    before
        .execute_batch(include_str!("../../migrations/sqlite/0001_first.sql"))
        .unwrap();
    before
        .execute_batch(
            "CREATE TABLE migrations (n BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL);
             INSERT INTO migrations VALUES (1, 'first'); INSERT INTO meta VALUES ('epoch', 'e');",
        )
        .unwrap();
    let person = crate::phone::person(1);
    for n in 0..2_u8 {
        let expires = (noon() + hours(1)).timestamp_millis();
        let row = (
            [n; 32],
            person.0.as_bytes(),
            noon().timestamp_millis(),
            expires,
        );
        before
            .execute("INSERT INTO sessions VALUES ($1, $2, $3, $4)", row)
            .unwrap();
    }
    drop(before);
    let store = SqliteStore::open(&file).unwrap();
    let session = store.session(&[1; 32]).unwrap().unwrap();
    assert_eq!((session.person, session.used), (person, None));
    let listed = store.sessions_of(person, noon()).unwrap();
    assert_eq!(listed.len(), 2);
    assert_ne!(listed[0].id, listed[1].id);
}
