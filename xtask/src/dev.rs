//! `cargo xtask dev`: live reload of the app, with the API from a server built in debug.

use crate::run::{Options, wait_until_ready};
use crate::{build, process, say, tools};
use anyhow::{Context, Result};
use std::time::Duration;

/// Trunk serves the app on `--listen`; the server answers `/api` on a port of its own.
pub fn dev(arguments: &[String]) -> Result<()> {
    tools::for_app()?;
    let mut options = Options::parse(arguments)?;
    let (host, port) = options
        .listen
        .rsplit_once(':')
        .map(|(host, port)| (host.to_owned(), port.to_owned()))
        .context("--listen needs an address and a port")?;
    options.listen = format!("127.0.0.1:{}", process::free_port()?);

    say::step("building the server (debug)");
    let mut cargo = process::cargo();
    process::run(cargo.args(["build", "--quiet", "--package", "linli-server"]))?;
    let mut server = process::cargo()
        .args(["run", "--quiet", "--package", "linli-server", "--"])
        .args(options.server_arguments())
        .spawn()
        .context("cannot start the server")?;
    let ready = wait_until_ready(&options.listen, Duration::from_secs(60));
    if !ready {
        say::missing("the server is not ready; the app will run without it");
    }
    let arguments = [
        "--address".to_owned(),
        host,
        "--port".to_owned(),
        port,
        format!("--proxy-backend=http://{}/api", options.listen),
    ];
    let served = build::trunk("serve", &arguments).and_then(|mut trunk| process::run(&mut trunk));
    server.kill().ok();
    server.wait().ok();
    served
}
