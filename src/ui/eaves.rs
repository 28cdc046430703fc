//! The eaves: two roofs leaning on each other, in one line. The product's mark.

use leptos::prelude::*;

/// The mark, as a drawing that says nothing.
#[component]
pub fn Eaves() -> impl IntoView {
    view! {
        <svg class="eaves" viewBox="0 0 104 52" aria-hidden="true">
            // The taller house: ridge, two slopes that turn up at their ends, a door.
            <path d="M3 24.500c2.500 1.600 5.500 1.700 8.500.7C21 22 28.500 15.500 33 6c4.500 9.500 12 16 21.500 19.200 3 1 6 .9 8.500-.7" />
            <path d="M12.500 26v21M53.500 26v6" />
            <path d="M27.500 47V36.500c0-3 2.500-5.500 5.500-5.500s5.500 2.500 5.500 5.500V47" />
            // Its neighbour leans on it.
            <path d="M48.500 34.500c2 1.200 4.500 1.200 7 .2 7.500-2.700 13.500-8 17-15.700 3.500 7.700 9.500 13 17 15.700 2.500 1 5 1 7-.2" />
            <path d="M57.500 35.500V47M88.500 35.500V47M68 47v-7.500h9V47" />
            <path d="M3 47h98" />
        </svg>
    }
}
