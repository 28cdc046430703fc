//! The judge: after every commit of the authority, and at the end, compares what lies on the disk with the model.

use super::{
    model::{Announced, Entry, Mark, Model, NeedStand, Roster, Stand},
    model_blocks::{NOBODY, same_blocks},
    model_disputes::{Said, disagrees},
    model_months::says,
    model_offers::TO_ANSWER,
    server::Server,
};
use linli_domain::{
    Audience, CommandId, Document, DocumentKey, NoticeId, PersonId, ShiftId, SignUpId,
    case::CaseState,
    command::Command,
    notice::{Notice, NoticeKind},
    shift::{Presence, Shift, ShiftState, SignUp, SignUpState},
    time::Instant,
};
use std::collections::BTreeSet;

/// What the judge found.
pub type Verdict = Result<(), String>;

pub fn check(holds: bool, what: impl FnOnce() -> String) -> Verdict {
    if holds { Ok(()) } else { Err(what()) }
}

/// What followed from one commit, for the counts.
#[derive(Debug, Default)]
pub struct Followed {
    pub applied: bool,
    pub reasons: Vec<linli_domain::Refusal>,
    pub promoted: usize,
    pub offered: usize,
    pub passed_over: usize,
    pub notices: Vec<&'static str>,
    pub written: Vec<DocumentKey>,
    /// What else happened, for the counts.
    pub happened: Vec<(&'static str, &'static str)>,
}

#[must_use]
pub fn stand_of(state: SignUpState) -> Stand {
    match state {
        SignUpState::Requested => Stand::Requested,
        SignUpState::Offered { until } => Stand::Offered { until },
        SignUpState::Waitlisted => Stand::Waiting,
        SignUpState::Reconfirm => Stand::Reconfirm,
        SignUpState::Confirmed => Stand::Confirmed,
        SignUpState::CheckedIn => Stand::In,
        SignUpState::CheckedOut => Stand::Out,
        SignUpState::HoursConfirmed => Stand::Settled,
        SignUpState::Declined => Stand::Declined,
        SignUpState::Withdrawn { late } => Stand::Gone { late },
        SignUpState::Cancelled => Stand::CalledOff,
        SignUpState::NotRecorded => Stand::Unmarked,
        SignUpState::NoShow { .. } => Stand::Absent,
    }
}

fn need_stand(state: CaseState) -> NeedStand {
    match state {
        CaseState::Submitted => NeedStand::Submitted,
        CaseState::Accepted => NeedStand::Accepted,
        CaseState::Rejected => NeedStand::Rejected,
        CaseState::Assigned => NeedStand::Assigned,
        CaseState::InProgress => NeedStand::InProgress,
        CaseState::Resolved => NeedStand::Resolved,
        CaseState::Closed => NeedStand::Closed,
        CaseState::Withdrawn => NeedStand::Withdrawn,
    }
}

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

fn same_mark(mark: &Option<Mark>, presence: &Option<Presence>) -> bool {
    match (mark, presence) {
        (None, None) => true,
        (Some(mark), Some(there)) => {
            mark.at == there.at
                && mark.evidence == there.evidence
                && mark.verified == there.verified
        }
        _ => false,
    }
}

/// Compares one entry; gives the new stand where it got a place, or was asked.
fn same_entry(shift: ShiftId, mine: &Entry, there: &SignUp) -> Result<Option<Stand>, String> {
    let stand = stand_of(there.state);
    let given = matches!(stand, Stand::Confirmed | Stand::Requested) || stand.offered();
    let stays = mine.lapsed.map(|until| Stand::Offered { until }) == Some(stand);
    let up = given && !stays && mine.stand == Stand::Waiting;
    check(stand == mine.stand || up, || {
        format!(
            "{shift}: {} stands {stand:?} and should stand {:?}",
            mine.person, mine.stand
        )
    })?;
    check(there.rank == mine.rank && there.id == mine.id, || {
        format!(
            "{shift}: {} has rank {} and should have {}",
            mine.person, there.rank, mine.rank
        )
    })?;
    check(
        same_mark(&mine.arrived, &there.check_in) && same_mark(&mine.left, &there.check_out),
        || {
            format!(
                "{shift}: attendance {:?} {:?} should be {:?} {:?}",
                there.check_in, there.check_out, mine.arrived, mine.left
            )
        },
    )?;
    check(there.actor == mine.by, || {
        format!(
            "{shift}: {} was signed up by {:?}, not {:?}",
            mine.person, mine.by, there.actor
        )
    })?;
    check(there.entered_by == mine.entered_by, || {
        format!(
            "{shift}: the attendance of {} was entered by {:?}, not {:?}",
            mine.person, there.entered_by, mine.entered_by
        )
    })?;
    let contested = there.state == SignUpState::NoShow { contested: true };
    check(
        contested == (stand == Stand::Absent && disagrees(mine)),
        || {
            format!(
                "{shift}: {} disagrees with their absence, or not",
                mine.person
            )
        },
    )?;
    let said = there.contest.as_ref().map(|said| Said {
        reason: said.reason.clone(),
        answer: said.answer.clone(),
    });
    check(said == mine.contest, || {
        format!(
            "{shift}: {} said {said:?}, not {:?}",
            mine.person, mine.contest
        )
    })?;
    check(there.minutes == mine.minutes, || {
        format!(
            "{shift}: {:?} minutes should be {:?}",
            there.minutes, mine.minutes
        )
    })?;
    let asked = matches!(
        stand,
        Stand::Waiting | Stand::Requested | Stand::Confirmed | Stand::Reconfirm
    );
    check(there.coming == mine.coming || !asked, || {
        format!("{shift}: {} said that they come, or not", mine.person)
    })?;
    check(
        there.offer_lapsed == mine.lapsed.is_some() || stand != Stand::Waiting,
        || format!("{shift}: {} did not answer, or did", mine.person),
    )?;
    Ok(up.then_some(stand))
}

/// What the desk has arranged around a shift is what it has.
fn same_arrangements(mine: &mut Roster, there: &Shift) -> Verdict {
    let (id, arranged) = (there.id, &there.arranged);
    check(arranged.reminded == mine.reminded, || {
        format!("{id}: people were reminded, or not: {}", arranged.reminded)
    })?;
    check(arranged.asked == mine.asked, || {
        format!("{id}: other teams were asked")
    })?;
    let told = arranged.resident_told.as_ref().map(|told| Announced {
        span: told.span,
        people: told.people.iter().copied().collect(),
        cancelled: told.cancelled,
    });
    check(told == mine.resident_told, || {
        format!(
            "{id}: the resident was told {told:?}, not {:?}",
            mine.resident_told
        )
    })?;
    let word = &arranged.door_word;
    let four = |word: &String| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    check(mine.door_word.is_none() || *word == mine.door_word, || {
        format!("{id}: another door word")
    })?;
    let needed = mine.is_visit() && mine.entries.iter().any(|entry| entry.stand.approved());
    check(word.as_ref().map_or(!needed, four), || {
        format!("{id}: the door word is {word:?}")
    })?;
    mine.door_word.clone_from(word);
    Ok(())
}

/// Who got a place or was asked, and who was told that one went past them.
#[derive(Default)]
struct Taken {
    ups: Vec<(ShiftId, SignUpId, Stand)>,
    passed: Vec<(ShiftId, SignUpId)>,
}

/// Compares a shift with the model's, and takes promotions and offers over.
fn same_shift(mine: &mut Roster, there: &Shift, taken: &mut Taken) -> Verdict {
    let id = there.id;
    check(there.about == mine.about, || {
        format!("{id}: what it says is not what was last entered")
    })?;
    let cancelled = matches!(there.state, ShiftState::Cancelled { .. });
    let recorded = there.state == ShiftState::Recorded;
    check(
        (cancelled, recorded) == (mine.cancelled, mine.recorded),
        || {
            format!(
                "{id}: is {:?}; called off {}, settled {}",
                there.state, mine.cancelled, mine.recorded
            )
        },
    )?;
    check(there.roster.len() == mine.entries.len(), || {
        format!(
            "{id}: {} entries, {} expected",
            there.roster.len(),
            mine.entries.len()
        )
    })?;
    for entry in &mut mine.entries {
        let found = there.entry(entry.id);
        let found = found.ok_or_else(|| format!("{id}: {} is not on the roster", entry.person))?;
        let person = found.person.unwrap_or(NOBODY);
        check(person == entry.person, || {
            format!("{id}: {person} is on the roster for {}", entry.person)
        })?;
        if let Some(stand) = same_entry(id, entry, found)? {
            entry.stand = stand;
            taken.ups.push((id, entry.id, stand));
        }
        if found.told_passed_over && !entry.told_passed_over {
            entry.told_passed_over = true;
            taken.passed.push((id, entry.id));
        }
    }
    let sheets = there.sheets.iter().map(|sheet| (&sheet.photo, sheet.by));
    let photos = mine.photos.iter().map(|(photo, by)| (photo, *by));
    check(sheets.eq(photos), || format!("{id}: other sheets are kept"))?;
    same_blocks(mine, there)?;
    same_arrangements(mine, there)
}

/// Who has not been reached of a shift is who should not be.
fn same_unreached(mine: &Roster, there: &Shift) -> Verdict {
    for entry in &mine.entries {
        let told = there.entry(entry.id).and_then(|e| e.to_reach);
        check(told == entry.to_reach, || {
            format!(
                "{}: {} is to be reached with {told:?}, not {:?}",
                there.id, entry.person, entry.to_reach
            )
        })?;
    }
    leads_alone(mine, there)?;
    for contact in there.lead.iter().chain(&there.deputy) {
        let expected = mine.leaders_to_reach.get(&contact.id).copied();
        check(contact.to_reach == expected, || {
            format!(
                "{}: {}, who leads, is to be reached with {:?}, not {expected:?}",
                there.id, contact.id, contact.to_reach
            )
        })?;
    }
    Ok(())
}

/// Whoever leads or stands in is who should: the codes' secret is theirs alone.
fn leads_alone(mine: &Roster, there: &Shift) -> Verdict {
    let known = [&there.lead, &there.deputy].map(|contact| contact.as_ref().map(|c| c.id));
    check(known == [mine.about.lead, mine.about.deputy], || {
        format!(
            "{}: the secret is with {known:?}, who do not lead",
            there.id
        )
    })
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

/// One command was committed: steps the model and compares.
pub fn after_commit(
    model: &mut Model,
    server: &mut Server,
    (id, person): (CommandId, PersonId),
    command: &Command,
    now: Instant,
) -> Result<Followed, String> {
    let row = server.ledger(person, id).ok_or("it is not in the ledger")?;
    let verdict = row.verdict.ok_or("a fresh verdict is kept")?;
    let me = (person != PersonId::SYSTEM).then_some(person);
    let before = model.clone();
    let expected = model.step(id, me, command, now);
    if std::env::var_os("LINLI_SIM_TRACE").is_some() {
        println!("{now} {person} {command:?} {:?}", verdict.reasons);
    }
    let applied = verdict.reasons.is_empty();
    check(applied == expected.is_ok(), || {
        format!(
            "{} by {person} was {}: {:?}",
            command.name(),
            if applied {
                "applied, and may not be"
            } else {
                "refused, and may be"
            },
            expected
                .as_ref()
                .err()
                .map_or_else(|| format!("{:?}", verdict.reasons), |no| no.0.to_string())
        )
    })?;
    let mut followed = Followed {
        applied,
        reasons: verdict.reasons,
        happened: model.happened.clone(),
        ..Followed::default()
    };
    let written: BTreeSet<DocumentKey> = verdict.written.into_iter().collect();
    let (taken, looked_at) = rosters_are_right(model, server, &written)?;
    promotions_are_due(model, &taken, now)?;
    places_are_given(model, now)?;
    model.needs_follow(me, &before, now);
    for key in &written {
        if let DocumentKey::Case(case) = key {
            same_need(model, server, *case)?;
        }
    }
    followed.notices = the_right_are_told(model, server, &written, &taken, command)?;
    for there in looked_at {
        let mine = model.shifts.get(&there.id).ok_or("no shift")?;
        same_unreached(mine, &there)?;
    }
    followed.written = written.into_iter().collect();
    followed.offered = taken.ups.iter().filter(|(.., up)| up.offered()).count();
    followed.promoted = taken.ups.len() - followed.offered;
    followed.passed_over = taken.passed.len();
    Ok(followed)
}

/// Every roster that may have changed is as the model says.
fn rosters_are_right(
    model: &mut Model,
    server: &mut Server,
    written: &BTreeSet<DocumentKey>,
) -> Result<(Taken, Vec<Shift>), String> {
    for key in written {
        if let DocumentKey::Shift(shift) = key {
            model.touched.insert(*shift);
        }
    }
    let (mut taken, mut looked_at) = (Taken::default(), Vec::new());
    for shift in model.touched.clone() {
        let Some(Document::Shift(there)) = server.document(&DocumentKey::Shift(shift)) else {
            return Err(format!("{shift} is not there"));
        };
        let mine = model
            .shifts
            .get_mut(&shift)
            .ok_or("a shift that nobody opened")?;
        same_shift(mine, &there, &mut taken)?;
        looked_at.push(*there);
    }
    Ok((taken, looked_at))
}

/// Whoever should is told, and nobody else. Gives what was told.
fn the_right_are_told(
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

/// Each who moved up or was asked fits, and nobody before them in line would have. Late they are asked, once, and before
/// that they are not.
fn promotions_are_due(model: &Model, taken: &Taken, now: Instant) -> Verdict {
    for (shift, entry, stand) in &taken.ups {
        let roster = model.shifts.get(shift).ok_or("no shift")?;
        let up = roster.entry(*entry).ok_or("no entry")?;
        let late = roster.is_late(now);
        check(roster.to_come(now), || {
            format!("{shift}: somebody moved up after the start")
        })?;
        check(!late || stand.offered(), || {
            format!("{shift}: {} was put in late and not asked", up.person)
        })?;
        check(late || *stand == roster.stand_with_place(), || {
            format!("{shift}: {} moved up and stands {stand:?}", up.person)
        })?;
        check(!(late && up.lapsed.is_some()), || {
            format!("{shift}: {} did not answer, and was asked again", up.person)
        })?;
        let until = roster.about.span.start.min(now + TO_ANSWER);
        check(!late || *stand == Stand::Offered { until }, || {
            format!("{shift}: {} has not half an hour: {stand:?}", up.person)
        })?;
        check(model.fits(up.person, *shift), || {
            format!("{shift}: {} moved up and does not fit", up.person)
        })?;
        for other in &roster.entries {
            let before = roster.in_line(other, now) && other.rank < up.rank;
            check(!before || !model.fits(other.person, *shift), || {
                format!(
                    "{shift}: {} moved up before {}, who fits and came earlier",
                    up.person, other.person
                )
            })?;
            check(!before || other.told_passed_over, || {
                format!("{shift}: {} was passed over and not told", other.person)
            })?;
        }
    }
    Ok(())
}

/// Nobody over, and no place kept from one who waits, fits, and has not been asked in vain.
fn places_are_given(model: &Model, now: Instant) -> Verdict {
    for (shift, roster) in &model.shifts {
        let slots = usize::from(roster.about.slots);
        let coming = roster.entries.iter().filter(|entry| {
            entry.stand.holds() && !matches!(entry.stand, Stand::Absent | Stand::Unmarked)
        });
        let coming = coming.count();
        check(coming <= slots, || {
            format!("{shift}: {coming} people for {slots} places")
        })?;
        if roster.to_come(now) && roster.holders() < slots {
            for entry in roster
                .entries
                .iter()
                .filter(|entry| roster.in_line(entry, now))
            {
                check(!model.fits(entry.person, *shift), || {
                    format!(
                        "{shift}: a place is free, and {} waits and fits",
                        entry.person
                    )
                })?;
            }
        }
    }
    Ok(())
}

fn same_need(model: &Model, server: &mut Server, case: linli_domain::CaseId) -> Verdict {
    let Some(Document::Case(there)) = server.document(&DocumentKey::Case(case)) else {
        return Err(format!("{case} is not there"));
    };
    let mine = model.needs.get(&case).ok_or("a need that nobody posted")?;
    check(need_stand(there.state) == mine.stand, || {
        format!("{case} is {:?} and should be {:?}", there.state, mine.stand)
    })?;
    check(
        there.about == mine.about && there.reporter == mine.reporter,
        || format!("{case} does not say what was last entered"),
    )?;
    check(there.rating == mine.rating, || {
        format!("{case} is rated {:?}, not {:?}", there.rating, mine.rating)
    })
}

/// Everything on the disk is what the model says, and nothing else.
pub fn all_is_as_the_model_says(model: &mut Model, server: &mut Server) -> Verdict {
    let (mut shifts, mut needs, mut records, mut notices) = (0, 0, 0, 0);
    let (mut months, mut handed_up) = (model.months(), 0);
    for (key, _) in server.all(linli_sync::Table::Documents) {
        let key: DocumentKey = key.parse().map_err(|_| "a bad key")?;
        let Some(stored) = server.document(&key) else {
            return Err("it vanished".into());
        };
        match stored {
            Document::Shift(there) => {
                shifts += 1;
                let mine = model
                    .shifts
                    .get_mut(&there.id)
                    .ok_or("a shift that nobody opened")?;
                let mut taken = Taken::default();
                same_shift(mine, &there, &mut taken)?;
                check(taken.ups.is_empty(), || "somebody moved up unseen".into())?;
                same_unreached(mine, &there)?;
            }
            Document::Case(there) => {
                needs += 1;
                same_need(model, server, there.id)?;
            }
            Document::Record(there) => {
                records += 1;
                let mine = model.records.get(&SignUpId(there.id.0));
                let mine = mine.ok_or("a record of hours that nobody confirmed")?;
                let same = (
                    there.volunteer,
                    there.minutes,
                    there.confirmed_by,
                    there.evidence,
                ) == (mine.volunteer, mine.minutes, mine.by, mine.evidence);
                check(same, || format!("a record says {there:?}, not {mine:?}"))?;
                let asked = there.requests.iter().map(|asked| Said {
                    reason: asked.reason.clone(),
                    answer: asked.answer.as_ref().map(|answer| answer.reason.clone()),
                });
                check(asked.eq(mine.asked.iter().cloned()), || {
                    format!(
                        "of a record it was said {:?}, not {:?}",
                        there.requests, mine.asked
                    )
                })?;
                check(there.confirmed_by != there.volunteer, || {
                    "own hours were confirmed".into()
                })?;
            }
            Document::Notice(there) => {
                notices += 1;
                if let Some((_, seen)) = model.team_notices.get(&there.id) {
                    let by: BTreeSet<PersonId> = there.seen.iter().map(|s| s.person).collect();
                    check(by == *seen, || "seen by others".into())?;
                    continue;
                }
                let mine = model.notices.get(&there.id).ok_or("a notice of nothing")?;
                check(there.seen.is_empty() != mine.1, || "seen, or not".into())?;
                let phoned = model.phoned.contains(&there.id);
                check(there.told_by_phone.is_empty() != phoned, || {
                    "told by telephone, or not".into()
                })?;
            }
            Document::Person(there) => {
                let mine = model
                    .people
                    .get(&there.id)
                    .ok_or("a person whom nobody registered")?;
                for tries in &there.code_tries {
                    let counted = mine.wrong_codes.get(&tries.shift).copied();
                    check(counted == Some(tries.wrong), || {
                        format!("{} wrong codes, {counted:?} counted", tries.wrong)
                    })?;
                }
                check(there.code_tries.len() == mine.wrong_codes.len(), || {
                    "a try was lost".into()
                })?;
            }
            Document::Month(there) => {
                let counted = months.remove(&there.month.to_string());
                handed_up += usize::from(there.submitted.is_some());
                says(model, &there, &counted.unwrap_or_default())?;
            }
            Document::Place(_) | Document::Organization(_) => {}
        }
    }
    check(months.is_empty(), || format!("no report of {months:?}"))?;
    check(handed_up == model.handed_up.len(), || {
        format!("{handed_up} months were handed up")
    })?;
    let expected = (
        model.shifts.len(),
        model.needs.len(),
        model.records.len(),
        model.notices.len() + model.team_notices.len(),
    );
    check((shifts, needs, records, notices) == expected, || {
        format!(
            "{shifts} shifts, {needs} needs, {records} records, {notices} notices; {expected:?} expected"
        )
    })
}

/// The chain of the community verifies, link by link, from its first.
pub fn the_chain_holds(server: &mut Server, home: &str) -> Verdict {
    use linli_sync::sha256_hex;
    let links = server.links(&home.parse().map_err(|_| "a bad place")?);
    check(!links.is_empty(), || "nothing was chained".into())?;
    let mut last = String::new();
    for (n, link) in links.iter().enumerate() {
        let said = &link.transition;
        let digest = sha256_hex(&[said.salt.as_bytes(), said.body.as_bytes()]);
        check(digest == said.digest, || {
            format!("link {n} does not say what was said")
        })?;
        last = sha256_hex(&[last.as_bytes(), digest.as_bytes()]);
        check(last == link.hash, || {
            format!("link {n} does not follow the one before")
        })?;
    }
    Ok(())
}
