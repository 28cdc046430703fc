//! Check-in, check-out and the lead's marks. A code proves its own time; a device's word does not.

use super::{contests::taken_back, sign_up::set_state};
use crate::{
    codes,
    command::Proof,
    deciding::Deciding,
    document::Document,
    ids::{ShiftId, SignUpId},
    person::CodeTries,
    planted::{self, Bug},
    refusal::{Refusal, Refused},
    shift::{Attendance, Evidence, Presence, Shift, ShiftState, SignUp, SignUpState},
    time::{Instant, minutes},
};
use chrono::TimeDelta;

pub(crate) fn window(d: &Deciding, shift: &Shift) -> (Instant, Instant) {
    let profile = d.ctx.profile;
    (
        shift.about.span.start - minutes(profile.check_in_opens_minutes),
        shift.about.span.end + minutes(profile.check_in_closes_minutes),
    )
}

/// Why a shift takes no attendance now, if so.
fn shift_is_open(d: &Deciding, shift: &Shift) -> Vec<Refusal> {
    match shift.state {
        ShiftState::Open | ShiftState::Recorded => Vec::new(),
        _ => vec![Refusal::WrongPhase {
            phase: shift.phase(d.now()),
        }],
    }
}

fn in_window(d: &Deciding, shift: &Shift, at: Instant) -> Option<Refusal> {
    let (opens, closes) = window(d, shift);
    if at < opens {
        Some(Refusal::CheckInNotYet { opens })
    } else if at > closes {
        Some(Refusal::CheckInOver)
    } else {
        None
    }
}

fn may_arrive(state: SignUpState) -> Result<(), Refusal> {
    match state {
        _ if state.is_expected() => Ok(()),
        _ if crate::planted::is(crate::planted::Bug::CheckedInAgain) => Ok(()),
        SignUpState::CheckedIn | SignUpState::CheckedOut | SignUpState::HoursConfirmed => {
            Err(Refusal::AlreadyCheckedIn)
        }
        _ => Err(Refusal::NotConfirmed),
    }
}

/// Whether somebody stands as there by the lead's tick alone. A code of theirs may still be on its way, from a phone
/// without network: what it proves counts whichever of the two arrives first.
fn by_tick(entry: &SignUp) -> bool {
    let ticked = |presence: &Presence| presence.evidence == Evidence::LeadTick;
    entry.state.is_present() && entry.check_in.as_ref().is_some_and(ticked)
}

/// A device's corrected time, as far as it can be believed: not in the future.
fn believed(d: &Deciding, at: Instant) -> Instant {
    at.min(d.now())
}

fn is_late(d: &Deciding, at: Instant) -> bool {
    let late = d.now() - at > TimeDelta::seconds(d.ctx.profile.sent_late_after_seconds);
    late && !crate::planted::is(crate::planted::Bug::LateIsVerified)
}

/// What a proof proves: a presence, or why not. `Err(None)` is a wrong code.
fn proved(
    d: &Deciding,
    shift: &Shift,
    proof: &Proof,
    at: Instant,
) -> Result<Presence, Option<Refusal>> {
    let site = shift.about.attendance == Attendance::Site;
    let (step, right) = match proof {
        Proof::Arrived if site => return Err(Some(Refusal::WrongProof)),
        Proof::Arrived => {
            let at = believed(d, at);
            return Ok(Presence {
                at,
                evidence: Evidence::SelfReported,
                verified: !is_late(d, at),
            });
        }
        Proof::Printed { mac } => {
            let right = match &shift.secret {
                Some(secret) => codes::printed_proves(secret, shift.id, mac),
                None => d.ctx.predicting,
            };
            let verified = crate::planted::is(crate::planted::Bug::PrintedIsVerified);
            return right
                .then_some(Presence {
                    at: believed(d, at),
                    evidence: Evidence::PrintedQr,
                    verified,
                })
                .ok_or(None);
        }
        Proof::Code { step, mac } => match &shift.secret {
            Some(secret) => (*step, codes::proves(secret, shift.id, *step, mac)),
            None => (*step, d.ctx.predicting),
        },
        Proof::Digits { step, digits } => match &shift.secret {
            Some(secret) => {
                let proven = codes::digits_prove(secret, shift.id, *step, digits);
                (proven.unwrap_or(*step), proven.is_some())
            }
            None => (*step, d.ctx.predicting),
        },
    };
    let has_come = |at: Instant| {
        let any = crate::planted::is(crate::planted::Bug::FutureCodesProve);
        any || at <= d.now() + TimeDelta::seconds(codes::STEP_SECONDS)
    };
    let at = codes::step_start(step).filter(|at| right && has_come(*at));
    let Some(at) = at else { return Err(None) };
    Ok(Presence {
        at,
        evidence: Evidence::RotatingCode,
        verified: !is_late(d, at) && !d.ctx.predicting,
    })
}

pub(crate) fn check_in(
    d: &mut Deciding,
    id: ShiftId,
    proof: &Proof,
    at: Instant,
) -> Result<(), Refused> {
    let shift = d.addressed_shift(id)?;
    let me = d.need_me()?;
    let tries = me
        .code_tries
        .iter()
        .find(|tries| tries.shift == id)
        .map_or(0, |tries| tries.wrong);
    let Some(entry) = shift.entry_of(me.id) else {
        return Err(Refusal::NotSignedUp.into());
    };
    let mut reasons = shift_is_open(d, shift);
    let ticked = by_tick(entry) && *proof != Proof::Arrived;
    if !ticked {
        reasons.extend(may_arrive(entry.state).err());
    }
    if tries >= d.ctx.profile.code_tries && *proof != Proof::Arrived {
        reasons.push(Refusal::TooManyTries);
    }
    if !reasons.is_empty() {
        return Err(reasons.into());
    }
    // Before the doors open a code is neither right nor wrong, and costs no try.
    if let Some(too_early) =
        in_window(d, shift, d.now()).filter(|r| matches!(r, Refusal::CheckInNotYet { .. }))
    {
        return Err(too_early.into());
    }
    let presence = match proved(d, shift, proof, at) {
        Ok(presence) => presence,
        Err(Some(refusal)) => return Err(refusal.into()),
        Err(None) => return Err(wrong_code(d, id, tries)),
    };
    if let Some(refusal) = in_window(d, shift, presence.at) {
        return Err(refusal.into());
    }
    let entry = entry.id;
    if ticked {
        prove_ticked(d, id, entry, presence);
    } else {
        arrive(d, id, entry, presence);
    }
    Ok(())
}

/// The code of somebody who was ticked meanwhile: the earlier moment counts, and the better evidence. The lead has seen
/// them, so it stays verified.
fn prove_ticked(d: &mut Deciding, id: ShiftId, entry: SignUpId, proven: Presence) {
    let Some(shift) = d.edit_shift(id) else {
        return;
    };
    let desk = shift.desk.clone();
    let found = shift.roster.iter_mut().find(|e| e.id == entry);
    if let Some(presence) = found.and_then(|e| e.check_in.as_mut()) {
        presence.at = presence.at.min(proven.at);
        presence.evidence = presence.evidence.min(proven.evidence);
    }
    let key = crate::ids::DocumentKey::Shift(id);
    d.log_entry(key, Some(entry), &desk, "ticked", "proven", None);
}

/// A wrong code: refused, and the try is counted.
fn wrong_code(d: &mut Deciding, shift: ShiftId, tries: u8) -> Refused {
    let left = d.ctx.profile.code_tries.saturating_sub(tries + 1);
    let person = d.actor();
    let mut documents = Vec::new();
    if let Some(me) = d
        .edit_person(person)
        .filter(|_| !crate::planted::is(crate::planted::Bug::GuessesAreFree))
    {
        me.code_tries.retain(|t| t.shift != shift);
        me.code_tries.push(CodeTries {
            shift,
            wrong: tries + 1,
        });
        documents.push(Document::Person(Box::new(me.clone())));
    }
    Refused {
        reasons: vec![Refusal::CodeWrong { left }],
        documents,
    }
}

fn arrive(d: &mut Deciding, id: ShiftId, entry: SignUpId, presence: Presence) {
    let Some(shift) = d.edit_shift(id) else {
        return;
    };
    // Somebody arrives on a roster that was settled without them: it is open again.
    shift.state = ShiftState::Open;
    let desk = shift.desk.clone();
    if let Some(found) = shift.roster.iter_mut().find(|e| e.id == entry) {
        found.check_in = Some(presence);
        found.to_reach = None;
        found.coming = false;
    }
    set_state(d, id, entry, SignUpState::CheckedIn, &desk, None);
}

pub(crate) fn check_out(d: &mut Deciding, id: ShiftId, at: Instant) -> Result<(), Refused> {
    let shift = d.addressed_shift(id)?;
    let me = d.need_me()?;
    let Some(entry) = shift.entry_of(me.id) else {
        return Err(Refusal::NotSignedUp.into());
    };
    match entry.state {
        SignUpState::CheckedIn => {}
        SignUpState::CheckedOut | SignUpState::HoursConfirmed => return Ok(()),
        _ => {
            return Err(Refusal::NotCheckedIn {
                name: String::new(),
            }
            .into());
        }
    }
    let at = believed(d, at);
    let evidence = entry
        .check_in
        .as_ref()
        .map_or(Evidence::SelfReported, |presence| presence.evidence);
    let (entry, verified) = (entry.id, !is_late(d, at));
    leave(
        d,
        id,
        entry,
        Presence {
            at,
            evidence,
            verified,
        },
    );
    Ok(())
}

fn leave(d: &mut Deciding, id: ShiftId, entry: SignUpId, presence: Presence) {
    let Some(shift) = d.edit_shift(id) else {
        return;
    };
    let desk = shift.desk.clone();
    if let Some(found) = shift.roster.iter_mut().find(|e| e.id == entry) {
        found.check_out = Some(presence);
    }
    set_state(d, id, entry, SignUpState::CheckedOut, &desk, None);
}

/// The entry that a lead's or desk's mark is about.
pub(crate) fn marked(
    d: &Deciding,
    id: ShiftId,
    entry: SignUpId,
) -> Result<(Shift, SignUp), Refused> {
    let shift = d.addressed_shift(id)?;
    let closed = shift_is_open(d, shift);
    if !closed.is_empty() {
        return Err(closed.into());
    }
    // A team's place without a name is nobody's.
    let found = shift.entry(entry).filter(|found| found.person.is_some());
    let found = found.cloned().ok_or(Refusal::NotSignedUp)?;
    Ok((shift.clone(), found))
}

pub(crate) fn mark_present(
    d: &mut Deciding,
    id: ShiftId,
    entry: SignUpId,
    at: Instant,
) -> Result<(), Refused> {
    let (shift, found) = marked(d, id, entry)?;
    // Nobody proves their own presence with their own tick.
    if found.person == Some(d.actor()) {
        return Err(Refusal::OwnWork.into());
    }
    if found.state == SignUpState::CheckedIn || found.state == SignUpState::CheckedOut {
        if found.entered_by == Some(d.actor()) {
            return Err(Refusal::SecondApprover.into());
        }
        verify(d, id, entry, &shift);
        return Ok(());
    }
    let allowed = matches!(
        found.state,
        SignUpState::Confirmed
            | SignUpState::Reconfirm
            | SignUpState::NotRecorded
            | SignUpState::NoShow { .. }
    );
    let mut reasons = Vec::new();
    if !allowed {
        reasons.push(Refusal::NotConfirmed);
    }
    let (opens, _) = window(d, &shift);
    if d.now() < opens {
        reasons.push(Refusal::CheckInNotYet { opens });
    }
    if !reasons.is_empty() {
        return Err(reasons.into());
    }
    let mut at = believed(d, at).clamp(opens, shift.about.span.end);
    // A dead phone costs nobody an hour: whoever is ticked after the end was there from the start, unless an earlier
    // moment is told.
    if at == shift.about.span.end {
        at = shift.about.span.start;
    }
    arrive(
        d,
        id,
        entry,
        Presence {
            at,
            evidence: Evidence::LeadTick,
            verified: true,
        },
    );
    taken_back(d, id, entry);
    Ok(())
}

/// The lead's tick on someone whose code came late: now it may be relied on.
fn verify(d: &mut Deciding, id: ShiftId, entry: SignUpId, shift: &Shift) {
    let mut changed = false;
    if let Some(found) = d
        .edit_shift(id)
        .and_then(|s| s.roster.iter_mut().find(|e| e.id == entry))
    {
        for presence in found.check_in.iter_mut().chain(&mut found.check_out) {
            changed |= !presence.verified;
            presence.verified = true;
            // Seen by who ticks, which a sheet of paper does not do.
            if presence.evidence == Evidence::PrintedQr {
                presence.evidence = Evidence::LeadTick;
            }
        }
    }
    if changed {
        let key = crate::ids::DocumentKey::Shift(id);
        d.log_entry(
            key,
            Some(entry),
            &shift.desk,
            "unverified",
            "verified",
            None,
        );
    }
}

pub(crate) fn mark_left(
    d: &mut Deciding,
    id: ShiftId,
    entry: SignUpId,
    at: Instant,
) -> Result<(), Refused> {
    let (_, found) = marked(d, id, entry)?;
    match found.state {
        SignUpState::CheckedIn => {}
        SignUpState::CheckedOut => return Ok(()),
        _ => return Err(Refusal::NotCheckedIn { name: found.name }.into()),
    }
    let at = believed(d, at);
    leave(
        d,
        id,
        entry,
        Presence {
            at,
            evidence: Evidence::LeadTick,
            verified: true,
        },
    );
    Ok(())
}

pub(crate) fn mark_absent(d: &mut Deciding, id: ShiftId, entry: SignUpId) -> Result<(), Refused> {
    let (shift, found) = marked(d, id, entry)?;
    if matches!(found.state, SignUpState::NoShow { .. }) {
        return Ok(());
    }
    let mut reasons = Vec::new();
    if !found.state.is_expected() {
        reasons.push(Refusal::NotConfirmed);
    }
    if d.now() < shift.about.span.start {
        reasons.push(Refusal::CheckInNotYet {
            opens: shift.about.span.start,
        });
    }
    if !reasons.is_empty() {
        return Err(reasons.into());
    }
    set_state(
        d,
        id,
        entry,
        SignUpState::NoShow { contested: false },
        &shift.desk,
        None,
    );
    if let Some(person) = found.person {
        let key = crate::ids::DocumentKey::Shift(id);
        d.tell(
            person,
            crate::notice::NoticeKind::MarkedAbsent,
            key,
            shift.about.title.clone(),
            Some(shift.about.span),
        );
    }
    // Absences are marked one after the other, before or after the ticks: only one that leaves nobody to be looked at
    // is the last word. A team's place without a name is nobody's.
    let unmarked = |entry: &SignUp| {
        entry.person.is_some() && entry.state.is_expected() && entry.state.is_live()
    };
    let waits = d
        .shift(id)
        .is_some_and(|shift| shift.roster.iter().any(unmarked));
    if !waits || planted::is(Bug::AbsenceClosesEarly) {
        super::hours::close_if_settled(d, id);
    }
    Ok(())
}

pub(crate) fn clear_mark(d: &mut Deciding, id: ShiftId, entry: SignUpId) -> Result<(), Refused> {
    let (shift, found) = marked(d, id, entry)?;
    match found.state {
        SignUpState::CheckedIn | SignUpState::CheckedOut | SignUpState::NoShow { .. } => {}
        SignUpState::Confirmed => return Ok(()),
        _ => return Err(Refusal::NotConfirmed.into()),
    }
    if let Some(shift) = d.edit_shift(id) {
        shift.state = ShiftState::Open;
        if let Some(found) = shift.roster.iter_mut().find(|e| e.id == entry) {
            found.check_in = None;
            found.check_out = None;
            found.entered_by = None;
        }
    }
    set_state(d, id, entry, SignUpState::Confirmed, &shift.desk, None);
    taken_back(d, id, entry);
    Ok(())
}
