//! The desk: the day, the thing, its people.

use super::{
    again::Again,
    questioned::Questioned,
    quick::PostAndOpen,
    rows::{Day, Row, Rows},
    several::Several,
    thing::ShiftFacts,
    week::Week,
};
use crate::{
    cases::listing,
    locales::{Lang, desk as words, format, joining, month, say, use_lang},
    me::DeskHelpers,
    needs::NeedPanel,
    roster::RosterPanel,
    session::{Mode, use_session},
    ui::{Button, ButtonKind, Dialog, EmptyState, LinkButton, ListState, PageHeader},
    words as sentences,
};
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};
use linli_domain::{CaseId, RecordId, ShiftId};
use wasm_bindgen::JsCast;

/// Desk 工作台: what needs a community worker.
#[component]
pub fn DeskPage() -> impl IntoView {
    let (session, lang) = (use_session(), use_lang());
    let small = Memo::new(move |_| {
        let lang = lang.get();
        session.read(|seen| {
            let place = seen
                .me()
                .map(|me| seen.place_name(&me.desk, lang.tag()))
                .unwrap_or_default();
            format!("{place} · {}", sentences::day(lang, seen.now))
        })
    });
    let state = listing(session, move || {
        session.read(|s| s.runs_desk()) != Some(true)
    });
    view! {
        <div class="page desk-page" data-wide="">
            <PageHeader title=say(words::title) small eaves=true />
            <ListState state empty=say(words::not_for_you) retry=move || session.refresh()><Columns /></ListState>
        </div>
    }
}

#[component]
fn Columns() -> impl IntoView {
    let (session, lang) = (use_session(), use_lang());
    let query = use_query_map();
    let chosen = Memo::new(move |_| {
        query.with(|q| {
            let need = q.get("need").map(|id| format!("need={id}"));
            let shift = || q.get("shift").map(|id| format!("shift={id}"));
            let record = || q.get("record").map(|id| format!("record={id}"));
            need.or_else(shift).or_else(record)
        })
    });
    let need = Memo::new(move |_| query.with(|q| q.get("need")?.parse::<CaseId>().ok()));
    let shift_id = Memo::new(move |_| query.with(|q| q.get("shift")?.parse::<ShiftId>().ok()));
    let record = Memo::new(move |_| query.with(|q| q.get("record")?.parse::<RecordId>().ok()));
    let shift = Memo::new(move |_| {
        shift_id
            .get()
            .and_then(|id| session.read(|s| s.shift(id)).flatten())
    });
    let again = Memo::new(move |_| {
        query.with(|q| {
            let need = q.get("again-need").and_then(|id| id.parse().ok());
            let shift = || q.get("again-shift").and_then(|id| id.parse().ok());
            need.map(Again::Need).or_else(|| shift().map(Again::Shift))
        })
    });
    let several = Memo::new(move |_| query.with(|q| q.get("several").is_some()));
    let helpers = Memo::new(move |_| query.with(|q| q.get("helpers").is_some()));
    let find = RwSignal::new(String::new());
    let day = Memo::new(move |_| {
        session
            .read(|seen| Day::of(seen, lang.get(), &find.get()))
            .unwrap_or_default()
    });
    let list = move |of: fn(&Day) -> &Vec<Row>| Memo::new(move |_| day.with(|day| of(day).clone()));
    let posting = RwSignal::new(false);
    // On a wide desk the form stands beside the lists, else under its button.
    let beside = RwSignal::new(false);
    let begin = move || {
        beside.set(is_wide());
        posting.set(true);
        request_animation_frame(|| focus(document().get_element_by_id("post-title")));
    };
    follow_address(again, posting, begin);
    let keys = RwSignal::new(false);
    listen_to_keys(keys);
    let thing = move || {
        if need.get().is_some() {
            view! { <Thing title=need_title(need)><NeedPanel id=need /></Thing> }.into_any()
        } else if shift_id.get().is_some() {
            view! {
                <Thing title=shift_title(shift)><ShiftFacts shift /></Thing>
            }
            .into_any()
        } else if record.get().is_some() {
            view! { <Thing title=say(words::not_right)><Questioned id=record /></Thing> }.into_any()
        } else if helpers.get() {
            view! { <Thing title=say(words::helpers)><DeskHelpers /></Thing> }.into_any()
        } else if several.get() {
            view! { <Thing title=say(words::change_several)><Several /></Thing> }.into_any()
        } else {
            view! { <Week /> }.into_any()
        }
    };
    view! {
        <div class="desk" data-open=move || (chosen.read().is_some() || several.get() || helpers.get()).then_some("") data-people=move || shift_id.get().map(|_| "")>
            <div class="desk-day stack">
                <Show when=move || !posting.get()>
                    <Button on_press=begin>{say(words::post_and_open)}</Button>
                </Show>
                <Show when=move || posting.get() && !beside.get()><PostAndOpen posting again=again.get_untracked() /></Show>
                <Show when=move || !posting.get() && !several.get()>
                    <LinkButton href="/desk?several=1" kind=ButtonKind::Quiet>{say(words::change_several)}</LinkButton>
                </Show>
                <Show when=move || !posting.get()>
                    <div class="row desk-more">
                        <LinkButton href="/desk?helpers=1" kind=ButtonKind::Plain small=true>{say(words::helpers)}</LinkButton>
                        // On this device alone there is no door through which anybody could come.
                        <Show when=move || session.mode.get() == Mode::Server>
                            <LinkButton href="/desk/people" kind=ButtonKind::Plain small=true>{say(joining::people)}</LinkButton>
                            <LinkButton href="/desk/notice" kind=ButtonKind::Plain small=true>{say(joining::door_notice)}</LinkButton>
                        </Show>
                        <LinkButton href="/desk/cards" kind=ButtonKind::Plain small=true>{say(words::member_cards)}</LinkButton>
                        <LinkButton href="/desk/month" kind=ButtonKind::Plain small=true>{say(month::title)}</LinkButton>
                    </div>
                </Show>
                <Find find />
                <Show when=move || day.read().is_empty() && find.read().is_empty()><EmptyState words=say(words::all_done) /></Show>
                <Show when=move || !(day.read().is_empty() && find.read().is_empty())>
                    <Rows title=words::to_accept rows=list(|day| &day.to_accept) chosen />
                    <Rows title=words::to_approve rows=list(|day| &day.to_approve) chosen quiet=true />
                    <Rows title=words::unreached rows=list(|day| &day.unreached) chosen quiet=true />
                    <Rows title=words::short_of_people rows=list(|day| &day.short) chosen />
                    <Rows title=words::residents_to_call rows=list(|day| &day.residents) chosen quiet=true />
                    <Rows title=to_confirm rows=list(|day| &day.hours) chosen />
                    <Rows title=words::hours_questioned rows=list(|day| &day.questioned) chosen quiet=true />
                    <Rows title=words::call_back rows=list(|day| &day.call_back) chosen quiet=true />
                    <Rows title=words::to_close rows=list(|day| &day.to_close) chosen />
                </Show>
            </div>
            <div class="desk-thing stack">
                <Show when=move || posting.get() && beside.get()><PostAndOpen posting again=again.get_untracked() /></Show>
                {thing}
            </div>
            <Show when=move || shift_id.get().is_some()>
                <div class="desk-people stack"><RosterPanel shift /></div>
            </Show>
        </div>
        <Dialog open=keys title=say(words::keys)>
            <dl class="facts">
                <div><dt><kbd>"j"</kbd>" "<kbd>"k"</kbd></dt><dd>{say(words::keys_down_up)}</dd></div>
                <div><dt><kbd>"Enter"</kbd></dt><dd>{say(words::keys_open)}</dd></div>
                <div><dt><kbd>"/"</kbd></dt><dd>{say(words::keys_find)}</dd></div>
                <div><dt><kbd>"?"</kbd></dt><dd>{say(words::keys_help)}</dd></div>
            </dl>
        </Dialog>
    }
}

/// Hours to confirm 待确认时长; where none are kept, attendance.
fn to_confirm(lang: Lang, n: u32) -> String {
    match format::hours_kept() {
        true => words::hours_to_confirm(lang, n),
        false => words::attendance_to_confirm(lang, n),
    }
}

/// The address may ask for the form, to post something again; it asks no more when the form is closed.
fn follow_address(
    again: Memo<Option<Again>>,
    posting: RwSignal<bool>,
    begin: impl Fn() + Copy + 'static,
) {
    let navigate = use_navigate();
    Effect::new(move |_| {
        if again.get().is_some() {
            begin();
        }
    });
    Effect::new(move |was: Option<bool>| {
        let on = posting.get();
        if was == Some(true) && !on && again.get_untracked().is_some() {
            let options = NavigateOptions {
                replace: true,
                scroll: false,
                ..Default::default()
            };
            navigate("/desk", options);
        }
        on
    });
}

/// Narrows the lists down.
#[component]
fn Find(find: RwSignal<String>) -> impl IntoView {
    view! {
        <div class="only-wide">
            <label class="field">
                <span class="field-label">{say(words::find)}</span>
                <input
                    class="control"
                    id="desk-find"
                    type="search"
                    prop:value=find
                    on:input=move |event| find.set(event_target_value(&event))
                />
            </label>
        </div>
    }
}

/// Whether there is room for columns: as the style sheet says.
pub(super) fn is_wide() -> bool {
    let width = window().inner_width().ok().and_then(|width| width.as_f64());
    width.is_some_and(|width| width >= 1024.0)
}

fn need_title(need: Memo<Option<CaseId>>) -> Signal<String> {
    let (session, lang) = (use_session(), use_lang());
    Signal::derive(move || {
        let seen = need
            .get()
            .and_then(|id| session.read(|s| s.case(id)).flatten());
        seen.map(|n| n.case.about.title.pick(lang.get().tag()).to_owned())
            .unwrap_or_default()
    })
}

fn shift_title(shift: Memo<Option<linli_sync::ShiftSeen>>) -> Signal<String> {
    let lang = use_lang();
    Signal::derive(move || {
        shift
            .read()
            .as_ref()
            .map(|s| s.about.title.pick(lang.get().tag()).to_owned())
            .unwrap_or_default()
    })
}

/// What is worked on, with its heading and the way back.
#[component]
fn Thing(title: Signal<String>, children: Children) -> impl IntoView {
    view! {
        <div class="section-head desk-thing-head">
            <h2 class="desk-thing-title">{title}</h2>
            <LinkButton href="/desk" kind=ButtonKind::Plain small=true>{say(words::back_to_week)}</LinkButton>
        </div>
        {children()}
    }
}

/// j and k go through the rows, / to the search, ? shows the keys.
fn listen_to_keys(help: RwSignal<bool>) {
    let handle = window_event_listener(leptos::ev::keydown, move |event| {
        let typing = document()
            .active_element()
            .is_some_and(|at| matches!(at.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT"));
        if typing || event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        match event.key().as_str() {
            "j" => step(1),
            "k" => step(-1),
            "/" => {
                event.prevent_default();
                focus(document().get_element_by_id("desk-find"));
            }
            "?" => help.set(true),
            _ => {}
        }
    });
    on_cleanup(move || handle.remove());
}

fn focus(element: Option<web_sys::Element>) {
    if let Some(element) = element.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
        // What is not on the page takes no focus, and nothing is lost.
        let _ = element.focus();
    }
}

fn step(by: isize) {
    // The browser's own list as an array: that spares another binding.
    let list = js_sys::Reflect::get(&document(), &"querySelectorAll".into())
        .ok()
        .and_then(|all| all.dyn_into::<js_sys::Function>().ok())
        .and_then(|all| all.call1(&document(), &".desk-row".into()).ok());
    let rows: Vec<web_sys::Element> = list.map_or_else(Vec::new, |list| {
        let rows = js_sys::Array::from(&list);
        rows.iter().filter_map(|row| row.dyn_into().ok()).collect()
    });
    let active = document().active_element();
    let at = rows.iter().position(|row| Some(row) == active.as_ref());
    let next = at.map_or(0, |at| at.saturating_add_signed(by));
    focus(rows.get(next).cloned());
}
