//! `GET /api/openapi.json`: every route with what it takes and answers, as OpenAPI 3.1.
//!
//! What all routes of a kind have in common is said here, what one has of its own in [`described`]. The schemas of what
//! the rule book reads and writes are learned from it by a test, which also holds each answer of every test of the
//! server against this description (`server/tests/server/openapi/`, docs/adr/0019-openapi.md).

mod described;

use super::{Open, routes};
use crate::server::Server;
use axum::{
    extract::State,
    http::header::CONTENT_TYPE,
    response::{IntoResponse, Response},
};
use described::{Described, Holds, Parameter, Takes};
use linli_domain::SCHEMA;
use serde_json::{Map, Value, json};
use std::{collections::BTreeMap, sync::LazyLock};

/// What was learned of the rule book's types. Written by a test.
const LEARNED: &str = include_str!("learned.json");
/// The server's own few.
const OWN: &str = include_str!("own.json");

static PLAIN: LazyLock<String> = LazyLock::new(|| describe("linli").to_string());
static SECURE: LazyLock<String> = LazyLock::new(|| describe("__Host-linli").to_string());

/// `GET /api/openapi.json`.
pub async fn show(State(server): State<Server>) -> Response {
    let text = if server.site.secure { &SECURE } else { &PLAIN };
    ([(CONTENT_TYPE, "application/json")], text.as_str()).into_response()
}

/// The whole description, for a session's cookie of that name.
pub fn describe(cookie: &str) -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for route in routes() {
        let method = route.method.as_str();
        let mut found =
            described::all().filter(|one| one.method == method && one.path == route.path);
        // A test names the route that is not described.
        let Some(described) = found.next() else {
            continue;
        };
        let path = paths.entry(route.path).or_insert_with(|| json!({}));
        path[method.to_lowercase()] = operation(described, route.open);
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Linli 邻里",
            "version": env!("CARGO_PKG_VERSION"),
            "license": {"name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later"},
            "description": "The authority of a neighbourhood's volunteering. Commands go in by /api/commands, views come out \
                by /api/changes. Requests that change something must come from the server's own pages or from no page.",
        },
        "paths": paths,
        "components": {
            "schemas": schemas(),
            "headers": headers(),
            "securitySchemes": {"session": {"type": "apiKey", "in": "cookie", "name": cookie}},
        },
    })
}

fn operation(route: &Described, open: Open) -> Value {
    let id = format!("{} {}", route.method.to_lowercase(), route.path);
    let id = id.replace(|letter: char| !letter.is_ascii_alphanumeric(), "_");
    let parameters: Vec<Value> = route.parameters.iter().map(parameter).collect();
    let mut operation = json!({
        "operationId": id, "summary": route.does, "parameters": parameters, "responses": answers(route, open),
    });
    if open != Open::ToAll {
        operation["security"] = json!([{"session": []}]);
    }
    let content = match route.takes {
        Takes::Nothing => return operation,
        Takes::Json(schema) => json!({"application/json": {"schema": reference(schema)}}),
        Takes::Jpeg => json!({"image/jpeg": {"schema": {"type": "string", "format": "binary"}}}),
    };
    operation["requestBody"] = json!({"required": true, "content": content});
    operation
}

fn reference(schema: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{schema}")})
}

fn parameter(one: &Parameter) -> Value {
    json!({"in": one.place, "name": one.name, "required": true, "schema": reference(one.schema)})
}

/// The names of errors that every route of this kind may answer, by status.
fn common(route: &Described, open: Open) -> Vec<(u16, &'static str)> {
    let mut errors = vec![(500, "internal"), (503, "busy"), (503, "store_failed")];
    if open != Open::ToAll {
        errors.push((401, "signed_out"));
    }
    if route.method != "GET" {
        errors.extend([(403, "foreign_origin"), (429, "too_many_requests")]);
    }
    if route.takes != Takes::Nothing {
        errors.extend([(400, "unreadable"), (408, "too_slow"), (413, "too_large")]);
    }
    if let Takes::Json(_) = route.takes {
        errors.extend([(400, "malformed"), (415, "not_json"), (422, "wrong_shape")]);
    }
    errors
}

fn answers(route: &Described, open: Open) -> Value {
    let mut errors: BTreeMap<u16, Vec<&str>> = BTreeMap::new();
    for (status, name) in common(route, open) {
        errors.entry(status).or_default().push(name);
    }
    let mut answers = Map::new();
    for (status, holds) in route.answers {
        match holds {
            Holds::Error(names) => errors.entry(*status).or_default().extend(*names),
            holds => {
                answers.insert(status.to_string(), answer(route, *status, content(*holds)));
            }
        }
    }
    for (status, names) in errors {
        let named = json!({"properties": {"error": {"enum": names}}});
        let schema = json!({"allOf": [reference("Error"), named]});
        let content = json!({"application/json": {"schema": schema}});
        answers.insert(status.to_string(), answer(route, status, Some(content)));
    }
    Value::Object(answers)
}

fn content(holds: Holds) -> Option<Value> {
    Some(match holds {
        Holds::Nothing | Holds::Error(_) => return None,
        Holds::Text => json!({"text/plain": {"schema": {"type": "string"}}}),
        Holds::Json(schema) => json!({"application/json": {"schema": reference(schema)}}),
        Holds::Jpeg => json!({"image/jpeg": {"schema": {"type": "string", "format": "binary"}}}),
        Holds::Events => json!({"text/event-stream": {"schema": {"type": "string"}}}),
    })
}

fn answer(route: &Described, status: u16, content: Option<Value>) -> Value {
    let mut sent: Map<String, Value> = Map::new();
    for name in EVERYWHERE {
        sent.insert(name.into(), header(name));
    }
    if route.path.starts_with("/api") || status >= 400 {
        sent.insert("cache-control".into(), header("cache-control"));
    }
    if status == 429 || status == 503 {
        sent.insert("retry-after".into(), header("retry-after"));
    }
    if route.sets_cookies.contains(&status) {
        sent.insert("set-cookie".into(), header("set-cookie"));
    }
    let mut answer = json!({"description": describes(status), "headers": sent});
    if let Some(content) = content {
        answer["content"] = content;
    }
    answer
}

fn header(name: &str) -> Value {
    json!({"$ref": format!("#/components/headers/{name}")})
}

fn describes(status: u16) -> &'static str {
    match status {
        200 => "So it is.",
        201 => "Taken down.",
        202 => "Right so far, and not enough.",
        204 => "Done.",
        400 => "It cannot be read.",
        401 => "Nobody is signed in, or not by that.",
        403 => "Not from there, or not in that name.",
        404 => "There is none, or none for the caller: the two look the same.",
        408 => "It did not come in time.",
        409 => "It may not be, for every reason that is given.",
        413 => "Too much.",
        415 => "Not of that type.",
        422 => "Of another shape than this.",
        428 => "First show again who you are.",
        429 => "Too often; it says when to come again.",
        500 => "The server's own fault.",
        503 => "Not now; it says when to come again.",
        _ => "",
    }
}

/// The headers of every answer.
const EVERYWHERE: [&str; 7] = [
    "content-security-policy",
    "x-content-type-options",
    "x-frame-options",
    "referrer-policy",
    "permissions-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
];

fn headers() -> Value {
    let mut all = Map::new();
    for name in EVERYWHERE {
        all.insert(
            name.into(),
            json!({"required": true, "schema": {"type": "string"}}),
        );
    }
    all.insert(
        "cache-control".into(),
        json!({"required": true, "schema": {"type": "string", "enum": ["no-store"]}}),
    );
    // Not where a database does not take writes: that is asked for every second.
    all.insert(
        "retry-after".into(),
        json!({"description": "Seconds.", "schema": {"type": "integer", "minimum": 1}}),
    );
    all.insert(
        "set-cookie".into(),
        json!({"description": "The session's, and the device's where one signs in.", "schema": {"type": "string"}}),
    );
    Value::Object(all)
}

fn schemas() -> Map<String, Value> {
    let mut all = Map::new();
    for text in [LEARNED, OWN] {
        // Compiled in, and a test reads them.
        let read: Map<String, Value> = serde_json::from_str(text).unwrap_or_default();
        all.extend(read);
    }
    // Any other is answered with that an update is needed.
    if let Some(envelope) = all.get_mut("Envelope") {
        envelope["properties"]["schema"]["default"] = json!(SCHEMA);
    }
    all.insert("OpenApi".into(), json!({"type": "object"}));
    all
}
