//! Banner: a quiet bar at the top that tells how things stand: outbox, connection, update.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// What it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BannerKind {
    /// Saved, not sent.
    Outbox,
    /// No connection.
    Offline,
    /// A new version, or something else worth knowing.
    Notice,
    /// Something that needs the reader.
    Urgent,
}

/// A bar; those who listen hear it when it comes or changes.
#[component]
pub fn Banner(
    /// What it is about.
    kind: BannerKind,
    /// One line.
    #[prop(into)]
    words: Signal<String>,
    /// A small button at its end.
    #[prop(optional, into)]
    action: Option<ViewFn>,
) -> impl IntoView {
    let (name, glyph) = match kind {
        BannerKind::Outbox => ("outbox", Glyph::Clock),
        BannerKind::Offline => ("offline", Glyph::CloudOff),
        BannerKind::Notice => ("notice", Glyph::Info),
        BannerKind::Urgent => ("urgent", Glyph::Alert),
    };
    view! {
        <div class="banner" data-kind=name>
            <Icon glyph />
            <p role="status">{words}</p>
            {action.map(|action| view! { <div class="banner-action">{action.run()}</div> })}
        </div>
    }
}
