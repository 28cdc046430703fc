//! The community's profile, from a file that is checked before anything is served.

use anyhow::{Context, Result, bail};
use chrono::{DateTime, Datelike, NaiveDate, Offset, TimeDelta, TimeZone};
use chrono_tz::Tz;
use linli_domain::{
    Profile,
    profile::ZoneOffset,
    time::{Instant, hours},
};
use std::{fs, path::Path};

/// Years for which a profile must state what its zone's clocks show.
const YEARS: std::ops::Range<i32> = 2025..2031;

/// Reads a profile file.
///
/// # Errors
/// When it cannot be read, or with everything that is wrong in it, each with the name of its field.
pub fn load(file: &Path) -> Result<Profile> {
    let text = fs::read_to_string(file)
        .with_context(|| format!("cannot read the profile {}", file.display()))?;
    match parse(&text) {
        Ok(profile) => Ok(profile),
        Err(problems) => bail!(
            "the profile {} is not good:\n  {}",
            file.display(),
            problems.join("\n  ")
        ),
    }
}

/// Reads a profile. Where it names a zone and no offsets, they are made; where it states them, they are compared with
/// what the zone's clocks show.
///
/// # Errors
/// Everything that is wrong, each with the name of its field.
pub fn parse(text: &str) -> Result<Profile, Vec<String>> {
    let mut profile = Profile::read(text)?;
    let zone: Tz = profile
        .zone
        .parse()
        .map_err(|_| vec![format!("zone: there is no zone {}", profile.zone)])?;
    let object: serde_json::Value =
        serde_json::from_str(text).map_err(|error| vec![error.to_string()])?;
    if object.get("zone_offsets").is_none() {
        profile.zone_offsets = offsets(zone);
    }
    match disagreement(&profile, zone) {
        None => Ok(profile),
        Some((at, minutes)) => Err(vec![format!(
            "zone_offsets: at {} the clocks of {} show {minutes} minutes more than UTC, not {}",
            at.to_rfc3339(),
            profile.zone,
            profile.local_minutes(at)
        )]),
    }
}

/// The zone in which a profile's community lives; Dalian's where there is no such zone.
pub fn zone_of(profile: &Profile) -> Tz {
    profile.zone.parse().unwrap_or(chrono_tz::Asia::Shanghai)
}

fn minutes_at(zone: Tz, at: Instant) -> i32 {
    let offset = zone.offset_from_utc_datetime(&at.naive_utc());
    offset.fix().local_minus_utc().div_euclid(60)
}

fn hours_of(years: std::ops::Range<i32>) -> impl Iterator<Item = Instant> {
    let first = NaiveDate::from_ymd_opt(years.start, 1, 1).unwrap_or_default();
    let first = first.and_time(chrono::NaiveTime::MIN).and_utc();
    (0..)
        .map(move |n| first + hours(n))
        .take_while(move |at| at.year() < years.end)
}

/// The first hour at which a profile says something else than the zone's clocks, and what they show.
fn disagreement(profile: &Profile, zone: Tz) -> Option<(Instant, i32)> {
    let shown = hours_of(YEARS).map(|at| (at, minutes_at(zone, at)));
    let mut shown = shown.filter(|(at, minutes)| profile.local_minutes(*at) != *minutes);
    shown.next()
}

/// What a zone's clocks show from 2000 on, twenty years beyond what is asked for.
fn offsets(zone: Tz) -> Vec<ZoneOffset> {
    let mut found: Vec<ZoneOffset> = Vec::new();
    for at in hours_of(2000..YEARS.end + 20) {
        let minutes = minutes_at(zone, at);
        if found.last().is_none_or(|last| last.minutes != minutes) {
            let from = found
                .last()
                .map_or(at, |last| changed(zone, at, last.minutes));
            found.push(ZoneOffset { from, minutes });
        }
    }
    found
}

/// The minute within the hour before `at` from which the clocks no longer show `minutes`.
fn changed(zone: Tz, at: Instant, minutes: i32) -> Instant {
    let earlier = (0..60).rev().map(|n| at - TimeDelta::minutes(n));
    let mut earlier = earlier.filter(|at: &DateTime<_>| minutes_at(zone, *at) != minutes);
    earlier.next().unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DALIAN: &str = include_str!("../../profiles/dalian.json");
    const LISBON: &str = include_str!("../../profiles/lisbon.json");

    #[test]
    fn the_profiles_that_come_along_are_good() {
        for text in [DALIAN, LISBON] {
            assert_eq!(parse(text).err(), None);
        }
    }

    #[test]
    fn offsets_are_made_for_a_profile_that_only_names_its_zone() {
        let (written, made) = (
            parse(LISBON).unwrap(),
            parse(r#"{"zone": "Europe/Lisbon"}"#),
        );
        let (written, made) = (written.zone_offsets, made.unwrap().zone_offsets);
        let same = made
            .iter()
            .filter(|offset| written.contains(offset))
            .count();
        assert_eq!(same, written.len(), "to the minute");
        for zone in [
            "Asia/Shanghai",
            "Australia/Lord_Howe",
            "America/St_Johns",
            "Asia/Kathmandu",
        ] {
            let profile = parse(&format!(r#"{{"zone": "{zone}"}}"#)).unwrap();
            assert_eq!(
                disagreement(&profile, zone.parse().unwrap()),
                None,
                "{zone}"
            );
        }
    }

    #[test]
    fn what_does_not_fit_the_zone_is_named() {
        let problem = |text: &str| parse(text).unwrap_err().join("; ");
        assert!(problem(r#"{"zone": "Europe/Atlantis"}"#).contains("zone: there is no zone"));
        let moved = LISBON.replace("2026-03-29T01:00:00Z", "2026-03-29T02:00:00Z");
        let told = problem(&moved);
        assert!(
            told.contains("zone_offsets: at 2026-03-29T01:00:00+00:00"),
            "{told}"
        );
        assert!(told.contains("60 minutes more than UTC, not 0"), "{told}");
    }
}
