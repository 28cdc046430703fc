//! The desk: who is new in the teams, another phone for somebody, invitations to a role, and what became of them.

use leptos::prelude::*;
use linli_domain::{
    Command, DocumentKey, InvitationId, OrganizationId, PersonId,
    invitation::{Invitation, InvitedTo},
    organization::OrganizationKind,
    person::{Role, Scope},
};
use linli_sync::Snapshot;

use super::{
    Opening,
    code::{LinkCode, OnceThere, invite, new_invitation, origin},
    known::{NewList, new_people},
    role_name,
    team::{TeamLink, team_name},
};
use crate::cases::{WhatIsWrong, Wrong, listing, with_first};
use crate::history::History;
use crate::locales::{Lang, desk, joining as words, needs, say, say_with, use_lang};
use crate::roster::{FindPerson, Known, everybody};
use crate::session::use_session;
use crate::ui::{Button, ButtonKind, Glyph, ListState, PageHeader, SelectField};
use crate::words::day;

/// The roles that a desk's form offers.
const ROLES: [Role; 14] = [
    Role::Volunteer,
    Role::TeamLead,
    Role::GridWorker,
    Role::CourtyardLead,
    Role::UnitRep,
    Role::CommunityWorker,
    Role::CommunityAdmin,
    Role::SocialWorker,
    Role::LegalAdviser,
    Role::Talker,
    Role::Mediator,
    Role::Expert,
    Role::Resident,
    Role::StreetCoordinator,
];

/// The teams of the desk, by name.
fn teams(s: &Snapshot, lang: Lang) -> Vec<(OrganizationId, String)> {
    let mine = s.me().map(|me| me.desk);
    let all = s.organizations().into_iter();
    let all = all.filter(|team| {
        team.kind == OrganizationKind::VolunteerTeam && Some(&team.desk) == mine.as_ref()
    });
    let mut all: Vec<_> = all
        .map(|team| (team.id, team_name(s, team.id, lang)))
        .collect();
    all.sort_by(|a, b| a.1.cmp(&b.1));
    all
}

/// Coming in 人员加入.
#[component]
pub fn PeoplePage() -> impl IntoView {
    let (session, lang) = (use_session(), use_lang());
    let works = Memo::new(move |_| session.read(Snapshot::runs_desk) == Some(true));
    let state = listing(session, move || !works.get());
    let all = Memo::new(move |_| session.read(|s| teams(s, lang.get())).unwrap_or_default());
    let new = Memo::new(move |_| {
        let ids: Vec<_> = all.read().iter().map(|(id, _)| *id).collect();
        session.read(|s| new_people(s, &ids)).unwrap_or_default()
    });
    view! {
        <div class="page">
            <PageHeader title=say(words::people) back="/desk" />
            <ListState state empty=say(desk::not_for_you) retry=move || session.refresh()>
                <section class="section">
                    <div class="section-head"><h2>{say(words::new_people)}</h2></div>
                    <NewList people=new />
                </section>
                <section class="section">
                    <div class="section-head"><h2>{say(words::let_in)}</h2></div>
                    <ul class="roster-list card">
                        {move || all.get().into_iter().map(|(team, name)| view! { <TeamLink team name /> }).collect_view()}
                    </ul>
                </section>
                <NewPhone />
                <InviteRole />
                <Invitations />
            </ListState>
        </div>
    }
}

/// An invitation that this page has made: whose link it alone knows.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Made {
    opening: Opening,
    name: String,
}

/// What is to be shown once an invitation is made.
fn shows(made: RwSignal<Option<Made>>, name: String) -> impl FnOnce(Opening) {
    move |opening| {
        made.try_set(Some(Made { opening, name }));
    }
}

/// The link of an invitation that has just been made, once it works.
#[component]
fn Shown(made: Made, #[prop(into)] hint: Signal<String>) -> impl IntoView {
    let link = made.opening.link(&origin());
    view! {
        <OnceThere invitation=Some(made.opening.invitation)>
            <div class="card join-panel">
                <LinkCode link=link.clone() label=say(words::link_picture) />
                <p>{move || hint.get()}</p>
            </div>
        </OnceThere>
    }
}

/// New phone 换手机: somebody of the register scans a code.
#[component]
fn NewPhone() -> impl IntoView {
    let session = use_session();
    let all = Memo::new(move |_| {
        let found = session.read(|s| {
            let mut all = everybody(s, &s.me()?.desk);
            all.retain(|one| one.id != s.person);
            Some(all)
        });
        found.flatten().unwrap_or_default()
    });
    let made = RwSignal::new(None::<Made>);
    let busy = RwSignal::new(false);
    let wrong = Wrong::with("new-phone");
    let pick = move |one: Known| {
        let person: PersonId = one.id;
        let to = InvitedTo::Device { person };
        invite(session, to, busy, wrong, shows(made, one.name));
    };
    view! {
        <section class="section">
            <div class="section-head"><h2>{say(words::new_phone)}</h2></div>
            {move || match made.get() {
                None => view! {
                    <p class="second">{say(words::new_phone_hint)}</p>
                    <FindPerson all on_pick=pick meaning=words::new_phone_of quiet=true />
                }
                .into_any(),
                Some(made_now) => {
                    let (title, how) = (made_now.name.clone(), made_now.name.clone());
                    view! {
                        <h3>{say_with(move |l| words::new_phone_of(l, &title))}</h3>
                        <Shown made=made_now hint=say_with(move |l| words::new_phone_how(l, &how)) />
                        <Button kind=ButtonKind::Plain small=true on_press=move || made.set(None)>{say(crate::locales::roster::another_person)}</Button>
                    }
                    .into_any()
                }
            }}
            <WhatIsWrong wrong />
        </section>
    }
}

/// Invite to a role: a link for one person.
#[component]
fn InviteRole() -> impl IntoView {
    let (session, lang) = (use_session(), use_lang());
    let role = RwSignal::new(String::new());
    let made = RwSignal::new(None::<Made>);
    let busy = RwSignal::new(false);
    let wrong = Wrong::with("invite-role");
    let place = Memo::new(move |_| session.read(|s| s.me().map(|me| me.desk)).flatten());
    let offered = Memo::new(move |_| {
        let Some(place) = place.get() else {
            return Vec::new();
        };
        let may = |role: &Role| {
            let to = InvitedTo::Role {
                role: *role,
                scope: Scope::Place(place.clone()),
                to: None,
            };
            let (_, command) = new_invitation(to);
            session.read(|s| s.would(&command)) == Some(true)
        };
        // A team's lead leads a team: they are made on the team's own side.
        let plain = ROLES.into_iter().filter(|role| *role != Role::TeamLead);
        plain.filter(may).collect()
    });
    let options = Memo::new(move |_| {
        let option =
            |(n, role): (usize, &Role)| (n.to_string(), role_name(lang.get(), *role).to_owned());
        let offered = offered.read();
        with_first(
            needs::choose(lang.get()),
            offered.iter().enumerate().map(option),
        )
    });
    let press = move || {
        let chosen = role.get_untracked().parse::<usize>().ok();
        let chosen = chosen.and_then(|n| offered.read_untracked().get(n).copied());
        let (Some(role), Some(place)) = (chosen, place.get_untracked()) else {
            return;
        };
        let name = role_name(lang.get_untracked(), role).to_owned();
        let to = InvitedTo::Role {
            role,
            scope: Scope::Place(place),
            to: None,
        };
        invite(session, to, busy, wrong, shows(made, name));
    };
    let unchosen = Memo::new(move |_| role.read().is_empty());
    view! {
        <Show when=move || !offered.read().is_empty()>
            <section class="section">
                <div class="section-head"><h2>{say(words::invite_role)}</h2></div>
                {move || match made.get() {
                    None => view! {
                        <p class="second">{say(words::invite_role_hint)}</p>
                        <SelectField label=say(words::role) value=role options />
                        <Button kind=ButtonKind::Quiet icon=Glyph::Qr pending=busy disabled=unchosen on_press=press>{say(words::make_link)}</Button>
                    }
                    .into_any(),
                    Some(made_now) => view! {
                        <h3>{made_now.name.clone()}</h3>
                        <Shown made=made_now hint=say(words::link_once) />
                        <Button kind=ButtonKind::Plain small=true on_press=move || made.set(None)>{say(words::make_link)}</Button>
                    }
                    .into_any(),
                }}
                <WhatIsWrong wrong />
            </section>
        </Show>
    }
}

/// What an invitation is for, in a line.
fn what(s: &Snapshot, lang: Lang, one: &Invitation) -> String {
    match &one.invited_to {
        InvitedTo::Team { team } => words::code_of(lang, &team_name(s, *team, lang)),
        InvitedTo::Role { role, .. } => role_name(lang, *role).to_owned(),
        InvitedTo::Device { person } => {
            let name = s.someone(*person).map(|one| one.about.name);
            words::new_phone_of(lang, &name.unwrap_or_default())
        }
    }
}

/// How many have come in by it, of how many that may.
fn came(lang: Lang, listed: &Listed) -> String {
    let (of, left) = (listed.invitation.places, listed.invitation.left());
    words::came(lang, u32::from(of - left), u32::from(of))
}

/// Until when it lets in; or that somebody took it back, or that nobody is left to come.
fn until(lang: Lang, listed: &Listed) -> String {
    match (listed.invitation.ended, listed.invitation.left()) {
        (true, _) => words::was_ended(lang).to_owned(),
        (false, 0) => words::used_up(lang).to_owned(),
        (false, _) => words::valid_until(lang, &day(lang, listed.invitation.until)),
    }
}

/// An invitation as it stands in a list.
#[derive(Clone, PartialEq)]
struct Listed {
    what: String,
    invitation: Invitation,
    open: bool,
}

/// Those that still let somebody in, with the way to end them, and those that do not; what happened to each of them.
#[component]
fn Invitations() -> impl IntoView {
    let (session, lang) = (use_session(), use_lang());
    let wrong = Wrong::with("open-invitations");
    let all = Memo::new(move |_| {
        let list = |s: &Snapshot| {
            let listed = |invitation: Invitation| Listed {
                what: what(s, lang.get(), &invitation),
                open: !invitation.is_over(s.now) && invitation.left() > 0,
                invitation,
            };
            s.invitations().into_iter().map(listed).collect::<Vec<_>>()
        };
        session.read(list).unwrap_or_default()
    });
    let ids = move |open: bool| {
        Memo::new(move |_| {
            let all = all.read();
            let those = all.iter().filter(|listed| listed.open == open);
            those.map(|listed| listed.invitation.id).collect::<Vec<_>>()
        })
    };
    let (open, over) = (ids(true), ids(false));
    let end = move |invitation: InvitationId| {
        session.act(Command::EndInvitation { invitation }, move |answer| {
            if let Err(trouble) = answer {
                wrong.set(trouble);
            }
        });
    };
    // A row stays while it changes, so that what is unfolded in it stays unfolded.
    let row = move |id: InvitationId| {
        let found = Memo::new(move |_| {
            let all = all.read();
            all.iter().find(|one| one.invitation.id == id).cloned()
        });
        let told = move |tell: fn(Lang, &Listed) -> String| {
            say_with(move |lang| {
                let told = found.read().as_ref().map(|listed| tell(lang, listed));
                told.unwrap_or_default()
            })
        };
        let is_open = move || found.read().as_ref().is_some_and(|listed| listed.open);
        view! {
            <li class="roster-entry">
                <div class="roster-who">
                    <strong>{told(|_, listed| listed.what.clone())}</strong>
                    <p class="dots second">
                        <span>{told(came)}</span>
                        <span>{told(until)}</span>
                    </p>
                </div>
                <Show when=is_open>
                    <Button small=true kind=ButtonKind::Plain on_press=move || end(id) label=told(|lang, listed| words::end_invitation_of(lang, &listed.what))>{say(words::end_invitation)}</Button>
                </Show>
                <History document=Signal::stored(Some(DocumentKey::Invitation(id))) />
            </li>
        }
    };
    let list = move |ids: Memo<Vec<InvitationId>>| {
        view! { <ul class="roster-list card"><For each=move || ids.get() key=|id| *id let:id>{row(id)}</For></ul> }
    };
    view! {
        <section class="section">
            <div class="section-head"><h2>{say(words::open_invitations)}</h2></div>
            <Show when=move || !open.read().is_empty() fallback=|| view! { <p class="second">{say(words::no_open_invitations)}</p> }>
                {list(open)}
            </Show>
            <WhatIsWrong wrong />
            <Show when=move || !over.read().is_empty()>
                <details class="form-more">
                    <summary>{say(words::over_invitations)}</summary>
                    {list(over)}
                </details>
            </Show>
        </section>
    }
}
