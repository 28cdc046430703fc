//! The demo community: told on any day, it is accepted whole and stands where its lists say.
#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use chrono::{Datelike, Timelike, Weekday};
use common::{InMemory, at, now_or_never};
use linli_domain::{
    Caller, Command, Document, DocumentKey, Profile,
    case::{Case, CaseState},
    notice::NoticeKind,
    shift::{Phase, Shift, SignUpState},
    time::{Instant, hours, minutes},
};
use linli_import::{Home, demo, demo::FILES};
use linli_sync::demo::{Demo, Script, derived_id, play};
use std::collections::BTreeMap;

const COMMUNITY: &str = "210204011009";
/// A Tuesday evening in Dalian.
const A_TUESDAY: &str = "2026-11-24T13:30:00Z";

fn told(now: Instant) -> (Demo, InMemory) {
    let (told, home) = (demo(now), InMemory::new());
    let profile = Profile::default();
    now_or_never(play(
        &mut *home.store.borrow_mut(),
        &told,
        &profile,
        [3; 32],
    ))
    .unwrap();
    (told, home)
}

fn need(home: &InMemory, key: &str) -> Case {
    let id = derived_id(COMMUNITY, "case", key);
    match home.document(&DocumentKey::Case(linli_domain::CaseId(id))) {
        Some(Document::Case(case)) => *case,
        other => panic!("{key}: {other:?}"),
    }
}

fn shift(home: &InMemory, key: &str) -> Shift {
    let id = derived_id(COMMUNITY, "shift", key);
    match home.document(&DocumentKey::Shift(linli_domain::ShiftId(id))) {
        Some(Document::Shift(shift)) => *shift,
        other => panic!("{key}: {other:?}"),
    }
}

fn states(home: &InMemory) -> Vec<CaseState> {
    (1..=12)
        .map(|n| need(home, &format!("N{n}")).state)
        .collect()
}

fn expected_states() -> Vec<CaseState> {
    use CaseState::*;
    vec![
        InProgress, Assigned, Closed, Accepted, InProgress, Assigned, Submitted, Resolved, Closed,
        Assigned, Accepted, Submitted,
    ]
}

#[test]
fn the_demo_has_ten_grids_six_teams_twelve_needs_and_ten_shifts() {
    let (demo, _) = told(at(A_TUESDAY));
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for step in &demo.steps {
        let name = match &step.command {
            Command::RegisterPlace { code, .. } if code.as_str().len() == 15 => "grid",
            other => other.name(),
        };
        *counts.entry(name).or_default() += 1;
    }
    assert_eq!(counts["grid"], 10);
    assert_eq!(
        counts["register_place"], 4,
        "city, district, street, community"
    );
    assert_eq!(counts["register_organization"], 6);
    assert_eq!(counts["post_need"], 12);
    assert_eq!(counts["open_shift"], 10);
    assert_eq!(counts["register_person"], 59);
    assert!(counts["sign_up"] > 40);
}

#[test]
fn needs_stand_where_the_lists_say() {
    let (_, home) = told(at(A_TUESDAY));
    assert_eq!(states(&home), expected_states());
}

#[test]
fn last_weeks_shift_is_recorded_and_has_resolved_its_need() {
    let (_, home) = told(at(A_TUESDAY));
    let over = shift(&home, "S7");
    assert_eq!(over.phase(at(A_TUESDAY)), Phase::Recorded);
    assert_eq!(over.about.span.start, at("2026-11-19T06:00:00Z"));
    assert!(
        over.roster
            .iter()
            .all(|entry| entry.state == SignUpState::HoursConfirmed)
    );
    for entry in &over.roster {
        let key = DocumentKey::Record(linli_domain::RecordId(entry.id.0));
        assert!(
            matches!(home.document(&key), Some(Document::Record(record)) if record.minutes > 100)
        );
    }
}

#[test]
fn some_shifts_are_full_some_short_and_some_have_a_waiting_list() {
    let (_, home) = told(at(A_TUESDAY));
    let counts = |key: &str| {
        let shift = shift(&home, key);
        (shift.taken(), shift.about.slots, shift.waiting())
    };
    assert_eq!(counts("S3"), (2, 2, 1));
    assert_eq!(counts("S4"), (0, 2, 0));
    assert_eq!(counts("S6"), (3, 8, 0));
    assert!(3 < shift(&home, "S6").about.min_staff);
    assert_eq!(
        counts("S8"),
        (3, 3, 0),
        "one gave the place back, and the next moved up"
    );
    assert_eq!(counts("S9"), (11, 12, 0));
    assert_eq!(shift(&home, "S2").about.external_ref.as_deref(), Some("P4"));
    assert_eq!(shift(&home, "S2").about.parent, None);
}

#[test]
fn whoever_moved_up_was_told() {
    let (demo, home) = told(at(A_TUESDAY));
    let person = linli_domain::PersonId(derived_id(COMMUNITY, "person", "V19"));
    let request = linli_sync::ChangesRequest::default();
    let profile = linli_sync::ProfileSent::new(&Profile::default()).unwrap();
    let mut store = home.store.borrow_mut();
    let changes = now_or_never(linli_sync::changes(
        &mut *store,
        person,
        &request,
        &profile,
        at(A_TUESDAY),
    ))
    .unwrap()
    .unwrap();
    let told = |row: &linli_sync::FeedRow| {
        row.view
            .as_ref()
            .is_some_and(|view| view.get().contains("promoted"))
    };
    assert!(changes.rows.iter().any(told), "{:?}", NoticeKind::Promoted);
    assert!(!demo.sign_ins.is_empty());
}

/// Whatever the hour of the week, every step is accepted, in its time, and something is on soon.
#[test]
fn on_whatever_day_and_hour_one_first_looks_all_is_accepted() {
    let first = at("2026-02-22T16:00:00Z");
    for hour in (0..7 * 24).step_by(5) {
        let now = first + hours(hour) + minutes(hour % 60);
        let (demo, home) = told(now);
        assert_eq!(states(&home), expected_states(), "{now}");
        assert!(demo.steps.iter().all(|step| step.at <= now), "{now}");
        let mut soonest = hours(24 * 30);
        let mut this_week = 0;
        for n in (1..=10).filter(|n| *n != 7) {
            let span = shift(&home, &format!("S{n}")).about.span;
            assert!(span.end > now && span.start <= now + hours(7 * 24), "{now}");
            soonest = soonest.min(span.start - now);
            this_week += usize::from(span.start < now + hours(7 * 24));
        }
        let local = now + hours(8);
        // After the fair on Saturday evening comes a free Sunday.
        let free = local.weekday() == Weekday::Sat && local.hour() >= 13;
        assert!(
            soonest <= hours(if free { 44 } else { 34 }),
            "{now}: {soonest}"
        );
        assert!(this_week >= 8, "{now}");
    }
}

#[test]
fn shifts_keep_their_weekday_and_hour() {
    let (_, home) = told(at(A_TUESDAY));
    let local = |key: &str| {
        let start = shift(&home, key).about.span.start + hours(8);
        (
            start.weekday(),
            start.hour(),
            start.date_naive().to_string(),
        )
    };
    assert_eq!(
        local("S3"),
        (Weekday::Tue, 8, "2026-12-01".into()),
        "over for today"
    );
    assert_eq!(local("S5"), (Weekday::Wed, 15, "2026-11-25".into()));
    assert_eq!(local("S9"), (Weekday::Sat, 8, "2026-11-28".into()));
    assert_eq!(local("S1"), (Weekday::Mon, 8, "2026-11-30".into()));
}

#[test]
fn told_again_it_changes_nothing() {
    let (told, home) = told(at(A_TUESDAY));
    let before = home.size();
    let profile = Profile::default();
    let again = now_or_never(play(
        &mut *home.store.borrow_mut(),
        &told,
        &profile,
        [9; 32],
    ));
    assert_eq!(again, Ok(()));
    assert_eq!(home.size(), before);
    assert_eq!(states(&home), expected_states());
}

#[test]
fn importing_the_demos_lists_into_it_changes_nothing() {
    let (_, home) = told(at(A_TUESDAY));
    let before = home.size();
    let (_, plan) = home.import(&FILES, at(A_TUESDAY));
    assert_eq!(plan.commands, []);
    assert_eq!(home.size(), before);
}

#[test]
fn everybody_to_try_is_registered_and_holds_a_role() {
    let (demo, home) = told(at(A_TUESDAY));
    for sign_in in &demo.sign_ins {
        match home.document(&DocumentKey::Person(sign_in.person)) {
            Some(Document::Person(person)) => {
                assert_eq!(person.about.name, sign_in.name);
                assert_eq!(person.about.volunteer_no, sign_in.volunteer_no);
                assert!(!person.grants.is_empty());
            }
            other => panic!("{}: {other:?}", sign_in.name),
        }
    }
    assert!(demo.sign_ins.iter().any(|sign_in| sign_in.name == "周启禾"));
    assert!(demo.steps.iter().any(|step| step.caller != Caller::System));
}

#[test]
fn the_script_for_devices_is_up_to_date_and_small() {
    let text = demo::script_text().unwrap();
    let published = include_str!("../../public/demo.json");
    assert!(
        text == published,
        "stale: run `cargo run -p linli-import --example demo-json`"
    );
    assert!(published.len() < 60_000, "{} bytes", published.len());
    let read = Script::parse(published).unwrap();
    assert_eq!(read, demo::script().unwrap());
    assert_eq!(read.rebase(at(A_TUESDAY)), demo(at(A_TUESDAY)));
}
