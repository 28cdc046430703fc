use crate::phone::{Community, PASSWORD};
use axum::http::StatusCode;
use linli_domain::time::{hours, minutes};
use serde_json::Value;

#[tokio::test]
async fn who_signs_in_is_known_until_they_sign_out() {
    let community = Community::new();
    let mut phone = community.phone();
    assert_eq!(
        phone.get("/api/session").await.status,
        StatusCode::NO_CONTENT
    );
    let answer = phone.sign_in(" v1 ", PASSWORD).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.json::<Value>()["name"], "Neighbour 1");
    let cookie = answer.header("set-cookie").to_owned();
    for part in [
        "linli=",
        "HttpOnly",
        "SameSite=Lax",
        "Path=/",
        "Max-Age=2592000",
    ] {
        assert!(cookie.contains(part), "{part} in {cookie}");
    }
    assert!(!cookie.contains("Secure"), "plain on loopback");
    assert_eq!(phone.get("/api/session").await.status, StatusCode::OK);
    let stolen = phone.clone();
    assert_eq!(phone.sign_out().await.status, StatusCode::NO_CONTENT);
    assert_eq!(phone.cookie, None);
    let mut stolen = stolen;
    assert_eq!(
        stolen.get("/api/session").await.status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn behind_tls_the_cookie_is_bound_to_the_host() {
    let community = Community::with(Some("https://linli.test"));
    let mut phone = community.phone();
    let answer = phone.sign_in("V1", PASSWORD).await;
    let cookie = answer.header("set-cookie");
    assert!(
        cookie.starts_with("__Host-linli=") && cookie.contains("Secure"),
        "{cookie}"
    );
    assert!(
        answer
            .header("strict-transport-security")
            .starts_with("max-age=")
    );
}

#[tokio::test]
async fn the_token_is_not_stored_as_it_is() {
    let community = Community::new();
    let phone = community.phone_of(1).await;
    let token = phone.cookie.unwrap().split_once('=').unwrap().1.to_owned();
    let stored: Vec<u8> = community
        .database()
        .query_row("SELECT token FROM sessions", (), |row| row.get(0))
        .unwrap();
    assert_eq!(stored.len(), 32);
    assert!(!token.contains(&linli_server::random::hex(&stored)));
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_name_look_the_same() {
    let community = Community::new();
    let mut phone = community.phone();
    let wrong = phone.sign_in("V1", "guess").await;
    let unknown = phone.sign_in("V99", "guess").await;
    assert_eq!((wrong.status, &wrong.text), (unknown.status, &unknown.text));
    assert_eq!(wrong.status, StatusCode::UNAUTHORIZED);
    assert_eq!(wrong.error(), "wrong_login");
}

#[tokio::test]
async fn guesses_are_counted_for_each_account() {
    let community = Community::new();
    let mut phone = community.phone();
    for _ in 0..10 {
        assert_eq!(
            phone.sign_in("V1", "guess").await.status,
            StatusCode::UNAUTHORIZED
        );
    }
    let answer = phone.sign_in("v1", PASSWORD).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(answer.header("retry-after").parse::<u64>().unwrap() > 0);
    assert_eq!(phone.sign_in("V2", PASSWORD).await.status, StatusCode::OK);
    community.clock.set(community.clock.now() + minutes(16));
    assert_eq!(phone.sign_in("V1", PASSWORD).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_session_lasts_thirty_days_from_its_last_use() {
    let community = Community::new();
    let mut phone = community.phone_of(1).await;
    for _ in 0..3 {
        community.clock.set(community.clock.now() + hours(24 * 29));
        let answer = phone.get("/api/session").await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(
            answer.header("set-cookie").contains("Max-Age"),
            "renewed in the browser too"
        );
    }
    assert_eq!(
        phone.get("/api/session").await.header("set-cookie"),
        "",
        "not more than daily"
    );
    community
        .clock
        .set(community.clock.now() + hours(24 * 30 + 1));
    assert_eq!(
        phone.get("/api/session").await.status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn a_new_session_is_never_an_old_one() {
    let community = Community::new();
    let mut phone = community.phone_of(1).await;
    let mut before = phone.clone();
    assert_eq!(phone.sign_in("V2", PASSWORD).await.status, StatusCode::OK);
    assert_ne!(phone.cookie, before.cookie);
    assert_eq!(
        before.get("/api/session").await.status,
        StatusCode::UNAUTHORIZED
    );
}
