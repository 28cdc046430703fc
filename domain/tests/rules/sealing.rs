//! What is sealed is for whoever reported it and whoever handles it, and each reading of it is a line of the log.

use crate::{erasing::erases, town::*};
use linli_domain::{
    Audience, Caller, CaseId, Command, Document, DocumentKey, Kind, PersonId, Refusal,
    case::{Assignee, CaseState, NeedAbout, Recipient, Urgency, Visibility},
    command::NeedStep,
    held::held_about,
    history::{HistoryView, Reader, Somebody, may_read_history},
    publish,
    sealed::Sealed,
    shift::{Parent, ShiftAbout},
};

const DAY: i64 = 24 * 60;
/// What nobody else may read, each of them.
const WORDS: [&str; 6] = [
    "He drinks",
    "every evening",
    "Slippery stairs",
    "Mrs Ma",
    "13855554444",
    "Building 9, 202",
];

fn quarrel() -> NeedAbout {
    NeedAbout {
        title: text(WORDS[0]),
        text: WORDS[1].into(),
        risks: WORDS[2].into(),
        urgency: Urgency::Urgent,
        visibility: Visibility::Sealed,
        recipient: Some(Recipient {
            name: WORDS[3].into(),
            phone: Some(WORDS[4].into()),
            address: Some(WORDS[5].into()),
            call_back: false,
        }),
        ..need()
    }
}

/// A sealed case that the desk took on and gave to somebody: reporter, who handles it, a neighbour, the case.
fn given() -> (Town, [PersonId; 3], CaseId) {
    let mut town = Town::new();
    let people = town.neighbours();
    let [reporter, handler, _] = people;
    let case = CaseId(town.fresh());
    let about = Box::new(quarrel());
    let post = Command::PostNeed { case, about };
    assert_eq!(town.by(reporter, &post), Ok(()));
    assert_eq!(town.handles(WORKER, case, NeedStep::Accept), Ok(()));
    let assignee = Assignee::Person(handler);
    let assign = NeedStep::Assign { assignee };
    assert_eq!(town.handles(WORKER, case, assign), Ok(()));
    (town, people, case)
}

fn words(town: &Town, case: CaseId) -> &Sealed {
    match &town.docs[&DocumentKey::Sealed(case)] {
        Document::Sealed(sealed) => sealed,
        other => panic!("{other:?}"),
    }
}

fn readings(town: &Town) -> usize {
    let read = |t: &&linli_domain::Transition| t.reason.as_deref() == Some("read");
    town.log.iter().filter(read).count()
}

#[test]
fn its_words_are_in_nothing_that_goes_out_and_in_one_document_alone() {
    let (town, people, _) = given();
    for document in town.docs.values() {
        let sealed = document.key().kind() == Kind::Sealed;
        let stored = serde_json::to_string(document).unwrap();
        for word in WORDS {
            assert_eq!(
                stored.contains(word),
                sealed,
                "{word} in {}",
                document.key()
            );
        }
        for (audience, view) in publish(document) {
            assert!(!sealed, "{audience:?} gets what is sealed");
            let told = serde_json::to_string(&view).unwrap();
            assert!(WORDS.iter().all(|word| !told.contains(word)), "{told}");
        }
        for person in people {
            let taken = held_about(document, town.person(person));
            let told = serde_json::to_string(&taken).unwrap();
            assert!(WORDS.iter().all(|word| !told.contains(word)), "{told}");
        }
    }
    let log = serde_json::to_string(&town.log).unwrap();
    assert!(WORDS.iter().all(|word| !log.contains(word)), "{log}");
}

#[test]
fn the_desk_sees_number_category_state_and_age_and_not_who_reported_it() {
    let (town, [reporter, ..], case) = given();
    let there = town.case(case);
    let document = Document::Case(Box::new(there.clone()));
    let desk = publish(&document)
        .into_iter()
        .find(|(audience, _)| *audience == Audience::Desk(code(HOME)));
    let told = serde_json::to_value(desk.unwrap().1).unwrap();
    let told = &told["case"]["case"];
    assert_eq!(told["no"], there.no.as_str());
    assert_eq!(told["about"]["category"], "fair");
    assert_eq!(told["about"]["urgency"], "urgent");
    assert_eq!(told["about"]["place"], HOME, "not even the grid");
    assert_eq!(told["state"], "assigned");
    assert_ne!(told["reporter"], reporter.0.to_string());
    // Nor from its history.
    let worker = town.person(WORKER);
    assert_eq!(
        may_read_history(worker, &document, town.now),
        HistoryView::Full
    );
    let reader = Reader {
        me: worker,
        view: HistoryView::Full,
        document: &document,
        now: town.now,
    };
    let knows = reader.knows(reporter, Some(town.person(reporter)), town.now);
    assert_eq!(knows, Somebody::Other);
}

#[test]
fn whoever_reported_or_handles_it_reads_it_and_each_reading_is_logged() {
    let (mut town, [reporter, handler, neighbour], case) = given();
    let read = Command::ReadSealed { case };
    for (who, times) in [(reporter, 1), (handler, 2), (handler, 3)] {
        assert_eq!(town.by(who, &read), Ok(()));
        assert_eq!(readings(&town), times);
        let line = town.log.last().unwrap();
        assert_eq!(line.actor, who);
        assert_eq!(line.document, DocumentKey::Case(case));
    }
    assert_eq!(words(&town, case).readings, 3);
    // The desk knows that it is there, a neighbour does not.
    assert_eq!(town.reasons(WORKER, &read), [Refusal::NotAllowed]);
    let hidden = Refusal::NotFound { kind: Kind::Case };
    assert_eq!(town.reasons(neighbour, &read), [hidden]);
    // Who handled it once, does not any more.
    let assignee = Assignee::Person(neighbour);
    let assign = NeedStep::Assign { assignee };
    assert_eq!(town.handles(WORKER, case, assign), Ok(()));
    assert_eq!(town.reasons(handler, &read).len(), 1);
    assert_eq!(town.by(neighbour, &read), Ok(()));
    assert_eq!(readings(&town), 4);
}

#[test]
fn no_team_and_no_shift_gets_it_and_its_words_stay_as_they_are() {
    let (mut town, [reporter, ..], case) = given();
    let assignee = Assignee::Organization(town.team);
    let assign = NeedStep::Assign { assignee };
    assert_eq!(
        town.handles(WORKER, case, assign),
        Err(vec![Refusal::Sealed])
    );
    let shift = linli_domain::ShiftId(town.fresh());
    let about = ShiftAbout {
        parent: Some(Parent::Case(case)),
        ..post(2)
    };
    let about = Box::new(about);
    let open = Command::OpenShift { shift, about };
    assert_eq!(town.reasons(WORKER, &open), [Refusal::Sealed]);
    // Neither changed, nor opened, nor sealed later.
    let open_one = town.posts(reporter);
    for (case, about) in [(case, quarrel()), (case, need()), (open_one, quarrel())] {
        let about = Box::new(about);
        let correct = Command::CorrectNeed { case, about };
        assert_eq!(town.reasons(WORKER, &correct), [Refusal::Sealed]);
    }
}

#[test]
fn posted_twice_it_is_there_once_and_other_words_under_its_id_are_refused() {
    let (mut town, [reporter, ..], case) = given();
    let before = words(&town, case).clone();
    let about = Box::new(quarrel());
    let again = Command::PostNeed { case, about };
    assert_eq!(town.by(reporter, &again), Ok(()));
    let about = Box::new(NeedAbout {
        text: "Otherwise".into(),
        ..quarrel()
    });
    let other = Command::PostNeed { case, about };
    assert_eq!(town.reasons(reporter, &other), [Refusal::IdTaken]);
    assert_eq!(*words(&town, case), before);
}

#[test]
fn its_words_go_half_a_year_after_it_ended_and_stay_while_it_goes_on() {
    let (mut town, [_, handler, _], case) = given();
    let kept = town.profile.contacts_kept_days * DAY;
    town.at(kept + DAY).time_ticks();
    assert!(words(&town, case).about.is_some());
    let evidence = "agreed".to_owned();
    let done = town.handles(handler, case, NeedStep::Resolve { evidence });
    assert_eq!(done, Ok(()));
    assert_eq!(town.handles(WORKER, case, NeedStep::Close), Ok(()));
    let reason = "again".to_owned();
    let back = town.handles(WORKER, case, NeedStep::Reopen { reason });
    assert_eq!(back, Ok(()));
    assert_eq!(words(&town, case).ended, None, "it goes on");
    let reason = "moved away".to_owned();
    let off = town.handles(WORKER, case, NeedStep::Withdraw { reason });
    assert_eq!(off, Ok(()));
    assert_eq!(town.case_state(case), CaseState::Withdrawn);
    let ended = kept + DAY;
    town.at(ended + kept - 1).time_ticks();
    assert!(words(&town, case).about.is_some());
    town.at(ended + kept).time_ticks();
    assert_eq!(words(&town, case).about, None);
    // What nobody can read is nobody's to do.
    assert_eq!(town.case(case).state, CaseState::Withdrawn);
}

#[test]
fn an_erasure_of_whom_it_tells_takes_name_and_number_and_leaves_the_rest() {
    let mut town = Town::new();
    let [reporter, told, _] = town.neighbours();
    let about = town.person(told).about.clone();
    let (name, phone) = (about.name, about.phone.unwrap());
    let case = CaseId(town.fresh());
    let post = Command::PostNeed {
        case,
        about: Box::new(NeedAbout {
            text: format!("{name} ({phone}) shouts at night"),
            recipient: None,
            ..quarrel()
        }),
    };
    town.sure(Caller::Person(reporter), &post);
    erases(&mut town, told);
    let said = words(&town, case).about.clone().unwrap();
    assert!(
        !said.text.contains(&name) && !said.text.contains(&phone),
        "{}",
        said.text
    );
    assert!(said.text.ends_with("shouts at night"), "{}", said.text);
    assert_eq!(town.case(case).state, CaseState::Submitted);
}

#[test]
fn whose_it_is_no_more_to_handle_reads_it_no_more() {
    let (mut town, [reporter, handler, _], case) = given();
    let read = Command::ReadSealed { case };
    assert_eq!(town.by(handler, &read), Ok(()));
    let reason = "It was nothing".into();
    assert_eq!(
        town.handles(reporter, case, NeedStep::Withdraw { reason }),
        Ok(())
    );
    assert!(town.by(handler, &read).is_err());
    assert!(!linli_domain::sealed::may_read(town.case(case), handler));
    assert!(linli_domain::sealed::may_read(town.case(case), reporter));
}

#[test]
fn an_erasure_of_whoever_reported_it_takes_its_words() {
    let (mut town, [reporter, ..], case) = given();
    erases(&mut town, reporter);
    assert_eq!(words(&town, case).about, None);
}
