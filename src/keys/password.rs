//! Another password.

use leptos::prelude::*;

use super::{
    Trouble,
    api::{self, Own},
    step::{TroubleLine, on_proof_needed, once},
};
use crate::locales::{account, joining, keys as words, say, use_lang};
use crate::ui::{Button, ButtonKind, CheckField, FieldKind, TextField, use_toasts};

/// The button, and behind it the form.
#[component]
pub fn ChangePassword(
    /// What they have.
    own: Signal<Own>,
    /// It is changed.
    on_done: Callback<()>,
    /// Whoever must first show that it is they does so elsewhere.
    on_prove: Callback<()>,
) -> impl IntoView {
    let (lang, toasts) = (use_lang(), use_toasts());
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let open = RwSignal::new(false);
    let (present, new) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let shown = RwSignal::new(false);
    let kind = move || {
        if shown.get() {
            FieldKind::Text
        } else {
            FieldKind::Password
        }
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let lang = lang.get_untracked();
        let (old, fresh) = (present.get_untracked(), new.get_untracked());
        let old = Some(old).filter(|old| !old.is_empty());
        let work = async move { api::change_password(old.as_deref(), &fresh).await };
        once(busy, trouble, work, move |_| {
            for field in [present, new] {
                let _ = field.try_set(String::new());
            }
            let _ = open.try_set(false);
            toasts.show(words::password_changed(lang).to_owned());
            let _ = on_done.try_run(());
        });
    };
    on_proof_needed(trouble, on_prove);
    let hint = move || {
        let by_key = own.with(|own| !own.passkeys.is_empty());
        by_key.then(|| words::present_or_key(lang.get()).to_owned())
    };
    view! {
        <Show
            when=move || open.get()
            fallback=move || view! {
                <Button kind=ButtonKind::Quiet on_press=move || open.set(true)>{say(words::change_password)}</Button>
            }
        >
            <form class="stack" on:submit=submit novalidate>
                {move || own.with(|own| own.password).then(|| view! {
                    <TextField label=say(words::present_password) value=present kind=kind() hint=MaybeProp::derive(hint) autocomplete="current-password" />
                })}
                {move || view! {
                    <TextField label=say(words::new_password) value=new kind=kind() hint=say(joining::password_hint) autocomplete="new-password" />
                }}
                <CheckField label=say(account::show_password) checked=shown />
                <TroubleLine trouble />
                <Button submit=true pending=busy>{say(words::change_password)}</Button>
            </form>
        </Show>
    }
}
