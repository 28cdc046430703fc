//! What elder mode 长辈版 brings to a page beside its size: the offer to switch, and the page read aloud. It travels late.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{HtmlElement, SpeechSynthesis, SpeechSynthesisUtterance};

use super::{Button, ButtonKind, use_appearance};
use crate::late::{late, later};
use crate::locales::{common, say, use_lang};

late! { elder, fn offer() -> AnyView { view! { <Offer /> }.into_any() } }
late! { elder, fn back() -> AnyView { view! { <Back /> }.into_any() } }
late! { elder, fn read() -> AnyView { view! { <ReadAloud /> }.into_any() } }

/// Offers elder mode until somebody chose, for pages on which people begin.
#[component]
pub fn ElderOffer() -> impl IntoView {
    let chosen = use_appearance().elder_chosen();
    move || (!chosen.get()).then(|| later(offer))
}

/// The way back from elder mode, at the end of such a page.
#[component]
pub fn ElderBack() -> impl IntoView {
    let elder = use_appearance().elder();
    move || elder.get().then(|| later(back))
}

/// Reads the page aloud, in elder mode.
#[component]
pub fn ElderRead() -> impl IntoView {
    let elder = use_appearance().elder();
    move || elder.get().then(|| later(read))
}

#[component]
fn Offer() -> impl IntoView {
    let appearance = use_appearance();
    view! {
        <section class="elder-offer" aria-label=say(common::elder_mode)>
            <p>{say(common::elder_offer)}</p>
            <Button small=true on_press=move || appearance.set_elder(true)>{say(common::elder_switch)}</Button>
            <Button small=true kind=ButtonKind::Plain on_press=move || appearance.set_elder(false)>{say(common::elder_no)}</Button>
        </section>
    }
}

#[component]
fn Back() -> impl IntoView {
    let appearance = use_appearance();
    view! {
        <div class="elder-back">
            <Button kind=ButtonKind::Quiet on_press=move || appearance.set_elder(false)>{say(common::elder_back)}</Button>
        </div>
    }
}

fn voice() -> Option<SpeechSynthesis> {
    window().speech_synthesis().ok()
}

/// What can be read on the page, in order: headings, sentences, terms. Not buttons, nor what only eyes see.
fn words_of_page() -> String {
    const READ: &str = "main :is(h1, h2, h3, p, dt, dd, li, .ticket-slip)";
    let Ok(found) = document().query_selector_all(READ) else {
        return String::new();
    };
    let mut words = Vec::new();
    for at in 0..found.length() {
        let Some(element) = found
            .item(at)
            .and_then(|node| node.dyn_into::<HtmlElement>().ok())
        else {
            continue;
        };
        let inner = element.query_selector("h1, h2, h3, p, dt, dd, li, button, .button");
        let is_whole = matches!(inner, Ok(None)) && element.offset_height() > 0;
        let text = element.inner_text();
        if is_whole && !text.trim().is_empty() {
            words.push(text.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
    words.join("。\n")
}

#[component]
fn ReadAloud() -> impl IntoView {
    let lang = use_lang();
    let speaking = RwSignal::new(false);
    let press = move || {
        let Some(voice) = voice() else { return };
        voice.cancel();
        if speaking.get_untracked() {
            return speaking.set(false);
        }
        let Ok(said) = SpeechSynthesisUtterance::new_with_text(&words_of_page()) else {
            return;
        };
        said.set_lang(lang.get_untracked().tag());
        // A little slower than a newsreader.
        said.set_rate(0.9);
        let over = Closure::once_into_js(move || {
            let _ = speaking.try_set(false);
        });
        said.set_onend(over.dyn_ref());
        said.set_onerror(over.dyn_ref());
        voice.speak(&said);
        speaking.set(true);
    };
    on_cleanup(|| {
        if let Some(voice) = voice() {
            voice.cancel();
        }
    });
    let words = move || {
        if speaking.get() {
            say(common::read_stop).get()
        } else {
            say(common::read_aloud).get()
        }
    };
    voice().map(|_| {
        view! {
            <div class="elder-read">
                <Button small=true kind=ButtonKind::Quiet on_press=press>{words}</Button>
            </div>
        }
    })
}
