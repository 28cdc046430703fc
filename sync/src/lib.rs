//! One authority loop for four homes, and the device's outbox and replica. No DOM, no SQL: both stand behind traits.

pub mod authority;
pub mod chain;
#[cfg(feature = "contract")]
pub mod contract;
pub mod demo;
pub mod device;
pub mod erasure;
pub mod export;
pub mod history;
pub mod kv;
pub mod kv_store;
pub mod protocol;
pub mod snapshot;
pub mod store;

pub use authority::{Circumstances, Submitted, changes, due_ticks, submit, submit_all, tick};
pub use chain::Checkpoint;
pub use device::{
    Acted, Device, Held, Parked, ProfileBasics, ProfileHere, Queued, Returned, Status,
};
pub use erasure::Forgetting;
pub use export::{EXPORT_FORMAT, Export, Exported, export_of};
pub use history::{HISTORY_MOST, Happened, History, Line, history};
pub use kv::{Fault, KeyValue, MemoryKv, Put, Table};
pub use kv_store::KvStore;
pub use protocol::*;
pub use snapshot::{CaseSeen, ShiftSeen, Snapshot};
pub use store::*;
