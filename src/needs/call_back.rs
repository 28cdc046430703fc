//! Called back 已回访: whoever was helped has no account, and is asked by telephone how it was.

use crate::{
    cases::{WhatIsWrong, Wrong},
    locales::{Lang, common, needs as words, roster, say, say_with},
    session::use_session,
    ui::{Button, ButtonKind, Dialog, Glyph, LinkButton, Segments, TextArea},
};
use leptos::prelude::*;
use linli_domain::{Command, case::Recipient, command::NeedStep, refusal::Field};
use linli_sync::CaseSeen;

/// What was asked, and what they said.
#[component]
pub fn CallBackDialog(
    /// Of which need.
    need: Memo<Option<CaseSeen>>,
    /// Open?
    open: RwSignal<bool>,
) -> impl IntoView {
    let session = use_session();
    let helped = RwSignal::new(true);
    let text = RwSignal::new(String::new());
    let rating = RwSignal::new(None::<u8>);
    let wrong = Wrong::with("call-back");
    let busy = RwSignal::new(false);
    let confirm = move || {
        let Some(case) = need.with_untracked(|need| need.as_ref().map(|need| need.case.id)) else {
            return;
        };
        let step = NeedStep::CallBack {
            helped: helped.get_untracked(),
            words: text.get_untracked().trim().to_owned(),
            rating: rating.get_untracked(),
        };
        let command = Command::HandleNeed { case, step };
        if wrong.foresees(session, &command) {
            return;
        }
        busy.set(true);
        session.act(command, move |answer| {
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
            <Button pending=busy on_press=confirm>{say(words::called_back)}</Button>
            <Button kind=ButtonKind::Quiet on_press=move || open.set(false)>{say(common::keep)}</Button>
        }
    };
    let whom = move || {
        let need = need.read();
        let recipient = need.as_ref()?.case.about.recipient.clone()?;
        Some(view! { <Whom recipient /> })
    };
    let answers = vec![
        (true, say(words::helped_yes)),
        (false, say(words::helped_no)),
    ];
    let ratings = (1..=5)
        .map(|n: u8| (Some(n), Signal::stored(n.to_string())))
        .collect::<Vec<_>>();
    let choose = move |one: Option<u8>| rating.set(one);
    view! {
        <Dialog open title=say(words::called_back) actions=actions>
            {whom}
            <WhatIsWrong wrong />
            <Segments label=say(words::helped) options=answers chosen=helped on_choose=move |said: bool| helped.set(said) />
            <Show when=move || !helped.get()><p class="field-hint">{say(words::if_not_helped)}</p></Show>
            <TextArea label=say(words::what_they_said) value=text error=wrong.of(Field::Evidence) id=wrong.id(Field::Evidence) optional=true />
            <Segments label=say(words::how_satisfied) options=ratings chosen=rating on_choose=choose />
        </Dialog>
    }
}

/// Whom to call, and the number.
#[component]
fn Whom(recipient: Recipient) -> impl IntoView {
    let name = StoredValue::new(recipient.name.clone());
    let call = recipient.phone.map(|phone| {
        let (href, shown) = (format!("tel:{phone}"), phone.clone());
        let label = say_with(move |l: Lang| format!("{} {phone}", roster::call(l, &name.get_value())));
        view! { <LinkButton href kind=ButtonKind::Quiet small=true icon=Glyph::Phone label>{shown}</LinkButton> }
    });
    view! { <p class="row"><strong>{recipient.name}</strong>{call}</p> }
}
