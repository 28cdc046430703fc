//! What is sealed: read here one at a time by whoever reported or handles it, and kept nowhere.

use super::detail::Whom;
use crate::{
    cases::label,
    locales::{needs as words, refusals, say, say_with, use_lang},
    platform::http::Unsent,
    session::use_session,
    ui::{Banner, BannerKind, Button, ButtonKind, Dialog, Glyph},
};
use leptos::{prelude::*, task::spawn_local};
use linli_domain::{CaseId, CommandId, case::NeedAbout, refusal::Field, sealed::may_read};
use linli_sync::CaseSeen;

/// What came of asking.
#[derive(Clone, PartialEq)]
enum Told {
    Nothing,
    Asking,
    Words(Box<NeedAbout>),
    /// They are not there any more, or no longer for the reader.
    Gone,
    Offline,
    SignedOut,
    Failed,
}

/// Says that it is sealed, and to whom it may be read.
#[component]
pub fn SealedWords(
    /// The case, as this device sees it.
    need: Memo<Option<CaseSeen>>,
) -> impl IntoView {
    let session = use_session();
    // Whatever else changes of the case, what is being read stays open.
    let mine = Memo::new(move |_| {
        let need = need.read();
        let case = &need.as_ref()?.case;
        let may = session.read(|seen| may_read(case, seen.person)) == Some(true);
        may.then_some(case.id)
    });
    view! {
        <section class="section">
            <h2>{say(words::is_sealed)}</h2>
            <p class="second">{say(words::is_sealed_hint)}</p>
            {move || mine.get().map(|id| view! { <Reading id /> })}
        </section>
    }
}

#[component]
fn Reading(id: CaseId) -> impl IntoView {
    let session = use_session();
    let told = RwSignal::new(Told::Nothing);
    let open = RwSignal::new(false);
    // One reading has one id, however often it is asked for until its answer came.
    let reading = RwSignal::new(None::<CommandId>);
    // Shut, nothing of it is left on the screen.
    Effect::new(move |_| {
        if !open.get() {
            told.set(Told::Nothing);
        }
    });
    let ask = move || {
        if told.get_untracked() == Told::Asking {
            return;
        }
        told.set(Told::Asking);
        let command = reading
            .get_untracked()
            .unwrap_or_else(|| CommandId(session.fresh()));
        reading.set(Some(command));
        spawn_local(async move {
            let answer = session.read_sealed(command, id).await;
            if answer.is_ok() {
                let _ = reading.try_set(None);
            }
            let now = match answer {
                Ok(Some(about)) => Told::Words(about),
                Ok(None) => Told::Gone,
                Err(Unsent::Offline) => Told::Offline,
                Err(Unsent::SignedOut) => Told::SignedOut,
                Err(_) => Told::Failed,
            };
            let _ = told.try_set(now);
            let _ = open.try_set(true);
        });
    };
    let busy = Memo::new(move |_| *told.read() == Told::Asking);
    let shown = move || match told.get() {
        Told::Words(about) => view! { <Words about=*about /> }.into_any(),
        Told::Gone => view! { <p>{say(words::sealed_gone)}</p> }.into_any(),
        Told::Offline => {
            view! { <Banner kind=BannerKind::Notice words=say(words::sealed_offline) /> }.into_any()
        }
        Told::SignedOut => {
            view! { <Banner kind=BannerKind::Notice words=say(refusals::sign_in_first) /> }
                .into_any()
        }
        Told::Failed => {
            view! { <Banner kind=BannerKind::Notice words=say(words::sealed_failed) /> }.into_any()
        }
        Told::Nothing | Told::Asking => ().into_any(),
    };
    view! {
        <Button kind=ButtonKind::Quiet icon=Glyph::Info pending=busy on_press=ask>{say(words::read_sealed)}</Button>
        <p class="second">{say(words::read_sealed_hint)}</p>
        <Dialog open title=say(words::is_sealed)>{shown}</Dialog>
    }
}

#[component]
fn Words(about: NeedAbout) -> impl IntoView {
    let (session, lang) = (use_session(), use_lang());
    let place = about.place.clone();
    let place = say_with(move |l| {
        let name = session.read(|seen| seen.place_name(&place, l.tag()));
        name.unwrap_or_default()
    });
    let title = move || about.title.pick(lang.get().tag()).to_owned();
    let some = |text: String| Some(text).filter(|text| !text.is_empty());
    view! {
        <p><strong>{title}</strong></p>
        <dl class="facts card">
            <div><dt>{label(Field::Place)}</dt><dd>{place}</dd></div>
            {some(about.text).map(|text| view! { <div><dt>{label(Field::Text)}</dt><dd>{text}</dd></div> })}
            {some(about.risks).map(|text| view! { <div><dt>{label(Field::Risks)}</dt><dd>{text}</dd></div> })}
        </dl>
        {about.recipient.map(|recipient| view! { <Whom recipient /> })}
    }
}
