//! Buttons, chips, badges, bars, overlays, marks.

use leptos::prelude::*;

use super::Section;
use crate::locales::{checkin, common, help, needs, roster, say, say_with, today};
use crate::ui::{
    Banner, BannerKind, Bar, Button, ButtonKind, Chip, Chips, CopyText, Dialog, Eaves, ElderBack,
    ElderOffer, ElderRead, Glyph, Icon, KeyedRows, LinkButton, LiveRegion, StandingBars, Status,
    StatusBadge, ToastShelf, ToastSlip, use_announcer, use_toasts,
};

/// Every kind, pending, disabled, with an icon.
#[component]
pub fn Buttons() -> impl IntoView {
    let near = RwSignal::new(true);
    let week = RwSignal::new(false);
    let able = RwSignal::new(false);
    let turn = |signal: RwSignal<bool>| move || signal.update(|on| *on = !*on);
    view! {
        <Section title="Button, link button">
            <Button>{say(help::sign_up)}</Button>
            <Button pending=true>{say(help::sign_up)}</Button>
            <Button disabled=true>{say(today::check_in)}</Button>
            <div class="two">
                <Button kind=ButtonKind::Quiet>{say(today::cant_come)}</Button>
                <Button kind=ButtonKind::Quiet pending=true>{say(today::cant_come)}</Button>
                <LinkButton href="/help" kind=ButtonKind::Quiet icon=Glyph::Phone>{say(today::call_lead)}</LinkButton>
                <Button kind=ButtonKind::Danger>{say(needs::cant_do)}</Button>
            </div>
            <div class="row">
                <Button small=true icon=Glyph::Plus>{say(needs::post_a_need)}</Button>
                <Button kind=ButtonKind::Plain small=true>{say(common::more)}</Button>
            </div>
        </Section>
        <Section title="Copy a text">
            <CopyText
                text=|()| Some("https://linli.example/help".to_owned())
                words=say(roster::copy_for_group) said=say(roster::copied_for_group) title=say(roster::group_text)
                by_hand=say(roster::copy_by_hand) rows=3
            />
        </Section>
        <Section title="Chips">
            <Chips label=say(help::filters)>
                <Chip pressed=near on_press=turn(near)>{say(help::near_me)}</Chip>
                <Chip pressed=week on_press=turn(week)>{say(help::this_week)}</Chip>
                <Chip pressed=able on_press=turn(able)>{say(help::i_can_do)}</Chip>
            </Chips>
        </Section>
    }
}

/// Each status.
#[component]
pub fn Badges() -> impl IntoView {
    let words = |status| match status {
        Status::Pending => say(common::state_to_verify),
        Status::Done => say(common::state_checked_in),
        Status::Open => say_with(|lang| help::places_left(lang, 2)),
        Status::Urgent => say(common::urgent),
        Status::Refused => say(common::state_cancelled),
        Status::Plain => say(needs::state_submitted),
    };
    let each = Signal::stored(Status::ALL.to_vec());
    view! {
        <Section title="Status badge, rows with keys">
            <div class="row"><KeyedRows each key=|status: &Status| *status as u8 row=move |status| view! { <StatusBadge status words=words(status) /> } /></div>
        </Section>
    }
}

/// Bars at the top, and bars of places.
#[component]
pub fn Bars() -> impl IntoView {
    let update =
        || view! { <Button kind=ButtonKind::Quiet small=true>{say(common::update_now)}</Button> };
    view! {
        <Section title="Banner">
            <Banner kind=BannerKind::Outbox words=say_with(|lang| common::saved_not_sent(lang, 1)) />
            <Banner kind=BannerKind::Offline words=say(common::offline) />
            <Banner kind=BannerKind::Notice words=say(common::update_ready) action=update />
            <Banner kind=BannerKind::Urgent words=say_with(|lang| today::not_an_emergency_service(lang, "120")) />
            <StandingBars />
        </Section>
        <Section title="Bar">
            <Bar taken=0u32 of=4u32 />
            <Bar taken=1u32 of=2u32 />
            <Bar taken=4u32 of=6u32 />
            <Bar taken=12u32 of=12u32 />
            <Bar taken=18u32 of=24u32 />
        </Section>
    }
}

/// Dialog, toasts, what is heard.
#[component]
pub fn Overlays() -> impl IntoView {
    let open = RwSignal::new(false);
    let toasts = use_toasts();
    let announcer = use_announcer();
    let lang = crate::locales::use_lang();
    let actions = move || {
        view! {
            <Button kind=ButtonKind::Danger on_press=move || open.set(false)>{say(today::cant_come)}</Button>
            <Button kind=ButtonKind::Quiet on_press=move || open.set(false)>{say(common::keep)}</Button>
        }
    };
    let withdrawn =
        move || toasts.show_with_undo(today::withdrawn_undo(lang.get_untracked()), || ());
    let copied = move || toasts.show(common::copied(lang.get_untracked()));
    let said = move || announcer.announce(checkin::checked_in(lang.get_untracked()));
    view! {
        <Section title="Dialog, toast, live region">
            <div class="two">
                <Button kind=ButtonKind::Quiet on_press=move || open.set(true)>{say(roster::hand_over)}</Button>
                <Button kind=ButtonKind::Quiet on_press=withdrawn>{say(today::cant_come)}</Button>
                <Button kind=ButtonKind::Quiet on_press=copied>{say(common::copy)}</Button>
                <Button kind=ButtonKind::Quiet on_press=said>{say(checkin::checked_in)}</Button>
            </div>
            <ToastSlip words="已退出这一班".into() undo=Some(Callback::new(|()| ())) on_close=|| () />
            <ToastSlip words="Copied".into() undo=None on_close=|| () />
            <Dialog open title=say(today::cant_come) actions=actions>
                <p>{say(today::late_withdrawal)}</p>
            </Dialog>
            // The shelf and the region stand in the shell; here only so that each is seen to exist.
            <div hidden><ToastShelf /><LiveRegion /></div>
        </Section>
    }
}

/// The mark and the icons.
#[component]
pub fn Marks() -> impl IntoView {
    let icons = Glyph::ALL
        .map(|glyph| view! { <Icon glyph /> })
        .collect_view();
    view! {
        <Section title="Eaves, icons">
            <div class="row gallery-sheet"><Eaves /></div>
            <ElderOffer />
            <ElderRead />
            <ElderBack />
            <div class="row gallery-icons">{icons}</div>
        </Section>
    }
}
