//! Refusals, notices and states become sentences here, and nowhere else. Matched exhaustively: a new one that has no
//! sentence does not compile.

use crate::locales::{Lang, common, format, month, refusals as r};
use crate::session::Trouble;
use linli_domain::{
    PublicCount, Refusal,
    case::CaseState,
    month::Figure,
    notice::{Notice, NoticeKind},
    refusal::{Field, Problem},
    shift::{Evidence, Phase, SignUpState},
    time::{Instant, Span},
};
use linli_sync::Snapshot;

/// A number of cases, or of people served, as everybody may read it.
#[must_use]
pub fn public_count(lang: Lang, count: PublicCount) -> String {
    let few = || common::fewer_than_five(lang).to_owned();
    count.told().map_or_else(few, |number| number.to_string())
}

/// The zone in which this community lives.
pub use crate::locales::format::zone;

/// Milliseconds for Intl.
#[must_use]
pub fn millis(at: Instant) -> i64 {
    at.timestamp_millis()
}

/// "Thu 26 Nov 09:00–11:00".
#[must_use]
pub fn when(lang: Lang, span: &Span) -> String {
    format!("{} {}", day(lang, span.start), hours(lang, span))
}

/// "Thu 26 Nov".
#[must_use]
pub fn day(lang: Lang, at: Instant) -> String {
    format::day(lang, millis(at), zone())
}

/// "09:00".
#[must_use]
pub fn clock(lang: Lang, at: Instant) -> String {
    format::time(lang, millis(at), zone())
}

/// "09:00–11:00".
#[must_use]
pub fn hours(lang: Lang, span: &Span) -> String {
    format!("{}–{}", clock(lang, span.start), clock(lang, span.end))
}

/// "2 h 30 min".
#[must_use]
pub fn length(lang: Lang, minutes: u32) -> String {
    let (h, m) = (minutes / 60, minutes % 60);
    match (h, m) {
        (0, m) => r::minutes_only(lang, m),
        (h, 0) => r::hours_only(lang, h),
        (h, m) => r::hours_and_minutes(lang, h, m),
    }
}

/// Why something did not happen, one sentence a reason.
#[must_use]
pub fn trouble(lang: Lang, trouble: &Trouble, seen: Option<&Snapshot>) -> Vec<String> {
    match trouble {
        Trouble::SignedOut => vec![r::sign_in_first(lang).to_owned()],
        Trouble::NotSaved => vec![r::not_saved(lang).to_owned()],
        Trouble::Refused(reasons) => refusals(lang, reasons, seen),
    }
}

/// Every reason as a sentence.
#[must_use]
pub fn refusals(lang: Lang, reasons: &[Refusal], seen: Option<&Snapshot>) -> Vec<String> {
    reasons
        .iter()
        .map(|reason| refusal(lang, reason, seen))
        .collect()
}

/// One reason as a sentence. `seen` lets it name the other shift.
#[must_use]
pub fn refusal(lang: Lang, reason: &Refusal, seen: Option<&Snapshot>) -> String {
    match reason {
        Refusal::NotFound { .. } => r::not_found(lang).to_owned(),
        Refusal::NotAllowed => r::not_allowed(lang).to_owned(),
        Refusal::Field { field, problem } => field_problem(lang, *field, *problem),
        Refusal::IdTaken => r::changed_meanwhile(lang).to_owned(),
        Refusal::ShiftFull { waiting } => r::shift_full(lang, (*waiting).into()),
        Refusal::ListFull => r::list_full(lang).to_owned(),
        Refusal::AlreadySignedUp => r::already_signed_up(lang).to_owned(),
        Refusal::NotSignedUp => r::not_signed_up(lang).to_owned(),
        Refusal::DeadlinePassed { .. } => r::deadline_passed(lang).to_owned(),
        Refusal::WrongPhase { phase } => wrong_phase(lang, *phase).to_owned(),
        Refusal::OverlapsShift { other, span } => {
            let title = seen
                .and_then(|seen| seen.shift(*other))
                .map(|shift| shift.about.title.pick(lang.tag()).to_owned());
            match title {
                Some(title) => r::overlaps(lang, &title),
                None => r::overlaps(lang, &when(lang, span)),
            }
        }
        Refusal::BusyThen => r::busy_then(lang).to_owned(),
        Refusal::SkillNeeded { skill } => r::needs_skill(lang, &skill_name(lang, skill)),
        Refusal::TrainingNeeded { training } => {
            r::needs_training(lang, &skill_name(lang, training))
        }
        Refusal::AgeNeeded { min_age } => r::under_age(lang, (*min_age).into()),
        Refusal::NewcomersOnSiteOnly => r::newcomers(lang).to_owned(),
        Refusal::TooManyCommitments { max } => r::too_many(lang, (*max).into()),
        Refusal::CheckInNotYet { opens } => r::check_in_not_open(lang, &clock(lang, *opens)),
        Refusal::CheckInOver => r::check_in_over(lang).to_owned(),
        Refusal::CodeWrong { left: 0 } | Refusal::TooManyTries => r::no_tries_left(lang).to_owned(),
        Refusal::CodeWrong { left } => r::code_does_not_fit(lang, (*left).into()),
        Refusal::WrongProof => r::wrong_proof(lang).to_owned(),
        Refusal::NotConfirmed => r::not_confirmed(lang).to_owned(),
        Refusal::AlreadyCheckedIn => r::already_checked_in(lang).to_owned(),
        Refusal::NotCheckedIn { name } if name.is_empty() => r::not_checked_in(lang).to_owned(),
        Refusal::NotCheckedIn { name } => r::someone_not_checked_in(lang, name),
        Refusal::OwnWork if !format::hours_kept() => r::own_attendance(lang).to_owned(),
        Refusal::OwnWork => r::own_hours(lang).to_owned(),
        Refusal::NotOver { ends } => r::not_over(lang, &clock(lang, *ends)),
        Refusal::WrongNeedState { state } => r::wrong_need_state(lang, case_state(lang, *state)),
        Refusal::FewerThanPresent { present } => r::fewer_than_present(lang, (*present).into()),
        Refusal::OtherCommunity => r::other_community(lang).to_owned(),
        Refusal::OfferOver => r::offer_over(lang).to_owned(),
        Refusal::NotRequested => r::not_requested(lang).to_owned(),
        Refusal::CallBackNeeded => r::call_back_needed(lang).to_owned(),
        Refusal::NobodyToTell => r::nobody_to_tell(lang).to_owned(),
        Refusal::BlocksOnSiteOnly => r::blocks_on_site_only(lang).to_owned(),
        Refusal::NoSuchBlock => r::no_such_block(lang).to_owned(),
        Refusal::NotAMember => r::not_a_member(lang).to_owned(),
        Refusal::NotMarkedAbsent => r::not_marked_absent(lang).to_owned(),
        Refusal::ContestOver { since } => r::contest_over(lang, &day(lang, *since)),
        Refusal::AlreadyAnswered => r::already_answered(lang).to_owned(),
        Refusal::AlreadyAsked => r::already_asked(lang).to_owned(),
        Refusal::NothingToAnswer => r::nothing_to_answer(lang).to_owned(),
        Refusal::SecondApprover if !format::hours_kept() => {
            r::second_approver_of_attendance(lang).to_owned()
        }
        Refusal::SecondApprover => r::second_approver(lang).to_owned(),
        Refusal::TooManyHelpers { max } => r::too_many_helpers(lang, (*max).into()),
        Refusal::CallFirst => r::call_first(lang).to_owned(),
        Refusal::Sealed => r::sealed(lang).to_owned(),
        Refusal::SealedNeedsServer => r::sealed_needs_server(lang).to_owned(),
        Refusal::InvitationOver => r::invitation_over(lang).to_owned(),
        Refusal::InvitationUsed { max: 1 } => r::invitation_used(lang).to_owned(),
        Refusal::InvitationUsed { max } => r::team_code_used(lang, (*max).into()),
        Refusal::NotNew => r::not_new(lang).to_owned(),
        Refusal::EndRolesFirst => r::end_roles_first(lang).to_owned(),
        Refusal::WasErased => r::was_erased(lang).to_owned(),
        Refusal::MonthNotOver { ends } => month::not_over(lang, &day(lang, *ends)),
        Refusal::AlreadySubmitted { at } => month::already_submitted(lang, &day(lang, *at)),
    }
}

fn wrong_phase(lang: Lang, phase: Phase) -> &'static str {
    match phase {
        Phase::Draft | Phase::Open | Phase::Full | Phase::Closed => r::not_open(lang),
        Phase::Running => r::already_started(lang),
        Phase::Ended | Phase::Recorded => r::already_ended(lang),
        Phase::Cancelled => r::cancelled(lang),
    }
}

fn field_problem(lang: Lang, field: Field, problem: Problem) -> String {
    let label = field_name(lang, field);
    match problem {
        Problem::Missing => r::missing(lang, label),
        Problem::TooLong { max } => {
            r::too_long(lang, label, u32::try_from(max).unwrap_or(u32::MAX))
        }
        Problem::OutOfRange { min, max } => r::out_of_range(lang, label, min, max),
        Problem::NotAfterStart => r::ends_before_start(lang).to_owned(),
        Problem::AfterStart => r::after_start(lang, label),
        Problem::InThePast => r::in_the_past(lang, label),
        Problem::NotAPhone => r::not_a_phone(lang, label),
        Problem::Unknown => r::unknown(lang, label),
        Problem::Unchanged => r::unchanged(lang, label),
    }
}

/// What a form calls a field.
#[must_use]
pub fn field_name(lang: Lang, field: Field) -> &'static str {
    let word = match field {
        Field::Title => r::field_title,
        Field::Text => r::field_text,
        Field::Category => r::field_category,
        Field::Place => r::field_place,
        Field::Start => r::field_start,
        Field::End => r::field_end,
        Field::Slots => r::field_slots,
        Field::MinStaff => r::field_min_staff,
        Field::MinAge => r::field_min_age,
        Field::SignUpBy => r::field_sign_up_by,
        Field::WithdrawBy => r::field_withdraw_by,
        Field::Lead => r::field_lead,
        Field::Deputy => r::field_deputy,
        Field::Organization => r::field_team,
        Field::Risks => r::field_risks,
        Field::Bring => r::field_bring,
        Field::MeetingPoint => r::field_meeting_point,
        Field::Checklist => r::field_checklist,
        Field::Name => r::field_name,
        Field::Phone => r::field_phone,
        Field::Birth => r::field_birth,
        Field::VolunteerNo => r::field_volunteer_no,
        Field::RecipientName => r::field_recipient_name,
        Field::RecipientPhone => r::field_recipient_phone,
        Field::RecipientAddress => r::field_recipient_address,
        Field::Reason => r::field_reason,
        Field::Evidence => r::field_evidence,
        Field::Minutes => r::field_minutes,
        Field::ExternalRef => r::field_external_ref,
        Field::Rating => r::field_rating,
        Field::Headcount => r::field_headcount,
        Field::Photo => r::field_photo,
        Field::Consent => r::field_consent,
        Field::Guardian => r::field_guardian,
        Field::GuardianPhone => r::field_guardian_phone,
    };
    word(lang)
}

/// The problem of one field among reasons, for the field's own error line.
#[must_use]
pub fn error_of(lang: Lang, reasons: &[Refusal], field: Field) -> Option<String> {
    reasons.iter().find_map(|reason| match reason {
        Refusal::Field { field: at, problem } if *at == field => {
            Some(field_problem(lang, *at, *problem))
        }
        _ => None,
    })
}

/// Where a need stands.
#[must_use]
pub fn case_state(lang: Lang, state: CaseState) -> &'static str {
    let word = match state {
        CaseState::Submitted => r::state_submitted,
        CaseState::Accepted => r::state_accepted,
        CaseState::Rejected => r::state_rejected,
        CaseState::Assigned => r::state_assigned,
        CaseState::InProgress => r::state_in_progress,
        CaseState::Resolved => r::state_resolved,
        CaseState::Closed => r::state_closed,
        CaseState::Withdrawn => r::state_withdrawn,
    };
    word(lang)
}

/// Where an entry of a roster stands.
#[must_use]
pub fn sign_up_state(lang: Lang, state: SignUpState) -> &'static str {
    let word = match state {
        SignUpState::Requested => r::entry_requested,
        SignUpState::Waitlisted => r::entry_waitlisted,
        SignUpState::Offered { .. } => r::entry_offered,
        SignUpState::Reconfirm => r::entry_reconfirm,
        SignUpState::Confirmed => r::entry_confirmed,
        SignUpState::CheckedIn => r::entry_checked_in,
        SignUpState::CheckedOut => r::entry_checked_out,
        SignUpState::HoursConfirmed if !format::hours_kept() => r::entry_attendance_confirmed,
        SignUpState::HoursConfirmed => r::entry_hours_confirmed,
        SignUpState::Declined => r::entry_declined,
        SignUpState::Withdrawn { .. } => r::entry_withdrawn,
        SignUpState::Cancelled => r::entry_cancelled,
        SignUpState::NotRecorded => r::entry_not_recorded,
        SignUpState::NoShow { .. } => r::entry_no_show,
    };
    word(lang)
}

/// A shift's life.
#[must_use]
pub fn phase(lang: Lang, phase: Phase) -> &'static str {
    let word = match phase {
        Phase::Draft => r::phase_draft,
        Phase::Open => r::phase_open,
        Phase::Full => r::phase_full,
        Phase::Closed => r::phase_closed,
        Phase::Running => r::phase_running,
        Phase::Ended if !format::hours_kept() => r::phase_ended_attendance,
        Phase::Ended => r::phase_ended,
        Phase::Recorded => r::phase_recorded,
        Phase::Cancelled => r::phase_cancelled,
    };
    word(lang)
}

/// How an hour is proved.
#[must_use]
pub fn evidence(lang: Lang, evidence: Evidence) -> &'static str {
    let word = match evidence {
        Evidence::RotatingCode => r::evidence_code,
        Evidence::LeadTick => r::evidence_tick,
        Evidence::PrintedQr => r::evidence_printed,
        Evidence::RecipientConfirmed => r::evidence_recipient,
        Evidence::SelfReported => r::evidence_self,
        Evidence::EnteredAfterwards => r::evidence_afterwards,
    };
    word(lang)
}

/// What a figure of a month report is called.
#[must_use]
pub fn figure(lang: Lang, figure: Figure) -> &'static str {
    let word = match figure {
        Figure::NeedsPosted => month::needs_posted,
        Figure::NeedsDone => month::needs_done,
        Figure::NeedsUnmet => month::needs_unmet,
        Figure::NeedsRejected => month::needs_rejected,
        Figure::NeedsWithdrawn => month::needs_withdrawn,
        Figure::NeedsOpen => month::needs_open,
        Figure::ShiftsHeld => month::shifts_held,
        Figure::ShiftsFailed => month::shifts_failed,
        Figure::ShiftsCancelled => month::shifts_cancelled,
        Figure::Places => month::places,
        Figure::Confirmed => month::confirmed,
        Figure::CheckedIn => month::checked_in,
        Figure::NoShows => month::no_shows,
        Figure::NotRecorded => month::not_recorded,
        Figure::People => month::people,
        Figure::Records => month::records,
        Figure::Minutes => month::minutes,
    };
    word(lang)
}

/// A skill or training by its code; a code without a word of its own is shown as it is.
#[must_use]
pub fn skill_name(lang: Lang, code: &str) -> String {
    let word = match code {
        "first_aid" => r::skill_first_aid,
        "counseling" => r::skill_counseling,
        "tutoring" => r::skill_tutoring,
        "driving" => r::skill_driving,
        "sign_language" => r::skill_sign_language,
        "phone_lessons" | "digital" => r::skill_phone_lessons,
        "legal" => r::skill_legal,
        "performance" | "performing" => r::skill_performance,
        "safety" | "home_safety" => r::skill_safety,
        "safety_patrol" => r::skill_patrol,
        "electrics" => r::skill_electrics,
        "sound" => r::skill_sound,
        "elder_care" => r::category_elder_care,
        _ => return code.to_owned(),
    };
    word(lang).to_owned()
}

/// What a team is good at: the code of a skill or of a category of need.
#[must_use]
pub fn category_or_skill(lang: Lang, code: &str) -> String {
    match CATEGORIES.iter().any(|(known, _)| *known == code) {
        true => category_name(lang, code),
        false => skill_name(lang, code),
    }
}

/// A category of need by its code.
#[must_use]
pub fn category_name(lang: Lang, code: &str) -> String {
    CATEGORIES
        .iter()
        .find(|(known, _)| *known == code)
        .map_or_else(|| code.to_owned(), |(_, word)| word(lang).to_owned())
}

/// A message without arguments.
pub type Word = fn(Lang) -> &'static str;

/// The categories that forms offer.
pub const CATEGORIES: [(&str, Word); 15] = [
    ("elder_care", r::category_elder_care),
    ("escort", r::category_escort),
    ("errand", r::category_errand),
    ("tutoring", r::category_tutoring),
    ("counseling", r::category_counseling),
    ("digital", r::category_digital),
    ("disability_help", r::category_disability_help),
    ("donation", r::category_donation),
    ("legal", r::category_legal),
    ("cleaning", r::category_cleaning),
    ("environment", r::category_environment),
    ("parking", r::category_parking),
    ("performing", r::category_performing),
    ("event", r::category_event),
    ("other", r::category_other),
];

/// Why a shift was called off or put off: a preset one in the reader's language, any other as it was written.
#[must_use]
pub fn reason(lang: Lang, code: &str) -> &str {
    match code {
        "rain" => r::because_of_rain(lang),
        "heat" => r::because_of_heat(lang),
        "not_needed" => r::because_not_needed(lang),
        _ => code,
    }
}

/// The code of a reason that has a wording in every language, where somebody wrote just that; else what they wrote.
#[must_use]
pub fn reason_code(written: &str) -> String {
    let written = written.trim();
    let known = ["rain", "heat", "not_needed"].into_iter().find(|code| {
        let mut said = Lang::ALL.into_iter().map(|lang| reason(lang, code));
        said.any(|said| said.eq_ignore_ascii_case(written))
    });
    known.unwrap_or(written).to_owned()
}

/// What a notice says: a headline, and the thing and time that it is about.
#[must_use]
pub fn notice(lang: Lang, notice: &Notice) -> String {
    match &notice.kind {
        NoticeKind::Promoted => r::notice_promoted(lang).to_owned(),
        NoticeKind::PassedOver => r::notice_passed_over(lang).to_owned(),
        NoticeKind::MovedToWaitingList => r::notice_moved_to_waiting(lang).to_owned(),
        NoticeKind::ShiftCancelled { reason: why } => r::notice_cancelled(lang, reason(lang, why)),
        NoticeKind::SignedUpByOther { by } => r::notice_signed_up_by(lang, by),
        NoticeKind::GivenBackByOther { by } => r::notice_given_back_by(lang, by),
        NoticeKind::ShiftChanged => r::notice_changed(lang).to_owned(),
        NoticeKind::PleaseReconfirm => r::notice_reconfirm(lang).to_owned(),
        NoticeKind::LateWithdrawal { name } => r::notice_late_withdrawal(lang, name),
        NoticeKind::HoursConfirmed { minutes } => r::notice_hours(lang, &length(lang, *minutes)),
        NoticeKind::MarkedAbsent => r::notice_absent(lang).to_owned(),
        NoticeKind::NotRecorded => r::notice_not_recorded(lang).to_owned(),
        NoticeKind::NotReached => r::notice_not_reached(lang).to_owned(),
        NoticeKind::NeedAccepted => r::notice_need_accepted(lang).to_owned(),
        NoticeKind::NeedRejected { reason } => r::notice_need_rejected(lang, reason),
        NoticeKind::NeedResolved => r::notice_need_resolved(lang).to_owned(),
        NoticeKind::NeedClosed => r::notice_need_closed(lang).to_owned(),
        NoticeKind::NeedChanged => r::notice_need_changed(lang).to_owned(),
        NoticeKind::Offered { until } => r::notice_offered(lang, &clock(lang, *until)),
        NoticeKind::OfferLapsed => r::notice_offer_lapsed(lang).to_owned(),
        NoticeKind::DayBefore => r::notice_day_before(lang).to_owned(),
        NoticeKind::Approved => r::notice_approved(lang).to_owned(),
        NoticeKind::RequestDeclined { reason } => r::notice_request_declined(lang, reason),
        NoticeKind::ApprovalNeeded => r::notice_approval_needed(lang).to_owned(),
        NoticeKind::TeamAsked { missing } => r::notice_team_asked(lang, (*missing).into()),
        NoticeKind::AbsenceContested { name } => r::notice_absence_contested(lang, name),
        NoticeKind::AbsenceStands { reason } => r::notice_absence_stands(lang, reason),
        NoticeKind::AbsenceTakenBack => r::notice_absence_taken_back(lang).to_owned(),
        NoticeKind::CorrectionAnswered { minutes, reason } => {
            r::notice_correction_answered(lang, &length(lang, *minutes), reason)
        }
        NoticeKind::HandedOver { to } => r::notice_handed_over(lang, to),
        NoticeKind::ShiftPostponed { reason: why } => r::notice_postponed(lang, reason(lang, why)),
    }
}

#[cfg(test)]
mod tests {
    use super::{reason, reason_code};
    use crate::locales::Lang;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn a_preset_reason_is_sent_as_its_code_and_read_in_every_language() {
        assert_eq!(reason_code("下雨"), "rain");
        assert_eq!(reason_code(" Heat"), "heat");
        assert_eq!(reason_code("停水"), "停水");
        assert_eq!(reason(Lang::Hant, "heat"), "高溫");
        assert_eq!(reason(Lang::En, "not_needed"), "no longer needed");
        assert_eq!(reason(Lang::En, "停水"), "停水");
    }
}
