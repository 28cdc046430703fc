//! What a document counts for.

use super::Figure;
use crate::{
    calendar::Month,
    case::{Case, CaseKind, CaseState},
    document::Document,
    ids::{OrganizationId, PersonId},
    place::PlaceCode,
    planted::{Bug, is},
    profile::Profile,
    record::ServiceRecord,
    shift::{Evidence, Shift, ShiftState, SignUp, SignUpState},
};
use std::collections::BTreeMap;

/// Of what a figure is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Of {
    /// Of the month as a whole.
    All,
    /// Of a team, or of no team, and of a class of evidence.
    Hours(Option<OrganizationId>, Evidence),
    /// Of one volunteer's records: each volunteer counts once.
    Volunteer(PersonId),
}

/// What a document counts for one figure.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tally {
    /// The figure.
    pub figure: Figure,
    /// Of what.
    pub of: Of,
    /// How much.
    pub n: i64,
}

fn all(figure: Figure, n: i64) -> Tally {
    Tally {
        figure,
        of: Of::All,
        n,
    }
}

/// The community and the month for which a document counts, and what it counts for. Most documents count for nothing,
/// and so does a shift that may still take place.
pub fn tally(document: &Document, profile: &Profile) -> Option<(PlaceCode, Month, Vec<Tally>)> {
    let (desk, at, counted) = match document {
        Document::Case(case) => (&case.desk, case.posted_at, of_case(case)),
        Document::Shift(shift) => (&shift.desk, shift.about.span.start, of_shift(shift)),
        Document::Record(record) => (&record.desk, record.span.start, of_record(record)),
        _ => return None,
    };
    (!counted.is_empty()).then(|| (desk.clone(), profile.month_of(at), counted))
}

fn of_case(case: &Case) -> Vec<Tally> {
    if case.kind != CaseKind::Need {
        return Vec::new();
    }
    let became = match case.state {
        CaseState::Resolved | CaseState::Closed => Some(Figure::NeedsDone),
        CaseState::Rejected => Some(Figure::NeedsRejected),
        CaseState::Withdrawn => Some(Figure::NeedsWithdrawn),
        CaseState::Submitted
        | CaseState::Accepted
        | CaseState::Assigned
        | CaseState::InProgress => None,
    };
    let figures = [Some(Figure::NeedsPosted), became];
    figures.into_iter().flatten().map(|f| all(f, 1)).collect()
}

fn of_shift(shift: &Shift) -> Vec<Tally> {
    match shift.state {
        ShiftState::Draft | ShiftState::Open => return Vec::new(),
        ShiftState::Cancelled { .. } => return vec![all(Figure::ShiftsCancelled, 1)],
        ShiftState::Recorded => {}
    }
    // A team's place for which nobody was named is a place, and nobody who could have come.
    let nobody = |entry: &SignUp| entry.block.is_some() && entry.person.is_none();
    let count = |which: fn(SignUpState) -> bool| {
        let people = shift.roster.iter().filter(|entry| !nobody(entry));
        let entries = people.filter(|entry| which(entry.state));
        i64::try_from(entries.count()).unwrap_or(i64::MAX)
    };
    let there = count(|state| state.is_present() || state == SignUpState::HoursConfirmed);
    let life = if there > 0 {
        Figure::ShiftsHeld
    } else {
        Figure::ShiftsFailed
    };
    let counted = [
        all(life, 1),
        all(Figure::Places, shift.about.slots.into()),
        all(Figure::Confirmed, count(SignUpState::holds_place)),
        all(Figure::CheckedIn, there),
        all(
            Figure::NoShows,
            count(|state| matches!(state, SignUpState::NoShow { .. })),
        ),
        all(
            Figure::NotRecorded,
            count(|state| state == SignUpState::NotRecorded),
        ),
    ];
    counted.into_iter().filter(|tally| tally.n != 0).collect()
}

fn of_record(record: &ServiceRecord) -> Vec<Tally> {
    let hours = Of::Hours(record.organization, record.evidence);
    let of = |figure, of, n| Tally { figure, of, n };
    vec![
        of(Figure::People, Of::Volunteer(record.volunteer), 1),
        of(Figure::Records, hours.clone(), 1),
        of(Figure::Minutes, hours, record.minutes.into()),
    ]
}

/// By how much the figures of which months change when a document does: what it counts for now, less what it counted
/// for before. What does not change is not named.
pub fn difference(
    before: Option<&Document>,
    after: &Document,
    profile: &Profile,
) -> BTreeMap<(PlaceCode, Month), Vec<Tally>> {
    let was = before.and_then(|before| tally(before, profile));
    let is_now = tally(after, profile);
    if was == is_now {
        return BTreeMap::new();
    }
    let mut changed: BTreeMap<_, BTreeMap<(Figure, Of), i64>> = BTreeMap::new();
    let was = was.filter(|_| !is(Bug::MonthCountsTwice));
    for (tallied, sign) in [(was, -1), (is_now, 1)] {
        let Some((desk, month, tallied)) = tallied else {
            continue;
        };
        let figures = changed.entry((desk, month)).or_default();
        for tally in tallied {
            *figures.entry((tally.figure, tally.of)).or_default() += sign * tally.n;
        }
    }
    let of_month = |figures: BTreeMap<(Figure, Of), i64>| {
        let figures = figures.into_iter().filter(|(_, n)| *n != 0);
        let figures = figures.map(|((figure, of), n)| Tally { figure, of, n });
        figures.collect::<Vec<_>>()
    };
    let changed = changed.into_iter();
    let changed = changed.map(|(month, figures)| (month, of_month(figures)));
    changed.filter(|(_, tallies)| !tallies.is_empty()).collect()
}
