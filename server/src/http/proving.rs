//! `/api/session/prove` and `/api/session/password`: whoever is signed in shows again that it is they, and chooses another
//! password.

use super::{
    ApiError,
    codes::{self, guess_of},
    cookies::Signed,
    entering, guard,
    invitations::fit,
    passkeys::{Shown, whose},
    posted::Posted,
};
use crate::{
    address::Address,
    password::LONGEST,
    server::Server,
    store::{Rests, SignedBy},
};
use axum::{
    extract::State,
    http::{Extensions, HeaderMap, StatusCode},
    response::Response,
};
use linli_domain::PersonId;
use serde::Deserialize;

/// What proves who somebody is.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Proof {
    /// The password, for whoever has no second factor.
    Password(String),
    /// The code of an app.
    Code(String),
    /// A passkey.
    Passkey(Shown),
}

/// A new password.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// The present one; nothing from whoever has just shown a passkey.
    #[serde(default)]
    present: Option<String>,
    new: String,
}

fn wrong() -> ApiError {
    ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, "wrong_proof")
}

/// `POST /api/session/prove`: shown again. The session goes on under another token.
pub async fn prove(
    State(server): State<Server>,
    extensions: Extensions,
    headers: HeaderMap,
    signed: Signed,
    Posted(proof): Posted<Proof>,
) -> Result<Response, ApiError> {
    let person = signed.session.person;
    let address = guard::address_of(&server, &extensions, &headers);
    let factors = server.readers.factors(person).await?;
    let (right, by) = match proof {
        // Whoever has a second factor shows that: the password alone is what was stolen.
        Proof::Password(_) if factors.any_second() => (false, SignedBy::Password),
        Proof::Password(password) => {
            let right = is_password(&server, &headers, person, (address, password)).await?;
            (right, SignedBy::Password)
        }
        Proof::Code(code) => {
            let secret = codes::rightly(&server, &headers, person, (address, &code)).await?;
            (secret.is_some(), SignedBy::Code)
        }
        Proof::Passkey(shown) => {
            let (whose, _) = whose(&server, &headers, &shown).await?;
            (whose == person, SignedBy::Passkey)
        }
    };
    if !right {
        return Err(wrong());
    }
    let there = server.sessions.person(person).await?;
    let there = there.ok_or_else(ApiError::signed_out)?;
    // Whatever is changed meanwhile ends the session that this one goes on from.
    let rests = Rests::Session(signed.token.hashed());
    let proved = entering::Proved::now(&server, by, rests);
    entering::enter(&server, &headers, there, proved).await
}

/// Whether it is a person's password; it counts as a guess at it.
async fn is_password(
    server: &Server,
    headers: &HeaderMap,
    person: PersonId,
    (address, password): (Option<Address>, String),
) -> Result<bool, ApiError> {
    if password.len() > LONGEST {
        return Ok(false);
    }
    let guess = guess_of(server, headers, person, address).await?;
    let counted = server.guesses.begin(&guess, server.desk.clock.now());
    counted.map_err(ApiError::too_many_guesses)?;
    let look = server.readers.look(move |store| store.password_of(person));
    let right = server.passwords.is_right(password, look.await?).await;
    if !matches!(right, Ok(false)) {
        server.guesses.give_back(&guess);
    }
    right.map_err(|_| ApiError::busy())
}

/// `POST /api/session/password`: another password. It signs out everywhere else.
pub async fn change_password(
    State(server): State<Server>,
    extensions: Extensions,
    headers: HeaderMap,
    signed: Signed,
    Posted(given): Posted<Change>,
) -> Result<Response, ApiError> {
    let (person, by) = (signed.session.person, signed.session.signed_by);
    let address = guard::address_of(&server, &extensions, &headers);
    let there = server.sessions.person(person).await?;
    let there = there.ok_or_else(ApiError::signed_out)?;
    let second = server.readers.factors(person).await?.any_second();
    // Whoever has a second factor has shown it lately: the password alone is what was stolen.
    if second && !signed.proved_lately(&server) {
        return Err(ApiError::prove_again());
    }
    match given.present {
        Some(present) => {
            if !is_password(&server, &headers, person, (address, present)).await? {
                return Err(wrong());
            }
        }
        None if by == SignedBy::Passkey && signed.proved_lately(&server) => {}
        None => return Err(ApiError::prove_again()),
    }
    let about = &there.about;
    let mut personal: Vec<&str> = vec![&about.name, &about.volunteer_no];
    personal.extend(about.phone.as_deref());
    fit(&given.new, &personal)?;
    let rests = Rests::Session(signed.token.hashed());
    let new = set_password(&server, person, given.new, (rests, false)).await?;
    tracing::info!("a password was changed");
    let mut proved = entering::Proved::now(&server, by, new);
    if second {
        proved.at = signed.session.proved;
    }
    entering::enter(&server, &headers, there, proved).await
}

/// Sets a password for whoever may still, in the place of everything else where that was lost: every session of its person
/// ends, and one that begins now rests on what is answered. Whoever had none signs in with their volunteer number from now
/// on.
pub(super) async fn set_password(
    server: &Server,
    person: PersonId,
    password: String,
    (rests, lost): (Rests, bool),
) -> Result<Rests, ApiError> {
    let there = server.sessions.person(person).await?;
    let number = there.ok_or_else(ApiError::signed_out)?.about.volunteer_no;
    let hashed = server.passwords.hashed(password).await;
    let hashed = hashed.map_err(|_| ApiError::busy())?;
    let now = server.desk.clock.now();
    let (refused, new) = (entering::no_longer(&rests), Rests::Password(hashed.clone()));
    let written = server.desk.writer.write(move |store| {
        if !store.holds(person, &rests)? {
            return Ok(false);
        }
        if lost {
            store.drop_factors(person)?;
        }
        let known = store.has_account(person)?;
        store.set_password(person, &hashed, now)?;
        if !known && !store.add_login(person, &number)? {
            tracing::warn!("a volunteer number is another person's sign-in");
        }
        Ok(true)
    });
    written.await?.then_some(()).ok_or(refused)?;
    server.sessions.close_all(person).await?;
    Ok(new)
}
