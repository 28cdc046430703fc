//! Addresses of lonely people are not for browsing. Each who is to be visited has an address that can be found again;
//! the judge looks for it in every row that goes out, and at the end on every phone.

use super::{
    judge::{Verdict, check},
    world::{HOME, World},
};
use crate::{at_once::at_once, rng::Rng};
use linli_domain::{
    Audience, Command, Document, DocumentKey, PersonId, ShiftId, case::Recipient, person::Doorstep,
    time::Instant,
};
use linli_sync::{KeyValue, Table};
use std::collections::{BTreeMap, BTreeSet};

const MARK: &str = "Canary-";
const LENGTH: usize = MARK.len() + 8;

/// What the judge has seen of addresses.
#[derive(Default)]
pub struct Addresses {
    /// How far each feed was read.
    read: BTreeMap<String, String>,
    /// The addresses in each person's own document, as it last went out to them.
    known: BTreeMap<PersonId, BTreeSet<String>>,
    /// Doors that stand open.
    open: BTreeSet<(PersonId, ShiftId)>,
    /// Who typed which.
    typed: BTreeSet<(PersonId, String)>,
}

/// Somebody who has no account, at an address that no other has.
pub fn somebody_lonely(rng: &mut Rng) -> Recipient {
    let mark = format!("{MARK}{:08x}", rng.number() as u32);
    Recipient {
        name: format!("Grandma {mark}"),
        phone: Some("0411777".into()),
        address: Some(format!("Number 4, {mark}")),
        call_back: rng.chance(500),
    }
}

fn marks_in(text: &str) -> BTreeSet<String> {
    let found = text.match_indices(MARK);
    found
        .filter_map(|(at, _)| text.get(at..at + LENGTH).map(str::to_owned))
        .collect()
}

fn is_of(recipient: &Recipient, mark: &str) -> bool {
    let address = recipient.address.as_deref();
    address.is_some_and(|address| address.contains(mark))
}

impl World {
    /// Whoever types an address has it on their phone until it is sent.
    pub fn is_typed(&mut self, person: PersonId, command: &Command) {
        let (Command::PostNeed { about, .. } | Command::CorrectNeed { about, .. }) = command else {
            return;
        };
        let address = about.recipient.as_ref().and_then(|r| r.address.as_deref());
        for mark in marks_in(address.unwrap_or_default()) {
            self.addresses.typed.insert((person, mark));
        }
    }

    /// After a commit: no address has gone out to anybody who may not have it, or stays with them.
    ///
    /// # Errors
    /// Whom an address reached.
    pub fn addresses_are_kept(&mut self, written: &[DocumentKey]) -> Verdict {
        let people: Vec<PersonId> = self.model.people.keys().copied().collect();
        let mut audiences = vec![Audience::Public(HOME.parse().unwrap())];
        audiences.extend(self.model.teams.iter().map(|team| Audience::Team(*team)));
        audiences.extend(people.iter().map(|person| Audience::Person(*person)));
        for audience in audiences {
            self.reads_on(&audience)?;
        }
        for person in people {
            let known = self.addresses.known.get(&person).cloned();
            for mark in known.unwrap_or_default() {
                check(self.knows_by_a_visit(person, &mark, false), || {
                    let mut doors = self.model.doors_of(person).into_iter();
                    let early = doors.any(|(_, r, opens, _)| is_of(r, &mark) && self.now < opens);
                    let when = if early { "too early" } else { "still" };
                    format!("{person} {when} knows an address: {mark}")
                })?;
            }
            if written.contains(&DocumentKey::Person(person)) {
                self.doors_are_right(person)?;
            }
        }
        Ok(())
    }

    /// What has gone out since to an audience.
    fn reads_on(&mut self, audience: &Audience) -> Verdict {
        let name = audience.to_string();
        let from = self.addresses.read.get(&name).cloned();
        let from = from.unwrap_or_else(|| format!("{name}|"));
        let (from, to) = (format!("{from}!"), format!("{name}|~"));
        let rows = at_once(self.server.kv.range(Table::Feed, &from, &to, usize::MAX)).unwrap();
        for (at, row) in rows {
            self.addresses.read.insert(name.clone(), at);
            let marks = marks_in(&row);
            let Audience::Person(person) = audience else {
                check(marks.is_empty(), || format!("{audience} is told {marks:?}"))?;
                continue;
            };
            if row.contains(&format!("\"key\":\"{}\"", DocumentKey::Person(*person))) {
                self.addresses.known.insert(*person, marks);
                continue;
            }
            for mark in marks {
                check(self.reported(*person, &mark), || {
                    format!("{person} is told {mark}, which is not theirs to know: {row}")
                })?;
            }
        }
        Ok(())
    }

    /// Whether a person told the desk of who lives there.
    fn reported(&self, person: PersonId, mark: &str) -> bool {
        let mut needs = self.model.needs.values();
        needs.any(|need| {
            let recipient = need.about.recipient.as_ref();
            need.reporter == person && recipient.is_some_and(|r| is_of(r, mark))
        })
    }

    /// Whether a person knows an address by a visit for which they are approved. Time shuts a door when it next ticks;
    /// `strictly`, it has.
    fn knows_by_a_visit(&self, person: PersonId, mark: &str, strictly: bool) -> bool {
        let seen_to = self.model.doors_seen_to.get(&person).copied();
        let by = seen_to.filter(|_| !strictly).unwrap_or(if strictly {
            self.now
        } else {
            Instant::MIN_UTC
        });
        let doors = self.model.doors_of(person);
        doors.into_iter().any(|(_, recipient, opens, shuts)| {
            is_of(recipient, mark) && opens <= self.now && by < shuts
        })
    }

    /// A person's own document says of each visit what they may know, and counts what opened and shut.
    fn doors_are_right(&mut self, person: PersonId) -> Verdict {
        let key = DocumentKey::Person(person);
        let Some(Document::Person(there)) = self.server.document(&key) else {
            return Err("a person vanished".into());
        };
        let (now, pending) = (self.now, self.may_be_due(person));
        let mut open = BTreeSet::new();
        let mut promised: BTreeMap<ShiftId, Option<&Doorstep>> = BTreeMap::new();
        for promise in &there.commitments {
            promised.insert(promise.shift, promise.visit.as_ref());
        }
        for (shift, recipient, opens, shuts) in self.model.doors_of(person) {
            let word = &self.model.shifts[&shift].door_word;
            let says = promised.remove(&shift).flatten();
            let right = match says {
                None => now >= shuts,
                Some(Doorstep::Later) => now < opens || pending,
                Some(Doorstep::Open(door)) => {
                    open.insert((person, shift));
                    opens <= now
                        && (door.name == recipient.name && door.phone == recipient.phone)
                        && door.address == recipient.address
                        && Some(&door.door_word) == word.as_ref()
                }
            };
            check(right, || {
                format!("{person} is told {says:?} of {shift}, which opens at {opens}")
            })?;
        }
        let more = promised.values().flatten().next();
        check(more.is_none(), || {
            format!("{person} may not do a visit, and is told {more:?}")
        })?;
        let was = std::mem::take(&mut self.addresses.open);
        let (mine, others): (BTreeSet<_>, BTreeSet<_>) =
            was.into_iter().partition(|(who, _)| *who == person);
        let by_time = self.model.doors_seen_to.get(&person) == Some(&now);
        let (opens, shuts) = if by_time {
            ("opened by time", "shut by time")
        } else {
            ("opened", "shut")
        };
        for _ in open.difference(&mine) {
            self.counts.one("door", opens);
        }
        for _ in mine.difference(&open) {
            self.counts.one("door", shuts);
        }
        self.addresses.open = others.into_iter().chain(open).collect();
        Ok(())
    }

    /// Whether time has something to do for a person that it has not done.
    fn may_be_due(&mut self, person: PersonId) -> bool {
        let due = self.server.due(self.now);
        due.iter()
            .any(|(key, _)| *key == DocumentKey::Person(person))
    }

    /// At the end: every address is where it must be, and nowhere else; in no feed and on no phone.
    ///
    /// # Errors
    /// Where an address is.
    pub fn addresses_are_with_those_who_may(&mut self) -> Verdict {
        let desk = format!("desk:{HOME}|");
        for (at, row) in self.server.all(Table::Feed) {
            let reader = at.strip_prefix("person:").and_then(|at| at.split_once('|'));
            let reader = reader.and_then(|(id, _)| id.parse().ok().map(PersonId));
            for mark in marks_in(&row) {
                let may = reader.is_some_and(|reader| self.may_know(reader, &mark));
                check(may || at.starts_with(&desk), || {
                    format!("an address lies in {at}: {mark}")
                })?;
            }
        }
        for member in &self.members {
            let person = member.person;
            if self.model.runs_desk(person, self.now) {
                continue;
            }
            for table in [Table::Replica, Table::Outbox, Table::Meta] {
                for (at, row) in at_once(member.kv.range(table, "", "~", usize::MAX)).unwrap() {
                    for mark in marks_in(&row) {
                        // Whoever typed it has it until they have read why it was refused.
                        let typed = table == Table::Outbox || at.starts_with("returned|");
                        let own = typed && self.addresses.typed.contains(&(person, mark.clone()));
                        check(own || self.may_know(person, &mark), || {
                            format!("an address lies on the phone of {person}, in {at}: {mark}")
                        })?;
                    }
                }
            }
        }
        self.visitors_know_where_to_go()
    }

    fn may_know(&self, person: PersonId, mark: &str) -> bool {
        self.reported(person, mark) || self.knows_by_a_visit(person, mark, true)
    }

    fn visitors_know_where_to_go(&mut self) -> Verdict {
        for person in self.model.people.keys().copied().collect::<Vec<_>>() {
            let known = self.addresses.known.get(&person);
            for (shift, recipient, opens, shuts) in self.model.doors_of(person) {
                let there = known.is_some_and(|known| known.iter().any(|m| is_of(recipient, m)));
                check(there || self.now < opens || shuts <= self.now, || {
                    format!("{person} is to go to {shift} and does not know where")
                })?;
            }
            self.doors_are_right(person)?;
        }
        Ok(())
    }
}
