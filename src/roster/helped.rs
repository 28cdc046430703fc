//! A helper's word for whom they help: they can't come after all.

use super::people::objections;
use crate::{
    locales::{roster as words, say_with, use_lang},
    session::use_session,
    ui::{Button, ButtonKind},
};
use leptos::prelude::*;
use linli_domain::{Command, DocumentKey, ShiftId, SignUpId, person::HelpedPlace};
use linli_sync::ShiftSeen;

/// Everybody whom the reader helps and who has a place at this shift that can be given back.
#[component]
pub fn HelpedPlaces(
    /// At which shift.
    shift: Memo<Option<ShiftSeen>>,
) -> impl IntoView {
    let session = use_session();
    let taken = Memo::new(move |_| {
        let shift = shift.read().as_ref()?.id;
        let helps = session.read(|seen| seen.me().map(|me| me.helps))??;
        let places = helps.into_iter().flat_map(|one| {
            let here = one.places.into_iter().filter(|place| place.shift == shift);
            here.map(|place| (place, one.name.clone()))
                .collect::<Vec<_>>()
        });
        Some(places.collect::<Vec<_>>())
    });
    move || {
        let taken = taken.get().unwrap_or_default().into_iter();
        let row = |(place, name): (HelpedPlace, String)| {
            view! { <GiveBack shift=place.shift sign_up=place.sign_up name /> }
        };
        taken.map(row).collect_view()
    }
}

/// One of them.
#[component]
fn GiveBack(shift: ShiftId, sign_up: SignUpId, name: String) -> impl IntoView {
    let (session, lang) = (use_session(), use_lang());
    let busy = RwSignal::new(false);
    // Until it is sent, the place is still theirs.
    let on_its_way = Memo::new(move |_| {
        busy.get()
            || session.read(|seen| seen.pending.contains(&DocumentKey::Shift(shift))) == Some(true)
    });
    let refused = RwSignal::new(Vec::<String>::new());
    let name = StoredValue::new(name);
    let give_back = move || {
        busy.set(true);
        let said = words::given_back_said(lang.get_untracked(), &name.get_value());
        let command = Command::WithdrawFor { shift, sign_up };
        session.act_with_undo(command, said, move |answer| {
            busy.try_set(false);
            refused.try_set(objections(session, lang, answer));
        });
    };
    view! {
        <div class="row">
            <p>{say_with(move |l| words::signed_up_said(l, &name.get_value()))}</p>
            <Button kind=ButtonKind::Quiet small=true pending=on_its_way on_press=give_back>{say_with(move |l| words::give_back_of(l, &name.get_value()))}</Button>
        </div>
        {move || (!refused.read().is_empty()).then(|| view! { <p class="field-error" role="status">{refused.get().join(" ")}</p> })}
    }
}
