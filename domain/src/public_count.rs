//! Numbers of cases and of people served, as everybody may read them.

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error, Unexpected, Visitor},
};
use std::fmt;

/// The smallest number that is told.
const TOLD_FROM: u32 = 5;

/// How it travels below that.
const FEW: &str = "<5";

/// A number of cases, or of people served, in a view that more than a desk reads. Below five it says only that: where
/// few are helped, a number names them. What it stood for is not kept, so it does not travel either.
///
/// Never for places on a shift: those are for everybody to count. A sum beside its parts tells what a part leaves out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PublicCount(Option<u32>);

impl PublicCount {
    /// A number, as everybody may read it.
    pub fn of(number: u32) -> Self {
        PublicCount((number >= TOLD_FROM).then_some(number))
    }

    /// The number; none where it is below five.
    pub fn told(self) -> Option<u32> {
        self.0
    }
}

impl fmt::Display for PublicCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(number) => write!(f, "{number}"),
            None => f.write_str(FEW),
        }
    }
}

impl Serialize for PublicCount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Some(number) => serializer.serialize_u32(number),
            None => serializer.serialize_str(FEW),
        }
    }
}

impl<'de> Deserialize<'de> for PublicCount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;
        impl Visitor<'_> for Read {
            type Value = PublicCount;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{FEW:?}, or a number from {TOLD_FROM} on")
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<PublicCount, E> {
                let told = u32::try_from(number).ok().filter(|n| *n >= TOLD_FROM);
                let told = told.map(|number| PublicCount(Some(number)));
                told.ok_or_else(|| E::invalid_value(Unexpected::Unsigned(number), &self))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<PublicCount, E> {
                let few = (text == FEW).then_some(PublicCount(None));
                few.ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
            }
        }
        deserializer.deserialize_any(Read)
    }
}
