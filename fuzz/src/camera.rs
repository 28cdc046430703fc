//! Pictures that a camera sees, for the code in them: by the reader that browsers without one of their own use.

use linli_domain::codes;
use std::cell::Cell;
use std::panic::{self, Location, UnwindSafe};
use std::sync::Once;

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
    let grey: Vec<u8> = (0..side * side)
        .map(|at| light(at % side, at / side))
        .collect();
    if let Some(text) = survived(|| linli_reader::text_in(side, &grey)) {
        // Whatever it says goes to the same readers.
        codes::read_picture(&text);
        codes::read_card(&text);
    }
}

thread_local! {
    /// Whether the last panic was the library's own.
    static FORGIVEN: Cell<bool> = const { Cell::new(false) };
}

/// Some pictures make the library below our reader panic: the app runs it in a worker that may die (`reader/`). Such a
/// death is no finding; any other panic is, and so is a picture that takes long.
fn survived(read: impl FnOnce() -> Option<String> + UnwindSafe) -> Option<String> {
    static FORGIVING: Once = Once::new();
    FORGIVING.call_once(|| {
        // The engine's own hook ends the process.
        let strict = panic::take_hook();
        panic::set_hook(Box::new(move |about| {
            let librarys = is_the_librarys(about.location());
            FORGIVEN.set(librarys);
            if !librarys {
                strict(about);
            }
        }));
    });
    match panic::catch_unwind(read) {
        Ok(text) => text,
        Err(_) if FORGIVEN.take() => None,
        Err(other) => panic::resume_unwind(other),
    }
}

fn is_the_librarys(place: Option<&Location>) -> bool {
    place.is_some_and(|place| place.file().contains("/rqrr-"))
}
