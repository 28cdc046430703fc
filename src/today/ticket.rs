//! One promise as a ticket, with the one thing to do about it now.

use leptos::prelude::*;
use leptos_router::components::A;
use linli_domain::{
    ShiftId,
    shift::{Attendance, SignUpState},
};

use crate::late::{late, later};
use crate::locales::{checkin, common, help, say, say_with, today as words};
use crate::shifts::{Doing, Facts, StateMark, WhomToVisit, facts_of, of};
use crate::ui::{Button, ButtonKind, Glyph, LinkButton, Reasons, Ticket};

// Few tickets are home visits.
late! { asking, fn whom_to_visit(facts: Memo<Option<Facts>>) -> AnyView { view! { <WhomToVisit facts /> }.into_any() } }

/// The one thing to do now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Main {
    #[default]
    Nothing,
    Offered,
    AfterAll,
    Reconfirm,
    SayComing,
    CheckIn,
    Finished,
}

fn main_thing(facts: &Facts) -> Main {
    match facts.own() {
        Some(SignUpState::CheckedIn) => Main::Finished,
        Some(SignUpState::Confirmed | SignUpState::NotRecorded) if facts.check_in_open => {
            Main::CheckIn
        }
        Some(SignUpState::Reconfirm) if facts.check_in_open => Main::CheckIn,
        Some(SignUpState::Reconfirm) => Main::Reconfirm,
        Some(SignUpState::Offered { .. }) => Main::Offered,
        _ if facts.may_come_after_all() => Main::AfterAll,
        _ if facts.may_say_coming() => Main::SayComing,
        _ => Main::Nothing,
    }
}

/// A shift that the reader is on.
#[component]
pub fn Promise(
    /// Which.
    id: ShiftId,
    /// With everything that can be done, or as a slip.
    full: bool,
) -> impl IntoView {
    let facts = facts_of(Signal::stored(Some(id)));
    let doing = Doing::new();
    let pending = of(facts, |facts| facts.seen.pending && !facts.is_here());
    let until = Memo::new(move |_| facts.with(|f| f.as_ref().and_then(|f| f.soon.clone())));
    let seal = move || view! { <StateMark facts /> };
    // Full width: whom to visit needs more room than there is beside the slip.
    let actions = move || {
        view! {
            {full.then(|| later(move || whom_to_visit(facts)))}
            <Actions id full facts doing />
        }
    };
    view! {
        <Ticket
            day=of(facts, |f| f.day.clone())
            time=of(facts, |f| f.clock.clone())
            until=MaybeProp::derive(move || until.get())
            title=of(facts, |f| f.title.clone())
            seal
            actions
            pending
        >
            <Lines id facts />
        </Ticket>
    }
}

/// Where, with whom, and how one's entry stands.
#[component]
fn Lines(id: ShiftId, facts: Memo<Option<Facts>>) -> impl IntoView {
    let meet = of(facts, |f| f.seen.about.meeting_point.clone());
    let lead = of(facts, |f| {
        f.seen.lead.as_ref().map(|lead| lead.name.clone())
    });
    let people = of(facts, |f| u32::from(f.seen.counts.taken));
    // Who may come after all is not told that all is full.
    let line = of(facts, |f| f.position().filter(|_| !f.may_come_after_all()));
    let in_line = move || {
        line.get().map(|position| {
            view! { <p><strong>{say_with(move |lang| help::you_are_in_line(lang, position))}</strong></p> }
        })
    };
    view! {
        {in_line}
        <p class="dots">
            <span>{of(facts, |f| f.place.clone())}</span>
            {move || Some(meet.get()).filter(|m| !m.is_empty()).map(|meet| view! { <span>{meet}</span> })}
        </p>
        <p class="dots">
            {move || lead.get().map(|name| view! { <span>{say_with(move |lang| words::lead(lang, &name))}</span> })}
            <span>{say_with(move |lang| common::people(lang, people.get()))}</span>
        </p>
        <p><A href=format!("/help/{id}") attr:class="ticket-details">{say(help::details)}</A></p>
    }
}

/// I'm coming 我会来.
fn coming(doing: Doing, press: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    view! { <Button pending=doing.busy on_press=press>{say(words::im_coming)}</Button> }.into_any()
}

/// One main button, and the quiet ones.
#[component]
fn Actions(id: ShiftId, full: bool, facts: Memo<Option<Facts>>, doing: Doing) -> impl IntoView {
    let main = Memo::new(move |_| facts.with(|f| f.as_ref().map(main_thing).unwrap_or_default()));
    let may_withdraw = of(facts, Facts::may_give_back);
    let late = of(facts, Facts::gives_back_late);
    let phone = of(facts, Facts::lead_phone);
    let visit = of(facts, |f| f.seen.about.attendance == Attendance::Visit);
    let opens = Memo::new(move |_| {
        facts.with(|f| {
            f.as_ref()
                .filter(|f| f.today && f.is_expected() && !f.check_in_open)
                .map(|f| f.opens)
        })
    });
    let told = move || {
        opens.get().map(|at| view! {
            <p class="second">{say_with(move |lang| checkin::opens_at(lang, &crate::words::clock(lang, at)))}</p>
        })
    };
    let until = of(facts, |f| f.asked_until().unwrap_or_default());
    let said = of(facts, |f| {
        f.is_expected() && f.seen.own.as_ref().is_some_and(|own| own.coming)
    });
    let refused = Memo::new(move |_| !doing.reasons.with(Vec::is_empty));
    // A question has a no, on a slip too.
    let asked = Memo::new(move |_| matches!(main.get(), Main::Offered | Main::Reconfirm));
    view! {
        <Show when=move || said.get() && main.get() == Main::Nothing><p class="second">{say(words::said_coming)}</p></Show>
        {move || match main.get() {
            Main::Nothing => told.into_any(),
            Main::Reconfirm => coming(doing, move || doing.reconfirm(id)),
            Main::SayComing => coming(doing, move || doing.say_coming(id)),
            Main::Offered => view! {
                <p><strong>{say(words::can_you_come)}</strong>" "<span class="second">{say_with(move |l| words::answer_until(l, &crate::words::clock(l, until.get())))}</span></p>
                <Button pending=doing.busy on_press=move || doing.accept(id)>{say(words::yes_i_can)}</Button>
            }.into_any(),
            Main::AfterAll => view! {
                <p>{say(words::still_free)}</p>
                <Button pending=doing.busy on_press=move || doing.accept(id)>{say(words::yes_i_can)}</Button>
            }.into_any(),
            Main::CheckIn => view! { <LinkButton href=format!("/check-in/{id}")>{say(words::check_in)}</LinkButton> }.into_any(),
            Main::Finished => view! { <Button pending=doing.busy on_press=move || doing.check_out(id)>{say(words::finished)}</Button> }.into_any(),
        }}
        <Show when=move || refused.get()>
            <Reasons title=say(words::came_back) reasons=doing.reasons />
        </Show>
        <Show when=move || (full || asked.get()) && (may_withdraw.get() || phone.get().is_some())>
            <div class="two">
                <Show when=move || may_withdraw.get()>
                    <Button kind=ButtonKind::Quiet on_press=move || doing.withdraw(id, late.get_untracked())>{say(words::cant_come)}</Button>
                </Show>
                {move || phone.get().filter(|_| !visit.get() || full).map(|phone| view! {
                    <LinkButton href=format!("tel:{phone}") kind=ButtonKind::Quiet icon=Glyph::Phone>{say(words::call_lead)}</LinkButton>
                })}
            </div>
        </Show>
    }
}
