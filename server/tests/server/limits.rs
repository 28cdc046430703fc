//! How much anybody may ask, from where, and how slowly.

use crate::phone::{Community, PASSWORD, Phone, sign_up};
use axum::{
    body::{Body, Bytes},
    http::{Method, StatusCode, header},
};
use futures_util::stream;
use linli_domain::time::minutes;
use linli_server::{
    address::{Forwarded, Proxies},
    door::{Door, Limits},
    rates::Rate,
};
use std::{convert::Infallible, time::Duration};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    time::timeout,
};

const TOO_MANY: StatusCode = StatusCode::TOO_MANY_REQUESTS;

fn with(limits: Limits) -> Community {
    let proxies = Proxies {
        trusted: vec!["10.0.0.0/8".parse().unwrap(), "127.0.0.1".parse().unwrap()],
        header: Forwarded::XForwardedFor,
    };
    Community::with_door(Door { proxies, limits })
}

async fn asks(phone: &mut Phone, count: usize) -> usize {
    for n in 0..count {
        let answer = phone.post("/api/changes", "{}").await;
        if answer.status == TOO_MANY {
            assert_eq!(answer.error(), "too_many_requests");
            assert!(answer.header("retry-after").parse::<u64>().unwrap() > 0);
            return n;
        }
    }
    count
}

#[tokio::test]
async fn an_account_that_asks_too_much_is_put_off_and_nobody_else_is() {
    let community = with(Limits {
        account_requests: Rate::of(5, 3600),
        ..Limits::default()
    });
    let (mut one, mut other) = (community.phone_of(1).await, community.phone_of(2).await);
    let mut again = community.phone_of(1).await;
    assert_eq!(asks(&mut one, 9).await, 5);
    assert_eq!(asks(&mut again, 9).await, 0, "the account, not the device");
    assert_eq!(asks(&mut other, 3).await, 3);
    assert_eq!(one.get("/api/session").await.status, StatusCode::OK);
    community.wait(minutes(1));
    assert_eq!(asks(&mut one, 9).await, 5);
}

#[tokio::test]
async fn each_command_of_a_request_counts() {
    let community = with(Limits {
        account_requests: Rate::of(10, 60),
        ..Limits::default()
    });
    let mut phone = community.phone_of(1).await;
    let many: Vec<_> = (0..9).map(|_| sign_up(1)).collect();
    assert_eq!(phone.submit(&many).await.len(), 9);
    assert_eq!(asks(&mut phone, 9).await, 1);
}

#[tokio::test]
async fn an_address_that_asks_too_much_is_put_off_whoever_it_is_and_whatever_it_says() {
    let community = with(Limits {
        address_requests: Rate::of(5, 60),
        ..Limits::default()
    });
    for (address, count) in [("198.51.100.1", 5), ("2001:db8:1:2::1", 5)] {
        assert_eq!(asks(&mut community.phone_at(address), 9).await, count);
    }
    assert_eq!(asks(&mut community.phone_at("198.51.100.2"), 3).await, 3);
    assert_eq!(
        asks(&mut community.phone_at("2001:db8:1:2::99"), 3).await,
        0
    );
    let mut liar = community.phone_at("198.51.100.1");
    for (name, value) in [
        ("x-forwarded-for", "203.0.113.9"),
        ("forwarded", "for=203.0.113.9"),
        ("x-real-ip", "203.0.113.9"),
    ] {
        let request = liar
            .request(Method::POST, "/api/changes")
            .header(name, value);
        let request = request.header(header::CONTENT_TYPE, "application/json");
        let answer = liar.send(request.body(Body::from("{}")).unwrap()).await;
        assert_eq!(answer.status, TOO_MANY, "{name}");
    }
}

#[tokio::test]
async fn behind_a_trusted_proxy_each_asker_is_counted_alone() {
    let community = with(Limits {
        address_requests: Rate::of(5, 60),
        ..Limits::default()
    });
    let mut proxy = community.phone_at("10.0.0.1");
    for (said, status) in [
        ("198.51.100.1", StatusCode::UNAUTHORIZED),
        ("198.51.100.1", TOO_MANY),
        ("203.0.113.77, 198.51.100.1", TOO_MANY),
        ("198.51.100.2", StatusCode::UNAUTHORIZED),
    ] {
        let mut last = None;
        for _ in 0..5 {
            let request = proxy.request(Method::POST, "/api/changes");
            let request = request.header("x-forwarded-for", said);
            let request = request.header(header::CONTENT_TYPE, "application/json");
            let answer = proxy.send(request.body(Body::from("{}")).unwrap()).await;
            last = Some(answer.status);
        }
        assert_eq!(last, Some(status), "{said}");
    }
}

#[tokio::test]
async fn the_machine_itself_is_not_counted_by_its_address() {
    let community = with(Limits {
        address_requests: Rate::of(2, 1),
        pair_guesses: Rate::of(1, 1),
        address_guesses: Rate::of(1, 1),
        ..Limits::default()
    });
    for address in ["127.0.0.1", "::1"] {
        assert_eq!(asks(&mut community.phone_at(address), 50).await, 50);
        let mut phone = community.phone_at(address);
        for _ in 0..3 {
            let answer = phone.sign_in("V1", "guess").await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        }
    }
}

#[tokio::test]
async fn a_festival_behind_one_address_gets_in() {
    let community = Community::new();
    // Everybody signs in, a third of them wrongly first, and then does twenty things.
    for n in 0..150 {
        let mut phone = community.phone_at("198.51.100.1");
        let login = ["V1", "V2", "V3"][n % 3];
        if n % 15 == 0 {
            let answer = phone.sign_in(login, "misstyped").await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
            community.wait(minutes(5));
        }
        assert_eq!(phone.sign_in(login, PASSWORD).await.status, StatusCode::OK);
        assert_eq!(asks(&mut phone, 20).await, 20);
    }
}

#[tokio::test]
async fn a_body_that_does_not_come_is_not_waited_for() {
    let community = with(Limits {
        body_within: Duration::from_millis(50),
        ..Limits::default()
    });
    let mut phone = community.phone_of(1).await;
    let address = format!("/api/files/{}", "a".repeat(64));
    for (method, path) in [
        (Method::POST, "/api/session"),
        (Method::POST, "/api/commands"),
        (Method::PUT, &address),
    ] {
        let request = phone.request(method, path);
        let request = request.header(header::CONTENT_TYPE, "application/json");
        let never = stream::pending::<Result<Bytes, Infallible>>();
        let answer = phone.send(request.body(Body::from_stream(never)).unwrap());
        let answer = timeout(Duration::from_secs(20), answer).await.unwrap();
        assert_eq!(
            (answer.status, answer.error().as_str()),
            (StatusCode::REQUEST_TIMEOUT, "too_slow"),
            "{path}"
        );
    }
}

/// What comes back until the server hangs up.
async fn until_closed(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    let reading = stream.read_to_end(&mut answer);
    let _ = timeout(Duration::from_secs(20), reading).await.unwrap();
    String::from_utf8(answer).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn headers_that_never_end_and_connections_that_rest_hold_no_place() {
    let community = with(Limits {
        headers_within: Duration::from_millis(300),
        connections: 1,
        ..Limits::default()
    });
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let end = async { drop(stopped.await) };
    let serving = tokio::spawn(community.server.clone().serve(listener, end));
    let mut slow = TcpStream::connect(address).await.unwrap();
    slow.write_all(b"GET /healthz HTTP/1.1\r\nhost: a\r\nx: ")
        .await
        .unwrap();
    // There is one place, so this one waits until the first is sent away.
    let mut resting = TcpStream::connect(address).await.unwrap();
    resting
        .write_all(b"GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n")
        .await
        .unwrap();
    let sent_away = until_closed(&mut slow).await;
    assert!(!sent_away.contains("200 OK"), "{sent_away}");
    assert!(until_closed(&mut resting).await.contains("200 OK"));
    stop.send(()).unwrap();
    timeout(Duration::from_secs(20), serving)
        .await
        .unwrap()
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn over_the_network_the_peer_is_known_and_its_proxy_heard() {
    let community = with(Limits {
        address_requests: Rate::of(2, 1),
        ..Limits::default()
    });
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(
        community
            .server
            .clone()
            .serve(listener, std::future::pending()),
    );
    let mut statuses = Vec::new();
    for said in ["", "x-forwarded-for: 198.51.100.1\r\n"] {
        for _ in 0..3 {
            let mut stream = TcpStream::connect(address).await.unwrap();
            let request = format!(
                "DELETE /api/session HTTP/1.1\r\nhost: a\r\nconnection: close\r\n{said}\r\n"
            );
            stream.write_all(request.as_bytes()).await.unwrap();
            statuses.push(until_closed(&mut stream).await[9..12].to_owned());
        }
    }
    assert_eq!(statuses, ["204", "204", "204", "204", "204", "429"]);
}
