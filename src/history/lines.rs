//! The lines, as they are read.

use super::sentences::{Sentence, sentence};
use crate::{
    locales::{Lang, common, format, history as words, say, use_lang},
    platform::http::Unsent,
    session::use_session,
    ui::{Button, ButtonKind, EmptyState, Glyph, Icon, ListState, Listing},
    words as sentences,
};
use chrono::TimeDelta;
use leptos::{prelude::*, task::spawn_local};
use linli_domain::{DocumentKey, Kind, time::Instant};
use linli_sync::{History, Line};

/// How far the reading has come.
#[derive(Clone, Debug, PartialEq)]
enum Told {
    Opening,
    Offline,
    Failed,
    There(History),
}

/// Reads them, and again where the document has changed meanwhile.
#[component]
pub fn Lines(document: DocumentKey) -> impl IntoView {
    let session = use_session();
    let read = RwSignal::new(Told::Opening);
    let again = RwSignal::new(0_u32);
    let key = StoredValue::new(document);
    let newest = Memo::new(move |_| {
        let views = |seen: &linli_sync::Snapshot| {
            let held =
                key.with_value(|key| seen.rows.get(key)?.values().map(|held| held.seq).max());
            held.unwrap_or_default()
        };
        session.read(views)
    });
    let reads = move || {
        // Asked for, not only followed: what nobody asks for is not worked out, and changes nothing.
        newest.get();
        again.get();
        let document = key.get_value();
        spawn_local(async move {
            let now = match session.history(&document).await {
                Ok(found) => Told::There(found.unwrap_or_default()),
                Err(Unsent::Offline) => Told::Offline,
                Err(_) => Told::Failed,
            };
            // The section may be folded up by now; what was read before stays where nothing newer is to be had.
            let keep = !matches!(now, Told::There(_));
            let _ = read.try_update(|read| {
                if !(keep && matches!(read, Told::There(_))) {
                    *read = now;
                }
            });
        });
    };
    let retry = move || {
        read.set(Told::Opening);
        again.update(|n| *n += 1);
    };
    let state = Memo::new(move |_| match &*read.read() {
        Told::Opening => Listing::Loading,
        Told::Offline => Listing::Offline,
        Told::Failed => Listing::Failed,
        Told::There(history) if history.lines.is_empty() => Listing::Empty,
        Told::There(_) => Listing::Ready,
    });
    let offline = move || view! { <Offline retry /> };
    view! {
        {reads}
        <Show when=move || state.get() != Listing::Offline fallback=offline>
            <ListState state empty=say(words::nothing) retry>
                <There kind=key.with_value(DocumentKey::kind) read />
            </ListState>
        </Show>
    }
}

#[component]
fn Offline(retry: impl Fn() + Copy + Send + Sync + 'static) -> impl IntoView {
    view! {
        <div class="list-state">
            <Icon glyph=Glyph::CloudOff />
            <p role="status">{say(words::only_with_network)}</p>
            <Button kind=ButtonKind::Quiet icon=Glyph::Refresh on_press=retry>{say(common::try_again)}</Button>
        </div>
    }
}

#[component]
fn There(kind: Kind, read: RwSignal<Told>) -> impl IntoView {
    let (session, lang) = (use_session(), use_lang());
    move || {
        let lang = lang.get();
        let Told::There(history) = read.get() else {
            return view! { <EmptyState words=say(words::nothing) /> }.into_any();
        };
        let now = session.now();
        let lines = history.lines.into_iter();
        let lines = lines.map(|line| view! { <li>{told(lang, kind, line, now)}</li> });
        view! {
            {history.more.then(|| view! { <p class="second">{say(words::earlier)}</p> })}
            <ol class="stack history-lines">{lines.collect_view()}</ol>
        }
        .into_any()
    }
}

/// "Thu 12 Nov 14:05 · Wang Jing accepted the need".
fn told(lang: Lang, kind: Kind, line: Line, now: Instant) -> impl IntoView {
    let (when, Sentence { text, more }) = match line {
        Line::Erased => {
            let text = words::erased(lang).to_owned();
            (
                None,
                Sentence {
                    text,
                    more: Vec::new(),
                },
            )
        }
        Line::Happened(happened) => (
            Some(when(lang, happened.at, now)),
            sentence(lang, kind, &happened),
        ),
    };
    view! {
        <p class="dots">
            {when.map(|when| view! { <span class="second">{when}</span> })}
            <span>{text}</span>
            {more.into_iter().map(|more| view! { <span class="second">{more}</span> }).collect_view()}
        </p>
    }
}

/// With its year where the day alone would mislead.
fn when(lang: Lang, at: Instant, now: Instant) -> String {
    let day = if now - at > TimeDelta::days(300) {
        format::date(lang, sentences::millis(at), sentences::zone())
    } else {
        sentences::day(lang, at)
    };
    format!("{day} {}", sentences::clock(lang, at))
}
