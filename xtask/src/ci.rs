//! `cargo xtask ci`: what CI runs, the same everywhere.

use crate::{fuzz_http, paths, process, say, size, test, tidy, tools};
use anyhow::{Result, bail};

type Check = (&'static str, fn() -> Result<()>);

/// Every check is run, whatever the others say; the tests come last and close on their count.
const CHECKS: [Check; 8] = [
    ("format", format),
    ("tidy", tidy::tidy),
    ("clippy", clippy),
    ("clippy (wasm)", clippy_wasm),
    ("docs", docs),
    ("licences", licences),
    ("size", size::size),
    ("schemathesis", fuzz_http::short),
];

pub fn ci() -> Result<()> {
    // Lints and docs look at the app too, long before anything is built for the browser.
    tools::wasm_target()?;
    let mut failed = Vec::new();
    for (name, check) in CHECKS {
        say::step(format!("ci: {name}"));
        if let Err(error) = check() {
            eprintln!("! {name}: {error:#}");
            failed.push(name);
        }
    }
    let tested = test::test(&[]);
    if !failed.is_empty() {
        eprintln!("! failed beside the tests: {}", failed.join(", "));
    }
    tested?;
    if !failed.is_empty() {
        bail!("{} failed", failed.join(", "));
    }
    Ok(())
}

fn format() -> Result<()> {
    process::run(process::cargo().args(["fmt", "--all", "--check"]))
}

fn clippy() -> Result<()> {
    lint(&["--workspace", "--exclude", "linli"])
}

fn clippy_wasm() -> Result<()> {
    lint(&["--package", "linli", "--target", "wasm32-unknown-unknown"])
}

/// What is deployed first; then the tests too, whose helpers may unwrap as the tests themselves may.
fn lint(packages: &[&str]) -> Result<()> {
    let clippy = |arguments: &[&str]| {
        let mut command = process::cargo();
        command
            .args(["clippy", "--quiet", "--locked"])
            .args(packages);
        process::run(command.args(arguments))
    };
    clippy(&["--", "-D", "warnings"])?;
    let tests_may = ["-A", "clippy::unwrap_used", "-A", "clippy::expect_used"];
    let mut arguments = vec!["--all-targets", "--", "-D", "warnings"];
    arguments.extend(tests_may);
    clippy(&arguments)
}

/// The docs are read by people who work on the source, so they may lead to private items.
const DOC_FLAGS: &str = "-D warnings -A rustdoc::private-intra-doc-links";

fn docs() -> Result<()> {
    process::run(
        process::cargo()
            .args(["doc", "--quiet", "--locked", "--workspace", "--no-deps"])
            .arg("--document-private-items")
            .args(["--exclude", "linli"])
            .env("RUSTDOCFLAGS", DOC_FLAGS),
    )?;
    process::run(
        process::cargo()
            .args(["doc", "--quiet", "--locked", "--package", "linli"])
            .args(["--no-deps", "--document-private-items"])
            .args(["--target", "wasm32-unknown-unknown"])
            .env("RUSTDOCFLAGS", DOC_FLAGS),
    )
}

fn licences() -> Result<()> {
    if !tools::has_cargo_deny()? || !paths::root().join("deny.toml").is_file() {
        return Ok(());
    }
    process::run(
        process::cargo()
            .args([
                "deny",
                "--workspace",
                "check",
                "licenses",
                "bans",
                "sources",
            ])
            .env("PATH", tools::path()?),
    )
}
