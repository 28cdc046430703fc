//! Notices: what somebody must be told, and whether they have seen it.

use crate::{
    audience::Audience,
    ids::{DocumentKey, NoticeId, PersonId},
    local::LocalText,
    time::{Instant, Span},
};
use serde::{Deserialize, Serialize};

/// What a notice says, as data; the app turns it into a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// A place became free: you are in.
    Promoted,
    /// A place became free, but you are busy at that time; you keep your turn.
    PassedOver,
    /// There are fewer places than before: you are first in the waiting list.
    MovedToWaitingList,
    /// The shift was called off.
    ShiftCancelled {
        /// Why.
        reason: String,
    },
    /// Somebody signed you up, as you agreed.
    SignedUpByOther {
        /// Who.
        by: String,
    },
    /// Somebody gave your place back for you.
    GivenBackByOther {
        /// Who.
        by: String,
    },
    /// Something about the shift changed.
    ShiftChanged,
    /// The new time overlaps another shift of yours: can you still come?
    PleaseReconfirm,
    /// Somebody gave a place back after the deadline.
    LateWithdrawal {
        /// Who.
        name: String,
    },
    /// Your hours are confirmed.
    HoursConfirmed {
        /// How many minutes.
        minutes: u32,
    },
    /// You were marked absent.
    MarkedAbsent,
    /// Nobody marked you.
    NotRecorded,
    /// The shift began without a place for you.
    NotReached,
    /// The desk took your need on.
    NeedAccepted,
    /// The desk could not take your need on.
    NeedRejected {
        /// Why.
        reason: String,
    },
    /// Your need is done; please say whether it is.
    NeedResolved,
    /// Your need is closed.
    NeedClosed,
    /// Your need was changed by the desk.
    NeedChanged,
    /// A place became free late: can you come? 您能来吗?
    Offered {
        /// The last moment to answer.
        #[serde(with = "crate::time::text")]
        until: Instant,
    },
    /// You did not answer in time; you keep your turn, and may still come while a place is free.
    OfferLapsed,
    /// Tomorrow it is: are you coming?
    DayBefore,
    /// You may do the visit that you asked for.
    Approved,
    /// Your sign-up for a visit was not approved.
    RequestDeclined {
        /// Why.
        reason: String,
    },
    /// A sign-up for a visit must be approved anew, because what it is for has changed.
    ApprovalNeeded,
    /// A team is asked to help out.
    TeamAsked {
        /// How many people are missing.
        missing: u16,
    },
    /// Somebody whom you marked absent says that they were there.
    AbsenceContested {
        /// Who.
        name: String,
    },
    /// You contested your absence; it stands.
    AbsenceStands {
        /// Why.
        reason: String,
    },
    /// You contested your absence; it is taken back.
    AbsenceTakenBack,
    /// You said that a record is not right; this is the answer.
    CorrectionAnswered {
        /// The minutes that stand now.
        minutes: u32,
        /// Why.
        reason: String,
    },
    /// Somebody else leads the shift now.
    HandedOver {
        /// Who.
        to: String,
    },
    /// The shift is at another time: can you still come?
    ShiftPostponed {
        /// Why; `rain` and `heat` have a wording in every language.
        reason: String,
    },
}

impl NoticeKind {
    /// Whether somebody must do something about it.
    pub fn needs_action(&self) -> bool {
        matches!(
            self,
            NoticeKind::Promoted
                | NoticeKind::ShiftCancelled { .. }
                | NoticeKind::ShiftChanged
                | NoticeKind::PleaseReconfirm
                | NoticeKind::LateWithdrawal { .. }
                | NoticeKind::NeedResolved
                | NoticeKind::Offered { .. }
                | NoticeKind::Approved
                | NoticeKind::ApprovalNeeded
                | NoticeKind::AbsenceContested { .. }
                | NoticeKind::HandedOver { .. }
                | NoticeKind::ShiftPostponed { .. }
        )
    }
}

/// Who has seen a notice, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// Who.
    pub person: PersonId,
    /// When.
    #[serde(with = "crate::time::text")]
    pub at: Instant,
}

/// A notice to one audience.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Its id.
    pub id: NoticeId,
    /// To whom.
    pub audience: Audience,
    /// What it says.
    pub kind: NoticeKind,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<DocumentKey>,
    /// The title of what it is about, copied.
    #[serde(default)]
    pub title: LocalText,
    /// The time of what it is about, copied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// When it was made.
    #[serde(with = "crate::time::text")]
    pub at: Instant,
    /// Who has seen it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seen: Vec<Seen>,
    /// Who was told by telephone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub told_by_phone: Vec<Seen>,
}
