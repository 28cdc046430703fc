//! What the whole is tested with: people with phones on a bad network, an authority whose disk fails, and a judge who
//! keeps a roster of their own.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

pub mod at_once;
pub mod rng;
pub mod sim;
