//! Reading profile files: for servers. Devices take what their authority sends.

use super::Profile;
use serde_json::{Map, Value};

impl Profile {
    /// Reads a profile file: JSON with the fields of [`Profile`], and `comment` for people who read the file.
    ///
    /// # Errors
    /// Everything that is wrong, each with the name of its field.
    pub fn read(text: &str) -> Result<Profile, Vec<String>> {
        let mut object: Map<String, Value> =
            serde_json::from_str(text).map_err(|error| vec![error.to_string()])?;
        object.remove("comment");
        let problems: Vec<String> = object.iter().flat_map(problems_of_field).collect();
        if !problems.is_empty() {
            return Err(problems);
        }
        let read = serde_json::from_value(Value::Object(object));
        let profile: Profile = read.map_err(|error| vec![error.to_string()])?;
        match profile.problems() {
            problems if problems.is_empty() => Ok(profile),
            problems => Err(problems),
        }
    }

    /// What is wrong with it, each with the name of its field.
    pub fn problems(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut must = |holds: bool, problem: &str| {
            if !holds {
                found.push(problem.to_owned());
            }
        };
        must(!self.zone.is_empty(), "zone: must not be empty");
        let offsets = &self.zone_offsets;
        must(!offsets.is_empty(), "zone_offsets: must not be empty");
        must(
            offsets.windows(2).all(|pair| pair[0].from < pair[1].from),
            "zone_offsets: the earliest must come first",
        );
        must(
            offsets.iter().all(|offset| offset.minutes.abs() <= 18 * 60),
            "zone_offsets: at most 18 hours",
        );
        must(
            self.levels.values().all(|name| !name.is_blank()),
            "levels: a name must not be empty",
        );
        must(!self.roles.is_empty(), "roles: must not be empty");
        must(!self.attendance.is_empty(), "attendance: must not be empty");
        must(
            self.categories.iter().all(|code| !code.trim().is_empty()),
            "categories: a code must not be empty",
        );
        must(
            !self
                .make_up_days
                .iter()
                .any(|day| self.holidays.contains(day)),
            "make_up_days: a day is a holiday too",
        );
        let numbers = &self.emergency_numbers;
        must(!numbers.is_empty(), "emergency_numbers: must not be empty");
        must(
            numbers.iter().all(|number| {
                !number.number.is_empty() && number.number.bytes().all(|b| b.is_ascii_digit())
            }),
            "emergency_numbers: a number is made of digits",
        );
        for (field, value, least, most) in self.limits() {
            must(
                (least..=most).contains(&value),
                &format!("{field}: {value} is not from {least} to {most}"),
            );
        }
        found
    }

    /// Every limit with its name and range.
    fn limits(&self) -> [(&'static str, i64, i64, i64); 15] {
        [
            (
                "check_in_opens_minutes",
                self.check_in_opens_minutes,
                0,
                24 * 60,
            ),
            (
                "check_in_closes_minutes",
                self.check_in_closes_minutes,
                0,
                24 * 60,
            ),
            (
                "sent_late_after_seconds",
                self.sent_late_after_seconds,
                10,
                3600,
            ),
            ("code_tries", self.code_tries.into(), 1, 100),
            // What a document can hold: see the bound of a shift.
            ("list_bound", self.list_bound.into(), 1, 300),
            ("commitments_bound", self.commitments_bound.into(), 1, 200),
            (
                "need_closes_after_days",
                self.need_closes_after_days,
                1,
                365,
            ),
            ("offers_minutes", self.offers_minutes, 1, 24 * 60),
            ("remind_hours", self.remind_hours, 0, 7 * 24),
            ("short_hours", self.short_hours, 0, 14 * 24),
            ("short_urgent_hours", self.short_urgent_hours, 0, 14 * 24),
            ("visit_window_hours", self.visit_window_hours, 0, 7 * 24),
            ("contest_days", self.contest_days, 0, 365),
            (
                "correction_working_days",
                self.correction_working_days.into(),
                1,
                60,
            ),
            ("contacts_kept_days", self.contacts_kept_days, 1, 3650),
        ]
    }
}

/// What is wrong with one field. It is read alone, because an error of the whole does not name its field, and hides
/// those of others.
fn problems_of_field((name, value): (&String, &Value)) -> Vec<String> {
    let alone = Map::from_iter([(name.clone(), value.clone())]);
    let mut problems = Vec::new();
    let read: Result<Profile, _> = serde_ignored::deserialize(Value::Object(alone), |path| {
        problems.push(format!("{path}: no such field"));
    });
    problems.extend(read.err().map(|error| format!("{name}: {error}")));
    problems
}
