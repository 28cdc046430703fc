//! The session's cookie, who is signed in by it, and the cookie by which a device is known.

use super::ApiError;
use crate::{
    server::{Server, Site},
    sessions::{Begun, Renewed, Token},
    store::Session,
};
use axum::{
    extract::{FromRef, FromRequestParts},
    http::{HeaderMap, HeaderValue, header::SET_COOKIE, request::Parts},
    response::Response,
};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use linli_domain::time::minutes;

/// Browsers keep no cookie for longer.
const DEVICE_DAYS: i64 = 400;
/// So long after somebody has proved who they are, they may change how they sign in.
const LATELY_MINUTES: i64 = 15;

/// Who is signed in. Whoever is not gets 401, and who asks for too much 429.
#[derive(Clone)]
pub struct Signed {
    /// The session.
    pub session: Session,
    /// Its token.
    pub token: Token,
}

/// Who is signed in, or may do nothing yet but enrol a second factor. Everywhere else those are as if not signed in.
#[derive(Clone)]
pub struct Enrolling(pub Signed);

impl<S: Sync> FromRequestParts<S> for Signed
where
    Server: FromRef<S>,
{
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        // A request is looked at, and counted, once.
        if let Some(signed) = parts.extensions.get::<Signed>() {
            return Ok(signed.clone());
        }
        let signed = find(parts, &Server::from_ref(state)).await?;
        if signed.session.enrols {
            return Err(ApiError::signed_out());
        }
        Ok(signed)
    }
}

impl<S: Sync> FromRequestParts<S> for Enrolling
where
    Server: FromRef<S>,
{
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        if let Some(signed) = parts.extensions.get::<Enrolling>() {
            return Ok(signed.clone());
        }
        find(parts, &Server::from_ref(state)).await.map(Enrolling)
    }
}

async fn find(parts: &Parts, server: &Server) -> Result<Signed, ApiError> {
    let token = token_of(&parts.headers, &server.site).ok_or_else(ApiError::signed_out)?;
    let session = server.sessions.find(&token).await?;
    let session = session.ok_or_else(ApiError::signed_out)?;
    if server.sessions.is_outgrown(&session).await? {
        server.sessions.close(&token).await?;
        return Err(ApiError::signed_out());
    }
    if !parts.method.is_safe() {
        let counted = server.watch.asks(session.person, server.desk.clock.now());
        counted.map_err(ApiError::too_many_requests)?;
    }
    Ok(Signed { session, token })
}

impl Signed {
    /// Notes once a day that the session is used, in the database and in the browser.
    pub async fn renewed(
        &self,
        server: &Server,
        mut response: Response,
    ) -> Result<Response, ApiError> {
        match server.sessions.renew(&self.token, self.session).await? {
            Renewed::Not => {}
            Renewed::For(days) => set(&mut response, &server.site, &self.token, days),
        }
        Ok(response)
    }

    /// Whether whose session it is has proved lately that it is they.
    pub fn proved_lately(&self, server: &Server) -> bool {
        server.desk.clock.now() - self.session.proved < minutes(LATELY_MINUTES)
    }
}

/// The token that the browser sent.
pub fn token_of(headers: &HeaderMap, site: &Site) -> Option<Token> {
    read(headers, site.cookie())
}

/// The token by which the browser's device is known.
pub fn device_of(headers: &HeaderMap, site: &Site) -> Option<Token> {
    read(headers, site.device_cookie())
}

fn read(headers: &HeaderMap, name: &str) -> Option<Token> {
    let jar = CookieJar::from_headers(headers);
    jar.get(name).and_then(|cookie| Token::read(cookie.value()))
}

/// Gives the browser a session that has just begun, and the token by which its device is known from now on.
pub fn begin(response: &mut Response, site: &Site, begun: &Begun) {
    set(response, site, &begun.token, begun.days);
    let device = Cookie::new(site.device_cookie(), begun.device.text());
    put(response, site, device, SameSite::Strict, DEVICE_DAYS);
}

/// Takes the session from the browser. The device stays known: its person may sign in again whoever guesses meanwhile.
pub fn end(response: &mut Response, site: &Site) {
    put(
        response,
        site,
        Cookie::new(site.cookie(), ""),
        SameSite::Lax,
        0,
    );
}

fn set(response: &mut Response, site: &Site, token: &Token, days: i64) {
    let cookie = Cookie::new(site.cookie(), token.text());
    put(response, site, cookie, SameSite::Lax, days);
}

fn put(response: &mut Response, site: &Site, cookie: Cookie, same_site: SameSite, days: i64) {
    let cookie = Cookie::build(cookie)
        .path("/")
        .http_only(true)
        .secure(site.secure)
        .same_site(same_site)
        .build();
    let text = format!("{cookie}; Max-Age={}", days * 24 * 60 * 60);
    if let Ok(value) = HeaderValue::try_from(text) {
        response.headers_mut().append(SET_COOKIE, value);
    }
}
