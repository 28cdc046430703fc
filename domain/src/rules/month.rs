//! The month report counts along with every decision, and is handed up once.

use crate::{
    calendar::Month,
    deciding::Deciding,
    document::Document,
    ids::{DocumentKey, Kind},
    month::{LateChange, Submitted, Tally, difference},
    place::PlaceCode,
    planted::{Bug, is},
    refusal::{Refusal, Refused},
};

/// Adds what changed documents count for now, less what they counted for before. The last thing that a decision does.
/// A device leaves it to the authority: it does not hold everything that a report counts.
pub(crate) fn follow(d: &mut Deciding) {
    if d.ctx.predicting {
        return;
    }
    for key in d.changed_keys(&[Kind::Case, Kind::Shift, Kind::Record]) {
        let Some(after) = d.lookup(&key) else {
            continue;
        };
        let changed = difference(d.before(&key), after, d.ctx.profile);
        for ((desk, month), tallies) in changed {
            count(d, &desk, month, &key, &tallies);
        }
    }
}

fn count(
    d: &mut Deciding,
    desk: &PlaceCode,
    month: Month,
    document: &DocumentKey,
    tallies: &[Tally],
) {
    let (at, actor) = (d.now(), d.actor());
    let Some(report) = d.edit_month(desk, month) else {
        return;
    };
    let tallies = tallies.iter();
    let changes: Vec<_> = tallies
        .filter_map(|tally| report.add(tally.figure, &tally.of, tally.n))
        .collect();
    if let Some(submitted) = report.submitted.as_mut().filter(|_| !changes.is_empty()) {
        if is(Bug::FrozenMonthMoves) {
            submitted.figures = report.figures.clone();
        }
        report.note(LateChange {
            at,
            actor,
            document: document.clone(),
            changes,
        });
    }
}

/// Hands a month up, once it is over where the community lives: its figures are kept as they are now. Once.
pub(crate) fn submit(d: &mut Deciding, place: &PlaceCode, month: Month) -> Result<(), Refused> {
    let mut reasons = Vec::new();
    let is_desk = match d.lookup(&DocumentKey::Place(place.clone())) {
        Some(Document::Place(found)) => found.desk == *place,
        _ => d.ctx.predicting,
    };
    if !is_desk {
        reasons.push(Refusal::NotFound { kind: Kind::Place });
    }
    let profile = d.ctx.profile;
    let ends = profile.day_starts(month.next().first_day());
    if d.now() < ends {
        reasons.push(Refusal::MonthNotOver { ends });
    }
    let report = d.lookup(&DocumentKey::Month(place.clone(), month));
    if let Some(Document::Month(report)) = report
        && let Some(submitted) = &report.submitted
    {
        reasons.push(Refusal::AlreadySubmitted { at: submitted.at });
    }
    if !reasons.is_empty() {
        return Err(reasons.into());
    }
    let (by, at) = (d.actor(), d.now());
    let by_name = d.me().map(|me| me.about.name.clone()).unwrap_or_default();
    if let Some(report) = d.edit_month(place, month) {
        report.submitted = Some(Submitted {
            figures: report.figures.clone(),
            by,
            by_name,
            at,
        });
    }
    let key = DocumentKey::Month(place.clone(), month);
    d.log(key, place, "open", "submitted", None);
    Ok(())
}
