//! Copy for the group 复制到群: what a chat group may know of a shift, and nothing of anybody.

use crate::{
    locales::{Lang, help, roster as words, say, use_lang},
    session::use_session,
    ui::CopyText,
    words as sentences,
};
use leptos::prelude::*;
use linli_domain::shift::Phase;
use linli_sync::ShiftSeen;

/// Title, time, where to meet, places left, address: no name, no number.
#[must_use]
pub fn group_text(lang: Lang, shift: &ShiftSeen, place: &str, origin: &str) -> String {
    let about = &shift.about;
    let mut meet = about.meeting_point.clone();
    if meet.is_empty() {
        meet = place.to_owned();
    } else if !place.is_empty() {
        meet = format!("{meet} · {place}");
    }
    let standing = match shift.phase {
        Phase::Open => help::places_left(lang, shift.places_left().into()),
        Phase::Full => {
            let waiting = u32::try_from(shift.counts.waiting.len()).unwrap_or(u32::MAX);
            help::full_waiting(lang, waiting)
        }
        phase => sentences::phase(lang, phase).to_owned(),
    };
    let lines = [
        about.title.pick(lang.tag()).to_owned(),
        sentences::when(lang, &about.span),
        words::group_meet(lang, &meet),
        standing,
        words::group_link(lang, &format!("{origin}/help/{}", shift.id)),
    ];
    lines.join("\n")
}

/// The button that copies it.
#[component]
pub fn CopyForGroup(
    /// Of which shift.
    shift: Memo<Option<ShiftSeen>>,
) -> impl IntoView {
    let (session, lang) = (use_session(), use_lang());
    let text = move |()| {
        let lang = lang.get_untracked();
        let shift = shift.get_untracked()?;
        let place = session.snapshot.with_untracked(|seen| {
            let seen = seen.as_ref()?;
            Some(seen.place_name(&shift.about.place, lang.tag()))
        });
        let origin = window().location().origin().unwrap_or_default();
        Some(group_text(
            lang,
            &shift,
            &place.unwrap_or_default(),
            &origin,
        ))
    };
    view! {
        <CopyText
            text words=say(words::copy_for_group) said=say(words::copied_for_group) title=say(words::group_text)
            by_hand=say(words::copy_by_hand) rows=6
        />
    }
}
