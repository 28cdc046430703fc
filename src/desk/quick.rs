//! Post and open 发布并招募: one form that posts a need, accepts it and opens its shift.

use super::{
    fields::ShiftFields,
    form::{FiveFields, MoreFields},
};
use crate::{
    cases::{WhatIsWrong, Wrong},
    locales::{common, desk as words, say, use_lang},
    session::{Session, Trouble, use_session},
    ui::{Button, ButtonKind, use_toasts},
};
use leptos::{prelude::*, task::spawn_local};
use linli_domain::{
    CaseId, Command, Prediction, Refusal, ShiftId,
    case::{NeedAbout, Source, Visibility},
    command::NeedStep,
    shift::{Parent, ShiftAbout},
};

/// The three commands, in order.
fn steps(session: Session, about: &ShiftAbout, category: String) -> [Command; 3] {
    let case = CaseId(session.fresh());
    let need = NeedAbout {
        title: about.title.clone(),
        text: about.text.clone(),
        category,
        place: about.place.clone(),
        urgency: about.urgency,
        visibility: Visibility::Public,
        source: Source::Desk,
        risks: about.risks.clone(),
        recipient: None,
        external_ref: None,
    };
    let about = ShiftAbout {
        parent: Some(Parent::Case(case)),
        ..about.clone()
    };
    [
        Command::PostNeed {
            case,
            about: Box::new(need),
        },
        Command::HandleNeed {
            case,
            step: NeedStep::Accept,
        },
        Command::OpenShift {
            shift: ShiftId(session.fresh()),
            about: Box::new(about),
        },
    ]
}

/// Everything that stands against it, before anything is sent: a need without its shift would help nobody.
fn against(session: Session, steps: &[Command; 3]) -> Vec<Refusal> {
    let alone = match &steps[2] {
        Command::OpenShift { shift, about } => Command::OpenShift {
            shift: *shift,
            about: Box::new(ShiftAbout {
                parent: None,
                ..(**about).clone()
            }),
        },
        other => other.clone(),
    };
    let foresee = |command: &Command| {
        let foreseen = session
            .snapshot
            .with_untracked(|s| s.as_ref().map(|s| s.foresee(command)));
        match foreseen {
            Some(Prediction::Refused(reasons)) => reasons,
            _ => Vec::new(),
        }
    };
    [foresee(&steps[0]), foresee(&alone)].concat()
}

/// The form.
#[component]
pub fn PostAndOpen(
    /// Set to false when it is done.
    posting: RwSignal<bool>,
) -> impl IntoView {
    let (session, lang) = (use_session(), use_lang());
    ShiftFields::fresh(session, lang.get_untracked())
        .map(|fields| view! { <Form fields posting /> })
}

#[component]
fn Form(fields: ShiftFields, posting: RwSignal<bool>) -> impl IntoView {
    let (session, lang, toasts) = (use_session(), use_lang(), use_toasts());
    let wrong = Wrong::with("post");
    let busy = RwSignal::new(false);
    // What is left to send after a step could not be saved.
    let left = StoredValue::new(Vec::<Command>::new());
    let post = move || {
        let lang = lang.get_untracked();
        let about = match fields.about(lang) {
            Ok(about) => about,
            Err(reasons) => return wrong.refuse(reasons),
        };
        let title = about.title.pick(lang.tag()).to_owned();
        if left.with_value(Vec::is_empty) {
            let steps = steps(session, &about, fields.category.get_untracked());
            let reasons = against(session, &steps);
            if !reasons.is_empty() {
                return wrong.refuse(reasons);
            }
            left.set_value(steps.to_vec());
        }
        wrong.clear();
        busy.set(true);
        spawn_local(async move {
            match send(session, left).await {
                Ok(()) => {
                    toasts.show(words::posted_and_open(lang, &title));
                    posting.set(false);
                }
                Err(trouble) => wrong.set(trouble),
            }
            busy.try_set(false);
        });
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !busy.get_untracked() {
            post();
        }
    };
    view! {
        <form class="stack card desk-form" novalidate on:submit=submit aria-label=say(words::post_and_open)>
            <WhatIsWrong wrong />
            <FiveFields fields wrong />
            <details class="form-more" prop:open=wrong.any()>
                <summary>{say(words::bring_and_more)}</summary>
                <div class="stack"><MoreFields fields wrong category=true /></div>
            </details>
            <Button submit=true pending=busy>{say(words::post_and_open)}</Button>
            <Button kind=ButtonKind::Quiet on_press=move || posting.set(false)>{say(common::close)}</Button>
        </form>
    }
}

async fn send(session: Session, left: StoredValue<Vec<Command>>) -> Result<(), Trouble> {
    while let Some(next) = left.try_with_value(|left| left.first().cloned()).flatten() {
        session.ask(next).await?;
        left.try_update_value(|left| left.remove(0));
    }
    Ok(())
}
