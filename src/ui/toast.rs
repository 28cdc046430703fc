//! Toasts: what just happened, for a few seconds, with undo where there is one.

use std::time::Duration;

use leptos::prelude::*;

use super::icon::{Glyph, Icon};
use super::live_region::{Announcer, use_announcer};
use crate::locales::{common, say};

/// How long undo is offered: as long as the outbox holds such a command back.
pub const UNDO: Duration = Duration::from_secs(7);
const PLAIN: Duration = Duration::from_secs(5);

#[derive(Clone)]
struct Toast {
    number: u32,
    words: String,
    undo: Option<Callback<()>>,
}

/// The toasts of the app. Copy it into callbacks; make it with [`use_toasts`].
#[derive(Clone, Copy)]
pub struct Toasts {
    showing: RwSignal<Vec<Toast>>,
    next: RwSignal<u32>,
    announcer: Announcer,
}

impl Toasts {
    /// Says that something happened.
    pub fn show(self, words: impl Into<String>) {
        self.add(words.into(), None);
    }

    /// Says that something happened, and offers to take it back for seven seconds.
    pub fn show_with_undo(self, words: impl Into<String>, undo: impl Into<Callback<()>>) {
        self.add(words.into(), Some(undo.into()));
    }

    /// Whether any shows.
    #[must_use]
    pub fn any(self) -> Memo<bool> {
        Memo::new(move |_| !self.showing.read().is_empty())
    }

    fn add(self, words: String, undo: Option<Callback<()>>) {
        let number = self.next.get_untracked();
        self.next.set(number + 1);
        self.announcer.announce(words.clone());
        self.showing.update(|showing| {
            // Two at most: older ones have been read.
            if showing.len() > 1 {
                showing.remove(0);
            }
            showing.push(Toast {
                number,
                words,
                undo,
            });
        });
        set_timeout(
            move || self.drop(number),
            if undo.is_some() { UNDO } else { PLAIN },
        );
    }

    fn drop(self, number: u32) {
        self.showing
            .try_update(|showing| showing.retain(|toast| toast.number != number));
    }
}

/// Provides the toasts; after [`provide_announcer`](super::provide_announcer). Called once, by the shell.
pub fn provide_toasts() {
    provide_context(Toasts {
        showing: RwSignal::new(Vec::new()),
        next: RwSignal::new(0),
        announcer: use_announcer(),
    });
}

/// The app's toasts.
#[must_use]
pub fn use_toasts() -> Toasts {
    use_context().unwrap_or_else(|| Toasts {
        showing: RwSignal::new(Vec::new()),
        next: RwSignal::new(0),
        announcer: use_announcer(),
    })
}

/// Where they show. Once, in the shell.
#[component]
pub fn ToastShelf() -> impl IntoView {
    let toasts = use_toasts();
    view! {
        <div class="toasts">
            <For each=move || toasts.showing.get() key=|toast| toast.number let:toast>
                <ToastSlip words=toast.words undo=toast.undo on_close=move || toasts.drop(toast.number) />
            </For>
        </div>
    }
}

/// One toast.
#[component]
pub fn ToastSlip(
    /// What happened.
    words: String,
    /// Takes it back.
    undo: Option<Callback<()>>,
    /// Puts the toast away.
    #[prop(into)]
    on_close: Callback<()>,
) -> impl IntoView {
    view! {
        <div class="toast" data-undo=undo.is_some().then_some("")>
            <p>{words}</p>
            {undo.map(|undo| {
                let take_back = move |_| {
                    undo.run(());
                    on_close.run(());
                };
                view! {
                    <button class="toast-undo" type="button" on:click=take_back>
                        <Icon glyph=Glyph::Undo />
                        {say(common::undo)}
                    </button>
                }
            })}
            <button
                class="toast-close"
                type="button"
                aria-label=move || say(common::close).get()
                on:click=move |_| on_close.run(())
            >
                <Icon glyph=Glyph::X />
            </button>
        </div>
    }
}
