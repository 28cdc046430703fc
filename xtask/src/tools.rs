//! The programs that building and testing need, installed when they are missing.
//!
//! They go into one folder for the user: `$LINLI_TOOLS`, else `linli/tools` in the cache folder.
//! `bin/` below it is filled by `cargo install`, `npm/` by npm. What is already on the PATH in the
//! right version is used as it is. Chromium and its driver come from the system's packages, where
//! we may install them.

mod cargo_tools;
mod npm;
mod python;
mod system;

use crate::say;
use anyhow::{Context, Result};
use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;

pub use cargo_tools::{has_cargo_deny, wasm_target};
pub use npm::test_packages;
pub use python::schemathesis;
pub use system::{Browser, browser};

/// What the release build of the app can count on, beside Trunk and wasm-bindgen.
pub struct AppTools {
    /// Whether wasm-opt is there; without it the app works and is about a tenth larger.
    pub wasm_opt: bool,
    /// Whether the standard library's source is there; without it the app works and is about a tenth larger.
    pub std_source: bool,
}

/// Everything that building the app needs.
pub fn for_app() -> Result<AppTools> {
    cargo_tools::wasm_target()?;
    cargo_tools::wasm_bindgen()?;
    cargo_tools::trunk()?;
    cargo_tools::wasm_split()?;
    Ok(AppTools {
        wasm_opt: npm::wasm_opt()?,
        std_source: cargo_tools::std_source()?,
    })
}

/// What wasm tests need beside a browser: the target and wasm-bindgen's test runner.
pub fn for_wasm_tests() -> Result<()> {
    cargo_tools::wasm_target()?;
    cargo_tools::wasm_bindgen()
}

/// Installs everything that any task would install.
pub fn everything() -> Result<()> {
    say::step(format!("tools are kept in {}", folder()?.display()));
    for_app()?;
    browser()?;
    test_packages()?;
    schemathesis()?;
    say::sum_up();
    Ok(())
}

/// The folder that a second run reuses.
pub fn folder() -> Result<PathBuf> {
    let folder = if let Some(folder) = std::env::var_os("LINLI_TOOLS") {
        PathBuf::from(folder)
    } else if let Some(cache) = std::env::var_os("XDG_CACHE_HOME").filter(|text| !text.is_empty()) {
        PathBuf::from(cache).join("linli/tools")
    } else {
        let home = std::env::var_os("HOME")
            .or_else(|| std::env::var_os("USERPROFILE"))
            .context("neither LINLI_TOOLS, XDG_CACHE_HOME nor HOME says where tools may go")?;
        PathBuf::from(home).join(".cache/linli/tools")
    };
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder)
}

/// The PATH with our tools in front.
pub fn path() -> Result<OsString> {
    let folder = folder()?;
    let mut folders = vec![folder.join("bin"), npm::binaryen_bin(&folder)];
    if let Some(path) = std::env::var_os("PATH") {
        folders.extend(std::env::split_paths(&path));
    }
    std::env::join_paths(folders).context("a folder on the PATH has a colon in its name")
}
