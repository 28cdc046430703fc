//! What the reader has promised: the next shift in full, the news below it, the others as slips.

use leptos::prelude::*;
use linli_domain::{
    ShiftId,
    shift::{Phase, SignUpState},
};
use linli_sync::Snapshot;

use super::{led::led, notices::Notices, ticket::Promise};
use crate::locales::{Lang, say, today as words};
use crate::session::use_session;
use crate::shifts::Facts;
use crate::ui::{ButtonKind, EmptyState, LinkButton};

/// How many slips show beside the next shift.
const OTHERS: usize = 2;

/// Whether it belongs on Today: still to come, or going on, or left a moment ago.
fn is_due(facts: &Facts, s: &Snapshot) -> bool {
    if facts.seen.phase == Phase::Cancelled {
        return false;
    }
    match facts.own() {
        Some(SignUpState::CheckedIn) => true,
        Some(SignUpState::CheckedOut) => facts.today,
        Some(state) if state.is_live() => s.now < facts.seen.about.span.end || facts.check_in_open,
        Some(SignUpState::NotRecorded) => facts.check_in_open,
        _ => false,
    }
}

/// The reader's shifts that are due, the most pressing first.
pub fn due(s: &Snapshot) -> Vec<ShiftId> {
    let mut due: Vec<Facts> = s
        .shifts()
        .iter()
        .filter(|seen| seen.own.is_some())
        .filter_map(|seen| Facts::of(s, seen.id, Lang::En))
        .filter(|facts| is_due(facts, s))
        .collect();
    due.sort_by_key(|facts| {
        let left = facts.own() == Some(SignUpState::CheckedOut);
        (left, !facts.is_here(), facts.seen.about.span.start)
    });
    due.iter().map(|facts| facts.seen.id).collect()
}

/// The tickets.
#[component]
pub fn Promises() -> impl IntoView {
    let session = use_session();
    let due = Memo::new(move |_| session.read(due).unwrap_or_default());
    let first = Memo::new(move |_| due.with(|due| due.first().copied()));
    let leads = Memo::new(move |_| session.read(|s| !led(s).is_empty()).unwrap_or(false));
    let others =
        move || due.with(|due| due.iter().skip(1).take(OTHERS).copied().collect::<Vec<_>>());
    let go = || view! { <LinkButton href="/help" kind=ButtonKind::Quiet>{say(words::go_and_help)}</LinkButton> };
    view! {
        <h2 class="only-heard">{say(words::my_shifts)}</h2>
        {move || match first.get() {
            Some(id) => view! { <Promise id full=true /><Notices /> }.into_any(),
            None if leads.get() => view! { <Notices /> }.into_any(),
            None => view! { <Notices /><EmptyState words=say(words::nothing_promised) action=go /> }.into_any(),
        }}
        <For each=others key=|id| *id let:id><Promise id full=false /></For>
    }
}
