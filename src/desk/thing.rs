//! A shift's facts for the desk, and calling it off.

use crate::{
    cases::{WhatIsWrong, Wrong, label, phase_badge},
    locales::{common, desk as words, say, say_with, use_lang},
    session::use_session,
    ui::{Bar, Button, ButtonKind, Dialog, Glyph, LinkButton, Status, StatusBadge, TextField},
    words as sentences,
};
use leptos::prelude::*;
use linli_domain::{Command, Prediction, ShiftId, refusal::Field, shift::ShiftState};
use linli_sync::ShiftSeen;

/// When, where, who leads, and how full it is; for the desk, the ways to change it.
#[component]
pub fn ShiftFacts(
    /// Which.
    shift: Memo<Option<ShiftSeen>>,
) -> impl IntoView {
    let (session, lang) = (use_session(), use_lang());
    let may_change = Memo::new(move |_| {
        let shift = shift.get()?;
        let (id, about) = (shift.id, Box::new(shift.about));
        session
            .read(|seen| seen.would(&Command::CorrectShift { shift: id, about }))
            .filter(|may| *may)?;
        Some(id)
    });
    let facts = move || {
        shift.get().map(|shift| {
        let l = lang.get();
        let phase = shift.phase;
        let place = session.snapshot.with_untracked(|s| s.as_ref().map(|s| s.place_name(&shift.about.place, l.tag())));
        let reason = match shift.state {
            ShiftState::Cancelled { reason } => Some(reason),
            _ => None,
        };
        let lead = shift.lead.map(|lead| format!("{}{}{}", sentences::field_name(l, Field::Lead), words::colon(l), lead.name));
        view! {
            <p class="row need-badges">
                <StatusBadge status=phase_badge(phase) words=say_with(move |l| sentences::phase(l, phase).to_owned()) />
                {shift.pending.then(|| view! { <StatusBadge status=Status::Pending words=say(common::state_pending) /> })}
            </p>
            <p class="dots shift-when">
                <span class="whole">{sentences::when(l, &shift.about.span)}</span>
                {place.map(|place| view! { <span>{place}</span> })}
                {(!shift.about.meeting_point.is_empty()).then(|| view! { <span>{shift.about.meeting_point.clone()}</span> })}
                {lead.map(|lead| view! { <span>{lead}</span> })}
            </p>
            {reason.map(|reason| view! { <p class="second">{sentences::reason(l, &reason).to_owned()}</p> })}
            <div class="shift-fill">
                <span class="shift-count">{format!("{}/{}", shift.counts.taken, shift.about.slots)}</span>
                <Bar taken=u32::from(shift.counts.taken) of=u32::from(shift.about.slots) />
            </div>
        }
    })
    };
    view! {
        <div class="stack shift-facts">
            {facts}
            {move || may_change.get().map(|id| view! {
                <div class="two">
                    <LinkButton href=format!("/desk/shift/{id}/edit") kind=ButtonKind::Quiet icon=Glyph::Edit>{say(words::change)}</LinkButton>
                    <CancelShift shift=id />
                </div>
            })}
        </div>
    }
}

/// Calls a shift off, with a reason, and can be undone for seven seconds.
#[component]
pub fn CancelShift(
    /// Which.
    shift: ShiftId,
) -> impl IntoView {
    let (session, lang) = (use_session(), use_lang());
    let possible = Memo::new(move |_| {
        session.read(|seen| {
            seen.would(&Command::CancelShift {
                shift,
                reason: "…".into(),
            })
        }) == Some(true)
            && session
                .read(|seen| seen.shift(shift).map(|s| s.state))
                .flatten()
                .is_some_and(|s| s == ShiftState::Open)
    });
    let (open, busy) = (RwSignal::new(false), RwSignal::new(false));
    let reason = RwSignal::new(String::new());
    let wrong = Wrong::with("cancel");
    let confirm = move || {
        let lang = lang.get_untracked();
        let command = Command::CancelShift {
            shift,
            reason: reason.get_untracked().trim().to_owned(),
        };
        let seen = session.snapshot.get_untracked();
        if let Some(Prediction::Refused(reasons)) = seen.as_ref().map(|s| s.foresee(&command)) {
            return wrong.refuse(reasons);
        }
        let title = seen
            .and_then(|s| s.shift(shift))
            .map(|s| s.about.title.pick(lang.tag()).to_owned());
        busy.set(true);
        session.act_with_undo(
            command,
            words::cancelled_said(lang, &title.unwrap_or_default()),
            move |answer| {
                busy.try_set(false);
                match answer {
                    Ok(_) => {
                        open.try_set(false);
                    }
                    Err(trouble) => wrong.set(trouble),
                }
            },
        );
    };
    let actions = move || {
        view! {
            <Button kind=ButtonKind::Danger pending=busy on_press=confirm>{say(words::cancel_shift)}</Button>
            <Button kind=ButtonKind::Quiet on_press=move || open.set(false)>{say(common::keep)}</Button>
        }
    };
    let preset = move |word: fn(crate::locales::Lang) -> &'static str| {
        view! { <Button small=true kind=ButtonKind::Quiet on_press=move || reason.set(word(lang.get_untracked()).to_owned())>{say(word)}</Button> }
    };
    view! {
        <Show when=move || possible.get()>
            <Button kind=ButtonKind::Danger on_press=move || open.set(true)>{say(words::cancel_shift)}</Button>
        </Show>
        <Dialog open title=say(words::cancel_title) actions=actions>
            <p>{say(words::cancel_told)}</p>
            <WhatIsWrong wrong />
            <TextField label=label(Field::Reason) value=reason error=wrong.of(Field::Reason) id=wrong.id(Field::Reason) />
            <div class="row">{preset(words::reason_rain)}{preset(words::reason_heat)}</div>
        </Dialog>
    }
}
