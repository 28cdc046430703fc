//! The way in: a form for the server, or this device alone.

use leptos::{prelude::*, task::spawn_local};

use super::{personas::Personas, use_going_on};
use crate::keys::{PasskeyWay, SecondStep};
use crate::late::{late, later};
use crate::locales::{Lang, account as words, common, keys, say, set_lang, use_lang};
use crate::platform::http::{Session as Missing, Unsent};
use crate::session::{Mode, Stage, use_session};
use crate::ui::{
    Button, ButtonKind, Card, CheckField, ElderBack, ElderOffer, FieldKind, PageHeader, Segments,
    TextField, use_standing,
};

late! { sign_in, fn beside(missing: RwSignal<Option<Missing>>) -> AnyView { view! { <Beside missing /> }.into_any() } }

/// In which language to read.
#[component]
fn Languages() -> impl IntoView {
    let choose = set_lang();
    let options = Lang::ALL
        .map(|lang| (lang, Signal::stored(lang.own_name().to_owned())))
        .to_vec();
    view! {
        <div class="section">
            <Segments label=say(common::language) options chosen=use_lang() on_choose=move |lang: Lang| choose(lang) />
        </div>
    }
}

/// Signing in, or choosing whom to be on this device.
#[component]
pub fn SignInPage() -> impl IntoView {
    let session = use_session();
    let device = Memo::new(move |_| session.mode.get() == Mode::Device);
    // Whoever is in already has no business here; on a device alone this is where one becomes somebody else.
    let go_on = use_going_on();
    let expired = use_standing().expired;
    Effect::new(move |_| {
        if session.stage.get() == Stage::Ready && !device.get() && !expired.get() {
            go_on();
        }
    });
    let missing = RwSignal::new(None::<Missing>);
    view! {
        <div class="page sign-in">
            <PageHeader title=say(words::title) small=say(words::greeting) eaves=true />
            <ElderOffer />
            <Show when=move || !device.get() && missing.read().is_none()><SignInForm missing /></Show>
            {later(move || beside(missing))}
            <ElderBack />
        </div>
    }
}

/// What stands below the form, or in its place.
#[component]
fn Beside(missing: RwSignal<Option<Missing>>) -> impl IntoView {
    let session = use_session();
    let device = Memo::new(move |_| session.mode.get() == Mode::Device);
    let half_way = Memo::new(move |_| missing.read().is_some());
    move || match (device.get(), half_way.get()) {
        (true, _) => view! {
            <Personas />
            <Button kind=ButtonKind::Plain on_press=move || session.forget_device_mode()>
                {say(words::back_to_server)}
            </Button>
            <Languages />
        }
        .into_any(),
        (false, true) => view! { <SecondStep missing /> }.into_any(),
        (false, false) => view! {
            <p class="second">{say(words::came_by_code)}</p>
            <PasskeyWay missing />
            <DeviceAlone />
            <Languages />
        }
        .into_any(),
    }
}

/// The way that needs no server.
#[component]
fn DeviceAlone() -> impl IntoView {
    let trying = RwSignal::new(false);
    view! {
        <Card title=say(words::this_device_alone)>
            <p class="second">{say(words::this_device_alone_hint)}</p>
            <Show
                when=move || trying.get()
                fallback=move || view! {
                    <Button kind=ButtonKind::Quiet on_press=move || trying.set(true)>{say(words::try_the_demo)}</Button>
                }
            >
                <Personas />
            </Show>
        </Card>
    }
}

/// Why signing in did not work.
fn sentence(lang: Lang, unsent: &Unsent) -> &'static str {
    match unsent {
        Unsent::SignedOut => words::does_not_fit(lang),
        Unsent::Offline => words::needs_connection(lang),
        many if many.is_too_many() => keys::too_many(lang),
        Unsent::Busy { .. } => words::busy(lang),
        Unsent::Rejected { .. } => words::does_not_fit(lang),
    }
}

/// Account and password.
#[component]
fn SignInForm(
    /// What the server still wants to see.
    missing: RwSignal<Option<Missing>>,
) -> impl IntoView {
    let session = use_session();
    let lang = use_lang();
    let go_on = use_going_on();
    let (account, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let shown = RwSignal::new(false);
    let failed = RwSignal::new(None::<Unsent>);
    let busy = RwSignal::new(false);
    let error = Signal::derive(move || {
        failed
            .get()
            .map(|unsent| sentence(lang.get(), &unsent).to_owned())
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failed.set(None);
        let go_on = go_on.clone();
        spawn_local(async move {
            let went = session
                .sign_in(account.get_untracked().trim(), &password.get_untracked())
                .await;
            let _ = busy.try_set(false);
            match went {
                Ok(None) => go_on(),
                Ok(still) => {
                    let _ = missing.try_set(still);
                }
                Err(unsent) => {
                    let _ = failed.try_set(Some(unsent));
                }
            }
        });
    };
    view! {
        <h2 class="only-heard">{say(words::sign_in)}</h2>
        <form class="stack" on:submit=submit novalidate>
            <TextField label=say(words::account) value=account autocomplete="username" />
            {move || {
                let kind = if shown.get() { FieldKind::Text } else { FieldKind::Password };
                view! { <TextField label=say(words::password) value=password kind autocomplete="current-password" error /> }
            }}
            <CheckField label=say(words::show_password) checked=shown />
            <Button submit=true pending=busy>{say(words::sign_in)}</Button>
        </form>
    }
}
