//! Arriving on a page: the focus goes to its heading, so that those who listen hear where they are, once.

use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// Whether the reader has gone from the first page to another.
#[derive(Clone, Copy)]
struct Travelled(StoredValue<bool>);

/// Watches the address. Called once, by the shell, inside the router.
pub fn provide_arrival() {
    let travelled = Travelled(StoredValue::new(false));
    provide_context(travelled);
    let path = use_location().pathname;
    Effect::new(move |before: Option<String>| {
        // Read, not only tracked: a memo that nobody reads watches nothing.
        let here = path.get();
        if before.is_some_and(|before| before != here) {
            travelled.0.set_value(true);
            // A page that stays and changes its content has mounted no heading: it is found here.
            request_animation_frame(|| request_animation_frame(focus_heading));
        }
        here
    });
}

/// Gives a page's heading the focus when it comes, except on the first page: there the browser reads the title.
pub fn focus_on_arrival(heading: NodeRef<html::H1>) {
    let Some(Travelled(travelled)) = use_context() else {
        return;
    };
    Effect::new(move |_| {
        if let Some(heading) = heading.get()
            && travelled.get_value()
        {
            // A heading that cannot take it is off the page already.
            let _ = heading.focus();
        }
    });
}

fn focus_heading() {
    use wasm_bindgen::JsCast;
    let in_dialog = matches!(document().query_selector("dialog[open]"), Ok(Some(_)));
    let heading = document().query_selector("main h1").ok().flatten();
    if let (false, Some(heading)) = (in_dialog, heading)
        && document().active_element().as_ref() != Some(&heading)
        && let Ok(heading) = heading.dyn_into::<web_sys::HtmlElement>()
    {
        let _ = heading.focus();
    }
}
