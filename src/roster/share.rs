//! Copy for the group 复制到群: what a chat group may know of a shift, and nothing of anybody.

use crate::{
    locales::{Lang, help, roster as words, say, use_lang},
    platform::clipboard::copied,
    session::use_session,
    ui::{Button, ButtonKind, Dialog, Glyph, use_toasts},
    words as sentences,
};
use leptos::{html, prelude::*, task::spawn_local};
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

/// The button, and the text to select where the clipboard is refused.
#[component]
pub fn CopyForGroup(
    /// Of which shift.
    shift: Memo<Option<ShiftSeen>>,
) -> impl IntoView {
    let (session, lang, toasts) = (use_session(), use_lang(), use_toasts());
    let open = RwSignal::new(false);
    let text = RwSignal::new(String::new());
    let area = NodeRef::<html::Textarea>::new();
    let copy = move || {
        let lang = lang.get_untracked();
        let Some(shift) = shift.get_untracked() else {
            return;
        };
        let place = session.snapshot.with_untracked(|seen| {
            let seen = seen.as_ref()?;
            Some(seen.place_name(&shift.about.place, lang.tag()))
        });
        let origin = window().location().origin().unwrap_or_default();
        let words = group_text(lang, &shift, &place.unwrap_or_default(), &origin);
        text.set(words.clone());
        spawn_local(async move {
            match copied(&words).await {
                Some(()) => toasts.show(words::copied_for_group(lang)),
                None => {
                    open.try_set(true);
                }
            }
        });
    };
    Effect::new(move |_| {
        if open.get()
            && let Some(area) = area.get()
        {
            request_animation_frame(move || area.select());
        }
    });
    view! {
        <Button small=true kind=ButtonKind::Quiet icon=Glyph::Copy on_press=copy>{say(words::copy_for_group)}</Button>
        <Dialog open title=say(words::group_text)>
            <p>{say(words::copy_by_hand)}</p>
            <textarea class="control" readonly rows="6" node_ref=area aria-label=move || say(words::group_text).get() prop:value=text></textarea>
        </Dialog>
    }
}
