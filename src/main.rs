//! The app's entry in the browser. What it mounts is in `app.rs`; ARCHITECTURE.md is the map.

fn main() {
    // A release ends a panic at once (docs/adr/0008): nobody would hear it.
    #[cfg(debug_assertions)]
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(linli::app::App);
}
