//! Reasons that are often given: a tap fills the field.

use crate::{
    locales::{say, use_lang},
    ui::{Button, ButtonKind},
    words::Word,
};
use leptos::prelude::*;

/// A small button for each reason.
#[component]
pub fn Presets(
    /// The reasons.
    reasons: Vec<Word>,
    /// The field that they fill.
    value: RwSignal<String>,
) -> impl IntoView {
    let lang = use_lang();
    let button = move |reason: Word| {
        let fill = move || value.set(reason(lang.get_untracked()).to_owned());
        view! { <Button small=true kind=ButtonKind::Quiet on_press=fill>{say(reason)}</Button> }
    };
    view! { <div class="row presets">{reasons.into_iter().map(button).collect_view()}</div> }
}
