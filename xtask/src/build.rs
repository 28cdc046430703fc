//! Building: the app through Trunk, the server through cargo.

use crate::{own_std, paths, process, say, split, stamp, tools};
use anyhow::{Context, Result};
use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// Everything that goes into the app. A change anywhere here builds it anew.
const APP_INPUTS: [&str; 14] = [
    "src",
    "style",
    "public",
    "domain",
    "sync",
    "import",
    "reader",
    "xtask/src",
    "index.html",
    "Trunk.toml",
    "Cargo.toml",
    "Cargo.lock",
    "rust-toolchain.toml",
    ".cargo/config.toml",
];

/// `cargo xtask build`: the app and the server, ready to be deployed.
pub fn everything() -> Result<()> {
    app()?;
    let server = server()?;
    say::step(format!(
        "done: {} serves {}",
        paths::relative(&server, &paths::root()),
        paths::relative(&paths::dist(), &paths::root())
    ));
    say::sum_up();
    Ok(())
}

/// Builds the release app into `dist/`, unless it is there from the same inputs.
pub fn app() -> Result<()> {
    let tools = tools::for_app()?;
    let rustc = process::output_of(Command::new("rustc").arg("-V").current_dir(paths::root()));
    let context = [
        rustc.unwrap_or_default(),
        format!("wasm-opt {}", tools.wasm_opt),
        format!("own std {}", tools.std_source),
    ];
    let now = stamp::of(&existing(&APP_INPUTS), &context)?;
    if stamp::matches("app", &now)? && paths::dist().join("index.html").is_file() {
        say::step("the app is up to date");
        return Ok(());
    }
    say::step("building the app (the first time takes about three minutes)");
    stamp::clear("app")?;
    fetch_packages(tools.std_source)?;
    // Trunk's own wasm-opt would shrink what is split afterwards: the hook does it, part by part.
    let page = Page::new(false)?;
    let mut trunk = trunk("build", &page.arguments())?;
    split::prepare(&mut trunk, tools.wasm_opt);
    if tools.std_source {
        own_std::build_with(&mut trunk);
    }
    process::run(&mut trunk)?;
    stamp::set("app", &now)
}

/// Trunk builds offline, so that it cannot fetch tools of its own; cargo's packages come before.
fn fetch_packages(std_source: bool) -> Result<()> {
    let rustc = process::output_of(Command::new("rustc").arg("-vV").current_dir(paths::root()));
    let host = rustc.and_then(|text| {
        let line = text.lines().find_map(|line| line.strip_prefix("host: "));
        line.map(str::to_owned)
    });
    let mut command = process::cargo();
    command.args(["fetch", "--quiet", "--locked"]);
    for target in host
        .iter()
        .map(String::as_str)
        .chain(["wasm32-unknown-unknown"])
    {
        command.args(["--target", target]);
    }
    if std_source {
        own_std::fetch_with(&mut command);
    }
    process::run(&mut command)
}

fn existing(inputs: &[&'static str]) -> Vec<&'static str> {
    let root = paths::root();
    let there = inputs.iter().copied();
    there.filter(|input| root.join(input).exists()).collect()
}

/// Trunk in the workspace, with our tools in front.
pub fn trunk(what: &str, arguments: &[String]) -> Result<Command> {
    let path = tools::path()?;
    let program = std::env::split_paths(&path)
        .map(|folder| folder.join("trunk"))
        .find(|file| file.is_file())
        .context("trunk is not there")?;
    let mut command = Command::new(program);
    command
        .arg(what)
        .args(arguments)
        .current_dir(paths::root())
        .env("PATH", path)
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
        // Trunk refuses the values that other programs give this variable.
        .env_remove("NO_COLOR");
    Ok(command)
}

/// The page that Trunk builds from: index.html, or a copy that asks for no wasm-opt.
struct Page {
    copy: Option<PathBuf>,
}

impl Page {
    fn new(wasm_opt: bool) -> Result<Self> {
        if wasm_opt {
            return Ok(Self { copy: None });
        }
        let root = paths::root();
        let text = fs::read_to_string(root.join("index.html"))?;
        let copy = root.join("index.without-wasm-opt.html");
        fs::write(
            &copy,
            text.replace("data-wasm-opt=\"z\"", "data-wasm-opt=\"0\""),
        )?;
        Ok(Self { copy: Some(copy) })
    }

    fn arguments(&self) -> Vec<String> {
        let mut arguments = vec!["--release=true".to_owned(), "--locked=true".to_owned()];
        if let Some(copy) = &self.copy {
            arguments.push(copy.to_string_lossy().into_owned());
        }
        arguments
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        if let Some(copy) = &self.copy {
            // A copy left behind does no harm: the next build writes it anew.
            fs::remove_file(copy).ok();
        }
    }
}

/// The server as it is deployed.
pub fn server() -> Result<PathBuf> {
    say::step("building the server");
    cargo_build_server(&[])?;
    Ok(built_server())
}

/// Two servers for journeys: one with a clock that tests can move, and the one that is deployed.
/// The latter is built last, so that what lies in the target folder is fit to be deployed.
pub fn servers_for_tests() -> Result<(PathBuf, PathBuf)> {
    say::step("building the server with a clock that tests can move");
    cargo_build_server(&["--features", "test-clock"])?;
    let copy = paths::scratch()?.join(format!("linli-test-clock{EXE_SUFFIX}"));
    // A running copy cannot be written over; a new file in its place can.
    fs::remove_file(&copy).ok();
    fs::copy(built_server(), &copy).with_context(|| format!("cannot write {}", copy.display()))?;
    Ok((copy, server()?))
}

fn cargo_build_server(features: &[&str]) -> Result<()> {
    process::run(
        process::cargo()
            .args(["build", "--quiet", "--locked", "--profile", "server"])
            .args(["--package", "linli-server", "--bin", "linli"])
            .args(features),
    )
}

fn built_server() -> PathBuf {
    let folder = paths::target().join("server");
    folder.join(format!("linli{EXE_SUFFIX}"))
}
