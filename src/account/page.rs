//! The connected pages of this feature.

use leptos::prelude::*;

use crate::locales::{account as words, say};
use crate::ui::PageHeader;

/// Signing in and out.
#[component]
pub fn SignInPage() -> impl IntoView {
    view! {
        <div class="page">
            <PageHeader title=say(words::title) eaves=true />
        </div>
    }
}
