//! The judge's rules of erasure: after a week somebody is gone. Their places are free, their roles over, nobody helps
//! them or is helped by them, and nobody knows their name; what they did counts on.

use super::{
    model::{Model, NeedStand, No, Stand, Verdict, must},
    model_blocks::NOBODY,
    model_disputes::Said,
    model_roles::is_plain,
};
use chrono::TimeDelta;
use linli_domain::{
    CaseId, Command, DocumentKey, InvitationId, PersonId, ShiftId, SignUpId, invitation::InvitedTo,
    time::Instant,
};
use serde_json::Value;
use std::collections::BTreeSet;

/// So long it can be called off.
const A_WEEK: TimeDelta = TimeDelta::days(7);
/// So many documents does one step change at most.
const AT_ONCE: usize = 100;
/// What stands where a name stood.
const NOTHING: &str = "····";

/// How far somebody's erasure has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    Asked,
    Begun,
    Emptied,
    Done,
}

/// Somebody's erasure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaving {
    pub from: Instant,
    pub step: Step,
    /// What they were called and where they were rung up; nobody else was.
    pub words: [String; 2],
    /// What others typed of them before, on a phone without network, and sent when nobody knew their name any more.
    pub afterwards: BTreeSet<String>,
}

impl Leaving {
    fn scrub(&self, text: &mut String) {
        for word in &self.words {
            *text = text.replace(word.as_str(), NOTHING);
        }
    }

    fn scrub_said(&self, said: &mut Said) {
        self.scrub(&mut said.reason);
        said.answer.iter_mut().for_each(|text| self.scrub(text));
    }
}

/// Every text in what was sent.
fn texts_in(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(items) => items.iter().flat_map(texts_in).collect(),
        Value::Object(fields) => fields.values().flat_map(texts_in).collect(),
        _ => Vec::new(),
    }
}

impl Model {
    /// A command was taken: where it tells of somebody whose erasure is done, these words are the sender's own.
    pub(super) fn tells_afterwards(&mut self, command: &Command) {
        let done = |leaving: &&mut Leaving| leaving.step == Step::Done;
        let mut done = self.leaving.values_mut().filter(done).peekable();
        if done.peek().is_none() {
            return;
        }
        let sent = serde_json::to_value(command).unwrap_or_default();
        for leaving in done {
            let named = |text: &&str| {
                leaving
                    .words
                    .iter()
                    .any(|word| text.contains(word.as_str()))
            };
            let texts = texts_in(&sent).into_iter().filter(named);
            let texts: Vec<String> = texts.map(str::to_owned).collect();
            if !texts.is_empty() {
                self.happened.push(("erasure", "told of afterwards"));
            }
            leaving.afterwards.extend(texts);
        }
    }

    pub fn is_gone(&self, person: PersonId) -> bool {
        let leaving = self.leaving.get(&person);
        leaving.is_some_and(|leaving| leaving.step > Step::Asked)
    }

    pub fn is_anybody_gone(&self) -> bool {
        self.people.keys().any(|person| self.is_gone(*person))
    }

    /// Registered, and not gone.
    pub fn is_there(&self, person: PersonId) -> bool {
        self.people.contains_key(&person) && !self.is_gone(person)
    }

    /// The same, of the community.
    pub fn is_known_here(&self, person: PersonId) -> bool {
        let here = |there: &super::model::Neighbour| !there.next_door;
        self.people.get(&person).is_some_and(here) && !self.is_gone(person)
    }

    /// Their own wish, or the desk's in whose register they are.
    fn may_let_go(&self, me: PersonId, person: PersonId, now: Instant) -> Verdict {
        must(self.is_there(person))?;
        must(me == person || (self.runs_desk(me, now) && self.is_known_here(person)))
    }

    pub(super) fn ask_erasure(&mut self, me: PersonId, person: PersonId, now: Instant) -> Verdict {
        self.may_let_go(me, person, now)?;
        if self.leaving.contains_key(&person) {
            self.happened.push(("erasure", "asked twice"));
            return Ok(());
        }
        let mut roles = self.roles(person).iter();
        must(!roles.any(|held| held.now(now) && !is_plain(held.role)))?;
        let there = self.people.get(&person).ok_or(No::here())?;
        let leaving = Leaving {
            from: now + A_WEEK,
            step: Step::Asked,
            words: [there.name.clone(), there.phone.clone()],
            afterwards: BTreeSet::new(),
        };
        self.leaving.insert(person, leaving);
        let by = if me == person {
            "asked for oneself"
        } else {
            "asked for by the desk"
        };
        self.happened.push(("erasure", by));
        Ok(())
    }

    pub(super) fn call_off_erasure(
        &mut self,
        me: PersonId,
        person: PersonId,
        now: Instant,
    ) -> Verdict {
        self.may_let_go(me, person, now)?;
        if self.leaving.remove(&person).is_some() {
            self.happened.push(("erasure", "called off"));
        }
        Ok(())
    }

    /// Whether time takes an erasure further now.
    pub(super) fn leaves_now(&self, person: PersonId, now: Instant) -> bool {
        let leaving = self.leaving.get(&person);
        leaving.is_some_and(|leaving| leaving.from <= now && leaving.step < Step::Done)
    }

    pub(super) fn erasure_goes_on(&mut self, person: PersonId, now: Instant) -> Verdict {
        let leaving = self.leaving.get_mut(&person).ok_or(No::here())?;
        let (next, what) = match leaving.step {
            Step::Asked => (Step::Begun, "begun"),
            Step::Begun => (Step::Emptied, "emptied"),
            _ => (Step::Done, "done"),
        };
        leaving.step = next;
        if next == Step::Begun {
            self.gives_all_back(person, now)?;
            let there = self.people.get_mut(&person).ok_or(No::here())?;
            for held in there.roles.iter_mut().filter(|held| held.now(now)) {
                held.to = Some(now);
            }
        } else {
            self.is_forgotten_everywhere(person);
            let there = self.people.get_mut(&person).ok_or(No::here())?;
            (there.name, there.phone) = Default::default();
            (there.skills, there.trainings) = Default::default();
            (there.born, there.told) = (None, None);
            there.roles.clear();
            there.wrong_codes.clear();
        }
        self.happened.push(("erasure", what));
        Ok(())
    }

    /// What is to come goes to others. Whoever is there is there.
    fn gives_all_back(&mut self, person: PersonId, now: Instant) -> Verdict {
        let places = self.shifts.iter().filter_map(|(shift, roster)| {
            let entry = roster.of(person)?;
            let to_come = entry.stand.live() && !entry.stand.there();
            (to_come && roster.about.span.end > now).then_some((*shift, entry.id))
        });
        for (shift, id) in places.collect::<Vec<_>>() {
            self.gives_back(NOBODY, shift, id, now)?;
            self.happened.push(("erasure", "gave a place back"));
        }
        Ok(())
    }

    /// The authority takes somebody out of what names them.
    pub(super) fn forget(&mut self, person: PersonId, named_in: &[DocumentKey]) -> Verdict {
        must(self.is_gone(person) && named_in.len() <= AT_ONCE)?;
        for key in named_in {
            match key {
                DocumentKey::Person(other) => self.is_no_helper(person, *other),
                DocumentKey::Shift(shift) => self.is_forgotten_on(person, *shift),
                DocumentKey::Record(id) => self.is_forgotten_of(person, SignUpId(id.0)),
                DocumentKey::Case(case) => self.needs_no_more(person, *case)?,
                DocumentKey::Sealed(case) => self.is_read_no_more(person, *case)?,
                DocumentKey::Invitation(id) => self.invites_no_more(person, *id),
                _ => {}
            }
        }
        Ok(())
    }

    /// Nothing knows them any more, whatever the authority found.
    fn is_forgotten_everywhere(&mut self, person: PersonId) {
        self.helped.retain(|(a, b)| *a != person && *b != person);
        for shift in self.shifts.keys().copied().collect::<Vec<_>>() {
            self.is_forgotten_on(person, shift);
        }
        for id in self.records.keys().copied().collect::<Vec<_>>() {
            self.is_forgotten_of(person, id);
        }
        for id in self.invitations.keys().copied().collect::<Vec<_>>() {
            self.invites_no_more(person, id);
        }
    }

    fn is_no_helper(&mut self, person: PersonId, other: PersonId) {
        for bond in [(person, other), (other, person)] {
            if self.helped.remove(&bond) {
                self.happened.push(("erasure", "a helper's bond went"));
            }
        }
    }

    /// They keep where they stand, without a name; a photographed sheet with their name on it goes.
    fn is_forgotten_on(&mut self, person: PersonId, shift: ShiftId) {
        let Some(leaving) = self.leaving.get(&person).cloned() else {
            return;
        };
        let Some(roster) = self.shifts.get_mut(&shift) else {
            return;
        };
        self.touched.insert(shift);
        if roster.open() {
            let about = &mut roster.about;
            for who in [&mut about.lead, &mut about.deputy] {
                if *who == Some(person) {
                    *who = None;
                    self.happened
                        .push(("erasure", "a shift is without its lead"));
                }
            }
            roster.leaders_to_reach.remove(&person);
        }
        for entry in &mut roster.entries {
            let Some(said) = &mut entry.contest else {
                continue;
            };
            if entry.person == person {
                is_silent(said);
            }
            leaving.scrub_said(said);
        }
        let listed = roster.entries.iter().any(|entry| entry.person == person);
        if listed && !roster.photos.is_empty() {
            roster.photos.clear();
            self.happened.push(("erasure", "a sheet went"));
        }
    }

    /// The hours stay; what they said of them does not.
    fn is_forgotten_of(&mut self, person: PersonId, id: SignUpId) {
        let (Some(leaving), Some(record)) = (self.leaving.get(&person), self.records.get_mut(&id))
        else {
            return;
        };
        if record.volunteer == person {
            record.asked.iter_mut().for_each(is_silent);
            self.happened.push(("erasure", "hours stay"));
        }
        record
            .asked
            .iter_mut()
            .for_each(|said| leaving.scrub_said(said));
    }

    /// What somebody needed for themselves is nobody's need any more.
    fn needs_no_more(&mut self, person: PersonId, case: CaseId) -> Verdict {
        let leaving = self.leaving.get(&person).ok_or(No::here())?;
        let next_door = self.people.get(&person).is_some_and(|p| p.next_door);
        let need = self.needs.get_mut(&case).ok_or(No::here())?;
        let [name, phone] = &leaving.words;
        let theirs = need.about.recipient.as_ref().is_some_and(|recipient| {
            let own = need.reporter == person && recipient.name == *name;
            own || recipient.phone.as_ref() == Some(phone)
        });
        let about = &mut need.about;
        if !theirs {
            // It may be a neighbour's of that name.
            let alone = about.recipient.as_mut().filter(|one| one.phone.is_none());
            if let Some(one) = alone.filter(|one| one.name == *name && !next_door) {
                one.name = NOTHING.into();
                one.address = None;
                self.happened.push(("erasure", "a name alone"));
            }
            return Ok(());
        }
        about.recipient = None;
        about.text.clear();
        about.risks.clear();
        let titles = about.title.0.values_mut();
        titles.for_each(|title| *title = NOTHING.into());
        self.happened.push(("erasure", "a need of theirs went"));
        self.is_taken_back(case)
    }

    /// Nobody can do anything about what nobody can read.
    fn is_read_no_more(&mut self, person: PersonId, case: CaseId) -> Verdict {
        let need = self.needs.get(&case).ok_or(No::here())?;
        if need.reporter != person {
            return Ok(());
        }
        self.happened.push(("erasure", "sealed words went"));
        self.is_taken_back(case)
    }

    fn is_taken_back(&mut self, case: CaseId) -> Verdict {
        let need = self.needs.get_mut(&case).ok_or(No::here())?;
        if need.stand.is_final() {
            return Ok(());
        }
        need.stand = NeedStand::Withdrawn;
        self.is_needed_no_more(NOBODY, case)
    }

    fn invites_no_more(&mut self, person: PersonId, id: InvitationId) {
        let found = self.invitations.get_mut(&id);
        for found in found.into_iter() {
            let theirs = matches!(found.to, InvitedTo::Device { person: whose } if whose == person);
            found.ended |= theirs || found.by == Some(person);
        }
    }

    /// Whoever is gone keeps no place that is put off to a time to come.
    pub(super) fn the_gone_stay_away(&mut self, shift: ShiftId) {
        let roster = self.shifts.get(&shift);
        let entries = roster.into_iter().flat_map(|roster| &roster.entries);
        let gone = entries.filter(|entry| {
            entry.stand.live() && !entry.stand.there() && self.is_gone(entry.person)
        });
        for (id, person) in gone.map(|e| (e.id, e.person)).collect::<Vec<_>>() {
            let entry = self.shifts.get(&shift).and_then(|r| r.entry(id));
            if entry.is_some_and(|entry| entry.block.is_some()) {
                self.loses_its_name(NOBODY, shift, id);
            } else {
                self.set(shift, id, Stand::Gone { late: false });
                self.is_reached(shift, person, |_| true);
            }
            self.happened
                .push(("erasure", "not put off with the others"));
        }
    }
}

fn is_silent(said: &mut Said) {
    NOTHING.clone_into(&mut said.reason);
    said.answer = said.answer.take().map(|_| NOTHING.to_owned());
}
