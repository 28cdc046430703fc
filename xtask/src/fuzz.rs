//! `cargo xtask fuzz`: looks for bytes that break a parser. libFuzzer on the toolchain that builds everything else: what
//! it needs of the compiler are the flags below, and no nightly.
//!
//! What it finds new is kept in `target/fuzz/corpus/`; `--minimise` takes the least of it that reaches as much into
//! `fuzz/corpus/`, where `cargo test` runs it.

use crate::{paths, process, say};
use anyhow::{Context, Result, bail};
use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// What libFuzzer needs to see of a program: which edges it takes, and what it compares.
const FLAGS: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
     -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
     -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing";

/// Kept of one target, in bytes; all together stay under a MiB.
const KEPT: u64 = 56 << 10;
/// The longest input of the repository's corpus, in bytes.
const LONGEST: u64 = 16 << 10;

struct Asked {
    targets: Vec<String>,
    seconds: u64,
    minimise: bool,
}

/// Builds the engine, and runs the targets that are named, or all, one after the other.
pub fn fuzz(arguments: &[String]) -> Result<()> {
    let Some(asked) = read(arguments)? else {
        println!("{}", known()?.join("\n"));
        return Ok(());
    };
    let engine = engine()?;
    let mut broken = Vec::new();
    for target in &asked.targets {
        if asked.minimise {
            minimise(&engine, target)?;
        } else if !run(&engine, target, asked.seconds)? {
            broken.push(target.as_str());
        }
    }
    if !broken.is_empty() {
        bail!(
            "found something in {}: see target/fuzz/found/",
            broken.join(", ")
        );
    }
    Ok(())
}

/// None where only the list is asked for.
fn read(arguments: &[String]) -> Result<Option<Asked>> {
    let known = known()?;
    let mut asked = Asked {
        targets: Vec::new(),
        seconds: 60,
        minimise: false,
    };
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--list" => return Ok(None),
            "--minimise" => asked.minimise = true,
            "--seconds" => {
                let seconds = arguments.next().context("--seconds needs a number")?;
                asked.seconds = seconds.parse().context("--seconds needs a number")?;
            }
            name if known.iter().any(|known| known == name) => asked.targets.push(name.to_owned()),
            other => bail!("there is no target `{other}`: {}", known.join(", ")),
        }
    }
    if asked.targets.is_empty() {
        asked.targets = known;
    }
    Ok(Some(asked))
}

/// Every target has a corpus, and a test says that no other folder is there.
fn known() -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(seeds())? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

fn seeds() -> PathBuf {
    paths::root().join("fuzz/corpus")
}

fn scratch(what: &str, target: &str) -> Result<PathBuf> {
    let folder = paths::target().join("fuzz").join(what).join(target);
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder)
}

fn engine() -> Result<PathBuf> {
    let rustc = process::output_of(Command::new("rustc").arg("-vV").current_dir(paths::root()));
    let rustc = rustc.context("rustc does not answer")?;
    let host = rustc.lines().find_map(|line| line.strip_prefix("host: "));
    let host = host.context("rustc does not say for which machine it builds")?;
    say::step("building the fuzz targets");
    let folder = paths::target().join("fuzz/build");
    let flags = match std::env::var("RUSTFLAGS") {
        Ok(own) => format!("{own} {FLAGS}"),
        Err(_) => FLAGS.to_owned(),
    };
    process::run(
        process::cargo()
            .args(["build", "--quiet", "--locked", "--package", "linli-fuzz"])
            .args(["--profile", "fuzz", "--features", "libfuzzer"])
            // With a target named, build scripts and macros stay without the flags.
            .args(["--bin", "fuzz", "--target", host, "--target-dir"])
            .arg(&folder)
            .env("RUSTFLAGS", flags),
    )?;
    Ok(folder.join(host).join("fuzz/fuzz"))
}

fn started(engine: &Path, target: &str) -> Command {
    let mut command = Command::new(engine);
    command
        .env("LINLI_FUZZ_TARGET", target)
        .current_dir(paths::root());
    command
}

/// Whether nothing was found.
fn run(engine: &Path, target: &str, seconds: u64) -> Result<bool> {
    say::step(format!("fuzzing {target} for {seconds} s"));
    let found = scratch("found", target)?;
    let mut command = started(engine, target);
    command
        .arg(scratch("corpus", target)?)
        .arg(seeds().join(target))
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-artifact_prefix={}/", found.display()))
        .args(["-timeout=20", "-rss_limit_mb=3000", "-max_len=16384"])
        .args(["-print_final_stats=1", "-verbosity=0"])
        .stderr(Stdio::piped());
    let mut child = command.spawn().context("cannot start the engine")?;
    let mut executions = 0;
    if let Some(told) = child.stderr.take() {
        for line in BufReader::new(told).lines() {
            let line = line?;
            match line.strip_prefix("stat::number_of_executed_units:") {
                Some(count) => executions = count.trim().parse().unwrap_or(0),
                None if line.starts_with("stat::") => {}
                None => eprintln!("  {line}"),
            }
        }
    }
    let good = child.wait()?.success();
    let verdict = if good { "nothing" } else { "something" };
    println!("{target}\t{seconds} s\t{executions} executions\tfound {verdict}");
    Ok(good)
}

/// Takes the least that reaches as much into the repository. What has a name of its own was found once, and stays.
fn minimise(engine: &Path, target: &str) -> Result<()> {
    let least = scratch("least", target)?;
    fs::remove_dir_all(&least)?;
    fs::create_dir_all(&least)?;
    let mut command = started(engine, target);
    command
        .args(["-merge=1", "-verbosity=0"])
        .arg(format!("-max_len={LONGEST}"))
        .arg(&least)
        .arg(seeds().join(target))
        .arg(scratch("corpus", target)?)
        .stderr(Stdio::null());
    process::run(&mut command)?;
    let folder = seeds().join(target);
    for file in paths::files_below(&folder)? {
        if !is_named(&file) {
            fs::remove_file(file)?;
        }
    }
    let mut files = Vec::new();
    for file in paths::files_below(&least)? {
        files.push((fs::metadata(&file)?.len(), file));
    }
    files.sort();
    let (mut kept, mut bytes) = (0, 0);
    for (length, file) in files {
        if bytes + length > KEPT {
            break;
        }
        let name = file.file_name().unwrap_or_default();
        fs::copy(&file, folder.join(name))?;
        (kept, bytes) = (kept + 1, bytes + length);
    }
    println!("{target}\t{kept} inputs\t{bytes} bytes");
    Ok(())
}

/// The engine names by hash.
fn is_named(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    !name.bytes().all(|byte| byte.is_ascii_hexdigit())
}
