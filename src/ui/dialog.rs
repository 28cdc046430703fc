//! Dialog: the browser's own `<dialog>`, from the foot of a phone, in the middle of a desk.
//!
//! The browser keeps the focus inside, closes it by Escape and gives the focus back to where it was.

use leptos::html;
use leptos::prelude::*;

use super::icon::{Glyph, Icon};
use super::ids::fresh_id;
use crate::locales::{common, say};

/// A question or a small form on top of the page.
#[component]
pub fn Dialog(
    /// Open? Set it to open; it is unset when the dialog closes by itself.
    open: RwSignal<bool>,
    /// The heading, which also names it.
    #[prop(into)]
    title: Signal<String>,
    /// The buttons, at its foot.
    #[prop(optional, into)]
    actions: Option<ViewFn>,
    /// What it says.
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let id = fresh_id("dialog");
    Effect::new(move |_| {
        let open = open.get();
        if let Some(dialog) = dialog.get() {
            if open && !dialog.open() {
                // Fails only where the element is not on the page: then there is nothing to show.
                let _ = dialog.show_modal();
            } else if !open && dialog.open() {
                dialog.close();
            }
        }
    });
    let on_backdrop = move |event: leptos::ev::MouseEvent| {
        // The dialog's own box is filled by its sheet, so a click on the dialog itself is one on the backdrop.
        if event.target() == event.current_target() {
            open.set(false);
        }
    };
    view! {
        <dialog
            class="dialog"
            node_ref=dialog
            aria-labelledby=id
            on:close=move |_| open.set(false)
            on:click=on_backdrop
        >
            <div class="dialog-sheet">
                <div class="dialog-head">
                    <h2 id=id.clone()>{title}</h2>
                    <button
                        class="dialog-close"
                        type="button"
                        aria-label=move || say(common::close).get()
                        on:click=move |_| open.set(false)
                    >
                        <Icon glyph=Glyph::X />
                    </button>
                </div>
                <div class="dialog-body">{children()}</div>
                {actions.map(|actions| view! { <div class="dialog-actions">{actions.run()}</div> })}
            </div>
        </dialog>
    }
}
