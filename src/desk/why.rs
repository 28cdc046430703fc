//! Why a shift is called off or put off: a preset reason, sent as its code, or one's own words.

use crate::{
    cases::label,
    locales::{desk as words, say},
    ui::{Segments, TextField},
    words as sentences,
};
use leptos::prelude::*;
use linli_domain::refusal::Field;

/// Why.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Why {
    Rain,
    Heat,
    Other,
}

/// What was chosen and typed. Copy it into callbacks.
#[derive(Clone, Copy)]
pub struct Reason {
    why: RwSignal<Why>,
    other: RwSignal<String>,
}

impl Reason {
    /// Rain, as most often.
    #[must_use]
    pub fn new() -> Self {
        Reason {
            why: RwSignal::new(Why::Rain),
            other: RwSignal::new(String::new()),
        }
    }

    /// As it is sent: `rain` and `heat` have a wording in every language.
    #[must_use]
    pub fn code(self) -> String {
        match self.why.get_untracked() {
            Why::Rain => "rain".to_owned(),
            Why::Heat => "heat".to_owned(),
            Why::Other => sentences::reason_code(&self.other.get_untracked()),
        }
    }
}

/// The choice, and the field for other words.
#[component]
pub fn ReasonField(
    /// What it fills.
    reason: Reason,
    /// What is wrong with it.
    #[prop(into)]
    error: MaybeProp<String>,
    /// The id of the field.
    #[prop(into)]
    id: String,
) -> impl IntoView {
    let Reason { why, other } = reason;
    let reasons = vec![
        (Why::Rain, say(words::reason_rain)),
        (Why::Heat, say(words::reason_heat)),
        (Why::Other, say(words::reason_other)),
    ];
    view! {
        <Segments label=say(words::why) options=reasons chosen=why on_choose=move |one: Why| why.set(one) />
        <Show when=move || why.get() == Why::Other>
            <TextField label=label(Field::Reason) value=other error id=id.clone() />
        </Show>
    }
}
