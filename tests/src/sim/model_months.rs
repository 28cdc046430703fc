//! What each month comes to, counted anew from the whole model. The zone is Dalian's: eight hours ahead of UTC.

use super::{
    judge::{Verdict, check},
    model::{Model, NeedStand, Stand, Verdict as May, must},
    model_blocks::NOBODY,
};
use chrono::{Datelike, TimeDelta};
use linli_domain::{
    OrganizationId, PersonId,
    month::{Figure, Figures, MonthReport},
    shift::Evidence,
    time::Instant,
};
use std::collections::BTreeMap;

/// One month, counted from its needs, rosters and records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
    /// The desk hands up a month that is over, once.
    pub(super) fn hands_up(
        &mut self,
        me: PersonId,
        place: &str,
        month: String,
        now: Instant,
    ) -> May {
        must(self.runs_desk(me, now) && place == self.home)?;
        must(month < month_of(now))?;
        must(!self.handed_up.contains_key(&month))?;
        let counted = self.months().remove(&month).unwrap_or_default();
        self.reported.insert(month.clone());
        self.handed_up.insert(month, counted);
        Ok(())
    }

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
                let people = roster.entries.iter().filter(|e| e.person != NOBODY);
                let entries = people.filter(|entry| of(entry.stand));
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

/// A report says what the month came to, and what it had come to when it was handed up.
pub fn says(model: &Model, report: &MonthReport, counted: &Counted) -> Verdict {
    let month = report.month.to_string();
    let people = report.volunteers == counted.people;
    check(people && same(&report.figures, counted), || {
        format!("the report of {month} says {report:?}, and it was {counted:?}")
    })?;
    let then = report
        .submitted
        .as_ref()
        .map(|submitted| &submitted.figures);
    let handed_up = model.handed_up.get(&month);
    let kept = match (then, handed_up) {
        (Some(then), Some(handed_up)) => same(then, handed_up),
        (None, None) => return check(report.corrections.is_empty(), || "corrected early".into()),
        _ => false,
    };
    check(kept, || {
        format!("{month} was handed up with {handed_up:?}, and says {then:?}")
    })?;
    let changes = report.corrections.iter().flat_map(|late| &late.changes);
    for figure in Figure::ALL {
        let listed = changes.clone().filter(|change| change.figure == figure);
        let listed: i64 = listed.map(|change| change.by).sum();
        let was = then.map_or(0, |then| then.get(figure));
        let derived = matches!(figure, Figure::NeedsUnmet | Figure::NeedsOpen);
        let all =
            derived || report.corrections_beyond > 0 || report.figures.get(figure) == was + listed;
        check(all, || {
            format!("{month}: {figure:?} was {was}, {listed} are listed: {report:?}")
        })?;
    }
    Ok(())
}

fn same(figures: &Figures, counted: &Counted) -> bool {
    let hours = figures.hours.iter();
    let hours = hours.map(|row| ((row.organization, row.evidence), (row.records, row.minutes)));
    let said = (
        [
            figures.needs_posted,
            figures.needs_done,
            figures.needs_rejected,
            figures.needs_withdrawn,
        ],
        [
            figures.shifts_held,
            figures.shifts_failed,
            figures.shifts_cancelled,
        ],
        [
            figures.places,
            figures.confirmed,
            figures.checked_in,
            figures.no_shows,
            figures.not_recorded,
        ],
        figures.people,
    );
    said == (
        counted.needs,
        counted.shifts,
        counted.rosters,
        counted.people.len() as i64,
    ) && hours.eq(counted.hours.iter().map(|(key, value)| (*key, *value)))
}
