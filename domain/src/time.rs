//! Time as an argument. Instants are UTC; a community shows them in its profile's zone. Nothing here reads a clock.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// A moment, in UTC.
pub type Instant = DateTime<Utc>;

/// From `start` (inclusive) to `end` (exclusive).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The planned start.
    #[serde(with = "text")]
    pub start: Instant,
    /// The planned end, after the start.
    #[serde(with = "text")]
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

/// Whether a moment has come. Stores keep due moments in whole milliseconds, so nothing finer counts.
pub(crate) fn has_come(moment: Instant, now: Instant) -> bool {
    moment.timestamp_millis() <= now.timestamp_millis()
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

/// Instants as text: what chrono writes, written in one piece. A roster holds hundreds of them, and chrono hands each
/// to the serializer character by character.
pub mod text {
    use super::Instant;
    use chrono::{Datelike, Timelike};
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    /// Writes an instant.
    ///
    /// # Errors
    /// What the serializer answers.
    pub fn serialize<S: Serializer>(at: &Instant, serializer: S) -> Result<S::Ok, S::Error> {
        let mut buffer = *b"0000-00-00T00:00:00.000Z";
        match short(at, &mut buffer) {
            Some(text) => serializer.serialize_str(text),
            None => at.serialize(serializer),
        }
    }

    /// Reads an instant.
    ///
    /// # Errors
    /// When the text is none.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Instant, D::Error> {
        Instant::deserialize(deserializer)
    }

    /// The text of an instant of whole milliseconds in a year of four digits; others are rare.
    fn short<'a>(at: &Instant, buffer: &'a mut [u8; 24]) -> Option<&'a str> {
        let (year, nanos) = (u32::try_from(at.year()).ok()?, at.nanosecond());
        if year > 9999 || nanos % 1_000_000 != 0 || nanos >= 1_000_000_000 {
            return None;
        }
        let mut put = |from: usize, to: usize, mut number: u32| {
            for digit in buffer[from..to].iter_mut().rev() {
                *digit = b'0' + (number % 10) as u8;
                number /= 10;
            }
        };
        put(0, 4, year);
        put(5, 7, at.month());
        put(8, 10, at.day());
        put(11, 13, at.hour());
        put(14, 16, at.minute());
        put(17, 19, at.second());
        put(20, 23, nanos / 1_000_000);
        let mut length = buffer.len();
        if nanos == 0 {
            buffer[19] = b'Z';
            length = 20;
        }
        std::str::from_utf8(&buffer[..length]).ok()
    }
}
