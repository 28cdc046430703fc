//! Empty state: the eaves, a sentence, and the way on.

use leptos::prelude::*;

use super::eaves::Eaves;

/// What a list says when there is nothing in it.
#[component]
pub fn EmptyState(
    /// One sentence.
    #[prop(into)]
    words: Signal<String>,
    /// What to do instead.
    #[prop(optional, into)]
    action: Option<ViewFn>,
) -> impl IntoView {
    view! {
        <div class="empty-state">
            <Eaves />
            <p>{words}</p>
            {action.map(|action| view! { <div class="empty-state-action">{action.run()}</div> })}
        </div>
    }
}
