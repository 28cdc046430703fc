//! The judge's rules of what people say against a mark or a record, and of the answers.

use super::{
    model::{Entry, Model, No, Stand, Verdict, must},
    model_afterwards::is_said,
};
use chrono::TimeDelta;
use linli_domain::{PersonId, RecordId, ShiftId, SignUpId, time::Instant};

/// So long after the end an absence can be contested.
const A_WEEK: TimeDelta = TimeDelta::days(7);

/// What somebody says, and what is said to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub reason: String,
    pub answer: Option<String>,
}

impl Said {
    fn open(reason: &str) -> Self {
        Said {
            reason: reason.to_owned(),
            answer: None,
        }
    }
}

/// Whether they disagree, and nobody has answered.
pub fn disagrees(entry: &Entry) -> bool {
    entry.contest.as_ref().is_some_and(|c| c.answer.is_none())
}

impl Model {
    pub(super) fn contest(
        &mut self,
        me: PersonId,
        shift: ShiftId,
        reason: &str,
        now: Instant,
    ) -> Verdict {
        let roster = self.roster(shift)?;
        let (lead, until) = (roster.about.lead, roster.about.span.end + A_WEEK);
        let mut entries = roster.entries.iter_mut();
        let entry = entries.find(|entry| entry.person == me);
        let entry = entry.ok_or(No::here())?;
        must(entry.stand == Stand::Absent)?;
        if disagrees(entry) {
            return Ok(());
        }
        must(entry.contest.is_none() && now <= until)?;
        is_said(reason)?;
        entry.contest = Some(Said::open(reason));
        if let Some(lead) = lead {
            self.tell(me, lead, "absence_contested");
        }
        self.happened.push(("absence", "contested"));
        Ok(())
    }

    pub(super) fn answer_contest(
        &mut self,
        me: PersonId,
        shift: ShiftId,
        id: SignUpId,
        reason: &str,
        now: Instant,
    ) -> Verdict {
        let (person, stand) = self.marks(me, shift, id, now)?;
        must(person != me && stand == Stand::Absent)?;
        let roster = self.roster(shift)?;
        let entry = roster.entries.iter_mut().find(|entry| entry.id == id);
        let contest = entry.and_then(|entry| entry.contest.as_mut());
        let contest = contest.ok_or(No::here())?;
        if let Some(answer) = &contest.answer {
            return must(answer == reason);
        }
        is_said(reason)?;
        contest.answer = Some(reason.to_owned());
        self.is_reached(shift, me, |_| true);
        self.tell(me, person, "absence_stands");
        self.happened.push(("absence", "stands"));
        Ok(())
    }

    /// Whoever had said something against it hears that it is taken back.
    pub(super) fn absence_is_taken_back(&mut self, me: PersonId, shift: ShiftId, id: SignUpId) {
        let roster = self.shifts.get_mut(&shift);
        let mut entries = roster.into_iter().flat_map(|roster| &mut roster.entries);
        let Some(entry) = entries.find(|entry| entry.id == id) else {
            return;
        };
        let person = entry.person;
        if entry.contest.take().is_some() {
            self.is_reached(shift, me, |_| true);
            self.tell(me, person, "absence_taken_back");
            self.happened.push(("absence", "taken back"));
        }
    }

    pub(super) fn request_correction(
        &mut self,
        me: PersonId,
        record: RecordId,
        reason: &str,
    ) -> Verdict {
        let record = self.records.get_mut(&SignUpId(record.0));
        let record = record.ok_or(No::here())?;
        must(record.volunteer == me)?;
        if let Some(open) = record.asked.last().filter(|said| said.answer.is_none()) {
            return must(open.reason == reason);
        }
        is_said(reason)?;
        record.asked.push(Said::open(reason));
        Ok(())
    }

    pub(super) fn answer_correction(
        &mut self,
        me: PersonId,
        id: RecordId,
        minutes: Option<u32>,
        reason: &str,
        now: Instant,
    ) -> Verdict {
        let desk = self.runs_desk(me, now);
        let entry = SignUpId(id.0);
        let record = self.records.get_mut(&entry).ok_or(No::here())?;
        must(desk && record.volunteer != me)?;
        let was = record.minutes;
        let said = record.asked.last_mut().ok_or(No::here())?;
        if let Some(answer) = &said.answer {
            return must(answer == reason && minutes.is_none_or(|minutes| minutes == was));
        }
        is_said(reason)?;
        must(minutes.is_none_or(|minutes| minutes <= record.planned))?;
        said.answer = Some(reason.to_owned());
        let (volunteer, is) = (record.volunteer, minutes.unwrap_or(was));
        record.minutes = is;
        let how = if is == was { "stands" } else { "corrected" };
        self.happened.push(("record", how));
        let rosters = self.shifts.iter_mut();
        for (shift, roster) in rosters.filter(|_| is != was) {
            for entry in roster.entries.iter_mut().filter(|e| e.id == entry) {
                entry.minutes = Some(is);
                self.touched.insert(*shift);
            }
        }
        self.tell(me, volunteer, "correction_answered");
        Ok(())
    }
}
