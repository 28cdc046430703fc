//! An unsteady hand comes down twice: the second half of a press must not meet what the first has just put under it.
//!
//! "Sign up" becomes "Can't come", a row goes and the next one takes its place, a page opens: whoever presses twice
//! there would withdraw, mark the next person, or go on to where they never wanted.

use std::cell::RefCell;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, HtmlInputElement, MouseEvent, PointerEvent, Window};

/// From the end of one press to the beginning of the next, in milliseconds. Systems take 300 to 500 for a double press.
const SOON: f64 = 500.0;
/// How far apart two presses of one place are, in CSS pixels: less than from one target to another (48).
const NEAR: f64 = 32.0;
/// Longer than this, in milliseconds, a finger stays down only on purpose.
const HELD: f64 = 1000.0;
/// What can be pressed.
const THINGS: &str = "a, button, label, input, select, textarea, summary, [role=button]";

/// One thing that can be pressed, as it is at one moment.
#[derive(Clone, Debug, PartialEq)]
struct Thing {
    element: Element,
    name: String,
    /// Whether it is on, where it turns over: a box to tick, a chip, what folds.
    on: Option<bool>,
}

impl Thing {
    fn at(under: &Element) -> Option<Self> {
        // Beside its sheet a dialog itself is pressed, which closes it.
        if under.tag_name() == "DIALOG" {
            let (element, name) = (under.clone(), String::new());
            return Some(Thing {
                element,
                name,
                on: None,
            });
        }
        let element = under.closest(THINGS).ok()??;
        let name = element.get_attribute("aria-label");
        let name = name.or_else(|| element.text_content()).unwrap_or_default();
        let on = is_on(&element);
        Some(Thing { element, name, on })
    }

    fn is_called_the_same(&self, other: &Thing) -> bool {
        self.element == other.element && self.name == other.name
    }
}

fn is_on(element: &Element) -> Option<bool> {
    let field = match element.dyn_ref::<HtmlInputElement>() {
        Some(field) => Some(field.clone()),
        None if element.tag_name() == "LABEL" => {
            let field = element.query_selector("input").ok().flatten();
            field.and_then(|field| field.dyn_into().ok())
        }
        None => None,
    };
    if let Some(field) = field {
        return Some(field.checked());
    }
    let said = ["aria-pressed", "aria-expanded"].into_iter();
    let said = said.filter_map(|name| element.get_attribute(name)).next();
    let folds = element
        .parent_element()
        .filter(|_| element.tag_name() == "SUMMARY");
    said.map(|said| said == "true")
        .or_else(|| folds.map(|details| details.has_attribute("open")))
}

/// One press of a finger or a mouse.
#[derive(Clone, Debug)]
struct Press {
    /// When, in milliseconds of the page.
    at: f64,
    /// Where, in CSS pixels of the window.
    place: (f64, f64),
    /// On what, if on anything.
    thing: Option<Thing>,
}

impl Press {
    fn of(event: &MouseEvent) -> Self {
        let under = event.target().and_then(|there| there.dyn_into().ok());
        Press {
            at: event.time_stamp(),
            place: (event.client_x().into(), event.client_y().into()),
            thing: under.and_then(|under| Thing::at(&under)),
        }
    }

    /// Whether this is the second half of `first`, and meant for what is there no more; `there` tells what lies at a
    /// place now.
    fn is_second_of(&self, first: &Press, there: impl Fn((f64, f64)) -> Option<Thing>) -> bool {
        let (Some(thing), Some(before)) = (&self.thing, &first.thing) else {
            return false;
        };
        let (x, y) = (self.place.0 - first.place.0, self.place.1 - first.place.1);
        if self.at - first.at >= SOON || x.hypot(y) >= NEAR {
            return false;
        }
        if thing.element == before.element {
            return thing != before;
        }
        // A neighbour is pressed on purpose while the first is still where it was.
        !there(first.place).is_some_and(|now| now.is_called_the_same(before))
    }
}

/// What the hand did last.
#[derive(Default)]
struct Hand {
    /// Down, and perhaps not yet up.
    down: Option<Press>,
    /// The last that came through.
    done: Option<Press>,
    /// Since when what is down is the second half of that.
    second: Option<f64>,
}

impl Hand {
    fn comes_down(&mut self, press: Press, there: impl Fn((f64, f64)) -> Option<Thing>) {
        let first = self.done.as_ref();
        let second = first.is_some_and(|first| press.is_second_of(first, there));
        self.second = second.then_some(press.at);
        self.down = Some(press);
    }

    /// Whether the press that ends now, on this, counts.
    fn comes_up(
        &mut self,
        at: f64,
        on: Option<Thing>,
        there: impl Fn((f64, f64)) -> Option<Thing>,
    ) -> bool {
        if let Some(since) = self.second {
            return at - since >= HELD;
        }
        // A label presses its field as well: the press is the hand's, and is over.
        let Some(down) = self.down.take() else {
            return true;
        };
        // What was the same when the finger came down, or nothing, can be another by now.
        let now = Press {
            thing: on,
            ..down.clone()
        };
        let held = at - down.at >= HELD;
        let first = self.done.as_ref();
        if !held && first.is_some_and(|first| now.is_second_of(first, there)) {
            self.second = Some(down.at);
            return false;
        }
        if down.thing.is_some() {
            self.done = Some(Press { at, ..down });
        }
        true
    }
}

thread_local! {
    static HAND: RefCell<Hand> = RefCell::default();
}

fn lies_at((x, y): (f64, f64)) -> Option<Thing> {
    // Places are whole pixels, as the browser tells them.
    let document = web_sys::window()?.document()?;
    Thing::at(&document.element_from_point(x as f32, y as f32)?)
}

/// Listens for as long as the page is open. Called once, before anything can be pressed.
pub fn ignore_second_presses(window: &Window) {
    let down = Closure::<dyn FnMut(_)>::new(|event: PointerEvent| {
        // A palm and the other button are no press.
        if event.is_primary() && event.button() == 0 {
            HAND.with_borrow_mut(|hand| hand.comes_down(Press::of(&event), lies_at));
        }
    });
    let click = Closure::<dyn FnMut(_)>::new(|event: MouseEvent| {
        // A key presses without a finger; what it presses has the focus.
        if event.detail() == 0 {
            return;
        }
        let on = Press::of(&event).thing;
        if !HAND.with_borrow_mut(|hand| hand.comes_up(event.time_stamp(), on, lies_at)) {
            event.prevent_default();
            event.stop_immediate_propagation();
        }
    });
    // Before anybody else hears of it. A browser that does not listen leaves presses as they are.
    for (kind, hear) in [
        ("pointerdown", down.into_js_value()),
        ("click", click.into_js_value()),
    ] {
        let _ = window.add_event_listener_with_callback_and_bool(kind, hear.unchecked_ref(), true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn button(name: &str) -> Element {
        let page = web_sys::window().and_then(|window| window.document());
        let page = page.expect("a browser has a page");
        let button = page.create_element("button").expect("a page makes buttons");
        button.set_text_content(Some(name));
        button
    }

    /// A hand, and the times at which it comes down and up.
    #[derive(Default)]
    struct Story {
        hand: Hand,
        now: f64,
    }

    impl Story {
        /// A pause, and a press of 80 ms there; what lies at the first place while it lasts. Whether it counts.
        fn presses(&mut self, pause: f64, y: f64, on: &Element, at_first: &Element) -> bool {
            self.comes_down(pause, y, on, at_first);
            self.comes_up(on, at_first)
        }

        fn comes_down(&mut self, pause: f64, y: f64, on: &Element, at_first: &Element) {
            self.now += pause;
            let press = Press {
                at: self.now,
                place: (100.0, y),
                thing: Thing::at(on),
            };
            self.hand.comes_down(press, |_| Thing::at(at_first));
        }

        fn comes_up(&mut self, on: &Element, at_first: &Element) -> bool {
            self.now += 80.0;
            self.hand
                .comes_up(self.now, Thing::at(on), |_| Thing::at(at_first))
        }
    }

    #[wasm_bindgen_test]
    fn the_second_half_of_a_press_does_nothing_to_what_came_under_it() {
        let (sign_up, cannot) = (button("Sign up"), button("Can't come"));
        for (pause, y, counts) in [
            (60.0, 0.0, false),
            (499.0, 31.0, false),
            (500.0, 0.0, true),
            (60.0, 32.0, true),
        ] {
            let mut story = Story::default();
            assert!(story.presses(0.0, 0.0, &sign_up, &sign_up));
            assert_eq!(
                story.presses(pause, y, &cannot, &cannot),
                counts,
                "{pause} {y}"
            );
        }
    }

    #[wasm_bindgen_test]
    fn what_comes_under_a_finger_that_is_down_is_not_pressed() {
        let (sign_up, cannot) = (button("Sign up"), button("Can't come"));
        let mut story = Story::default();
        assert!(story.presses(0.0, 0.0, &sign_up, &sign_up));
        story.comes_down(60.0, 0.0, &sign_up, &sign_up);
        assert!(!story.comes_up(&cannot, &cannot));
        assert!(story.presses(500.0, 0.0, &cannot, &cannot));
    }

    #[wasm_bindgen_test]
    fn what_comes_where_nothing_was_is_not_pressed_either() {
        let (sign_up, cannot) = (button("Sign up"), button("Can't come"));
        let blank = web_sys::window().and_then(|window| window.document());
        let blank = blank.and_then(|page| page.create_element("p").ok());
        let blank = blank.expect("a page has paragraphs");
        let mut story = Story::default();
        assert!(story.presses(0.0, 0.0, &sign_up, &sign_up));
        story.comes_down(60.0, 0.0, &blank, &blank);
        assert!(!story.comes_up(&cannot, &cannot));
        assert!(story.presses(500.0, 0.0, &blank, &blank));
        assert!(
            story.presses(60.0, 0.0, &cannot, &cannot),
            "nothing was pressed before"
        );
    }

    #[wasm_bindgen_test]
    fn what_stays_what_it_is_can_be_pressed_as_fast_as_one_likes() {
        let (more, less) = (button("One more"), button("One less"));
        let mut story = Story::default();
        assert!(story.presses(0.0, 0.0, &more, &more));
        assert!(story.presses(60.0, 0.0, &more, &more));
        assert!(
            story.presses(60.0, 20.0, &less, &more),
            "its neighbour, too"
        );
    }

    #[wasm_bindgen_test]
    fn a_button_that_has_become_another_is_another() {
        let absent = button("Wang was absent");
        let mut story = Story::default();
        assert!(story.presses(0.0, 0.0, &absent, &absent));
        absent.set_text_content(Some("Zhang was absent"));
        assert!(!story.presses(300.0, 0.0, &absent, &absent));
        assert!(
            !story.comes_up(&absent, &absent),
            "nor does the field of a label"
        );
        assert!(story.presses(300.0, 0.0, &absent, &absent));
    }

    #[wasm_bindgen_test]
    fn what_was_turned_over_stays_turned_over() {
        let chip = button("Near me");
        let _ = chip.set_attribute("aria-pressed", "false");
        let mut story = Story::default();
        assert!(story.presses(0.0, 0.0, &chip, &chip));
        let _ = chip.set_attribute("aria-pressed", "true");
        assert!(!story.presses(200.0, 0.0, &chip, &chip));
        assert!(story.presses(600.0, 0.0, &chip, &chip));
    }

    #[wasm_bindgen_test]
    fn a_finger_that_moved_the_page_has_pressed_nothing() {
        let (row, next) = (button("Row"), button("Next row"));
        let mut story = Story::default();
        story.comes_down(0.0, 0.0, &row, &row);
        assert!(story.presses(200.0, 0.0, &next, &next));
    }

    #[wasm_bindgen_test]
    fn a_finger_that_stays_down_means_it() {
        let (sign_up, cannot) = (button("Sign up"), button("Can't come"));
        let mut story = Story::default();
        assert!(story.presses(0.0, 0.0, &sign_up, &sign_up));
        story.comes_down(60.0, 0.0, &cannot, &cannot);
        story.now += 1000.0;
        assert!(story.comes_up(&cannot, &cannot));
    }
}
