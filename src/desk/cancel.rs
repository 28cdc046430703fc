//! Calling a shift off, with a reason, for seven seconds to be taken back.

use crate::{
    cases::{ReasonDialog, Sent},
    locales::{Lang, desk as words, roster, say, say_with},
    session::use_session,
    ui::{Button, ButtonKind, Glyph, LinkButton},
    words::{self as sentences, Word},
};
use leptos::prelude::*;
use linli_domain::{Command, ShiftId, shift::ShiftState};
use linli_sync::Snapshot;

/// Whether a shift is open and may be called off by this person.
#[must_use]
pub fn could_cancel(seen: &Snapshot, shift: ShiftId) -> bool {
    let reason = "…".to_owned();
    let open = seen
        .shift(shift)
        .is_some_and(|seen| seen.state == ShiftState::Open);
    open && seen.would(&Command::CancelShift { shift, reason })
}

/// The button and its dialog.
#[component]
pub fn CancelShift(
    /// Which.
    shift: ShiftId,
    /// For want of people: "Can't do it", and what follows from it.
    #[prop(optional)]
    cant_do: bool,
) -> impl IntoView {
    let session = use_session();
    let possible = Memo::new(move |_| session.read(|seen| could_cancel(seen, shift)) == Some(true));
    let open = RwSignal::new(false);
    let word = if cant_do {
        words::cant_do
    } else {
        words::cancel_shift
    };
    view! {
        <Show when=move || possible.get()>
            <Button kind=ButtonKind::Danger on_press=move || open.set(true)>{say(word)}</Button>
        </Show>
        <CancelDialog shift cant_do open word />
    }
}

#[component]
fn CancelDialog(shift: ShiftId, cant_do: bool, open: RwSignal<bool>, word: Word) -> impl IntoView {
    let session = use_session();
    let command = move |reason: String| {
        let reason = sentences::reason_code(&reason);
        Some(Command::CancelShift { shift, reason })
    };
    let said = move |lang: Lang| {
        let title = session.snapshot.with_untracked(|seen| {
            let shift = seen.as_ref()?.shift(shift)?;
            Some(shift.about.title.pick(lang.tag()).to_owned())
        });
        words::cancelled_said(lang, &title.unwrap_or_default())
    };
    let mut presets: Vec<Word> = vec![words::reason_rain, words::reason_heat];
    if cant_do {
        presets.insert(0, words::reason_nobody);
    }
    let (form, title): (_, Word) = if cant_do {
        ("cant-do", words::cant_do_title)
    } else {
        ("cancel", words::cancel_title)
    };
    let (title, hint) = (say(title), say(words::cancel_told));
    view! {
        <ReasonDialog open form title hint word sent=Sent::WithUndo command said presets>
            {cant_do.then(|| view! { <WhatFollows shift /> })}
        </ReasonDialog>
    }
}

/// The need is open again, and somebody waits who must be called.
#[component]
fn WhatFollows(shift: ShiftId) -> impl IntoView {
    let session = use_session();
    let whom = Memo::new(move |_| {
        session
            .read(|seen| {
                let shift = seen.shift(shift)?;
                shift.about.parent?;
                Some(seen.visited(&shift))
            })
            .flatten()
    });
    move || {
        whom.get().map(|recipient| {
            let call = recipient.map(|recipient| {
                let name = StoredValue::new(recipient.name);
                let phone = recipient.phone.map(|phone| {
                    let (href, shown) = (format!("tel:{phone}"), phone.clone());
                    view! {
                        <LinkButton href kind=ButtonKind::Quiet icon=Glyph::Phone label=say_with(move |l| format!("{} {phone}", roster::call(l, &name.get_value())))>{shown}</LinkButton>
                    }
                });
                view! {
                    <p>{say_with(move |l| words::call_them(l, &name.get_value()))}</p>
                    {phone}
                }
            });
            view! {
                <p>{say(words::need_opens_again)}</p>
                {call}
            }
        })
    }
}
