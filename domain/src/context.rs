//! What a decision is given beside the documents: who asks, when, under which limits, and with what randomness.

use crate::{
    ids::{CommandId, PersonId},
    time::Instant,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caller {
    /// A person, whose grants are read inside the decision.
    Person(PersonId),
    /// Time, or the command line of the machine that holds the data.
    System,
}

impl Caller {
    /// The actor to name in transitions.
    pub fn actor(self) -> PersonId {
        match self {
            Caller::Person(person) => person,
            Caller::System => PersonId::SYSTEM,
        }
    }
}

/// Limits and local facts of a community. The default is Dalian's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Profile {
    /// The time zone in which the community lives, an IANA name.
    pub zone: String,
    /// Check-in opens so many minutes before the start.
    pub check_in_opens_minutes: i64,
    /// Check-in stays open so many minutes after the end.
    pub check_in_closes_minutes: i64,
    /// A code received so many seconds after its step was *sent late*.
    pub sent_late_after_seconds: i64,
    /// Wrong codes that a person may type for a shift.
    pub code_tries: u8,
    /// Entries on a roster.
    pub list_bound: u16,
    /// Shifts that one person may have ahead.
    pub commitments_bound: u16,
    /// A resolved need closes itself after so many days.
    pub need_closes_after_days: i64,
    /// The number to call in an emergency.
    pub emergency_number: String,
    /// Whoever is asked late whether they can come has so many minutes to answer.
    pub offer_minutes: i64,
    /// Everybody who has a place is reminded so many hours before the start.
    pub remind_hours: i64,
    /// Whoever is approved for a home visit knows the address from so many hours before its start to as many after
    /// its end.
    pub visit_window_hours: i64,
    /// An absence can be contested until so many days after the shift's end.
    pub contest_days: i64,
}

impl Default for Profile {
    fn default() -> Self {
        Profile {
            zone: "Asia/Shanghai".into(),
            check_in_opens_minutes: 30,
            check_in_closes_minutes: 30,
            sent_late_after_seconds: 120,
            code_tries: 5,
            list_bound: 300,
            commitments_bound: 60,
            need_closes_after_days: 7,
            emergency_number: "120".into(),
            offer_minutes: 30,
            remind_hours: 24,
            visit_window_hours: 24,
            contest_days: 7,
        }
    }
}

/// Time, limits and randomness, as arguments.
#[derive(Clone, Debug)]
pub struct Context<'a> {
    /// The authority's time; on a device, its corrected clock.
    pub now: Instant,
    /// Limits.
    pub profile: &'a Profile,
    /// The command's id.
    pub command: CommandId,
    /// Fresh randomness of this command: secrets and ids are derived from it.
    pub entropy: [u8; 32],
    /// True on a device that predicts: what it cannot know is given the benefit of the doubt.
    pub predicting: bool,
}

impl Context<'_> {
    /// The n-th block of randomness of this command.
    pub(crate) fn random(&self, n: u32) -> [u8; 16] {
        let digest = Sha256::new()
            .chain_update(self.entropy)
            .chain_update(n.to_be_bytes())
            .finalize();
        let mut block = [0; 16];
        block.copy_from_slice(&digest[..16]);
        block
    }

    /// The n-th id of this command, a UUIDv7.
    pub(crate) fn id(&self, n: u32) -> Uuid {
        let random = self.random(n);
        let mut tail = [0; 10];
        tail.copy_from_slice(&random[..10]);
        let millis = u64::try_from(self.now.timestamp_millis()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &tail).into_uuid()
    }
}
