//! Signing in and out, with a volunteer number or account name and a password.

use super::{
    ApiError,
    cookies::{self, Signed},
    entering, guard,
    posted::Posted,
};
use crate::{
    address::Address,
    guesses::{Account as Whose, Guess},
    password::LONGEST,
    server::Server,
    sessions::Hashed,
    store::{Account, Rests, SignedBy, login_form},
};
use axum::{
    Json,
    extract::State,
    http::{Extensions, HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use linli_domain::{PersonId, person::Person};
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
    person: PersonId,
    name: String,
}

impl Who {
    pub(super) fn of(person: Person) -> Self {
        Who {
            person: person.id,
            name: person.about.name,
        }
    }
}

/// No such account, or another password: nobody is told which.
pub(super) fn wrong() -> ApiError {
    ApiError::new(StatusCode::UNAUTHORIZED, "wrong_login")
}

/// `POST /api/session`: signs in.
pub async fn open(
    State(server): State<Server>,
    extensions: Extensions,
    headers: HeaderMap,
    Posted(given): Posted<SignIn>,
) -> Result<Response, ApiError> {
    if given.login.chars().count() > LONGEST || given.password.len() > LONGEST {
        return Err(wrong());
    }
    let device = cookies::device_of(&headers, &server.site).map(|token| token.hashed());
    let address = guard::address_of(&server, &extensions, &headers);
    let account = checked(&server, given, device, address).await?;
    let account = account.ok_or_else(wrong)?;
    let person = server.sessions.person(account.person).await?;
    let person = person.ok_or_else(wrong)?;
    let rests = Rests::Password(account.password);
    let proved = entering::Proved::now(&server, SignedBy::Password, rests);
    entering::enter(&server, &headers, person, proved).await
}

/// The account whose password it is; none, where it is wrong.
async fn checked(
    server: &Server,
    given: SignIn,
    device: Option<Hashed>,
    address: Option<Address>,
) -> Result<Option<Account>, ApiError> {
    let (login, now) = (login_form(&given.login), server.desk.clock.now());
    let look = server.readers.look({
        let login = login.clone();
        move |store| {
            let Some(account) = store.account(&login)? else {
                return Ok((None, None));
            };
            let known = match device {
                Some(device) if store.is_known(&device, account.person, now)? => Some(device),
                _ => None,
            };
            Ok((Some(account), known))
        }
    });
    let (account, device) = look.await?;
    let person = account.as_ref().map(|account| account.person);
    let guess = Guess {
        account: person.map_or(Whose::Unknown(login), Whose::Of),
        device,
        address,
    };
    let counted = server.guesses.begin(&guess, now);
    counted.map_err(ApiError::too_many_guesses)?;
    let hashed = account.as_ref().map(|account| account.password.clone());
    let right = server.passwords.is_right(given.password, hashed).await;
    // One that was right counts for nothing, nor does one that nobody had time for.
    if !matches!(right, Ok(false)) {
        server.guesses.give_back(&guess);
    }
    let right = right.map_err(|_| ApiError::busy())?;
    tracing::info!(right, known_device = device.is_some(), "a sign-in");
    Ok(account.filter(|_| right))
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
    let person = server.sessions.person(signed.session.person).await?;
    let who = Who::of(person.ok_or_else(ApiError::signed_out)?);
    signed.renewed(&server, Json(who).into_response()).await
}

/// `DELETE /api/session`: signs out. It never fails for want of a session.
pub async fn close(State(server): State<Server>, headers: HeaderMap) -> Result<Response, ApiError> {
    if let Some(token) = cookies::token_of(&headers, &server.site) {
        server.sessions.close(&token).await?;
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    cookies::end(&mut response, &server.site);
    Ok(response)
}
