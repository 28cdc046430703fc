//! Our own reader of codes (`reader/`): a worker's script and a wasm of its own, beside the app's.

use crate::{paths, process, split, stamp, tools};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;
use std::process::Command;

/// What the worker's script calls its wasm; the build writes the name with the hash in its place.
const WASM: &str = "\"reader.wasm\"";

/// In Trunk's hook: builds both and puts them into the staging folder.
pub fn stage(staging: &Path) -> Result<()> {
    process::run(
        process::cargo()
            .args(["build", "--quiet", "--locked", "--release"])
            .args(["--target", "wasm32-unknown-unknown"])
            .args(["--package", "linli-reader"])
            .env_remove(split::RUSTFLAGS),
    )?;
    let folder = paths::scratch()?.join("reader");
    fs::create_dir_all(&folder)?;
    let built = paths::target().join("wasm32-unknown-unknown/release/linli_reader.wasm");
    process::run(
        Command::new("wasm-bindgen")
            .arg(built)
            .args(["--target", "no-modules", "--no-typescript"])
            .args(["--out-name", "reader", "--out-dir"])
            .arg(&folder)
            .env("PATH", tools::path()?),
    )?;
    let wasm = folder.join("reader_bg.wasm");
    split::shrink_where_asked(&wasm)?;
    let bytes = fs::read(&wasm)?;
    let name = stamp::hashed_name("reader", "wasm", &bytes);
    fs::write(staging.join(&name), bytes)?;
    let worker = fs::read_to_string(paths::root().join("reader/worker.js"))
        .context("reader/worker.js is not there")?;
    ensure!(
        worker.contains(WASM),
        "reader/worker.js does not load {WASM}"
    );
    let bindings = fs::read_to_string(folder.join("reader.js"))?;
    let script = bindings + &worker.replace(WASM, &format!("{name:?}"));
    fs::write(staging.join("reader.js"), script)?;
    Ok(())
}
