//! Small choices of this device (language, theme, text size), kept in the browser's local storage.
//!
//! Where storage is closed to us (private windows, full disks) a choice lives as long as the page does.

/// The stored choice under `key`, if there is one.
#[must_use]
pub fn stored(key: &str) -> Option<String> {
    web_sys::window()?
        .local_storage()
        .ok()??
        .get_item(&named(key))
        .ok()?
}

/// Keeps `value` under `key`; `None` forgets it.
pub fn store(key: &str, value: Option<&str>) {
    let Some(Ok(Some(storage))) = web_sys::window().map(|window| window.local_storage()) else {
        return;
    };
    // A storage that refuses is no reason to trouble anyone: the choice still holds for this page.
    let _ = match value {
        Some(value) => storage.set_item(&named(key), value),
        None => storage.remove_item(&named(key)),
    };
}

fn named(key: &str) -> String {
    format!("linli.{key}")
}
