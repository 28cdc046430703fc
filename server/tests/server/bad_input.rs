use crate::phone::{Community, sign_up};
use axum::{
    body::Body,
    http::{Method, StatusCode, header},
};
use serde_json::{Value, json};

#[tokio::test]
async fn bad_bodies_are_answered_with_data() {
    let community = Community::new();
    let mut phone = community.phone_of(1).await;
    let deep = "[".repeat(100_000);
    let id = uuid::Uuid::nil();
    let cases: [(&str, String, StatusCode); 9] = [
        ("/api/commands", "".into(), StatusCode::BAD_REQUEST),
        ("/api/commands", "[{".into(), StatusCode::BAD_REQUEST),
        ("/api/commands", deep, StatusCode::UNPROCESSABLE_ENTITY),
        (
            "/api/commands",
            "{}".into(),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        (
            "/api/commands",
            "[1]".into(),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        (
            "/api/commands",
            json!([{"id": id}]).to_string(),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        (
            "/api/changes",
            r#"{"cursors": {"desk:x": -1}}"#.into(),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        (
            "/api/session",
            r#"{"login": 1}"#.into(),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        (
            "/api/session",
            r#"{"login": "a", "password": "b", "admin": true}"#.into(),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
    ];
    for (path, body, status) in cases {
        let shown: String = body.chars().take(60).collect();
        let answer = phone.post(path, body).await;
        assert_eq!(answer.status, status, "{path} {shown}: {}", answer.text);
        let data: Value = answer.json();
        assert!(
            data["error"].is_string() && data["reasons"].is_array(),
            "{data}"
        );
    }
}

#[tokio::test]
async fn what_somebody_entered_is_not_repeated_in_errors() {
    let community = Community::new();
    let mut phone = community.phone();
    let answer = phone
        .post("/api/session", r#"{"login": "V1", "password": 12345678}"#)
        .await;
    assert!(!answer.text.contains("12345678"), "{}", answer.text);
}

#[tokio::test]
async fn bodies_are_bounded() {
    let community = Community::new();
    let mut phone = community.phone_of(1).await;
    let answer = phone.post("/api/commands", " ".repeat((1 << 20) + 1)).await;
    assert_eq!(
        (answer.status, answer.error().as_str()),
        (StatusCode::PAYLOAD_TOO_LARGE, "too_large")
    );
    let many: Vec<_> = (0..51).map(|_| sign_up(1)).collect();
    let answer = phone
        .post("/api/commands", serde_json::to_vec(&many).unwrap())
        .await;
    assert_eq!(
        (answer.status, answer.error().as_str()),
        (StatusCode::UNPROCESSABLE_ENTITY, "too_many")
    );
}

#[tokio::test]
async fn other_media_types_are_refused() {
    let community = Community::new();
    let mut phone = community.phone();
    for media_type in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/jsonp",
    ] {
        let request = phone.request(Method::POST, "/api/session");
        let request = request
            .header(header::CONTENT_TYPE, media_type)
            .body(Body::from("{}"));
        let answer = phone.send(request.unwrap()).await;
        assert_eq!(
            answer.status,
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "{media_type}"
        );
    }
}

#[tokio::test]
async fn another_site_changes_nothing() {
    let community = Community::new();
    let mut phone = community.phone_of(1).await;
    let foreign = [
        ("origin", "https://evil.test"),
        ("origin", "null"),
        ("origin", "http://linli.test.evil.test"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
    ];
    for (name, value) in foreign {
        for (method, path) in [
            (Method::POST, "/api/commands"),
            (Method::DELETE, "/api/session"),
        ] {
            let request = phone.request(method, path).header(name, value);
            let request = request
                .header(header::CONTENT_TYPE, "application/json")
                .body(Body::from("[]"));
            let answer = phone.send(request.unwrap()).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{name}: {value}");
            assert_eq!(answer.error(), "foreign_origin");
        }
    }
    let own = phone
        .request(Method::POST, "/api/commands")
        .header("origin", "http://linli.test");
    let own = own
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/json");
    assert_eq!(
        phone.send(own.body(Body::from("[]")).unwrap()).await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn unknown_routes_and_methods_say_so() {
    let community = Community::new();
    let mut phone = community.phone_of(1).await;
    let answer = phone.get("/api/nothing").await;
    assert_eq!(
        (answer.status, answer.error().as_str()),
        (StatusCode::NOT_FOUND, "no_such_route")
    );
    let answer = phone.get("/api/commands").await;
    assert_eq!(
        (answer.status, answer.error().as_str()),
        (StatusCode::METHOD_NOT_ALLOWED, "wrong_method")
    );
    let answer = phone.post("/", "{}").await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn every_answer_carries_the_headers_that_protect_it() {
    let community = Community::new();
    let mut phone = community.phone();
    for path in ["/api/session", "/api/nothing", "/healthz", "/nothing.js"] {
        let answer = phone.get(path).await;
        let policy = answer.header("content-security-policy");
        assert!(
            policy.contains("script-src 'self' 'wasm-unsafe-eval'")
                && !policy.contains("unsafe-inline")
        );
        assert!(policy.contains("frame-ancestors 'none'"));
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        if path.starts_with("/api") {
            assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        }
    }
}

#[tokio::test]
async fn odd_cookies_are_nobody() {
    let community = Community::new();
    for cookie in [
        "linli=",
        "linli=x",
        "linli=%00",
        "other=1",
        "linli=zz; linli=yy",
        ";;;==",
    ] {
        let mut phone = community.phone();
        phone.cookie = Some(cookie.to_owned());
        assert_eq!(
            phone.get("/api/session").await.status,
            StatusCode::NO_CONTENT,
            "{cookie}"
        );
    }
    let mut phone = community.phone();
    phone.cookie = Some(format!("linli={}", "0".repeat(64)));
    assert_eq!(
        phone.get("/api/session").await.status,
        StatusCode::UNAUTHORIZED
    );
}
