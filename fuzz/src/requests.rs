//! The JSON of requests.

use crate::chosen;
use linli_server::http::parsers::{self, Body};
use linli_sync::{ChangesRequest, Envelope};
use serde_json::Value;

pub fn bodies(data: &[u8]) {
    let Some((which, body)) = chosen(data) else {
        return;
    };
    let kinds = Body::ALL;
    let kind = kinds[usize::from(which) % kinds.len()];
    let read = parsers::read_body(kind, body);
    let value: Result<Value, _> = serde_json::from_slice(body);
    match read {
        Ok(()) => {
            let value = value.expect("what a route takes is JSON");
            assert!(deep(&value) <= 32, "nothing is nested without end");
            // Written again without the sender's spaces and escapes it is taken all the same, and read as the same.
            let written = serde_json::to_vec(&value).expect("is written");
            assert_eq!(parsers::read_body(kind, &written), Ok(()));
            match kind {
                Body::Envelopes => again::<Vec<Envelope>>(body),
                Body::Changes => again::<ChangesRequest>(body),
                _ => {}
            }
        }
        Err((status, detail)) => {
            assert!(matches!(status, 400 | 422), "{status}");
            // What is wrong first is told: a name may stand twice before the JSON ends too early.
            assert!(
                value.is_err() || status == 422,
                "JSON of another shape is 422"
            );
            nothing_repeated(detail.as_deref().unwrap_or_default());
        }
    }
}

fn again<T: serde::Serialize + serde::de::DeserializeOwned>(body: &[u8]) {
    let read: T = serde_json::from_slice(body).expect("it was read");
    let written = serde_json::to_string(&read).expect("is written");
    let read: T = serde_json::from_str(&written).expect("is read again");
    assert_eq!(serde_json::to_string(&read).expect("is written"), written);
}

/// An error says where, and never what somebody entered.
fn nothing_repeated(detail: &str) {
    let place = detail
        .strip_prefix("line ")
        .and_then(|rest| rest.split_once(" column "));
    let numbers =
        |(line, column): (&str, &str)| line.parse::<u64>().is_ok() && column.parse::<u64>().is_ok();
    assert!(
        matches!(
            detail,
            "an unknown field" | "a list instead of named fields"
        ) || place.is_some_and(numbers),
        "{detail}"
    );
}

fn deep(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(deep).max().unwrap_or(0),
        Value::Object(entries) => 1 + entries.values().map(deep).max().unwrap_or(0),
        _ => 0,
    }
}
