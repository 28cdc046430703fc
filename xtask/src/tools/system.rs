//! What comes from the system's packages: a browser to test in, and fonts for Chinese.

use crate::{process, say};
use anyhow::Result;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A Chromium to test in.
pub struct Browser {
    pub chromium: PathBuf,
    /// Its driver, for wasm tests. Without one those are not run.
    pub driver: Option<PathBuf>,
}

const PACKAGES: [&str; 4] = [
    "chromium",
    "chromium-driver",
    "fontconfig",
    "fonts-noto-cjk",
];

/// The same browser without a window's machinery: a fifth less work. Not every system has it.
const SHELL: &str = "chromium-headless-shell";

/// Finds a Chromium, or installs one where we may; says plainly when neither is possible.
pub fn browser() -> Result<Option<Browser>> {
    let complete = |found: &Option<Browser>| {
        found.as_ref().is_some_and(|found| found.driver.is_some()) && has_chinese_font()
    };
    let mut found = find();
    if !complete(&found) {
        install();
        found = find();
    }
    match &found {
        None => say::missing("browser: there is no Chromium, and it could not be installed"),
        Some(browser) if browser.driver.is_none() => {
            say::missing("wasm tests: there is no chromedriver, and it could not be installed");
        }
        Some(_) if !has_chinese_font() => {
            say::missing("pictures in Chinese: there is no font for it");
        }
        Some(_) => {}
    }
    Ok(found)
}

fn find() -> Option<Browser> {
    let named = std::env::var_os("LINLI_CHROMIUM").map(PathBuf::from);
    let chromium = named.or_else(|| {
        [SHELL, "chromium", "chromium-browser", "google-chrome"]
            .iter()
            .find_map(|name| process::find(name))
    })?;
    Some(Browser {
        chromium,
        driver: process::find("chromedriver"),
    })
}

fn has_chinese_font() -> bool {
    let mut command = Command::new("fc-list");
    match process::output_of(command.args([":lang=zh", "family"])) {
        Some(families) => !families.is_empty(),
        // Without fontconfig there is no telling; other systems bring their own fonts.
        None => !Path::new("/etc/debian_version").exists(),
    }
}

fn install() {
    let Some(apt) = process::find("apt-get") else {
        return;
    };
    let root = process::output_of(Command::new("id").arg("-u")).is_some_and(|id| id == "0");
    let sudo = !root && process::output_of(Command::new("sudo").args(["-n", "true"])).is_some();
    if !root && !sudo {
        say::note(format!(
            "as another user than root, install them yourself: apt-get install {}",
            PACKAGES.join(" ")
        ));
        return;
    }
    say::step(format!(
        "installing system packages: {}",
        PACKAGES.join(" ")
    ));
    let apt_get = |arguments: &[&str]| {
        let mut command = if root {
            Command::new(&apt)
        } else {
            let mut command = Command::new("sudo");
            command.arg("-n").arg(&apt);
            command
        };
        command
            .args(["-q", "-y", "-o", "DPkg::Lock::Timeout=300"])
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive")
            .stdout(std::io::stderr());
        process::run(&mut command)
    };
    let install = |packages: &[&str]| {
        let mut arguments = vec!["install", "--no-install-recommends"];
        arguments.extend(packages);
        apt_get(&arguments)
    };
    let done = apt_get(&["update"]).and_then(|()| install(&PACKAGES));
    for result in [done, install(&[SHELL])] {
        if let Err(error) = result {
            say::note(format!("{error:#}"));
        }
    }
}
