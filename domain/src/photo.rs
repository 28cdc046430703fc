//! What a photograph must be before it is kept: a JPEG (ITU-T T.81) with the picture and nothing about who took it,
//! where and with what. It lies under the SHA-256 of its content, so that it can be kept twice and is there once.

use crate::digest::sha256_hex;

/// The most bytes of a photograph.
pub const BYTES_MAX: usize = 1_500_000;
/// The longest side of one, in pixels.
pub const SIDE_MAX: u16 = 4096;

const START: [u8; 2] = [0xff, 0xd8];
const END: u8 = 0xd9;
const SCAN: u8 = 0xda;

/// Why some bytes are not kept as a photograph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotKept {
    /// More than [`BYTES_MAX`], or longer than [`SIDE_MAX`].
    TooLarge,
    /// No JPEG at all.
    NoJpeg,
    /// It begins as a JPEG and does not go on or end as one.
    Broken,
    /// It carries more than the picture: EXIF (place, time, device), comments, previews.
    CarriesMore,
}

/// Whether a text may be the address of some content: its SHA-256, in 64 small hexadecimal digits.
pub fn is_address(text: &str) -> bool {
    let digit = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
    text.len() == 64 && text.bytes().all(digit)
}

/// The address of some bytes.
pub fn address_of(bytes: &[u8]) -> String {
    sha256_hex(bytes)
}

/// Whether these bytes may be kept as they are.
///
/// # Errors
/// What stands against it.
pub fn check(bytes: &[u8]) -> Result<(), NotKept> {
    if bytes.len() > BYTES_MAX {
        return Err(NotKept::TooLarge);
    }
    let parts = parts(bytes)?;
    if parts.iter().any(|part| part.is_about()) {
        return Err(NotKept::CarriesMore);
    }
    Ok(())
}

/// The same picture without what it carries beside it. A device does this before it names a photograph: a server
/// refuses what still carries more, and changes nothing.
///
/// # Errors
/// When it is no JPEG.
pub fn without_more(bytes: &[u8]) -> Result<Vec<u8>, NotKept> {
    let mut kept = START.to_vec();
    for part in parts(bytes)?.iter().filter(|part| !part.is_about()) {
        kept.extend_from_slice(part.bytes);
    }
    Ok(kept)
}

/// A marker with what belongs to it.
struct Part<'a> {
    marker: u8,
    bytes: &'a [u8],
}

impl Part<'_> {
    /// About the picture, not of it: APP1 to APP15 and comments. APP0 says how to show it.
    fn is_about(&self) -> bool {
        matches!(self.marker, 0xe1..=0xef | 0xfe)
    }

    /// Its height and width, where it begins a frame.
    fn sides(&self) -> Option<[u16; 2]> {
        let frame =
            matches!(self.marker, 0xc0..=0xcf) && !matches!(self.marker, 0xc4 | 0xc8 | 0xcc);
        let side = |at: usize| {
            let pair = self.bytes.get(at..at + 2)?;
            Some(u16::from_be_bytes([pair[0], pair[1]]))
        };
        // Marker, length and precision come before.
        frame.then(|| Some([side(5)?, side(7)?])).flatten()
    }
}

/// Every part of a JPEG after its start, to its end and not a byte further.
fn parts(bytes: &[u8]) -> Result<Vec<Part<'_>>, NotKept> {
    let mut rest = bytes.strip_prefix(&START).ok_or(NotKept::NoJpeg)?;
    let (mut parts, mut framed, mut scanned) = (Vec::new(), false, false);
    loop {
        let &[0xff, marker, ..] = rest else {
            return Err(NotKept::Broken);
        };
        let length = match marker {
            END => 2,
            // Without a length: they stand inside of a scan only, or are no marker.
            0x00 | 0x01 | 0xd0..=0xd8 | 0xff => return Err(NotKept::Broken),
            _ => {
                let &[_, _, high, low, ..] = rest else {
                    return Err(NotKept::Broken);
                };
                let said = usize::from(u16::from_be_bytes([high, low]));
                let head = said.checked_add(2).filter(|_| said >= 2);
                let head = head.filter(|head| *head <= rest.len());
                let head = head.ok_or(NotKept::Broken)?;
                let scan = if marker == SCAN {
                    scan_length(&rest[head..])
                } else {
                    0
                };
                head + scan
            }
        };
        let (bytes, after) = rest.split_at(length);
        let part = Part { marker, bytes };
        if let Some(sides) = part.sides() {
            framed = true;
            if sides.contains(&0) {
                return Err(NotKept::Broken);
            }
            if sides.iter().any(|side| *side > SIDE_MAX) {
                return Err(NotKept::TooLarge);
            }
        }
        scanned |= marker == SCAN;
        parts.push(part);
        rest = after;
        if marker == END {
            let whole = framed && scanned && rest.is_empty();
            return whole.then_some(parts).ok_or(NotKept::Broken);
        }
    }
}

/// How long the picture's own data goes: to the next marker that is no restart.
fn scan_length(data: &[u8]) -> usize {
    let stops = |pair: &[u8]| pair[0] == 0xff && !matches!(pair[1], 0x00 | 0xd0..=0xd7);
    data.windows(2).position(stops).unwrap_or(data.len())
}
