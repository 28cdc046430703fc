//! The items of a list that changes while somebody reads it.

use leptos::prelude::*;
use std::hash::Hash;
use std::sync::Arc;

/// Draws each item once and keeps it by its key: where one changes, it alone is drawn again, and what belonged to one
/// item never becomes another's under a finger.
#[component]
pub fn KeyedRows<T, K, V>(
    /// The items, in order, each key once.
    #[prop(into)]
    each: Signal<Vec<T>>,
    /// What tells one from another.
    key: fn(&T) -> K,
    /// One item, as it stands in the list.
    row: impl Fn(T) -> V + Send + Sync + 'static,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
    K: Clone + Eq + Hash + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let row: Arc<dyn Fn(T) -> AnyView + Send + Sync> = Arc::new(move |item| row(item).into_any());
    let keys = Memo::new(move |_| each.read().iter().map(key).collect::<Vec<_>>());
    let draw = move |this: K| {
        let row = Arc::clone(&row);
        let item = Memo::new(move |_| each.read().iter().find(|item| key(item) == this).cloned());
        move || item.get().map(|item| row(item))
    };
    view! { <For each=move || keys.get() key=K::clone children=draw /> }
}
