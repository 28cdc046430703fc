//! The browser's adapters: each small, each behind plain Rust types. Nothing here knows a rule.

pub mod camera;
pub mod channel;
pub mod clipboard;
pub mod clock;
pub mod code_reader;
pub mod file;
pub mod http;
pub mod indexed_db;
pub mod leader;
pub mod live;
pub mod passkeys;
pub mod photo;
