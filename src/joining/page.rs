//! The page behind an invitation's link. It needs nobody signed in.

use leptos::{prelude::*, task::spawn_local};

use super::{
    Opening,
    door::{InvitedAs, NotIn, Told, look},
    form::ComeIn,
    role_name,
    wechat::{OpenInBrowser, is_wechat},
};
use crate::locales::{Lang, joining as words, say, say_with};
use crate::ui::{
    Button, ButtonKind, ElderBack, ElderOffer, EmptyState, LinkButton, PageHeader, Skeleton,
};

/// How far the page has come.
#[derive(Clone, PartialEq)]
enum Standing {
    Looking,
    Told(Told),
    Not(NotIn),
}

fn title(lang: Lang, standing: &Standing) -> String {
    let Standing::Told(told) = standing else {
        return words::invitation(lang).to_owned();
    };
    let name = told.name.pick(lang.tag());
    match told.to {
        InvitedAs::Team => words::join_team(lang, name),
        InvitedAs::Role => {
            let role = told.role.map(|role| role_name(lang, role));
            words::join_role(lang, role.unwrap_or_default(), name)
        }
        InvitedAs::Device => words::use_phone(lang, told.person.as_deref().unwrap_or_default()),
    }
}

/// Join 加入: what the invitation opens, and the form.
#[component]
pub fn JoinPage() -> impl IntoView {
    let behind = window().location().hash().unwrap_or_default();
    let opening = StoredValue::new(Opening::read(&behind));
    let standing = RwSignal::new(Standing::Looking);
    let stays = RwSignal::new(!is_wechat());
    let ask = move || {
        let Some(opening) = opening.get_value() else {
            standing.set(Standing::Not(NotIn::NoSuch));
            return;
        };
        standing.set(Standing::Looking);
        spawn_local(async move {
            let found = look(&opening).await;
            let _ = standing.try_set(match found {
                Ok(told) => Standing::Told(told),
                Err(why) => Standing::Not(why),
            });
        });
    };
    ask();
    let again = move || view! { <Button kind=ButtonKind::Quiet on_press=ask>{say(words::try_again)}</Button> };
    // Perhaps it was they whom it let in, and they never heard of it.
    let sign_in = move || view! { <LinkButton href="/sign-in" kind=ButtonKind::Quiet>{say(words::in_already)}</LinkButton> };
    let shown = move || match standing.get() {
        _ if !stays.get() => {
            view! { <OpenInBrowser on_stay=move |()| stays.set(true) /> }.into_any()
        }
        Standing::Looking => view! { <Skeleton /> }.into_any(),
        Standing::Told(told) if told.over => {
            view! { <EmptyState words=say(words::over) action=sign_in /> }.into_any()
        }
        Standing::Told(told) => match opening.get_value() {
            Some(opening) => view! { <ComeIn opening told /> }.into_any(),
            None => view! { <EmptyState words=say(words::no_such) /> }.into_any(),
        },
        Standing::Not(NotIn::Offline) => {
            view! { <EmptyState words=say(words::needs_connection) action=again /> }.into_any()
        }
        Standing::Not(NotIn::Busy) => {
            view! { <EmptyState words=say(words::busy) action=again /> }.into_any()
        }
        Standing::Not(_) => view! { <EmptyState words=say(words::no_such) /> }.into_any(),
    };
    view! {
        <div class="page sign-in">
            <PageHeader title=say_with(move |l| standing.with(|s| title(l, s))) eaves=true />
            <ElderOffer />
            {shown}
            <ElderBack />
        </div>
    }
}
