//! `cargo xtask ci`: what CI runs, the same everywhere.

use crate::{paths, process, say, size, test, tidy, tools};
use anyhow::{Result, bail};

type Check = (&'static str, fn() -> Result<()>);

/// Every check is run, whatever the others say; the tests come last and close on their count.
const CHECKS: [Check; 7] = [
    ("format", format),
    ("tidy", tidy::tidy),
    ("clippy", clippy),
    ("clippy (wasm)", clippy_wasm),
    ("docs", docs),
    ("licences", licences),
    ("size", size::size),
];

pub fn ci() -> Result<()> {
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
    process::run(
        process::cargo()
            .args(["clippy", "--quiet", "--locked", "--workspace"])
            .args(["--exclude", "linli", "--all-targets"])
            .args(["--", "-D", "warnings"]),
    )
}

fn clippy_wasm() -> Result<()> {
    process::run(
        process::cargo()
            .args(["clippy", "--quiet", "--locked", "--package", "linli"])
            .args(["--target", "wasm32-unknown-unknown", "--all-targets"])
            .args(["--", "-D", "warnings"]),
    )
}

fn docs() -> Result<()> {
    process::run(
        process::cargo()
            .args(["doc", "--quiet", "--locked", "--workspace", "--no-deps"])
            .args(["--exclude", "linli"])
            .env("RUSTDOCFLAGS", "-D warnings"),
    )?;
    process::run(
        process::cargo()
            .args(["doc", "--quiet", "--locked", "--package", "linli"])
            .args(["--no-deps", "--target", "wasm32-unknown-unknown"])
            .env("RUSTDOCFLAGS", "-D warnings"),
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
