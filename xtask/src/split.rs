//! Splitting: what the app marks as late (`src/late.rs`) leaves its wasm for files of its own.
//!
//! Works on what cargo has built (feature `split`, with the linker's relocations in it): the splitter takes the late
//! parts out, wasm-bindgen writes the main part anew in Trunk's place, and wasm-opt shrinks each. Late files carry
//! the hash of their bytes in their names, so that a page never meets a part of another version.

use crate::{html, paths, process, stamp, tools, wasm_names};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};
use std::thread;

/// In the environment of Trunk and so of its hook: how to treat what cargo has built.
pub const ASKED: &str = "LINLI_SPLIT";
/// Flags for the app's code; they come on top of those in `.cargo/config.toml`.
pub const RUSTFLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";
/// What the main part imports from: the loader of the late parts.
const LINK: &str = "__wasm_split.js";
/// How wasm-opt shrinks. What counts is the size after Brotli: code that is alike packs better than code that is
/// short, so loops are written anew in one form, and neither is shared within a function nor copied into others what
/// makes them differ. Rust's stack lies at the foot of the memory, so nothing is ever read from its first 1024 bytes.
const PASSES: [&str; 7] = [
    "--low-memory-unused",
    "--flatten",
    "--rereloop",
    "-Os",
    "-Os",
    "--skip-pass=local-cse",
    "--skip-pass=inlining-optimizing",
];

/// The environment in which Trunk builds an app that can be split.
pub fn prepare(trunk: &mut Command, wasm_opt: bool) {
    trunk
        .args(["--features", "split"])
        .env(RUSTFLAGS, "-Clink-args=--emit-relocs")
        .env(ASKED, if wasm_opt { "wasm-opt" } else { "plain" });
}

/// In Trunk's hook: puts the parts into the staging folder, where it was asked to.
pub fn split(staging: &Path, page: &str) -> Result<()> {
    let Ok(asked) = std::env::var(ASKED) else {
        return Ok(());
    };
    let stem = main_stem(page).context("the page names no main module")?;
    let folder = paths::scratch()?.join("split");
    fs::remove_dir_all(&folder).ok();
    fs::create_dir_all(&folder)?;
    let built = paths::target().join("wasm32-unknown-unknown/release/linli.wasm");
    let path = tools::path()?;
    process::run(
        Command::new("wasm-split-cli")
            .arg(&built)
            .arg(&folder)
            .args(["--out-name", &stem])
            .env("RUST_LOG", "error")
            .env("PATH", &path),
    )?;
    process::run(
        Command::new("wasm-bindgen")
            .arg(folder.join(format!("{stem}.wasm")))
            .args(["--target", "web", "--no-typescript"])
            .args(["--keep-lld-exports", "--no-demangle"])
            .args(["--out-name", &stem, "--out-dir"])
            .arg(staging)
            .env("PATH", &path),
    )?;
    let main = staging.join(format!("{stem}_bg.wasm"));
    let script = staging.join(format!("{stem}.js"));
    wasm_names::drop_unreachable(&main, &script)?;
    let late = late_files(&folder, &stem)?;
    if asked == "wasm-opt" {
        shrink_all(late.iter().chain([&main]).cloned().collect())?;
    }
    wasm_names::shorten(&main, &script)?;
    let mut link = fs::read_to_string(folder.join(LINK))?;
    for file in &late {
        let bytes = fs::read(file)?;
        let old = paths::relative(file, &folder);
        let stem = old.strip_suffix(".wasm").unwrap_or(&old);
        let name = stamp::hashed_name(stem, "wasm", &bytes);
        ensure!(link.contains(&old), "{LINK} does not fetch {old}");
        link = link.replace(&format!("\"./{old}\""), &format!("\"./{name}\""));
        fs::write(staging.join(name), bytes)?;
    }
    let name = stamp::hashed_name("late", "js", link.as_bytes());
    fs::write(staging.join(&name), link)?;
    let text = fs::read_to_string(&script)?;
    // The file only: in the table of imports the wasm looks for the old name.
    let import = format!("from \"./{LINK}\"");
    ensure!(
        text.contains(&import),
        "the main module does not load {LINK}"
    );
    fs::write(
        &script,
        text.replace(&import, &format!("from \"./{name}\"")),
    )?;
    Ok(())
}

/// `linli-0123` in a page that loads `/linli-0123_bg.wasm`.
fn main_stem(page: &str) -> Option<String> {
    let links = html::links(page, "preload");
    let href = links
        .iter()
        .filter_map(|link| link.get("href"))
        .find_map(|href| href.strip_suffix("_bg.wasm"))?;
    href.rsplit('/').next().map(str::to_owned)
}

fn late_files(folder: &Path, stem: &str) -> Result<Vec<PathBuf>> {
    let main = format!("{stem}.wasm");
    let files = paths::files_below(folder)?;
    let late = |file: &PathBuf| {
        let name = paths::relative(file, folder);
        name.ends_with(".wasm") && name != main
    };
    Ok(files.into_iter().filter(late).collect())
}

/// The parameters that index.html gives Trunk for the same tool.
fn wasm_opt_parameters() -> Result<Vec<String>> {
    let page = fs::read_to_string(paths::root().join("index.html"))?;
    let links = html::links(&page, "rust");
    let parameters = links
        .iter()
        .find_map(|link| html::attribute(link.tag, "data-wasm-opt-params"))
        .context("index.html has lost data-wasm-opt-params")?;
    Ok(parameters.split_whitespace().map(str::to_owned).collect())
}

/// Shrinks them all, as many at once as there are processors: the largest first, so that none is left to run alone.
fn shrink_all(mut files: Vec<PathBuf>) -> Result<()> {
    let parameters = wasm_opt_parameters()?;
    files.sort_by_key(|file| fs::metadata(file).map_or(0, |about| about.len()));
    let waiting = Mutex::new(files);
    let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).pop();
    let work = || -> Result<()> {
        while let Some(file) = next() {
            shrink(&file, &parameters)?;
        }
        Ok(())
    };
    let processors = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..processors).map(|_| scope.spawn(work)).collect();
        workers.into_iter().try_for_each(|worker| {
            let died = |_| anyhow::anyhow!("whoever runs wasm-opt died");
            worker.join().map_err(died)?
        })
    })
}

/// Shrinks a wasm beside the app's, where it was asked to.
pub fn shrink_where_asked(file: &Path) -> Result<()> {
    if std::env::var(ASKED).is_ok_and(|asked| asked == "wasm-opt") {
        shrink(file, &wasm_opt_parameters()?)?;
    }
    Ok(())
}

fn shrink(file: &Path, parameters: &[String]) -> Result<()> {
    process::run(
        Command::new("wasm-opt")
            .arg("--quiet")
            .args(PASSES)
            .args(parameters)
            .arg(file)
            .arg("-o")
            .arg(file)
            .env("PATH", tools::path()?),
    )
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_page_names_the_main_part() {
        let page = r#"<link rel="preload" href="/linli-01ab_bg.wasm" as="fetch">"#;
        assert_eq!(super::main_stem(page).as_deref(), Some("linli-01ab"));
        assert_eq!(
            super::main_stem("<link rel=\"preload\" href=\"/a.js\">"),
            None
        );
    }
}
