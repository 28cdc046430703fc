//! One person on a roster: name, telephone, where they stand, and the marks that a lead may give.

use crate::{
    cases::sign_up_badge,
    locales::{Lang, common, roster as words, say, say_with, team, use_lang},
    session::{Session, Trouble, use_session},
    ui::{Button, ButtonKind, Glyph, LinkButton, Status, StatusBadge},
    words as sentences,
};
use leptos::prelude::*;
use linli_domain::{
    Command, PersonId, ShiftId,
    phone::to_dial,
    shift::{Consented, SignUp, SignUpState},
};
use linli_sync::Snapshot;

/// Which marks the rule book takes now.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Marks {
    /// Ticks.
    pub present: bool,
    /// Absences.
    pub absent: bool,
}

/// One line of the roster.
#[component]
pub fn Entry(
    /// On which shift.
    shift: ShiftId,
    /// Who.
    entry: SignUp,
    /// Which marks may be given.
    #[prop(into)]
    marks: Signal<Marks>,
    /// Place on the waiting list, from 1.
    #[prop(default = None)]
    position: Option<u32>,
    /// The lead's and deputy's tags.
    #[prop(default = None)]
    tag: Option<Signal<String>>,
    /// More under the line: minutes.
    #[prop(optional, into)]
    more: Option<ViewFn>,
    /// What may be done with it beside marks.
    #[prop(optional, into)]
    acts: Option<ViewFn>,
) -> impl IntoView {
    let session = use_session();
    let lang = use_lang();
    let me: Option<PersonId> = session
        .snapshot
        .with_untracked(|s| s.as_ref().map(|s| s.person));
    let mine = entry.person.is_some() && entry.person == me;
    let (state, sign_up) = (entry.state, entry.id);
    let name = entry.name.clone();
    let (heard, shown) = (name.clone(), name.clone());
    let unverified = entry
        .check_in
        .iter()
        .chain(&entry.check_out)
        .any(|p| !p.verified);
    let by_me = entry.entered_by.is_some() && entry.entered_by == me;
    let entered = entry.entered_by.filter(|_| state.is_present()).map(|by| {
        // The register may come after the roster.
        let name = Memo::new(move |_| session.read(|seen| name_of(seen, shift, by)).flatten());
        (by_me, name)
    });
    // Somebody who was signed up by another: who did it, and how they said yes.
    let by = (
        entry.actor.is_some() && !name.is_empty(),
        entry.actor_name.clone(),
        entry.consent,
    );
    let says_yes = entry.coming && state == SignUpState::Confirmed;
    let for_other = by.0 && state.is_live() && !state.is_present();
    // One that nobody need dial tells apart, like the times.
    let told_apart = entry
        .phone
        .clone()
        .filter(|_| to_dial(entry.phone.as_ref()).is_none());
    let times = move |lang| {
        let by =
            by.0.then(|| words::signed_up_by(lang, &by.1, agreed(lang, by.2)));
        let at = |p: &linli_domain::shift::Presence| sentences::clock(lang, p.at);
        let arrived = entry.check_in.as_ref().map(|p| {
            let evidence = sentences::evidence(lang, p.evidence);
            common::with_note(lang, &words::in_at(lang, &at(p)), evidence)
        });
        let left = entry
            .check_out
            .as_ref()
            .map(|p| words::out_at(lang, &at(p)));
        let second = entered.map(|(by_me, name)| match name.get() {
            _ if by_me => words::entered_by_you(lang).to_owned(),
            Some(name) => words::entered_by(lang, &name),
            None => words::entered_afterwards(lang).to_owned(),
        });
        let hours = entry
            .minutes
            .filter(|_| session.keeps_hours())
            .map(|m| words::confirmed_hours(lang, &sentences::length(lang, m)));
        [by, arrived, left, second, hours, told_apart.clone()]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
    };
    let call = to_dial(entry.phone.as_ref()).cloned().map(|phone| {
        let (name, heard) = (name.clone(), phone.clone());
        view! {
            <LinkButton href=format!("tel:{phone}") kind=ButtonKind::Plain small=true icon=Glyph::Phone label=say_with(move |l| format!("{} {heard}", words::call(l, &name)))>
                <span class="only-wide">{phone.clone()}</span>
            </LinkButton>
        }
    });
    view! {
        <article class="roster-entry" aria-label=say_with(move |l| called(l, &heard))>
            <div class="roster-who">
                <p class="row roster-name">
                    {position.map(|n| view! { <span class="second whole">{say_with(move |l| words::position(l, n))}</span> })}
                    <strong>{say_with(move |l| called(l, &shown))}</strong>
                    {tag.map(|tag| view! { <span class="second">{tag}</span> })}
                    {mine.then(|| view! { <span class="second">{say(words::you)}</span> })}
                    <StatusBadge status=sign_up_badge(state) words=say_with(move |l| standing(l, state)) />
                    {says_yes.then(|| view! { <span class="second">{say(words::says_yes)}</span> })}
                    {unverified.then(|| view! { <StatusBadge status=Status::Pending words=say(words::unverified) /> })}
                </p>
                {move || {
                    let times = times(lang.get());
                    (!times.is_empty()).then(|| view! { <p class="dots second">{times.into_iter().map(|t| view! { <span>{t}</span> }).collect_view()}</p> })
                }}
                {more.map(|more| more.run())}
            </div>
            {call}
            {acts.map(|acts| view! { <div class="row roster-marks">{acts.run()}</div> })}
            <MarkButtons shift sign_up state name unverified=unverified && !by_me mine for_other marks />
        </article>
    }
}

/// What somebody is called, where the reader knows: from the register, or as who leads the shift.
fn name_of(seen: &Snapshot, shift: ShiftId, id: PersonId) -> Option<String> {
    let known = seen.someone(id).map(|person| person.about.name);
    known.or_else(|| {
        let shift = seen.shift(shift)?;
        let mut contacts = shift.lead.into_iter().chain(shift.deputy);
        contacts.find(|contact| contact.id == id).map(|c| c.name)
    })
}

/// Where an entry stands: whoever was asked late has until then to answer.
fn standing(lang: Lang, state: SignUpState) -> String {
    match state {
        SignUpState::Offered { until } => words::asked_until(lang, &sentences::clock(lang, until)),
        SignUpState::NoShow { contested: true } => words::contested(lang).to_owned(),
        _ => sentences::sign_up_state(lang, state).to_owned(),
    }
}

/// What stands against something that was asked, in sentences; nothing where it was taken.
pub(super) fn objections<T>(
    session: Session,
    lang: Signal<Lang>,
    answer: Result<T, Trouble>,
) -> Vec<String> {
    let said = answer.err().map(|trouble| {
        let seen = session.snapshot.get_untracked();
        sentences::trouble(lang.get_untracked(), &trouble, seen.as_ref())
    });
    said.unwrap_or_default()
}

/// The name; a place of a team's may have none yet.
fn called(lang: Lang, name: &str) -> String {
    match name {
        "" => team::no_name_yet(lang).to_owned(),
        name => name.to_owned(),
    }
}

/// How somebody agreed to be signed up.
fn agreed(lang: Lang, consent: Option<Consented>) -> &'static str {
    match consent {
        Some(Consented::InPerson) | None => words::agreed_in_person(lang),
        Some(Consented::ByPhone) => words::agreed_by_phone(lang),
        Some(Consented::InWriting) => words::agreed_in_writing(lang),
    }
}

/// The marks of one person, and why one was refused.
#[component]
fn MarkButtons(
    shift: ShiftId,
    sign_up: linli_domain::SignUpId,
    state: SignUpState,
    name: String,
    unverified: bool,
    mine: bool,
    for_other: bool,
    marks: Signal<Marks>,
) -> impl IntoView {
    let (session, lang) = (use_session(), use_lang());
    let refused = RwSignal::new(Vec::<String>::new());
    let busy = RwSignal::new(false);
    let answered = move |answer: Result<_, Trouble>| {
        busy.try_set(false);
        refused.try_set(objections(session, lang, answer));
    };
    let ask = move |command: Command| {
        busy.set(true);
        session.act(command, answered);
    };
    let present = move || {
        ask(Command::MarkPresent {
            shift,
            sign_up,
            at: session.now(),
        })
    };
    let left = move || {
        ask(Command::MarkLeft {
            shift,
            sign_up,
            at: session.now(),
        })
    };
    let absent = move || ask(Command::MarkAbsent { shift, sign_up });
    let clear = move || ask(Command::ClearMark { shift, sign_up });
    let names = StoredValue::new(name);
    let give_back = move || {
        busy.set(true);
        let said = words::given_back_said(lang.get_untracked(), &names.get_value());
        session.act_with_undo(Command::WithdrawFor { shift, sign_up }, said, answered);
    };
    let may = move |which: fn(Marks) -> bool| which(marks.get());
    let expected = state.is_expected();
    let marked = matches!(
        state,
        SignUpState::CheckedIn | SignUpState::CheckedOut | SignUpState::NoShow { contested: false }
    );
    let named = move |word: fn(crate::locales::Lang, &str) -> String| {
        say_with(move |l| word(l, &called(l, &names.get_value())))
    };
    view! {
        <div class="row roster-marks">
            <Show when=move || expected && !mine && may(|m| m.present)>
                <Button small=true kind=ButtonKind::Quiet icon=Glyph::Check pending=busy on_press=present label=named(words::tick)>{say(words::here)}</Button>
            </Show>
            <Show when=move || state == SignUpState::CheckedIn>
                <Button small=true kind=ButtonKind::Quiet pending=busy on_press=left label=named(words::tick_out)>{say(words::left)}</Button>
            </Show>
            <Show when=move || unverified && !mine && state != SignUpState::HoursConfirmed>
                <Button small=true kind=ButtonKind::Quiet icon=Glyph::Check pending=busy on_press=present label=named(words::verify_of)>{say(words::verify)}</Button>
            </Show>
            <Show when=move || expected && may(|m| m.absent)>
                <Button small=true kind=ButtonKind::Plain pending=busy on_press=absent label=named(words::mark_absent)>{say(words::absent)}</Button>
            </Show>
            <Show when=move || for_other>
                <Button small=true kind=ButtonKind::Plain pending=busy on_press=give_back label=named(words::give_back_of)>{say(words::give_back)}</Button>
            </Show>
            <Show when=move || marked>
                <Button small=true kind=ButtonKind::Plain icon=Glyph::Undo pending=busy on_press=clear label=named(words::take_back_of)>{say(words::take_back)}</Button>
            </Show>
        </div>
        {move || (!refused.read().is_empty()).then(|| view! { <p class="field-error roster-refused" role="status">{refused.get().join(" ")}</p> })}
    }
}
