//! Tabs of one app tell each other that something was written, or that its person left.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{BroadcastChannel, MessageEvent};

/// A channel between the tabs of this app.
#[derive(Clone)]
pub struct Channel(Option<BroadcastChannel>);

impl Channel {
    /// Joins a channel. Where the browser has none, nothing is heard and nothing said.
    #[must_use]
    pub fn join(name: &str, on_message: impl FnMut(String) + 'static) -> Self {
        let Ok(channel) = BroadcastChannel::new(name) else {
            return Channel(None);
        };
        let mut on_message = on_message;
        let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(text) = event.data().as_string() {
                on_message(text);
            }
        });
        channel.set_onmessage(Some(hear.into_js_value().unchecked_ref()));
        Channel(Some(channel))
    }

    /// Tells the other tabs.
    pub fn say(&self, text: &str) {
        if let Some(channel) = &self.0 {
            // A channel that is closed has nobody to tell.
            let _ = channel.post_message(&text.into());
        }
    }
}
