//! One shift: everything that somebody should know before saying yes.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use linli_domain::shift::{Consented, Phase, ShiftState, SignUpState};
use linli_domain::{Command, PersonId, ShiftId, SignUpId};
use uuid::Uuid;

use super::contest::ContestAbsence;
use super::team::BringTeam;
use crate::cases::listing;
use crate::locales::{
    Lang, checkin, common, help as words, roster, say, say_with, today, use_lang,
};
use crate::roster::{HelpedPlaces, SignUpHelped};
use crate::session::use_session;
use crate::shifts::{Doing, Facts, StateLine, StateMark, WhomToVisit, facts_of, of, read_shift_id};
use crate::ui::{Bar, Button, ButtonKind, Glyph, LinkButton, ListState, PageHeader, Reasons};
use crate::words as sentences;

/// Details.
#[component]
pub fn ShiftPage() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|p| p.get("shift").and_then(|id| read_shift_id(&id))));
    let facts = facts_of(id.into());
    let state = listing(session, move || facts.with(Option::is_none));
    let title = say_with(move |lang| {
        facts
            .with(|f| f.as_ref().map(|f| f.title.clone()))
            .unwrap_or_else(|| words::details(lang).to_owned())
    });
    let others = || view! { <LinkButton href="/help" kind=ButtonKind::Quiet>{say(words::see_others)}</LinkButton> };
    view! {
        <div class="page">
            <PageHeader title back="/help" />
            <ListState state empty=say(checkin::no_such) empty_action=others retry=move || session.refresh()>
                <Detail facts />
            </ListState>
        </div>
    }
}

/// What there is to know, each with its label.
fn known(lang: Lang, f: &Facts) -> Vec<(&'static str, String)> {
    let about = &f.seen.about;
    let needs = &about.requirements;
    let mut asks: Vec<String> = needs
        .min_age
        .iter()
        .map(|age| words::from_age(lang, (*age).into()))
        .collect();
    let codes = needs.skills.iter().chain(&needs.trainings);
    asks.extend(codes.map(|code| sentences::skill_name(lang, code)));
    let deadline = about.deadline();
    let until = format!(
        "{} {}",
        sentences::day(lang, deadline),
        sentences::clock(lang, deadline)
    );
    let risks = if about.risks.is_empty() {
        words::no_risks(lang).to_owned()
    } else {
        about.risks.clone()
    };
    let lead = f.seen.lead.as_ref().map(|lead| lead.name.clone());
    let insured = if about.insurance {
        words::insured(lang)
    } else {
        ""
    };
    let rows = [
        (words::what_it_is(lang), about.text.clone()),
        (words::meet(lang), about.meeting_point.clone()),
        (words::risks(lang), risks),
        (words::bring(lang), about.bring.clone()),
        (words::asks_for(lang), asks.join(words::comma(lang))),
        (words::insurance(lang), insured.to_owned()),
        (words::team(lang), f.team.clone().unwrap_or_default()),
        (words::lead(lang), lead.unwrap_or_default()),
        (words::sign_up_by(lang), until),
    ];
    rows.into_iter()
        .filter(|(_, said)| !said.trim().is_empty())
        .collect()
}

/// The shift, once it is there.
#[component]
fn Detail(facts: Memo<Option<Facts>>) -> impl IntoView {
    let lang = use_lang();
    let rows = Memo::new(move |_| {
        facts.with(|f| f.as_ref().map(|f| known(lang.get(), f)).unwrap_or_default())
    });
    let taken = of(facts, |f| u32::from(f.seen.counts.taken));
    let slots = of(facts, |f| u32::from(f.seen.about.slots));
    let cancelled = Memo::new(move |_| {
        facts.with(|f| match f.as_ref().map(|f| &f.seen.state) {
            Some(ShiftState::Cancelled { reason }) => Some(reason.clone()),
            _ => None,
        })
    });
    view! {
        <div class="stack detail">
            <div class="detail-head">
                <div>
                    <p class="detail-when">{of(facts, |f| f.day.clone())} " " <span class="whole">{of(facts, |f| f.hours.clone())}</span></p>
                    <p class="second">{of(facts, |f| f.place.clone())}</p>
                    <StateLine facts />
                    {move || cancelled.get().map(|reason| view! { <p class="second">{common::because(lang.get(), sentences::reason(lang.get(), &reason))}</p> })}
                </div>
                <StateMark facts />
            </div>
            <Bar taken of=slots />
            <WhomToVisit facts />
            <ContestAbsence facts />
            <Todo facts />
            <BringTeam facts />
            <dl class="known">
                {move || rows.get().into_iter().map(|(label, said)| view! {
                    <div><dt>{label}</dt><dd>{said}</dd></div>
                }).collect_view()}
            </dl>
        </div>
    }
}

/// Whether the reader may sign up somebody else, whoever it is: tried with somebody whom no device knows.
fn may_sign_up_others(id: Memo<Option<ShiftId>>) -> Memo<bool> {
    let session = use_session();
    Memo::new(move |_| {
        let command = id.get().map(|shift| Command::SignUpFor {
            shift,
            sign_up: SignUpId(Uuid::max()),
            person: PersonId(Uuid::max()),
            consent: Consented::InPerson,
            or_wait: true,
        });
        command.is_some_and(|command| session.read(|seen| seen.would(&command)) == Some(true))
    })
}

/// What can be done about it.
#[component]
fn Todo(facts: Memo<Option<Facts>>) -> impl IntoView {
    let doing = Doing::new();
    let id = Memo::new(move |_| facts.with(|f| f.as_ref().map(|f| f.seen.id)));
    let act = move |f: &dyn Fn(linli_domain::ShiftId)| {
        if let Some(id) = id.get_untracked() {
            f(id);
        }
    };
    let open = of(facts, |f| !f.is_mine() && f.seen.phase == Phase::Open);
    let full = of(facts, |f| !f.is_mine() && f.seen.phase == Phase::Full);
    let may_withdraw = of(facts, Facts::may_give_back);
    let coming = of(facts, |f| f.own() == Some(SignUpState::Reconfirm));
    let say_coming = of(facts, Facts::may_say_coming);
    let asked = of(facts, |f| {
        f.asked_until().is_some() || f.may_come_after_all()
    });
    let until = of(facts, Facts::asked_until);
    let answer_by = say_with(move |l| {
        let at = until.get().map(|at| sentences::clock(l, at));
        at.map(|at| today::answer_until(l, &at)).unwrap_or_default()
    });
    let late = of(facts, Facts::gives_back_late);
    let check_in = of(facts, |f| f.is_expected() && f.check_in_open);
    let here = of(facts, Facts::is_here);
    let led = of(facts, |f| f.led);
    let for_others = may_sign_up_others(id);
    let seen = Memo::new(move |_| facts.with(|f| f.as_ref().map(|f| f.seen.clone())));
    let phone = of(facts, Facts::lead_phone);
    let reasons = doing.reasons_with(facts);
    let read = move || doing.read(facts);
    let sign_up = move |or_wait: bool| {
        read();
        act(&|id| doing.sign_up(id, or_wait));
    };
    let others = move || {
        view! {
            <span on:click=move |_| read()>
                <LinkButton href="/help" kind=ButtonKind::Quiet>{say(words::see_others)}</LinkButton>
            </span>
        }
    };
    let to = move |root: &'static str| {
        Signal::derive(move || id.get().map(|id| format!("{root}{id}")).unwrap_or_default())
    };
    view! {
        <Show when=move || !reasons.with(Vec::is_empty)>
            <Reasons title=say(words::cannot_because) reasons instead=others />
        </Show>
        <Show when=move || open.get()>
            <Button pending=doing.busy on_press=move || sign_up(false)>{say(words::sign_up)}</Button>
        </Show>
        <Show when=move || full.get()>
            <Button pending=doing.busy on_press=move || sign_up(true)>{say(words::join_waiting_list)}</Button>
        </Show>
        <Show when=move || coming.get()>
            <Button pending=doing.busy on_press=move || act(&|id| doing.reconfirm(id))>{say(today::im_coming)}</Button>
        </Show>
        <Show when=move || say_coming.get()>
            <Button pending=doing.busy on_press=move || act(&|id| doing.say_coming(id))>{say(today::im_coming)}</Button>
        </Show>
        <Show when=move || asked.get()>
            <p><strong>{say(today::can_you_come)}</strong>" "<span class="second">{answer_by}</span></p>
            <Button pending=doing.busy on_press=move || act(&|id| doing.accept(id))>{say(today::yes_i_can)}</Button>
        </Show>
        <Show when=move || check_in.get() && !coming.get()>
            <LinkButton href=to("/check-in/")>{say(today::check_in)}</LinkButton>
        </Show>
        <Show when=move || here.get()>
            <Button pending=doing.busy on_press=move || act(&|id| doing.check_out(id))>{say(today::finished)}</Button>
        </Show>
        <Show when=move || led.get()>
            <LinkButton href=to("/roster/") kind=ButtonKind::Quiet icon=Glyph::Users>{say(roster::title)}</LinkButton>
        </Show>
        <Show when=move || for_others.get()>
            <LinkButton href=Signal::derive(move || format!("{}?for=someone", to("/roster/").get())) kind=ButtonKind::Quiet icon=Glyph::Plus>{say(roster::sign_up_someone)}</LinkButton>
        </Show>
        <SignUpHelped shift=seen />
        <HelpedPlaces shift=seen />
        <Show when=move || may_withdraw.get() || phone.get().is_some()>
            <div class="two">
                <Show when=move || may_withdraw.get()>
                    <Button kind=ButtonKind::Quiet on_press=move || act(&|id| doing.withdraw(id, late.get_untracked()))>{say(today::cant_come)}</Button>
                </Show>
                {move || phone.get().map(|phone| view! {
                    <LinkButton href=format!("tel:{phone}") kind=ButtonKind::Quiet icon=Glyph::Phone>{say(today::call_lead)}</LinkButton>
                })}
            </div>
        </Show>
    }
}
