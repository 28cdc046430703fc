//! Device mode: everything that this device keeps, as a file, and back.

use leptos::{html, prelude::*, task::spawn_local};

use crate::locales::{format, me as words, say, use_lang};
use crate::platform::file;
use crate::session::{Backup, Mode, use_session};
use crate::ui::{Banner, BannerKind, Button, ButtonKind, Glyph, use_toasts};
use crate::words::{millis, zone};

/// Export and import; only where this device is its own home.
#[component]
pub fn DeviceContent() -> impl IntoView {
    let session = use_session();
    let device = Memo::new(move |_| session.mode.get() == Mode::Device);
    view! { <Show when=move || device.get()><Content /></Show> }
}

#[component]
fn Content() -> impl IntoView {
    let session = use_session();
    let lang = use_lang();
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let wrong = RwSignal::new(None::<fn(crate::locales::Lang) -> &'static str>);
    let input = NodeRef::<html::Input>::new();
    let export = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        wrong.set(None);
        let day = format::iso_day(millis(session.now()), zone());
        let lang = lang.get_untracked();
        spawn_local(async move {
            let saved = match Backup::export().await {
                Ok(text) => file::save(&format!("linli-{day}.json"), "application/json", &text),
                Err(_) => false,
            };
            let _ = busy.try_set(false);
            if saved {
                toasts.show(words::exported(lang));
            } else {
                let _ = wrong.try_set(Some(words::could_not_export));
            }
        });
    };
    let import = move |_| {
        let Some(input) = input.get_untracked() else {
            return;
        };
        let Some(chosen) = file::chosen(&input) else {
            return;
        };
        input.set_value("");
        busy.set(true);
        wrong.set(None);
        spawn_local(async move {
            let taken = match file::read(&chosen).await {
                Some(text) => Backup::import(&text).await.is_ok(),
                None => false,
            };
            let _ = busy.try_set(false);
            if taken {
                // Other people may be in it: whoever holds the device chooses whom to be.
                session.sign_out().await;
            } else {
                let _ = wrong.try_set(Some(words::import_failed));
            }
        });
    };
    let choose = move || {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    view! {
        <section class="section">
            <div class="section-head"><h2>{say(words::this_device)}</h2></div>
            {move || wrong.get().map(|words| view! { <Banner kind=BannerKind::Urgent words=say(words) /> })}
            <div class="two">
                <Button kind=ButtonKind::Quiet icon=Glyph::Download pending=busy on_press=export>{say(words::export_all)}</Button>
                <Button kind=ButtonKind::Quiet pending=busy on_press=choose>{say(words::import)}</Button>
            </div>
            <p class="second">{say(words::import_hint)}</p>
            <input
                class="only-heard"
                type="file"
                accept="application/json,.json"
                tabindex="-1"
                aria-label=move || say(words::import).get()
                node_ref=input
                on:change=import
            />
        </section>
    }
}
