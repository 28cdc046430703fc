//! Digits input: the eight digits of a check-in code, on a number pad.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};
use super::ids::fresh_id;

/// How many digits a check-in code has.
const DIGITS: usize = 8;

/// One real input under eight drawn cells: it can be typed, pasted, corrected and filled in by the phone.
#[component]
pub fn DigitsInput(
    /// What it asks.
    #[prop(into)]
    label: Signal<String>,
    /// The digits so far; nothing but digits.
    value: RwSignal<String>,
    /// Helps to find the code.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// All eight are there. Whoever takes them may empty the field at once.
    #[prop(optional, into)]
    on_complete: Option<Callback<(String,)>>,
) -> impl IntoView {
    let id = fresh_id("digits");
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let described = format!("{error_id} {hint_id}");
    let typed = move |event: leptos::ev::Event| {
        let digits = digits_of(&event_target_value(&event));
        value.set(digits.clone());
        if digits.len() == DIGITS
            && let Some(on_complete) = on_complete
        {
            on_complete.run((digits,));
        }
        // The signal may hold the same digits as before: the element still shows what was typed.
        let left = value.try_get_untracked().unwrap_or_default();
        event_target::<web_sys::HtmlInputElement>(&event).set_value(&left);
    };
    let cells = (0..DIGITS)
        .map(|at| {
            let digit =
                move || value.with(|value| value.get(at..=at).unwrap_or_default().to_owned());
            let here = move || (value.with(String::len).min(DIGITS - 1) == at).then_some("");
            view! { <span class="digit" data-here=here>{digit}</span> }
        })
        .collect_view();
    view! {
        <div class="digits-field field">
            <label class="field-label" for=id.clone()>{label}</label>
            <div class="digits" data-wrong=move || error.get().is_some().then_some("")>
                <div class="digits-cells" aria-hidden="true">{cells}</div>
                <input
                    id=id
                    type="text"
                    inputmode="numeric"
                    autocomplete="one-time-code"
                    pattern="[0-9]*"
                    aria-invalid=move || error.get().is_some().then_some("true")
                    aria-describedby=described
                    prop:value=value
                    on:input=typed
                />
            </div>
            <p class="field-error" id=error_id>
                {move || error.get().map(|error| view! { <Icon glyph=Glyph::Alert /><span>{error}</span> })}
            </p>
            <p class="field-hint" id=hint_id>{move || hint.get()}</p>
        </div>
    }
}

/// The digits of what was typed or pasted, full-width ones too, at most eight.
fn digits_of(typed: &str) -> String {
    typed
        .chars()
        .filter_map(|c| match c {
            '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')),
            '0'..='9' => Some(c),
            _ => None,
        })
        .take(DIGITS)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::digits_of;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn a_pasted_code_keeps_its_digits_only() {
        assert_eq!(digits_of("1234 5678"), "12345678");
        assert_eq!(digits_of("１２３４-5678 90"), "12345678");
        assert_eq!(digits_of("code"), "");
    }
}
