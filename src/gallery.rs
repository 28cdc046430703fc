//! Every primitive in every state. Development only.

use leptos::prelude::*;

use crate::ui::PageHeader;

/// The gallery.
#[component]
pub fn GalleryPage() -> impl IntoView {
    view! { <div class="page"><PageHeader title="Gallery" /></div> }
}
