//! Pictures that a camera sees, for the code in them: by the reader that browsers without one of their own use.

use linli_domain::codes;

/// Around a code, in points.
const MARGIN: usize = 8;

/// Each bit is a square of a code, dark or light, shown in one to four points a side: so that whoever mutates bytes
/// mutates what a code says and not the noise around it.
pub fn read(data: &[u8]) {
    let &[shape, noise, ref squares @ ..] = data else {
        return;
    };
    let scale = 1 + usize::from(shape >> 6);
    let modules = 17 + usize::from(shape & 0x3f);
    let side = modules * scale + 2 * MARGIN;
    let dark = |x: usize, y: usize| {
        let at = y * modules + x;
        squares
            .get(at / 8)
            .is_some_and(|byte| byte >> (at % 8) & 1 == 1)
    };
    let light = |x: usize, y: usize| {
        let within = |at: usize| {
            at.checked_sub(MARGIN)
                .map(|at| at / scale)
                .filter(|at| *at < modules)
        };
        let is_dark = within(x).zip(within(y)).is_some_and(|(x, y)| dark(x, y));
        let off = (x * 31 + y * 17).is_multiple_of(20);
        let base: u8 = if is_dark { 20 } else { 220 };
        if off { base.wrapping_add(noise) } else { base }
    };
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(side, side, light);
    for grid in picture.detect_grids() {
        if let Ok((_, text)) = grid.decode() {
            // Whatever it says goes to the same readers.
            codes::read_picture(&text);
            codes::read_card(&text);
        }
    }
}
