//! From bytes to text. Spreadsheets in China write GB18030, others UTF-8, with a mark at the start or without.

use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};
use std::fmt;

/// How a file's text was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-8 with a byte order mark.
    Utf8WithBom,
    /// GB18030: assumed of whatever is not valid UTF-8.
    Gb18030,
    /// UTF-16, as "Unicode text" is saved; known by its byte order mark.
    Utf16,
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf8WithBom => "UTF-8 with BOM",
            Encoding::Gb18030 => "GB18030 (assumed: it is not UTF-8)",
            Encoding::Utf16 => "UTF-16",
        })
    }
}

/// A file's text, how it was written, and the lines that could not be read.
pub(crate) struct Decoded {
    pub text: String,
    pub encoding: Encoding,
    pub unreadable: Vec<u64>,
}

pub(crate) fn decode(bytes: &[u8]) -> Decoded {
    let utf16 = match bytes {
        [0xFF, 0xFE, ..] => Some(UTF_16LE),
        [0xFE, 0xFF, ..] => Some(UTF_16BE),
        _ => None,
    };
    if let Some(which) = utf16 {
        let (text, lossy) = which.decode_with_bom_removal(bytes);
        return decoded(text.into_owned(), Encoding::Utf16, lossy);
    }
    let (rest, bom) = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
        Some(rest) => (rest, true),
        None => (bytes, false),
    };
    if let Ok(text) = std::str::from_utf8(rest) {
        let encoding = if bom {
            Encoding::Utf8WithBom
        } else {
            Encoding::Utf8
        };
        return decoded(text.to_owned(), encoding, false);
    }
    if bom {
        let text = String::from_utf8_lossy(rest).into_owned();
        return decoded(text, Encoding::Utf8WithBom, true);
    }
    let (text, lossy) = GB18030.decode_without_bom_handling(bytes);
    decoded(text.into_owned(), Encoding::Gb18030, lossy)
}

fn decoded(text: String, encoding: Encoding, lossy: bool) -> Decoded {
    let unreadable = if lossy {
        let lines = text.lines().zip(1..);
        lines
            .filter(|(line, _)| line.contains(char::REPLACEMENT_CHARACTER))
            .map(|(_, number)| number)
            .collect()
    } else {
        Vec::new()
    };
    Decoded {
        text,
        encoding,
        unreadable,
    }
}

/// What parts the fields: whichever of comma, semicolon and tab is found most often in the first line, outside quotes.
pub(crate) fn delimiter(text: &str) -> u8 {
    let first = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default();
    let mut counts = [(b',', 0_usize), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in first.bytes() {
        if byte == b'"' {
            quoted = !quoted;
        } else if !quoted {
            for (candidate, count) in &mut counts {
                *count += usize::from(*candidate == byte);
            }
        }
    }
    let mut best = counts[0];
    for candidate in counts {
        if candidate.1 > best.1 {
            best = candidate;
        }
    }
    best.0
}
