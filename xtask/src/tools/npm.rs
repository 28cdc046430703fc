//! What npm installs: wasm-opt for the build, Playwright and axe for the browser tests.

use crate::{paths, process, say, stamp};
use anyhow::Result;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The binaryen whose wasm-opt Trunk.toml names (`version_132`). Distributions carry much older
/// ones, which exit with 0 and leave an app that dies in the browser.
const BINARYEN: &str = "132.0.0";

/// Where binaryen's programs lie below the tools folder.
pub fn binaryen_bin(tools: &Path) -> PathBuf {
    tools.join("npm/node_modules/binaryen/bin")
}

/// Makes sure of wasm-opt; without npm it says what that means.
pub fn wasm_opt() -> Result<bool> {
    if wasm_opt_answers()? {
        return Ok(true);
    }
    if process::find("npm").is_none() {
        say::missing("wasm-opt: there is no npm to install it with, so the app is larger");
        return Ok(false);
    }
    say::step(format!("installing wasm-opt (npm's binaryen {BINARYEN})"));
    let tools = super::folder()?;
    let installed = process::run(
        npm("install")
            .arg(format!("binaryen@{BINARYEN}"))
            .arg("--prefix")
            .arg(tools.join("npm"))
            .current_dir(&tools),
    );
    if let Err(error) = installed {
        say::note(format!("{error:#}"));
    }
    let there = wasm_opt_answers()?;
    if !there {
        say::missing("wasm-opt: npm could not install it, so the app is larger");
    }
    Ok(there)
}

fn wasm_opt_answers() -> Result<bool> {
    let major = BINARYEN.split('.').next().unwrap_or(BINARYEN);
    let mut command = Command::new("wasm-opt");
    command.arg("--version").env("PATH", super::path()?);
    Ok(process::output_of(&mut command)
        .is_some_and(|text| text.split_whitespace().any(|word| word == major)))
}

/// Playwright and axe, as the lock file of the browser tests names them.
pub fn test_packages() -> Result<bool> {
    if process::find("node").is_none() || process::find("npm").is_none() {
        say::missing("browser tests: there is no node and npm");
        return Ok(false);
    }
    let now = stamp::of(&["tests/browser/package-lock.json"], &[])?;
    let folder = paths::browser_tests();
    if folder.join("node_modules").is_dir() && stamp::matches("npm", &now)? {
        return Ok(true);
    }
    say::step("installing the browser tests' packages (npm ci)");
    if let Err(error) = process::run(npm("ci").current_dir(&folder)) {
        say::missing(format!("browser tests: {error:#}"));
        return Ok(false);
    }
    stamp::set("npm", &now)?;
    Ok(true)
}

fn npm(what: &str) -> Command {
    let mut command = Command::new("npm");
    command.args([
        what,
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]);
    command
}
