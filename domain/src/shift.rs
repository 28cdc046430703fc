//! Shifts and their rosters. `full`, `running` and `ended` are computed from a shift and the time, never stored.

use crate::{
    case::Urgency,
    ids::{BlockId, CaseId, NoticeId, OrganizationId, PersonId, ShiftId, SignUpId},
    local::LocalText,
    place::PlaceCode,
    profile::Profile,
    time::{Instant, Span, hours},
};
use serde::{Deserialize, Serialize};

/// What a shift serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Parent {
    /// A case.
    Case(CaseId),
}

/// What is done in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShiftKind {
    /// A claimed service post (服务岗位).
    #[default]
    Post,
    /// A patrol.
    Patrol,
    /// A home visit.
    Visit,
    /// A checklist.
    Checklist,
    /// A duty at a talk point or desk.
    Duty,
}

/// How people show that they were there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attendance {
    /// A lead is on site: rotating code or tick.
    #[default]
    Site,
    /// Nobody is on site: the volunteer says so.
    Visit,
}

/// What someone must bring to fit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requirements {
    /// Skills, as codes; all of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skills: Vec<String>,
    /// Trainings passed, as codes; all of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub trainings: Vec<String>,
    /// The least age in full years on the day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_age: Option<u8>,
}

/// What people enter of a shift.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShiftAbout {
    /// What is done, in a line.
    pub title: LocalText,
    /// More about it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// What it serves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Parent>,
    /// What is done in it.
    #[serde(default)]
    pub kind: ShiftKind,
    /// How attendance is shown.
    #[serde(default)]
    pub attendance: Attendance,
    /// The grid or community.
    pub place: PlaceCode,
    /// Where to meet, for everybody to read: never a home address.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub meeting_point: String,
    /// Planned start and end.
    pub span: Span,
    /// The last moment to sign up; the start where it is not said.
    #[serde(
        default,
        with = "crate::time::text_or_none",
        skip_serializing_if = "Option::is_none"
    )]
    pub sign_up_by: Option<Instant>,
    /// After this a withdrawal is late; twelve hours before the start where it is not said.
    #[serde(
        default,
        with = "crate::time::text_or_none",
        skip_serializing_if = "Option::is_none"
    )]
    pub withdraw_by: Option<Instant>,
    /// Places, 1 to 300.
    pub slots: u16,
    /// With fewer people than this it cannot take place.
    #[serde(default)]
    pub min_staff: u16,
    /// What someone must bring to fit.
    #[serde(default)]
    pub requirements: Requirements,
    /// Risks that volunteers must be told (志愿服务条例).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub risks: String,
    /// What to bring.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub bring: String,
    /// Whether volunteers are insured.
    #[serde(default)]
    pub insurance: bool,
    /// Items to go through, for a checklist.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checklist: Vec<String>,
    /// The team that runs it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<OrganizationId>,
    /// Who leads on site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead: Option<PersonId>,
    /// The lead's stand-in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deputy: Option<PersonId>,
    /// False for paid or subsidised work: no volunteer hours come of it.
    #[serde(default = "yes")]
    pub counts_as_volunteer: bool,
    /// How soon help is needed.
    #[serde(default)]
    pub urgency: Urgency,
    /// The number in the list that it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_ref: Option<String>,
}

fn yes() -> bool {
    true
}

impl ShiftAbout {
    /// The last moment to sign up.
    pub fn deadline(&self) -> Instant {
        self.sign_up_by.unwrap_or(self.span.start)
    }

    /// After this a withdrawal is late, and a place that is given back is offered and no longer given.
    pub fn withdrawal_deadline(&self) -> Instant {
        self.withdraw_by.unwrap_or(self.span.start - hours(12))
    }
}

/// A person who can be called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Who.
    pub id: PersonId,
    /// Name.
    pub name: String,
    /// Telephone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// What they must be told and have not seen: for the desk and the leads alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_reach: Option<NoticeId>,
}

/// What is stored of a shift's life; the rest is computed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShiftState {
    /// Not shown yet.
    Draft,
    /// Open to sign up until its deadline.
    Open,
    /// All attendance is settled.
    Recorded,
    /// Called off.
    Cancelled {
        /// Why.
        reason: String,
    },
}

/// A shift's life as people see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Not shown yet.
    Draft,
    /// Places are left.
    Open,
    /// Every place is taken.
    Full,
    /// Sign-up is over, the start is to come.
    Closed,
    /// Between start and end.
    Running,
    /// Over; attendance is not settled.
    Ended,
    /// Settled.
    Recorded,
    /// Called off.
    Cancelled,
}

/// Where an entry of the roster stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignUpState {
    /// Waits for approval; holds a place.
    Requested,
    /// On the waiting list.
    Waitlisted,
    /// Has been asked, and has until then to say yes; holds a place.
    Offered {
        /// The last moment to answer.
        #[serde(with = "crate::time::text")]
        until: Instant,
    },
    /// Must say again whether they come; holds a place.
    Reconfirm,
    /// Has a place.
    Confirmed,
    /// Has arrived.
    CheckedIn,
    /// Has left.
    CheckedOut,
    /// Their hours are confirmed.
    HoursConfirmed,
    /// Not taken, or never reached.
    Declined,
    /// Gave the place back.
    Withdrawn {
        /// After the deadline.
        late: bool,
    },
    /// The shift was called off.
    Cancelled,
    /// Nobody marked them.
    NotRecorded,
    /// The lead marked them absent.
    NoShow {
        /// They disagree.
        contested: bool,
    },
}

impl SignUpState {
    /// Whether it takes one of the shift's places.
    pub fn holds_place(self) -> bool {
        !matches!(
            self,
            SignUpState::Waitlisted
                | SignUpState::Declined
                | SignUpState::Withdrawn { .. }
                | SignUpState::Cancelled
        )
    }

    /// Whether the person may still come, or was there and waits for their hours.
    pub fn is_live(self) -> bool {
        matches!(
            self,
            SignUpState::Requested
                | SignUpState::Waitlisted
                | SignUpState::Offered { .. }
                | SignUpState::Reconfirm
                | SignUpState::Confirmed
                | SignUpState::CheckedIn
                | SignUpState::CheckedOut
        )
    }

    /// Whether they may do a home visit, or did: nobody has to approve it any more.
    pub fn is_approved(self) -> bool {
        matches!(
            self,
            SignUpState::Confirmed
                | SignUpState::Reconfirm
                | SignUpState::CheckedIn
                | SignUpState::CheckedOut
                | SignUpState::HoursConfirmed
        )
    }

    /// Whether somebody with a place has neither arrived nor been marked: a tick or an absence fits.
    pub fn is_expected(self) -> bool {
        matches!(
            self,
            SignUpState::Confirmed | SignUpState::Reconfirm | SignUpState::NotRecorded
        )
    }

    /// Whether they were there and their hours are not confirmed.
    pub fn is_present(self) -> bool {
        matches!(self, SignUpState::CheckedIn | SignUpState::CheckedOut)
    }

    /// Its name in transitions.
    pub fn name(self) -> &'static str {
        match self {
            SignUpState::Requested => "requested",
            SignUpState::Waitlisted => "waitlisted",
            SignUpState::Offered { .. } => "offered",
            SignUpState::Reconfirm => "reconfirm",
            SignUpState::Confirmed => "confirmed",
            SignUpState::CheckedIn => "checked_in",
            SignUpState::CheckedOut => "checked_out",
            SignUpState::HoursConfirmed => "hours_confirmed",
            SignUpState::Declined => "declined",
            SignUpState::Withdrawn { .. } => "withdrawn",
            SignUpState::Cancelled => "cancelled",
            SignUpState::NotRecorded => "not_recorded",
            SignUpState::NoShow { .. } => "no_show",
        }
    }
}

/// How an hour is proved, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// The rotating code, by picture or digits.
    RotatingCode,
    /// The lead's tick.
    LeadTick,
    /// A fixed printed code.
    PrintedQr,
    /// A visit that the recipient or a call-back confirmed.
    RecipientConfirmed,
    /// The volunteer's own word.
    SelfReported,
    /// Entered later, with a second approver.
    EnteredAfterwards,
}

/// An arrival or a departure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Presence {
    /// When: proved by a code's step, or told by a corrected clock.
    #[serde(with = "crate::time::text")]
    pub at: Instant,
    /// How it is shown.
    pub evidence: Evidence,
    /// False until somebody may rely on it (a code that was sent late).
    pub verified: bool,
}

/// How somebody said yes to being signed up by another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Consented {
    /// Face to face.
    InPerson,
    /// By telephone.
    ByPhone,
    /// In writing.
    InWriting,
}

/// An absence that its person disagrees with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contest {
    /// Why, in at most 200 characters.
    pub reason: String,
    /// When they said so.
    #[serde(with = "crate::time::text")]
    pub at: Instant,
    /// Why it stands all the same; none while nobody has answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
}

/// A photograph of a paper roster, for the desk, the lead and the deputy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// What it lies under: the 64 hexadecimal digits of its content's SHA-256.
    pub photo: String,
    /// Who entered it.
    pub by: PersonId,
    /// When.
    #[serde(with = "crate::time::text")]
    pub at: Instant,
}

/// An entry of the roster: one place, at most 400 bytes as long as nothing of it was entered afterwards or contested.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignUp {
    /// Its id, made by the device that signed up.
    pub id: SignUpId,
    /// Who; absent for a block's place without a name yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// Copied name, for the roster.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Copied telephone, for the lead and the desk; masked in their views where nobody need dial it any more
    /// ([`crate::phone`]).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// The team's block that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub block: Option<BlockId>,
    /// Who signed them up, where it was not themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<PersonId>,
    /// That one's name, copied.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub actor_name: String,
    /// How they said yes to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<Consented>,
    /// The newest notice about this shift that they must act on and that has not reached them: neither seen, nor told
    /// by telephone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_reach: Option<NoticeId>,
    /// The order of the waiting list: the authority's order of arrival.
    pub rank: u32,
    /// When they signed up, by the authority's clock.
    #[serde(with = "crate::time::text")]
    pub at: Instant,
    /// Where it stands.
    pub state: SignUpState,
    /// Arrival.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check_in: Option<Presence>,
    /// Departure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check_out: Option<Presence>,
    /// Confirmed minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
    /// They were told once that a place went past them.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub told_passed_over: bool,
    /// They were asked late whether they can come, and did not answer in time.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub offer_lapsed: bool,
    /// They said that they are coming to this time.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub coming: bool,
    /// Who entered their attendance afterwards: somebody else confirms it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered_by: Option<PersonId>,
    /// What they say against their absence, and the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contest: Option<Contest>,
}

/// Places that a team holds, all or none; members are named later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Its id.
    pub id: BlockId,
    /// The team.
    pub team: OrganizationId,
    /// How many places.
    pub headcount: u16,
}

/// What the desk has arranged around a shift: for the desk alone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arranged {
    /// The four digits by which the visited know who was announced; made with the first approval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub door_word: Option<String>,
    /// What the resident was last told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resident_told: Option<ResidentTold>,
    /// Teams that were asked to help out; at most 20.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asked: Vec<OrganizationId>,
    /// Everybody was reminded of this time.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub reminded: bool,
}

impl Arranged {
    pub(crate) fn is_nothing(&self) -> bool {
        *self == Arranged::default()
    }
}

/// What a resident was told by telephone of a visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResidentTold {
    /// When.
    #[serde(with = "crate::time::text")]
    pub at: Instant,
    /// By whom.
    pub by: PersonId,
    /// When the visit is.
    pub span: Span,
    /// Who comes.
    pub people: Vec<PersonId>,
    /// That nobody comes after all.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cancelled: bool,
}

/// The secret of a shift's check-in codes: 32 hexadecimal digits. Only the lead and the deputy hold it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(pub String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// A shift with its roster: what must change together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shift {
    /// Its id.
    pub id: ShiftId,
    /// The community whose desk runs it.
    pub desk: PlaceCode,
    /// What people entered.
    pub about: ShiftAbout,
    /// The stored part of its life.
    pub state: ShiftState,
    /// The lead, copied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead: Option<Contact>,
    /// The deputy, copied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deputy: Option<Contact>,
    /// The secret of its codes; absent only where a device rebuilt the shift from what it may see.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<Secret>,
    /// The roster, in order of rank of first arrival; at most 300 entries.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roster: Vec<SignUp>,
    /// Teams' blocks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blocks: Vec<Block>,
    /// The next rank.
    pub next_rank: u32,
    /// What the desk has arranged.
    #[serde(default, skip_serializing_if = "Arranged::is_nothing")]
    pub arranged: Arranged,
    /// Paper rosters that were entered, at most 20.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sheets: Vec<Sheet>,
}

impl Shift {
    /// Who may do a home visit, or did: the approved, in the order of the roster.
    pub fn approved(&self) -> Vec<PersonId> {
        let approved = self.roster.iter().filter(|entry| entry.state.is_approved());
        approved.filter_map(|entry| entry.person).collect()
    }

    /// Whether whoever is visited must be told by telephone: who comes, when, or that nobody does. Only the desk knows
    /// whether somebody is.
    pub fn resident_must_be_told(&self, now: Instant) -> bool {
        let visit = self.about.attendance == Attendance::Visit && self.about.parent.is_some();
        if !visit || now >= self.about.span.end {
            return false;
        }
        let cancelled = matches!(self.state, ShiftState::Cancelled { .. });
        match &self.arranged.resident_told {
            None => cancelled || !self.approved().is_empty(),
            Some(told) if told.cancelled || cancelled => told.cancelled != cancelled,
            Some(told) => told.span != self.about.span || told.people != self.approved(),
        }
    }

    /// Places taken.
    pub fn taken(&self) -> u16 {
        count(&self.roster, |entry| entry.state.holds_place())
    }

    /// People on the waiting list.
    pub fn waiting(&self) -> u16 {
        count(&self.roster, |entry| entry.state == SignUpState::Waitlisted)
    }

    /// The entry of a person, whatever its state.
    pub fn entry_of(&self, person: PersonId) -> Option<&SignUp> {
        self.roster
            .iter()
            .find(|entry| entry.person == Some(person))
    }

    /// The entry with that id.
    pub fn entry(&self, id: SignUpId) -> Option<&SignUp> {
        self.roster.iter().find(|entry| entry.id == id)
    }

    /// Whether that person leads it or stands in.
    pub fn is_led_by(&self, person: PersonId) -> bool {
        self.lead
            .iter()
            .chain(&self.deputy)
            .any(|contact| contact.id == person)
    }

    /// What has not reached a person, as who leads it and as an entry of its roster; nothing where they are neither.
    pub fn to_reach(&self, person: PersonId) -> Vec<Option<NoticeId>> {
        let contacts = self.lead.iter().chain(&self.deputy);
        let contacts = contacts
            .filter(|contact| contact.id == person)
            .map(|contact| contact.to_reach);
        let entry = self.entry_of(person).map(|entry| entry.to_reach);
        contacts.chain(entry).collect()
    }

    /// A notice went out that a person of its roster, or who leads it, must act on.
    pub(crate) fn must_reach(&mut self, person: PersonId, notice: NoticeId) {
        let mut entries = self.roster.iter_mut();
        if let Some(entry) = entries.find(|entry| entry.person == Some(person)) {
            entry.to_reach = Some(notice);
            return;
        }
        for contact in self.lead.iter_mut().chain(&mut self.deputy) {
            if contact.id == person {
                contact.to_reach = Some(notice);
            }
        }
    }

    /// Whether it has fewer people than it needs, so shortly before its start that somebody must do something about it.
    pub fn is_short(&self, profile: &Profile, now: Instant) -> bool {
        is_short(&self.state, &self.about, self.taken(), profile, now)
    }

    /// Its life as people see it at that moment.
    pub fn phase(&self, now: Instant) -> Phase {
        phase(&self.state, &self.about, self.taken(), now)
    }
}

/// A shift's life as people see it, from what every view of it states.
pub fn phase(state: &ShiftState, about: &ShiftAbout, taken: u16, now: Instant) -> Phase {
    match state {
        ShiftState::Draft => Phase::Draft,
        ShiftState::Recorded => Phase::Recorded,
        ShiftState::Cancelled { .. } => Phase::Cancelled,
        ShiftState::Open if now >= about.span.end => Phase::Ended,
        ShiftState::Open if now >= about.span.start => Phase::Running,
        ShiftState::Open if now > about.deadline() => Phase::Closed,
        ShiftState::Open if taken >= about.slots => Phase::Full,
        ShiftState::Open => Phase::Open,
    }
}

/// Whether a shift has fewer people than it needs shortly before its start ([`Profile::short_hours`], and
/// [`Profile::short_urgent_hours`] where people are found at the last moment), from what every view of it states. Whoever
/// holds a place counts, asked and not approved yet as well: there is nobody to be found in their stead. Once it has
/// begun it is too late for anything.
pub fn is_short(
    state: &ShiftState,
    about: &ShiftAbout,
    taken: u16,
    profile: &Profile,
    now: Instant,
) -> bool {
    let before = match about.urgency {
        Urgency::Urgent => hours(profile.short_urgent_hours),
        Urgency::Normal => hours(profile.short_hours),
    };
    let start = about.span.start;
    *state == ShiftState::Open && taken < about.min_staff && now < start && now >= start - before
}

pub(crate) fn count(roster: &[SignUp], which: impl Fn(&SignUp) -> bool) -> u16 {
    u16::try_from(roster.iter().filter(|entry| which(entry)).count()).unwrap_or(u16::MAX)
}
