//! Post a need.

use super::form::{NeedFields, NeedForm};
use crate::{
    cases::{WhatIsWrong, Wrong},
    locales::{needs as words, say, use_lang},
    session::use_session,
    ui::{Button, PageHeader, use_toasts},
};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use linli_domain::{CaseId, Command, case::Visibility};

/// Post a need 发布需求.
#[component]
pub fn NewNeedPage() -> impl IntoView {
    let (session, lang, toasts) = (use_session(), use_lang(), use_toasts());
    let fields = NeedFields::of(None, lang.get_untracked());
    let wrong = Wrong::with("need");
    let busy = RwSignal::new(false);
    let navigate = use_navigate();
    let case = CaseId(session.fresh());
    let post = move || {
        let lang = lang.get_untracked();
        let about = match fields.about(lang) {
            Ok(about) => about,
            Err(reasons) => return wrong.refuse(reasons),
        };
        // What is confidential is said on no page but its own.
        let said = match about.visibility {
            Visibility::Sealed => words::posted_sealed(lang).to_owned(),
            _ => words::posted(lang, about.title.pick(lang.tag())),
        };
        let about = Box::new(about);
        let command = Command::PostNeed { case, about };
        if wrong.foresees(session, &command) {
            return;
        }
        busy.set(true);
        let navigate = navigate.clone();
        session.act(command, move |answer| {
            let _ = busy.try_set(false);
            match answer {
                Ok(_) => {
                    toasts.show(said);
                    navigate(&format!("/needs/{case}"), NavigateOptions::default());
                }
                Err(trouble) => wrong.set(trouble),
            }
        });
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !busy.get_untracked() {
            post();
        }
    };
    view! {
        <div class="page">
            <PageHeader title=say(words::post_a_need) back="/needs" />
            <form class="stack" novalidate on:submit=submit>
                <WhatIsWrong wrong />
                <NeedForm fields wrong />
                <Button submit=true pending=busy>{say(words::post)}</Button>
            </form>
        </div>
    }
}
