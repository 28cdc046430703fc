//! Linli's JSON backend.

pub mod store;
