//! What the server is asked about passkeys, codes and the password.

use gloo_net::http::Request;
use linli_domain::{InvitationId, PersonId, lean, time::Instant};
use serde::{Deserialize, Serialize};

use crate::platform::{
    http::{self, Session, Unsent},
    passkeys::{self, MadeKey, Making, Showing, ShownKey},
};
use crate::session::coming_in;

/// Why something did not happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// No connection.
    Offline,
    /// Later.
    Busy,
    /// After too many tries.
    TooMany,
    /// Nobody let the browser use a passkey, or it knows none.
    NotShown,
    /// It took too long.
    Over,
    /// It must be shown first that it is they.
    ProveAgain,
    /// What the server calls it.
    Said(String),
}

impl Trouble {
    /// Whether a passkey comes too late for what it was made for.
    #[must_use]
    pub fn is_too_late(&self) -> bool {
        matches!(self, Trouble::Said(error) if error == "wrong_passkey" || error == "no_such_invitation")
    }
}

#[derive(Deserialize)]
struct Said {
    error: String,
}

impl From<Unsent> for Trouble {
    fn from(unsent: Unsent) -> Self {
        match unsent {
            Unsent::Offline => Trouble::Offline,
            many if many.is_too_many() => Trouble::TooMany,
            Unsent::Busy { .. } => Trouble::Busy,
            Unsent::SignedOut => Trouble::Over,
            Unsent::Rejected { detail } => {
                let body = detail.split_once(' ').map_or("", |(_, body)| body);
                let said = lean::read::<Said>(body).map(|said| said.error);
                match said.unwrap_or_default() {
                    error if error == "prove_again" => Trouble::ProveAgain,
                    error => Trouble::Said(error),
                }
            }
        }
    }
}

#[derive(Serialize)]
struct Nothing {}

/// A passkey that was made, and for which question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Made {
    ceremony: String,
    key: MadeKey,
}

/// A passkey that was shown, and for which question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shown {
    ceremony: String,
    key: ShownKey,
}

/// What proves who somebody is.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Proof {
    /// The password.
    Password(String),
    /// The code of an app.
    Code(String),
    /// A passkey.
    Passkey(Shown),
}

/// What somebody signs in with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Own {
    /// Their passkeys, the oldest first.
    pub passkeys: Vec<OwnKey>,
    /// Whether an app makes codes.
    pub code: bool,
    /// Whether there is a password.
    pub password: bool,
    /// Whether passkeys can be made under this address.
    pub can: bool,
}

impl Own {
    /// Whether there is anything to come back with.
    #[must_use]
    pub fn signs_in(&self) -> bool {
        self.password || self.code || !self.passkeys.is_empty()
    }
}

/// A passkey of theirs.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct OwnKey {
    /// To remove it by.
    pub id: String,
    /// Such as "Android · Chrome"; empty where it did not say.
    #[serde(default)]
    pub name: String,
    /// Since when.
    pub added: Instant,
    /// The day of its last use, such as `2026-11-20`.
    #[serde(default)]
    pub used: Option<String>,
}

/// What an app is set up with.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct NewCode {
    /// To name with the first code.
    pub ceremony: String,
    /// To type.
    pub secret: String,
    /// To scan.
    pub address: String,
}

#[derive(Serialize)]
struct Typed<'a> {
    ceremony: &'a str,
    code: &'a str,
}

/// Has a passkey shown.
async fn shown() -> Result<Shown, Trouble> {
    let asked: Showing = http::post("/api/session/passkey/begin", &Nothing {}).await?;
    let key = passkeys::show(&asked).await.ok_or(Trouble::NotShown)?;
    let ceremony = asked.ceremony;
    Ok(Shown { ceremony, key })
}

/// Signs in by a passkey.
pub async fn sign_in() -> Result<Session, Trouble> {
    let shown = shown().await?;
    Ok(coming_in(http::post("/api/session/passkey", &shown)).await?)
}

/// Signs in by a code, after the password.
pub async fn sign_in_by_code(ceremony: &str, code: &str) -> Result<Session, Trouble> {
    Ok(http::post("/api/session/code", &Typed { ceremony, code }).await?)
}

/// Makes a passkey for whoever is signed in, or sets up their second factor.
pub async fn add_passkey() -> Result<Session, Trouble> {
    let asked: Making = http::post("/api/session/passkeys/begin", &Nothing {}).await?;
    let made = made(asked).await?;
    Ok(http::post("/api/session/passkeys", &made).await?)
}

async fn made(asked: Making) -> Result<Made, Trouble> {
    let key = passkeys::make(&asked).await.ok_or(Trouble::NotShown)?;
    let ceremony = asked.ceremony;
    Ok(Made { ceremony, key })
}

/// Makes the passkey of somebody who comes in by an invitation.
///
/// # Errors
/// [`Trouble`].
pub async fn make_for_invitation(
    (invitation, token): (InvitationId, &str),
    person: PersonId,
    name: &str,
) -> Result<Made, Trouble> {
    #[derive(Serialize)]
    struct Inviting<'a> {
        invitation: InvitationId,
        token: &'a str,
        person: PersonId,
        name: &'a str,
    }
    let inviting = Inviting {
        invitation,
        token,
        person,
        name,
    };
    made(http::post("/api/invitations/passkey", &inviting).await?).await
}

/// What somebody signs in with.
pub async fn own() -> Result<Own, Trouble> {
    Ok(http::get("/api/session/passkeys").await?)
}

async fn delete(path: &str) -> Result<(), Trouble> {
    let answer = http::checked(Request::delete(path).send().await).await;
    Ok(answer.map(drop)?)
}

/// Removes a passkey.
pub async fn remove_passkey(id: &str) -> Result<(), Trouble> {
    delete(&format!("/api/session/passkeys/{id}")).await
}

/// What an app is set up with.
pub async fn begin_codes() -> Result<NewCode, Trouble> {
    Ok(http::post("/api/session/codes/begin", &Nothing {}).await?)
}

/// Sets it up, with the first code that it shows.
pub async fn add_codes(ceremony: &str, code: &str) -> Result<Session, Trouble> {
    Ok(http::post("/api/session/codes", &Typed { ceremony, code }).await?)
}

/// No app makes codes any more.
pub async fn remove_codes() -> Result<(), Trouble> {
    delete("/api/session/codes").await
}

/// Shows again who somebody is.
pub async fn prove(proof: &Proof) -> Result<Session, Trouble> {
    Ok(http::post("/api/session/prove", proof).await?)
}

/// The same by passkey.
pub async fn prove_by_passkey() -> Result<Session, Trouble> {
    prove(&Proof::Passkey(shown().await?)).await
}

/// Another password; the present one, or nothing after a passkey.
pub async fn change_password(present: Option<&str>, new: &str) -> Result<Session, Trouble> {
    #[derive(Serialize)]
    struct Change<'a> {
        #[serde(skip_serializing_if = "Option::is_none")]
        present: Option<&'a str>,
        new: &'a str,
    }
    Ok(http::post("/api/session/password", &Change { present, new }).await?)
}
