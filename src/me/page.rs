//! The connected pages of this feature.

use leptos::prelude::*;

use crate::locales::{me as words, say};
use crate::ui::PageHeader;

/// Me 我的: records, card, settings.
#[component]
pub fn MePage() -> impl IntoView {
    view! {
        <div class="page">
            <PageHeader title=say(words::title) eaves=true />
        </div>
    }
}

/// My records.
#[component]
pub fn RecordsPage() -> impl IntoView {
    view! {
        <div class="page">
            <PageHeader title=say(words::my_records) back="/me" />
        </div>
    }
}
