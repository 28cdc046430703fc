//! The judge's own picture of the community: plain structs and plain rules, written from the words of the product and
//! not from the rule book. It is stepped in the authority's order of commits. Promotions it does not decide: it takes
//! them over from what was written, and [`super::judge`] checks that each was due and none was missing.

use super::{
    model_blocks::{Block, NOBODY},
    model_disputes::Said,
    model_months::Counted,
};
use linli_domain::{
    BlockId, CaseId, Command, CommandId, NoticeId, OrganizationId, PersonId, ShiftId, SignUpId,
    case::NeedAbout,
    person::{Role, Scope},
    shift::{Attendance, Evidence, ShiftAbout},
    time::{Instant, Span},
};
use std::collections::{BTreeMap, BTreeSet};

/// Where somebody stands on a roster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// Asked to do a home visit, and nobody has said yes or no.
    Requested,
    Waiting,
    /// Was asked late, and has until then to answer.
    Offered {
        until: Instant,
    },
    Reconfirm,
    Confirmed,
    In,
    Out,
    Settled,
    Declined,
    Gone {
        late: bool,
    },
    CalledOff,
    Unmarked,
    Absent,
}

impl Stand {
    pub fn holds(self) -> bool {
        !matches!(
            self,
            Stand::Waiting | Stand::Declined | Stand::Gone { .. } | Stand::CalledOff
        )
    }
    /// Still to come, or there.
    pub fn live(self) -> bool {
        matches!(
            self,
            Stand::Requested
                | Stand::Waiting
                | Stand::Offered { .. }
                | Stand::Reconfirm
                | Stand::Confirmed
                | Stand::In
                | Stand::Out
        )
    }
    pub fn offered(self) -> bool {
        matches!(self, Stand::Offered { .. })
    }
    /// May do a home visit, or is at it.
    pub fn approved(self) -> bool {
        matches!(
            self,
            Stand::Reconfirm | Stand::Confirmed | Stand::In | Stand::Out
        )
    }
    pub fn there(self) -> bool {
        matches!(self, Stand::In | Stand::Out)
    }
    pub fn sees_own(self) -> bool {
        !matches!(self, Stand::Gone { .. } | Stand::Declined)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    pub at: Instant,
    pub evidence: Evidence,
    pub verified: bool,
}

#[derive(Clone, Debug)]
pub struct Entry {
    pub id: SignUpId,
    pub person: PersonId,
    pub rank: u32,
    pub stand: Stand,
    pub arrived: Option<Mark>,
    pub left: Option<Mark>,
    pub minutes: Option<u32>,
    pub told_passed_over: bool,
    /// Was asked late and did not answer until then.
    pub lapsed: Option<Instant>,
    /// Said that they are coming.
    pub coming: bool,
    /// It was settled, and what they had promised is over.
    pub released: bool,
    /// Who signed them up, where it was another.
    pub by: Option<PersonId>,
    /// The newest notice that they must act on and that has not reached them.
    pub to_reach: Option<NoticeId>,
    /// Who entered their attendance from a sheet of paper.
    pub entered_by: Option<PersonId>,
    /// The team's block to which it belongs.
    pub block: Option<BlockId>,
    /// What they said against their absence.
    pub contest: Option<Said>,
}

impl Entry {
    /// A new one.
    pub fn new(
        id: SignUpId,
        person: PersonId,
        rank: u32,
        by: Option<PersonId>,
        stand: Stand,
    ) -> Self {
        Entry {
            id,
            person,
            rank,
            stand,
            arrived: None,
            left: None,
            minutes: None,
            told_passed_over: false,
            lapsed: None,
            coming: false,
            released: false,
            by,
            to_reach: None,
            entered_by: None,
            block: None,
            contest: None,
        }
    }
}

#[derive(Clone, Debug)]
pub struct Roster {
    pub about: ShiftAbout,
    pub cancelled: bool,
    pub recorded: bool,
    pub entries: Vec<Entry>,
    pub next_rank: u32,
    /// The same for who leads it and has no entry.
    pub leaders_to_reach: BTreeMap<PersonId, NoticeId>,
    /// Everybody was reminded of this time.
    pub reminded: bool,
    /// Teams that were asked to help out.
    pub asked: Vec<OrganizationId>,
    pub resident_told: Option<Announced>,
    pub door_word: Option<String>,
    /// Photographs of sheets, each with who entered it.
    pub photos: Vec<(String, PersonId)>,
    /// Teams' blocks, in the order in which they were reserved.
    pub blocks: Vec<Block>,
}

/// What a resident was told of a visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announced {
    pub span: Span,
    pub people: BTreeSet<PersonId>,
    pub cancelled: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NeedStand {
    Submitted,
    Accepted,
    Rejected,
    Assigned,
    InProgress,
    Resolved,
    Closed,
    Withdrawn,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    Open,
    Claimed,
    Started,
    Recorded,
    Failed,
}

#[derive(Clone, Debug)]
pub struct Need {
    pub about: NeedAbout,
    pub reporter: PersonId,
    pub stand: NeedStand,
    pub posted: Instant,
    pub since: Instant,
    pub assignee: Option<PersonId>,
    pub links: Vec<(ShiftId, Link)>,
    pub rating: Option<u8>,
}

#[derive(Clone, Debug)]
pub struct Neighbour {
    pub name: String,
    pub skills: Vec<String>,
    pub trainings: Vec<String>,
    pub born: Option<i32>,
    /// Desk grants: from, until.
    pub desk: Vec<(Instant, Option<Instant>)>,
    pub newcomer: bool,
    /// Looks after a grid: may say that a need is done.
    pub grid: bool,
    pub wrong_codes: BTreeMap<ShiftId, u8>,
    /// Is in the register of the community next door.
    pub next_door: bool,
}

/// What the simulation knows of a code that somebody gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// Right for a step that began then.
    Right(Instant),
    /// Never shown on this shift's screen.
    Wrong,
}

/// Somebody is told something: whom, what.
pub type Told = (PersonId, &'static str);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    pub volunteer: PersonId,
    pub minutes: u32,
    pub by: PersonId,
    pub evidence: Evidence,
    pub organization: Option<OrganizationId>,
    /// When the shift was to start.
    pub start: Instant,
    /// How long it was to be.
    pub planned: u32,
    /// What its volunteer said against it, each with the answer.
    pub asked: Vec<Said>,
}

#[derive(Clone, Debug, Default)]
pub struct Model {
    pub people: BTreeMap<PersonId, Neighbour>,
    /// Who is helped, by whom.
    pub helped: BTreeSet<(PersonId, PersonId)>,
    pub shifts: BTreeMap<ShiftId, Roster>,
    pub needs: BTreeMap<CaseId, Need>,
    pub records: BTreeMap<SignUpId, Record>,
    /// What a month came to when it was handed up.
    pub handed_up: BTreeMap<String, Counted>,
    /// Months of which there is a report, if only of zeros: whoever is marked late opens a recorded shift again.
    pub reported: BTreeSet<String>,
    pub notices: BTreeMap<NoticeId, (PersonId, bool)>,
    /// What notices are about that somebody must act on.
    pub acting: BTreeMap<NoticeId, ShiftId>,
    pub phoned: BTreeSet<NoticeId>,
    pub codes: BTreeMap<CommandId, Code>,
    pub told: Vec<Told>,
    /// Members of the teams.
    pub teams: BTreeMap<OrganizationId, BTreeSet<PersonId>>,
    /// What teams are told, and who has seen it.
    /// Who leads which team.
    pub captains: BTreeSet<(PersonId, OrganizationId)>,
    pub team_notices: BTreeMap<NoticeId, (OrganizationId, BTreeSet<PersonId>)>,
    /// Which team is told in this step, and how many people are missing.
    pub told_teams: Vec<(OrganizationId, u16)>,
    /// What happened in this step, for the counts.
    pub happened: Vec<(&'static str, &'static str)>,
    /// When time last opened and shut somebody's doors.
    pub doors_seen_to: BTreeMap<PersonId, Instant>,
    /// Shifts whose roster may have changed in this step.
    pub touched: BTreeSet<ShiftId>,
    pub list_bound: usize,
    pub promises_bound: usize,
    pub home: String,
}

/// It may not be.
#[derive(Debug, PartialEq, Eq)]
pub struct No(pub &'static std::panic::Location<'static>);

impl No {
    /// It may not be, for what stands at this line.
    #[track_caller]
    #[must_use]
    pub fn here() -> Self {
        No(std::panic::Location::caller())
    }
}

pub type Verdict = Result<(), No>;

#[track_caller]
pub fn must(condition: bool) -> Verdict {
    if condition { Ok(()) } else { Err(No::here()) }
}

impl Roster {
    pub fn of(&self, person: PersonId) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.person == person)
    }
    pub fn entry(&self, id: SignUpId) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id == id)
    }
    pub fn holders(&self) -> usize {
        self.entries
            .iter()
            .filter(|entry| entry.stand.holds())
            .count()
    }
    pub fn arrived(&self) -> usize {
        self.entries
            .iter()
            .filter(|entry| entry.arrived.is_some())
            .count()
    }
    pub fn leads(&self, person: PersonId) -> bool {
        self.about.lead == Some(person) || self.about.deputy == Some(person)
    }
    /// Open, and not begun.
    pub fn to_come(&self, now: Instant) -> bool {
        self.open() && now < self.about.span.start
    }
    /// Neither called off nor settled.
    pub fn open(&self) -> bool {
        !self.cancelled && !self.recorded
    }
    pub fn is_visit(&self) -> bool {
        self.about.attendance == Attendance::Visit
    }
    /// Too late to put somebody in without asking.
    pub fn is_late(&self, now: Instant) -> bool {
        let twelve_hours = self.about.span.start - chrono::TimeDelta::hours(12);
        now > self.about.withdraw_by.unwrap_or(twelve_hours)
    }
    /// Waits, and is given or asked when a place is free.
    pub fn in_line(&self, entry: &Entry, now: Instant) -> bool {
        entry.stand == Stand::Waiting && !(entry.lapsed.is_some() && self.is_late(now))
    }
    /// Where somebody stands who gets a place.
    pub fn stand_with_place(&self) -> Stand {
        if self.is_visit() {
            Stand::Requested
        } else {
            Stand::Confirmed
        }
    }
}

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
        must(self.people.contains_key(&me))?;
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
            Command::MarkSeen { notice } => self.mark_seen(me, *notice),
            // Registers are the system's here.
            _ => Err(No::here()),
        }
    }

    fn system(&mut self, command: &Command, now: Instant) -> Verdict {
        match command {
            Command::RegisterOrganization { organization, .. } => {
                self.teams.entry(*organization).or_default();
                Ok(())
            }
            Command::GrantRole {
                person,
                to,
                role,
                scope,
                ..
            } => {
                let neighbour = self.people.get_mut(person).ok_or(No::here())?;
                match (role, scope) {
                    (Role::New, _) => neighbour.newcomer = true,
                    (Role::GridWorker, _) => neighbour.grid = true,
                    (_, Scope::Organization(team)) => {
                        if *role == Role::TeamLead {
                            self.captains.insert((*person, *team));
                        }
                        self.teams.entry(*team).or_default().insert(*person);
                    }
                    _ => neighbour.desk.push((now, *to)),
                }
                Ok(())
            }
            Command::EndRole { person, .. } => {
                let neighbour = self.people.get_mut(person).ok_or(No::here())?;
                for (from, to) in &mut neighbour.desk {
                    if *from <= now && to.is_none_or(|to| now < to) {
                        *to = Some(now);
                    }
                }
                Ok(())
            }
            Command::Tick { document, due } => {
                self.time_passes(document, *due, now);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn time_passes(&mut self, document: &linli_domain::DocumentKey, due: Instant, now: Instant) {
        use linli_domain::DocumentKey;
        match document {
            DocumentKey::Case(case) => self.silence_closes(*case, now),
            DocumentKey::Shift(shift) => self.shift_is_due(*shift, due, now),
            DocumentKey::Person(person) => {
                self.doors_seen_to.insert(*person, now);
            }
            _ => {}
        }
    }

    fn mark_seen(&mut self, me: PersonId, notice: NoticeId) -> Verdict {
        if let Some((team, seen)) = self.team_notices.get_mut(&notice) {
            must(self.teams[team].contains(&me))?;
            seen.insert(me);
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

    pub fn runs_desk(&self, person: PersonId, now: Instant) -> bool {
        self.people.get(&person).is_some_and(|neighbour| {
            neighbour
                .desk
                .iter()
                .any(|(from, to)| *from <= now && to.is_none_or(|to| now < to))
        })
    }

    pub fn tell(&mut self, me: PersonId, person: PersonId, what: &'static str) {
        if me != person && person != NOBODY {
            self.told.push((person, what));
        }
    }

    /// Whether a person's time is taken in a span by another shift.
    pub fn busy(&self, person: PersonId, but: ShiftId, span: &Span) -> bool {
        self.busy_still(person, but, span, Instant::MIN_UTC)
    }

    /// The same, by a shift that is not over.
    pub fn busy_still(&self, person: PersonId, but: ShiftId, span: &Span, now: Instant) -> bool {
        self.shifts.iter().any(|(id, roster)| {
            let takes_time = |stand: Stand| match stand {
                stand if stand.live() => stand != Stand::Waiting,
                Stand::Absent => !roster.recorded && !roster.cancelled,
                _ => false,
            };
            *id != but
                && roster.about.span.end > now
                && roster
                    .of(person)
                    .is_some_and(|entry| takes_time(entry.stand) && !entry.released)
                && roster.about.span.start < span.end
                && span.start < roster.about.span.end
        })
    }

    /// Whether a person has what a shift asks for.
    pub fn able(&self, person: PersonId, about: &ShiftAbout) -> bool {
        use chrono::Datelike;
        let Some(neighbour) = self.people.get(&person) else {
            return false;
        };
        let needs = &about.requirements;
        let old_enough = needs.min_age.is_none_or(|least| {
            // A year alone counts as its last day, so the birthday of this year is still to come.
            let year = about.span.start.year();
            least == 0
                || neighbour
                    .born
                    .is_some_and(|born| year - born > i32::from(least))
        });
        let visit = about.attendance == Attendance::Visit;
        needs
            .skills
            .iter()
            .all(|skill| neighbour.skills.contains(skill))
            && needs
                .trainings
                .iter()
                .all(|training| neighbour.trainings.contains(training))
            && old_enough
            && !(visit && neighbour.newcomer && neighbour.desk.is_empty())
    }

    pub fn fits(&self, person: PersonId, shift: ShiftId) -> bool {
        self.shifts.get(&shift).is_some_and(|roster| {
            self.able(person, &roster.about) && !self.busy(person, shift, &roster.about.span)
        })
    }

    /// How many shifts a person is on, as far as their phone shows them as promised and not over.
    pub fn promises(&self, person: PersonId, now: Instant) -> usize {
        let promised = |roster: &&Roster| {
            let stand = roster.of(person).map(|entry| entry.stand);
            let counts = stand.is_some_and(|stand| {
                stand.live() || (stand == Stand::Absent && !roster.recorded && !roster.cancelled)
            });
            counts && roster.about.span.end > now
        };
        self.shifts.values().filter(promised).count()
    }

    pub fn roster(&mut self, shift: ShiftId) -> Result<&mut Roster, No> {
        self.touched.insert(shift);
        self.shifts.get_mut(&shift).ok_or(No::here())
    }

    pub fn set(&mut self, shift: ShiftId, entry: SignUpId, stand: Stand) {
        self.touched.insert(shift);
        let found = self
            .shifts
            .get_mut(&shift)
            .and_then(|roster| roster.entries.iter_mut().find(|there| there.id == entry));
        if let Some(found) = found {
            found.stand = stand;
        }
    }

    /// What a person may read: whom they hear of beyond themselves.
    pub fn reads_desk(&self, person: PersonId, now: Instant) -> bool {
        self.runs_desk(person, now)
    }
}
