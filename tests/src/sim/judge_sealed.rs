//! The judge's look at what is sealed: where it lies, how often it was read, and that nothing of it ever goes out.

use super::{
    judge::{Verdict, check},
    model::Model,
    script_sealed::WORDS,
    server::Server,
    world::World,
};
use crate::at_once::at_once;
use linli_domain::sealed::Sealed;
use linli_sync::{KeyValue, Table};

/// The words are those that were entered, or gone because they had to; and every reading counted.
pub(super) fn same_words(model: &Model, there: &Sealed) -> Verdict {
    let mine = model.needs.get(&there.case);
    let mine = mine.ok_or("words of a case that nobody posted")?;
    let said = mine.words.as_ref();
    check(said.is_some(), || format!("{} is not sealed", there.case))?;
    let ended = mine.stand.is_final();
    match &there.about {
        Some(about) => check(said == Some(&**about), || {
            format!("{} has other words than were entered", there.case)
        })?,
        None => check(ended || model.is_gone(mine.reporter), || {
            format!("the words of {} are gone and it goes on", there.case)
        })?,
    }
    check(there.readings == mine.readings, || {
        let (there, mine) = (there.readings, mine.readings);
        format!("readings of what is sealed: {there}, {mine} expected")
    })
}

/// No feed has them, and no answer that is kept.
pub(super) fn nothing_sealed_went_out(server: &mut Server) -> Verdict {
    for table in [Table::Feed, Table::Ledger] {
        for (at, row) in server.all(table) {
            check(!row.contains(WORDS), || {
                format!("what is sealed went out: {at}")
            })?;
        }
    }
    Ok(())
}

impl World {
    /// Nor does any phone keep them.
    pub(super) fn nothing_sealed_is_on_a_phone(&self) -> Verdict {
        for member in &self.members {
            for table in Table::ALL {
                let rows = at_once(member.kv.range(table, "", "~", usize::MAX)).unwrap();
                let found = rows.iter().find(|(_, row)| row.contains(WORDS));
                check(found.is_none(), || {
                    format!(
                        "what is sealed is on the phone of {}: {found:?}",
                        member.person
                    )
                })?;
            }
        }
        Ok(())
    }
}
