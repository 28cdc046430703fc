//! The real router over a real SQLite file.

mod app_files;
mod bad_input;
mod changes;
mod commands;
mod contract;
mod copies;
mod faults;
mod live;
mod phone;
mod session;
mod test_clock;
