//! I was there 我来了: somebody who was marked absent says otherwise, for some days after the shift.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use linli_domain::{Command, ShiftId, shift::SignUpState, time::hours};

use crate::cases::{ReasonDialog, Sent};
use crate::locales::{refusals, roster as words, say, use_lang};
use crate::session::use_session;
use crate::shifts::Facts;
use crate::ui::Button;
use crate::words as sentences;

/// Where an absence stands that is one's own.
#[derive(Clone, PartialEq, Eq)]
enum Absence {
    /// It may be contested until then.
    Marked(String),
    /// It is contested, and nobody has answered.
    Contested(String),
    /// It stands all the same.
    Stands(String),
}

/// What can be said against one's own absence, and what was said.
#[component]
pub fn ContestAbsence(
    /// Of which shift.
    facts: Memo<Option<Facts>>,
) -> impl IntoView {
    let (session, lang) = (use_session(), use_lang());
    let query = use_query_map();
    let id = Memo::new(move |_| facts.with(|f| f.as_ref().map(|f| f.seen.id)));
    let absence = Memo::new(move |_| {
        let facts = facts.read();
        let facts = facts.as_ref()?;
        let own = facts.seen.own.as_ref()?;
        let SignUpState::NoShow { contested } = own.state else {
            return None;
        };
        if let Some(contest) = &own.contest {
            return Some(match &contest.answer {
                Some(answer) if !contested => Absence::Stands(answer.clone()),
                _ => Absence::Contested(contest.reason.clone()),
            });
        }
        let (now, days) = session.read(|s| (s.now, s.profile.whole().contest_days))?;
        let until = facts.seen.about.span.end + hours(24 * days);
        (now <= until).then(|| Absence::Marked(sentences::day(lang.get(), until)))
    });
    // Today leads here with the question open.
    let asked = query.with_untracked(|q| q.get("absent").is_some());
    let open = RwSignal::new(false);
    Effect::new(move |was: Option<bool>| {
        let there = matches!(*absence.read(), Some(Absence::Marked(_)));
        if asked && there && was != Some(true) {
            open.set(true);
        }
        was == Some(true) || there
    });
    let line = |said: String| view! { <p role="status">{said}</p> }.into_any();
    let said = move || {
        let l = lang.get();
        Some(match absence.get()? {
            Absence::Marked(until) => view! {
                <p>{refusals::notice_absent(l)}</p>
                <Button on_press=move || open.set(true)>{say(words::i_was_there)}</Button>
                <p class="second">{words::contest_until(l, &until)}</p>
            }
            .into_any(),
            Absence::Contested(reason) => line(words::contested_said(l, &reason)),
            Absence::Stands(answer) => line(words::contest_answered(l, &answer)),
        })
    };
    view! {
        {said}
        {move || id.get().map(|shift| view! { <Ask shift open /> })}
    }
}

/// Asks when they came and who saw them.
#[component]
fn Ask(shift: ShiftId, open: RwSignal<bool>) -> impl IntoView {
    let command = move |reason| Some(Command::ContestAbsence { shift, reason });
    let said = |lang| words::contest_sent(lang).to_owned();
    let (title, hint) = (say(words::i_was_there), say(words::i_was_there_hint));
    view! { <ReasonDialog open form="contest" title hint word=words::i_was_there sent=Sent::AtOnce command said /> }
}
