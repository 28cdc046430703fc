//! Where somebody says that they are there, and where the app answers.

use std::time::Duration;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use linli_domain::{
    Command, CommandId, ShiftId,
    codes::{read_picture, step_at},
    command::Proof,
    shift::{Attendance, SignUpState},
};
use linli_sync::Snapshot;

use super::{
    answer::Answer,
    proof::{Site, Visit},
};
use crate::cases::listing;
use crate::locales::{Lang, checkin as words, say, use_lang};
use crate::session::use_session;
use crate::shifts::{Doing, Facts, facts_of, of, read_shift_id};
use crate::ui::{ButtonKind, EmptyState, LinkButton, ListState, PageHeader, Reasons, use_standing};
use crate::words as sentences;

/// How long an answer may be on its way before the page says that it is only saved.
const PATIENCE: Duration = Duration::from_millis(2500);

/// Check in 签到.
#[component]
pub fn CheckInPage() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|p| p.get("shift").and_then(|id| read_shift_id(&id))));
    let facts = facts_of(id.into());
    let state = listing(session, move || facts.with(Option::is_none));
    let small = Memo::new(move |_| {
        facts.with(|f| f.as_ref().map(|f| format!("{} · {}", f.title, f.hours)))
    });
    view! {
        <div class="page check-in">
            <PageHeader title=say(words::title) small=MaybeProp::derive(move || small.get()) back="/" />
            <ListState state empty=say(words::no_such) retry=move || session.refresh()>
                <There facts />
            </ListState>
        </div>
    }
}

/// A check-in for this shift that came back.
fn came_back(s: &Snapshot, id: ShiftId, lang: Lang) -> Option<(CommandId, Vec<String>)> {
    let back = s.returned.iter().rev().find(
        |back| matches!(back.command(), Some(Command::CheckIn { shift, .. }) if *shift == id),
    )?;
    Some((back.id, sentences::refusals(lang, &back.reasons, Some(s))))
}

/// What the page shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Stage {
    /// Prove it.
    #[default]
    Prove,
    /// Asked a moment ago.
    Moment,
    /// Arrived, or gone.
    Answered,
    /// There is no confirmed place.
    NotOnIt,
}

/// The shift, once it is there.
#[component]
fn There(facts: Memo<Option<Facts>>) -> impl IntoView {
    let session = use_session();
    let lang = use_lang();
    let doing = Doing::new();
    let offline = use_standing().offline;
    let just_asked = RwSignal::new(false);
    let stage = Memo::new(move |_| {
        facts.with(|facts| {
            let Some(facts) = facts else {
                return Stage::default();
            };
            match facts.own() {
                _ if facts.is_expected() => Stage::Prove,
                Some(state) if state.is_present() => {
                    if facts.seen.pending && just_asked.get() && !offline.get() {
                        Stage::Moment
                    } else {
                        Stage::Answered
                    }
                }
                Some(SignUpState::HoursConfirmed) => Stage::Answered,
                _ => Stage::NotOnIt,
            }
        })
    });
    let id = Memo::new(move |_| facts.with(|f| f.as_ref().map(|f| f.seen.id)));
    let back = Memo::new(move |_| {
        let id = id.get()?;
        session.read(|s| came_back(s, id, lang.get())).flatten()
    });
    let other_code = RwSignal::new(false);
    let reasons = Memo::new(move |_| {
        let mut all = doing.reasons.get();
        if all.is_empty() {
            all = back.get().map(|(_, reasons)| reasons).unwrap_or_default();
        }
        if other_code.get() {
            all.push(words::other_code(lang.get()).to_owned());
        }
        all
    });
    let prove = move |proof: Proof| {
        let Some(shift) = id.get_untracked() else {
            return;
        };
        if let Some((command, _)) = back.get_untracked() {
            session.dismiss(command);
        }
        other_code.set(false);
        just_asked.set(true);
        set_timeout(
            move || {
                let _ = just_asked.try_set(false);
            },
            PATIENCE,
        );
        let at = session.now();
        doing.run(Command::CheckIn { shift, proof, at }, None);
    };
    let typed = move |digits: String| {
        let step = step_at(session.now());
        prove(Proof::Digits { step, digits });
    };
    let seen_code = move |text: String| match read_picture(&text) {
        Some((shift, proof)) if Some(shift) == id.get_untracked() => prove(proof),
        _ => other_code.set(true),
    };
    let visit = of(facts, |f| f.seen.about.attendance == Attendance::Visit);
    let visit = Memo::new(move |_| visit.get());
    let home = || view! { <LinkButton href="/" kind=ButtonKind::Quiet>{say(crate::locales::common::to_today)}</LinkButton> };
    view! {
        <Show when=move || !reasons.with(Vec::is_empty) && stage.get() != Stage::Moment>
            <Reasons title=say(words::did_not_work) reasons />
        </Show>
        {move || match (stage.get(), visit.get()) {
            (Stage::Prove, false) => view! { <Site facts on_digits=typed on_code=seen_code /> }.into_any(),
            (Stage::Prove, true) => view! { <Visit facts busy=doing.busy on_arrived=move || prove(Proof::Arrived) /> }.into_any(),
            (Stage::Moment, _) => view! { <p class="check-in-moment" role="status">{say(crate::locales::common::one_moment)}</p> }.into_any(),
            (Stage::Answered, _) => view! { <Answer facts doing /> }.into_any(),
            (Stage::NotOnIt, _) => view! { <EmptyState words=say(words::not_on_it) action=home /> }.into_any(),
        }}
    }
}
