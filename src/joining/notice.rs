//! The desk: a notice for a door, with the code that leads to asking for help and the office's telephone beside it.

use leptos::prelude::*;
use linli_domain::{is_phone, opening::Door, place::PlaceCode};
use linli_sync::Snapshot;

use super::code::origin;
use crate::cases::listing;
use crate::locales::{desk, joining as words, refusals, say, say_with, today, use_lang};
use crate::preferences;
use crate::session::use_session;
use crate::ui::{Button, FieldKind, Glyph, ListState, PageHeader, QrCode, SelectField, TextField};

/// What this device remembers of the office's telephone.
const PHONE: &str = "office-phone";

/// The community's places, its own first.
fn places(s: &Snapshot, tag: &str) -> Vec<(String, String)> {
    let Some(me) = s.me() else { return Vec::new() };
    let mut all: Vec<_> = s
        .places()
        .into_iter()
        .filter(|place| me.desk.contains(&place.code))
        .map(|place| (place.code.to_string(), place.name.pick(tag).to_owned()))
        .collect();
    all.sort_by_key(|(code, _)| (*code != me.desk.to_string(), code.clone()));
    all
}

/// Door notice 求助告示.
#[component]
pub fn NoticePage() -> impl IntoView {
    let (session, lang) = (use_session(), use_lang());
    let works = Memo::new(move |_| session.read(Snapshot::runs_desk) == Some(true));
    let state = listing(session, move || !works.get());
    let options = Memo::new(move |_| {
        session
            .read(|s| places(s, lang.get().tag()))
            .unwrap_or_default()
    });
    let place = RwSignal::new(String::new());
    let phone = RwSignal::new(preferences::stored(PHONE).unwrap_or_default());
    Effect::new(move |_| {
        if place.read().is_empty()
            && let Some((code, _)) = options.read().first()
        {
            place.set(code.clone());
        }
    });
    let door = Memo::new(move |_| {
        let code: PlaceCode = place.read().parse().ok()?;
        let phone: String = phone
            .read()
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect();
        (is_phone(&phone)).then_some(Door { place: code, phone })
    });
    let none = Memo::new(move |_| door.read().is_none());
    let link = Memo::new(move |_| {
        door.get()
            .map(|door| door.link(&origin()))
            .unwrap_or_default()
    });
    let name = move || {
        let chosen = place.get();
        let found = options.get().into_iter().find(|(code, _)| *code == chosen);
        found.map(|(_, name)| name).unwrap_or_default()
    };
    let emergency = move || {
        let number = session.read(|s| s.profile.whole().emergency_number().to_owned());
        number.unwrap_or_default()
    };
    // A browser that does not print says so itself.
    let print = move || {
        preferences::store(PHONE, Some(&phone.get_untracked()));
        drop(window().print());
    };
    view! {
        <div class="page">
            <PageHeader title=say(words::door_notice) back="/desk" />
            <ListState state empty=say(desk::not_for_you) retry=move || session.refresh()>
                <p class="second">{say(words::door_notice_hint)}</p>
                <SelectField label=say(refusals::field_place) value=place options />
                <TextField label=say(words::office_phone) value=phone kind=FieldKind::Telephone autocomplete="off" max=20 />
                <Show when=move || door.read().is_some()>
                    <div class="card join-panel">
                        <QrCode text=link label=say(words::notice_picture) />
                        <p>{name}</p>
                    </div>
                </Show>
                <Button icon=Glyph::Printer disabled=none on_press=print>{say(words::print_notice)}</Button>
                <section class="sheet join-sheet" aria-hidden="true">
                    <h1>{say(words::ask_for_help)}</h1>
                    <p class="join-sheet-scan">{say(words::notice_scan)}</p>
                    <QrCode text=link label=say(words::notice_picture) />
                    <p class="join-sheet-scan">{say_with(move |l| words::notice_call(l, phone.get().trim()))}</p>
                    <p>{name}</p>
                    <p>{say_with(move |l| today::not_an_emergency_service(l, &emergency()))}</p>
                </section>
            </ListState>
        </div>
    }
}
