//! Answers held against the description: as much of JSON Schema as it uses, and no more.

use axum::http::{HeaderMap, Method, StatusCode};
use linli_domain::time::Instant;
use linli_server::http::openapi::describe;
use serde_json::{Map, Value};
use std::sync::LazyLock;
use uuid::Uuid;

static DESCRIPTION: LazyLock<Value> = LazyLock::new(|| describe("linli"));

/// What is not described of an answer; nothing of routes that are not ours.
pub fn undescribed(
    method: &Method,
    path: &str,
    status: StatusCode,
    headers: &HeaderMap,
    body: &[u8],
) -> Option<String> {
    let path = path.split('?').next().unwrap_or_default();
    let paths = DESCRIPTION["paths"].as_object()?;
    // What is written out goes before what has a place for anything.
    let template = paths
        .get_key_value(path)
        .or_else(|| paths.iter().find(|(template, _)| fits_path(template, path)));
    let operation = template?.1.get(method.as_str().to_lowercase())?;
    let name = format!("{method} {path} {status}");
    let Some(answer) = operation["responses"].get(status.as_str()) else {
        return Some(format!("{name}: no such status"));
    };
    let given = headers
        .get("content-type")
        .map_or("", |value| value.to_str().unwrap_or("?"));
    let given = given.split(';').next().unwrap_or_default();
    let Some(content) = answer.get("content").and_then(Value::as_object) else {
        return (!given.is_empty() || !body.is_empty())
            .then(|| format!("{name}: {given} instead of nothing"));
    };
    let Some(media_type) = content.get(given) else {
        return Some(format!("{name}: {given}"));
    };
    if given != "application/json" {
        return None;
    }
    match serde_json::from_slice(body) {
        Ok(value) => {
            wrong(&DESCRIPTION, &media_type["schema"], &value).map(|what| format!("{name}: {what}"))
        }
        Err(error) => Some(format!("{name}: {error}")),
    }
}

fn fits_path(template: &str, path: &str) -> bool {
    let (template, path): (Vec<_>, Vec<_>) =
        (template.split('/').collect(), path.split('/').collect());
    template.len() == path.len()
        && template
            .iter()
            .zip(&path)
            .all(|(one, other)| one == other || (one.starts_with('{') && !other.is_empty()))
}

/// What is wrong with a value by a schema.
pub fn wrong(whole: &Value, schema: &Value, value: &Value) -> Option<String> {
    if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
        return wrong(whole, whole.pointer(&name[1..])?, value);
    }
    let all = |name: &str| schema.get(name).and_then(Value::as_array);
    let fitting = |schemas: &[Value]| {
        schemas
            .iter()
            .filter(|one| wrong(whole, one, value).is_none())
            .count()
    };
    if let Some(first) = all("allOf")
        .into_iter()
        .flatten()
        .find_map(|one| wrong(whole, one, value))
    {
        return Some(first);
    }
    if all("oneOf").is_some_and(|schemas| fitting(schemas) != 1)
        || all("anyOf").is_some_and(|schemas| fitting(schemas) == 0)
    {
        return Some(format!("{value} is none of these"));
    }
    if all("enum").is_some_and(|words| !words.contains(value)) {
        return Some(format!("{value} is no such word"));
    }
    if schema
        .get("type")
        .is_some_and(|wanted| !is_of(wanted, value))
    {
        return Some(format!("{value} is not of type {}", schema["type"]));
    }
    match value {
        Value::String(text) => wrong_text(schema, text),
        Value::Array(items) => wrong_items(whole, schema, items),
        Value::Object(entries) => wrong_entries(whole, schema, entries),
        Value::Number(number) => {
            let limit = |name: &str| schema.get(name).and_then(Value::as_f64);
            let number = number.as_f64()?;
            let out = limit("minimum").is_some_and(|least| number < least)
                || limit("maximum").is_some_and(|most| number > most);
            out.then(|| format!("{number} is out of range"))
        }
        _ => None,
    }
}

fn is_of(wanted: &Value, value: &Value) -> bool {
    match wanted {
        Value::Array(any) => any.iter().any(|one| is_of(one, value)),
        _ => match wanted.as_str().unwrap() {
            "null" => value.is_null(),
            "boolean" => value.is_boolean(),
            "integer" => value.is_i64() || value.is_u64(),
            "string" => value.is_string(),
            "array" => value.is_array(),
            "object" => value.is_object(),
            other => panic!("the description says {other}"),
        },
    }
}

fn wrong_text(schema: &Value, text: &str) -> Option<String> {
    let good = match schema.get("format").and_then(Value::as_str) {
        Some("uuid") => text.parse::<Uuid>().is_ok(),
        Some("date-time") => text.parse::<Instant>().is_ok(),
        Some("date") => text.parse::<chrono::NaiveDate>().is_ok(),
        _ => true,
    };
    // A pattern is judged by whoever understands all of them: here it is enough that none has spaces.
    let good = good && (schema.get("pattern").is_none() || !text.contains(char::is_whitespace));
    (!good).then(|| format!("{text:?} is not {schema}"))
}

fn wrong_items(whole: &Value, schema: &Value, items: &[Value]) -> Option<String> {
    let limit = |name: &str| schema.get(name).and_then(Value::as_u64);
    let count = items.len() as u64;
    if limit("minItems").is_some_and(|least| count < least)
        || limit("maxItems").is_some_and(|most| count > most)
    {
        return Some(format!("{count} items"));
    }
    let first = schema.get("prefixItems").and_then(Value::as_array);
    let first = first.into_iter().flatten().zip(items);
    let mut each = first.filter_map(|(schema, item)| wrong(whole, schema, item));
    if let Some(what) = each.next() {
        return Some(what);
    }
    let of = schema.get("items")?;
    items.iter().find_map(|item| wrong(whole, of, item))
}

fn wrong_entries(whole: &Value, schema: &Value, entries: &Map<String, Value>) -> Option<String> {
    let needed = schema.get("required").and_then(Value::as_array);
    let mut needed = needed.into_iter().flatten().filter_map(Value::as_str);
    if let Some(missing) = needed.find(|name| !entries.contains_key(*name)) {
        return Some(format!("{missing} is missing"));
    }
    entries.iter().find_map(|(name, value)| {
        let named = schema.get("properties").and_then(|all| all.get(name));
        match named.or_else(|| schema.get("additionalProperties")) {
            Some(Value::Bool(false)) => Some(format!("{name} is not described")),
            Some(Value::Bool(true)) | None => None,
            Some(schema) => wrong(whole, schema, value).map(|what| format!("{name}: {what}")),
        }
    })
}
