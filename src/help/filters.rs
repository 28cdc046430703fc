//! Which shifts a reader wants to see. The address keeps it, so that "back" finds the list as it was.

use chrono::{Datelike, Days, NaiveDate};
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};
use linli_domain::{ShiftId, time::Instant};
use linli_sync::{ShiftSeen, Snapshot};

use crate::locales::{format, help as words, say};
use crate::shifts::Prospects;
use crate::ui::{Chip, Chips};
use crate::words::{millis, zone};

/// The chips.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    /// In the reader's own grid, or around it.
    pub near: bool,
    /// Until Sunday.
    pub week: bool,
    /// That the reader could do.
    pub able: bool,
}

impl Filters {
    /// Whether all are off.
    #[must_use]
    pub fn none(self) -> bool {
        self == Filters::default()
    }

    fn address(self) -> String {
        let on = [
            (self.near, "near"),
            (self.week, "week"),
            (self.able, "able"),
        ];
        let on: Vec<String> = on
            .iter()
            .filter(|(on, _)| *on)
            .map(|(_, name)| format!("{name}=1"))
            .collect();
        if on.is_empty() {
            "/help".to_owned()
        } else {
            format!("/help?{}", on.join("&"))
        }
    }
}

/// The filters of the address, tracked.
#[must_use]
pub fn use_filters() -> Memo<Filters> {
    let query = use_query_map();
    Memo::new(move |_| {
        query.with(|query| Filters {
            near: query.get("near").is_some(),
            week: query.get("week").is_some(),
            able: query.get("able").is_some(),
        })
    })
}

fn local_day(at: Instant) -> Option<NaiveDate> {
    format::iso_day(millis(at), zone()).parse().ok()
}

/// Whether a moment is before next Monday.
fn is_this_week(at: Instant, now: Instant) -> bool {
    let (Some(day), Some(today)) = (local_day(at), local_day(now)) else {
        return true;
    };
    let left = 7 - u64::from(today.weekday().num_days_from_monday());
    today
        .checked_add_days(Days::new(left))
        .is_none_or(|monday| day < monday)
}

/// The shifts to show, by start.
#[must_use]
pub fn chosen(s: &Snapshot, found: &Prospects, filters: Filters) -> Vec<ShiftId> {
    let home = s.me().map(|me| me.about.home);
    let fits = |seen: &ShiftSeen| {
        let place = &seen.about.place;
        let near = home
            .as_ref()
            .is_none_or(|home| home.contains(place) || place.contains(home));
        (!filters.near || near)
            && (!filters.week || is_this_week(seen.about.span.start, s.now))
            && (!filters.able || found.fit.contains(&seen.id) || found.mine.contains(&seen.id))
    };
    let open = found.open.iter();
    open.filter(|id| s.shift(**id).is_some_and(|seen| fits(&seen)))
        .copied()
        .collect()
}

/// The chips themselves.
#[component]
pub fn FilterChips(filters: Memo<Filters>) -> impl IntoView {
    let navigate = StoredValue::new_local(use_navigate());
    let go = move |change: fn(&mut Filters)| {
        let mut next = filters.get_untracked();
        change(&mut next);
        let options = NavigateOptions {
            replace: true,
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate.with_value(|navigate| navigate(&next.address(), options));
    };
    let on = move |read: fn(&Filters) -> bool| Signal::derive(move || read(&filters.get()));
    view! {
        <Chips label=say(words::filters)>
            <Chip pressed=on(|f| f.near) on_press=move || go(|f| f.near = !f.near)>{say(words::near_me)}</Chip>
            <Chip pressed=on(|f| f.week) on_press=move || go(|f| f.week = !f.week)>{say(words::this_week)}</Chip>
            <Chip pressed=on(|f| f.able) on_press=move || go(|f| f.able = !f.able)>{say(words::i_can_do)}</Chip>
        </Chips>
    }
}
