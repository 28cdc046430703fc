//! Signing in beside the form: by passkey alone, by what follows the password, and what must be set up first.

use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;

use super::{Trouble, api, app_codes::SetUpCodes, sentence};
use crate::account::{instead, use_going_on};
use crate::locales::{keys as words, say, use_lang};
use crate::platform::{http, passkeys};
use crate::session::{say_goodbye, use_session};
use crate::ui::{Button, ButtonKind, FieldKind, Glyph, TextField};

/// What went wrong, as a line.
#[component]
pub fn TroubleLine(
    /// What.
    trouble: RwSignal<Option<Trouble>>,
) -> impl IntoView {
    let lang = use_lang();
    move || {
        trouble
            .get()
            .map(|why| view! { <p class="field-error" role="alert">{move || sentence(lang.get(), &why)}</p> })
    }
}

/// Whoever must first show that it is they is asked to.
pub fn on_proof_needed(trouble: RwSignal<Option<Trouble>>, ask: Callback<()>) {
    Effect::new(move |_| {
        if trouble.with(|why| *why == Some(Trouble::ProveAgain)) {
            trouble.set(None);
            ask.run(());
        }
    });
}

/// Does one thing at a time; `then` hears what came of it, and what went wrong is kept.
pub fn once<T: 'static>(
    busy: RwSignal<bool>,
    trouble: RwSignal<Option<Trouble>>,
    work: impl Future<Output = Result<T, Trouble>> + 'static,
    then: impl FnOnce(T) + 'static,
) {
    if busy.get_untracked() {
        return;
    }
    busy.set(true);
    trouble.set(None);
    spawn_local(async move {
        let done = work.await;
        let _ = busy.try_set(false);
        match done {
            Ok(done) => then(done),
            Err(why) => {
                let _ = trouble.try_set(Some(why));
            }
        }
    });
}

/// Whoever has been let in goes on.
fn use_enter(
    missing: RwSignal<Option<http::Session>>,
) -> impl Fn(http::Session) + Clone + Send + Sync + 'static {
    let (session, go_on) = (use_session(), use_going_on());
    // Not a callback: the form may be gone when the server answers, and they are in all the same.
    move |found: http::Session| {
        let go_on = go_on.clone();
        spawn_local(async move {
            let still = session.come_in(found).await;
            let inside = still.is_none();
            let _ = missing.try_set(still);
            if inside {
                go_on();
            }
        });
    }
}

/// Signing in by a passkey, without a word.
#[component]
pub fn PasskeyWay(
    /// What is still missing afterwards.
    missing: RwSignal<Option<http::Session>>,
) -> impl IntoView {
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None);
    let enter = use_enter(missing);
    let press = move || once(busy, trouble, api::sign_in(), enter.clone());
    passkeys::can().then(|| {
        view! {
            <section class="section passkey-way">
                <Button kind=ButtonKind::Quiet icon=Glyph::User pending=busy on_press=press>{say(words::use_passkey)}</Button>
                <p class="second">{say(words::use_passkey_hint)}</p>
                <TroubleLine trouble />
            </section>
        }
    })
}

/// After the password: the second factor that they have, or setting one up.
#[component]
pub fn SecondStep(
    /// What is missing.
    missing: RwSignal<Option<http::Session>>,
    /// Where whoever does not show it goes; none where the form stands in its place again.
    #[prop(optional)]
    back_to: Option<&'static str>,
) -> impl IntoView {
    let navigate = use_navigate();
    let back = move || {
        missing.set(None);
        spawn_local(say_goodbye());
        if let Some(there) = back_to {
            navigate(there, instead());
        }
    };
    view! {
        {move || missing.get().map(|found| match found.ceremony.is_empty() {
            true => view! { <Enrol missing /> }.into_any(),
            false => view! { <ShowOne found missing /> }.into_any(),
        })}
        <Button kind=ButtonKind::Plain on_press=back>{say(words::back)}</Button>
    }
}

/// Shows a passkey, or the code of an app.
#[component]
fn ShowOne(found: http::Session, missing: RwSignal<Option<http::Session>>) -> impl IntoView {
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None);
    let code = RwSignal::new(String::new());
    let enter = use_enter(missing);
    let by_code = enter.clone();
    let show = move || once(busy, trouble, api::sign_in(), enter.clone());
    let ceremony = StoredValue::new(found.ceremony);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let (ceremony, code) = (ceremony.get_value(), code.get_untracked());
        let work = async move { api::sign_in_by_code(&ceremony, &code).await };
        once(busy, trouble, work, by_code.clone());
    };
    let quiet = if found.passkey {
        ButtonKind::Quiet
    } else {
        ButtonKind::Primary
    };
    view! {
        <section class="stack">
            <h2>{say(words::one_more)}</h2>
            <p>{say(words::one_more_hint)}</p>
            {(found.passkey && passkeys::can()).then(|| view! {
                <Button icon=Glyph::User pending=busy on_press=show>{say(words::show_passkey)}</Button>
                <p class="second">{say(words::use_passkey_hint)}</p>
            })}
            {found.code.then(|| view! {
                <form class="stack" on:submit=submit novalidate>
                    <TextField label=say(words::code) value=code kind=FieldKind::Number hint=say(words::code_hint) autocomplete="one-time-code" max=7 />
                    <Button submit=true kind=quiet pending=busy>{say(words::go_on)}</Button>
                </form>
            })}
            <TroubleLine trouble />
        </section>
    }
}

/// Sets up a second factor before anything else.
#[component]
fn Enrol(missing: RwSignal<Option<http::Session>>) -> impl IntoView {
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None);
    let enter = use_enter(missing);
    let can = RwSignal::new(passkeys::can());
    let on_done = Callback::new(enter.clone());
    let make = Callback::new(move |()| once(busy, trouble, api::add_passkey(), enter.clone()));
    Effect::new(move |_| {
        trouble.with(|why| {
            if *why == Some(Trouble::Said("no_passkeys_here".into())) {
                can.set(false);
            }
        });
    });
    view! {
        <section class="stack">
            <h2>{say(words::protect)}</h2>
            <p>{say(words::protect_hint)}</p>
            <Show when=move || can.get()>
                <Button icon=Glyph::User pending=busy on_press=move || make.run(())>{say(words::set_up_passkey)}</Button>
                <p class="second">{say(words::passkey_is)}</p>
            </Show>
            <TroubleLine trouble />
            <SetUpCodes on_done />
        </section>
    }
}
