//! Copies a text, and shows it to be selected where the clipboard is refused.

use leptos::{html, prelude::*, task::spawn_local};

use super::{Button, ButtonKind, Dialog, Glyph, use_toasts};
use crate::platform::clipboard::copied;

/// The button, and the text to select by hand.
#[component]
pub fn CopyText(
    /// The text, made when it is asked for; nothing where there is none.
    #[prop(into)]
    text: Callback<(), Option<String>>,
    /// What the button says.
    #[prop(into)]
    words: Signal<String>,
    /// What is said once it is copied.
    #[prop(into)]
    said: Signal<String>,
    /// What the text is called.
    #[prop(into)]
    title: Signal<String>,
    /// How to copy it by hand.
    #[prop(into)]
    by_hand: Signal<String>,
    /// How many lines of it show.
    rows: u32,
) -> impl IntoView {
    let toasts = use_toasts();
    let open = RwSignal::new(false);
    let shown = RwSignal::new(String::new());
    let area = NodeRef::<html::Textarea>::new();
    let copy = move || {
        let Some(text) = text.run(()) else { return };
        shown.set(text.clone());
        let said = said.get_untracked();
        spawn_local(async move {
            match copied(&text).await {
                Some(()) => toasts.show(said),
                None => {
                    open.try_set(true);
                }
            }
        });
    };
    Effect::new(move |_| {
        if open.get()
            && let Some(area) = area.get()
        {
            request_animation_frame(move || area.select());
        }
    });
    view! {
        <Button small=true kind=ButtonKind::Quiet icon=Glyph::Copy on_press=copy>{move || words.get()}</Button>
        <Dialog open title>
            <p>{move || by_hand.get()}</p>
            <textarea class="control" readonly rows=rows node_ref=area aria-label=move || title.get() prop:value=shown></textarea>
        </Dialog>
    }
}
