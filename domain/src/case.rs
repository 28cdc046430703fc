//! Cases: what someone asks the neighbourhood for. This version knows needs; hazards and disputes share the form.

use crate::{
    ids::{CaseId, OrganizationId, PersonId, ShiftId},
    local::LocalText,
    place::PlaceCode,
    time::Instant,
};
use serde::{Deserialize, Serialize};

/// What sort of case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseKind {
    /// 需求
    #[default]
    Need,
    /// 隐患
    Hazard,
    /// 矛盾纠纷
    Dispute,
}

/// Where a case came from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// Entered in the app.
    #[default]
    App,
    /// At the desk or by telephone.
    Desk,
    /// The city's hotline (12345).
    Hotline,
    /// A petition office.
    Petition,
    /// A list that was imported.
    Import,
    /// A notice at a door: somebody without an account asked, who is called before anything is done.
    DoorNotice,
}

/// How soon help is needed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// In its turn.
    #[default]
    Normal,
    /// 急需
    Urgent,
}

/// Who may read a case outside the desk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// Title and grid, once accepted.
    #[default]
    Public,
    /// The desk alone.
    Desk,
    /// Whoever reported it and whoever handles it ([`crate::sealed`]); others see number, category, state and age.
    Sealed,
}

/// Who is to be helped; not the reporter. Only the desk sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipient {
    /// Name.
    pub name: String,
    /// Telephone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Where to go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Whether they wish to be called back.
    #[serde(default)]
    pub call_back: bool,
}

/// What people enter of a need.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NeedAbout {
    /// What is needed, in a line.
    pub title: LocalText,
    /// More about it; never a name or an address.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// The category's code: `escort`, `errand`, `tutoring` …
    pub category: String,
    /// The grid or community where it is.
    pub place: PlaceCode,
    /// How soon.
    #[serde(default)]
    pub urgency: Urgency,
    /// Who may read it.
    #[serde(default)]
    pub visibility: Visibility,
    /// Whence.
    #[serde(default)]
    pub source: Source,
    /// Risks that helpers must be told (志愿服务条例).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub risks: String,
    /// Who is to be helped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipient: Option<Recipient>,
    /// The number in the list or system that it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_ref: Option<String>,
}

/// Who handles a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Assignee {
    /// One person.
    Person(PersonId),
    /// A team or other body.
    Organization(OrganizationId),
}

/// Where a need stands. Overdue is no state: it is computed from `due`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseState {
    /// Waits to be accepted.
    Submitted,
    /// The desk took it on.
    Accepted,
    /// Not taken on, with a reason.
    Rejected,
    /// Claimed: someone is to do it.
    Assigned,
    /// Being done.
    InProgress,
    /// Done, to be verified.
    Resolved,
    /// Verified.
    Closed,
    /// Taken back by its reporter.
    Withdrawn,
}

impl Case {
    /// Whether its words are for whoever reported it and whoever handles it alone.
    pub fn is_sealed(&self) -> bool {
        self.about.visibility == Visibility::Sealed
    }
}

impl CaseState {
    /// Whether nothing more is to come.
    pub fn is_final(self) -> bool {
        matches!(
            self,
            CaseState::Rejected | CaseState::Closed | CaseState::Withdrawn
        )
    }

    /// Its name in transitions.
    pub fn name(self) -> &'static str {
        match self {
            CaseState::Submitted => "submitted",
            CaseState::Accepted => "accepted",
            CaseState::Rejected => "rejected",
            CaseState::Assigned => "assigned",
            CaseState::InProgress => "in_progress",
            CaseState::Resolved => "resolved",
            CaseState::Closed => "closed",
            CaseState::Withdrawn => "withdrawn",
        }
    }
}

/// How far one of a need's shifts has come, as far as the need cares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkState {
    /// Nobody holds a place.
    Open,
    /// Somebody does.
    Claimed,
    /// Somebody has checked in.
    Started,
    /// All hours are confirmed.
    Recorded,
    /// Called off.
    Cancelled,
}

/// A shift that serves a need.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShiftLink {
    /// The shift.
    pub shift: ShiftId,
    /// How far it is.
    pub state: LinkState,
}

/// A case: a need, here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// Its id.
    pub id: CaseId,
    /// The number for telephone and paper, made from day and id (see docs/adr).
    pub no: String,
    /// What sort of case.
    #[serde(default)]
    pub kind: CaseKind,
    /// What people entered.
    pub about: NeedAbout,
    /// The place whose turn it is.
    pub desk: PlaceCode,
    /// Who entered it.
    pub reporter: PersonId,
    /// The reporter's name, for the desk.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reporter_name: String,
    /// When it was entered.
    #[serde(with = "crate::time::text")]
    pub posted_at: Instant,
    /// Where it stands.
    pub state: CaseState,
    /// Since when.
    #[serde(with = "crate::time::text")]
    pub since: Instant,
    /// By when the next step is due.
    #[serde(
        default,
        with = "crate::time::text_or_none",
        skip_serializing_if = "Option::is_none"
    )]
    pub due: Option<Instant>,
    /// Who handles it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignee: Option<Assignee>,
    /// The reason for a rejection, or what was done, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// Shifts that serve it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shifts: Vec<ShiftLink>,
    /// Satisfaction, 1 to 5.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<u8>,
    /// Whoever asked has no account, and nobody has called them yet: it may be a prank.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unverified: bool,
}
