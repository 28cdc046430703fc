//! Refusals: why something may not be, as data. The app turns each into one sentence, in one place.

use crate::{
    case::CaseState,
    ids::{Kind, ShiftId},
    shift::Phase,
    time::{Instant, Span},
};
use serde::{Deserialize, Serialize};

/// A field of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Title or name of the thing.
    Title,
    /// Description.
    Text,
    /// Category.
    Category,
    /// Place.
    Place,
    /// Start.
    Start,
    /// End.
    End,
    /// Places.
    Slots,
    /// Fewest people.
    MinStaff,
    /// Least age.
    MinAge,
    /// Last moment to sign up.
    SignUpBy,
    /// Last moment to withdraw in time.
    WithdrawBy,
    /// The lead.
    Lead,
    /// The deputy.
    Deputy,
    /// The team.
    Organization,
    /// Risks.
    Risks,
    /// What to bring.
    Bring,
    /// Where to meet.
    MeetingPoint,
    /// Checklist.
    Checklist,
    /// A person's name.
    Name,
    /// Telephone.
    Phone,
    /// Birth.
    Birth,
    /// Volunteer number.
    VolunteerNo,
    /// Name of who is to be helped.
    RecipientName,
    /// Their telephone.
    RecipientPhone,
    /// Their address.
    RecipientAddress,
    /// A reason.
    Reason,
    /// What was done.
    Evidence,
    /// Minutes.
    Minutes,
    /// The external number.
    ExternalRef,
    /// How satisfied somebody is.
    Rating,
    /// How many people a team brings.
    Headcount,
    /// A photograph.
    Photo,
    /// What somebody agrees to.
    Consent,
    /// Who answers for a minor.
    Guardian,
    /// Their telephone.
    GuardianPhone,
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// Nothing is there.
    Missing,
    /// Too many characters.
    TooLong {
        /// The most.
        max: usize,
    },
    /// A number outside its range.
    OutOfRange {
        /// The least.
        min: u32,
        /// The most.
        max: u32,
    },
    /// Before the start, or at it.
    NotAfterStart,
    /// After the start.
    AfterStart,
    /// Over already.
    InThePast,
    /// Not a telephone number.
    NotAPhone,
    /// No such thing here.
    Unknown,
    /// As it is already.
    Unchanged,
}

/// One reason why something may not be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// There is none, or none that the caller may see: the two look the same.
    NotFound {
        /// Of what.
        kind: Kind,
    },
    /// The caller's roles do not allow it.
    NotAllowed,
    /// A field is not right.
    Field {
        /// Which.
        field: Field,
        /// What is wrong.
        problem: Problem,
    },
    /// The id that it was to have is taken.
    IdTaken,
    /// Every place is taken, and the caller did not want to wait.
    ShiftFull {
        /// How many wait already.
        waiting: u16,
    },
    /// The roster holds as many entries as it may.
    ListFull,
    /// Already on the roster.
    AlreadySignedUp,
    /// Not on the roster.
    NotSignedUp,
    /// Sign-up is over.
    DeadlinePassed {
        /// Since when.
        #[serde(with = "crate::time::text")]
        deadline: Instant,
    },
    /// The shift's life does not allow it.
    WrongPhase {
        /// Where it stands.
        phase: Phase,
    },
    /// Another shift of one's own is at that time.
    OverlapsShift {
        /// Which.
        other: ShiftId,
        /// When.
        span: Span,
    },
    /// Another shift of somebody else's is at that time; which one is theirs to know.
    BusyThen,
    /// A skill is needed.
    SkillNeeded {
        /// Its code.
        skill: String,
    },
    /// A training is needed.
    TrainingNeeded {
        /// Its code.
        training: String,
    },
    /// Too young, or the age is not known.
    AgeNeeded {
        /// The least age.
        min_age: u8,
    },
    /// Newcomers sign up for shifts with a lead on site only.
    NewcomersOnSiteOnly,
    /// More promises than one person can keep.
    TooManyCommitments {
        /// The most.
        max: u16,
    },
    /// Check-in is not open yet.
    CheckInNotYet {
        /// From when.
        #[serde(with = "crate::time::text")]
        opens: Instant,
    },
    /// Check-in is over.
    CheckInOver,
    /// The code is not right.
    CodeWrong {
        /// Tries left.
        left: u8,
    },
    /// Too many wrong codes: the lead must tick.
    TooManyTries,
    /// This shift's check-in works otherwise.
    WrongProof,
    /// Has no confirmed place.
    NotConfirmed,
    /// Already checked in.
    AlreadyCheckedIn,
    /// Has not checked in.
    NotCheckedIn {
        /// Who, where it is not the caller.
        name: String,
    },
    /// Nobody confirms their own hours, or verifies their own work.
    OwnWork,
    /// It is not over.
    NotOver {
        /// When it is.
        #[serde(with = "crate::time::text")]
        ends: Instant,
    },
    /// The need does not stand where it would have to.
    WrongNeedState {
        /// Where it stands.
        state: CaseState,
    },
    /// Fewer places than people who are marked already, as there or as absent.
    FewerThanPresent {
        /// How many are marked.
        present: u16,
    },
    /// It serves another community.
    OtherCommunity,
    /// The offer of a place is over, and nobody was asked who has not answered.
    OfferOver,
    /// This entry does not wait for approval.
    NotRequested,
    /// Whoever was helped has no account here: they are called back, and that closes it.
    CallBackNeeded,
    /// Whoever asked has no account and has not been called yet.
    CallFirst,
    /// It is sealed: one person handles it, no team and no shift, and its words are not changed.
    Sealed,
    /// What is sealed is kept on no device: it goes to the server at once, or not at all.
    SealedNeedsServer,
    /// Nobody is visited here, or nobody is known who would be told.
    NobodyToTell,
    /// A team reserves places where a lead is on site; for a visit each is approved.
    BlocksOnSiteOnly,
    /// There is no such block of a team.
    NoSuchBlock,
    /// Not a member of the team that holds the place.
    NotAMember,
    /// Nobody marked them absent, so there is nothing to contest.
    NotMarkedAbsent,
    /// The time in which an absence can be contested is over.
    ContestOver {
        /// Since when.
        #[serde(with = "crate::time::text")]
        since: Instant,
    },
    /// It was answered, and that is the last word here.
    AlreadyAnswered,
    /// The volunteer has said something against the record that is not answered yet.
    AlreadyAsked,
    /// Nobody asks anything here.
    NothingToAnswer,
    /// Whoever entered it afterwards does not confirm it too.
    SecondApprover,
    /// As many helpers as one person may have.
    TooManyHelpers {
        /// The most.
        max: u16,
    },
    /// The invitation is over, was taken back, or whoever made it may not give any more what it opens.
    InvitationOver,
    /// As many came by the invitation as it lets in.
    InvitationUsed {
        /// How many that is.
        max: u16,
    },
    /// Not new in the team, or not any more.
    NotNew,
    /// Whoever holds a role in the community gives it back before they can be erased.
    EndRolesFirst,
    /// Somebody's data was erased as they wished; it is not entered again under the same number.
    WasErased,
    /// The month is not over where the community lives.
    MonthNotOver {
        /// When it is.
        #[serde(with = "crate::time::text")]
        ends: Instant,
    },
    /// The month was handed up already; what changed since is listed with it.
    AlreadySubmitted {
        /// When.
        #[serde(with = "crate::time::text")]
        at: Instant,
    },
}

/// A refusal with everything that stands against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Every reason; never empty.
    pub reasons: Vec<Refusal>,
    /// Documents that change all the same: counters of tries, nothing else.
    pub documents: Vec<crate::document::Document>,
}

impl From<Refusal> for Refused {
    fn from(reason: Refusal) -> Self {
        Refused {
            reasons: vec![reason],
            documents: Vec::new(),
        }
    }
}

impl From<Vec<Refusal>> for Refused {
    fn from(reasons: Vec<Refusal>) -> Self {
        debug_assert!(!reasons.is_empty(), "a refusal is never without a reason");
        Refused {
            reasons,
            documents: Vec::new(),
        }
    }
}
