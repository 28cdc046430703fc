//! A contested absence, and the word of whoever runs the shift: was there after all, or stays absent, with a reason.

use super::people::{Entry, objections};
use crate::{
    cases::{ReasonDialog, Sent},
    locales::{Lang, roster as words, say, say_with, use_lang},
    session::use_session,
    ui::{Button, ButtonKind, Glyph, KeyedRows},
};
use leptos::prelude::*;
use linli_domain::{Command, ShiftId, SignUpId, shift::SignUp};
use linli_sync::ShiftSeen;

/// Whose absence is to stand.
type Asked = RwSignal<Option<(SignUpId, String)>>;

/// Those who say that they were there, where nobody has answered.
#[component]
pub fn Contests(
    /// Of which shift.
    shift: Memo<Option<ShiftSeen>>,
    /// Its entries, in order.
    entries: Memo<Vec<SignUp>>,
) -> impl IntoView {
    let session = use_session();
    let asked: Asked = RwSignal::new(None);
    let open = RwSignal::new(false);
    let id = Memo::new(move |_| shift.read().as_ref().map(|shift| shift.id));
    let me = Memo::new(move |_| session.read(|seen| seen.person));
    let row = move |entry: SignUp| {
        let shift = id.get()?;
        let (sign_up, name) = (entry.id, entry.name.clone());
        let mine = entry.person.is_some() && entry.person == me.get();
        let reason = entry.contest.as_ref().map(|contest| contest.reason.clone());
        let said = StoredValue::new(reason.unwrap_or_default());
        let more = move || {
            view! { <p>{say_with(move |l| words::says(l, &said.get_value()))}</p> }
        };
        let acts = move || view! { <Decide shift sign_up name=name.clone() mine asked open /> };
        let marks = Signal::stored(Default::default());
        Some(view! { <li><Entry shift entry marks more acts /></li> })
    };
    view! {
        <Show when=move || !entries.read().is_empty()>
            <ul class="roster-list card"><KeyedRows each=entries key=|entry: &SignUp| entry.id row /></ul>
        </Show>
        {move || id.get().map(|shift| view! { <StaysDialog shift asked open /> })}
    }
}

/// One of the two words; nobody decides about themselves.
#[component]
fn Decide(
    shift: ShiftId,
    sign_up: SignUpId,
    name: String,
    mine: bool,
    asked: Asked,
    open: RwSignal<bool>,
) -> impl IntoView {
    let (session, lang) = (use_session(), use_lang());
    let busy = RwSignal::new(false);
    let refused = RwSignal::new(Vec::<String>::new());
    let names = StoredValue::new(name);
    let was_there = move || {
        let at = session.now();
        let command = Command::MarkPresent { shift, sign_up, at };
        busy.set(true);
        session.act(command, move |answer| {
            busy.try_set(false);
            refused.try_set(objections(session, lang, answer));
        });
    };
    let stays = move || {
        asked.set(Some((sign_up, names.get_value())));
        open.set(true);
    };
    let named =
        move |word: fn(Lang, &str) -> String| say_with(move |l| word(l, &names.get_value()));
    view! {
        {mine.then(|| view! { <p class="second">{say(words::another_approves)}</p> })}
        {(!mine).then(|| view! {
            <Button small=true icon=Glyph::Check pending=busy on_press=was_there label=named(words::was_there_of)>{say(words::was_there)}</Button>
            <Button small=true kind=ButtonKind::Quiet on_press=stays label=named(words::stays_absent_of)>{say(words::stays_absent)}</Button>
        })}
        {move || (!refused.read().is_empty()).then(|| view! { <p class="field-error roster-refused" role="status">{refused.get().join(" ")}</p> })}
    }
}

/// Asks for the reason that they are told.
#[component]
fn StaysDialog(shift: ShiftId, asked: Asked, open: RwSignal<bool>) -> impl IntoView {
    let title = say_with(move |l| match asked.get() {
        Some((_, name)) => words::stays_absent_of(l, &name),
        None => words::stays_absent(l).to_owned(),
    });
    let command = move |reason| {
        let (sign_up, _) = asked.get_untracked()?;
        Some(Command::AnswerContest {
            shift,
            sign_up,
            reason,
        })
    };
    let said = move |lang| {
        let name = asked.get_untracked().map(|(_, name)| name);
        words::stays_absent_said(lang, &name.unwrap_or_default())
    };
    let (hint, word) = (say(words::decline_told), words::stays_absent);
    view! { <ReasonDialog open form="stays" title hint word sent=Sent::WithUndo command said /> }
}
