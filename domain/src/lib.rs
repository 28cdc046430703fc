//! Linli's rule book: what may happen, decided once, purely. No I/O, clock, randomness, DOM or SQL.
//!
//! A document is what must change together. A command asks; [`decide()`] returns the documents that change; each
//! document publishes, to each audience, the view that it may have ([`publish`]). A device runs the same rules over
//! the views that it holds ([`predict()`]).

pub mod audience;
pub mod calendar;
pub mod case;
pub mod codes;
pub mod command;
pub mod context;
mod decide;
mod deciding;
mod digest;
pub mod document;
pub mod due;
pub mod erasure;
pub mod held;
pub mod history;
pub mod ids;
pub mod invitation;
pub mod lean;
pub mod local;
pub mod month;
pub mod notice;
pub mod opening;
pub mod organization;
pub mod person;
pub mod phone;
pub mod photo;
pub mod place;
#[doc(hidden)]
pub mod planted;
pub mod profile;
mod public_count;
pub mod record;
pub mod refusal;
mod republish;
pub mod rights;
mod rules;
pub mod sealed;
pub mod session;
pub mod shift;
pub mod time;
pub mod view;

pub use audience::{Audience, audiences, audiences_of};
pub use calendar::Month;
pub use command::Command;
pub use context::{Caller, Context};
pub use decide::{Prediction, decide, predict, touches};
pub use deciding::{Decided, Transition};
pub use document::{Document, Documents, Lookup, SCHEMA};
pub use due::next_due;
pub use ids::*;
pub use profile::Profile;
pub use public_count::PublicCount;
pub use refusal::{Refusal, Refused};
pub use republish::republish;
pub use rules::{
    corrections::answer_due, forms::is_phone, hours::minutes_of, invitations::is_new_in,
    links::link_state,
};
pub use session::{holds_a_duty, session_days};
pub use view::{View, publish, rebuild};
