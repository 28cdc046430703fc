//! The judge's own picture of the community: plain structs and plain rules, written from the words of the product and
//! not from the rule book. It is stepped in the authority's order of commits. Promotions it does not decide: it takes
//! them over from what was written, and [`super::judge`] checks that each was due and none was missing.

pub use super::model_roster::{Announced, Entry, Mark, Roster, Stand};
use super::{
    model_blocks::NOBODY,
    model_disputes::Said,
    model_erasure::Leaving,
    model_invitations::Opening,
    model_months::Counted,
    model_newcomers::{ToldOnComing, grown},
    model_roles::Held,
};
use linli_domain::{
    CaseId, CommandId, InvitationId, NoticeId, OrganizationId, PersonId, ShiftId, SignUpId,
    case::NeedAbout,
    shift::{Attendance, Evidence, ShiftAbout},
    time::{Birth, Instant, Span},
};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NeedStand {
    Submitted,
    Accepted,
    Rejected,
    Assigned,
    InProgress,
    Resolved,
    Closed,
    Withdrawn,
}

impl NeedStand {
    /// Nothing more comes of it.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Rejected | Self::Closed | Self::Withdrawn)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    Open,
    Claimed,
    Started,
    Recorded,
    Failed,
}

#[derive(Clone, Debug)]
pub struct Need {
    pub about: NeedAbout,
    /// What was entered under seal.
    pub words: Option<NeedAbout>,
    /// How often that was read.
    pub readings: u32,
    pub reporter: PersonId,
    pub stand: NeedStand,
    pub posted: Instant,
    pub since: Instant,
    pub assignee: Option<PersonId>,
    pub links: Vec<(ShiftId, Link)>,
    pub rating: Option<u8>,
    /// Asked for by a notice at a door, and nobody has called yet.
    pub unverified: bool,
}

#[derive(Clone, Debug)]
pub struct Neighbour {
    pub name: String,
    /// Nobody else's.
    pub phone: String,
    pub skills: Vec<String>,
    pub trainings: Vec<String>,
    pub born: Option<Birth>,
    /// Every role that they hold, or held.
    pub roles: Vec<Held>,
    pub wrong_codes: BTreeMap<ShiftId, u8>,
    /// Is in the register of the community next door.
    pub next_door: bool,
    /// What they told of themselves, where they came in by an invitation.
    pub told: Option<ToldOnComing>,
}

/// What the simulation knows of a code that somebody gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// Right for a step that began then.
    Right(Instant),
    /// The one on the shift's printed roster.
    Sheet,
    /// Never shown on this shift's screen.
    Wrong,
}

/// Somebody is told something: whom, what.
pub type Told = (PersonId, &'static str);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    pub volunteer: PersonId,
    pub minutes: u32,
    pub by: PersonId,
    pub evidence: Evidence,
    pub organization: Option<OrganizationId>,
    /// When the shift was to start.
    pub start: Instant,
    /// How long it was to be.
    pub planned: u32,
    /// What its volunteer said against it, each with the answer.
    pub asked: Vec<Said>,
}

#[derive(Clone, Debug, Default)]
pub struct Model {
    pub people: BTreeMap<PersonId, Neighbour>,
    /// Whose erasure was asked for, and how far it has come.
    pub leaving: BTreeMap<PersonId, Leaving>,
    /// Who is helped, by whom.
    pub helped: BTreeSet<(PersonId, PersonId)>,
    pub shifts: BTreeMap<ShiftId, Roster>,
    pub needs: BTreeMap<CaseId, Need>,
    pub records: BTreeMap<SignUpId, Record>,
    /// What a month came to when it was handed up.
    pub handed_up: BTreeMap<String, Counted>,
    /// Months of which there is a report, if only of zeros: whoever is marked late opens a recorded shift again.
    pub reported: BTreeSet<String>,
    pub notices: BTreeMap<NoticeId, (PersonId, bool)>,
    /// What notices are about that somebody must act on.
    pub acting: BTreeMap<NoticeId, ShiftId>,
    pub phoned: BTreeSet<NoticeId>,
    pub codes: BTreeMap<CommandId, Code>,
    pub told: Vec<Told>,
    pub teams: BTreeSet<OrganizationId>,
    pub invitations: BTreeMap<InvitationId, Opening>,
    /// What really opens each invitation that anybody has thought of.
    pub tokens: BTreeMap<InvitationId, String>,
    /// What teams are told, and who has seen it.
    pub team_notices: BTreeMap<NoticeId, (OrganizationId, BTreeSet<PersonId>)>,
    /// Which team is told in this step, and how many people are missing.
    pub told_teams: Vec<(OrganizationId, u16)>,
    /// What happened in this step, for the counts.
    pub happened: Vec<(&'static str, &'static str)>,
    /// When time last opened and shut somebody's doors.
    pub doors_seen_to: BTreeMap<PersonId, Instant>,
    /// Shifts whose roster may have changed in this step.
    pub touched: BTreeSet<ShiftId>,
    pub list_bound: usize,
    pub promises_bound: usize,
    pub home: String,
}

/// It may not be.
#[derive(Debug, PartialEq, Eq)]
pub struct No(pub &'static std::panic::Location<'static>);

impl No {
    /// It may not be, for what stands at this line.
    #[track_caller]
    #[must_use]
    pub fn here() -> Self {
        No(std::panic::Location::caller())
    }
}

pub type Verdict = Result<(), No>;

#[track_caller]
pub fn must(condition: bool) -> Verdict {
    if condition { Ok(()) } else { Err(No::here()) }
}

impl Model {
    pub fn tell(&mut self, me: PersonId, person: PersonId, what: &'static str) {
        if me != person && person != NOBODY {
            self.told.push((person, what));
        }
    }

    /// Whether a person's time is taken in a span by another shift.
    pub fn busy(&self, person: PersonId, but: ShiftId, span: &Span) -> bool {
        self.busy_still(person, but, span, Instant::MIN_UTC)
    }

    /// The same, by a shift that is not over.
    pub fn busy_still(&self, person: PersonId, but: ShiftId, span: &Span, now: Instant) -> bool {
        self.shifts.iter().any(|(id, roster)| {
            let takes_time = |stand: Stand| match stand {
                stand if stand.live() => stand != Stand::Waiting,
                Stand::Absent => !roster.recorded && !roster.cancelled,
                _ => false,
            };
            *id != but
                && roster.about.span.end > now
                && roster
                    .of(person)
                    .is_some_and(|entry| takes_time(entry.stand) && !entry.released)
                && roster.about.span.start < span.end
                && span.start < roster.about.span.end
        })
    }

    /// Whether a person has what a shift asks for.
    pub fn able(&self, person: PersonId, about: &ShiftAbout) -> bool {
        let Some(neighbour) = self.people.get(&person) else {
            return false;
        };
        let needs = &about.requirements;
        let old_enough = needs.min_age.is_none_or(|least| {
            let day = about.span.start.date_naive();
            let grown = neighbour.born.and_then(|born| grown(born, least.into()));
            least == 0 || grown.is_some_and(|grown| grown <= day)
        });
        let visit = about.attendance == Attendance::Visit;
        needs
            .skills
            .iter()
            .all(|skill| neighbour.skills.contains(skill))
            && needs
                .trainings
                .iter()
                .all(|training| neighbour.trainings.contains(training))
            && old_enough
            && !(visit && self.is_newcomer(person))
    }

    pub fn fits(&self, person: PersonId, shift: ShiftId) -> bool {
        self.shifts.get(&shift).is_some_and(|roster| {
            self.able(person, &roster.about) && !self.busy(person, shift, &roster.about.span)
        })
    }

    /// How many shifts a person is on, as far as their phone shows them as promised and not over.
    pub fn promises(&self, person: PersonId, now: Instant) -> usize {
        let promised = |roster: &&Roster| {
            let stand = roster.of(person).map(|entry| entry.stand);
            let counts = stand.is_some_and(|stand| {
                stand.live() || (stand == Stand::Absent && !roster.recorded && !roster.cancelled)
            });
            counts && roster.about.span.end > now
        };
        self.shifts.values().filter(promised).count()
    }

    pub fn roster(&mut self, shift: ShiftId) -> Result<&mut Roster, No> {
        self.touched.insert(shift);
        self.shifts.get_mut(&shift).ok_or(No::here())
    }

    pub fn set(&mut self, shift: ShiftId, entry: SignUpId, stand: Stand) {
        self.touched.insert(shift);
        let found = self
            .shifts
            .get_mut(&shift)
            .and_then(|roster| roster.entries.iter_mut().find(|there| there.id == entry));
        if let Some(found) = found {
            found.stand = stand;
        }
    }
}
