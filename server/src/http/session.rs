//! Signing in and out, with a volunteer number or account name and a password.

use super::{
    ApiError,
    cookies::{self, Signed},
    posted::Posted,
};
use crate::{
    password::LONGEST,
    server::Server,
    store::{at_once, login_form},
};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use linli_domain::{Document, DocumentKey, PersonId};
use linli_sync::Reading;
use serde::{Deserialize, Serialize};

/// What somebody signs in with.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// The volunteer number or account name.
    login: String,
    password: String,
}

/// Who is signed in.
#[derive(Serialize)]
pub(super) struct Who {
    pub person: PersonId,
    pub name: String,
}

/// `POST /api/session`: signs in.
pub async fn open(
    State(server): State<Server>,
    headers: HeaderMap,
    Posted(given): Posted<SignIn>,
) -> Result<Response, ApiError> {
    let wrong = || ApiError::new(StatusCode::UNAUTHORIZED, "wrong_login");
    let login = login_form(&given.login);
    if login.chars().count() > LONGEST || given.password.len() > LONGEST {
        return Err(wrong());
    }
    let many = |seconds| {
        ApiError::new(StatusCode::TOO_MANY_REQUESTS, "too_many_guesses").retry_after(seconds)
    };
    server
        .guesses
        .begin(&login, server.desk.clock.now())
        .map_err(many)?;
    let looked_up = login.clone();
    let account = server
        .readers
        .look(move |store| store.account(&looked_up))
        .await?;
    let hashed = account.as_ref().map(|account| account.password.clone());
    let right = server.passwords.is_right(given.password, hashed).await;
    let right = right.map_err(|_| ApiError::busy())?;
    let account = account.filter(|_| right).ok_or_else(wrong)?;
    server.guesses.right(&login);
    let who = who(&server, account.person).await?.ok_or_else(wrong)?;
    // A session is never taken over from whoever used this browser before.
    if let Some(old) = cookies::token_of(&headers, &server.site) {
        server.sessions.close(&old).await?;
    }
    let token = server.sessions.open(account.person).await?;
    let mut response = Json(who).into_response();
    cookies::set(&mut response, &server.site, Some(&token));
    Ok(response)
}

/// `GET /api/session`: who is signed in. Nothing, for whoever brings no cookie: a first visit is no error.
pub async fn show(
    State(server): State<Server>,
    headers: HeaderMap,
    signed: Result<Signed, ApiError>,
) -> Result<Response, ApiError> {
    if cookies::token_of(&headers, &server.site).is_none() {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let signed = signed?;
    let who = who(&server, signed.session.person).await?;
    let who = who.ok_or_else(ApiError::signed_out)?;
    signed.renewed(&server, Json(who).into_response()).await
}

/// `DELETE /api/session`: signs out. It never fails for want of a session.
pub async fn close(State(server): State<Server>, headers: HeaderMap) -> Result<Response, ApiError> {
    if let Some(token) = cookies::token_of(&headers, &server.site) {
        server.sessions.close(&token).await?;
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    cookies::set(&mut response, &server.site, None);
    Ok(response)
}

pub(super) async fn who(server: &Server, person: PersonId) -> Result<Option<Who>, ApiError> {
    let key = DocumentKey::Person(person);
    let look = server
        .readers
        .look(move |store| at_once(store.load(&[key])));
    let found = look.await?.into_iter().next().flatten();
    Ok(found.and_then(|stored| match &*stored.document {
        Document::Person(there) => Some(Who {
            person,
            name: there.about.name.clone(),
        }),
        _ => None,
    }))
}
