//! What select fields offer: grids, people, teams, categories.

use crate::{
    locales::{Lang, needs as n, say_with},
    session::Session,
    words,
};
use leptos::prelude::*;
use linli_domain::{organization::OrganizationKind, place::Level};
use linli_sync::Snapshot;

/// Value and words of each choice.
pub type Choices = Vec<(String, String)>;

/// The choices, and before them one that stands for none.
pub fn with_first(first: &str, rest: impl Iterator<Item = (String, String)>) -> Choices {
    std::iter::once((String::new(), first.to_owned()))
        .chain(rest)
        .collect()
}

/// What the places of a level are called here.
pub fn level(session: Session, level: Level) -> Signal<String> {
    say_with(move |lang| {
        let name = session.read(|seen| {
            seen.profile
                .whole()
                .level_name(level, lang.tag())
                .to_owned()
        });
        name.unwrap_or_default()
    })
}

/// The grids of the community, and the community as a whole at the end.
pub fn grids(session: Session, lang: Signal<Lang>) -> Signal<Choices> {
    let all = Memo::new(move |_| session.read(|seen| seen.places()).unwrap_or_default());
    Signal::derive(move || {
        let lang = lang.get();
        let of = |level: Level| {
            all.read()
                .iter()
                .filter(|place| place.level == level)
                .map(|place| {
                    (
                        place.code.to_string(),
                        place.name.pick(lang.tag()).to_owned(),
                    )
                })
                .collect::<Vec<_>>()
        };
        let both = of(Level::Grid).into_iter().chain(of(Level::Community));
        with_first(n::choose(lang), both)
    })
}

/// Everybody whom this person may see, or nobody.
pub fn people(session: Session, lang: Signal<Lang>) -> Signal<Choices> {
    let all = Memo::new(move |_| {
        let people = session.read(|seen| seen.people()).unwrap_or_default();
        people
            .into_iter()
            .map(|person| (person.id.to_string(), person.about.name))
            .collect::<Vec<_>>()
    });
    Signal::derive(move || with_first(n::nobody(lang.get()), all.get().into_iter()))
}

/// The teams and social organizations, or none.
pub fn teams(session: Session, lang: Signal<Lang>) -> Signal<Choices> {
    let all = Memo::new(move |_| {
        let used = |seen: &Snapshot| {
            let mut teams = seen.organizations();
            teams.retain(|team| seen.profile.whole().organizations.contains(&team.kind));
            teams
        };
        session.read(used).unwrap_or_default()
    });
    Signal::derive(move || {
        let lang = lang.get();
        let teams = all
            .get()
            .into_iter()
            .filter(|team| {
                matches!(
                    team.kind,
                    OrganizationKind::VolunteerTeam | OrganizationKind::SocialOrg
                )
            })
            .map(|team| (team.id.to_string(), team.name.pick(lang.tag()).to_owned()));
        with_first(n::nobody(lang), teams)
    })
}

/// The categories of needs that are in use here.
pub fn categories(session: Session, lang: Signal<Lang>) -> Signal<Choices> {
    let used = Memo::new(move |_| session.read(|seen| seen.profile.whole().categories.clone()));
    Signal::derive(move || {
        let lang = lang.get();
        let used = used.get().unwrap_or_default().into_iter();
        let choices = used.map(|code| (code.clone(), words::category_name(lang, &code)));
        with_first(n::choose(lang), choices)
    })
}
