//! The place tree: city › district › street › community › grid. A place is named by its official code;
//! an ancestor's code is a prefix of its descendants', so every scope is a prefix.

use crate::local::LocalText;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// An official place code: 2 to 24 digits or capital letters, kept as text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PlaceCode(Box<str>);

/// A text that is no place code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadPlaceCode;

impl fmt::Display for BadPlaceCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a place code")
    }
}

impl FromStr for PlaceCode {
    type Err = BadPlaceCode;
    fn from_str(text: &str) -> Result<Self, BadPlaceCode> {
        let good = (2..=24).contains(&text.len())
            && text
                .bytes()
                .all(|b| b.is_ascii_digit() || b.is_ascii_uppercase());
        if good {
            Ok(PlaceCode(text.into()))
        } else {
            Err(BadPlaceCode)
        }
    }
}

impl TryFrom<String> for PlaceCode {
    type Error = BadPlaceCode;
    fn try_from(text: String) -> Result<Self, BadPlaceCode> {
        text.parse()
    }
}

impl From<PlaceCode> for String {
    fn from(code: PlaceCode) -> String {
        code.0.into()
    }
}

impl fmt::Display for PlaceCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl PlaceCode {
    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether `other` is this place or lies in it.
    pub fn contains(&self, other: &PlaceCode) -> bool {
        other.0.starts_with(&*self.0)
    }

    /// The first `length` characters: the ancestor of that level, or the place itself where it is no longer.
    pub fn at_most(&self, length: usize) -> PlaceCode {
        PlaceCode(self.0.get(..length).unwrap_or(&self.0).into())
    }
}

/// Levels of the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// A city, 4 digits in China.
    City,
    /// A district, 6.
    District,
    /// A street or township, 9.
    Street,
    /// A community or village, 12.
    Community,
    /// A grid, 15.
    Grid,
    /// A courtyard, 18.
    Courtyard,
}

/// A place of the tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The official code; also the key.
    pub code: PlaceCode,
    /// Its level.
    pub level: Level,
    /// The place above it, absent for a city.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<PlaceCode>,
    /// Its name.
    pub name: LocalText,
    /// The community (or higher place) whose people read it.
    pub desk: PlaceCode,
}
