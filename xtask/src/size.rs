//! `cargo xtask size`: the bytes that travel until the app can be used for the first time.
//!
//! The files that the page names, and what those name in turn, each as Brotli sends it. What the
//! service worker fetches afterwards (the precache) is counted apart, because nobody waits for it.

use crate::{brotli_files, build, html, paths, precache};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;

/// The bar for a first load, in bytes. It only ever goes down; the aim of later releases is 215 KB.
const BUDGET: usize = 300_000;

/// Prints every file of the first load and holds the budget.
pub fn size() -> Result<()> {
    build::app()?;
    let dist = paths::dist();
    let page = fs::read_to_string(dist.join("index.html"))?;
    let mut names = vec!["index.html".to_owned()];
    for name in first_load(&dist, &page)? {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let mut sizes = Vec::new();
    for name in names {
        sizes.push((wire_bytes(&dist, &name)?, name));
    }
    sizes.sort_by(|a, b| b.cmp(a));
    let sum: usize = sizes.iter().map(|(bytes, _)| bytes).sum();
    println!("First load, bytes on the wire (brotli):");
    for (bytes, name) in &sizes {
        println!("{bytes:>9}  {name}");
    }
    println!("{sum:>9}  in all; the budget is {BUDGET}");
    let later = precached_later(&dist, &sizes)?;
    println!(
        "{later:>9}  more for the offline copy, fetched after the app can be used; of these late parts:"
    );
    for file in paths::files_below(&dist)? {
        let name = paths::relative(&file, &dist);
        if name.ends_with(".wasm") && !sizes.iter().any(|(_, known)| *known == name) {
            println!("{:>9}  {name}", wire_bytes(&dist, &name)?);
        }
    }
    if sum > BUDGET {
        bail!("the first load is {} bytes over its budget", sum - BUDGET);
    }
    Ok(())
}

/// What the browser loads before anyone can use the app: scripts, sheets, preloads, and the
/// modules that a script imports.
fn first_load(dist: &Path, page: &str) -> Result<Vec<String>> {
    let mut names = Vec::new();
    let mut add = |href: &str| {
        let name = href.trim_start_matches(['.', '/']).to_owned();
        if dist.join(&name).is_file() && !names.contains(&name) {
            names.push(name);
        }
    };
    // The loader of the late parts is imported by name.
    for file in paths::files_below(dist)? {
        let name = paths::relative(&file, dist);
        if name.starts_with("late-") && name.ends_with(".js") {
            add(&name);
        }
    }
    for rel in ["stylesheet", "modulepreload", "preload", "manifest", "icon"] {
        for link in html::links(page, rel) {
            link.get("href").into_iter().for_each(&mut add);
        }
    }
    let scripts: Vec<&str> = page
        .split("<script")
        .skip(1)
        .filter_map(|rest| html::attribute(rest.split('>').next()?, "src"))
        .collect();
    scripts.iter().for_each(|src| add(src));
    for file in paths::files_below(dist)? {
        let name = paths::relative(&file, dist);
        // Modules that wasm-bindgen's output imports lie in folders of their own.
        if name.starts_with("snippets/") && name.ends_with(".js") {
            add(&name);
        }
    }
    Ok(names)
}

fn wire_bytes(dist: &Path, name: &str) -> Result<usize> {
    let file = dist.join(name);
    let bytes = fs::read(&file).with_context(|| format!("{name} is not in dist"))?;
    if !brotli_files::is_text(name) {
        return Ok(bytes.len());
    }
    let packed = match fs::read(dist.join(format!("{name}.br"))) {
        Ok(packed) => packed,
        Err(_) => brotli_files::compress(&bytes)?,
    };
    Ok(packed.len().min(bytes.len()))
}

fn precached_later(dist: &Path, first: &[(usize, String)]) -> Result<usize> {
    let mut sum = 0;
    for file in paths::files_below(dist)? {
        let name = paths::relative(&file, dist);
        let counted = first.iter().any(|(_, known)| *known == name);
        if !counted && !precache::is_left_out(&name) {
            sum += wire_bytes(dist, &name)?;
        }
    }
    Ok(sum)
}
