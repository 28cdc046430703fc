//! What a reader could sign up for, told by trying it over what this device knows.

use leptos::prelude::*;
use linli_domain::{Command, PersonId, ShiftId, SignUpId, shift::Phase};
use linli_sync::{ShiftSeen, Snapshot};
use std::collections::BTreeSet;
use uuid::Uuid;

use crate::session::use_session;

/// The shifts that look for people, by start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prospects {
    /// All of them.
    pub open: Vec<ShiftId>,
    /// Those that the reader is on.
    pub mine: BTreeSet<ShiftId>,
    /// Those that the reader could do, beside those that they lead.
    pub fit: BTreeSet<ShiftId>,
    /// Those with places left.
    pub free: BTreeSet<ShiftId>,
}

/// Whether a shift looks for people.
#[must_use]
pub fn is_open(seen: &ShiftSeen) -> bool {
    matches!(seen.phase, Phase::Open | Phase::Full)
}

fn is_mine(seen: &ShiftSeen) -> bool {
    seen.own.as_ref().is_some_and(|own| own.state.is_live())
}

/// Whoever leads a shift is there anyhow: it is not suggested to them.
fn is_led(seen: &ShiftSeen, person: PersonId) -> bool {
    let mut contacts = seen.lead.iter().chain(&seen.deputy);
    contacts.any(|contact| contact.id == person)
}

/// The shifts that look for people, tracked.
#[must_use]
pub fn prospects() -> Memo<Prospects> {
    let session = use_session();
    Memo::new(move |_| session.read(look).unwrap_or_default())
}

fn look(s: &Snapshot) -> Prospects {
    let mut found = Prospects::default();
    for seen in s.shifts().iter().filter(|seen| is_open(seen)) {
        found.open.push(seen.id);
        if is_mine(seen) {
            found.mine.insert(seen.id);
        } else if !is_led(seen, s.person) && would_do(s, seen.id) {
            found.fit.insert(seen.id);
        }
        if seen.places_left() > 0 {
            found.free.insert(seen.id);
        }
    }
    found
}

/// Whether signing up, or waiting where it is full, would be taken.
fn would_do(s: &Snapshot, shift: ShiftId) -> bool {
    let command = Command::SignUp {
        shift,
        sign_up: SignUpId(Uuid::nil()),
        or_wait: true,
    };
    s.would(&command)
}
