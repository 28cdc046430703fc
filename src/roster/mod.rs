//! Roster 名单, for a lead and a deputy.

mod page;

pub use page::RosterPage;
