//! What happened to a document is read by those who answer for it, and by whose it is.

use crate::town::*;
use linli_domain::{
    Caller, Command, Document, DocumentKey, PersonId, RecordId,
    command::NeedStep,
    history::{HistoryView, HistoryView::*, Reader, Somebody, may_read_history},
    month::Submitted,
    person::{Role, Scope},
};

/// A need that the first neighbour reported, a shift for which two signed up, and the hours of the first, confirmed by
/// the lead.
struct Happened {
    town: Town,
    people: [PersonId; 3],
    case: DocumentKey,
    shift: DocumentKey,
    record: DocumentKey,
}

fn happened() -> Happened {
    let mut town = Town::new();
    let people: [PersonId; 3] = town.neighbours();
    let case = town.posts(people[0]);
    assert_eq!(town.handles(WORKER, case, NeedStep::Accept), Ok(()));
    let shift = town.opens(post(2));
    town.all_sign_up(&people[..2], shift);
    assert_eq!(town.at(START).checks_in(people[0], shift), Ok(()));
    assert_eq!(town.at(END).confirms(LEAD, shift, &people[..1]), Ok(()));
    let record = RecordId(town.entry(shift, people[0]).id.0);
    Happened {
        town,
        people,
        case: DocumentKey::Case(case),
        shift: DocumentKey::Shift(shift),
        record: DocumentKey::Record(record),
    }
}

impl Happened {
    fn view(&self, who: PersonId, key: &DocumentKey) -> HistoryView {
        let document = self.town.docs.get(key).unwrap();
        may_read_history(self.town.person(who), document, self.town.now)
    }

    fn knows(&self, reader: PersonId, key: &DocumentKey, whom: PersonId) -> Somebody {
        let document = self.town.docs.get(key).unwrap();
        let me = self.town.person(reader);
        let now = self.town.now;
        let view = may_read_history(me, document, now);
        let reader = Reader {
            me,
            view,
            document,
            now,
        };
        let person = self.town.docs.get(&DocumentKey::Person(whom));
        let person = person.and_then(|document| match document {
            Document::Person(person) => Some(&**person),
            _ => Option::None,
        });
        reader.knows(whom, person, at(1))
    }
}

fn named(name: &str) -> Somebody {
    Somebody::Named(name.into())
}

#[test]
fn a_history_is_for_the_desk_who_leads_and_whose_it_is() {
    let happened = happened();
    let [first, second, _] = happened.people;
    let person = DocumentKey::Person(first);
    let month = happened.town.docs.keys();
    let mut month = month.filter(|key| matches!(key, DocumentKey::Month(..)));
    let month = month.next_back().unwrap();
    let notice = DocumentKey::Notice(happened.town.last_notice(first));
    let readers = [WORKER, LEAD, DEPUTY, first, second, STRANGER];
    for (key, expected) in [
        (&happened.case, [Full, None, None, Own, None, None]),
        (&happened.shift, [Full, Full, Full, None, None, None]),
        (&happened.record, [Full, None, None, Own, None, None]),
        (&person, [Full, None, None, Own, None, None]),
        (month, [Full, None, None, None, None, None]),
        (&notice, [None; 6]),
        (
            &DocumentKey::Place(code(GRID)),
            [Full, None, None, None, None, None],
        ),
    ] {
        let read = readers.map(|who| happened.view(who, key));
        assert_eq!(read, expected, "{key}");
    }
}

#[test]
fn who_submitted_a_month_is_named_as_the_report_names_them() {
    let happened = happened();
    let mut months = happened.town.docs.values();
    let month = months.find_map(|document| match document {
        Document::Month(report) => Some(report.clone()),
        _ => Option::None,
    });
    let mut report = month.unwrap();
    report.submitted = Some(Submitted {
        figures: report.figures.clone(),
        by: STRANGER,
        by_name: "From elsewhere".into(),
        at: happened.town.now,
    });
    let document = Document::Month(report);
    let reader = Reader {
        me: happened.town.person(WORKER),
        view: Full,
        document: &document,
        now: happened.town.now,
    };
    let known = |who| reader.knows(who, Option::None, at(1));
    assert_eq!(known(STRANGER), named("From elsewhere"));
    assert_eq!(known(LEAD), Somebody::Other);
}

#[test]
fn whoever_no_longer_works_at_the_desk_or_leads_reads_nothing() {
    let mut happened = happened();
    let grant = happened.town.person(COLLEAGUE).grants[0].id;
    assert_eq!(happened.view(COLLEAGUE, &happened.case), Full);
    let command = Command::EndRole {
        person: COLLEAGUE,
        grant,
    };
    happened.town.sure(Caller::System, &command);
    for key in [&happened.case, &happened.shift, &happened.record] {
        assert_eq!(happened.view(COLLEAGUE, key), None, "{key}");
    }
    let Some(Document::Shift(shift)) = happened.town.docs.get_mut(&happened.shift) else {
        panic!("no shift");
    };
    shift.deputy = Option::None;
    assert_eq!(happened.view(DEPUTY, &happened.shift), None);
}

#[test]
fn a_street_that_reads_no_desk_reads_no_history() {
    let mut happened = happened();
    let street = Scope::Place(code("210204011"));
    for role in [
        Role::StreetCoordinator,
        Role::SystemAdmin,
        Role::CommunityWorker,
    ] {
        happened
            .town
            .grants(STRANGER, role, street.clone(), Option::None);
    }
    for key in [&happened.case, &happened.shift, &happened.record] {
        assert_eq!(happened.view(STRANGER, key), None, "{key}");
    }
}

#[test]
fn the_desk_knows_its_people_by_name_and_others_by_what_they_did_it_as() {
    let happened = happened();
    let [first, second, _] = happened.people;
    for (reader, key, whom, expected) in [
        (WORKER, &happened.case, WORKER, Somebody::You),
        (WORKER, &happened.case, first, named("Neighbour 0")),
        (WORKER, &happened.case, COLLEAGUE, named("Colleague")),
        (WORKER, &happened.case, PersonId::SYSTEM, Somebody::System),
        (WORKER, &happened.case, STRANGER, Somebody::Other),
        (WORKER, &happened.case, person_id(999), Somebody::Other),
        // The reporter is not told who at the desk it was, nor who else had a hand in it.
        (first, &happened.case, first, Somebody::You),
        (first, &happened.case, WORKER, Somebody::Desk),
        (first, &happened.case, second, Somebody::Other),
        (first, &happened.record, LEAD, Somebody::Other),
        (first, &happened.record, COLLEAGUE, Somebody::Desk),
        // A lead knows the roster.
        (LEAD, &happened.shift, second, named("Neighbour 1")),
        (LEAD, &happened.shift, DEPUTY, named("Deputy")),
        (LEAD, &happened.shift, WORKER, Somebody::Desk),
        (LEAD, &happened.shift, happened.people[2], Somebody::Other),
    ] {
        let known = happened.knows(reader, key, whom);
        assert_eq!(known, expected, "{key}: {reader} of {whom}");
    }
}

#[test]
fn who_acted_for_the_desk_then_did_so_although_they_left() {
    let mut happened = happened();
    let first = happened.people[0];
    let grant = happened.town.person(WORKER).grants[0].id;
    let command = Command::EndRole {
        person: WORKER,
        grant,
    };
    happened.town.sure(Caller::System, &command);
    let known = happened.knows(first, &happened.case, WORKER);
    assert_eq!(known, Somebody::Desk);
}

#[test]
fn people_know_whom_they_named_to_help_them() {
    let mut happened = happened();
    let [first, second, _] = happened.people;
    let command = Command::NameHelper {
        person: first,
        helper: second,
    };
    assert_eq!(happened.town.by(first, &command), Ok(()));
    let key = DocumentKey::Person(second);
    assert_eq!(happened.knows(second, &key, first), named("Neighbour 0"));
}

#[test]
fn every_document_but_a_notice_has_a_desk_in_whose_chain_it_stands() {
    let happened = happened();
    for (key, document) in &happened.town.docs {
        let notice = matches!(document, Document::Notice(_));
        assert_eq!(document.desk().is_some(), !notice, "{key}");
        let logged = happened
            .town
            .log
            .iter()
            .filter(|said| said.document == *key);
        for said in logged.filter(|_| !notice) {
            assert_eq!(document.desk().as_ref(), Some(&said.desk), "{key}");
        }
    }
}

#[test]
fn somebody_is_written_as_they_are_sent() {
    let all = [
        Somebody::You,
        Somebody::System,
        named("Sun"),
        Somebody::Desk,
        Somebody::Other,
    ];
    let written = serde_json::to_string(&all).unwrap();
    assert_eq!(
        written,
        r#"["you","system",{"named":"Sun"},"desk","other"]"#
    );
}
