//! Who may do what, and who sees what: one table. [`line_of`] holds a line for each role, [`declared`] one for each
//! command, and the page `docs/roles.md` is made of both (by `domain/tests/matrix/roles_page.rs`).
//!
//! A role says what its grant is good for in its place and below it, and in its organization. A command says on which
//! grounds it may be given: a duty at the desk that it concerns, or how the caller stands to the document. Every command
//! passes [`gate`](gate::check) before its rule is asked: what it addresses is absent unless the caller sees it, and one
//! of its grounds must hold.

mod commands;
pub(crate) mod gate;
mod giving;
mod roles;

pub use commands::{By, Declaration, declared};
pub use giving::{is_plain, may_give};
pub use roles::{InPlace, InTeam, Line, Reach, line_of};

use crate::{
    ids::OrganizationId,
    person::{Person, Role, RoleGrant, Scope},
    place::PlaceCode,
    planted::{self, Bug},
    time::Instant,
};

/// What a role may allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duty {
    /// Enter places, organizations and people; give and end roles.
    Register,
    /// Post needs.
    PostNeeds,
    /// Run the community's desk: needs, shifts, rosters, hours.
    RunDesk,
    /// Verify that a need is done.
    VerifyNeeds,
}

/// The grants that hold at that moment.
pub(crate) fn holding(person: &Person, now: Instant) -> impl Iterator<Item = &RoleGrant> {
    let ended = planted::is(Bug::EndedGrantsHold);
    let grants = person.grants.iter();
    grants.filter(move |grant| grant.holds_at(now) || ended)
}

/// Whether one of a person's grants allows a duty at a desk at that moment. Whoever lives there may post needs without
/// any, once somebody knows them.
pub fn may(person: &Person, duty: Duty, desk: &PlaceCode, now: Instant) -> bool {
    let resident = duty == Duty::PostNeeds && person.desk == *desk && !is_newcomer(person, now);
    let granted = holding(person, now).any(|grant| {
        let (Scope::Place(place), line) = (&grant.scope, line_of(grant.role)) else {
            return false;
        };
        let reached = match line.reach {
            Reach::Below => place.contains(desk),
            Reach::Desk => desk.contains(place),
        };
        reached && (line.duties.contains(&duty) || planted::is(Bug::AnyRoleRunsTheDesk))
    });
    granted || resident
}

/// Whether a person has come in by a team's code and nobody has said yet that they know them. Who was known once stays
/// known; who was turned away never was.
pub fn is_newcomer(person: &Person, now: Instant) -> bool {
    let mut begun = person
        .grants
        .iter()
        .filter(|grant| grant.from <= now)
        .peekable();
    begun.peek().is_some() && begun.all(|grant| grant.role == Role::New)
}

/// Whether a person came in by a team's code, and whoever looked at them did not know them.
pub fn is_turned_away(person: &Person, now: Instant) -> bool {
    is_newcomer(person, now) && holding(person, now).next().is_none()
}

/// Whether a person leads a team at that moment.
pub fn leads(person: &Person, team: OrganizationId, now: Instant) -> bool {
    standing(person, team, now) == InTeam::Lead
}

/// What a person is to an organization at that moment: the most that their grants say.
pub fn standing(person: &Person, organization: OrganizationId, now: Instant) -> InTeam {
    let grants =
        holding(person, now).filter(|grant| grant.scope == Scope::Organization(organization));
    grants
        .map(|grant| line_of(grant.role).in_team)
        .max()
        .unwrap_or(InTeam::Nothing)
}
