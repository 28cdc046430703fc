//! Enter paper roster 补录名单: all of it or nothing, and somebody else confirms what was entered.

use crate::town::*;
use linli_domain::{
    Audience, Command, DocumentKey, Kind, PersonId, Refusal, ShiftId, SignUpId, View,
    command::{HoursEntry, PaperEntry},
    notice::NoticeKind,
    person::Firmness,
    publish,
    refusal::{Field, Problem},
    republish,
    shift::{Consented, Evidence, Phase, SignUpState::*},
    view::RosterView,
};
use uuid::Uuid;

/// A line for somebody: their entry, or a fresh id.
fn line(town: &mut Town, shift: ShiftId, person: PersonId) -> PaperEntry {
    let there = town.shift(shift).entry_of(person).map(|entry| entry.id);
    PaperEntry {
        sign_up: there.unwrap_or_else(|| SignUpId(town.fresh())),
        person,
        from: None,
        to: None,
    }
}

fn sheet(town: &mut Town, shift: ShiftId, people: &[PersonId]) -> Command {
    let lines = people.iter().map(|person| line(town, shift, *person));
    Command::EnterAttendance {
        shift,
        photo: None,
        entries: lines.collect(),
    }
}

fn enters(town: &mut Town, who: PersonId, shift: ShiftId, people: &[PersonId]) -> Answer {
    let sheet = sheet(town, shift, people);
    town.by(who, &sheet)
}

#[test]
fn a_paper_roster_is_entered_with_who_was_on_the_list_and_who_was_not() {
    for who in [LEAD, DEPUTY, WORKER] {
        let mut town = Town::new();
        let [listed, came] = town.neighbours();
        let shift = town.opens(post(2));
        town.all_sign_up(&[listed], shift);
        assert_eq!(enters(town.at(END), who, shift, &[listed, came]), Ok(()));
        for person in [listed, came] {
            let entry = town.entry(shift, person);
            assert_eq!(entry.state, CheckedOut);
            assert_eq!(evidence(entry), (Evidence::EnteredAfterwards, false));
            let out = entry.check_out.as_ref().unwrap();
            let from = entry.check_in.as_ref().unwrap().at;
            assert_eq!((from, out.at), (at(START), at(END)), "as planned");
            assert_eq!(
                (out.evidence, out.verified),
                (Evidence::EnteredAfterwards, false)
            );
            assert_eq!(entry.entered_by, Some(who));
            let firmness: Vec<_> = town.person(person).commitments.clone();
            assert_eq!(firmness[0].firmness, Firmness::Held);
        }
        assert_eq!(town.entry(shift, listed).actor, None);
        let new = town.entry(shift, came);
        assert_eq!(
            (new.actor, new.consent),
            (Some(who), Some(Consented::InWriting))
        );
        assert!(!new.name.is_empty() && new.phone.is_some());
        let changes: Vec<_> = town.log[town.log.len() - 2..]
            .iter()
            .map(|c| (&*c.from, &*c.to, c.actor, c.entry.is_some()))
            .collect();
        assert_eq!(
            changes,
            [
                ("confirmed", "checked_out", who, true),
                ("absent", "checked_out", who, true)
            ]
        );
    }
}

#[test]
fn times_are_as_written_within_the_time_of_checking_in() {
    let mut town = Town::new();
    let people: [_; 2] = town.neighbours();
    let shift = town.opens(post(2));
    town.all_sign_up(&people, shift);
    town.at(END + 100);
    let mut lines = people.map(|person| line(&mut town, shift, person));
    (lines[0].from, lines[0].to) = (Some(at(START + 20)), Some(at(END - 10)));
    (lines[1].from, lines[1].to) = (Some(at(0)), Some(at(END + 90)));
    let command = Command::EnterAttendance {
        shift,
        photo: None,
        entries: lines.into(),
    };
    assert_eq!(town.by(WORKER, &command), Ok(()));
    let times = people.map(|person| {
        let entry = town.entry(shift, person).clone();
        (entry.check_in.unwrap().at, entry.check_out.unwrap().at)
    });
    assert_eq!(
        times,
        [
            (at(START + 20), at(END - 10)),
            (at(START - 30), at(END + 30))
        ]
    );
    assert_eq!(town.confirms(COLLEAGUE, shift, &people), Ok(()));
    let minutes = people.map(|person| town.record(shift, person).unwrap().minutes);
    assert_eq!(minutes, [90, 120]);
    let record = town.record(shift, people[0]).unwrap();
    assert_eq!(record.evidence, Evidence::EnteredAfterwards);
    assert!(!record.without_check_out);
}

#[test]
fn nobody_leaves_before_they_come() {
    let mut town = Town::new();
    let person = town.neighbour(0);
    let shift = town.opens(post(1));
    town.all_sign_up(&[person], shift);
    town.at(END);
    let mut line = line(&mut town, shift, person);
    (line.from, line.to) = (Some(at(START + 20)), Some(at(START + 20)));
    let command = Command::EnterAttendance {
        shift,
        photo: None,
        entries: vec![line],
    };
    let wrong = Refusal::Field {
        field: Field::End,
        problem: Problem::NotAfterStart,
    };
    assert_eq!(town.by(WORKER, &command), Err(vec![wrong]));
}

#[test]
fn it_is_entered_once_the_shift_has_started_and_never_of_one_that_was_called_off() {
    let mut town = Town::new();
    let [person, other] = town.neighbours();
    let shift = town.opens(post(1));
    town.all_sign_up(&[person], shift);
    let opens = at(START);
    assert_eq!(
        enters(town.at(START - 1), LEAD, shift, &[person]),
        Err(vec![Refusal::CheckInNotYet { opens }])
    );
    assert_eq!(
        enters(town.at(START), other, shift, &[person]),
        Err(vec![Refusal::NotAllowed])
    );
    assert_eq!(
        enters(&mut town, STRANGER, shift, &[person]),
        Err(vec![Refusal::NotFound { kind: Kind::Shift }])
    );
    let off = town.opens(post_at(1, END, END + 60));
    assert_eq!(town.cancels(off), Ok(()));
    let phase = Phase::Cancelled;
    assert_eq!(
        enters(town.at(END + 60), LEAD, off, &[person]),
        Err(vec![Refusal::WrongPhase { phase }])
    );
}

#[test]
fn one_line_that_may_not_be_keeps_the_whole_sheet_out() {
    let mut town = Town::new();
    let people: [_; 5] = town.neighbours();
    let [fine, there, gone, ..] = people;
    let shift = town.opens(post(9));
    town.all_sign_up(&people, shift);
    assert_eq!(town.withdraws(gone, shift), Ok(()));
    let leaves = town.entry(shift, gone).id;
    assert_eq!(town.at(START).checks_in(there, shift), Ok(()));
    town.at(END);
    let present = line(&mut town, shift, there);
    let own = PaperEntry {
        person: LEAD,
        ..line(&mut town, shift, LEAD)
    };
    let unknown = PaperEntry {
        person: STRANGER,
        ..line(&mut town, shift, STRANGER)
    };
    let swapped = PaperEntry {
        person: people[3],
        ..line(&mut town, shift, people[4])
    };
    let doubled = PaperEntry {
        sign_up: SignUpId(town.fresh()),
        ..line(&mut town, shift, people[3])
    };
    let withdrawn = PaperEntry {
        sign_up: leaves,
        ..line(&mut town, shift, gone)
    };
    let before = town.docs.clone();
    for (bad, why) in [
        (present, Refusal::AlreadyCheckedIn),
        (own, Refusal::OwnWork),
        (unknown, Refusal::NotFound { kind: Kind::Person }),
        (swapped, Refusal::IdTaken),
        (doubled, Refusal::AlreadySignedUp),
        (withdrawn, Refusal::NotConfirmed),
    ] {
        let good = line(&mut town, shift, fine);
        let sheet = Command::EnterAttendance {
            shift,
            photo: Some("0f".repeat(32)),
            entries: vec![good, bad],
        };
        assert_eq!(town.by(LEAD, &sheet), Err(vec![why]));
        assert!(before == town.docs, "all of it or nothing");
    }
    let twice = sheet(&mut town, shift, &[fine, fine]);
    assert_eq!(
        town.by(LEAD, &twice),
        Err(vec![Refusal::AlreadySignedUp]),
        "nobody stands there twice"
    );
    assert_eq!(
        enters(&mut town, LEAD, shift, &[]),
        Err(vec![Refusal::Field {
            field: Field::Name,
            problem: Problem::Missing
        }])
    );
    // Whoever gave a place back and came all the same has a line of their own.
    let again = PaperEntry {
        sign_up: SignUpId(town.fresh()),
        ..line(&mut town, shift, gone)
    };
    let sheet = Command::EnterAttendance {
        shift,
        photo: None,
        entries: vec![again],
    };
    assert_eq!(town.by(LEAD, &sheet), Ok(()));
    assert_eq!(town.state(shift, gone), CheckedOut);
    assert_eq!(town.shift(shift).roster.len(), 5);
}

#[test]
fn every_reason_against_a_sheet_is_said_at_once() {
    let mut town = Town::new();
    let [there, came] = town.neighbours();
    let shift = town.opens(post(1));
    town.all_sign_up(&[there], shift);
    assert_eq!(town.at(START).checks_in(there, shift), Ok(()));
    let mut entries = vec![line(&mut town, shift, LEAD), line(&mut town, shift, there)];
    entries.push(line(&mut town, shift, came));
    let sheet = Command::EnterAttendance {
        shift,
        photo: Some("no photograph".into()),
        entries,
    };
    let photo = Refusal::Field {
        field: Field::Photo,
        problem: Problem::Unknown,
    };
    assert_eq!(
        town.reasons(LEAD, &sheet),
        [
            photo,
            Refusal::ShiftFull { waiting: 0 },
            Refusal::OwnWork,
            Refusal::AlreadyCheckedIn
        ]
    );
}

#[test]
fn there_are_never_more_people_than_places_nor_entries_than_a_list_holds() {
    let mut town = Town::new();
    let people: [_; 4] = town.neighbours();
    let shift = town.opens(post(2));
    town.all_sign_up(&people[..3], shift);
    town.at(END);
    let full = |waiting| Err(vec![Refusal::ShiftFull { waiting }]);
    assert_eq!(enters(&mut town, LEAD, shift, &people[..3]), full(1));
    assert_eq!(enters(&mut town, LEAD, shift, &people[3..]), full(1));
    assert_eq!(enters(&mut town, LEAD, shift, &people[..2]), Ok(()));
    let shift = town.at(0).opens(post_at(9, END, END + 60));
    town.all_sign_up(&people[..2], shift);
    town.profile.list_bound = 3;
    town.at(END);
    assert_eq!(
        enters(&mut town, LEAD, shift, &people),
        Err(vec![Refusal::ListFull])
    );
    assert_eq!(enters(&mut town, LEAD, shift, &people[..3]), Ok(()));
}

#[test]
fn whoever_waited_and_was_there_takes_a_place_that_nobody_took() {
    let mut town = Town::new();
    let [first, waits] = town.neighbours();
    let shift = town.opens(post(1));
    town.all_sign_up(&[first, waits], shift);
    assert_eq!(town.at(START).withdraws(first, shift), Ok(()));
    assert_eq!(enters(&mut town, LEAD, shift, &[waits]), Ok(()));
    assert_eq!(town.state(shift, waits), CheckedOut);
    assert_eq!(town.person(waits).commitments[0].firmness, Firmness::Held);
}

#[test]
fn whoever_has_a_place_elsewhere_at_that_time_takes_none_here() {
    let mut town = Town::new();
    let [busy, both] = town.neighbours();
    let other = town.opens(post(2));
    town.all_sign_up(&[busy], other);
    let shift = town.opens(post(2));
    let overlap = Refusal::OverlapsShift {
        other,
        span: span(START, END),
    };
    town.at(END);
    assert_eq!(
        enters(&mut town, WORKER, shift, &[busy]),
        Err(vec![overlap]),
        "the desk sees every roster"
    );
    assert_eq!(
        enters(&mut town, LEAD, shift, &[busy]),
        Err(vec![Refusal::BusyThen]),
        "a lead hears that somebody is busy, not where"
    );
    // Whoever has a place on both keeps both: who runs the shift says where they were.
    town.at(0).all_sign_up(&[both], shift);
    let later = town.opens(post_at(1, END, END + 60));
    town.all_sign_up(&[both], later);
    assert_eq!(
        town.corrects(later, |about| about.span = span(END - 10, END + 60)),
        Ok(())
    );
    assert_eq!(town.state(later, both), Reconfirm);
    assert_eq!(enters(town.at(END), LEAD, later, &[both]), Ok(()));
}

#[test]
fn a_settled_roster_opens_again_and_marks_give_way_to_what_the_paper_says() {
    let mut town = Town::new();
    let [absent, unmarked] = town.neighbours();
    let shift = town.opens(post(2));
    town.all_sign_up(&[absent, unmarked], shift);
    let sign_up = town.entry(shift, absent).id;
    let mark = Command::MarkAbsent { shift, sign_up };
    assert_eq!(town.at(END).by(LEAD, &mark), Ok(()));
    let settle = Command::ConfirmHours {
        shift,
        entries: Vec::<HoursEntry>::new(),
    };
    assert_eq!(town.by(LEAD, &settle), Ok(()));
    assert_eq!(town.state(shift, unmarked), NotRecorded);
    let reason = "I was there".into();
    let contest = Command::ContestAbsence { shift, reason };
    assert_eq!(town.by(absent, &contest), Ok(()));
    town.at(END + 60);
    assert_eq!(
        enters(&mut town, DEPUTY, shift, &[absent, unmarked]),
        Ok(())
    );
    assert_eq!(town.shift(shift).phase(town.now), Phase::Ended);
    assert_eq!(
        town.told(absent).last(),
        Some(&NoticeKind::AbsenceTakenBack)
    );
    assert_eq!(town.confirms(LEAD, shift, &[absent, unmarked]), Ok(()));
    assert_eq!(town.shift(shift).phase(town.now), Phase::Recorded);
    assert!(town.person(absent).commitments.is_empty());
}

#[test]
fn whoever_entered_it_is_not_the_second_approver() {
    let mut town = Town::new();
    let [entered, ticked] = town.neighbours();
    let shift = town.opens(post(3));
    town.all_sign_up(&[entered, ticked], shift);
    assert_eq!(town.at(START).ticks(LEAD, shift, ticked), Ok(()));
    assert_eq!(enters(town.at(END), LEAD, shift, &[entered]), Ok(()));
    let second = Err(vec![Refusal::SecondApprover]);
    assert_eq!(town.confirms(LEAD, shift, &[entered, ticked]), second);
    assert_eq!(
        town.ticks(LEAD, shift, entered),
        second,
        "nor does their own tick make it sure"
    );
    assert!(town.record(shift, ticked).is_none(), "all or none");
    assert_eq!(town.confirms(LEAD, shift, &[ticked]), Ok(()));
    let all = vec![HoursEntry {
        sign_up: town.entry(shift, entered).id,
        minutes: None,
    }];
    for who in [DEPUTY, WORKER] {
        let entries = all.clone();
        let confirm = Command::ConfirmHours { shift, entries };
        assert_eq!(town.reasons(who, &confirm), []);
    }
    assert_eq!(town.ticks(WORKER, shift, entered), Ok(()));
    assert_eq!(
        evidence(town.entry(shift, entered)),
        (Evidence::EnteredAfterwards, true)
    );
    assert_eq!(town.confirms(LEAD, shift, &[entered]), second, "still not");
    assert_eq!(town.confirms(DEPUTY, shift, &[entered]), Ok(()));
    assert_eq!(town.record(shift, entered).unwrap().confirmed_by, DEPUTY);
}

#[test]
fn a_line_that_is_taken_back_was_entered_by_nobody() {
    let mut town = Town::new();
    let person = town.neighbour(0);
    let shift = town.opens(post(1));
    town.all_sign_up(&[person], shift);
    assert_eq!(enters(town.at(END), LEAD, shift, &[person]), Ok(()));
    let sign_up = town.entry(shift, person).id;
    let clear = Command::ClearMark { shift, sign_up };
    assert_eq!(town.by(LEAD, &clear), Ok(()));
    let entry = town.entry(shift, person);
    assert_eq!((entry.state, entry.entered_by), (Confirmed, None));
}

#[test]
fn hours_of_a_sheet_are_confirmed_once_the_shift_is_over() {
    let mut town = Town::new();
    let person = town.neighbour(0);
    let shift = town.opens(post(1));
    town.all_sign_up(&[person], shift);
    assert_eq!(enters(town.at(START + 5), LEAD, shift, &[person]), Ok(()));
    let ends = at(END);
    assert_eq!(
        town.confirms(WORKER, shift, &[person]),
        Err(vec![Refusal::NotOver { ends }]),
        "they stay to the end, says the sheet"
    );
    assert_eq!(town.at(END).confirms(WORKER, shift, &[person]), Ok(()));
}

#[test]
fn the_same_sheet_sent_again_changes_nothing() {
    let mut town = Town::new();
    let [listed, came] = town.neighbours();
    let shift = town.opens(post(2));
    town.all_sign_up(&[listed], shift);
    town.at(END);
    let entries = vec![line(&mut town, shift, listed), line(&mut town, shift, came)];
    let sheet = Command::EnterAttendance {
        shift,
        photo: Some("0f".repeat(32)),
        entries,
    };
    assert_eq!(town.by(LEAD, &sheet), Ok(()));
    let before = town.docs.clone();
    assert_eq!(town.by(LEAD, &sheet), Ok(()));
    assert!(before == town.docs);
    assert_eq!(
        town.by(DEPUTY, &sheet),
        Err(vec![Refusal::AlreadyCheckedIn]),
        "another one's is another sheet"
    );
}

#[test]
fn a_photograph_is_kept_for_the_desk_and_who_leads_alone() {
    let mut town = Town::new();
    let person = town.neighbour(0);
    let shift = town.opens(post(1));
    town.all_sign_up(&[person], shift);
    town.at(END);
    let photo = "0123456789abcdef".repeat(4);
    let sheet = |town: &mut Town, photo: &str| Command::EnterAttendance {
        shift,
        photo: Some(photo.into()),
        entries: vec![line(town, shift, person)],
    };
    for bad in [&photo[1..], &photo.replace('0', "g"), &photo.to_uppercase()] {
        let wrong = Refusal::Field {
            field: Field::Photo,
            problem: Problem::Unknown,
        };
        let bad = sheet(&mut town, bad);
        assert_eq!(town.by(LEAD, &bad), Err(vec![wrong]));
    }
    let before = town.docs[&DocumentKey::Shift(shift)].clone();
    let command = sheet(&mut town, &photo);
    assert_eq!(town.by(LEAD, &command), Ok(()));
    let kept = &town.shift(shift).sheets;
    assert_eq!((kept.len(), &*kept[0].photo), (1, &*photo));
    assert_eq!((kept[0].by, kept[0].at), (LEAD, at(END)));
    let after = &town.docs[&DocumentKey::Shift(shift)];
    for (audience, view) in publish(after) {
        let sees = [
            Audience::Desk(code(HOME)),
            Audience::Person(LEAD),
            Audience::Person(DEPUTY),
        ];
        let json = serde_json::to_string(&view).unwrap();
        assert_eq!(
            json.contains(&photo),
            sees.contains(&audience),
            "{audience}"
        );
    }
    let told: Vec<_> = republish(Some(&before), after)
        .into_iter()
        .filter_map(|(to, view)| match view {
            Some(View::Shift(view)) => match view.roster {
                RosterView::Names(roster) | RosterView::Full(roster, _) => {
                    Some((to, roster.sheets.len()))
                }
                _ => None,
            },
            _ => None,
        })
        .collect();
    assert!(
        told.len() == 3 && told.iter().all(|(_, n)| *n == 1),
        "{told:?}"
    );
}

#[test]
fn a_shift_keeps_twenty_photographs() {
    let mut town = Town::new();
    let people: Vec<PersonId> = (0..21).map(|n| town.neighbour(n)).collect();
    let shift = town.opens(post(30));
    town.all_sign_up(&people, shift);
    town.at(END);
    for (n, person) in people.iter().enumerate() {
        let sheet = Command::EnterAttendance {
            shift,
            photo: Some(format!("{n:064x}")),
            entries: vec![line(&mut town, shift, *person)],
        };
        let expected = if n < 20 {
            Ok(())
        } else {
            Err(vec![Refusal::Field {
                field: Field::Photo,
                problem: Problem::OutOfRange { min: 0, max: 20 },
            }])
        };
        assert_eq!(town.by(LEAD, &sheet), expected, "{n}");
    }
    let unknown = SignUpId(Uuid::from_u128(1));
    assert!(town.shift(shift).entry(unknown).is_none());
}
