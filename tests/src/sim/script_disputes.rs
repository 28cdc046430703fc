//! What people say when they were marked absent and were not, or when a record is not right.

use super::{
    judge::Verdict,
    model::{Model, Record, Roster, Stand},
    model_disputes::disagrees,
    script_deeds::Deed,
    world::World,
};
use chrono::TimeDelta;
use linli_domain::{Command, PersonId, RecordId, SignUpId};

fn open(record: &Record) -> bool {
    let last = record.asked.last();
    last.is_some_and(|said| said.answer.is_none())
}

/// How often somebody does these, by what there is to do.
pub(super) fn weights(model: &Model, person: PersonId, worker: usize) -> [(Deed, usize); 4] {
    let any = |which: &dyn Fn(&Roster) -> bool| usize::from(model.shifts.values().any(which));
    let mine = |roster: &Roster| roster.of(person).is_some_and(|e| e.stand == Stand::Absent);
    let absent = any(&mine);
    let leads = any(&|roster| roster.leads(person)).max(worker.min(1));
    let contested = any(&|roster| roster.entries.iter().any(disagrees));
    let records = model.records.values();
    let own = records.clone().any(|record| record.volunteer == person);
    let asked = records.clone().any(open);
    [
        (Deed::ContestAbsence, 1 + 30 * absent),
        (Deed::AnswerContest, (1 + 15 * contested) * leads),
        (Deed::RequestCorrection, 1 + 10 * usize::from(own)),
        (
            Deed::AnswerCorrection,
            (1 + 15 * usize::from(asked)) * worker.min(1),
        ),
    ]
}

impl World {
    fn some_words(&mut self) -> String {
        if self.rng.chance(250) {
            let people = self.model.people.values();
            let names: Vec<_> = people.map(|there| there.name.clone()).collect();
            let name = self.rng.pick(&names);
            return format!("Ask {}", name.map_or("anybody", String::as_str));
        }
        let words = ["I was there", "We have looked at it", " "];
        let long = if self.rng.chance(100) { 3 } else { 2 };
        words[self.rng.below(long)].to_owned()
    }

    pub(super) fn contests(&mut self, person: PersonId) -> Option<Command> {
        let shift = self.some_shift(|roster| {
            let mine = roster.of(person);
            mine.is_some_and(|entry| entry.stand == Stand::Absent)
        })?;
        let reason = self.some_words();
        Some(Command::ContestAbsence { shift, reason })
    }

    pub(super) fn answers_a_contest(&mut self, person: PersonId) -> Option<Command> {
        let desk = self.model.runs_desk(person, self.now);
        let shift = self.some_shift(|roster| {
            (desk || roster.leads(person)) && roster.entries.iter().any(disagrees)
        })?;
        let sign_up = self.some_entry(shift, |stand| stand == Stand::Absent);
        let reason = self.some_words();
        Some(Command::AnswerContest {
            shift,
            sign_up,
            reason,
        })
    }

    /// At times somebody finds an old absence long after it was marked.
    ///
    /// # Errors
    /// What the judge finds.
    pub(super) fn somebody_disagrees_late(&mut self) -> Verdict {
        let records: Vec<_> = self
            .model
            .records
            .iter()
            .map(|(id, r)| (*id, r.volunteer))
            .collect();
        if let Some((id, volunteer)) = self.rng.pick(&records).copied() {
            let worker = self.members[0].person;
            for _ in 0..2 {
                let (record, reason) = (RecordId(id.0), self.some_words());
                let asks = Command::RequestCorrection { record, reason };
                self.directly(volunteer, &asks)?;
            }
            for _ in 0..2 {
                let answer = self.answers_a_correction();
                answer.map_or(Ok(()), |answer| self.directly(worker, &answer))?;
            }
        }
        let entries = self.model.shifts.iter().flat_map(|(shift, roster)| {
            let absent = roster.entries.iter().filter(|e| e.stand == Stand::Absent);
            absent.map(|entry| (*shift, entry.person))
        });
        let absent: Vec<_> = entries.collect();
        let Some((shift, person)) = self.rng.pick(&absent).copied() else {
            return Ok(());
        };
        if self.rng.chance(500) {
            let reason = self.some_words();
            self.directly(person, &Command::ContestAbsence { shift, reason })?;
            let worker = self.members[0].person;
            for _ in 0..2 {
                let sign_up = self.some_entry(shift, |stand| stand == Stand::Absent);
                let at = self.now;
                let command = if self.rng.chance(400) {
                    Command::MarkPresent { shift, sign_up, at }
                } else {
                    let reason = self.some_words();
                    Command::AnswerContest {
                        shift,
                        sign_up,
                        reason,
                    }
                };
                self.directly(worker, &command)?;
            }
            return Ok(());
        }
        self.passes(TimeDelta::days(8))?;
        self.time_ticks()?;
        let reason = self.some_words();
        self.directly(person, &Command::ContestAbsence { shift, reason })
    }

    fn some_record(&mut self, fits: impl Fn(&Record) -> bool) -> Option<RecordId> {
        let records = self.model.records.iter();
        let fitting: Vec<SignUpId> = records
            .filter(|(_, record)| fits(record))
            .map(|(id, _)| *id)
            .collect();
        let all: Vec<SignUpId> = self.model.records.keys().copied().collect();
        let from = if fitting.is_empty() || self.rng.chance(150) {
            all
        } else {
            fitting
        };
        self.rng.pick(&from).map(|id| RecordId(id.0))
    }

    pub(super) fn requests_a_correction(&mut self, person: PersonId) -> Option<Command> {
        let record = self.some_record(|record| record.volunteer == person)?;
        let reason = self.some_words();
        Some(Command::RequestCorrection { record, reason })
    }

    pub(super) fn answers_a_correction(&mut self) -> Option<Command> {
        let record = self.some_record(open)?;
        let reason = self.some_words();
        let some = self.rng.between(0, 140) as u32;
        Some(Command::AnswerCorrection {
            record,
            minutes: self.rng.chance(600).then_some(some),
            reason,
        })
    }
}
