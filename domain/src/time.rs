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
    Date(#[serde(with = "day")] NaiveDate),
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

/// Instants as text: what chrono writes, written in one piece, and read without chrono's parser. A roster holds hundreds
/// of them, and chrono hands each to the serializer character by character; its parser, for any form, is 4 KB of the
/// first load.
pub mod text {
    use super::{
        Instant,
        reading::{self, Read},
    };
    use chrono::{Datelike, Timelike};
    use serde::{Deserializer, Serialize, Serializer};

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
        deserializer.deserialize_str(Read(
            "a moment such as 2026-05-01T09:30:00Z",
            reading::instant,
        ))
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

/// The same where there may be none.
pub mod text_or_none {
    use super::{Instant, text};
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize, Deserialize)]
    #[serde(transparent)]
    struct Text(#[serde(with = "text")] Instant);

    /// Writes an instant, or null.
    ///
    /// # Errors
    /// What the serializer answers.
    pub fn serialize<S: Serializer>(
        at: &Option<Instant>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        at.map(Text).serialize(serializer)
    }

    /// Reads an instant, or null.
    ///
    /// # Errors
    /// When the text is none.
    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Instant>, D::Error> {
        Ok(Option::<Text>::deserialize(deserializer)?.map(|Text(at)| at))
    }
}

/// Days as text, such as `1948-02-29`, likewise.
pub mod day {
    use super::reading::{self, Read};
    use chrono::NaiveDate;
    use serde::{Deserializer, Serialize, Serializer};

    /// Writes a day.
    ///
    /// # Errors
    /// What the serializer answers.
    pub fn serialize<S: Serializer>(day: &NaiveDate, serializer: S) -> Result<S::Ok, S::Error> {
        day.serialize(serializer)
    }

    /// Reads a day.
    ///
    /// # Errors
    /// When the text is none.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
        deserializer.deserialize_str(Read("a day such as 1948-02-29", reading::day))
    }
}

/// Reading what is written above, and what else RFC 3339 allows, but for leap seconds.
mod reading {
    use super::Instant;
    use chrono::{NaiveDate, TimeDelta};
    use serde::de::{Error, Unexpected, Visitor};
    use std::fmt;

    /// Reads a text: what it must be, and how.
    pub(super) struct Read<T>(pub &'static str, pub fn(&str) -> Option<T>);

    impl<T> Visitor<'_> for Read<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
            (self.1)(text).ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
        }
    }

    /// What is left of a text.
    struct Left<'a>(&'a [u8]);

    impl Left<'_> {
        /// Goes past one of these bytes.
        fn one_of(&mut self, bytes: &[u8]) -> Option<u8> {
            let (first, rest) = self.0.split_first()?;
            bytes.contains(first).then(|| {
                self.0 = rest;
                *first
            })
        }

        /// A number of so many digits at least and at most nine.
        fn number(&mut self, at_least: usize, at_most: usize) -> Option<u32> {
            let digits = self.0.iter().take(at_most);
            let length = digits.take_while(|byte| byte.is_ascii_digit()).count();
            let (digits, rest) = self.0.split_at_checked(length)?;
            self.0 = rest;
            let add = |sum: u32, digit: &u8| sum * 10 + u32::from(digit - b'0');
            (length >= at_least).then(|| digits.iter().fold(0, add))
        }

        /// A year of four digits, or with a sign of up to six, month and day.
        fn day(&mut self) -> Option<NaiveDate> {
            let sign = self.one_of(b"+-");
            let year = self.number(4, if sign.is_some() { 6 } else { 4 })?;
            let year = i32::try_from(year).ok()?;
            self.one_of(b"-")?;
            let month = self.number(2, 2)?;
            self.one_of(b"-")?;
            let year = if sign == Some(b'-') { -year } else { year };
            NaiveDate::from_ymd_opt(year, month, self.number(2, 2)?)
        }

        /// Hours and minutes.
        fn hours(&mut self) -> Option<(u32, u32)> {
            let hours = self.number(2, 2)?;
            self.one_of(b":")?;
            Some((hours, self.number(2, 2)?))
        }

        /// The part of a second, in billionths; finer is left out.
        fn nanos(&mut self) -> Option<u32> {
            if self.one_of(b".").is_none() {
                return Some(0);
            }
            let before = self.0.len();
            let read = self.number(1, 9)?;
            let missing = u32::try_from(9 - (before - self.0.len())).ok()?;
            while self.number(1, 9).is_some() {}
            Some(read * 10_u32.pow(missing))
        }

        /// How far a zone is ahead of UTC, in minutes.
        fn ahead(&mut self) -> Option<i64> {
            let sign = self.one_of(b"Zz+-")?;
            if sign.eq_ignore_ascii_case(&b'Z') {
                return Some(0);
            }
            let (hours, minutes) = self.hours().filter(|ahead| *ahead < (24, 0))?;
            let ahead = i64::from(hours * 60 + minutes);
            (minutes < 60).then_some(if sign == b'-' { -ahead } else { ahead })
        }
    }

    pub(super) fn day(text: &str) -> Option<NaiveDate> {
        let mut left = Left(text.as_bytes());
        left.day().filter(|_| left.0.is_empty())
    }

    pub(super) fn instant(text: &str) -> Option<Instant> {
        let mut left = Left(text.as_bytes());
        let day = left.day()?;
        left.one_of(b"Tt ")?;
        let (hours, minutes) = left.hours()?;
        left.one_of(b":")?;
        let seconds = left.number(2, 2)?;
        let nanos = left.nanos()?;
        let ahead = TimeDelta::minutes(left.ahead()?);
        if !left.0.is_empty() || seconds > 59 {
            return None;
        }
        let at = day.and_hms_nano_opt(hours, minutes, seconds, nanos)?;
        at.and_utc().checked_sub_signed(ahead)
    }
}
