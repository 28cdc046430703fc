//! What every command passes before its rule is asked: the table, held against the documents.

use super::{By, Declaration, InTeam, declared, standing};
use crate::{
    case::{Assignee, Case, CaseState},
    command::Command,
    context::Caller,
    deciding::Deciding,
    document::Document,
    ids::{DocumentKey, OrganizationId},
    invitation::{Invitation, InvitedTo},
    person::{Person, Scope},
    place::PlaceCode,
    planted::{Bug, is},
    record::ServiceRecord,
    refusal::{Refusal, Refused},
    rules::invitations::given_at,
    shift::Shift,
};

/// Whether the caller may give a command at all.
///
/// # Errors
/// What it addresses is not there, or the caller may not see it: the two look the same. Or none of its grounds holds.
pub(crate) fn check(d: &Deciding, command: &Command) -> Result<(), Refused> {
    let line = declared(command);
    let made = line.by.contains(&By::Made) && holds(d, command, &line, By::Made);
    if !line.creates && !made {
        d.addressed(&command.addresses())?;
    }
    if line.by.iter().any(|by| holds(d, command, &line, *by)) {
        Ok(())
    } else {
        Err(Refusal::NotAllowed.into())
    }
}

fn holds(d: &Deciding, command: &Command, line: &Declaration, by: By) -> bool {
    let me = d.actor();
    match by {
        // Where nobody knows the place, the rule says so.
        By::Duty(duty) => desk_of(d, command).map_or(line.creates, |desk| d.may(duty, &desk)),
        By::Sees | By::OwnEntry => true,
        By::Leads => shift_of(d, command).is_some_and(|shift| shift.is_led_by(me)),
        By::LeadsTeam => team_of(d, command).is_some_and(|team| leads(d, team)),
        By::Helps => helps(d, command),
        By::Oneself => {
            command.addresses() == DocumentKey::Person(me) || is(Bug::AnybodyNamesHelpers)
        }
        By::Reported => case_of(d, command).is_some_and(|case| case.reporter == me),
        By::ReportedUntilAccepted => case_of(d, command)
            .is_some_and(|case| case.reporter == me && case.state == CaseState::Submitted),
        By::Assigned => case_of(d, command).is_some_and(|case| is_assigned(d, case)),
        By::Served => record_of(d, command).is_some_and(|record| record.volunteer == me),
        By::Gives => gives(d, command),
        By::Made => invitation_of(d, command).is_some_and(|found| found.by == me),
        By::Authority => d.caller == Caller::System,
    }
}

/// The desk at which a duty is judged.
fn desk_of(d: &Deciding, command: &Command) -> Option<PlaceCode> {
    match command {
        Command::RegisterPlace { desk, .. }
        | Command::RegisterOrganization { desk, .. }
        | Command::RegisterPerson { desk, .. } => Some(desk.clone()),
        Command::GrantRole { person, scope, .. } => Some(judged_at(scope, d.person(*person)?)),
        Command::EndRole { person, grant } => {
            let person = d.person(*person)?;
            let held = person.grants.iter().find(|held| held.id == *grant)?;
            Some(judged_at(&held.scope, person))
        }
        Command::Know { team, .. } | Command::TurnAway { team, .. } => {
            let team = d.lookup(&DocumentKey::Organization(*team));
            let own = || d.lookup(&command.addresses());
            team.or_else(own).and_then(Document::desk)
        }
        Command::PostNeed { about, .. } => d.desk_of_place(&about.place),
        Command::OpenShift { about, .. } => d.desk_of_place(&about.place),
        Command::SubmitMonth { place, .. } => Some(place.clone()),
        _ => d.lookup(&command.addresses()).and_then(Document::desk),
    }
}

/// Where a grant's right to be given is judged: the place itself, or the community of the person for a team's.
pub(crate) fn judged_at(scope: &Scope, person: &Person) -> PlaceCode {
    match scope {
        Scope::Place(place) => place.clone(),
        Scope::Organization(_) => person.desk.clone(),
    }
}

fn shift_of<'a>(d: &'a Deciding, command: &Command) -> Option<&'a Shift> {
    match d.lookup(&command.addresses()) {
        Some(Document::Shift(shift)) => Some(shift),
        _ => None,
    }
}

fn case_of<'a>(d: &'a Deciding, command: &Command) -> Option<&'a Case> {
    match d.lookup(&command.addresses()) {
        Some(Document::Case(case)) => Some(case),
        _ => None,
    }
}

fn record_of<'a>(d: &'a Deciding, command: &Command) -> Option<&'a ServiceRecord> {
    match d.lookup(&command.addresses()) {
        Some(Document::Record(record)) => Some(record),
        _ => None,
    }
}

fn invitation_of<'a>(d: &'a Deciding, command: &Command) -> Option<&'a Invitation> {
    match d.lookup(&command.addresses()) {
        Some(Document::Invitation(found)) => Some(found),
        _ => None,
    }
}

/// Whether the caller may give what an invitation will open.
fn gives(d: &Deciding, command: &Command) -> bool {
    match command {
        Command::Invite { to, .. } => given_at(d, d.me(), to).is_ok(),
        _ => false,
    }
}

fn leads(d: &Deciding, team: OrganizationId) -> bool {
    d.me()
        .is_some_and(|me| standing(me, team, d.now()) == InTeam::Lead)
}

/// The team whose places a command is about.
fn team_of(d: &Deciding, command: &Command) -> Option<OrganizationId> {
    let block = match command {
        Command::ReserveBlock { team, .. }
        | Command::Know { team, .. }
        | Command::TurnAway { team, .. } => return Some(*team),
        Command::EndInvitation { .. } => {
            return match invitation_of(d, command)?.invited_to {
                InvitedTo::Team { team } => Some(team),
                _ => None,
            };
        }
        Command::ReduceBlock { block, .. } => *block,
        Command::NameMember { sign_up, .. } => shift_of(d, command)?.entry(*sign_up)?.block?,
        _ => return None,
    };
    let mut blocks = shift_of(d, command)?.blocks.iter();
    blocks
        .find(|found| found.id == block)
        .map(|block| block.team)
}

/// Whether the caller is named to help whom a command is about.
fn helps(d: &Deciding, command: &Command) -> bool {
    let Some(me) = d.me() else { return false };
    match command {
        Command::SignUpFor { person, .. } | Command::AddOnSite { person, .. } => me.helps(*person),
        Command::WithdrawFor { sign_up, .. } => {
            match shift_of(d, command).and_then(|shift| shift.entry(*sign_up)) {
                Some(found) => {
                    let took = found.actor == Some(me.id) && is(Bug::TakerGivesBack);
                    took || found.person.is_some_and(|person| me.helps(person))
                }
                // A helper's device holds no entries of others.
                None => d.ctx.predicting && !me.helps.is_empty(),
            }
        }
        _ => false,
    }
}

/// Whether the caller is who a case was assigned to, or does what the body does that it was assigned to.
fn is_assigned(d: &Deciding, case: &Case) -> bool {
    match case.assignee {
        Some(Assignee::Person(person)) => d.actor() == person,
        Some(Assignee::Organization(body)) => d
            .me()
            .is_some_and(|me| standing(me, body, d.now()) >= InTeam::Member),
        None => false,
    }
}
