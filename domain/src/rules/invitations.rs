//! Coming in: a team's code, invitations to a role, another device. Whoever makes one may give what it opens, then and
//! when somebody comes; a token opens it, and only the authority itself lets people in.

use super::{
    forms::{self, Check},
    register::give,
    sign_up::may_fit_now,
};
use crate::{
    deciding::Deciding,
    document::Document,
    ids::{DocumentKey, GrantId, InvitationId, Kind, OrganizationId, PersonId},
    invitation::{
        Came, DEVICE_HOURS, GUARDIAN_BELOW_AGE, Invitation, InvitationKey, InvitedTo, MEMBERSHIP,
        Newcomer, OPEN_HOURS, TEAM_PLACES,
    },
    organization::Organization,
    person::{Consent, Person, PersonAbout, Role, RoleGrant, Scope},
    place::PlaceCode,
    planted::{Bug, is},
    refusal::{Field, Problem, Refusal, Refused},
    rights::{self, Duty},
    time::{Instant, hours},
};
use uuid::Uuid;

fn team_of<'a>(d: &'a Deciding, team: OrganizationId) -> Option<&'a Organization> {
    match d.lookup(&DocumentKey::Organization(team)) {
        Some(Document::Organization(found)) => Some(found),
        _ => None,
    }
}

/// Where a role is given that is held there: the place itself, or the community whose register holds the team.
fn desk_of_scope(d: &Deciding, scope: &Scope) -> Result<PlaceCode, Refused> {
    match scope {
        Scope::Place(place) => Ok(place.clone()),
        Scope::Organization(team) => match team_of(d, *team) {
            Some(found) => Ok(found.desk.clone()),
            None => Err(Refused::from(Refusal::NotFound {
                kind: Kind::Organization,
            })),
        },
    }
}

/// The community that an invitation brings people to, where this person may make it.
///
/// A team's code is its lead's or the desk's to make. A role is given by whoever may give it. Another device is the
/// desk's matter for those who hold no more than a volunteer's roles, and for others an administrator's who could give
/// every role that they hold, each where it is held; nobody makes one for themselves.
pub(crate) fn given_at(
    d: &Deciding,
    by: Option<&Person>,
    to: &InvitedTo,
) -> Result<PlaceCode, Refused> {
    let not_allowed = || Refused::from(Refusal::NotAllowed);
    let may = |duty, desk: &PlaceCode| match by {
        Some(by) => rights::may(by, duty, desk, d.now()),
        None => true,
    };
    let gives = |role, desk: &PlaceCode| match by {
        Some(by) => rights::may_give(by, role, desk, d.now()),
        None => true,
    };
    match to {
        InvitedTo::Team { team } => {
            let found = team_of(d, *team).ok_or(Refusal::NotFound {
                kind: Kind::Organization,
            })?;
            let leads = by.is_some_and(|by| rights::leads(by, *team, d.now()));
            let may = leads || may(Duty::RunDesk, &found.desk);
            may.then(|| found.desk.clone()).ok_or_else(not_allowed)
        }
        InvitedTo::Role { role, scope, .. } => {
            let desk = desk_of_scope(d, scope)?;
            gives(*role, &desk).then_some(desk).ok_or_else(not_allowed)
        }
        InvitedTo::Device { person } => {
            let found = d
                .person(*person)
                .filter(|found| !found.is_gone())
                .ok_or(Refusal::NotFound { kind: Kind::Person })?;
            let mut held = found.grants.iter().filter(|grant| grant.holds_at(d.now()));
            // Who holds something elsewhere would be taken over with it by whoever has no say there.
            let whole = held.all(|grant| {
                let at = desk_of_scope(d, &grant.scope);
                rights::is_plain(grant.role) || at.is_ok_and(|desk| gives(grant.role, &desk))
            });
            let own = by.is_some_and(|by| by.id == *person);
            let may = may(Duty::RunDesk, &found.desk) && (whole || is(Bug::DeskReplacesAnyone));
            (may && !own)
                .then(|| found.desk.clone())
                .ok_or_else(not_allowed)
        }
    }
}

pub(crate) fn invite(
    d: &mut Deciding,
    id: InvitationId,
    to: &InvitedTo,
    key: &InvitationKey,
) -> Result<(), Refused> {
    let desk = given_at(d, d.me(), to)?;
    if !key.is_fit_for(to) {
        return Err(Refusal::NotAllowed.into());
    }
    if let Some(there) = d.invitation(id) {
        let same = there.by == d.actor() && there.invited_to == *to && there.key == *key;
        // A device that predicts over its own view does not see the key again.
        return if same || d.ctx.predicting {
            Ok(())
        } else {
            Err(Refusal::IdTaken.into())
        };
    }
    let (open, places) = match to {
        InvitedTo::Team { .. } => (OPEN_HOURS, TEAM_PLACES),
        InvitedTo::Role { .. } => (OPEN_HOURS, 1),
        InvitedTo::Device { .. } => (DEVICE_HOURS, 1),
    };
    d.put(Document::Invitation(Box::new(Invitation {
        id,
        desk: desk.clone(),
        invited_to: to.clone(),
        key: key.clone(),
        by: d.actor(),
        at: d.now(),
        until: d.now() + hours(open),
        places,
        came: Vec::new(),
        ended: false,
    })));
    d.log(DocumentKey::Invitation(id), &desk, "absent", "open", None);
    Ok(())
}

pub(crate) fn end(d: &mut Deciding, id: InvitationId) -> Result<(), Refused> {
    let key = DocumentKey::Invitation(id);
    let found = d.invitation(id).ok_or(Refusal::NotFound {
        kind: Kind::Invitation,
    })?;
    let desk = found.desk.clone();
    if found.ended {
        return Ok(());
    }
    if let Some(invitation) = d.edit_invitation(id) {
        invitation.ended = true;
    }
    d.log(key, &desk, "open", "ended", None);
    Ok(())
}

/// What a join asks for.
pub(crate) struct Joining<'a> {
    pub invitation: InvitationId,
    pub token: &'a str,
    pub person: PersonId,
    pub grant: GrantId,
    pub newcomer: Option<&'a Newcomer>,
}

/// Lets somebody in. Only the authority's own door asks for it: whoever knocks has no account yet. An invitation that is
/// not there and a token that does not fit look the same.
pub(crate) fn join(d: &mut Deciding, joining: &Joining) -> Result<(), Refused> {
    let opened = d
        .invitation(joining.invitation)
        .filter(|found| found.key.opens_with(joining.token) || is(Bug::AnyTokenOpens));
    let Some(opened) = opened.cloned() else {
        let kind = Kind::Invitation;
        return Err(Refusal::NotFound { kind }.into());
    };
    let mut came = opened.came.iter();
    let came = came.any(|came| came.person == joining.person);
    // Who is registered and scans a team's code again is in already. A newcomer is never somebody who is there: else
    // whoever holds the code would come in as them. What is sent twice is for the ledger to know.
    let gone = d.person(joining.person).is_some_and(Person::is_gone);
    if came && !gone && joining.newcomer.is_none() && opened.lets_in_registered() {
        return Ok(());
    }
    stands(d, &opened)?;
    if let Some(newcomer) = joining.newcomer {
        register(d, joining, newcomer, &opened.desk)?;
    } else if d.person(joining.person).is_none_or(Person::is_gone) {
        return Err(Refusal::NotFound { kind: Kind::Person }.into());
    }
    open_up(d, joining, &opened)?;
    let (key, n) = (DocumentKey::Invitation(opened.id), opened.came.len());
    let (person, at) = (joining.person, d.now());
    if let Some(invitation) = d.edit_invitation(opened.id) {
        invitation.came.push(Came { person, at });
    }
    let (from, to) = (Invitation::came_state(n), Invitation::came_state(n + 1));
    d.log(key, &opened.desk, from, to, None);
    may_fit_now(d, joining.person);
    Ok(())
}

/// Whether an invitation lets somebody in now. It is over, too, where whoever made it could not make it any more.
fn stands(d: &Deciding, opened: &Invitation) -> Result<(), Refused> {
    let mut reasons = Vec::new();
    let by = d.person(opened.by);
    let by_system = opened.by == PersonId::SYSTEM;
    let given = (by.is_some() || by_system) && given_at(d, by, &opened.invited_to).is_ok();
    if opened.is_over(d.now()) || (!given && !is(Bug::DeadHandInvites)) {
        reasons.push(Refusal::InvitationOver);
    }
    if opened.left() == 0 && !is(Bug::InvitationNeverFull) {
        let max = opened.places;
        reasons.push(Refusal::InvitationUsed { max });
    }
    if reasons.is_empty() {
        Ok(())
    } else {
        Err(reasons.into())
    }
}

/// What is wrong with what a newcomer tells.
fn objections(d: &Deciding, newcomer: &Newcomer) -> Vec<Refusal> {
    let mut check = Check::default();
    check.text(Field::Name, &newcomer.name, true, 40);
    if newcomer.phone.trim().is_empty() {
        check.wrong(Field::Phone, Problem::Missing);
    } else {
        check.phone(Field::Phone, Some(&newcomer.phone));
    }
    forms::birth(&mut check, Some(newcomer.birth), d.now());
    if newcomer.consents.iter().all(|to| to != MEMBERSHIP) {
        check.wrong(Field::Consent, Problem::Missing);
    }
    let known = newcomer.consents.iter().all(|to| to.len() <= 24);
    if !known || newcomer.consents.len() > 8 {
        check.wrong(Field::Consent, Problem::Unknown);
    }
    let today = d.ctx.profile.local_date(d.now());
    let minor = newcomer.birth.age_on(today) < GUARDIAN_BELOW_AGE;
    match &newcomer.guardian {
        Some(guardian) => {
            check.text(Field::Guardian, &guardian.name, true, 40);
            if !forms::is_phone(&guardian.phone) {
                check.wrong(Field::GuardianPhone, Problem::NotAPhone);
            }
        }
        None if minor && !is(Bug::MinorsComeAlone) => {
            check.wrong(Field::Guardian, Problem::Missing);
        }
        None => {}
    }
    check.reasons
}

fn register(
    d: &mut Deciding,
    joining: &Joining,
    newcomer: &Newcomer,
    desk: &PlaceCode,
) -> Result<(), Refused> {
    let id = joining.person;
    if id == PersonId::SYSTEM || d.person(id).is_some() {
        return Err(Refusal::IdTaken.into());
    }
    let reasons = objections(d, newcomer);
    if !reasons.is_empty() {
        return Err(reasons.into());
    }
    let at = d.now();
    let consents = newcomer.consents.iter();
    let name = newcomer.name.trim().to_owned();
    let about = PersonAbout {
        phone: Some(newcomer.phone.clone()),
        birth: Some(newcomer.birth),
        guardian_contact: newcomer.guardian.clone(),
        consents: consents.map(|to| Consent { to: to.clone(), at }).collect(),
        ..PersonAbout::new(number_of(id), name, desk.clone())
    };
    let about = forms::kept_person(&about);
    d.put(Document::Person(Box::new(Person::new(
        id,
        desk.clone(),
        about,
    ))));
    d.log(DocumentKey::Person(id), desk, "absent", "registered", None);
    Ok(())
}

/// A volunteer number that nobody had to draw: `N` and eight digits of the id. It is a handle for people, no key.
fn number_of(person: PersonId) -> String {
    format!("N{:08}", person.0.as_u128() % 100_000_000)
}

/// What the invitation opens, given to whoever came.
fn open_up(d: &mut Deciding, joining: &Joining, opened: &Invitation) -> Result<(), Refused> {
    let (role, scope, to) = match &opened.invited_to {
        InvitedTo::Device { person } => {
            let theirs = *person == joining.person && joining.newcomer.is_none();
            return if theirs || is(Bug::AnybodysDevice) {
                Ok(())
            } else {
                Err(Refusal::NotAllowed.into())
            };
        }
        InvitedTo::Team { team } => (Role::New, Scope::Organization(*team), None),
        // Nobody makes themselves more than they are: what they may give themselves, they give directly.
        InvitedTo::Role { .. } if opened.by == joining.person && !is(Bug::OwnInvitation) => {
            return Err(Refusal::NotAllowed.into());
        }
        InvitedTo::Role { role, scope, to } => (*role, scope.clone(), *to),
    };
    let role = if is(Bug::CodeMakesMembers) {
        Role::Volunteer
    } else {
        role
    };
    let (person, desk) = (joining.person, &opened.desk);
    let now = d.now();
    if role == Role::New {
        stays_resident(d, joining, now);
    }
    let held = d.person(person).is_some_and(|there| {
        let mut grants = there.grants.iter().filter(|grant| grant.holds_at(now));
        grants.any(|held| held.scope == scope && (held.role == role || role == Role::New))
    });
    if !held {
        give(d, (person, desk), joining.grant, role, &scope, to);
    }
    Ok(())
}

/// Whoever was registered without any role belongs here, and is no newcomer for having scanned a team's code.
fn stays_resident(d: &mut Deciding, joining: &Joining, now: Instant) {
    let there = d
        .person(joining.person)
        .filter(|_| joining.newcomer.is_none());
    let Some(there) = there.filter(|there| there.grants.iter().all(|grant| grant.from > now))
    else {
        return;
    };
    let (desk, grant) = (there.desk.clone(), resident_beside(joining.grant));
    let scope = Scope::Place(desk.clone());
    give(
        d,
        (joining.person, &desk),
        grant,
        Role::Resident,
        &scope,
        None,
    );
}

/// The id of what is given beside a grant: the same for whoever decides it again.
fn resident_beside(grant: GrantId) -> GrantId {
    GrantId(Uuid::from_u128(grant.0.as_u128() ^ 1))
}

/// The community of a team about whose newcomer somebody says something: never about themselves.
fn known_by_caller(
    d: &Deciding,
    person: PersonId,
    team: OrganizationId,
) -> Result<PlaceCode, Refused> {
    let found = d
        .person(person)
        .ok_or(Refusal::NotFound { kind: Kind::Person })?;
    if d.actor() == person && !is(Bug::NewcomersKnowThemselves) {
        return Err(Refusal::NotAllowed.into());
    }
    // A lead's device holds the team in any case; else the community of the person's own register.
    let team = team_of(d, team).map(|team| team.desk.clone());
    Ok(team.unwrap_or_else(|| found.desk.clone()))
}

/// Whether a person is new in a team: came in by its code, and nobody has said yes or no.
pub fn is_new_in(person: &Person, team: OrganizationId, now: Instant) -> bool {
    let mut grants = person.grants.iter();
    grants.any(|grant| is_new_grant(grant, team, now))
}

fn is_new_grant(grant: &RoleGrant, team: OrganizationId, now: Instant) -> bool {
    grant.role == Role::New && grant.scope == Scope::Organization(team) && grant.holds_at(now)
}

fn end_new(d: &mut Deciding, person: PersonId, team: OrganizationId) {
    let now = d.now();
    if let Some(person) = d.edit_person(person) {
        let grants = person.grants.iter_mut();
        for grant in grants.filter(|grant| is_new_grant(grant, team, now)) {
            grant.to = Some(now);
        }
        person.grants_revision += 1;
    }
}

/// I know them 认识.
pub(crate) fn know(
    d: &mut Deciding,
    person: PersonId,
    team: OrganizationId,
    grant: GrantId,
) -> Result<(), Refused> {
    let desk = known_by_caller(d, person, team)?;
    let new = d
        .person(person)
        .is_some_and(|found| is_new_in(found, team, d.now()));
    let scope = Scope::Organization(team);
    let there = d
        .person(person)
        .and_then(|found| found.grants.iter().find(|held| held.id == grant));
    if !new {
        // Said again under the same id, it is as it was.
        let said = there.is_some_and(|held| held.role == Role::Volunteer && held.scope == scope);
        return if said {
            Ok(())
        } else {
            Err(Refusal::NotNew.into())
        };
    }
    if there.is_some() {
        return Err(Refusal::IdTaken.into());
    }
    end_new(d, person, team);
    give(d, (person, &desk), grant, Role::Volunteer, &scope, None);
    may_fit_now(d, person);
    Ok(())
}

/// Not one of ours: whoever came in by a code and is not known leaves the team.
pub(crate) fn turn_away(
    d: &mut Deciding,
    person: PersonId,
    team: OrganizationId,
) -> Result<(), Refused> {
    let desk = known_by_caller(d, person, team)?;
    let new = d
        .person(person)
        .is_some_and(|found| is_new_in(found, team, d.now()));
    if !new {
        return Err(Refusal::NotNew.into());
    }
    end_new(d, person, team);
    let key = DocumentKey::Person(person);
    d.log(key, &desk, "with_role", "without_role", None);
    may_fit_now(d, person);
    Ok(())
}
