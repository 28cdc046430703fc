//! Chips: filters that are on or off.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// A named group of chips.
#[component]
pub fn Chips(
    /// What they filter.
    #[prop(into)]
    label: Signal<String>,
    /// The [`Chip`]s.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="chips" role="group" aria-label=move || label.get()>
            {children()}
        </div>
    }
}

/// One filter.
#[component]
pub fn Chip(
    /// On?
    #[prop(into)]
    pressed: Signal<bool>,
    /// Pressed: turn it over.
    #[prop(into)]
    on_press: Callback<()>,
    /// Its words.
    children: Children,
) -> impl IntoView {
    view! {
        <button
            class="chip"
            type="button"
            aria-pressed=move || if pressed.get() { "true" } else { "false" }
            on:click=move |_| on_press.run(())
        >
            {move || pressed.get().then(|| view! { <Icon glyph=Glyph::Check /> })}
            <span>{children()}</span>
        </button>
    }
}
