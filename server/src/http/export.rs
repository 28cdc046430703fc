//! `POST /api/export`: all that is held about the caller, to take along.

use super::{ApiError, cookies::Signed, passkeys::Nothing, posted::Posted};
use crate::{server::Server, store::at_once};
use axum::{Json, extract::State};
use chrono::NaiveDate;
use linli_domain::time::Instant;
use linli_sync::{Export, export_of};
use serde::Serialize;
use tokio::sync::Semaphore;

/// One at a time: each looks at all documents.
static ONE: Semaphore = Semaphore::const_new(1);

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

/// Puts it together.
pub async fn take(
    State(server): State<Server>,
    signed: Signed,
    Posted(Nothing {}): Posted<Nothing>,
) -> Result<Json<Everything>, ApiError> {
    let _one = ONE.try_acquire().map_err(|_| ApiError::busy())?;
    let (person, now) = (signed.session.person, server.desk.clock.now());
    let devices = server.sessions.of(person).await?;
    let device = |one: crate::store::SignedIn| Means {
        name: one.device,
        since: one.opened,
        used: one.used,
    };
    let devices = devices.into_iter().map(device).collect();
    let look = server.readers.look(move |store| {
        let held = at_once(export_of(store, person, now))?;
        let factors = store.factors(person)?;
        let passkey = |one: crate::store::PasskeyShown| Means {
            name: one.name,
            since: one.added,
            used: one.used,
        };
        let account = AccountHeld {
            logins: store.logins_of(person)?,
            password: factors.password,
            code: factors.code,
            passkeys: store
                .passkeys_of(person)?
                .into_iter()
                .map(passkey)
                .collect(),
            devices,
        };
        Ok(Everything { held, account })
    });
    Ok(Json(look.await?))
}
