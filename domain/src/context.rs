//! What a decision is given beside the documents: who asks, when, under which limits, and with what randomness.

use crate::{
    ids::{CommandId, PersonId},
    profile::Profile,
    time::Instant,
};
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
