//! What rows need to be understood: what else is in the files, what is registered already, and which ids follow.

use crate::{
    Home,
    bad::{Bad, Reason, What},
    lists::List,
    reading::{Given, Import, Keys, ReadFile, level_of},
    rows::{self, GrantRow},
    table::{Cells, Table},
    words::LEVELS,
};
use linli_domain::{
    CaseId, DocumentKey, GrantId, OrganizationId, PersonId, ShiftId,
    local::LocalText,
    person::{Role, Scope},
    place::{Level, PlaceCode},
};
use linli_sync::demo::derived_id;
use uuid::Uuid;

/// What rows need to be understood.
pub(crate) struct Reader<'a> {
    pub given: &'a Given,
    pub home: &'a dyn Home,
    pub community: PlaceCode,
    pub keys: Keys,
}

impl Reader<'_> {
    pub fn import(&self, tables: &[(List, Table)], bad: &mut Vec<Bad>) -> Import {
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

    /// A place where a team acts: in the community as written there, or in another one that is registered, by its whole
    /// code.
    pub fn place_of_team(&self, written: &str) -> Result<PlaceCode, Reason> {
        let whole = written.parse().ok().filter(|code| self.knows_place(code));
        whole.map_or_else(|| self.place_named(written), Ok)
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
