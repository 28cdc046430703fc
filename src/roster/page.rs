//! The connected pages of this feature.

use leptos::prelude::*;

use crate::locales::{roster as words, say};
use crate::ui::PageHeader;

/// Roster 名单, for a lead and a deputy.
#[component]
pub fn RosterPage() -> impl IntoView {
    view! {
        <div class="page">
            <PageHeader title=say(words::title) back="/" />
        </div>
    }
}
