//! A dialog that asks why, and then sends what the reason is for.

use super::{Presets, WhatIsWrong, Wrong, label};
use crate::{
    locales::{Lang, common, say, use_lang},
    session::use_session,
    ui::{Button, ButtonKind, Dialog, TextArea, TextField, use_toasts},
    words::Word,
};
use leptos::prelude::*;
use linli_domain::{Command, refusal::Field};

/// What happens with the answer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Sent {
    /// It goes at once.
    AtOnce,
    /// It waits for some seconds and can be taken back.
    WithUndo,
}

/// Asks for the reason that somebody is told. It stays in the field until it is sent.
#[component]
pub fn ReasonDialog(
    /// Whether it stands open.
    open: RwSignal<bool>,
    /// Begins the ids of its controls.
    form: &'static str,
    /// What it is about.
    title: Signal<String>,
    /// Who is told, or what happens then.
    hint: Signal<String>,
    /// The button that does it.
    word: Word,
    /// When it goes. What can be taken back is done to somebody else: its button warns.
    sent: Sent,
    /// The command with this reason; none while nothing is asked about.
    #[prop(into)]
    command: Callback<String, Option<Command>>,
    /// What is said when it is saved.
    #[prop(into)]
    said: Callback<Lang, String>,
    /// Reasons that are often given. Without any, there is room for a whole story.
    #[prop(optional)]
    presets: Vec<Word>,
    /// What else follows from it.
    #[prop(optional)]
    children: Option<ChildrenFn>,
) -> impl IntoView {
    let (session, lang, toasts) = (use_session(), use_lang(), use_toasts());
    let reason = RwSignal::new(String::new());
    let wrong = Wrong::with(form);
    let busy = RwSignal::new(false);
    let confirm = move || {
        let typed = reason.get_untracked().trim().to_owned();
        let Some(command) = command.run(typed) else {
            return;
        };
        if busy.get_untracked() || wrong.foresees(session, &command) {
            return;
        }
        busy.set(true);
        let words = said.run(lang.get_untracked());
        let toast = (sent == Sent::AtOnce).then(|| words.clone());
        let done = move |answer: Result<_, _>| {
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    reason.try_set(String::new());
                    open.try_set(false);
                    if let Some(words) = toast {
                        toasts.show(words);
                    }
                }
                Err(trouble) => wrong.set(trouble),
            }
        };
        match sent {
            Sent::AtOnce => session.act(command, done),
            Sent::WithUndo => session.act_with_undo(command, words, done),
        }
    };
    let kind = match sent {
        Sent::AtOnce => ButtonKind::Primary,
        Sent::WithUndo => ButtonKind::Danger,
    };
    let actions = move || {
        view! {
            <Button kind pending=busy on_press=confirm>{say(word)}</Button>
            <Button kind=ButtonKind::Quiet on_press=move || open.set(false)>{say(common::keep)}</Button>
        }
    };
    let (error, id) = (wrong.of(Field::Reason), wrong.id(Field::Reason));
    let field = if presets.is_empty() {
        view! { <TextArea label=label(Field::Reason) value=reason error id max=200_u32 /> }
            .into_any()
    } else {
        view! {
            <TextField label=label(Field::Reason) value=reason error id />
            <Presets reasons=presets value=reason />
        }
        .into_any()
    };
    view! {
        <Dialog open title actions=actions>
            <p>{hint}</p>
            {children.map(|children| children())}
            <WhatIsWrong wrong />
            {field}
        </Dialog>
    }
}
