//! The shifts that the reader leads: those of the coming week, and those whose hours are open.

use chrono::TimeDelta;
use leptos::prelude::*;
use linli_domain::{ShiftId, shift::Phase};
use linli_sync::Snapshot;

use crate::locales::{Lang, common, roster, say, say_with, today as words};
use crate::session::use_session;
use crate::shifts::{Facts, facts_of, of};
use crate::ui::{Bar, ButtonKind, Card, LinkButton};

/// How many show.
const FEW: usize = 4;

/// What the reader leads.
pub fn led(s: &Snapshot) -> Vec<ShiftId> {
    let soon = s.now + TimeDelta::days(7);
    let shifts = s.shifts();
    let led = shifts
        .iter()
        .filter(|seen| match seen.phase {
            Phase::Draft | Phase::Cancelled | Phase::Recorded => false,
            Phase::Ended => seen.counts.taken > 0,
            _ => seen.about.span.start < soon,
        })
        .filter_map(|seen| Facts::of(s, seen.id, Lang::En))
        .filter(|facts| facts.led);
    let mut led: Vec<Facts> = led.collect();
    led.sort_by_key(|f| (f.seen.phase == Phase::Ended, f.seen.about.span.start));
    led.iter().take(FEW).map(|f| f.seen.id).collect()
}

/// What the reader leads, each with its roster.
#[component]
pub fn Led() -> impl IntoView {
    let session = use_session();
    let ids = Memo::new(move |_| session.read(led).unwrap_or_default());
    view! {
        <Show when=move || !ids.with(Vec::is_empty)>
            <section class="section">
                <div class="section-head"><h2>{say(words::i_lead)}</h2></div>
                <For each=move || ids.get() key=|id| *id let:id><LedCard id /></For>
            </section>
        </Show>
    }
}

/// One of them.
#[component]
fn LedCard(id: ShiftId) -> impl IntoView {
    let facts = facts_of(Signal::stored(Some(id)));
    let taken = of(facts, |f| u32::from(f.seen.counts.taken));
    let slots = of(facts, |f| u32::from(f.seen.about.slots));
    let ended = of(facts, |f| f.seen.phase == Phase::Ended);
    let action = move || view! { <LinkButton href=format!("/roster/{id}") kind=ButtonKind::Quiet small=true>{say(roster::title)}</LinkButton> };
    let how = say_with(move |lang| {
        if ended.get() {
            crate::words::phase(lang, Phase::Ended).to_owned()
        } else {
            common::places_taken(lang, taken.get(), slots.get())
        }
    });
    let more = move || view! { <Bar taken of=slots /> };
    view! {
        <Card title=of(facts, |f| f.title.clone()) action more>
            <p class="dots">
                <span>{of(facts, |f| f.day.clone())} " " <span class="whole">{of(facts, |f| f.hours.clone())}</span></span>
                <span>{of(facts, |f| f.place.clone())}</span>
            </p>
            <p>{how}</p>
        </Card>
    }
}
