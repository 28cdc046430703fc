//! Several files, read together: they refer to each other and to what is registered already.

use crate::{
    Home,
    bad::{Bad, Reason, What},
    decode::Encoding,
    lists::List,
    reader::Reader,
    rows::{NeedRow, PersonRow, PlaceRow, ShiftRow, TeamRow},
    table::{Table, chosen},
    words::LEVELS,
};
use chrono_tz::Tz;
use linli_domain::{
    place::{Level, PlaceCode},
    time::Instant,
};
use std::collections::BTreeMap;

/// A file to be read.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// Its name; it says which list it is (see [`List::of`]).
    pub name: &'a str,
    /// Its content.
    pub bytes: &'a [u8],
}

/// What the files do not say themselves.
#[derive(Clone, Debug)]
pub struct Given {
    /// The community; not needed where a places file lists just one.
    pub community: Option<PlaceCode>,
    /// The zone in which times are written.
    pub zone: Tz,
    /// The language of texts that name none.
    pub language: String,
    /// Now, for shifts that are dated by a day of the week.
    pub now: Instant,
}

impl Given {
    /// As in Dalian: Chinese, in Shanghai's time.
    pub fn at(now: Instant) -> Given {
        Given {
            community: None,
            zone: chrono_tz::Asia::Shanghai,
            language: "zh-Hans".into(),
            now,
        }
    }
}

/// How a file was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadFile {
    /// Its name.
    pub file: String,
    /// Which list it is.
    pub list: List,
    /// How its text was written, or is assumed to be.
    pub encoding: Encoding,
    /// What parts its fields.
    pub delimiter: char,
    /// How many rows it has.
    pub rows: usize,
}

/// What was read, all of it good.
#[derive(Clone, Debug, PartialEq)]
pub struct Import {
    /// The community into which it goes.
    pub community: PlaceCode,
    /// How each file was read.
    pub files: Vec<ReadFile>,
    /// Places, higher ones first.
    pub places: Vec<PlaceRow>,
    /// Teams.
    pub teams: Vec<TeamRow>,
    /// People.
    pub people: Vec<PersonRow>,
    /// Needs.
    pub needs: Vec<NeedRow>,
    /// Shifts.
    pub shifts: Vec<ShiftRow>,
}

/// Reads files. Nothing is given back unless every row of every file is good.
///
/// # Errors
/// Everything that is wrong, by file and line.
pub fn read(files: &[Source], given: &Given, home: &dyn Home) -> Result<Import, Vec<Bad>> {
    let mut bad = Vec::new();
    let mut tables: Vec<(List, Table)> = Vec::new();
    for source in files {
        match List::of(source.name) {
            Some(list) => {
                let table = Table::read(source.name, list, source.bytes, &mut bad);
                tables.extend(table.map(|table| (list, table)));
            }
            None => bad.push(Bad::of_file(source.name, Reason::UnknownFile)),
        }
    }
    tables.sort_by_key(|(list, _)| *list);
    let community = match community(&tables, given) {
        Ok(community) => community,
        Err(error) => {
            bad.push(error);
            return Err(bad);
        }
    };
    let keys = keys(&tables, &mut bad);
    let reader = Reader {
        given,
        home,
        community,
        keys,
    };
    let import = reader.import(&tables, &mut bad);
    if bad.is_empty() {
        Ok(import)
    } else {
        bad.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
        Err(bad)
    }
}

pub(crate) fn level_of(code: &str, written: &str) -> Option<Level> {
    chosen(written, LEVELS).or(match code.len() {
        4 => Some(Level::City),
        6 => Some(Level::District),
        9 => Some(Level::Street),
        12 => Some(Level::Community),
        15 => Some(Level::Grid),
        18 => Some(Level::Courtyard),
        _ => None,
    })
}

/// The community that is given, or the only one that is listed.
fn community(tables: &[(List, Table)], given: &Given) -> Result<PlaceCode, Bad> {
    if let Some(community) = &given.community {
        return Ok(community.clone());
    }
    let places = tables.iter().filter(|(list, _)| *list == List::Places);
    let mut ignored = Vec::new();
    let mut found: Vec<PlaceCode> = Vec::new();
    let mut file = "";
    for (_, table) in places {
        file = &table.file;
        for row in &table.rows {
            let cells = table.cells(row, &mut ignored);
            let code = cells.text("code");
            if level_of(code, cells.text("level")) == Some(Level::Community) {
                found.extend(code.parse::<PlaceCode>());
            }
        }
    }
    match found.as_slice() {
        [one] => Ok(one.clone()),
        [] => {
            let file = tables.first().map_or(file, |(_, table)| &table.file);
            Err(Bad::of_file(file, Reason::NoCommunity))
        }
        _ => Err(Bad::of_file(file, Reason::SeveralCommunities)),
    }
}

pub(crate) type Keys = BTreeMap<(List, String), u64>;

/// The numbers of all rows, so that rows may refer to later ones.
fn keys(tables: &[(List, Table)], bad: &mut Vec<Bad>) -> Keys {
    let mut keys = Keys::new();
    for (list, table) in tables {
        let column = if *list == List::Places {
            "code"
        } else {
            "number"
        };
        for row in &table.rows {
            let mut cells = table.cells(row, bad);
            let key = cells.needed(column, 24).to_owned();
            if key.is_empty() {
                continue;
            }
            match keys.get(&(*list, key.clone())) {
                Some(first) => {
                    let first = *first;
                    cells.wrong(column, Reason::Twice { first });
                }
                None => {
                    keys.insert((*list, key), cells.line());
                }
            }
        }
    }
    keys
}

impl Bad {
    pub(crate) fn of_file(file: &str, reason: Reason) -> Bad {
        Bad {
            file: file.to_owned(),
            line: 0,
            column: String::new(),
            reason,
        }
    }
}

impl Reason {
    pub(crate) fn unknown(what: What, found: &str) -> Reason {
        Reason::Unknown {
            what,
            found: found.to_owned(),
        }
    }
}
