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
    again::{Fate, Sent},
    door::{NotIn, Taking, take},
};
use crate::keys::{self, Made, Trouble};
use crate::locales::joining as words;
use crate::platform::{clock, http};
use crate::words::Word;

/// What somebody signs in with from now on.
#[derive(Clone, PartialEq)]
pub enum By {
    /// What they have, or nothing.
    Nothing,
    /// A password.
    Password(String),
    /// A passkey.
    Passkey(Made),
}

impl Sent for Taking {
    type Answer = http::Session;
    type Why = NotIn;

    fn says_the_same(&self, other: &Self) -> bool {
        let (command, grant) = (other.command, other.grant);
        Taking {
            command,
            grant,
            ..self.clone()
        } == *other
    }

    async fn send(&self) -> Result<http::Session, NotIn> {
        take(self).await
    }

    fn fate(why: &NotIn) -> Fate {
        // An invitation for one person is used up by what arrived.
        let there = |reason: &Refusal| {
            matches!(
                reason,
                Refusal::IdTaken | Refusal::InvitationUsed { .. } | Refusal::InvitationOver
            )
        };
        match why {
            NotIn::Offline | NotIn::Busy => Fate::Unknown,
            NotIn::Refused(reasons) if reasons.iter().any(there) => Fate::There,
            _ => Fate::Not,
        }
    }
}

/// What is sent, for the person that they will be: the same however often it is sent, and corrected.
pub fn taking(opening: &Opening, person: PersonId, newcomer: Option<Newcomer>, by: By) -> Taking {
    let (password, passkey) = match by {
        By::Nothing => (None, None),
        By::Password(password) => (Some(password), None),
        By::Passkey(made) => (None, Some(made)),
    };
    Taking {
        invitation: opening.invitation,
        token: opening.token.clone(),
        command: CommandId(clock::fresh_uuid()),
        person,
        grant: GrantId(clock::fresh_uuid()),
        newcomer,
        password,
        passkey,
    }
}

/// What is said to whom an earlier text let in, and not what they corrected.
pub fn of_the_first(before: &Taking, corrected: &Taking) -> Vec<Word> {
    let told = before.newcomer != corrected.newcomer;
    let password = before.password.is_some() && before.password != corrected.password;
    let words: [(bool, Word); 2] = [
        (told, words::first_counts),
        (password, words::first_password),
    ];
    let said = words.into_iter().filter(|(holds, _)| *holds);
    said.map(|(_, word)| word).collect()
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
    made: StoredValue<Option<Made>>,
    (person, name): (PersonId, &str),
) -> Result<By, NotIn> {
    if let Some(made) = made.try_get_value().flatten() {
        return Ok(By::Passkey(made));
    }
    let opens = (opening.invitation, opening.token.as_str());
    let fresh = keys::make_for_invitation(opens, person, name).await;
    let fresh = fresh.map_err(|why| match why {
        Trouble::Offline => NotIn::Offline,
        Trouble::Busy => NotIn::Busy,
        why => NotIn::Passkey(why),
    })?;
    let _ = made.try_set_value(Some(fresh.clone()));
    Ok(By::Passkey(fresh))
}
