//! A shift's facts for the desk, and what is to be done about it.

use super::{cancel::CancelShift, postpone::PostponeShift, resident::CallResident, short::WaysOut};
use crate::{
    cases::phase_badge,
    locales::{checkin, common, desk as words, needs, say, say_with, use_lang},
    session::use_session,
    ui::{Bar, ButtonKind, Glyph, LinkButton, Status, StatusBadge},
    words as sentences,
};
use leptos::prelude::*;
use linli_domain::{Command, refusal::Field, shift::ShiftState};
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
    let id = Memo::new(move |_| shift.read().as_ref().map(|shift| shift.id));
    let again = Memo::new(move |_| {
        let id = shift.read().as_ref()?.id;
        session.read(|seen| seen.runs_desk()).filter(|runs| *runs)?;
        Some(id)
    });
    let facts = move || {
        shift.get().map(|shift| {
        let l = lang.get();
        let phase = shift.phase;
        let place = session.snapshot.with_untracked(|s| s.as_ref().map(|s| s.place_name(&shift.about.place, l.tag())));
        let word = shift.arranged.and_then(|arranged| arranged.door_word);
        let word = word.filter(|_| shift.state == ShiftState::Open);
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
            {reason.map(|reason| view! { <p class="second">{common::because(l, sentences::reason(l, &reason))}</p> })}
            {word.map(|word| view! { <p class="shift-word">{say(checkin::door_word)}<strong class="door-word">{word}</strong></p> })}
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
            <Show when=move || may_change.get().is_some()><WaysOut shift /></Show>
            <CallResident shift />
            {move || may_change.get().map(|id| view! {
                <div class="two">
                    <LinkButton href=format!("/desk/shift/{id}/edit") kind=ButtonKind::Quiet icon=Glyph::Edit>{say(words::change)}</LinkButton>
                    <CancelShift shift=id />
                </div>
            })}
            {move || id.get().map(|id| view! { <PostponeShift shift=id /> })}
            {move || again.get().map(|id| view! {
                <LinkButton href=format!("/desk?again-shift={id}") kind=ButtonKind::Quiet>{say(needs::post_again)}</LinkButton>
            })}
        </div>
    }
}
