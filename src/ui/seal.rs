//! The seal: confirmed, verified, approved, stamped in red.

use leptos::prelude::*;

/// A seal with two to four Chinese characters, or a short English word. It says what it says in text as well.
#[component]
pub fn Seal(
    /// What is stamped: 已确认.
    #[prop(into)]
    words: Signal<String>,
    /// Whether it comes down now, once, because the authority just confirmed.
    #[prop(optional)]
    landing: bool,
    /// Large, for the one thing of a page.
    #[prop(optional)]
    large: bool,
) -> impl IntoView {
    let length = move || {
        words
            .with(|words| {
                if words.is_ascii() {
                    0
                } else {
                    words.chars().count()
                }
            })
            .to_string()
    };
    view! {
        <span class="seal" data-length=length data-landing=landing.then_some("") data-large=large.then_some("")>
            <span class="seal-words">{words}</span>
        </span>
    }
}
