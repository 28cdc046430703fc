//! The folded section. What it unfolds travels late.

use super::lines::Lines;
use crate::{
    late::late,
    locales::{common, history as words, say},
    session::use_session,
    ui::EmptyState,
};
use leptos::{ev::Event, prelude::*};
use linli_domain::DocumentKey;

late! { history, fn lines(document: DocumentKey) -> AnyView { view! { <Lines document /> }.into_any() } }

/// What happened to a document, for those who may read it; nothing for everybody else.
#[component]
pub fn History(
    /// Which.
    #[prop(into)]
    document: Signal<Option<DocumentKey>>,
) -> impl IntoView {
    let session = use_session();
    let shown = Memo::new(move |_| {
        let key = document.get()?;
        session
            .read(|seen| seen.reads_history(&key).then_some(key))
            .flatten()
    });
    move || shown.get().map(|document| view! { <Folded document /> })
}

#[component]
fn Folded(document: DocumentKey) -> impl IntoView {
    let open = RwSignal::new(false);
    let toggled = move |event: Event| {
        open.set(event_target::<web_sys::Element>(&event).has_attribute("open"));
    };
    let unfolded = move || {
        let document = document.clone();
        open.get().then(|| {
            Suspend::new(async move { lines(document).await.unwrap_or_else(|_| not_fetched()) })
        })
    };
    view! {
        <details class="form-more history" on:toggle=toggled>
            <summary>{say(words::title)}</summary>
            {unfolded}
        </details>
    }
}

fn not_fetched() -> AnyView {
    view! { <EmptyState words=say(common::offline_no_copy) /> }.into_any()
}
