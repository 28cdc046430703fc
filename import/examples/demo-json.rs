//! Writes `public/demo.json` from the lists in `demo/`: `cargo run -p linli-import --example demo-json`.

use std::{error::Error, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let text = linli_import::demo::script_text().map_err(|bad| {
        let lines: Vec<String> = bad.iter().map(ToString::to_string).collect();
        lines.join("\n")
    })?;
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../public/demo.json");
    fs::write(path, &text)?;
    println!("public/demo.json: {} bytes", text.len());
    Ok(())
}
