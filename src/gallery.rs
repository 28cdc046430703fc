//! Every primitive in every state, in both themes, in any language. Development only.
//!
//! What is shown is shown as on a screen: the facts are the demo community's.

mod forms;
mod pieces;
mod slips;

use leptos::prelude::*;

use crate::locales::{Lang, common, say, say_with, set_lang, use_lang};
use crate::ui::{PageHeader, Segments, Tab, TabBar, Theme, use_appearance};

/// The gallery.
#[component]
pub fn GalleryPage() -> impl IntoView {
    view! {
        <div class="page gallery" data-wide="">
            <PageHeader title="Gallery 画廊" small="Every primitive, every state" eaves=true />
            <Switches />
            <div class="gallery-columns">
                <div class="stack">
                    <slips::Tickets />
                    <slips::Cards />
                    <slips::Seals />
                    <slips::ListStates />
                </div>
                <div class="stack">
                    <pieces::Buttons />
                    <pieces::Badges />
                    <pieces::Bars />
                    <pieces::Overlays />
                    <pieces::Marks />
                    <Section title="Tab bar">
                        <div class="gallery-frame"><TabBar tabs=Tab::VOLUNTEER.to_vec() label="Gallery" /></div>
                    </Section>
                </div>
                <div class="stack">
                    <forms::Fields />
                    <forms::Codes />
                </div>
            </div>
        </div>
    }
}

/// A part of the gallery with its heading.
#[component]
fn Section(
    /// The heading.
    title: &'static str,
    /// What is shown.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="section">
            <h2 lang="en">{title}</h2>
            {children()}
        </section>
    }
}

/// Language, theme and text size, as Me has them.
#[component]
fn Switches() -> impl IntoView {
    let appearance = use_appearance();
    let choose_lang = set_lang();
    let languages = Lang::ALL
        .map(|lang| (lang, Signal::stored(lang.own_name().to_owned())))
        .to_vec();
    let themes = vec![
        (Theme::Auto, say(common::theme_auto)),
        (Theme::Light, say(common::theme_light)),
        (Theme::Dark, say(common::theme_dark)),
    ];
    let sizes = vec![(false, say(common::off)), (true, say(common::on))];
    let name = say_with(|lang| common::language(lang).to_owned());
    view! {
        <div class="gallery-switches">
            <Segments label=name options=languages chosen=use_lang() on_choose=move |lang| choose_lang(lang) />
            <Segments
                label=say(common::theme)
                options=themes
                chosen=appearance.theme()
                on_choose=move |theme| appearance.set_theme(theme)
            />
            <Segments
                label=say(common::elder_mode)
                options=sizes
                chosen=appearance.elder()
                on_choose=move |elder| appearance.set_elder(elder)
            />
        </div>
    }
}
