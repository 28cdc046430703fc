//! What pip installs, into an environment of its own: schemathesis, which fuzzes the API by its description.

use crate::{process, say};
use anyhow::Result;
use std::path::PathBuf;
use std::process::Command;

/// The version whose checks the server passes.
const SCHEMATHESIS: &str = "4.32.5";

/// schemathesis, if it is there or can be had.
pub fn schemathesis() -> Result<Option<PathBuf>> {
    let folder = super::folder()?.join("schemathesis");
    let program = folder.join("bin/schemathesis");
    if is_there(&program) {
        return Ok(Some(program));
    }
    if process::find("python3").is_none() {
        say::missing("schemathesis: there is no python3 to run it with");
        return Ok(None);
    }
    say::step(format!("installing schemathesis {SCHEMATHESIS}"));
    let made = process::run(
        Command::new("python3")
            .args(["-m", "venv", "--clear"])
            .arg(&folder),
    );
    let installed = made.and_then(|()| {
        process::run(
            Command::new(folder.join("bin/python"))
                .args(["-m", "pip", "install", "--quiet"])
                .arg("--disable-pip-version-check")
                .arg(format!("schemathesis=={SCHEMATHESIS}")),
        )
    });
    if let Err(error) = installed {
        say::missing(format!("schemathesis: {error:#}"));
        return Ok(None);
    }
    Ok(is_there(&program).then_some(program))
}

fn is_there(program: &PathBuf) -> bool {
    let said = process::output_of(Command::new(program).arg("--version"));
    said.is_some_and(|text| text.ends_with(SCHEMATHESIS))
}
