//! Roster 名单: for a lead, a deputy and the desk, before, during and after a shift.

mod code;
mod contests;
mod find;
mod hand_over;
mod helped;
mod hours;
mod known;
mod order;
mod page;
mod paper;
mod people;
mod requests;
mod scan_card;
mod share;
mod sheet;
mod someone;
mod unreached;

pub use find::FindPerson;
pub use helped::HelpedPlaces;
pub use known::{Known, everybody};
pub use page::{RosterPage, RosterPanel};
pub use share::CopyForGroup;
pub use someone::SignUpHelped;
pub use unreached::{UnreachedOf, to_call, to_call_of};
