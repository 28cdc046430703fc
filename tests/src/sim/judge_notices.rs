//! The judge of notices: whoever should is told, and nobody else.

use super::{
    judge::{Verdict, check},
    judge_entries::Taken,
    model::Model,
    server::Server,
};
use linli_domain::{
    Audience, Document, DocumentKey, NoticeId, PersonId, ShiftId, SignUpId,
    command::Command,
    notice::{Notice, NoticeKind},
};
use std::collections::BTreeSet;

pub fn notice_name(kind: &NoticeKind) -> &'static str {
    match kind {
        NoticeKind::Promoted => "promoted",
        NoticeKind::PassedOver => "passed_over",
        NoticeKind::MovedToWaitingList => "moved_to_waiting_list",
        NoticeKind::ShiftCancelled { .. } => "shift_cancelled",
        NoticeKind::SignedUpByOther { .. } => "signed_up_by_other",
        NoticeKind::GivenBackByOther { .. } => "given_back_by_other",
        NoticeKind::ShiftChanged => "shift_changed",
        NoticeKind::PleaseReconfirm => "please_reconfirm",
        NoticeKind::LateWithdrawal { .. } => "late_withdrawal",
        NoticeKind::HoursConfirmed { .. } => "hours_confirmed",
        NoticeKind::MarkedAbsent => "marked_absent",
        NoticeKind::NotRecorded => "not_recorded",
        NoticeKind::NotReached => "not_reached",
        NoticeKind::NeedAccepted => "need_accepted",
        NoticeKind::NeedRejected { .. } => "need_rejected",
        NoticeKind::NeedResolved => "need_resolved",
        NoticeKind::NeedClosed => "need_closed",
        NoticeKind::NeedChanged => "need_changed",
        NoticeKind::Offered { .. } => "offered",
        NoticeKind::OfferLapsed => "offer_lapsed",
        NoticeKind::DayBefore => "day_before",
        NoticeKind::Approved => "approved",
        NoticeKind::RequestDeclined { .. } => "request_declined",
        NoticeKind::ApprovalNeeded => "approval_needed",
        NoticeKind::TeamAsked { .. } => "team_asked",
        NoticeKind::AbsenceContested { .. } => "absence_contested",
        NoticeKind::AbsenceStands { .. } => "absence_stands",
        NoticeKind::AbsenceTakenBack => "absence_taken_back",
        NoticeKind::CorrectionAnswered { .. } => "correction_answered",
        NoticeKind::HandedOver { .. } => "handed_over",
        NoticeKind::ShiftPostponed { .. } => "shift_postponed",
    }
}

/// What people must do something about.
const ACTING: [&str; 11] = [
    "absence_contested",
    "approval_needed",
    "approved",
    "handed_over",
    "late_withdrawal",
    "offered",
    "please_reconfirm",
    "promoted",
    "shift_cancelled",
    "shift_changed",
    "shift_postponed",
];

/// Whoever should is told, and nobody else. Gives what was told.
pub(super) fn the_right_are_told(
    model: &mut Model,
    server: &mut Server,
    written: &BTreeSet<DocumentKey>,
    taken: &Taken,
    command: &Command,
) -> Result<Vec<&'static str>, String> {
    let mut told: Vec<(PersonId, &str)> = model.told.clone();
    let who = |shift: &ShiftId, entry: &SignUpId| {
        let roster = model.shifts.get(shift)?;
        roster.entry(*entry).map(|entry| entry.person)
    };
    told.extend(taken.ups.iter().filter_map(|(shift, entry, stand)| {
        let what = if stand.offered() {
            "offered"
        } else {
            "promoted"
        };
        Some((who(shift, entry)?, what))
    }));
    let passed = taken.passed.iter();
    told.extend(passed.filter_map(|(shift, entry)| Some((who(shift, entry)?, "passed_over"))));
    let notices = new_notices(model, server, written);
    teams_are_told(model, &notices)?;
    let to_person = |notice: &Notice| match notice.audience {
        Audience::Person(person) => Some((person, notice_name(&notice.kind))),
        _ => None,
    };
    let mut actual: Vec<(PersonId, &str)> = notices.iter().filter_map(to_person).collect();
    told.sort_unstable();
    actual.sort_unstable();
    check(told == actual, || {
        format!(
            "{} told {actual:?} and should tell {told:?}",
            command.name()
        )
    })?;
    let mut acting = Vec::new();
    for notice in &notices {
        let name = notice_name(&notice.kind);
        let Some((person, _)) = to_person(notice) else {
            continue;
        };
        model.notices.insert(notice.id, (person, false));
        if let (true, Some(DocumentKey::Shift(shift))) = (ACTING.contains(&name), &notice.about) {
            let place = matches!(name, "promoted" | "offered");
            acting.push((place, *shift, person, notice.id));
        }
    }
    // Whoever is told of a change and moves up by it hears of the place last.
    acting.sort_unstable();
    for (_, shift, person, notice) in acting {
        model.must_reach(shift, person, notice);
    }
    Ok(notices.iter().map(|n| notice_name(&n.kind)).collect())
}

/// Teams hear what they are asked, with how many people are missing.
fn teams_are_told(model: &mut Model, notices: &[Notice]) -> Verdict {
    let mut actual = Vec::new();
    let mut fresh: Vec<(NoticeId, linli_domain::OrganizationId)> = Vec::new();
    for notice in notices {
        match (&notice.audience, &notice.kind) {
            (Audience::Person(_), _) => {}
            (Audience::Team(team), NoticeKind::TeamAsked { missing }) => {
                actual.push((*team, *missing));
                fresh.push((notice.id, *team));
            }
            (audience, kind) => return Err(format!("{audience} is told {kind:?}")),
        }
    }
    check(actual == model.told_teams, || {
        format!("teams were told {actual:?}, not {:?}", model.told_teams)
    })?;
    let unseen = |(id, team)| (id, (team, BTreeSet::new()));
    model.team_notices.extend(fresh.into_iter().map(unseen));
    Ok(())
}

fn new_notices(model: &Model, server: &mut Server, written: &BTreeSet<DocumentKey>) -> Vec<Notice> {
    let fresh = written.iter().filter(|key| match key {
        DocumentKey::Notice(id) => {
            !model.notices.contains_key(id) && !model.team_notices.contains_key(id)
        }
        _ => false,
    });
    fresh
        .filter_map(|key| match server.document(key) {
            Some(Document::Notice(notice)) => Some(*notice),
            _ => None,
        })
        .collect()
}
