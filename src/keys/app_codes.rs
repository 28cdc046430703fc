//! Setting up an app that makes codes, for a machine without fingerprint or PIN.

use leptos::prelude::*;

use super::{
    Trouble,
    api::{self, NewCode},
    step::{TroubleLine, on_proof_needed, once},
};
use crate::locales::{keys as words, say, say_with};
use crate::platform::http;
use crate::ui::{Button, ButtonKind, FieldKind, QrCode, TextField};

/// The button, and behind it the picture to scan and the first code.
#[component]
pub fn SetUpCodes(
    /// It is set up.
    on_done: Callback<http::Session>,
    /// Whoever must first show that it is they does so elsewhere.
    #[prop(optional)]
    on_prove: Option<Callback<()>>,
) -> impl IntoView {
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let new = RwSignal::new(None::<NewCode>);
    let code = RwSignal::new(String::new());
    let begin = move || {
        once(busy, trouble, api::begin_codes(), move |begun| {
            let _ = new.try_set(Some(begun));
        });
    };
    if let Some(on_prove) = on_prove {
        on_proof_needed(trouble, on_prove);
    }
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let ceremony = new.with_untracked(|new| new.as_ref().map(|new| new.ceremony.clone()));
        let work = async move {
            let ceremony = ceremony.unwrap_or_default();
            api::add_codes(&ceremony, &code.get_untracked()).await
        };
        once(busy, trouble, work, move |found| {
            let _ = new.try_set(None);
            let _ = on_done.try_run(found);
        });
    };
    view! {
        {move || match new.get() {
            None => view! {
                <Button kind=ButtonKind::Quiet pending=busy on_press=begin>{say(words::set_up_codes)}</Button>
                <p class="second">{say(words::codes_are)}</p>
            }
            .into_any(),
            Some(new) => {
                let secret = in_fours(&new.secret);
                view! {
                    <form class="stack card codes-panel" on:submit=submit novalidate>
                        <p>{say(words::codes_how)}</p>
                        <QrCode text=Signal::stored(new.address) label=say(words::codes_picture) />
                        <p class="second">{say_with(move |l| words::codes_secret(l, &secret))}</p>
                        <TextField label=say(words::code) value=code kind=FieldKind::Number autocomplete="one-time-code" max=7 />
                        <Button submit=true pending=busy>{say(words::go_on)}</Button>
                    </form>
                }
                .into_any()
            }
        }}
        <TroubleLine trouble />
    }
}

/// Easier to type; apps take no notice of the spaces.
fn in_fours(secret: &str) -> String {
    let digits: Vec<char> = secret.chars().collect();
    let fours = digits.chunks(4).map(|four| four.iter().collect());
    fours.collect::<Vec<String>>().join(" ")
}
