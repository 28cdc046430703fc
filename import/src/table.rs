//! A file as a table: its columns by name, its rows with their lines, and cells that are read with their errors noted.

use crate::{
    bad::{Bad, Reason},
    decode::{Encoding, decode, delimiter},
    lists::{List, column_named},
};
use std::collections::BTreeMap;

/// A table as read.
pub(crate) struct Table {
    pub file: String,
    pub encoding: Encoding,
    pub delimiter: u8,
    /// Each known column: where it is, and how the file writes its name.
    columns: BTreeMap<&'static str, (usize, String)>,
    pub rows: Vec<Row>,
}

pub(crate) struct Row {
    pub line: u64,
    cells: Vec<String>,
}

/// Cells as people see them: without space at either end, that of Chinese typesetting included.
fn trimmed(cell: &str) -> &str {
    cell.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}')
}

impl Table {
    /// Reads a file, noting what is wrong with its form.
    pub fn read(file: &str, list: List, bytes: &[u8], bad: &mut Vec<Bad>) -> Option<Table> {
        let mut wrong = |line, column: &str, reason| {
            bad.push(Bad {
                file: file.to_owned(),
                line,
                column: column.to_owned(),
                reason,
            });
        };
        let decoded = decode(bytes);
        for line in decoded.unreadable {
            wrong(line, "", Reason::NotText);
        }
        let delimiter = delimiter(&decoded.text);
        let mut rows = split(&decoded.text, delimiter).into_iter();
        let Some(header) = rows.next() else {
            wrong(0, "", Reason::EmptyFile);
            return None;
        };
        let rows: Vec<Row> = rows.collect();
        if let Some(line) = unclosed_quote(&decoded.text, delimiter) {
            wrong(line, "", Reason::UnclosedQuote);
        }
        let columns = columns(list, &header, &mut wrong);
        let count = header.cells.len();
        for row in &rows {
            let found = row.cells.len();
            if row.cells.iter().skip(count).any(|cell| !cell.is_empty()) {
                wrong(
                    row.line,
                    "",
                    Reason::TooManyFields {
                        columns: count,
                        found,
                    },
                );
            }
            let is_text =
                |cell: &String| !cell.chars().any(|c| c.is_control() && !c.is_whitespace());
            if !row.cells.iter().all(is_text) {
                wrong(row.line, "", Reason::NotText);
            }
        }
        Some(Table {
            file: file.to_owned(),
            encoding: decoded.encoding,
            delimiter,
            columns,
            rows,
        })
    }

    /// The cells of a row, errors to be noted in `bad`.
    pub fn cells<'a>(&'a self, row: &'a Row, bad: &'a mut Vec<Bad>) -> Cells<'a> {
        Cells {
            table: self,
            row,
            bad,
        }
    }
}

fn split(text: &str, delimiter: u8) -> Vec<Row> {
    // One kind of line end, and one at the very end: then the reader's count of lines tells where each row ends.
    let mut text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.push('\n');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut record = csv::StringRecord::new();
    // Reading from memory cannot fail, the text is valid and any number of fields will do.
    while let Ok(true) = reader.read_record(&mut record) {
        let within: usize = record.iter().map(|cell| cell.matches('\n').count()).sum();
        let line = reader.position().line().saturating_sub(1 + within as u64);
        let cells: Vec<String> = record.iter().map(|cell| trimmed(cell).to_owned()).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            rows.push(Row { line, cells });
        }
    }
    rows
}

/// The line in which a quoted field begins that never ends. A quotation mark within a field is an ordinary character.
fn unclosed_quote(text: &str, delimiter: u8) -> Option<u64> {
    let (mut line, mut opened) = (1, None);
    let mut at_start = true;
    for byte in text.bytes() {
        match opened {
            Some(_) if byte == b'"' => opened = None,
            Some(_) => {}
            // The second of two quotation marks within a quoted field opens it again.
            None if byte == b'"' && at_start => opened = Some(line),
            None => at_start = byte == delimiter || byte == b'\n' || byte == b'\r',
        }
        line += u64::from(byte == b'\n');
    }
    opened
}

fn columns(
    list: List,
    header: &Row,
    wrong: &mut impl FnMut(u64, &str, Reason),
) -> BTreeMap<&'static str, (usize, String)> {
    let mut columns = BTreeMap::new();
    for (at, written) in header.cells.iter().enumerate() {
        if written.is_empty() {
            continue;
        }
        match column_named(list, written) {
            None => wrong(header.line, written, Reason::ColumnUnknown),
            Some("note") => {}
            Some(name) => {
                let before = columns.insert(name, (at, written.clone()));
                if before.is_some() {
                    wrong(header.line, written, Reason::ColumnTwice);
                }
            }
        }
    }
    for needed in list.needed() {
        if !columns.contains_key(needed) {
            wrong(header.line, needed, Reason::ColumnMissing);
        }
    }
    columns
}

/// The cells of one row.
pub(crate) struct Cells<'a> {
    table: &'a Table,
    row: &'a Row,
    bad: &'a mut Vec<Bad>,
}

impl<'a> Cells<'a> {
    /// Notes what is wrong with a cell.
    pub fn wrong(&mut self, column: &str, reason: Reason) {
        let written = self
            .table
            .columns
            .get(column)
            .map_or(column, |(_, written)| written);
        self.bad.push(Bad {
            file: self.table.file.clone(),
            line: self.row.line,
            column: written.to_owned(),
            reason,
        });
    }

    pub fn line(&self) -> u64 {
        self.row.line
    }

    /// The cell's text; empty where there is no such column.
    pub fn text(&self, column: &str) -> &'a str {
        self.table
            .columns
            .get(column)
            .and_then(|(at, _)| self.row.cells.get(*at))
            .map_or("", String::as_str)
    }

    /// The text, where there is some.
    pub fn some(&self, column: &str) -> Option<&'a str> {
        Some(self.text(column)).filter(|text| !text.is_empty())
    }

    /// The text, of at most so many characters.
    pub fn at_most(&mut self, column: &str, max: usize) -> &'a str {
        let text = self.text(column);
        if text.chars().count() > max {
            self.wrong(column, Reason::TooLong { max });
        }
        text
    }

    /// The text, which must be there.
    pub fn needed(&mut self, column: &str, max: usize) -> &'a str {
        let text = self.at_most(column, max);
        // A column that is missing altogether has been named once already.
        if text.is_empty() && self.table.columns.contains_key(column) {
            self.wrong(column, Reason::Missing);
        }
        text
    }

    /// A whole number in a range, where one is given.
    pub fn number(&mut self, column: &str, min: u32, max: u32) -> Option<u32> {
        let text = self.some(column)?;
        match text.parse::<u32>() {
            Ok(number) if (min..=max).contains(&number) => Some(number),
            Ok(_) => {
                self.wrong(column, Reason::OutOfRange { min, max });
                None
            }
            Err(_) => {
                self.wrong(column, Reason::NotANumber { found: text.into() });
                None
            }
        }
    }

    /// One of several words.
    pub fn choice<T: Copy>(&mut self, column: &str, words: &[(T, &[&str])]) -> Option<T> {
        let text = self.some(column)?;
        let found = chosen(text, words);
        if found.is_none() {
            let names: Vec<&str> = words
                .iter()
                .filter_map(|(_, names)| names.first().copied())
                .collect();
            self.wrong(
                column,
                Reason::NotOneOf {
                    found: text.into(),
                    choices: names.join(", "),
                },
            );
        }
        found
    }

    /// Yes or no.
    pub fn flag(&mut self, column: &str) -> Option<bool> {
        self.choice(
            column,
            &[
                (true, &["yes", "是", "有", "true", "1", "y", "x", "√", "✓"]),
                (false, &["no", "否", "无", "無", "false", "0", "n"]),
            ],
        )
    }

    /// Several words, parted by semicolons or commas of any script.
    pub fn several(&self, column: &str) -> Vec<&'a str> {
        self.text(column)
            .split([';', '；', '、', ',', '，', '|', '\n'])
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .collect()
    }
}

/// The value whose names hold `text`, whatever its case.
pub(crate) fn chosen<T: Copy>(text: &str, words: &[(T, &[&str])]) -> Option<T> {
    let lower = text.to_lowercase();
    words
        .iter()
        .find(|(_, names)| names.contains(&lower.as_str()))
        .map(|(value, _)| *value)
}
