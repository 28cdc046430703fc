//! The profile: what is the same in a community everywhere on earth, and what is not.

use crate::town::*;
use chrono::NaiveDate;
use linli_domain::{
    Command, Month, Profile, lean, notice::NoticeKind, place::Level, shift::SignUpState,
    time::Instant,
};

const DALIAN: &str = include_str!("../../../profiles/dalian.json");
const LISBON: &str = include_str!("../../../profiles/lisbon.json");

fn lisbon() -> Profile {
    Profile::read(LISBON).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn moment(text: &str) -> Instant {
    text.parse().unwrap()
}

#[test]
fn the_default_is_what_the_file_of_dalian_says() {
    assert_eq!(Profile::read(DALIAN), Ok(Profile::default()));
}

#[test]
fn a_profile_that_travels_is_read_as_it_was_written() {
    for profile in [Profile::default(), lisbon()] {
        let text = serde_json::to_string(&profile).unwrap();
        assert_eq!(lean::read::<Profile>(&text), Ok(profile.clone()));
        assert_eq!(Profile::read(&text), Ok(profile));
    }
}

#[test]
fn what_an_older_server_does_not_say_is_as_in_dalian() {
    assert_eq!(lean::read::<Profile>("{}"), Ok(Profile::default()));
}

#[test]
fn whatever_is_wrong_in_a_file_is_named_with_its_field() {
    let named = |text: &str| match Profile::read(text) {
        Ok(_) => panic!("{text} was read"),
        Err(problems) => problems.join("; "),
    };
    for (text, field) in [
        (r#"{"zonne": "Asia/Shanghai"}"#, "zonne: no such field"),
        (r#"{"list_bound": "many"}"#, "list_bound: "),
        (
            r#"{"list_bound": 301}"#,
            "list_bound: 301 is not from 1 to 300",
        ),
        (r#"{"contest_days": -1}"#, "contest_days: -1"),
        (r#"{"roles": ["king"]}"#, "roles: unknown variant `king`"),
        (
            r#"{"levels": {"county": {}}}"#,
            "levels: unknown variant `county`",
        ),
        (r#"{"levels": {"city": {"en": " "}}}"#, "levels: a name"),
        (r#"{"holidays": ["2026-02-30"]}"#, "holidays: "),
        (r#"{"zone_offsets": []}"#, "zone_offsets: "),
        (
            r#"{"zone_offsets": [{"from": "2026-01-01T00:00:00Z", "minutes": 0, "name": "WET"}]}"#,
            "zone_offsets.0.name: no such field",
        ),
        (
            r#"{"emergency_numbers": [{"number": "one", "label": {}}]}"#,
            "emergency_numbers: a number",
        ),
        (r#"{"make_up_days": ["2026-01-01"]}"#, "make_up_days: "),
        ("[]", "invalid type"),
    ] {
        let problem = named(text);
        assert!(problem.contains(field), "{text}: {problem}");
    }
    let both = named(r#"{"zonne": 1, "roles": ["king"]}"#);
    assert!(both.contains("zonne") && both.contains("roles"), "{both}");
}

#[test]
fn a_day_ends_when_it_does_where_the_community_lives() {
    let (dalian, lisbon) = (Profile::default(), lisbon());
    for (profile, at, date) in [
        (&dalian, "2026-05-31T15:59:59Z", "2026-05-31"),
        (&dalian, "2026-05-31T16:00:00Z", "2026-06-01"),
        // Winter: the clocks show UTC. Summer: an hour more.
        (&lisbon, "2026-01-31T23:59:59Z", "2026-01-31"),
        (&lisbon, "2026-02-01T00:00:00Z", "2026-02-01"),
        (&lisbon, "2026-05-31T22:59:59Z", "2026-05-31"),
        (&lisbon, "2026-05-31T23:00:00Z", "2026-06-01"),
        // The night in which summer time begins, and the one in which it ends.
        (&lisbon, "2026-03-28T23:59:59Z", "2026-03-28"),
        (&lisbon, "2026-03-29T22:59:59Z", "2026-03-29"),
        (&lisbon, "2026-03-29T23:00:00Z", "2026-03-30"),
        (&lisbon, "2026-10-24T23:00:00Z", "2026-10-25"),
        (&lisbon, "2026-10-25T23:59:59Z", "2026-10-25"),
        (&lisbon, "2026-10-26T00:00:00Z", "2026-10-26"),
    ] {
        assert_eq!(profile.local_date(moment(at)), day(date), "{at}");
    }
    assert_eq!(lisbon.local_minutes(moment("2026-03-29T00:59:59Z")), 0);
    assert_eq!(lisbon.local_minutes(moment("2026-03-29T01:00:00Z")), 60);
    assert_eq!(
        dalian.month_of(moment("2026-12-31T16:00:00Z")).to_string(),
        "2027-01"
    );
}

#[test]
fn every_day_starts_at_the_first_moment_that_has_its_date() {
    for profile in [Profile::default(), lisbon()] {
        for day in day("2026-01-01").iter_days().take(800) {
            let starts = profile.day_starts(day);
            assert_eq!(profile.local_date(starts), day);
            let before = starts - chrono::TimeDelta::seconds(1);
            assert_eq!(profile.local_date(before), day.pred_opt().unwrap());
        }
    }
    let dalian = Profile::default();
    assert_eq!(
        dalian.day_starts(day("2026-06-01")),
        moment("2026-05-31T16:00:00Z")
    );
}

#[test]
fn working_days_pass_over_weekends_and_holidays_and_take_in_made_up_ones() {
    let (dalian, lisbon) = (Profile::default(), lisbon());
    for (profile, from, n, to) in [
        (&dalian, "2026-03-02", 5, "2026-03-09"),
        (&dalian, "2026-03-06", 1, "2026-03-09"),
        (&dalian, "2026-03-07", 1, "2026-03-09"),
        (&dalian, "2026-03-02", 0, "2026-03-02"),
        // Before the Spring Festival: the 14th, a Saturday, is worked; free from the 15th to the 23rd.
        (&dalian, "2026-02-13", 1, "2026-02-14"),
        (&dalian, "2026-02-13", 2, "2026-02-24"),
        (&dalian, "2026-09-30", 5, "2026-10-13"),
        // Good Friday.
        (&lisbon, "2026-04-02", 1, "2026-04-06"),
        (&lisbon, "2026-02-13", 2, "2026-02-17"),
    ] {
        let reached = profile.working_days_after(day(from), n);
        assert_eq!(reached, day(to), "{n} after {from} in {}", profile.zone);
    }
}

#[cfg(feature = "planted-bugs")]
#[test]
fn a_holiday_that_is_worked_would_be_noticed() {
    use linli_domain::planted::{Bug, plant};
    plant(Some(Bug::HolidayIsWorkday));
    let reached = Profile::default().working_days_after(day("2026-02-13"), 2);
    plant(None);
    assert_ne!(reached, day("2026-02-24"));
}

#[test]
fn levels_and_numbers_are_told_in_the_readers_language() {
    let (dalian, lisbon) = (Profile::default(), lisbon());
    assert_eq!(dalian.level_name(Level::Grid, "zh-Hant"), "網格");
    assert_eq!(dalian.level_name(Level::Street, "zh-Hans"), "街道");
    assert_eq!(lisbon.level_name(Level::Street, "pt"), "Freguesia");
    assert_eq!(lisbon.level_name(Level::District, "pt"), "Município");
    assert_eq!(dalian.emergency_number(), "120");
    assert_eq!(lisbon.emergency_number(), "112");
}

#[test]
fn months_are_written_and_follow_each_other() {
    let month: Month = "2026-12".parse().unwrap();
    assert_eq!(month.next().to_string(), "2027-01");
    assert_eq!(month.next().previous(), month);
    assert_eq!(month.first_day(), day("2026-12-01"));
    assert!("2026-11".parse::<Month>().unwrap() < month);
    for bad in [
        "2026-13",
        "2026-00",
        "2026-1",
        "26-01",
        "2026",
        "+026-01",
        "2026-01-01",
        "",
    ] {
        assert!(bad.parse::<Month>().is_err(), "{bad}");
    }
}

#[test]
fn where_hours_are_not_kept_attendance_is_settled_without_minutes_or_records() {
    for hours_kept in [true, false] {
        let mut town = Town::new();
        town.profile = Profile {
            hours_kept,
            ..lisbon()
        };
        let person = town.neighbour(0);
        let shift = town.opens(post(1));
        town.all_sign_up(&[person], shift);
        assert_eq!(town.at(START).checks_in(person, shift), Ok(()));
        assert_eq!(town.at(END).checks_out(person, shift), Ok(()));
        assert_eq!(town.confirms(LEAD, shift, &[person]), Ok(()));
        assert_eq!(town.state(shift, person), SignUpState::HoursConfirmed);
        assert_eq!(town.entry(shift, person).minutes.is_some(), hours_kept);
        assert_eq!(town.record(shift, person).is_some(), hours_kept);
        let of_hours = |kind: &NoticeKind| matches!(kind, NoticeKind::HoursConfirmed { .. });
        assert_eq!(town.told(person).iter().any(of_hours), hours_kept);
        assert!(town.person(person).commitments.is_empty());
        assert_eq!(
            town.shift(shift).state,
            linli_domain::shift::ShiftState::Recorded
        );
        // And whoever sends it again changes nothing.
        let again = Command::ConfirmHours {
            shift,
            entries: Vec::new(),
        };
        assert_eq!(town.by(LEAD, &again), Ok(()));
    }
}
