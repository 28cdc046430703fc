//! How one's own entry stands: as a seal or a badge, and as a sentence.

use leptos::prelude::*;
use linli_domain::shift::{Phase, SignUpState};

use super::facts::{Facts, of};
use crate::locales::{Lang, common, help, say, say_with, today};
use crate::ui::{Seal, Status, StatusBadge};
use crate::words;

/// What a mark shows.
enum Mark {
    Sealed(fn(Lang) -> &'static str),
    Badge(Status, fn(Lang) -> &'static str),
}

/// How an entry stands: its state, whether something of it is on its way, whether its arrival may be relied on.
fn standing(facts: &Facts) -> Option<(SignUpState, bool, bool)> {
    let own = facts.seen.own.as_ref();
    let arrival = own.and_then(|own| own.check_in.as_ref());
    let pending = facts.seen.pending;
    let verified = arrival.is_some_and(|arrival| arrival.verified) && !pending;
    Some((facts.own()?, pending, verified))
}

fn mark((state, pending, verified): (SignUpState, bool, bool)) -> Option<Mark> {
    if pending && !state.is_present() {
        return Some(Mark::Badge(Status::Pending, common::state_pending));
    }
    Some(match state {
        SignUpState::Confirmed => Mark::Sealed(common::state_confirmed),
        SignUpState::CheckedIn if verified => Mark::Sealed(common::state_checked_in),
        SignUpState::CheckedIn => Mark::Badge(Status::Pending, common::state_to_verify),
        SignUpState::CheckedOut => Mark::Badge(Status::Done, common::state_checked_out),
        SignUpState::HoursConfirmed => Mark::Sealed(common::state_verified),
        SignUpState::Waitlisted => Mark::Badge(Status::Pending, common::state_waiting),
        SignUpState::Requested => Mark::Badge(Status::Pending, common::state_requested),
        SignUpState::Offered { .. } => Mark::Badge(Status::Pending, common::state_offered),
        SignUpState::Reconfirm => Mark::Badge(Status::Urgent, today::can_you_come),
        SignUpState::NotRecorded => Mark::Badge(Status::Plain, common::state_not_recorded),
        SignUpState::NoShow { .. } => Mark::Badge(Status::Refused, common::state_absent),
        SignUpState::Declined | SignUpState::Withdrawn { .. } | SignUpState::Cancelled => {
            return None;
        }
    })
}

/// The seal comes down when the authority confirms what was on its way.
#[component]
pub fn StateMark(
    /// Of which shift.
    facts: Memo<Option<Facts>>,
) -> impl IntoView {
    let now = Memo::new(move |_| facts.with(|facts| facts.as_ref().and_then(standing)));
    let pending = StoredValue::new(false);
    move || {
        now.get().and_then(mark).map(|mark| match mark {
            Mark::Sealed(words) => {
                let landing = pending.get_value();
                pending.set_value(false);
                view! { <Seal words=say(words) landing /> }.into_any()
            }
            Mark::Badge(status, words) => {
                pending.set_value(status == Status::Pending);
                view! { <StatusBadge status words=say(words) /> }.into_any()
            }
        })
    }
}

/// What a line says of places and of one's own entry.
fn line(lang: Lang, facts: &Facts) -> String {
    let pending = facts.seen.pending;
    match facts.own() {
        Some(SignUpState::Waitlisted) if facts.may_come_after_all() => {
            today::still_free(lang).to_owned()
        }
        Some(SignUpState::Waitlisted) => match facts.position() {
            Some(position) => help::you_are_in_line(lang, position),
            None => help::on_waiting_list(lang).to_owned(),
        },
        Some(SignUpState::Confirmed) if pending => help::signed_up_pending(lang).to_owned(),
        Some(SignUpState::Confirmed) => help::signed_up(lang).to_owned(),
        Some(SignUpState::Requested) => help::requested(lang).to_owned(),
        Some(state) => words::sign_up_state(lang, state).to_owned(),
        None => match facts.seen.phase {
            Phase::Open => help::places_left(lang, facts.seen.places_left().into()),
            Phase::Full => {
                let waiting = u32::try_from(facts.seen.counts.waiting.len()).unwrap_or(u32::MAX);
                help::full_waiting(lang, waiting)
            }
            phase => words::phase(lang, phase).to_owned(),
        },
    }
}

/// How many places are left, or how one's own entry stands, in a sentence.
#[component]
pub fn StateLine(
    /// Of which shift.
    facts: Memo<Option<Facts>>,
) -> impl IntoView {
    let words = say_with(move |lang| {
        facts.with(|facts| {
            facts
                .as_ref()
                .map(|facts| line(lang, facts))
                .unwrap_or_default()
        })
    });
    let free = of(facts, |facts| {
        facts.own().is_none() && facts.seen.phase == Phase::Open
    });
    view! { <p class:places-left=move || free.get()>{words}</p> }
}
