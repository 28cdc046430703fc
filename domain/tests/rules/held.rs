//! What somebody takes along: theirs from every document that is about them, and no name or number of anybody else's.

use crate::{samples, town::*};
use linli_domain::{
    Command, Document, PersonId, View,
    case::{NeedAbout, Recipient},
    held::held_about,
    person::Person,
    view::RosterView,
};
use serde_json::Value;
use std::collections::BTreeSet;

/// Everybody whose id stands in a document.
fn everybody_in(documents: &[Document]) -> BTreeSet<PersonId> {
    let text = serde_json::to_string(documents).unwrap();
    let ids = text.split('"').filter_map(|word| word.parse().ok());
    ids.map(PersonId).collect()
}

/// Somebody of whom nothing is known but who they are.
fn somebody(id: PersonId) -> Person {
    let mut person = Town::new().person(LEAD).clone();
    (person.id, person.about.name) = (id, "Somebody".into());
    person
}

#[test]
fn who_leads_a_shift_takes_their_own_part_of_it_and_nobody_elses() {
    let mut town = Town::new();
    let [a, b] = town.neighbours();
    let shift = town.opens(post(2));
    town.all_sign_up(&[a, b], shift);
    let document = Document::Shift(Box::new(town.shift(shift).clone()));
    let of = |person| match held_about(&document, town.person(person)) {
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
    let told = serde_json::to_string(&held_about(&document, town.person(a))).unwrap();
    assert!(!told.contains(&b.to_string()) && !told.contains(&town.person(b).about.name));
    let stranger = town.neighbour(7);
    assert_eq!(held_about(&document, town.person(stranger)), None);
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
            let Some(view) = held_about(document, &somebody(person)) else {
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

#[test]
fn a_need_typed_for_somebody_else_says_not_for_whom_and_ones_own_does() {
    let mut town = Town::new();
    let own = town.person(WORKER).about.name.clone();
    for (name, told) in [("Old Chen".to_owned(), false), (own, true)] {
        let about = NeedAbout {
            recipient: Some(Recipient {
                name,
                phone: Some("13877776666".into()),
                address: Some("Building 3, 401".into()),
                call_back: false,
            }),
            ..need()
        };
        let case = linli_domain::CaseId(town.fresh());
        let about = Box::new(about);
        assert_eq!(town.by(WORKER, &Command::PostNeed { case, about }), Ok(()));
        let document = Document::Case(Box::new(town.case(case).clone()));
        let Some(View::Case(view)) = held_about(&document, town.person(WORKER)) else {
            panic!("it is theirs");
        };
        assert_eq!(view.case.about.recipient.is_some(), told);
    }
}
