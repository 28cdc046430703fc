//! `cargo xtask fuzz-http`: schemathesis asks a running server whatever its description allows, and what it does not:
//! as nobody, as a volunteer and as somebody at the desk. No answer may be a 5xx, and none may be undescribed.
//!
//! Left out: `/api/live`, whose answer never ends, and, where somebody is signed in, signing out, after which nobody
//! would be. `server/tests` ask for both.

use crate::{paths, process, say, tools};
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::{
    env::consts::EXE_SUFFIX,
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

/// Who asks: what they are called, their sign-in, and the account of the demo.
const ASKERS: [(&str, Option<&str>); 3] = [
    ("nobody", None),
    ("a volunteer", Some("V01")),
    ("somebody at the desk", Some("V07")),
];
const PASSWORD: &str = "linli-demo";

/// Signing out one device: it finds its own in the list.
const ONE_DEVICE: &str = "delete__api_session_devices__id_";

/// Seconds for each asker, where nothing is said.
const SECONDS: u64 = 60;

/// Runs it by hand, for as long as it is said; fails where it finds something.
pub fn fuzz_http(arguments: &[String]) -> Result<()> {
    let seconds = match arguments {
        [] => SECONDS,
        [flag, seconds] if flag == "--seconds" => seconds.parse().context("--seconds N")?,
        _ => bail!("cargo xtask fuzz-http [--seconds N]"),
    };
    if !run(seconds, false)? {
        say::missing("the API was not fuzzed");
    }
    say::sum_up();
    Ok(())
}

/// A short run for CI, where schemathesis can be had: the same requests each time, so that what is green stays green.
pub fn short() -> Result<()> {
    run(25, true).map(drop)
}

/// Whether there was something to run it with.
fn run(seconds: u64, same: bool) -> Result<bool> {
    let Some(program) = tools::schemathesis()? else {
        return Ok(false);
    };
    // In CI the tests come next, whose build brings the server with it: one build for both.
    let build: &[&str] = match same {
        true => &["test", "--no-run", "--workspace", "--exclude", "linli"],
        false => &["build", "--package", "linli-server", "--bin", "linli"],
    };
    let server = Server::start(build)?;
    let mut found = Vec::new();
    for (who, login) in ASKERS {
        say::step(format!("schemathesis, for {seconds} s, as {who}"));
        if !server.asked_by(&program, login, seconds, same)? {
            found.push(who);
        }
    }
    if !found.is_empty() {
        bail!("schemathesis found something as {}", found.join(", "));
    }
    Ok(true)
}

/// A server over the demo community, gone with what it wrote when this is dropped.
struct Server {
    child: Child,
    folder: PathBuf,
    address: String,
}

impl Server {
    fn start(build: &[&str]) -> Result<Self> {
        say::step("building the server");
        process::run(process::cargo().args(build).args(["--quiet", "--locked"]))?;
        let program = paths::target().join(format!("debug/linli{EXE_SUFFIX}"));
        let folder = paths::scratch()?.join("fuzz-http");
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        let mut command = Command::new(program);
        command
            .args(["serve", "--demo", "--listen", "127.0.0.1:0", "--data"])
            .arg(&folder)
            // One asker stands for a whole city here; with the usual limits everything would be 429.
            .args(["--account-requests", "off", "--address-requests", "off"])
            .args(["--account-guesses", "off", "--pair-guesses", "off"])
            .args(["--address-guesses", "off", "--device-guesses", "off"])
            .args(["--body-seconds", "5", "--app"])
            .arg(folder.join("no-app"))
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut child = command.spawn().context("the server does not start")?;
        let told = child.stdout.take().context("the server says nothing")?;
        let mut lines = BufReader::new(told).lines();
        let address = loop {
            let line = lines.next().context("the server ended")??;
            if let Some(address) = line.strip_prefix("listening on http://") {
                break address.to_owned();
            }
        };
        Ok(Server {
            child,
            folder,
            address,
        })
    }

    /// Whether nothing was found.
    fn asked_by(
        &self,
        program: &Path,
        login: Option<&str>,
        seconds: u64,
        same: bool,
    ) -> Result<bool> {
        let signed = login.map(|login| self.signed_in(login)).transpose()?;
        let mut command = Command::new(program);
        command
            .arg("--config-file")
            .arg(paths::root().join("tests/schemathesis.toml"))
            .arg("run")
            .arg(self.description(signed.as_ref().map(|(_, person)| person.as_str()))?)
            .args(["--url", &format!("http://{}", self.address)])
            .args(["--exclude-path", "/api/live"])
            .args(["--max-time", &seconds.to_string(), "--workers", "1"])
            .args(["--request-timeout", "10"])
            .args(["--suppress-health-check", "all", "--continue-on-failure"])
            // The cookie is ours; a case without it would be sent with it all the same.
            .args(["--generation-with-security-parameters", "false"])
            .args(["--no-color", "--warnings", "off"])
            .current_dir(paths::scratch()?);
        // Nothing is kept from one run to the next.
        if same {
            command.arg("--generation-deterministic");
        } else {
            command.args(["--generation-database", "none"]);
        }
        let cookie = signed.map(|(cookie, _)| cookie);
        if let Some(cookie) = &cookie {
            command
                .args(["--header", &format!("Cookie:{cookie}")])
                .args(["--exclude-operation-id", "delete__api_session"])
                .args(["--exclude-operation-id", ONE_DEVICE]);
        }
        let good = command
            .status()
            .context("cannot start schemathesis")?
            .success();
        if let Some(cookie) = cookie {
            let cookie = format!("Cookie: {cookie}\r\n");
            let head = self.request("GET", "/api/session", &cookie, "")?;
            if !head.starts_with("HTTP/1.1 200") {
                bail!("the session ended meanwhile, so the run says nothing");
            }
        }
        Ok(good)
    }

    /// Where the server's description lies. Whoever is signed in sends their own commands and nobody else's: with
    /// another id or schema an envelope is turned away before it is looked into.
    fn description(&self, person: Option<&str>) -> Result<PathBuf> {
        let answer = self.request("GET", "/api/openapi.json", "", "")?;
        let mut description: Value = serde_json::from_str(body_of(&answer))?;
        if let Some(person) = person {
            let envelope = &mut description["components"]["schemas"]["Envelope"]["properties"];
            envelope["person"] = json!({"type": "string", "enum": [person]});
            let spoken = envelope["schema"]["default"].clone();
            envelope["schema"] = json!({"type": "integer", "enum": [spoken]});
        }
        let file = self.folder.join("openapi.json");
        fs::write(&file, description.to_string())?;
        Ok(file)
    }

    /// Signs in; the cookie, and who it is.
    fn signed_in(&self, login: &str) -> Result<(String, String)> {
        let body = json!({"login": login, "password": PASSWORD}).to_string();
        let json = "Content-Type: application/json\r\n";
        let answer = self.request("POST", "/api/session", json, &body)?;
        let mut lines = answer.lines();
        let cookie = lines.find_map(|line| line.strip_prefix("set-cookie: linli="));
        let token = cookie.and_then(|cookie| cookie.split(';').next());
        let token = token.with_context(|| format!("{login} cannot sign in: {answer}"))?;
        let who: Value = serde_json::from_str(body_of(&answer))?;
        let person = who["person"].as_str().context("it does not say who")?;
        Ok((format!("linli={token}"), person.to_owned()))
    }

    /// Asks; the whole answer.
    fn request(&self, method: &str, path: &str, headers: &str, body: &str) -> Result<String> {
        let mut stream = TcpStream::connect(&self.address)?;
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Length: {}\r\n{headers}\r\n{body}",
            self.address,
            body.len()
        )?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    }
}

fn body_of(answer: &str) -> &str {
    answer.split_once("\r\n\r\n").map_or("", |(_, body)| body)
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
        fs::remove_dir_all(&self.folder).ok();
    }
}
