//! Who helps whom: a daughter or a neighbour who may sign somebody up. Named by that person, or by the desk for them.

use leptos::prelude::*;
use linli_domain::{Command, DocumentKey, PersonId, person::Helper};
use linli_sync::Snapshot;

use super::erase::Erase;
use crate::cases::{WhatIsWrong, Wrong};
use crate::locales::{Lang, common, desk, me as words, say, say_with, use_lang};
use crate::roster::{FindPerson, Known, everybody};
use crate::session::use_session;
use crate::ui::{Button, ButtonKind, Dialog, Glyph, KeyedRows, Status, StatusBadge, use_toasts};

/// Who may sign a person up. A name that only the register holds comes with the next fetch.
fn helpers_of(s: &Snapshot, person: PersonId) -> Vec<Helper> {
    let Some(there) = s.someone(person) else {
        return Vec::new();
    };
    let mut helpers = there.helpers;
    if helpers.iter().any(|helper| helper.name.is_empty()) {
        let known = everybody(s, &there.desk);
        for helper in helpers.iter_mut().filter(|helper| helper.name.is_empty()) {
            let found = known.iter().find(|one| one.id == helper.id);
            helper.name = found.map(|one| one.name.clone()).unwrap_or_default();
        }
    }
    helpers
}

/// Me: who helps me, and whom I help.
#[component]
pub fn MyHelpers() -> impl IntoView {
    let session = use_session();
    let me = Memo::new(move |_| session.read(|s| s.person));
    let helped = Memo::new(move |_| {
        let me = session.read(|s| s.me()).flatten();
        me.map(|me| me.helps).unwrap_or_default()
    });
    let name =
        move |one: Helper| view! { <li class="roster-entry"><strong>{one.name}</strong></li> };
    view! {
        <section class="section">
            <div class="section-head"><h2>{say(words::who_helps_me)}</h2></div>
            <p class="second">{say(words::who_helps_hint)}</p>
            {move || me.get().map(|person| view! { <Helpers person /> })}
        </section>
        <Show when=move || !helped.read().is_empty()>
            <section class="section">
                <div class="section-head"><h2>{say(words::i_help)}</h2></div>
                <ul class="roster-list card">{move || helped.get().into_iter().map(name).collect_view()}</ul>
                <p class="second">{say(words::i_help_hint)}</p>
            </section>
        </Show>
    }
}

/// The desk: chooses somebody of its register, then who helps them.
#[component]
pub fn DeskHelpers() -> impl IntoView {
    let session = use_session();
    let all = Memo::new(move |_| {
        session
            .read(|s| Some(everybody(s, &s.me()?.desk)))
            .flatten()
            .unwrap_or_default()
    });
    let chosen = RwSignal::new(None::<Known>);
    view! {
        <p class="second">{say(desk::helpers_hint)}</p>
        {move || match chosen.get() {
            None => view! {
                <p class="field-label">{say(desk::helped_person)}</p>
                <FindPerson all on_pick=move |one| chosen.set(Some(one)) quiet=true />
            }
            .into_any(),
            Some(one) => {
                let (name, theirs) = (one.name.clone(), Some(one.name.clone()));
                view! {
                    <section class="section">
                        <h3>{say_with(move |l| desk::helpers_of(l, &name))}</h3>
                        <Helpers person=one.id />
                        <div class="section"><Erase person=one.id name=theirs /></div>
                        <Button kind=ButtonKind::Plain small=true on_press=move || chosen.set(None)>{say(crate::locales::roster::another_person)}</Button>
                    </section>
                }
                .into_any()
            }
        }}
    }
}

/// Who helps one person, with the ways to end it and to name another.
#[component]
fn Helpers(
    /// Who is helped.
    person: PersonId,
) -> impl IntoView {
    let session = use_session();
    let open = RwSignal::new(false);
    let helpers = Memo::new(move |_| session.read(|s| helpers_of(s, person)).unwrap_or_default());
    let pending = Memo::new(move |_| {
        session.read(|s| s.pending.contains(&DocumentKey::Person(person))) == Some(true)
    });
    let row = move |one: Helper| view! { <li><HelperRow person one /></li> };
    view! {
        <Show when=move || pending.get()><p><StatusBadge status=Status::Pending words=say(common::state_pending) /></p></Show>
        <Show when=move || !helpers.read().is_empty() fallback=|| view! { <p class="second">{say(words::nobody_helps)}</p> }>
            <ul class="roster-list card"><KeyedRows each=helpers key=|one: &Helper| one.id row /></ul>
        </Show>
        <Button kind=ButtonKind::Quiet icon=Glyph::Plus on_press=move || open.set(true)>{say(words::name_helper)}</Button>
        <NameHelper person helpers open />
    }
}

/// One helper, and the way to end it.
#[component]
fn HelperRow(person: PersonId, one: Helper) -> impl IntoView {
    let session = use_session();
    let wrong = Wrong::with("end-helper");
    let busy = RwSignal::new(false);
    let helper = one.id;
    let end = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        session.act(Command::EndHelper { person, helper }, move |answer| {
            busy.try_set(false);
            if let Err(trouble) = answer {
                wrong.set(trouble);
            }
        });
    };
    let (name, heard) = (StoredValue::new(one.name.clone()), one.name.clone());
    let label = say_with(move |l: Lang| words::end_helper_of(l, &name.get_value()));
    view! {
        <article class="roster-entry" aria-label=heard>
            <p class="roster-who roster-name"><strong>{one.name}</strong></p>
            <div class="row roster-marks">
                <Button small=true kind=ButtonKind::Plain pending=busy on_press=end label>{say(words::end_helper)}</Button>
            </div>
            <WhatIsWrong wrong />
        </article>
    }
}

/// Finds a helper among those whom the reader knows.
#[component]
fn NameHelper(person: PersonId, helpers: Memo<Vec<Helper>>, open: RwSignal<bool>) -> impl IntoView {
    let (session, lang, toasts) = (use_session(), use_lang(), use_toasts());
    let wrong = Wrong::with("name-helper");
    let busy = RwSignal::new(false);
    let all = Memo::new(move |_| {
        let helpers = helpers.read();
        let found = session.read(|s| {
            let mut all = everybody(s, &s.someone(person)?.desk);
            all.retain(|one| one.id != person && helpers.iter().all(|there| there.id != one.id));
            Some(all)
        });
        found.flatten().unwrap_or_default()
    });
    let name = move |one: Known| {
        let helper = one.id;
        let command = Command::NameHelper { person, helper };
        if busy.get_untracked() || wrong.foresees(session, &command) {
            return;
        }
        busy.set(true);
        let mine = session
            .snapshot
            .with_untracked(|s| s.as_ref().map(|s| s.person))
            == Some(person);
        session.act(command, move |answer| {
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    open.try_set(false);
                    if let Some(lang) = lang.try_get_untracked() {
                        toasts.show(if mine {
                            words::helper_named(lang, &one.name)
                        } else {
                            common::named(lang, &one.name)
                        });
                    }
                }
                Err(trouble) => wrong.set(trouble),
            }
        });
    };
    view! {
        <Dialog open title=say(words::name_helper)>
            <WhatIsWrong wrong />
            <FindPerson all on_pick=name nobody=words::helper_not_found meaning=words::name_helper_of quiet=true />
        </Dialog>
    }
}
