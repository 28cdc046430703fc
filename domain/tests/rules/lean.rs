//! The small reader of JSON reads what `serde_json` reads, and refuses what that refuses.

use linli_domain::lean::{self, Unfit};
use proptest::prelude::*;
use serde::Deserialize;
use serde_json::{Value, value::RawValue};

/// What either says of a text. A number with a fraction is read by the large one alone.
fn both(text: &str) -> (Option<Value>, Option<Value>) {
    (
        lean::read::<Value>(text).ok(),
        serde_json::from_str(text).ok(),
    )
}

#[test]
fn a_text_is_read_or_refused_as_by_the_large_reader() {
    let texts = [
        "",
        " ",
        "null",
        " null ",
        "nul",
        "nulll",
        "true",
        "false",
        "tru",
        "True",
        "0",
        "-0x",
        "-",
        "-1",
        "01",
        "-01",
        "+1",
        "1a",
        "18446744073709551615",
        "-9223372036854775808",
        "\"\"",
        "\"",
        "\"a",
        "a\"",
        "\"a\"b",
        "'a'",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
        "\"\\x\"",
        "\"\\\"",
        "\"\\u00e9\\u4f60\"",
        "\"\\u00E9\"",
        "\"\\ud83d\\ude00\"",
        "\"\\ud83d\"",
        "\"\\ude00\"",
        "\"\\ud83d\\n\"",
        "\"\\ud83dde00\"",
        "\"\\ud83d\\ud83d\"",
        "\"\\u12\"",
        "\"\\u+123\"",
        "\"\\u00é\"",
        "\"你\\n好\"",
        "\"a\nb\"",
        "\"a\tb\"",
        "\"\u{1}\"",
        "[]",
        "[ ]",
        "[",
        "]",
        "[1]",
        "[1,]",
        "[,1]",
        "[1,,2]",
        "[1 2]",
        "[1,2",
        "[[],[[]],{}]",
        "{}",
        "{ }",
        "{",
        "}",
        "{\"a\":1}",
        "{\"a\" : 1 , \"b\":[]}",
        "{\"a\":1,}",
        "{,}",
        "{\"a\"}",
        "{\"a\":}",
        "{a:1}",
        "{1:1}",
        "{\"a\":1 \"b\":2}",
        "{\"a\":1]",
        "[1}",
        "\u{feff}1",
        "1 1",
        "[1] []",
        "{\"\\u0061\":1}",
    ];
    for text in texts {
        let (lean, large) = both(text);
        assert_eq!(lean, large, "{text}");
    }
}

#[test]
fn a_number_with_a_fraction_is_passed_over_where_nobody_reads_it() {
    #[derive(Debug, PartialEq, Deserialize)]
    struct Known {
        n: u32,
    }
    for number in ["1.5", "-0.25", "1e3", "2E-7", "1.0e+2"] {
        let text = format!("{{\"later\":[{number}],\"n\":7}}");
        assert_eq!(lean::read(&text), Ok(Known { n: 7 }), "{text}");
        assert_eq!(lean::read::<Value>(number), Err(Unfit), "{number}");
    }
    for bad in ["1.", ".5", "1e", "1e+", "1.e3", "-"] {
        let text = format!("{{\"later\":[{bad}],\"n\":7}}");
        assert_eq!(lean::read::<Known>(&text), Err(Unfit), "{text}");
    }
    for large in ["18446744073709551616", "-9223372036854775809"] {
        assert_eq!(lean::read::<Value>(large), Err(Unfit), "{large}");
    }
}

#[test]
fn a_text_that_travels_as_it_stands_is_kept_byte_by_byte() {
    #[derive(Deserialize)]
    struct Row {
        view: Option<Box<RawValue>>,
        none: Option<Box<RawValue>>,
    }
    let view = "{\"b\" : [1.50, \"\\u00e9\" ],\n \"a\":{}}";
    let text = format!("{{\"none\":null,\"view\": {view} }}");
    let row: Row = lean::read(&text).unwrap();
    assert_eq!(
        row.view.map(|view| view.get().to_owned()).as_deref(),
        Some(view)
    );
    assert!(row.none.is_none());
}

#[test]
fn a_name_that_comes_twice_is_refused_and_what_is_too_deep_too() {
    #[derive(Debug, PartialEq, Deserialize)]
    struct Known {
        n: u32,
    }
    assert_eq!(lean::read::<Known>("{\"n\":1,\"n\":2}"), Err(Unfit));
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    for depth in [1, 100, 126, 127, 128, 129] {
        let (lean, large) = both(&nested(depth));
        assert_eq!(lean, large, "{depth}");
    }
    let skipped = |depth| format!("{{\"later\":{},\"n\":7}}", nested(depth));
    assert_eq!(lean::read(&skipped(126)), Ok(Known { n: 7 }));
    assert_eq!(lean::read::<Known>(&skipped(100_000)), Err(Unfit));
}

fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((any::<String>(), inner), 0..6)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn whatever_is_written_is_read(value in values()) {
        let texts = [value.to_string(), serde_json::to_string_pretty(&value).unwrap()];
        for text in texts {
            prop_assert_eq!(lean::read::<Value>(&text), Ok(value.clone()));
        }
    }

    /// A text that was cut or changed somewhere is read alike, or refused alike.
    #[test]
    fn whatever_is_damaged_is_treated_alike(value in values(), at in any::<usize>(), with in "[\\[\\]{},:\"0-9a-z \\\\]?") {
        let text = value.to_string();
        let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let at = bounds[at % bounds.len()];
        let rest = text[at..].chars().next().map_or(0, char::len_utf8);
        let damaged = format!("{}{with}{}", &text[..at], &text[at + rest..]);
        let (lean, large) = both(&damaged);
        let fraction = |value: &Value| value.to_string().contains(['.', 'e', 'E']);
        prop_assert!(lean == large || large.as_ref().is_some_and(fraction), "{}", damaged);
    }
}
