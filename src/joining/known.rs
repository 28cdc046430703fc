//! One who is new: who they say they are, and whether somebody knows them.

use leptos::prelude::*;
use linli_domain::{Command, GrantId, OrganizationId, PersonId, is_new_in, rights};
use linli_sync::Snapshot;

use crate::cases::{WhatIsWrong, Wrong};
use crate::locales::{Lang, common, joining as words, say, say_with, use_lang};
use crate::session::use_session;
use crate::ui::{Button, ButtonKind, Glyph, LinkButton, Status, StatusBadge, use_toasts};

/// Somebody who came in by a team's code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct New {
    /// Who.
    pub id: PersonId,
    /// Which team's code.
    pub team: OrganizationId,
    /// The name that they told.
    pub name: String,
    /// Their telephone.
    pub phone: Option<String>,
    /// Something about it is on its way.
    pub pending: bool,
}

/// Everybody who is new in teams whose newcomers the reader may know, by name. Nobody knows themselves.
#[must_use]
pub fn new_people(s: &Snapshot, teams: &[OrganizationId]) -> Vec<New> {
    let mut all = Vec::new();
    for person in s.people().into_iter().filter(|one| one.id != s.person) {
        let as_person = person.as_person();
        if rights::is_turned_away(&as_person, s.now) {
            continue;
        }
        let team = teams
            .iter()
            .find(|team| is_new_in(&as_person, **team, s.now));
        all.extend(team.map(|team| {
            New {
                id: person.id,
                team: *team,
                name: person.about.name,
                phone: person.about.phone,
                pending: s
                    .pending
                    .contains(&linli_domain::DocumentKey::Person(person.id)),
            }
        }));
    }
    all
}

/// The list, or that there is nobody.
#[component]
pub fn NewList(
    /// Who is new.
    people: Memo<Vec<New>>,
) -> impl IntoView {
    view! {
        <Show when=move || !people.read().is_empty() fallback=|| view! { <p class="second">{say(words::nobody_new)}</p> }>
            <p class="second">{say(words::new_hint)}</p>
            <ul class="roster-list card">
                <For each=move || people.get() key=|one| (one.id, one.pending) let:one><li><NewRow one /></li></For>
            </ul>
        </Show>
    }
}

/// One of them, with what one may say.
#[component]
fn NewRow(one: New) -> impl IntoView {
    let (session, lang, toasts) = (use_session(), use_lang(), use_toasts());
    let wrong = Wrong::with("new-person");
    let busy = RwSignal::new(false);
    let (person, team, pending) = (one.id, one.team, one.pending);
    let name = StoredValue::new(one.name.clone());
    let know = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let grant = GrantId(session.fresh());
        let command = Command::Know {
            person,
            team,
            grant,
        };
        session.act(command, move |answer| {
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    if let (Some(lang), Some(name)) =
                        (lang.try_get_untracked(), name.try_get_value())
                    {
                        toasts.show(words::known_now(lang, &name));
                    }
                }
                Err(trouble) => wrong.set(trouble),
            }
        });
    };
    let away = move || {
        let said = words::turned_away(lang.get_untracked(), &name.get_value());
        session.act_with_undo(Command::TurnAway { person, team }, said, move |answer| {
            if let Err(trouble) = answer {
                wrong.set(trouble);
            }
        });
    };
    let named = move |word: fn(Lang, &str) -> String| say_with(move |l| word(l, &name.get_value()));
    let heard = one.name.clone();
    let phone = one.phone.clone().map(|phone| view! {
        <LinkButton href=format!("tel:{phone}") kind=ButtonKind::Plain small=true icon=Glyph::Phone>{phone.clone()}</LinkButton>
    });
    view! {
        <article class="roster-entry" aria-label=heard>
            <p class="roster-who roster-name"><strong>{one.name}</strong></p>
            {phone}
            <div class="row roster-marks">
                {move || if pending {
                    view! { <StatusBadge status=Status::Pending words=say(common::state_pending) /> }.into_any()
                } else {
                    view! {
                        <Button small=true icon=Glyph::Check pending=busy on_press=know label=named(words::know_of)>{say(words::know)}</Button>
                        <Button small=true kind=ButtonKind::Plain on_press=away label=named(words::not_ours_of)>{say(words::not_ours)}</Button>
                    }.into_any()
                }}
            </div>
            <WhatIsWrong wrong />
        </article>
    }
}
