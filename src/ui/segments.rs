//! Segments: one of two to four, all in view.

use leptos::prelude::*;

use super::ids::fresh_id;

/// A choice between a few; arrow keys move it, as in any group of radio buttons.
#[component]
pub fn Segments<T>(
    /// What is chosen here.
    #[prop(into)]
    label: Signal<String>,
    /// Hide the label from sight, where the place says it already.
    #[prop(optional)]
    quiet: bool,
    /// The choices and their words.
    options: Vec<(T, Signal<String>)>,
    /// The one chosen.
    #[prop(into)]
    chosen: Signal<T>,
    /// Another was chosen.
    #[prop(into)]
    on_choose: Callback<(T,)>,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let name = fresh_id("segments");
    let choices = options
        .into_iter()
        .map(|(choice, words)| {
            let (this, picked) = (choice.clone(), choice);
            view! {
                <label class="segment">
                    <input
                        type="radio"
                        name=name.clone()
                        prop:checked=move || chosen.with(|chosen| *chosen == this)
                        on:change=move |_| on_choose.run((picked.clone(),))
                    />
                    <span>{words}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="segments-field">
            <legend class=if quiet { "only-heard" } else { "field-label" }>{label}</legend>
            <div class="segments">{choices}</div>
        </fieldset>
    }
}
