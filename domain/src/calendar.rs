//! Months as people count them: by the community's own dates.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A month of a year, written `2026-05`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Month {
    year: u16,
    month: u8,
}

/// A text that names no month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadMonth;

impl fmt::Display for BadMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a month, like 2026-05")
    }
}

impl Month {
    /// The month of a date. Years before 0 and after 9999 count as those.
    pub fn of(day: NaiveDate) -> Month {
        Month {
            year: day.year().clamp(0, 9999) as u16,
            month: day.month() as u8,
        }
    }

    /// The year, 0 to 9999.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month in the year, 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// Its first day.
    pub fn first_day(self) -> NaiveDate {
        // Every month from 0000-01 to 9999-12 has one.
        NaiveDate::from_ymd_opt(self.year.into(), self.month.into(), 1).unwrap_or_default()
    }

    /// The month after it; the last one there is stays where it is.
    pub fn next(self) -> Month {
        match self.month {
            12 if self.year >= 9999 => self,
            12 => Month {
                year: self.year + 1,
                month: 1,
            },
            month => Month {
                month: month + 1,
                ..self
            },
        }
    }

    /// The month before it; the first one there is stays where it is.
    pub fn previous(self) -> Month {
        match self.month {
            1 if self.year == 0 => self,
            1 => Month {
                year: self.year - 1,
                month: 12,
            },
            month => Month {
                month: month - 1,
                ..self
            },
        }
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl FromStr for Month {
    type Err = BadMonth;
    fn from_str(text: &str) -> Result<Self, BadMonth> {
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        let (year, month) = text.split_once('-').ok_or(BadMonth)?;
        if year.len() != 4 || month.len() != 2 || !digits(year) || !digits(month) {
            return Err(BadMonth);
        }
        let month: u8 = month.parse().map_err(|_| BadMonth)?;
        if !(1..=12).contains(&month) {
            return Err(BadMonth);
        }
        Ok(Month {
            year: year.parse().map_err(|_| BadMonth)?,
            month,
        })
    }
}

impl TryFrom<String> for Month {
    type Error = BadMonth;
    fn try_from(text: String) -> Result<Self, BadMonth> {
        text.parse()
    }
}

impl From<Month> for String {
    fn from(month: Month) -> String {
        month.to_string()
    }
}
