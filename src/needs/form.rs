//! The form of a need: what is in its fields, and how they stand on the page.

use crate::{
    cases::{Wrong, categories, grids, label},
    locales::{Lang, needs as words, say, say_with, use_lang},
    session::{Mode, use_session},
    ui::{CheckField, FieldKind, Segments, SelectField, TextArea, TextField},
};
use leptos::prelude::*;
use linli_domain::{
    Refusal,
    case::{NeedAbout, Recipient, Source, Urgency, Visibility},
    local::LocalText,
    refusal::{Field, Problem},
};

/// What is in the fields. Copy it into callbacks.
#[derive(Clone, Copy)]
pub struct NeedFields {
    title: RwSignal<String>,
    category: RwSignal<String>,
    place: RwSignal<String>,
    urgent: RwSignal<bool>,
    /// For whoever reported it and whoever handles it alone.
    pub sealed: RwSignal<bool>,
    text: RwSignal<String>,
    risks: RwSignal<String>,
    whom: WhomFields,
    was: StoredValue<Option<NeedAbout>>,
}

/// Whom a need is for, as fields. Copy it into callbacks.
#[derive(Clone, Copy)]
pub struct WhomFields {
    name: RwSignal<String>,
    phone: RwSignal<String>,
    address: RwSignal<String>,
    call_back: RwSignal<bool>,
}

impl WhomFields {
    /// As a recipient says, or empty.
    #[must_use]
    pub fn of(recipient: Option<&Recipient>) -> Self {
        let of =
            |read: fn(&Recipient) -> String| RwSignal::new(recipient.map(read).unwrap_or_default());
        WhomFields {
            name: of(|r| r.name.clone()),
            phone: of(|r| r.phone.clone().unwrap_or_default()),
            address: of(|r| r.address.clone().unwrap_or_default()),
            call_back: RwSignal::new(recipient.is_some_and(|r| r.call_back)),
        }
    }

    /// What the fields say; nobody where nothing was entered.
    #[must_use]
    pub fn recipient(self) -> Option<Recipient> {
        let some = |text: RwSignal<String>| {
            Some(text.get_untracked().trim().to_owned()).filter(|text| !text.is_empty())
        };
        let (name, phone, address) = (some(self.name), some(self.phone), some(self.address));
        let call_back = self.call_back.get_untracked();
        let anything = name.is_some() || phone.is_some() || address.is_some() || call_back;
        anything.then(|| Recipient {
            name: name.unwrap_or_default(),
            phone,
            address,
            call_back,
        })
    }
}

impl NeedFields {
    /// As a need says, or empty.
    #[must_use]
    pub fn of(was: Option<NeedAbout>, lang: Lang) -> Self {
        let text = |read: fn(&NeedAbout) -> String| {
            RwSignal::new(was.as_ref().map(read).unwrap_or_default())
        };
        let title = was
            .as_ref()
            .map(|was| was.title.pick(lang.tag()).to_owned());
        NeedFields {
            title: RwSignal::new(title.unwrap_or_default()),
            category: text(|was| was.category.clone()),
            place: text(|was| was.place.to_string()),
            urgent: RwSignal::new(was.as_ref().is_some_and(|w| w.urgency == Urgency::Urgent)),
            sealed: RwSignal::new(false),
            text: text(|was| was.text.clone()),
            risks: text(|was| was.risks.clone()),
            whom: WhomFields::of(was.as_ref().and_then(|was| was.recipient.as_ref())),
            was: StoredValue::new(was),
        }
    }

    /// What the form says, or what cannot be read in it.
    ///
    /// # Errors
    /// When no place is chosen.
    pub fn about(self, lang: Lang) -> Result<NeedAbout, Vec<Refusal>> {
        let was = self.was.get_value();
        let title = self.title.get_untracked().trim().to_owned();
        let title = match &was {
            Some(was) if was.title.pick(lang.tag()) == title => was.title.clone(),
            _ => LocalText::one(lang.tag(), title),
        };
        let place = self.place.get_untracked().parse().map_err(|_| {
            vec![Refusal::Field {
                field: Field::Place,
                problem: Problem::Missing,
            }]
        })?;
        Ok(NeedAbout {
            title,
            text: self.text.get_untracked().trim().to_owned(),
            category: self.category.get_untracked(),
            place,
            urgency: match self.urgent.get_untracked() {
                true => Urgency::Urgent,
                false => Urgency::Normal,
            },
            visibility: match (&was, self.sealed.get_untracked()) {
                (Some(was), _) => was.visibility,
                (None, true) => Visibility::Sealed,
                (None, false) => Visibility::Public,
            },
            source: was.as_ref().map_or(Source::App, |w| w.source),
            risks: self.risks.get_untracked().trim().to_owned(),
            recipient: self.whom.recipient().map(|whom| Recipient {
                // Whom it is for nobody calls from the desk, which does not know them.
                call_back: whom.call_back && !self.sealed.get_untracked(),
                ..whom
            }),
            external_ref: was.and_then(|w| w.external_ref),
        })
    }
}

/// The fields on the page.
#[component]
pub fn NeedForm(
    /// What is in them.
    fields: NeedFields,
    /// What is wrong with them.
    wrong: Wrong,
) -> impl IntoView {
    let (session, lang) = (use_session(), use_lang());
    // What was posted openly was read; what is sealed is not corrected.
    let is_new = fields.was.with_value(Option::is_none);
    let urgency = vec![
        (false, say(words::urgency_normal)),
        (true, say(words::urgency_urgent)),
    ];
    view! {
        <TextField
            label=label(Field::Title)
            value=fields.title
            error=wrong.of(Field::Title)
            id=wrong.id(Field::Title)
        />
        <div class="two">
            <SelectField
                label=label(Field::Category)
                value=fields.category
                options=categories(session, lang)
                error=wrong.of(Field::Category)
                id=wrong.id(Field::Category)
            />
            <SelectField
                label=label(Field::Place)
                value=fields.place
                options=grids(session, lang)
                error=wrong.of(Field::Place)
                id=wrong.id(Field::Place)
            />
        </div>
        <Segments
            label=say(words::urgency)
            options=urgency
            chosen=fields.urgent
            on_choose=move |choice| fields.urgent.set(choice)
        />
        <TextArea
            label=label(Field::Text)
            value=fields.text
            error=wrong.of(Field::Text)
            id=wrong.id(Field::Text)
            optional=true
        />
        <TextArea
            label=label(Field::Risks)
            value=fields.risks
            error=wrong.of(Field::Risks)
            id=wrong.id(Field::Risks)
            optional=true
        />
        <RecipientFields whom=fields.whom wrong sealed=fields.sealed />
        <Show when=move || is_new && session.mode.get() == Mode::Server>
            <CheckField label=say(words::seal_it) checked=fields.sealed hint=say(words::seal_it_hint) />
        </Show>
    }
}

/// Whom it is for.
#[component]
pub fn RecipientFields(
    /// What is in them.
    whom: WhomFields,
    /// What is wrong with them.
    wrong: Wrong,
    /// Whether it is for whoever handles it alone.
    #[prop(optional, into)]
    sealed: Signal<bool>,
) -> impl IntoView {
    let who_reads = say_with(move |l| {
        let words = if sealed.get() {
            words::only_for_handler
        } else {
            words::only_for_approved
        };
        words(l).to_owned()
    });
    view! {
        <fieldset class="form-part stack">
            <legend>{say(words::recipient)}</legend>
            <p class="field-hint">{who_reads}</p>
            <div class="two">
                <TextField
                    label=label(Field::RecipientName)
                    value=whom.name
                    error=wrong.of(Field::RecipientName)
                    id=wrong.id(Field::RecipientName)
                    autocomplete="off"
                    optional=true
                />
                <TextField
                    label=label(Field::RecipientPhone)
                    value=whom.phone
                    kind=FieldKind::Telephone
                    error=wrong.of(Field::RecipientPhone)
                    id=wrong.id(Field::RecipientPhone)
                    autocomplete="off"
                    optional=true
                />
            </div>
            <TextField
                label=label(Field::RecipientAddress)
                value=whom.address
                error=wrong.of(Field::RecipientAddress)
                id=wrong.id(Field::RecipientAddress)
                autocomplete="off"
                optional=true
            />
            <Show when=move || !sealed.get()>
                <CheckField label=say(words::wants_call_back) checked=whom.call_back />
            </Show>
        </fieldset>
    }
}
