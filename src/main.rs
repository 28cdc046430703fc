//! Linli 邻里: the app. Mounts the shell; see ARCHITECTURE.md for the map.
fn main() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(|| leptos::view! { <p>"Linli"</p> });
}
