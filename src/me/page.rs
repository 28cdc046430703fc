//! The page: who I am, what I did, what I promised, and how this device is set.

use leptos::prelude::*;
use leptos_router::components::A;
use linli_domain::{DocumentKey, ShiftId};
use linli_sync::Snapshot;

use super::{
    backup::DeviceContent, devices::MyDevices, erase::EraseMe, export::MyCopy, helpers::MyHelpers,
    settings::Settings, sign_out::SignOut,
};
use crate::history::History;
use crate::joining::MyTeams;
use crate::keys::MyKeys;
use crate::locales::{Lang, common, me as words, say, say_with};
use crate::session::use_session;
use crate::shifts::{Facts, MyCard, StateMark, facts_of, of};
use crate::ui::{Card, PageHeader};
use crate::words as sentences;

/// How many of the coming shifts show.
const MOST: usize = 12;

/// Who somebody is, in two lines.
fn who(s: &Snapshot) -> Option<(String, String)> {
    s.me().map(|me| (me.about.name, me.about.volunteer_no))
}

/// The coming shifts that the reader is on.
fn coming(s: &Snapshot) -> Vec<ShiftId> {
    let shifts = s.shifts();
    let mine = shifts
        .iter()
        .filter(|seen| seen.about.span.end > s.now)
        .filter_map(|seen| Facts::of(s, seen.id, Lang::En))
        .filter(Facts::is_mine);
    mine.take(MOST).map(|facts| facts.seen.id).collect()
}

/// Me 我的: records, card, settings.
#[component]
pub fn MePage() -> impl IntoView {
    let session = use_session();
    let who = Memo::new(move |_| session.read(who).flatten());
    let title = say_with(move |lang| {
        who.get()
            .map_or_else(|| words::title(lang).to_owned(), |(name, _)| name)
    });
    let small = say_with(move |lang| match who.get() {
        Some((_, number)) => format!("{} {number}", words::volunteer_number(lang)),
        None => String::new(),
    });
    let document = Signal::derive(move || {
        let me = session.read(|s| s.person)?;
        Some(DocumentKey::Person(me))
    });
    let version = say_with(|lang| words::version(lang, env!("CARGO_PKG_VERSION")));
    view! {
        <div class="page me">
            <PageHeader title small=MaybeProp::derive(move || Some(small.get()).filter(|s| !s.is_empty())) eaves=true />
            <Show when=move || session.keeps_hours()><Hours /></Show>
            <MyShifts />
            <MyTeams />
            <MyCard />
            <MyHelpers />
            <Settings />
            <DeviceContent />
            <MyKeys />
            <MyDevices />
            <MyCopy />
            <History document />
            <EraseMe />
            <SignOut />
            <p class="second me-version">{version}</p>
        </div>
    }
}

/// Hours and times altogether, and the way to the records.
#[component]
fn Hours() -> impl IntoView {
    let session = use_session();
    let sum = Memo::new(move |_| {
        session
            .read(|s| {
                let records = s.my_records();
                let minutes: u32 = records.iter().map(|record| record.minutes).sum();
                (minutes, u32::try_from(records.len()).unwrap_or(u32::MAX))
            })
            .unwrap_or_default()
    });
    let hours = say_with(move |lang| sentences::length(lang, sum.get().0));
    view! {
        <section class="sum">
            <dl>
                <div><dt>{say(words::my_hours)}</dt><dd>{hours}</dd></div>
                <div><dt>{say(words::times_served)}</dt><dd>{move || sum.get().1}</dd></div>
            </dl>
            <A href="/me/records" attr:class="sum-link">{say(words::my_records)}</A>
        </section>
    }
}

/// The coming shifts.
#[component]
fn MyShifts() -> impl IntoView {
    let session = use_session();
    let ids = Memo::new(move |_| session.read(coming).unwrap_or_default());
    view! {
        <section class="section">
            <div class="section-head">
                <h2>{say(words::my_shifts)}</h2>
                <A href="/help">{say(common::tab_help)}</A>
            </div>
            <For each=move || ids.get() key=|id| *id let:id><MyShift id /></For>
            <Show when=move || ids.with(Vec::is_empty)>
                <p class="second">{say(words::no_shifts)}</p>
            </Show>
        </section>
    }
}

/// One of them.
#[component]
fn MyShift(id: ShiftId) -> impl IntoView {
    let facts = facts_of(Signal::stored(Some(id)));
    let action = move || view! { <StateMark facts /> };
    view! {
        <Card title=of(facts, |f| f.title.clone()) href=format!("/help/{id}") action>
            <p class="dots">
                <span>{of(facts, |f| f.day.clone())} " " <span class="whole">{of(facts, |f| f.hours.clone())}</span></span>
                <span>{of(facts, |f| f.place.clone())}</span>
            </p>
        </Card>
    }
}
