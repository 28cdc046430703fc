//! Status badge: a state as a word and a shape, never as a colour alone.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// What kind of state it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Saved, not sent; to be verified; waiting: dashed edge and clock.
    Pending,
    /// Done, verified: leaf and check.
    Done,
    /// Places are left, something is open: leaf.
    Open,
    /// Urgent, mine: vest.
    Urgent,
    /// Not possible, withdrawn, cancelled: struck.
    Refused,
    /// Nothing to act on.
    Plain,
}

impl Status {
    /// Every status, for the gallery.
    pub const ALL: [Status; 6] = [
        Status::Pending,
        Status::Done,
        Status::Open,
        Status::Urgent,
        Status::Refused,
        Status::Plain,
    ];

    fn name(self) -> &'static str {
        match self {
            Status::Pending => "pending",
            Status::Done => "done",
            Status::Open => "open",
            Status::Urgent => "urgent",
            Status::Refused => "refused",
            Status::Plain => "plain",
        }
    }

    fn glyph(self) -> Option<Glyph> {
        match self {
            Status::Pending => Some(Glyph::Clock),
            Status::Done => Some(Glyph::Check),
            Status::Urgent => Some(Glyph::Alert),
            Status::Refused => Some(Glyph::X),
            Status::Open | Status::Plain => None,
        }
    }
}

/// A state in a word.
#[component]
pub fn StatusBadge(
    /// Its kind.
    #[prop(into)]
    status: Signal<Status>,
    /// The word.
    #[prop(into)]
    words: Signal<String>,
) -> impl IntoView {
    view! {
        <span class="status-badge" data-status=move || status.get().name()>
            {move || status.get().glyph().map(|glyph| view! { <Icon glyph /> })}
            <span>{words}</span>
        </span>
    }
}
