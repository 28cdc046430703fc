//! Putting a shift off, with a reason: everybody says again whether they come. For seven seconds it can be taken back.

use super::why::{Reason, ReasonField};
use crate::{
    cases::{WhatIsWrong, Wrong},
    locales::{common, desk as words, format, say, use_lang},
    session::use_session,
    ui::{Button, ButtonKind, Dialog, FieldKind, TextField},
    words::{millis, zone},
};
use chrono::DateTime;
use leptos::prelude::*;
use linli_domain::{
    Command, Refusal, ShiftId,
    refusal::{Field, Problem},
    time::{Instant, Span, hours},
};
use linli_sync::Snapshot;

/// The moment of a day and a time of day where the community lives.
pub fn moment(day: &str, time: &str) -> Option<Instant> {
    DateTime::from_timestamp_millis(format::instant(day, time, zone())?)
}

/// A shift's time on another day, at its own time of day or another; as long as it was.
pub fn moved(span: &Span, day: &str, time: &str) -> Option<Span> {
    let own = format::iso_time(millis(span.start), zone());
    let time = if time.is_empty() { &own } else { time };
    let start = moment(day, time)?;
    let end = start + (span.end - span.start);
    Some(Span { start, end })
}

/// Whether this person may put a shift off now: tried with a time to come.
fn could_postpone(seen: &Snapshot, shift: ShiftId) -> bool {
    let Some(there) = seen.shift(shift) else {
        return false;
    };
    let was = there.about.span;
    let start = was.start.max(seen.now) + hours(24);
    let span = Span {
        start,
        end: start + (was.end - was.start),
    };
    let reason = "rain".to_owned();
    seen.would(&Command::PostponeShift {
        shift,
        span,
        reason,
    })
}

/// The button and its dialog.
#[component]
pub fn PostponeShift(
    /// Which.
    shift: ShiftId,
) -> impl IntoView {
    let session = use_session();
    let possible =
        Memo::new(move |_| session.read(|seen| could_postpone(seen, shift)) == Some(true));
    let open = RwSignal::new(false);
    view! {
        <Show when=move || possible.get()>
            <Button kind=ButtonKind::Quiet on_press=move || open.set(true)>{say(words::postpone)}</Button>
        </Show>
        <PostponeDialog shift open />
    }
}

#[component]
fn PostponeDialog(shift: ShiftId, open: RwSignal<bool>) -> impl IntoView {
    let (session, lang) = (use_session(), use_lang());
    let busy = RwSignal::new(false);
    let reason = Reason::new();
    let (day, start, end) = (
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
    );
    let wrong = Wrong::with("postpone");
    let seen = move || {
        session
            .snapshot
            .with_untracked(|seen| seen.as_ref()?.shift(shift))
    };
    // It begins with the time that the shift has.
    Effect::new(move |_| {
        if open.get()
            && let Some(there) = seen()
        {
            let span = there.about.span;
            day.set(format::iso_day(millis(span.start), zone()));
            start.set(format::iso_time(millis(span.start), zone()));
            end.set(format::iso_time(millis(span.end), zone()));
            wrong.clear();
        }
    });
    let confirm = move || {
        let lang = lang.get_untracked();
        let day = day.get_untracked();
        let begins = moment(&day, &start.get_untracked());
        let ends = moment(&day, &end.get_untracked());
        let (Some(start), Some(end)) = (begins, ends) else {
            let missing = |field| Refusal::Field {
                field,
                problem: Problem::Missing,
            };
            let fields = [(begins, Field::Start), (ends, Field::End)];
            let empty = fields.into_iter().filter(|(at, _)| at.is_none());
            return wrong.refuse(empty.map(|(_, field)| missing(field)).collect());
        };
        let command = Command::PostponeShift {
            shift,
            span: Span { start, end },
            reason: reason.code(),
        };
        if busy.get_untracked() || wrong.foresees(session, &command) {
            return;
        }
        let title = seen().map(|there| there.about.title.pick(lang.tag()).to_owned());
        let said = words::postponed_said(lang, &title.unwrap_or_default());
        busy.set(true);
        session.act_with_undo(command, said, move |answer| {
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    open.try_set(false);
                }
                Err(trouble) => wrong.set(trouble),
            }
        });
    };
    let actions = move || {
        view! {
            <Button pending=busy on_press=confirm>{say(words::postpone)}</Button>
            <Button kind=ButtonKind::Quiet on_press=move || open.set(false)>{say(common::keep)}</Button>
        }
    };
    view! {
        <Dialog open title=say(words::postpone_title) actions=actions>
            <p>{say(words::postpone_told)}</p>
            <WhatIsWrong wrong />
            <TextField label=say(words::new_day) value=day kind=FieldKind::Date />
            <div class="two">
                <TextField label=say(words::new_start) value=start kind=FieldKind::Time error=wrong.of(Field::Start) id=wrong.id(Field::Start) />
                <TextField label=say(words::new_end) value=end kind=FieldKind::Time error=wrong.of(Field::End) id=wrong.id(Field::End) />
            </div>
            <ReasonField reason error=wrong.of(Field::Reason) id=wrong.id(Field::Reason) />
        </Dialog>
    }
}
