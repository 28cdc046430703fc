//! Time as an argument. Instants are UTC; a community shows them in its profile's zone. Nothing here reads a clock.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// A moment, in UTC.
pub type Instant = DateTime<Utc>;

/// From `start` (inclusive) to `end` (exclusive).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The planned start.
    pub start: Instant,
    /// The planned end, after the start.
    pub end: Instant,
}

impl Span {
    /// Whether two spans share a moment. Touching ends do not: one shift may follow another.
    pub fn overlaps(&self, other: &Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The length in whole minutes, rounded down.
    pub fn minutes(&self) -> u32 {
        minutes_between(self.start, self.end)
    }
}

/// Whole minutes from one instant to a later one; 0 when there are none.
pub fn minutes_between(from: Instant, to: Instant) -> u32 {
    u32::try_from((to - from).num_minutes().max(0)).unwrap_or(u32::MAX)
}

/// So many minutes.
pub fn minutes(n: i64) -> TimeDelta {
    TimeDelta::minutes(n)
}

/// So many hours.
pub fn hours(n: i64) -> TimeDelta {
    TimeDelta::hours(n)
}

/// What a person told of their birth. Many give the year only; it then counts as the year's last day,
/// so that nobody is taken for older than they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Birth {
    /// The year alone.
    Year(i32),
    /// The full date.
    Date(NaiveDate),
}

impl Birth {
    /// Full years of age on that day.
    pub fn age_on(&self, day: NaiveDate) -> u32 {
        let born = match self {
            Birth::Year(year) => NaiveDate::from_ymd_opt(*year, 12, 31),
            Birth::Date(date) => Some(*date),
        };
        born.and_then(|born| day.years_since(born)).unwrap_or(0)
    }
}
