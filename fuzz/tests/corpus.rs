//! Every target over its corpus: what was found once is never found again.

use linli_fuzz::TARGETS;
use std::{fs, path::Path, path::PathBuf};

/// All of the corpora together, in bytes.
const MOST: u64 = 1 << 20;

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

fn files(target: &str) -> Vec<PathBuf> {
    let folder = corpus().join(target);
    let entries =
        fs::read_dir(&folder).unwrap_or_else(|_| panic!("{} has no corpus", folder.display()));
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn every_parser_keeps_its_promises_over_its_corpus() {
    for target in TARGETS {
        let files = files(target.name);
        assert!(!files.is_empty(), "{} has no corpus", target.name);
        for file in &files {
            println!("{}", file.display());
            target.run(&fs::read(file).unwrap());
        }
        println!("{}: {} inputs", target.name, files.len());
    }
}

#[test]
fn every_parser_keeps_its_promises_over_bytes_that_are_none_of_its() {
    // A few hundred changes of each input, always the same ones: what `cargo test` can look for by itself.
    for target in TARGETS {
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        let mut next = || {
            state = state
                .wrapping_mul(0x5851_f42d_4c95_7f2d)
                .wrapping_add(0x1405_7b7e_f767_814f);
            (state >> 33) as usize
        };
        for file in files(target.name).iter().take(40) {
            let whole = fs::read(file).unwrap();
            for _ in 0..10 {
                let mut changed = whole.clone();
                for _ in 0..1 + next() % 4 {
                    let at = next() % (changed.len() + 1);
                    match next() % 3 {
                        0 => changed.insert(at, next() as u8),
                        1 if at < changed.len() => changed[at] = next() as u8,
                        _ => changed.truncate(at.max(1)),
                    }
                }
                target.run(&changed);
            }
        }
    }
}

#[test]
fn the_corpora_are_small_and_of_targets_that_there_are() {
    let mut bytes = 0;
    for entry in fs::read_dir(corpus()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(linli_fuzz::named(&name).is_some(), "{name} is no target");
        bytes += files(&name)
            .iter()
            .map(|file| fs::metadata(file).unwrap().len())
            .sum::<u64>();
    }
    assert!(bytes <= MOST, "{bytes} bytes");
}
