use crate::{
    authenticator::Authenticator,
    passkeys::add,
    phone::{Community, PASSWORD, applied, envelope, noon, person, shift_id, sign_up},
};
use axum::http::StatusCode;
use linli_domain::{Audience, Command, Profile, time::hours};
use linli_server::{
    second_factor::SecondFactor,
    store::{Again, back_up},
};
use linli_sync::ChangesRequest;
use linli_sync::StoreError;
use std::{collections::BTreeSet, path::Path};

/// A restore after which nobody has to be erased again.
pub fn restore(data: &Path, from: &Path) -> Result<usize, StoreError> {
    let profile = Profile::default();
    let again = Again {
        erased: BTreeSet::new(),
        profile: &profile,
        now: noon(),
    };
    linli_server::store::restore(data, from, &again)
}

#[tokio::test]
async fn a_copy_taken_while_serving_brings_the_community_back() {
    let community = Community::new();
    let data = community.folder.path();
    let copy = data.join("copy.sqlite");
    let (mut first, mut second) = (community.phone_of(1).await, community.phone_of(2).await);
    assert!(applied(&first.submit(&[sign_up(1)]).await[0]));
    let before = first.pull(&ChangesRequest::default()).await;
    back_up(data, &copy).unwrap();
    assert!(back_up(data, &copy).is_err(), "no copy is written over");

    assert!(applied(&second.submit(&[sign_up(2)]).await[0]));
    let withdraw = envelope(1, &Command::Withdraw { shift: shift_id() });
    assert!(applied(&first.submit(&[withdraw]).await[0]));
    restore(data, &copy).unwrap();

    // Who was signed in still is, and everybody pulls anew, as it was.
    let request = ChangesRequest {
        epoch: Some(before.epoch.clone()),
        cursors: before.cursors.clone(),
        ..Default::default()
    };
    let after = first.pull(&request).await;
    assert_ne!(after.epoch, before.epoch);
    assert_eq!(after.rows, before.rows);
    // And it goes on from there: nothing that the writer remembered is in the way.
    let outcomes = second.submit(&[sign_up(2)]).await;
    assert!(applied(&outcomes[0]), "{outcomes:?}");
    assert!(second.sign_in("V2", PASSWORD).await.status == StatusCode::OK);
}

#[tokio::test]
async fn a_restore_makes_no_session_more_than_it_was() {
    let community = Community::demanding(SecondFactor::Required);
    let data = community.folder.path();
    let copy = data.join("copy.sqlite");
    let mut strong = community.phone();
    strong.sign_in("V100", PASSWORD).await;
    let added = add(&mut strong, &mut Authenticator::new(100)).await;
    assert_eq!(added.status, StatusCode::OK, "{}", added.text);
    community.gives_desk_to(1);
    let mut enrolling = community.phone();
    let answer = enrolling.sign_in("V1", PASSWORD).await;
    assert_eq!(answer.status, StatusCode::ACCEPTED);
    back_up(data, &copy).unwrap();
    restore(data, &copy).unwrap();
    let request = ChangesRequest::default();
    let request = serde_json::to_string(&request).unwrap();
    let answer = enrolling.post("/api/changes", request.clone()).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    community.wait(hours(24));
    let answer = strong.post("/api/changes", request).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
}

#[tokio::test]
async fn watchers_hear_of_a_restore() {
    let community = Community::new();
    let copy = community.folder.path().join("copy.sqlite");
    back_up(community.folder.path(), &copy).unwrap();
    let watching = community
        .server
        .desk
        .hub
        .watch(person(1), &[Audience::Person(person(1))]);
    restore(community.folder.path(), &copy).unwrap();
    tokio::time::timeout(
        std::time::Duration::from_secs(5),
        watching.watcher().woken(),
    )
    .await
    .unwrap();
    assert!(watching.watcher().take().anything);
}

#[test]
fn what_is_no_copy_is_not_restored() {
    let community = Community::new();
    let data = community.folder.path();
    let odd = data.join("odd.sqlite");
    std::fs::write(&odd, "not a database, by far not one").unwrap();
    assert!(restore(data, &odd).is_err());
    std::fs::remove_file(&odd).unwrap();
    rusqlite::Connection::open(&odd)
        .unwrap()
        .execute_batch("CREATE TABLE t (x)")
        .unwrap();
    assert!(restore(data, &odd).is_err());
    assert!(restore(data, &data.join("absent")).is_err());
    let documents: i64 = community
        .database()
        .query_row("SELECT COUNT(*) FROM documents", (), |row| row.get(0))
        .unwrap();
    assert!(documents > 5, "it is as it was");
}

#[tokio::test]
async fn a_copy_holds_no_sessions_nor_known_devices_and_is_one_file() {
    let community = Community::new();
    community.phone_of(1).await;
    let data = community.folder.path();
    let other = tempfile::tempdir().unwrap();
    let copy = other.path().join("copy.sqlite");
    back_up(data, &copy).unwrap();
    assert_eq!(std::fs::read_dir(other.path()).unwrap().count(), 1);
    let connection = rusqlite::Connection::open(&copy).unwrap();
    for table in ["sessions", "devices"] {
        let count = format!("SELECT COUNT(*) FROM {table}");
        let rows: i64 = connection.query_row(&count, (), |row| row.get(0)).unwrap();
        assert_eq!(rows, 0, "{table}");
    }
}
