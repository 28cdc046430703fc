//! Shifts. A date, or a day of the week for trials: then the coming one, or that of a week that is named.

use super::{ShiftRow, people::date};
use crate::{
    bad::Reason,
    plan::Origin,
    reader::Reader,
    table::Cells,
    words::{ATTENDANCES, DAYS, PARENT_KINDS, ParentKind, SHIFT_KINDS, URGENCIES, WEEKS, code_of},
};
use chrono::{Datelike, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc, Weekday};
use linli_domain::{
    shift::{Parent, Requirements, ShiftAbout},
    time::{Instant, Span, hours},
};

pub(crate) fn shift(reader: &Reader, origin: Origin, cells: &mut Cells) -> Option<ShiftRow> {
    let key = cells.text("number").to_owned();
    let span = span(reader, cells);
    let slots = cells.number("slots", 1, 300);
    if cells.text("slots").is_empty() {
        cells.needed("slots", 3);
    }
    let slots = small(slots.unwrap_or(1));
    let (parent, external_ref) = parent(reader, &key, cells);
    let codes = |cells: &Cells, column| cells.several(column).into_iter().map(code_of).collect();
    let title = reader.local(cells, ["title", "title_en", "title_zh_hant"]);
    let min_staff = cells.number("min_staff", 0, slots.into());
    let sign_up_hours = cells.number("sign_up_hours", 0, 24 * 60);
    let withdraw_hours = cells.number("withdraw_hours", 0, 24 * 60);
    let checklist = checklist(cells);
    let min_age = cells.number("min_age", 0, 120);
    let about = ShiftAbout {
        title,
        text: cells.at_most("text", 2000).to_owned(),
        parent,
        kind: cells.choice("kind", SHIFT_KINDS).unwrap_or_default(),
        attendance: cells.choice("attendance", ATTENDANCES).unwrap_or_default(),
        place: reader.place(cells, "grid"),
        meeting_point: cells.at_most("meeting_point", 200).to_owned(),
        span: span.unwrap_or(Span {
            start: reader.given.now,
            end: reader.given.now,
        }),
        sign_up_by: before(span, sign_up_hours),
        withdraw_by: before(span, withdraw_hours),
        slots,
        min_staff: small(min_staff.unwrap_or(0)),
        requirements: Requirements {
            skills: codes(cells, "skills"),
            trainings: codes(cells, "trainings"),
            min_age: min_age.and_then(|age| u8::try_from(age).ok()),
        },
        risks: cells.at_most("risks", 2000).to_owned(),
        bring: cells.at_most("bring", 2000).to_owned(),
        insurance: cells.flag("insurance").unwrap_or(false),
        checklist,
        organization: reader.team(cells, "team"),
        lead: reader.person(cells, "lead"),
        deputy: reader.person(cells, "deputy"),
        counts_as_volunteer: cells.flag("volunteer").unwrap_or(true),
        urgency: cells.choice("urgency", URGENCIES).unwrap_or_default(),
        external_ref: Some(external_ref),
    };
    (!key.is_empty()).then(|| ShiftRow {
        origin,
        id: reader.shift_id(&key),
        key,
        about,
    })
}

fn small(number: u32) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}

fn before(span: Option<Span>, by: Option<u32>) -> Option<Instant> {
    Some(span?.start - hours(i64::from(by?)))
}

/// What it serves. Only needs are documents so far: of anything else the number is kept as a reference.
fn parent(reader: &Reader, key: &str, cells: &mut Cells) -> (Option<Parent>, String) {
    let kind = cells.choice("parent_kind", PARENT_KINDS);
    let written = cells.at_most("parent", 200);
    match kind {
        Some(ParentKind::Other) if !written.is_empty() => (None, written.to_owned()),
        _ => {
            let need = reader.need(cells, "parent");
            (need.map(Parent::Case), key.to_owned())
        }
    }
}

fn checklist(cells: &mut Cells) -> Vec<String> {
    let items: Vec<String> = cells
        .text("checklist")
        .split([';', '；', '|', '\n'])
        .map(str::trim)
        .filter(|item| !item.is_empty())
        .map(str::to_owned)
        .collect();
    if items.len() > 50 || items.iter().any(|item| item.chars().count() > 200) {
        cells.wrong("checklist", Reason::TooLong { max: 200 });
    }
    items
}

fn span(reader: &Reader, cells: &mut Cells) -> Option<Span> {
    let (start, end) = (time(cells, "start"), time(cells, "end"));
    let weekday = cells.choice("day", DAYS);
    let week = cells.choice("week", WEEKS);
    let dated = cells.some("date");
    let said_day = cells.some("day").is_some();
    if dated.is_some() == said_day {
        cells.wrong("date", Reason::DateOrDay);
        return None;
    }
    let (start, end) = (start?, end?);
    if end <= start {
        cells.wrong("end", Reason::NotAfterStart);
        return None;
    }
    let day = match dated {
        Some(text) => match date(text) {
            Some(day) => day,
            None => {
                cells.wrong("date", Reason::NotADate { found: text.into() });
                return None;
            }
        },
        None => day_of(reader, weekday?, week, end)?,
    };
    let from = instant(reader, cells, "start", day, start)?;
    let to = instant(reader, cells, "end", day, end)?;
    if to <= from {
        cells.wrong("end", Reason::NotAfterStart);
        return None;
    }
    Some(Span {
        start: from,
        end: to,
    })
}

/// A time of day.
fn time(cells: &mut Cells, column: &str) -> Option<NaiveTime> {
    let text = cells.needed(column, 8);
    if text.is_empty() {
        return None;
    }
    let plain = text.replace('：', ":");
    let parsed = NaiveTime::parse_from_str(&plain, "%H:%M")
        .or_else(|_| NaiveTime::parse_from_str(&plain, "%H:%M:%S"));
    if parsed.is_err() {
        cells.wrong(column, Reason::NotATime { found: text.into() });
    }
    parsed.ok()
}

fn instant(
    reader: &Reader,
    cells: &mut Cells,
    column: &str,
    day: NaiveDate,
    time: NaiveTime,
) -> Option<Instant> {
    let local = reader.given.zone.from_local_datetime(&day.and_time(time));
    match local.earliest() {
        Some(at) => Some(at.with_timezone(&Utc)),
        None => {
            cells.wrong(column, Reason::NoSuchLocalTime);
            None
        }
    }
}

/// The day of a named week, or the coming one: today's until the shift is over.
fn day_of(reader: &Reader, weekday: u8, week: Option<i64>, end: NaiveTime) -> Option<NaiveDate> {
    let now = reader.given.now.with_timezone(&reader.given.zone);
    let today = now.date_naive();
    let monday = today.week(Weekday::Mon).checked_first_day()?;
    let day = monday + TimeDelta::days(i64::from(weekday));
    Some(match week {
        Some(week) => day + TimeDelta::weeks(week),
        None if day < today || (day == today && end <= now.time()) => day + TimeDelta::weeks(1),
        None => {
            debug_assert!(day.num_days_from_ce() >= today.num_days_from_ce());
            day
        }
    })
}
