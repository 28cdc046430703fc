//! Leaving. What is not sent yet is listed first, and nothing is lost without a word.

use leptos::{prelude::*, task::spawn_local};
use linli_sync::Snapshot;

use crate::locales::{Lang, account, me as words, say, say_with, use_lang};
use crate::session::{Mode, use_session};
use crate::shifts::asked;
use crate::ui::{Button, ButtonKind, Dialog, LinkButton};

fn unsent(lang: Lang, s: &Snapshot) -> Vec<String> {
    let queued = s.queue.iter();
    queued
        .map(|queued| asked(lang, queued.command(), s))
        .collect()
}

/// Sign out; on this device alone, play someone else.
#[component]
pub fn SignOut() -> impl IntoView {
    let session = use_session();
    let lang = use_lang();
    let busy = RwSignal::new(false);
    let open = RwSignal::new(false);
    let device = Memo::new(move |_| session.mode.get() == Mode::Device);
    let list = Memo::new(move |_| session.read(|s| unsent(lang.get(), s)).unwrap_or_default());
    let count = move || u32::try_from(list.with(Vec::len)).unwrap_or(u32::MAX);
    let leave = move || spawn_local(async move { session.sign_out().await });
    let ask = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let left = session.unsent().await;
            let _ = busy.try_set(false);
            if left > 0 {
                let _ = open.try_set(true);
            } else {
                session.sign_out().await;
            }
        });
    };
    let actions = move || {
        view! {
            <Button on_press=move || open.set(false)>{say(words::stay_signed_in)}</Button>
            <Button kind=ButtonKind::Danger on_press=leave>{say(words::discard_and_leave)}</Button>
        }
    };
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
            <Dialog open title=say(words::unsent_title) actions>
                <p>{say_with(move |lang| words::unsent_left(lang, count()))}</p>
                <ul class="unsent">
                    {move || list.get().into_iter().map(|what| view! { <li>{what}</li> }).collect_view()}
                </ul>
            </Dialog>
        </section>
    }
}
