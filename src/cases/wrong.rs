//! What is wrong with a form: each problem at its field, all of them at the top, the rest as reasons.

use crate::{
    locales::{needs as n, say, say_with, use_lang},
    session::{Session, Trouble, use_session},
    ui::{ErrorSummary, Reasons},
    words,
};
use leptos::prelude::*;
use linli_domain::{Command, Prediction, Refusal, refusal::Field};

/// What is wrong with one form. Copy it into callbacks.
#[derive(Clone, Copy)]
pub struct Wrong {
    form: &'static str,
    trouble: RwSignal<Option<Trouble>>,
}

impl Wrong {
    /// Nothing yet; `form` begins the ids of its controls.
    #[must_use]
    pub fn with(form: &'static str) -> Self {
        Wrong {
            form,
            trouble: RwSignal::new(None),
        }
    }

    /// This is wrong.
    pub fn set(self, trouble: Trouble) {
        self.trouble.set(Some(trouble));
    }

    /// These reasons stand against it. Each once.
    pub fn refuse(self, reasons: Vec<Refusal>) {
        let mut once: Vec<Refusal> = Vec::new();
        for reason in reasons {
            if !once.contains(&reason) {
                once.push(reason);
            }
        }
        self.set(Trouble::Refused(once));
    }

    /// Tries a command before it is asked for. True where it would be refused; then the reasons are shown.
    pub fn foresees(self, session: Session, command: &Command) -> bool {
        let foreseen = session
            .snapshot
            .with_untracked(|seen| seen.as_ref().map(|seen| seen.foresee(command)));
        match foreseen {
            Some(Prediction::Refused(reasons)) => {
                self.refuse(reasons);
                true
            }
            _ => {
                self.clear();
                false
            }
        }
    }

    /// Nothing is wrong.
    pub fn clear(self) {
        self.trouble.set(None);
    }

    /// Whether anything is wrong.
    #[must_use]
    pub fn any(self) -> Signal<bool> {
        Signal::derive(move || self.trouble.read().is_some())
    }

    /// The id of a field's control.
    #[must_use]
    pub fn id(self, field: Field) -> String {
        format!("{}-{}", self.form, format!("{field:?}").to_lowercase())
    }

    /// What is wrong with one field.
    #[must_use]
    pub fn of(self, field: Field) -> Signal<Option<String>> {
        let lang = use_lang();
        Signal::derive(move || match &*self.trouble.read() {
            Some(Trouble::Refused(reasons)) => words::error_of(lang.get(), reasons, field),
            _ => None,
        })
    }
}

/// What a form calls a field.
#[must_use]
pub fn label(field: Field) -> Signal<String> {
    say_with(move |lang| words::field_name(lang, field).to_owned())
}

/// Everything that is wrong with a form, at its top.
#[component]
pub fn WhatIsWrong(
    /// The form's.
    wrong: Wrong,
) -> impl IntoView {
    let session = use_session();
    let lang = use_lang();
    let fields = Signal::derive(move || match &*wrong.trouble.read() {
        Some(Trouble::Refused(reasons)) => reasons
            .iter()
            .filter_map(|reason| match reason {
                Refusal::Field { field, .. } => {
                    Some((wrong.id(*field), words::refusal(lang.get(), reason, None)))
                }
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    });
    let others = Signal::derive(move || {
        let seen = session.snapshot.get_untracked();
        match &*wrong.trouble.read() {
            Some(Trouble::Refused(reasons)) => reasons
                .iter()
                .filter(|reason| !matches!(reason, Refusal::Field { .. }))
                .map(|reason| words::refusal(lang.get(), reason, seen.as_ref()))
                .collect(),
            Some(trouble) => words::trouble(lang.get(), trouble, seen.as_ref()),
            None => Vec::new(),
        }
    });
    let some = Memo::new(move |_| !others.read().is_empty());
    view! {
        <ErrorSummary errors=fields />
        <Show when=move || some.get()>
            <Reasons title=say(n::not_possible) reasons=others />
        </Show>
    }
}
