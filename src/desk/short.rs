//! Short of people 缺人: a shift that starts soon and lacks people, and the three ways out.

use super::cancel::CancelShift;
use crate::{
    cases::{WhatIsWrong, Wrong},
    locales::{desk as words, say, say_with, use_lang},
    session::use_session,
    ui::{Button, ButtonKind, Dialog, Glyph, KeyedRows, LinkButton, Status, StatusBadge},
    words as sentences,
};
use leptos::prelude::*;
use linli_domain::{
    Command, OrganizationId, ShiftId,
    organization::{Organization, OrganizationKind},
};
use linli_sync::{ShiftSeen, Snapshot};

/// How many are missing, where that is urgent.
fn missing(shift: &ShiftSeen, seen: &Snapshot) -> Option<u32> {
    let missing = shift.about.min_staff.saturating_sub(shift.counts.taken);
    shift
        .is_short(seen.profile.whole(), seen.now)
        .then(|| missing.into())
}

/// Ask a team, change the time, or say that it cannot be done.
#[component]
pub fn WaysOut(
    /// Of which shift.
    shift: Memo<Option<ShiftSeen>>,
) -> impl IntoView {
    let session = use_session();
    let short = Memo::new(move |_| {
        let shift = shift.read();
        let shift = shift.as_ref()?;
        let missing = session.read(|seen| missing(shift, seen)).flatten()?;
        Some((shift.id, missing))
    });
    let asking = RwSignal::new(false);
    view! {
        {move || short.get().map(|(id, missing)| view! {
            <section class="card ways-out" aria-label=say(words::what_now)>
                <p class="ways-out-why">
                    <StatusBadge status=Status::Urgent words=say(words::below_minimum) />
                    <span>{say_with(move |l| words::still_missing(l, missing))}</span>
                </p>
                <Button icon=Glyph::Plus on_press=move || asking.set(true)>{say(words::ask_a_team)}</Button>
                <div class="two">
                    <LinkButton href=format!("/desk/shift/{id}/edit") kind=ButtonKind::Quiet>{say(words::change_time)}</LinkButton>
                    <CancelShift shift=id cant_do=true />
                </div>
            </section>
        })}
        <AskTeam shift open=asking />
    }
}

/// The community's teams, each to be asked once.
#[component]
fn AskTeam(shift: Memo<Option<ShiftSeen>>, open: RwSignal<bool>) -> impl IntoView {
    let session = use_session();
    let teams = Memo::new(move |_| {
        let desk = shift.read().as_ref().map(|shift| shift.desk.clone());
        let used = |seen: &Snapshot| {
            let mut teams = seen.organizations();
            teams.retain(|team| seen.profile.whole().organizations.contains(&team.kind));
            teams
        };
        let mut teams = session.read(used).unwrap_or_default();
        let kinds = [OrganizationKind::VolunteerTeam, OrganizationKind::SocialOrg];
        let acts_here = |team: &Organization| desk.as_ref().is_some_and(|desk| team.acts_in(desk));
        teams.retain(|team| kinds.contains(&team.kind) && acts_here(team));
        teams
    });
    let asked = Memo::new(move |_| {
        let shift = shift.read();
        let arranged = shift.as_ref().and_then(|shift| shift.arranged.as_ref());
        arranged
            .map(|arranged| arranged.asked.clone())
            .unwrap_or_default()
    });
    let id = Memo::new(move |_| shift.read().as_ref().map(|shift| shift.id));
    let row = move |team: Organization| {
        let shift = id.get()?;
        Some(view! { <li><TeamRow shift team asked /></li> })
    };
    view! {
        <Dialog open title=say(words::ask_a_team)>
            <p>{say(words::ask_hint)}</p>
            <Show when=move || !teams.read().is_empty() fallback=|| view! { <p class="second">{say(words::no_teams)}</p> }>
                <ul class="roster-list card"><KeyedRows each=teams key=|team: &Organization| team.id row /></ul>
            </Show>
        </Dialog>
    }
}

#[component]
fn TeamRow(shift: ShiftId, team: Organization, asked: Memo<Vec<OrganizationId>>) -> impl IntoView {
    let (session, lang) = (use_session(), use_lang());
    let wrong = Wrong::with("ask");
    let busy = RwSignal::new(false);
    let id = team.id;
    let is_asked = Memo::new(move |_| asked.read().contains(&id));
    let ask = move || {
        let command = Command::AskTeam { shift, team: id };
        if wrong.foresees(session, &command) {
            return;
        }
        busy.set(true);
        session.act(command, move |answer| {
            busy.try_set(false);
            if let Err(trouble) = answer {
                wrong.set(trouble);
            }
        });
    };
    let name = StoredValue::new(team.name);
    let named =
        move |l: crate::locales::Lang| name.with_value(|name| name.pick(l.tag()).to_owned());
    let good_at = team.specialty.map(|code| {
        view! { <p class="second">{say_with(move |l| sentences::category_or_skill(l, &code))}</p> }
    });
    view! {
        <article class="roster-entry" aria-label=move || named(lang.get())>
            <div class="roster-who"><strong>{move || named(lang.get())}</strong>{good_at}</div>
            <div class="row roster-marks">
                <Show
                    when=move || is_asked.get()
                    fallback=move || view! { <Button small=true kind=ButtonKind::Quiet pending=busy on_press=ask label=say_with(move |l| words::ask_team_of(l, &named(l)))>{say(words::ask)}</Button> }
                >
                    <StatusBadge status=Status::Done words=say(words::asked) />
                </Show>
            </div>
            <WhatIsWrong wrong />
        </article>
    }
}
