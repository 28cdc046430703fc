//! What came back refused, and what stays in the queue and cannot be sent.

use leptos::prelude::*;
use linli_domain::{Command, CommandId};
use linli_sync::{Parked, Snapshot, Status as Queueing};

use crate::locales::{Lang, common, help, say, today as words, use_lang};
use crate::session::use_session;
use crate::shifts::asked;
use crate::ui::{Button, ButtonKind, Card, CardEdge, LinkButton, Reasons};
use crate::words as sentences;

/// A command that was not taken.
#[derive(Clone, Debug, PartialEq)]
struct Back {
    id: CommandId,
    what: String,
    reasons: Vec<String>,
    /// It was a sign-up: there are others.
    sign_up: bool,
}

fn returned(lang: Lang, s: &Snapshot) -> Vec<Back> {
    let back = |back: &linli_sync::Returned| {
        let command = back.command();
        Back {
            id: back.id,
            what: asked(lang, command, s),
            reasons: sentences::refusals(lang, &back.reasons, Some(s)),
            sign_up: matches!(command, Some(Command::SignUp { .. })),
        }
    };
    s.returned.iter().map(back).collect()
}

fn parked(lang: Lang, s: &Snapshot) -> Vec<Back> {
    let parked = |queued: &linli_sync::Queued| {
        let Queueing::Parked(why) = &queued.status else {
            return None;
        };
        let why = match why {
            Parked::UpdateNeeded => words::needs_update(lang),
            Parked::Unreadable { .. } => words::unreadable(lang),
            Parked::Behind { .. } => words::waits_behind(lang),
        };
        Some(Back {
            id: queued.envelope.id,
            what: asked(lang, queued.command(), s),
            reasons: vec![why.to_owned()],
            sign_up: false,
        })
    };
    s.queue.iter().filter_map(parked).collect()
}

/// Everything that needs the reader before anything else.
#[component]
pub fn CameBack() -> impl IntoView {
    let session = use_session();
    let lang = use_lang();
    let back = Memo::new(move |_| {
        session
            .read(|s| returned(lang.get(), s))
            .unwrap_or_default()
    });
    let stuck = Memo::new(move |_| session.read(|s| parked(lang.get(), s)).unwrap_or_default());
    let some = Memo::new(move |_| !back.with(Vec::is_empty) || !stuck.with(Vec::is_empty));
    view! {
        <Show when=move || some.get()><h2 class="only-heard">{say(words::notices)}</h2></Show>
        <For each=move || back.get() key=|back| (back.id, back.what.clone()) let:back>
            <BackCard back />
        </For>
        <For each=move || stuck.get() key=|back| (back.id, back.what.clone()) let:back>
            <StuckCard back />
        </For>
    }
}

/// One that came back.
#[component]
fn BackCard(back: Back) -> impl IntoView {
    let session = use_session();
    let Back {
        id,
        what,
        reasons,
        sign_up,
    } = back;
    let read = move || session.dismiss(id);
    let reasons = Signal::stored(reasons);
    let more = move || {
        view! {
            <Reasons title=say(words::came_back) reasons />
            <div class="two">
                {sign_up.then(|| view! {
                    <span on:click=move |_| read()>
                        <LinkButton href="/help" kind=ButtonKind::Quiet>{say(help::see_others)}</LinkButton>
                    </span>
                })}
                <Button kind=ButtonKind::Quiet on_press=read>{say(words::seen)}</Button>
            </div>
        }
    };
    view! { <Card title=what edge=CardEdge::Refused more>""</Card> }
}

/// One that cannot be sent as it is.
#[component]
fn StuckCard(back: Back) -> impl IntoView {
    let session = use_session();
    let id = back.id;
    let why = back.reasons.join(" ");
    let more = move || {
        view! {
            <Button kind=ButtonKind::Danger small=true on_press=move || session.discard(id)>{say(words::discard)}</Button>
        }
    };
    let state = common::state_pending;
    view! {
        <Card title=back.what edge=CardEdge::Pending more>
            <p>{say(state)}</p>
            <p>{why}</p>
        </Card>
    }
}
