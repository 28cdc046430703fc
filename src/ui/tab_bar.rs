//! Tab bar: the few places to go, at the foot of a phone, at the left of a desk.

use leptos::prelude::*;
use leptos_router::components::A;

use super::eaves::Eaves;
use super::icon::{Glyph, Icon};
use crate::locales::{Lang, common, say, say_with};

/// A place to go.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tab {
    /// Today 今天.
    Today,
    /// Help 去帮忙.
    Help,
    /// Needs 需求, for workers.
    Needs,
    /// Desk 工作台, for workers.
    Desk,
    /// Me 我的.
    Me,
}

impl Tab {
    /// What a volunteer has.
    pub const VOLUNTEER: [Tab; 3] = [Tab::Today, Tab::Help, Tab::Me];
    /// What a worker has: five, the most a bar holds.
    pub const WORKER: [Tab; 5] = [Tab::Today, Tab::Help, Tab::Needs, Tab::Desk, Tab::Me];

    fn parts(self) -> (&'static str, Glyph, fn(Lang) -> &'static str) {
        match self {
            Tab::Today => ("/", Glyph::Home, common::tab_today),
            Tab::Help => ("/help", Glyph::Heart, common::tab_help),
            Tab::Needs => ("/needs", Glyph::List, common::tab_needs),
            Tab::Desk => ("/desk", Glyph::Clipboard, common::tab_desk),
            Tab::Me => ("/me", Glyph::User, common::tab_me),
        }
    }
}

/// The bar.
#[component]
pub fn TabBar(
    /// The places to go.
    #[prop(into)]
    tabs: Signal<Vec<Tab>>,
    /// Its name among the landmarks; "Main" unless there is a second one.
    #[prop(optional, into)]
    label: MaybeProp<String>,
) -> impl IntoView {
    let items = move || {
        tabs.get()
            .into_iter()
            .map(|tab| {
                let (href, glyph, words) = tab.parts();
                view! {
                    <li>
                        <A href=href exact=href == "/" attr:class="tab">
                            <span class="tab-icon"><Icon glyph /></span>
                            <span class="tab-words">{say(words)}</span>
                        </A>
                    </li>
                }
            })
            .collect_view()
    };
    let main = say(common::main_navigation);
    let name = say_with(|lang| common::app_name(lang).to_owned());
    view! {
        <nav class="tab-bar" aria-label=move || label.get().unwrap_or_else(|| main.get())>
            <div class="tab-bar-mark" aria-hidden="true">
                <Eaves />
                <span>{name}</span>
            </div>
            <ul>{items}</ul>
        </nav>
    }
}
