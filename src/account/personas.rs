//! Device mode: one person plays all parts, so whoever holds the device chooses whom to be.

use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;
use linli_domain::person::Role;

use crate::locales::{Lang, account as words, common, say, use_lang};
use crate::session::{Mode, Persona, load_demo, personas, use_session};
use crate::ui::{Button, ButtonKind, EmptyState, Skeleton};

/// How many people show at first.
const FIRST: usize = 10;

/// Whether somebody shows only once more people are asked for.
fn late(n: usize) -> bool {
    n >= FIRST
}

/// What somebody is, in a word.
fn role(lang: Lang, role: Option<Role>) -> &'static str {
    match role {
        Some(Role::CommunityWorker) => words::role_worker(lang),
        Some(Role::CommunityAdmin) => words::role_admin(lang),
        Some(Role::TeamLead) => words::role_lead(lang),
        Some(Role::Volunteer) => words::role_volunteer(lang),
        _ => words::role_other(lang),
    }
}

/// The people of this device's community; the demo community moves in where there is none.
#[component]
pub fn Personas() -> impl IntoView {
    let found = RwSignal::new(None::<Result<Vec<Persona>, ()>>);
    let load = move || {
        found.set(None);
        spawn_local(async move {
            let people = match load_demo().await {
                Ok(()) => personas().await,
                Err(error) => Err(error),
            };
            if let Err(error) = &people {
                leptos::logging::warn!("device mode: {error}");
            }
            let _ = found.try_set(Some(people.map_err(|_| ())));
        });
    };
    load();
    let all = RwSignal::new(false);
    move || match found.get() {
        None => view! {
            <p role="status">{say(words::loading_demo)}</p>
            <Skeleton />
        }
        .into_any(),
        Some(Err(())) => {
            let again = move || view! { <Button on_press=load>{say(common::try_again)}</Button> };
            view! { <EmptyState words=say(words::demo_failed) action=again /> }.into_any()
        }
        Some(Ok(people)) => {
            let many = people.len() > FIRST;
            view! {
                <h2 class="whom">{say(words::whom_to_be)}</h2>
                <p class="second">{say(words::whom_to_be_hint)}</p>
                <ul class="personas">
                    {people
                        .into_iter()
                        .enumerate()
                        .map(|(n, persona)| view! {
                            <li hidden={move || late(n) && !all.get()}><PersonaButton persona /></li>
                        })
                        .collect_view()}
                </ul>
                <Show when=move || many && !all.get()>
                    <Button kind=ButtonKind::Plain on_press=move || all.set(true)>{say(words::more_people)}</Button>
                </Show>
            }
            .into_any()
        }
    }
}

/// One person to be.
#[component]
fn PersonaButton(persona: Persona) -> impl IntoView {
    let session = use_session();
    let navigate = use_navigate();
    let person = persona.person;
    let here = Memo::new(move |_| {
        session.mode.get() == Mode::Device
            && session.read(|seen| seen.person == person).unwrap_or(false)
    });
    let choose = move |_| {
        let navigate = navigate.clone();
        spawn_local(async move {
            session.use_device(person).await;
            navigate("/", leptos_router::NavigateOptions::default());
        });
    };
    let lang = use_lang();
    let what = move || role(lang.get(), persona.role);
    view! {
        <button type="button" class="persona" aria-current=move || here.get().then_some("true") on:click=choose>
            <strong>{persona.name}</strong>
            <span class="second">{what}</span>
        </button>
    }
}
