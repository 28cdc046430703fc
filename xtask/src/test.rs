//! `cargo xtask test`: everything that can be tested here, and a plain word about what cannot.

use crate::test_count::{Count, read};
use crate::tools::Browser;
use crate::{build, paths, process, say, tools};
use anyhow::{Result, bail};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// Runs the parts that are named, or all; ends on one line that counts the tests.
pub fn test(arguments: &[String]) -> Result<()> {
    let known = ["native", "wasm", "browser"];
    if let Some(other) = arguments
        .iter()
        .find(|name| !known.contains(&name.as_str()))
    {
        bail!(
            "there is no part `{other}` of the tests: {}",
            known.join(", ")
        );
    }
    let wanted = |part: &str| arguments.is_empty() || arguments.iter().any(|name| name == part);
    let mut run = TestRun::default();
    let browser = if wanted("wasm") || wanted("browser") {
        tools::browser()?
    } else {
        None
    };
    let parts: [(&str, Part); 3] = [
        ("native", TestRun::native),
        ("wasm", TestRun::wasm),
        ("browser", TestRun::journeys),
    ];
    for (name, part) in parts {
        if wanted(name) {
            let result = part(&mut run, browser.as_ref());
            run.note(name, result);
        }
    }
    run.end()
}

type Part = fn(&mut TestRun, Option<&Browser>) -> Result<()>;

/// What has been run so far.
#[derive(Default)]
struct TestRun {
    count: Count,
    failed_parts: usize,
}

impl TestRun {
    /// Rules, stores, the simulation and the journeys over the real router.
    fn native(&mut self, _: Option<&Browser>) -> Result<()> {
        say::step("native tests");
        let mut command = process::cargo();
        command
            .args(["test", "--locked", "--workspace", "--no-fail-fast"])
            .args(["--exclude", "linli"]);
        self.count_in(&mut command)?;
        if app_sources_contain("#[test]")? {
            // Apart, because its program and the server's have the same name.
            let mut command = process::cargo();
            command.args(["test", "--locked", "--package", "linli", "--lib"]);
            self.count_in(&mut command)?;
        }
        Ok(())
    }

    /// Tests that need a browser's own machinery, such as IndexedDB.
    fn wasm(&mut self, browser: Option<&Browser>) -> Result<()> {
        let manifest = fs::read_to_string(paths::root().join("Cargo.toml"))?;
        if !manifest.contains("[[test]]") && !app_sources_contain("wasm_bindgen_test")? {
            return Ok(());
        }
        let Some(driver) = browser.and_then(|browser| browser.driver.as_ref()) else {
            say::missing("wasm tests were not run: there is no browser with a driver");
            self.count.skipped += 1;
            return Ok(());
        };
        tools::for_wasm_tests()?;
        say::step("wasm tests in headless Chromium");
        let mut command = process::cargo();
        command
            .args(["test", "--locked", "--package", "linli", "--no-fail-fast"])
            .args(["--target", "wasm32-unknown-unknown"])
            .env("PATH", tools::path()?)
            .env("CHROMEDRIVER", driver)
            .env("WASM_BINDGEN_TEST_TIMEOUT", "120")
            .env(
                "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
                "wasm-bindgen-test-runner",
            );
        self.count_in(&mut command)
    }

    /// People's journeys through the release build in a real browser.
    fn journeys(&mut self, browser: Option<&Browser>) -> Result<()> {
        let files = journey_files()?;
        if files.is_empty() {
            return Ok(());
        }
        let (Some(browser), true) = (browser, tools::test_packages()?) else {
            for file in &files {
                say::missing(format!(
                    "not run: {}",
                    paths::relative(file, &paths::root())
                ));
            }
            self.count.skipped += files.len();
            return Ok(());
        };
        build::app()?;
        let (test_server, server) = build::servers_for_tests()?;
        say::step("journeys in headless Chromium");
        let mut command = Command::new("node");
        command
            .current_dir(paths::root())
            .args(["--test", "--test-concurrency=1", "--test-reporter=spec"])
            .args(&files)
            .env("LINLI_CHROMIUM", &browser.chromium)
            .env("LINLI_DIST", paths::dist())
            .env("LINLI_SERVER", server)
            .env("LINLI_TEST_SERVER", test_server);
        self.count_in(&mut command)
    }

    fn count_in(&mut self, command: &mut Command) -> Result<()> {
        let (succeeded, output) = process::run_and_read(command)?;
        let found = read(&output);
        self.count += found;
        if !succeeded && found.failed == 0 {
            bail!("the runner ended badly before its tests did");
        }
        if found.failed > 0 {
            self.failed_parts += 1;
        }
        Ok(())
    }

    /// A part that did not even get as far as its tests counts as one that failed.
    fn note(&mut self, name: &str, result: Result<()>) {
        if let Err(error) = result {
            eprintln!("! {name} tests: {error:#}");
            self.count.failed += 1;
            self.failed_parts += 1;
        }
    }

    fn end(self) -> Result<()> {
        say::sum_up();
        println!("{}", self.count);
        if self.failed_parts > 0 {
            bail!("tests failed");
        }
        if self.count.skipped > 0 && std::env::var_os("CI").is_some() && say::is_anything_missing()
        {
            bail!("in CI every test must be run");
        }
        Ok(())
    }
}

fn journey_files() -> Result<Vec<PathBuf>> {
    let files = paths::files_below(&paths::browser_tests())?;
    let is_test = |file: &PathBuf| file.to_string_lossy().ends_with(".test.mjs");
    Ok(files.into_iter().filter(is_test).collect())
}

fn app_sources_contain(text: &str) -> Result<bool> {
    for file in paths::files_below(&paths::root().join("src"))? {
        if file.extension().is_some_and(|kind| kind == "rs")
            && fs::read_to_string(&file)?.contains(text)
        {
            return Ok(true);
        }
    }
    Ok(false)
}
