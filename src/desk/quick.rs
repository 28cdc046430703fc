//! Post and open 发布并招募: one form that posts a need, accepts it and opens its shift.

use super::{
    again::{Again, copy},
    fields::ShiftFields,
    form::{FiveFields, MoreFields},
};
use crate::{
    cases::{WhatIsWrong, Wrong},
    locales::{common, desk as words, needs, say, say_with, today, use_lang},
    needs::{RecipientFields, WhomFields},
    roster::CopyForGroup,
    session::{Session, Trouble, use_session},
    ui::{Banner, BannerKind, Button, ButtonKind, CheckField, use_toasts},
};
use leptos::{prelude::*, task::spawn_local};
use linli_domain::{
    CaseId, Command, Prediction, Refusal, ShiftId,
    case::{NeedAbout, Recipient, Source, Visibility},
    command::NeedStep,
    shift::{Parent, ShiftAbout},
};

/// The three commands, in order.
fn steps(
    session: Session,
    about: &ShiftAbout,
    category: String,
    recipient: Option<Recipient>,
) -> [Command; 3] {
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
        recipient,
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
    /// What is copied, where something is posted again.
    again: Option<Again>,
) -> impl IntoView {
    let (session, lang) = (use_session(), use_lang());
    let lang = lang.get_untracked();
    // An urgent one stands here afterwards, so that its group can be told.
    let urgent = RwSignal::new(None::<ShiftId>);
    let form = move || {
        let copied = again.and_then(|again| copy(session, lang, again));
        match copied {
            Some(copied) => {
                let whom = WhomFields::of(copied.recipient.as_ref());
                view! { <Form fields=copied.fields whom posting urgent copied=copied.title /> }
                    .into_any()
            }
            None => {
                let fields = ShiftFields::fresh(session, lang);
                let whom = WhomFields::of(None);
                fields
                    .map(|fields| view! { <Form fields whom posting urgent /> })
                    .into_any()
            }
        }
    };
    view! {
        <Show when=move || urgent.get().is_some() fallback=form>
            <TellTheGroup urgent posting />
        </Show>
    }
}

/// What is needed tonight is posted: the text for the group.
#[component]
fn TellTheGroup(urgent: RwSignal<Option<ShiftId>>, posting: RwSignal<bool>) -> impl IntoView {
    let session = use_session();
    let shift = Memo::new(move |_| {
        let id = urgent.get()?;
        session.read(|seen| seen.shift(id)).flatten()
    });
    view! {
        <section class="stack card desk-form" aria-label=say(needs::urgent_tonight)>
            <p>{say(words::tell_the_group)}</p>
            <CopyForGroup shift />
            <Button kind=ButtonKind::Quiet on_press=move || posting.set(false)>{say(common::close)}</Button>
        </section>
    }
}

#[component]
fn Form(
    fields: ShiftFields,
    whom: WhomFields,
    posting: RwSignal<bool>,
    /// Set where it is needed tonight and has been posted.
    urgent: RwSignal<Option<ShiftId>>,
    /// What it is a copy of.
    #[prop(optional)]
    copied: Option<String>,
) -> impl IntoView {
    let (session, lang, toasts) = (use_session(), use_lang(), use_toasts());
    let wrong = Wrong::with("post");
    let busy = RwSignal::new(false);
    // What is left to send after a step could not be saved.
    let left = StoredValue::new(Vec::<Command>::new());
    let tonight = RwSignal::new(false);
    Effect::new(move |was: Option<bool>| {
        let on = tonight.get();
        if was.is_some_and(|was| was != on) {
            fields.set_tonight(on, session.now());
        }
        on
    });
    let post = move || {
        let lang = lang.get_untracked();
        let about = match fields.about(lang) {
            Ok(about) => about,
            Err(reasons) => return wrong.refuse(reasons),
        };
        let title = about.title.pick(lang.tag()).to_owned();
        if left.with_value(Vec::is_empty) {
            let category = fields.category.get_untracked();
            let steps = steps(session, &about, category, whom.recipient());
            let reasons = against(session, &steps);
            if !reasons.is_empty() {
                return wrong.refuse(reasons);
            }
            left.set_value(steps.to_vec());
        }
        let shift = left.with_value(|left| left.last().and_then(opens));
        wrong.clear();
        busy.set(true);
        spawn_local(async move {
            match send(session, left).await {
                Ok(()) => {
                    toasts.show(words::posted_and_open(lang, &title));
                    match shift.filter(|_| tonight.try_get_untracked() == Some(true)) {
                        Some(shift) => drop(urgent.try_set(Some(shift))),
                        None => posting.set(false),
                    }
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
            {copied.map(|title| view! { <p class="second">{say_with(move |l| words::copied_from(l, &title))}</p> })}
            <WhatIsWrong wrong />
            <CheckField label=say(needs::urgent_tonight) checked=tonight />
            <Show when=move || tonight.get()>
                <Banner kind=BannerKind::Urgent words=say_with(move |l| today::not_an_emergency_service(l, &session.read(|s| s.profile.whole().emergency_number().to_owned()).unwrap_or_default())) />
            </Show>
            <FiveFields fields wrong />
            <details class="form-more" prop:open=wrong.any()>
                <summary>{say(words::bring_and_more)}</summary>
                <div class="stack"><MoreFields fields wrong category=true /><RecipientFields whom wrong /></div>
            </details>
            <Button submit=true pending=busy>{say(words::post_and_open)}</Button>
            <Button kind=ButtonKind::Quiet on_press=move || posting.set(false)>{say(common::close)}</Button>
        </form>
    }
}

fn opens(command: &Command) -> Option<ShiftId> {
    match command {
        Command::OpenShift { shift, .. } => Some(*shift),
        _ => None,
    }
}

async fn send(session: Session, left: StoredValue<Vec<Command>>) -> Result<(), Trouble> {
    while let Some(next) = left.try_with_value(|left| left.first().cloned()).flatten() {
        session.ask(next).await?;
        left.try_update_value(|left| left.remove(0));
    }
    Ok(())
}
