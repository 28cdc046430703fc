//! An unsteady hand comes down twice: the second half of a press must not meet what the first has just put under it.
//!
//! "Sign up" becomes "Can't come", a row goes and the next one takes its place, a page opens: whoever presses twice
//! there would withdraw, mark the next person, or go on to where they never wanted.

use std::cell::RefCell;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, MouseEvent, Window};

/// From the end of one press to the beginning of the next, in milliseconds. Systems take 300 to 500 for a double press.
const SOON: f64 = 500.0;
/// How far apart two presses of one place are, in CSS pixels: less than from one target to another (48).
const NEAR: f64 = 32.0;
/// What can be pressed.
const THINGS: &str = "a, button, label, input, select, textarea, summary, [role=button]";

/// One press of a finger or a mouse.
#[derive(Clone, Debug)]
struct Press {
    /// When, in milliseconds of the page.
    at: f64,
    /// Where, in CSS pixels of the window.
    place: (f64, f64),
    /// What was under it.
    thing: Element,
    /// What that was called then.
    name: String,
}

impl Press {
    fn of(event: &MouseEvent) -> Option<Self> {
        let under = event.target()?.dyn_into::<Element>().ok()?;
        let thing = under.closest(THINGS).ok()??;
        let name = thing
            .get_attribute("aria-label")
            .or_else(|| thing.text_content());
        Some(Press {
            at: event.time_stamp(),
            place: (event.client_x().into(), event.client_y().into()),
            name: name.unwrap_or_default(),
            thing,
        })
    }

    /// Whether this is the second half of `first`, and not meant for what is there now.
    fn is_second_of(&self, first: &Press) -> bool {
        let (x, y) = (self.place.0 - first.place.0, self.place.1 - first.place.1);
        let changed = self.thing != first.thing || self.name != first.name;
        self.at - first.at < SOON && x.hypot(y) < NEAR && changed
    }
}

/// What the hand did last.
#[derive(Default)]
struct Hand {
    /// Down, and perhaps not yet up.
    down: Option<Press>,
    /// The last that came through.
    done: Option<Press>,
    /// Whether what is down is the second half of that.
    second: bool,
}

impl Hand {
    fn comes_down(&mut self, press: Option<Press>) {
        let both = press.as_ref().zip(self.done.as_ref());
        self.second = both.is_some_and(|(now, first)| now.is_second_of(first));
        self.down = press;
    }

    /// Whether the press that ends at this moment counts.
    fn comes_up(&mut self, at: f64) -> bool {
        if self.second {
            return false;
        }
        // A label presses its field as well: the press is the hand's.
        if let Some(down) = self.down.take() {
            self.done = Some(Press { at, ..down });
        }
        true
    }
}

thread_local! {
    static HAND: RefCell<Hand> = RefCell::default();
}

/// Listens for as long as the page is open. Called once, before anything can be pressed.
pub fn ignore_second_presses(window: &Window) {
    let down = Closure::<dyn FnMut(_)>::new(|event: MouseEvent| {
        HAND.with_borrow_mut(|hand| hand.comes_down(Press::of(&event)));
    });
    let click = Closure::<dyn FnMut(_)>::new(|event: MouseEvent| {
        // A key and a screen reader press without a finger; what they press has the focus.
        let by_hand = event.detail() != 0;
        if by_hand && !HAND.with_borrow_mut(|hand| hand.comes_up(event.time_stamp())) {
            event.prevent_default();
            event.stop_immediate_propagation();
        }
    });
    // Before anybody else hears of it. A browser that does not listen leaves presses as they are.
    for (kind, hear) in [("pointerdown", down), ("click", click)] {
        let hear = hear.into_js_value();
        let _ = window.add_event_listener_with_callback_and_bool(kind, hear.unchecked_ref(), true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn thing(name: &str) -> Element {
        let button = web_sys::window()
            .and_then(|window| window.document())
            .and_then(|document| document.create_element("button").ok())
            .expect("a page makes buttons");
        button.set_text_content(Some(name));
        button
    }

    fn press(at: f64, place: (f64, f64), thing: &Element) -> Option<Press> {
        let name = thing.text_content().unwrap_or_default();
        let thing = thing.clone();
        Some(Press {
            at,
            place,
            thing,
            name,
        })
    }

    /// Two presses of 80 ms each; whether the second one counts.
    fn counts(before: &Element, after: &Element, apart: (f64, f64)) -> bool {
        let (pause, pixels) = apart;
        let mut hand = Hand::default();
        hand.comes_down(press(0.0, (100.0, 200.0), before));
        assert!(hand.comes_up(80.0), "the first press counts");
        hand.comes_down(press(80.0 + pause, (100.0, 200.0 + pixels), after));
        hand.comes_up(160.0 + pause)
    }

    #[wasm_bindgen_test]
    fn the_second_half_of_a_press_does_nothing_to_what_came_under_it() {
        let (sign_up, cannot) = (thing("Sign up"), thing("Can't come"));
        assert!(!counts(&sign_up, &cannot, (60.0, 0.0)));
        assert!(!counts(&sign_up, &cannot, (499.0, 31.0)));
        assert!(counts(&sign_up, &cannot, (500.0, 0.0)), "later");
        assert!(counts(&sign_up, &cannot, (60.0, 32.0)), "elsewhere");
    }

    #[wasm_bindgen_test]
    fn what_stays_what_it_is_can_be_pressed_as_fast_as_one_likes() {
        let more = thing("One more");
        assert!(counts(&more, &more, (60.0, 0.0)));
    }

    #[wasm_bindgen_test]
    fn a_button_that_has_become_another_is_another() {
        let button = thing("Wang was absent");
        let mut hand = Hand::default();
        hand.comes_down(press(0.0, (0.0, 0.0), &button));
        assert!(hand.comes_up(80.0));
        button.set_text_content(Some("Zhang was absent"));
        hand.comes_down(press(300.0, (0.0, 0.0), &button));
        assert!(!hand.comes_up(380.0));
        assert!(!hand.comes_up(380.0), "nor does the field of a label");
        hand.comes_down(press(700.0, (0.0, 0.0), &button));
        assert!(hand.comes_up(780.0), "the next one counts again");
    }

    #[wasm_bindgen_test]
    fn a_finger_that_moved_the_page_has_pressed_nothing() {
        let (row, next) = (thing("Row"), thing("Next row"));
        let mut hand = Hand::default();
        hand.comes_down(press(0.0, (0.0, 0.0), &row));
        hand.comes_down(press(200.0, (0.0, 0.0), &next));
        assert!(hand.comes_up(280.0));
    }
}
