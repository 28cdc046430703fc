//! The rule book, sentence by sentence. Each module is one part of what people do.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

mod bad_codes;
mod blocks;
mod cancelling;
mod checking_in;
mod codes;
mod coming_in;
mod confirming;
mod contesting;
mod correcting;
mod disputing;
mod erasing;
mod for_others;
mod formats;
mod forms;
mod handing_over;
mod held;
mod helpers;
mod hidden;
mod history;
mod lean;
mod marking;
mod month;
mod needs;
mod needs_and_shifts;
mod offers;
mod paper;
mod phones;
mod photos;
mod postponing;
mod predicting;
mod profile;
mod reaching;
mod registers;
mod republishing;
mod retention;
mod samples;
mod scope;
mod sealing;
mod sessions;
mod short;
mod signing_up;
mod town;
mod visits;
mod waiting;
mod withdrawing;
