//! Call resident 电话告知: whoever is visited hears by telephone who comes, when, and the door word; or that nobody
//! does. For the desk alone.

use crate::{
    cases::{WhatIsWrong, Wrong},
    locales::{Lang, desk as words, needs, roster, say, say_with, use_lang},
    session::use_session,
    ui::{Button, ButtonKind, Glyph, KeyedRows, LinkButton},
    words as sentences,
};
use leptos::prelude::*;
use linli_domain::{Command, ShiftId, case::Recipient, shift::ShiftState, time::Instant};
use linli_sync::{ShiftSeen, Snapshot};

/// A telephone call to make.
#[derive(Clone, PartialEq, Eq)]
pub struct ToTell {
    shift: ShiftId,
    /// Whom to call.
    pub recipient: Recipient,
    said: String,
    again: Option<Instant>,
    /// Who comes is announced by a word that the authority draws: without it, there is nothing to tell.
    word_missing: bool,
}

fn names(shift: &ShiftSeen, lang: Lang) -> String {
    let approved = shift.entries.iter().flatten();
    let names: Vec<&str> = approved
        .filter(|entry| entry.state.is_approved())
        .map(|entry| entry.name.as_str())
        .collect();
    names.join(words::and_separator(lang))
}

/// What must be told about a shift, where this person may tell it.
#[must_use]
pub fn to_tell(seen: &Snapshot, shift: &ShiftSeen, lang: Lang) -> Option<ToTell> {
    let recipient = seen.to_tell(shift)?;
    let id = shift.id;
    // What can be taken back still is nothing to tell anybody.
    if shift.pending && matches!(shift.state, ShiftState::Cancelled { .. }) {
        return None;
    }
    if !seen.would(&Command::TellResident { shift: id }) {
        return None;
    }
    let arranged = shift.arranged.clone().unwrap_or_default();
    let (name, title) = (&recipient.name, shift.about.title.pick(lang.tag()));
    let when = sentences::when(lang, &shift.about.span);
    let people = names(shift, lang);
    let (said, word_missing) = match (&shift.state, arranged.door_word) {
        (ShiftState::Cancelled { reason }, _) => (
            words::resident_nobody(lang, name, &when, title, sentences::reason(lang, reason)),
            false,
        ),
        _ if people.is_empty() => (words::resident_not_yet(lang, name, &when, title), false),
        (_, word) => {
            let comes = words::resident_comes(lang, name, &when, &people, title);
            let at_door = word.as_deref().map(|word| words::resident_word(lang, word));
            let said = [Some(comes), at_door.clone()].into_iter().flatten();
            (said.collect::<Vec<_>>().join(gap(lang)), at_door.is_none())
        }
    };
    Some(ToTell {
        shift: id,
        recipient,
        said,
        again: arranged.resident_told.map(|told| told.at),
        word_missing,
    })
}

/// What stands between two sentences.
fn gap(lang: Lang) -> &'static str {
    match lang {
        Lang::En => " ",
        Lang::Hans | Lang::Hant => "",
    }
}

fn at(lang: Lang, at: Instant) -> String {
    format!(
        "{} {}",
        sentences::day(lang, at),
        sentences::clock(lang, at)
    )
}

/// The call to make for a shift; or when the last one was, where nothing has changed since.
#[component]
pub fn CallResident(
    /// Of which shift.
    shift: Memo<Option<ShiftSeen>>,
) -> impl IntoView {
    let (session, lang) = (use_session(), use_lang());
    let call = Memo::new(move |_| {
        let shift = shift.read();
        let lang = lang.get();
        session
            .read(|seen| to_tell(seen, shift.as_ref()?, lang))
            .flatten()
    });
    let told = Memo::new(move |_| {
        let shift = shift.read();
        let arranged = shift.as_ref()?.arranged.as_ref()?;
        arranged.resident_told.as_ref().map(|told| told.at)
    });
    move || {
        match (call.get(), told.get()) {
        (Some(call), _) => view! { <Call call /> }.into_any(),
        (None, Some(when)) => {
            view! { <p class="second">{say_with(move |l| words::resident_told(l, &at(l, when)))}</p> }
                .into_any()
        }
        (None, None) => ().into_any(),
    }
    }
}

/// What must be told about several shifts.
pub fn to_tell_of(shifts: Memo<Vec<ShiftSeen>>) -> Memo<Vec<ToTell>> {
    let (session, lang) = (use_session(), use_lang());
    Memo::new(move |_| {
        let (shifts, lang) = (shifts.read(), lang.get());
        let calls = |seen: &Snapshot| {
            let calls = shifts.iter().filter_map(|shift| to_tell(seen, shift, lang));
            calls.collect::<Vec<_>>()
        };
        session.read(calls).unwrap_or_default()
    })
}

/// Several calls to make.
#[component]
pub fn CallResidents(
    /// What is to be told.
    calls: Memo<Vec<ToTell>>,
) -> impl IntoView {
    view! { <KeyedRows each=calls key=|call: &ToTell| call.shift row=|call| view! { <Call call /> } /> }
}

/// Whom to call, what to say, and the note that they know.
#[component]
fn Call(call: ToTell) -> impl IntoView {
    let session = use_session();
    let wrong = Wrong::with("resident");
    let busy = RwSignal::new(false);
    let shift = call.shift;
    let told = move || {
        let command = Command::TellResident { shift };
        if wrong.foresees(session, &command) {
            return;
        }
        busy.set(true);
        session.act(command, move |answer| {
            busy.try_set(false);
            if let Err(trouble) = answer {
                wrong.set(trouble);
            }
        });
    };
    let heard = StoredValue::new(call.recipient.name.clone());
    let phone = match call.recipient.phone {
        Some(phone) => {
            let (href, shown) = (format!("tel:{phone}"), phone.clone());
            view! {
                <LinkButton href kind=ButtonKind::Quiet icon=Glyph::Phone label=say_with(move |l| format!("{} {phone}", roster::call(l, &heard.get_value())))>{shown}</LinkButton>
            }
            .into_any()
        }
        None => view! { <p class="second">{say(roster::no_phone)}</p> }.into_any(),
    };
    view! {
        <section class="card resident" aria-label=say(words::call_resident)>
            <h2>{say(words::call_resident)}</h2>
            <dl class="facts">
                <div><dt>{say(needs::recipient_name)}</dt><dd>{call.recipient.name}</dd></div>
                {call.recipient.address.map(|address| view! { <div><dt>{say(needs::recipient_address)}</dt><dd>{address}</dd></div> })}
            </dl>
            {call.again.map(|when| view! { <p class="second">{say_with(move |l| words::resident_again(l, &at(l, when)))}</p> })}
            {phone}
            <figure>
                <figcaption class="second">{say(words::read_aloud)}</figcaption>
                <blockquote>{call.said}</blockquote>
            </figure>
            <WhatIsWrong wrong />
            {call.word_missing.then(|| view! { <p class="second">{say(words::door_word_comes)}</p> })}
            <Button pending=busy disabled=call.word_missing icon=Glyph::Check on_press=told label=say_with(move |l| words::told_label(l, &heard.get_value()))>{say(words::told)}</Button>
        </section>
    }
}
