//! `linli verify`: walks every community's chain of transitions.

use super::DataFolder;
use crate::store::{ChainHead, SqliteStore, at_once};
use anyhow::{Result, bail};
use linli_sync::Reading;

/// Links that are read at a time.
const PAGE: usize = 1000;

/// Says of each chain whether it holds; fails where one does not.
pub fn run(data: &DataFolder) -> Result<()> {
    let mut store = data.open()?;
    let heads = store.chain_heads()?;
    let mut broken = 0;
    for head in &heads {
        match broken_at(&mut store, head)? {
            None => println!("{}: {} transitions hold", head.desk, head.length),
            Some(n) => {
                println!("{}: broken at transition {n} of {}", head.desk, head.length);
                broken += 1;
            }
        }
    }
    if broken > 0 {
        bail!("{broken} of {} chains are broken", heads.len());
    }
    println!("{} chains hold", heads.len());
    Ok(())
}

/// The first link that does not follow from what is before it; one beyond the last where some are missing at the end.
pub fn broken_at(store: &mut SqliteStore, head: &ChainHead) -> Result<Option<u64>> {
    let (mut n, mut last) = (0, String::new());
    loop {
        let links = at_once(store.links(&head.desk, n, PAGE))?;
        if links.is_empty() {
            let whole = n == head.length && last == head.hash;
            return Ok((!whole).then_some(n + 1));
        }
        for link in links {
            n += 1;
            if !link.holds_after(&last) {
                return Ok(Some(n));
            }
            last = link.hash;
        }
    }
}
