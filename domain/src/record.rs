//! Service records: hours that can be proved (志愿服务记录与证明, Order 67).

use crate::{
    ids::{OrganizationId, PersonId, RecordId, ShiftId},
    local::LocalText,
    place::PlaceCode,
    shift::Evidence,
    time::{Instant, Span},
};
use serde::{Deserialize, Serialize};

/// Where a record stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordState {
    /// Confirmed by somebody else than the volunteer.
    Confirmed,
    /// The volunteer says that it is not right.
    CorrectionRequested,
    /// Corrected.
    Amended,
}

/// A change of a record, with its reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// Minutes before.
    pub minutes_before: u32,
    /// Why.
    pub reason: String,
    /// Who.
    pub by: PersonId,
    /// When.
    #[serde(with = "crate::time::text")]
    pub at: Instant,
}

/// What a desk says to a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionAnswer {
    /// Why it was corrected, or stands as it is.
    pub reason: String,
    /// Who answered; never the volunteer.
    pub by: PersonId,
    /// When.
    #[serde(with = "crate::time::text")]
    pub at: Instant,
}

/// Not right 时长有误: what the volunteer says, and the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionRequest {
    /// What is not right.
    pub reason: String,
    /// When they said so.
    #[serde(with = "crate::time::text")]
    pub at: Instant,
    /// The answer; none while it is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<CorrectionAnswer>,
}

/// The record of one person's service in one shift.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceRecord {
    /// Its id: that of the sign-up.
    pub id: RecordId,
    /// Who served.
    pub volunteer: PersonId,
    /// Their name at the time.
    pub volunteer_name: String,
    /// The shift.
    pub shift: ShiftId,
    /// The activity's name.
    pub activity: LocalText,
    /// What was done.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub content: String,
    /// When it was planned.
    pub span: Span,
    /// Where.
    pub place: PlaceCode,
    /// The community that confirms and reports it.
    pub desk: PlaceCode,
    /// Minutes actually served.
    pub minutes: u32,
    /// The organizer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<OrganizationId>,
    /// The activity's lead, by name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub lead: String,
    /// How it is proved.
    pub evidence: Evidence,
    /// No check-out was there: counted to the planned end.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub without_check_out: bool,
    /// Who confirmed it; never the volunteer.
    pub confirmed_by: PersonId,
    /// When.
    #[serde(with = "crate::time::text")]
    pub confirmed_at: Instant,
    /// Where it stands.
    pub state: RecordState,
    /// Changes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
    /// What the volunteer said against it, the newest last; the last ten, at most one of them open.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub requests: Vec<CorrectionRequest>,
}
