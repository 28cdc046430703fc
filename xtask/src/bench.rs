//! `cargo xtask bench`: what a sign-up, a race and a pull cost on this machine, and whether the bars hold.

use crate::{build, paths, process, say};
use anyhow::{Result, bail};
use std::process::Command;

const PARTS: [&str; 3] = ["sign-ups", "race", "pull"];

/// Builds the server as it is deployed, and the load beside it; runs the part that is named, or all.
pub fn bench(arguments: &[String]) -> Result<()> {
    if let Some(other) = arguments
        .iter()
        .find(|part| !PARTS.contains(&part.as_str()))
    {
        bail!(
            "there is no part `{other}` of the bench: {}",
            PARTS.join(", ")
        );
    }
    let server = build::server()?;
    say::step("building the load");
    process::run(
        process::cargo()
            .args(["build", "--quiet", "--locked", "--profile", "server"])
            .args(["--package", "linli-server", "--example", "bench"]),
    )?;
    say::step("measuring; what else runs on this machine shows in the rates");
    let load = paths::target().join("server/examples/bench");
    process::run(Command::new(load).arg(server).args(arguments))
}
