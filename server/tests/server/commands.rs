use crate::phone::{Community, about, applied, envelope, noon, person, shift_id, sign_up};
use axum::http::StatusCode;
use linli_domain::{Audience, Command, Refusal, View, shift::SignUpState};
use linli_sync::{ChangesRequest, Envelope, FeedRow, Outcome};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::{
    io::AsyncWriteExt,
    net::{TcpListener, TcpStream},
};

/// The caller's own entry in the rows of an outcome.
fn own_state(outcome: &Outcome, n: u128) -> Option<SignUpState> {
    let (Outcome::Applied { rows } | Outcome::Refused { rows, .. }) = outcome else {
        panic!("{outcome:?}");
    };
    rows.iter().find_map(|row| state_in(row, n))
}

fn state_in(row: &FeedRow, n: u128) -> Option<SignUpState> {
    match serde_json::from_str(row.view.as_ref()?.get()).ok()? {
        View::Shift(shift) => shift.entry_of(person(n)).map(|entry| entry.state),
        _ => None,
    }
}

#[tokio::test]
async fn a_command_comes_back_with_the_callers_views_of_what_it_wrote() {
    let community = Community::new();
    let mut phone = community.phone_of(1).await;
    let outcomes = phone.submit(&[sign_up(1)]).await;
    assert_eq!(own_state(&outcomes[0], 1), Some(SignUpState::Confirmed));
    let Outcome::Applied { rows } = &outcomes[0] else {
        panic!()
    };
    let mine = |row: &FeedRow| match &row.audience {
        Audience::Person(id) => *id == person(1),
        Audience::Public(_) => true,
        _ => false,
    };
    assert!(rows.iter().all(mine), "nobody else's views: {rows:?}");
}

#[tokio::test]
async fn two_places_and_three_neighbours_leave_one_waiting() {
    let community = Community::new();
    let mut states = Vec::new();
    for n in 1..=3 {
        let outcomes = community.phone_of(n).await.submit(&[sign_up(n)]).await;
        states.push(own_state(&outcomes[0], n).unwrap());
    }
    let expected = [
        SignUpState::Confirmed,
        SignUpState::Confirmed,
        SignUpState::Waitlisted,
    ];
    assert_eq!(states, expected);
    let withdraw = envelope(1, &Command::Withdraw { shift: shift_id() });
    assert!(applied(
        &community.phone_of(1).await.submit(&[withdraw]).await[0]
    ));
    let pulled = community
        .phone_of(3)
        .await
        .pull(&ChangesRequest::default())
        .await;
    let promoted = pulled.rows.iter().find_map(|row| state_in(row, 3));
    assert_eq!(promoted, Some(SignUpState::Confirmed));
}

#[tokio::test]
async fn the_same_command_ten_times_is_done_once() {
    let community = Community::new();
    let mut phone = community.phone_of(1).await;
    let envelope = sign_up(1);
    let first = phone.submit(std::slice::from_ref(&envelope)).await;
    let before = phone.pull(&ChangesRequest::default()).await;
    for _ in 0..9 {
        assert_eq!(phone.submit(std::slice::from_ref(&envelope)).await, first);
    }
    // Ten times in one request, and from two phones at once.
    assert!(
        phone
            .submit(&vec![envelope.clone(); 10])
            .await
            .iter()
            .all(|o| *o == first[0])
    );
    let mut other = phone.clone();
    let both = [envelope.clone()];
    let (a, b) = tokio::join!(phone.submit(&both), other.submit(&both));
    assert_eq!((&a, &b), (&first, &first));
    let after = phone.pull(&ChangesRequest::default()).await;
    assert_eq!(before.cursors, after.cursors, "nothing moved");
}

#[tokio::test]
async fn the_same_id_with_another_body_is_an_error() {
    let community = Community::new();
    let mut phone = community.phone_of(1).await;
    let first = sign_up(1);
    phone.submit(std::slice::from_ref(&first)).await;
    let withdraw = Command::Withdraw { shift: shift_id() };
    let other = Envelope::new(first.id, person(1), noon(), &withdraw).unwrap();
    assert_eq!(phone.submit(&[other]).await, [Outcome::DifferentBody]);
}

#[tokio::test]
async fn nobody_sends_in_another_persons_name() {
    let community = Community::new();
    let mut phone = community.phone_of(1).await;
    let both = serde_json::to_vec(&[sign_up(1), sign_up(2)]).unwrap();
    let answer = phone.post("/api/commands", both).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_eq!(
        answer.json::<Value>(),
        json!({"error": "not_yours", "reasons": ["not_allowed"]})
    );
    // Not even one's own was done.
    let pulled = phone.pull(&ChangesRequest::default()).await;
    assert!(pulled.rows.iter().all(|row| state_in(row, 1).is_none()));
    let signed_out = community.phone().post("/api/commands", "[]").await;
    assert_eq!(signed_out.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_refusal_is_data_with_every_reason() {
    let community = Community::new();
    let mut phone = community.phone_of(1).await;
    let open = Command::OpenShift {
        shift: linli_domain::ShiftId(uuid::Uuid::from_u128(9)),
        about: Box::new(about(2)),
    };
    let outcomes = phone
        .submit(&[envelope(1, &open), sign_up(1), sign_up(1)])
        .await;
    assert_eq!(
        outcomes[0],
        Outcome::Refused {
            reasons: vec![Refusal::NotAllowed],
            rows: Vec::new()
        }
    );
    assert!(applied(&outcomes[1]), "a refusal stops nothing after it");
    // The same entry by another command: it is there already, and nothing changes.
    assert_eq!(outcomes[2], Outcome::Applied { rows: Vec::new() });
}

#[tokio::test]
async fn what_is_no_command_is_answered_in_its_place() {
    let community = Community::new();
    let mut phone = community.phone_of(1).await;
    let mut odd = sign_up(1);
    odd.command = serde_json::value::to_raw_value(&json!({"fly": {}})).unwrap();
    let mut late = sign_up(1);
    late.schema = 999;
    let outcomes = phone.submit(&[odd, late, sign_up(1)]).await;
    assert!(matches!(outcomes[0], Outcome::Malformed { .. }));
    assert_eq!(outcomes[1], Outcome::UpdateNeeded);
    assert!(applied(&outcomes[2]));
}

#[tokio::test]
async fn a_client_that_hangs_up_does_not_stop_its_command() {
    let community = Community::new();
    let mut phone = community.phone_of(1).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let serving = tokio::spawn(
        community
            .server
            .clone()
            .serve(listener, std::future::pending()),
    );
    // Another connection holds the database, so that the command is under way when the client goes.
    let blocker = community.database();
    blocker.execute_batch("BEGIN IMMEDIATE").unwrap();
    let body = serde_json::to_string(&[sign_up(1)]).unwrap();
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = format!(
        "POST /api/commands HTTP/1.1\r\nhost: {address}\r\ncookie: {}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        phone.cookie.clone().unwrap(),
        body.len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    drop(stream);
    tokio::time::sleep(Duration::from_millis(200)).await;
    blocker.execute_batch("COMMIT").unwrap();
    let mut state = None;
    for _ in 0..100 {
        let pulled = phone.pull(&ChangesRequest::default()).await;
        state = pulled.rows.iter().find_map(|row| state_in(row, 1));
        if state.is_some() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(state, Some(SignUpState::Confirmed));
    serving.abort();
}

#[tokio::test]
async fn a_race_for_two_places_confirms_exactly_two() {
    let community = Community::new();
    let mut phones = Vec::new();
    for n in 1..=3 {
        phones.push((n, community.phone_of(n).await));
    }
    let racers: Vec<_> = phones
        .into_iter()
        .map(|(n, mut phone)| {
            tokio::spawn(async move { own_state(&phone.submit(&[sign_up(n)]).await[0], n) })
        })
        .collect();
    let mut confirmed = 0;
    for racer in racers {
        confirmed += usize::from(racer.await.unwrap() == Some(SignUpState::Confirmed));
    }
    assert_eq!(confirmed, 2);
}
