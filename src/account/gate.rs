//! Nothing is shown of anybody before somebody is signed in.

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

use super::SignInPage;
use crate::locales::{account as words, common, say};
use crate::session::{Stage, use_session};
use crate::ui::{EmptyState, PageHeader, Skeleton};

/// Goes on, for whoever has just come in: to the first page from where one comes in, and from where the one before signed
/// out. Whoever followed a link elsewhere stays there: the page shows in place of the form.
pub fn use_going_on() -> impl Fn() + Clone + 'static {
    let (location, navigate) = (use_location(), use_navigate());
    move || {
        let at = location.pathname.get_untracked();
        if matches!(at.trim_matches('/'), "sign-in" | "join" | "me") {
            navigate("/", instead());
        }
    }
}

/// Whoever goes back from there does not come here again.
#[must_use]
pub fn instead() -> NavigateOptions {
    NavigateOptions {
        replace: true,
        ..NavigateOptions::default()
    }
}

/// Shows the pages once somebody is signed in, and the way in before.
#[component]
pub fn Gate(children: ChildrenFn) -> impl IntoView {
    let session = use_session();
    let location = use_location();
    let stage = Memo::new(move |_| session.stage.get());
    let children = StoredValue::new(children);
    move || match stage.get() {
        Stage::Starting => view! {
            <div class="page">
                <PageHeader title=say(common::app_name) eaves=true />
                <Skeleton />
            </div>
        }
        .into_any(),
        // Whoever follows an invitation, or asks for help, is nobody yet.
        Stage::SignedOut if matches!(&*location.pathname.get(), "/join" | "/ask") => {
            children.with_value(|children| children()).into_any()
        }
        Stage::SignedOut => view! { <SignInPage /> }.into_any(),
        Stage::Ready => children.with_value(|children| children()).into_any(),
        Stage::Broken(_) => view! {
            <div class="page">
                <PageHeader title=say(common::app_name) eaves=true />
                <EmptyState words=say(words::no_storage) />
            </div>
        }
        .into_any(),
    }
}
