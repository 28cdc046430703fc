//! Fields, choices, codes.

use leptos::prelude::*;

use super::Section;
use crate::locales::{account, checkin, common, desk, help, needs, say, say_with};
use crate::ui::{
    CheckField, DigitsInput, ErrorSummary, FieldKind, QrCode, Segments, SelectField, TextArea,
    TextField,
};

/// Every kind of field; filled, empty, wrong.
#[component]
pub fn Fields() -> impl IntoView {
    let text = |value: &str| RwSignal::new(value.to_owned());
    let grids = say_with(|lang| super::slips::pick(lang, "Silver grid", "银龄网格", "銀齡網格"));
    let options = Signal::derive(move || {
        vec![
            ("006".to_owned(), grids.get()),
            ("004".to_owned(), "004".to_owned()),
        ]
    });
    let attendance = RwSignal::new(true);
    let missing = say_with(|lang| common::please_fill_in(lang, needs::what(lang)));
    let errors = Signal::derive(move || vec![("gallery-what".to_owned(), missing.get())]);
    view! {
        <Section title="Error summary, fields">
            <ErrorSummary errors />
            <TextField id="gallery-what" label=say(needs::what) value=text("") error=missing />
            <TextArea label=say(needs::risks) value=text("") optional=true hint=say(needs::only_for_approved) />
            <SelectField label=crate::cases::label(linli_domain::refusal::Field::Place) value=text("006") options />
            <TextField label=say(desk::date) value=text("2026-11-26") kind=FieldKind::Date />
            <div class="two">
                <TextField label=say(desk::starts) value=text("09:00") kind=FieldKind::Time />
                <TextField label=say(desk::places) value=text("2") kind=FieldKind::Number />
            </div>
            <Segments
                label=say(desk::attendance)
                options=vec![(true, say(desk::attendance_site)), (false, say(desk::attendance_visit))]
                chosen=attendance
                on_choose=move |choice| attendance.set(choice)
            />
            <TextField label=say(needs::recipient_phone) value=text("") kind=FieldKind::Telephone autocomplete="off" />
            <TextField label=say(account::password) value=text("secret") kind=FieldKind::Password autocomplete="off" />
            <TextField label=say(common::search) value=text("") kind=FieldKind::Search optional=true />
            <CheckField label=say(help::they_agreed) checked=RwSignal::new(true) hint=say(needs::only_for_approved) />
            <CheckField label=say(needs::wants_call_back) checked=RwSignal::new(false) />
        </Section>
    }
}

/// The typed code and the drawn one.
#[component]
pub fn Codes() -> impl IntoView {
    view! {
        <Section title="Digits input">
            <DigitsInput label=say(checkin::type_the_code) value=RwSignal::new("4072".into()) hint=say(checkin::eight_digits) />
            <DigitsInput label=say(checkin::type_the_code) value=RwSignal::new("40725519".into()) error=say(checkin::code_wrong) />
        </Section>
        <Section title="QR code">
            <QrCode text="LINLI:S5:1795654800:9F2C41D07AB3E8865512CC0931E7A4B0" label=say_with(|lang| common::code_qr(lang, "4072 5519")) />
        </Section>
    }
}
