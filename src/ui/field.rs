//! Fields: a label, a control, a hint and what is wrong with it, tied together for those who listen.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};
use super::ids::fresh_id;
use crate::locales::{common, say};

/// What a [`TextField`] takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FieldKind {
    /// Words.
    #[default]
    Text,
    /// A whole number; a keypad on phones.
    Number,
    /// A day: `2026-11-26`.
    Date,
    /// A time of day: `09:00`.
    Time,
    /// A telephone number.
    Telephone,
    /// A password.
    Password,
    /// Something to search for.
    Search,
}

impl FieldKind {
    /// The input's type and inputmode. A number is text with a keypad: spinners and scroll wheels change numbers.
    fn input(self) -> (&'static str, Option<&'static str>) {
        match self {
            FieldKind::Text => ("text", None),
            FieldKind::Number => ("text", Some("numeric")),
            FieldKind::Date => ("date", None),
            FieldKind::Time => ("time", None),
            FieldKind::Telephone => ("tel", None),
            FieldKind::Password => ("password", None),
            FieldKind::Search => ("search", None),
        }
    }
}

/// Ids of a field's parts, and what its control needs to point at them.
#[derive(Clone)]
struct Parts {
    control: String,
    hint: String,
    error: String,
}

impl Parts {
    fn new(id: Option<String>) -> Parts {
        let control = id.unwrap_or_else(|| fresh_id("field"));
        Parts {
            hint: format!("{control}-hint"),
            error: format!("{control}-error"),
            control,
        }
    }

    /// `aria-describedby`: the error first, since it matters more.
    fn described_by(
        &self,
        hint: MaybeProp<String>,
        error: MaybeProp<String>,
    ) -> impl Fn() -> Option<String> + use<> {
        let parts = self.clone();
        move || match (error.get().is_some(), hint.get().is_some()) {
            (true, true) => Some(format!("{} {}", parts.error, parts.hint)),
            (true, false) => Some(parts.error.clone()),
            (false, true) => Some(parts.hint.clone()),
            (false, false) => None,
        }
    }
}

/// One line of text, a number, a day, a time, a telephone number or a password.
#[component]
pub fn TextField(
    /// What it asks.
    #[prop(into)]
    label: Signal<String>,
    /// What is in it.
    value: RwSignal<String>,
    /// What it takes.
    #[prop(optional)]
    kind: FieldKind,
    /// Helps to fill it in.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// May be left empty: the label says so.
    #[prop(optional)]
    optional: bool,
    /// The HTML `autocomplete` token: `username`, `tel`, `off` …
    #[prop(optional, into)]
    autocomplete: Option<&'static str>,
    /// The most characters it takes.
    #[prop(optional)]
    max: Option<u32>,
    /// The control's id, where an [`ErrorSummary`](super::ErrorSummary) points at it.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    let parts = Parts::new(id);
    let described = parts.described_by(hint, error);
    let (input_type, mode) = kind.input();
    let control = parts.control.clone();
    view! {
        <Frame label parts hint error optional>
            <input
                class="control"
                id=control
                type=input_type
                inputmode=mode
                autocomplete=autocomplete
                maxlength=max.map(|max| max.to_string())
                aria-required=(!optional).then_some("true")
                aria-invalid=move || error.get().is_some().then_some("true")
                aria-describedby=described
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
            />
        </Frame>
    }
}

/// Several lines of text.
#[component]
pub fn TextArea(
    /// What it asks.
    #[prop(into)]
    label: Signal<String>,
    /// What is in it.
    value: RwSignal<String>,
    /// Helps to fill it in.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// May be left empty.
    #[prop(optional)]
    optional: bool,
    /// The most characters it takes.
    #[prop(optional)]
    max: Option<u32>,
    /// The control's id.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    let parts = Parts::new(id);
    let described = parts.described_by(hint, error);
    let control = parts.control.clone();
    view! {
        <Frame label parts hint error optional>
            <textarea
                class="control"
                id=control
                rows="3"
                maxlength=max.map(|max| max.to_string())
                aria-required=(!optional).then_some("true")
                aria-invalid=move || error.get().is_some().then_some("true")
                aria-describedby=described
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
            ></textarea>
        </Frame>
    }
}

/// One of several, from a list. Up to four are better shown as [`Segments`](super::Segments).
#[component]
pub fn SelectField(
    /// What it asks.
    #[prop(into)]
    label: Signal<String>,
    /// The value chosen.
    value: RwSignal<String>,
    /// Value and words of each.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// Helps to choose.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// May be left as it is.
    #[prop(optional)]
    optional: bool,
    /// The control's id.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    let parts = Parts::new(id);
    let described = parts.described_by(hint, error);
    let control = parts.control.clone();
    let choices = move || {
        options
            .get()
            .into_iter()
            .map(|(choice, words)| {
                let this = choice.clone();
                view! { <option value=choice selected=move || value.with(|value| *value == this)>{words}</option> }
            })
            .collect_view()
    };
    view! {
        <Frame label parts hint error optional>
            <span class="select">
                <select
                    class="control"
                    id=control
                    aria-required=(!optional).then_some("true")
                    aria-invalid=move || error.get().is_some().then_some("true")
                    aria-describedby=described
                    on:change=move |event| value.set(event_target_value(&event))
                >
                    {choices}
                </select>
                <Icon glyph=Glyph::ChevronDown />
            </span>
        </Frame>
    }
}

/// Yes or no.
#[component]
pub fn CheckField(
    /// What is agreed to.
    #[prop(into)]
    label: Signal<String>,
    /// Ticked?
    checked: RwSignal<bool>,
    /// What it means.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// The control's id.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    let parts = Parts::new(id);
    let described = parts.described_by(hint, error);
    let control = parts.control.clone();
    view! {
        <div class="field">
            <label class="check">
                <input
                    type="checkbox"
                    id=control
                    aria-invalid=move || error.get().is_some().then_some("true")
                    aria-describedby=described
                    prop:checked=checked
                    on:change=move |event| checked.set(event_target_checked(&event))
                />
                <span class="check-box"><Icon glyph=Glyph::Check /></span>
                <span>{label}</span>
            </label>
            <Notes parts hint error />
        </div>
    }
}

/// Label above, control, notes below.
#[component]
fn Frame(
    label: Signal<String>,
    parts: Parts,
    hint: MaybeProp<String>,
    error: MaybeProp<String>,
    optional: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="field">
            <label class="field-label" for=parts.control.clone()>
                {label}
                {optional.then(|| view! { <small class="field-optional">{say(common::optional)}</small> })}
            </label>
            {children()}
            <Notes parts hint error />
        </div>
    }
}

/// The hint and the error under a control.
#[component]
fn Notes(parts: Parts, hint: MaybeProp<String>, error: MaybeProp<String>) -> impl IntoView {
    let Parts {
        hint: hint_id,
        error: error_id,
        ..
    } = parts;
    view! {
        {move || error.get().map(|error| {
            view! { <p class="field-error" id=error_id.clone()><Icon glyph=Glyph::Alert /><span>{error}</span></p> }
        })}
        {move || hint.get().map(|hint| view! { <p class="field-hint" id=hint_id.clone()>{hint}</p> })}
    }
}
