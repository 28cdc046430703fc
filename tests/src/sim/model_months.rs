//! What each month comes to, counted anew from the whole model. The zone is Dalian's: eight hours ahead of UTC.

use super::{
    judge::{Verdict, check},
    model::{Model, NeedStand, Stand},
};
use chrono::{Datelike, TimeDelta};
use linli_domain::{
    OrganizationId, PersonId,
    month::{Figures, MonthReport},
    shift::Evidence,
    time::Instant,
};
use std::collections::BTreeMap;

/// One month, counted from its needs, rosters and records.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// Posted, done, rejected, withdrawn.
    needs: [i64; 4],
    /// Held, failed, cancelled.
    shifts: [i64; 3],
    /// Places, confirmed, there, absent, unmarked.
    rosters: [i64; 5],
    people: BTreeMap<PersonId, i64>,
    hours: BTreeMap<(Option<OrganizationId>, Evidence), (i64, i64)>,
}

/// `2026-05`.
fn month_of(at: Instant) -> String {
    let there = at + TimeDelta::hours(8);
    format!("{:04}-{:02}", there.year(), there.month())
}

impl Model {
    /// Every month that has something to tell.
    #[must_use]
    pub fn months(&self) -> BTreeMap<String, Counted> {
        let mut months: BTreeMap<String, Counted> = BTreeMap::new();
        for need in self.needs.values() {
            let needs = &mut months.entry(month_of(need.posted)).or_default().needs;
            needs[0] += 1;
            match need.stand {
                NeedStand::Resolved | NeedStand::Closed => needs[1] += 1,
                NeedStand::Rejected => needs[2] += 1,
                NeedStand::Withdrawn => needs[3] += 1,
                _ => {}
            }
        }
        for roster in self.shifts.values() {
            if !roster.cancelled && !roster.recorded {
                continue;
            }
            let month = months.entry(month_of(roster.about.span.start)).or_default();
            if roster.cancelled {
                month.shifts[2] += 1;
                continue;
            }
            let many = |of: fn(Stand) -> bool| {
                let entries = roster.entries.iter().filter(|entry| of(entry.stand));
                entries.count() as i64
            };
            let there = many(|stand| stand.there() || stand == Stand::Settled);
            month.shifts[usize::from(there == 0)] += 1;
            let counted = [
                roster.about.slots.into(),
                many(Stand::holds),
                there,
                many(|stand| stand == Stand::Absent),
                many(|stand| stand == Stand::Unmarked),
            ];
            for (sum, n) in month.rosters.iter_mut().zip(counted) {
                *sum += n;
            }
        }
        for record in self.records.values() {
            let month = months.entry(month_of(record.start)).or_default();
            *month.people.entry(record.volunteer).or_default() += 1;
            let hours = (record.organization, record.evidence);
            let (records, minutes) = month.hours.entry(hours).or_default();
            *records += 1;
            *minutes += i64::from(record.minutes);
        }
        months
    }
}

/// A report says what the month came to.
pub fn says(report: &MonthReport, counted: &Counted) -> Verdict {
    let figures: &Figures = &report.figures;
    let said = Counted {
        needs: [
            figures.needs_posted,
            figures.needs_done,
            figures.needs_rejected,
            figures.needs_withdrawn,
        ],
        shifts: [
            figures.shifts_held,
            figures.shifts_failed,
            figures.shifts_cancelled,
        ],
        rosters: [
            figures.places,
            figures.confirmed,
            figures.checked_in,
            figures.no_shows,
            figures.not_recorded,
        ],
        people: report.volunteers.clone(),
        hours: figures
            .hours
            .iter()
            .map(|row| ((row.organization, row.evidence), (row.records, row.minutes)))
            .collect(),
    };
    let people = figures.people == counted.people.len() as i64;
    check(said == *counted && people, || {
        format!(
            "the report of {} says {said:?}, and it was {counted:?}",
            report.month
        )
    })
}
