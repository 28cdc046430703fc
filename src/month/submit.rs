//! Submit 上报: once the month is over, and once.

use crate::{
    cases::{WhatIsWrong, Wrong},
    locales::{common, month as words, say, say_with},
    session::use_session,
    ui::{Button, ButtonKind, Dialog},
    words as sentences,
};
use leptos::prelude::*;
use linli_domain::{Command, Month, Prediction, Refusal, place::PlaceCode, time::Instant};

/// The button, or from when on it can be pressed; and the question that says what it means.
#[component]
pub fn Submit(
    /// Of which community.
    place: PlaceCode,
    /// Which month.
    month: Month,
) -> impl IntoView {
    let session = use_session();
    let wrong = Wrong::with("month");
    let (open, busy) = (RwSignal::new(false), RwSignal::new(false));
    let command = StoredValue::new(Command::SubmitMonth { place, month });
    let not_before = Memo::new(move |_| {
        let foreseen = session.read(|seen| command.with_value(|command| seen.foresee(command)));
        ends(&foreseen?)
    });
    let confirm = move || {
        let command = command.get_value();
        if busy.get_untracked() || wrong.foresees(session, &command) {
            return;
        }
        busy.set(true);
        session.act(command, move |answer| {
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    open.try_set(false);
                }
                Err(trouble) => wrong.set(trouble),
            }
        });
    };
    let ask = move || {
        wrong.clear();
        open.set(true);
    };
    let actions = move || {
        view! {
            <Button pending=busy on_press=confirm>{say(words::submit)}</Button>
            <Button kind=ButtonKind::Quiet on_press=move || open.set(false)>{say(common::keep)}</Button>
        }
    };
    let too_early = Signal::derive(move || not_before.get().is_some());
    view! {
        <Button disabled=too_early on_press=ask>{say(words::submit)}</Button>
        {move || not_before.get().map(|ends| view! {
            <p class="second">{say_with(move |l| words::submit_from(l, &sentences::day(l, ends)))}</p>
        })}
        <Dialog open title=say_with(move |l| words::submit_title(l, &words::name(l, month))) actions>
            <p>{say(words::submit_lead)}</p>
            <WhatIsWrong wrong />
        </Dialog>
    }
}

/// When the month ends, where that is yet to come.
fn ends(foreseen: &Prediction) -> Option<Instant> {
    let Prediction::Refused(reasons) = foreseen else {
        return None;
    };
    reasons.iter().find_map(|reason| match reason {
        Refusal::MonthNotOver { ends } => Some(*ends),
        _ => None,
    })
}
