//! `POST /api/invitations/look` and `/take`: the door for whoever has no account yet, or another device.
//!
//! The token comes in the body, never in an address. What an invitation opens is decided by the rule book, in the
//! transaction; here a password is set where the role needs one, and the session begins.

use super::{ApiError, as_system, cookies::Signed, posted::Posted, session::begin};
use crate::{
    password::{self, LONGEST, NotAcceptable},
    server::Server,
    store::WriteError,
};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use linli_domain::{
    Command, CommandId, Document, DocumentKey, GrantId, InvitationId, PersonId,
    invitation::{Invitation, InvitedTo, Newcomer},
    local::LocalText,
    person::{Role, Scope},
    rights::is_plain,
    time::Instant,
};
use serde::{Deserialize, Serialize};

/// Which invitation, and what opens it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opened {
    invitation: InvitationId,
    token: String,
}

/// What somebody tells who takes an invitation.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Taken {
    invitation: InvitationId,
    token: String,
    /// The command's id: sent again with the same one, it is done once.
    command: CommandId,
    /// A fresh id for somebody who is not registered.
    person: PersonId,
    /// The id of the grant.
    grant: GrantId,
    /// What a newcomer tells; nothing from whoever is registered already.
    #[serde(default)]
    newcomer: Option<Newcomer>,
    /// The password, where the role needs one.
    #[serde(default)]
    password: Option<String>,
}

/// What whoever holds the token may know before they come in.
#[derive(Serialize)]
struct Told {
    /// To what.
    to: Kind,
    /// The team's name, or the place's.
    name: LocalText,
    /// The role.
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<Role>,
    /// Whose device.
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<String>,
    /// Whether a password must be chosen.
    needs_password: bool,
    /// Until when it lets in.
    until: Instant,
    /// Whether it is over, or used up.
    over: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Team,
    Role,
    Device,
}

/// There is none, or the token is another one's.
fn no_such() -> ApiError {
    ApiError::new(StatusCode::NOT_FOUND, "no_such_invitation")
}

/// The invitation that a token opens.
async fn opened(server: &Server, id: InvitationId, token: &str) -> Result<Invitation, ApiError> {
    if token.len() > LONGEST {
        return Err(no_such());
    }
    match server.readers.document(DocumentKey::Invitation(id)).await? {
        Some(Document::Invitation(found)) if found.key.opens_with(token) => Ok(*found),
        _ => Err(no_such()),
    }
}

fn needs_password(invitation: &Invitation) -> bool {
    matches!(invitation.invited_to, InvitedTo::Role { role, .. } if !is_plain(role))
}

/// `POST /api/invitations/look`: what the invitation opens.
pub async fn look(
    State(server): State<Server>,
    Posted(given): Posted<Opened>,
) -> Result<Response, ApiError> {
    let found = opened(&server, given.invitation, &given.token).await?;
    let (to, of, role, person) = match &found.invited_to {
        InvitedTo::Team { team } => (Kind::Team, DocumentKey::Organization(*team), None, None),
        InvitedTo::Role { role, scope, .. } => {
            let of = match scope {
                Scope::Place(place) => DocumentKey::Place(place.clone()),
                Scope::Organization(team) => DocumentKey::Organization(*team),
            };
            (Kind::Role, of, Some(*role), None)
        }
        InvitedTo::Device { person } => {
            let who = server.sessions.person(*person).await?;
            let of = DocumentKey::Place(found.desk.clone());
            (Kind::Device, of, None, who.map(|who| who.about.name))
        }
    };
    let name = match server.readers.document(of).await? {
        Some(Document::Organization(team)) => team.name,
        Some(Document::Place(place)) => place.name,
        _ => return Err(no_such()),
    };
    let told = Told {
        to,
        name,
        role,
        person,
        needs_password: needs_password(&found),
        until: found.until,
        over: found.is_over(server.desk.clock.now()) || found.left() == 0,
    };
    Ok(Json(told).into_response())
}

/// `POST /api/invitations/take`: comes in. The answer is as that of signing in.
pub async fn take(
    State(server): State<Server>,
    headers: HeaderMap,
    signed: Result<Signed, ApiError>,
    Posted(given): Posted<Taken>,
) -> Result<Response, ApiError> {
    let invitation = opened(&server, given.invitation, &given.token).await?;
    let person = match (&invitation.invited_to, &given.newcomer) {
        (InvitedTo::Device { person }, _) => *person,
        (_, Some(_)) => given.person,
        (_, None) => signed?.session.person,
    };
    let password = chosen(&server, &invitation, person, &given).await?;
    let command = Command::Join {
        invitation: given.invitation,
        token: given.token,
        person,
        grant: given.grant,
        newcomer: given.newcomer.map(Box::new),
    };
    as_system::decide(&server, given.command, &command).await?;
    if let Some(password) = password {
        keep(&server, person, password).await?;
    }
    if matches!(invitation.invited_to, InvitedTo::Device { .. }) {
        server.sessions.close_all(person).await?;
    }
    let person = server.sessions.person(person).await?;
    begin(&server, &headers, person.ok_or_else(no_such)?).await
}

/// The password that was chosen, where the role needs one and there is none yet.
async fn chosen(
    server: &Server,
    invitation: &Invitation,
    person: PersonId,
    given: &Taken,
) -> Result<Option<String>, ApiError> {
    if !needs_password(invitation) {
        return Ok(None);
    }
    let look = server.readers.look(move |store| store.has_account(person));
    let refused = |why| ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, why);
    let Some(password) = &given.password else {
        return if look.await? {
            Ok(None)
        } else {
            Err(refused("password_needed"))
        };
    };
    let newcomer = given.newcomer.as_ref();
    let personal: Vec<&str> = newcomer
        .into_iter()
        .flat_map(|one| [&*one.name, &*one.phone])
        .collect();
    match password::acceptable(password, &personal).map_err(|against| against.first().copied()) {
        Ok(()) => Ok(Some(password.clone())),
        Err(Some(NotAcceptable::TooShort { .. })) => Err(refused("password_short")),
        Err(Some(NotAcceptable::TooLong { .. })) => Err(refused("password_long")),
        Err(Some(NotAcceptable::Personal)) => Err(refused("password_personal")),
        Err(_) => Err(refused("password_common")),
    }
}

/// Keeps a password, and lets the person sign in with their volunteer number.
async fn keep(server: &Server, person: PersonId, password: String) -> Result<(), ApiError> {
    let there = server.sessions.person(person).await?.ok_or_else(no_such)?;
    let hashed = server.passwords.hashed(password).await;
    let hashed = hashed.map_err(|_| ApiError::busy())?;
    let now = server.desk.clock.now();
    let written = server.desk.writer.write(move |store| {
        let known = store.has_account(person)?;
        store.set_password(person, &hashed, now)?;
        if !known && !store.add_login(person, &there.about.volunteer_no)? {
            tracing::warn!("a volunteer number is another person's sign-in");
        }
        Ok(())
    });
    written.await.map_err(WriteError::into)
}
