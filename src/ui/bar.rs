//! Bar: how many of the places are taken.

use leptos::prelude::*;

use crate::locales::{common, say_with};

/// A bar that fills; up to twelve places show as single ones.
#[component]
pub fn Bar(
    /// Taken so far.
    #[prop(into)]
    taken: Signal<u32>,
    /// Of so many.
    #[prop(into)]
    of: Signal<u32>,
) -> impl IntoView {
    let label = say_with(move |lang| common::places_taken(lang, taken.get(), of.get()));
    let share = move || {
        let share = f64::from(taken.get()) / f64::from(of.get().max(1));
        format!("{:.1}%", share.min(1.0) * 100.0)
    };
    let steps = move || match of.get() {
        few @ 1..=12 => few.to_string(),
        _ => "1".to_owned(),
    };
    view! {
        <div
            class="bar"
            role="meter"
            aria-label=move || label.get()
            aria-valuemin="0"
            aria-valuenow=move || taken.get().min(of.get()).to_string()
            aria-valuemax=move || of.get().to_string()
            data-full=move || (taken.get() >= of.get()).then_some("")
            style:--share=share
            style:--steps=steps
        ></div>
    }
}
