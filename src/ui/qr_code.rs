//! QR code: any text, as one path.

use leptos::prelude::*;
use qrcodegen::{QrCode as Code, QrCodeEcc};

/// Modules of white around the code, as its standard asks.
const QUIET: i32 = 4;

/// A QR code, dark on white in every theme, because cameras want it so.
#[component]
pub fn QrCode(
    /// What it carries; up to about 1,000 characters.
    #[prop(into)]
    text: Signal<String>,
    /// What it is, for those who do not see it: say the short code here too.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let drawn = Memo::new(move |_| text.with(|text| draw(text)));
    view! {
        <div class="qr-code" role="img" aria-label=move || label.get()>
            {move || drawn.get().map(|(size, path)| {
                view! {
                    <svg viewBox=format!("0 0 {size} {size}") shape-rendering="crispEdges" aria-hidden="true">
                        <path d=path />
                    </svg>
                }
            })}
        </div>
    }
}

/// The side in modules with the quiet zone, and the dark modules as runs. `None` when the text is too long.
fn draw(text: &str) -> Option<(i32, String)> {
    let code = Code::encode_text(text, QrCodeEcc::Medium).ok()?;
    let side = code.size();
    let mut path = String::new();
    for y in 0..side {
        let mut x = 0;
        while x < side {
            let start = x;
            while x < side && code.get_module(x, y) {
                x += 1;
            }
            if x > start {
                let run = x - start;
                path.push_str(&format!("M{} {}h{run}v1h-{run}z", start + QUIET, y + QUIET));
            }
            x += 1;
        }
    }
    Some((side + 2 * QUIET, path))
}

#[cfg(test)]
mod tests {
    use super::draw;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn a_short_text_is_drawn_with_its_quiet_zone_and_the_first_finder() {
        let (size, path) = draw("LINLI").unwrap_or_default();
        assert_eq!(size, 21 + 8);
        assert!(path.starts_with("M4 4h7v1h-7z"), "{path}");
    }

    #[wasm_bindgen_test]
    fn a_text_that_no_code_holds_draws_nothing() {
        assert!(draw(&"x".repeat(5_000)).is_none());
    }
}
