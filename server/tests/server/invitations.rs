//! Coming in at the server's door: without a password, with one where the role needs it, and on another phone.

use crate::phone::*;
use axum::http::StatusCode;
use linli_domain::{
    Command, GrantId, InvitationId, OrganizationId,
    invitation::{InvitationKey, InvitedTo, hash_of},
    local::LocalText,
    organization::OrganizationKind,
    person::{Role, Scope},
    time::hours,
};
use linli_sync::ChangesRequest;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use uuid::Uuid;

const TOKEN: &str = "00112233445566778899aabbccddeeff";

fn team() -> OrganizationId {
    OrganizationId(Uuid::from_u128(0x8000))
}

fn invitation() -> InvitationId {
    InvitationId(Uuid::from_u128(0x9000))
}

/// A community whose worker has made an invitation.
async fn invited(to: InvitedTo) -> Community {
    let community = Community::new();
    let commands = vec![
        Command::RegisterOrganization {
            organization: team(),
            kind: OrganizationKind::VolunteerTeam,
            name: LocalText::one("zh-Hans", "红马甲"),
            places: vec![desk()],
            desk: desk(),
            specialty: None,
            is_brand: false,
            external_ref: None,
        },
        Command::GrantRole {
            person: person(WORKER),
            grant: GrantId(Uuid::from_u128(0x6999)),
            role: Role::CommunityAdmin,
            scope: Scope::Place(desk()),
            to: None,
        },
    ];
    as_system(community.folder.path(), noon(), commands);
    let key = match to {
        InvitedTo::Team { .. } => InvitationKey::Shown(TOKEN.into()),
        _ => InvitationKey::Hashed(hash_of(TOKEN)),
    };
    let command = Command::Invite {
        invitation: invitation(),
        to,
        key,
    };
    let mut worker = community.phone_of(WORKER).await;
    let done = worker.submit(&[envelope(WORKER, &command)]).await;
    assert!(applied(&done[0]), "{done:?}");
    community
}

fn to_role(role: Role) -> InvitedTo {
    InvitedTo::Role {
        role,
        scope: Scope::Place(desk()),
        to: None,
    }
}

fn opening() -> Value {
    json!({"invitation": invitation(), "token": TOKEN})
}

fn coming(name: &str) -> Value {
    json!({
        "invitation": invitation(), "token": TOKEN, "command": Uuid::now_v7(),
        "person": Uuid::now_v7(), "grant": Uuid::now_v7(),
        "newcomer": {
            "name": name, "birth": {"year": 1948}, "phone": "139 0411 0000", "consents": ["membership"],
        },
    })
}

async fn takes(phone: &mut Phone, what: &Value) -> Answer {
    phone.post("/api/invitations/take", what.to_string()).await
}

#[tokio::test]
async fn by_a_teams_code_somebody_comes_in_without_a_password_and_reads_what_is_public() {
    let community = invited(InvitedTo::Team { team: team() }).await;
    let mut phone = community.phone();
    let told = phone
        .post("/api/invitations/look", opening().to_string())
        .await;
    let told: Value = told.json();
    assert_eq!(told["to"], "team");
    assert_eq!(told["name"]["zh-Hans"], "红马甲");
    assert_eq!(
        (&told["needs_password"], &told["over"]),
        (&json!(false), &json!(false))
    );
    let what = coming("孙桂兰");
    let answer = takes(&mut phone, &what).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    assert_eq!(answer.json::<Value>()["name"], "孙桂兰");
    assert_eq!(answer.json::<Value>()["person"], what["person"]);
    let changes = phone.pull(&ChangesRequest::default()).await;
    let audiences: Vec<String> = changes.audiences.iter().map(ToString::to_string).collect();
    let own = format!("person:{}", what["person"].as_str().unwrap());
    assert_eq!(audiences, [format!("public:{DESK}"), own]);
    let seen: Vec<String> = changes.rows.iter().map(|row| row.key.to_string()).collect();
    assert!(seen.iter().any(|key| key.starts_with("shift/")));
}

#[tokio::test]
async fn a_lost_answer_is_asked_for_again_and_makes_nobody_twice() {
    let community = invited(InvitedTo::Team { team: team() }).await;
    let what = coming("孙桂兰");
    let mut people = BTreeSet::new();
    for _ in 0..3 {
        let mut phone = community.phone();
        let answer = takes(&mut phone, &what).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        people.insert(answer.text);
        assert!(phone.cookie.is_some());
    }
    assert_eq!(people.len(), 1);
    let registered: i64 = community
        .database()
        .query_row(
            "SELECT count(*) FROM documents WHERE body LIKE '%孙桂兰%'",
            (),
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(registered, 1);
}

/// So many knock at the same time: how many came in, and what the others heard.
async fn race(community: &Community, racers: usize) -> (usize, BTreeSet<String>) {
    let racers = (0..racers).map(|n| {
        let mut phone = community.phone();
        async move {
            let answer = takes(&mut phone, &coming(&format!("Racer {n}"))).await;
            match answer.status {
                StatusCode::OK => None,
                StatusCode::CONFLICT => Some(answer.json::<Value>()["reasons"].to_string()),
                _ => Some(answer.text),
            }
        }
    });
    let heard = futures_util::future::join_all(racers).await;
    let came = heard.iter().filter(|heard| heard.is_none()).count();
    (came, heard.into_iter().flatten().collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_thousand_who_race_for_an_invitation_to_a_role_one_comes_in() {
    let community = invited(to_role(Role::Volunteer)).await;
    let (came, heard) = race(&community, 1000).await;
    assert_eq!(came, 1);
    let used = r#"[{"invitation_used":{"max":1}}]"#.to_owned();
    assert_eq!(heard, [used].into());
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_thousand_who_race_for_a_teams_code_exactly_forty_come_in() {
    let community = invited(InvitedTo::Team { team: team() }).await;
    let (came, heard) = race(&community, 1000).await;
    assert_eq!(came, 40);
    let used = r#"[{"invitation_used":{"max":40}}]"#.to_owned();
    assert_eq!(heard, [used].into());
}

#[tokio::test]
async fn a_lost_phone_is_replaced_and_the_old_one_is_signed_out() {
    let to = InvitedTo::Device { person: person(1) };
    let community = invited(to).await;
    let mut lost = community.phone_of(1).await;
    let mut other = community.phone_of(2).await;
    let mut fresh = community.phone();
    let told = fresh
        .post("/api/invitations/look", opening().to_string())
        .await;
    assert_eq!(told.json::<Value>()["person"], "Neighbour 1");
    let mut what = coming("");
    what["newcomer"] = Value::Null;
    let answer = takes(&mut fresh, &what).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    assert_eq!(answer.json::<Value>()["person"], json!(person(1)));
    assert_eq!(fresh.get("/api/session").await.status, StatusCode::OK);
    let signed_out = StatusCode::UNAUTHORIZED;
    assert_eq!(lost.get("/api/session").await.status, signed_out);
    assert_eq!(other.get("/api/session").await.status, StatusCode::OK);
    let again = takes(
        &mut community.phone(),
        &json!({
            "invitation": invitation(), "token": TOKEN, "command": Uuid::now_v7(),
            "person": Uuid::now_v7(), "grant": Uuid::now_v7(),
        }),
    )
    .await;
    assert_eq!(
        again.json::<Value>()["reasons"],
        json!([{"invitation_used": {"max": 1}}])
    );
    assert_eq!(fresh.get("/api/session").await.status, StatusCode::OK);
}

#[tokio::test]
async fn for_a_role_that_sees_others_data_a_password_is_chosen_and_signs_in_from_then_on() {
    let community = invited(to_role(Role::CommunityWorker)).await;
    let mut phone = community.phone();
    let mut what = coming("New Worker");
    for (password, error) in [
        (Value::Null, "password_needed"),
        (json!("short"), "password_short"),
        (json!("x".repeat(300)), "password_long"),
    ] {
        what["password"] = password;
        let answer = takes(&mut phone, &what).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answer.error(), error);
        assert_eq!(phone.cookie, None);
    }
    what["password"] = json!("seven brown cats");
    let answer = takes(&mut phone, &what).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let changes = phone.pull(&ChangesRequest::default()).await;
    let audiences: Vec<String> = changes.audiences.iter().map(ToString::to_string).collect();
    assert!(audiences.contains(&format!("desk:{DESK}")), "{audiences:?}");
    let me = changes.rows.iter().find_map(|row| {
        let view: Value = serde_json::from_str(row.view.as_ref()?.get()).ok()?;
        let about = &view["person"]["about"];
        let no = about["volunteer_no"].as_str()?;
        (about["name"] == "New Worker").then(|| no.to_owned())
    });
    let mut desk = community.phone();
    let answer = desk.sign_in(&me.unwrap(), "seven brown cats").await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
}

#[tokio::test]
async fn a_wrong_token_and_no_invitation_look_the_same_and_everything_wrong_is_said_at_once() {
    let community = invited(InvitedTo::Team { team: team() }).await;
    let mut phone = community.phone();
    for path in ["/api/invitations/look", "/api/invitations/take"] {
        let mut answers = BTreeSet::new();
        for (id, token) in [
            (invitation(), "10112233445566778899aabbccddeeff".to_owned()),
            (invitation(), hash_of(TOKEN)),
            (InvitationId(Uuid::from_u128(0xdead)), TOKEN.to_owned()),
            (invitation(), "x".repeat(5000)),
        ] {
            let mut what = if path.ends_with("take") {
                coming("Guesser")
            } else {
                opening()
            };
            what["invitation"] = json!(id);
            what["token"] = json!(token);
            let answer = phone.post(path, what.to_string()).await;
            answers.insert((answer.status.as_u16(), answer.text));
        }
        assert_eq!(answers.len(), 1, "{answers:?}");
        assert_eq!(answers.first().unwrap().0, 404);
    }
    let mut what = coming(" ");
    what["newcomer"]["phone"] = json!("none");
    what["newcomer"]["consents"] = json!([]);
    let answer = takes(&mut phone, &what).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert_eq!(
        answer.json::<Value>()["reasons"].as_array().unwrap().len(),
        3
    );
    what["unknown"] = json!(1);
    let answer = takes(&mut phone, &what).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn what_opens_an_invitation_to_a_role_is_nowhere_in_the_database() {
    let community = invited(to_role(Role::Volunteer)).await;
    takes(&mut community.phone(), &coming("Somebody")).await;
    let mut looked = 0;
    for file in std::fs::read_dir(community.folder.path()).unwrap() {
        let path = file.unwrap().path();
        if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            let found = bytes.windows(TOKEN.len()).any(|w| w == TOKEN.as_bytes());
            assert!(!found, "{}", path.display());
            looked += bytes.len();
        }
    }
    assert!(looked > 10_000);
}

#[tokio::test]
async fn an_invitation_is_over_after_its_days() {
    let community = invited(InvitedTo::Team { team: team() }).await;
    community.clock.set(noon() + hours(7 * 24));
    let mut phone = community.phone();
    let told = phone
        .post("/api/invitations/look", opening().to_string())
        .await;
    assert_eq!(told.json::<Value>()["over"], json!(true));
    let answer = takes(&mut phone, &coming("Late")).await;
    assert_eq!(
        answer.json::<Value>()["reasons"],
        json!(["invitation_over"])
    );
}

#[tokio::test]
async fn with_a_teams_code_nobody_comes_in_as_somebody_else() {
    let community = invited(InvitedTo::Team { team: team() }).await;
    let first = coming("孙桂兰");
    assert_eq!(
        takes(&mut community.phone(), &first).await.status,
        StatusCode::OK
    );
    for victim in [
        first["person"].clone(),
        json!(person(1)),
        json!(person(WORKER)),
    ] {
        let mut what = coming("Impostor");
        what["person"] = victim;
        let mut phone = community.phone();
        let answer = takes(&mut phone, &what).await;
        assert_eq!(answer.json::<Value>()["reasons"], json!(["id_taken"]));
        assert_eq!(phone.cookie, None);
        // Without telling anything of oneself, one must be signed in.
        what["newcomer"] = Value::Null;
        what["command"] = json!(Uuid::now_v7());
        let answer = takes(&mut phone, &what).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    }
}

#[tokio::test]
async fn whoever_made_an_invitation_ends_it_when_they_read_no_desk_any_more() {
    let community = invited(InvitedTo::Team { team: team() }).await;
    let mut worker = community.phone_of(WORKER).await;
    let ends = [0x6000 + WORKER, 0x6999].map(|grant| Command::EndRole {
        person: person(WORKER),
        grant: GrantId(Uuid::from_u128(grant)),
    });
    as_system(community.folder.path(), noon(), ends.into());
    let end = Command::EndInvitation {
        invitation: invitation(),
    };
    let done = worker.submit(&[envelope(WORKER, &end)]).await;
    assert!(applied(&done[0]), "{done:?}");
    let answer = takes(&mut community.phone(), &coming("Late")).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.text);
}

#[tokio::test]
async fn a_teams_code_proves_nothing_of_whoever_is_signed_in() {
    let community = invited(InvitedTo::Team { team: team() }).await;
    let mut picked_up = community.phone_of(1).await;
    community.wait(hours(1));
    let what = json!({
        "invitation": invitation(), "token": TOKEN, "command": Uuid::now_v7(), "person": Uuid::now_v7(),
        "grant": Uuid::now_v7(),
    });
    let answer = takes(&mut picked_up, &what).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let answer = picked_up.post("/api/session/codes/begin", "{}").await;
    assert_eq!(answer.error(), "prove_again");
}
