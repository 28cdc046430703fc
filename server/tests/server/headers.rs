//! What every answer carries, whatever it is an answer to.

use crate::{
    app_files::app,
    faults::fail,
    phone::{Community, PASSWORD, Phone, sign_up},
};
use axum::{
    body::Body,
    http::{HeaderMap, Method, StatusCode},
};
use linli_server::{
    door::{Door, Limits},
    rates::Rate,
};
use serde_json::json;
use std::{collections::BTreeSet, time::Duration};

const EVERYWHERE: [(&str, &str); 6] = [
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(self), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

/// Checks the headers of one answer.
fn protected(what: &str, status: StatusCode, headers: &HeaderMap) {
    let all = |name: &str| -> Vec<_> {
        let values = headers.get_all(name).iter();
        values
            .map(|value| value.to_str().unwrap().to_owned())
            .collect()
    };
    for (name, value) in EVERYWHERE {
        assert_eq!(all(name), [value], "{name} of {status} {what}");
    }
    let policy = all("content-security-policy");
    assert_eq!(policy.len(), 1, "{status} {what}");
    for part in [
        "default-src 'self'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ] {
        assert!(policy[0].contains(part), "{part} of {status} {what}");
    }
    assert!(!policy[0].contains("'unsafe-"), "{status} {what}");
    assert!(all("access-control-allow-origin").is_empty(), "{what}");
    assert!(all("server").is_empty() && all("x-powered-by").is_empty());
    let api = what.contains(" /api/");
    let kept = all("cache-control");
    if api || status.is_client_error() || status.is_server_error() {
        assert_eq!(kept, ["no-store"], "{status} {what}");
    }
    if status == StatusCode::METHOD_NOT_ALLOWED || status.is_server_error() {
        assert_eq!(all("content-type"), ["application/json"], "{status} {what}");
    }
}

/// Asks, and checks; the answer's body is not waited for.
async fn ask(phone: &Phone, method: &str, path: &str, more: &[(&str, &str)], body: Body) -> u16 {
    let method = Method::from_bytes(method.as_bytes()).unwrap();
    let mut request = phone.request(method.clone(), path);
    let typed = more.iter().any(|(name, _)| *name == "content-type");
    if !typed {
        request = request.header("content-type", "application/json");
    }
    for (name, value) in more {
        request = request.header(*name, *value);
    }
    let answer = phone.open(request.body(body).unwrap()).await;
    let what = format!("{method} {path} {more:?}");
    protected(&what, answer.status(), answer.headers());
    if phone.secure() {
        let value = answer.headers().get("strict-transport-security");
        assert_eq!(
            value.unwrap(),
            "max-age=31536000; includeSubDomains",
            "{what}"
        );
    }
    answer.status().as_u16()
}

const ROUTES: [&str; 12] = [
    "/api/session",
    "/api/session/devices",
    "/api/session/devices/00000000000000000000000000000000",
    "/api/commands",
    "/api/changes",
    "/api/live",
    "/api/files/aa",
    "/api/nothing",
    "/api/test/clock",
    "/healthz",
    "/readyz",
    "/nothing.js",
];
const METHODS: [&str; 9] = [
    "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW",
];

#[tokio::test]
async fn every_route_and_method_answers_with_every_header_signed_in_and_not() {
    let community = Community::with(Some("https://linli.test"));
    let mut seen = BTreeSet::new();
    for path in ROUTES {
        for method in METHODS {
            let (nobody, mut ended) = (community.phone(), community.phone());
            ended.cookie = Some(format!("__Host-linli={}", "0".repeat(64)));
            let signed_in = community.phone_of(1).await;
            for (phone, body) in [
                (&nobody, ""),
                (&ended, ""),
                (&signed_in, "no JSON"),
                (&signed_in, "[]"),
                (&signed_in, "{}"),
            ] {
                seen.insert(ask(phone, method, path, &[], Body::from(body)).await);
            }
        }
    }
    let all: Vec<_> = seen.into_iter().collect();
    assert_eq!(all, [200, 204, 400, 401, 404, 405, 422]);
}

#[tokio::test]
async fn errors_of_every_kind_carry_every_header() {
    let community = Community::with_door(Door {
        limits: Limits {
            body_within: Duration::from_millis(20),
            account_requests: Rate::of(4, 1),
            ..Limits::default()
        },
        ..Door::default()
    });
    let phone = community.phone_of(1).await;
    let json = |value: serde_json::Value| Body::from(value.to_string());
    let (commands, session) = ("/api/commands", "/api/session");
    let wrong = || json(json!({"login": "V2", "password": "guess"}));
    let right = json(json!({"login": "V1", "password": PASSWORD}));
    let never = || {
        let never = futures_util::stream::pending::<Result<Vec<u8>, std::convert::Infallible>>();
        Body::from_stream(never)
    };
    let large = || Body::from(" ".repeat((1 << 20) + 1));
    let foreign = [("origin", "https://evil.test")];
    let xml = [("content-type", "text/xml")];
    assert_eq!(ask(&phone, "POST", session, &[], right).await, 200);
    assert_eq!(ask(&phone, "POST", session, &[], wrong()).await, 401);
    assert_eq!(ask(&phone, "POST", session, &foreign, wrong()).await, 403);
    assert_eq!(ask(&phone, "POST", session, &[], never()).await, 408);
    assert_eq!(ask(&phone, "POST", session, &[], large()).await, 413);
    assert_eq!(ask(&phone, "POST", session, &xml, wrong()).await, 415);
    assert_eq!(
        ask(
            &phone,
            "GET",
            "/api/session/devices/%ff",
            &[],
            Body::empty()
        )
        .await,
        405
    );
    // Whoever signed in has a new session.
    let phone = community.phone_of(1).await;
    let (one, none) = (json(json!([sign_up(2)])), Body::empty());
    assert_eq!(ask(&phone, "POST", commands, &[], one).await, 403);
    assert_eq!(
        ask(&phone, "DELETE", "/api/session/devices/%ff", &[], none).await,
        404
    );
    fail(&community, None);
    let one = json(json!([sign_up(1)]));
    assert_eq!(ask(&phone, "POST", commands, &[], one).await, 503);
    assert_eq!(
        ask(&phone, "POST", commands, &[], json(json!([]))).await,
        200
    );
    assert_eq!(
        ask(&phone, "POST", commands, &[], json(json!([]))).await,
        429
    );
}

#[tokio::test]
async fn the_apps_own_files_carry_every_header_held_or_not() {
    let (_folder, mut phone) = app();
    let etag = phone.get("/app.js").await.header("etag").to_owned();
    let held = [("if-none-match", etag.as_str())];
    let brotli = [("accept-encoding", "br")];
    for (method, path, more, status) in [
        ("GET", "/", &[][..], 200),
        ("HEAD", "/", &[], 200),
        ("GET", "/help", &[], 200),
        ("GET", "/app.js", &brotli, 200),
        ("GET", "/app.js", &held, 304),
        ("GET", "/icons/a.svg", &[], 200),
        ("GET", "/gone.js", &[], 404),
        ("GET", "/.hidden", &[], 404),
        ("POST", "/", &[], 405),
        ("DELETE", "/app.js", &[], 405),
    ] {
        let answer = ask(&phone, method, path, more, Body::empty()).await;
        assert_eq!(answer, status, "{method} {path}");
    }
}
