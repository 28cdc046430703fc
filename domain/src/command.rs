//! Commands: what people ask for. A sent format: never change the meaning of a name, raise [`SCHEMA`] instead.

use crate::{
    calendar::Month,
    case::{Assignee, NeedAbout, Visibility},
    document::SCHEMA,
    ids::{
        BlockId, CaseId, DocumentKey, GrantId, InvitationId, NoticeId, OrganizationId, PersonId,
        RecordId, ShiftId, SignUpId,
    },
    invitation::{InvitationKey, InvitedTo, Newcomer},
    local::LocalText,
    organization::OrganizationKind,
    person::{PersonAbout, Role, Scope},
    place::{Level, PlaceCode},
    shift::{Consented, ShiftAbout},
    time::{Instant, Span},
};
use serde::{Deserialize, Serialize};

/// A step in a need's life.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NeedStep {
    /// 已电话核实: whoever asked without an account was called, and it is so.
    Verify,
    /// 受理: the desk takes it on.
    Accept,
    /// The desk cannot take it on.
    Reject {
        /// Why.
        reason: String,
    },
    /// 分派: somebody is to do it.
    Assign {
        /// Who.
        assignee: Assignee,
    },
    /// The assignee has begun.
    Start,
    /// The assignee is done.
    Resolve {
        /// What was done.
        evidence: String,
    },
    /// 结案: verified, by another than who did it.
    Close,
    /// 回访: whoever was helped has been called, and said how it was. The only way to close a need of somebody who has
    /// no account.
    CallBack {
        /// Whether they were helped; if not, the need is open again.
        helped: bool,
        /// What they said.
        words: String,
        /// How satisfied they are, 1 to 5, where they said so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rating: Option<u8>,
    },
    /// It is not done after all.
    Reopen {
        /// Why.
        reason: String,
    },
    /// The reporter takes it back.
    Withdraw {
        /// Why.
        reason: String,
    },
}

/// How someone shows that they have arrived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proof {
    /// Scanned: the step, and its code of 32 hexadecimal digits.
    Code {
        /// Which ten seconds.
        step: u64,
        /// The code.
        mac: String,
    },
    /// Typed: eight digits, and the step in which the device says that it was.
    Digits {
        /// Which ten seconds.
        step: u64,
        /// The digits.
        digits: String,
    },
    /// Scanned from the printed roster: the code of the shift that never changes, of 32 hexadecimal digits. It may be a
    /// photograph of the sheet, so it stays unverified until somebody who runs the shift has seen them.
    Printed {
        /// The code.
        mac: String,
    },
    /// I have arrived 我到了, for a visit.
    Arrived,
}

/// Hours to confirm for one entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoursEntry {
    /// The entry.
    pub sign_up: SignUpId,
    /// Minutes, where they differ from what check-in and check-out say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
}

/// One line of a paper roster.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperEntry {
    /// Their entry; a fresh id where they are not on the roster.
    pub sign_up: SignUpId,
    /// Who was there.
    pub person: PersonId,
    /// From when; the planned start where it is not said.
    #[serde(
        default,
        with = "crate::time::text_or_none",
        skip_serializing_if = "Option::is_none"
    )]
    pub from: Option<Instant>,
    /// Until when; the planned end where it is not said.
    #[serde(
        default,
        with = "crate::time::text_or_none",
        skip_serializing_if = "Option::is_none"
    )]
    pub to: Option<Instant>,
}

/// What somebody asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// Enters or corrects a place. By an administrator.
    RegisterPlace {
        /// Its code.
        code: PlaceCode,
        /// Its level.
        level: Level,
        /// Its name.
        name: LocalText,
        /// The community (or higher place) whose people read it; itself where it is no grid.
        desk: PlaceCode,
    },
    /// Enters or corrects an organization. By an administrator.
    RegisterOrganization {
        /// Its id.
        organization: OrganizationId,
        /// Its kind.
        kind: OrganizationKind,
        /// Its name.
        name: LocalText,
        /// Where it acts.
        places: Vec<PlaceCode>,
        /// The community whose register holds it.
        desk: PlaceCode,
        /// What it is good at.
        #[serde(default)]
        specialty: Option<String>,
        /// A brand team.
        #[serde(default)]
        is_brand: bool,
        /// Its number in the council's list.
        #[serde(default)]
        external_ref: Option<String>,
    },
    /// Enters or corrects a person. By an administrator.
    RegisterPerson {
        /// Their id.
        person: PersonId,
        /// The community whose register holds them.
        desk: PlaceCode,
        /// What is registered.
        about: Box<PersonAbout>,
    },
    /// Gives a role. By an administrator.
    GrantRole {
        /// To whom.
        person: PersonId,
        /// The grant's id.
        grant: GrantId,
        /// The role.
        role: Role,
        /// Where.
        scope: Scope,
        /// Until when.
        #[serde(default, with = "crate::time::text_or_none")]
        to: Option<Instant>,
    },
    /// Ends a grant now. By an administrator.
    EndRole {
        /// Whose.
        person: PersonId,
        /// Which.
        grant: GrantId,
    },
    /// Posts a need.
    PostNeed {
        /// Its id.
        case: CaseId,
        /// What is entered.
        about: Box<NeedAbout>,
    },
    /// Corrects a need.
    CorrectNeed {
        /// Which.
        case: CaseId,
        /// What it says from now on.
        about: Box<NeedAbout>,
    },
    /// Takes a need a step on.
    HandleNeed {
        /// Which.
        case: CaseId,
        /// The step.
        step: NeedStep,
    },
    /// Reads the words of a sealed case: by whoever reported it, or handles it. It changes nothing, and is logged.
    ReadSealed {
        /// Of which.
        case: CaseId,
    },
    /// Opens a shift.
    OpenShift {
        /// Its id.
        shift: ShiftId,
        /// What is entered.
        about: Box<ShiftAbout>,
    },
    /// Corrects a shift; those signed up are told, overlaps are checked again.
    CorrectShift {
        /// Which.
        shift: ShiftId,
        /// What it says from now on.
        about: Box<ShiftAbout>,
    },
    /// Calls a shift off; everyone is told.
    CancelShift {
        /// Which.
        shift: ShiftId,
        /// Why.
        reason: String,
    },
    /// Signs the caller up.
    SignUp {
        /// For which shift.
        shift: ShiftId,
        /// The id of the entry.
        sign_up: SignUpId,
        /// Join the waiting list where it is full.
        or_wait: bool,
    },
    /// Signs another registered person up, who said yes. By the lead, the deputy or the desk.
    SignUpFor {
        /// For which shift.
        shift: ShiftId,
        /// The id of the entry.
        sign_up: SignUpId,
        /// Whom.
        person: PersonId,
        /// How they said yes.
        consent: Consented,
        /// Put them on the waiting list where it is full.
        or_wait: bool,
    },
    /// Gives back a place that was taken for somebody. By the lead, the deputy or the desk.
    WithdrawFor {
        /// Of which shift.
        shift: ShiftId,
        /// Whose.
        sign_up: SignUpId,
    },
    /// Puts a registered person who came by on the roster while check-in is open, where a place is free. By the lead,
    /// the deputy or the desk.
    AddOnSite {
        /// On the roster of which shift.
        shift: ShiftId,
        /// The id of the entry.
        sign_up: SignUpId,
        /// Whom.
        person: PersonId,
    },
    /// Somebody was told by telephone what they had not seen of a shift. By the lead, the deputy or the desk.
    TellByPhone {
        /// Of which shift.
        shift: ShiftId,
        /// Who was told.
        person: PersonId,
    },
    /// Gives the caller's place back. Never refused to someone who holds one and has not checked in.
    Withdraw {
        /// Of which shift.
        shift: ShiftId,
    },
    /// The caller still comes, after the time was changed.
    Reconfirm {
        /// To which shift.
        shift: ShiftId,
    },
    /// Takes the place that the caller was asked about: "Can you come?" 您能来吗? To say no is to withdraw.
    AcceptOffer {
        /// At which shift.
        shift: ShiftId,
    },
    /// I'm coming 我会来: the caller says so when reminded.
    SayComing {
        /// To which shift.
        shift: ShiftId,
    },
    /// Lets somebody who asked do a home visit. By the desk or the lead, never for oneself.
    Approve {
        /// Which shift.
        shift: ShiftId,
        /// Whose entry.
        sign_up: SignUpId,
    },
    /// Does not let somebody who asked do a home visit. By the desk or the lead.
    DeclineRequest {
        /// Which shift.
        shift: ShiftId,
        /// Whose entry.
        sign_up: SignUpId,
        /// Why.
        reason: String,
    },
    /// 电话告知: whoever is visited was told who comes, when, and the door word; or that nobody does. By the desk.
    TellResident {
        /// Of which shift.
        shift: ShiftId,
    },
    /// 请团队: asks a team to help out. By the desk.
    AskTeam {
        /// At which shift.
        shift: ShiftId,
        /// Which team.
        team: OrganizationId,
    },
    /// Bring my team 带队报名: reserves places for a team, all or none; the members are named later. By the team's lead or
    /// the desk.
    ReserveBlock {
        /// On which shift.
        shift: ShiftId,
        /// The id of the block.
        block: BlockId,
        /// For which team.
        team: OrganizationId,
        /// How many places, 1 to 50.
        headcount: u16,
    },
    /// Names who takes a place of a team's block, or takes the name off it. By the team's lead or the desk.
    NameMember {
        /// On which shift.
        shift: ShiftId,
        /// Which place.
        sign_up: SignUpId,
        /// Who; nobody yet.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        person: Option<PersonId>,
        /// How they said yes.
        consent: Consented,
    },
    /// Keeps only so many places of a block: those without a name go first. By the team's lead or the desk.
    ReduceBlock {
        /// On which shift.
        shift: ShiftId,
        /// Which block.
        block: BlockId,
        /// How many places are kept; 0 gives all of them back.
        headcount: u16,
    },
    /// The caller has arrived.
    CheckIn {
        /// At which shift.
        shift: ShiftId,
        /// How they show it.
        proof: Proof,
        /// When, by the device's corrected clock.
        #[serde(with = "crate::time::text")]
        at: Instant,
    },
    /// The caller leaves.
    CheckOut {
        /// Which shift.
        shift: ShiftId,
        /// When, by the device's corrected clock.
        #[serde(with = "crate::time::text")]
        at: Instant,
    },
    /// The lead ticks someone who is there.
    MarkPresent {
        /// At which shift.
        shift: ShiftId,
        /// Whom.
        sign_up: SignUpId,
        /// When, by the device's corrected clock.
        #[serde(with = "crate::time::text")]
        at: Instant,
    },
    /// The lead ticks someone who leaves.
    MarkLeft {
        /// Which shift.
        shift: ShiftId,
        /// Whom.
        sign_up: SignUpId,
        /// When, by the device's corrected clock.
        #[serde(with = "crate::time::text")]
        at: Instant,
    },
    /// The lead marks someone absent 缺勤.
    MarkAbsent {
        /// At which shift.
        shift: ShiftId,
        /// Whom.
        sign_up: SignUpId,
    },
    /// The lead takes a mark back.
    ClearMark {
        /// At which shift.
        shift: ShiftId,
        /// Whose.
        sign_up: SignUpId,
    },
    /// Confirms hours of others.
    ConfirmHours {
        /// Of which shift.
        shift: ShiftId,
        /// Whose.
        entries: Vec<HoursEntry>,
    },
    /// The caller has seen a notice.
    MarkSeen {
        /// Which.
        notice: NoticeId,
    },
    /// Hands a month report up: its figures are kept as they are, once. By the desk, when the month is over where the
    /// community lives.
    SubmitMonth {
        /// Of which community.
        place: PlaceCode,
        /// Which month.
        month: Month,
    },
    /// Time changes a document. Only the system asks for it.
    Tick {
        /// Which document.
        document: DocumentKey,
        /// Since when it is due.
        #[serde(with = "crate::time::text")]
        due: Instant,
    },
    /// The caller was marked absent and disagrees; until some days after the shift's end.
    ContestAbsence {
        /// At which shift.
        shift: ShiftId,
        /// Why, in at most 200 characters.
        reason: String,
    },
    /// A contested absence stands. By the lead, the deputy or the desk, never by the person themselves.
    AnswerContest {
        /// At which shift.
        shift: ShiftId,
        /// Whose.
        sign_up: SignUpId,
        /// Why, in at most 200 characters.
        reason: String,
    },
    /// Not right 时长有误. By the record's volunteer.
    RequestCorrection {
        /// Which record.
        record: RecordId,
        /// What is not right, in at most 200 characters.
        reason: String,
    },
    /// Corrects a record, or says why it stands. By the desk of its community, never by the volunteer.
    AnswerCorrection {
        /// Which record.
        record: RecordId,
        /// The right minutes, from 0 to the planned length; none where they stand.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        minutes: Option<u32>,
        /// Why, in at most 200 characters.
        reason: String,
    },
    /// Enter paper roster 补录名单: all of it or nothing. By the lead, the deputy or the desk, once the shift has started;
    /// somebody else confirms the hours.
    EnterAttendance {
        /// Of which shift.
        shift: ShiftId,
        /// Where a photograph of the sheet lies: 64 hexadecimal digits.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        photo: Option<String>,
        /// Who was there.
        entries: Vec<PaperEntry>,
    },
    /// Hand over 交接: somebody on the roster, or the deputy, leads from now on; who led stands in. By the lead, the
    /// deputy or the desk.
    HandOver {
        /// Which shift.
        shift: ShiftId,
        /// Who leads from now on.
        to: PersonId,
    },
    /// Puts a shift off 改期, before anybody is marked; everybody says again whether they come. By the desk.
    PostponeShift {
        /// Which.
        shift: ShiftId,
        /// The new time.
        span: Span,
        /// Why, in at most 200 characters; `rain` and `heat` have a wording in every language.
        reason: String,
    },
    /// Names somebody of the same community who may sign a person up. By that person or the desk of their register.
    NameHelper {
        /// Who is helped.
        person: PersonId,
        /// Who helps.
        helper: PersonId,
    },
    /// Ends that. By the same.
    EndHelper {
        /// Who is helped.
        person: PersonId,
        /// Who helps no longer.
        helper: PersonId,
    },
    /// Makes an invitation. A team's code: its lead or the desk. To a role: whoever may give it. Another device: the desk
    /// for volunteers, an administrator for everybody else.
    Invite {
        /// Its id.
        invitation: InvitationId,
        /// To what.
        to: InvitedTo,
        /// What will open it; the device draws the token.
        key: InvitationKey,
    },
    /// Takes an invitation back. By whoever made it, the team's lead or the desk.
    EndInvitation {
        /// Which.
        invitation: InvitationId,
    },
    /// Somebody comes in by an invitation. Only the authority's own door asks for it.
    Join {
        /// Which.
        invitation: InvitationId,
        /// Its token.
        token: String,
        /// Who comes: a fresh id for somebody who is not registered.
        person: PersonId,
        /// The id of the grant.
        grant: GrantId,
        /// What they tell of themselves, where they are not registered yet.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        newcomer: Option<Box<Newcomer>>,
    },
    /// I know them 认识: whoever came in by a team's code is a member from now on. By the team's lead or the desk.
    Know {
        /// Whom.
        person: PersonId,
        /// In which team.
        team: OrganizationId,
        /// The id of the grant.
        grant: GrantId,
    },
    /// Whoever came in by a team's code is none of theirs. By the team's lead or the desk.
    TurnAway {
        /// Whom.
        person: PersonId,
        /// From which team.
        team: OrganizationId,
    },
    /// Erase what is held about somebody, in seven days. By themselves or their desk.
    AskErasure {
        /// Whom.
        person: PersonId,
    },
    /// Calls that off. By the same.
    CallOffErasure {
        /// Whom.
        person: PersonId,
    },
    /// Takes what is held about somebody out of documents that name them. Only the authority asks for it, once their
    /// erasure has begun.
    Forget {
        /// Whom.
        person: PersonId,
        /// Where they are named; at most [`crate::erasure::FORGET_MOST`].
        named_in: Vec<DocumentKey>,
    },
}

impl Command {
    /// The command's name, as in its serialised form.
    pub fn name(&self) -> &'static str {
        match self {
            Command::RegisterPlace { .. } => "register_place",
            Command::RegisterOrganization { .. } => "register_organization",
            Command::RegisterPerson { .. } => "register_person",
            Command::GrantRole { .. } => "grant_role",
            Command::EndRole { .. } => "end_role",
            Command::PostNeed { .. } => "post_need",
            Command::CorrectNeed { .. } => "correct_need",
            Command::HandleNeed { .. } => "handle_need",
            Command::ReadSealed { .. } => "read_sealed",
            Command::OpenShift { .. } => "open_shift",
            Command::CorrectShift { .. } => "correct_shift",
            Command::CancelShift { .. } => "cancel_shift",
            Command::SignUp { .. } => "sign_up",
            Command::SignUpFor { .. } => "sign_up_for",
            Command::WithdrawFor { .. } => "withdraw_for",
            Command::AddOnSite { .. } => "add_on_site",
            Command::TellByPhone { .. } => "tell_by_phone",
            Command::Withdraw { .. } => "withdraw",
            Command::Reconfirm { .. } => "reconfirm",
            Command::AcceptOffer { .. } => "accept_offer",
            Command::SayComing { .. } => "say_coming",
            Command::Approve { .. } => "approve",
            Command::DeclineRequest { .. } => "decline_request",
            Command::TellResident { .. } => "tell_resident",
            Command::AskTeam { .. } => "ask_team",
            Command::ReserveBlock { .. } => "reserve_block",
            Command::NameMember { .. } => "name_member",
            Command::ReduceBlock { .. } => "reduce_block",
            Command::CheckIn { .. } => "check_in",
            Command::CheckOut { .. } => "check_out",
            Command::MarkPresent { .. } => "mark_present",
            Command::MarkLeft { .. } => "mark_left",
            Command::MarkAbsent { .. } => "mark_absent",
            Command::ClearMark { .. } => "clear_mark",
            Command::ConfirmHours { .. } => "confirm_hours",
            Command::MarkSeen { .. } => "mark_seen",
            Command::SubmitMonth { .. } => "submit_month",
            Command::Tick { .. } => "tick",
            Command::ContestAbsence { .. } => "contest_absence",
            Command::AnswerContest { .. } => "answer_contest",
            Command::RequestCorrection { .. } => "request_correction",
            Command::AnswerCorrection { .. } => "answer_correction",
            Command::EnterAttendance { .. } => "enter_attendance",
            Command::HandOver { .. } => "hand_over",
            Command::PostponeShift { .. } => "postpone_shift",
            Command::NameHelper { .. } => "name_helper",
            Command::EndHelper { .. } => "end_helper",
            Command::Invite { .. } => "invite",
            Command::EndInvitation { .. } => "end_invitation",
            Command::Join { .. } => "join",
            Command::Know { .. } => "know",
            Command::TurnAway { .. } => "turn_away",
            Command::AskErasure { .. } => "ask_erasure",
            Command::CallOffErasure { .. } => "call_off_erasure",
            Command::Forget { .. } => "forget",
        }
    }

    /// The document that the command is about: what it is addressed to.
    pub fn addresses(&self) -> DocumentKey {
        match self {
            Command::RegisterPlace { code, .. } => DocumentKey::Place(code.clone()),
            Command::RegisterOrganization { organization, .. } => {
                DocumentKey::Organization(*organization)
            }
            Command::RegisterPerson { person, .. }
            | Command::GrantRole { person, .. }
            | Command::EndRole { person, .. }
            | Command::NameHelper { person, .. }
            | Command::EndHelper { person, .. }
            | Command::Know { person, .. }
            | Command::TurnAway { person, .. }
            | Command::AskErasure { person }
            | Command::CallOffErasure { person }
            | Command::Forget { person, .. } => DocumentKey::Person(*person),
            Command::Invite { invitation, .. }
            | Command::EndInvitation { invitation }
            | Command::Join { invitation, .. } => DocumentKey::Invitation(*invitation),
            Command::PostNeed { case, .. }
            | Command::CorrectNeed { case, .. }
            | Command::HandleNeed { case, .. }
            | Command::ReadSealed { case } => DocumentKey::Case(*case),
            Command::OpenShift { shift, .. }
            | Command::CorrectShift { shift, .. }
            | Command::CancelShift { shift, .. }
            | Command::SignUp { shift, .. }
            | Command::SignUpFor { shift, .. }
            | Command::WithdrawFor { shift, .. }
            | Command::AddOnSite { shift, .. }
            | Command::TellByPhone { shift, .. }
            | Command::Withdraw { shift }
            | Command::Reconfirm { shift }
            | Command::AcceptOffer { shift }
            | Command::SayComing { shift }
            | Command::Approve { shift, .. }
            | Command::DeclineRequest { shift, .. }
            | Command::TellResident { shift }
            | Command::AskTeam { shift, .. }
            | Command::ReserveBlock { shift, .. }
            | Command::NameMember { shift, .. }
            | Command::ReduceBlock { shift, .. }
            | Command::CheckIn { shift, .. }
            | Command::CheckOut { shift, .. }
            | Command::MarkPresent { shift, .. }
            | Command::MarkLeft { shift, .. }
            | Command::MarkAbsent { shift, .. }
            | Command::ClearMark { shift, .. }
            | Command::ConfirmHours { shift, .. }
            | Command::ContestAbsence { shift, .. }
            | Command::AnswerContest { shift, .. }
            | Command::EnterAttendance { shift, .. }
            | Command::HandOver { shift, .. }
            | Command::PostponeShift { shift, .. } => DocumentKey::Shift(*shift),
            Command::RequestCorrection { record, .. }
            | Command::AnswerCorrection { record, .. } => DocumentKey::Record(*record),
            Command::MarkSeen { notice } => DocumentKey::Notice(*notice),
            Command::SubmitMonth { place, month } => DocumentKey::Month(place.clone(), *month),
            Command::Tick { document, .. } => document.clone(),
        }
    }

    /// Whether it carries words that no device may keep: it is asked at once, or not at all.
    pub fn is_sealed(&self) -> bool {
        match self {
            Command::PostNeed { about, .. } | Command::CorrectNeed { about, .. } => {
                about.visibility == Visibility::Sealed
            }
            Command::ReadSealed { .. } => true,
            _ => false,
        }
    }

    /// Whether it waits seven seconds in the queue, so that it can be undone.
    pub fn is_held(&self) -> bool {
        matches!(
            self,
            Command::Withdraw { .. }
                | Command::WithdrawFor { .. }
                | Command::CancelShift { .. }
                | Command::DeclineRequest { .. }
                | Command::ReduceBlock { .. }
                | Command::HandleNeed {
                    step: NeedStep::Reject { .. } | NeedStep::Withdraw { .. },
                    ..
                }
                | Command::PostponeShift { .. }
                | Command::TurnAway { .. }
                | Command::AnswerContest { .. }
                | Command::AnswerCorrection { minutes: None, .. }
        )
    }
}

/// Why a sent command cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// This app is newer or older than what the sender speaks.
    UpdateNeeded,
    /// It is no command; what is wrong, for a developer.
    Malformed(String),
}

/// Reads a command as sent. Strict: a field that is not known is an error, so that nothing is silently left undone.
pub fn read_command(schema: u16, json: &str) -> Result<Command, Unreadable> {
    if schema != SCHEMA {
        return Err(Unreadable::UpdateNeeded);
    }
    parse(json)
}

/// Whoever has sent it, servers trust nothing.
#[cfg(not(target_arch = "wasm32"))]
fn parse(json: &str) -> Result<Command, Unreadable> {
    let malformed = |error: serde_json::Error| Unreadable::Malformed(error.to_string());
    let mut unknown = Vec::new();
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let command =
        serde_ignored::deserialize(&mut deserializer, |path| unknown.push(path.to_string()))
            .map_err(malformed)?;
    deserializer.end().map_err(malformed)?;
    if !unknown.is_empty() {
        let unknown = unknown.join(", ");
        return Err(Unreadable::Malformed(format!("unknown field: {unknown}")));
    }
    // Fields without their names, in a list, mean something else once there is one more of them.
    let named: Result<Command, _> = crate::lean::read(json);
    named.map_err(|_| Unreadable::Malformed("a list instead of named fields".into()))?;
    Ok(command)
}

/// A browser's authority decides only what the same app has written; its schema has been compared.
#[cfg(target_arch = "wasm32")]
fn parse(json: &str) -> Result<Command, Unreadable> {
    crate::lean::read(json).map_err(|error| Unreadable::Malformed(error.to_string()))
}
