//! `/api/openapi.json`: that it knows every route, that its schemas are what serde does, and that every answer which any
//! test of the server gets is one that it describes.

mod learn;
mod strict;
pub mod validate;

use crate::phone::Community;
use axum::http::StatusCode;
use learn::Learned;
use linli_domain::{
    Command, Profile, Refusal, View, history::Somebody, invitation::Invitation, month::MonthReport,
    notice::NoticeKind, refusal::Field,
};
use linli_server::http::{openapi::describe, routes};
use linli_sync::{Changes, ChangesRequest, Envelope, Export, Happened, History, Line, Outcome};
use serde_json::{Value, json};
use std::{collections::BTreeSet, fs, path::Path};

/// One of everything that is sent or stored, as the rule book's tests keep it.
fn snapshot(name: &str) -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../domain/tests/rules/snapshots");
    let text = fs::read_to_string(folder.join(format!("rules__formats__{name}.snap"))).unwrap();
    let body = text.splitn(3, "---\n").nth(2).unwrap();
    serde_json::from_str(body).unwrap()
}

fn whole_happened(by: Somebody) -> Happened {
    Happened {
        at: crate::phone::noon(),
        from: "open".into(),
        to: "closed".into(),
        by,
        of_entry: true,
        whom: Some(Somebody::Named("Li".into())),
        reason: Some("rain".into()),
    }
}

fn whole_history() -> Value {
    let lines = [
        Somebody::You,
        Somebody::System,
        Somebody::Desk,
        Somebody::Other,
    ];
    let lines = lines
        .into_iter()
        .map(|by| Line::Happened(whole_happened(by)));
    let lines = lines.chain([Line::Erased]).collect();
    serde_json::to_value(History { lines, more: true }).unwrap()
}

/// What travels, with every part of it there.
fn on_the_way(learned: &Learned) {
    let id = "01900000-0000-7000-8000-00000000000a";
    let now = "2026-11-26T02:00:00Z";
    let row = json!({"audience": "public:210204011009", "key": "place/210204011009", "seq": 1, "view": {}});
    learned.learn::<Envelope>([
        json!({"id": id, "person": id, "schema": 1, "device_time": now, "command": {}}),
    ]);
    learned.learn::<Vec<Outcome>>([json!([
        {"applied": {"rows": [row]}}, {"refused": {"reasons": ["not_allowed"], "rows": [row]}}, "already_decided",
        "different_body", "update_needed", {"malformed": {"detail": "x"}},
    ])]);
    learned.learn::<ChangesRequest>([
        json!({"epoch": "a", "cursors": {"public:210204011009": 1}, "profile": "a"}),
    ]);
    learned.learn::<Changes>([json!({
        "epoch": "a", "audiences": ["public:210204011009"], "grants_revision": 1, "rows": [row],
        "cursors": {"public:210204011009": 1}, "from_start": ["public:210204011009"],
        "profile": {"revision": "a", "profile": {}}, "more": true, "now": now,
    })]);
    learned.learn::<History>([whole_history()]);
    for (slot, name) in [
        ("Envelope.command", "Command"),
        ("FeedRow.view", "View"),
        ("ProfileSent.profile", "Profile"),
        ("View::month", "MonthReport"),
        ("View::invitation", "Invitation"),
    ] {
        learned.stands_for(slot, name);
    }
    learned.is_withheld("MonthReport.volunteers");
}

fn learned() -> String {
    let learned = Learned::default();
    learned.learn::<Command>(snapshot("commands_as_sent"));
    let views: Vec<Value> = snapshot("views_as_sent")
        .into_iter()
        .map(|pair| pair[1].clone())
        .collect();
    let of = |kind: &str| {
        views
            .iter()
            .filter_map(|view| view.get(kind).cloned())
            .collect::<Vec<_>>()
    };
    learned.learn::<MonthReport>(of("month"));
    learned.learn::<Invitation>(of("invitation"));
    let id = "01900000-0000-7000-8000-00000000000a";
    learned.learn::<Export>([json!({
        "format": 1, "person": id, "at": "2026-11-26T02:00:00Z",
        "documents": [{"key": "place/210204011009", "view": views[0], "history": [whole_happened(Somebody::You)]}],
    })]);
    learned.learn::<View>(views);
    let refusals = snapshot("refusals_as_sent");
    learned.learn::<Vec<Refusal>>([refusals[0].clone()]);
    learned.learn::<Vec<Field>>([refusals[1].clone()]);
    learned.learn::<NoticeKind>(
        snapshot("notices_as_stored")
            .into_iter()
            .map(|pair| pair[0].clone()),
    );
    let lisbon: Value =
        serde_json::from_str(include_str!("../../../../profiles/lisbon.json")).unwrap();
    let mut lisbon = lisbon.as_object().unwrap().clone();
    lisbon.remove("comment");
    learned.learn::<Profile>([
        serde_json::to_value(Profile::default()).unwrap(),
        lisbon.into(),
    ]);
    on_the_way(&learned);
    let roots = [
        "Envelope",
        "Outcome",
        "ChangesRequest",
        "Changes",
        "History",
        "Export",
        "Refusal",
        "Newcomer",
        "Role",
    ];
    let schemas = serde_json::to_string_pretty(&learned.schemas(&roots)).unwrap();
    format!("{schemas}\n")
}

#[test]
fn the_schemas_say_what_the_rule_book_reads() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/http/openapi/learned.json");
    let now = learned();
    if std::env::var_os("ACCEPT_OPENAPI").is_some() {
        fs::write(&file, &now).unwrap();
    }
    let kept = fs::read_to_string(&file).unwrap();
    assert!(
        kept == now,
        "a type that is sent has changed: ACCEPT_OPENAPI=1 writes {} anew",
        file.display()
    );
}

#[test]
fn every_route_is_described_with_all_that_it_answers() {
    let description = describe("linli");
    let mut described = BTreeSet::new();
    for (path, methods) in description["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            described.insert(format!("{} {path}", method.to_uppercase()));
            assert!(!operation["responses"].as_object().unwrap().is_empty());
            for part in path.split('/').filter_map(|part| part.strip_prefix('{')) {
                let named = operation["parameters"].as_array().unwrap().iter();
                let mut named = named.map(|one| format!("{}}}", one["name"].as_str().unwrap()));
                assert!(named.any(|name| name == part), "{path}: {part}");
            }
        }
    }
    let there: BTreeSet<String> = routes()
        .iter()
        .map(|route| format!("{} {}", route.method, route.path))
        .collect();
    assert_eq!(described, there);
    let mut open: Vec<&Value> = vec![&description];
    while let Some(value) = open.pop() {
        if let Some(name) = value.get("$ref").and_then(Value::as_str) {
            assert!(
                description.pointer(&name[1..]).is_some(),
                "{name} is not there"
            );
        }
        match value {
            Value::Array(items) => open.extend(items),
            Value::Object(entries) => open.extend(entries.values()),
            _ => {}
        }
    }
}

#[tokio::test]
async fn whoever_asks_is_told_the_description() {
    let community = Community::new();
    let answer = community.phone().get("/api/openapi.json").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.json::<Value>(), describe("linli"));
    let community = Community::with(Some("https://linli.example"));
    let answer: Value = community.phone().get("/api/openapi.json").await.json();
    let cookie = &answer["components"]["securitySchemes"]["session"]["name"];
    assert_eq!(cookie, "__Host-linli");
}
