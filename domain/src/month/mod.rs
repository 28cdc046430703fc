//! The month report 月报 of a community: what was asked for, what came of it, who came, and their hours.
//!
//! The rule book keeps it itself. Each document counts for figures of a month ([`tally()`]); whenever a document
//! changes, the difference of after and before is added to the months that it concerns. Nothing else ever changes a
//! figure, so the figures are always the sum over all documents.
//!
//! A need counts in the local month in which it was posted; a shift, its roster and its records in the one in which it
//! was planned to start. A roster counts once its shift is recorded, so that signing up writes no report.

mod csv;
mod tally;

pub use csv::{CsvWords, month_csv, percent};
pub use tally::{Of, Tally, difference, tally};

use crate::{
    calendar::Month,
    ids::{DocumentKey, OrganizationId, PersonId},
    lean::Unread,
    place::PlaceCode,
    shift::Evidence,
    time::Instant,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Volunteers who are told apart. With 42 bytes each they take a third of what a document may hold (128 KB); a thousand
/// is a quarter of all residents of the largest communities.
pub const VOLUNTEERS_BOUND: usize = 1000;

/// Rows of hours, one a team and class of evidence: 25 teams with every class, in practice 50 and more. At 125 bytes
/// each, and twice once submitted, they take a third of a document.
pub const HOURS_BOUND: usize = 150;

/// Corrections that are listed one by one, at most 440 bytes each: a third of a document.
pub const CORRECTIONS_BOUND: usize = 90;

/// A number of a month report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Figure {
    /// Needs posted in the month, whatever came of them.
    NeedsPosted,
    /// Of those, the ones that are resolved or closed.
    NeedsDone,
    /// Of those, the ones that are not: rejected, withdrawn or still open. Posted less done.
    NeedsUnmet,
    /// Of the unmet ones, those that the desk did not take on.
    NeedsRejected,
    /// Of the unmet ones, those that were taken back.
    NeedsWithdrawn,
    /// Of the unmet ones, those of which something may still come. Unmet less rejected and withdrawn.
    NeedsOpen,
    /// Recorded shifts at which somebody was there.
    ShiftsHeld,
    /// Recorded shifts at which nobody was.
    ShiftsFailed,
    /// Shifts that were called off. They count for nothing else.
    ShiftsCancelled,
    /// Places of the shifts held and failed.
    Places,
    /// People who held a place of those shifts to the end: the denominator of the attendance rate 到岗率.
    Confirmed,
    /// Of those, the ones who were there: its numerator.
    CheckedIn,
    /// Of those, the ones whom the lead marked absent.
    NoShows,
    /// Of those, the ones whom nobody marked.
    NotRecorded,
    /// Volunteers with a record in the month, each once.
    People,
    /// Records.
    Records,
    /// Minutes of the records.
    Minutes,
}

impl Figure {
    /// Every figure, in the order in which a report shows them.
    pub const ALL: [Figure; 17] = [
        Figure::NeedsPosted,
        Figure::NeedsDone,
        Figure::NeedsUnmet,
        Figure::NeedsRejected,
        Figure::NeedsWithdrawn,
        Figure::NeedsOpen,
        Figure::ShiftsHeld,
        Figure::ShiftsFailed,
        Figure::ShiftsCancelled,
        Figure::Places,
        Figure::Confirmed,
        Figure::CheckedIn,
        Figure::NoShows,
        Figure::NotRecorded,
        Figure::People,
        Figure::Records,
        Figure::Minutes,
    ];
}

/// Hours of one team (or of shifts without one) that are proved in one way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamHours {
    /// The team.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<OrganizationId>,
    /// How they are proved.
    pub evidence: Evidence,
    /// Records.
    pub records: i64,
    /// Minutes.
    pub minutes: i64,
}

/// The figures of a month. Those that are not here follow from others: see [`Figures::get`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Figures {
    /// See [`Figure::NeedsPosted`].
    pub needs_posted: i64,
    /// See [`Figure::NeedsDone`].
    pub needs_done: i64,
    /// See [`Figure::NeedsRejected`].
    pub needs_rejected: i64,
    /// See [`Figure::NeedsWithdrawn`].
    pub needs_withdrawn: i64,
    /// See [`Figure::ShiftsHeld`].
    pub shifts_held: i64,
    /// See [`Figure::ShiftsFailed`].
    pub shifts_failed: i64,
    /// See [`Figure::ShiftsCancelled`].
    pub shifts_cancelled: i64,
    /// See [`Figure::Places`].
    pub places: i64,
    /// See [`Figure::Confirmed`].
    pub confirmed: i64,
    /// See [`Figure::CheckedIn`].
    pub checked_in: i64,
    /// See [`Figure::NoShows`].
    pub no_shows: i64,
    /// See [`Figure::NotRecorded`].
    pub not_recorded: i64,
    /// See [`Figure::People`].
    pub people: i64,
    /// Records and minutes by team and evidence; the hours of no team first. Beyond [`HOURS_BOUND`] rows those of
    /// another team stand with those of none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hours: Vec<TeamHours>,
}

impl Figures {
    /// A figure.
    pub fn get(&self, figure: Figure) -> i64 {
        let sum = |of: fn(&TeamHours) -> i64| self.hours.iter().map(of).sum();
        match figure {
            Figure::NeedsPosted => self.needs_posted,
            Figure::NeedsDone => self.needs_done,
            Figure::NeedsUnmet => self.needs_posted - self.needs_done,
            Figure::NeedsRejected => self.needs_rejected,
            Figure::NeedsWithdrawn => self.needs_withdrawn,
            Figure::NeedsOpen => {
                self.get(Figure::NeedsUnmet) - self.needs_rejected - self.needs_withdrawn
            }
            Figure::ShiftsHeld => self.shifts_held,
            Figure::ShiftsFailed => self.shifts_failed,
            Figure::ShiftsCancelled => self.shifts_cancelled,
            Figure::Places => self.places,
            Figure::Confirmed => self.confirmed,
            Figure::CheckedIn => self.checked_in,
            Figure::NoShows => self.no_shows,
            Figure::NotRecorded => self.not_recorded,
            Figure::People => self.people,
            Figure::Records => sum(|hours| hours.records),
            Figure::Minutes => sum(|hours| hours.minutes),
        }
    }

    /// 到岗率: how many were there, of how many. Where nobody was to come the denominator is zero, and a screen shows a
    /// dash.
    pub fn attendance(&self) -> (i64, i64) {
        (self.checked_in, self.confirmed)
    }

    /// Whether the month has nothing to tell.
    pub fn is_empty(&self) -> bool {
        *self == Figures::default()
    }

    fn add(&mut self, figure: Figure, of: &Of, n: i64) {
        if let Of::Hours(organization, evidence) = of {
            self.add_hours(figure, *organization, *evidence, n);
            return;
        }
        let at = match figure {
            Figure::NeedsPosted => &mut self.needs_posted,
            Figure::NeedsDone => &mut self.needs_done,
            Figure::NeedsRejected => &mut self.needs_rejected,
            Figure::NeedsWithdrawn => &mut self.needs_withdrawn,
            Figure::ShiftsHeld => &mut self.shifts_held,
            Figure::ShiftsFailed => &mut self.shifts_failed,
            Figure::ShiftsCancelled => &mut self.shifts_cancelled,
            Figure::Places => &mut self.places,
            Figure::Confirmed => &mut self.confirmed,
            Figure::CheckedIn => &mut self.checked_in,
            Figure::NoShows => &mut self.no_shows,
            Figure::NotRecorded => &mut self.not_recorded,
            Figure::People => &mut self.people,
            // They follow from others, or have a row of their own.
            Figure::NeedsUnmet | Figure::NeedsOpen | Figure::Records | Figure::Minutes => return,
        };
        *at += n;
    }

    fn add_hours(
        &mut self,
        figure: Figure,
        organization: Option<OrganizationId>,
        evidence: Evidence,
        n: i64,
    ) {
        let place = |hours: &[TeamHours], organization| {
            hours.binary_search_by_key(&(organization, evidence), |row| {
                (row.organization, row.evidence)
            })
        };
        let full = self.hours.len() >= HOURS_BOUND;
        let at = match place(&self.hours, organization) {
            Err(_) if full => (None, place(&self.hours, None)),
            found => (organization, found),
        };
        let at = match at {
            (_, Ok(at)) => at,
            (organization, Err(at)) => {
                let row = TeamHours {
                    organization,
                    evidence,
                    records: 0,
                    minutes: 0,
                };
                self.hours.insert(at, row);
                at
            }
        };
        match figure {
            Figure::Records => self.hours[at].records += n,
            _ => self.hours[at].minutes += n,
        }
        if self.hours[at].records == 0 && self.hours[at].minutes == 0 {
            self.hours.remove(at);
        }
    }
}

/// What was handed up: it never changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submitted {
    /// The figures at that moment.
    pub figures: Figures,
    /// By whom.
    pub by: PersonId,
    /// Their name, copied.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by_name: String,
    /// When.
    #[serde(with = "crate::time::text")]
    pub at: Instant,
}

/// By how much a figure changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Which.
    pub figure: Figure,
    /// Of which team, for records and minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<OrganizationId>,
    /// Proved how, for records and minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Evidence>,
    /// By how much; never zero.
    pub by: i64,
}

/// What changed after a month was submitted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LateChange {
    /// When.
    #[serde(with = "crate::time::text")]
    pub at: Instant,
    /// Who did it.
    pub actor: PersonId,
    /// The document whose change it follows from.
    pub document: DocumentKey,
    /// By how much which figures changed; never empty.
    pub changes: Vec<Change>,
}

/// A month of a community. Its desk alone reads it; [`MonthReport::volunteers`] stays with the authority.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthReport {
    /// The community.
    pub desk: PlaceCode,
    /// The month.
    pub month: Month,
    /// The figures as they are now.
    pub figures: Figures,
    /// How many records each volunteer has, at most [`VOLUNTEERS_BOUND`] of them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub volunteers: BTreeMap<PersonId, i64>,
    /// Records of volunteers for whom there was no room: who they are, and whether they are counted, is not known.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub records_beyond: i64,
    /// What was handed up, once it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submitted: Option<Submitted>,
    /// What changed since, the oldest first; the first [`CORRECTIONS_BOUND`] of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<LateChange>,
    /// How many changes came after those. The difference of the figures tells what they make together.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub corrections_beyond: i64,
}

/// A report as its desk receives it. It travels as it is written, and is read where somebody looks at it: what reading
/// takes is code that most phones never need.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MonthView(Unread);

impl MonthView {
    /// Shows a report, without who its volunteers are.
    pub(crate) fn of(report: &MonthReport) -> Self {
        let shown = MonthReport {
            desk: report.desk.clone(),
            month: report.month,
            figures: report.figures.clone(),
            volunteers: BTreeMap::new(),
            records_beyond: report.records_beyond,
            submitted: report.submitted.clone(),
            corrections: report.corrections.clone(),
            corrections_beyond: report.corrections_beyond,
        };
        MonthView(Unread::of(&shown))
    }

    /// The report, where this version of the app can read it.
    pub fn read(&self) -> Option<MonthReport> {
        self.0.read().ok()
    }
}

fn is_zero(n: &i64) -> bool {
    *n == 0
}

impl MonthReport {
    /// One that has nothing to tell yet.
    pub fn new(desk: PlaceCode, month: Month) -> Self {
        MonthReport {
            desk,
            month,
            figures: Figures::default(),
            volunteers: BTreeMap::new(),
            records_beyond: 0,
            submitted: None,
            corrections: Vec::new(),
            corrections_beyond: 0,
        }
    }

    /// Its key.
    pub fn key(&self) -> DocumentKey {
        DocumentKey::Month(self.desk.clone(), self.month)
    }

    /// Adds what one document counts for. Gives the change that people see of it, if there is any.
    pub fn add(&mut self, figure: Figure, of: &Of, n: i64) -> Option<Change> {
        let by = match of {
            Of::Volunteer(person) => self.add_records_of(*person, n),
            _ => n,
        };
        self.figures.add(figure, of, by);
        let (organization, evidence) = match of {
            Of::Hours(organization, evidence) => (*organization, Some(*evidence)),
            _ => (None, None),
        };
        (by != 0).then_some(Change {
            figure,
            organization,
            evidence,
            by,
        })
    }

    /// By how much the number of different volunteers grew.
    fn add_records_of(&mut self, person: PersonId, n: i64) -> i64 {
        let known = self.volunteers.len();
        let room = known < VOLUNTEERS_BOUND;
        match self.volunteers.get_mut(&person) {
            Some(records) => {
                *records += n;
                if *records == 0 {
                    self.volunteers.remove(&person);
                }
            }
            None if n > 0 && room => {
                self.volunteers.insert(person, n);
            }
            None => self.records_beyond += n,
        }
        self.volunteers.len() as i64 - known as i64
    }

    /// Notes what changed since the month was submitted.
    pub(crate) fn note(&mut self, change: LateChange) {
        if self.corrections.len() < CORRECTIONS_BOUND {
            self.corrections.push(change);
        } else {
            self.corrections_beyond += 1;
        }
    }
}
