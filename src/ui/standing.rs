//! How things stand between this device and the authority: shown under every page's header.

use leptos::prelude::*;

use super::banner::{Banner, BannerKind};
use super::button::{Button, ButtonKind, LinkButton};
use crate::locales::{account, common, say, say_with};

/// What the bars say. The outbox, the connection and the service worker set it; make it with [`use_standing`].
#[derive(Clone, Copy)]
pub struct Standing {
    /// How many commands are saved and not sent.
    pub saved: RwSignal<u32>,
    /// Whether there is no connection.
    pub offline: RwSignal<bool>,
    /// Whether the server has forgotten who this is.
    pub expired: RwSignal<bool>,
    /// Whether what was held about whoever was here is erased.
    pub erased: RwSignal<bool>,
    /// Goes over to the new version, when there is one.
    pub update: RwSignal<Option<Callback<()>>>,
}

impl Standing {
    /// Nobody is here of whom there is anything to tell.
    pub fn clear(self) {
        self.saved.set(0);
        for told in [self.offline, self.expired, self.erased] {
            told.set(false);
        }
    }
}

/// Provides how things stand. Called once, by the shell.
pub fn provide_standing() {
    provide_context(nothing_to_tell());
}

/// How things stand.
#[must_use]
pub fn use_standing() -> Standing {
    use_context().unwrap_or_else(nothing_to_tell)
}

fn nothing_to_tell() -> Standing {
    Standing {
        saved: RwSignal::new(0),
        offline: RwSignal::new(false),
        expired: RwSignal::new(false),
        erased: RwSignal::new(false),
        update: RwSignal::new(None),
    }
}

/// The bars that there is a reason for. What is saved says more than that there is no connection, so it alone is shown.
#[component]
pub fn StandingBars() -> impl IntoView {
    let Standing {
        saved,
        offline,
        expired,
        erased,
        update,
    } = use_standing();
    let waits = Memo::new(move |_| saved.get() > 0);
    view! {
        <Show when=move || waits.get()>
            <Banner kind=BannerKind::Outbox words=say_with(move |lang| common::saved_not_sent(lang, saved.get())) />
        </Show>
        <Show when=move || offline.get() && !waits.get()>
            <Banner kind=BannerKind::Offline words=say(common::offline) />
        </Show>
        <Show when=move || expired.get()>
            <Banner
                kind=BannerKind::Notice
                words=say(account::session_ended)
                action=|| view! { <LinkButton href="/sign-in" kind=ButtonKind::Quiet small=true>{say(account::sign_in)}</LinkButton> }
            />
        </Show>
        <Show when=move || erased.get()>
            <Banner kind=BannerKind::Notice words=say(account::erased) />
        </Show>
        {move || update.get().map(|go| {
            let press = move || view! {
                <Button kind=ButtonKind::Quiet small=true on_press=go>{say(common::update_now)}</Button>
            };
            view! { <Banner kind=BannerKind::Notice words=say(common::update_ready) action=press /> }
        })}
    }
}
