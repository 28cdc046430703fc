//! The ways to show that one is there.

use leptos::prelude::*;

use crate::locales::{checkin as words, help, say, say_with};
use crate::shifts::{Facts, Scan, ShowMyCard, WhomToVisit, of};
use crate::ui::{Button, ButtonKind, Card, DigitsInput, Glyph, LinkButton};
use crate::words as sentences;

/// Says when the doors open, as long as they are closed.
#[component]
fn Opens(facts: Memo<Option<Facts>>) -> impl IntoView {
    let opens = Memo::new(move |_| {
        facts.with(|f| f.as_ref().filter(|f| !f.check_in_open).map(|f| f.opens))
    });
    move || {
        opens.get().map(|at| view! {
            <p class="second">{say_with(move |lang| words::opens_at(lang, &sentences::clock(lang, at)))}</p>
        })
    }
}

/// At a site: the lead's code by camera or typed, or the lead's tick.
#[component]
pub fn Site(
    /// Of which shift.
    facts: Memo<Option<Facts>>,
    /// Eight digits.
    #[prop(into)]
    on_digits: Callback<(String,)>,
    /// What the camera read.
    #[prop(into)]
    on_code: Callback<(String,)>,
) -> impl IntoView {
    let digits = RwSignal::new(String::new());
    // The last digit says it: another button would be a third tap from Today.
    let complete = move |typed: String| {
        digits.set(String::new());
        on_digits.run((typed,));
    };
    view! {
        <h2 class="only-heard">{say(words::title)}</h2>
        <Opens facts />
        <Scan button=words::scan point=words::point_the_camera no_camera=words::no_camera on_code />
        <DigitsInput
            label=say(words::type_the_code)
            value=digits
            hint=say(words::eight_digits)
            on_complete=complete
        />
        <ShowMyCard />
        <AskTheLead facts />
    }
}

/// The lead's tick, and how to reach the lead.
#[component]
fn AskTheLead(facts: Memo<Option<Facts>>) -> impl IntoView {
    let lead = of(facts, |f| {
        f.seen.lead.as_ref().map(|lead| lead.name.clone())
    });
    let phone = of(facts, Facts::lead_phone);
    view! {
        <Card title=say(words::ask_the_lead)>
            <p>{say(words::lead_can_tick)}</p>
            {move || lead.get().map(|name| view! {
                <p class="dots">
                    <span>{name}</span>
                    {phone.get().map(|phone| view! { <span class="whole">{phone}</span> })}
                </p>
            })}
            {move || phone.get().map(|phone| view! {
                <p class="row"><LinkButton href=format!("tel:{phone}") kind=ButtonKind::Quiet small=true icon=Glyph::Phone>{say(words::call_lead)}</LinkButton></p>
            })}
        </Card>
    }
}

/// On a visit: one's own word.
#[component]
pub fn Visit(
    /// Of which shift.
    facts: Memo<Option<Facts>>,
    /// Asked, and not yet safe on this device.
    #[prop(into)]
    busy: Signal<bool>,
    /// There.
    #[prop(into)]
    on_arrived: Callback<()>,
) -> impl IntoView {
    let meet = of(facts, |f| f.seen.about.meeting_point.clone());
    let risks = of(facts, |f| f.seen.about.risks.clone());
    let line = move |label: Signal<String>, said: Signal<String>| {
        Some(said.get())
            .filter(|said| !said.is_empty())
            .map(|said| view! { <div><dt>{label}</dt><dd>{said}</dd></div> })
    };
    let (meet_word, risks_word) = (say(help::meet), say(help::risks));
    view! {
        <h2 class="only-heard">{say(words::title)}</h2>
        <Opens facts />
        <dl class="known">
            <div><dt>{say(crate::locales::refusals::field_place)}</dt><dd>{of(facts, |f| f.place.clone())}</dd></div>
            {move || line(meet_word, meet)}
            {move || line(risks_word, risks)}
        </dl>
        <WhomToVisit facts />
        <Button pending=busy on_press=on_arrived>{say(words::ive_arrived)}</Button>
    }
}
