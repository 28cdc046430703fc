//! Several shifts are called off or put off: asked for one by one, with one way back, one line that tells how far it
//! is, and one list of those who have not been reached.

use super::resident::{CallResidents, to_tell_of};
use crate::{
    locales::{Lang, desk as words, say, say_with},
    roster::{UnreachedOf, to_call_of},
    session::{Session, use_session},
    ui::{ButtonKind, LinkButton, Reasons, Toasts},
    words as sentences,
};
use leptos::prelude::*;
use linli_domain::{Command, ShiftId, shift::ShiftState, time::Span};
use linli_sync::{ShiftSeen, Snapshot};

/// What has been asked for. Copy it into callbacks.
#[derive(Clone, Copy)]
pub struct Run {
    /// How many shifts were chosen; 0 while they are being chosen.
    pub of: RwSignal<usize>,
    /// Those for which it is safe on this device, and the new time of those that are put off.
    pub asked: RwSignal<Vec<(ShiftId, Option<Span>)>>,
    /// Those for which it may not be, and why.
    pub refused: RwSignal<Vec<String>>,
}

/// Asks for each, one after the other, and offers one way back for all.
pub async fn ask_all(
    (session, toasts, lang): (Session, Toasts, Lang),
    run: Run,
    todo: Vec<(ShiftSeen, Option<Span>)>,
    reason: String,
) {
    let mut held = Vec::new();
    let postponed = todo.iter().any(|(_, span)| span.is_some());
    for (shift, span) in todo {
        let (id, reason) = (shift.id, reason.clone());
        let command = match span {
            Some(span) => Command::PostponeShift {
                shift: id,
                span,
                reason,
            },
            None => Command::CancelShift { shift: id, reason },
        };
        match session.ask(command).await {
            Ok(asked) => {
                held.push(asked);
                run.asked.try_update(|asked| asked.push((id, span)));
            }
            Err(trouble) => {
                let why = sentences::trouble(lang, &trouble, None).join(" ");
                let title = shift.about.title.pick(lang.tag());
                let line = format!("{title}{}{why}", words::colon(lang));
                run.refused.try_update(|refused| refused.push(line));
            }
        }
    }
    let n = u32::try_from(held.len()).unwrap_or(u32::MAX);
    if n > 0 {
        let undo = move |()| {
            session.undo_all(held.clone());
            run.of.try_set(0);
        };
        let said = if postponed {
            words::several_postponed(lang, n)
        } else {
            words::several_cancelled(lang, n)
        };
        toasts.show_with_undo(said, Callback::new(undo));
    }
}

/// How far it is, then who has not been reached.
#[component]
pub fn Going(
    /// What was asked for.
    run: Run,
) -> impl IntoView {
    let session = use_session();
    let shifts = Memo::new(move |_| {
        let asked = run.asked.read();
        let seen = |seen: &Snapshot| {
            asked
                .iter()
                .filter_map(|(id, _)| seen.shift(*id))
                .collect::<Vec<_>>()
        };
        session.read(seen).unwrap_or_default()
    });
    let postponed = move || run.asked.read().iter().any(|(_, span)| span.is_some());
    let done = Memo::new(move |_| {
        let asked = run.asked.read();
        let is_done = |shift: &&ShiftSeen| {
            let new = asked.iter().find(|(id, _)| *id == shift.id);
            let there = match new.and_then(|(_, span)| *span) {
                Some(span) => shift.about.span == span,
                None => matches!(shift.state, ShiftState::Cancelled { .. }),
            };
            there && !shift.pending
        };
        shifts.read().iter().filter(is_done).count()
    });
    let over = Memo::new(move |_| {
        let refused = run.refused.read().len();
        done.get() + refused >= run.of.get()
    });
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let said = say_with(move |l| {
        if over.get() && postponed() {
            words::several_moved(l, number(done.get()))
        } else if over.get() {
            words::several_done(l, number(done.get()))
        } else {
            words::progress(l, number(done.get()), number(run.of.get()))
        }
    });
    let all_reached = Memo::new(move |_| {
        let shifts = shifts.read();
        let left = |seen: &Snapshot| {
            let residents = shifts.iter().any(|shift| seen.to_tell(shift).is_some());
            residents || !to_call_of(&shifts, seen.person, seen.now).is_empty()
        };
        !shifts.is_empty() && session.read(left) == Some(false)
    });
    let calls = to_tell_of(shifts);
    let share = move || format!("{}%", done.get() * 100 / run.of.get().max(1));
    view! {
        <p class="several-progress" role="status">{said}</p>
        <Show when=move || !over.get()><div class="code-left" aria-hidden="true" style:--share=share></div></Show>
        <Show when=move || !run.refused.read().is_empty()><Reasons title=say(words::not_changed) reasons=run.refused /></Show>
        <Show when=move || over.get()>
            <UnreachedOf shifts others=Signal::derive(move || calls.read().len())><CallResidents calls /></UnreachedOf>
            <Show when=move || all_reached.get()><p>{say(words::all_reached)}</p></Show>
            <LinkButton href="/desk" kind=ButtonKind::Quiet>{say(words::finish)}</LinkButton>
        </Show>
    }
}
