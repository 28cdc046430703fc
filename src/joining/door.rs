//! What the server's door says: what an invitation opens, and whether somebody is in.

use super::Opening;
use crate::keys::{Made, Trouble};
use crate::platform::http::{self, Unsent};
use crate::session::coming_in;
use linli_domain::{
    CommandId, GrantId, InvitationId, PersonId, Refusal, invitation::Newcomer, lean,
    local::LocalText, person::Role,
};
use serde::{Deserialize, Serialize};

/// To what somebody is invited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvitedAs {
    /// A newcomer of a team.
    Team,
    /// The holder of a role.
    Role,
    /// Themselves, on another phone.
    Device,
}

/// What whoever holds the link may know.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Told {
    /// To what.
    pub to: InvitedAs,
    /// The team's name, or the place's.
    pub name: LocalText,
    /// The role.
    #[serde(default)]
    pub role: Option<Role>,
    /// Whose phone.
    #[serde(default)]
    pub person: Option<String>,
    /// Whether a password must be chosen.
    #[serde(default)]
    pub needs_password: bool,
    /// Whether it lets nobody in any more.
    #[serde(default)]
    pub over: bool,
}

/// What somebody sends who comes in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Taking {
    /// Which invitation.
    pub invitation: InvitationId,
    /// What opens it.
    pub token: String,
    /// Sent again with the same id, it is done once.
    pub command: CommandId,
    /// Who they will be.
    pub person: PersonId,
    /// The grant's id.
    pub grant: GrantId,
    /// What they tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub newcomer: Option<Newcomer>,
    /// The password.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password: Option<String>,
    /// The passkey, in its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passkey: Option<Made>,
}

/// Why somebody is not in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotIn {
    /// There is no such invitation.
    NoSuch,
    /// For these reasons.
    Refused(Vec<Refusal>),
    /// Something about the password: what the server calls it.
    Password(String),
    /// Something about the passkey.
    Passkey(Trouble),
    /// Or perhaps they are: what was sent before may have let them in, and can be asked no more.
    Perhaps,
    /// No connection.
    Offline,
    /// Later.
    Busy,
}

#[derive(Serialize)]
struct Looking<'a> {
    invitation: InvitationId,
    token: &'a str,
}

#[derive(Deserialize)]
struct Said {
    error: String,
    #[serde(default)]
    reasons: Vec<Refusal>,
}

/// The status and the body of an answer that is no success.
fn why(unsent: Unsent) -> NotIn {
    let Unsent::Rejected { detail } = unsent else {
        return match unsent {
            Unsent::Busy { .. } => NotIn::Busy,
            Unsent::Offline => NotIn::Offline,
            // Nobody is signed in who would take it: what it wants is somebody new.
            _ => NotIn::NoSuch,
        };
    };
    let (status, body) = detail.split_once(' ').unwrap_or_default();
    match (status, lean::read::<Said>(body)) {
        ("409", Ok(said)) if !said.reasons.is_empty() => NotIn::Refused(said.reasons),
        (_, Ok(said)) if said.error.starts_with("password_") => NotIn::Password(said.error),
        (_, Ok(said)) if said.error == "prove_again" => NotIn::Password(said.error),
        (_, Ok(said)) if said.error.contains("passkey") => {
            NotIn::Passkey(Trouble::Said(said.error))
        }
        ("404", _) => NotIn::NoSuch,
        _ => NotIn::Busy,
    }
}

/// What an invitation opens.
///
/// # Errors
/// [`NotIn`]: there is none, or the server was not reached.
pub async fn look(opening: &Opening) -> Result<Told, NotIn> {
    let looking = Looking {
        invitation: opening.invitation,
        token: &opening.token,
    };
    let told = http::post("/api/invitations/look", &looking).await;
    told.map_err(why)
}

/// Comes in.
///
/// # Errors
/// [`NotIn`], with every reason.
pub async fn take(taking: &Taking) -> Result<http::Session, NotIn> {
    let taken = coming_in(http::post("/api/invitations/take", taking)).await;
    taken.map_err(why)
}
