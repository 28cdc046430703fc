//! How long somebody stays signed in on a device that they do not use.

use crate::{person::Person, rights::is_plain, time::Instant};

/// Days that a plain volunteer's session lasts from its last use: they come without a password, and a season may pass
/// between two shifts.
pub const PLAIN_DAYS: i64 = 180;
/// Days for whoever can do more than volunteer: they see other people's data.
pub const DUTY_DAYS: i64 = 30;

/// Whether somebody holds, now or later, a role that may do more than volunteer: one that sees other people's data, for
/// which a password is asked, and a second factor where the community demands one.
pub fn holds_a_duty(person: &Person, now: Instant) -> bool {
    let over = |to: Option<Instant>| to.is_some_and(|to| to <= now);
    let mut grants = person.grants.iter().filter(|grant| !over(grant.to));
    grants.any(|grant| !is_plain(grant.role))
}

/// Days that a person's session lasts from its last use. Judged when it is opened and each day that it is used; a role
/// that begins later counts already, because the session would outlast its beginning.
pub fn session_days(person: &Person, now: Instant) -> i64 {
    if holds_a_duty(person, now) {
        DUTY_DAYS
    } else {
        PLAIN_DAYS
    }
}
