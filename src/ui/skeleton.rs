//! Skeleton: the place of what is being opened, only where nothing is cached.

use leptos::prelude::*;

use crate::locales::{common, say};

/// As many cards' outlines as `count`; those who listen hear that it is being opened.
#[component]
pub fn Skeleton(
    /// How many cards.
    #[prop(default = 3)]
    count: u8,
) -> impl IntoView {
    view! {
        <div class="skeleton">
            <p class="only-heard" role="status">{say(common::loading)}</p>
            {(0..count)
                .map(|_| {
                    view! {
                        <div class="skeleton-card" aria-hidden="true">
                            <span></span>
                            <span></span>
                            <span></span>
                        </div>
                    }
                })
                .collect_view()}
        </div>
    }
}
