//! Dates, times and numbers, by the browser's own Intl, in the language in use and the community's time zone.
//!
//! Instants are epoch milliseconds. A zone is an IANA name; one that the browser does not know falls back to
//! [`DEFAULT_ZONE`]. Making an Intl formatter costs about a millisecond on an old phone, so each is made once.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::{Lang, common};

/// The time zone of a community whose profile names none.
pub const DEFAULT_ZONE: &str = "Asia/Shanghai";

thread_local! {
    static ZONE: Cell<&'static str> = const { Cell::new(DEFAULT_ZONE) };
    static HOURS_KEPT: Cell<bool> = const { Cell::new(true) };
}

/// The community's time zone, as its profile says.
#[must_use]
pub fn zone() -> &'static str {
    ZONE.get()
}

/// From now on times are told in that zone.
pub fn set_zone(name: &str) {
    if zone() != name {
        // Its name stays in memory: a community moves to another zone once in its life.
        ZONE.set(Box::leak(name.into()));
    }
}

/// Whether the community keeps hours, as its profile says: where it does not, nothing speaks of them.
#[must_use]
pub fn hours_kept() -> bool {
    HOURS_KEPT.get()
}

/// From now on hours are spoken of, or not.
pub fn set_hours_kept(kept: bool) {
    HOURS_KEPT.set(kept);
}

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// The time of day on a 24-hour clock: `09:00`.
#[must_use]
pub fn time(lang: Lang, at: i64, zone: &str) -> String {
    date_time(lang, at, zone, Shape::Time)
}

/// The day with its weekday: `Thu 26 Nov`, `周四 11月26日`.
#[must_use]
pub fn day(lang: Lang, at: i64, zone: &str) -> String {
    format!(
        "{} {}",
        weekday(lang, at, zone),
        date_time(lang, at, zone, Shape::Day)
    )
}

/// "26 Nov".
#[must_use]
pub fn month_day(lang: Lang, at: i64, zone: &str) -> String {
    date_time(lang, at, zone, Shape::Day)
}

/// The weekday alone: `Thu`, `周四`.
#[must_use]
pub fn weekday(lang: Lang, at: i64, zone: &str) -> String {
    date_time(lang, at, zone, Shape::Weekday)
}

/// The day with its year, for records: `26 November 2026`, `2026年11月26日`.
#[must_use]
pub fn date(lang: Lang, at: i64, zone: &str) -> String {
    date_time(lang, at, zone, Shape::Date)
}

/// The day as one says it: today, tomorrow, yesterday, else as [`day`].
#[must_use]
pub fn near_day(lang: Lang, at: i64, now: i64, zone: &str) -> String {
    let that = iso_day(at, zone);
    if that == iso_day(now, zone) {
        common::today(lang).to_owned()
    } else if that == iso_day(now + DAY, zone) {
        common::tomorrow(lang).to_owned()
    } else if that == iso_day(now - DAY, zone) {
        common::yesterday(lang).to_owned()
    } else {
        day(lang, at, zone)
    }
}

/// From one time to another: `14:00–16:00`; over midnight the second carries its day.
#[must_use]
pub fn span(lang: Lang, from: i64, to: i64, zone: &str) -> String {
    let (start, end) = (time(lang, from, zone), time(lang, to, zone));
    if iso_day(from, zone) == iso_day(to, zone) {
        format!("{start}–{end}")
    } else {
        format!("{start} – {} {end}", day(lang, to, zone))
    }
}

/// How far `at` is from `now`, in its largest unit, hours and days to the nearest: `in 25 minutes`, `25分钟后`, `2 days ago`.
#[must_use]
pub fn relative(lang: Lang, at: i64, now: i64) -> String {
    let distance = at - now;
    let (value, unit) = match distance.abs() {
        d if d < MINUTE => (distance.signum(), "minute"),
        d if d < HOUR => (distance / MINUTE, "minute"),
        d if d < DAY => (nearest(distance, HOUR), "hour"),
        _ => (nearest(distance, DAY), "day"),
    };
    let formatter = cached(lang, "", Shape::Relative);
    let said = call_method(&formatter, "format", &[(value as f64).into(), unit.into()]);
    match lang {
        Lang::En => said,
        // Space between numbers and characters is the style sheet's.
        _ => said.replace(' ', ""),
    }
}

/// So many of a unit, to the nearest.
const fn nearest(distance: i64, unit: i64) -> i64 {
    (distance + distance.signum() * unit / 2) / unit
}

/// A number with the language's grouping: `1,689`.
#[must_use]
pub fn number(lang: Lang, value: f64) -> String {
    call_method(&cached(lang, "", Shape::Number), "format", &[value.into()])
}

/// Minutes of service as hours, to one decimal: `2.5 hours`, `2.5小时`.
#[must_use]
pub fn hours(lang: Lang, minutes: u32) -> String {
    let tenths = (f64::from(minutes) / 6.0).floor() / 10.0;
    common::hours(lang, &number(lang, tenths), minutes == 60)
}

/// The calendar day in the zone as `2026-11-26`: what date inputs take, and what tells two days apart.
#[must_use]
pub fn iso_day(at: i64, zone: &str) -> String {
    date_time(Lang::En, at, zone, Shape::IsoDay)
}

/// The time of day as `09:00`: what time inputs take.
#[must_use]
pub fn iso_time(at: i64, zone: &str) -> String {
    time(Lang::En, at, zone)
}

/// The instant of a date input's `2026-11-26` and a time input's `09:00` in the zone. `None` if either is not such.
///
/// A time that a change of clocks skips is taken by the offset before the change.
#[must_use]
pub fn instant(day: &str, time: &str, zone: &str) -> Option<i64> {
    let wall = js_sys::Date::parse(&format!("{day}T{time}:00Z"));
    if !wall.is_finite() {
        return None;
    }
    let wall = wall as i64;
    let first = wall - offset(wall, zone)?;
    Some(wall - offset(first, zone)?)
}

/// Local wall time less UTC, in milliseconds.
fn offset(at: i64, zone: &str) -> Option<i64> {
    let wall = js_sys::Date::parse(&format!("{}T{}:00Z", iso_day(at, zone), iso_time(at, zone)));
    wall.is_finite()
        .then(|| wall as i64 - at.div_euclid(MINUTE) * MINUTE)
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Shape {
    Time,
    Day,
    Weekday,
    Date,
    IsoDay,
    Relative,
    Number,
}

impl Shape {
    /// The Intl constructor, and the options for it.
    fn recipe(self) -> (&'static str, &'static [(&'static str, &'static str)]) {
        match self {
            Shape::Time => (
                "DateTimeFormat",
                &[
                    ("hour", "2-digit"),
                    ("minute", "2-digit"),
                    ("hourCycle", "h23"),
                ],
            ),
            Shape::Day => ("DateTimeFormat", &[("month", "short"), ("day", "numeric")]),
            Shape::Weekday => ("DateTimeFormat", &[("weekday", "short")]),
            Shape::Date => (
                "DateTimeFormat",
                &[("year", "numeric"), ("month", "long"), ("day", "numeric")],
            ),
            Shape::IsoDay => (
                "DateTimeFormat",
                &[
                    ("year", "numeric"),
                    ("month", "2-digit"),
                    ("day", "2-digit"),
                ],
            ),
            Shape::Relative => ("RelativeTimeFormat", &[("numeric", "always")]),
            Shape::Number => ("NumberFormat", &[("maximumFractionDigits", "1")]),
        }
    }
}

fn date_time(lang: Lang, at: i64, zone: &str, shape: Shape) -> String {
    let formatter = cached(lang, zone, shape);
    // `format` is a getter that gives a function bound to the formatter.
    Reflect::get(&formatter, &"format".into())
        .ok()
        .and_then(|format| format.dyn_into::<Function>().ok())
        .and_then(|format| format.call1(&JsValue::UNDEFINED, &(at as f64).into()).ok())
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}

thread_local! {
    static FORMATTERS: RefCell<HashMap<(Lang, String, Shape), JsValue>> = RefCell::default();
}

fn cached(lang: Lang, zone: &str, shape: Shape) -> JsValue {
    FORMATTERS.with_borrow_mut(|formatters| {
        formatters
            .entry((lang, zone.to_owned(), shape))
            .or_insert_with(|| {
                make(lang, zone, shape)
                    .or_else(|| make(lang, DEFAULT_ZONE, shape))
                    .unwrap_or(JsValue::UNDEFINED)
            })
            .clone()
    })
}

fn make(lang: Lang, zone: &str, shape: Shape) -> Option<JsValue> {
    let (constructor, options) = shape.recipe();
    let object = Object::new();
    for (key, value) in options {
        Reflect::set(&object, &(*key).into(), &(*value).into()).ok()?;
    }
    if constructor == "DateTimeFormat" {
        Reflect::set(&object, &"timeZone".into(), &zone.into()).ok()?;
    }
    // Swedish writes dates the way machines read them.
    let locale = if shape == Shape::IsoDay {
        "sv-SE"
    } else {
        lang.locale()
    };
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let constructor: Function = Reflect::get(&intl, &constructor.into())
        .ok()?
        .dyn_into()
        .ok()?;
    Reflect::construct(&constructor, &Array::of2(&locale.into(), &object)).ok()
}

fn call_method(on: &JsValue, method: &str, arguments: &[JsValue]) -> String {
    Reflect::get(on, &method.into())
        .ok()
        .and_then(|function| function.dyn_into::<Function>().ok())
        .and_then(|function| {
            function
                .apply(on, &arguments.iter().collect::<Array>())
                .ok()
        })
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    /// Thursday, 26 November 2026, 09:00 in Shanghai.
    const NINE: i64 = 1_795_654_800_000;

    #[wasm_bindgen_test]
    fn a_day_and_a_time_are_the_communitys_own_wherever_the_phone_is() {
        assert_eq!(time(Lang::En, NINE, DEFAULT_ZONE), "09:00");
        assert_eq!(time(Lang::En, NINE, "Europe/Berlin"), "02:00");
        assert_eq!(day(Lang::En, NINE, DEFAULT_ZONE), "Thu 26 Nov");
        assert_eq!(day(Lang::Hans, NINE, DEFAULT_ZONE), "周四 11月26日");
        assert_eq!(day(Lang::Hant, NINE, DEFAULT_ZONE), "週四 11月26日");
        assert_eq!(time(Lang::Hans, NINE - 9 * HOUR, DEFAULT_ZONE), "00:00");
    }

    #[wasm_bindgen_test]
    fn near_days_have_their_words() {
        assert_eq!(
            near_day(Lang::Hans, NINE, NINE - 2 * HOUR, DEFAULT_ZONE),
            "今天"
        );
        assert_eq!(
            near_day(Lang::Hans, NINE, NINE - 10 * HOUR, DEFAULT_ZONE),
            "明天"
        );
        assert_eq!(
            near_day(Lang::En, NINE, NINE + DAY, DEFAULT_ZONE),
            "Yesterday"
        );
    }

    #[wasm_bindgen_test]
    fn a_span_over_midnight_says_its_second_day() {
        assert_eq!(
            span(Lang::En, NINE, NINE + 2 * HOUR, DEFAULT_ZONE),
            "09:00–11:00"
        );
        assert_eq!(
            span(Lang::En, NINE, NINE + 16 * HOUR, DEFAULT_ZONE),
            "09:00 – Fri 27 Nov 01:00"
        );
    }

    #[wasm_bindgen_test]
    fn distances_and_hours_read_as_spoken() {
        assert_eq!(
            relative(Lang::En, NINE, NINE - 25 * MINUTE),
            "in 25 minutes"
        );
        assert_eq!(relative(Lang::Hans, NINE, NINE - 25 * MINUTE), "25分钟后");
        assert_eq!(relative(Lang::En, NINE, NINE + 2 * DAY), "2 days ago");
        assert_eq!(
            relative(Lang::En, NINE, NINE - 2 * HOUR - 49 * MINUTE),
            "in 3 hours"
        );
        assert_eq!(relative(Lang::En, NINE, NINE - 1), "in 1 minute");
        assert_eq!(hours(Lang::En, 60), "1 hour");
        assert_eq!(hours(Lang::En, 150), "2.5 hours");
        assert_eq!(hours(Lang::Hans, 95), "1.5小时");
        assert_eq!(number(Lang::En, 1689.0), "1,689");
    }

    #[wasm_bindgen_test]
    fn what_a_form_holds_becomes_an_instant_and_back() {
        assert_eq!(instant("2026-11-26", "09:00", DEFAULT_ZONE), Some(NINE));
        assert_eq!(iso_day(NINE, DEFAULT_ZONE), "2026-11-26");
        assert_eq!(iso_time(NINE, DEFAULT_ZONE), "09:00");
        assert_eq!(instant("", "09:00", DEFAULT_ZONE), None);
        // Berlin put its clocks back on 25 October 2026 at three.
        let morning = instant("2026-10-25", "09:00", "Europe/Berlin");
        assert_eq!(
            morning.map(|at| time(Lang::En, at, "Europe/Berlin")),
            Some("09:00".into())
        );
    }

    #[wasm_bindgen_test]
    fn a_zone_that_the_browser_does_not_know_falls_back() {
        assert_eq!(time(Lang::En, NINE, "Mars/Olympus"), "09:00");
    }
}
