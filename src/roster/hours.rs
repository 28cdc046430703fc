//! Afterwards: the hours of those who were there, confirmed by another than themselves.

use crate::{
    cases::{WhatIsWrong, Wrong},
    locales::{roster as words, say, say_with},
    session::use_session,
    ui::Button,
};
use leptos::prelude::*;
use linli_domain::{Command, PersonId, SignUpId, command::HoursEntry, shift::SignUp};
use linli_sync::ShiftSeen;
use std::collections::BTreeMap;

/// Minutes that were typed, by entry.
pub type Typed = RwSignal<BTreeMap<SignUpId, String>>;

/// The minutes of one entry, to be changed.
#[component]
pub fn Minutes(
    /// Whose.
    entry: SignUp,
    /// What check-in and check-out say.
    counted: u32,
    /// What was typed.
    typed: Typed,
) -> impl IntoView {
    let (id, name) = (entry.id, entry.name);
    let value = move || {
        typed
            .read()
            .get(&id)
            .cloned()
            .unwrap_or_else(|| counted.to_string())
    };
    let label = say_with(move |l| words::minutes_of(l, &name));
    view! {
        <label class="roster-minutes">
            <input
                class="control"
                inputmode="numeric"
                aria-label=label
                prop:value=value
                on:input=move |event| typed.update(|typed| { typed.insert(id, event_target_value(&event)); })
            />
            <span>{say(words::minutes_unit)}</span>
        </label>
    }
}

/// Whether an entry is the reader's own.
fn is_mine(entry: &SignUp, me: Option<PersonId>) -> bool {
    entry.person.is_some() && entry.person == me
}

/// Whether the reader entered it afterwards.
fn is_by(entry: &SignUp, me: Option<PersonId>) -> bool {
    entry.entered_by.is_some() && entry.entered_by == me
}

/// Confirm all, or close the roster where nobody was there.
#[component]
pub fn ConfirmAll(
    /// The shift, over.
    shift: Memo<Option<ShiftSeen>>,
    /// What was typed.
    typed: Typed,
) -> impl IntoView {
    let session = use_session();
    let wrong = Wrong::with("hours");
    let busy = RwSignal::new(false);
    let me = Memo::new(move |_| session.read(|seen| seen.person));
    let present = Memo::new(move |_| {
        let shift = shift.read();
        let entries = shift
            .as_ref()
            .and_then(|s| s.entries.clone())
            .unwrap_or_default();
        entries
            .into_iter()
            .filter(|e| e.state.is_present())
            .collect::<Vec<_>>()
    });
    let others = Memo::new(move |_| {
        let me = me.get();
        let present = present.get().into_iter();
        present
            .filter(|e| !is_mine(e, me) && !is_by(e, me))
            .map(|e| e.id)
            .collect::<Vec<_>>()
    });
    let own = Memo::new(move |_| present.read().iter().any(|e| is_mine(e, me.get())));
    // What the reader entered afterwards needs a second person.
    let by_me = Memo::new(move |_| {
        let present = present.read();
        let entered = present.iter();
        let entered = entered.filter(|e| !is_mine(e, me.get()) && is_by(e, me.get()));
        u32::try_from(entered.count()).unwrap_or(u32::MAX)
    });
    let command = move || {
        let shift = shift.read().as_ref()?.id;
        let entries = others.get().into_iter().map(|sign_up| {
            // A number that is none becomes one that no rule takes.
            let minutes = typed
                .read()
                .get(&sign_up)
                .map(|text| text.trim().parse().unwrap_or(u32::MAX));
            HoursEntry { sign_up, minutes }
        });
        Some(Command::ConfirmHours {
            shift,
            entries: entries.collect(),
        })
    };
    let closes = Memo::new(move |_| {
        let shift = shift.get();
        let done = shift
            .as_ref()
            .is_none_or(|s| s.state != linli_domain::shift::ShiftState::Open);
        let empty = shift.map(|s| Command::ConfirmHours {
            shift: s.id,
            entries: Vec::new(),
        });
        !done
            && present.read().is_empty()
            && empty.is_some_and(|c| session.read(|seen| seen.would(&c)) == Some(true))
    });
    let confirm = move || {
        let Some(command) = untrack(command) else {
            return;
        };
        let foreseen = session
            .snapshot
            .with_untracked(|s| s.as_ref().map(|s| s.foresee(&command)));
        if let Some(linli_domain::Prediction::Refused(reasons)) = foreseen {
            return wrong.refuse(reasons);
        }
        busy.set(true);
        session.act(command, move |answer| {
            busy.try_set(false);
            match answer {
                Ok(_) => wrong.clear(),
                Err(trouble) => wrong.set(trouble),
            }
        });
    };
    let count = move || u32::try_from(others.read().len()).unwrap_or(u32::MAX);
    view! {
        <div class="stack">
            <WhatIsWrong wrong />
            <Show when=move || !others.read().is_empty()>
                <Button pending=busy on_press=confirm>{say_with(move |l| words::confirm_all(l, count()))}</Button>
            </Show>
            <Show when=move || others.read().is_empty() && by_me.get() != 0>
                <Button disabled=true>{say_with(move |l| words::confirm_all(l, by_me.get()))}</Button>
            </Show>
            <Show when=move || by_me.get() != 0><p class="second">{say_with(move |l| words::second_confirms(l, by_me.get()))}</p></Show>
            <Show when=move || own.get()><p class="second">{session.say_of_hours(words::own_hours_by_worker, words::own_attendance_by_worker)}</p></Show>
            <Show when=move || closes.get()>
                <p class="second">{say(words::close_roster_hint)}</p>
                <Button pending=busy on_press=confirm>{say(words::close_roster)}</Button>
            </Show>
        </div>
    }
}
