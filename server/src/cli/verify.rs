//! `linli verify` and `linli checkpoint`: whether somebody has rewritten what happened, and how to find out later that
//! somebody has.
//!
//! Whoever can write to the database can also write a whole chain anew. Against that a council keeps checkpoints where
//! the database's keeper does not reach: printed and filed, or mailed to the street. Neither command tells anything of
//! the documents themselves: a need or a record that is edited in the database, behind the log's back, is in no chain.

use super::DataFolder;
use crate::{
    clock::Clock,
    store::{SqliteStore, Walked},
};
use anyhow::{Context, Result, bail};
use linli_sync::chain::{Broken, Checkpoint};
use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
};

/// Check that nobody has rewritten what happened.
#[derive(clap::Args)]
pub struct Verify {
    #[command(flatten)]
    data: DataFolder,
    /// Checkpoints that were kept elsewhere: each must lie on its chain.
    #[arg(long, value_name = "FILE")]
    against: Option<PathBuf>,
}

/// Say in a line a community how far its log has come, to be kept elsewhere.
#[derive(clap::Args)]
pub struct TakeCheckpoint {
    #[command(flatten)]
    data: DataFolder,
    /// Add the lines to this file instead of printing them.
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
}

impl Verify {
    /// Says of each chain whether it holds; fails where one does not.
    pub fn run(self) -> Result<()> {
        let against = match &self.against {
            Some(file) => kept_in(file)?,
            None => Vec::new(),
        };
        let walked = self.data.open_to_read()?.walk_chains(&against)?;
        walked.iter().for_each(tell);
        let broken = walked.iter().filter(|chain| chain.verdict.is_err()).count();
        if broken > 0 {
            bail!("{broken} of {} chains are broken", walked.len());
        }
        match against.len() {
            0 => println!("{} chains hold", walked.len()),
            kept => println!(
                "{} chains hold, {kept} checkpoints lie on them",
                walked.len()
            ),
        }
        Ok(())
    }
}

fn tell(chain: &Walked) {
    let desk = &chain.desk;
    match &chain.verdict {
        Ok(held) if held.erased > 0 => {
            println!(
                "{desk}: {} transitions hold, {} of them erased",
                held.length, held.erased
            );
        }
        Ok(held) => println!("{desk}: {} transitions hold", held.length),
        Err(Broken { at, fault }) => println!("{desk}: broken at transition {at}: {fault}"),
    }
}

/// The checkpoints of a file, a line each; lines that begin with `#` and empty ones say nothing.
///
/// # Errors
/// When it cannot be read, a line is no checkpoint, or there is none.
pub fn kept_in(file: &Path) -> Result<Vec<Checkpoint>> {
    let text =
        fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let lines = text.lines().zip(1..).map(|(line, n)| (line.trim(), n));
    let lines = lines.filter(|(line, _)| !line.is_empty() && !line.starts_with('#'));
    let kept = lines.map(|(line, n)| {
        line.parse()
            .with_context(|| format!("line {n} of {}", file.display()))
    });
    let kept = kept.collect::<Result<Vec<Checkpoint>>>()?;
    if kept.is_empty() {
        bail!("there is no checkpoint in {}", file.display());
    }
    Ok(kept)
}

impl TakeCheckpoint {
    /// Fails where a chain does not hold: what is broken is not to be kept as true.
    pub fn run(self) -> Result<()> {
        let lines = checkpoints(&mut self.data.open_to_read()?, &Clock::system())?;
        let lines: String = lines.iter().map(|line| format!("{line}\n")).collect();
        let Some(file) = &self.to else {
            print!("{lines}");
            return Ok(());
        };
        let write = || {
            let mut file = File::options().append(true).create(true).open(file)?;
            file.write_all(lines.as_bytes())?;
            file.sync_all()
        };
        write().with_context(|| format!("cannot write {}", file.display()))
    }
}

/// How far each community's chain has come.
///
/// # Errors
/// When a chain does not hold, or the database fails.
pub fn checkpoints(store: &mut SqliteStore, clock: &Clock) -> Result<Vec<Checkpoint>> {
    let mut lines = Vec::new();
    for Walked { desk, verdict } in store.walk_chains(&[])? {
        match verdict {
            Ok(held) if held.length > 0 => lines.push(Checkpoint {
                desk,
                length: held.length,
                hash: held.hash,
                at: clock.now(),
            }),
            Ok(_) => {}
            Err(Broken { at, fault }) => bail!("{desk}: broken at transition {at}: {fault}"),
        }
    }
    Ok(lines)
}
