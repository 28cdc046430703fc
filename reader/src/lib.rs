//! Our own reader of codes, for browsers without one.
//!
//! It is built as a wasm of its own and runs in a worker (`worker.js`): looking at a picture takes a while on an old
//! phone; there are pictures on which the library below panics, and small ones that take it seconds. All of it happens
//! beside the page, which opens another worker.

use wasm_bindgen::prelude::wasm_bindgen;

/// The first text in a picture, given row by row as red, green, blue and opacity of each point.
///
/// # Panics
/// On few pictures, inside rqrr: it asserts that a grid's corners lie within 32 bits.
#[wasm_bindgen]
#[must_use]
pub fn read(width: usize, points: &[u8]) -> Option<String> {
    let grey: Vec<u8> = points.chunks_exact(4).map(grey_of).collect();
    text_in(width, &grey)
}

/// How light a point of a picture is (ITU-R BT.601), of its red, green, blue and opacity.
#[must_use]
pub fn grey_of(point: &[u8]) -> u8 {
    let part = |n: usize, weight: u32| u32::from(point.get(n).copied().unwrap_or(0)) * weight;
    u8::try_from((part(0, 299) + part(1, 587) + part(2, 114)) / 1000).unwrap_or(u8::MAX)
}

/// The first text that a grey picture shows, given row by row.
///
/// # Panics
/// As [`read`].
#[must_use]
pub fn text_in(width: usize, grey: &[u8]) -> Option<String> {
    let height = grey.len().checked_div(width)?;
    let light = |x: usize, y: usize| grey.get(y * width + x).copied().unwrap_or(u8::MAX);
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(width, height, light);
    let grids = picture.detect_grids();
    grids
        .iter()
        .find_map(|grid| grid.decode().ok().map(|(_, text)| text))
}

#[cfg(test)]
mod tests {
    use super::{grey_of, text_in};
    use qrcodegen::{QrCode, QrCodeEcc};

    /// A code as a camera sees it: on a grey desk, not quite black on not quite white, one point in twenty off.
    fn seen(text: &str, side: usize) -> Vec<u8> {
        let code = QrCode::encode_text(text, QrCodeEcc::Medium);
        let code = code.ok();
        let modules = code.as_ref().map_or(0, QrCode::size);
        let mut grey = Vec::with_capacity(side * side);
        let scale = side as i32 / (modules + 20);
        for y in 0..side as i32 {
            for x in 0..side as i32 {
                let (mx, my) = (x / scale - 10, y / scale - 10);
                let paper = (-4..modules + 4).contains(&mx) && (-4..modules + 4).contains(&my);
                let dark = code.as_ref().is_some_and(|code| code.get_module(mx, my));
                let off = (x * 31 + y * 17) % 20 == 0;
                grey.push(match (dark, paper) {
                    (true, _) => 60 + u8::from(off) * 40,
                    (false, true) => 215 - u8::from(off) * 40,
                    (false, false) => 140,
                });
            }
        }
        grey
    }

    #[test]
    fn a_card_is_read_from_a_picture_of_it() {
        let text = "linli:card:1:019900000000700080000000000000ab";
        assert_eq!(text_in(480, &seen(text, 480)).as_deref(), Some(text));
    }

    #[test]
    fn a_picture_without_a_code_says_nothing() {
        assert_eq!(text_in(64, &[128; 64 * 64]), None);
        assert_eq!(text_in(0, &[]), None);
        assert_eq!(text_in(64, &[]), None);
    }

    #[test]
    fn white_is_light_and_black_is_not() {
        assert_eq!(grey_of(&[255, 255, 255, 255]), 255);
        assert_eq!(grey_of(&[0, 0, 0, 255]), 0);
        assert!(grey_of(&[0, 255, 0, 255]) > grey_of(&[255, 0, 0, 255]));
    }
}
