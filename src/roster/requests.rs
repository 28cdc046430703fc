//! To approve 待同意: who asks to do a home visit, and the word of whoever runs it.

use super::people::{Entry, Marks, objections};
use crate::{
    cases::{ReasonDialog, Sent},
    locales::{roster as words, say, say_with, use_lang},
    session::use_session,
    ui::{Button, ButtonKind, Glyph, KeyedRows},
    words::Word,
};
use leptos::prelude::*;
use linli_domain::{Command, ShiftId, SignUpId, shift::SignUp};
use linli_sync::ShiftSeen;

/// Whose request is to be declined.
type Asked = RwSignal<Option<(SignUpId, String)>>;

/// Those who ask, where there are any.
#[component]
pub fn Requests(
    /// Of which shift.
    shift: Memo<Option<ShiftSeen>>,
    /// Their entries, in order.
    entries: Memo<Vec<SignUp>>,
) -> impl IntoView {
    let asked: Asked = RwSignal::new(None);
    let open = RwSignal::new(false);
    let id = Memo::new(move |_| shift.read().as_ref().map(|shift| shift.id));
    let session = use_session();
    let me = Memo::new(move |_| session.read(|seen| seen.person));
    let row = move |entry: SignUp| {
        let shift = id.get()?;
        let (sign_up, name) = (entry.id, entry.name.clone());
        let mine = entry.person.is_some() && entry.person == me.get();
        let acts = move || view! { <Decide shift sign_up name=name.clone() mine asked open /> };
        let marks = Signal::stored(Marks::default());
        Some(view! { <li><Entry shift entry marks acts /></li> })
    };
    let count = move || u32::try_from(entries.read().len()).unwrap_or(u32::MAX);
    view! {
        <Show when=move || !entries.read().is_empty()>
            <section class="section">
                <h2>{say_with(move |l| words::requests(l, count()))}</h2>
                <ul class="roster-list card"><KeyedRows each=entries key=|entry: &SignUp| entry.id row /></ul>
            </section>
        </Show>
        {move || id.get().map(|shift| view! { <DeclineDialog shift asked open /> })}
    }
}

/// Approve or decline one; nobody decides about themselves.
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
    let may = Memo::new(move |_| {
        session.read(|seen| seen.would(&Command::Approve { shift, sign_up })) == Some(true)
    });
    let busy = RwSignal::new(false);
    let refused = RwSignal::new(Vec::<String>::new());
    let names = StoredValue::new(name);
    let approve = move || {
        busy.set(true);
        session.act(Command::Approve { shift, sign_up }, move |answer| {
            busy.try_set(false);
            refused.try_set(objections(session, lang, answer));
        });
    };
    let decline = move || {
        asked.set(Some((sign_up, names.get_value())));
        open.set(true);
    };
    let named = move |word: fn(crate::locales::Lang, &str) -> String| {
        say_with(move |l| word(l, &names.get_value()))
    };
    view! {
        {mine.then(|| view! { <p class="second">{say(words::another_approves)}</p> })}
        <Show when=move || may.get() && !mine>
            <Button small=true icon=Glyph::Check pending=busy on_press=approve label=named(words::approve_of)>{say(words::approve)}</Button>
            <Button small=true kind=ButtonKind::Quiet on_press=decline label=named(words::decline_of)>{say(words::decline)}</Button>
        </Show>
        {move || (!refused.read().is_empty()).then(|| view! { <p class="field-error roster-refused" role="status">{refused.get().join(" ")}</p> })}
    }
}

/// Asks for the reason that they are told.
#[component]
fn DeclineDialog(shift: ShiftId, asked: Asked, open: RwSignal<bool>) -> impl IntoView {
    let title = say_with(move |l| match asked.get() {
        Some((_, name)) => words::decline_of(l, &name),
        None => words::decline(l).to_owned(),
    });
    let command = move |reason| {
        let (sign_up, _) = asked.get_untracked()?;
        Some(Command::DeclineRequest {
            shift,
            sign_up,
            reason,
        })
    };
    let said = move |lang| {
        let name = asked.get_untracked().map(|(_, name)| name);
        words::declined_said(lang, &name.unwrap_or_default())
    };
    let presets: Vec<Word> = vec![
        words::decline_enough,
        words::decline_familiar,
        words::decline_experience,
    ];
    let (hint, word) = (say(words::decline_told), words::decline);
    view! { <ReasonDialog open form="decline" title hint word sent=Sent::WithUndo command said presets /> }
}
