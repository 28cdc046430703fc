//! `/api/session/code` and `/api/session/codes`: the codes of an app, as the other second factor.

use super::{
    ApiError,
    cookies::{self, Enrolling, Signed},
    entering, guard,
    passkeys::{Nothing, last_factor, may_change, may_leave_one, strengthened},
    posted::Posted,
};
use crate::{
    address::Address,
    ceremonies::Ceremony,
    codes,
    guesses::{Account, Guess},
    random,
    server::Server,
    store::{Rests, SignedBy},
};
use axum::{
    Json,
    extract::State,
    http::{Extensions, HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use linli_domain::PersonId;
use serde::{Deserialize, Serialize};

/// A code that was typed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Typed {
    ceremony: String,
    code: String,
}

/// What an app is set up with.
#[derive(Serialize)]
struct NewCode {
    ceremony: String,
    /// To type, in base32.
    secret: String,
    /// To scan.
    address: String,
}

pub(super) fn wrong() -> ApiError {
    ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, "wrong_code")
}

/// `POST /api/session/code`: signs in, after the password.
pub async fn sign_in(
    State(server): State<Server>,
    extensions: Extensions,
    headers: HeaderMap,
    Posted(given): Posted<Typed>,
) -> Result<Response, ApiError> {
    let now = server.desk.clock.now();
    let over = || ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, "ceremony_over");
    let begun = server.ceremonies.take(&given.ceremony, now);
    let Some(Ceremony::Code(person, before, tries)) = begun else {
        return Err(over());
    };
    let address = guard::address_of(&server, &extensions, &headers);
    let secret = rightly(&server, &headers, person, (address, &given.code)).await;
    if !matches!(secret, Ok(Some(_))) && tries > 1 {
        let again = Ceremony::Code(person, before.clone(), tries - 1);
        server.ceremonies.put(given.ceremony, again, now);
    }
    let secret = secret?;
    tracing::info!(right = secret.is_some(), "a sign-in by code");
    let secret = secret.ok_or_else(wrong)?;
    let person = server.sessions.person(person).await?.ok_or_else(over)?;
    let rests = Rests::Code(secret, Box::new(before));
    let proved = entering::Proved::now(&server, SignedBy::Code, rests);
    entering::begin(&server, &headers, person, proved).await
}

/// The secret of a person's app, where it is its code and nobody has used it yet. It counts as a guess of their password
/// does.
pub(super) async fn rightly(
    server: &Server,
    headers: &HeaderMap,
    person: PersonId,
    (address, code): (Option<Address>, &str),
) -> Result<Option<Vec<u8>>, ApiError> {
    let now = server.desk.clock.now();
    let guess = guess_of(server, headers, person, address).await?;
    let counted = server.guesses.begin(&guess, now);
    counted.map_err(ApiError::too_many_guesses)?;
    let secret = server.readers.look(move |store| store.code_secret(person));
    let secret = secret.await?;
    let step = secret.as_deref();
    let step = step.and_then(|secret| codes::step_of(secret, code, now));
    let Some(step) = step else { return Ok(None) };
    let used = server
        .desk
        .writer
        .write(move |store| store.use_code(person, step));
    let used = used.await?;
    if used {
        server.guesses.give_back(&guess);
    }
    Ok(secret.filter(|_| used))
}

/// A guess at what a person knows, from this device and address.
pub(super) async fn guess_of(
    server: &Server,
    headers: &HeaderMap,
    person: PersonId,
    address: Option<Address>,
) -> Result<Guess, ApiError> {
    let now = server.desk.clock.now();
    let device = cookies::device_of(headers, &server.site).map(|token| token.hashed());
    let look = server.readers.look(move |store| match device {
        Some(device) if store.is_known(&device, person, now)? => Ok(Some(device)),
        _ => Ok(None),
    });
    Ok(Guess {
        account: Account::Of(person),
        device: look.await?,
        address,
    })
}

/// `POST /api/session/codes/begin`: what an app is set up with.
pub async fn begin(
    State(server): State<Server>,
    Enrolling(signed): Enrolling,
    Posted(Nothing {}): Posted<Nothing>,
) -> Result<Response, ApiError> {
    may_change(&server, &signed).await?;
    let person = signed.session.person;
    let there = server.sessions.person(person).await?;
    let about = there.ok_or_else(ApiError::signed_out)?.about;
    let mut secret = [0; 20];
    let random = random::bytes()?;
    secret.copy_from_slice(&random[..20]);
    let ceremony = Ceremony::NewCode(person, secret);
    let new = NewCode {
        ceremony: server.ceremonies.begin(ceremony, server.desk.clock.now())?,
        secret: codes::base32(&secret),
        address: codes::address(&secret, &about.volunteer_no),
    };
    Ok(Json(new).into_response())
}

/// `POST /api/session/codes`: keeps it, once the app has made a code. One that was there before makes none any more.
pub async fn add(
    State(server): State<Server>,
    headers: HeaderMap,
    Enrolling(signed): Enrolling,
    Posted(given): Posted<Typed>,
) -> Result<Response, ApiError> {
    let factors = may_change(&server, &signed).await?;
    let (person, now) = (signed.session.person, server.desk.clock.now());
    let taken = server.ceremonies.take(&given.ceremony, now);
    let Some(Ceremony::NewCode(whose, secret)) = taken else {
        return Err(wrong());
    };
    let step = codes::step_of(&secret, &given.code, now).filter(|_| whose == person);
    let Some(step) = step else {
        let again = Ceremony::NewCode(whose, secret);
        server.ceremonies.put(given.ceremony, again, now);
        return Err(wrong());
    };
    let rests = Rests::Session(signed.token.hashed());
    let kept = server.desk.writer.write(move |store| {
        let holds = store.holds(person, &rests)?;
        if holds {
            store.set_code_secret(person, &secret, step, now)?;
        }
        Ok(holds)
    });
    kept.await?.then_some(()).ok_or_else(ApiError::signed_out)?;
    tracing::info!("an app for codes was set up");
    strengthened(&server, &headers, &signed, (factors, SignedBy::Code)).await
}

/// `DELETE /api/session/codes`: no app makes codes any more. Signed out everywhere else, as with a passkey.
pub async fn remove(State(server): State<Server>, signed: Signed) -> Result<StatusCode, ApiError> {
    let last = may_leave_one(&server, &signed).await?;
    let person = signed.session.person;
    let gone = server.desk.writer.write(move |store| {
        if last.is_left(store.factors(person)?) {
            return Ok(None);
        }
        store.remove_code(person).map(Some)
    });
    if !gone.await?.ok_or_else(last_factor)? {
        return Err(ApiError::new(StatusCode::NOT_FOUND, "no_such_code"));
    }
    tracing::info!("an app for codes was removed");
    server.sessions.close_others(person, &signed.token).await?;
    Ok(StatusCode::NO_CONTENT)
}
