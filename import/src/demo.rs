//! The demo community: the project's own lists, read as any council's, and what its people have done since.

mod activity;

use crate::{Bad, Given, Import, Nowhere, Source, plan::plan, read};
use chrono::Utc;
use linli_domain::{Command, PersonId, command::NeedStep, local::LocalText, time::Instant};
use linli_sync::demo::{Demo, REFERENCE_MONDAY, Script, ScriptStep, SignIn, When};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Minutes by which the community's time is ahead of UTC.
const UTC_OFFSET_MINUTES: i64 = 8 * 60;
/// When everybody and everything was registered.
const REGISTERED: When = When::Ago(activity::days(40));

/// The lists themselves, as files of this project.
pub const FILES: [Source<'static>; 5] = [
    Source {
        name: "demo/places.csv",
        bytes: include_bytes!("../../demo/places.csv"),
    },
    Source {
        name: "demo/teams.csv",
        bytes: include_bytes!("../../demo/teams.csv"),
    },
    Source {
        name: "demo/people.csv",
        bytes: include_bytes!("../../demo/people.csv"),
    },
    Source {
        name: "demo/needs.csv",
        bytes: include_bytes!("../../demo/needs.csv"),
    },
    Source {
        name: "demo/shifts.csv",
        bytes: include_bytes!("../../demo/shifts.csv"),
    },
];

/// The demo community, as if it had been going on until `now`. For an empty home (see [`linli_sync::demo::play`]).
///
/// # Panics
/// Never: the lists are compiled in and a test reads them.
pub fn demo(now: Instant) -> Demo {
    #[allow(
        clippy::expect_used,
        reason = "the lists are compiled in, and a test reads them"
    )]
    let script = script().expect("the demo's lists are good");
    script.rebase(now)
}

/// The demo community as a script, not told on any day yet.
///
/// # Errors
/// What is wrong with the lists.
pub fn script() -> Result<Script, Vec<Bad>> {
    Ok(written(&lists()?))
}

/// The script as text: what `public/demo.json` holds.
///
/// # Errors
/// What is wrong with the lists.
pub fn script_text() -> Result<String, Vec<Bad>> {
    let import = lists()?;
    let script = written(&import);
    Ok(script.to_text(&names(&import)).unwrap_or_default())
}

/// The lists, read in the reference week.
fn lists() -> Result<Import, Vec<Bad>> {
    let midnight = REFERENCE_MONDAY.and_time(chrono::NaiveTime::MIN);
    let now = midnight
        .and_local_timezone(Utc)
        .earliest()
        .unwrap_or_default();
    let given = Given::at(now - linli_domain::time::minutes(UTC_OFFSET_MINUTES));
    read(&FILES, &given, &Nowhere)
}

fn written(import: &Import) -> Script {
    let people = People { import };
    let mut steps: Vec<ScriptStep> = plan(import, &Nowhere)
        .commands
        .into_iter()
        .filter(|(_, _, command)| !happens_by_itself(&people, command))
        .map(|(_, _, command)| people.told(command))
        .collect();
    steps.extend(activity::steps(&people));
    Script {
        community: import.community.clone(),
        utc_offset_minutes: UTC_OFFSET_MINUTES,
        sign_ins: people.sign_ins(),
        steps,
    }
}

/// The phone lessons are begun and done by what happens in their shift, not by the desk's word.
fn happens_by_itself(people: &People, command: &Command) -> bool {
    matches!(command, Command::HandleNeed { case, step: NeedStep::Start | NeedStep::Resolve { .. } }
        if people.need(*case) == activity::DONE_NEED)
}

/// The lists' rows by number.
pub(crate) struct People<'a> {
    import: &'a Import,
}

impl People<'_> {
    fn id(&self, kind: &str, key: &str) -> Uuid {
        linli_sync::demo::derived_id(self.import.community.as_str(), kind, key)
    }

    pub(crate) fn person(&self, key: &str) -> PersonId {
        PersonId(self.id("person", key))
    }

    fn need(&self, id: linli_domain::CaseId) -> &str {
        let row = self.import.needs.iter().find(|row| row.id == id);
        row.map_or("", |row| &row.key)
    }

    fn shift(&self, id: linli_domain::ShiftId) -> &str {
        let row = self.import.shifts.iter().find(|row| row.id == id);
        row.map_or("", |row| &row.key)
    }

    /// A command of the plan, with who gave it and when.
    fn told(&self, command: Command) -> ScriptStep {
        let (at, by) = match &command {
            Command::PostNeed { case, .. } => activity::posted(self, self.need(*case)),
            Command::HandleNeed { case, step } => activity::handled(self, self.need(*case), step),
            Command::OpenShift { shift, .. } => activity::opened(self, self.shift(*shift)),
            _ => (REGISTERED, None),
        };
        ScriptStep {
            at,
            by: by.map(|key| self.person(key)),
            command,
        }
    }

    fn sign_ins(&self) -> Vec<SignIn> {
        activity::SIGN_INS
            .iter()
            .filter_map(|(key, english, simplified, traditional)| {
                let row = self.import.people.iter().find(|row| row.key == *key)?;
                let mut role = LocalText::one("en", *english);
                role.0.insert("zh-Hans".into(), (*simplified).into());
                role.0.insert("zh-Hant".into(), (*traditional).into());
                Some(SignIn {
                    person: row.id,
                    volunteer_no: row.key.clone(),
                    name: row.about.name.clone(),
                    role,
                })
            })
            .collect()
    }
}

/// What the script's ids are called.
fn names(import: &Import) -> BTreeMap<Uuid, String> {
    let mut names = BTreeMap::new();
    for row in &import.teams {
        names.insert(row.id.0, format!("organization:{}", row.key));
        names.extend(
            row.lead
                .iter()
                .map(|(_, grant)| (grant.id.0, format!("grant:{}", grant.key))),
        );
    }
    for row in &import.people {
        names.insert(row.id.0, format!("person:{}", row.key));
        let grants = row.grants.iter();
        names.extend(grants.map(|grant| (grant.id.0, format!("grant:{}", grant.key))));
    }
    for row in &import.needs {
        names.insert(row.id.0, format!("case:{}", row.key));
    }
    for row in &import.shifts {
        names.insert(row.id.0, format!("shift:{}", row.key));
    }
    let people = People { import };
    for key in activity::sign_up_keys() {
        names.insert(people.id("sign_up", &key), format!("sign_up:{key}"));
    }
    names
}
