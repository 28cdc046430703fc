//! What people do: mostly what makes sense, at times what does not.

use super::{
    model::Code, script_afterwards, script_attendance, script_blocks, script_disputes,
    script_erasure, script_helpers, script_invitations, script_needs, script_others, script_shifts,
    script_sign_ups, script_visits, world::World,
};
use linli_domain::{Command, PersonId};

#[derive(Clone, Copy, Debug)]
pub(super) enum Deed {
    SignUp,
    Withdraw,
    Reconfirm,
    CheckIn,
    CheckOut,
    MarkPresent,
    MarkLeft,
    MarkAbsent,
    ClearMark,
    ConfirmHours,
    OpenShift,
    CorrectShift,
    CancelShift,
    PostNeed,
    CorrectNeed,
    HandleNeed,
    MarkSeen,
    SignUpFor,
    WithdrawFor,
    AddOnSite,
    TellByPhone,
    AcceptOffer,
    SayComing,
    Approve,
    DeclineRequest,
    TellResident,
    AskTeam,
    PostponeShift,
    HandOver,
    EnterAttendance,
    ReserveBlock,
    NameMember,
    ReduceBlock,
    ContestAbsence,
    AnswerContest,
    RequestCorrection,
    AnswerCorrection,
    NameHelper,
    EndHelper,
    Invite,
    EndInvitation,
    Know,
    TurnAway,
    AskErasure,
    CallOffErasure,
}

/// A command, and what is known of the code in it.
pub(super) type Asked = Option<(Command, Option<Code>)>;

impl World {
    /// What somebody with a phone does next.
    pub(super) fn deed_of(&mut self, member: usize) -> Deed {
        let (person, now) = (self.members[member].person, self.now);
        let worker = usize::from(self.model.runs_desk(person, now) || self.rng.chance(40));
        let (model, clumsy) = (&self.model, self.clumsy == Some(person));
        let leads = model.shifts.values().any(|roster| roster.leads(person));
        let marks = usize::from(leads).max(worker);
        let deeds = []
            .into_iter()
            .chain(script_sign_ups::weights(model, person, now))
            .chain(script_attendance::weights(
                model, person, now, marks, clumsy,
            ))
            .chain(script_shifts::weights(model, now, worker))
            .chain(script_needs::weights(worker))
            .chain(script_others::weights(model, now, marks))
            .chain(script_visits::weights(model, person, now, worker))
            .chain(script_afterwards::weights(model, person, now, worker))
            .chain(script_blocks::weights(model, person, now, worker))
            .chain(script_disputes::weights(model, person, worker))
            .chain(script_helpers::weights(model, person, now, worker))
            .chain(script_invitations::weights(model, person, now, worker))
            .chain(script_erasure::weights(model));
        let total: usize = deeds.clone().map(|(_, weight)| weight).sum();
        let mut at = self.rng.below(total);
        for (deed, weight) in deeds {
            if at < weight {
                return deed;
            }
            at -= weight;
        }
        Deed::SignUp
    }

    /// The command with which somebody does it, where there is something to do it with.
    pub(super) fn asks(&mut self, person: PersonId, deed: Deed) -> Asked {
        let at = self.some_moment_ago();
        let command = match deed {
            Deed::CheckIn => return self.checks_in(person),
            Deed::SignUp => self.signs_up(person)?,
            Deed::Withdraw => self.gives_back(person)?,
            Deed::Reconfirm => self.reconfirms(person)?,
            Deed::CheckOut => self.checks_out(person, at)?,
            Deed::MarkPresent => self.marks_present(at)?,
            Deed::MarkLeft => self.marks_left(at)?,
            Deed::MarkAbsent => self.marks_absent()?,
            Deed::ClearMark => self.clears_a_mark()?,
            Deed::ConfirmHours => self.confirms_hours()?,
            Deed::OpenShift => self.opens()?,
            Deed::CorrectShift => self.corrects()?,
            Deed::CancelShift => self.cancels()?,
            Deed::PostNeed => self.posts_a_need(person),
            Deed::CorrectNeed => self.corrects_a_need()?,
            Deed::HandleNeed => self.handles(person)?,
            Deed::MarkSeen => self.sees_a_notice(person),
            Deed::SignUpFor => self.signs_somebody_up(person)?,
            Deed::WithdrawFor => self.gives_back_for_somebody(person)?,
            Deed::AddOnSite => self.adds_somebody(person)?,
            Deed::TellByPhone => self.calls_somebody()?,
            Deed::AcceptOffer => self.accepts(person)?,
            Deed::SayComing => self.says_coming(person)?,
            Deed::Approve => self.approves(person)?,
            Deed::DeclineRequest => self.declines(person)?,
            Deed::TellResident => self.tells_a_resident()?,
            Deed::AskTeam => self.asks_a_team()?,
            Deed::PostponeShift => self.postpones()?,
            Deed::ReserveBlock => self.reserves_a_block()?,
            Deed::NameMember => self.names_a_member()?,
            Deed::ReduceBlock => self.reduces_a_block()?,
            Deed::ContestAbsence => self.contests(person)?,
            Deed::AnswerContest => self.answers_a_contest(person)?,
            Deed::RequestCorrection => self.requests_a_correction(person)?,
            Deed::AnswerCorrection => self.answers_a_correction()?,
            Deed::EnterAttendance => self.enters_a_sheet(person)?,
            Deed::HandOver => self.hands_over(person)?,
            Deed::NameHelper => self.names_a_helper(person),
            Deed::EndHelper => self.ends_a_helper(person),
            Deed::Invite => self.invites(person),
            Deed::EndInvitation => self.takes_an_invitation_back(person),
            Deed::Know => self.knows_somebody(person),
            Deed::TurnAway => self.turns_somebody_away(person),
            Deed::AskErasure => self.asks_to_be_forgotten(person),
            Deed::CallOffErasure => self.thinks_better_of_it(person),
        };
        Some((command, None))
    }
}
