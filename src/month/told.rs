//! A month report in words: its figures, its hours, what changed since, and all of it as a table for spreadsheets.

use crate::{
    locales::{Lang, common, month as words},
    words as sentences,
};
use linli_domain::{
    DocumentKey, OrganizationId,
    month::{
        Change, CsvWords, Figure, Figures, LateChange, MonthReport, TeamHours, month_csv, percent,
    },
    shift::Evidence,
    time::Instant,
};
use linli_sync::Snapshot;
use std::collections::BTreeSet;

/// A heading over figures that belong together.
pub type Heading = fn(Lang) -> &'static str;

/// The figures as they stand together. Those of attendance follow their rate.
pub const GROUPS: [(Heading, &[Figure]); 4] = [
    (
        words::needs,
        &[
            Figure::NeedsPosted,
            Figure::NeedsDone,
            Figure::NeedsUnmet,
            Figure::NeedsRejected,
            Figure::NeedsWithdrawn,
            Figure::NeedsOpen,
        ],
    ),
    (
        words::shifts,
        &[
            Figure::ShiftsHeld,
            Figure::ShiftsFailed,
            Figure::ShiftsCancelled,
            Figure::Places,
        ],
    ),
    (
        words::attendance,
        &[
            Figure::Confirmed,
            Figure::CheckedIn,
            Figure::NoShows,
            Figure::NotRecorded,
        ],
    ),
    (
        words::hours,
        &[Figure::People, Figure::Records, Figure::Minutes],
    ),
];

/// Whether a figure comes of records, which there are only where hours are kept.
fn of_records(figure: Figure) -> bool {
    matches!(figure, Figure::People | Figure::Records | Figure::Minutes)
}

/// A number, as it is now and as it was handed up.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What it counts; for hours the team.
    pub name: String,
    /// How the hours are proved.
    pub evidence: Option<String>,
    /// When it was handed up, where it was; then now.
    pub cells: Vec<String>,
}

/// The figures side by side: as they were handed up, where they were, and as they are now.
fn columns(report: &MonthReport) -> impl Iterator<Item = &Figures> {
    let frozen = report.submitted.as_ref();
    frozen
        .map(|frozen| &frozen.figures)
        .into_iter()
        .chain([&report.figures])
}

/// One group of figures.
#[must_use]
pub fn lines(lang: Lang, report: &MonthReport, figures: &[Figure]) -> Vec<Line> {
    let cell = |of: &Figures, figure| match figure {
        Figure::Minutes => length(lang, of.get(figure)),
        _ => of.get(figure).to_string(),
    };
    let line = |figure: &Figure| Line {
        name: match figure {
            Figure::Minutes => words::hours(lang),
            figure => sentences::figure(lang, *figure),
        }
        .to_owned(),
        evidence: None,
        cells: columns(report).map(|of| cell(of, *figure)).collect(),
    };
    let mut lines: Vec<Line> = figures.iter().map(line).collect();
    if figures.contains(&Figure::CheckedIn) {
        let cells = columns(report).map(|of| rate(lang, of.attendance()));
        let rate = Line {
            name: words::attendance_rate(lang).to_owned(),
            evidence: None,
            cells: cells.collect(),
        };
        lines.insert(0, rate);
    }
    lines
}

/// "83% (5 of 6)"; a dash where nobody was to come.
fn rate(lang: Lang, (there, confirmed): (i64, i64)) -> String {
    let share = percent((there, confirmed));
    if confirmed == 0 {
        return share;
    }
    let count = |n| u32::try_from(n).unwrap_or_default();
    let of = words::attendance_of(lang, count(there), count(confirmed));
    common::with_note(lang, &share, &of)
}

fn length(lang: Lang, minutes: i64) -> String {
    sentences::length(lang, u32::try_from(minutes).unwrap_or_default())
}

/// The hours by team and evidence, with how many records they are.
#[must_use]
pub fn hours(lang: Lang, report: &MonthReport, seen: &Snapshot) -> Vec<Line> {
    let rows = columns(report).flat_map(|figures| &figures.hours);
    let rows: BTreeSet<_> = rows.map(|row| (row.organization, row.evidence)).collect();
    let line = |(team, evidence)| {
        let is = |row: &&TeamHours| row.organization == team && row.evidence == evidence;
        let cell = |of: &Figures| {
            let minutes = of.hours.iter().find(is).map_or(0, |row| row.minutes);
            length(lang, minutes)
        };
        Line {
            name: team_name(lang, team, seen),
            evidence: Some(sentences::evidence(lang, evidence).to_owned()),
            cells: columns(report).map(cell).collect(),
        }
    };
    rows.into_iter().map(line).collect()
}

fn team_name(lang: Lang, team: Option<OrganizationId>, seen: &Snapshot) -> String {
    let Some(id) = team else {
        return words::no_team(lang).to_owned();
    };
    let known = seen.organizations().into_iter().find(|team| team.id == id);
    known.map_or_else(|| "—".into(), |team| team.name.pick(lang.tag()).to_owned())
}

/// What changed since a month was handed up.
#[derive(Clone, Debug, PartialEq)]
pub struct Correction {
    /// When.
    pub at: String,
    /// Who did it, where that is known here.
    pub by: String,
    /// What it follows from.
    pub about: String,
    /// The figures, each with its difference.
    pub changes: Vec<String>,
}

/// A correction in words.
#[must_use]
pub fn correction(lang: Lang, late: &LateChange, seen: &Snapshot) -> Correction {
    let actor = seen.someone(late.actor);
    Correction {
        at: moment(lang, late.at),
        by: actor.map(|person| person.about.name).unwrap_or_default(),
        about: about(lang, &late.document, seen),
        changes: late
            .changes
            .iter()
            .map(|change| changed(lang, change, seen))
            .collect(),
    }
}

/// "Minutes (Without a team, By code) −10".
fn changed(lang: Lang, change: &Change, seen: &Snapshot) -> String {
    let what = sentences::figure(lang, change.figure);
    let sign = if change.by < 0 { "−" } else { "+" };
    let by = format!("{sign}{}", change.by.unsigned_abs());
    match change.evidence {
        Some(evidence) => {
            let team = team_name(lang, change.organization, seen);
            let proved = sentences::evidence(lang, evidence);
            let separator = crate::locales::desk::and_separator(lang);
            words::change_of(lang, what, &format!("{team}{separator}{proved}"), &by)
        }
        None => format!("{what} {by}"),
    }
}

fn about(lang: Lang, document: &DocumentKey, seen: &Snapshot) -> String {
    let title = match document {
        DocumentKey::Case(id) => seen.case(*id).map(|case| case.case.about.title),
        DocumentKey::Shift(id) => seen.shift(*id).map(|shift| shift.about.title),
        DocumentKey::Record(id) => {
            let record = seen.record(*id);
            return record.map_or_else(String::new, |record| {
                let activity = record.activity.pick(lang.tag());
                format!("{} · {activity}", record.volunteer_name)
            });
        }
        _ => None,
    };
    title.map_or_else(String::new, |title| title.pick(lang.tag()).to_owned())
}

/// The day and time where the community lives.
#[must_use]
pub fn moment(lang: Lang, at: Instant) -> String {
    format!(
        "{} {}",
        sentences::day(lang, at),
        sentences::clock(lang, at)
    )
}

/// The table's heading: whose report, of which month.
#[must_use]
pub fn title(lang: Lang, report: &MonthReport, seen: &Snapshot) -> String {
    let place = seen.place_name(&report.desk, lang.tag());
    words::title_of(lang, &place, &words::name(lang, report.month))
}

/// The report as a table for spreadsheets.
#[must_use]
pub fn csv(lang: Lang, report: &MonthReport, seen: &Snapshot) -> String {
    let kept = seen.profile.basics().hours_kept;
    let figures: Vec<Figure> = Figure::ALL
        .into_iter()
        .filter(|figure| kept || !of_records(*figure))
        .collect();
    let table = CsvWords {
        title: title(lang, report, seen),
        headings: [
            words::figure(lang),
            words::team(lang),
            words::evidence(lang),
            words::now(lang),
            words::submitted(lang),
        ],
        figures: &figures,
        attendance: words::attendance_rate(lang),
        figure: &|figure| sentences::figure(lang, figure).to_owned(),
        team: &|team| team_name(lang, team, seen),
        evidence: &|evidence: Evidence| sentences::evidence(lang, evidence).to_owned(),
        since: words::changed_since(lang),
        when: &|at| moment(lang, at),
    };
    month_csv(report, &table)
}

#[cfg(test)]
mod tests {
    use super::*;
    use linli_domain::Month;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn where_nobody_was_to_come_the_rate_is_a_dash() {
        assert_eq!(rate(Lang::En, (0, 0)), "—");
        assert_eq!(rate(Lang::En, (5, 6)), "83% (5 of 6)");
    }

    #[wasm_bindgen_test]
    fn every_figure_stands_in_one_group() {
        let shown = GROUPS.into_iter().flat_map(|(_, figures)| figures).copied();
        let shown: Vec<Figure> = shown.collect();
        assert_eq!(shown, Figure::ALL);
    }

    #[wasm_bindgen_test]
    fn an_open_month_has_one_column_and_the_rate_comes_first() {
        let month: Month = "2026-05".parse().unwrap();
        let mut report = MonthReport::new("210204011009".parse().unwrap(), month);
        report.figures.confirmed = 4;
        report.figures.checked_in = 2;
        let (_, figures) = GROUPS[2];
        let lines = lines(Lang::En, &report, figures);
        assert_eq!(lines[0].cells, ["50% (2 of 4)"]);
        assert_eq!(lines[1].cells, ["4"]);
    }
}
