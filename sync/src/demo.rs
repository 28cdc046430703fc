//! The demo community as a script that can be told on any day.
//!
//! A [`Script`] is what `public/demo.json` holds: commands in order, each with the time at which it was asked for. Its
//! shifts are written in a *reference week* (that of Monday, 1 January 2024, in the community's own time), and
//! [`Script::rebase`] moves them to the days around the moment at which somebody first opens the demo. So the server,
//! which reads the CSV files, and a phone without a server, which reads the script, tell the same story.
//!
//! Ids are written as `~kind:key` and derived from the community, so the file is short and can be read.

use crate::{
    authority::{Circumstances, submit},
    protocol::{Envelope, Outcome},
    store::{Store, StoreError},
};
use chrono::{Datelike, NaiveDate, TimeDelta, Weekday};
use linli_domain::{
    Caller, Command, CommandId, PersonId, Profile, ShiftId,
    local::LocalText,
    place::PlaceCode,
    shift::ShiftAbout,
    time::{Instant, Span, minutes},
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{collections::BTreeMap, fmt};
use uuid::Uuid;

/// Monday of the reference week.
pub const REFERENCE_MONDAY: NaiveDate = match NaiveDate::from_ymd_opt(2024, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// The id of what a community's list calls `key`: the same for every import of the same list, on every device.
/// `kind` is the name of a kind of document, or `grant`, `sign_up` or `step`.
pub fn derived_id(community: &str, kind: &str, key: &str) -> Uuid {
    let mut hash = Sha256::new();
    for part in ["linli", community, kind, key] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let digest = hash.finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// When a step of a script happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// So many minutes before the demo is first opened.
    Ago(i64),
    /// So many minutes after a shift's start; before it, where negative. For shifts of last week only.
    After(ShiftId, i64),
}

/// A step of a script.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScriptStep {
    /// When.
    pub at: When,
    /// Who asks; the system where nobody is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<PersonId>,
    /// What is asked, with the times of the reference week.
    pub command: Command,
}

/// Somebody as whom one may try the demo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignIn {
    /// Who.
    pub person: PersonId,
    /// Their volunteer number, which is also their sign-in name.
    pub volunteer_no: String,
    /// Their name.
    pub name: String,
    /// What they are, for people to choose by.
    pub role: LocalText,
}

/// The demo community, not told on any day yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Script {
    /// The community, from whose code all ids derive.
    pub community: PlaceCode,
    /// The community's time is so many minutes ahead of UTC, all year.
    pub utc_offset_minutes: i64,
    /// Who may be tried.
    pub sign_ins: Vec<SignIn>,
    /// What happens.
    pub steps: Vec<ScriptStep>,
}

/// A step with its time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoStep {
    /// When: the authority's clock for this step.
    pub at: Instant,
    /// Who asks.
    pub caller: Caller,
    /// The command's id.
    pub id: CommandId,
    /// What is asked.
    pub command: Command,
}

/// The demo community, told on a certain day. For an empty home: its ids are always the same, its times are not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demo {
    /// The steps, in order of time; none is in the future.
    pub steps: Vec<DemoStep>,
    /// Who may be tried.
    pub sign_ins: Vec<SignIn>,
}

impl Script {
    /// Reads a script as written by [`Script::to_text`].
    ///
    /// # Errors
    /// When the text is no script.
    pub fn parse(text: &str) -> serde_json::Result<Script> {
        #[derive(Deserialize)]
        struct Head {
            community: String,
        }
        let head: Head = serde_json::from_str(text)?;
        serde_json::from_str(&with_ids(text, &head.community))
    }

    /// Writes the script, each id that `names` knows as `~name`, one step a line.
    ///
    /// # Errors
    /// When it cannot be written as JSON, which its types rule out.
    pub fn to_text(&self, names: &BTreeMap<Uuid, String>) -> serde_json::Result<String> {
        let mut text = format!(
            "{{\"community\":\"{}\",\"utc_offset_minutes\":{},\n\"sign_ins\":[",
            self.community, self.utc_offset_minutes
        );
        push_lines(&mut text, &self.sign_ins)?;
        text.push_str("],\n\"steps\":[");
        push_lines(&mut text, &self.steps)?;
        text.push_str("]}\n");
        for (id, name) in names {
            text = text.replace(&format!("\"{id}\""), &format!("\"~{name}\""));
        }
        Ok(text)
    }

    /// Tells the script as if it had been going on until `now`: last week's shifts in the week before, every other
    /// one on its coming weekday (today until it is over).
    pub fn rebase(&self, now: Instant) -> Demo {
        let offset = minutes(self.utc_offset_minutes);
        let mut moved: BTreeMap<ShiftId, (TimeDelta, Instant)> = BTreeMap::new();
        for step in &self.steps {
            if let Command::OpenShift { shift, about } = &step.command {
                let by = days_to_move(&about.span, offset, now);
                moved.insert(*shift, (by, about.span.start + by));
            }
        }
        let mut steps: Vec<DemoStep> = self
            .steps
            .iter()
            .enumerate()
            .map(|(n, step)| {
                let at = match step.at {
                    When::Ago(ago) => now - minutes(ago),
                    When::After(shift, after) => moved
                        .get(&shift)
                        .map_or(now, |(_, start)| *start + minutes(after)),
                };
                let id = derived_id(self.community.as_str(), "step", &n.to_string());
                DemoStep {
                    at: at.min(now),
                    caller: step.by.map_or(Caller::System, Caller::Person),
                    id: CommandId(id),
                    command: shifted(step.command.clone(), &moved),
                }
            })
            .collect();
        steps.sort_by_key(|step| step.at);
        Demo {
            steps,
            sign_ins: self.sign_ins.clone(),
        }
    }
}

fn push_lines<T: Serialize>(text: &mut String, items: &[T]) -> serde_json::Result<()> {
    for (n, item) in items.iter().enumerate() {
        text.push_str(if n == 0 { "\n" } else { ",\n" });
        text.push_str(&serde_json::to_string(item)?);
    }
    Ok(())
}

/// Puts ids in the place of `"~kind:key"`.
fn with_ids(text: &str, community: &str) -> String {
    let mut parts = text.split("\"~");
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once('"').unwrap_or((part, ""));
        let (kind, key) = name.split_once(':').unwrap_or((name, ""));
        whole.push('"');
        whole.push_str(&derived_id(community, kind, key).to_string());
        whole.push('"');
        whole.push_str(rest);
    }
    whole
}

/// How far a shift of the reference week is to be moved.
fn days_to_move(span: &Span, offset: TimeDelta, now: Instant) -> TimeDelta {
    let was = (span.start + offset).date_naive();
    let today = (now + offset).date_naive();
    let ahead = (was - REFERENCE_MONDAY).num_days();
    let monday = today.week(Weekday::Mon).first_day();
    if ahead < 0 {
        return monday - REFERENCE_MONDAY;
    }
    let weekday = i64::from(was.weekday().num_days_from_monday());
    let wait = (weekday - i64::from(today.weekday().num_days_from_monday())).rem_euclid(7);
    let by = (today - was) + TimeDelta::days(wait);
    if span.end + by <= now {
        by + TimeDelta::days(7)
    } else {
        by
    }
}

fn shifted(mut command: Command, moved: &BTreeMap<ShiftId, (TimeDelta, Instant)>) -> Command {
    let by = |shift: &ShiftId| moved.get(shift).map_or(TimeDelta::zero(), |(by, _)| *by);
    match &mut command {
        Command::OpenShift { shift, about } | Command::CorrectShift { shift, about } => {
            shift_times(about, by(shift));
        }
        Command::MarkPresent { shift, at, .. }
        | Command::MarkLeft { shift, at, .. }
        | Command::CheckIn { shift, at, .. }
        | Command::CheckOut { shift, at } => *at += by(shift),
        _ => {}
    }
    command
}

fn shift_times(about: &mut ShiftAbout, by: TimeDelta) {
    about.span.start += by;
    about.span.end += by;
    for limit in about.sign_up_by.iter_mut().chain(&mut about.withdraw_by) {
        *limit += by;
    }
}

/// Why a demo could not be told to its end.
#[derive(Clone, Debug, PartialEq)]
pub enum PlayError {
    /// The store failed.
    Store(StoreError),
    /// A step was not applied.
    Step {
        /// Which, counted from 0.
        number: usize,
        /// The command's name.
        command: &'static str,
        /// What became of it.
        outcome: Box<Outcome>,
    },
}

impl fmt::Display for PlayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PlayError::Store(error) => error.fmt(f),
            PlayError::Step {
                number,
                command,
                outcome,
            } => write!(f, "demo, step {number} ({command}): {outcome:?}"),
        }
    }
}

impl std::error::Error for PlayError {}

impl From<StoreError> for PlayError {
    fn from(error: StoreError) -> Self {
        PlayError::Store(error)
    }
}

/// Tells a demo to an empty home, each step at its own time.
///
/// # Errors
/// When the store fails, or a step is not applied.
pub async fn play<S: Store>(
    store: &mut S,
    demo: &Demo,
    profile: &Profile,
    entropy: [u8; 32],
) -> Result<(), PlayError> {
    for (number, step) in demo.steps.iter().enumerate() {
        let envelope = Envelope::new(step.id, step.caller.actor(), step.at, &step.command)
            .map_err(StoreError::from)?;
        let own = Sha256::new()
            .chain_update(entropy)
            .chain_update(number.to_be_bytes())
            .finalize();
        let given = Circumstances {
            now: step.at,
            profile,
            entropy: own.into(),
        };
        let outcome = submit(store, &envelope, step.caller, &given).await?.outcome;
        if !matches!(outcome, Outcome::Applied { .. } | Outcome::AlreadyDecided) {
            return Err(PlayError::Step {
                number,
                command: step.command.name(),
                outcome: Box::new(outcome),
            });
        }
    }
    Ok(())
}
