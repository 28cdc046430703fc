//! Tools that cargo installs, and the wasm target.

use crate::{paths, process, say};
use anyhow::{Context, Result};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// The newest Trunk that builds with our Rust.
const TRUNK: &str = "0.21.14";

/// What takes the late parts out of the app's wasm. Fits the `wasm_split_helpers` that Leptos brings.
const WASM_SPLIT: &str = "0.2.4";

/// The standard library for WebAssembly.
pub fn wasm_target() -> Result<()> {
    if sysroot()?
        .join("lib/rustlib/wasm32-unknown-unknown")
        .is_dir()
    {
        return Ok(());
    }
    say::step("installing Rust's wasm32-unknown-unknown target");
    process::run(rustup().args(["target", "add", "wasm32-unknown-unknown"]))
}

/// Whether the source of the standard library is there, after trying to get it.
pub fn std_source() -> Result<bool> {
    let lock = sysroot()?.join("lib/rustlib/src/rust/library/Cargo.lock");
    if lock.is_file() {
        return Ok(true);
    }
    say::step("installing the source of Rust's standard library");
    // A toolchain that did not come from rustup has none to give: the app is built without.
    let added = process::run(rustup().args(["component", "add", "rust-src"]));
    if added.is_err() || !lock.is_file() {
        say::missing(
            "without the source of Rust's standard library the app is about a tenth larger",
        );
        return Ok(false);
    }
    Ok(true)
}

fn rustup() -> Command {
    let mut command = Command::new("rustup");
    command.current_dir(paths::root());
    command
}

fn sysroot() -> Result<PathBuf> {
    let mut rustc = Command::new("rustc");
    rustc
        .args(["--print", "sysroot"])
        .current_dir(paths::root());
    Ok(PathBuf::from(
        process::output_of(&mut rustc).context("rustc does not answer")?,
    ))
}

/// wasm-bindgen in exactly the version that Cargo.lock names: any other refuses our wasm.
pub fn wasm_bindgen() -> Result<()> {
    let version = locked_version("wasm-bindgen")?;
    if is_there("wasm-bindgen", &version)? && is_there("wasm-bindgen-test-runner", &version)? {
        return Ok(());
    }
    install(
        &format!("wasm-bindgen-cli@{version}"),
        &["--bin", "wasm-bindgen", "--bin", "wasm-bindgen-test-runner"],
        "about a minute",
    )
}

/// Trunk, which builds the app.
pub fn trunk() -> Result<()> {
    if is_there("trunk", TRUNK)? {
        return Ok(());
    }
    let package = format!("trunk@{TRUNK}");
    install(&package, &["--no-default-features"], "about two minutes")
}

/// The splitter of the app's wasm. It does not say its version: cargo's own list of what it installed does.
pub fn wasm_split() -> Result<()> {
    let package = "wasm_split_cli_support";
    let installed = fs::read_to_string(super::folder()?.join(".crates.toml")).unwrap_or_default();
    if installed.contains(&format!("\"{package} {WASM_SPLIT} ")) {
        return Ok(());
    }
    install(
        &format!("{package}@{WASM_SPLIT}"),
        &["--features", "build-binary"],
        "about a minute",
    )
}

fn is_there(program: &str, version: &str) -> Result<bool> {
    let mut command = Command::new(program);
    command.arg("--version").env("PATH", super::path()?);
    Ok(process::output_of(&mut command)
        .is_some_and(|text| text.split_whitespace().any(|word| word == version)))
}

fn install(package: &str, arguments: &[&str], duration: &str) -> Result<()> {
    say::step(format!("installing {package} ({duration}, once)"));
    process::run(
        process::cargo()
            // Outside the workspace, whose settings are not meant for other people's programs.
            .current_dir(super::folder()?)
            .args(["install", "--quiet", "--locked", package, "--root"])
            .arg(super::folder()?)
            .args(arguments)
            // A quick build: the tools run for seconds only.
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_DEBUG", "0"),
    )
}

fn locked_version(package: &str) -> Result<String> {
    let lock = fs::read_to_string(paths::root().join("Cargo.lock"))?;
    version_in(&lock, package).with_context(|| format!("Cargo.lock does not name {package}"))
}

fn version_in(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name).skip(1);
    let version = lines.next()?.strip_prefix("version = \"")?;
    Some(version.trim_end_matches('"').to_owned())
}

/// Whether cargo-deny is there. It takes minutes to install, so it is used only where it is.
pub fn has_cargo_deny() -> Result<bool> {
    let mut command = Command::new("cargo-deny");
    command.arg("--version").env("PATH", super::path()?);
    if process::output_of(&mut command).is_some() {
        return Ok(true);
    }
    say::missing("licences and advisories: cargo-deny is not installed, so deny.toml was not held");
    Ok(false)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_lock_names_the_version_to_install() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"1.0.0\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.129\"\n";
        assert_eq!(
            super::version_in(lock, "wasm-bindgen").as_deref(),
            Some("0.2.129")
        );
        assert_eq!(super::version_in(lock, "js-sys"), None);
    }
}
