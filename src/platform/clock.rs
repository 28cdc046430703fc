//! This device's clock and randomness.

use futures::future::{self, Either};
use linli_domain::time::Instant;
use uuid::Uuid;

/// This device's own time, uncorrected.
#[must_use]
pub fn now() -> Instant {
    // Date.now() is whole milliseconds well within i64.
    #[allow(clippy::cast_possible_truncation)]
    let millis = js_sys::Date::now() as i64;
    Instant::from_timestamp_millis(millis).unwrap_or_default()
}

/// A fresh UUIDv7.
#[must_use]
pub fn fresh_uuid() -> Uuid {
    Uuid::now_v7()
}

/// Fresh randomness.
#[must_use]
pub fn entropy() -> [u8; 32] {
    let mut bytes = [0; 32];
    bytes[..16].copy_from_slice(Uuid::new_v4().as_bytes());
    bytes[16..].copy_from_slice(Uuid::new_v4().as_bytes());
    bytes
}

/// What comes of something; none where it takes longer than so many milliseconds, and then nobody waits for it any more.
pub async fn within<T>(millis: i32, work: impl Future<Output = T>) -> Option<T> {
    let late = std::pin::pin!(sleep(millis));
    match future::select(std::pin::pin!(work), late).await {
        Either::Left((done, _)) => Some(done),
        Either::Right(_) => None,
    }
}

/// Waits so many milliseconds.
pub async fn sleep(millis: i32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            // A window without timers is no window.
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, millis);
        }
    });
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
}
