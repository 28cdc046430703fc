use crate::phone::{Community, WORKER, about, applied, as_system, desk, envelope, noon, sign_up};
use linli_domain::{Audience, Command, DocumentKey, ShiftId};
use linli_sync::{CHANGES_PAGE, ChangesRequest};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

#[tokio::test]
async fn a_pull_holds_what_the_person_may_read_and_nothing_else() {
    let community = Community::new();
    let volunteer = community
        .phone_of(1)
        .await
        .pull(&ChangesRequest::default())
        .await;
    let worker = community
        .phone_of(WORKER)
        .await
        .pull(&ChangesRequest::default())
        .await;
    let desk = Audience::Desk(desk());
    assert!(!volunteer.audiences.contains(&desk) && worker.audiences.contains(&desk));
    assert!(
        volunteer
            .rows
            .iter()
            .all(|row| volunteer.audiences.contains(&row.audience))
    );
    let people = |rows: &[linli_sync::FeedRow]| {
        let keys: BTreeSet<_> = rows.iter().map(|row| row.key.clone()).collect();
        keys.iter()
            .filter(|key| matches!(key, DocumentKey::Person(_)))
            .count()
    };
    assert_eq!(people(&volunteer.rows), 1, "only oneself");
    assert_eq!(people(&worker.rows), 4, "the desk's register");
}

#[tokio::test]
async fn what_was_pulled_is_not_sent_again() {
    let community = Community::new();
    let mut phone = community.phone_of(1).await;
    let first = phone.pull(&ChangesRequest::default()).await;
    let request = ChangesRequest {
        epoch: Some(first.epoch.clone()),
        cursors: first.cursors,
        ..Default::default()
    };
    assert!(phone.pull(&request).await.rows.is_empty());
    assert!(applied(
        &community.phone_of(2).await.submit(&[sign_up(2)]).await[0]
    ));
    let then = phone.pull(&request).await;
    let keys: Vec<_> = then
        .rows
        .iter()
        .map(|row| (&row.audience, &row.key))
        .collect();
    let shift = DocumentKey::Shift(crate::phone::shift_id());
    assert_eq!(
        keys,
        [(&Audience::Public(desk()), &shift)],
        "the numbers of the roster"
    );
}

#[tokio::test]
async fn cursors_of_another_history_begin_anew() {
    let community = Community::new();
    let mut phone = community.phone_of(1).await;
    let first = phone.pull(&ChangesRequest::default()).await;
    let cursors: BTreeMap<_, _> = first.cursors.keys().map(|a| (a.clone(), 10_000)).collect();
    let request = ChangesRequest {
        epoch: Some("another".into()),
        cursors,
        ..Default::default()
    };
    assert_eq!(phone.pull(&request).await.rows.len(), first.rows.len());
}

#[tokio::test]
async fn a_long_feed_comes_in_pages_without_a_gap() {
    let community = Community::new();
    let many = CHANGES_PAGE + 500;
    let open = |n: usize| Command::OpenShift {
        shift: ShiftId(Uuid::from_u128(0x9_0000 + n as u128)),
        about: Box::new(about(2)),
    };
    as_system(
        community.folder.path(),
        noon(),
        (0..many).map(open).collect(),
    );
    let mut phone = community.phone_of(1).await;
    let (mut request, mut seen, mut pages) = (ChangesRequest::default(), BTreeSet::new(), 0);
    loop {
        let page = phone.pull(&request).await;
        assert!(page.rows.len() <= CHANGES_PAGE);
        seen.extend(page.rows.into_iter().map(|row| row.key));
        request = ChangesRequest {
            epoch: Some(page.epoch),
            cursors: page.cursors,
            ..Default::default()
        };
        pages += 1;
        if !page.more {
            break;
        }
    }
    assert!(pages >= 2);
    let shifts = seen
        .iter()
        .filter(|key| matches!(key, DocumentKey::Shift(_)))
        .count();
    assert_eq!(shifts, many + 1);
}

#[tokio::test]
async fn a_grant_that_ends_takes_its_audience_away() {
    let community = Community::new();
    let mut phone = community.phone_of(WORKER).await;
    let before = phone.pull(&ChangesRequest::default()).await;
    let end = Command::EndRole {
        person: crate::phone::person(WORKER),
        grant: linli_domain::GrantId(Uuid::from_u128(0x6000 + WORKER)),
    };
    as_system(community.folder.path(), noon(), vec![end]);
    let after = phone
        .pull(&ChangesRequest {
            epoch: Some(before.epoch),
            cursors: before.cursors,
            ..Default::default()
        })
        .await;
    assert!(!after.audiences.contains(&Audience::Desk(desk())));
    assert!(after.grants_revision > before.grants_revision);
    // And what they could do, they can do no more.
    let open = Command::OpenShift {
        shift: ShiftId(Uuid::from_u128(9)),
        about: Box::new(about(2)),
    };
    assert!(!applied(&phone.submit(&[envelope(WORKER, &open)]).await[0]));
}
