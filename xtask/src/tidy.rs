//! `cargo xtask tidy`: the rules of the house that a machine can hold.

mod colours;
mod dependencies;
mod gallery;
mod reasons;

use crate::{paths, say};
use anyhow::{Result, bail};
use std::fs;

/// A source file: its path from the workspace root, and its text.
pub struct Source {
    pub name: String,
    pub text: String,
}

/// Holds every rule over every file, and shows all offences at once.
pub fn tidy() -> Result<()> {
    let sources = sources()?;
    let mut offences = dependencies::check(&sources);
    offences.extend(reasons::check(&sources));
    offences.extend(colours::check(&sources));
    offences.extend(gallery::check(&sources));
    say_long_files(&sources);
    for offence in &offences {
        eprintln!("! {offence}");
    }
    match offences.len() {
        0 => Ok(()),
        1 => bail!("tidy: one rule is broken"),
        many => bail!("tidy: rules are broken in {many} places"),
    }
}

fn sources() -> Result<Vec<Source>> {
    const FOLDERS: [&str; 9] = [
        "src", "style", "public", "domain", "sync", "import", "server", "xtask", "tests",
    ];
    let root = paths::root();
    let mut sources = Vec::new();
    for folder in FOLDERS {
        let folder = root.join(folder);
        if !folder.is_dir() {
            continue;
        }
        for file in paths::files_below(&folder)? {
            let name = paths::relative(&file, &root);
            if [".rs", ".css", ".toml"]
                .iter()
                .any(|end| name.ends_with(end))
            {
                let text = fs::read_to_string(&file)?;
                sources.push(Source { name, text });
            }
        }
    }
    Ok(sources)
}

/// A long file is a reason to look, not a crime.
fn say_long_files(sources: &[Source]) {
    for source in sources.iter().filter(|source| source.name.ends_with(".rs")) {
        let lines = source.text.lines().count();
        if lines > 300 {
            say::note(format!("{} has {lines} lines: worth a look", source.name));
        }
    }
}
