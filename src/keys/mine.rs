//! Me: what I sign in with.

use leptos::{prelude::*, task::spawn_local};

use super::{
    Trouble,
    api::{self, Own, OwnKey},
    app_codes::SetUpCodes,
    password::ChangePassword,
    proof::ShowItIsYou,
    step::{TroubleLine, on_proof_needed, once},
};
use crate::locales::{Lang, format, keys as words, me, say, say_with, use_lang};
use crate::platform::{http, passkeys};
use crate::session::{Mode, Session, use_session};
use crate::ui::{Button, ButtonKind, Glyph, KeyedRows, use_toasts};
use crate::words::{millis, zone};

/// Whether there is anything that the reader could come back with; none where the server does not tell.
pub async fn signs_in() -> Option<bool> {
    api::own().await.ok().map(|own| own.signs_in())
}

/// What waits until they have shown that it is they.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Wanted {
    Add,
    Remove(String),
    RemoveCodes,
    /// They press again.
    Nothing,
}

/// The section; for whoever signs in with something.
#[component]
pub fn MyKeys() -> impl IntoView {
    let session = use_session();
    let own = RwSignal::new(None::<Own>);
    let fetch = move || {
        spawn_local(async move {
            // Without a connection there is nothing to change either: the section stays away.
            if let Ok(found) = api::own().await {
                let _ = own.try_set(Some(found));
            }
        });
    };
    let server = Memo::new(move |_| session.mode.get() == Mode::Server);
    Effect::new(move |_| {
        if server.get() {
            fetch();
        }
    });
    let signs_in = move || own.with(|own| own.as_ref().is_some_and(Own::signs_in));
    let there = Signal::derive(move || own.get().unwrap_or_default());
    view! { <Show when=move || server.get() && signs_in()><Keys own=there fetch=Callback::new(move |()| fetch()) /></Show> }
}

#[component]
fn Keys(own: Signal<Own>, fetch: Callback<()>) -> impl IntoView {
    let (lang, toasts) = (use_lang(), use_toasts());
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let (asked, wanted) = (RwSignal::new(false), RwSignal::new(Wanted::Nothing));
    let run = move |what: Wanted| {
        wanted.set(what.clone());
        let lang = lang.get_untracked();
        let said = match what {
            Wanted::Add => Some(words::set_up(lang)),
            Wanted::Remove(_) | Wanted::RemoveCodes => Some(words::removed(lang)),
            Wanted::Nothing => None,
        };
        let work = async move {
            match what {
                Wanted::Add => api::add_passkey().await.map(drop),
                Wanted::Remove(id) => api::remove_passkey(&id).await,
                Wanted::RemoveCodes => api::remove_codes().await,
                Wanted::Nothing => Ok(()),
            }
        };
        once(busy, trouble, work, move |()| {
            if let Some(said) = said {
                toasts.show(said.to_owned());
            }
            let _ = fetch.try_run(());
        });
    };
    on_proof_needed(trouble, Callback::new(move |()| asked.set(true)));
    let row = move |key: OwnKey| {
        let id = key.id.clone();
        view! { <li><Key key busy on_remove=move |()| run(Wanted::Remove(id.clone())) /></li> }
    };
    let there = Memo::new(move |_| own.get().passkeys);
    let set_up = Callback::new(move |_: http::Session| {
        toasts.show(words::set_up(lang.get_untracked()).to_owned());
        fetch.run(());
    });
    let prove = Callback::new(move |()| {
        wanted.set(Wanted::Nothing);
        asked.set(true);
    });
    let can = move || own.with(|own| own.can) && passkeys::can();
    view! {
        <section class="section">
            <div class="section-head"><h2>{say(words::how_i_sign_in)}</h2></div>
            <Show
                when=move || own.with(|own| !own.passkeys.is_empty())
                fallback=move || view! { <Show when=can><p class="second">{say(words::no_passkey)}</p></Show> }
            >
                <ul class="roster-list card"><KeyedRows each=there key=|key: &OwnKey| key.id.clone() row /></ul>
            </Show>
            <TroubleLine trouble />
            <Show when=can>
                <Button kind=ButtonKind::Quiet icon=Glyph::Plus pending=busy on_press=move || run(Wanted::Add)>{say(words::set_up_passkey)}</Button>
            </Show>
            {move || match own.with(|own| own.code) {
                true => view! {
                    <p class="roster-who"><strong>{say(words::codes)}</strong></p>
                    <Button kind=ButtonKind::Plain pending=busy on_press=move || run(Wanted::RemoveCodes)>{say(words::remove_codes)}</Button>
                }
                .into_any(),
                false => view! { <SetUpCodes on_done=set_up on_prove=prove /> }.into_any(),
            }}
            <ChangePassword own on_done=fetch on_prove=prove />
            <ShowItIsYou open=asked own on_done=move |()| run(wanted.get_untracked()) />
        </section>
    }
}

/// One passkey.
#[component]
fn Key(key: OwnKey, busy: RwSignal<bool>, #[prop(into)] on_remove: Callback<()>) -> impl IntoView {
    let session = use_session();
    let key = StoredValue::new(key);
    let heading = say_with(move |lang| key.with_value(|key| name(lang, key)));
    let when = say_with(move |lang| key.with_value(|key| last_used(lang, session, key)));
    let label =
        say_with(move |lang| key.with_value(|key| words::remove_of(lang, &name(lang, key))));
    view! {
        <article class="roster-entry" aria-label=move || heading.get()>
            <p class="roster-who"><strong>{heading}</strong><span class="second">{when}</span></p>
            <div class="row roster-marks">
                <Button small=true kind=ButtonKind::Plain pending=busy on_press=move || on_remove.run(()) label>{say(words::remove)}</Button>
            </div>
        </article>
    }
}

fn name(lang: Lang, key: &OwnKey) -> String {
    match key.name.as_str() {
        "" => words::passkey(lang).to_owned(),
        name => words::passkey_on(lang, name),
    }
}

/// The day of its last use, or that on which it was made.
fn last_used(lang: Lang, session: Session, key: &OwnKey) -> String {
    let day = |at: i64| format::near_day(lang, at, millis(session.now()), zone());
    let used = key.used.as_deref();
    match used.and_then(|used| format::instant(used, "12:00", zone())) {
        Some(at) => me::last_used(lang, &day(at)),
        None => words::added_on(lang, &day(millis(key.added))),
    }
}
