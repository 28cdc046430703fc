//! List state: a list is being opened, empty, not here without a connection, broken, or there.

use leptos::prelude::*;

use super::button::{Button, ButtonKind};
use super::empty_state::EmptyState;
use super::icon::{Glyph, Icon};
use super::skeleton::Skeleton;
use crate::locales::{common, say};

/// How a list stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Listing {
    /// Nothing is cached and it is being fetched.
    #[default]
    Loading,
    /// It is known, and nothing is in it.
    Empty,
    /// It was never opened on this device, and there is no connection.
    Offline,
    /// It could not be opened.
    Failed,
    /// There it is.
    Ready,
}

/// Shows `children` when the list is there, and what the other states say otherwise.
#[component]
pub fn ListState(
    /// How it stands.
    #[prop(into)]
    state: Signal<Listing>,
    /// What an empty one says.
    #[prop(into)]
    empty: Signal<String>,
    /// What to do when it is empty.
    #[prop(optional, into)]
    empty_action: Option<ViewFn>,
    /// Tries again, offline or after a failure.
    #[prop(optional, into)]
    retry: Option<Callback<()>>,
    /// The list.
    children: ChildrenFn,
) -> impl IntoView {
    let state = Memo::new(move |_| state.get());
    let again = move || {
        retry.map(|retry| {
            view! {
                <Button kind=ButtonKind::Quiet icon=Glyph::Refresh on_press=move || retry.run(())>
                    {say(common::try_again)}
                </Button>
            }
        })
    };
    move || match state.get() {
        Listing::Loading => view! { <Skeleton /> }.into_any(),
        Listing::Empty => match empty_action.clone() {
            Some(action) => view! { <EmptyState words=empty action=action /> }.into_any(),
            None => view! { <EmptyState words=empty /> }.into_any(),
        },
        Listing::Offline => view! {
            <div class="list-state">
                <Icon glyph=Glyph::CloudOff />
                <p role="status">{say(common::offline_no_copy)}</p>
                {again()}
            </div>
        }
        .into_any(),
        Listing::Failed => view! {
            <div class="list-state">
                <Icon glyph=Glyph::Alert />
                <p role="status">{say(common::could_not_open)}</p>
                {again()}
            </div>
        }
        .into_any(),
        Listing::Ready => children().into_any(),
    }
}
