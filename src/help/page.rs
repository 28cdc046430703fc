//! The list.

use leptos::prelude::*;

use super::filters::{FilterChips, chosen, use_filters};
use crate::locales::{help as words, say, say_with};
use crate::session::use_session;
use crate::shifts::{Offer, prospects};
use crate::ui::{ButtonKind, LinkButton, ListState, Listing, PageHeader};

/// Help 去帮忙: the shifts that look for people.
#[component]
pub fn HelpPage() -> impl IntoView {
    let session = use_session();
    let filters = use_filters();
    let found = prospects();
    let ids = Memo::new(move |_| {
        let filters = filters.get();
        found.with(|found| {
            session
                .read(|s| chosen(s, found, filters))
                .unwrap_or_default()
        })
    });
    let looks_ahead = Memo::new(move |_| session.read(|s| s.looks_ahead()) == Some(true));
    let state = Memo::new(move |_| match session.read(|s| s.pulled) {
        Some(true) if filters.get().able && !looks_ahead.get() => Listing::Loading,
        Some(true) if ids.with(Vec::is_empty) => Listing::Empty,
        Some(true) => Listing::Ready,
        _ if session.unreachable.get() => Listing::Offline,
        _ => Listing::Loading,
    });
    let empty = say_with(move |lang| {
        if filters.get().none() {
            words::nothing_open(lang).to_owned()
        } else {
            words::nothing_matches(lang).to_owned()
        }
    });
    let clear = move || {
        (!filters.get_untracked().none())
            .then(|| view! { <LinkButton href="/help" kind=ButtonKind::Quiet>{say(words::clear_filters)}</LinkButton> })
    };
    view! {
        <div class="page">
            <PageHeader title=say(words::title) eaves=true />
            <FilterChips filters />
            <h2 class="only-heard">{say(crate::locales::today::i_can_help)}</h2>
            <ListState state empty empty_action=clear retry=move || session.refresh()>
                <div class="stack offers">
                    <For each=move || ids.get() key=|id| *id let:id><Offer id /></For>
                </div>
            </ListState>
        </div>
    }
}
