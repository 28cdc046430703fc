//! What travels between a device and its authority. Sent formats: additions only, each with a default.

use crate::store::sha256_hex;
use linli_domain::{
    Audience, Command, CommandId, DocumentKey, PersonId, Profile, Refusal, SCHEMA, time::Instant,
};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// A command on its way. The same id with another body is an error, so the command travels as the exact text that
/// was stored on the device.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Envelope {
    /// The command's id, made by the device.
    pub id: CommandId,
    /// Whose command it is.
    pub person: PersonId,
    /// The schema of the command.
    pub schema: u16,
    /// The device's own clock, for diagnosis; no rule uses it.
    #[serde(with = "linli_domain::time::text")]
    pub device_time: Instant,
    /// The command, as JSON text.
    pub command: Box<RawValue>,
}

impl Envelope {
    /// Wraps a command.
    ///
    /// # Errors
    /// When the command cannot be written as JSON, which no command's type allows.
    pub fn new(
        id: CommandId,
        person: PersonId,
        device_time: Instant,
        command: &Command,
    ) -> serde_json::Result<Self> {
        let command = serde_json::value::to_raw_value(command)?;
        Ok(Envelope {
            id,
            person,
            schema: SCHEMA,
            device_time,
            command,
        })
    }
}

/// One row of a feed: the newest view of one document for one audience.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FeedRow {
    /// The audience.
    pub audience: Audience,
    /// The document.
    pub key: DocumentKey,
    /// Its place in the audience's feed.
    pub seq: u64,
    /// The view as JSON; none where it vanished.
    pub view: Option<Box<RawValue>>,
}

impl PartialEq for FeedRow {
    fn eq(&self, other: &Self) -> bool {
        let text = |row: &Self| row.view.as_ref().map(|view| view.get().to_owned());
        self.audience == other.audience
            && self.key == other.key
            && self.seq == other.seq
            && text(self) == text(other)
    }
}

/// What became of a command.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Done, and safely stored; with the caller's views of what was written.
    Applied {
        /// The rows.
        #[serde(default)]
        rows: Vec<FeedRow>,
    },
    /// It may not be, for every one of these reasons.
    Refused {
        /// The reasons.
        reasons: Vec<Refusal>,
        /// The caller's views of what changed all the same (counters of tries).
        #[serde(default)]
        rows: Vec<FeedRow>,
    },
    /// Decided so long ago that the verdict is no longer kept.
    AlreadyDecided,
    /// The same id came before with another body.
    DifferentBody,
    /// The app is too old or too new for this authority; the command stays queued.
    UpdateNeeded,
    /// It is no command; what is wrong, for a developer.
    Malformed {
        /// What is wrong.
        detail: String,
    },
}

/// The community's profile on its way, as the text that the device keeps.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ProfileSent {
    /// Another one for every other text.
    pub revision: String,
    /// The profile, as JSON.
    pub profile: Box<RawValue>,
}

impl ProfileSent {
    /// Wraps a profile. An authority does it once.
    ///
    /// # Errors
    /// When the profile cannot be written as JSON, which its type does not allow.
    pub fn new(profile: &Profile) -> serde_json::Result<Self> {
        let profile = serde_json::value::to_raw_value(profile)?;
        let mut revision = sha256_hex(&[profile.get().as_bytes()]);
        revision.truncate(16);
        Ok(ProfileSent { revision, profile })
    }
}

impl PartialEq for ProfileSent {
    fn eq(&self, other: &Self) -> bool {
        self.revision == other.revision && self.profile.get() == other.profile.get()
    }
}

/// What a device asks for: everything after these places in the feeds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangesRequest {
    /// The history that the cursors belong to.
    #[serde(default)]
    pub epoch: Option<String>,
    /// The last row seen of each audience.
    #[serde(default)]
    pub cursors: BTreeMap<Audience, u64>,
    /// The revision of the profile that it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
}

/// What changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Changes {
    /// The history that these rows belong to. Another one than the device's: drop everything first.
    pub epoch: String,
    /// The caller's audiences, complete; what a device holds of others it drops.
    pub audiences: Vec<Audience>,
    /// Revision of the caller's grants.
    #[serde(default)]
    pub grants_revision: u32,
    /// The rows, by audience and place.
    pub rows: Vec<FeedRow>,
    /// Where to go on, for every audience of the caller's.
    pub cursors: BTreeMap<Audience, u64>,
    /// The audiences whose feed is told from its beginning, without what left it: what a device holds of them up to
    /// the cursor, and finds in no row, is gone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub from_start: Vec<Audience>,
    /// The community's profile, where the device holds another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<ProfileSent>,
    /// There is more to fetch at once.
    #[serde(default)]
    pub more: bool,
    /// The authority's clock.
    #[serde(with = "linli_domain::time::text")]
    pub now: Instant,
}

/// The largest number of rows in one answer.
pub const CHANGES_PAGE: usize = 2000;
