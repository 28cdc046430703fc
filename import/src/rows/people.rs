//! People and their roles.

use super::{Account, GrantRow, PersonRow};
use crate::{
    bad::{Reason, What},
    plan::Origin,
    reader::Reader,
    table::{Cells, chosen},
    words::{GENDERS, ROLES, code_of},
};
use chrono::{Datelike, NaiveDate};
use linli_domain::{
    is_phone,
    person::{PersonAbout, Role, Scope},
    phone::kept_phone,
    time::Birth,
};

pub(crate) fn person(reader: &Reader, origin: Origin, cells: &mut Cells) -> Option<PersonRow> {
    let key = cells.text("number").to_owned();
    let name = cells.needed("name", 40).to_owned();
    let phone = phone(cells, "phone");
    let birth = birth(reader, cells);
    let codes = |cells: &Cells, column| cells.several(column).into_iter().map(code_of).collect();
    let about = PersonAbout {
        volunteer_no: key.clone(),
        name,
        phone,
        birth,
        gender: cells.choice("gender", GENDERS),
        home: reader.place(cells, "grid"),
        skills: codes(cells, "skills"),
        trainings: codes(cells, "trainings"),
        service_categories: codes(cells, "categories"),
        guardian: reader.person(cells, "guardian"),
        guardian_contact: None,
        consents: Vec::new(),
        external_ref: Some(cells.at_most("external_ref", 200))
            .filter(|text| !text.is_empty())
            .map(str::to_owned),
    };
    let grants = grants(reader, &key, cells);
    let account = account(cells);
    (!key.is_empty()).then(|| PersonRow {
        origin,
        id: reader.person_id(&key),
        key,
        about,
        grants,
        account,
    })
}

/// A telephone number as it is kept, where one is given.
pub(crate) fn phone(cells: &mut Cells, column: &str) -> Option<String> {
    let text = cells.some(column)?;
    if text.contains("E+") {
        cells.wrong(column, Reason::ShortenedNumber { found: text.into() });
    } else if !is_phone(text) {
        cells.wrong(column, Reason::NotAPhone { found: text.into() });
    }
    Some(kept_phone(text))
}

/// A date as spreadsheets write it.
pub(crate) fn date(text: &str) -> Option<NaiveDate> {
    let plain = text
        .replace(['/', '.', '年', '月'], "-")
        .replace(['日', ' '], "");
    let mut parts = plain.splitn(3, '-').map(str::parse::<u32>);
    let (Some(Ok(year)), Some(Ok(month)), Some(Ok(day))) =
        (parts.next(), parts.next(), parts.next())
    else {
        return None;
    };
    let year = i32::try_from(year)
        .ok()
        .filter(|year| (1000..=9999).contains(year))?;
    NaiveDate::from_ymd_opt(year, month, day)
}

fn birth(reader: &Reader, cells: &mut Cells) -> Option<Birth> {
    let text = cells.some("birth")?;
    let year = text.trim_end_matches('年').parse::<i32>().ok();
    let birth = year.map(Birth::Year).or(date(text).map(Birth::Date));
    let this_year = reader.given.now.year();
    match birth {
        None => cells.wrong("birth", Reason::NotADate { found: text.into() }),
        Some(Birth::Year(year)) => in_range(cells, year, this_year),
        Some(Birth::Date(date)) => in_range(cells, date.year(), this_year),
    }
    birth
}

fn in_range(cells: &mut Cells, year: i32, this_year: i32) {
    if !(1900..=this_year).contains(&year) {
        let max = u32::try_from(this_year).unwrap_or(1900);
        cells.wrong("birth", Reason::OutOfRange { min: 1900, max });
    }
}

/// Roles, written `role@where`: a team's number, or a place; the community where nothing is said.
fn grants(reader: &Reader, key: &str, cells: &mut Cells) -> Vec<GrantRow> {
    let mut grants: Vec<GrantRow> = Vec::new();
    for written in cells.several("roles") {
        let (name, at) = written.split_once('@').unwrap_or((written, ""));
        let Some(role) = chosen(name.trim(), ROLES) else {
            let found = written.to_owned();
            cells.wrong("roles", Reason::NotARole { found });
            continue;
        };
        let Some(scope) = scope(reader, cells, at.trim()) else {
            continue;
        };
        let name = scope_name(&scope, at.trim());
        let grant = reader.grant(key, name_of(role), role, (scope, &name));
        if !grants.iter().any(|there| there.id == grant.id) {
            grants.push(grant);
        }
    }
    grants
}

fn scope(reader: &Reader, cells: &mut Cells, at: &str) -> Option<Scope> {
    if at.is_empty() {
        return Some(Scope::Place(reader.community.clone()));
    }
    if reader.knows_team(at) {
        return Some(Scope::Organization(reader.team_id(at)));
    }
    let is_above = |code: &linli_domain::place::PlaceCode| code.contains(&reader.community);
    if let Some(code) = at.parse().ok().filter(is_above) {
        return Some(Scope::Place(code));
    }
    match reader.place_named(at) {
        Ok(code) => Some(Scope::Place(code)),
        Err(Reason::Unknown { .. } | Reason::NotAPlaceCode { .. }) => {
            cells.wrong("roles", Reason::unknown(What::Team, at));
            None
        }
        Err(reason) => {
            cells.wrong("roles", reason);
            None
        }
    }
}

fn scope_name(scope: &Scope, written: &str) -> String {
    match scope {
        Scope::Place(code) => code.to_string(),
        Scope::Organization(_) => written.to_owned(),
    }
}

fn name_of(role: Role) -> &'static str {
    crate::words::ROLES
        .iter()
        .find(|(of, _)| *of == role)
        .and_then(|(_, names)| names.first())
        .copied()
        .unwrap_or_default()
}

fn account(cells: &mut Cells) -> Option<Account> {
    let name = cells.at_most("account", 64).to_owned();
    let password = cells.at_most("password", 200).to_owned();
    if !password.is_empty() && name.is_empty() {
        cells.wrong("account", Reason::Missing);
    }
    (!name.is_empty()).then(|| Account {
        name,
        password: Some(password).filter(|text| !text.is_empty()),
    })
}
