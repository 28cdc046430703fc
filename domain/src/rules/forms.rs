//! What forms may say: lengths, ranges, order of times. Every problem at once, each with its field.

use crate::{
    case::NeedAbout,
    local::LocalText,
    person::PersonAbout,
    phone::kept_phone,
    refusal::{Field, Problem, Refusal},
    shift::ShiftAbout,
    time::{Birth, Instant, hours},
};
use chrono::Datelike;

/// The longest title, in characters.
pub const TITLE_MAX: usize = 80;
/// The longest description, in characters.
pub const TEXT_MAX: usize = 2000;
/// The longest name, place or reason, in characters.
pub const LINE_MAX: usize = 200;
/// The longest shift.
pub const SHIFT_HOURS_MAX: i64 = 24;
/// The most places on a shift.
pub const SLOTS_MAX: u16 = 300;

/// Collects what is wrong with a form.
#[derive(Default)]
pub(crate) struct Check {
    pub reasons: Vec<Refusal>,
}

impl Check {
    pub fn wrong(&mut self, field: Field, problem: Problem) {
        self.reasons.push(Refusal::Field { field, problem });
    }

    pub fn title(&mut self, field: Field, text: &LocalText) {
        if text.is_blank() {
            self.wrong(field, Problem::Missing);
        } else if text.longest() > TITLE_MAX {
            self.wrong(field, Problem::TooLong { max: TITLE_MAX });
        }
    }

    pub fn line(&mut self, field: Field, text: &str, needed: bool) {
        self.text(field, text, needed, LINE_MAX);
    }

    pub fn text(&mut self, field: Field, text: &str, needed: bool, max: usize) {
        if needed && text.trim().is_empty() {
            self.wrong(field, Problem::Missing);
        } else if text.chars().count() > max {
            self.wrong(field, Problem::TooLong { max });
        }
    }

    pub fn range(&mut self, field: Field, value: u32, min: u32, max: u32) {
        if !(min..=max).contains(&value) {
            self.wrong(field, Problem::OutOfRange { min, max });
        }
    }

    pub fn phone(&mut self, field: Field, phone: Option<&String>) {
        if phone.is_some_and(|phone| !is_phone(phone)) {
            self.wrong(field, Problem::NotAPhone);
        }
    }
}

/// Whether a text can be dialled: 3 to 20 digits with an optional leading plus; spaces and hyphens may part them.
pub fn is_phone(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    (3..=20).contains(&digits)
        && text
            .bytes()
            .enumerate()
            .all(|(n, b)| b.is_ascii_digit() || b == b' ' || b == b'-' || (n == 0 && b == b'+'))
}

/// A need's form as it is kept.
pub(crate) fn kept_need(about: &NeedAbout) -> NeedAbout {
    let mut about = about.clone();
    if let Some(recipient) = &mut about.recipient {
        recipient.phone = recipient.phone.as_deref().map(kept_phone);
    }
    about
}

/// A person's form as it is kept.
pub(crate) fn kept_person(about: &PersonAbout) -> PersonAbout {
    let mut about = about.clone();
    about.phone = about.phone.as_deref().map(kept_phone);
    if let Some(guardian) = &mut about.guardian_contact {
        guardian.phone = kept_phone(&guardian.phone);
    }
    about
}

/// What is wrong with a need's form.
pub(crate) fn need(about: &NeedAbout) -> Vec<Refusal> {
    let mut check = Check::default();
    check.title(Field::Title, &about.title);
    check.text(Field::Text, &about.text, false, TEXT_MAX);
    check.line(Field::Category, &about.category, true);
    check.text(Field::Risks, &about.risks, false, TEXT_MAX);
    if let Some(recipient) = &about.recipient {
        check.line(Field::RecipientName, &recipient.name, true);
        check.phone(Field::RecipientPhone, recipient.phone.as_ref());
        check.line(
            Field::RecipientAddress,
            recipient.address.as_deref().unwrap_or_default(),
            false,
        );
        if recipient.call_back && recipient.phone.is_none() {
            check.wrong(Field::RecipientPhone, Problem::Missing);
        }
    }
    check.line(
        Field::ExternalRef,
        about.external_ref.as_deref().unwrap_or_default(),
        false,
    );
    check.reasons
}

/// What is wrong with a shift's form. `now` is given where it must not be over already.
pub(crate) fn shift(about: &ShiftAbout, now: Option<Instant>) -> Vec<Refusal> {
    let mut check = Check::default();
    check.title(Field::Title, &about.title);
    check.text(Field::Text, &about.text, false, TEXT_MAX);
    check.text(Field::Risks, &about.risks, false, TEXT_MAX);
    check.text(Field::Bring, &about.bring, false, TEXT_MAX);
    check.line(Field::MeetingPoint, &about.meeting_point, false);
    let span = about.span;
    if span.end <= span.start {
        check.wrong(Field::End, Problem::NotAfterStart);
    } else if span.end - span.start > hours(SHIFT_HOURS_MAX) {
        check.wrong(Field::End, Problem::OutOfRange { min: 1, max: 24 });
    } else if now.is_some_and(|now| span.end <= now) {
        check.wrong(Field::End, Problem::InThePast);
    }
    check.range(Field::Slots, about.slots.into(), 1, SLOTS_MAX.into());
    check.range(
        Field::MinStaff,
        about.min_staff.into(),
        0,
        about.slots.max(1).into(),
    );
    check.range(
        Field::MinAge,
        about.requirements.min_age.unwrap_or(0).into(),
        0,
        120,
    );
    for (field, by) in [
        (Field::SignUpBy, about.sign_up_by),
        (Field::WithdrawBy, about.withdraw_by),
    ] {
        if by.is_some_and(|by| by > span.start) {
            check.wrong(field, Problem::AfterStart);
        }
    }
    if about.checklist.len() > 50
        || about
            .checklist
            .iter()
            .any(|item| item.chars().count() > LINE_MAX)
    {
        check.wrong(Field::Checklist, Problem::TooLong { max: LINE_MAX });
    }
    check.reasons
}

/// What is wrong with a person's form.
pub(crate) fn person(about: &PersonAbout, now: Instant) -> Vec<Refusal> {
    let mut check = Check::default();
    check.text(Field::Name, &about.name, true, 40);
    check.text(Field::VolunteerNo, &about.volunteer_no, true, 24);
    check.phone(Field::Phone, about.phone.as_ref());
    birth(&mut check, about.birth, now);
    check.reasons
}

/// Nobody was born before 1900 or will be born.
pub(crate) fn birth(check: &mut Check, birth: Option<Birth>, now: Instant) {
    let this_year = now.year();
    let year = birth.map(|birth| match birth {
        Birth::Year(year) => year,
        Birth::Date(date) => date.year(),
    });
    if year.is_some_and(|year| !(1900..=this_year).contains(&year)) {
        check.wrong(
            Field::Birth,
            Problem::OutOfRange {
                min: 1900,
                max: u32::try_from(this_year).unwrap_or(0),
            },
        );
    }
}
