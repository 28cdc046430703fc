//! Stamps: a hash over everything that a step reads, kept beside what it made, so that a second
//! run that has nothing to do is quick and can never be wrong about file times.

use crate::paths;
use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::PathBuf;

/// The lower-case hex SHA-256 of some bytes.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// A file's name with the hash of its bytes in it: a page never meets a file of another version under it.
pub fn hashed_name(stem: &str, extension: &str, bytes: &[u8]) -> String {
    format!("{stem}-{}.{extension}", &sha256_hex(bytes)[..16])
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A hash over files and folders (given from the workspace root) and over some words of context.
pub fn of(inputs: &[&str], context: &[String]) -> Result<String> {
    let root = paths::root();
    let mut hash = Sha256::new();
    for input in inputs {
        let path = root.join(input);
        let files = if path.is_dir() {
            paths::files_below(&path)?
        } else {
            vec![path]
        };
        for file in files {
            let bytes =
                fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
            hash.update(paths::relative(&file, &root).as_bytes());
            hash.update(bytes.len().to_le_bytes());
            hash.update(&bytes);
        }
    }
    for word in context {
        hash.update(word.as_bytes());
        hash.update([0]);
    }
    Ok(hex(&hash.finalize()))
}

fn file(name: &str) -> Result<PathBuf> {
    Ok(paths::scratch()?.join(format!("{name}.stamp")))
}

/// Whether the stamp of that name is this one.
pub fn matches(name: &str, stamp: &str) -> Result<bool> {
    Ok(fs::read_to_string(file(name)?).is_ok_and(|found| found == stamp))
}

/// Remembers a stamp after its step succeeded.
pub fn set(name: &str, stamp: &str) -> Result<()> {
    fs::write(file(name)?, stamp).context("cannot write a stamp")
}

/// Forgets a stamp before its step begins, so that a step cut short is done again.
pub fn clear(name: &str) -> Result<()> {
    match fs::remove_file(file(name)?) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}
