//! What a device is sent. It is read tolerantly: what is not known is skipped, and what does not fit is no view.

use crate::{chosen, text};
use linli_domain::{Profile, Refusal, View, lean, rebuild};
use linli_sync::{Changes, FeedRow, Outcome};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use std::fmt::Debug;

pub fn read(data: &[u8]) {
    let Some((which, rest)) = chosen(data) else {
        return;
    };
    let Some(text) = text(rest) else { return };
    match which % 6 {
        0 => view(text),
        1 => sent::<Changes>(text),
        2 => sent::<Vec<Outcome>>(text),
        3 => sent::<FeedRow>(text),
        4 => drop(both::<Refusal>(text)),
        _ => drop(both::<Profile>(text)),
    }
}

fn view(text: &str) {
    let Some(view) = both::<View>(text) else {
        return;
    };
    // A device makes a document of the views that it holds, and of a view twice the same as of one.
    let one = rebuild([&view]);
    assert_eq!(rebuild([&view, &view]), one);
}

/// Read by `serde_json`, as servers do, and leanly, as phones do, it is the same; and so it is written and read again.
fn both<T: Serialize + DeserializeOwned + PartialEq + Debug>(text: &str) -> Option<T> {
    if is_inexact(text) {
        return None;
    }
    let read = serde_json::from_str::<T>(text).ok();
    if let (Some(read), Ok(lean)) = (&read, lean::read::<T>(text)) {
        same(&lean, read);
    }
    let read = read?;
    let written = serde_json::to_string(&read).expect("what was read is written");
    let again = serde_json::from_str::<T>(&written).expect("what was written is read");
    same(&again, &read);
    let lean = lean::read::<T>(&written).expect("what was written is read leanly");
    same(&lean, &read);
    Some(read)
}

/// Whether a text has a number that is not a whole one of 64 bits. No format here has one; a view that nobody has opened
/// hands it on, and `serde_json` reads it to the nearest but one.
fn is_inexact(text: &str) -> bool {
    fn within(value: &Value) -> bool {
        match value {
            Value::Number(number) => number.is_f64(),
            Value::Array(items) => items.iter().any(within),
            Value::Object(fields) => fields.values().any(within),
            _ => false,
        }
    }
    serde_json::from_str(text).is_ok_and(|value: Value| within(&value))
}

/// They say the same, whatever the order in which they say it: a view that nobody has opened is still the text that came.
fn same<T: Serialize + Debug>(one: &T, other: &T) {
    let said = |what| serde_json::to_value(what).expect("what was read is written");
    assert_eq!(said(one), said(other), "{one:?} and {other:?}");
}

/// What holds raw JSON is read by `serde_json` alone.
fn sent<T: Serialize + DeserializeOwned + PartialEq + Debug>(text: &str) {
    let Ok(read) = serde_json::from_str::<T>(text) else {
        return;
    };
    let written = serde_json::to_string(&read).expect("what was read is written");
    let again = serde_json::from_str::<T>(&written).expect("what was written is read");
    assert_eq!(again, read);
}
