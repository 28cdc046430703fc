//! Reads a council's lists (places, teams, people, needs, shifts; CSV as spreadsheets write it) and turns them into
//! commands. [`read`] names every bad row by file, line, column and reason, and gives nothing unless all is well;
//! [`plan()`] compares what was read with what is there and says which commands are still to be given. So a second
//! import of the same files changes nothing, and no import undoes what people changed since.
//!
//! Each row's number is its key: ids are derived from community, list and number.

mod bad;
mod decode;
pub mod demo;
mod lists;
mod plan;
mod reader;
mod reading;
mod rows;
mod table;
mod words;

pub use bad::{Bad, Reason, What};
pub use decode::Encoding;
pub use demo::demo;
pub use lists::List;
pub use plan::{Origin, Plan, plan};
pub use reading::{Given, Import, ReadFile, Source, read};
pub use rows::{Account, GrantRow, NeedRow, PersonRow, PlaceRow, ShiftRow, TeamRow};

use linli_domain::{CommandId, Document, DocumentKey};

/// What an import asks of the home that it goes into.
pub trait Home {
    /// The document of a key, where there is one.
    fn document(&self, key: &DocumentKey) -> Option<Document>;

    /// Whether the system has given this command before (its ledger knows it).
    fn has_decided(&self, id: CommandId) -> bool;
}

/// A home in which nothing is yet.
#[derive(Clone, Copy, Debug, Default)]
pub struct Nowhere;

impl Home for Nowhere {
    fn document(&self, _: &DocumentKey) -> Option<Document> {
        None
    }

    fn has_decided(&self, _: CommandId) -> bool {
        false
    }
}
