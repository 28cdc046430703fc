//! The service worker's precache list: every file of the app with the SHA-256 of its bytes.
//!
//! Trunk names hashed files from what it had before wasm-bindgen ran, so one name can come with
//! other bytes. The worker therefore compares bytes, never names.

use crate::{paths, stamp};
use anyhow::{Context, Result, ensure};
use serde_json::json;
use std::fs;
use std::path::Path;

const MARK: &str = "/* precache */ []";
const VERSION_MARK: &str = "/* version */ \"unbuilt\"";

/// What an offline start does without: pictures for the installation dialogue, and the worker
/// itself, which the browser keeps.
pub fn is_left_out(name: &str) -> bool {
    name == "sw.js"
        || name.starts_with("screenshots/")
        || (name.starts_with("icons/") && name != "icons/eaves.svg")
        || [".br", ".map", ".txt"]
            .iter()
            .any(|end| name.ends_with(end))
}

/// Writes the list into the staged `sw.js`; returns how many files it holds.
pub fn write(staging: &Path) -> Result<usize> {
    let mut list = Vec::new();
    let mut all = String::new();
    for file in paths::files_below(staging)? {
        let name = paths::relative(&file, staging);
        if is_left_out(&name) {
            continue;
        }
        let revision = stamp::sha256_hex(&fs::read(&file)?);
        all.push_str(&format!("{name} {revision}\n"));
        list.push(json!([name, revision]));
    }
    let worker = staging.join("sw.js");
    let text = fs::read_to_string(&worker).context("index.html must copy public/sw.js")?;
    ensure!(
        text.contains(MARK) && text.contains(VERSION_MARK),
        "public/sw.js has lost the places of its precache list and its version"
    );
    let version = stamp::sha256_hex((all + &text).as_bytes());
    let text = text
        .replacen(MARK, &serde_json::to_string(&list)?, 1)
        .replacen(VERSION_MARK, &format!("\"{}\"", &version[..16]), 1);
    fs::write(&worker, text)?;
    Ok(list.len())
}
