//! `cargo xtask run`: from a fresh clone to the app open to use.

use crate::{build, paths, process, say};
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What the command line asks of the server.
pub struct Options {
    pub listen: String,
    pub data: PathBuf,
    /// `None`: the demo community is loaded when the data folder is new.
    demo: Option<bool>,
    /// Handed to the server as they are.
    others: Vec<String>,
}

impl Options {
    /// Reads `--listen`, `--data`, `--demo` and `--no-demo`; the rest is the server's.
    pub fn parse(arguments: &[String]) -> Result<Self> {
        let mut options = Self {
            listen: "127.0.0.1:7878".into(),
            data: paths::root().join("data"),
            demo: None,
            others: Vec::new(),
        };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let (name, mut value) = match argument.split_once('=') {
                Some((name, value)) => (name, Some(value.to_owned())),
                None => (argument.as_str(), None),
            };
            let mut value = || value.take().or_else(|| arguments.next().cloned());
            match name {
                "--listen" => options.listen = needed(name, value())?,
                "--data" => options.data = PathBuf::from(needed(name, value())?),
                "--demo" => options.demo = Some(true),
                "--no-demo" => options.demo = Some(false),
                _ => options.others.push(argument.clone()),
            }
        }
        Ok(options)
    }

    /// The arguments of `linli serve`.
    pub fn server_arguments(&self) -> Vec<String> {
        let mut arguments = vec![
            "serve".to_owned(),
            "--listen".to_owned(),
            self.listen.clone(),
            "--data".to_owned(),
            self.data.to_string_lossy().into_owned(),
        ];
        if self.demo.unwrap_or_else(|| is_new(&self.data)) {
            arguments.push("--demo".to_owned());
        }
        arguments.extend(self.others.iter().cloned());
        arguments
    }
}

fn needed(name: &str, value: Option<String>) -> Result<String> {
    match value {
        Some(value) if !value.starts_with("--") => Ok(value),
        _ => bail!("{name} needs a value"),
    }
}

fn is_new(data: &Path) -> bool {
    match data.read_dir() {
        Ok(mut entries) => entries.next().is_none(),
        Err(_) => true,
    }
}

/// Builds what is needed and becomes the server.
pub fn run(arguments: &[String]) -> Result<()> {
    let options = Options::parse(arguments)?;
    // Asked before anything is built: a build may put another file in this one's place.
    let this = std::env::current_exe()?;
    build::app()?;
    let server = build::server()?;
    say::sum_up();
    say::step(format!("starting the server on {}", options.listen));
    announce_when_ready(&this, &options.listen)?;
    let mut command = Command::new(server);
    command
        .args(options.server_arguments())
        .arg("--app")
        .arg(paths::dist());
    become_the(&mut command)
}

/// Replaces this process, so that whoever stops the task stops the server.
#[cfg(unix)]
fn become_the(command: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(command.exec().into())
}

#[cfg(not(unix))]
fn become_the(command: &mut Command) -> Result<()> {
    process::run(command)
}

/// Leaves a small process behind that says when the app can be used.
fn announce_when_ready(this: &Path, listen: &str) -> Result<()> {
    Command::new(this)
        .args(["ready-line", listen])
        .arg(std::process::id().to_string())
        .stdin(Stdio::null())
        .spawn()?;
    Ok(())
}

/// Waits for `/readyz` and prints the address; arguments: the address and the server's process.
pub fn ready_line(arguments: &[String]) -> Result<()> {
    let [listen, server] = arguments else {
        bail!("ready-line needs the address and the process");
    };
    let start = Instant::now();
    // Where there is no /proc, only the time limits the wait.
    let proc = Path::new("/proc");
    let is_running = || !proc.join("self").exists() || proc.join(server).exists();
    while is_running() && start.elapsed() < Duration::from_secs(120) {
        if wait_until_ready(listen, Duration::from_millis(500)) {
            println!("\n  Linli 邻里 is open: http://{}\n", shown(listen));
            return Ok(());
        }
    }
    if is_running() {
        eprintln!("! {listen} does not answer /readyz");
    }
    Ok(())
}

/// Whether `/readyz` answered 200 in that time.
pub fn wait_until_ready(listen: &str, patience: Duration) -> bool {
    let address = shown(listen);
    let start = Instant::now();
    while start.elapsed() < patience {
        if process::http_status(&address, "/readyz") == Some(200) {
            return true;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    false
}

/// An address that a browser on this machine can open.
fn shown(listen: &str) -> String {
    match listen.strip_prefix("0.0.0.0") {
        Some(port) => format!("127.0.0.1{port}"),
        None => listen.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_run_does_not_know_goes_on_to_the_server() {
        let given = ["--listen", "127.0.0.1:1", "--data=d", "--demo", "--verbose"];
        let given: Vec<String> = given.iter().map(|text| (*text).to_owned()).collect();
        let options = Options::parse(&given).unwrap();
        assert_eq!(
            options.server_arguments(),
            [
                "serve",
                "--listen",
                "127.0.0.1:1",
                "--data",
                "d",
                "--demo",
                "--verbose"
            ]
        );
        assert!(Options::parse(&["--listen".to_owned()]).is_err());
    }
}
