//! The lines of the table by command. A new command does not compile until it has one.

use super::Duty;
use crate::{
    command::{Command, NeedStep},
    planted::{Bug, is},
};

/// A ground on which a command may be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// A role with that duty at the desk that the command concerns.
    Duty(Duty),
    /// Whoever sees what it addresses.
    Sees,
    /// Whoever stands on the roster, for their own entry.
    OwnEntry,
    /// The shift's lead or deputy.
    Leads,
    /// Who leads the team whose places they are.
    LeadsTeam,
    /// Who is named to help the person.
    Helps,
    /// The person themselves.
    Oneself,
    /// Who reported the need.
    Reported,
    /// Who reported the need, until the desk takes it on.
    ReportedUntilAccepted,
    /// Who is to do it: the person, or a member of the body.
    Assigned,
    /// Whose hours the record holds.
    Served,
    /// Whoever may give what an invitation opens.
    Gives,
    /// Whoever made the invitation, also where they see it no more.
    Made,
    /// The authority itself and nobody else: time, and the door for whoever comes in.
    Authority,
}

/// The line of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Declaration {
    /// The grounds; one of them must hold.
    pub by: &'static [By],
    /// It names what it creates or enters: what it addresses need not be there.
    pub creates: bool,
}

const REGISTER: &[By] = &[By::Duty(Duty::Register)];
const POST: &[By] = &[By::Duty(Duty::PostNeeds)];
const DESK: &[By] = &[By::Duty(Duty::RunDesk)];
const VERIFY: &[By] = &[By::Duty(Duty::VerifyNeeds)];
const RUNS_SHIFT: &[By] = &[By::Leads, By::Duty(Duty::RunDesk)];
const HELPS_OR_RUNS: &[By] = &[By::Helps, By::Leads, By::Duty(Duty::RunDesk)];
const TEAM_OR_DESK: &[By] = &[By::LeadsTeam, By::Duty(Duty::RunDesk)];
const TEAM_OR_RUNS: &[By] = &[By::LeadsTeam, By::Leads, By::Duty(Duty::RunDesk)];
const ONESELF_OR_DESK: &[By] = &[By::Oneself, By::Duty(Duty::RunDesk)];
const UNTIL_ACCEPTED_OR_DESK: &[By] = &[By::ReportedUntilAccepted, By::Duty(Duty::RunDesk)];
const REPORTED_OR_DESK: &[By] = &[By::Reported, By::Duty(Duty::RunDesk)];
const REPORTED_OR_VERIFY: &[By] = &[By::Reported, By::Duty(Duty::VerifyNeeds)];
const REPORTED_OR_ASSIGNED: &[By] = &[By::Reported, By::Assigned];
const ASSIGNED_OR_DESK: &[By] = &[By::Assigned, By::Duty(Duty::RunDesk)];
const SEES: &[By] = &[By::Sees];
const AUTHORITY: &[By] = &[By::Authority];
const MADE_OR_TEAM_OR_DESK: &[By] = &[By::Made, By::LeadsTeam, By::Duty(Duty::RunDesk)];
const OWN_ENTRY: &[By] = &[By::OwnEntry];

/// The line of a command.
#[rustfmt::skip]
pub fn declared(command: &Command) -> Declaration {
    match command {
        Command::RegisterPlace { .. } => creates(REGISTER),
        Command::RegisterOrganization { .. } => creates(REGISTER),
        Command::RegisterPerson { .. } => creates(REGISTER),
        Command::GrantRole { .. } => on(REGISTER),
        Command::EndRole { .. } => on(REGISTER),
        Command::PostNeed { .. } => creates(POST),
        Command::CorrectNeed { .. } => on(UNTIL_ACCEPTED_OR_DESK),
        Command::HandleNeed { step, .. } => on(step_of_need(step)),
        Command::ReadSealed { .. } => on(REPORTED_OR_ASSIGNED),
        Command::OpenShift { .. } => creates(DESK),
        Command::CorrectShift { .. } => on(DESK),
        Command::CancelShift { .. } => on(DESK),
        Command::PostponeShift { .. } => on(DESK),
        Command::AskTeam { .. } => on(DESK),
        Command::TellResident { .. } => on(DESK),
        Command::SubmitMonth { .. } => creates(DESK),
        Command::SignUp { .. } => on(SEES),
        Command::Withdraw { .. } => on(OWN_ENTRY),
        Command::Reconfirm { .. } => on(OWN_ENTRY),
        Command::AcceptOffer { .. } => on(OWN_ENTRY),
        Command::SayComing { .. } => on(OWN_ENTRY),
        Command::CheckIn { .. } => on(OWN_ENTRY),
        Command::CheckOut { .. } => on(OWN_ENTRY),
        Command::ContestAbsence { .. } => on(OWN_ENTRY),
        Command::SignUpFor { .. } | Command::AddOnSite { .. } if is(Bug::AnybodySignsUpOthers) => on(SEES),
        Command::SignUpFor { .. } => on(HELPS_OR_RUNS),
        Command::WithdrawFor { .. } => on(HELPS_OR_RUNS),
        Command::AddOnSite { .. } if is(Bug::HelperAddsOnSite) => on(HELPS_OR_RUNS),
        Command::AddOnSite { .. } => on(RUNS_SHIFT),
        Command::TellByPhone { .. } => on(RUNS_SHIFT),
        Command::Approve { .. } => on(RUNS_SHIFT),
        Command::DeclineRequest { .. } => on(RUNS_SHIFT),
        Command::MarkPresent { .. } => on(RUNS_SHIFT),
        Command::MarkLeft { .. } => on(RUNS_SHIFT),
        Command::MarkAbsent { .. } => on(RUNS_SHIFT),
        Command::ClearMark { .. } => on(RUNS_SHIFT),
        Command::ConfirmHours { .. } => on(RUNS_SHIFT),
        Command::AnswerContest { .. } => on(RUNS_SHIFT),
        Command::EnterAttendance { .. } => on(RUNS_SHIFT),
        Command::HandOver { .. } => on(RUNS_SHIFT),
        Command::ReserveBlock { .. } => on(TEAM_OR_DESK),
        Command::NameMember { .. } => on(TEAM_OR_RUNS),
        Command::ReduceBlock { .. } => on(TEAM_OR_RUNS),
        Command::RequestCorrection { .. } => on(&[By::Served]),
        Command::AnswerCorrection { .. } => on(DESK),
        Command::NameHelper { .. } => on(ONESELF_OR_DESK),
        Command::EndHelper { .. } => on(ONESELF_OR_DESK),
        Command::MarkSeen { .. } => on(SEES),
        Command::Invite { .. } => creates(&[By::Gives]),
        Command::EndInvitation { .. } => on(MADE_OR_TEAM_OR_DESK),
        Command::Join { .. } => creates(AUTHORITY),
        Command::Know { .. } | Command::TurnAway { .. } if is(Bug::NewcomersKnowThemselves) => on(SEES),
        Command::Know { .. } => on(TEAM_OR_DESK),
        Command::TurnAway { .. } => on(TEAM_OR_DESK),
        Command::AskErasure { .. } | Command::CallOffErasure { .. } => on(ONESELF_OR_DESK),
        Command::Forget { .. } => on(AUTHORITY),
        Command::Tick { .. } => creates(AUTHORITY),
    }
}

fn step_of_need(step: &NeedStep) -> &'static [By] {
    match step {
        NeedStep::Verify | NeedStep::Accept | NeedStep::Reject { .. } | NeedStep::Assign { .. } => {
            DESK
        }
        NeedStep::Start | NeedStep::Resolve { .. } => ASSIGNED_OR_DESK,
        NeedStep::Close | NeedStep::Reopen { .. } => REPORTED_OR_VERIFY,
        NeedStep::CallBack { .. } => VERIFY,
        NeedStep::Withdraw { .. } => REPORTED_OR_DESK,
    }
}

/// It is about what is there: absent unless the caller sees it.
fn on(by: &'static [By]) -> Declaration {
    let creates = false;
    Declaration { by, creates }
}

/// It names what it creates.
fn creates(by: &'static [By]) -> Declaration {
    let creates = true;
    Declaration { by, creates }
}
