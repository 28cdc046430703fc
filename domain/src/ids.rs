//! Typed identifiers. Everything a device may create offline is named by a UUIDv7 that the device makes itself,
//! so that a command can be sent twice, and later commands can name what an unsent one will create.

use crate::{calendar::Month, place::PlaceCode};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, str::FromStr};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident),* $(,)?) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, "{}({})", stringify!($name), self.0) }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) }
        }
        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> { text.parse().map($name) }
        }
    )*};
}

ids! {
    /// A person, with or without an account. The nil id is the system itself (see [`PersonId::SYSTEM`]).
    PersonId,
    /// A team, committee or other body.
    OrganizationId,
    /// A need, and later a hazard or a dispute.
    CaseId,
    /// A shift.
    ShiftId,
    /// One place on a shift's roster.
    SignUpId,
    /// Places that a team holds together.
    BlockId,
    /// A record of served hours; the id of the sign-up that it came of.
    RecordId,
    /// A notice to one audience.
    NoticeId,
    /// One role given to one person.
    GrantId,
    /// An invitation.
    InvitationId,
    /// A command, and the envelope that carries it.
    CommandId,
}

impl PersonId {
    /// The actor of what nobody did: ticks of time, and the command line of the server's own machine.
    pub const SYSTEM: PersonId = PersonId(Uuid::nil());
}

/// The kinds of documents, in the order in which they are locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A place of the tree.
    Place,
    /// An organization.
    Organization,
    /// A person.
    Person,
    /// A case (here: a need).
    Case,
    /// A shift with its roster.
    Shift,
    /// A service record.
    Record,
    /// A notice.
    Notice,
    /// A month report.
    Month,
    /// An invitation.
    Invitation,
    /// The words of a sealed case.
    Sealed,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 10] = [
        Kind::Place,
        Kind::Organization,
        Kind::Person,
        Kind::Case,
        Kind::Shift,
        Kind::Record,
        Kind::Notice,
        Kind::Month,
        Kind::Invitation,
        Kind::Sealed,
    ];

    /// The name in stored keys. Never change one.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Place => "place",
            Kind::Organization => "organization",
            Kind::Person => "person",
            Kind::Case => "case",
            Kind::Shift => "shift",
            Kind::Record => "record",
            Kind::Notice => "notice",
            Kind::Month => "month",
            Kind::Invitation => "invitation",
            Kind::Sealed => "sealed",
        }
    }
}

/// The key of a document. Written `kind/id`; ordered by (kind, id), which is the order of locking. A month report has
/// no id of its own: it is written `month/210204011009:2026-05`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum DocumentKey {
    /// A place, by its official code.
    Place(PlaceCode),
    /// An organization.
    Organization(OrganizationId),
    /// A person.
    Person(PersonId),
    /// A case.
    Case(CaseId),
    /// A shift.
    Shift(ShiftId),
    /// A record.
    Record(RecordId),
    /// A notice.
    Notice(NoticeId),
    /// A month report: of which community, of which month.
    Month(PlaceCode, Month),
    /// An invitation.
    Invitation(InvitationId),
    /// The words of a sealed case, by its id.
    Sealed(CaseId),
}

impl DocumentKey {
    /// The kind of document that this key names.
    pub fn kind(&self) -> Kind {
        match self {
            DocumentKey::Place(_) => Kind::Place,
            DocumentKey::Organization(_) => Kind::Organization,
            DocumentKey::Person(_) => Kind::Person,
            DocumentKey::Case(_) => Kind::Case,
            DocumentKey::Shift(_) => Kind::Shift,
            DocumentKey::Record(_) => Kind::Record,
            DocumentKey::Notice(_) => Kind::Notice,
            DocumentKey::Month(..) => Kind::Month,
            DocumentKey::Invitation(_) => Kind::Invitation,
            DocumentKey::Sealed(_) => Kind::Sealed,
        }
    }
}

impl fmt::Display for DocumentKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = self.kind().name();
        match self {
            DocumentKey::Place(code) => write!(f, "{kind}/{code}"),
            DocumentKey::Organization(id) => write!(f, "{kind}/{id}"),
            DocumentKey::Person(id) => write!(f, "{kind}/{id}"),
            DocumentKey::Case(id) => write!(f, "{kind}/{id}"),
            DocumentKey::Shift(id) => write!(f, "{kind}/{id}"),
            DocumentKey::Record(id) => write!(f, "{kind}/{id}"),
            DocumentKey::Notice(id) => write!(f, "{kind}/{id}"),
            DocumentKey::Month(desk, month) => write!(f, "{kind}/{desk}:{month}"),
            DocumentKey::Invitation(id) => write!(f, "{kind}/{id}"),
            DocumentKey::Sealed(id) => write!(f, "{kind}/{id}"),
        }
    }
}

/// A text that names no document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadKey;

impl fmt::Display for BadKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a document key")
    }
}

impl FromStr for DocumentKey {
    type Err = BadKey;
    fn from_str(text: &str) -> Result<Self, BadKey> {
        let (kind, id) = text.split_once('/').ok_or(BadKey)?;
        fn uuid(id: &str) -> Result<Uuid, BadKey> {
            id.parse().map_err(|_| BadKey)
        }
        Ok(match kind {
            "place" => DocumentKey::Place(id.parse().map_err(|_| BadKey)?),
            "organization" => DocumentKey::Organization(OrganizationId(uuid(id)?)),
            "person" => DocumentKey::Person(PersonId(uuid(id)?)),
            "case" => DocumentKey::Case(CaseId(uuid(id)?)),
            "shift" => DocumentKey::Shift(ShiftId(uuid(id)?)),
            "record" => DocumentKey::Record(RecordId(uuid(id)?)),
            "notice" => DocumentKey::Notice(NoticeId(uuid(id)?)),
            "invitation" => DocumentKey::Invitation(InvitationId(uuid(id)?)),
            "sealed" => DocumentKey::Sealed(CaseId(uuid(id)?)),
            "month" => {
                let (desk, month) = id.split_once(':').ok_or(BadKey)?;
                DocumentKey::Month(
                    desk.parse().map_err(|_| BadKey)?,
                    month.parse().map_err(|_| BadKey)?,
                )
            }
            _ => return Err(BadKey),
        })
    }
}

impl Serialize for DocumentKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for DocumentKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
