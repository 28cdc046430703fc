//! Page header: a small line, the heading, the eaves. It also gives the document its title.

use leptos::html;
use leptos::prelude::*;
use leptos_router::components::A;

use super::arrival::focus_on_arrival;
use super::eaves::Eaves;
use super::elder::ElderRead;
use super::icon::{Glyph, Icon};
use super::standing::StandingBars;
use crate::locales::{common, say, use_lang};

/// The top of a page. Its heading takes the focus when one arrives here from another page.
#[component]
pub fn PageHeader(
    /// The heading, and the document's title.
    #[prop(into)]
    title: Signal<String>,
    /// The line above it: community and day.
    #[prop(optional, into)]
    small: MaybeProp<String>,
    /// Where back goes, on pages below a tab.
    #[prop(optional, into)]
    back: MaybeProp<String>,
    /// Draw the eaves: on the pages that a tab opens.
    #[prop(optional)]
    eaves: bool,
    /// Buttons at the right.
    #[prop(optional, into)]
    actions: Option<ViewFn>,
) -> impl IntoView {
    let lang = use_lang();
    Effect::new(move |_| {
        document().set_title(&format!(
            "{} · {}",
            title.get(),
            common::app_name(lang.get())
        ))
    });
    let heading = NodeRef::<html::H1>::new();
    focus_on_arrival(heading);
    view! {
        <header class="page-header">
            {move || back.get().map(|href| {
                view! {
                    <A href=href exact=true attr:class="page-header-back">
                        <Icon glyph=Glyph::ChevronLeft />
                        <span>{say(common::back)}</span>
                    </A>
                }
            })}
            <div class="page-header-words">
                {move || small.get().map(|small| view! { <p class="page-header-small">{small}</p> })}
                <h1 tabindex="-1" node_ref=heading>{title}</h1>
            </div>
            {actions.map(|actions| view! { <div class="page-header-actions">{actions.run()}</div> })}
            {eaves.then(|| view! { <Eaves /> })}
        </header>
        <ElderRead />
        <StandingBars />
    }
}
