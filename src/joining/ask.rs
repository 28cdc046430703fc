//! Ask for help 我要求助: the page behind the code of a notice at a door. It needs no account.

use leptos::{prelude::*, task::spawn_local};
use linli_domain::{
    CaseId, CommandId, Refusal, lean, local::LocalText, opening::Door, place::PlaceCode,
    refusal::Field,
};
use serde::{Deserialize, Serialize};

use super::{
    again::{Fate, Sent, send},
    beside,
};
use crate::locales::{joining as words, refusals, say, say_with, today, use_lang};
use crate::platform::{
    clock,
    http::{self, Unsent},
};
use crate::ui::{
    Button, ButtonKind, ElderBack, ElderOffer, EmptyState, FieldKind, Glyph, LinkButton,
    PageHeader, Skeleton, TextArea, TextField,
};
use crate::words::error_of;

#[derive(Clone, PartialEq, Deserialize)]
struct Told {
    name: LocalText,
    /// Servers before it did not say.
    #[serde(default)]
    emergency: Option<String>,
}

#[derive(Clone, PartialEq, Serialize)]
struct Asked {
    command: CommandId,
    case: CaseId,
    place: PlaceCode,
    what: String,
    when: String,
    name: String,
    phone: String,
}

#[derive(Deserialize)]
struct Receipt {
    no: String,
}

#[derive(Deserialize)]
struct Said {
    #[serde(default)]
    reasons: Vec<Refusal>,
}

impl Sent for Asked {
    type Answer = Receipt;
    type Why = Trouble;

    fn says_the_same(&self, other: &Self) -> bool {
        let command = other.command;
        Asked {
            command,
            ..self.clone()
        } == *other
    }

    async fn send(&self) -> Result<Receipt, Trouble> {
        http::post("/api/ask", self).await.map_err(trouble)
    }

    fn fate(why: &Trouble) -> Fate {
        match why {
            Trouble::Offline | Trouble::Busy | Trouble::TooMany => Fate::Unknown,
            Trouble::Refused(reasons) if reasons.contains(&Refusal::IdTaken) => Fate::There,
            Trouble::Refused(_) | Trouble::NoSuch => Fate::Not,
        }
    }
}

/// The fields that show what is wrong with them.
const FIELDS: [Field; 4] = [Field::Text, Field::Start, Field::Name, Field::Phone];

/// How far the page has come.
#[derive(Clone, PartialEq)]
enum Standing {
    Looking,
    Known(Told),
    NoSuch,
    Offline,
    Done {
        /// The need's number.
        no: String,
        /// What was written first holds, and not what was corrected.
        first: bool,
    },
}

/// Why it was not taken down.
#[derive(Clone, PartialEq)]
enum Trouble {
    Refused(Vec<Refusal>),
    TooMany,
    Busy,
    NoSuch,
    Offline,
}

fn trouble(unsent: Unsent) -> Trouble {
    match unsent {
        Unsent::Rejected { detail } => {
            let body = detail.split_once(' ').map_or("", |(_, body)| body);
            match lean::read::<Said>(body) {
                Ok(said) if !said.reasons.is_empty() => Trouble::Refused(said.reasons),
                _ if detail.starts_with("404") => Trouble::NoSuch,
                _ => Trouble::Busy,
            }
        }
        many if many.is_too_many() => Trouble::TooMany,
        Unsent::Busy { .. } => Trouble::Busy,
        _ => Trouble::Offline,
    }
}

/// The page.
#[component]
pub fn AskPage() -> impl IntoView {
    let lang = use_lang();
    let behind = window().location().hash().unwrap_or_default();
    let door = StoredValue::new(Door::read(&behind));
    let standing = RwSignal::new(Standing::Looking);
    let look = move || {
        let Some(door) = door.get_value() else {
            standing.set(Standing::NoSuch);
            return;
        };
        standing.set(Standing::Looking);
        spawn_local(async move {
            let found = http::get::<Told>(&format!("/api/ask/{}", door.place)).await;
            let now = match found {
                Ok(told) => Standing::Known(told),
                Err(Unsent::Rejected { .. }) => Standing::NoSuch,
                Err(_) => Standing::Offline,
            };
            let _ = standing.try_set(now);
        });
    };
    look();
    let phone = move || {
        door.with_value(|door| {
            door.as_ref()
                .map(|door| door.phone.clone())
                .unwrap_or_default()
        })
    };
    let call = move || {
        let phone = phone();
        (!phone.is_empty()).then(|| {
            let shown = phone.clone();
            view! {
                <section class="section">
                    <h2>{say(words::or_call)}</h2>
                    <LinkButton href=format!("tel:{phone}") kind=ButtonKind::Quiet icon=Glyph::Phone>{say_with(move |l| words::call_office(l, &shown))}</LinkButton>
                </section>
            }
        })
    };
    let again = move || view! { <Button kind=ButtonKind::Quiet on_press=look>{say(words::try_again)}</Button> };
    let shown = move || match standing.get() {
        Standing::Looking => view! { <Skeleton /> }.into_any(),
        Standing::NoSuch => view! { <EmptyState words=say(words::no_such_notice) /> }.into_any(),
        Standing::Offline => {
            view! { <EmptyState words=say(words::ask_needs_connection) action=again /> }.into_any()
        }
        Standing::Known(told) => match door.get_value() {
            Some(door) => view! { <AskForm door emergency=told.emergency standing /> }.into_any(),
            None => view! { <EmptyState words=say(words::no_such_notice) /> }.into_any(),
        },
        Standing::Done { no, first } => view! {
            <section class="card ask-receipt" role="status">
                <h2>{say(words::asked)}</h2>
                <p class="ask-number">{no}</p>
                <p>{say(words::asked_hint)}</p>
                {first.then(|| view! { <p>{say(words::first_counts)}</p> })}
            </section>
        }
        .into_any(),
    };
    let small = MaybeProp::derive(move || match standing.get() {
        Standing::Known(told) => Some(told.name.pick(lang.get().tag()).to_owned()),
        _ => None,
    });
    view! {
        <div class="page sign-in">
            <PageHeader title=say(words::ask_for_help) small eaves=true />
            <ElderOffer />
            {shown}
            {call}
            <ElderBack />
        </div>
    }
}

/// What, when, who, where to call.
#[component]
fn AskForm(door: Door, emergency: Option<String>, standing: RwSignal<Standing>) -> impl IntoView {
    let lang = use_lang();
    let [what, when, name, phone] = std::array::from_fn(|_| RwSignal::new(String::new()));
    let wrong = RwSignal::new(None::<Trouble>);
    let busy = RwSignal::new(false);
    // The need keeps its id: however often it is sent, and corrected, it is one.
    let case = CaseId(clock::fresh_uuid());
    let unknown = StoredValue::new(Vec::<Asked>::new());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        wrong.set(None);
        let text = |signal: RwSignal<String>| signal.get_untracked().trim().to_owned();
        let fresh = Asked {
            command: CommandId(clock::fresh_uuid()),
            case,
            place: door.place.clone(),
            what: text(what),
            when: text(when),
            name: text(name),
            phone: text(phone),
        };
        spawn_local(async move {
            let mut open = unknown.try_get_value().unwrap_or_default();
            let answer = send(fresh, &mut open).await;
            let _ = unknown.try_set_value(open);
            let _ = busy.try_set(false);
            match answer {
                Ok((Receipt { no }, before)) => {
                    let first = before.is_some();
                    let _ = standing.try_set(Standing::Done { no, first });
                }
                Err(why) => {
                    let _ = wrong.try_set(Some(why));
                }
            }
        });
    };
    let error = move |field: Field| {
        MaybeProp::derive(move || {
            wrong.with(|wrong| match wrong {
                Some(Trouble::Refused(reasons)) => error_of(lang.get(), reasons, field),
                _ => None,
            })
        })
    };
    let said = Memo::new(move |_| {
        let word = match wrong.read().as_ref()? {
            Trouble::TooMany => words::too_many_asks,
            Trouble::Busy => words::busy,
            Trouble::NoSuch => words::no_such_notice,
            Trouble::Offline => words::ask_needs_connection,
            Trouble::Refused(reasons) => return beside(lang.get(), reasons, &FIELDS),
        };
        Some(word(lang.get()).to_owned())
    });
    let no_emergency = say_with(move |lang| match &emergency {
        Some(number) => today::not_an_emergency_service(lang, number),
        None => words::no_emergency(lang).to_owned(),
    });
    view! {
        <form class="stack" on:submit=submit novalidate>
            <p>{no_emergency}</p>
            <TextArea label=say(words::what_help) value=what hint=say(words::what_help_hint) error=error(Field::Text) max=200 />
            <TextField label=say(words::when_help) value=when optional=true hint=say(words::when_help_hint) error=error(Field::Start) max=200 />
            <TextField label=say(refusals::field_name) value=name autocomplete="name" error=error(Field::Name) max=40 />
            <TextField label=say(refusals::field_phone) value=phone kind=FieldKind::Telephone autocomplete="tel" error=error(Field::Phone) max=20 />
            <p class="second">{say(words::ask_purpose)}</p>
            <Show when=move || said.with(Option::is_some)>
                <p class="field-error" role="alert">{move || said.get()}</p>
            </Show>
            <Button submit=true pending=busy>{say(words::ask_for_help)}</Button>
        </form>
    }
}
