//! Hints of the server that something changed.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::EventSource;

/// Listens until it is dropped; the browser connects again by itself.
pub struct Live(EventSource);

impl Live {
    /// Starts to listen. `on_hint` is called for each message, `on_open` at each (re)connection.
    #[must_use]
    pub fn listen(
        url: &str,
        on_hint: impl Fn() + 'static,
        on_open: impl Fn() + 'static,
    ) -> Option<Self> {
        let source = EventSource::new(url).ok()?;
        let hint = Closure::<dyn FnMut()>::new(on_hint).into_js_value();
        let open = Closure::<dyn FnMut()>::new(on_open).into_js_value();
        source.set_onmessage(Some(hint.unchecked_ref()));
        source.set_onopen(Some(open.unchecked_ref()));
        Some(Live(source))
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        self.0.close();
    }
}
