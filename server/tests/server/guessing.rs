//! Guessing passwords: few enough that it is no use, and no way to shut somebody else out.

use crate::{
    authenticator::Authenticator,
    passkeys::{add, begin_to_show, sign_in},
    phone::{Answer, Community, PASSWORD, Phone, noon, person},
};
use axum::http::StatusCode;
use linli_domain::time::{Instant, hours, minutes};
use linli_server::store::{SqliteStore, database_file};
use serde_json::json;
use std::collections::VecDeque;

const WRONG: StatusCode = StatusCode::UNAUTHORIZED;
const TOO_MANY: StatusCode = StatusCode::TOO_MANY_REQUESTS;

/// Guesses until it is told to stop; how often that was.
async fn guess_on(phone: &mut Phone, login: &str) -> usize {
    for n in 0..200 {
        let answer = phone.sign_in(login, "guess").await;
        if answer.status == TOO_MANY {
            assert_eq!(answer.error(), "too_many_guesses");
            assert!(answer.header("retry-after").parse::<u64>().unwrap() > 0);
            return n;
        }
        assert_eq!(answer.status, WRONG, "{}", answer.text);
    }
    panic!("200 guesses");
}

async fn signs_in(mut phone: Phone, login: &str) -> Answer {
    phone.sign_in(login, PASSWORD).await
}

/// The most moments in any hour.
fn most_in_an_hour(moments: &[Instant]) -> usize {
    let (mut last, mut most) = (VecDeque::new(), 0);
    for at in moments {
        last.push_back(*at);
        while last.front().is_some_and(|first| *first + hours(1) <= *at) {
            last.pop_front();
        }
        most = most.max(last.len());
    }
    most
}

#[tokio::test]
async fn guessing_from_many_addresses_stays_under_a_hundred_an_account_and_hour_while_a_known_device_still_gets_in()
 {
    let community = Community::new();
    let mut owner = community.phone_at("203.0.113.1");
    assert_eq!(owner.sign_in("V1", PASSWORD).await.status, StatusCode::OK);
    let mut checked = Vec::new();
    for minute in 0..150_u32 {
        for n in 0..10 {
            let address = format!("198.51.{}.{}", minute % 250, n);
            let mut stranger = community.phone_at(&address);
            let answer = stranger.sign_in("V1", "guess").await;
            match answer.status {
                WRONG => checked.push(community.clock.now()),
                status => assert_eq!(status, TOO_MANY),
            }
        }
        if minute % 15 == 0 {
            assert_eq!(owner.sign_in("V1", "misstyped").await.status, WRONG);
            checked.push(community.clock.now());
            let answer = owner.sign_in("V1", PASSWORD).await;
            assert_eq!(answer.status, StatusCode::OK, "minute {minute}");
        }
        community.wait(minutes(1));
    }
    let most = most_in_an_hour(&checked);
    assert!((30..100).contains(&most), "{most}");
}

#[tokio::test]
async fn a_stranger_cannot_lock_somebody_out_not_even_on_a_new_phone() {
    let community = Community::new();
    let mut owner = community.phone_at("203.0.113.1");
    assert_eq!(owner.sign_in("V1", PASSWORD).await.status, StatusCode::OK);
    for _ in 0..3 {
        let mut stranger = community.phone_at("198.51.100.7");
        assert!(guess_on(&mut stranger, "V1").await <= 5);
        assert_eq!(owner.sign_in("V1", PASSWORD).await.status, StatusCode::OK);
        let new = community.phone_at("203.0.113.2");
        assert_eq!(signs_in(new, "V1").await.status, StatusCode::OK);
        community.wait(minutes(20));
    }
}

#[tokio::test]
async fn after_ten_guesses_from_anywhere_an_unknown_device_waits_and_other_accounts_do_not() {
    let community = Community::new();
    let mut phone = community.phone();
    assert_eq!(guess_on(&mut phone, "V1").await, 10);
    assert_eq!(phone.sign_in("v1", PASSWORD).await.status, TOO_MANY);
    assert_eq!(phone.sign_in("V2", PASSWORD).await.status, StatusCode::OK);
    community.wait(minutes(2));
    let new = community.phone();
    assert_eq!(signs_in(new, "V1").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_known_device_too_has_only_so_many_guesses_and_uses_up_nobody_elses() {
    let community = Community::new();
    let (mut one, mut other) = (community.phone_of(1).await, community.phone_of(1).await);
    assert_eq!(guess_on(&mut one, "V1").await, 8);
    assert_eq!(one.sign_in("V1", PASSWORD).await.status, TOO_MANY);
    assert_eq!(other.sign_in("V1", PASSWORD).await.status, StatusCode::OK);
    let new = community.phone();
    assert_eq!(signs_in(new, "V1").await.status, StatusCode::OK);
    community.wait(minutes(15));
    assert_eq!(one.sign_in("V1", PASSWORD).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_device_is_known_to_those_who_signed_in_on_it_and_to_nobody_else() {
    let community = Community::new();
    let mut shared = community.phone_of(1).await;
    assert_eq!(shared.sign_in("V2", PASSWORD).await.status, StatusCode::OK);
    for login in ["V1", "V2", "V3"] {
        guess_on(&mut community.phone(), login).await;
    }
    for (login, status) in [
        ("V1", StatusCode::OK),
        ("V2", StatusCode::OK),
        ("V3", TOO_MANY),
    ] {
        assert_eq!(
            shared.sign_in(login, PASSWORD).await.status,
            status,
            "{login}"
        );
    }
}

#[tokio::test]
async fn the_token_of_a_device_changes_with_each_sign_in_and_the_old_one_is_worth_nothing() {
    let community = Community::new();
    let mut phone = community.phone_of(1).await;
    let stolen = phone.clone();
    phone.sign_out().await;
    assert!(
        phone.device.is_some(),
        "it stays known when its person leaves"
    );
    assert_eq!(phone.sign_in("V1", PASSWORD).await.status, StatusCode::OK);
    assert_ne!(phone.device, stolen.device);
    guess_on(&mut community.phone(), "V1").await;
    assert_eq!(signs_in(stolen, "V1").await.status, TOO_MANY);
    assert_eq!(signs_in(phone, "V1").await.status, StatusCode::OK);
}

#[tokio::test]
async fn only_the_last_few_devices_of_a_person_are_known_and_none_for_ever() {
    let community = Community::new();
    let mut phones = Vec::new();
    for _ in 0..6 {
        phones.push(community.phone_of(1).await);
        community.wait(minutes(1));
    }
    let known = |community: &Community| -> i64 {
        let count = "SELECT COUNT(*) FROM devices";
        community
            .database()
            .query_row(count, (), |row| row.get(0))
            .unwrap()
    };
    assert_eq!(known(&community), 5);
    guess_on(&mut community.phone(), "V1").await;
    let first = phones.remove(0);
    assert_eq!(signs_in(first, "V1").await.status, TOO_MANY);
    community.wait(hours(24 * 401));
    guess_on(&mut community.phone(), "V1").await;
    let last = phones.pop().unwrap();
    assert_eq!(signs_in(last, "V1").await.status, TOO_MANY);
}

#[tokio::test]
async fn a_new_password_signs_out_everywhere_and_knows_no_device_any_more() {
    let community = Community::new();
    let mut phone = community.phone_of(1).await;
    let mut store = SqliteStore::open(&database_file(community.folder.path())).unwrap();
    let hashed = linli_server::password::hash(PASSWORD).unwrap();
    store.set_password(person(1), &hashed, noon()).unwrap();
    community.wait(minutes(1));
    guess_on(&mut community.phone(), "V1").await;
    assert_eq!(phone.sign_in("V1", PASSWORD).await.status, TOO_MANY);
    let sessions: i64 = community
        .database()
        .query_row("SELECT COUNT(*) FROM sessions", (), |row| row.get(0))
        .unwrap();
    assert_eq!(sessions, 0);
}

#[tokio::test]
async fn an_account_that_does_not_exist_is_counted_like_one_that_does() {
    let community = Community::new();
    let mut said = Vec::new();
    for login in ["V1", "V99"] {
        let mut phone = community.phone();
        assert_eq!(guess_on(&mut phone, login).await, 10);
        let answer = phone.sign_in(login, "guess").await;
        said.push((answer.text.clone(), answer.header("retry-after").to_owned()));
    }
    assert_eq!(said[0], said[1]);
}

#[tokio::test]
async fn two_names_of_one_account_share_its_guesses() {
    let community = Community::new();
    let mut store = SqliteStore::open(&database_file(community.folder.path())).unwrap();
    assert!(store.add_login(person(1), "auntie").unwrap());
    assert_eq!(guess_on(&mut community.phone(), "V1").await, 10);
    assert_eq!(guess_on(&mut community.phone(), "auntie").await, 0);
}

#[tokio::test]
async fn guesses_that_come_all_at_once_are_counted_too() {
    let community = Community::new();
    let racing: Vec<_> = (0..60)
        .map(|_| {
            let mut phone = community.phone();
            tokio::spawn(async move { phone.sign_in("V1", "guess").await.status })
        })
        .collect();
    let mut checked = 0;
    for racer in racing {
        checked += usize::from(racer.await.unwrap() == WRONG);
    }
    assert_eq!(checked, 10);
}

/// Asks for passkeys until it is told to stop; how often that was.
async fn asks_for_passkeys(phone: &mut Phone) -> usize {
    for n in 0..300 {
        let answer = phone.post("/api/session/passkey/begin", "{}").await;
        if answer.status == TOO_MANY {
            assert_eq!(answer.error(), "too_many_guesses");
            return n;
        }
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    }
    panic!("300 passkeys");
}

#[tokio::test]
async fn a_stranger_in_the_same_network_keeps_no_known_device_from_its_passkey() {
    let community = Community::with(Some("https://linli.test"));
    let mut owner = community.phone_at("198.51.100.1");
    assert_eq!(owner.sign_in("V1", PASSWORD).await.status, StatusCode::OK);
    let mut key = Authenticator::new(1);
    assert_eq!(add(&mut owner, &mut key).await.status, StatusCode::OK);
    let mut stranger = community.phone_at("198.51.100.1");
    assert_eq!(asks_for_passkeys(&mut stranger).await, 200);
    let mut liar = community.phone_at("198.51.100.1");
    liar.device = Some(format!("__Host-linli-device={}", "a".repeat(64)));
    assert_eq!(asks_for_passkeys(&mut liar).await, 0);
    // Signing in and showing it again count for nothing, as often as they are right.
    for _ in 0..20 {
        let answer = sign_in(&mut owner, &mut key).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        let asked = begin_to_show(&mut owner).await;
        let proof = json!({"passkey": key.show(&asked)}).to_string();
        let answer = owner.post("/api/session/prove", proof).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    }
    owner.sign_out().await;
    // It has no more than its own part where nothing is shown.
    assert_eq!(asks_for_passkeys(&mut owner).await, 8);
    assert_eq!(
        owner.sign_in("V1", PASSWORD).await.status,
        StatusCode::ACCEPTED
    );
}
