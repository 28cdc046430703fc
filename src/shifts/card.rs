//! A shift that looks for people, as a card.

use leptos::prelude::*;
use linli_domain::{case::Urgency, shift::Phase};

use super::facts::{Facts, of};
use super::mark::{StateLine, StateMark};
use crate::locales::{common, help as words, say};
use crate::ui::{Button, ButtonKind, Card, CardEdge, LinkButton, Reasons, Status, StatusBadge};

/// What its button offers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Way {
    #[default]
    Nothing,
    SignUp,
    Wait,
}

fn way(facts: &Facts) -> Way {
    match facts.seen.phase {
        _ if facts.is_mine() => Way::Nothing,
        Phase::Open => Way::SignUp,
        Phase::Full => Way::Wait,
        _ => Way::Nothing,
    }
}

fn edge(facts: &Facts, refused: bool) -> CardEdge {
    if refused {
        CardEdge::Refused
    } else if facts.is_mine() && facts.seen.pending {
        CardEdge::Pending
    } else if facts.seen.about.urgency == Urgency::Urgent {
        CardEdge::Urgent
    } else {
        CardEdge::Plain
    }
}

/// A shift with its button: sign up, or join the waiting list. What was refused is told in the card.
#[component]
pub fn OfferCard(
    /// The shift.
    facts: Memo<Option<Facts>>,
    /// Asked, and not yet safe on this device.
    #[prop(into)]
    busy: Signal<bool>,
    /// Why it may not be.
    #[prop(into)]
    reasons: Signal<Vec<String>>,
    /// Signs up; true to join the waiting list.
    #[prop(into)]
    on_sign_up: Callback<(bool,)>,
    /// The reasons were read.
    #[prop(into)]
    on_read: Callback<()>,
) -> impl IntoView {
    let way = Memo::new(move |_| facts.with(|facts| facts.as_ref().map(way).unwrap_or_default()));
    let refused = Memo::new(move |_| !reasons.with(Vec::is_empty));
    let edge = Signal::derive(move || {
        facts.with(|facts| {
            facts
                .as_ref()
                .map(|facts| edge(facts, refused.get()))
                .unwrap_or_default()
        })
    });
    let action = move || {
        move || {
            match way.get() {
            Way::Nothing => view! { <StateMark facts /> }.into_any(),
            Way::SignUp => view! {
                <Button small=true pending=busy on_press=move || on_sign_up.run((false,))>{say(words::sign_up)}</Button>
            }
            .into_any(),
            Way::Wait => view! {
                <Button small=true kind=ButtonKind::Quiet pending=busy on_press=move || on_sign_up.run((true,))>
                    {say(words::join_waiting_list)}
                </Button>
            }
            .into_any(),
        }
        }
    };
    let others = move || {
        view! {
            <span on:click=move |_| on_read.run(())>
                <LinkButton href="/help" kind=ButtonKind::Quiet>{say(words::see_others)}</LinkButton>
            </span>
        }
    };
    let more = move || {
        move || {
            refused.get().then(|| {
                view! {
                    <Reasons title=say(words::cannot_because) reasons=reasons instead=others />
                }
            })
        }
    };
    let urgent = of(facts, |facts| facts.seen.about.urgency == Urgency::Urgent);
    let href = of(facts, |facts| format!("/help/{}", facts.seen.id));
    view! {
        <Card title=of(facts, |facts| facts.title.clone()) href edge action more>
            <Show when=move || urgent.get()>
                <p class="row"><StatusBadge status=Status::Urgent words=say(common::urgent) /></p>
            </Show>
            <p class="dots">
                <span>{of(facts, |facts| facts.day.clone())} " " <span class="whole">{of(facts, |facts| facts.hours.clone())}</span></span>
                <span>{of(facts, |facts| facts.place.clone())}</span>
            </p>
            <StateLine facts />
        </Card>
    }
}
