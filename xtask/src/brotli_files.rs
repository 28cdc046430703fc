//! Brotli at its highest quality, done once at build time instead of on every request.

use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// Quality 11 with the largest window that every browser takes.
pub fn compress(bytes: &[u8]) -> Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut packed, &parameters)
        .context("brotli cannot compress")?;
    Ok(packed)
}

/// Whether compressing a file of that name is worth while.
pub fn is_text(name: &str) -> bool {
    let kind = name.rsplit('.').next().unwrap_or_default();
    matches!(
        kind,
        "html" | "js" | "css" | "wasm" | "svg" | "json" | "webmanifest" | "txt"
    )
}

/// Writes `NAME.br` beside a file, unless that would not be smaller.
pub fn compress_beside(file: &Path) -> Result<()> {
    let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let packed = compress(&bytes)?;
    if packed.len() < bytes.len() {
        let mut name = file.as_os_str().to_owned();
        name.push(".br");
        fs::write(&name, packed).with_context(|| format!("cannot write {}", name.display()))?;
    }
    Ok(())
}
