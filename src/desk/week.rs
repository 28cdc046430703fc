//! A week as a calendar: a column a day on a wide screen, a list of days on a phone.

use crate::{
    locales::{common, desk as words, format, say, use_lang},
    session::use_session,
    ui::{Bar, Button, ButtonKind, Glyph},
    words::{self as sentences, millis, zone},
};
use chrono::{Datelike, Days, NaiveDate};
use leptos::prelude::*;
use leptos_router::components::A;
use linli_domain::shift::ShiftState;
use linli_sync::ShiftSeen;

const DAY: i64 = 86_400_000;

/// Days of a week, Monday first, as `2026-11-23`.
fn days(today: &str, ahead: i64) -> Vec<String> {
    let Ok(today) = today.parse::<NaiveDate>() else {
        return Vec::new();
    };
    let back = u64::from(today.weekday().num_days_from_monday());
    let monday =
        today.checked_sub_days(Days::new(back)).unwrap_or(today) + chrono::TimeDelta::weeks(ahead);
    (0..7)
        .map(|n| (monday + chrono::TimeDelta::days(n)).to_string())
        .collect()
}

/// The week.
#[component]
pub fn Week() -> impl IntoView {
    let (session, lang) = (use_session(), use_lang());
    let ahead = RwSignal::new(0_i64);
    let today = Memo::new(move |_| {
        session
            .read(|seen| format::iso_day(millis(seen.now), zone()))
            .unwrap_or_default()
    });
    let week = Memo::new(move |_| {
        let shifts: Vec<ShiftSeen> = session.read(|seen| seen.shifts()).unwrap_or_default();
        let of = |day: &str| {
            let on = shifts
                .iter()
                .filter(|s| !matches!(s.state, ShiftState::Cancelled { .. }));
            on.filter(|s| format::iso_day(millis(s.about.span.start), zone()) == day)
                .cloned()
                .collect::<Vec<_>>()
        };
        days(&today.get(), ahead.get())
            .into_iter()
            .map(|day| (of(&day), day))
            .collect::<Vec<_>>()
    });
    let empty = Memo::new(move |_| week.read().iter().all(|(shifts, _)| shifts.is_empty()));
    let turn = move |by: i64| move || ahead.update(|ahead| *ahead += by);
    let column = move |(shifts, day): (Vec<ShiftSeen>, String)| {
        let l = lang.get();
        let noon = format::instant(&day, "12:00", zone()).unwrap_or(DAY);
        let is_today = today.get() == day;
        let none = shifts.is_empty();
        view! {
            <li class="week-day" data-today=is_today.then_some("") data-empty=none.then_some("")>
                <h3><span class="whole">{format::weekday(l, noon, zone())}</span> <span class="whole">{format::month_day(l, noon, zone())}</span>{is_today.then(|| view! { <small>{common::today(l)}</small> })}</h3>
                <ul>
                    {shifts.into_iter().map(|shift| view! {
                        <li>
                            <A href=format!("/roster/{}", shift.id) attr:class="week-shift">
                                <span class="week-time">
                                    {sentences::clock(l, shift.about.span.start)}
                                    <span>{format!("–{}", sentences::clock(l, shift.about.span.end))}</span>
                                </span>
                                <span class="week-title">{shift.about.title.pick(l.tag()).to_owned()}</span>
                                <Bar taken=u32::from(shift.counts.taken) of=u32::from(shift.about.slots) />
                            </A>
                        </li>
                    }).collect_view()}
                </ul>
            </li>
        }
    };
    view! {
        <section class="section week-section">
            <div class="section-head week-head">
                <h2>{say(words::week)}</h2>
                <div class="row">
                    <Button small=true kind=ButtonKind::Quiet icon=Glyph::ChevronLeft label=say(words::previous_week) on_press=turn(-1)>""</Button>
                    <Show when=move || ahead.get() != 0>
                        <Button small=true kind=ButtonKind::Quiet on_press=move || ahead.set(0)>{say(words::this_week)}</Button>
                    </Show>
                    <Button small=true kind=ButtonKind::Quiet icon=Glyph::ChevronRight label=say(words::next_week) on_press=turn(1)>""</Button>
                </div>
            </div>
            <Show when=move || empty.get()><p class="second">{say(words::nothing_this_week)}</p></Show>
            <ol class="week">{move || week.get().into_iter().map(column).collect_view()}</ol>
        </section>
    }
}
