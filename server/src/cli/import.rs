//! `linli import`: a council's lists.

use super::{DataFolder, ProfileFile, open};
use crate::{
    clock::Clock,
    lists::{Imported, NotImported, bring_in},
    profile::zone_of,
    store::{database_file, make_folder},
};
use anyhow::{Context, Result, bail};
use linli_domain::place::PlaceCode;
use linli_import::{Given, Source};
use std::{fs, path::PathBuf};

#[derive(clap::Args)]
pub struct Import {
    #[command(flatten)]
    data: DataFolder,
    #[command(flatten)]
    profile: ProfileFile,
    /// The community's code; not needed where a places file lists just one.
    #[arg(long, value_parser = super::parse_code)]
    community: Option<PlaceCode>,
    /// CSV files, in UTF-8 or GB18030. Their names say which list each is.
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

impl Import {
    pub fn run(self) -> Result<()> {
        let profile = self.profile.load()?;
        let mut read = Vec::new();
        for file in &self.files {
            let bytes =
                fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
            read.push((file.display().to_string(), bytes));
        }
        let sources: Vec<Source> = read
            .iter()
            .map(|(name, bytes)| Source { name, bytes })
            .collect();
        make_folder(&self.data.data)?;
        let mut store = open(&database_file(&self.data.data))?;
        let given = Given {
            community: self.community,
            zone: zone_of(&profile),
            ..Given::at(Clock::system().now())
        };
        match bring_in(&mut store, &sources, &given, &profile) {
            Ok(imported) => tell(&imported),
            Err(NotImported::Bad(bad)) => {
                for one in &bad {
                    eprintln!(
                        "{}",
                        if speaks_chinese() {
                            one.in_chinese()
                        } else {
                            one.to_string()
                        }
                    );
                }
                bail!("nothing was imported: {} places are not good", bad.len());
            }
            Err(error) => bail!("nothing was imported: {error}"),
        }
        Ok(())
    }
}

fn tell(imported: &Imported) {
    for file in &imported.import.files {
        println!("{}: {} rows, {:?}", file.file, file.rows, file.encoding);
    }
    for origin in &imported.left {
        println!(
            "{}, line {}: changed since, left as it is",
            origin.file, origin.line
        );
    }
    match imported.commands {
        0 => println!("everything was there already"),
        n => println!("{n} changes"),
    }
}

fn speaks_chinese() -> bool {
    let said = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok());
    said.is_some_and(|language| language.starts_with("zh"))
}
