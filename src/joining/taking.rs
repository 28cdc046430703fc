//! What is sent by whoever comes in: with a password, a passkey, or neither.

use leptos::prelude::*;
use linli_domain::{
    CommandId, GrantId, PersonId, Refusal,
    invitation::Newcomer,
    refusal::{Field, Problem},
    time::Birth,
};

use super::{
    Opening,
    door::{NotIn, Taking},
};
use crate::keys::{self, Made, Trouble};
use crate::platform::clock;
use crate::session::Session;

/// What somebody signs in with from now on.
#[derive(Clone, PartialEq)]
pub enum By {
    /// What they have, or nothing.
    Nothing,
    /// A password.
    Password(String),
    /// Made for this person.
    Passkey(PersonId, Made),
}

/// What is sent: the same ids as before where nobody knows what became of that.
pub fn taking(opening: &Opening, newcomer: Option<Newcomer>, by: By) -> Taking {
    let (person, password, passkey) = match by {
        By::Nothing => (None, None, None),
        By::Password(password) => (None, Some(password), None),
        By::Passkey(person, made) => (Some(person), None, Some(made)),
    };
    Taking {
        invitation: opening.invitation,
        token: opening.token.clone(),
        command: CommandId(clock::fresh_uuid()),
        person: person.unwrap_or_else(|| PersonId(clock::fresh_uuid())),
        grant: GrantId(clock::fresh_uuid()),
        newcomer,
        password,
        passkey,
    }
}

/// What a passkey waits for: the browser would ask, and then something else would be missing.
pub fn missing_of(newcomer: &Newcomer) -> Vec<Refusal> {
    let fields = [
        (Field::Name, newcomer.name.is_empty()),
        (Field::Birth, newcomer.birth == Birth::Year(0)),
        (Field::Phone, newcomer.phone.is_empty()),
        (Field::Consent, newcomer.consents.is_empty()),
    ];
    let missing = fields.into_iter().filter(|(_, missing)| *missing);
    let problem = Problem::Missing;
    missing
        .map(|(field, _)| Refusal::Field { field, problem })
        .collect()
}

/// A passkey for whoever comes in: the one that was made before, or another.
pub async fn passkey_for(
    opening: &Opening,
    (session, made): (Session, StoredValue<Option<(PersonId, Made)>>),
    name: &str,
) -> Result<By, NotIn> {
    if let Some((person, made)) = made.try_get_value().flatten() {
        return Ok(By::Passkey(person, made));
    }
    let signed_in = session
        .snapshot
        .with_untracked(|s| s.as_ref().map(|s| s.person));
    let person = signed_in
        .filter(|_| name.is_empty())
        .unwrap_or_else(|| PersonId(clock::fresh_uuid()));
    let opens = (opening.invitation, opening.token.as_str());
    let fresh = keys::make_for_invitation(opens, person, name).await;
    let fresh = fresh.map_err(|why| match why {
        Trouble::Offline => NotIn::Offline,
        Trouble::Busy => NotIn::Busy,
        why => NotIn::Passkey(why),
    })?;
    let _ = made.try_set_value(Some((person, fresh.clone())));
    Ok(By::Passkey(person, fresh))
}
