//! What reads strangers' bytes before anybody knows who they are, each by itself: for the fuzz targets alone.

use super::{
    app, ask, codes, cookies, files, guard, history, invitations, passkeys, posted, proving,
    sealed, session,
};
use crate::{assets, server::Site, sessions::Token};
use axum::http::HeaderMap;
use linli_domain::{DocumentKey, ShiftId};
use linli_sync::{ChangesRequest, Envelope};
use serde::de::DeserializeOwned;

/// What a route takes as its body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    /// `POST /api/commands`.
    Envelopes,
    /// `POST /api/changes`.
    Changes,
    /// `POST /api/session`.
    SignIn,
    /// `POST /api/ask`.
    Asked,
    /// `POST /api/invitations/look`.
    Opened,
    /// `POST /api/invitations/take`.
    Taken,
    /// `POST /api/invitations/passkey`.
    MakingFor,
    /// `POST /api/session/passkey`.
    Shown,
    /// `POST /api/session/passkeys`.
    Added,
    /// `POST /api/session/code` and `/codes`.
    Typed,
    /// `POST /api/session/prove`.
    Proof,
    /// `POST /api/session/password`.
    Change,
    /// `POST /api/sealed`.
    Read,
}

impl Body {
    /// Every kind.
    pub const ALL: [Body; 13] = [
        Body::Envelopes,
        Body::Changes,
        Body::SignIn,
        Body::Asked,
        Body::Opened,
        Body::Taken,
        Body::MakingFor,
        Body::Shown,
        Body::Added,
        Body::Typed,
        Body::Proof,
        Body::Change,
        Body::Read,
    ];
}

/// Reads a body as its route does.
///
/// # Errors
/// The status of the answer, and what it says for a developer.
pub fn read_body(kind: Body, body: &[u8]) -> Result<(), (u16, Option<String>)> {
    fn taken<T: DeserializeOwned>(body: &[u8]) -> Result<(), (u16, Option<String>)> {
        posted::read::<T>(body)
            .map(|_| ())
            .map_err(|error| error.told())
    }
    match kind {
        Body::Envelopes => taken::<Vec<Envelope>>(body),
        Body::Changes => taken::<ChangesRequest>(body),
        Body::SignIn => taken::<session::SignIn>(body),
        Body::Asked => taken::<ask::Asked>(body),
        Body::Opened => taken::<invitations::Opened>(body),
        Body::Taken => taken::<invitations::Taken>(body),
        Body::MakingFor => taken::<invitations::Making>(body),
        Body::Shown => taken::<passkeys::Shown>(body),
        Body::Added => taken::<passkeys::Added>(body),
        Body::Typed => taken::<codes::Typed>(body),
        Body::Proof => taken::<proving::Proof>(body),
        Body::Change => taken::<proving::Change>(body),
        Body::Read => taken::<sealed::ReadSealed>(body),
    }
}

/// Whether a body says that it is JSON.
pub fn is_json(headers: &HeaderMap) -> bool {
    posted::is_json(headers)
}

/// Whether a browser takes Brotli.
pub fn takes_brotli(headers: &HeaderMap) -> bool {
    app::takes_brotli(headers)
}

/// Whether a browser holds a file already.
pub fn is_held(headers: &HeaderMap, etag: &str) -> bool {
    app::is_held(headers, etag)
}

/// Whether a request comes from our own pages, or from none.
pub fn from_our_own(headers: &HeaderMap, site: &Site) -> bool {
    guard::from_our_own(headers, site)
}

/// The session's token.
pub fn session_token(headers: &HeaderMap, site: &Site) -> Option<Token> {
    cookies::token_of(headers, site)
}

/// The device's token.
pub fn device_token(headers: &HeaderMap, site: &Site) -> Option<Token> {
    cookies::device_of(headers, site)
}

/// The file below the app's folder that a path names.
pub fn file_named(path: &str) -> Option<String> {
    assets::relative(path)
}

/// Of which document a query asks the history.
pub fn history_key(query: &str) -> Option<DocumentKey> {
    history::key_of(query)
}

/// For which shift a query asks a photograph.
pub fn shift_asked(query: &str) -> Option<ShiftId> {
    files::shift_of(query)
}
