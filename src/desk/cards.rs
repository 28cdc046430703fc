//! The cards of several people, printed: chosen from the register.

use crate::{
    cases::listing,
    locales::{desk as words, me, roster, say, say_with},
    session::use_session,
    shifts::{CardSheet, MemberCard},
    ui::{Button, CheckField, FieldKind, Glyph, ListState, PageHeader, TextField},
};
use leptos::prelude::*;
use linli_domain::PersonId;
use linli_sync::Snapshot;
use std::collections::BTreeSet;

/// Everybody of the register who has a number, by name.
fn register(seen: &Snapshot) -> Vec<MemberCard> {
    if !seen.runs_desk() {
        return Vec::new();
    }
    let people = seen.people().into_iter();
    let people = people.filter(|person| !person.brief && !person.about.volunteer_no.is_empty());
    let card = |person: linli_domain::view::PersonView| MemberCard {
        id: person.id,
        name: person.about.name,
        number: person.about.volunteer_no,
    };
    people.map(card).collect()
}

/// Choose people, print their cards.
#[component]
pub fn CardsPage() -> impl IntoView {
    let session = use_session();
    let all = Memo::new(move |_| session.read(register).unwrap_or_default());
    let state = listing(session, move || all.read().is_empty());
    let chosen = RwSignal::new(BTreeSet::<PersonId>::new());
    let find = RwSignal::new(String::new());
    let shown = Memo::new(move |_| {
        let find = find.read().trim().to_lowercase();
        let fits = |card: &MemberCard| {
            card.name.to_lowercase().contains(&find) || card.number.to_lowercase().contains(&find)
        };
        let mut cards = all.get();
        cards.retain(fits);
        cards
    });
    let cards = Memo::new(move |_| {
        let chosen = chosen.read();
        let mut cards = all.get();
        cards.retain(|card| chosen.contains(&card.id));
        cards
    });
    let count = move || u32::try_from(cards.read().len()).unwrap_or(u32::MAX);
    let none = Memo::new(move |_| cards.read().is_empty());
    let every = move || chosen.set(shown.read_untracked().iter().map(|c| c.id).collect());
    // A browser that does not print says so itself.
    let print = move || drop(window().print());
    view! {
        <div class="page">
            <PageHeader title=say(words::member_cards) back="/desk" />
            <ListState state empty=say(words::not_for_you) retry=move || session.refresh()>
                <TextField label=say(roster::find_person) value=find kind=FieldKind::Search autocomplete="off" />
                <div class="row">
                    <Button small=true kind=crate::ui::ButtonKind::Quiet on_press=every>{say(words::choose_all)}</Button>
                    <Button small=true kind=crate::ui::ButtonKind::Quiet on_press=move || chosen.set(BTreeSet::new())>{say(words::choose_none)}</Button>
                </div>
                <ul class="card card-choice">
                    <For each=move || shown.get() key=|card| card.id let:card><Choice card chosen /></For>
                </ul>
                <Button icon=Glyph::Printer disabled=none on_press=print>{say_with(move |l| words::print_cards(l, count()))}</Button>
                <CardSheet cards />
            </ListState>
        </div>
    }
}

/// One person of the register.
#[component]
fn Choice(card: MemberCard, chosen: RwSignal<BTreeSet<PersonId>>) -> impl IntoView {
    let id = card.id;
    let checked = RwSignal::new(chosen.read_untracked().contains(&id));
    // The box follows "all" and "none", and they follow the box.
    Effect::new(move |_| {
        let is = chosen.read().contains(&id);
        if checked.get_untracked() != is {
            checked.set(is);
        }
    });
    Effect::new(move |was: Option<bool>| {
        let is = checked.get();
        if was.is_some() && chosen.read_untracked().contains(&id) != is {
            chosen.update(|chosen| {
                if is {
                    chosen.insert(id);
                } else {
                    chosen.remove(&id);
                }
            });
        }
        is
    });
    let label = say_with(move |l| {
        format!(
            "{} · {} {}",
            card.name,
            me::volunteer_number(l),
            card.number
        )
    });
    view! { <li><CheckField label checked /></li> }
}
