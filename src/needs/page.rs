//! The connected pages of this feature.

use leptos::prelude::*;

use crate::locales::{needs as words, say};
use crate::ui::PageHeader;

/// Needs 需求: what residents need.
#[component]
pub fn NeedsPage() -> impl IntoView {
    view! {
        <div class="page">
            <PageHeader title=say(words::title) eaves=true />
        </div>
    }
}

/// Post a need.
#[component]
pub fn NewNeedPage() -> impl IntoView {
    view! {
        <div class="page">
            <PageHeader title=say(words::post_a_need) back="/needs" />
        </div>
    }
}

/// Title.
#[component]
pub fn NeedPage() -> impl IntoView {
    view! {
        <div class="page">
            <PageHeader title=say(words::title) back="/needs" />
        </div>
    }
}
