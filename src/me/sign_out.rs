//! Leaving. What is not sent yet is listed first, and nothing is lost without a word; nor does anybody leave who could not
//! come back without having been told so.

use leptos::{prelude::*, task::spawn_local};
use linli_sync::Snapshot;

use crate::keys;
use crate::locales::{Lang, account, me as words, say, say_with, use_lang};
use crate::platform::clock;
use crate::session::{Mode, Unsaved, use_session};
use crate::shifts::asked;
use crate::ui::{Button, ButtonKind, Dialog, LinkButton, use_standing};

/// How long the server may take to tell what signs somebody in, in milliseconds.
const LONGEST: i32 = 5_000;

fn unsent(lang: Lang, s: &Snapshot) -> Vec<String> {
    let queued = s.queue.iter();
    queued
        .map(|queued| asked(lang, queued.command(), s))
        .collect()
}

/// What speaks against leaving now.
#[derive(Clone, Copy, Default)]
struct Against {
    unsaved: Unsaved,
    /// How the way back is missing, or may be.
    back: Option<fn(Lang) -> &'static str>,
}

impl Against {
    fn is_unsaved(self) -> bool {
        self.unsaved != Unsaved::default()
    }

    fn photos(self) -> u32 {
        u32::try_from(self.unsaved.photos).unwrap_or(u32::MAX)
    }
}

/// What is to be said of the way back; nothing where there is one.
async fn way_back() -> Option<fn(Lang) -> &'static str> {
    match clock::within(LONGEST, keys::signs_in()).await.flatten() {
        Some(true) => None,
        Some(false) => Some(words::back_by_code),
        None => Some(words::back_perhaps_by_code),
    }
}

/// Sign out; on this device alone, play someone else.
#[component]
pub fn SignOut() -> impl IntoView {
    let session = use_session();
    let lang = use_lang();
    let busy = RwSignal::new(false);
    let open = RwSignal::new(false);
    let against = RwSignal::new(Against::default());
    let device = Memo::new(move |_| session.mode.get() == Mode::Device);
    let list = Memo::new(move |_| session.read(|s| unsent(lang.get(), s)).unwrap_or_default());
    // What cannot be read yet waits too, and is on no list.
    let count = use_standing().saved;
    let leave = move || spawn_local(async move { session.sign_out().await });
    let ask = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let back = way_back().await;
            // Last: what is asked for meanwhile is asked about too.
            let unsaved = session.unsent().await;
            let _ = busy.try_set(false);
            let found = Against { unsaved, back };
            if found.is_unsaved() || back.is_some() {
                let _ = against.try_set(found);
                let _ = open.try_set(true);
            } else {
                session.sign_out().await;
            }
        });
    };
    let title = say_with(move |lang| {
        let title = match against.get().is_unsaved() {
            true => words::unsent_title(lang),
            false => words::leave_title(lang),
        };
        title.to_owned()
    });
    let go = say_with(move |lang| {
        let go = match against.get().is_unsaved() {
            true => words::discard_and_leave(lang),
            false => words::sign_out(lang),
        };
        go.to_owned()
    });
    let actions = move || {
        view! {
            <Button on_press=move || open.set(false)>{say(words::stay_signed_in)}</Button>
            <Button kind=ButtonKind::Danger on_press=leave>{go}</Button>
        }
    };
    let photos = move || against.get().photos();
    view! {
        <section class="section">
            <div class="section-head"><h2>{say(words::my_account)}</h2></div>
            <Show when=move || device.get()>
                <LinkButton href="/sign-in" kind=ButtonKind::Quiet>{say(words::switch_person)}</LinkButton>
                <Button kind=ButtonKind::Plain on_press=move || session.forget_device_mode()>{say(account::back_to_server)}</Button>
            </Show>
            <Show when=move || !device.get()>
                <Button kind=ButtonKind::Quiet pending=busy on_press=ask>{say(words::sign_out)}</Button>
                <p class="second">{say(words::sign_out_hint)}</p>
            </Show>
            <Dialog open title actions>
                <Show when=move || { count.get() > 0 }>
                    <p>{say_with(move |lang| words::unsent_left(lang, count.get()))}</p>
                    <ul class="unsent">
                        {move || list.get().into_iter().map(|what| view! { <li>{what}</li> }).collect_view()}
                    </ul>
                </Show>
                <Show when=move || { photos() > 0 }>
                    <p>{say_with(move |lang| words::photos_left(lang, photos()))}</p>
                </Show>
                {move || against.get().back.map(|back| view! { <p>{say(back)}</p> })}
            </Dialog>
        </section>
    }
}
