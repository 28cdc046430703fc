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
        self.count_in(&mut command)
    }

    /// The app's own tests, where the app runs: it is not built a second time for this machine.
    fn wasm(&mut self, browser: Option<&Browser>) -> Result<()> {
        if app_sources_contain("#[test]")? {
            bail!("the app's tests are `#[wasm_bindgen_test]`: as `#[test]` nothing runs them");
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
            .args(["test", "--locked", "--package", "linli", "--lib"])
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
            .args(["--test", "--test-reporter=spec"])
            .arg(format!("--test-concurrency={AT_ONCE}"))
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

/// So many files of journeys run at once: each has its own server and browser, and waits half of its time.
const AT_ONCE: usize = 2;
/// The one that takes longest begins first, so that it is not left to run alone.
const LONGEST: &str = "screens.test.mjs";

fn journey_files() -> Result<Vec<PathBuf>> {
    let files = paths::files_below(&paths::browser_tests())?;
    let is_test = |file: &PathBuf| file.to_string_lossy().ends_with(".test.mjs");
    let mut files: Vec<PathBuf> = files.into_iter().filter(is_test).collect();
    files.sort_by_key(|file| !file.ends_with(LONGEST));
    Ok(files)
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
