//! What stands between somebody who has shown who they are, and their session: a second factor, where they have one or
//! must have one.

use super::{ApiError, codes, cookies, passkeys, session};
use crate::{
    ceremonies::{Ceremony, TRIES},
    device_name::device_name,
    server::Server,
    sessions::Beginning,
    store::{Rests, SignedBy},
};
use axum::{
    Json,
    http::{HeaderMap, StatusCode, header::USER_AGENT},
    response::{IntoResponse, Response},
};
use linli_domain::{person::Person, time::Instant};
use serde::Serialize;

/// What somebody has shown of who they are.
#[derive(Clone, Debug)]
pub struct Proved {
    /// By what.
    pub by: SignedBy,
    /// When.
    pub at: Instant,
    /// What must still be theirs when the session begins.
    pub rests: Rests,
}

impl Proved {
    /// Just now.
    pub fn now(server: &Server, by: SignedBy, rests: Rests) -> Self {
        let at = server.desk.clock.now();
        Proved { by, at, rests }
    }
}

/// What is still missing. It comes with 202: taken, and not done.
#[derive(Serialize)]
#[serde(tag = "next", rename_all = "snake_case")]
enum Missing {
    /// A second factor that they have.
    Second {
        /// To send with the code.
        ceremony: String,
        /// A passkey will do.
        passkey: bool,
        /// The code of their app will do.
        code: bool,
    },
    /// A second factor, which they must set up first.
    Enrol,
}

/// Begins the session of somebody who has shown this much, or says what is missing.
pub async fn enter(
    server: &Server,
    headers: &HeaderMap,
    person: Person,
    proved: Proved,
) -> Result<Response, ApiError> {
    if proved.by.is_strong() {
        return begin(server, headers, person, proved).await;
    }
    let (id, now) = (person.id, server.desk.clock.now());
    let factors = server.readers.factors(id).await?;
    if factors.any_second() {
        let ceremony = Ceremony::Code(id, proved.rests, TRIES);
        let missing = Missing::Second {
            ceremony: server.ceremonies.begin(ceremony, now)?,
            passkey: factors.passkeys > 0,
            code: factors.code,
        };
        return Ok((StatusCode::ACCEPTED, Json(missing)).into_response());
    }
    if server.second_factor.is_demanded_of(&person, now) {
        let mut response = (StatusCode::ACCEPTED, Json(Missing::Enrol)).into_response();
        open(server, headers, &person, (proved, true), &mut response).await?;
        return Ok(response);
    }
    begin(server, headers, person, proved).await
}

/// Begins a session on this device.
pub async fn begin(
    server: &Server,
    headers: &HeaderMap,
    person: Person,
    proved: Proved,
) -> Result<Response, ApiError> {
    let mut response = Json(session::Who::of(person.clone())).into_response();
    open(server, headers, &person, (proved, false), &mut response).await?;
    Ok(response)
}

/// What is answered where something is not theirs any more that was shown: as if it had been wrong.
pub(super) fn no_longer(rests: &Rests) -> ApiError {
    match rests {
        Rests::Password(_) => session::wrong(),
        Rests::Passkey(_) => passkeys::wrong(),
        Rests::Code(..) => codes::wrong(),
        Rests::Session(_) | Rests::Link => ApiError::signed_out(),
    }
}

/// One is never taken over from whoever used this browser before.
async fn open(
    server: &Server,
    headers: &HeaderMap,
    person: &Person,
    (proved, enrols): (Proved, bool),
    response: &mut Response,
) -> Result<(), ApiError> {
    let refused = no_longer(&proved.rests);
    let beginning = Beginning {
        device: device_of(headers),
        was_known: cookies::device_of(headers, &server.site).map(|token| token.hashed()),
        signed_by: proved.by,
        proved: proved.at,
        enrols,
        rests: proved.rests,
        in_place_of: cookies::token_of(headers, &server.site).map(|token| token.hashed()),
    };
    let begun = server.sessions.open(person, beginning).await?;
    let begun = begun.ok_or(refused)?;
    cookies::begin(response, &server.site, &begun);
    Ok(())
}

/// What kind of device asks.
pub fn device_of(headers: &HeaderMap) -> String {
    let user_agent = headers
        .get(USER_AGENT)
        .and_then(|value| value.to_str().ok());
    device_name(user_agent.unwrap_or_default())
}
