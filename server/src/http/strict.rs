//! JSON as strict as it can be read: no name twice in one object, nothing nested deeper than anything of ours is. Names
//! that are not known are found where the body's type is ([`super::posted`]).

use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use std::{borrow::Cow, collections::HashSet, fmt};

/// The deepest that anything may be nested.
pub const DEEPEST: u8 = 32;

/// Looks a whole body over.
///
/// # Errors
/// What is wrong with it, or that it is no JSON.
pub fn check(body: &[u8]) -> serde_json::Result<()> {
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    Below(DEEPEST).deserialize(&mut deserializer)?;
    deserializer.end()
}

/// So many levels may follow.
#[derive(Clone, Copy)]
struct Below(u8);

impl Below {
    fn deeper<E: de::Error>(self) -> Result<Self, E> {
        let deeper = self.0.checked_sub(1);
        deeper
            .map(Below)
            .ok_or_else(|| E::custom("nested too deeply"))
    }
}

impl<'de> DeserializeSeed<'de> for Below {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Below {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let below = self.deeper()?;
        while items.next_element_seed(below)?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let below = self.deeper()?;
        let mut names = HashSet::new();
        while let Some(name) = entries.next_key::<Name>()? {
            if !names.insert(name) {
                return Err(de::Error::custom("a name twice in one object"));
            }
            entries.next_value_seed(below)?;
        }
        Ok(())
    }
}

/// A name, borrowed from the body where it holds no escapes.
#[derive(PartialEq, Eq, Hash)]
struct Name<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reading;
        impl<'de> Visitor<'de> for Reading {
            type Value = Name<'de>;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a name")
            }

            fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Self::Value, E> {
                Ok(Name(Cow::Borrowed(name)))
            }

            fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
                Ok(Name(Cow::Owned(name.to_owned())))
            }
        }
        deserializer.deserialize_str(Reading)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_once_in_each_object_however_it_is_written() {
        for good in [
            "1",
            "[]",
            r#"{"a": {"a": 1}, "b": [{"a": 1}, {"a": 2}]}"#,
            "1e300",
        ] {
            assert!(check(good.as_bytes()).is_ok(), "{good}");
        }
        for bad in [
            r#"{"a": 1, "a": 1}"#,
            r#"{"a": 1, "\u0061": 2}"#,
            r#"[{"b": {"c": 1, "d": 2, "c": 3}}]"#,
        ] {
            assert!(check(bad.as_bytes()).unwrap_err().is_data(), "{bad}");
        }
    }

    #[test]
    fn nothing_is_nested_without_end() {
        let nested = |n: usize| format!("{}{}", "[".repeat(n), "]".repeat(n));
        assert!(check(nested(DEEPEST.into()).as_bytes()).is_ok());
        let error = check(nested(usize::from(DEEPEST) + 1).as_bytes()).unwrap_err();
        assert!(error.is_data());
    }

    #[test]
    fn what_is_no_json_is_none() {
        for bad in [
            "",
            "{",
            "[1,]",
            "{} {}",
            "nul",
            "\u{feff}{}",
            r#""\ud800""#,
            "01",
        ] {
            assert!(check(bad.as_bytes()).is_err(), "{bad}");
        }
        assert!(check(b"\"\xff\"").is_err());
    }
}
