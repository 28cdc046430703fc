//! Inside WeChat nothing stays on the phone: the picture shows where "Open in browser" is.

use leptos::prelude::*;

use crate::locales::{joining as words, say};
use crate::ui::{Button, ButtonKind};

/// Whether this page stands in WeChat's own browser.
pub fn is_wechat() -> bool {
    let agent = window().navigator().user_agent().unwrap_or_default();
    agent.contains("MicroMessenger")
}

/// How to leave it, and a way to go on all the same.
#[component]
pub fn OpenInBrowser(
    /// Goes on here.
    #[prop(into)]
    on_stay: Callback<()>,
) -> impl IntoView {
    view! {
        <section class="card wechat">
            <h2>{say(words::in_wechat)}</h2>
            <svg class="wechat-picture" viewBox="0 -8 240 158" role="img" aria-label=move || say(words::in_wechat_picture).get()>
                <rect class="wechat-bar" x="2" y="2" width="236" height="40" rx="10" />
                <circle class="wechat-dot" cx="196" cy="22" r="4" />
                <circle class="wechat-dot" cx="209" cy="22" r="4" />
                <circle class="wechat-dot" cx="222" cy="22" r="4" />
                <circle class="wechat-ring" cx="209" cy="22" r="26" />
                <path class="wechat-ring" d="M209 52v22m-8-8 8 8 8-8" />
                <rect class="wechat-menu" x="70" y="82" width="168" height="60" rx="12" />
                <circle class="wechat-globe" cx="100" cy="112" r="15" />
                <path class="wechat-globe" d="M85 112h30M100 97c-10 10-10 20 0 30c10-10 10-20 0-30" />
                <path class="wechat-line" d="M128 105h88M128 119h60" />
            </svg>
            <p>{say(words::in_wechat_how)}</p>
            <Button kind=ButtonKind::Plain on_press=move || on_stay.run(())>{say(words::in_wechat_stay)}</Button>
        </section>
    }
}
