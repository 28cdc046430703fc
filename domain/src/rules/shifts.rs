//! Opening, correcting and calling off shifts.

use super::{
    forms,
    sign_up::{freed, hold, overlaps, release, set_state, settle},
};
use crate::{
    case::{Case, CaseState},
    deciding::Deciding,
    document::Document,
    ids::{DocumentKey, PersonId, ShiftId, SignUpId},
    notice::NoticeKind,
    person::{Firmness, Person},
    place::PlaceCode,
    planted::{self, Bug},
    refusal::{Field, Problem, Refusal, Refused},
    rights::{Duty, is_newcomer},
    shift::{
        Attendance, Contact, Parent, Phase, Secret, Shift, ShiftAbout, ShiftState, SignUpState,
    },
};
use std::collections::BTreeSet;

fn contact(
    d: &Deciding,
    id: Option<PersonId>,
    field: Field,
    reasons: &mut Vec<Refusal>,
) -> Option<Contact> {
    let id = id?;
    let visible = d.addressed(&DocumentKey::Person(id)).is_ok();
    // Whoever leads reads the roster, and newcomers see nobody's data.
    let known = |person: &&Person| visible && !is_newcomer(person, d.now());
    match d.person(id).filter(known) {
        Some(person) => Some(Contact {
            id,
            name: person.about.name.clone(),
            phone: person.about.phone.clone(),
            to_reach: None,
        }),
        None => {
            reasons.push(Refusal::Field {
                field,
                problem: Problem::Unknown,
            });
            None
        }
    }
}

/// What refers to other documents: parent, team, lead and deputy.
fn references(
    d: &Deciding,
    about: &ShiftAbout,
    desk: &PlaceCode,
) -> (Vec<Refusal>, Option<Contact>, Option<Contact>) {
    let mut reasons = Vec::new();
    if let Some(Parent::Case(case)) = about.parent {
        match d.addressed_case(case) {
            Ok(case) if case.desk != *desk => reasons.push(Refusal::OtherCommunity),
            Ok(case)
                if !matches!(
                    case.state,
                    CaseState::Accepted | CaseState::Assigned | CaseState::InProgress
                ) =>
            {
                reasons.push(Refusal::WrongNeedState { state: case.state });
            }
            Ok(case) if case.is_sealed() => reasons.push(Refusal::Sealed),
            Ok(_) => {}
            Err(refused) => reasons.extend(refused.reasons),
        }
    }
    if let Some(team) = about.organization
        && d.addressed(&DocumentKey::Organization(team)).is_err()
    {
        reasons.push(Refusal::Field {
            field: Field::Organization,
            problem: Problem::Unknown,
        });
    }
    let lead = contact(d, about.lead, Field::Lead, &mut reasons);
    let deputy = contact(d, about.deputy, Field::Deputy, &mut reasons);
    (reasons, lead, deputy)
}

pub(crate) fn open(d: &mut Deciding, id: ShiftId, about: &ShiftAbout) -> Result<(), Refused> {
    let key = DocumentKey::Shift(id);
    let taken = match d.lookup(&key) {
        Some(Document::Shift(there)) if there.about == *about && d.addressed(&key).is_ok() => {
            return Ok(());
        }
        found => found.is_some(),
    };
    let now = (!matches!(d.caller, crate::context::Caller::System)).then(|| d.now());
    let mut reasons = forms::shift(about, now);
    let desk = d.desk_of_place(&about.place);
    if desk.is_none() {
        reasons.push(Refusal::Field {
            field: Field::Place,
            problem: Problem::Unknown,
        });
    }
    let Some(desk) = desk else {
        return Err(reasons.into());
    };
    let (more, lead, deputy) = references(d, about, &desk);
    reasons.extend(more);
    // Said only to whom it would have been opened for: what is hidden is not told by other means.
    if taken && reasons.is_empty() {
        reasons.push(Refusal::IdTaken);
    }
    if !reasons.is_empty() {
        return Err(reasons.into());
    }
    let secret = Secret(
        d.next_random()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect(),
    );
    d.put(Document::Shift(Box::new(Shift {
        id,
        desk: desk.clone(),
        about: about.clone(),
        state: ShiftState::Open,
        lead,
        deputy,
        // A device cannot know the secret that the authority will draw.
        secret: (!d.ctx.predicting).then_some(secret),
        roster: Vec::new(),
        blocks: Vec::new(),
        next_rank: 1,
        arranged: Default::default(),
        sheets: Vec::new(),
    })));
    d.log(key, &desk, "absent", "open", None);
    Ok(())
}

pub(crate) fn correct(d: &mut Deciding, id: ShiftId, about: &ShiftAbout) -> Result<(), Refused> {
    let shift = d.addressed_shift(id)?;
    let (desk, was) = (shift.desk.clone(), shift.about.clone());
    let mut reasons = forms::shift(about, None);
    let phase = shift.phase(d.now());
    let marked = marks(shift);
    // An approval is of its time too: nobody who is there was approved for another visit.
    let other = was.span != about.span || super::visits::asks_anew(&was, about);
    if matches!(phase, Phase::Recorded | Phase::Cancelled) || (marked > 0 && other) {
        reasons.push(Refusal::WrongPhase { phase });
    }
    if about.slots < marked {
        reasons.push(Refusal::FewerThanPresent { present: marked });
    }
    // Nobody would approve whom a team names.
    if about.attendance == Attendance::Visit && !shift.blocks.is_empty() {
        reasons.push(Refusal::BlocksOnSiteOnly);
    }
    match d.desk_of_place(&about.place) {
        Some(of_place) if of_place == desk => {}
        Some(_) => reasons.push(Refusal::OtherCommunity),
        None => reasons.push(Refusal::Field {
            field: Field::Place,
            problem: Problem::Unknown,
        }),
    }
    let (mut more, lead, deputy) = references(d, about, &desk);
    if was.parent == about.parent {
        more.retain(|reason| !matches!(reason, Refusal::WrongNeedState { .. }));
    }
    reasons.extend(more);
    if !reasons.is_empty() {
        return Err(reasons.into());
    }
    if was == *about {
        return Ok(());
    }
    if let Some(shift) = d.edit_shift(id) {
        let unreached: Vec<Contact> = shift.lead.iter().chain(&shift.deputy).cloned().collect();
        let moved = shift.about.span != about.span;
        shift.about = about.clone();
        if moved {
            super::reminders::start_over(shift);
            super::offers::end_with_start(shift);
        }
        shift.lead = lead;
        shift.deputy = deputy;
        for contact in shift.lead.iter_mut().chain(&mut shift.deputy) {
            let was = unreached.iter().find(|was| was.id == contact.id);
            contact.to_reach = was.and_then(|was| was.to_reach);
        }
    }
    d.log(
        DocumentKey::Shift(id),
        &desk,
        "open",
        "open",
        Some("corrected".into()),
    );
    let change = Change {
        was: &was,
        about,
        desk: &desk,
        postponed: None,
    };
    follow_correction(d, id, &change);
    Ok(())
}

/// Marks of presence and absence are of the time at which they were made, and keep their places: an absence may turn
/// out to be none.
pub(crate) fn marks(shift: &Shift) -> u16 {
    crate::shift::count(&shift.roster, |entry| {
        entry.check_in.is_some()
            || matches!(
                entry.state,
                SignUpState::NoShow { .. } | SignUpState::NotRecorded
            )
    })
}

/// A change of a shift, as it concerns its roster.
pub(crate) struct Change<'a> {
    pub was: &'a ShiftAbout,
    pub about: &'a ShiftAbout,
    pub desk: &'a PlaceCode,
    /// Why it was put off, where it was: then whoever has a place says again whether they come.
    pub postponed: Option<&'a str>,
}

/// One entry: its rank, id, person and state.
type Live = (u32, SignUpId, PersonId, SignUpState);

fn live_entries(shift: &Shift) -> Vec<Live> {
    entries_where(shift, SignUpState::is_live)
}

fn entries_where(shift: &Shift, which: impl Fn(SignUpState) -> bool) -> Vec<Live> {
    let mut live: Vec<Live> = shift
        .roster
        .iter()
        .filter(|entry| which(entry.state))
        .filter_map(|entry| {
            entry
                .person
                .map(|person| (entry.rank, entry.id, person, entry.state))
        })
        .collect();
    live.sort_by_key(|(rank, ..)| *rank);
    live
}

/// Who loses their place where there are fewer than before: the last who are not there yet.
fn surplus(shift: &Shift, live: &[Live], slots: u16) -> Vec<SignUpId> {
    let too_many = shift.taken().saturating_sub(slots);
    let last = live.iter().rev();
    last.filter(|(.., state)| state.holds_place() && !state.is_present())
        .take(usize::from(too_many))
        .filter(|_| !planted::is(Bug::SurplusStays))
        .map(|(_, entry, ..)| *entry)
        .collect()
}

/// Why a shift is called off whose need was taken back: a code with a wording in every language.
const NOT_NEEDED: &str = "not_needed";

/// Tells those on the roster, checks overlaps again, takes back places that are no more, and fills those that are new.
pub(crate) fn follow_correction(d: &mut Deciding, id: ShiftId, change: &Change) {
    let Change {
        was,
        about,
        desk,
        postponed,
    } = *change;
    if was.span != about.span {
        super::erasure::stay_away(d, id);
    }
    super::blocks::fit(d, id);
    let Some(shift) = d.shift(id) else { return };
    let live = live_entries(shift);
    let demoted = surplus(shift, &live, about.slots);
    let moved = was.span != about.span;
    for (_, entry, person, state) in &live {
        let down = demoted.contains(entry);
        let held = state.holds_place() && !down;
        let firmness = if held {
            Firmness::Held
        } else {
            Firmness::Waiting
        };
        if moved || down {
            hold(d, id, *entry, *person, about.span, firmness);
        }
        let approval = super::visits::approval_after(was, about, *state);
        let stand = match approval {
            _ if down => SignUpState::Waitlisted,
            Some(stand) => stand,
            None => *state,
        };
        let kept = matches!(stand, SignUpState::Confirmed | SignUpState::Reconfirm);
        let busy = (moved || stand != *state)
            && kept
            && d.person(*person)
                .is_some_and(|p| !overlaps(p, id, &about.span).is_empty());
        let again = postponed.is_some()
            && stand == SignUpState::Confirmed
            && !planted::is(Bug::PostponedStayConfirmed);
        let stand = if busy || again {
            SignUpState::Reconfirm
        } else {
            stand
        };
        if stand != *state {
            set_state(d, id, *entry, stand, desk, None);
        }
        if down {
            super::blocks::let_go(d, id, *entry);
        }
        let (key, title) = (DocumentKey::Shift(id), about.title.clone());
        let told = told_of(was, about, *state, stand, busy);
        let told = told.map(|kind| match (kind, postponed) {
            (NoticeKind::ShiftChanged | NoticeKind::PleaseReconfirm, Some(reason)) => {
                let reason = reason.to_owned();
                NoticeKind::ShiftPostponed { reason }
            }
            (kind, _) => kind,
        });
        if let Some(kind) = told {
            d.tell(*person, kind, key, title, Some(about.span));
        }
    }
    settle(d, id);
    for (_, entry, person, state) in &live {
        if state.holds_place() && (moved || demoted.contains(entry)) {
            freed(d, *person, &was.span);
        }
    }
}

/// What a correction tells somebody who stood so and stands so now.
fn told_of(
    was: &ShiftAbout,
    is: &ShiftAbout,
    stood: SignUpState,
    stands: SignUpState,
    busy: bool,
) -> Option<NoticeKind> {
    let matters = ShiftAbout {
        slots: is.slots,
        min_staff: is.min_staff,
        ..was.clone()
    } != *is;
    match stands {
        SignUpState::Waitlisted if stood != stands => Some(NoticeKind::MovedToWaitingList),
        SignUpState::Requested if stood != stands => Some(NoticeKind::ApprovalNeeded),
        _ if busy => Some(NoticeKind::PleaseReconfirm),
        _ => matters.then_some(NoticeKind::ShiftChanged),
    }
}

pub(crate) fn cancel(d: &mut Deciding, id: ShiftId, reason: &str) -> Result<(), Refused> {
    let shift = d.addressed_shift(id)?;
    let mut check = forms::Check::default();
    check.line(Field::Reason, reason, true);
    let phase = shift.phase(d.now());
    match phase {
        Phase::Cancelled => return Ok(()),
        Phase::Recorded => check.reasons.push(Refusal::WrongPhase { phase }),
        _ if !nobody_came(shift) => check.reasons.push(Refusal::WrongPhase {
            phase: Phase::Running,
        }),
        _ => {}
    }
    if !check.reasons.is_empty() {
        return Err(check.reasons.into());
    }
    call_off(d, id, reason);
    Ok(())
}

fn nobody_came(shift: &Shift) -> bool {
    shift.roster.iter().all(|entry| entry.check_in.is_none())
}

/// A need that is taken back takes its shifts with it, as far as nobody has come to them yet. Why it was taken back is
/// for its reporter and the desk: everybody reads why a shift was called off.
pub(crate) fn needed_no_more(d: &mut Deciding, case: &Case) {
    // A device that does not hold the roster leaves the answer to the authority.
    if d.ctx.predicting && !d.may(Duty::RunDesk, &case.desk) {
        return;
    }
    for link in &case.shifts {
        let stands_empty = d
            .shift(link.shift)
            .is_some_and(|shift| shift.state == ShiftState::Open && nobody_came(shift));
        if stands_empty {
            call_off(d, link.shift, NOT_NEEDED);
        }
    }
}

/// Cancels a shift, and everybody who has to do with it is told.
fn call_off(d: &mut Deciding, id: ShiftId, reason: &str) {
    let Some(shift) = d.shift(id) else { return };
    let desk = shift.desk.clone();
    let (span, title) = (shift.about.span, shift.about.title.clone());
    let signed_up = entries_where(shift, |state| {
        state.is_live() || matches!(state, SignUpState::NoShow { .. })
    });
    let leaders: BTreeSet<PersonId> = shift
        .lead
        .iter()
        .chain(&shift.deputy)
        .map(|contact| contact.id)
        .filter(|leader| signed_up.iter().all(|(_, _, person, _)| person != leader))
        .collect();
    if let Some(shift) = d.edit_shift(id) {
        shift.state = ShiftState::Cancelled {
            reason: reason.to_owned(),
        };
    }
    d.log(
        DocumentKey::Shift(id),
        &desk,
        "open",
        "cancelled",
        Some(reason.to_owned()),
    );
    for (_, entry, person, _) in &signed_up {
        set_state(d, id, *entry, SignUpState::Cancelled, &desk, None);
        release(d, *person, id);
    }
    super::blocks::call_off(d, id, &desk);
    let everyone = signed_up.iter().map(|(_, _, person, _)| *person);
    for person in everyone.chain(leaders).collect::<Vec<_>>() {
        if planted::is(Bug::CancelTellsNobody) {
            break;
        }
        let kind = NoticeKind::ShiftCancelled {
            reason: reason.to_owned(),
        };
        d.tell(
            person,
            kind,
            DocumentKey::Shift(id),
            title.clone(),
            Some(span),
        );
    }
    for (_, _, person, state) in signed_up {
        if state.holds_place() {
            freed(d, person, &span);
        }
    }
}
