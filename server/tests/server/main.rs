//! The real router over a real SQLite file.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]

mod app_files;
mod ask;
mod authenticator;
mod bad_input;
mod changes;
mod commands;
mod contract;
mod copies;
mod devices;
mod erasing;
mod export;
mod faults;
mod files;
mod guessing;
mod headers;
mod history;
mod invitations;
mod journeys;
mod limits;
mod lists;
mod live;
mod log;
mod logs;
mod lost;
mod matrix;
mod openapi;
mod passkeys;
mod passwords;
mod phone;
mod profile;
mod retention;
mod second_factor;
mod session;
mod test_clock;
mod timing;
