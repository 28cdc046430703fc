//! Several files, read together: they refer to each other and to what is registered already.

use crate::{
    Home,
    bad::{Bad, Reason, What},
    decode::Encoding,
    lists::{LEVELS, List},
    rows::{self, GrantRow, NeedRow, PersonRow, PlaceRow, ShiftRow, TeamRow},
    table::{Cells, Table, chosen},
};
use chrono_tz::Tz;
use linli_domain::{
    CaseId, DocumentKey, GrantId, OrganizationId, PersonId, ShiftId,
    local::LocalText,
    person::{Role, Scope},
    place::{Level, PlaceCode},
    time::Instant,
};
use linli_sync::demo::derived_id;
use std::collections::BTreeMap;
use uuid::Uuid;

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

fn level_of(code: &str, written: &str) -> Option<Level> {
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

type Keys = BTreeMap<(List, String), u64>;

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

/// What rows need to be understood.
pub(crate) struct Reader<'a> {
    pub given: &'a Given,
    home: &'a dyn Home,
    pub community: PlaceCode,
    keys: Keys,
}

impl Reader<'_> {
    fn import(&self, tables: &[(List, Table)], bad: &mut Vec<Bad>) -> Import {
        let mut import = Import {
            community: self.community.clone(),
            files: Vec::new(),
            places: Vec::new(),
            teams: Vec::new(),
            people: Vec::new(),
            needs: Vec::new(),
            shifts: Vec::new(),
        };
        for (list, table) in tables {
            import.files.push(ReadFile {
                file: table.file.clone(),
                list: *list,
                encoding: table.encoding,
                delimiter: char::from(table.delimiter),
                rows: table.rows.len(),
            });
            for row in &table.rows {
                let origin = crate::Origin {
                    file: table.file.clone(),
                    line: row.line,
                };
                let cells = &mut table.cells(row, bad);
                match list {
                    List::Places => import.places.extend(rows::place(self, origin, cells)),
                    List::Teams => import.teams.push(rows::team(self, origin, cells)),
                    List::People => import.people.extend(rows::person(self, origin, cells)),
                    List::Needs => import.needs.extend(rows::need(self, origin, cells)),
                    List::Shifts => import.shifts.extend(rows::shift(self, origin, cells)),
                }
            }
        }
        import.places.sort_by_key(|place| place.code.as_str().len());
        import
    }

    pub fn id(&self, kind: &str, key: &str) -> Uuid {
        derived_id(self.community.as_str(), kind, key)
    }

    pub fn person_id(&self, key: &str) -> PersonId {
        PersonId(self.id("person", key))
    }

    pub fn team_id(&self, key: &str) -> OrganizationId {
        OrganizationId(self.id("organization", key))
    }

    pub fn need_id(&self, key: &str) -> CaseId {
        CaseId(self.id("case", key))
    }

    pub fn shift_id(&self, key: &str) -> ShiftId {
        ShiftId(self.id("shift", key))
    }

    /// A role of a person's; `scope` with the name that the list gives it.
    pub fn grant(&self, person: &str, name: &str, role: Role, scope: (Scope, &str)) -> GrantRow {
        let key = format!("{person}/{name}/{}", scope.1);
        GrantRow {
            id: GrantId(self.id("grant", &key)),
            key,
            role,
            scope: scope.0,
        }
    }

    fn knows(&self, list: List, key: &str, document: &DocumentKey) -> bool {
        self.keys.contains_key(&(list, key.to_owned())) || self.home.document(document).is_some()
    }

    /// Whether a row or a document has that number.
    pub fn knows_person(&self, key: &str) -> bool {
        self.knows(List::People, key, &DocumentKey::Person(self.person_id(key)))
    }

    pub fn knows_team(&self, key: &str) -> bool {
        let document = DocumentKey::Organization(self.team_id(key));
        self.knows(List::Teams, key, &document)
    }

    fn knows_place(&self, code: &PlaceCode) -> bool {
        self.knows(
            List::Places,
            code.as_str(),
            &DocumentKey::Place(code.clone()),
        )
    }

    pub fn person(&self, cells: &mut Cells, column: &str) -> Option<PersonId> {
        let key = cells.some(column)?;
        if !self.knows_person(key) {
            cells.wrong(column, Reason::unknown(What::Person, key));
        }
        Some(self.person_id(key))
    }

    pub fn team(&self, cells: &mut Cells, column: &str) -> Option<OrganizationId> {
        let key = cells.some(column)?;
        if !self.knows_team(key) {
            cells.wrong(column, Reason::unknown(What::Team, key));
        }
        Some(self.team_id(key))
    }

    pub fn need(&self, cells: &mut Cells, column: &str) -> Option<CaseId> {
        let key = cells.some(column)?;
        let id = self.need_id(key);
        if !self.knows(List::Needs, key, &DocumentKey::Case(id)) {
            cells.wrong(column, Reason::unknown(What::Need, key));
        }
        Some(id)
    }

    /// A place in the community: its whole code, or what follows the community's; the community where nothing is said.
    pub fn place(&self, cells: &mut Cells, column: &str) -> PlaceCode {
        match cells.some(column) {
            None => self.community.clone(),
            Some(written) => match self.place_named(written) {
                Ok(code) => code,
                Err(reason) => {
                    cells.wrong(column, reason);
                    self.community.clone()
                }
            },
        }
    }

    pub fn place_named(&self, written: &str) -> Result<PlaceCode, Reason> {
        let code = place_code(written)?;
        if self.community.contains(&code) {
            return if code == self.community || self.knows_place(&code) {
                Ok(code)
            } else {
                Err(Reason::unknown(What::Place, written))
            };
        }
        let whole = format!("{}{written}", self.community).parse::<PlaceCode>();
        match whole.ok().filter(|whole| self.knows_place(whole)) {
            Some(whole) => Ok(whole),
            None if written.len() < self.community.as_str().len() => {
                Err(Reason::unknown(What::Place, written))
            }
            None => Err(Reason::OutsideCommunity {
                found: written.into(),
            }),
        }
    }

    /// A text in one language or more, from its columns `base`, `base_en` and `base_zh_hant`.
    pub fn local(&self, cells: &mut Cells, base: [&'static str; 3]) -> LocalText {
        let [own, english, traditional] = base;
        let mut text = LocalText::default();
        let first = cells.needed(own, 80);
        text.0.insert(self.given.language.clone(), first.to_owned());
        for (tag, column) in [("en", english), ("zh-Hant", traditional)] {
            let said = cells.at_most(column, 80);
            if !said.is_empty() {
                text.0.insert(tag.to_owned(), said.to_owned());
            }
        }
        text
    }

    pub fn level(&self, cells: &mut Cells, code: &str) -> Option<Level> {
        cells.choice("level", LEVELS);
        let level = level_of(code, cells.text("level"));
        if level.is_none() && cells.some("level").is_none() {
            cells.wrong("level", Reason::Missing);
        }
        level
    }

    /// The community that a place of this import belongs to.
    pub fn desk(&self, code: &PlaceCode) -> Option<PlaceCode> {
        let listed = self
            .keys
            .keys()
            .filter(|(list, key)| *list == List::Places && key.len() == 12)
            .filter_map(|(_, key)| key.parse::<PlaceCode>().ok());
        std::iter::once(self.community.clone())
            .chain(listed)
            .filter(|community| community.contains(code))
            .max_by_key(|community| community.as_str().len())
    }
}

/// A place code; what a spreadsheet has made of one is named as such.
pub(crate) fn place_code(written: &str) -> Result<PlaceCode, Reason> {
    let shortened = written.contains("E+") || written.contains("e+");
    written.parse().map_err(|_| {
        let found = written.to_owned();
        if shortened {
            Reason::ShortenedNumber { found }
        } else {
            Reason::NotAPlaceCode { found }
        }
    })
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
