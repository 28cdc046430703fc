//! The shell: contexts, routes, landmarks. It knows the pages by name and nothing of what is on them.

use leptos::html;
use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::{Lazy, path};
use linli_sync::Snapshot;
use wasm_bindgen::{JsCast, JsValue};

use crate::account::{Gate, SignInPage};
use crate::late_pages as late;
use crate::locales::{common, provide_lang, say};
use crate::session::{Stage, provide_session, use_session};
use crate::today::TodayPage;
use crate::ui::{
    EmptyState, LinkButton, LiveRegion, PageHeader, Tab, TabBar, ToastShelf, provide_announcer,
    provide_appearance, provide_arrival, provide_standing, provide_toasts, use_standing,
};

/// The whole app.
#[component]
pub fn App() -> impl IntoView {
    provide_lang();
    provide_appearance();
    provide_announcer();
    provide_toasts();
    provide_standing();
    provide_session();
    offer_updates();
    view! {
        <Router>
            <Shell />
        </Router>
    }
}

/// A new version waits: the quiet bar offers it. `public/boot.js` says when, and takes it when asked.
fn offer_updates() {
    let update = use_standing().update;
    let accept = Callback::new(|()| {
        let accept = js_sys::Reflect::get(&js_sys::global(), &"linliAcceptUpdate".into());
        if let Some(accept) = accept
            .ok()
            .and_then(|f| f.dyn_into::<js_sys::Function>().ok())
        {
            // It loads the page again: there is nothing to hear of it.
            let _ = accept.call0(&JsValue::NULL);
        }
    });
    let offer = move || update.set(Some(accept));
    let state =
        js_sys::Reflect::get(&js_sys::global(), &"linliUpdate".into()).unwrap_or(JsValue::NULL);
    if js_sys::Reflect::get(&state, &"ready".into()).is_ok_and(|ready| ready.is_truthy()) {
        offer();
    }
    // The app is mounted once and stays: so does its listener.
    std::mem::forget(window_event_listener_untyped(
        "linli-update-ready",
        move |_| offer(),
    ));
}

/// Skip link, main landmark with the page, navigation, toasts, live region.
#[component]
fn Shell() -> impl IntoView {
    provide_arrival();
    let main = NodeRef::<html::Main>::new();
    let skip = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        if let Some(main) = main.get_untracked() {
            // The landmark is always there; if the browser refuses, the link has done nothing worse than stay.
            let _ = main.focus();
        }
    };
    let session = use_session();
    let tabs = Memo::new(move |_| match session.stage.get() {
        Stage::Ready if session.read(Snapshot::runs_desk).unwrap_or(false) => Tab::WORKER.to_vec(),
        Stage::Ready => Tab::VOLUNTEER.to_vec(),
        _ => Vec::new(),
    });
    view! {
        <a class="skip-link" href="#main" on:click=skip>{say(common::skip_to_content)}</a>
        <main id="main" tabindex="-1" node_ref=main>
            <Gate><Pages /></Gate>
        </main>
        <Show when=move || !tabs.get().is_empty()><TabBar tabs /></Show>
        <ToastShelf />
        <LiveRegion />
    }
}

/// Which page stands at which address.
#[component]
fn Pages() -> impl IntoView {
    view! {
        <FlatRoutes fallback=NotFoundPage>
            <Route path=path!("/") view=TodayPage />
            <Route path=path!("/help") view={Lazy::<late::Help>::new()} />
            <Route path=path!("/help/:shift") view={Lazy::<late::Shift>::new()} />
            <Route path=path!("/check-in/:shift") view={Lazy::<late::CheckIn>::new()} />
            <Route path=path!("/roster/:shift") view={Lazy::<late::Roster>::new()} />
            <Route path=path!("/needs") view={Lazy::<late::Needs>::new()} />
            <Route path=path!("/needs/new") view={Lazy::<late::NewNeed>::new()} />
            <Route path=path!("/needs/:need") view={Lazy::<late::Need>::new()} />
            <Route path=path!("/desk") view={Lazy::<late::Desk>::new()} />
            <Route path=path!("/desk/cards") view={Lazy::<late::Cards>::new()} />
            <Route path=path!("/desk/month") view={Lazy::<late::Month>::new()} />
            <Route path=path!("/desk/shift/new") view={Lazy::<late::NewShift>::new()} />
            <Route path=path!("/desk/shift/:shift/edit") view={Lazy::<late::EditShift>::new()} />
            <Route path=path!("/me") view={Lazy::<late::Me>::new()} />
            <Route path=path!("/me/records") view={Lazy::<late::Records>::new()} />
            <Route path=path!("/team/:team") view={Lazy::<late::Team>::new()} />
            <Route path=path!("/desk/people") view={Lazy::<late::People>::new()} />
            <Route path=path!("/desk/notice") view={Lazy::<late::DoorNotice>::new()} />
            <Route path=path!("/ask") view={Lazy::<late::Ask>::new()} />
            <Route path=path!("/join") view={Lazy::<late::Join>::new()} />
            <Route path=path!("/sign-in") view=SignInPage />
            <Route path=path!("/gallery") view=Gallery />
        </FlatRoutes>
    }
}

#[cfg(any(debug_assertions, feature = "gallery"))]
use crate::gallery::GalleryPage as Gallery;
#[cfg(not(any(debug_assertions, feature = "gallery")))]
use NotFoundPage as Gallery;

/// An address that leads nowhere.
#[component]
fn NotFoundPage() -> impl IntoView {
    let home = || view! { <LinkButton href="/">{say(common::to_today)}</LinkButton> };
    view! {
        <div class="page">
            <PageHeader title=say(common::page_not_found) />
            <EmptyState words=say(common::page_not_found_hint) action=home />
        </div>
    }
}
