//! Linli 邻里: the app. Mounts the shell; see ARCHITECTURE.md for the map.

use leptos::prelude::*;

fn main() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(|| view! { <p>"Linli"</p> });
}
