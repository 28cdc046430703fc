//! Sign up someone 替人报名, and Add someone 现场加人: choose a neighbour, say how they agreed, done.

use super::{
    find::FindPerson,
    known::{Known, known},
};
use crate::{
    cases::{WhatIsWrong, Wrong},
    locales::{Lang, help, roster as words, say, say_with, use_lang},
    session::use_session,
    ui::{Button, ButtonKind, Dialog, Glyph, Segments, use_toasts},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use linli_domain::{Command, PersonId, ShiftId, SignUpId, person::Helper, shift::Consented};
use linli_sync::{ShiftSeen, Snapshot};
use uuid::Uuid;

/// Ahead of the shift, or at its gate.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    Ahead,
    OnSite,
}

impl How {
    fn title(self) -> fn(Lang) -> &'static str {
        match self {
            How::Ahead => words::sign_up_someone,
            How::OnSite => words::add_someone,
        }
    }

    fn command(self, shift: ShiftId, person: PersonId, id: Uuid, consent: Consented) -> Command {
        let sign_up = SignUpId(id);
        match self {
            How::Ahead => Command::SignUpFor {
                shift,
                sign_up,
                person,
                consent,
                or_wait: true,
            },
            How::OnSite => Command::AddOnSite {
                shift,
                sign_up,
                person,
            },
        }
    }

    /// Whether the rule book takes it now, whoever it is: tried with somebody whom no device knows.
    fn is_open(self, seen: &Snapshot, shift: ShiftId) -> bool {
        let nobody = PersonId(Uuid::max());
        seen.would(&self.command(shift, nobody, Uuid::max(), Consented::InPerson))
    }
}

/// Both buttons, each where the rule book takes it.
#[component]
pub fn SomeoneElse(
    /// On which shift.
    shift: Memo<Option<ShiftSeen>>,
) -> impl IntoView {
    view! {
        <Someone shift how=How::Ahead />
        <Someone shift how=How::OnSite />
    }
}

/// The same on a shift's page, for whoever does not run it: those whom the reader is named to help.
#[component]
pub fn SignUpHelped(
    /// On which shift.
    shift: Memo<Option<ShiftSeen>>,
) -> impl IntoView {
    let session = use_session();
    let how = How::Ahead;
    let open = RwSignal::new(false);
    let chosen = RwSignal::new(None::<Known>);
    // Whoever runs the shift has the roster for it.
    let helped = Memo::new(move |_| {
        let shift = shift.read().as_ref()?.id;
        let found = session.read(|seen| {
            let mut helps = seen.me()?.helps;
            helps.retain(|one| {
                let nobody = Uuid::max();
                let command = how.command(shift, one.id, nobody, Consented::InPerson);
                !how.is_open(seen, shift) && seen.would(&command)
            });
            Some(helps)
        });
        found
            .flatten()
            .filter(|helps| !helps.is_empty())
            .map(|helps| (shift, helps))
    });
    let begin = move || {
        chosen.set(None);
        open.set(true);
    };
    let list = move |helps: Vec<Helper>| {
        let row = move |one: Helper| {
            let (name, picked) = (one.name.clone(), Known::helped(one));
            view! { <li><Button kind=ButtonKind::Quiet on_press=move || chosen.set(Some(picked.clone()))>{name}</Button></li> }
        };
        view! {
            <p>{say(help::whom)}</p>
            <ul class="stack">{helps.into_iter().map(row).collect_view()}</ul>
        }
    };
    view! {
        {move || helped.get().map(|(id, helps)| view! {
            <Button kind=ButtonKind::Quiet icon=Glyph::Plus on_press=begin>{say(how.title())}</Button>
            <Dialog open title=say(how.title())>
                {move || match chosen.get() {
                    Some(person) => view! { <Agreed shift=id person how chosen open full=Memo::new(move |_| is_full(shift)) /> }.into_any(),
                    None => list(helps.clone()).into_any(),
                }}
            </Dialog>
        })}
    }
}

#[component]
fn Someone(shift: Memo<Option<ShiftSeen>>, how: How) -> impl IntoView {
    let session = use_session();
    let query = use_query_map();
    let may = Memo::new(move |_| {
        let id = shift.read().as_ref()?.id;
        session
            .read(|seen| how.is_open(seen, id))
            .filter(|may| *may)?;
        Some(id)
    });
    // Help leads here with the form open.
    let asked = query.with_untracked(|q| q.get("for").is_some());
    let open = RwSignal::new(asked && how == How::Ahead);
    let chosen = RwSignal::new(None::<Known>);
    let icon = Glyph::Plus;
    let begin = move || {
        chosen.set(None);
        open.set(true);
    };
    view! {
        {move || may.get().map(|shift_id| view! {
            <Button small=true kind=ButtonKind::Quiet icon on_press=begin>{say(how.title())}</Button>
            <Dialog open title=say(how.title())>
                {move || match chosen.get() {
                    Some(person) => view! { <Agreed shift=shift_id person how chosen open full=Memo::new(move |_| is_full(shift)) /> }.into_any(),
                    None => view! { <Choose shift how chosen /> }.into_any(),
                }}
            </Dialog>
        })}
    }
}

fn is_full(shift: Memo<Option<ShiftSeen>>) -> bool {
    shift
        .read()
        .as_ref()
        .is_some_and(|shift| shift.places_left() == 0)
}

/// Finds somebody among those whom the reader knows.
#[component]
fn Choose(
    shift: Memo<Option<ShiftSeen>>,
    how: How,
    chosen: RwSignal<Option<Known>>,
) -> impl IntoView {
    let session = use_session();
    let all = Memo::new(move |_| {
        let shift = shift.read();
        let found = session.read(|seen| {
            let shift = shift.as_ref()?;
            Some(known(seen, shift, how == How::OnSite))
        });
        found.flatten().unwrap_or_default()
    });
    view! { <FindPerson all on_pick=move |one| chosen.set(Some(one)) /> }
}

/// How they said yes, and the button.
#[component]
fn Agreed(
    shift: ShiftId,
    person: Known,
    how: How,
    chosen: RwSignal<Option<Known>>,
    open: RwSignal<bool>,
    full: Memo<bool>,
) -> impl IntoView {
    let (session, lang, toasts) = (use_session(), use_lang(), use_toasts());
    let consent = RwSignal::new(Consented::InPerson);
    let wrong = Wrong::with("someone");
    let busy = RwSignal::new(false);
    let (id, names) = (person.id, StoredValue::new(person.name.clone()));
    let sign_up = session.fresh();
    let confirm = move || {
        let command = how.command(shift, id, sign_up, consent.get_untracked());
        if wrong.foresees(session, &command) {
            return;
        }
        busy.set(true);
        session.act(command, move |answer| {
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    open.try_set(false);
                    let lang = lang.get_untracked();
                    toasts.show(words::signed_up_said(lang, &names.get_value()));
                }
                Err(trouble) => wrong.set(trouble),
            }
        });
    };
    let press = say_with(move |l| {
        let word = match how {
            How::OnSite => words::add_name,
            How::Ahead if full.get() => words::wait_for_name,
            How::Ahead => words::sign_up_name,
        };
        names.with_value(|name| word(l, name))
    });
    let options = vec![
        (Consented::InPerson, say(words::agreed_in_person)),
        (Consented::ByPhone, say(words::agreed_by_phone)),
        (Consented::InWriting, say(words::agreed_in_writing)),
    ];
    view! {
        <p><strong>{person.name}</strong>" "<span class="second">{person.hint}</span></p>
        {(how == How::Ahead).then(|| view! {
            <Segments label=say(words::how_agreed) options chosen=consent on_choose=move |one: Consented| consent.set(one) />
        })}
        <WhatIsWrong wrong />
        <div class="dialog-actions">
            <Button pending=busy on_press=confirm>{press}</Button>
            <Button kind=ButtonKind::Quiet on_press=move || chosen.set(None)>{say(words::another_person)}</Button>
        </div>
    }
}
