//! Roster 名单: for a lead, a deputy and the desk, before, during and after a shift.

mod code;
mod hours;
mod order;
mod page;
mod people;

pub use page::{RosterPage, RosterPanel};
