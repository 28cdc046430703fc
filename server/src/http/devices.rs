//! `/api/session/devices`: where somebody is signed in, and signing out there.

use super::{
    ApiError,
    cookies::{self, Signed},
};
use crate::{random, server::Server, store::SignedIn};
use axum::{
    Json,
    extract::{Path, State, rejection::PathRejection},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use linli_domain::time::Instant;
use serde::Serialize;

/// Where the caller is signed in, the newest first.
#[derive(Serialize)]
struct Devices {
    devices: Vec<Device>,
}

#[derive(Serialize)]
struct Device {
    /// To sign it out by; no token.
    id: String,
    opened: Instant,
    /// A day in the community's zone; nothing finer is kept.
    used: Option<NaiveDate>,
    /// Such as "Android · Chrome"; empty where it did not say.
    name: String,
    /// Whether it is the one that asks.
    this: bool,
}

/// `GET`: all of them.
pub async fn list(State(server): State<Server>, signed: Signed) -> Result<Response, ApiError> {
    let this = signed.token.hashed();
    let shown = |device: SignedIn| Device {
        id: random::hex(&device.id),
        opened: device.opened,
        used: device.used,
        this: device.token == this,
        name: device.device,
    };
    let found = server.sessions.of(signed.session.person).await?;
    let devices = found.into_iter().map(shown).collect();
    let response = Json(Devices { devices }).into_response();
    signed.renewed(&server, response).await
}

/// `DELETE …/{id}`: signs out there. Whoever signs out here loses the cookie too.
pub async fn close(
    State(server): State<Server>,
    signed: Signed,
    id: Result<Path<uuid::Uuid>, PathRejection>,
) -> Result<Response, ApiError> {
    let no_such = || ApiError::new(StatusCode::NOT_FOUND, "no_such_device");
    let Path(id) = id.map_err(|_| no_such())?;
    let person = signed.session.person;
    let ended = server.sessions.close_one(person, id.into_bytes()).await?;
    let ended = ended.ok_or_else(no_such)?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    if ended == signed.token.hashed() {
        cookies::end(&mut response, &server.site);
    }
    Ok(response)
}

/// `DELETE`: signs out everywhere else.
pub async fn close_others(
    State(server): State<Server>,
    signed: Signed,
) -> Result<StatusCode, ApiError> {
    let (person, token) = (signed.session.person, &signed.token);
    server.sessions.close_others(person, token).await?;
    Ok(StatusCode::NO_CONTENT)
}
