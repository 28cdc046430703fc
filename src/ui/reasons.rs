//! Reasons: everything that stands in the way, at once, and the way on.

use leptos::html;
use leptos::prelude::*;

use super::icon::{Glyph, Icon};
use super::ids::fresh_id;
use crate::locales::{common, say};

/// Why something was not possible: every reason, each a sentence, and what to do instead.
#[component]
pub fn Reasons(
    /// What was not possible: "This one is not possible, because:".
    #[prop(into)]
    title: Signal<String>,
    /// The sentences.
    #[prop(into)]
    reasons: Signal<Vec<String>>,
    /// What to do instead: "See others 看看别的".
    #[prop(optional, into)]
    instead: Option<ViewFn>,
) -> impl IntoView {
    view! {
        <div class="reasons" role="status">
            <p class="reasons-title"><Icon glyph=Glyph::Info /><strong>{title}</strong></p>
            <ul>
                {move || reasons.get().into_iter().map(|reason| view! { <li>{reason}</li> }).collect_view()}
            </ul>
            {instead.map(|instead| view! { <div class="reasons-instead">{instead.run()}</div> })}
        </div>
    }
}

/// What is wrong with a form, at its top, each a link to its field. It takes the focus when it comes.
#[component]
pub fn ErrorSummary(
    /// The id of each field's control, and the sentence.
    #[prop(into)]
    errors: Signal<Vec<(String, String)>>,
) -> impl IntoView {
    let summary = NodeRef::<html::Div>::new();
    let id = fresh_id("errors");
    Effect::new(move |_| {
        if errors.with(|errors| !errors.is_empty())
            && let Some(summary) = summary.get()
        {
            // Without focus it is still read: it is the first thing of the form.
            let _ = summary.focus();
        }
    });
    let link = |(field, words): (String, String)| {
        let target = field.clone();
        let go = move |event: leptos::ev::MouseEvent| {
            event.prevent_default();
            if let Some(control) = document().get_element_by_id(&target) {
                focus(&control);
            }
        };
        view! { <li><a href=format!("#{field}") on:click=go>{words}</a></li> }
    };
    move || {
        let errors = errors.get();
        let id = id.clone();
        (!errors.is_empty()).then(|| {
            view! {
                <div class="reasons" data-form="" node_ref=summary tabindex="-1" role="group" aria-labelledby=id>
                    <p class="reasons-title" id=id.clone()><Icon glyph=Glyph::Alert /><strong>{say(common::check_the_form)}</strong></p>
                    <ul>{errors.into_iter().map(link).collect_view()}</ul>
                </div>
            }
        })
    }
}

fn focus(element: &web_sys::Element) {
    use wasm_bindgen::JsCast;
    if let Some(element) = element.dyn_ref::<web_sys::HtmlElement>() {
        let _ = element.focus();
    }
}
