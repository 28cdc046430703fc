//! The tasks of the project, as `cargo xtask TASK`. Each task is one file; `help` lists them.
//!
//! A task says every step as it goes, installs what is missing into one folder for the user (see
//! [`tools`]), and names plainly what it could not do.

mod bench;
mod brotli_files;
mod build;
mod ci;
mod dev;
mod fuzz;
mod fuzz_http;
mod html;
mod icons;
mod own_std;
mod paths;
mod pictures;
mod post_build;
mod precache;
mod process;
mod reader;
mod run;
mod say;
mod size;
mod split;
mod stamp;
mod static_server;
mod test;
mod test_count;
mod tidy;
mod tools;
mod wasm_names;

use anyhow::{Result, bail};

const HELP: &str = "\
cargo xtask TASK

  run        build what is needed, start the server, and open the app to use
             --listen 127.0.0.1:7878  --data ./data  --demo | --no-demo
  test       every test: native, wasm, the simulation, journeys in a real browser
             [native] [wasm] [browser]  only those;  --release-sim  the longer simulation
  ci         what CI runs: format, lints, tidy, tests, docs, licences, size
  dev        live reload; the API comes from a server built in debug
  build      the release app and the server
  tidy       the rules that a machine can hold
  size       the bytes of a first load, file by file, against the budget
  bench      what sign-ups, a race and pulls cost, beside the bare rate of the same minute
             [sign-ups] [race] [pull]  only that
  fuzz       look for bytes that break a parser, 60 s for each target or as long as it is said
             [TARGET…]  --seconds N  --minimise  --list
  fuzz-http  schemathesis over a running server: nobody, a volunteer, the desk
             --seconds N  for each
  pictures   screenshots of every route into pictures/
  icons      draw the PNG icons anew from their SVGs
  serve      serve dist/ as static hosting does (the app on this device alone)
  tools      install what the other tasks would install";

fn main() {
    if let Err(error) = dispatch() {
        eprintln!("\nxtask: {error:#}");
        std::process::exit(1);
    }
}

fn dispatch() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let task = arguments.next().unwrap_or_default();
    let rest: Vec<String> = arguments.collect();
    match task.as_str() {
        "run" => run::run(&rest),
        "ready-line" => run::ready_line(&rest),
        "test" => test::test(&rest),
        "ci" => ci::ci(),
        "dev" => dev::dev(&rest),
        "build" => build::everything(),
        "post-build" => post_build::post_build(),
        "tidy" => tidy::tidy(),
        "size" => size::size(),
        "bench" => bench::bench(&rest),
        "fuzz-http" => fuzz_http::fuzz_http(&rest),
        "fuzz" => fuzz::fuzz(&rest),
        "pictures" => pictures::pictures(&rest),
        "icons" => icons::icons(),
        "serve" => static_server::serve(&rest),
        "tools" => tools::everything(),
        "" | "help" | "--help" | "-h" => {
            println!("{HELP}");
            Ok(())
        }
        other => bail!("there is no task `{other}`\n\n{HELP}"),
    }
}
