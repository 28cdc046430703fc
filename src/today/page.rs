//! The page, from top to bottom.

use leptos::prelude::*;
use linli_sync::Snapshot;

use super::{led::Led, openings::Openings, promises::Promises, returned::CameBack};
use crate::joining::NewPeople;
use crate::late::{late, later};
use crate::locales::{Lang, format, say, today as words, use_lang};
use crate::session::use_session;
use crate::shifts::given_name;
use crate::ui::{ElderBack, ElderOffer, ListState, Listing, PageHeader};
use crate::words::{day, millis, zone};

// What needs the rule book comes with it.
late! { asking, fn came_back() -> AnyView { view! { <CameBack /> }.into_any() } }
late! { asking, fn new_people() -> AnyView { view! { <NewPeople /> }.into_any() } }
late! { asking, fn openings() -> AnyView { view! { <Openings /> }.into_any() } }

/// "Good morning", by the community's clock.
fn greeting(lang: Lang, s: &Snapshot) -> String {
    let name = s.me().map(|me| given_name(&me.about.name));
    let Some(name) = name.filter(|name| !name.is_empty()) else {
        return words::title(lang).to_owned();
    };
    match format::iso_time(millis(s.now), zone()).as_str() {
        hour if hour < "04:00" => words::good_evening(lang, &name),
        hour if hour < "12:00" => words::good_morning(lang, &name),
        hour if hour < "18:00" => words::good_afternoon(lang, &name),
        _ => words::good_evening(lang, &name),
    }
}

fn where_and_when(lang: Lang, s: &Snapshot) -> Option<String> {
    let me = s.me()?;
    let community = s.place_name(&me.desk, lang.tag());
    Some(format!("{community} · {}", day(lang, s.now)))
}

/// Today 今天: what I promised next, and what to do about it now.
#[component]
pub fn TodayPage() -> impl IntoView {
    let session = use_session();
    let lang = use_lang();
    let title = Memo::new(move |_| {
        let lang = lang.get();
        session
            .read(|s| greeting(lang, s))
            .unwrap_or_else(|| words::title(lang).to_owned())
    });
    let small = Memo::new(move |_| session.read(|s| where_and_when(lang.get(), s)).flatten());
    let state = Memo::new(move |_| match session.read(|s| s.pulled) {
        Some(true) => Listing::Ready,
        _ if session.unreachable.get() => Listing::Offline,
        _ => Listing::Loading,
    });
    view! {
        <div class="page">
            <PageHeader title small=MaybeProp::derive(move || small.get()) eaves=true />
            <ElderOffer />
            {later(came_back)}
            <ListState state empty=say(words::nothing_promised) retry=move || session.refresh()>
                <div class="stack today">
                    <Promises />
                    <Led />
                    {later(new_people)}
                {later(openings)}
                </div>
            </ListState>
            <ElderBack />
        </div>
    }
}
