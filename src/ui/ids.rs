//! Names for elements that others point at (labels, hints, errors).

use std::cell::Cell;

thread_local! {
    static NEXT: Cell<u32> = const { Cell::new(0) };
}

/// An element id that nothing else on the page has: `field-12`.
#[must_use]
pub fn fresh_id(prefix: &str) -> String {
    let number = NEXT.get() + 1;
    NEXT.set(number);
    format!("{prefix}-{number}")
}
