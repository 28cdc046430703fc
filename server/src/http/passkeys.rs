//! `/api/session/passkey` and `/api/session/passkeys`: signing in with one, and one's own.

use super::{
    ApiError,
    cookies::{self, Enrolling, Signed},
    entering, guard,
    posted::Posted,
};
use crate::{
    ceremonies::{Asker, Ceremony, For},
    passkeys::{MadeKey, Making, RelyingParty, ShownKey},
    random,
    server::Server,
    sessions::Hashed,
    store::{Factors, Rests, SignedBy},
};
use axum::{
    Json,
    extract::{Path, State, rejection::PathRejection},
    http::{Extensions, HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use linli_domain::{PersonId, person::Person, time::Instant};
use serde::{Deserialize, Serialize};
use webauthn_rs::prelude::{Passkey, WebauthnError};

/// Nothing at all: a body that says so.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// A passkey that was shown.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shown {
    ceremony: String,
    key: ShownKey,
}

/// A passkey that was made.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Added {
    ceremony: String,
    key: MadeKey,
}

/// One's own.
#[derive(Serialize)]
struct Own {
    passkeys: Vec<One>,
    /// Whether an app makes codes.
    code: bool,
    /// Whether there is a password.
    password: bool,
    /// Whether this browser can make passkeys for this address.
    can: bool,
    /// Whether one second factor must stay.
    must: bool,
}

#[derive(Serialize)]
struct One {
    /// To remove it by.
    id: String,
    /// On what it was made, such as "Android · Chrome"; empty where it did not say.
    name: String,
    added: Instant,
    /// The day of its last use, in the community's zone.
    used: Option<NaiveDate>,
}

/// The relying party, where the browser that asks can make passkeys for it.
pub(super) fn party<'a>(
    server: &'a Server,
    headers: &HeaderMap,
) -> Result<&'a RelyingParty, ApiError> {
    let party = server.relying_party.as_ref();
    let party = party.filter(|party| party.serves(headers));
    party.ok_or_else(|| ApiError::new(StatusCode::CONFLICT, "no_passkeys_here"))
}

/// The ceremony is over, or the passkey is not as it should be: nobody is told which.
pub(super) fn wrong() -> ApiError {
    ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, "wrong_passkey")
}

fn failed(error: &WebauthnError) -> ApiError {
    ApiError::internal(format!("passkeys: {error:?}"))
}

/// `POST /api/session/passkey/begin`: what a browser needs to show one, whosever it is.
pub async fn ask(
    State(server): State<Server>,
    extensions: Extensions,
    headers: HeaderMap,
    Posted(Nothing {}): Posted<Nothing>,
) -> Result<Response, ApiError> {
    let (party, now) = (party(&server, &headers)?, server.desk.clock.now());
    let address = guard::address_of(&server, &extensions, &headers);
    let device = known_device(&server, &headers).await?;
    let counted = server.guesses.begin_unnamed((device, address), now);
    let counted = counted.map_err(ApiError::too_many_guesses)?;
    let (mut showing, state) = party.show().map_err(|error| failed(&error))?;
    let asker = device.map_or(Asker::Anybody, |_| Asker::Known);
    let ceremony = Ceremony::Showing(asker, counted, Box::new(state));
    showing.ceremony = server.ceremonies.begin(ceremony, now)?;
    Ok(Json(showing).into_response())
}

/// The device that asks, where somebody has signed in on it before.
async fn known_device(server: &Server, headers: &HeaderMap) -> Result<Option<Hashed>, ApiError> {
    let now = server.desk.clock.now();
    let Some(device) = cookies::device_of(headers, &server.site) else {
        return Ok(None);
    };
    let device = device.hashed();
    let look = server
        .readers
        .look(move |store| store.is_known_to_anybody(&device, now));
    Ok(look.await?.then_some(device))
}

/// `POST /api/session/passkey`: signs in.
pub async fn sign_in(
    State(server): State<Server>,
    headers: HeaderMap,
    Posted(given): Posted<Shown>,
) -> Result<Response, ApiError> {
    let shown = whose(&server, &headers, &given).await;
    tracing::info!(right = shown.is_ok(), "a sign-in by passkey");
    let (person, passkey) = shown?;
    let person = server.sessions.person(person).await?.ok_or_else(wrong)?;
    let rests = Rests::Passkey(passkey);
    let proved = entering::Proved::now(&server, SignedBy::Passkey, rests);
    entering::begin(&server, &headers, person, proved).await
}

/// Whose passkey was shown, and rightly; and its credential's id. That it was asked for counts for nothing then.
pub(super) async fn whose(
    server: &Server,
    headers: &HeaderMap,
    given: &Shown,
) -> Result<(PersonId, Vec<u8>), ApiError> {
    let (party, now) = (party(server, headers)?, server.desk.clock.now());
    let Some(Ceremony::Showing(_, counted, state)) = server.ceremonies.take(&given.ceremony, now)
    else {
        return Err(wrong());
    };
    let claim = party.claimed(&given.key).map_err(|_| wrong())?;
    let id = claim.id.clone();
    let found = server.readers.look(move |store| store.passkey(&id)).await?;
    let (person, passkey) = found
        .filter(|(person, _)| *person == claim.person)
        .ok_or_else(wrong)?;
    let shown = party.shown(&claim, *state, passkey);
    if matches!(shown, Err(WebauthnError::CredentialPossibleCompromise)) {
        tracing::warn!("the counter of a passkey went back: it may have been copied");
    }
    let (passkey, counter) = shown.map_err(|_| wrong())?;
    let today = server.desk.profile.local_date(now);
    let used = server
        .desk
        .writer
        .write(move |store| store.use_passkey(person, &passkey, counter, today));
    used.await?.then_some(()).ok_or_else(wrong)?;
    server.guesses.give_back_unnamed(&counted);
    Ok((person, claim.id))
}

/// `GET /api/session/passkeys`.
pub async fn list(
    State(server): State<Server>,
    headers: HeaderMap,
    Enrolling(signed): Enrolling,
) -> Result<Response, ApiError> {
    let person = signed.session.person;
    let look = server
        .readers
        .look(move |store| Ok((store.passkeys_of(person)?, store.factors(person)?)));
    let (found, factors) = look.await?;
    let one = |key: crate::store::PasskeyShown| One {
        id: random::hex(&key.id),
        name: key.name,
        added: key.added,
        used: key.used,
    };
    let person = server.sessions.person(person).await?;
    let person = person.ok_or_else(ApiError::signed_out)?;
    let own = Own {
        passkeys: found.into_iter().map(one).collect(),
        code: factors.code,
        password: factors.password,
        can: party(&server, &headers).is_ok(),
        must: keeps_one(&server, &person, factors),
    };
    Ok(Json(own).into_response())
}

/// Whether this person's last second factor must stay: it is demanded, or they have nothing else to come in by.
pub(super) fn keeps_one(server: &Server, person: &Person, factors: Factors) -> bool {
    let now = server.desk.clock.now();
    let no_other_way = !factors.password && linli_domain::holds_a_duty(person, now);
    server.second_factor.is_demanded_of(person, now) || no_other_way
}

/// Whoever changes how they sign in has proved lately that it is they; but for whoever enrols, who just has, and whoever
/// has nothing to prove it by: their device is what they come in by.
pub(super) async fn may_change(server: &Server, signed: &Signed) -> Result<Factors, ApiError> {
    let person = signed.session.person;
    let factors = server.readers.factors(person).await?;
    if signed.session.enrols {
        // Whoever has one by now shows it, and enrols no other beside it.
        let first = !factors.any_second();
        return first.then_some(factors).ok_or_else(ApiError::signed_out);
    }
    let nothing = !factors.password && !factors.any_second();
    if nothing || signed.proved_lately(server) {
        Ok(factors)
    } else {
        Err(ApiError::prove_again())
    }
}

/// Begins to make a passkey; what the browser is told.
pub(super) async fn make(
    server: &Server,
    headers: &HeaderMap,
    who: For,
    name: &str,
) -> Result<Making, ApiError> {
    let party = party(server, headers)?;
    let (person, known) = match who {
        For::Signed(person) => {
            let look = server.readers.look(move |store| store.passkeys_of(person));
            let known = look.await?.into_iter().map(|key| key.credential);
            (person, known.collect())
        }
        // Whoever holds a link says whom they are: they are told nothing of that person.
        For::Invited(_, person) => (person, Vec::new()),
    };
    let made = party.make(person, name, known);
    let (mut making, state) = made.map_err(|error| failed(&error))?;
    let ceremony = Ceremony::Making(who, Box::new(state));
    making.ceremony = server.ceremonies.begin(ceremony, server.desk.clock.now())?;
    Ok(making)
}

/// The passkey that was made for somebody, and what to put back where it is not kept after all. Whoever comes in sends
/// the same again where the answer was lost, so theirs waits on for its few minutes.
pub(super) fn made(
    server: &Server,
    headers: &HeaderMap,
    who: For,
    given: &Added,
) -> Result<(Passkey, Ceremony), ApiError> {
    let (party, now) = (party(server, headers)?, server.desk.clock.now());
    let ceremony = match who {
        For::Signed(_) => server.ceremonies.take(&given.ceremony, now),
        For::Invited(..) => server.ceremonies.look(&given.ceremony, now),
    };
    let Some(Ceremony::Making(whose, state)) = ceremony else {
        return Err(wrong());
    };
    if whose != who {
        return Err(wrong());
    }
    let passkey = party.made(&given.key, &state).map_err(|_| wrong())?;
    Ok((passkey, Ceremony::Making(whose, state)))
}

/// Keeps a passkey for whoever may still, in the place of everything else where that was lost; 409 where it is somebody
/// else's, or its person has enough.
pub(super) async fn keep(
    server: &Server,
    person: PersonId,
    (passkey, name): (Passkey, String),
    (rests, lost): (Rests, bool),
) -> Result<(), ApiError> {
    let (id, now) = (random::id()?, server.desk.clock.now());
    let refused = entering::no_longer(&rests);
    let added = server.desk.writer.write(move |store| {
        if !store.holds(person, &rests)? {
            return Ok(None);
        }
        if lost {
            store.drop_factors(person)?;
        }
        store
            .add_passkey(person, id, &passkey, &name, now)
            .map(Some)
    });
    let kept = added.await?.ok_or(refused)?;
    kept.then_some(())
        .ok_or_else(|| ApiError::new(StatusCode::CONFLICT, "too_many_passkeys"))
}

impl Added {
    /// Keeps the ceremony for another try with the same passkey.
    pub(super) fn put_back(&self, server: &Server, ceremony: Ceremony) {
        let now = server.desk.clock.now();
        server.ceremonies.put(self.ceremony.clone(), ceremony, now);
    }
}

/// `POST /api/session/passkeys/begin`: what a browser needs to make one.
pub async fn begin(
    State(server): State<Server>,
    headers: HeaderMap,
    Enrolling(signed): Enrolling,
    Posted(Nothing {}): Posted<Nothing>,
) -> Result<Response, ApiError> {
    may_change(&server, &signed).await?;
    let person = signed.session.person;
    let there = server.sessions.person(person).await?;
    let name = there.ok_or_else(ApiError::signed_out)?.about.name;
    let making = make(&server, &headers, For::Signed(person), &name).await?;
    Ok(Json(making).into_response())
}

/// `POST /api/session/passkeys`: keeps it. Whoever enrols is signed in by it; the first second factor ends the sessions
/// that were begun without one.
pub async fn add(
    State(server): State<Server>,
    headers: HeaderMap,
    Enrolling(signed): Enrolling,
    Posted(given): Posted<Added>,
) -> Result<Response, ApiError> {
    let factors = may_change(&server, &signed).await?;
    let person = signed.session.person;
    let (passkey, _) = made(&server, &headers, For::Signed(person), &given)?;
    let made = (passkey, entering::device_of(&headers));
    let rests = Rests::Session(signed.token.hashed());
    keep(&server, person, made, (rests, false)).await?;
    tracing::info!("a passkey was added");
    strengthened(&server, &headers, &signed, (factors, SignedBy::Passkey)).await
}

/// The session of whoever has just set up a second factor goes on as one that was begun with it.
pub(super) async fn strengthened(
    server: &Server,
    headers: &HeaderMap,
    signed: &Signed,
    (before, by): (Factors, SignedBy),
) -> Result<Response, ApiError> {
    let person = signed.session.person;
    if !before.any_second() {
        server.sessions.close_others(person, &signed.token).await?;
    }
    let person = server.sessions.person(person).await?;
    let person = person.ok_or_else(ApiError::signed_out)?;
    let rests = Rests::Session(signed.token.hashed());
    let proved = entering::Proved::now(server, by, rests);
    entering::begin(server, headers, person, proved).await
}

/// `DELETE /api/session/passkeys/{id}`: removes it, and signs out everywhere else: somebody may have come in by it.
pub async fn remove(
    State(server): State<Server>,
    signed: Signed,
    id: Result<Path<uuid::Uuid>, PathRejection>,
) -> Result<StatusCode, ApiError> {
    let no_such = || ApiError::new(StatusCode::NOT_FOUND, "no_such_passkey");
    let Path(id) = id.map_err(|_| no_such())?;
    let last = may_leave_one(&server, &signed).await?;
    let person = signed.session.person;
    let gone = server.desk.writer.write(move |store| {
        if last.is_left(store.factors(person)?) {
            return Ok(None);
        }
        store.remove_passkey(person, id.as_bytes()).map(Some)
    });
    let gone = gone.await?.ok_or_else(last_factor)?;
    gone.then_some(()).ok_or_else(no_such)?;
    tracing::info!("a passkey was removed");
    server.sessions.close_others(person, &signed.token).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whether the last second factor of somebody must stay.
#[derive(Clone, Copy)]
pub(super) struct Last(bool);

impl Last {
    /// Whether it is the last one, and must stay. It is asked where it is removed: another request may have been quicker.
    pub(super) fn is_left(self, factors: Factors) -> bool {
        self.0 && factors.seconds() == 1
    }
}

/// The last one of whoever must have one stays.
pub(super) fn last_factor() -> ApiError {
    ApiError::new(StatusCode::CONFLICT, "last_factor")
}

/// Whether a second factor may go; 409 for the last one of whoever must have one.
pub(super) async fn may_leave_one(server: &Server, signed: &Signed) -> Result<Last, ApiError> {
    let factors = may_change(server, signed).await?;
    let person = server.sessions.person(signed.session.person).await?;
    let person = person.ok_or_else(ApiError::signed_out)?;
    let last = Last(keeps_one(server, &person, factors));
    if last.is_left(factors) {
        return Err(last_factor());
    }
    Ok(last)
}
