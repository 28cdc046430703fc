//! A part of a view that is read only where somebody looks at it.

use super::{Unfit, read};
use serde::{
    Deserialize, Deserializer, Serialize, Serializer, de::DeserializeOwned, ser::Error as _,
};
use serde_json::{Value, value::RawValue};

/// Something as the text that it travels as: what reading it takes is code that most phones never need. A `Value` in its
/// stead would bring `serde_json`'s whole reader to every phone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unread(String);

impl Unread {
    /// Writes something down.
    pub(crate) fn of(told: &impl Serialize) -> Self {
        // By way of a value, whose names are in order: nothing that is told has no form in JSON.
        let value = serde_json::to_value(told).unwrap_or_default();
        Unread(value.to_string())
    }

    pub(crate) fn read<T: DeserializeOwned>(&self) -> Result<T, Unfit> {
        read(&self.0)
    }
}

impl Serialize for Unread {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value: Value = serde_json::from_str(&self.0).map_err(S::Error::custom)?;
        value.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Unread {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Box::<RawValue>::deserialize(deserializer)?;
        Ok(Unread(text.get().to_owned()))
    }
}
