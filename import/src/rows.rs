//! One row of each list, as typed values. Each checks what the rule book would check, to name the cell.

mod needs;
mod people;
mod shifts;

pub(crate) use needs::need;
pub(crate) use people::person;
pub(crate) use shifts::shift;

use crate::{
    bad::Reason,
    plan::Origin,
    reader::{Reader, place_code},
    table::Cells,
    words::BODIES,
};
use linli_domain::{
    CaseId, GrantId, OrganizationId, PersonId, ShiftId,
    case::{Assignee, CaseState, NeedAbout},
    local::LocalText,
    organization::OrganizationKind,
    person::{PersonAbout, Role, Scope},
    place::{Level, PlaceCode},
    shift::ShiftAbout,
};

/// A place.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceRow {
    /// Whence.
    pub origin: Origin,
    /// Its code.
    pub code: PlaceCode,
    /// Its level.
    pub level: Level,
    /// Its name.
    pub name: LocalText,
    /// The community that it belongs to, itself where it is no smaller place.
    pub desk: PlaceCode,
}

/// A team or another body.
#[derive(Clone, Debug, PartialEq)]
pub struct TeamRow {
    /// Whence.
    pub origin: Origin,
    /// Its number.
    pub key: String,
    /// Its id.
    pub id: OrganizationId,
    /// Its kind.
    pub kind: OrganizationKind,
    /// Its name.
    pub name: LocalText,
    /// Where it acts.
    pub places: Vec<PlaceCode>,
    /// What it is good at.
    pub specialty: Option<String>,
    /// A brand team.
    pub is_brand: bool,
    /// Who leads it, with the grant that says so.
    pub lead: Option<(PersonId, GrantRow)>,
    /// How many members it says that it has. Not kept: members are those who have the role.
    pub size: Option<u32>,
}

/// A role.
#[derive(Clone, Debug, PartialEq)]
pub struct GrantRow {
    /// What its id derives from: person, role and scope.
    pub key: String,
    /// The grant's id.
    pub id: GrantId,
    /// The role.
    pub role: Role,
    /// Where.
    pub scope: Scope,
}

/// How someone signs in. Whoever imports makes the account; the password is never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// The name to sign in with.
    pub name: String,
    /// A first password, where the list gives one.
    pub password: Option<String>,
}

impl std::fmt::Debug for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Account({})", self.name)
    }
}

/// A person.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonRow {
    /// Whence.
    pub origin: Origin,
    /// Their number, which is their volunteer number too.
    pub key: String,
    /// Their id.
    pub id: PersonId,
    /// What is registered.
    pub about: PersonAbout,
    /// Their roles.
    pub grants: Vec<GrantRow>,
    /// How they sign in.
    pub account: Option<Account>,
}

/// A need.
#[derive(Clone, Debug, PartialEq)]
pub struct NeedRow {
    /// Whence.
    pub origin: Origin,
    /// Its number.
    pub key: String,
    /// Its id.
    pub id: CaseId,
    /// What it says.
    pub about: NeedAbout,
    /// How far it is.
    pub state: CaseState,
    /// Who does it.
    pub assignee: Option<Assignee>,
    /// Why it was rejected or withdrawn, or what was done.
    pub reason: String,
}

/// A shift.
#[derive(Clone, Debug, PartialEq)]
pub struct ShiftRow {
    /// Whence.
    pub origin: Origin,
    /// Its number.
    pub key: String,
    /// Its id.
    pub id: ShiftId,
    /// What it says.
    pub about: ShiftAbout,
}

pub(crate) fn place(reader: &Reader, origin: Origin, cells: &mut Cells) -> Option<PlaceRow> {
    let written = cells.text("code");
    let code = match place_code(written) {
        Ok(code) => Some(code),
        Err(_) if written.is_empty() => None,
        Err(reason) => {
            cells.wrong("code", reason);
            None
        }
    };
    let name = reader.local(cells, ["name", "name_en", "name_zh_hant"]);
    let code = code?;
    let level = reader.level(cells, written)?;
    let desk = if level < Level::Grid {
        code.clone()
    } else {
        match reader.desk(&code) {
            Some(desk) => desk,
            None => {
                let found = written.to_owned();
                cells.wrong("code", Reason::OutsideCommunity { found });
                return None;
            }
        }
    };
    Some(PlaceRow {
        origin,
        code,
        level,
        name,
        desk,
    })
}

pub(crate) fn team(reader: &Reader, origin: Origin, cells: &mut Cells) -> TeamRow {
    let key = cells.text("number").to_owned();
    let id = reader.team_id(&key);
    let lead = reader.person(cells, "lead").map(|person| {
        let scope = Scope::Organization(id);
        let grant = reader.grant(
            cells.text("lead"),
            "team_lead",
            Role::TeamLead,
            (scope, &key),
        );
        (person, grant)
    });
    let mut places = Vec::new();
    for written in cells.several("grid") {
        match reader.place_of_team(written) {
            Ok(code) => places.push(code),
            Err(reason) => cells.wrong("grid", reason),
        }
    }
    if places.is_empty() {
        places.push(reader.community.clone());
    }
    TeamRow {
        origin,
        id,
        kind: cells
            .choice("kind", BODIES)
            .unwrap_or(OrganizationKind::VolunteerTeam),
        name: reader.local(cells, ["name", "name_en", "name_zh_hant"]),
        places,
        specialty: Some(cells.at_most("specialty", 40))
            .filter(|text| !text.is_empty())
            .map(crate::words::code_of),
        is_brand: cells.flag("brand").unwrap_or(false),
        lead,
        size: cells.number("size", 0, 100_000),
        key,
    }
}
