//! What is held about somebody, as they take it with them: each document that is about them, with what is others' left out.
//! Law: PIPL art. 45, GDPR art. 15 and 20.

use crate::{
    audience::Audience,
    case::Assignee,
    document::Document,
    ids::PersonId,
    shift::Shift,
    view::{Counts, RosterView, ShiftView, View, shift_view, view_for},
};

/// The part of a document that is about this person: none where nothing in it is. Of a shift it is their own place, and
/// whether they lead it, also where they may read the whole roster: the others' is the others'.
pub fn held_about(document: &Document, person: PersonId) -> Option<View> {
    let theirs = match document {
        Document::Person(one) => one.id == person,
        Document::Case(case) => {
            case.reporter == person || case.assignee == Some(Assignee::Person(person))
        }
        Document::Shift(shift) => {
            return of_shift(shift, person).map(|view| View::Shift(Box::new(view)));
        }
        Document::Record(record) => record.volunteer == person,
        Document::Notice(notice) => notice.audience == Audience::Person(person),
        Document::Place(_)
        | Document::Organization(_)
        | Document::Month(_)
        | Document::Invitation(_) => false,
    };
    theirs.then(|| view_for(document, &Audience::Person(person)))
}

fn of_shift(shift: &Shift, person: PersonId) -> Option<ShiftView> {
    let entry = shift.entry_of(person);
    if entry.is_none() && !shift.is_led_by(person) {
        return None;
    }
    let own = |contact: &Option<crate::shift::Contact>| {
        contact.clone().filter(|contact| contact.id == person)
    };
    let least = shift_view(shift, &Audience::Public(shift.desk.clone()));
    Some(ShiftView {
        lead: own(&shift.lead),
        deputy: own(&shift.deputy),
        roster: match entry {
            Some(entry) => RosterView::Own(Box::new(entry.clone())),
            None => RosterView::Counts(Counts::default()),
        },
        arranged: None,
        ..least
    })
}
