//! The demo community in the embedded database, with an account for everybody in it.

use crate::{
    password, random,
    store::{SqliteStore, at_once},
};
use anyhow::Result;
use linli_domain::{Command, Profile, time::Instant};
use linli_sync::{
    StoreError,
    demo::{Demo, play},
};

/// Everybody's password in the demo.
pub const PASSWORD: &str = "linli-demo";

/// Loads the demo where nothing is yet; tells whether it did.
///
/// # Errors
/// When the database fails; it is then as it was.
pub fn load(store: &mut SqliteStore, demo: &Demo, profile: &Profile, now: Instant) -> Result<bool> {
    let entropy = random::bytes()?;
    let hashed = password::hash(PASSWORD)?;
    store.in_transaction(|store| {
        if !store.is_new()? {
            return Ok(false);
        }
        let played = async { Ok(play(store, demo, profile, entropy).await) };
        at_once::<Result<_, _>>(played)??;
        for step in &demo.steps {
            if let Command::RegisterPerson { person, about, .. } = &step.command {
                if !store.add_login(*person, &about.volunteer_no)? {
                    return Err(StoreError("two people of the demo share a number".into()).into());
                }
                store.set_password(*person, &hashed, now)?;
            }
        }
        Ok(true)
    })
}
