use crate::phone::{
    Community, Phone, about, as_system, desk, envelope, noon, person, shift_id, sign_up,
};
use axum::{
    body::{Body, BodyDataStream},
    http::{Method, StatusCode},
};
use futures_util::StreamExt;
use linli_domain::{Audience, Command, ShiftId};
use serde_json::Value;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// The open connection of a phone that watches.
struct Live(BodyDataStream, String);

impl Live {
    async fn of(phone: &Phone) -> Self {
        let request = phone
            .request(Method::GET, "/api/live")
            .body(Body::empty())
            .unwrap();
        let response = phone.open(request).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Live(response.into_body().into_data_stream(), String::new())
    }

    /// Whether the next thing told is that there is enough of it.
    async fn is_enough(&mut self, patience: Duration) -> bool {
        let told = tokio::time::timeout(patience, self.0.next()).await;
        told.is_ok_and(|told| told.is_some_and(|told| &*told.unwrap() == b"retry: 600000\n\n"))
    }

    /// The next hint; none when the connection ends or nothing comes in `patience`.
    async fn next(&mut self, patience: Duration) -> Option<(Audience, u64)> {
        loop {
            if let Some((event, rest)) = self.1.split_once("\n\n") {
                let (event, rest) = (event.to_owned(), rest.to_owned());
                self.1 = rest;
                let Some(data) = event.strip_prefix("data: ") else {
                    continue;
                };
                let hint: Value = serde_json::from_str(data).unwrap();
                let audience = hint["audience"].as_str().unwrap().parse().unwrap();
                return Some((audience, hint["seq"].as_u64().unwrap()));
            }
            let chunk = tokio::time::timeout(patience, self.0.next())
                .await
                .ok()??
                .unwrap();
            self.1.push_str(std::str::from_utf8(&chunk).unwrap());
        }
    }
}

const SOON: Duration = Duration::from_secs(5);
const NEVER: Duration = Duration::from_millis(400);

#[tokio::test]
async fn a_watcher_is_told_where_their_feeds_stand() {
    let community = Community::new();
    let mut live = Live::of(&community.phone_of(1).await).await;
    let started = Instant::now();
    community.phone_of(2).await.submit(&[sign_up(2)]).await;
    let (audience, seq) = live.next(SOON).await.unwrap();
    assert_eq!(audience, Audience::Public(desk()));
    assert!(seq > 0 && started.elapsed() < SOON);
    // What the other phone, or the desk, may read is not even mentioned.
    assert_eq!(live.next(NEVER).await, None);
}

#[tokio::test]
async fn one_hint_an_audience_and_second() {
    let community = Community::new();
    let mut live = Live::of(&community.phone_of(1).await).await;
    let mut other = community.phone_of(2).await;
    let changing = tokio::spawn(async move {
        let started = Instant::now();
        let mut changes = 0;
        while changes <= 10 || started.elapsed() < Duration::from_millis(1500) {
            other.submit(&[sign_up(2)]).await;
            let withdraw = envelope(2, &Command::Withdraw { shift: shift_id() });
            other.submit(&[withdraw]).await;
            changes += 2;
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        changes
    });
    let mut heard = Vec::new();
    while let Some((_, seq)) = live.next(Duration::from_secs(3)).await {
        heard.push((Instant::now(), seq));
    }
    let changes = changing.await.unwrap();
    assert!(
        changes > 10 && heard.len() >= 2,
        "{heard:?} of {changes} changes"
    );
    for pair in heard.windows(2) {
        assert!(pair[1].0 - pair[0].0 > Duration::from_millis(900) && pair[1].1 > pair[0].1);
    }
}

#[tokio::test]
async fn who_writes_from_outside_is_noticed() {
    let community = Community::new();
    let mut live = Live::of(&community.phone_of(1).await).await;
    let open = Command::OpenShift {
        shift: ShiftId(Uuid::from_u128(9)),
        about: Box::new(about(2)),
    };
    as_system(community.folder.path(), noon(), vec![open]);
    let mut heard = Vec::new();
    while heard.len() < 2
        && let Some((audience, _)) = live.next(SOON).await
    {
        heard.push(audience);
    }
    assert_eq!(
        heard,
        [Audience::Public(desk()), Audience::Person(person(1))]
    );
}

#[tokio::test]
async fn only_who_is_signed_in_watches_and_only_so_long() {
    let community = Community::new();
    assert_eq!(
        community.phone().get("/api/live").await.status,
        StatusCode::UNAUTHORIZED
    );
    let mut phone = community.phone_of(1).await;
    let mut live = Live::of(&phone).await;
    phone.sign_out().await;
    // Whatever comes next finds nobody signed in.
    community
        .server
        .desk
        .hub
        .grown(&[(Audience::Person(person(1)), 99)]);
    assert_eq!(live.next(SOON).await, None);
    community.server.desk.hub.close();
    let mut other = Live::of(&community.phone_of(2).await).await;
    assert_eq!(other.next(SOON).await, None, "the server stops");
}

#[tokio::test]
async fn nobody_watches_from_everywhere_at_once_the_oldest_is_ended() {
    let community = Community::new();
    let phone = community.phone_of(1).await;
    let mut all = Vec::new();
    for _ in 0..8 {
        all.push(Live::of(&phone).await);
    }
    let mut other = Live::of(&community.phone_of(2).await).await;
    let ninth = Live::of(&community.phone_of(1).await).await;
    // It comes again in ten minutes: at once it would take the place of the next.
    let mut oldest = all.remove(0);
    assert!(oldest.is_enough(SOON).await);
    assert_eq!(oldest.next(SOON).await, None);
    community.server.desk.hub.grown(&[
        (Audience::Person(person(1)), 99),
        (Audience::Person(person(2)), 99),
    ]);
    let heard = Some((Audience::Person(person(1)), 99));
    for live in all.iter_mut().chain([&mut { ninth }]) {
        assert_eq!(live.next(SOON).await, heard);
    }
    assert!(other.next(SOON).await.is_some());
}
