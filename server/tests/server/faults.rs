//! The database fails, by triggers that raise an error where a full disk would.

use crate::phone::{Community, applied, envelope, shift_id, sign_up};
use axum::http::StatusCode;
use linli_domain::{Command, CommandId};
use linli_sync::{ChangesRequest, Outcome};

/// Fails every write to the ledger, or only that of one command.
pub fn fail(community: &Community, only: Option<CommandId>) {
    let condition = only.map_or(String::new(), |id| {
        format!("WHEN new.command = x'{}'", id.0.simple())
    });
    let trigger = format!(
        "CREATE TRIGGER fault BEFORE INSERT ON ledger {condition} BEGIN SELECT RAISE(ABORT, 'fault'); END"
    );
    community.database().execute_batch(&trigger).unwrap();
}

pub fn heal(community: &Community) {
    community
        .database()
        .execute_batch("DROP TRIGGER fault")
        .unwrap();
}

#[tokio::test]
async fn a_store_that_fails_answers_nothing_and_recovers_by_itself() {
    let community = Community::new();
    let mut phone = community.phone_of(1).await;
    let before = phone.pull(&ChangesRequest::default()).await;
    let envelope = sign_up(1);
    fail(&community, None);
    for _ in 0..3 {
        let body = serde_json::to_vec(&[&envelope]).unwrap();
        let answer = phone.post("/api/commands", body).await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(answer.error(), "store_failed");
        assert!(!answer.header("retry-after").is_empty());
    }
    assert_eq!(
        phone.pull(&ChangesRequest::default()).await.cursors,
        before.cursors
    );
    heal(&community);
    assert!(applied(&phone.submit(&[envelope]).await[0]));
}

#[tokio::test]
async fn what_cannot_be_written_harms_nobody_in_the_same_batch() {
    let community = Community::new();
    let mut phones = Vec::new();
    for n in 1..=3 {
        phones.push(community.phone_of(n).await);
    }
    let envelopes = [sign_up(1), sign_up(2), sign_up(3)];
    fail(&community, Some(envelopes[1].id));
    // While another connection holds the database the three gather in one batch.
    let blocker = community.database();
    blocker.execute_batch("BEGIN IMMEDIATE").unwrap();
    let sending: Vec<_> = phones
        .into_iter()
        .zip(envelopes)
        .map(|(mut phone, envelope)| {
            tokio::spawn(async move {
                let body = serde_json::to_vec(&[envelope]).unwrap();
                phone.post("/api/commands", body).await
            })
        })
        .collect();
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    blocker.execute_batch("COMMIT").unwrap();
    let mut statuses = Vec::new();
    for sent in sending {
        statuses.push(sent.await.unwrap().status);
    }
    let failed = StatusCode::SERVICE_UNAVAILABLE;
    assert_eq!(statuses, [StatusCode::OK, failed, StatusCode::OK]);
    let pulled = community
        .phone_of(3)
        .await
        .pull(&ChangesRequest::default())
        .await;
    let text = serde_json::to_string(&pulled).unwrap();
    assert!(
        text.contains(r#""taken":2"#),
        "both others hold a place: {text}"
    );
}

#[tokio::test]
async fn what_follows_a_failure_in_one_request_is_not_tried_out_of_order() {
    let community = Community::new();
    let mut phone = community.phone_of(1).await;
    let (join, leave) = (
        sign_up(1),
        envelope(1, &Command::Withdraw { shift: shift_id() }),
    );
    fail(&community, Some(join.id));
    let both = [join, leave];
    let body = serde_json::to_vec(&both).unwrap();
    let answer = phone.post("/api/commands", body).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    heal(&community);
    let outcomes = phone.submit(&both).await;
    let withdrawn =
        |outcome: &Outcome| matches!(outcome, Outcome::Applied { rows } if !rows.is_empty());
    assert!(outcomes.iter().all(withdrawn), "{outcomes:?}");
}

#[tokio::test]
async fn a_server_whose_database_cannot_be_written_is_not_ready() {
    let community = Community::new();
    let mut phone = community.phone();
    assert_eq!(phone.get("/readyz").await.status, StatusCode::OK);
    assert_eq!(phone.get("/healthz").await.text, "ok");
    let blocker = community.database();
    blocker.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert_eq!(
        phone.get("/readyz").await.status,
        StatusCode::SERVICE_UNAVAILABLE
    );
    assert_eq!(phone.get("/healthz").await.status, StatusCode::OK);
    blocker.execute_batch("COMMIT").unwrap();
}
