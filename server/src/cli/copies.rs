//! `linli backup` and `linli restore`.

use super::{DataFolder, ProfileFile};
use crate::{
    clock::Clock,
    store::{Again, back_up, erased_file, read_erased, restore},
};
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
    #[command(flatten)]
    profile: ProfileFile,
    /// The copy.
    #[arg(long)]
    from: PathBuf,
    /// A list of who was erased, kept elsewhere (`erased.txt` of a data folder). The one of this data folder, and whom the
    /// database erased that is replaced, count in any case.
    #[arg(long, value_name = "FILE")]
    erased: Option<PathBuf>,
}

impl Restore {
    pub fn run(self) -> Result<()> {
        let profile = self.profile.load()?;
        let own = erased_file(&self.data.data);
        let mut erased = read_erased(&own).context("the list of who was erased")?;
        if let Some(file) = &self.erased {
            let named = || format!("the list {}", file.display());
            anyhow::ensure!(file.is_file(), "{} is not there", named());
            erased.extend(read_erased(file).with_context(named)?);
        }
        let again = Again {
            erased,
            profile: &profile,
            now: Clock::system().now(),
        };
        let done = restore(&self.data.data, &self.from, &again)
            .with_context(|| format!("{} was not restored", self.from.display()))?;
        println!("restored; every device pulls anew");
        if done > 0 {
            println!("erased again: {done}");
        }
        Ok(())
    }
}
