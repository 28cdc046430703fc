//! Finds somebody among those whom the reader knows.

use super::known::{Known, matching};
use crate::{
    locales::{Lang, roster as words, say, say_with},
    ui::{Button, ButtonKind, FieldKind, KeyedRows, TextField},
    words::Word,
};
use leptos::prelude::*;

/// A search, and those who match as buttons.
#[component]
pub fn FindPerson(
    /// Among whom.
    all: Memo<Vec<Known>>,
    /// Somebody was chosen.
    #[prop(into)]
    on_pick: Callback<Known>,
    /// What it says where nobody matches.
    #[prop(default = words::nobody_found)]
    nobody: Word,
    /// What choosing somebody means, with their name; else the name stands for itself.
    #[prop(optional)]
    meaning: Option<fn(Lang, &str) -> String>,
    /// Shows nobody before somebody is looked for.
    #[prop(optional)]
    quiet: bool,
) -> impl IntoView {
    let find = RwSignal::new(String::new());
    let looking = Memo::new(move |_| !quiet || !find.read().trim().is_empty());
    let found = Memo::new(move |_| {
        if looking.get() {
            matching(&all.read(), &find.read())
        } else {
            Vec::new()
        }
    });
    let row = move |one: Known| {
        let (picked, name, alone) = (one.clone(), one.name.clone(), one.name);
        let means = meaning.map(|meaning| say_with(move |l| meaning(l, &name)));
        let said = move || means.map_or_else(|| alone.clone(), |means| means.get());
        let pick = move || {
            find.set(String::new());
            on_pick.run(picked.clone());
        };
        view! {
            <li>
                <Button kind=ButtonKind::Quiet on_press=pick>
                    <span class="person-name">{said}</span>" "<span class="second">{one.hint}</span>
                </Button>
            </li>
        }
    };
    view! {
        <TextField label=say(words::find_person) value=find kind=FieldKind::Search autocomplete="off" />
        <Show when=move || !found.read().is_empty()>
            <ul class="stack"><KeyedRows each=found key=|one: &Known| one.id row /></ul>
        </Show>
        <Show when=move || looking.get() && found.read().is_empty()>
            <p class="second" role="status">{say(nobody)}</p>
        </Show>
    }
}
