//! Registers: places, organizations, people and their roles. Entering the same again changes nothing.

use super::{
    forms::{self, Check},
    sign_up::may_fit_now,
};
use crate::{
    context::Caller,
    deciding::Deciding,
    document::Document,
    ids::{DocumentKey, GrantId, Kind, OrganizationId, PersonId},
    local::LocalText,
    organization::{Organization, OrganizationKind},
    person::{Person, PersonAbout, Role, RoleGrant, Scope},
    place::{Level, Place, PlaceCode},
    refusal::{Field, Problem, Refusal, Refused},
    rights::{self, Duty, InTeam, gate::judged_at, line_of},
    time::Instant,
};

fn registered(d: &mut Deciding, key: DocumentKey, desk: &PlaceCode, was_there: bool) {
    d.log(
        key,
        desk,
        if was_there { "registered" } else { "absent" },
        "registered",
        None,
    );
}

pub(crate) fn place(
    d: &mut Deciding,
    code: &PlaceCode,
    level: Level,
    name: &LocalText,
    desk: &PlaceCode,
) -> Result<(), Refused> {
    let mut check = Check::default();
    check.title(Field::Title, name);
    if !desk.contains(code) {
        check.wrong(Field::Place, Problem::Unknown);
    }
    if !check.reasons.is_empty() {
        return Err(check.reasons.into());
    }
    let key = DocumentKey::Place(code.clone());
    let was_there = d.exists(&key);
    let parent = (desk != code).then(|| desk.clone());
    d.put(Document::Place(Place {
        code: code.clone(),
        level,
        parent,
        name: name.clone(),
        desk: desk.clone(),
    }));
    registered(d, key, desk, was_there);
    Ok(())
}

pub(crate) struct OrganizationForm<'a> {
    pub id: OrganizationId,
    pub kind: OrganizationKind,
    pub name: &'a LocalText,
    pub places: &'a [PlaceCode],
    pub desk: &'a PlaceCode,
    pub specialty: Option<&'a String>,
    pub is_brand: bool,
    pub external_ref: Option<&'a String>,
}

pub(crate) fn organization(d: &mut Deciding, form: OrganizationForm) -> Result<(), Refused> {
    let mut check = Check::default();
    check.title(Field::Title, form.name);
    if form.places.is_empty() || form.places.len() > 100 {
        check.wrong(Field::Place, Problem::OutOfRange { min: 1, max: 100 });
    }
    if !check.reasons.is_empty() {
        return Err(check.reasons.into());
    }
    let key = DocumentKey::Organization(form.id);
    let was_there = match d.lookup(&key) {
        Some(Document::Organization(there)) if there.desk != *form.desk => {
            return Err(Refusal::IdTaken.into());
        }
        found => found.is_some(),
    };
    let communities = desks_of(d, form.places, form.desk);
    d.put(Document::Organization(Organization {
        id: form.id,
        kind: form.kind,
        name: form.name.clone(),
        places: form.places.to_vec(),
        desk: form.desk.clone(),
        communities,
        parent: None,
        specialty: form.specialty.cloned(),
        is_brand: form.is_brand,
        external_ref: form.external_ref.cloned(),
    }));
    registered(d, key, form.desk, was_there);
    Ok(())
}

pub(crate) fn person(
    d: &mut Deciding,
    id: PersonId,
    desk: &PlaceCode,
    about: &PersonAbout,
) -> Result<(), Refused> {
    if id == PersonId::SYSTEM {
        return Err(Refusal::IdTaken.into());
    }
    let mut reasons = forms::person(about, d.now());
    if !desk.contains(&about.home) {
        reasons.push(Refusal::Field {
            field: Field::Place,
            problem: Problem::Unknown,
        });
    }
    if !reasons.is_empty() {
        return Err(reasons.into());
    }
    let about = forms::kept_person(about);
    let key = DocumentKey::Person(id);
    let was_there = match d.person(id) {
        Some(there) if there.desk != *desk => return Err(Refusal::IdTaken.into()),
        // A list that still holds them does not bring them back.
        Some(there) if there.is_gone() => return Err(Refusal::WasErased.into()),
        Some(_) => true,
        None => false,
    };
    if let Some(person) = d.edit_person(id) {
        person.about = about;
    } else {
        let person = Person::new(id, desk.clone(), about);
        d.put(Document::Person(Box::new(person)));
    }
    registered(d, key, desk, was_there);
    may_fit_now(d, id);
    Ok(())
}

/// The communities of places, beside one's own.
fn desks_of(d: &Deciding, places: &[PlaceCode], own: &PlaceCode) -> Vec<PlaceCode> {
    let desk_of = |place: &PlaceCode| match d.lookup(&DocumentKey::Place(place.clone())) {
        Some(Document::Place(place)) => Some(place.desk.clone()),
        _ => None,
    };
    let desks = places.iter().filter_map(desk_of);
    let mut desks: Vec<PlaceCode> = desks.filter(|desk| desk != own).collect();
    desks.sort();
    desks.dedup();
    desks
}

/// The communities in which an organization acts beside a person's own.
fn elsewhere(d: &Deciding, scope: &Scope, own: &PlaceCode) -> Vec<PlaceCode> {
    let Scope::Organization(id) = scope else {
        return Vec::new();
    };
    match d.lookup(&DocumentKey::Organization(*id)) {
        Some(Document::Organization(team)) => desks_of(d, &team.places, own),
        _ => Vec::new(),
    }
}

/// Nobody gives more than they have. A role in a team is given where the team acts; who leads it knows its members,
/// whoever holds them in a register, so that is for the community whose register holds the team. And nobody who only
/// enters the register makes themselves somebody who reads it.
fn given_within_rights(
    d: &Deciding,
    to: &Person,
    role: Role,
    scope: &Scope,
) -> Result<(), Refused> {
    if d.caller == Caller::System {
        return Ok(());
    }
    if to.id == d.actor() && !d.may(Duty::RunDesk, &judged_at(scope, to)) {
        return Err(Refusal::NotAllowed.into());
    }
    if let Scope::Organization(team) = scope {
        given_where_it_acts(d, role, *team)?;
    }
    let desk = judged_at(scope, to);
    let me = d.me();
    if me.is_some_and(|me| rights::may_give(me, role, &desk, d.now())) {
        Ok(())
    } else {
        Err(Refusal::NotAllowed.into())
    }
}

fn given_where_it_acts(d: &Deciding, role: Role, team: OrganizationId) -> Result<(), Refused> {
    let key = DocumentKey::Organization(team);
    d.addressed(&key)?;
    let Some(Document::Organization(team)) = d.lookup(&key) else {
        return Err(Refusal::NotFound { kind: key.kind() }.into());
    };
    let leads = line_of(role).in_team == InTeam::Lead;
    let elsewhere = team.communities.iter().filter(|_| !leads);
    let mut acts_in = [&team.desk].into_iter().chain(elsewhere);
    if acts_in.any(|community| d.may(Duty::Register, community)) {
        Ok(())
    } else {
        Err(Refusal::NotAllowed.into())
    }
}

pub(crate) fn grant(
    d: &mut Deciding,
    person: PersonId,
    grant: GrantId,
    role: Role,
    scope: &Scope,
    to: Option<Instant>,
) -> Result<(), Refused> {
    let Some(there) = d.person(person) else {
        return Err(Refusal::NotFound { kind: Kind::Person }.into());
    };
    let desk = there.desk.clone();
    if there.grants.iter().any(|held| held.id == grant) {
        return Ok(());
    }
    if there.is_gone() {
        return Err(Refusal::WasErased.into());
    }
    given_within_rights(d, there, role, scope)?;
    give(d, (person, &desk), grant, role, scope, to);
    may_fit_now(d, person);
    Ok(())
}

/// Gives a role from now on; whoever asks has decided that it may be.
pub(crate) fn give(
    d: &mut Deciding,
    (person, desk): (PersonId, &PlaceCode),
    id: GrantId,
    role: Role,
    scope: &Scope,
    to: Option<Instant>,
) {
    let from = d.now();
    let own = d.person(person).map(|person| person.desk.clone());
    let communities = elsewhere(d, scope, own.as_ref().unwrap_or(desk));
    if let Some(person) = d.edit_person(person) {
        person.grants.push(RoleGrant {
            id,
            role,
            scope: scope.clone(),
            from,
            to,
            communities,
        });
        person.grants_revision += 1;
    }
    d.log(
        DocumentKey::Person(person),
        desk,
        "without_role",
        "with_role",
        None,
    );
}

pub(crate) fn end_role(d: &mut Deciding, person: PersonId, grant: GrantId) -> Result<(), Refused> {
    let Some(there) = d.person(person) else {
        return Err(Refusal::NotFound { kind: Kind::Person }.into());
    };
    let desk = there.desk.clone();
    let now = d.now();
    let Some(held) = there.grants.iter().find(|held| held.id == grant) else {
        return Err(Refusal::NotAllowed.into());
    };
    if !held.holds_at(now) {
        return Ok(());
    }
    // Nobody takes what they could not give.
    let gives = |me| rights::may_give(me, held.role, &judged_at(&held.scope, there), now);
    let may = d.caller == Caller::System || d.me().is_some_and(gives);
    if !may {
        return Err(Refusal::NotAllowed.into());
    }
    if let Some(person) = d.edit_person(person) {
        if let Some(held) = person.grants.iter_mut().find(|held| held.id == grant) {
            held.to = Some(now);
        }
        person.grants_revision += 1;
    }
    d.log(
        DocumentKey::Person(person),
        &desk,
        "with_role",
        "without_role",
        None,
    );
    may_fit_now(d, person);
    Ok(())
}
