//! The server's own schemas, held against what its routes really read; and the watch over answers, shown to see.

use super::validate::{undescribed, wrong};
use axum::http::{HeaderMap, Method, StatusCode};
use linli_server::http::{
    openapi::describe,
    parsers::{Body, read_body},
};
use serde_json::{Value, json};

fn samples() -> [(Body, &'static str, Value); 12] {
    let id = "01900000-0000-7000-8000-00000000000a";
    let token = "00112233445566778899aabbccddeeff";
    let newcomer = json!({"name": "王", "birth": {"year": 1948}, "phone": "13900001111", "consents": ["membership"],
        "guardian": {"name": "陈", "phone": "13900001112"}});
    let shown_key = json!({"id": "a", "client_data": "a", "authenticator_data": "a", "signature": "a", "user": "a"});
    let shown = json!({"ceremony": "a", "key": shown_key});
    let made_key = json!({"id": "a", "client_data": "a", "attestation": "a"});
    let added = json!({"ceremony": "a", "key": made_key});
    [
        (
            Body::SignIn,
            "SignIn",
            json!({"login": "V1", "password": "x"}),
        ),
        (
            Body::Asked,
            "Asked",
            json!({"command": id, "case": id, "place": "210204011009", "what": "a", "when": "b", "name": "c", "phone": "d"}),
        ),
        (
            Body::Opened,
            "Opened",
            json!({"invitation": id, "token": token}),
        ),
        (
            Body::Taken,
            "Taken",
            json!({"invitation": id, "token": token, "command": id, "person": id, "grant": id, "newcomer": newcomer, "password": "x", "passkey": added}),
        ),
        (
            Body::MakingFor,
            "MakingFor",
            json!({"invitation": id, "token": token, "person": id, "name": "王"}),
        ),
        (Body::Shown, "Shown", shown.clone()),
        (Body::Added, "Added", added),
        (
            Body::Typed,
            "Typed",
            json!({"ceremony": "a", "code": "123456"}),
        ),
        (Body::Proof, "Proof", json!({"passkey": shown})),
        (Body::Change, "Change", json!({"present": "x", "new": "y"})),
        (
            Body::Changes,
            "ChangesRequest",
            json!({"epoch": "a", "cursors": {"public:210204011009": 1}, "profile": "a"}),
        ),
        (
            Body::Envelopes,
            "Envelopes",
            json!([{"id": id, "person": id, "schema": 1, "device_time": "2026-11-26T02:00:00Z", "command": {"withdraw": {"shift": id}}}]),
        ),
    ]
}

fn is_read(kind: Body, value: &Value) -> bool {
    read_body(kind, value.to_string().as_bytes()).is_ok()
}

#[test]
fn what_is_described_is_read_and_what_is_not_is_refused() {
    let description = describe("linli");
    for (kind, name, sample) in samples() {
        let schema = &description["components"]["schemas"][name];
        let fits = |value: &Value| wrong(&description, schema, value).is_none();
        assert!(is_read(kind, &sample) && fits(&sample), "{name}");
        let Some(fields) = sample.as_object() else {
            continue;
        };
        // One of several has no fields of its own.
        if let Some(described) = schema["properties"].as_object() {
            assert_eq!(
                described.keys().collect::<Vec<_>>(),
                fields.keys().collect::<Vec<_>>(),
                "{name}"
            );
        }
        for field in fields.keys() {
            let mut less = sample.clone();
            less.as_object_mut().unwrap().remove(field);
            assert_eq!(is_read(kind, &less), fits(&less), "{name} without {field}");
            let mut other = sample.clone();
            other[field] = json!([[1]]);
            assert!(
                !is_read(kind, &other) && !fits(&other),
                "{name} with another {field}"
            );
            other[field] = Value::Null;
            assert_eq!(
                is_read(kind, &other),
                fits(&other),
                "{name} with no {field}"
            );
        }
        let mut more = sample.clone();
        more["more"] = json!(1);
        assert!(!is_read(kind, &more) && !fits(&more), "{name} with more");
    }
}

#[test]
fn an_answer_that_is_not_described_is_found() {
    let said = |status: u16, media_type: &str, body: &str| {
        let mut headers = HeaderMap::new();
        if !media_type.is_empty() {
            headers.insert("content-type", media_type.parse().unwrap());
        }
        let status = StatusCode::from_u16(status).unwrap();
        undescribed(
            &Method::GET,
            "/api/session?x=1",
            status,
            &headers,
            body.as_bytes(),
        )
    };
    let who = r#"{"person": "01900000-0000-7000-8000-00000000000a", "name": "Li"}"#;
    assert_eq!(said(200, "application/json", who), None);
    assert_eq!(said(204, "", ""), None);
    for (status, media_type, body) in [
        (418, "application/json", who),
        (200, "text/plain", who),
        (
            200,
            "application/json",
            r#"{"person": "01900000-0000-7000-8000-00000000000a"}"#,
        ),
        (200, "application/json", r#"{"person": "Li", "name": "Li"}"#),
        (
            200,
            "application/json",
            r#"{"person": "01900000-0000-7000-8000-00000000000a", "name": "Li", "phone": "1"}"#,
        ),
        (
            401,
            "application/json",
            r#"{"error": "who_are_you", "reasons": []}"#,
        ),
        (
            401,
            "application/json",
            r#"{"error": "signed_out", "reasons": ["because"]}"#,
        ),
        (204, "application/json", who),
    ] {
        assert!(
            said(status, media_type, body).is_some(),
            "{status} {media_type} {body}"
        );
    }
}
