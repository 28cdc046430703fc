//! A lost password, passkey or phone is replaced by a link that an administrator makes, or the command line.

use crate::{
    authenticator::Authenticator,
    passkeys::{add, begin_to_show, hand_in, sign_in},
    phone::{Answer, Community, PASSWORD, Phone, WORKER, as_system, desk, noon, person},
};
use axum::http::StatusCode;
use linli_domain::{
    Command, GrantId, InvitationId,
    invitation::{InvitationKey, InvitedTo, hash_of},
    person::{Role, Scope},
    time::{hours, minutes},
};
use linli_server::second_factor::SecondFactor;
use serde_json::{Value, json};
use uuid::Uuid;

const TOKEN: &str = "00112233445566778899aabbccddeeff";

fn invitation() -> InvitationId {
    InvitationId(Uuid::from_u128(0x9000))
}

/// A link for another way in, made by the system as the command line makes it.
fn link_for(community: &Community, n: u128) {
    let invite = Command::Invite {
        invitation: invitation(),
        to: InvitedTo::Device { person: person(n) },
        key: InvitationKey::Hashed(hash_of(TOKEN)),
    };
    as_system(community.folder.path(), community.clock.now(), vec![invite]);
}

fn taking(password: Option<&str>) -> Value {
    json!({
        "invitation": invitation(), "token": TOKEN, "command": Uuid::from_u128(0xabc),
        "person": Uuid::now_v7(), "grant": Uuid::now_v7(), "password": password,
    })
}

async fn takes(phone: &mut Phone, what: &Value) -> Answer {
    phone.post("/api/invitations/take", what.to_string()).await
}

#[tokio::test]
async fn a_link_replaces_password_and_passkeys_and_signs_out_everywhere() {
    let community = Community::demanding(SecondFactor::Required);
    let mut old = community.phone();
    old.sign_in("V100", PASSWORD).await;
    let mut stolen = Authenticator::new(100);
    add(&mut old, &mut stolen).await;
    link_for(&community, WORKER);
    let mut phone = community.phone();
    let look = json!({"invitation": invitation(), "token": TOKEN}).to_string();
    let told: Value = phone.post("/api/invitations/look", look).await.json();
    assert_eq!(
        (&told["to"], &told["needs_password"]),
        (&json!("device"), &json!(true))
    );
    let answer = takes(&mut phone, &taking(None)).await;
    assert_eq!(answer.error(), "password_needed");
    let answer = takes(&mut phone, &taking(Some("Neighbour 100"))).await;
    assert_eq!(answer.error(), "password_personal");
    assert_eq!(
        old.get("/api/session").await.status,
        StatusCode::OK,
        "not yet"
    );

    let answer = takes(&mut phone, &taking(Some("seven brown cats"))).await;
    assert_eq!(answer.json::<Value>(), json!({"next": "enrol"}));
    assert_eq!(
        old.get("/api/session").await.status,
        StatusCode::UNAUTHORIZED
    );
    let answer = sign_in(&mut community.phone(), &mut stolen).await;
    assert_eq!(answer.error(), "wrong_passkey");
    let answer = community.phone().sign_in("V100", PASSWORD).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    let mut new = Authenticator::new(101);
    let answer = add(&mut phone, &mut new).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let answer = sign_in(&mut community.phone(), &mut new).await;
    assert_eq!(answer.status, StatusCode::OK);

    let logged: i64 = community
        .database()
        .query_row(
            "SELECT COUNT(*) FROM transitions WHERE key = $1",
            [format!("invitation/{}", invitation().0)],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(logged, 2, "made, and taken");
}

#[tokio::test]
async fn a_link_is_taken_with_a_passkey_in_place_of_a_password() {
    let community = Community::demanding(SecondFactor::Required);
    link_for(&community, WORKER);
    let mut phone = community.phone();
    let begin = json!({
        "invitation": invitation(), "token": TOKEN, "person": Uuid::now_v7(), "name": "whoever",
    });
    let asked = phone
        .post("/api/invitations/passkey", begin.to_string())
        .await;
    assert_eq!(asked.status, StatusCode::OK, "{}", asked.text);
    let asked: Value = asked.json();
    assert_eq!(asked["name"], "Neighbour 100");
    let mut key = Authenticator::new(100);
    let mut what = taking(None);
    what["passkey"] = key.make(&asked);
    let answer = takes(&mut phone, &what).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    assert_eq!(phone.get("/api/session").await.status, StatusCode::OK);
    let mut desk = community.phone();
    let shown = key.show(&begin_to_show(&mut desk).await);
    assert_eq!(hand_in(&mut desk, &shown).await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_invitation_to_a_role_is_taken_with_a_passkey_and_a_refused_one_is_handed_in_again() {
    let community = Community::demanding(SecondFactor::Required);
    let invite = Command::Invite {
        invitation: invitation(),
        to: InvitedTo::Role {
            role: Role::CommunityWorker,
            scope: Scope::Place(desk()),
            to: None,
        },
        key: InvitationKey::Hashed(hash_of(TOKEN)),
    };
    as_system(community.folder.path(), noon(), vec![invite]);
    let (mut phone, new) = (community.phone(), Uuid::now_v7());
    let begin = json!({
        "invitation": invitation(), "token": TOKEN, "person": new, "name": "Li Min",
    });
    let asked: Value = phone
        .post("/api/invitations/passkey", begin.to_string())
        .await
        .json();
    let mut key = Authenticator::new(5);
    let mut what = json!({
        "invitation": invitation(), "token": TOKEN, "command": Uuid::now_v7(),
        "person": new, "grant": Uuid::now_v7(), "passkey": key.make(&asked),
        "newcomer": {"name": "Li Min", "birth": {"year": 1980}, "phone": "", "consents": ["membership"]},
    });
    let answer = takes(&mut phone, &what).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "no telephone");
    what["newcomer"]["phone"] = json!("139 0411 0000");
    let mut thief = what.clone();
    thief["person"] = json!(Uuid::now_v7());
    let answer = takes(&mut phone, &thief).await;
    assert_eq!(
        answer.error(),
        "wrong_passkey",
        "it was made for another person"
    );
    let asked: Value = phone
        .post("/api/invitations/passkey", begin.to_string())
        .await
        .json();
    what["passkey"] = key.make(&asked);
    what["command"] = json!(Uuid::now_v7());
    let answer = takes(&mut phone, &what).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    assert_eq!(answer.json::<Value>()["name"], "Li Min");

    // The answer was lost on its way.
    let mut again = community.phone();
    let answer = takes(&mut again, &what).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    assert_eq!(again.get("/api/session").await.status, StatusCode::OK);
    assert_eq!(
        phone.get("/api/session").await.status,
        StatusCode::UNAUTHORIZED,
        "one session of it, the later"
    );
    let answer = takes(&mut community.phone(), &thief).await;
    assert_eq!(answer.error(), "wrong_passkey");
    let mut corrected = what.clone();
    corrected["command"] = json!(Uuid::now_v7());
    corrected["newcomer"]["name"] = json!("Li Ming");
    let answer = takes(&mut community.phone(), &corrected).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    let passkeys: i64 = community
        .database()
        .query_row("SELECT COUNT(*) FROM passkeys", [], |row| row.get(0))
        .unwrap();
    assert_eq!(passkeys, 1);

    let answer = sign_in(&mut community.phone(), &mut key).await;
    assert_eq!(answer.status, StatusCode::OK);
    let asked = phone
        .post("/api/invitations/passkey", begin.to_string())
        .await;
    assert_eq!(asked.status, StatusCode::NOT_FOUND, "it is used up");
    community.wait(minutes(10));
    let answer = takes(&mut community.phone(), &what).await;
    assert_eq!(answer.error(), "wrong_passkey", "nobody keeps it for long");
}

#[tokio::test]
async fn a_link_to_a_role_is_no_way_around_the_present_password() {
    let community = Community::with(Some("https://linli.test"));
    let invite = Command::Invite {
        invitation: invitation(),
        to: InvitedTo::Role {
            role: Role::CommunityWorker,
            scope: Scope::Place(desk()),
            to: None,
        },
        key: InvitationKey::Hashed(hash_of(TOKEN)),
    };
    as_system(community.folder.path(), noon(), vec![invite]);
    let mut picked_up = community.phone_of(1).await;
    community.wait(hours(1));
    let answer = takes(&mut picked_up, &taking(Some("seven brown cats"))).await;
    assert_eq!(answer.error(), "prove_again");
    let answer = takes(&mut picked_up, &taking(None)).await;
    assert_eq!(answer.error(), "prove_again", "nor into another role");
    let answer = community.phone().sign_in("V1", PASSWORD).await;
    assert_eq!(answer.status, StatusCode::OK, "it is the old one still");
    let mut own = community.phone_of(1).await;
    let answer = takes(&mut own, &taking(None)).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
}

#[tokio::test]
async fn a_link_that_was_taken_changes_nothing_when_it_is_found_later() {
    let community = Community::demanding(SecondFactor::Required);
    link_for(&community, WORKER);
    let what = taking(Some("seven brown cats"));
    let mut phone = community.phone();
    assert_eq!(takes(&mut phone, &what).await.status, StatusCode::ACCEPTED);
    let mut finder = community.phone();
    let mut other = taking(Some("eight grey crows"));
    other["command"] = json!(Uuid::now_v7());
    let answer = takes(&mut finder, &other).await;
    assert_eq!(
        answer.json::<Value>()["reasons"],
        json!([{"invitation_used": {"max": 1}}])
    );
    community.wait(hours(24));
    let answer = takes(&mut finder, &what).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.text);
    assert!(finder.cookie.is_none());
}

#[tokio::test]
async fn a_volunteers_lost_phone_takes_its_passkey_along_and_no_password_is_asked_for() {
    let community = Community::with(Some("https://linli.test"));
    let mut lost = Authenticator::new(1);
    add(&mut community.phone_of(1).await, &mut lost).await;
    link_for(&community, 1);
    let mut phone = community.phone();
    let answer = takes(&mut phone, &taking(None)).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let answer = sign_in(&mut community.phone(), &mut lost).await;
    assert_eq!(answer.error(), "wrong_passkey");
}

#[tokio::test]
async fn the_last_administrator_comes_in_again_by_a_link_of_the_command_line() {
    let community = Community::demanding(SecondFactor::Required);
    let grant = Command::GrantRole {
        person: person(WORKER),
        grant: GrantId(Uuid::from_u128(0x6fff)),
        role: Role::SystemAdmin,
        scope: Scope::Place(desk()),
        to: None,
    };
    as_system(community.folder.path(), noon(), vec![grant]);
    community.clock.set(chrono::Utc::now());
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_linli"))
        .args(["account", "link", "--login", "V100"])
        .args(["--public-url", "https://linli.test", "--data"])
        .arg(community.folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{said}");
    let link = said.lines().last().unwrap();
    let opening = link.strip_prefix("https://linli.test/join#").unwrap();
    let (id, token) = opening.split_once('.').unwrap();
    let mut what = taking(Some("seven brown cats"));
    what["invitation"] = json!(id);
    what["token"] = json!(token);
    let mut phone = community.phone();
    let answer = takes(&mut phone, &what).await;
    assert_eq!(
        answer.json::<Value>(),
        json!({"next": "enrol"}),
        "{}",
        answer.text
    );
    let answer = community.phone().sign_in("V100", "seven brown cats").await;
    assert_eq!(answer.status, StatusCode::ACCEPTED);
}
