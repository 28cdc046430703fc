//! The profile: limits and local facts of a community. The default is Dalian's; `profiles/` holds it as a file, and
//! others.
//!
//! The rule book has no time-zone database: a profile states the offsets of its zone, so that local dates are the same
//! on a server and on every device.

mod dalian;
#[cfg(not(target_arch = "wasm32"))]
mod file;

use crate::{
    calendar::Month,
    local::LocalText,
    organization::OrganizationKind,
    person::Role,
    place::Level,
    planted::{Bug, is},
    shift::Attendance,
    time::{Instant, minutes},
};
use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, Weekday};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// From when on the zone's clocks show how much.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ZoneOffset {
    /// The first moment of it.
    #[serde(with = "crate::time::text")]
    pub from: Instant,
    /// Minutes ahead of UTC; west of it they are negative.
    pub minutes: i32,
}

/// A number to call in an emergency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmergencyNumber {
    /// The number.
    pub number: String,
    /// Who answers.
    pub label: LocalText,
}

/// Limits and local facts of a community. What a profile leaves out is as in Dalian.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Profile {
    /// The time zone in which the community lives, an IANA name.
    pub zone: String,
    /// What the zone's clocks show, the earliest first. Before the first of them that one holds.
    pub zone_offsets: Vec<ZoneOffset>,
    /// What the levels of the place tree are called.
    pub levels: BTreeMap<Level, LocalText>,
    /// Roles that forms offer.
    pub roles: Vec<Role>,
    /// Kinds of organizations that forms offer.
    pub organizations: Vec<OrganizationKind>,
    /// Ways to show attendance that forms offer.
    pub attendance: Vec<Attendance>,
    /// Categories of needs that forms offer, by their codes.
    pub categories: Vec<String>,
    /// Days on which nobody works, beside Saturdays and Sundays.
    pub holidays: Vec<NaiveDate>,
    /// Saturdays and Sundays on which people work all the same (调休).
    pub make_up_days: Vec<NaiveDate>,
    /// Numbers to call in an emergency; the first is the one to show where there is room for one.
    pub emergency_numbers: Vec<EmergencyNumber>,
    /// Whether hours are kept. Where they are not, attendance is settled all the same and no records come of it.
    pub hours_kept: bool,
    /// Check-in opens so many minutes before the start.
    pub check_in_opens_minutes: i64,
    /// Check-in stays open so many minutes after the end.
    pub check_in_closes_minutes: i64,
    /// A code received so many seconds after its step was *sent late*.
    pub sent_late_after_seconds: i64,
    /// Wrong codes that a person may type for a shift.
    pub code_tries: u8,
    /// Entries on a roster.
    pub list_bound: u16,
    /// Shifts that one person may have ahead.
    pub commitments_bound: u16,
    /// A resolved need closes itself after so many days.
    pub need_closes_after_days: i64,
    /// Whoever is asked whether they can come has so many minutes to say yes.
    pub offers_minutes: i64,
    /// *I'm coming* is asked for so many hours before the start.
    pub remind_hours: i64,
    /// A shift with too few people is short so many hours before the start.
    pub short_hours: i64,
    /// The same, where help is needed urgently.
    pub short_urgent_hours: i64,
    /// Address and telephone show to approved names so many hours before a visit and after it.
    pub visit_window_hours: i64,
    /// An absence may be contested for so many days.
    pub contest_days: i64,
    /// *Not right* is answered within so many working days.
    pub correction_working_days: u32,
    /// Telephones and addresses are kept for so many days after a need or a shift has ended.
    pub contacts_kept_days: i64,
}

impl Default for Profile {
    fn default() -> Self {
        Profile {
            zone: "Asia/Shanghai".into(),
            zone_offsets: vec![ZoneOffset {
                // The last summer time was in 1991.
                from: DateTime::UNIX_EPOCH + Days::new(22 * 365 + 5),
                minutes: 480,
            }],
            levels: dalian::levels(),
            roles: dalian::ROLES.to_vec(),
            organizations: dalian::ORGANIZATIONS.to_vec(),
            attendance: vec![Attendance::Site, Attendance::Visit],
            categories: dalian::CATEGORIES.map(Into::into).to_vec(),
            holidays: dalian::holidays(),
            make_up_days: dalian::days(&dalian::MAKE_UP),
            emergency_numbers: dalian::emergency_numbers(),
            hours_kept: true,
            check_in_opens_minutes: 30,
            check_in_closes_minutes: 30,
            sent_late_after_seconds: 120,
            code_tries: 5,
            list_bound: 300,
            commitments_bound: 60,
            need_closes_after_days: 7,
            offers_minutes: 30,
            remind_hours: 24,
            short_hours: 24,
            short_urgent_hours: 1,
            visit_window_hours: 24,
            contest_days: 7,
            correction_working_days: 5,
            contacts_kept_days: 180,
        }
    }
}

impl Profile {
    /// How many minutes the community's clocks are ahead of UTC.
    pub fn local_minutes(&self, at: Instant) -> i32 {
        let began = |offset: &&ZoneOffset| offset.from <= at;
        let offsets = &self.zone_offsets;
        let offset = offsets.iter().rev().find(began).or(offsets.first());
        offset.map_or(0, |offset| offset.minutes)
    }

    /// The date on the community's calendars.
    pub fn local_date(&self, at: Instant) -> NaiveDate {
        (at + minutes(self.local_minutes(at).into())).date_naive()
    }

    /// The month on the community's calendars.
    pub fn month_of(&self, at: Instant) -> Month {
        Month::of(self.local_date(at))
    }

    /// The first moment of a local date: its midnight, or where the clocks skip that, the moment at which they do.
    pub fn day_starts(&self, day: NaiveDate) -> Instant {
        let midnight = day.and_time(NaiveTime::MIN).and_utc();
        let offsets = self.zone_offsets.iter();
        let midnights = offsets
            .clone()
            .map(|offset| midnight - minutes(offset.minutes.into()));
        midnights
            .chain(offsets.map(|offset| offset.from))
            .filter(|at| self.local_date(*at) == day)
            .min()
            .unwrap_or(midnight)
    }

    /// Whether people work on that day.
    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        let free = weekend || (self.holidays.contains(&day) && !is(Bug::HolidayIsWorkday));
        !free || self.make_up_days.contains(&day)
    }

    /// The n-th working day after a date; that date itself counts for none.
    pub fn working_days_after(&self, from: NaiveDate, n: u32) -> NaiveDate {
        let later = from.iter_days().skip(1);
        let mut working = later.filter(|day| self.is_working_day(*day));
        // None is left where dates end, in the year 262142.
        (0..n).fold(from, |_, _| working.next().unwrap_or(NaiveDate::MAX))
    }

    /// The number to show where there is room for one.
    pub fn emergency_number(&self) -> &str {
        let first = self.emergency_numbers.first();
        first.map_or("", |first| &first.number)
    }

    /// What a level of the place tree is called, for a reader of a language tag.
    pub fn level_name(&self, level: Level, tag: &str) -> &str {
        self.levels.get(&level).map_or("", |name| name.pick(tag))
    }
}
