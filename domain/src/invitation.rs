//! Invitations: how somebody comes in who has no account yet, or gets another device. Whoever holds the token comes in;
//! what it opens was said when it was made, and never more than whoever made it may give.

use crate::{
    digest::sha256_hex,
    ids::{InvitationId, OrganizationId, PersonId},
    lean::Unread,
    person::{Role, Scope},
    place::PlaceCode,
    time::{Birth, Instant},
};
use serde::{Deserialize, Serialize};

/// How long a team's code and an invitation to a role let people in, in hours: seven days.
pub const OPEN_HOURS: i64 = 7 * 24;
/// How long a lost phone may be replaced, in hours: the office makes the code while the person stands there.
pub const DEVICE_HOURS: i64 = 24;
/// How many people one code of a team lets in.
pub const TEAM_PLACES: u16 = 40;
/// A token: 128 random bits as 32 small hexadecimal digits.
pub const TOKEN_DIGITS: usize = 32;
/// Whoever is younger has somebody who answers for them.
pub const GUARDIAN_BELOW_AGE: u32 = 18;
/// What whoever comes in agrees to: that the community keeps and uses what they tell of themselves.
pub const MEMBERSHIP: &str = "membership";

/// Whom an invitation lets in, and to what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvitedTo {
    /// A team's code: newcomers, until somebody of the team says that they know them.
    Team {
        /// The team.
        team: OrganizationId,
    },
    /// One person, to a role.
    Role {
        /// The role.
        role: Role,
        /// Where.
        scope: Scope,
        /// Until when the role is held.
        #[serde(
            default,
            with = "crate::time::text_or_none",
            skip_serializing_if = "Option::is_none"
        )]
        to: Option<Instant>,
    },
    /// Somebody who is registered, on another device. Where they were signed in before, they are signed out.
    Device {
        /// Who.
        person: PersonId,
    },
}

/// What opens an invitation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvitationKey {
    /// The token itself: a team's code hangs on a wall, and whoever leads the team shows it again tomorrow.
    Shown(String),
    /// The SHA-256 of the token, 64 hexadecimal digits: only the link itself holds it.
    Hashed(String),
    /// What a view says instead.
    Withheld,
}

impl InvitationKey {
    /// Whether it may be a key: of the right form, and shown for a team alone.
    pub(crate) fn is_fit_for(&self, to: &InvitedTo) -> bool {
        match (self, to) {
            (InvitationKey::Shown(token), InvitedTo::Team { .. }) => is_hex(token, TOKEN_DIGITS),
            (InvitationKey::Hashed(hash), InvitedTo::Role { .. } | InvitedTo::Device { .. }) => {
                is_hex(hash, 64)
            }
            _ => false,
        }
    }

    /// Whether a token opens it.
    pub fn opens_with(&self, token: &str) -> bool {
        match self {
            // Hashes are compared, so that the time it takes tells nothing of the token.
            InvitationKey::Shown(own) => hash_of(own) == hash_of(token),
            InvitationKey::Hashed(hash) => *hash == hash_of(token),
            InvitationKey::Withheld => false,
        }
    }
}

fn is_hex(text: &str, digits: usize) -> bool {
    text.len() == digits && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// The SHA-256 of a token, as an invitation keeps it.
pub fn hash_of(token: &str) -> String {
    sha256_hex(token.as_bytes())
}

/// What the log's names for how many have come begin with.
const CAME: &str = "came_";

/// Somebody who came in by an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Came {
    /// Who.
    pub person: PersonId,
    /// When.
    #[serde(with = "crate::time::text")]
    pub at: Instant,
}

/// An invitation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// Its id.
    pub id: InvitationId,
    /// The community that it brings people to.
    pub desk: PlaceCode,
    /// To what.
    pub invited_to: InvitedTo,
    /// What opens it.
    pub key: InvitationKey,
    /// Who made it.
    pub by: PersonId,
    /// When.
    #[serde(with = "crate::time::text")]
    pub at: Instant,
    /// Until when it lets in (exclusive).
    #[serde(with = "crate::time::text")]
    pub until: Instant,
    /// How many people it lets in.
    pub places: u16,
    /// Who came.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub came: Vec<Came>,
    /// Somebody took it back.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ended: bool,
}

impl Invitation {
    /// Whether it is over at that moment, for want of time or because somebody took it back.
    pub fn is_over(&self, now: Instant) -> bool {
        self.ended || self.until <= now
    }

    /// Whether somebody who is registered, and has come by it before, may come again: it is a team's, and gives them
    /// nothing that they do not have.
    pub(crate) fn lets_in_registered(&self) -> bool {
        matches!(self.invited_to, InvitedTo::Team { .. })
    }

    /// The log's name for the state in which so many have come.
    pub(crate) fn came_state(n: usize) -> String {
        format!("{CAME}{n}")
    }

    /// Whose coming led to a state of the log, where it was somebody's.
    pub(crate) fn who_came(&self, state: &str) -> Option<PersonId> {
        let nth: usize = state.strip_prefix(CAME)?.parse().ok()?;
        Some(self.came.get(nth.checked_sub(1)?)?.person)
    }

    /// Places left.
    pub fn left(&self) -> u16 {
        let came = u16::try_from(self.came.len()).unwrap_or(u16::MAX);
        self.places.saturating_sub(came)
    }
}

/// An invitation as the desk, and whoever leads the team of a code, see it; without a key that others may not know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct InvitationView(Unread);

impl InvitationView {
    pub(crate) fn of(invitation: &Invitation) -> Self {
        let mut shown = invitation.clone();
        let told = matches!(shown.key, InvitationKey::Shown(_));
        if !told && !crate::planted::is(crate::planted::Bug::KeyOfInvitationShown) {
            shown.key = InvitationKey::Withheld;
        }
        InvitationView(Unread::of(&shown))
    }

    /// The invitation, where this version of the app can read it.
    pub fn read(&self) -> Option<Invitation> {
        self.0.read().ok()
    }
}

/// What somebody tells of themselves who comes in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Newcomer {
    /// Name, at most 40 characters.
    pub name: String,
    /// Year or date of birth.
    pub birth: Birth,
    /// Telephone.
    pub phone: String,
    /// To what they agree; [`MEMBERSHIP`] at least.
    pub consents: Vec<String>,
    /// Who answers for them, where they are younger than [`GUARDIAN_BELOW_AGE`] years, and agrees too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guardian: Option<Guardian>,
}

pub use crate::person::Guardian;
