use crate::phone::{Community, PASSWORD, WORKER, noon, person};
use axum::http::StatusCode;
use linli_domain::time::hours;
use linli_server::{
    sessions::Beginning,
    store::{Rests, SignedBy, SqliteStore, database_file},
};
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
        "Max-Age=15552000",
    ] {
        assert!(cookie.contains(part), "{part} in {cookie}");
    }
    assert!(!cookie.contains("Secure"), "plain on loopback");
    assert_eq!(answer.headers.get_all("set-cookie").iter().count(), 2);
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
    let names = ["__Host-linli=", "__Host-linli-device="];
    for (cookie, name) in answer.headers.get_all("set-cookie").iter().zip(names) {
        let cookie = cookie.to_str().unwrap();
        assert!(cookie.starts_with(name), "{cookie}");
        for part in ["Secure", "HttpOnly", "SameSite=", "Path=/;"] {
            assert!(cookie.contains(part), "{part} in {cookie}");
        }
        assert!(!cookie.contains("Domain"), "{cookie}");
    }
    assert_eq!(
        answer.header("strict-transport-security"),
        "max-age=31536000; includeSubDomains"
    );
}

#[tokio::test]
async fn tokens_are_random_and_not_stored_as_they_are() {
    let community = Community::new();
    let phone = community.phone_of(1).await;
    for (cookie, table) in [(phone.cookie, "sessions"), (phone.device, "devices")] {
        let token = cookie.unwrap().split_once('=').unwrap().1.to_owned();
        assert_eq!(token.len(), 64, "256 bits");
        let select = format!("SELECT token FROM {table}");
        let stored: Vec<u8> = community
            .database()
            .query_row(&select, (), |row| row.get(0))
            .unwrap();
        assert_eq!(stored.len(), 32);
        assert_ne!(token, linli_server::random::hex(&stored));
    }
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
async fn a_session_lasts_half_a_year_or_for_whoever_works_at_the_desk_a_month_from_its_last_use() {
    for (n, days) in [(1, 180), (WORKER, 30)] {
        let community = Community::new();
        let mut phone = community.phone_of(n).await;
        for _ in 0..3 {
            community.wait(hours(24 * (days - 1)));
            let answer = phone.get("/api/session").await;
            assert_eq!(answer.status, StatusCode::OK);
            let lasts = format!("Max-Age={}", days * 24 * 60 * 60);
            let cookie = answer.header("set-cookie");
            assert!(cookie.contains(&lasts), "in the browser too: {cookie}");
        }
        let again = phone.get("/api/session").await;
        assert_eq!(again.header("set-cookie"), "", "not more than daily");
        community.wait(hours(24 * days + 1));
        let late = phone.get("/api/session").await;
        assert_eq!(late.status, StatusCode::UNAUTHORIZED);
    }
}

#[tokio::test]
async fn whoever_is_given_a_duty_has_a_shorter_session_from_the_next_day_on() {
    let community = Community::new();
    let mut phone = community.phone_of(1).await;
    community.gives_desk_to(1);
    community.wait(hours(24));
    let answer = phone.get("/api/session").await;
    assert!(answer.header("set-cookie").contains("Max-Age=2592000"));
    community.wait(hours(24 * 30 + 1));
    let late = phone.get("/api/session").await;
    assert_eq!(late.status, StatusCode::UNAUTHORIZED);
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

fn sessions(community: &Community) -> i64 {
    let count = "SELECT COUNT(*) FROM sessions";
    let count = community.database().query_row(count, (), |row| row.get(0));
    count.unwrap()
}

#[tokio::test]
async fn a_sign_in_that_was_under_way_when_everybody_was_signed_out_opens_nothing() {
    let community = Community::new();
    let phone = community.phone_of(1).await;
    let token = phone.cookie.unwrap().split_once('=').unwrap().1.to_owned();
    let token = linli_server::sessions::Token::read(&token).unwrap();
    let mut store = SqliteStore::open(&database_file(community.folder.path())).unwrap();
    let checked = store.password_of(person(1)).unwrap().unwrap();
    let all = &community.server.sessions;
    let somebody = all.person(person(1)).await.unwrap().unwrap();
    let begins = |rests: Rests| {
        let beginning = Beginning {
            device: "Test".into(),
            was_known: None,
            signed_by: SignedBy::Password,
            proved: noon(),
            enrols: false,
            rests,
            in_place_of: None,
        };
        async { all.open(&somebody, beginning).await.unwrap().is_some() }
    };
    let rests = [
        Rests::Password(checked.clone()),
        Rests::Session(token.hashed()),
    ];
    for rests in &rests {
        assert!(begins(rests.clone()).await, "nothing came between");
    }
    assert_eq!(sessions(&community), 3);
    // The same password even, but chosen anew since it was checked.
    let again = linli_server::password::hash(PASSWORD).unwrap();
    store.set_password(person(1), &again, noon()).unwrap();
    for rests in rests.into_iter().chain([
        Rests::Passkey(vec![1; 24]),
        Rests::Code(vec![1; 20], Box::new(Rests::Password(again.clone()))),
    ]) {
        assert!(!begins(rests.clone()).await, "{rests:?}");
    }
    assert_eq!(sessions(&community), 0);
    assert!(begins(Rests::Password(again.clone())).await);
    // Since it was checked, a second factor was set up, without which nobody comes in any more.
    let secret = vec![1; 20];
    store
        .set_code_secret(person(1), &secret, 1, noon())
        .unwrap();
    let alone = Rests::Password(again);
    assert!(!begins(alone.clone()).await);
    assert!(begins(Rests::Code(secret, Box::new(alone))).await);
}
