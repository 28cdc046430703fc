//! A photograph of a paper roster: picked or taken in a form, and shown where the roster is.

use leptos::{prelude::*, task::spawn_local};
use linli_domain::{ShiftId, shift::Sheet};
use linli_sync::ShiftSeen;

use crate::locales::{common, roster as words, say, say_with, use_lang};
use crate::platform::photo::{picked, shrunk};
use crate::session::{PhotoState, use_session};
use crate::ui::{Button, ButtonKind, Dialog, Glyph, Icon, Status, StatusBadge, fresh_id};
use crate::words as sentences;

/// Picks or takes a photograph. `value` is its address, and is set only once the photograph is safe on this device: a
/// command that carries it may be asked for at once.
#[component]
pub fn PhotoField(
    /// The address: 64 hexadecimal digits.
    value: RwSignal<Option<String>>,
    /// What it asks for.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let session = use_session();
    let busy = RwSignal::new(false);
    let wrong = RwSignal::new(None::<fn(crate::locales::Lang) -> &'static str>);
    let id = fresh_id("photo");
    let take = move |event: leptos::ev::Event| {
        let Some(file) = picked(&event) else { return };
        busy.set(true);
        wrong.set(None);
        spawn_local(async move {
            let kept = match shrunk(&file).await {
                Some(bytes) => session.keep_photo(&bytes).await.map_err(|_| {
                    words::photo_not_saved as fn(crate::locales::Lang) -> &'static str
                }),
                None => Err(words::photo_not_read as fn(crate::locales::Lang) -> &'static str),
            };
            busy.try_set(false);
            match kept {
                Ok(address) => drop(value.try_set(Some(address))),
                Err(why) => drop(wrong.try_set(Some(why))),
            }
        });
    };
    let remove = move || {
        if let Some(address) = value.get_untracked() {
            value.set(None);
            spawn_local(async move { session.drop_photo(&address).await });
        }
    };
    let field = id.clone();
    view! {
        <div class="photo-field">
            <Show when=move || value.read().is_none()>
                // The field itself is hidden from sight: its label is the button, and takes its focus ring.
                <label class="button" data-kind="quiet" aria-busy=move || busy.get().then_some("true") for=id.clone()>
                    <Icon glyph=Glyph::Camera />
                    <span class="button-words">{label}</span>
                    <input id=field.clone() type="file" accept="image/*" capture="environment" disabled=busy on:change=take />
                </label>
            </Show>
            {move || value.get().map(|address| view! {
                <div class="row">
                    <Thumbnail address=address.clone() shift=None name=words::photo_of_sheet />
                    <StandingOf address />
                    <Button small=true kind=ButtonKind::Plain icon=Glyph::X on_press=remove>{say(words::remove_photo)}</Button>
                </div>
            })}
            {move || wrong.get().map(|why| view! { <p class="field-error" role="status"><Icon glyph=Glyph::Alert /><span>{say(why)}</span></p> })}
        </div>
    }
}

/// Where a photograph stands, where this device is the one that sends it.
#[component]
fn StandingOf(address: String) -> impl IntoView {
    let session = use_session();
    let state = Memo::new(move |_| session.photos.with(|photos| photos.get(&address).copied()));
    move || {
        let (status, said) = match state.get()? {
            PhotoState::Saved => (Status::Pending, say(common::state_pending)),
            PhotoState::Sent => (Status::Done, say(words::photo_kept)),
            PhotoState::Failed => (Status::Refused, say(words::photo_refused)),
        };
        Some(view! { <StatusBadge status words=said /> })
    }
}

/// A small picture; pressed, it opens.
#[component]
fn Thumbnail(
    address: String,
    shift: Option<ShiftId>,
    name: fn(crate::locales::Lang) -> &'static str,
) -> impl IntoView {
    let session = use_session();
    let (source, missing) = (RwSignal::new(None::<String>), RwSignal::new(false));
    let open = RwSignal::new(false);
    spawn_local(async move {
        let found = session.photo(shift, &address).await;
        missing.try_set(found.is_none());
        source.try_set(found);
    });
    let picture = move |class: &'static str| {
        source.get().map(|src| view! { <img class=class src=src alt=say(name) on:error=move |_| missing.set(true) /> })
    };
    view! {
        <Show when=move || !missing.get() fallback=move || view! { <p class="second">{say(words::photo_not_here)}</p> }>
            <button type="button" class="photo-open" on:click=move |_| open.set(true)>{move || picture("photo-thumb")}</button>
        </Show>
        <Dialog open title=say(name)>{move || open.get().then(|| picture("photo-large"))}</Dialog>
    }
}

/// The photographs of a shift's paper rosters, where the reader sees them.
#[component]
pub fn SheetPhotos(
    /// Of which shift.
    shift: Memo<Option<ShiftSeen>>,
) -> impl IntoView {
    let lang = use_lang();
    let sheets = Memo::new(move |_| {
        shift
            .read()
            .as_ref()
            .map(|shift| (shift.id, shift.sheets.clone()))
    });
    let one = move |(shift, sheet): (ShiftId, Sheet)| {
        let at = sheet.at;
        let when = say_with(move |_| {
            let lang = lang.get();
            format!(
                "{} {}",
                sentences::day(lang, at),
                sentences::clock(lang, at)
            )
        });
        view! {
            <li class="stack">
                <Thumbnail address=sheet.photo.clone() shift=Some(shift) name=words::photo_of_sheet />
                <p class="second">{when}</p>
                <StandingOf address=sheet.photo />
            </li>
        }
    };
    let each = move || {
        let (shift, sheets) = sheets.get().unzip();
        let shift = shift.into_iter().cycle();
        shift
            .zip(sheets.unwrap_or_default())
            .map(one)
            .collect_view()
    };
    view! {
        <Show when=move || sheets.read().as_ref().is_some_and(|(_, sheets)| !sheets.is_empty())>
            <section class="section">
                <h2>{say(words::sheet_photos)}</h2>
                <ul class="photo-list">{each}</ul>
            </section>
        </Show>
    }
}
