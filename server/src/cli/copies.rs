//! `linli backup` and `linli restore`.

use super::DataFolder;
use crate::store::{back_up, restore};
use anyhow::{Context, Result};
use std::path::PathBuf;

#[derive(clap::Args)]
pub struct Backup {
    #[command(flatten)]
    data: DataFolder,
    /// The new file.
    #[arg(long)]
    to: PathBuf,
}

impl Backup {
    pub fn run(self) -> Result<()> {
        back_up(&self.data.data, &self.to)
            .with_context(|| format!("no copy was written to {}", self.to.display()))?;
        println!("copied to {}", self.to.display());
        Ok(())
    }
}

#[derive(clap::Args)]
pub struct Restore {
    #[command(flatten)]
    data: DataFolder,
    /// The copy.
    #[arg(long)]
    from: PathBuf,
}

impl Restore {
    pub fn run(self) -> Result<()> {
        restore(&self.data.data, &self.from)
            .with_context(|| format!("{} was not restored", self.from.display()))?;
        println!("restored; every device pulls anew");
        Ok(())
    }
}
