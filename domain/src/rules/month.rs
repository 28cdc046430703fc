//! The month report counts along with every decision, and is handed up once.

use crate::{
    calendar::Month,
    deciding::Deciding,
    document::Document,
    ids::{DocumentKey, Kind},
    month::{LateChange, MonthReport, Submitted, Tally, difference},
    place::PlaceCode,
    planted::{Bug, is},
    refusal::{Refusal, Refused},
    rights::Duty,
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
            count(d, desk, month, &key, &tallies);
        }
    }
}

fn report(d: &Deciding, desk: &PlaceCode, month: Month) -> Option<MonthReport> {
    match d.lookup(&DocumentKey::Month(desk.clone(), month)) {
        Some(Document::Month(report)) => Some((**report).clone()),
        _ => None,
    }
}

fn count(
    d: &mut Deciding,
    desk: PlaceCode,
    month: Month,
    document: &DocumentKey,
    tallies: &[Tally],
) {
    let mut report =
        report(d, &desk, month).unwrap_or_else(|| MonthReport::new(desk.clone(), month));
    let tallies = tallies.iter();
    let changes: Vec<_> = tallies
        .filter_map(|tally| report.add(tally.figure, &tally.of, tally.n))
        .collect();
    if let Some(submitted) = report.submitted.as_mut().filter(|_| !changes.is_empty()) {
        if is(Bug::FrozenMonthMoves) {
            submitted.figures = report.figures.clone();
        }
        report.note(LateChange {
            at: d.now(),
            actor: d.actor(),
            document: document.clone(),
            changes,
        });
    }
    d.put(Document::Month(Box::new(report)));
}

/// Hands a month up, once it is over where the community lives: its figures are kept as they are now. Once.
pub(crate) fn submit(d: &mut Deciding, place: &PlaceCode, month: Month) -> Result<(), Refused> {
    d.must(Duty::RunDesk, place)?;
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
    let report = report(d, place, month);
    let submitted = report.as_ref().and_then(|report| report.submitted.as_ref());
    reasons.extend(submitted.map(|submitted| Refusal::AlreadySubmitted { at: submitted.at }));
    if !reasons.is_empty() {
        return Err(reasons.into());
    }
    let mut report = report.unwrap_or_else(|| MonthReport::new(place.clone(), month));
    report.submitted = Some(Submitted {
        figures: report.figures.clone(),
        by: d.actor(),
        by_name: d.me().map(|me| me.about.name.clone()).unwrap_or_default(),
        at: d.now(),
    });
    let key = report.key();
    d.put(Document::Month(Box::new(report)));
    d.log(key, place, "open", "submitted", None);
    Ok(())
}
