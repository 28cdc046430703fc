//! What stands between the app's wasm and its script: wasm-bindgen gives everything a long name with a hash, in both,
//! and keeps what nobody can reach.

use anyhow::{Context, Result, bail, ensure};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;
/// What the script's functions are imported from, shortened.
const MODULE: &str = "a";

/// Takes out the classes that a library offers to scripts and that no script can make: their methods would keep all
/// that they call. Before the wasm is shrunk.
pub fn drop_unreachable(main: &Path, script: &Path) -> Result<()> {
    let (wasm, text) = (fs::read(main)?, fs::read_to_string(script)?);
    let (kept, unreachable) = without_unreachable_classes(&text);
    let wasm = rewrite(&wasm, EXPORTS, |section| {
        keep_exports(section, &unreachable)
    })?;
    fs::write(main, wasm)?;
    Ok(fs::write(script, kept)?)
}

/// Gives what the wasm imports from its script names of a letter or two, and takes what it does not import out of the
/// script. After the wasm was shrunk.
pub fn shorten(main: &Path, script: &Path) -> Result<()> {
    let (wasm, text) = (fs::read(main)?, fs::read_to_string(script)?);
    let stem = main.file_stem().context("the wasm has no name")?;
    let long = format!("./{}.js", stem.to_string_lossy());
    let mut names = BTreeMap::new();
    let wasm = rewrite(&wasm, IMPORTS, |section| {
        rename_imports(section, &long, &mut names)
    })?;
    let text = rename_in_script(&text, &long, &names)?;
    fs::write(main, wasm)?;
    Ok(fs::write(script, text)?)
}

/// The script without such classes, and their names as exports carry them.
fn without_unreachable_classes(script: &str) -> (String, Vec<String>) {
    let (mut kept, mut gone) = (String::with_capacity(script.len()), Vec::new());
    let mut rest = script;
    while let Some(at) = rest.find("export class ") {
        let length = rest[at..]
            .find("\n}\n")
            .map_or(rest.len() - at, |end| end + 3);
        let (before, class) = (&rest[..at], &rest[at..at + length]);
        kept.push_str(before);
        // An object of it comes from a script's `new`, or out of the wasm.
        if class.contains(" constructor(") || class.contains(" static __wrap(") {
            kept.push_str(class);
        } else {
            let name = class.split_whitespace().nth(2).unwrap_or_default();
            gone.push(name.to_owned());
        }
        rest = &rest[at + length..];
    }
    kept.push_str(rest);
    let of_gone = |line: &&str| {
        let mut gone = gone.iter();
        gone.any(|name| line.starts_with(&format!("if (Symbol.dispose) {name}.")))
    };
    let lines = kept.split_inclusive('\n').filter(|line| !of_gone(line));
    let kept = lines.collect();
    let lower = gone.iter().map(|name| name.to_lowercase()).collect();
    (kept, lower)
}

fn keep_exports(section: &[u8], gone: &[String]) -> Result<Vec<u8>> {
    let mut bytes = Bytes(section);
    let (mut kept, mut count) = (Vec::new(), 0);
    for _ in 0..bytes.number()? {
        let (name, kind, index) = (bytes.name()?, bytes.byte()?, bytes.number()?);
        let of_gone = |class: &String| {
            name.starts_with(&format!("{class}_")) || *name == format!("__wbg_{class}_free")
        };
        if !gone.iter().any(of_gone) {
            count += 1;
            put_name(&mut kept, name);
            kept.push(kind);
            put_number(&mut kept, index);
        }
    }
    Ok(with_count(count, &kept))
}

fn rename_imports(
    section: &[u8],
    long: &str,
    names: &mut BTreeMap<String, String>,
) -> Result<Vec<u8>> {
    let mut bytes = Bytes(section);
    let mut renamed = Vec::new();
    let count = bytes.number()?;
    for _ in 0..count {
        let (module, name) = (bytes.name()?, bytes.name()?);
        ensure!(bytes.byte()? == 0, "the app imports more than functions");
        let signature = bytes.number()?;
        if module == long {
            let next = short(names.len());
            let name = names.entry(name.to_owned()).or_insert(next);
            put_name(&mut renamed, MODULE);
            put_name(&mut renamed, name);
        } else {
            put_name(&mut renamed, module);
            put_name(&mut renamed, name);
        }
        renamed.push(0);
        put_number(&mut renamed, signature);
    }
    Ok(with_count(count, &renamed))
}

/// `a` … `z`, `aa`, `ba` …
fn short(mut n: usize) -> String {
    let mut name = String::new();
    loop {
        name.push(char::from(b'a' + (n % 26) as u8));
        n /= 26;
        if n == 0 {
            return name;
        }
        n -= 1;
    }
}

/// The script's table of functions, as wasm-bindgen writes it: an entry a function, each at the same indentation.
fn rename_in_script(script: &str, long: &str, names: &BTreeMap<String, String>) -> Result<String> {
    const ENTRY: &str = "        ";
    let table = format!("\"{long}\": import0,");
    ensure!(
        script.contains(&table),
        "the script offers nothing as {long}"
    );
    let mut text = String::with_capacity(script.len());
    let (mut in_table, mut kept, mut found) = (false, true, 0);
    for line in script.split_inclusive('\n') {
        in_table |= line.starts_with("    const import0 = {");
        let entry = line.strip_prefix(ENTRY).and_then(|l| l.split_once(": "));
        match entry.filter(|(name, _)| in_table && name.starts_with("__wb")) {
            Some((name, function)) => {
                let name = names.get(name);
                kept = name.is_some();
                if let Some(name) = name {
                    found += 1;
                    text.extend([ENTRY, name, ": ", function]);
                }
            }
            None => {
                if line.starts_with("    };") {
                    (in_table, kept) = (false, true);
                }
                if kept {
                    text.push_str(line);
                }
            }
        }
    }
    ensure!(
        found == names.len(),
        "the wasm imports {} functions, the script has {found} of them",
        names.len()
    );
    Ok(text.replace(&table, &format!("\"{MODULE}\": import0,")))
}

/// A module with one of its sections written anew.
fn rewrite(wasm: &[u8], which: u8, anew: impl FnOnce(&[u8]) -> Result<Vec<u8>>) -> Result<Vec<u8>> {
    let (head, sections) = wasm.split_at_checked(8).context("no wasm")?;
    ensure!(head.starts_with(b"\0asm"), "no wasm");
    let (mut bytes, mut written) = (Bytes(sections), head.to_vec());
    let mut anew = Some(anew);
    while !bytes.0.is_empty() {
        let kind = bytes.byte()?;
        let length = bytes.number()?;
        let mut section = bytes.take(length)?.to_vec();
        if kind == which
            && let Some(anew) = anew.take()
        {
            section = anew(&section)?;
        }
        written.push(kind);
        put_number(&mut written, u32::try_from(section.len())?);
        written.extend(section);
    }
    ensure!(anew.is_none(), "the wasm has no section {which}");
    Ok(written)
}

/// What is left to be read.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, length: u32) -> Result<&'a [u8]> {
        let taken = self.0.split_at_checked(length as usize);
        let (taken, rest) = taken.context("the wasm ends too early")?;
        self.0 = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8> {
        Ok(self.take(1)?[0])
    }

    /// Seven bits a byte, the lowest first.
    fn number(&mut self) -> Result<u32> {
        let mut number = 0;
        for shift in (0..32).step_by(7) {
            let byte = self.byte()?;
            number |= u32::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        bail!("the wasm has a number that is too long")
    }

    fn name(&mut self) -> Result<&'a str> {
        let length = self.number()?;
        Ok(std::str::from_utf8(self.take(length)?)?)
    }
}

fn put_number(to: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        to.push((number as u8 & 0x7F) | 0x80);
        number >>= 7;
    }
    to.push(number as u8);
}

fn put_name(to: &mut Vec<u8>, name: &str) {
    put_number(to, name.len() as u32);
    to.extend(name.as_bytes());
}

fn with_count(count: u32, entries: &[u8]) -> Vec<u8> {
    let mut section = Vec::with_capacity(entries.len() + 2);
    put_number(&mut section, count);
    section.extend(entries);
    section
}

#[cfg(test)]
mod tests;
