//! The connected pages of this feature.

use leptos::prelude::*;

use crate::locales::{desk as words, say};
use crate::ui::PageHeader;

/// Desk 工作台: what needs a community worker.
#[component]
pub fn DeskPage() -> impl IntoView {
    view! {
        <div class="page">
            <PageHeader title=say(words::title) eaves=true />
        </div>
    }
}

/// New shift.
#[component]
pub fn NewShiftPage() -> impl IntoView {
    view! {
        <div class="page">
            <PageHeader title=say(words::new_shift) back="/desk" />
        </div>
    }
}

/// Edit shift.
#[component]
pub fn EditShiftPage() -> impl IntoView {
    view! {
        <div class="page">
            <PageHeader title=say(words::edit_shift) back="/desk" />
        </div>
    }
}
