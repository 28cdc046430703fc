//! Hand over 交接: a phone goes flat or somebody must leave, and another leads from now on.

use crate::{
    cases::{WhatIsWrong, Wrong},
    locales::{common, roster as words, say, say_with, use_lang},
    session::use_session,
    ui::{Button, ButtonKind, Dialog, use_toasts},
};
use leptos::prelude::*;
use linli_domain::{Command, PersonId, shift::ShiftState};
use linli_sync::{ShiftSeen, Snapshot};

/// Somebody who could lead.
#[derive(Clone, PartialEq, Eq)]
struct Heir {
    id: PersonId,
    name: String,
}

/// The deputy, and those on the roster, to whom the rule book lets the reader hand over now: so many of them at most.
fn heirs(seen: &Snapshot, shift: &ShiftSeen, most: usize) -> Vec<Heir> {
    if shift.state != ShiftState::Open {
        return Vec::new();
    }
    let deputy = shift.deputy.iter().map(|deputy| Heir {
        id: deputy.id,
        name: deputy.name.clone(),
    });
    let listed = shift.entries.iter().flatten().filter_map(|entry| {
        Some(Heir {
            id: entry.person?,
            name: entry.name.clone(),
        })
    });
    let mut heirs: Vec<Heir> = Vec::new();
    let lead = shift.lead.as_ref().map(|lead| lead.id);
    for heir in deputy.chain(listed) {
        let (shift, to) = (shift.id, heir.id);
        let known = Some(to) == lead || heirs.iter().any(|there| there.id == to);
        if heirs.len() < most && !known && seen.would(&Command::HandOver { shift, to }) {
            heirs.push(heir);
        }
    }
    heirs
}

/// The button, where there is somebody to hand over to, and its dialog.
#[component]
pub fn HandOver(
    /// Which shift.
    shift: Memo<Option<ShiftSeen>>,
) -> impl IntoView {
    let (session, lang, toasts) = (use_session(), use_lang(), use_toasts());
    let open = RwSignal::new(false);
    let chosen = RwSignal::new(None::<PersonId>);
    let wrong = Wrong::with("hand-over");
    let busy = RwSignal::new(false);
    let heirs = Memo::new(move |_| {
        let shift = shift.read();
        // One is enough to show the button.
        let most = if open.get() { usize::MAX } else { 1 };
        let found = session.read(|seen| Some(heirs(seen, shift.as_ref()?, most)));
        found.flatten().unwrap_or_default()
    });
    let begin = move || {
        chosen.set(None);
        wrong.clear();
        open.set(true);
    };
    let heir = Memo::new(move |_| {
        let chosen = chosen.get()?;
        heirs.get().into_iter().find(|heir| heir.id == chosen)
    });
    let confirm = move || {
        let id = shift.with_untracked(|shift| shift.as_ref().map(|shift| shift.id));
        let (Some(shift), Some(heir)) = (id, heir.get_untracked()) else {
            return;
        };
        let command = Command::HandOver { shift, to: heir.id };
        if busy.get_untracked() || wrong.foresees(session, &command) {
            return;
        }
        busy.set(true);
        session.act(command, move |answer| {
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    open.try_set(false);
                    if let Some(lang) = lang.try_get_untracked() {
                        toasts.show(words::handed_over_said(lang, &heir.name));
                    }
                }
                Err(trouble) => wrong.set(trouble),
            }
        });
    };
    let choice = move |heir: Heir| {
        let id = heir.id;
        view! {
            <label class="segment">
                <input
                    type="radio" name="hand-over-to"
                    prop:checked=move || chosen.get() == Some(id)
                    on:change=move |_| chosen.set(Some(id))
                />
                <span>{heir.name}</span>
            </label>
        }
    };
    let press = say_with(move |l| match heir.get() {
        Some(heir) => words::hand_over_of(l, &heir.name),
        None => words::hand_over(l).to_owned(),
    });
    let none = Signal::derive(move || heir.read().is_none());
    let actions = move || {
        view! {
            <Button pending=busy disabled=none on_press=confirm>{press}</Button>
            <Button kind=ButtonKind::Quiet on_press=move || open.set(false)>{say(common::keep)}</Button>
        }
    };
    view! {
        <Show when=move || !heirs.read().is_empty()>
            <Button small=true kind=ButtonKind::Quiet on_press=begin>{say(words::hand_over)}</Button>
        </Show>
        <Dialog open title=say(words::hand_over) actions=actions>
            <p>{say(words::hand_over_means)}</p>
            <WhatIsWrong wrong />
            <fieldset class="segments-field">
                <legend class="field-label">{say(words::hand_over_to)}</legend>
                <div class="segments heirs">{move || heirs.get().into_iter().map(choice).collect_view()}</div>
                <Show when=move || heirs.read().is_empty()><p class="second">{say(words::nobody_to_take_over)}</p></Show>
            </fieldset>
        </Dialog>
    }
}
