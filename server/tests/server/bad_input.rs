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
async fn json_is_read_strictly() {
    let community = Community::new();
    let mut phone = community.phone_of(1).await;
    let envelope = serde_json::to_string(&sign_up(1)).unwrap();
    let within = |more: &str| format!("[{}{more}}}]", envelope.strip_suffix('}').unwrap());
    let deep = format!("{}1{}", "[".repeat(40), "]".repeat(40));
    let deep = |name: &str| format!("{{\"{name}\": {deep}}}");
    let shape = StatusCode::UNPROCESSABLE_ENTITY;
    let cases = [
        ("/api/changes", r#"{"more": 1}"#.into(), shape),
        (
            "/api/changes",
            r#"{"epoch": "a", "epoch": "a"}"#.into(),
            shape,
        ),
        (
            "/api/changes",
            r#"{"cursors": {"public:210203015001": 1, "public:210203015001": 2}}"#.into(),
            shape,
        ),
        ("/api/changes", deep("epoch"), shape),
        ("/api/changes", "{} {}".into(), StatusCode::BAD_REQUEST),
        ("/api/changes", "{}\0".into(), StatusCode::BAD_REQUEST),
        ("/api/changes", "\u{feff}{}".into(), StatusCode::BAD_REQUEST),
        (
            "/api/changes",
            "{'epoch': null}".into(),
            StatusCode::BAD_REQUEST,
        ),
        ("/api/commands", within(r#", "more": 1"#), shape),
        ("/api/commands", within(r#", "schema": 1"#), shape),
        ("/api/commands", within(r#", "comm\u0061nd": {}"#), shape),
        (
            "/api/session",
            r#"{"login": "V1", "password": "a", "login": "V2"}"#.into(),
            shape,
        ),
    ];
    for (path, body, status) in cases {
        let shown: String = body.chars().take(80).collect();
        let answer = phone.post(path, body).await;
        assert_eq!(answer.status, status, "{path} {shown}: {}", answer.text);
    }
    assert_eq!(
        phone.submit(&[sign_up(1)]).await.len(),
        1,
        "and good JSON is taken"
    );
    let pulled = phone.post("/api/changes", r#"{"cursors": {"public:210203015001": 1}}"#);
    assert_eq!(pulled.await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_command_with_a_name_twice_or_unknown_is_refused_within_its_envelope_too() {
    let community = Community::new();
    let mut phone = community.phone_of(1).await;
    let envelope = serde_json::to_string(&sign_up(1)).unwrap();
    let twice = envelope.replace(r#""or_wait":true"#, r#""or_wait":true,"or_wait":false"#);
    assert_ne!(twice, envelope);
    let answer = phone.post("/api/commands", format!("[{twice}]")).await;
    assert_eq!(
        answer.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        answer.text
    );
    let unknown = envelope.replace(r#""or_wait":true"#, r#""or_wait":true,"rank":1"#);
    let answer = phone.post("/api/commands", format!("[{unknown}]")).await;
    assert!(!answer.text.contains("applied"), "{}", answer.text);
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
    for (headers, status) in [
        (
            &[("content-type", "application/json; charset=utf-8")][..],
            StatusCode::OK,
        ),
        (
            &[("content-type", "Application/JSON;charset=\"UTF-8\"")],
            StatusCode::OK,
        ),
        (
            &[("content-type", "application/json; charset=utf-16")],
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ),
        (
            &[
                ("content-type", "application/json"),
                ("content-type", "text/plain"),
            ],
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ),
        (
            &[
                ("content-type", "application/json"),
                ("content-encoding", "gzip"),
            ],
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ),
        (&[], StatusCode::UNSUPPORTED_MEDIA_TYPE),
    ] {
        let mut phone = community.phone_of(1).await;
        let mut request = phone.request(Method::POST, "/api/commands");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = phone.send(request.body(Body::from("[]")).unwrap()).await;
        assert_eq!(answer.status, status, "{headers:?}");
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

#[tokio::test]
async fn an_address_that_is_no_text_is_answered_as_data() {
    let community = Community::new();
    let mut phone = community.phone_of(1).await;
    for path in [
        "/api/ask/%FF",
        "/api/files/%FF",
        "/api/history?document=%FF",
        "/api/files/a?shift=%FF",
    ] {
        let answer = phone.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(answer.error().starts_with("no_such_"), "{}", answer.text);
    }
    let answer = phone.delete("/api/session/devices/%FF").await;
    assert_eq!(answer.error(), "no_such_device");
}

#[tokio::test]
async fn fields_without_their_names_are_none() {
    let community = Community::new();
    let mut phone = community.phone_of(1).await;
    let id = uuid::Uuid::nil();
    for (path, body) in [
        ("/api/changes", json!([])),
        ("/api/changes", json!([null, {}, null])),
        ("/api/session", json!(["V1", "a password"])),
        ("/api/invitations/look", json!([id, "0"])),
        (
            "/api/commands",
            json!([[id, id, 1, "2026-11-20T04:00:00Z", {"withdraw": {"shift": id}}]]),
        ),
    ] {
        let answer = phone.post(path, body.to_string()).await;
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        assert_eq!(answer.status, status, "{path} {body}: {}", answer.text);
    }
    let mut envelope = serde_json::to_value(sign_up(1)).unwrap();
    let shift = envelope["command"]["sign_up"]["shift"].clone();
    envelope["command"] = json!({"sign_up": [shift, id, true]});
    let answer = phone
        .post("/api/commands", json!([envelope]).to_string())
        .await;
    assert!(answer.text.contains("malformed"), "{}", answer.text);
}
