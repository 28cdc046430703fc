//! The live region: the one place through which the app speaks to those who listen.
//!
//! A route change is not said here: there the focus goes to the new page's heading, which is read out by that.

use std::time::Duration;

use leptos::prelude::*;

/// Says things, politely. Copy it into callbacks; make it with [`use_announcer`].
#[derive(Clone, Copy)]
pub struct Announcer(RwSignal<String>);

impl Announcer {
    /// Says `text` when the reader has finished what it is saying; the same text twice is said twice.
    pub fn announce(self, text: impl Into<String>) {
        let text = text.into();
        self.0.set(String::new());
        set_timeout(
            move || {
                self.0.try_set(text);
            },
            Duration::from_millis(60),
        );
    }
}

/// Provides the announcer. Called once, by the shell.
pub fn provide_announcer() {
    provide_context(Announcer(RwSignal::new(String::new())));
}

/// The app's announcer.
#[must_use]
pub fn use_announcer() -> Announcer {
    use_context().unwrap_or_else(|| Announcer(RwSignal::new(String::new())))
}

/// The region itself. Once, in the shell.
#[component]
pub fn LiveRegion() -> impl IntoView {
    let Announcer(said) = use_announcer();
    view! {
        <div class="only-heard" aria-live="polite" aria-atomic="true">
            {said}
        </div>
    }
}
