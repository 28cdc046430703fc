//! A new shift, and a shift that is changed or called off.

use super::{
    cancel::CancelShift,
    fields::{ShiftFields, for_need, moved_to_waiting},
    form::{FiveFields, MoreFields},
};
use crate::{
    cases::{WhatIsWrong, Wrong, id_in_address, listing},
    locales::{desk as words, say, say_with, use_lang},
    session::use_session,
    ui::{
        Banner, BannerKind, Button, ButtonKind, LinkButton, ListState, Listing, PageHeader,
        use_toasts,
    },
};
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};
use linli_domain::{CaseId, Command, ShiftId, shift::ShiftAbout};
use linli_sync::ShiftSeen;

/// A new shift, for a need where the address names one.
#[component]
pub fn NewShiftPage() -> impl IntoView {
    let (session, lang) = (use_session(), use_lang());
    let query = use_query_map();
    let need = Memo::new(move |_| query.with(|q| q.get("need")?.parse::<CaseId>().ok()));
    let case = Memo::new(move |_| {
        need.get()
            .and_then(|id| session.read(|s| s.case(id)).flatten())
    });
    let ready = Memo::new(move |_| {
        session.read(|s| s.pulled || s.me().is_some()) == Some(true)
            && (need.get().is_none() || case.read().is_some())
    });
    let there = listing(session, move || !ready.get());
    let runs_desk = Memo::new(move |_| session.read(linli_sync::Snapshot::runs_desk));
    let state = Memo::new(move |_| match runs_desk.get() {
        Some(false) => Listing::Empty,
        _ => there.get(),
    });
    let empty = say_with(move |lang| {
        let words = match runs_desk.get() {
            Some(false) => words::not_for_you,
            _ => words::gone,
        };
        words(lang).to_owned()
    });
    let form = move || {
        let lang = lang.get_untracked();
        let fields = match case.get_untracked() {
            Some(seen) => {
                let lead = session
                    .snapshot
                    .with_untracked(|s| s.as_ref().map(|s| s.person));
                let about = ShiftAbout {
                    lead,
                    ..for_need(&seen.case, session.now())
                };
                Some(ShiftFields::of(about, true, lang))
            }
            None => ShiftFields::fresh(session, lang),
        };
        fields.map(|fields| view! { <ShiftForm fields shift=None /> })
    };
    let back = move || {
        need.get()
            .map_or("/desk".to_owned(), |need| format!("/needs/{need}"))
    };
    let small = move || {
        let lang = lang.get();
        let title = case
            .read()
            .as_ref()
            .map(|c| c.case.about.title.pick(lang.tag()).to_owned());
        title.map(|title| format!("{}{}{title}", words::for_need(lang), words::colon(lang)))
    };
    view! {
        <div class="page">
            <PageHeader title=say(words::new_shift) small=Signal::derive(small) back=Signal::derive(move || Some(back())) />
            <ListState state empty retry=move || session.refresh()>{form()}</ListState>
        </div>
    }
}

/// A shift that is changed or called off.
#[component]
pub fn EditShiftPage() -> impl IntoView {
    let (session, lang) = (use_session(), use_lang());
    let id = id_in_address::<ShiftId>("shift");
    let shift = Memo::new(move |_| {
        id.get()
            .and_then(|id| session.read(|s| s.shift(id)).flatten())
    });
    let state = listing(session, move || shift.read().is_none());
    let form = move || {
        shift.get_untracked().map(|seen| {
            let fields = ShiftFields::of(seen.about.clone(), false, lang.get_untracked());
            view! {
                <ShiftForm fields shift=Some(seen.clone()) />
                <LinkButton href=format!("/roster/{}", seen.id) kind=ButtonKind::Plain>{say(words::leave_as_it_was)}</LinkButton>
                <section class="set-apart stack">
                    <p class="second">{say(words::cancel_told)}</p>
                    <CancelShift shift=seen.id />
                </section>
            }
        })
    };
    let back = move || id.get().map(|id| format!("/roster/{id}"));
    view! {
        <div class="page">
            <PageHeader title=say(words::edit_shift) back=Signal::derive(back) />
            <ListState state empty=say(words::gone) retry=move || session.refresh()>{form()}</ListState>
        </div>
    }
}

/// The whole form, for a new shift or one that is there.
#[component]
fn ShiftForm(fields: ShiftFields, shift: Option<ShiftSeen>) -> impl IntoView {
    let (session, lang, toasts) = (use_session(), use_lang(), use_toasts());
    let wrong = Wrong::with("shift");
    let busy = RwSignal::new(false);
    let navigate = use_navigate();
    let there = shift.as_ref().map(|shift| shift.id);
    let taken = shift
        .as_ref()
        .map_or(0, |shift| u32::from(shift.counts.taken));
    let id = there.unwrap_or_else(|| ShiftId(session.fresh()));
    let send = move || {
        let lang = lang.get_untracked();
        let about = match fields.about(lang) {
            Ok(about) => Box::new(about),
            Err(reasons) => return wrong.refuse(reasons),
        };
        let command = match there {
            Some(shift) => Command::CorrectShift { shift, about },
            None => Command::OpenShift { shift: id, about },
        };
        if wrong.foresees(session, &command) {
            return;
        }
        busy.set(true);
        let navigate = navigate.clone();
        session.act(command, move |answer| {
            busy.set(false);
            match answer {
                Ok(_) => {
                    if there.is_some() {
                        toasts.show(words::changed(lang));
                    }
                    navigate(&format!("/roster/{id}"), NavigateOptions::default());
                }
                Err(trouble) => wrong.set(trouble),
            }
        });
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !busy.get_untracked() {
            send();
        }
    };
    // Only the number of places moves anybody: the rest of the form is read when it does.
    let moved = Memo::new(move |_| {
        fields.slots.track();
        let shift = there?;
        let about = fields.about(lang.get()).ok()?;
        session
            .read(|seen| moved_to_waiting(seen, shift, about))
            .filter(|names| !names.is_empty())
    });
    let action = if there.is_some() {
        words::save_changes
    } else {
        words::open_shift
    };
    view! {
        <form class="stack" novalidate on:submit=submit>
            <WhatIsWrong wrong />
            <FiveFields fields wrong />
            {move || moved.get().map(|names| {
                let said = say_with(move |l| words::moves_to_waiting(l, &names.join(words::and_separator(l))));
                view! { <Banner kind=BannerKind::Notice words=said /> }
            })}
            <MoreFields fields wrong />
            {(taken > 0).then(|| view! { <p class="field-hint">{say_with(move |l| words::those_signed_up_are_told(l, taken))}</p> })}
            <Button submit=true pending=busy>{say(action)}</Button>
        </form>
    }
}
