//! A command, step by step: which rule is asked, and what becomes of the model where it says no.

use super::{
    model::{Model, No, Verdict, must},
    model_blocks::{Block, NOBODY},
    model_roles::Held,
};
use linli_domain::{Audience, Command, CommandId, NoticeId, PersonId, time::Instant};

impl Model {
    /// Decides a command, and does it.
    pub fn step(
        &mut self,
        id: CommandId,
        person: Option<PersonId>,
        command: &Command,
        now: Instant,
    ) -> Verdict {
        self.told.clear();
        self.told_teams.clear();
        self.happened.clear();
        self.touched.clear();
        let before = self.clone();
        let verdict = self.run(id, person, command, now);
        if verdict.is_ok() {
            let months = self.months();
            self.reported.extend(months.into_keys());
        } else {
            // A wrong code counts its try, whatever else.
            let tries: Vec<_> = self
                .people
                .iter()
                .map(|(id, n)| (*id, n.wrong_codes.clone()))
                .collect();
            *self = before;
            for (id, tries) in tries {
                if let Some(neighbour) = self.people.get_mut(&id) {
                    neighbour.wrong_codes = tries;
                }
            }
        }
        verdict
    }

    fn run(
        &mut self,
        id: CommandId,
        person: Option<PersonId>,
        command: &Command,
        now: Instant,
    ) -> Verdict {
        let Some(me) = person else {
            return self.system(command, now);
        };
        must(self.is_there(me))?;
        self.may_ask_for(me, command, now)?;
        match command {
            Command::SubmitMonth { place, month } => {
                self.hands_up(me, place.as_str(), month.to_string(), now)
            }
            Command::SignUp {
                shift,
                sign_up,
                or_wait,
            } => self.sign_up(me, *shift, *sign_up, *or_wait, now),
            Command::SignUpFor {
                shift,
                sign_up,
                person,
                or_wait,
                ..
            } => self.sign_up_for(me, *shift, *sign_up, *person, *or_wait, now),
            Command::WithdrawFor { shift, sign_up } => self.withdraw_for(me, *shift, *sign_up, now),
            Command::AddOnSite {
                shift,
                sign_up,
                person,
            } => self.add_on_site(me, *shift, *sign_up, *person, now),
            Command::NameHelper { person, helper } => self.name_helper(me, *person, *helper, now),
            Command::EndHelper { person, helper } => self.end_helper(me, *person, *helper, now),
            Command::TellByPhone { shift, person } => self.tell_by_phone(me, *shift, *person, now),
            Command::Withdraw { shift } => self.withdraw(me, *shift, now),
            Command::Reconfirm { shift } => self.reconfirm(me, *shift),
            Command::AcceptOffer { shift } => self.accept_offer(me, *shift, now),
            Command::SayComing { shift } => self.say_coming(me, *shift, now),
            Command::Approve { shift, sign_up } => self.approve(me, *shift, *sign_up, now),
            Command::DeclineRequest {
                shift,
                sign_up,
                reason,
            } => self.decline_request(me, *shift, *sign_up, reason, now),
            Command::TellResident { shift } => self.tell_resident(me, *shift, now),
            Command::AskTeam { shift, team } => self.ask_team(me, *shift, *team, now),
            Command::CheckIn { shift, proof, at } => self.check_in(id, me, *shift, proof, *at, now),
            Command::CheckOut { shift, at } => self.check_out(me, *shift, *at, now),
            Command::MarkPresent { shift, sign_up, at } => {
                self.mark_present(me, *shift, *sign_up, *at, now)
            }
            Command::MarkLeft { shift, sign_up, at } => {
                self.mark_left(me, *shift, *sign_up, *at, now)
            }
            Command::MarkAbsent { shift, sign_up } => self.mark_absent(me, *shift, *sign_up, now),
            Command::ClearMark { shift, sign_up } => self.clear_mark(me, *shift, *sign_up, now),
            Command::ConfirmHours { shift, entries } => {
                self.confirm_hours(me, *shift, entries, now)
            }
            Command::OpenShift { shift, about } => self.open_shift(me, *shift, about, now),
            Command::CorrectShift { shift, about } => self.correct_shift(me, *shift, about, now),
            Command::CancelShift { shift, reason } => self.cancel_shift(me, *shift, reason, now),
            Command::PostponeShift {
                shift,
                span,
                reason,
            } => self.postpone(me, *shift, *span, reason, now),
            Command::EnterAttendance {
                shift,
                photo,
                entries,
            } => self.enter_attendance(me, *shift, photo.as_deref(), entries, now),
            Command::ReserveBlock {
                shift,
                block,
                team,
                headcount,
            } => {
                let block = Block {
                    id: *block,
                    team: *team,
                    places: *headcount,
                };
                self.reserve_block(me, *shift, block, now)
            }
            Command::NameMember {
                shift,
                sign_up,
                person,
                ..
            } => self.name_member(me, *shift, *sign_up, person.unwrap_or(NOBODY), now),
            Command::ReduceBlock {
                shift,
                block,
                headcount,
            } => self.reduce_block(me, *shift, *block, *headcount, now),
            Command::ContestAbsence { shift, reason } => self.contest(me, *shift, reason, now),
            Command::AnswerContest {
                shift,
                sign_up,
                reason,
            } => self.answer_contest(me, *shift, *sign_up, reason, now),
            Command::RequestCorrection { record, reason } => {
                self.request_correction(me, *record, reason)
            }
            Command::AnswerCorrection {
                record,
                minutes,
                reason,
            } => self.answer_correction(me, *record, *minutes, reason, now),
            Command::HandOver { shift, to } => self.hand_over(me, *shift, *to, now),
            Command::PostNeed { case, about } => self.post_need(me, *case, about, now),
            Command::CorrectNeed { case, about } => self.correct_need(me, *case, about, now),
            Command::HandleNeed { case, step } => self.handle_need(me, *case, step, now),
            Command::ReadSealed { case } => self.read_sealed(me, *case, now),
            Command::MarkSeen { notice } => self.mark_seen(me, *notice, now),
            Command::Invite {
                invitation,
                to,
                key,
            } => self.invite(Some(me), *invitation, (to, key), now),
            Command::EndInvitation { invitation } => {
                self.end_invitation(Some(me), *invitation, now)
            }
            Command::Know {
                person,
                team,
                grant,
            } => self.know(me, (*person, *team), *grant, now),
            Command::TurnAway { person, team } => self.turn_away(me, (*person, *team), now),
            Command::AskErasure { person } => self.ask_erasure(me, *person, now),
            Command::CallOffErasure { person } => self.call_off_erasure(me, *person, now),
            // Registers are the system's here, and so is the door.
            _ => Err(No::here()),
        }
    }

    fn system(&mut self, command: &Command, now: Instant) -> Verdict {
        match command {
            Command::RegisterOrganization { organization, .. } => {
                self.teams.insert(*organization);
                Ok(())
            }
            Command::GrantRole {
                person,
                grant,
                role,
                scope,
                to,
            } => {
                must(!self.is_gone(*person))?;
                let held = Held {
                    id: *grant,
                    role: *role,
                    place: self.place_of(scope),
                    from: now,
                    to: *to,
                };
                self.gets(*person, held)
            }
            Command::RegisterPerson { person, .. } => must(!self.is_gone(*person)),
            Command::Forget { person, named_in } => self.forget(*person, named_in),
            Command::EndRole { person, grant } => self.role_ends(*person, *grant, now),
            Command::Invite {
                invitation,
                to,
                key,
            } => self.invite(None, *invitation, (to, key), now),
            Command::EndInvitation { invitation } => self.end_invitation(None, *invitation, now),
            Command::Join { .. } => self.join(command, now),
            Command::Tick { document, due } => self.time_passes(document, *due, now),
            _ => Ok(()),
        }
    }

    fn time_passes(
        &mut self,
        document: &linli_domain::DocumentKey,
        due: Instant,
        now: Instant,
    ) -> Verdict {
        use linli_domain::DocumentKey;
        match document {
            DocumentKey::Case(case) => {
                self.contacts_go(*case, now);
                self.silence_closes(*case, now);
            }
            DocumentKey::Shift(shift) => self.shift_is_due(*shift, due, now),
            DocumentKey::Person(person) if self.leaves_now(*person, now) => {
                return self.erasure_goes_on(*person, now);
            }
            DocumentKey::Person(person) => {
                self.doors_seen_to.insert(*person, now);
            }
            _ => {}
        }
        Ok(())
    }

    /// Whoever was turned away gives back what they still have, sees what they are told, and may have it all erased:
    /// nothing else.
    fn may_ask_for(&mut self, me: PersonId, command: &Command, now: Instant) -> Verdict {
        if !self.is_turned_away(me, now) {
            return Ok(());
        }
        let Command::Withdraw { shift } = command else {
            return must(matches!(
                command,
                Command::MarkSeen { .. }
                    | Command::AskErasure { .. }
                    | Command::CallOffErasure { .. }
            ));
        };
        let roster = self.shifts.get(shift).ok_or(No::here())?;
        let own = roster.of(me).is_some_and(|entry| entry.stand.sees_own());
        must(own || roster.leads(me))?;
        self.happened.push(("turned away", "gives a place back"));
        Ok(())
    }

    fn mark_seen(&mut self, me: PersonId, notice: NoticeId, now: Instant) -> Verdict {
        if let Some((team, _)) = self.team_notices.get(&notice) {
            must(self.may_read(me, &Audience::Team(*team), now))?;
            let told = self.team_notices.get_mut(&notice);
            told.into_iter().for_each(|(_, seen)| {
                seen.insert(me);
            });
            return Ok(());
        }
        let (owner, seen) = self.notices.get_mut(&notice).ok_or(No::here())?;
        must(*owner == me)?;
        let first = !std::mem::replace(seen, true);
        if let Some(shift) = self.acting.get(&notice).copied().filter(|_| first) {
            self.is_reached(shift, me, |told| told == notice);
        }
        Ok(())
    }
}
