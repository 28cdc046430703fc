//! The month report: always the sum over all documents, handed up once, and what changes later is told.

use crate::town::*;
use linli_domain::{
    Audience, CaseId, Command, Document, DocumentKey, Kind, Month, OrganizationId, PersonId,
    Prediction, Refusal, ShiftId, SignUpId, View, audiences,
    case::Assignee,
    command::{HoursEntry, NeedStep},
    month::{
        CORRECTIONS_BOUND, Change, CsvWords, Figure, Figures, HOURS_BOUND, LateChange, MonthReport,
        Of, Submitted, VOLUNTEERS_BOUND, difference, month_csv, percent,
    },
    predict, publish, rebuild,
    record::ServiceRecord,
    shift::{Evidence, Parent, ShiftAbout},
};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// The first minute of June where the town is.
const JUNE: i64 = 31 * 24 * 60 - 8 * 60;

fn may() -> Month {
    "2026-05".parse().unwrap()
}

fn report(town: &Town, month: Month) -> MonthReport {
    match town.docs.get(&DocumentKey::Month(code(HOME), month)) {
        Some(Document::Month(report)) => (**report).clone(),
        None => MonthReport::new(code(HOME), month),
        Some(other) => panic!("{other:?}"),
    }
}

/// The figures of May that are not zero.
fn figures(town: &Town) -> Vec<(Figure, i64)> {
    let figures = report(town, may()).figures;
    let all = Figure::ALL.map(|figure| (figure, figures.get(figure)));
    all.into_iter().filter(|(_, n)| *n != 0).collect()
}

fn submit(month: Month) -> Command {
    Command::SubmitMonth {
        place: code(HOME),
        month,
    }
}

#[test]
fn a_need_counts_as_posted_done_or_unmet() {
    let mut town = Town::new();
    let reporter = town.neighbour(0);
    let cases: [CaseId; 5] = std::array::from_fn(|_| town.posts(reporter));
    let words = || "words".to_owned();
    let steps = [
        (cases[0], NeedStep::Reject { reason: words() }),
        (cases[1], NeedStep::Withdraw { reason: words() }),
        (cases[2], NeedStep::Accept),
        (cases[3], NeedStep::Accept),
        (
            cases[3],
            NeedStep::Assign {
                assignee: Assignee::Person(COLLEAGUE),
            },
        ),
        (cases[3], NeedStep::Resolve { evidence: words() }),
    ];
    for (case, step) in steps {
        assert_eq!(town.handles(WORKER, case, step), Ok(()));
    }
    use Figure::*;
    assert_eq!(
        figures(&town),
        [
            (NeedsPosted, 5),
            (NeedsDone, 1),
            (NeedsUnmet, 4),
            (NeedsRejected, 1),
            (NeedsWithdrawn, 1),
            (NeedsOpen, 2)
        ]
    );
    assert_eq!(town.handles(reporter, cases[3], NeedStep::Close), Ok(()));
    assert_eq!(report(&town, may()).figures.needs_done, 1, "closed is done");
    let reopen = NeedStep::Reopen { reason: words() };
    assert_eq!(town.handles(reporter, cases[3], reopen), Ok(()));
    assert_eq!(report(&town, may()).figures.needs_done, 0);
}

#[test]
fn a_roster_counts_once_its_shift_is_recorded_and_a_cancelled_shift_leaves_the_rate() {
    let mut town = Town::new();
    let people = town.neighbours::<4>();
    let (held, failed) = (town.opens(post(5)), town.opens(post_at(2, END, END + 60)));
    let off = town.opens(post_at(3, END + 60, END + 120));
    town.all_sign_up(&people, held);
    town.all_sign_up(&people[..1], failed);
    town.all_sign_up(&people, off);
    assert_eq!(town.cancels(off), Ok(()));
    assert_eq!(figures(&town), [(Figure::ShiftsCancelled, 1)]);
    assert_eq!(town.withdraws(people[3], held), Ok(()));
    for person in &people[..2] {
        assert_eq!(town.at(START).checks_in(*person, held), Ok(()));
    }
    let sign_up = town.entry(held, people[2]).id;
    let absent = Command::MarkAbsent {
        shift: held,
        sign_up,
    };
    assert_eq!(town.at(END).by(LEAD, &absent), Ok(()));
    assert_eq!(town.confirms(LEAD, held, &people[..2]), Ok(()));
    assert_eq!(town.at(END + 60).confirms(LEAD, failed, &[]), Ok(()));
    use Figure::*;
    assert_eq!(
        figures(&town),
        [
            (ShiftsHeld, 1),
            (ShiftsFailed, 1),
            (ShiftsCancelled, 1),
            (Places, 7),
            (Confirmed, 4),
            (CheckedIn, 2),
            (NoShows, 1),
            (NotRecorded, 1),
            (People, 2),
            (Records, 2),
            (Minutes, 240)
        ]
    );
    assert_eq!(report(&town, may()).figures.attendance(), (2, 4));
    assert_eq!(
        (percent((2, 4)), percent((2, 3))),
        ("50%".into(), "67%".into())
    );
    assert_eq!(percent((0, 0)), "—");
}

/// One volunteer in a shift of the town's team, by code, and in one of nobody's, by tick.
fn two_shifts(town: &mut Town) -> (PersonId, [ShiftId; 2]) {
    let person = town.neighbour(0);
    let first = town.opens(ShiftAbout {
        organization: Some(town.team),
        ..post(1)
    });
    let second = town.opens(post_at(1, END, END + 60));
    for shift in [first, second] {
        town.all_sign_up(&[person], shift);
    }
    assert_eq!(town.at(START).checks_in(person, first), Ok(()));
    assert_eq!(town.at(END).confirms(LEAD, first, &[person]), Ok(()));
    assert_eq!(town.ticks(LEAD, second, person), Ok(()));
    assert_eq!(town.at(END + 60).confirms(LEAD, second, &[person]), Ok(()));
    (person, [first, second])
}

#[test]
fn hours_count_by_team_and_evidence_and_a_volunteer_once() {
    let mut town = Town::new();
    let (person, _) = two_shifts(&mut town);
    let report = report(&town, may());
    let rows = report.figures.hours.iter();
    let rows: Vec<_> = rows
        .map(|row| (row.organization, row.evidence, row.records, row.minutes))
        .collect();
    assert_eq!(
        rows,
        [
            (None, Evidence::LeadTick, 1, 60),
            (Some(town.team), Evidence::RotatingCode, 1, 120)
        ]
    );
    assert_eq!(report.figures.people, 1);
    assert_eq!(report.volunteers, BTreeMap::from([(person, 2)]));
}

#[test]
fn what_starts_after_midnight_counts_in_the_new_month_of_where_people_live() {
    let mut town = Town::new();
    let last = town.opens(post_at(1, JUNE - 1, JUNE + 60));
    let first = town.opens(post_at(1, JUNE, JUNE + 60));
    for shift in [last, first] {
        assert_eq!(town.cancels(shift), Ok(()));
    }
    for month in [may(), may().next()] {
        assert_eq!(report(&town, month).figures.shifts_cancelled, 1, "{month}");
    }
}

#[test]
fn signing_up_and_giving_back_write_no_report() {
    let mut town = Town::new();
    let person = town.neighbour(0);
    let case = town.posts(person);
    assert_eq!(town.handles(WORKER, case, NeedStep::Accept), Ok(()));
    let shift = town.opens(ShiftAbout {
        parent: Some(Parent::Case(case)),
        ..post(1)
    });
    let sign_up = Command::SignUp {
        shift,
        sign_up: SignUpId(town.fresh()),
        or_wait: true,
    };
    let writes = |town: &Town, command: &Command| {
        let caller = linli_domain::Caller::Person(person);
        let decided = town.try_out(caller, command).unwrap();
        let kinds = decided
            .documents
            .iter()
            .map(|document| document.key().kind());
        kinds.collect::<BTreeSet<_>>()
    };
    assert!(!writes(&town, &sign_up).contains(&Kind::Month));
    assert_eq!(town.by(person, &sign_up), Ok(()));
    assert!(!writes(&town, &Command::Withdraw { shift }).contains(&Kind::Month));
}

#[test]
fn a_month_is_handed_up_by_its_desk_once_it_is_over() {
    let mut town = Town::new();
    two_shifts(&mut town);
    let ends = at(JUNE);
    assert_eq!(
        town.at(JUNE - 1).by(WORKER, &submit(may())),
        Err(vec![Refusal::MonthNotOver { ends }])
    );
    town.at(JUNE);
    for who in [LEAD, STRANGER] {
        assert_eq!(town.by(who, &submit(may())), Err(vec![Refusal::NotAllowed]));
    }
    let grid = Command::SubmitMonth {
        place: code(GRID),
        month: may(),
    };
    let no_desk = Refusal::NotFound { kind: Kind::Place };
    assert_eq!(town.by(WORKER, &grid), Err(vec![no_desk]));
    let before = report(&town, may()).figures;
    assert_eq!(town.by(WORKER, &submit(may())), Ok(()));
    let submitted = report(&town, may()).submitted.expect("it was submitted");
    assert_eq!(
        (submitted.by, submitted.by_name.as_str()),
        (WORKER, "Worker")
    );
    assert_eq!((submitted.at, submitted.figures), (at(JUNE), before));
    let last = town.log.last().expect("a transition");
    assert_eq!(
        (last.from.as_str(), last.to.as_str()),
        ("open", "submitted")
    );
    assert_eq!(
        town.at(JUNE + 5).by(COLLEAGUE, &submit(may())),
        Err(vec![Refusal::AlreadySubmitted { at: at(JUNE) }])
    );
}

#[test]
fn a_month_in_which_nothing_happened_is_handed_up_too_and_every_reason_is_told() {
    let mut town = Town::new();
    let april = may().previous();
    assert_eq!(town.by(WORKER, &submit(april)), Ok(()));
    assert!(
        report(&town, april)
            .submitted
            .expect("it was")
            .figures
            .is_empty()
    );
    // Had it been submitted in time, and were the clock wrong now: both are told.
    town.now = "2026-04-30T00:00:00Z".parse().unwrap();
    let refused = town.try_out(linli_domain::Caller::System, &submit(april));
    let reasons = refused.unwrap_err().reasons;
    assert_eq!(reasons.len(), 2, "{reasons:?}");
}

/// A shift of May whose hours are confirmed in June, after May was handed up.
fn confirmed_late(town: &mut Town) -> (PersonId, ShiftId) {
    let person = town.neighbour(0);
    let shift = town.opens(post(1));
    town.all_sign_up(&[person], shift);
    assert_eq!(town.at(START).checks_in(person, shift), Ok(()));
    assert_eq!(town.at(JUNE).by(WORKER, &submit(may())), Ok(()));
    assert_eq!(town.at(JUNE + 1).confirms(LEAD, shift, &[person]), Ok(()));
    (person, shift)
}

#[test]
fn what_changes_after_a_month_was_handed_up_is_listed_and_what_was_handed_up_stays() {
    let mut town = Town::new();
    let (person, shift) = confirmed_late(&mut town);
    let report = report(&town, may());
    let submitted = report.submitted.as_ref().expect("it was");
    assert!(submitted.figures.is_empty());
    assert_eq!(report.figures.get(Figure::Minutes), 120);
    let change = |figure, evidence, by| Change {
        figure,
        organization: None,
        evidence,
        by,
    };
    let code = Some(Evidence::RotatingCode);
    let record = town.record(shift, person).expect("a record").id;
    let changes: Vec<_> = report.corrections.iter().collect();
    let late = |document, changes| LateChange {
        at: at(JUNE + 1),
        actor: LEAD,
        document,
        changes,
    };
    assert_eq!(
        changes,
        [
            &late(
                DocumentKey::Shift(shift),
                vec![
                    change(Figure::ShiftsHeld, None, 1),
                    change(Figure::Places, None, 1),
                    change(Figure::Confirmed, None, 1),
                    change(Figure::CheckedIn, None, 1),
                ]
            ),
            &late(
                DocumentKey::Record(record),
                vec![
                    change(Figure::People, None, 1),
                    change(Figure::Records, code, 1),
                    change(Figure::Minutes, code, 120),
                ]
            ),
        ]
    );
}

#[test]
fn corrections_beyond_the_bound_are_counted() {
    let mut town = Town::new();
    let reporter = town.neighbour(0);
    let cases: Vec<_> = (0..CORRECTIONS_BOUND + 3)
        .map(|_| town.posts(reporter))
        .collect();
    assert_eq!(town.at(JUNE).by(WORKER, &submit(may())), Ok(()));
    let reason = "words".to_owned();
    for case in &cases {
        let reject = NeedStep::Reject {
            reason: reason.clone(),
        };
        assert_eq!(town.handles(WORKER, *case, reject), Ok(()));
    }
    let report = report(&town, may());
    assert_eq!(report.corrections.len(), CORRECTIONS_BOUND);
    assert_eq!(report.corrections_beyond, 3);
    let moved = report.figures.needs_rejected - report.submitted.unwrap().figures.needs_rejected;
    assert_eq!(moved, cases.len() as i64);
}

/// A record of the town, and the same after its minutes were corrected.
fn amended() -> (Document, Document) {
    let mut town = Town::new();
    let (person, [shift, _]) = two_shifts(&mut town);
    let record = town.record(shift, person).expect("a record").clone();
    let amended = ServiceRecord {
        minutes: 90,
        ..record.clone()
    };
    (
        Document::Record(Box::new(record)),
        Document::Record(Box::new(amended)),
    )
}

/// The report after a record came and was then amended.
fn report_of_amended() -> MonthReport {
    let (before, after) = amended();
    let profile = Default::default();
    let mut report = MonthReport::new(code(HOME), may());
    for (before, after) in [(None, &before), (Some(&before), &after)] {
        for (month, tallies) in difference(before, after, &profile) {
            assert_eq!(month, (code(HOME), may()));
            for tally in tallies {
                report.add(tally.figure, &tally.of, tally.n);
            }
        }
    }
    report
}

#[test]
fn a_record_that_is_amended_counts_as_it_now_is() {
    let report = report_of_amended();
    let figures = [Figure::People, Figure::Records, Figure::Minutes];
    assert_eq!(figures.map(|figure| report.figures.get(figure)), [1, 1, 90]);
    let (before, after) = amended();
    let profile = Default::default();
    assert!(difference(Some(&after), &after, &profile).is_empty());
    let changed = difference(Some(&before), &after, &profile);
    let tallies: Vec<_> = changed.into_values().flatten().collect();
    assert_eq!(tallies.len(), 1, "only the minutes: {tallies:?}");
    assert_eq!((tallies[0].figure, tallies[0].n), (Figure::Minutes, -30));
}

#[cfg(feature = "planted-bugs")]
#[test]
fn a_month_that_counts_twice_or_moves_once_frozen_would_be_noticed() {
    use linli_domain::planted::{Bug, plant};
    plant(Some(Bug::MonthCountsTwice));
    let twice = report_of_amended();
    plant(Some(Bug::FrozenMonthMoves));
    let mut town = Town::new();
    confirmed_late(&mut town);
    plant(None);
    assert_eq!(twice.figures.get(Figure::Records), 2);
    let submitted = report(&town, may()).submitted.expect("it was");
    assert!(!submitted.figures.is_empty());
}

#[test]
fn the_desk_alone_reads_a_report_and_not_who_its_volunteers_are() {
    let mut town = Town::new();
    two_shifts(&mut town);
    let document = Document::Month(Box::new(report(&town, may())));
    assert_eq!(audiences(&document), [Audience::Desk(code(HOME))]);
    let [(_, view)] = &publish(&document)[..] else {
        panic!("one view");
    };
    let View::Month(seen) = view else {
        panic!("{view:?}");
    };
    let seen = seen.read().expect("a report");
    assert!(seen.volunteers.is_empty() && seen.figures.people == 1);
    let rebuilt = rebuild([view]);
    assert_eq!(rebuilt, Some(Document::Month(Box::new(seen))));
}

#[test]
fn a_device_foresees_handing_up_and_leaves_counting_to_the_authority() {
    let mut town = Town::new();
    let (person, _) = two_shifts(&mut town);
    town.at(JUNE);
    let case = CaseId(town.fresh());
    let about = Box::new(need());
    let expected = |town: &Town, command: &Command| {
        let lookup = |key: &DocumentKey| {
            let views: Vec<_> = publish(town.docs.get(key)?)
                .into_iter()
                .map(|(_, v)| v)
                .collect();
            rebuild(&views)
        };
        let ctx = linli_domain::Context {
            now: town.now,
            profile: &town.profile,
            command: linli_domain::CommandId(Uuid::nil()),
            entropy: [0; 32],
            predicting: true,
        };
        let desk = [Audience::Desk(code(HOME))];
        match predict(command, WORKER, &desk, lookup, &ctx) {
            Prediction::Expected(views) => views,
            other => panic!("{other:?}"),
        }
    };
    for (_, key, _) in expected(&town, &Command::PostNeed { case, about }) {
        assert_ne!(key.kind(), Kind::Month);
    }
    for month in [may(), may().previous()] {
        let views = expected(&town, &submit(month));
        let [(_, key, Some(View::Month(seen)))] = &views[..] else {
            panic!("{views:?}");
        };
        assert_eq!(*key, DocumentKey::Month(code(HOME), month));
        let submitted = seen
            .read()
            .and_then(|seen| seen.submitted)
            .expect("it would be");
        assert_eq!(submitted.figures, report(&town, month).figures);
    }
    assert!(person != WORKER);
}

#[test]
fn a_report_stays_within_its_document() {
    let person = |n: usize| PersonId(Uuid::from_u128(u128::MAX - n as u128));
    let team = |n: usize| OrganizationId(Uuid::from_u128(u128::MAX - n as u128));
    let mut full = MonthReport::new(code("210204011009"), may());
    for n in 0..VOLUNTEERS_BOUND + 5 {
        full.add(Figure::People, &Of::Volunteer(person(n)), 99);
    }
    for n in 0..HOURS_BOUND + 5 {
        let of = Of::Hours(Some(team(n)), Evidence::RecipientConfirmed);
        full.add(Figure::Records, &of, 9_999);
        full.add(Figure::Minutes, &of, 999_999);
    }
    assert_eq!(full.figures.people, VOLUNTEERS_BOUND as i64);
    assert_eq!(full.records_beyond, 5 * 99);
    let hours = HOURS_BOUND as i64 + 5;
    assert_eq!(full.figures.get(Figure::Records), hours * 9_999);
    assert!(full.figures.hours.len() <= HOURS_BOUND + 1);
    let evidence = Some(Evidence::RecipientConfirmed);
    let change = |figure, evidence: Option<Evidence>| Change {
        figure,
        organization: evidence.map(|_| team(0)),
        evidence,
        by: -99_999,
    };
    let late = LateChange {
        at: "2026-06-30T23:59:59.999Z".parse().unwrap(),
        actor: person(0),
        document: DocumentKey::Person(person(0)),
        changes: vec![
            change(Figure::People, None),
            change(Figure::Records, evidence),
            change(Figure::Minutes, evidence),
        ],
    };
    full.submitted = Some(Submitted {
        figures: full.figures.clone(),
        by: person(0),
        by_name: "欧阳司马诸葛".into(),
        at: late.at,
    });
    full.corrections = vec![late; CORRECTIONS_BOUND];
    let bytes = serde_json::to_string(&Document::Month(Box::new(full)))
        .unwrap()
        .len();
    assert!(bytes <= 128 * 1024, "{bytes} bytes");
}

#[test]
fn records_taken_back_leave_no_rows_behind_even_beyond_the_bounds() {
    let of = |n: u128| Of::Volunteer(PersonId(Uuid::from_u128(n)));
    let team = |n: u128| Of::Hours(Some(OrganizationId(Uuid::from_u128(n))), Evidence::LeadTick);
    let mut report = MonthReport::new(code(HOME), may());
    for sign in [1, -1] {
        for n in 0..VOLUNTEERS_BOUND as u128 + 9 {
            report.add(Figure::People, &of(n), sign);
            report.add(Figure::Minutes, &team(n), sign * 60);
        }
    }
    let left: i64 = report.volunteers.values().sum::<i64>() + report.records_beyond;
    assert_eq!((left, report.figures.get(Figure::Minutes)), (0, 0));
}

#[test]
fn months_are_keyed_by_place_and_month() {
    let key = DocumentKey::Month(code(HOME), may());
    assert_eq!(key.to_string(), "month/210204011009:2026-05");
    assert_eq!(key.to_string().parse(), Ok(key.clone()));
    let next = DocumentKey::Month(code(HOME), may().next());
    assert!(key < next && key.to_string() < next.to_string());
    for bad in [
        "month/210204011009",
        "month/210204011009:",
        "month/:2026-05",
        "month/x:2026-05",
    ] {
        assert!(bad.parse::<DocumentKey>().is_err(), "{bad}");
    }
}

#[test]
fn a_table_says_what_the_report_says_and_runs_no_formulas() {
    let mut town = Town::new();
    confirmed_late(&mut town);
    let words = CsvWords {
        title: "=1+1".into(),
        headings: ["Figure", "Team", "Evidence", "Now", "Submitted, \"then\""],
        figures: &Figure::ALL,
        attendance: "Attendance",
        figure: &|figure| {
            serde_json::to_value(figure)
                .unwrap()
                .as_str()
                .unwrap()
                .to_owned()
        },
        team: &|team| team.map_or("none".into(), |team| team.to_string()),
        evidence: &|_| "@code".into(),
        since: "-since",
        when: &|at| format!("{}, local", at.date_naive()),
    };
    let table = month_csv(&report(&town, may()), &words);
    insta::assert_snapshot!(table.replace('\r', "␍").replace('\u{feff}', "<BOM>"));
    let mut open = report(&town, may());
    open.submitted = None;
    open.corrections.clear();
    let table = month_csv(&open, &words);
    assert!(table.starts_with("\u{feff}'=1+1\r\nFigure,Team,Evidence,Now\r\n"));
}

/// What people may do, one after the other, at random: mostly it is refused, and the report always adds up. That it
/// does is asserted after every command of every test here: see [`Town::ask`].
#[test]
fn whatever_people_do_a_report_is_the_sum_over_all_documents() {
    let mut submitted = 0;
    for seed in 1..=40 {
        submitted += play(seed);
    }
    assert!(submitted > 10, "{submitted} months were handed up");
}

fn play(mut seed: u64) -> usize {
    let mut random = move |n: usize| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % n
    };
    let mut town = Town::new();
    let people = town.neighbours::<4>();
    let (mut shifts, mut cases) = (Vec::new(), Vec::new());
    let mut minute = 0;
    let mut frozen: BTreeMap<Month, Figures> = BTreeMap::new();
    for _ in 0..150 {
        minute += [0, 5, 60, 700, 9000][random(5)];
        town.at(minute);
        let who = people[random(4)];
        let worker = [WORKER, COLLEAGUE, LEAD][random(3)];
        if shifts.len() < 3 || random(12) == 0 {
            let from = minute + 30 + random(900) as i64;
            let parent = (!cases.is_empty() && random(2) == 0)
                .then(|| Parent::Case(cases[random(cases.len())]));
            let about = Box::new(ShiftAbout {
                parent,
                organization: (random(2) == 0).then_some(town.team),
                ..post_at(1 + random(3) as u16, from, from + 60)
            });
            let shift = ShiftId(town.fresh());
            // A need that is not accepted yet has none.
            if town.by(WORKER, &Command::OpenShift { shift, about }) == Ok(()) {
                shifts.push(shift);
            }
            if shifts.is_empty() {
                continue;
            }
        }
        if cases.len() < 2 || random(15) == 0 {
            cases.push(town.posts(who));
        }
        let (shift, case) = (
            shifts[shifts.len() - 1 - random(shifts.len().min(3))],
            cases[random(cases.len())],
        );
        let words = || "words".to_owned();
        let _ = match random(16) {
            0..=2 => town.signs_up(who, shift),
            3 => town.withdraws(who, shift),
            4 | 5 => {
                let start = town.shift(shift).about.span.start;
                town.now = town.now.max(start);
                town.checks_in(who, shift)
            }
            6 => town.checks_out(who, shift),
            7 => match town.shift(shift).entry_of(who).map(|entry| entry.id) {
                Some(sign_up) => town.by(worker, &Command::MarkAbsent { shift, sign_up }),
                None => Ok(()),
            },
            8 | 9 => {
                town.now = town.now.max(town.shift(shift).about.span.end);
                let entries = town.shift(shift).roster.iter();
                let entries = entries.filter(|entry| entry.state.is_present());
                let entries = entries
                    .map(|entry| HoursEntry {
                        sign_up: entry.id,
                        minutes: (random(2) == 0).then_some(7),
                    })
                    .collect();
                town.by(worker, &Command::ConfirmHours { shift, entries })
            }
            10 => town.cancels(shift),
            11 => town.corrects(shift, |about| about.slots = 2),
            12 => {
                let month = town.profile.month_of(town.now).previous();
                town.by(worker, &submit(month))
            }
            _ => {
                let steps = [
                    NeedStep::Accept,
                    NeedStep::Accept,
                    NeedStep::Reject { reason: words() },
                    NeedStep::Assign {
                        assignee: Assignee::Person(who),
                    },
                    NeedStep::Resolve { evidence: words() },
                    NeedStep::Close,
                    NeedStep::Reopen { reason: words() },
                    NeedStep::Withdraw { reason: words() },
                ];
                town.handles(worker, case, steps[random(8)].clone())
            }
        };
        minute = (town.now - at(0)).num_minutes();
        for document in town.docs.values() {
            let Document::Month(report) = document else {
                continue;
            };
            if let Some(submitted) = &report.submitted {
                let first = frozen.entry(report.month);
                let first = first.or_insert_with(|| submitted.figures.clone());
                assert_eq!(*first, submitted.figures, "what was handed up stays");
            }
        }
    }
    frozen.len()
}

#[test]
fn no_month_comes_before_the_first_or_after_the_last() {
    let month = |text: &str| text.parse::<Month>().unwrap();
    for (edge, within) in [("0000-01", "0000-02"), ("9999-12", "9999-11")] {
        let (edge, within) = (month(edge), month(within));
        assert!(edge.previous() == edge || edge.next() == edge);
        assert!(within.previous() == edge || within.next() == edge);
    }
    assert_eq!(month("0000-01").previous(), month("0000-01"));
    assert_eq!(month("9999-12").next(), month("9999-12"));
    assert_eq!(month("2026-12").next(), month("2027-01"));
    assert_eq!(month("2026-01").previous(), month("2025-12"));
}
