//! The answer: a tick and words. Then the way out.

use leptos::prelude::*;
use linli_domain::shift::SignUpState;

use crate::locales::{checkin as words, common, say, say_with};
use crate::session::use_session;
use crate::shifts::{Doing, Facts, of};
use crate::ui::{Button, ButtonKind, Glyph, Icon, LinkButton, Reasons, Seal};
use crate::words as sentences;

/// What is known of somebody's arrival.
#[derive(Clone, Debug, Default, PartialEq)]
struct Arrival {
    sure: bool,
    /// What was said has not arrived yet.
    pending: bool,
    here: bool,
    times: Option<(
        linli_domain::time::Instant,
        Option<linli_domain::time::Instant>,
    )>,
}

fn arrival(facts: &Facts) -> Arrival {
    let own = facts.seen.own.as_ref();
    let arrived = own.and_then(|own| own.check_in.as_ref());
    let left = own.and_then(|own| own.check_out.as_ref());
    Arrival {
        sure: arrived.is_some_and(|a| a.verified) && !facts.seen.pending,
        pending: facts.seen.pending,
        here: facts.own() == Some(SignUpState::CheckedIn),
        times: arrived.map(|a| (a.at, left.map(|l| l.at))),
    }
}

/// Checked in, or saved and to be verified; then "Finished".
#[component]
pub fn Answer(
    /// Of which shift.
    facts: Memo<Option<Facts>>,
    /// Leaves.
    doing: Doing,
) -> impl IntoView {
    let session = use_session();
    let known = Memo::new(move |_| facts.with(|f| f.as_ref().map(arrival).unwrap_or_default()));
    let sure = Memo::new(move |_| known.with(|k| k.sure));
    let here = Memo::new(move |_| known.with(|k| k.here));
    let id = of(facts, |f| Some(f.seen.id));
    let head = say_with(move |lang| {
        if sure.get() {
            words::checked_in(lang).to_owned()
        } else {
            words::saved_to_verify(lang).to_owned()
        }
    });
    let times = say_with(move |lang| {
        known.with(|known| match known.times {
            Some((at, None)) => words::checked_in_at(lang, &sentences::clock(lang, at)),
            Some((at, Some(left))) => format!(
                "{} · {}",
                words::checked_in_at(lang, &sentences::clock(lang, at)),
                words::checked_out_at(lang, &sentences::clock(lang, left))
            ),
            None => String::new(),
        })
    });
    let pending = Memo::new(move |_| known.with(|k| k.pending));
    // A code that came late waits for the lead, and no longer for a connection.
    let why = say_with(move |lang| {
        if pending.get() {
            words::saved_hint(lang).to_owned()
        } else {
            words::sent_to_verify(lang).to_owned()
        }
    });
    let refused = Memo::new(move |_| !doing.reasons.with(Vec::is_empty));
    let leave = move || {
        if let Some(id) = id.get_untracked() {
            doing.check_out(id);
        }
    };
    view! {
        <div class="answer" data-sure=move || sure.get().then_some("")>
            <span class="answer-tick"><Icon glyph=Glyph::Check /></span>
            <p class="answer-words" role="status">{head}</p>
            <p class="second">{times}</p>
            {move || if sure.get() {
                view! { <Seal words=say(words::checked_in) large=true landing=true /> }.into_any()
            } else {
                view! { <p class="second">{why}</p> }.into_any()
            }}
        </div>
        <Show when=move || refused.get()>
            <Reasons title=say(words::did_not_work) reasons=doing.reasons />
        </Show>
        <Show
            when=move || here.get()
            fallback=move || view! {
                <p class="second check-in-next">{session.say_of_hours(words::hours_are_next, words::attendance_is_next)}</p>
                <LinkButton href="/" kind=ButtonKind::Quiet>{say(common::to_today)}</LinkButton>
            }
        >
            <p class="second check-in-next">{say(words::say_when_done)}</p>
            <Button pending=doing.busy on_press=leave>{say(words::finished)}</Button>
        </Show>
    }
}
