//! The session's cookie, and who is signed in by it.

use super::ApiError;
use crate::{
    server::{Server, Site},
    sessions::{DAYS, Token},
    store::Session,
};
use axum::{
    extract::{FromRef, FromRequestParts},
    http::{HeaderMap, HeaderValue, header::SET_COOKIE, request::Parts},
    response::Response,
};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};

/// Who is signed in. Whoever is not gets 401.
pub struct Signed {
    /// The session.
    pub session: Session,
    /// Its token.
    pub token: Token,
}

impl<S: Sync> FromRequestParts<S> for Signed
where
    Server: FromRef<S>,
{
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let server = Server::from_ref(state);
        let token = token_of(&parts.headers, &server.site).ok_or_else(ApiError::signed_out)?;
        let session = server.sessions.find(&token).await?;
        let session = session.ok_or_else(ApiError::signed_out)?;
        Ok(Signed { session, token })
    }
}

impl Signed {
    /// Makes the session longer now and then, in the database and in the browser.
    pub async fn renewed(
        &self,
        server: &Server,
        mut response: Response,
    ) -> Result<Response, ApiError> {
        if server.sessions.renew(&self.token, self.session).await? {
            set(&mut response, &server.site, Some(&self.token));
        }
        Ok(response)
    }
}

/// The token that the browser sent.
pub fn token_of(headers: &HeaderMap, site: &Site) -> Option<Token> {
    let jar = CookieJar::from_headers(headers);
    jar.get(site.cookie())
        .and_then(|cookie| Token::read(cookie.value()))
}

/// Gives the browser the token, or takes it away.
pub fn set(response: &mut Response, site: &Site, token: Option<&Token>) {
    let days = if token.is_some() { DAYS } else { 0 };
    let cookie = Cookie::build((site.cookie(), token.map_or("", Token::text)))
        .path("/")
        .http_only(true)
        .secure(site.secure)
        .same_site(SameSite::Lax)
        .build();
    let text = format!("{cookie}; Max-Age={}", days * 24 * 60 * 60);
    if let Ok(value) = HeaderValue::try_from(text) {
        response.headers_mut().append(SET_COOKIE, value);
    }
}
