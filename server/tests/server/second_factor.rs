//! The second factor of those who see other people's data: a passkey, or the codes of an app.

use crate::{
    authenticator::Authenticator,
    passkeys::{add, sign_in},
    phone::{Answer, Community, PASSWORD, Phone, person},
};
use axum::http::StatusCode;
use hmac::{Hmac, KeyInit, Mac};
use linli_domain::time::{Instant, hours, minutes};
use linli_server::{
    password,
    second_factor::SecondFactor,
    store::{SqliteStore, database_file},
};
use linli_sync::ChangesRequest;
use serde_json::{Value, json};

/// The code that an app shows, made apart from the server's own.
fn code(secret: &str, now: Instant) -> String {
    let mut bits = String::new();
    for digit in secret.chars() {
        let value = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".find(digit).unwrap();
        bits += &format!("{value:05b}");
    }
    let bytes: Vec<u8> = bits
        .as_bytes()
        .chunks_exact(8)
        .map(|eight| u8::from_str_radix(std::str::from_utf8(eight).unwrap(), 2).unwrap())
        .collect();
    let mut mac = Hmac::<sha1::Sha1>::new_from_slice(&bytes).unwrap();
    mac.update(&(now.timestamp() / 30).to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let from = usize::from(digest[19] & 15);
    let four: [u8; 4] = digest[from..from + 4].try_into().unwrap();
    format!(
        "{:06}",
        (u32::from_be_bytes(four) & 0x7fff_ffff) % 1_000_000
    )
}

/// Sets up an app, which shares this secret from now on.
async fn set_up(community: &Community, phone: &mut Phone) -> String {
    let new: Value = phone.post("/api/session/codes/begin", "{}").await.json();
    let secret = new["secret"].as_str().unwrap().to_owned();
    let address = new["address"].as_str().unwrap();
    assert!(address.starts_with("otpauth://totp/") && address.contains(&secret));
    let wrong = json!({"ceremony": new["ceremony"], "code": "000000"}).to_string();
    let answer = phone.post("/api/session/codes", wrong).await;
    assert_eq!(answer.error(), "wrong_code");
    let code = code(&secret, community.clock.now());
    let right = json!({"ceremony": new["ceremony"], "code": code}).to_string();
    let answer = phone.post("/api/session/codes", right).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    secret
}

/// The password, and the ceremony that waits for a code.
async fn half_way(phone: &mut Phone, login: &str) -> Value {
    let answer = phone.sign_in(login, PASSWORD).await;
    assert_eq!(answer.status, StatusCode::ACCEPTED, "{}", answer.text);
    assert!(phone.cookie.is_none());
    answer.json::<Value>()["ceremony"].clone()
}

async fn type_code(phone: &mut Phone, ceremony: &Value, code: &str) -> Answer {
    let typed = json!({"ceremony": ceremony, "code": code}).to_string();
    phone.post("/api/session/code", typed).await
}

#[tokio::test]
async fn where_it_is_demanded_the_password_opens_nothing_but_the_way_to_set_one_up() {
    let community = Community::demanding(SecondFactor::Required);
    let mut worker = community.phone();
    let answer = worker.sign_in("V100", PASSWORD).await;
    assert_eq!(answer.status, StatusCode::ACCEPTED);
    assert_eq!(answer.json::<Value>(), json!({"next": "enrol"}));
    let session = worker.get("/api/session").await;
    assert_eq!(session.status, StatusCode::UNAUTHORIZED);
    let body = serde_json::to_vec(&ChangesRequest::default()).unwrap();
    let changes = worker.post("/api/changes", body).await;
    assert_eq!(changes.status, StatusCode::UNAUTHORIZED);
    let mut key = Authenticator::new(100);
    let answer = add(&mut worker, &mut key).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    assert_eq!(answer.json::<Value>()["name"], "Neighbour 100");
    worker.pull(&ChangesRequest::default()).await;
    let answer = sign_in(&mut community.phone(), &mut key).await;
    assert_eq!(answer.status, StatusCode::OK);
    let mut volunteer = community.phone();
    let answer = volunteer.sign_in("V1", PASSWORD).await;
    assert_eq!(answer.status, StatusCode::OK, "who sees nobody's data");
}

#[tokio::test]
async fn the_way_to_set_one_up_is_open_for_half_an_hour_and_can_be_left() {
    let community = Community::demanding(SecondFactor::Required);
    let mut worker = community.phone();
    worker.sign_in("V100", PASSWORD).await;
    community.wait(minutes(30));
    let answer = worker.post("/api/session/passkeys/begin", "{}").await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    worker.sign_in("V100", PASSWORD).await;
    let before = worker.clone();
    assert_eq!(worker.sign_out().await.status, StatusCode::NO_CONTENT);
    let answer = before.clone().get("/api/session/passkeys").await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn whoever_is_given_a_role_that_demands_it_is_signed_out_by_the_next_day() {
    let community = Community::demanding(SecondFactor::Required);
    let mut phone = community.phone_of(1).await;
    community.gives_desk_to(1);
    community.wait(hours(24));
    // Whatever is asked for first: nobody need pull to command as the desk.
    let answer = phone.post("/api/commands", "[]").await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    let answer = phone.get("/api/session").await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    let answer = phone.sign_in("V1", PASSWORD).await;
    assert_eq!(answer.json::<Value>(), json!({"next": "enrol"}));
}

#[tokio::test]
async fn a_code_of_the_app_follows_the_password_and_each_is_used_once() {
    let community = Community::demanding(SecondFactor::Required);
    let mut worker = community.phone();
    worker.sign_in("V100", PASSWORD).await;
    let secret = set_up(&community, &mut worker).await;
    assert_eq!(worker.get("/api/session").await.status, StatusCode::OK);
    let mut desk = community.phone();
    let ceremony = half_way(&mut desk, "V100").await;
    let now = code(&secret, community.clock.now());
    let answer = type_code(&mut desk, &ceremony, &now).await;
    assert_eq!(answer.error(), "wrong_code", "it set the app up");
    community.wait(minutes(1));
    let now = code(&secret, community.clock.now());
    let answer = type_code(&mut desk, &ceremony, &now).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    assert_eq!(desk.get("/api/session").await.status, StatusCode::OK);
    let mut thief = community.phone();
    let again = type_code(&mut thief, &ceremony, &now).await;
    assert_eq!(again.error(), "ceremony_over");
    let ceremony = half_way(&mut thief, "V100").await;
    let again = type_code(&mut thief, &ceremony, &now).await;
    assert_eq!(again.error(), "wrong_code");
    assert!(thief.cookie.is_none());
}

#[tokio::test]
async fn codes_are_guessed_no_more_often_than_passwords() {
    let community = Community::with(Some("https://linli.test"));
    let secret = set_up(&community, &mut community.phone_of(1).await).await;
    community.wait(minutes(1));
    let now = code(&secret, community.clock.now());
    let wrong = if now == "000000" { "000001" } else { "000000" };
    let (mut thief, mut tried) = (community.phone(), 0);
    'all: for _ in 0..20 {
        let ceremony = half_way(&mut thief, "V1").await;
        for n in 0..6 {
            let answer = type_code(&mut thief, &ceremony, wrong).await;
            match &*answer.error() {
                "wrong_code" => tried += 1,
                "ceremony_over" => assert_eq!(n, 5),
                "too_many_guesses" => break 'all,
                other => panic!("{other}"),
            }
        }
        if tried == 10 {
            break;
        }
    }
    assert_eq!(tried, 10);
    let answer = thief.sign_in("V1", PASSWORD).await;
    assert_eq!(answer.error(), "too_many_guesses");
}

#[tokio::test]
async fn a_password_is_changed_by_whoever_knows_it_and_signs_out_everywhere_else() {
    let community = Community::with(Some("https://linli.test"));
    let (mut phone, mut old) = (community.phone_of(1).await, community.phone_of(1).await);
    let change =
        |present: Option<&str>, new: &str| json!({"present": present, "new": new}).to_string();
    for (body, error) in [
        (change(None, "seven brown cats"), "prove_again"),
        (change(Some("guess"), "seven brown cats"), "wrong_proof"),
        (change(Some(PASSWORD), "short"), "password_short"),
        (change(Some(PASSWORD), "password1"), "password_common"),
        (change(Some(PASSWORD), "Neighbour 1"), "password_personal"),
    ] {
        let answer = phone.post("/api/session/password", body).await;
        assert_eq!(answer.error(), error);
    }
    let body = change(Some(PASSWORD), "seven brown cats");
    let answer = phone.post("/api/session/password", body).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    assert_eq!(phone.get("/api/session").await.status, StatusCode::OK);
    assert_eq!(
        old.get("/api/session").await.status,
        StatusCode::UNAUTHORIZED
    );
    let mut new = community.phone();
    assert_eq!(
        new.sign_in("V1", PASSWORD).await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(
        new.sign_in("V1", "seven brown cats").await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn guessing_the_present_password_on_a_phone_that_was_picked_up_is_slow_too() {
    let community = Community::new();
    let mut phone = community.phone_of(1).await;
    let mut guesses = 0;
    loop {
        let body = json!({"password": format!("guess {guesses}")}).to_string();
        let answer = phone.post("/api/session/prove", body).await;
        if answer.error() == "too_many_guesses" {
            break;
        }
        assert_eq!(answer.error(), "wrong_proof");
        guesses += 1;
    }
    assert_eq!(guesses, 8);
}

#[tokio::test]
async fn whoever_came_in_by_passkey_chooses_a_password_without_the_old_one() {
    let community = Community::with(Some("https://linli.test"));
    let mut key = Authenticator::new(1);
    let mut phone = community.phone_of(1).await;
    add(&mut phone, &mut key).await;
    let body = json!({"new": "seven brown cats"}).to_string();
    let answer = phone.post("/api/session/password", body.clone()).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    community.wait(minutes(15));
    let answer = phone.post("/api/session/password", body).await;
    assert_eq!(answer.error(), "prove_again");
}

#[tokio::test]
async fn a_right_code_opens_nothing_once_the_password_before_it_is_another() {
    let community = Community::demanding(SecondFactor::Offered);
    let secret = set_up(&community, &mut community.phone_of(1).await).await;
    community.wait(minutes(1));
    let mut thief = community.phone();
    let ceremony = half_way(&mut thief, "V1").await;
    let mut store = SqliteStore::open(&database_file(community.folder.path())).unwrap();
    let now = community.clock.now();
    let other = password::hash("another password").unwrap();
    store.set_password(person(1), &other, now).unwrap();
    let answer = type_code(&mut thief, &ceremony, &code(&secret, now)).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.error(), "wrong_code");
    assert!(thief.cookie.is_none());
}
