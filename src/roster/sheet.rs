//! Print roster 打印名单: one A4 sheet with names, boxes to tick and lines to sign. On a screen it is not shown.

use crate::{
    cases::label,
    locales::{roster as words, say, use_lang},
    ui::{Button, ButtonKind, Glyph, QrCode},
    words as sentences,
};
use leptos::prelude::*;
use linli_domain::{
    codes,
    refusal::Field,
    shift::{Attendance, SignUp, SignUpState},
};
use linli_sync::ShiftSeen;

/// Lines for those who come by.
const SPARE: usize = 4;

/// The button.
#[component]
pub fn PrintRoster() -> impl IntoView {
    // A browser that does not print says so itself.
    let print = move || drop(window().print());
    view! {
        <Button small=true kind=ButtonKind::Quiet icon=Glyph::Printer on_press=print>{say(words::print_roster)}</Button>
    }
}

/// The sheet itself: everybody who has a place, in the roster's order.
#[component]
pub fn Sheet(
    /// Of which shift.
    shift: Memo<Option<ShiftSeen>>,
    /// Its entries, in order.
    entries: Memo<Vec<SignUp>>,
) -> impl IntoView {
    let lang = use_lang();
    let names = move || {
        let with_place = |entry: &SignUp| {
            entry.state.holds_place() && !matches!(entry.state, SignUpState::NoShow { .. })
        };
        let mut names: Vec<String> = entries
            .get()
            .into_iter()
            .filter(with_place)
            .map(|entry| entry.name)
            .collect();
        names.extend(std::iter::repeat_n(String::new(), SPARE));
        names
    };
    let rows = move || {
        let row = |(n, name): (usize, String)| {
            view! {
                <tr><td>{n + 1}</td><td>{name}</td><td><span class="sheet-box"></span></td><td></td><td></td></tr>
            }
        };
        names().into_iter().enumerate().map(row).collect_view()
    };
    let head = move || {
        let (shift, l) = (shift.get()?, lang.get());
        let lead = shift.lead.map(|lead| {
            let label = sentences::field_name(l, Field::Lead);
            format!("{label}{}{}", crate::locales::desk::colon(l), lead.name)
        });
        let facts = [
            Some(sentences::when(l, &shift.about.span)),
            Some(shift.about.meeting_point.clone()).filter(|at| !at.is_empty()),
            lead,
        ];
        Some(view! {
            <h1>{shift.about.title.pick(l.tag()).to_owned()}</h1>
            <p>{facts.into_iter().flatten().collect::<Vec<_>>().join(" · ")}</p>
        })
    };
    // Whoever leads the shift holds its secret; who scans the sheet still has to be seen.
    let picture = Memo::new(move |_| {
        let shift = shift.read();
        let shift = shift.as_ref()?;
        let on_site = shift.about.attendance == Attendance::Site;
        let secret = shift.secret.as_ref().filter(|_| on_site)?;
        Some(codes::printed_text(secret, shift.id))
    });
    let code = move || {
        let text = picture.get()?;
        Some(view! {
            <div class="sheet-code">
                <QrCode text=Memo::new(move |_| text.clone()) label=say(words::sheet_code) />
                <p>{say(words::sheet_code)}</p>
            </div>
        })
    };
    view! {
        <section class="sheet" aria-hidden="true">
            {code}
            {head}
            <table>
                <thead>
                    <tr>
                        <th></th>
                        <th>{label(Field::Name)}</th>
                        <th>{say(words::sheet_here)}</th>
                        <th>{say(words::sheet_signature)}</th>
                        <th>{say(words::sheet_from_to)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <p class="sheet-foot">{say(words::sheet_lead_signs)}</p>
        </section>
    }
}
