//! `POST /api/invitations/look` and `/take`: the door for whoever has no account yet, or another device.
//!
//! The token comes in the body, never in an address. What an invitation opens is decided by the rule book, in the
//! transaction; here a password or a passkey is chosen where the role needs one, and the session begins. A link for another
//! device takes away what whoever has the lost one could come in by.

use super::{
    ApiError, as_system,
    cookies::Signed,
    entering::{self, Proved},
    passkeys::{self, Added},
    posted::Posted,
    proving::set_password,
};
use crate::{
    ceremonies::{Ceremony, For},
    password::{self, LONGEST, NotAcceptable},
    server::Server,
    store::{Rests, SignedBy},
};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use linli_domain::{
    Command, CommandId, Document, DocumentKey, GrantId, InvitationId, PersonId, Refusal,
    holds_a_duty,
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
    /// The passkey, in its place.
    #[serde(default)]
    passkey: Option<Added>,
}

/// Who will make a passkey, to come in by it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Making {
    invitation: InvitationId,
    token: String,
    /// Who comes in, as it will be said when it is taken.
    person: PersonId,
    /// What they are called: the browser shows it.
    name: String,
}

/// What whoever comes in will sign in with from now on.
enum Chosen {
    /// What they have.
    Nothing,
    /// A password.
    Password(String),
    /// A passkey, and what to put back where they do not come in after all.
    Passkey(Box<(webauthn_rs::prelude::Passkey, Ceremony)>),
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

/// Whether a password or a passkey must be chosen: for a role that may do more than volunteer, and where whoever holds
/// one has lost what they signed in with.
async fn needs_password(server: &Server, invitation: &Invitation) -> Result<bool, ApiError> {
    Ok(match &invitation.invited_to {
        InvitedTo::Team { .. } => false,
        InvitedTo::Role { role, .. } => !is_plain(*role),
        InvitedTo::Device { person } => {
            let person = server.sessions.person(*person).await?;
            let now = server.desk.clock.now();
            person.is_some_and(|person| holds_a_duty(&person, now))
        }
    })
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
        needs_password: needs_password(&server, &found).await?,
        until: found.until,
        over: found.is_over(server.desk.clock.now()) || found.left() == 0,
    };
    Ok(Json(told).into_response())
}

/// `POST /api/invitations/passkey`: what a browser needs to make the passkey that they will come in by.
pub async fn begin_passkey(
    State(server): State<Server>,
    headers: HeaderMap,
    Posted(given): Posted<Making>,
) -> Result<Response, ApiError> {
    let found = opened(&server, given.invitation, &given.token).await?;
    let now = server.desk.clock.now();
    if found.is_over(now) || found.left() == 0 || !needs_password(&server, &found).await? {
        return Err(no_such());
    }
    let (person, name) = match &found.invited_to {
        InvitedTo::Device { person } => {
            let there = server.sessions.person(*person).await?.ok_or_else(no_such)?;
            (*person, there.about.name)
        }
        _ => (given.person, given.name.chars().take(40).collect()),
    };
    let who = For::Invited(found.id, person);
    let making = passkeys::make(&server, &headers, who, &name).await?;
    Ok(Json(making).into_response())
}

/// `POST /api/invitations/take`: comes in. The answer is as that of signing in.
pub async fn take(
    State(server): State<Server>,
    headers: HeaderMap,
    signed: Result<Signed, ApiError>,
    Posted(given): Posted<Taken>,
) -> Result<Response, ApiError> {
    let invitation = opened(&server, given.invitation, &given.token).await?;
    let by_link = Proved::now(&server, SignedBy::Link, Rests::Link);
    let (person, was) = match (&invitation.invited_to, &given.newcomer) {
        (InvitedTo::Device { person }, _) => (*person, by_link),
        (_, Some(_)) => (given.person, by_link),
        (_, None) => {
            let signed = signed?;
            if needs_password(&server, &invitation).await? {
                // A link to a role is no way around the present password, nor into setting up a second factor.
                passkeys::may_change(&server, &signed).await?;
            }
            let session = &signed.session;
            let (by, at) = (session.signed_by, session.proved);
            let rests = Rests::Session(signed.token.hashed());
            (session.person, Proved { by, at, rests })
        }
    };
    let passkey = given.passkey.clone();
    let chosen = chosen(&server, &headers, &invitation, (person, &given)).await?;
    let again = match &chosen {
        Chosen::Passkey(made) => Some(made.1.clone()),
        _ => None,
    };
    let came = come_in(
        &server,
        &headers,
        (invitation, given, person),
        (chosen, was),
    )
    .await;
    if let (Err(_), Some(passkey), Some(ceremony)) = (&came, passkey, again) {
        passkey.put_back(&server, ceremony);
    }
    came
}

async fn come_in(
    server: &Server,
    headers: &HeaderMap,
    (invitation, given, person): (Invitation, Taken, PersonId),
    (chosen, was): (Chosen, Proved),
) -> Result<Response, ApiError> {
    let command = Command::Join {
        invitation: given.invitation,
        token: given.token,
        person,
        grant: given.grant,
        newcomer: given.newcomer.map(Box::new),
    };
    as_system::decide(server, given.command, &command).await?;
    // Sent again, it was decided long ago: whoever finds it then changes nothing any more.
    if invitation.is_over(server.desk.clock.now()) {
        return Err(ApiError::refused(vec![Refusal::InvitationOver]));
    }
    let lost = matches!(invitation.invited_to, InvitedTo::Device { .. });
    let proved = match chosen {
        Chosen::Nothing if lost => {
            let dropped = server
                .desk
                .writer
                .write(move |store| store.drop_factors(person));
            dropped.await?;
            server.sessions.close_all(person).await?;
            was
        }
        Chosen::Nothing => was,
        Chosen::Password(password) => {
            let new = set_password(server, person, password, (was.rests, lost)).await?;
            Proved::now(server, SignedBy::Password, new)
        }
        Chosen::Passkey(made) => {
            let made = (made.0, entering::device_of(headers));
            let rests = Rests::Passkey(made.0.cred_id().to_vec());
            passkeys::keep(server, person, made, (was.rests, lost)).await?;
            // Those that were begun with less, and those on what was lost.
            server.sessions.close_all(person).await?;
            Proved::now(server, SignedBy::Passkey, rests)
        }
    };
    let person = server.sessions.person(person).await?;
    entering::enter(server, headers, person.ok_or_else(no_such)?, proved).await
}

/// What was chosen to sign in with, where something must be.
async fn chosen(
    server: &Server,
    headers: &HeaderMap,
    invitation: &Invitation,
    (person, given): (PersonId, &Taken),
) -> Result<Chosen, ApiError> {
    if !needs_password(server, invitation).await? {
        return Ok(Chosen::Nothing);
    }
    if let Some(passkey) = &given.passkey {
        let who = For::Invited(invitation.id, person);
        let made = passkeys::made(server, headers, who, passkey)?;
        return Ok(Chosen::Passkey(Box::new(made)));
    }
    let Some(password) = &given.password else {
        let lost = matches!(invitation.invited_to, InvitedTo::Device { .. });
        let has = server.readers.factors(person).await?;
        return if !lost && (has.password || has.passkeys > 0) {
            Ok(Chosen::Nothing)
        } else {
            let needed = StatusCode::UNPROCESSABLE_ENTITY;
            Err(ApiError::new(needed, "password_needed"))
        };
    };
    let newcomer = given.newcomer.as_ref();
    let mut personal: Vec<&str> = newcomer
        .into_iter()
        .flat_map(|one| [&*one.name, &*one.phone])
        .collect();
    let there = server.sessions.person(person).await?;
    if let Some(there) = &there {
        personal.extend([&*there.about.name, &there.about.volunteer_no]);
        personal.extend(there.about.phone.as_deref());
    }
    fit(password, &personal)?;
    Ok(Chosen::Password(password.clone()))
}

/// Whether a password may be chosen by whom others know that of.
pub(super) fn fit(password: &str, personal: &[&str]) -> Result<(), ApiError> {
    let refused = |why| ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, why);
    match password::acceptable(password, personal).map_err(|against| against.first().copied()) {
        Ok(()) => Ok(()),
        Err(Some(NotAcceptable::TooShort { .. })) => Err(refused("password_short")),
        Err(Some(NotAcceptable::TooLong { .. })) => Err(refused("password_long")),
        Err(Some(NotAcceptable::Personal)) => Err(refused("password_personal")),
        Err(_) => Err(refused("password_common")),
    }
}
