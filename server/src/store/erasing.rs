//! What goes out of the database with an erasure, beside the documents.

use super::{SqliteStore, sql};
use linli_sync::{Forgetting, StoreError};
use std::collections::BTreeSet;

impl SqliteStore {
    /// Within a transaction: empties what goes of the log; at the last step also what their commands were answered, and how
    /// they signed in.
    pub(super) fn forget(&mut self, forgetting: &Forgetting) -> Result<(), StoreError> {
        let mut gone: BTreeSet<(String, i64)> = BTreeSet::new();
        for (key, _) in &forgetting.lines {
            let key = key.to_string();
            let told: Vec<(String, i64, String)> = self.many(sql::TOLD_OF, [&key], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })?;
            let goes = told
                .into_iter()
                .filter(|(.., body)| forgetting.takes(&key, body));
            gone.extend(goes.map(|(desk, n, _)| (desk, n)));
        }
        if let Some(traces) = &forgetting.nowhere {
            for word in traces.keys().iter().chain(&traces.words) {
                let told = self.many(sql::TOLD_ANYWHERE, [word], |row| {
                    let (desk, n) = (row.get(0)?, row.get(1)?);
                    let (key, body): (String, String) = (row.get(2)?, row.get(3)?);
                    Ok(forgetting.takes(&key, &body).then_some((desk, n)))
                })?;
                gone.extend(told.into_iter().flatten());
            }
            for word in &traces.words {
                self.execute(sql::ERASE_VERDICTS, [word])?;
            }
            let person = traces.person.0.as_bytes();
            self.execute(sql::ERASE_COMMANDS, [person])?;
            for statement in sql::ERASE_ACCOUNT {
                self.execute(statement, [person])?;
            }
        }
        for (desk, n) in gone {
            self.execute(sql::ERASE_LINK, (desk, n))?;
        }
        Ok(())
    }
}
