//! How long somebody stays signed in on a device that they do not use.

use crate::{
    person::{Person, Role},
    time::Instant,
};

/// Days that a plain volunteer's session lasts from its last use: they come without a password, and a season may pass
/// between two shifts.
pub const PLAIN_DAYS: i64 = 180;
/// Days for whoever can do more than volunteer: they see other people's data.
pub const DUTY_DAYS: i64 = 30;

/// Days that a person's session lasts from its last use. Judged when it is opened and each day that it is used; a role
/// that begins later counts already, because the session would outlast its beginning.
pub fn session_days(person: &Person, now: Instant) -> i64 {
    let over = |to: Option<Instant>| to.is_some_and(|to| to <= now);
    let more = |role: Role| !matches!(role, Role::New | Role::Resident | Role::Volunteer);
    let mut grants = person.grants.iter().filter(|grant| !over(grant.to));
    if grants.any(|grant| more(grant.role)) {
        DUTY_DAYS
    } else {
        PLAIN_DAYS
    }
}
