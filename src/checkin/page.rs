//! The connected pages of this feature.

use leptos::prelude::*;

use crate::locales::{checkin as words, say};
use crate::ui::PageHeader;

/// Check in 签到.
#[component]
pub fn CheckInPage() -> impl IntoView {
    view! {
        <div class="page">
            <PageHeader title=say(words::title) back="/" />
        </div>
    }
}
