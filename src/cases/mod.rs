//! What the screens for needs, shifts and rosters share: how a list stands, states as badges, what is wrong with a form.

mod badges;
mod options;
mod presets;
mod reason;
mod wrong;

pub use badges::{case_badge, phase_badge, sign_up_badge};
pub use options::{categories, grids, level, people, teams, with_first};
pub use presets::Presets;
pub use reason::{ReasonDialog, Sent};
pub use wrong::{WhatIsWrong, Wrong, label};

use crate::{
    session::{Session, Stage},
    ui::Listing,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use std::str::FromStr;

/// How a list stands of which `is_empty` tells whether anything is in it.
pub fn listing(
    session: Session,
    is_empty: impl Fn() -> bool + Send + Sync + 'static,
) -> Memo<Listing> {
    Memo::new(move |_| {
        if !is_empty() {
            Listing::Ready
        } else if matches!(session.stage.get(), Stage::Broken(_)) {
            Listing::Failed
        } else if session.read(|seen| seen.pulled) == Some(true) {
            Listing::Empty
        } else if session.unreachable.get() {
            Listing::Offline
        } else {
            Listing::Loading
        }
    })
}

/// The id in the address.
pub fn id_in_address<T>(name: &'static str) -> Memo<Option<T>>
where
    T: FromStr + PartialEq + Send + Sync + 'static,
{
    let parameters = use_params_map();
    Memo::new(move |_| parameters.with(|map| map.get(name).and_then(|text| text.parse().ok())))
}
