//! The connected pages of this feature.

use leptos::prelude::*;

use crate::locales::{say, today as words};
use crate::ui::PageHeader;

/// Today 今天: what I promised next, and what to do about it now.
#[component]
pub fn TodayPage() -> impl IntoView {
    view! {
        <div class="page">
            <PageHeader title=say(words::title) eaves=true />
        </div>
    }
}
