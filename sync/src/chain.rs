//! What a community's chain of transitions must be, and what shows that somebody has changed it behind the log's back.
//!
//! A link's hash is made of the hash of the last link, of where the link stands (community, number, document), and of
//! the digest of its salt and text. So nothing of a link changes alone, none is missing, moved or added, and an erasure,
//! which empties salt and text, leaves all of it standing. What somebody rewrites consistently to the very end, with the
//! head, looks like a chain that was always so: only a [`Checkpoint`] that was kept elsewhere tells.
//!
//! The chain is of what happened. The documents beside it are not in it: one that is edited in the database shows in no
//! chain.

use crate::store::{next_link, sha256_hex};
use linli_domain::{
    Transition,
    planted::{self, Bug},
    time::Instant,
};
use std::{fmt, str::FromStr};

/// A link as it lies in a home, read without believing any of it.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// Its number; the first is 1.
    pub n: i64,
    /// The document.
    pub key: &'a str,
    /// Random; empty where it was erased.
    pub salt: &'a str,
    /// The transition as JSON; empty where it was erased.
    pub body: &'a str,
    /// SHA-256 of salt and body.
    pub digest: &'a str,
    /// What the next link builds on.
    pub hash: &'a str,
}

/// What is wrong with a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// A link is missing before this one, or this one was added or moved.
    OutOfPlace,
    /// Salt and text are not what their digest was made of.
    Rewritten,
    /// The text is no transition.
    Unreadable,
    /// The text is of another document or another community.
    Elsewhere,
    /// The hash does not follow from the link before.
    Unlinked,
    /// The chain ends elsewhere than its head says.
    OtherEnd,
    /// There are links and no head.
    Headless,
    /// A checkpoint that was kept does not lie on it.
    OffCheckpoint,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Fault::OutOfPlace => "one is missing before it, or it was added or moved",
            Fault::Rewritten => "it does not say what was said",
            Fault::Unreadable => "its text is no transition",
            Fault::Elsewhere => "its text is of another document",
            Fault::Unlinked => "it does not follow the one before",
            Fault::OtherEnd => "the chain ends elsewhere than its head says",
            Fault::Headless => "the chain has no head",
            Fault::OffCheckpoint => "a checkpoint does not lie on the chain",
        })
    }
}

/// The first link with which something is wrong; one beyond the last where some are missing at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Its number.
    pub at: u64,
    /// What is wrong.
    pub fault: Fault,
}

/// A chain that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// How many links.
    pub length: u64,
    /// The hash of the last one.
    pub hash: String,
    /// How many of them were erased. The chain cannot tell a rightful erasure from another one: it counts them.
    pub erased: u64,
}

/// A chain, link by link from its first.
#[derive(Clone, Debug)]
pub struct Walk<'a> {
    desk: String,
    against: Vec<&'a Checkpoint>,
    n: u64,
    last: String,
    erased: u64,
}

impl<'a> Walk<'a> {
    /// Before the first link of a community's chain. Of `against`, the community's own checkpoints count.
    pub fn new(desk: &str, against: &'a [Checkpoint]) -> Self {
        let own = |kept: &&Checkpoint| kept.desk == desk && !planted::is(Bug::CheckpointsUnread);
        Walk {
            desk: desk.to_owned(),
            against: against.iter().filter(own).collect(),
            n: 0,
            last: String::new(),
            erased: 0,
        }
    }

    /// The next link.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn step(&mut self, row: &Row<'_>) -> Result<(), Broken> {
        self.n += 1;
        let at = self.n;
        let faulty = |fault| Err(Broken { at, fault });
        if u64::try_from(row.n) != Ok(at) && !planted::is(Bug::LinkNumbersUnread) {
            return faulty(Fault::OutOfPlace);
        }
        let erased = row.salt.is_empty() && row.body.is_empty();
        if erased {
            self.erased += 1;
        } else if let Err(fault) = self.says(row) {
            return faulty(fault);
        }
        let hash = next_link(&self.last, &self.desk, at, row.key, row.digest);
        if hash != row.hash {
            return faulty(Fault::Unlinked);
        }
        let mut kept = self.against.iter().filter(|kept| kept.length == at);
        if kept.any(|kept| kept.hash != hash) {
            return faulty(Fault::OffCheckpoint);
        }
        self.last = hash;
        Ok(())
    }

    /// Whether a link says what was said when it was written, of the document under which it lies.
    fn says(&self, row: &Row<'_>) -> Result<(), Fault> {
        if sha256_hex(&[row.salt.as_bytes(), row.body.as_bytes()]) != row.digest {
            return Err(Fault::Rewritten);
        }
        if planted::is(Bug::LinkTextsUnread) {
            return Ok(());
        }
        // Without this, letters could go over from the text to the salt, and the digest would not know.
        let said: Transition = serde_json::from_str(row.body).map_err(|_| Fault::Unreadable)?;
        let here = said.desk.as_str() == self.desk && said.document.to_string() == row.key;
        here.then_some(()).ok_or(Fault::Elsewhere)
    }

    /// After the last link: `head` is how long the chain is said to be, and its last hash.
    ///
    /// # Errors
    /// Where the chain ends elsewhere, or before a checkpoint.
    pub fn end(self, head: Option<(i64, &str)>) -> Result<Held, Broken> {
        let at = self.n + 1;
        let faulty = |fault| Err(Broken { at, fault });
        let Some((length, hash)) = head else {
            // Nothing is there but a checkpoint of it.
            let gone = self.n == 0;
            return faulty(if gone {
                Fault::OffCheckpoint
            } else {
                Fault::Headless
            });
        };
        let same = hash == self.last || planted::is(Bug::ChainEndUnread);
        if u64::try_from(length) != Ok(self.n) || !same {
            return faulty(Fault::OtherEnd);
        }
        if self.against.iter().any(|kept| kept.length > self.n) {
            return faulty(Fault::OffCheckpoint);
        }
        Ok(Held {
            length: self.n,
            hash: self.last,
            erased: self.erased,
        })
    }
}

/// How far a community's chain had come, in one line that is kept elsewhere: printed, mailed, or in a drawer. It holds
/// nothing of anybody, and needs no signature: whoever keeps it knows that it is theirs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The community.
    pub desk: String,
    /// How many links; at least one.
    pub length: u64,
    /// The hash of the last one: 64 hexadecimal digits.
    pub hash: String,
    /// When it was taken, to the second.
    pub at: Instant,
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // An instant's own debug form is ISO 8601, which is how it is read again.
        let at = Instant::from_timestamp(self.at.timestamp(), 0).unwrap_or_default();
        write!(f, "{} {} {} {at:?}", self.desk, self.length, self.hash)
    }
}

/// A text that is no checkpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoCheckpoint;

impl fmt::Display for NoCheckpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a checkpoint is a place's code, a number, 64 hexadecimal digits and a date")
    }
}

impl std::error::Error for NoCheckpoint {}

impl FromStr for Checkpoint {
    type Err = NoCheckpoint;

    /// As it is written; typed from paper, the digits may be capitals.
    fn from_str(line: &str) -> Result<Self, NoCheckpoint> {
        let mut parts = line.split_whitespace();
        let mut next = || parts.next().ok_or(NoCheckpoint);
        let (desk, length, hash, at) = (next()?, next()?, next()?, next()?);
        let length: u64 = length.parse().map_err(|_| NoCheckpoint)?;
        let digits = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        if length == 0 || !digits || parts.next().is_some() {
            return Err(NoCheckpoint);
        }
        Ok(Checkpoint {
            desk: desk.to_owned(),
            length,
            hash: hash.to_ascii_lowercase(),
            at: at.parse().map_err(|_| NoCheckpoint)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Checkpoint, NoCheckpoint};

    #[test]
    fn a_checkpoint_is_read_as_it_was_written() {
        let hash = "0a".repeat(32);
        let line = format!("210204011009 152 {hash} 2026-11-26T04:00:00Z");
        let kept: Checkpoint = line.parse().unwrap();
        assert_eq!(kept.to_string(), line);
        assert_eq!((kept.length, &kept.hash), (152, &hash));
        let typed: Checkpoint = line.replace("0a", "0A").replace(' ', "  ").parse().unwrap();
        assert_eq!(typed, kept);
    }

    #[test]
    fn what_is_no_checkpoint_is_not_taken_for_one() {
        let hash = "0a".repeat(32);
        for line in [
            String::new(),
            "210204011009".into(),
            format!("210204011009 152 {hash}"),
            format!("210204011009 0 {hash} 2026-11-26T04:00:00Z"),
            format!("210204011009 -1 {hash} 2026-11-26T04:00:00Z"),
            format!("210204011009 152 {}z 2026-11-26T04:00:00Z", &hash[1..]),
            format!("210204011009 152 {} 2026-11-26T04:00:00Z", &hash[1..]),
            format!("210204011009 152 {hash} yesterday"),
            format!("210204011009 152 {hash} 2026-11-26T04:00:00Z more"),
        ] {
            assert_eq!(line.parse::<Checkpoint>(), Err(NoCheckpoint), "{line}");
        }
    }
}
