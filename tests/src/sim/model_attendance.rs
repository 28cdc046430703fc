//! The judge's rules of attendance: arrive, leave, be marked, have one's hours confirmed.

use super::model::{Code, Entry, Mark, Model, No, Record, Stand, Verdict, must};
use super::model_blocks::NOBODY;
use chrono::TimeDelta;
use linli_domain::{
    CommandId, PersonId, ShiftId, SignUpId,
    command::{HoursEntry, Proof},
    shift::{Attendance, Evidence},
    time::{Instant, Span},
};

const HALF_AN_HOUR: TimeDelta = TimeDelta::minutes(30);

fn late(now: Instant, at: Instant) -> bool {
    now - at > TimeDelta::seconds(120)
}

impl Model {
    pub(super) fn check_in(
        &mut self,
        id: CommandId,
        me: PersonId,
        shift: ShiftId,
        proof: &Proof,
        told: Instant,
        now: Instant,
    ) -> Verdict {
        let roster = self.shifts.get(&shift).ok_or(No::here())?;
        let entry = roster.of(me).ok_or(No::here())?;
        must(!roster.cancelled)?;
        let own_word = *proof == Proof::Arrived;
        // A code may come after the lead's tick: what it proves counts all the same.
        let ticked = !own_word
            && entry.stand.there()
            && matches!(&entry.arrived, Some(mark) if mark.evidence == Evidence::LeadTick);
        must(
            ticked
                || matches!(
                    entry.stand,
                    Stand::Confirmed | Stand::Reconfirm | Stand::Unmarked
                ),
        )?;
        let tries = self.people[&me]
            .wrong_codes
            .get(&shift)
            .copied()
            .unwrap_or(0);
        must(own_word || tries < 5)?;
        let span = roster.about.span;
        must(now >= span.start - HALF_AN_HOUR)?;
        let (at, evidence) = if own_word {
            must(roster.about.attendance == Attendance::Visit)?;
            (told.min(now), Evidence::SelfReported)
        } else {
            match self.codes.get(&id) {
                Some(Code::Right(at)) if *at <= now + TimeDelta::seconds(10) => {
                    (*at, Evidence::RotatingCode)
                }
                // What a sheet says may be a photograph of it.
                Some(Code::Sheet) => (told.min(now), Evidence::PrintedQr),
                _ => {
                    self.people
                        .get_mut(&me)
                        .ok_or(No::here())?
                        .wrong_codes
                        .insert(shift, tries + 1);
                    return Err(No::here());
                }
            }
        };
        must(at >= span.start - HALF_AN_HOUR && at <= span.end + HALF_AN_HOUR)?;
        let verified = !late(now, at) && evidence != Evidence::PrintedQr;
        if evidence == Evidence::PrintedQr {
            self.happened.push(("sheet on the wall", "scanned"));
        }
        let id = entry.id;
        if ticked {
            return self.is_proven(shift, id, at, evidence);
        }
        self.arrives(
            shift,
            id,
            Mark {
                at,
                evidence,
                verified,
            },
        )
    }

    fn arrives(&mut self, shift: ShiftId, entry: SignUpId, mark: Mark) -> Verdict {
        let roster = self.roster(shift)?;
        roster.recorded = false;
        let entry = roster
            .entries
            .iter_mut()
            .find(|there| there.id == entry)
            .ok_or(No::here())?;
        entry.arrived = Some(mark);
        (entry.to_reach, entry.coming) = (None, false);
        entry.stand = Stand::In;
        Ok(())
    }

    /// Of tick and code the earlier moment counts, and the better evidence.
    fn is_proven(
        &mut self,
        shift: ShiftId,
        entry: SignUpId,
        at: Instant,
        evidence: Evidence,
    ) -> Verdict {
        let roster = self.roster(shift)?;
        let mut entries = roster.entries.iter_mut();
        let entry = entries.find(|there| there.id == entry).ok_or(No::here())?;
        let mark = entry.arrived.as_mut().ok_or(No::here())?;
        (mark.at, mark.evidence) = (mark.at.min(at), mark.evidence.min(evidence));
        Ok(())
    }

    fn leaves(&mut self, shift: ShiftId, entry: SignUpId, mark: Mark) -> Verdict {
        let roster = self.roster(shift)?;
        let entry = roster
            .entries
            .iter_mut()
            .find(|there| there.id == entry)
            .ok_or(No::here())?;
        entry.left = Some(mark);
        entry.stand = Stand::Out;
        Ok(())
    }

    pub(super) fn check_out(
        &mut self,
        me: PersonId,
        shift: ShiftId,
        told: Instant,
        now: Instant,
    ) -> Verdict {
        let roster = self.shifts.get(&shift).ok_or(No::here())?;
        let entry = roster.of(me).ok_or(No::here())?;
        if matches!(entry.stand, Stand::Out | Stand::Settled) {
            return Ok(());
        }
        must(entry.stand == Stand::In)?;
        let at = told.min(now);
        let evidence = entry.arrived.as_ref().ok_or(No::here())?.evidence;
        let id = entry.id;
        self.leaves(
            shift,
            id,
            Mark {
                at,
                evidence,
                verified: !late(now, at),
            },
        )
    }

    /// The stand of an entry that this person may mark.
    pub(super) fn marks(
        &self,
        me: PersonId,
        shift: ShiftId,
        entry: SignUpId,
        now: Instant,
    ) -> Result<(PersonId, Stand), No> {
        let roster = self.shifts.get(&shift).ok_or(No::here())?;
        must(roster.leads(me) || self.runs_desk(me, now))?;
        must(!roster.cancelled)?;
        let entry = roster.entry(entry).ok_or(No::here())?;
        must(entry.person != super::model_blocks::NOBODY)?;
        Ok((entry.person, entry.stand))
    }

    pub(super) fn mark_present(
        &mut self,
        me: PersonId,
        shift: ShiftId,
        id: SignUpId,
        told: Instant,
        now: Instant,
    ) -> Verdict {
        let (person, stand) = self.marks(me, shift, id, now)?;
        must(person != me)?;
        if stand.there() {
            let roster = self.roster(shift)?;
            let entry = roster
                .entries
                .iter_mut()
                .find(|there| there.id == id)
                .ok_or(No::here())?;
            must(entry.entered_by != Some(me))?;
            for mark in entry.arrived.iter_mut().chain(&mut entry.left) {
                mark.verified = true;
                // Whoever ticks has seen them.
                if mark.evidence == Evidence::PrintedQr {
                    mark.evidence = Evidence::LeadTick;
                }
            }
            return Ok(());
        }
        must(matches!(
            stand,
            Stand::Confirmed | Stand::Reconfirm | Stand::Unmarked | Stand::Absent
        ))?;
        let span = self.shifts.get(&shift).ok_or(No::here())?.about.span;
        let opens = span.start - HALF_AN_HOUR;
        must(now >= opens)?;
        let mut at = told.min(now).max(opens).min(span.end);
        // Whoever is ticked after the end was there from the start: the lead's phone was dead.
        if at == span.end {
            at = span.start;
        }
        self.absence_is_taken_back(me, shift, id);
        self.arrives(
            shift,
            id,
            Mark {
                at,
                evidence: Evidence::LeadTick,
                verified: true,
            },
        )
    }

    pub(super) fn mark_left(
        &mut self,
        me: PersonId,
        shift: ShiftId,
        id: SignUpId,
        told: Instant,
        now: Instant,
    ) -> Verdict {
        let (_, stand) = self.marks(me, shift, id, now)?;
        if stand == Stand::Out {
            return Ok(());
        }
        must(stand == Stand::In)?;
        let at = told.min(now);
        self.leaves(
            shift,
            id,
            Mark {
                at,
                evidence: Evidence::LeadTick,
                verified: true,
            },
        )
    }

    pub(super) fn mark_absent(
        &mut self,
        me: PersonId,
        shift: ShiftId,
        id: SignUpId,
        now: Instant,
    ) -> Verdict {
        let (person, stand) = self.marks(me, shift, id, now)?;
        if stand == Stand::Absent {
            return Ok(());
        }
        must(matches!(
            stand,
            Stand::Confirmed | Stand::Reconfirm | Stand::Unmarked
        ))?;
        must(now >= self.shifts.get(&shift).ok_or(No::here())?.about.span.start)?;
        self.set(shift, id, Stand::Absent);
        self.tell(me, person, "marked_absent");
        // A team's place without a name is nobody's to be marked.
        let waits_for_a_mark = |there: &Entry| {
            matches!(there.stand, Stand::Confirmed | Stand::Reconfirm) && there.person != NOBODY
        };
        if !self.roster(shift)?.entries.iter().any(waits_for_a_mark) {
            self.settle_what_is_over(me, shift, now);
        }
        Ok(())
    }

    pub(super) fn clear_mark(
        &mut self,
        me: PersonId,
        shift: ShiftId,
        id: SignUpId,
        now: Instant,
    ) -> Verdict {
        let (_, stand) = self.marks(me, shift, id, now)?;
        if stand == Stand::Confirmed {
            return Ok(());
        }
        must(stand.there() || stand == Stand::Absent)?;
        let roster = self.roster(shift)?;
        roster.recorded = false;
        let entry = roster
            .entries
            .iter_mut()
            .find(|there| there.id == id)
            .ok_or(No::here())?;
        (entry.arrived, entry.left, entry.stand) = (None, None, Stand::Confirmed);
        entry.entered_by = None;
        self.absence_is_taken_back(me, shift, id);
        Ok(())
    }

    pub(super) fn confirm_hours(
        &mut self,
        me: PersonId,
        shift: ShiftId,
        asked: &[HoursEntry],
        now: Instant,
    ) -> Verdict {
        let roster = self.shifts.get(&shift).ok_or(No::here())?;
        must(roster.leads(me) || self.runs_desk(me, now))?;
        must(!roster.cancelled)?;
        let span = roster.about.span;
        let planned = (span.end - span.start).num_minutes() as u32;
        let mut settled: Vec<(SignUpId, u32)> = Vec::new();
        for one in asked {
            let entry = roster.entry(one.sign_up).ok_or(No::here())?;
            if entry.stand == Stand::Settled || settled.iter().any(|(id, _)| *id == entry.id) {
                continue;
            }
            must(entry.person != me)?;
            let arrived = entry.arrived.as_ref();
            let on_paper = arrived.is_some_and(|m| m.evidence == Evidence::EnteredAfterwards);
            must(entry.stand.there() && !(on_paper && entry.entered_by == Some(me)))?;
            // A sheet may say that they stay to the end.
            let gone = entry.left.as_ref().is_some_and(|left| left.at <= now);
            must(gone || now >= span.end)?;
            must(one.minutes.is_none_or(|minutes| minutes <= planned))?;
            let from = entry.arrived.as_ref().ok_or(No::here())?.at.max(span.start);
            let to = entry
                .left
                .as_ref()
                .map_or(span.end, |left| left.at.min(span.end));
            let served = (to - from).num_minutes().max(0) as u32;
            settled.push((entry.id, one.minutes.unwrap_or(served)));
        }
        must(!asked.is_empty() || now >= span.end)?;
        for (id, minutes) in settled {
            self.settles(me, shift, id, minutes);
        }
        self.settle_what_is_over(me, shift, now);
        Ok(())
    }

    fn settles(&mut self, me: PersonId, shift: ShiftId, id: SignUpId, minutes: u32) {
        let Some(roster) = self.shifts.get_mut(&shift) else {
            return;
        };
        let counts = roster.about.counts_as_volunteer;
        let Span { start, end } = roster.about.span;
        let organization = roster.about.organization;
        // Whoever comes with a team serves for it.
        let team = roster.entry(id).and_then(|entry| roster.team_of(entry));
        let organization = team.or(organization);
        let Some(entry) = roster.entries.iter_mut().find(|there| there.id == id) else {
            return;
        };
        entry.minutes = Some(minutes);
        entry.stand = Stand::Settled;
        for mark in entry.arrived.iter_mut().chain(&mut entry.left) {
            mark.verified = true;
        }
        let (volunteer, evidence) = (
            entry.person,
            entry
                .arrived
                .as_ref()
                .map_or(Evidence::EnteredAfterwards, |m| m.evidence),
        );
        self.touched.insert(shift);
        if counts {
            self.records.insert(
                id,
                Record {
                    volunteer,
                    minutes,
                    by: me,
                    evidence,
                    organization,
                    start,
                    planned: (end - start).num_minutes() as u32,
                    asked: Vec::new(),
                },
            );
        }
        self.tell(me, volunteer, "hours_confirmed");
        self.forget_tries(volunteer, shift);
    }

    /// Over, and nobody waits for their hours: it is settled for everybody.
    fn settle_what_is_over(&mut self, me: PersonId, shift: ShiftId, now: Instant) {
        let Some(roster) = self.shifts.get_mut(&shift) else {
            return;
        };
        let waits = roster.entries.iter().any(|entry| entry.stand.there());
        if roster.recorded || roster.cancelled || now < roster.about.span.end || waits {
            return;
        }
        roster.recorded = true;
        let mut told = Vec::new();
        for entry in &mut roster.entries {
            match entry.stand {
                Stand::Waiting | Stand::Requested | Stand::Offered { .. } => {
                    entry.stand = Stand::Declined;
                    told.push((entry.person, Some("not_reached")));
                }
                Stand::Confirmed | Stand::Reconfirm => {
                    (entry.stand, entry.released) = (Stand::Unmarked, true);
                    told.push((entry.person, Some("not_recorded")));
                }
                Stand::Absent => {
                    entry.released = true;
                    told.push((entry.person, None));
                }
                _ => {}
            }
        }
        for (person, what) in told {
            if let Some(what) = what {
                self.tell(me, person, what);
            }
            self.forget_tries(person, shift);
        }
        self.touched.insert(shift);
    }
}
