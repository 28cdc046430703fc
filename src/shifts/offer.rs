//! The card of a shift, connected.

use leptos::prelude::*;
use linli_domain::ShiftId;

use super::card::OfferCard;
use super::doing::Doing;
use super::facts::facts_of;
use crate::session::use_session;

/// A shift that looks for people.
#[component]
pub fn Offer(
    /// Which.
    id: ShiftId,
) -> impl IntoView {
    let session = use_session();
    let facts = facts_of(Signal::stored(Some(id)));
    let doing = Doing::new();
    let came_back = Memo::new(move |_| facts.with(|f| f.as_ref().and_then(|f| f.refused.clone())));
    let reasons = Signal::derive(move || {
        let now = doing.reasons.get();
        if now.is_empty() {
            came_back
                .get()
                .map(|(_, reasons)| reasons)
                .unwrap_or_default()
        } else {
            now
        }
    });
    let read = move || {
        doing.reasons.set(Vec::new());
        if let Some((command, _)) = came_back.get_untracked() {
            session.dismiss(command);
        }
    };
    let sign_up = move |or_wait: bool| {
        read();
        doing.sign_up(id, or_wait);
    };
    view! {
        <OfferCard facts busy=doing.busy reasons on_sign_up=sign_up on_read=read />
    }
}
