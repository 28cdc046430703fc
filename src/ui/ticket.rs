//! The ticket: what I have promised, as a paper slip with a torn edge.

use leptos::prelude::*;

use super::ids::fresh_id;

/// A promise: when at its left, large; what, where and with whom beside it; the seal; what to do now below.
#[component]
pub fn Ticket(
    /// The day as one says it: 今天.
    #[prop(into)]
    day: Signal<String>,
    /// The time it starts: `09:00`.
    #[prop(into)]
    time: Signal<String>,
    /// How long until then, or until when it lasts.
    #[prop(optional, into)]
    until: MaybeProp<String>,
    /// The heading, which also names the ticket.
    #[prop(into)]
    title: Signal<String>,
    /// A [`Seal`](super::Seal) once the authority has confirmed, or a badge before.
    #[prop(optional, into)]
    seal: Option<ViewFn>,
    /// Buttons: one main action, quiet ones in a `.two` under it.
    #[prop(optional, into)]
    actions: Option<ViewFn>,
    /// Saved, not sent: the slip's edge is dashed.
    #[prop(optional, into)]
    pending: Signal<bool>,
    /// Lines under the heading: place, lead.
    children: Children,
) -> impl IntoView {
    let id = fresh_id("ticket");
    view! {
        <article class="ticket" data-pending=move || pending.get().then_some("") aria-labelledby=id>
            <div class="ticket-paper">
                <p class="ticket-slip">
                    <span class="ticket-day">{day}</span>
                    <span class="ticket-time">{time}</span>
                    {move || until.get().map(|until| view! { <span class="ticket-until">{until}</span> })}
                </p>
                <div class="ticket-body">
                    <div class="ticket-words">
                        <h3 id=id.clone()>{title}</h3>
                        {children()}
                    </div>
                    {seal.map(|seal| view! { <div class="ticket-seal">{seal.run()}</div> })}
                </div>
                {actions.map(|actions| view! { <div class="ticket-actions">{actions.run()}</div> })}
            </div>
        </article>
    }
}
