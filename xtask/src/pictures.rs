//! `cargo xtask pictures`: screenshots of every screen, as a worker, a volunteer and a lead, on a phone
//! and on a desk, light, dark and in elder mode, in every language, into pictures/.

use crate::{build, paths, process, say, tools};
use anyhow::{Context, Result, bail};
use std::process::Command;

/// Further words narrow the pictures down: only those whose name contains every word.
pub fn pictures(only: &[String]) -> Result<()> {
    let browser = tools::browser()?.context("pictures are taken by a browser")?;
    if !tools::test_packages()? {
        bail!("pictures are taken through Playwright");
    }
    build::app()?;
    let (test_server, server) = build::servers_for_tests()?;
    say::step("taking pictures into pictures/");
    process::run(
        Command::new("node")
            .current_dir(paths::root())
            .arg("tests/browser/pictures.mjs")
            .args(only)
            .env("LINLI_CHROMIUM", browser.chromium)
            .env("LINLI_DIST", paths::dist())
            .env("LINLI_SERVER", server)
            .env("LINLI_TEST_SERVER", test_server),
    )
}
