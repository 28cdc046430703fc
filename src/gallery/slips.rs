//! Tickets, cards, seals and lists.

use leptos::prelude::*;

use super::Section;
use crate::locales::format::{self, DEFAULT_ZONE};
use crate::locales::{common, help, say, say_with, today};
use crate::ui::{
    Bar, Button, ButtonKind, Card, CardEdge, EmptyState, LinkButton, ListState, Listing, Reasons,
    Seal, Skeleton, Status, StatusBadge, Ticket,
};

/// Thursday, 26 November 2026, 09:00 in Shanghai.
const START: i64 = 1_795_654_800_000;
const MINUTE: i64 = 60_000;

fn place() -> impl IntoView {
    let grid = say_with(|lang| pick(lang, "Harmony grid", "和睦网格", "和睦網格"));
    let spot = say_with(|lang| pick(lang, "below house 12", "12号楼下集合", "12號樓下集合"));
    view! { <p class="dots"><span>{grid}</span><span>{spot}</span></p> }
}

pub fn pick(lang: crate::locales::Lang, en: &str, hans: &str, hant: &str) -> String {
    use crate::locales::Lang::{En, Hans, Hant};
    match lang {
        En => en,
        Hans => hans,
        Hant => hant,
    }
    .to_owned()
}

/// Confirmed and near; saved and not sent; waiting.
#[component]
pub fn Tickets() -> impl IntoView {
    let soon = say_with(|lang| format::relative(lang, START, START - 25 * MINUTE));
    let day = say_with(|lang| format::near_day(lang, START, START - 25 * MINUTE, DEFAULT_ZONE));
    let later = say_with(|lang| format::day(lang, START + 2 * 1440 * MINUTE, DEFAULT_ZONE));
    let time = say_with(|lang| format::time(lang, START, DEFAULT_ZONE));
    let title = say_with(|lang| pick(lang, "Eight-point home check", "入户八查", "入戶八查"));
    let fair = say_with(|lang| pick(lang, "Stalls at the fair", "便民大集摊位", "便民大集攤位"));
    let seal = || view! { <Seal words=say(common::state_confirmed) landing=true /> };
    let pending =
        || view! { <StatusBadge status=Status::Pending words=say(common::state_pending) /> };
    let actions = || {
        view! {
            <Button>{say(today::check_in)}</Button>
            <div class="two">
                <Button kind=ButtonKind::Quiet>{say(today::cant_come)}</Button>
                <LinkButton href="tel:041184000000" kind=ButtonKind::Quiet>{say(today::call_lead)}</LinkButton>
            </div>
        }
    };
    view! {
        <Section title="Ticket">
            <Ticket day time until=soon title seal=seal actions=actions>
                {place()}
                <p>{say_with(|lang| today::lead(lang, "郑海朗"))}</p>
            </Ticket>
            <Ticket day=later time title=fair seal=pending pending=true>
                {place()}
            </Ticket>
        </Section>
    }
}

/// A need as Help shows it, in each of its states.
#[component]
pub fn Cards() -> impl IntoView {
    let escort = say_with(|lang| pick(lang, "Hospital escort", "陪同就医", "陪同就醫"));
    let lesson = say_with(|lang| {
        pick(
            lang,
            "Helper at the phone lessons",
            "手机课堂助教",
            "手機課堂助教",
        )
    });
    let fair = say_with(|lang| pick(lang, "Stalls at the fair", "便民大集摊位", "便民大集攤位"));
    let walk = say_with(|lang| pick(lang, "Evening safety walk", "余晖巡查", "餘暉巡查"));
    let when = || {
        let day = say_with(|lang| format::day(lang, START, DEFAULT_ZONE));
        let span = say_with(|lang| format::span(lang, START, START + 120 * MINUTE, DEFAULT_ZONE));
        let grid = say_with(|lang| pick(lang, "Reading grid", "书香网格", "書香網格"));
        view! { <p class="dots"><span>{day}" "<span class="whole">{span}</span></span><span>{grid}</span></p> }
    };
    let sign_up = || view! { <Button small=true>{say(help::sign_up)}</Button> };
    let working = || view! { <Button small=true pending=true>{say(help::sign_up)}</Button> };
    let wait = || view! { <Button small=true kind=ButtonKind::Quiet>{say(help::join_waiting_list)}</Button> };
    let why = || {
        let reasons = say_with(|lang| crate::locales::refusals::shift_full(lang, 3));
        let other = say_with(|lang| {
            crate::locales::refusals::overlaps(
                lang,
                &pick(lang, "Hospital escort", "陪同就医", "陪同就醫"),
            )
        });
        let others = || view! { <LinkButton href="/help" kind=ButtonKind::Quiet>{say(help::see_others)}</LinkButton> };
        view! {
            <Reasons
                title=say(help::cannot_because)
                reasons=Signal::derive(move || vec![reasons.get(), other.get()])
                instead=others
            />
        }
    };
    view! {
        <Section title="Card">
            <Card title=escort edge=CardEdge::Urgent action=sign_up>
                <p class="row"><StatusBadge status=Status::Urgent words=say(common::urgent) /></p>
                {when()}
                <p class="places-left">{say_with(|lang| help::places_left(lang, 1))}</p>
            </Card>
            <Card title=lesson action=sign_up more=|| view! { <Bar taken=4u32 of=6u32 /> }>
                {when()}
                <p class="places-left">{say_with(|lang| help::places_left(lang, 2))}</p>
            </Card>
            <Card title=lesson action=working>{when()}</Card>
            <Card title=lesson edge=CardEdge::Pending>
                {when()}
                <p><StatusBadge status=Status::Pending words=say(common::state_pending) /></p>
            </Card>
            <Card title=fair action=wait>
                {when()}
                <p>{say_with(|lang| help::full_waiting(lang, 3))}</p>
            </Card>
            <Card title=walk edge=CardEdge::Refused more=why>
                {when()}
                <p><StatusBadge status=Status::Refused words=say(common::state_refused) /></p>
            </Card>
        </Section>
    }
}

/// Three characters, four, an English word; large.
#[component]
pub fn Seals() -> impl IntoView {
    view! {
        <Section title="Seal">
            <div class="row gallery-sheet">
                <Seal words=say(common::state_confirmed) />
                <Seal words=say(common::state_verified) />
                <Seal words="锦虹社区" />
                <Seal words=say(common::state_checked_in) large=true />
            </div>
        </Section>
    }
}

/// Loading, empty, offline, failed, there.
#[component]
pub fn ListStates() -> impl IntoView {
    let go = || view! { <LinkButton href="/help" kind=ButtonKind::Quiet>{say(today::go_and_help)}</LinkButton> };
    let state = move |listing: Listing| {
        view! {
            <ListState state=listing empty=say(today::nothing_promised) empty_action=go retry=|| ()>
                <p>"…"</p>
            </ListState>
        }
    };
    view! {
        <Section title="List states">
            <Skeleton count=2 />
            {state(Listing::Empty)}
            {state(Listing::Offline)}
            {state(Listing::Failed)}
            <EmptyState words=say(help::nothing_matches) />
        </Section>
    }
}
