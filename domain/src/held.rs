//! What is held about somebody, as they take it with them: each document that is about them, with what is others' left out.
//! Law: PIPL art. 45, GDPR art. 15 and 20.

use crate::{
    audience::Audience,
    case::{Assignee, Case},
    document::Document,
    ids::PersonId,
    person::Person,
    shift::{Contact, Shift},
    view::{Counts, RosterView, ShiftView, View, shift_view, view_for},
};

/// The part of a document that is about this person: none where nothing in it is. Of a shift it is their own place, and
/// whether they lead it, also where they may read the whole roster; of a need that they typed for somebody else, not for
/// whom; of a visit that they make, not at whose door: the others' is the others', and a file is read for ever.
pub fn held_about(document: &Document, me: &Person) -> Option<View> {
    let theirs = match document {
        Document::Person(one) => one.id == me.id,
        Document::Case(case) => return of_case(case, me),
        Document::Shift(shift) => {
            return of_shift(shift, me.id).map(|view| View::Shift(Box::new(view)));
        }
        Document::Record(record) => record.volunteer == me.id,
        Document::Notice(notice) => notice.audience == Audience::Person(me.id),
        Document::Place(_)
        | Document::Organization(_)
        | Document::Month(_)
        | Document::Invitation(_)
        // What is sealed is in no file.
        | Document::Sealed(_) => false,
    };
    let theirs = theirs.then(|| view_for(document, &Audience::Person(me.id)));
    let mut view = theirs.flatten()?;
    if let View::Person(person) = &mut view
        && let Some(own) = &mut person.own
    {
        for commitment in &mut own.commitments {
            commitment.visit = None;
        }
    }
    Some(view)
}

fn of_case(case: &Case, me: &Person) -> Option<View> {
    let to_do = case.assignee == Some(Assignee::Person(me.id));
    if case.reporter != me.id && !to_do {
        return None;
    }
    let mut case = case.clone();
    let own = case.about.recipient.as_ref().is_some_and(|recipient| {
        recipient.name == me.about.name
            || recipient.phone.is_some() && recipient.phone == me.about.phone
    });
    if !own {
        case.about.recipient = None;
    }
    let document = Document::Case(Box::new(case));
    view_for(&document, &Audience::Person(me.id))
}

fn of_shift(shift: &Shift, person: PersonId) -> Option<ShiftView> {
    let entry = shift.entry_of(person);
    if entry.is_none() && !shift.is_led_by(person) {
        return None;
    }
    let own = |contact: &Option<Contact>| contact.clone().filter(|contact| contact.id == person);
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
