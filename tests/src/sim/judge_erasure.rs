//! The judge of erasure: whoever is gone is found nowhere, and what is left of the log verifies.

use super::{
    judge::{Verdict, check},
    model::Model,
    model_erasure::{Leaving, Step},
    server::Server,
    world::{HOME, World},
};
use crate::at_once::at_once;
use linli_domain::{
    DocumentKey, PersonId,
    person::{ErasureStep, Person},
};
use linli_sync::{
    KeyValue, Table,
    chain::{Row, Walk},
};

/// A person's own document says how far their erasure has come.
pub fn same_leaving(model: &Model, there: &Person) -> Verdict {
    let said = there.erasure.map(|erasure| {
        let step = match erasure.step {
            ErasureStep::Asked => Step::Asked,
            ErasureStep::Begun => Step::Begun,
            ErasureStep::Emptied => Step::Emptied,
            ErasureStep::Done => Step::Done,
        };
        (erasure.from, step)
    });
    let mine = model.leaving.get(&there.id);
    let expected = mine.map(|leaving| (leaving.from, leaving.step));
    check(said == expected, || {
        format!("the erasure of {}: {said:?}, not {expected:?}", there.id)
    })
}

/// Who holds a text of somebody's: a table, and where in it.
fn holder(rows: &[(String, String)], leaving: &Leaving) -> Option<String> {
    let named = |text: &str| {
        let afterwards = leaving.afterwards.iter();
        let text = afterwards.fold(text.to_owned(), |text, said| text.replace(said, ""));
        leaving
            .words
            .iter()
            .any(|word| text.contains(word.as_str()))
    };
    let found = rows.iter().find(|(at, text)| named(at) || named(text))?;
    Some(found.0.clone())
}

impl World {
    /// At the end: whoever's erasure is done is in no document, no feed, no link, no verdict, and on nobody's phone.
    ///
    /// # Errors
    /// Where somebody is.
    pub(super) fn the_gone_are_found_nowhere(&mut self) -> Verdict {
        let leaving: Vec<_> = self.model.leaving.clone().into_iter().collect();
        for (person, leaving) in leaving {
            if leaving.step == Step::Asked {
                continue;
            }
            check(leaving.step == Step::Done, || {
                format!("the erasure of {person} stays at {:?}", leaving.step)
            })?;
            for table in [
                Table::Documents,
                Table::Feed,
                Table::Transitions,
                Table::Ledger,
            ] {
                let found = holder(&self.server.all(table), &leaving);
                check(found.is_none(), || {
                    format!("{person} is erased, and found in {table:?}: {found:?}")
                })?;
            }
            for member in self.members.iter().filter(|m| m.person != person) {
                let rows = at_once(member.kv.range(Table::Replica, "", "~", usize::MAX)).unwrap();
                let found = holder(&rows, &leaving);
                check(found.is_none(), || {
                    format!(
                        "{person} is erased, and on the phone of {}: {found:?}",
                        member.person
                    )
                })?;
            }
            self.nothing_tells_of_what_they_did(person)?;
            self.counts.one("erasure", "found nowhere");
        }
        self.what_is_left_of_the_log_verifies()
    }

    /// Of what they did the log keeps that something was done; nobody asks them again for what they sent.
    fn nothing_tells_of_what_they_did(&mut self, person: PersonId) -> Verdict {
        let (own, id) = (DocumentKey::Person(person), person.to_string());
        for link in self.server.links(&HOME.parse().unwrap()) {
            let said = &link.transition;
            check(said.key == own || !said.body.contains(&id), || {
                format!("{person} is erased, and in the log of {}", said.key)
            })?;
        }
        Ok(())
    }

    fn what_is_left_of_the_log_verifies(&mut self) -> Verdict {
        let erased = erased_links(&mut self.server)?;
        let people = self.model.people.iter();
        let here = people.filter(|(id, there)| !there.next_door && self.model.is_gone(**id));
        let gone = here.count();
        check(erased > 0 || gone == 0, || {
            "somebody is gone, and no link with them".into()
        })?;
        check(erased == 0 || gone > 0, || {
            format!("{erased} links are erased, and nobody is gone")
        })
    }
}

/// The community's chain verifies; how many links of it are erased.
fn erased_links(server: &mut Server) -> Result<u64, String> {
    let links = server.links(&HOME.parse().map_err(|_| "a bad place")?);
    let mut walk = Walk::new(HOME, &[]);
    for (n, link) in (1..).zip(&links) {
        let said = &link.transition;
        let key = said.key.to_string();
        let row = Row {
            n,
            key: &key,
            salt: &said.salt,
            body: &said.body,
            digest: &said.digest,
            hash: &link.hash,
        };
        let step = walk.step(&row);
        step.map_err(|broken| format!("link {}: {}", broken.at, broken.fault))?;
    }
    let last = links.last().map_or("", |link| link.hash.as_str());
    let head = Some((links.len() as i64, last));
    let held = walk.end(head);
    held.map(|held| held.erased)
        .map_err(|broken| format!("link {}: {}", broken.at, broken.fault))
}
