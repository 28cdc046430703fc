//! Before somebody changes how they sign in, they show again that it is they.

use leptos::prelude::*;

use super::{
    Trouble,
    api::{self, Own, Proof},
    step::{TroubleLine, once},
};
use crate::locales::{account, keys as words, say};
use crate::platform::passkeys;
use crate::ui::{Button, ButtonKind, Dialog, FieldKind, Glyph, TextField};

/// Asks, in a dialog; `on_done` hears that it is they.
#[component]
pub fn ShowItIsYou(
    /// Whether it is asked now.
    open: RwSignal<bool>,
    /// What they have to show.
    own: Signal<Own>,
    /// It is they.
    #[prop(into)]
    on_done: Callback<()>,
) -> impl IntoView {
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let typed = RwSignal::new(String::new());
    let done = move |_| {
        // They may have gone to another page meanwhile.
        let _ = typed.try_set(String::new());
        let _ = open.try_set(false);
        let _ = on_done.try_run(());
    };
    let show = move || once(busy, trouble, api::prove_by_passkey(), done);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let text = typed.get_untracked();
        let proof = match own.with_untracked(|own| own.code) {
            true => Proof::Code(text),
            false => Proof::Password(text),
        };
        once(busy, trouble, async move { api::prove(&proof).await }, done);
    };
    let by_key = move || own.with(|own| !own.passkeys.is_empty()) && passkeys::can();
    let by_code = move || own.with(|own| own.code);
    let by_password = move || own.with(|own| own.passkeys.is_empty() && !own.code);
    view! {
        <Dialog open title=say(words::prove)>
            <form class="stack" on:submit=submit novalidate>
                <Show when=by_key>
                    <Button icon=Glyph::User pending=busy on_press=show>{say(words::show_passkey)}</Button>
                </Show>
                <Show when=by_code>
                    <TextField label=say(words::code) value=typed kind=FieldKind::Number hint=say(words::code_hint) autocomplete="one-time-code" max=7 />
                </Show>
                <Show when=by_password>
                    <TextField label=say(account::password) value=typed kind=FieldKind::Password autocomplete="current-password" />
                </Show>
                <Show when=move || by_code() || by_password()>
                    <Button submit=true kind=ButtonKind::Quiet pending=busy>{say(words::go_on)}</Button>
                </Show>
                <TroubleLine trouble />
            </form>
        </Dialog>
    }
}
