//! A team as whoever leads it sees it: who is new, the code that lets people in, who belongs to it.

use leptos::prelude::*;
use leptos_router::{components::A, hooks::use_params_map};
use linli_domain::{
    Command, OrganizationId,
    invitation::{Invitation, InvitationKey, InvitedTo},
    person::{Role, Scope},
    rights,
    time::Instant,
};
use linli_sync::Snapshot;

use super::{
    Opening,
    code::{LinkCode, OnceThere, invite, origin},
    known::{NewList, new_people},
};
use crate::cases::{WhatIsWrong, Wrong, listing};
use crate::locales::{Lang, common, joining as words, say, say_with, use_lang};
use crate::session::{Mode, use_session};
use crate::ui::{
    Button, ButtonKind, Card, Glyph, LinkButton, ListState, PageHeader, QrCode, use_toasts,
};
use crate::words::{Word, day};

/// The teams that the reader leads now, by name.
#[must_use]
pub fn led_teams(s: &Snapshot, lang: Lang) -> Vec<(OrganizationId, String)> {
    let grants = s.me().map(|me| me.grants).unwrap_or_default();
    let led = grants.into_iter().filter_map(|grant| match grant.scope {
        Scope::Organization(team) if grant.role == Role::TeamLead && grant.holds_at(s.now) => {
            Some(team)
        }
        _ => None,
    });
    led.map(|team| (team, team_name(s, team, lang))).collect()
}

/// What a team is called.
#[must_use]
pub fn team_name(s: &Snapshot, team: OrganizationId, lang: Lang) -> String {
    s.organization(team)
        .map(|o| o.name.pick(lang.tag()).to_owned())
        .unwrap_or_default()
}

/// Me: the teams that the reader leads, each with the way to its page.
#[component]
pub fn MyTeams() -> impl IntoView {
    let (session, lang) = (use_session(), use_lang());
    let teams = Memo::new(move |_| {
        session
            .read(|s| led_teams(s, lang.get()))
            .unwrap_or_default()
    });
    let one = move |(team, name): (OrganizationId, String)| {
        let new = Memo::new(move |_| session.read(|s| new_people(s, &[team]).len()).unwrap_or(0));
        let many = move || u32::try_from(new.get()).unwrap_or(u32::MAX);
        view! {
            <Card title=Signal::stored(name) href=format!("/team/{team}")>
                <Show when=move || new.get() != 0><p>{say_with(move |l| words::new_in(l, many()))}</p></Show>
            </Card>
        }
    };
    view! {
        <Show when=move || !teams.read().is_empty()>
            <section class="section">
                <div class="section-head"><h2>{say(words::my_teams)}</h2></div>
                {move || teams.get().into_iter().map(one).collect_view()}
            </section>
        </Show>
    }
}

/// Today: the reader, or somebody in their team, waits to be known.
#[component]
pub fn NewPeople() -> impl IntoView {
    let (session, lang) = (use_session(), use_lang());
    let waiting = Memo::new(move |_| {
        let of = |s: &Snapshot| {
            let teams = led_teams(s, lang.get()).into_iter();
            let new = teams.map(|(team, name)| (team, name, new_people(s, &[team]).len()));
            new.filter(|(.., n)| *n != 0).collect::<Vec<_>>()
        };
        session.read(of).unwrap_or_default()
    });
    let one = |(team, name, n): (OrganizationId, String, usize)| {
        let n = u32::try_from(n).unwrap_or(u32::MAX);
        view! {
            <Card title=Signal::stored(name) href=format!("/team/{team}")><p>{say_with(move |l| words::new_in(l, n))}</p></Card>
        }
    };
    let about_me = Memo::new(move |_| session.read(standing).flatten());
    view! {
        {move || about_me.get().map(|word| view! { <p class="card join-standing" role="status">{say(word)}</p> })}
        {move || waiting.get().into_iter().map(one).collect_view()}
    }
}

/// What somebody is told who came in by a code and is not known.
fn standing(s: &Snapshot) -> Option<Word> {
    let me = s.me()?.as_person();
    if rights::is_turned_away(&me, s.now) {
        Some(words::turned_away_you)
    } else if rights::is_newcomer(&me, s.now) {
        Some(words::you_are_new)
    } else {
        None
    }
}

/// The page.
#[component]
pub fn TeamPage() -> impl IntoView {
    let (session, lang) = (use_session(), use_lang());
    let params = use_params_map();
    let team = Memo::new(move |_| {
        let id = params.with(|params| params.get("team"))?;
        id.parse::<OrganizationId>().ok()
    });
    let led = Memo::new(move |_| {
        let team = team.get()?;
        session.read(|s| {
            let leads = led_teams(s, lang.get())
                .into_iter()
                .find(|(id, _)| *id == team);
            let desk = s.runs_desk() && s.organization(team).is_some();
            leads.or_else(|| desk.then(|| (team, team_name(s, team, lang.get()))))
        })?
    });
    let state = listing(session, move || led.read().is_none());
    let name = move |_: Lang| led.get().map(|(_, name)| name).unwrap_or_default();
    let new = Memo::new(move |_| {
        let teams: Vec<_> = team.get().into_iter().collect();
        session.read(|s| new_people(s, &teams)).unwrap_or_default()
    });
    let back = move || {
        if session.read(Snapshot::runs_desk) == Some(true) {
            "/desk/people"
        } else {
            "/me"
        }
    };
    view! {
        <div class="page">
            <PageHeader title=say_with(name) back=MaybeProp::derive(move || Some(back().to_owned())) />
            <ListState state empty=say(common::page_not_found_hint) retry=move || session.refresh()>
                <section class="section">
                    <div class="section-head"><h2>{say(words::new_people)}</h2></div>
                    <NewList people=new />
                </section>
                // On this device alone there is no door through which anybody could come.
                {move || team.get().filter(|_| session.mode.get() == Mode::Server).map(|team| view! { <TeamCode team /> })}
                {move || team.get().map(|team| view! { <Members team /> })}
            </ListState>
        </div>
    }
}

/// Who belongs to it.
#[component]
fn Members(team: OrganizationId) -> impl IntoView {
    let session = use_session();
    let members = Memo::new(move |_| {
        let belong = |s: &Snapshot| {
            let people = s.people().into_iter();
            let of_team = people.filter(|person| {
                let mut grants = person.grants.iter();
                grants.any(|grant| {
                    grant.scope == Scope::Organization(team)
                        && grant.role != Role::New
                        && grant.holds_at(s.now)
                })
            });
            of_team
                .map(|one| (one.about.name, one.about.volunteer_no, one.about.phone))
                .collect::<Vec<_>>()
        };
        session.read(belong).unwrap_or_default()
    });
    let row = |(name, number, phone): (String, String, Option<String>)| {
        view! {
            <li class="roster-entry">
                <p class="roster-who"><strong>{name}</strong><span class="second">{number}</span></p>
                {phone.map(|phone| view! {
                    <LinkButton href=format!("tel:{phone}") kind=ButtonKind::Plain small=true icon=Glyph::Phone>{phone.clone()}</LinkButton>
                })}
            </li>
        }
    };
    view! {
        <section class="section">
            <div class="section-head"><h2>{say(words::members)}</h2></div>
            <Show when=move || !members.read().is_empty() fallback=|| view! { <p class="second">{say(words::no_members)}</p> }>
                <ul class="roster-list card">{move || members.get().into_iter().map(row).collect_view()}</ul>
            </Show>
        </section>
    }
}

/// A code that still lets people in.
#[derive(Clone, Debug, PartialEq, Eq)]
struct OpenCode {
    opening: Opening,
    left: u32,
    until: Instant,
}

fn open_code(s: &Snapshot, team: OrganizationId) -> Option<OpenCode> {
    let open = |one: &Invitation| {
        one.invited_to == InvitedTo::Team { team } && !one.is_over(s.now) && one.left() > 0
    };
    let found = s.invitations().into_iter().find(open)?;
    let InvitationKey::Shown(token) = &found.key else {
        return None;
    };
    Some(OpenCode {
        opening: Opening {
            invitation: found.id,
            token: token.clone(),
        },
        left: found.left().into(),
        until: found.until,
    })
}

/// The code that lets people in: made, shown, printed, ended.
#[component]
fn TeamCode(team: OrganizationId) -> impl IntoView {
    let (session, lang, toasts) = (use_session(), use_lang(), use_toasts());
    let wrong = Wrong::with("team-code");
    let busy = RwSignal::new(false);
    let name = Memo::new(move |_| {
        session
            .read(|s| team_name(s, team, lang.get()))
            .unwrap_or_default()
    });
    let code = Memo::new(move |_| session.read(|s| open_code(s, team)).flatten());
    let link = Memo::new(move |_| {
        code.get()
            .map(|code| code.opening.link(&origin()))
            .unwrap_or_default()
    });
    let make = move || invite(session, InvitedTo::Team { team }, busy, wrong, |_| {});
    let end = move || {
        let Some(code) = code.get_untracked() else {
            return;
        };
        let command = Command::EndInvitation {
            invitation: code.opening.invitation,
        };
        session.act(command, move |answer| match answer {
            Ok(_) => {
                if let Some(lang) = lang.try_get_untracked() {
                    toasts.show(words::code_ended(lang));
                }
            }
            Err(trouble) => wrong.set(trouble),
        });
    };
    // A browser that does not print says so itself.
    let print = move || drop(window().print());
    let actions = move || {
        view! {
            <Button small=true kind=ButtonKind::Quiet icon=Glyph::Printer on_press=print>{say(words::print_code)}</Button>
            <Button small=true kind=ButtonKind::Plain on_press=end>{say(words::end_code)}</Button>
        }
    };
    let label = say_with(move |l| words::code_picture(l, &name.get()));
    let until = move |l: Lang| {
        code.get()
            .map(|code| day(l, code.until))
            .unwrap_or_default()
    };
    let invitation = Signal::derive(move || code.get().map(|code| code.opening.invitation));
    let left = move || code.get().map_or(0, |code| code.left);
    view! {
        <section class="section">
            <div class="section-head"><h2>{say(words::let_in)}</h2></div>
            <p class="second">{say(words::let_in_hint)}</p>
            <Show
                when=move || code.read().is_some()
                fallback=move || view! { <Button kind=ButtonKind::Quiet icon=Glyph::Qr pending=busy on_press=make>{say(words::make_code)}</Button> }
            >
                <OnceThere invitation>
                    <div class="card join-panel">
                        <LinkCode link label actions />
                        <p>{say_with(move |l| words::lets_in(l, left(), &until(l)))}</p>
                    </div>
                    <section class="sheet join-sheet" aria-hidden="true">
                        <h1>{move || words::join_team(lang.get(), &name.get())}</h1>
                        <p class="join-sheet-scan">{say(words::scan_to_join)}</p>
                        <QrCode text=link label />
                        <ol>
                            <li>{say(words::step_scan)}</li>
                            <li>{say(words::step_browser)}</li>
                            <li>{say(words::step_tell)}</li>
                        </ol>
                        <p>{say_with(move |l| words::valid_until(l, &until(l)))}</p>
                    </section>
                </OnceThere>
            </Show>
            <WhatIsWrong wrong />
        </section>
    }
}

/// A link to a team's page, for the desk.
#[component]
pub fn TeamLink(
    /// Which.
    team: OrganizationId,
    /// Its name.
    name: String,
) -> impl IntoView {
    view! { <li class="roster-entry"><A href=format!("/team/{team}")>{name}</A></li> }
}
