//! `POST /api/export`: all that is held about the caller, to take along.

use super::{ApiError, cookies::Signed, passkeys::Nothing, posted::Posted};
use crate::{server::Server, store::at_once};
use axum::{Json, extract::State, http::StatusCode};
use chrono::NaiveDate;
use linli_domain::time::Instant;
use linli_sync::{Export, export_of};
use serde::Serialize;
use std::sync::Arc;

/// What is held in documents, and what beside them.
#[derive(Serialize)]
pub struct Everything {
    held: Export,
    account: AccountHeld,
}

/// How somebody signs in, and where they are signed in. What it is checked by is not told: it is of no use to anybody else.
#[derive(Serialize)]
struct AccountHeld {
    logins: Vec<String>,
    password: bool,
    /// Whether an app makes codes.
    code: bool,
    passkeys: Vec<Means>,
    devices: Vec<Means>,
}

/// A passkey, or a session on a device.
#[derive(Serialize)]
struct Means {
    /// On what kind of device; empty where it did not say.
    name: String,
    /// Since when.
    since: Instant,
    /// The day of its last use, in the community's zone.
    used: Option<NaiveDate>,
}

/// Puts it together, one at a time and few for each person: each looks at all documents.
pub async fn take(
    State(server): State<Server>,
    signed: Signed,
    Posted(Nothing {}): Posted<Nothing>,
) -> Result<Json<Everything>, ApiError> {
    let one = Arc::clone(&server.exporting).try_acquire_owned();
    let one = one.map_err(|_| ApiError::busy())?;
    let (person, now) = (signed.session.person, server.desk.clock.now());
    let counted = server.watch.exports(person, now);
    counted.map_err(|seconds| {
        ApiError::new(StatusCode::TOO_MANY_REQUESTS, "too_many_exports").retry_after(seconds)
    })?;
    let look = server.readers.look(move |store| {
        // Held as long as it is looked for, whether or not anybody waits for it.
        let _one = one;
        let held = at_once(export_of(store, person, now))?;
        let factors = store.factors(person)?;
        let passkey = |one: crate::store::PasskeyShown| Means {
            name: one.name,
            since: one.added,
            used: one.used,
        };
        let device = |one: crate::store::SignedIn| Means {
            name: one.device,
            since: one.opened,
            used: one.used,
        };
        let (passkeys, devices) = (store.passkeys_of(person)?, store.sessions_of(person, now)?);
        let account = AccountHeld {
            logins: store.logins_of(person)?,
            password: factors.password,
            code: factors.code,
            passkeys: passkeys.into_iter().map(passkey).collect(),
            devices: devices.into_iter().map(device).collect(),
        };
        Ok(Everything { held, account })
    });
    Ok(Json(look.await?))
}
