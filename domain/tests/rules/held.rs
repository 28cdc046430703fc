//! What somebody takes along: theirs from every document that is about them, and no name or number of anybody else's.

use crate::{samples, town::*};
use linli_domain::{Document, PersonId, View, held::held_about, view::RosterView};
use serde_json::Value;
use std::collections::BTreeSet;

/// Everybody whose id stands in a document.
fn everybody_in(documents: &[Document]) -> BTreeSet<PersonId> {
    let text = serde_json::to_string(documents).unwrap();
    let ids = text.split('"').filter_map(|word| word.parse().ok());
    ids.map(PersonId).collect()
}

#[test]
fn who_leads_a_shift_takes_their_own_part_of_it_and_nobody_elses() {
    let mut town = Town::new();
    let [a, b] = town.neighbours();
    let shift = town.opens(post(2));
    town.all_sign_up(&[a, b], shift);
    let document = Document::Shift(Box::new(town.shift(shift).clone()));
    let of = |person| match held_about(&document, person) {
        Some(View::Shift(view)) => view,
        other => panic!("{other:?}"),
    };
    let lead = of(LEAD);
    assert_eq!(lead.lead.map(|contact| contact.id), Some(LEAD));
    assert_eq!(lead.deputy, None);
    assert!(
        matches!(lead.roster, RosterView::Counts(_)),
        "{:?}",
        lead.roster
    );
    let mine = of(a);
    assert_eq!((mine.lead, mine.deputy), (None, None));
    assert!(matches!(&mine.roster, RosterView::Own(entry) if entry.person == Some(a)));
    let told = serde_json::to_string(&held_about(&document, a)).unwrap();
    assert!(!told.contains(&b.to_string()) && !told.contains(&town.person(b).about.name));
    let stranger = town.neighbour(7);
    assert_eq!(held_about(&document, stranger), None);
}

/// Every text in it.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(all) => all.iter().flat_map(texts).collect(),
        Value::Object(all) => all.values().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn nobody_takes_along_more_than_they_may_read() {
    let documents = samples::documents();
    let mut taken = 0;
    for document in &documents {
        for person in everybody_in(&documents) {
            let Some(view) = held_about(document, person) else {
                continue;
            };
            taken += 1;
            // Its words are all in what is published to them, to themselves or to everybody, or are of their own place.
            let mut readable: String = linli_domain::publish(document)
                .into_iter()
                .filter(|(to, _)| {
                    *to == linli_domain::Audience::Person(person)
                        || matches!(to, linli_domain::Audience::Public(_))
                })
                .map(|(_, view)| serde_json::to_string(&view).unwrap())
                .collect();
            if let Document::Shift(shift) = document {
                readable += &serde_json::to_string(&shift.entry_of(person)).unwrap();
            }
            for text in texts(&serde_json::to_value(&view).unwrap()) {
                assert!(readable.contains(&text), "{text} of {view:?}");
            }
        }
    }
    assert!(taken > 5, "{taken}");
}
