//! Erasing what is held about somebody: by themselves here, or by their desk for whoever has no telephone. It says what
//! goes and what stays before it is asked for, and for seven days how to take it back.

use leptos::prelude::*;
use linli_domain::{Command, PersonId, erasure::ERASURE_DAYS};

use crate::cases::{WhatIsWrong, Wrong};
use crate::locales::{me as words, say, say_with, use_lang};
use crate::session::use_session;
use crate::ui::{Button, ButtonKind, Dialog, use_toasts};
use crate::words::day;

/// Me: the section about myself.
#[component]
pub fn EraseMe() -> impl IntoView {
    let session = use_session();
    let me = Memo::new(move |_| session.read(|s| s.person));
    view! {
        <section class="section">
            <div class="section-head"><h2>{say(words::my_details)}</h2></div>
            {move || me.get().map(|person| view! { <Erase person name=None /> })}
        </section>
    }
}

/// Asks for it, or takes it back.
#[component]
pub fn Erase(
    /// Whose.
    person: PersonId,
    /// Their name, where it is not the reader.
    name: Option<String>,
) -> impl IntoView {
    let (session, lang, toasts) = (use_session(), use_lang(), use_toasts());
    let wrong = Wrong::with("erase");
    let (open, busy) = (RwSignal::new(false), RwSignal::new(false));
    let name = StoredValue::new(name);
    let from = Memo::new(move |_| {
        let there = session.read(|s| s.someone(person)).flatten();
        there
            .and_then(|there| there.erasure)
            .map(|erasure| erasure.from)
    });
    let send = move |command: Command, said: fn(crate::locales::Lang) -> &'static str| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        open.set(false);
        session.act(command, move |answer| {
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    if let Some(lang) = lang.try_get_untracked() {
                        toasts.show(said(lang).to_owned());
                    }
                }
                Err(trouble) => wrong.set(trouble),
            }
        });
    };
    let ask = move || send(Command::AskErasure { person }, words::erase_asked);
    let keep = move || send(Command::CallOffErasure { person }, words::erase_called_off);
    let title = say_with(move |lang| {
        name.with_value(|name| match name {
            Some(name) => words::erase_of(lang, name),
            None => words::my_data(lang).to_owned(),
        })
    });
    let when = say_with(move |lang| {
        let on = from.get().map(|from| day(lang, from)).unwrap_or_default();
        name.with_value(|name| match name {
            Some(name) => words::erase_on_of(lang, name, &on),
            None => words::erase_on(lang, &on),
        })
    });
    let goes = say_with(move |lang| {
        let goes = if name.with_value(Option::is_some) {
            words::erase_what_goes_of(lang)
        } else {
            words::erase_what_goes(lang)
        };
        goes.to_owned()
    });
    let days = u32::try_from(ERASURE_DAYS).unwrap_or_default();
    let actions = move || {
        view! {
            <Button on_press=move || open.set(false)>{say(words::erase_keep)}</Button>
            <Button kind=ButtonKind::Danger on_press=ask>{say(words::erase_sure)}</Button>
        }
    };
    view! {
        <Show
            when=move || from.read().is_some()
            fallback=move || view! {
                <Button kind=ButtonKind::Quiet pending=busy on_press=move || open.set(true)>{title}</Button>
            }
        >
            <p role="status">{when}</p>
            <Button kind=ButtonKind::Quiet pending=busy on_press=keep>{say(words::erase_keep)}</Button>
        </Show>
        <WhatIsWrong wrong />
        <Dialog open title actions>
            <p>{goes}</p>
            <p>{say_with(move |lang| words::erase_when(lang, days))}</p>
        </Dialog>
    }
}
