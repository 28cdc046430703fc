//! Card: one thing on the page, with its heading, its lines and at most one main action.

use leptos::prelude::*;
use leptos_router::components::A;

use super::icon::{Glyph, Icon};
use super::ids::fresh_id;

/// What a card's edge says. The words say it too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CardEdge {
    /// Nothing in particular.
    #[default]
    Plain,
    /// Urgent: red, with a band.
    Urgent,
    /// Saved, not sent: dashed.
    Pending,
    /// Not possible: struck.
    Refused,
}

impl CardEdge {
    fn name(self) -> &'static str {
        match self {
            CardEdge::Plain => "plain",
            CardEdge::Urgent => "urgent",
            CardEdge::Pending => "pending",
            CardEdge::Refused => "refused",
        }
    }
}

/// A card. `action` stands at the right where there is room for it, below where there is not.
#[component]
pub fn Card(
    /// The heading, which also names the card.
    #[prop(into)]
    title: Signal<String>,
    /// Where its heading leads, if anywhere.
    #[prop(optional, into)]
    href: MaybeProp<String>,
    /// What its edge says.
    #[prop(optional, into)]
    edge: Signal<CardEdge>,
    /// The main action, small.
    #[prop(optional, into)]
    action: Option<ViewFn>,
    /// More, under a line: details, second actions, reasons.
    #[prop(optional, into)]
    more: Option<ViewFn>,
    /// The lines under the heading.
    children: Children,
) -> impl IntoView {
    let id = fresh_id("card");
    let heading = move || match href.get() {
        Some(href) => {
            view! { <A href attr:class="card-link">{title}<Icon glyph=Glyph::ChevronRight /></A> }
                .into_any()
        }
        None => title.into_any(),
    };
    view! {
        <article class="card" data-edge=move || edge.get().name() aria-labelledby=id>
            <div class="card-head">
                <div class="card-words">
                    <h3 id=id.clone()>{heading}</h3>
                    {children()}
                </div>
                {action.map(|action| view! { <div class="card-action">{action.run()}</div> })}
            </div>
            {more.map(|more| view! { <div class="card-more">{more.run()}</div> })}
        </article>
    }
}
