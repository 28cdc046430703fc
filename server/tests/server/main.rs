//! The real router over a real SQLite file.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]

mod app_files;
mod bad_input;
mod changes;
mod commands;
mod contract;
mod copies;
mod faults;
mod files;
mod journeys;
mod lists;
mod live;
mod matrix;
mod phone;
mod profile;
mod session;
mod test_clock;
mod timing;
