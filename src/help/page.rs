//! The connected pages of this feature.

use leptos::prelude::*;

use crate::locales::{help as words, say};
use crate::ui::PageHeader;

/// Help 去帮忙: the shifts that look for people.
#[component]
pub fn HelpPage() -> impl IntoView {
    view! {
        <div class="page">
            <PageHeader title=say(words::title) eaves=true />
        </div>
    }
}

/// Details.
#[component]
pub fn ShiftPage() -> impl IntoView {
    view! {
        <div class="page">
            <PageHeader title=say(words::details) back="/help" />
        </div>
    }
}
