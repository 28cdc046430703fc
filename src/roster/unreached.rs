//! Told is not reached: who has not seen what they must act on, with a way to call them.

use crate::{
    locales::{roster as words, say, say_with, use_lang},
    session::use_session,
    ui::{Button, ButtonKind, Glyph, KeyedRows, LinkButton},
    words as sentences,
};
use leptos::{prelude::*, task::spawn_local};
use linli_domain::{Command, PersonId, ShiftId, shift::Phase, time::Instant};
use linli_sync::ShiftSeen;

/// Somebody to call.
#[derive(Clone, PartialEq, Eq)]
pub struct ToCall {
    person: PersonId,
    name: String,
    phone: Option<String>,
    shifts: Vec<ShiftId>,
}

/// Who has not been reached of a shift that is to come, called off or not, beside the reader.
#[must_use]
pub fn to_call(shift: &ShiftSeen, me: PersonId, now: Instant) -> Vec<ToCall> {
    if matches!(shift.phase, Phase::Ended | Phase::Recorded) || shift.about.span.end <= now {
        return Vec::new();
    }
    let mut found: Vec<ToCall> = Vec::new();
    let entries = shift.entries.iter().flatten();
    let entries = entries
        .filter(|entry| entry.to_reach.is_some())
        .filter_map(|entry| {
            Some(ToCall {
                person: entry.person?,
                name: entry.name.clone(),
                phone: entry.phone.clone(),
                shifts: vec![shift.id],
            })
        });
    let contacts = shift.lead.iter().chain(&shift.deputy);
    let contacts = contacts
        .filter(|contact| contact.to_reach.is_some())
        .map(|contact| ToCall {
            person: contact.id,
            name: contact.name.clone(),
            phone: contact.phone.clone(),
            shifts: vec![shift.id],
        });
    for one in entries.chain(contacts) {
        if one.person != me && found.iter().all(|there| there.person != one.person) {
            found.push(one);
        }
    }
    found
}

/// The same of several shifts: each person once.
#[must_use]
pub fn to_call_of(shifts: &[ShiftSeen], me: PersonId, now: Instant) -> Vec<ToCall> {
    let mut found: Vec<ToCall> = Vec::new();
    for one in shifts.iter().flat_map(|shift| to_call(shift, me, now)) {
        match found.iter_mut().find(|there| there.person == one.person) {
            Some(there) => there.shifts.extend(one.shifts),
            None => found.push(one),
        }
    }
    found
}

/// The list of one shift, where there is anybody in it.
#[component]
pub fn Unreached(
    /// Of which shift.
    shift: Memo<Option<ShiftSeen>>,
) -> impl IntoView {
    let shifts = Memo::new(move |_| shift.get().into_iter().collect::<Vec<_>>());
    view! { <UnreachedOf shifts /> }
}

/// The one list of several shifts, where there is anybody in it.
#[component]
pub fn UnreachedOf(
    /// Of which shifts.
    shifts: Memo<Vec<ShiftSeen>>,
    /// How many are to be told beside the people of the rosters.
    #[prop(optional, into)]
    others: Signal<usize>,
    /// Those.
    #[prop(optional)]
    children: Option<ChildrenFn>,
) -> impl IntoView {
    let session = use_session();
    let people = Memo::new(move |_| {
        let shifts = shifts.read();
        session
            .read(|seen| to_call_of(&shifts, seen.person, seen.now))
            .unwrap_or_default()
    });
    let count = Memo::new(move |_| people.read().len() + others.get());
    let title = say_with(move |l| {
        let count = u32::try_from(count.get()).unwrap_or(u32::MAX);
        words::not_reached(l, count)
    });
    let children = StoredValue::new(children);
    view! {
        <Show when=move || 0 < count.get()>
            <section class="section" aria-label=title>
                <h2>{title}</h2>
                <Show when=move || !people.read().is_empty()>
                    <p class="second">{say(words::not_reached_hint)}</p>
                    <ul class="roster-list card">
                        <KeyedRows each=people key=|one: &ToCall| one.person row=|one| view! { <li><Call one /></li> } />
                    </ul>
                </Show>
                {children.with_value(|children| children.as_ref().map(|children| children()))}
            </section>
        </Show>
    }
}

/// One person, with the number and the note that they know.
#[component]
fn Call(one: ToCall) -> impl IntoView {
    let (session, lang) = (use_session(), use_lang());
    let busy = RwSignal::new(false);
    let refused = RwSignal::new(Vec::<String>::new());
    let (person, shifts) = (one.person, StoredValue::new(one.shifts));
    // One call is enough, of however many shifts they were to be told.
    let told = move || {
        busy.set(true);
        spawn_local(async move {
            for shift in shifts.try_get_value().unwrap_or_default() {
                let asked = session.ask(Command::TellByPhone { shift, person }).await;
                if let (Err(trouble), Some(lang)) = (asked, lang.try_get_untracked()) {
                    let seen = session.snapshot.get_untracked();
                    refused.try_set(sentences::trouble(lang, &trouble, seen.as_ref()));
                }
            }
            busy.try_set(false);
        });
    };
    let names = StoredValue::new(one.name.clone());
    let call = match one.phone {
        Some(phone) => {
            let (number, shown) = (phone.clone(), phone);
            let heard = number.clone();
            view! {
                <LinkButton
                    href=format!("tel:{number}") kind=ButtonKind::Quiet small=true icon=Glyph::Phone
                    label=say_with(move |l| format!("{} {heard}", words::call(l, &names.get_value())))
                >{shown}</LinkButton>
            }
            .into_any()
        }
        None => view! { <span class="second">{say(words::no_phone)}</span> }.into_any(),
    };
    let heard = one.name.clone();
    view! {
        <article class="roster-entry" aria-label=heard>
            <p class="roster-who roster-name"><strong>{one.name}</strong></p>
            <div class="row roster-marks">
                {call}
                <Button
                    small=true kind=ButtonKind::Quiet icon=Glyph::Check pending=busy on_press=told
                    label=say_with(move |l| words::told_by_phone_of(l, &names.get_value()))
                >{say(words::told_by_phone)}</Button>
            </div>
            {move || (!refused.read().is_empty()).then(|| view! { <p class="field-error roster-refused" role="status">{refused.get().join(" ")}</p> })}
        </article>
    }
}
