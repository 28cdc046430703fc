//! One need: its facts, whom it is for, its shifts, and what may be done with it.

use super::{
    actions::NeedActions,
    form::{NeedFields, NeedForm},
    sealed::SealedWords,
};
use crate::{
    cases::{WhatIsWrong, Wrong, case_badge, id_in_address, label, listing},
    history::History,
    locales::{common, needs as words, say, say_with, use_lang},
    session::use_session,
    ui::{
        Bar, Button, ButtonKind, Glyph, LinkButton, ListState, PageHeader, Status, StatusBadge,
        use_toasts,
    },
    words as sentences,
};
use leptos::prelude::*;
use leptos_router::components::A;
use linli_domain::{
    CaseId, Command, DocumentKey, Prediction,
    case::{Assignee, Recipient, Urgency},
    refusal::Field,
};
use linli_sync::{CaseSeen, ShiftSeen};

/// One need on a page of its own.
#[component]
pub fn NeedPage() -> impl IntoView {
    let (session, lang) = (use_session(), use_lang());
    let id = id_in_address::<CaseId>("need");
    let title = Signal::derive(move || {
        let need = id
            .get()
            .and_then(|id| session.read(|seen| seen.case(id)).flatten());
        need.map_or_else(
            || words::title(lang.get()).to_owned(),
            |need| need.case.about.title.pick(lang.get().tag()).to_owned(),
        )
    });
    let title = Memo::new(move |_| title.get());
    view! {
        <div class="page">
            <PageHeader title back="/needs" />
            <NeedPanel id />
        </div>
    }
}

/// Everything about one need, without its heading.
#[component]
pub fn NeedPanel(
    /// Which.
    #[prop(into)]
    id: Signal<Option<CaseId>>,
) -> impl IntoView {
    let (session, lang) = (use_session(), use_lang());
    let need = Memo::new(move |_| {
        id.get()
            .and_then(|id| session.read(|s| s.case(id)).flatten())
    });
    // One person handles it: no shift ever serves it.
    let is_sealed = Memo::new(move |_| {
        need.read()
            .as_ref()
            .is_some_and(|need| need.case.is_sealed())
    });
    let correcting = RwSignal::new(false);
    let document = Signal::derive(move || id.get().map(DocumentKey::Case));
    let state = listing(session, move || need.read().is_none());
    view! {
        <ListState state empty=say(words::gone) retry=move || session.refresh()>
            <Show
                when=move || !correcting.get()
                fallback=move || need.get_untracked().map(|need| view! { <Correct need done=correcting /> })
            >
                {move || {
                    lang.track();
                    need.get().map(|need| view! { <Facts need /> })
                }}
                <Show when=move || !is_sealed.get() fallback=move || view! { <SealedWords need /> }><Shifts need /></Show>
                <NeedActions need correcting />
            </Show>
            <History document />
        </ListState>
    }
}

/// The facts.
#[component]
fn Facts(need: CaseSeen) -> impl IntoView {
    let (session, lang) = (use_session(), use_lang());
    let case = need.case;
    let sealed = case.is_sealed();
    let seen = session.snapshot.get_untracked();
    let l = lang.get_untracked();
    let at = |at| format!("{} {}", sentences::day(l, at), sentences::clock(l, at));
    let overdue = seen
        .as_ref()
        .is_some_and(|s| case.due.is_some_and(|due| due < s.now));
    let place = seen
        .as_ref()
        .map(|s| s.place_name(&case.about.place, l.tag()));
    let assignee = case.assignee.and_then(|who| match (who, seen.as_ref()?) {
        (Assignee::Person(id), s) => s.someone(id).map(|p| p.about.name),
        (Assignee::Organization(id), s) => {
            s.organization(id).map(|o| o.name.pick(l.tag()).to_owned())
        }
    });
    let state = case.state;
    let some = |text: String| Some(text).filter(|text| !text.is_empty());
    let urgent = case.about.urgency == Urgency::Urgent;
    let rows = [
        (say(words::number), Some(case.no)),
        (
            label(Field::Category),
            Some(sentences::category_name(l, &case.about.category)),
        ),
        (label(Field::Place), place),
        (say(words::posted_at), Some(at(case.posted_at))),
        (say(words::posted_by), some(case.reporter_name)),
        (say(words::state_since), Some(at(case.since))),
        (say(words::due_by), case.due.map(at)),
        (say(words::assignee), assignee),
        (label(Field::ExternalRef), case.about.external_ref),
        (label(Field::Text), some(case.about.text)),
        (label(Field::Risks), some(case.about.risks)),
        (say(words::outcome), case.outcome),
        (
            label(Field::Rating),
            case.rating.map(|rating| words::rating_of(l, rating)),
        ),
    ];
    view! {
        <p class="row need-badges">
            <StatusBadge status=case_badge(state) words=say_with(move |l| sentences::case_state(l, state).to_owned()) />
            {overdue.then(|| view! { <StatusBadge status=Status::Urgent words=say(words::overdue) /> })}
            {urgent.then(|| view! { <StatusBadge status=Status::Urgent words=say(common::urgent) /> })}
            {sealed.then(|| view! { <StatusBadge status=Status::Plain words=say(words::is_sealed) /> })}
            {case.unverified.then(|| view! { <StatusBadge status=Status::Urgent words=say(words::call_first) /> })}
            {need.pending.then(|| view! { <StatusBadge status=Status::Pending words=say(common::state_pending) /> })}
        </p>
        <dl class="facts card">
            {rows
                .into_iter()
                .filter_map(|(name, value)| value.map(|value| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }))
                .collect_view()}
        </dl>
        {case.about.recipient.filter(|_| need.full).map(|recipient| view! { <Whom recipient /> })}
    }
}

/// Whom it is for.
#[component]
pub fn Whom(
    /// Who.
    recipient: Recipient,
) -> impl IntoView {
    let call = recipient.phone.clone().map(|phone| {
        view! {
            <LinkButton href=format!("tel:{phone}") kind=ButtonKind::Quiet icon=Glyph::Phone>
                {say(words::call_resident)}
            </LinkButton>
        }
    });
    view! {
        <section class="section">
            <h2>{say(words::recipient)}</h2>
            <dl class="facts card">
                <div><dt>{say(words::recipient_name)}</dt><dd>{recipient.name}</dd></div>
                {recipient.phone.map(|phone| view! { <div><dt>{say(words::recipient_phone)}</dt><dd class="whole">{phone}</dd></div> })}
                {recipient.address.map(|a| view! { <div><dt>{say(words::recipient_address)}</dt><dd>{a}</dd></div> })}
                {recipient.call_back.then(|| view! { <div><dt>{say(words::wants_call_back)}</dt><dd>{say(words::yes)}</dd></div> })}
            </dl>
            {call}
        </section>
    }
}

/// Its shifts.
#[component]
fn Shifts(need: Memo<Option<CaseSeen>>) -> impl IntoView {
    let (session, lang) = (use_session(), use_lang());
    let shifts = Memo::new(move |_| {
        let links = need
            .read()
            .as_ref()
            .map(|n| n.case.shifts.clone())
            .unwrap_or_default();
        let own: Vec<ShiftSeen> = session
            .read(|seen| {
                let id = need.read().as_ref().map(|n| n.case.id);
                let serves = |shift: &ShiftSeen| {
                    links.iter().any(|link| link.shift == shift.id)
                        || matches!(shift.about.parent, Some(linli_domain::shift::Parent::Case(c)) if Some(c) == id)
                };
                seen.shifts().into_iter().filter(serves).collect()
            })
            .unwrap_or_default();
        own
    });
    view! {
        <section class="section">
            <h2>{say(words::its_shifts)}</h2>
            <Show when=move || !shifts.read().is_empty() fallback=|| view! { <p class="second">{say(words::no_shifts_yet)}</p> }>
                <ul class="stack">
                    {move || {
                        lang.track();
                        shifts.get().into_iter().map(|shift| view! { <li><ShiftLine shift /></li> }).collect_view()
                    }}
                </ul>
            </Show>
        </section>
    }
}

/// A shift in a line, linked to its roster.
#[component]
fn ShiftLine(shift: ShiftSeen) -> impl IntoView {
    let lang = use_lang().get_untracked();
    let phase = shift.phase;
    view! {
        <article class="card need-row">
            <h3><A href=format!("/roster/{}", shift.id)>{shift.about.title.pick(lang.tag()).to_owned()}</A></h3>
            <p class="dots second">
                <span>{sentences::when(lang, &shift.about.span)}</span>
                <span>{sentences::phase(lang, phase)}</span>
            </p>
            <Bar taken=u32::from(shift.counts.taken) of=u32::from(shift.about.slots) />
        </article>
    }
}

/// The form that corrects it.
#[component]
fn Correct(need: CaseSeen, done: RwSignal<bool>) -> impl IntoView {
    let (session, lang, toasts) = (use_session(), use_lang(), use_toasts());
    let case = need.case.id;
    let fields = NeedFields::of(Some(need.case.about), lang.get_untracked());
    let wrong = Wrong::with("need");
    let busy = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let lang = lang.get_untracked();
        let about = match fields.about(lang) {
            Ok(about) => Box::new(about),
            Err(reasons) => return wrong.refuse(reasons),
        };
        let command = Command::CorrectNeed { case, about };
        let foreseen = session
            .snapshot
            .with_untracked(|s| s.as_ref().map(|s| s.foresee(&command)));
        if let Some(Prediction::Refused(reasons)) = foreseen {
            return wrong.refuse(reasons);
        }
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        session.act(command, move |answer| {
            busy.set(false);
            match answer {
                Ok(_) => {
                    toasts.show(words::corrected(lang));
                    done.set(false);
                }
                Err(trouble) => wrong.set(trouble),
            }
        });
    };
    view! {
        <form class="stack" novalidate on:submit=submit aria-label=say(words::correct_title)>
            <WhatIsWrong wrong />
            <NeedForm fields wrong />
            <Button submit=true pending=busy>{say(common::save)}</Button>
            <Button kind=ButtonKind::Quiet on_press=move || done.set(false)>{say(common::keep)}</Button>
        </form>
    }
}
