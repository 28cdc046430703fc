//! The shell: contexts, routes, landmarks. It knows the pages by name and nothing of what is on them.

use leptos::html;
use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::{Lazy, PartialPathMatch, PathSegment, PossibleRouteMatch};
use linli_sync::Snapshot;
use std::borrow::Cow;
use wasm_bindgen::{JsCast, JsValue};

use crate::account::{Gate, SignInPage};
use crate::late::{late, later};
use crate::late_pages as pages;
use crate::locales::{common, provide_lang, say};
use crate::session::{Stage, provide_session, use_session};
use crate::today::TodayPage;
use crate::ui::{
    EmptyState, LinkButton, LiveRegion, PageHeader, Tab, TabBar, ToastShelf, ignore_second_presses,
    provide_announcer, provide_appearance, provide_arrival, provide_standing, provide_toasts,
    use_standing, use_toasts,
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
    ignore_second_presses(&window());
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

// Nothing is said before something was asked.
late! { asking, fn toast_shelf() -> AnyView { view! { <ToastShelf /> }.into_any() } }

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
    let said = use_toasts().any();
    view! {
        <a class="skip-link" href="#main" on:click=skip>{say(common::skip_to_content)}</a>
        <main id="main" tabindex="-1" node_ref=main>
            <Gate><Pages /></Gate>
        </main>
        <Show when=move || !tabs.get().is_empty()><TabBar tabs /></Show>
        <Show when=move || said.get()>{later(toast_shelf)}</Show>
        <LiveRegion />
    }
}

/// A whole address as one part of a route, such as `/help/:shift`. The router's own parts make another type, and so
/// another copy of its code, of every form of address.
#[derive(Clone, Copy)]
struct Address(&'static str);

impl PossibleRouteMatch for Address {
    fn optional(&self) -> bool {
        false
    }

    fn test<'a>(&self, path: &'a str) -> Option<PartialPathMatch<'a>> {
        let mut given = path.trim_matches('/').split('/');
        let mut parameters = Vec::new();
        for part in self.0.trim_matches('/').split('/') {
            let given = given.next()?;
            match part.strip_prefix(':') {
                Some(name) if !given.is_empty() => {
                    parameters.push((Cow::Borrowed(name), given.to_owned()));
                }
                None if part == given => {}
                _ => return None,
            }
        }
        if given.next().is_some() {
            return None;
        }
        Some(PartialPathMatch::new("", parameters, path))
    }

    fn generate_path(&self, path: &mut Vec<PathSegment>) {
        path.push(PathSegment::Static(self.0.into()));
    }
}

/// Which page stands at which address.
#[component]
fn Pages() -> impl IntoView {
    view! {
        <FlatRoutes fallback=NotFoundPage>
            <Route path=Address("/") view=TodayPage />
            <Route path=Address("/help") view={Lazy::<pages::Help>::new()} />
            <Route path=Address("/help/:shift") view={Lazy::<pages::Shift>::new()} />
            <Route path=Address("/check-in/:shift") view={Lazy::<pages::CheckIn>::new()} />
            <Route path=Address("/roster/:shift") view={Lazy::<pages::Roster>::new()} />
            <Route path=Address("/needs") view={Lazy::<pages::Needs>::new()} />
            <Route path=Address("/needs/new") view={Lazy::<pages::NewNeed>::new()} />
            <Route path=Address("/needs/:need") view={Lazy::<pages::Need>::new()} />
            <Route path=Address("/desk") view={Lazy::<pages::Desk>::new()} />
            <Route path=Address("/desk/cards") view={Lazy::<pages::Cards>::new()} />
            <Route path=Address("/desk/month") view={Lazy::<pages::Month>::new()} />
            <Route path=Address("/desk/shift/new") view={Lazy::<pages::NewShift>::new()} />
            <Route path=Address("/desk/shift/:shift/edit") view={Lazy::<pages::EditShift>::new()} />
            <Route path=Address("/me") view={Lazy::<pages::Me>::new()} />
            <Route path=Address("/me/records") view={Lazy::<pages::Records>::new()} />
            <Route path=Address("/team/:team") view={Lazy::<pages::Team>::new()} />
            <Route path=Address("/desk/people") view={Lazy::<pages::People>::new()} />
            <Route path=Address("/desk/notice") view={Lazy::<pages::DoorNotice>::new()} />
            <Route path=Address("/ask") view={Lazy::<pages::Ask>::new()} />
            <Route path=Address("/join") view={Lazy::<pages::Join>::new()} />
            <Route path=Address("/sign-in") view=SignInPage />
            <Route path=Address("/gallery") view=Gallery />
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

#[cfg(test)]
mod tests {
    use super::Address;
    use leptos_router::PossibleRouteMatch;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn an_address_is_met_as_a_whole_and_names_what_stands_in_it() {
        let met = |address, path| {
            let met = Address(address).test(path)?;
            let named = met.params().into_iter();
            Some(
                named
                    .map(|(name, value)| format!("{name}={value}"))
                    .collect::<Vec<_>>(),
            )
        };
        let nothing = Some(Vec::new());
        assert_eq!(met("/", "/"), nothing);
        assert_eq!(met("/", ""), nothing);
        assert_eq!(met("/", "/help"), None);
        assert_eq!(met("/help", "/help"), nothing);
        assert_eq!(met("/help", "/help/"), nothing);
        assert_eq!(met("/help", "/helpful"), None);
        assert_eq!(met("/help", "/"), None);
        assert_eq!(
            met("/help/:shift", "/help/7"),
            Some(vec!["shift=7".to_owned()])
        );
        assert_eq!(met("/help/:shift", "/help"), None);
        assert_eq!(met("/help/:shift", "/help/"), None);
        assert_eq!(met("/help/:shift", "/help/7/more"), None);
        assert_eq!(
            met("/desk/shift/:shift/edit", "/desk/shift/7/edit/"),
            Some(vec!["shift=7".to_owned()])
        );
        assert_eq!(met("/desk/shift/:shift/edit", "/desk/shift/7"), None);
    }
}
