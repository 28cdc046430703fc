//! Passkeys: made by whoever is signed in, shown instead of a password, and worth nothing where anything of it is wrong.

use crate::{
    authenticator::Authenticator,
    phone::{Answer, Community, PASSWORD, Phone},
};
use axum::http::StatusCode;
use linli_domain::time::minutes;
use linli_server::second_factor::SecondFactor;
use serde_json::{Value, json};

pub async fn begin_to_make(phone: &mut Phone) -> Value {
    let answer = phone.post("/api/session/passkeys/begin", "{}").await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    answer.json()
}

pub async fn add(phone: &mut Phone, key: &mut Authenticator) -> Answer {
    let made = key.make(&begin_to_make(phone).await);
    phone.post("/api/session/passkeys", made.to_string()).await
}

pub async fn begin_to_show(phone: &mut Phone) -> Value {
    let answer = phone.post("/api/session/passkey/begin", "{}").await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    answer.json()
}

pub async fn hand_in(phone: &mut Phone, shown: &Value) -> Answer {
    phone.post("/api/session/passkey", shown.to_string()).await
}

pub async fn sign_in(phone: &mut Phone, key: &mut Authenticator) -> Answer {
    let asked = begin_to_show(phone).await;
    hand_in(phone, &key.show(&asked)).await
}

fn is_wrong(answer: &Answer, phone: &Phone) {
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.error(), "wrong_passkey");
    assert!(phone.cookie.is_none());
}

/// A community whose volunteer `n` has a passkey on this device.
async fn with_passkey(n: u128) -> (Community, Authenticator) {
    let community = Community::with(Some("https://linli.test"));
    let mut key = Authenticator::new(u8::try_from(n).unwrap());
    let answer = add(&mut community.phone_of(n).await, &mut key).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    (community, key)
}

#[tokio::test]
async fn with_a_passkey_somebody_signs_in_without_typing_anything() {
    let (community, mut key) = with_passkey(1).await;
    let mut phone = community.phone();
    let asked = begin_to_show(&mut phone).await;
    assert_eq!(asked["rp"], "linli.test");
    let answer = hand_in(&mut phone, &key.show(&asked)).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    assert_eq!(answer.json::<Value>()["name"], "Neighbour 1");
    assert!(phone.secure() && phone.device.is_some());
    assert_eq!(phone.get("/api/session").await.status, StatusCode::OK);
    let (first, mut again) = (phone.cookie.clone(), phone.clone());
    let answer = sign_in(&mut again, &mut key).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    assert_ne!(again.cookie, first, "a session is never an old one");
    let old = phone.get("/api/session").await;
    assert_eq!(old.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn whoever_has_a_passkey_no_longer_comes_in_by_the_password_alone() {
    let (community, mut key) = with_passkey(1).await;
    let mut phone = community.phone();
    let answer = phone.sign_in("V1", PASSWORD).await;
    assert_eq!(answer.status, StatusCode::ACCEPTED, "{}", answer.text);
    let said: Value = answer.json();
    assert_eq!(said["next"], "second");
    assert_eq!(
        (&said["passkey"], &said["code"]),
        (&json!(true), &json!(false))
    );
    assert!(phone.cookie.is_none());
    let answer = sign_in(&mut phone, &mut key).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
}

#[tokio::test]
async fn the_first_passkey_ends_the_sessions_that_were_begun_without_one() {
    let community = Community::with(Some("https://linli.test"));
    let mut old = community.phone_of(1).await;
    let mut phone = community.phone_of(1).await;
    let before = phone.cookie.clone();
    let answer = add(&mut phone, &mut Authenticator::new(1)).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    assert_ne!(phone.cookie, before);
    assert_eq!(phone.get("/api/session").await.status, StatusCode::OK);
    let old = old.get("/api/session").await;
    assert_eq!(old.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_passkey_shown_for_another_question_or_page_or_by_nobody_in_particular_is_wrong() {
    let (community, key) = with_passkey(1).await;
    let mut phone = community.phone();
    for wrong in [
        |key: &mut Authenticator, _: &mut Value| key.origin = "https://linli.test.evil".into(),
        |key: &mut Authenticator, _: &mut Value| key.origin = "http://linli.test".into(),
        |key: &mut Authenticator, _: &mut Value| key.origin = "https://linli.test:8443".into(),
        |key: &mut Authenticator, _: &mut Value| key.verifies = false,
        |_: &mut Authenticator, asked: &mut Value| asked["rp"] = json!("evil.test"),
        |_: &mut Authenticator, asked: &mut Value| asked["challenge"] = json!("A".repeat(43)),
        |_: &mut Authenticator, asked: &mut Value| asked["ceremony"] = json!("0".repeat(32)),
    ] {
        let (mut key, mut asked) = (key.clone(), begin_to_show(&mut phone).await);
        wrong(&mut key, &mut asked);
        let answer = hand_in(&mut phone, &key.show(&asked)).await;
        is_wrong(&answer, &phone);
    }
    let mut key = key;
    let answer = sign_in(&mut phone, &mut key).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
}

#[tokio::test]
async fn what_was_shown_once_is_worth_nothing_again() {
    let (community, mut key) = with_passkey(1).await;
    let mut phone = community.phone();
    let shown = key.show(&begin_to_show(&mut phone).await);
    assert_eq!(hand_in(&mut phone, &shown).await.status, StatusCode::OK);
    let mut thief = community.phone();
    is_wrong(&hand_in(&mut thief, &shown).await, &thief);
    let mut other = begin_to_show(&mut thief).await;
    other["key"] = shown["key"].clone();
    other
        .as_object_mut()
        .unwrap()
        .retain(|name, _| matches!(&**name, "ceremony" | "key"));
    is_wrong(&hand_in(&mut thief, &other).await, &thief);
}

#[tokio::test]
async fn a_question_that_is_five_minutes_old_is_not_answered_any_more() {
    let (community, mut key) = with_passkey(1).await;
    let mut phone = community.phone();
    let asked = begin_to_show(&mut phone).await;
    community.wait(minutes(5));
    is_wrong(&hand_in(&mut phone, &key.show(&asked)).await, &phone);
}

#[tokio::test]
async fn nobody_comes_in_as_somebody_else_by_their_own_passkey() {
    let (community, mut key) = with_passkey(1).await;
    let mut other = Authenticator::new(2);
    add(&mut community.phone_of(2).await, &mut other).await;
    let mut phone = community.phone();
    let own = key.show(&begin_to_show(&mut phone).await);
    for part in ["user", "id", "signature"] {
        let mut shown = other.show(&begin_to_show(&mut phone).await);
        shown["key"][part] = own["key"][part].clone();
        is_wrong(&hand_in(&mut phone, &shown).await, &phone);
    }
    let mut shown = other.show(&begin_to_show(&mut phone).await);
    shown["key"].as_object_mut().unwrap().remove("user");
    is_wrong(&hand_in(&mut phone, &shown).await, &phone);
}

#[tokio::test]
async fn a_passkey_whose_counter_goes_back_may_have_been_copied_and_is_wrong() {
    let (community, mut key) = with_passkey(1).await;
    let mut copy = key.clone();
    for _ in 0..3 {
        let answer = sign_in(&mut community.phone(), &mut key).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    }
    for _ in 0..3 {
        let mut thief = community.phone();
        is_wrong(&sign_in(&mut thief, &mut copy).await, &thief);
    }
    let answer = sign_in(&mut community.phone(), &mut key).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
}

#[tokio::test]
async fn a_passkey_that_does_not_count_is_as_good() {
    let (community, mut key) = with_passkey(1).await;
    key.counts = false;
    for _ in 0..3 {
        let answer = sign_in(&mut community.phone(), &mut key).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    }
}

#[tokio::test]
async fn a_passkey_is_made_only_as_it_was_asked_for_and_by_whom() {
    let community = Community::with(Some("https://linli.test"));
    let (mut phone, mut other) = (community.phone_of(1).await, community.phone_of(2).await);
    let refused = |answer: Answer| {
        assert_eq!(
            answer.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{}",
            answer.text
        );
    };
    for wrong in [
        |key: &mut Authenticator, _: &mut Value| key.origin = "https://evil.test".into(),
        |key: &mut Authenticator, _: &mut Value| key.verifies = false,
        |_: &mut Authenticator, asked: &mut Value| asked["rp"] = json!("evil.test"),
        |_: &mut Authenticator, asked: &mut Value| asked["challenge"] = json!("A".repeat(43)),
    ] {
        let (mut key, mut asked) = (Authenticator::new(1), begin_to_make(&mut phone).await);
        wrong(&mut key, &mut asked);
        let made = key.make(&asked).to_string();
        refused(phone.post("/api/session/passkeys", made).await);
    }
    let made = Authenticator::new(1).make(&begin_to_make(&mut phone).await);
    refused(other.post("/api/session/passkeys", made.to_string()).await);
    refused(phone.post("/api/session/passkeys", made.to_string()).await);
    let answer = add(&mut phone, &mut Authenticator::new(1)).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let answer = add(&mut other, &mut Authenticator::new(1)).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "the same credential");
}

#[tokio::test]
async fn one_sees_ones_own_passkeys_and_removes_them() {
    let (community, mut first) = with_passkey(1).await;
    let mut phone = community.phone();
    sign_in(&mut phone, &mut first).await;
    community.wait(minutes(1));
    let mut second = Authenticator::new(9);
    assert_eq!(add(&mut phone, &mut second).await.status, StatusCode::OK);
    let mut lost = community.phone();
    sign_in(&mut lost, &mut second).await;
    let listed: Value = phone.get("/api/session/passkeys").await.json();
    let keys = listed["passkeys"].as_array().unwrap();
    assert_eq!(keys.len(), 2);
    assert_eq!(keys[0]["used"], "2026-11-20");
    let mut neighbour = community.phone_of(2).await;
    let of = |id: &Value| format!("/api/session/passkeys/{}", id.as_str().unwrap());
    let second_id = of(&keys[1]["id"]);
    let answer = neighbour.delete(&second_id).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    let answer = phone.delete(&of(&json!("no-id"))).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    let answer = phone.delete(&second_id).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    let left = lost.get("/api/session").await;
    assert_eq!(left.status, StatusCode::UNAUTHORIZED, "signed out by it");
    let mut thief = community.phone();
    is_wrong(&sign_in(&mut thief, &mut second).await, &thief);
    assert_eq!(phone.get("/api/session").await.status, StatusCode::OK);
}

#[tokio::test]
async fn after_a_quarter_of_an_hour_one_shows_again_who_one_is_before_one_changes_how_one_signs_in()
{
    let (community, mut key) = with_passkey(1).await;
    let mut phone = community.phone();
    sign_in(&mut phone, &mut key).await;
    community.wait(minutes(15));
    let answer = phone.post("/api/session/passkeys/begin", "{}").await;
    assert_eq!(answer.error(), "prove_again");
    assert_eq!(answer.status, StatusCode::PRECONDITION_REQUIRED);
    let stolen = json!({"password": PASSWORD}).to_string();
    let answer = phone.post("/api/session/prove", stolen).await;
    assert_eq!(answer.error(), "wrong_proof");
    let asked = begin_to_show(&mut phone).await;
    let shown = json!({"passkey": key.show(&asked)}).to_string();
    let before = phone.cookie.clone();
    let answer = phone.post("/api/session/prove", shown).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    assert_ne!(phone.cookie, before);
    begin_to_make(&mut phone).await;
    let mut other = community.phone_of(2).await;
    let asked = begin_to_show(&mut other).await;
    let shown = json!({"passkey": key.show(&asked)}).to_string();
    let answer = other.post("/api/session/prove", shown).await;
    assert_eq!(answer.error(), "wrong_proof", "another person's");
}

#[tokio::test]
async fn the_password_alone_changes_no_password_where_there_is_a_second_factor() {
    let (community, mut key) = with_passkey(1).await;
    let mut desk = community.phone();
    sign_in(&mut desk, &mut key).await;
    community.wait(minutes(15));
    let change = json!({"present": PASSWORD, "new": "seven brown cats"}).to_string();
    let answer = desk.post("/api/session/password", change.clone()).await;
    assert_eq!(answer.error(), "prove_again");
    let asked = begin_to_show(&mut desk).await;
    let shown = json!({"passkey": key.show(&asked)}).to_string();
    desk.post("/api/session/prove", shown).await;
    community.wait(minutes(10));
    let answer = desk.post("/api/session/password", change).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    // It proved no more than it was: a quarter of an hour from the passkey.
    community.wait(minutes(5));
    let answer = desk.post("/api/session/passkeys/begin", "{}").await;
    assert_eq!(answer.error(), "prove_again");
}

#[tokio::test]
async fn the_last_passkey_of_whoever_must_have_one_stays() {
    let community = Community::demanding(SecondFactor::Required);
    let mut worker = community.phone();
    worker.sign_in("V100", PASSWORD).await;
    let mut key = Authenticator::new(100);
    assert_eq!(add(&mut worker, &mut key).await.status, StatusCode::OK);
    let listed: Value = worker.get("/api/session/passkeys").await.json();
    assert_eq!(listed["must"], true);
    let path = format!(
        "/api/session/passkeys/{}",
        listed["passkeys"][0]["id"].as_str().unwrap()
    );
    let answer = worker.delete(&path).await;
    assert_eq!(answer.error(), "last_factor");
    let mut other = Authenticator::new(101);
    assert_eq!(add(&mut worker, &mut other).await.status, StatusCode::OK);
    assert_eq!(worker.delete(&path).await.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn without_a_domain_no_passkeys_are_made_or_asked_for() {
    let community = Community::new();
    let mut phone = community.phone_of(1).await;
    for path in ["/api/session/passkey/begin", "/api/session/passkeys/begin"] {
        let answer = phone.post(path, "{}").await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert_eq!(answer.error(), "no_passkeys_here");
    }
    let listed: Value = phone.get("/api/session/passkeys").await.json();
    assert_eq!(listed["can"], false);
}

#[tokio::test]
async fn who_asks_for_passkeys_from_one_address_without_end_waits() {
    let community = Community::with(Some("https://linli.test"));
    let mut phone = community.phone_at("198.51.100.7");
    let mut asked = 0;
    while phone.post("/api/session/passkey/begin", "{}").await.status == StatusCode::OK {
        asked += 1;
    }
    assert_eq!(asked, 200);
    begin_to_show(&mut community.phone_at("198.51.100.8")).await;
}
