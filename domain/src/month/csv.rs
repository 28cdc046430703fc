//! A month report as a table for spreadsheets.

use super::{Figure, Figures, LateChange, MonthReport, TeamHours};
use crate::{ids::OrganizationId, shift::Evidence, time::Instant};
use std::collections::BTreeSet;

/// The words of the table, in its reader's language.
pub struct CsvWords<'a> {
    /// The first line: whose report, of which month.
    pub title: String,
    /// Headings: the figure, the team, the evidence, how much now, how much when it was submitted.
    pub headings: [&'a str; 5],
    /// The figures that the table tells, in their order.
    pub figures: &'a [Figure],
    /// The line of the attendance rate.
    pub attendance: &'a str,
    /// A figure's name.
    pub figure: &'a dyn Fn(Figure) -> String,
    /// A team's name; that of no team.
    pub team: &'a dyn Fn(Option<OrganizationId>) -> String,
    /// What a class of evidence is called.
    pub evidence: &'a dyn Fn(Evidence) -> String,
    /// The line over what changed since it was submitted.
    pub since: &'a str,
    /// A day and time.
    pub when: &'a dyn Fn(Instant) -> String,
}

/// A report as CSV: UTF-8 with its mark, which spreadsheets need, and lines that end as RFC 4180 says.
pub fn month_csv(report: &MonthReport, words: &CsvWords<'_>) -> String {
    let mut table = Table {
        text: '\u{feff}'.into(),
    };
    table.line(&[&words.title], &[]);
    let columns = Columns {
        now: &report.figures,
        frozen: report
            .submitted
            .as_ref()
            .map(|submitted| &submitted.figures),
    };
    let headings = if columns.frozen.is_some() { 5 } else { 4 };
    table.line(&words.headings[..headings], &[]);
    for &figure in words.figures {
        let numbers = columns.each(|figures| figures.get(figure).to_string());
        table.line(&[&(words.figure)(figure), "", ""], &numbers);
    }
    let rates = columns.each(|figures| percent(figures.attendance()));
    table.line(&[words.attendance, "", ""], &rates);
    hours(&mut table, &columns, words);
    corrections(&mut table, &report.corrections, words);
    table.text
}

fn hours(table: &mut Table, columns: &Columns<'_>, words: &CsvWords<'_>) {
    let figures = columns.frozen.into_iter().chain([columns.now]);
    let rows = figures.flat_map(|figures| &figures.hours);
    let rows: BTreeSet<_> = rows.map(|row| (row.organization, row.evidence)).collect();
    for (organization, evidence) in rows {
        let (team, proved) = ((words.team)(organization), (words.evidence)(evidence));
        let of_row = |figure, row: &TeamHours| match figure {
            Figure::Records => row.records,
            _ => row.minutes,
        };
        for figure in [Figure::Records, Figure::Minutes] {
            let numbers = columns.each(|figures| {
                let mut rows = figures.hours.iter();
                let row =
                    rows.find(|row| row.organization == organization && row.evidence == evidence);
                row.map_or(0, |row| of_row(figure, row)).to_string()
            });
            table.line(&[&(words.figure)(figure), &team, &proved], &numbers);
        }
    }
}

fn corrections(table: &mut Table, corrections: &[LateChange], words: &CsvWords<'_>) {
    if !corrections.is_empty() {
        table.line(&[""], &[]);
        table.line(&[words.since], &[]);
    }
    for late in corrections {
        for change in &late.changes {
            let hours = change.evidence.map(|evidence| {
                (
                    (words.team)(change.organization),
                    (words.evidence)(evidence),
                )
            });
            let (team, evidence) = hours.unwrap_or_default();
            let what = (words.figure)(change.figure);
            let when = cell(&(words.when)(late.at));
            table.line(&[&what, &team, &evidence], &[change.by.to_string(), when]);
        }
    }
}

/// The figures side by side: as they are, and as they were handed up.
struct Columns<'a> {
    now: &'a Figures,
    frozen: Option<&'a Figures>,
}

impl Columns<'_> {
    fn each(&self, of: impl Fn(&Figures) -> String) -> Vec<String> {
        let both = [Some(self.now), self.frozen];
        both.into_iter().flatten().map(of).collect()
    }
}

/// So many of so many, as a percentage; a dash where there are none.
pub fn percent((n, of): (i64, i64)) -> String {
    match of {
        0 => "—".into(),
        // Rounded to the nearest; halves up.
        _ => format!("{}%", (n * 200 + of).div_euclid(of * 2)),
    }
}

struct Table {
    text: String,
}

impl Table {
    /// A line of texts, then of cells that are good as they are: numbers.
    fn line(&mut self, texts: &[&str], numbers: &[String]) {
        let texts = texts.iter().map(|text| cell(text));
        let cells: Vec<String> = texts.chain(numbers.iter().cloned()).collect();
        self.text.push_str(&cells.join(","));
        self.text.push_str("\r\n");
    }
}

/// A text as a cell. A spreadsheet would run one that begins like a formula: an apostrophe keeps it a text.
fn cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = format!("{}{text}", if formula { "'" } else { "" });
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}
