//! The card of a shift, connected.

use leptos::prelude::*;
use linli_domain::ShiftId;

use super::card::OfferCard;
use super::doing::Doing;
use super::facts::facts_of;

/// A shift that looks for people.
#[component]
pub fn Offer(
    /// Which.
    id: ShiftId,
) -> impl IntoView {
    let facts = facts_of(Signal::stored(Some(id)));
    let doing = Doing::new();
    let reasons = doing.reasons_with(facts);
    let read = move || doing.read(facts);
    let sign_up = move |or_wait: bool| {
        read();
        doing.sign_up(id, or_wait);
    };
    view! {
        <OfferCard facts busy=doing.busy reasons on_sign_up=sign_up on_read=read />
    }
}
