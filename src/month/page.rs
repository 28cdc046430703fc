//! The page: which month, of which community, and what can be done with its report.

use super::{report::Report, submit::Submit, told};
use crate::{
    cases::{level, listing},
    history::History,
    locales::{desk, month as words, say, say_with, use_lang},
    platform::file,
    session::{Session, use_session},
    ui::{Button, ButtonKind, Glyph, LinkButton, ListState, PageHeader, SelectField, use_toasts},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use linli_domain::{
    Audience, Month,
    month::MonthReport,
    place::{Level, PlaceCode},
};

/// The communities whose desk the reader works at.
fn desks(session: Session) -> Vec<PlaceCode> {
    let desks = session.read(|seen| {
        let desks = seen.audiences.iter().filter_map(|audience| match audience {
            Audience::Desk(place) => Some(place.clone()),
            _ => None,
        });
        desks.collect::<Vec<_>>()
    });
    desks.unwrap_or_default()
}

/// Month 月报.
#[component]
pub fn MonthPage() -> impl IntoView {
    let session = use_session();
    let desks = Memo::new(move |_| desks(session));
    let state = listing(session, move || desks.read().is_empty());
    view! {
        <div class="page month-page">
            <PageHeader title=say(words::title) back="/desk" />
            <ListState state empty=say(desk::not_for_you) retry=move || session.refresh()><Chosen desks /></ListState>
        </div>
    }
}

/// The month that the address names, else the present one.
#[component]
fn Chosen(desks: Memo<Vec<PlaceCode>>) -> impl IntoView {
    let (session, lang) = (use_session(), use_lang());
    let query = use_query_map();
    let chosen = RwSignal::new(String::new());
    let place = Memo::new(move |_| {
        let named = chosen.read().parse::<PlaceCode>().ok();
        let desks = desks.read();
        named
            .filter(|named| desks.contains(named))
            .or_else(|| desks.first().cloned())
    });
    let month = Memo::new(move |_| {
        let named = query.with(|query| query.get("month")?.parse::<Month>().ok());
        named.or_else(|| session.read(|seen| seen.profile.whole().month_of(seen.now)))
    });
    let report = Memo::new(move |_| {
        let (place, month) = (place.get()?, month.get()?);
        session.read(|seen| seen.month(&place, month)).flatten()
    });
    // Until it is submitted nothing has happened to it.
    let document = Memo::new(move |_| {
        let report = report.read();
        let submitted = report.as_ref().filter(|report| report.submitted.is_some());
        submitted.map(MonthReport::key)
    });
    let choices = Signal::derive(move || {
        let name = |place: &PlaceCode| {
            let name = session.read(|seen| seen.place_name(place, lang.get().tag()));
            (place.to_string(), name.unwrap_or_default())
        };
        desks.read().iter().map(name).collect::<Vec<_>>()
    });
    let state = listing(session, move || report.read().is_none());
    let open = Memo::new(move |_| {
        let report = report.read();
        let report = report.as_ref()?;
        let open = report.submitted.is_none();
        open.then(|| (report.desk.clone(), report.month))
    });
    view! {
        <Show when=move || 1 < desks.read().len()>
            <SelectField label=level(session, Level::Community) value=chosen options=choices />
        </Show>
        <Turn month />
        <ListState state empty=say(words::nothing_yet) retry=move || session.refresh()>
            <Report report />
            {move || open.get().map(|(place, month)| view! { <Submit place month /> })}
            <Take report />
            <History document />
        </ListState>
    }
}

/// The month, and the ways to its neighbours. The links stay, so that the focus does.
#[component]
fn Turn(month: Memo<Option<Month>>) -> impl IntoView {
    let to = move |which: fn(Month) -> Month| {
        Signal::derive(move || {
            let month = month.get().map(which);
            month.map_or_else(String::new, |month| format!("/desk/month?month={month}"))
        })
    };
    let name = say_with(move |lang| {
        let month = month.get();
        month.map_or_else(String::new, |month| words::name(lang, month))
    });
    view! {
        <nav class="month-turn" aria-label=say(words::choose)>
            <LinkButton href=to(Month::previous) kind=ButtonKind::Quiet small=true icon=Glyph::ChevronLeft>{say(words::previous)}</LinkButton>
            <strong role="status">{name}</strong>
            <LinkButton href=to(Month::next) kind=ButtonKind::Quiet small=true icon=Glyph::ChevronRight>{say(words::next)}</LinkButton>
        </nav>
    }
}

/// On paper, and as a file.
#[component]
fn Take(report: Memo<Option<MonthReport>>) -> impl IntoView {
    let (session, lang, toasts) = (use_session(), use_lang(), use_toasts());
    // A browser that does not print says so itself.
    let print = move || drop(window().print());
    let save = move || {
        let lang = lang.get_untracked();
        let Some(report) = report.get_untracked() else {
            return;
        };
        let table = session.snapshot.with_untracked(|seen| {
            let seen = seen.as_ref()?;
            Some(told::csv(lang, &report, seen))
        });
        let name = format!("linli-{}-{}.csv", report.desk, report.month);
        let saved = table.is_some_and(|table| file::save(&name, "text/csv;charset=utf-8", &table));
        toasts.show(match saved {
            true => words::csv_saved(lang),
            false => words::csv_failed(lang),
        });
    };
    view! {
        <div class="two">
            <Button kind=ButtonKind::Quiet icon=Glyph::Printer on_press=print>{say(words::print)}</Button>
            <Button kind=ButtonKind::Quiet icon=Glyph::Download on_press=save>{say(words::csv)}</Button>
        </div>
    }
}
