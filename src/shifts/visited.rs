//! Who is visited, and where: for who was approved, in its time.

use leptos::prelude::*;
use linli_domain::person::{Doorstep, Visited};

use super::facts::Facts;
use crate::locales::{checkin as words, say, say_with};
use crate::ui::{ButtonKind, Glyph, LinkButton};

/// Name, address, telephone and door word; or that they show later. Nothing where it is no visit of the reader's.
#[component]
pub fn WhomToVisit(
    /// Of which shift.
    facts: Memo<Option<Facts>>,
) -> impl IntoView {
    let visit = Memo::new(move |_| facts.with(|f| f.as_ref().and_then(|f| f.visit.clone())));
    move || {
        visit.get().map(|visit| match visit {
            Doorstep::Later => {
                view! { <p class="second">{say(words::address_later)}</p> }.into_any()
            }
            Doorstep::Open(visited) => open(*visited),
        })
    }
}

fn open(visited: Visited) -> AnyView {
    let Visited {
        name,
        phone,
        address,
        door_word,
    } = visited;
    let whose = name.clone();
    let row = |label, said: String| view! { <div><dt>{label}</dt><dd>{said}</dd></div> };
    view! {
        <dl class="known visited">
            {row(say(words::whom), name)}
            {address.map(|address| row(say(words::address), address))}
            <div>
                <dt>{say(words::door_word)}</dt>
                <dd><strong class="door-word">{door_word}</strong><span class="second">{say(words::door_word_hint)}</span></dd>
            </div>
        </dl>
        {phone.map(|phone| view! {
            <LinkButton href=format!("tel:{phone}") kind=ButtonKind::Quiet icon=Glyph::Phone>{say_with(move |l| words::call_resident(l, &whose))}</LinkButton>
        })}
    }
    .into_any()
}
