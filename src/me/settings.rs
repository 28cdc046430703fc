//! How this device shows things.

use leptos::prelude::*;

use crate::locales::{Lang, common, me as words, say, set_lang, use_lang};
use crate::ui::{Segments, Theme, use_appearance};

/// Language, light or dark, text size.
#[component]
pub fn Settings() -> impl IntoView {
    let lang = use_lang();
    let choose_lang = set_lang();
    let appearance = use_appearance();
    let languages = Lang::ALL
        .map(|lang| (lang, Signal::stored(lang.own_name().to_owned())))
        .to_vec();
    let themes = vec![
        (Theme::Auto, say(common::theme_auto)),
        (Theme::Light, say(common::theme_light)),
        (Theme::Dark, say(common::theme_dark)),
    ];
    let sizes = vec![(false, say(common::off)), (true, say(common::on))];
    view! {
        <section class="section">
            <div class="section-head"><h2>{say(words::how_it_shows)}</h2></div>
            <div class="stack settings">
                <Segments label=say(common::elder_mode) options=sizes chosen=appearance.elder() on_choose=move |elder: bool| appearance.set_elder(elder) />
                <Segments label=say(common::language) options=languages chosen=lang on_choose=move |lang: Lang| choose_lang(lang) />
                <Segments label=say(common::theme) options=themes chosen=appearance.theme() on_choose=move |theme: Theme| appearance.set_theme(theme) />
            </div>
        </section>
    }
}
