//! `cargo xtask icons`: draws the PNG icons from their SVGs. They are committed, so that a build
//! needs no browser.

use crate::{paths, process, say, tools};
use anyhow::{Context, Result, bail};
use std::process::Command;

pub fn icons() -> Result<()> {
    let browser = tools::browser()?.context("icons are drawn by a browser")?;
    if !tools::test_packages()? {
        bail!("icons are drawn through Playwright");
    }
    say::step("drawing public/icons/*.png");
    process::run(
        Command::new("node")
            .current_dir(paths::root())
            .arg("tests/browser/icons.mjs")
            .env("LINLI_CHROMIUM", browser.chromium),
    )
}
