//! Of whom a second factor is demanded (docs/adr/0018).

use linli_domain::{holds_a_duty, person::Person, time::Instant};
use std::{fmt, str::FromStr};

/// What a community demands of those who see other people's data. Whoever has a second factor always uses it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SecondFactor {
    /// A password alone opens nothing but the page on which one is set up.
    Required,
    /// Whoever wants one sets it up.
    #[default]
    Offered,
}

impl SecondFactor {
    /// Whether this person must have one.
    pub fn is_demanded_of(self, person: &Person, now: Instant) -> bool {
        self == SecondFactor::Required && holds_a_duty(person, now)
    }
}

impl fmt::Display for SecondFactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            SecondFactor::Required => "required",
            SecondFactor::Offered => "offered",
        })
    }
}

impl FromStr for SecondFactor {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "required" => Ok(SecondFactor::Required),
            "offered" => Ok(SecondFactor::Offered),
            _ => Err("required or offered"),
        }
    }
}
