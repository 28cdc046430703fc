//! Forms: every problem at once, each with its field.

use crate::town::*;
use linli_domain::{
    Command, Refusal, ShiftId,
    case::{NeedAbout, Recipient},
    is_phone,
    refusal::{Field, Problem},
    shift::{Requirements, ShiftAbout},
};
use uuid::Uuid;

fn problems(about: ShiftAbout) -> Vec<(Field, Problem)> {
    let town = Town::new();
    let shift = ShiftId(Uuid::from_u128(1));
    let command = Command::OpenShift {
        shift,
        about: Box::new(about),
    };
    fields(town.reasons(WORKER, &command))
}

fn fields(reasons: Vec<Refusal>) -> Vec<(Field, Problem)> {
    let field = |reason| match reason {
        Refusal::Field { field, problem } => (field, problem),
        other => panic!("{other:?}"),
    };
    reasons.into_iter().map(field).collect()
}

#[test]
fn a_shift_says_what_when_and_for_how_many() {
    let long = "x".repeat(2001);
    let cases: Vec<(ShiftAbout, Field, Problem)> = vec![
        (
            ShiftAbout {
                title: text(" "),
                ..post(1)
            },
            Field::Title,
            Problem::Missing,
        ),
        (
            ShiftAbout {
                title: text(&"题".repeat(81)),
                ..post(1)
            },
            Field::Title,
            Problem::TooLong { max: 80 },
        ),
        (
            ShiftAbout {
                text: long.clone(),
                ..post(1)
            },
            Field::Text,
            Problem::TooLong { max: 2000 },
        ),
        (
            ShiftAbout {
                risks: long.clone(),
                ..post(1)
            },
            Field::Risks,
            Problem::TooLong { max: 2000 },
        ),
        (
            ShiftAbout {
                bring: long.clone(),
                ..post(1)
            },
            Field::Bring,
            Problem::TooLong { max: 2000 },
        ),
        (
            ShiftAbout {
                meeting_point: "x".repeat(201),
                ..post(1)
            },
            Field::MeetingPoint,
            Problem::TooLong { max: 200 },
        ),
        (
            ShiftAbout {
                span: span(600, 600),
                ..post(1)
            },
            Field::End,
            Problem::NotAfterStart,
        ),
        (
            ShiftAbout {
                span: span(600, 600 + 24 * 60 + 1),
                ..post(1)
            },
            Field::End,
            Problem::OutOfRange { min: 1, max: 24 },
        ),
        (
            ShiftAbout {
                span: span(-90, -30),
                withdraw_by: None,
                ..post(1)
            },
            Field::End,
            Problem::InThePast,
        ),
        (
            post(0),
            Field::Slots,
            Problem::OutOfRange { min: 1, max: 300 },
        ),
        (
            post(301),
            Field::Slots,
            Problem::OutOfRange { min: 1, max: 300 },
        ),
        (
            ShiftAbout {
                min_staff: 3,
                ..post(2)
            },
            Field::MinStaff,
            Problem::OutOfRange { min: 0, max: 2 },
        ),
        (
            ShiftAbout {
                requirements: Requirements {
                    min_age: Some(121),
                    ..Default::default()
                },
                ..post(1)
            },
            Field::MinAge,
            Problem::OutOfRange { min: 0, max: 120 },
        ),
        (
            ShiftAbout {
                sign_up_by: Some(at(START + 1)),
                ..post(1)
            },
            Field::SignUpBy,
            Problem::AfterStart,
        ),
        (
            ShiftAbout {
                withdraw_by: Some(at(START + 1)),
                ..post(1)
            },
            Field::WithdrawBy,
            Problem::AfterStart,
        ),
        (
            ShiftAbout {
                checklist: vec!["x".repeat(201)],
                ..post(1)
            },
            Field::Checklist,
            Problem::TooLong { max: 200 },
        ),
        (
            ShiftAbout {
                lead: Some(person_id(999)),
                ..post(1)
            },
            Field::Lead,
            Problem::Unknown,
        ),
        (
            ShiftAbout {
                deputy: Some(person_id(5)),
                ..post(1)
            },
            Field::Deputy,
            Problem::Unknown,
        ),
        (
            ShiftAbout {
                place: code("99"),
                ..post(1)
            },
            Field::Place,
            Problem::Unknown,
        ),
        (
            ShiftAbout {
                organization: Some(linli_domain::OrganizationId(Uuid::nil())),
                ..post(1)
            },
            Field::Organization,
            Problem::Unknown,
        ),
    ];
    for (about, field, problem) in cases {
        assert_eq!(problems(about), [(field, problem)], "{field:?}");
    }
    assert_eq!(problems(post(300)), []);
}

#[test]
fn all_that_is_wrong_is_told_at_once() {
    let about = ShiftAbout {
        title: text(""),
        sign_up_by: Some(at(START + 1)),
        ..post(0)
    };
    let found: Vec<Field> = problems(about)
        .into_iter()
        .map(|(field, _)| field)
        .collect();
    assert_eq!(found, [Field::Title, Field::Slots, Field::SignUpBy]);
}

#[test]
fn a_need_says_what_and_where() {
    let recipient = |name: &str, phone: Option<&str>, call_back| Recipient {
        name: name.into(),
        phone: phone.map(Into::into),
        address: None,
        call_back,
    };
    let with = |recipient| NeedAbout {
        recipient: Some(recipient),
        ..need()
    };
    for (about, field, problem) in [
        (
            NeedAbout {
                title: text(""),
                ..need()
            },
            Field::Title,
            Problem::Missing,
        ),
        (
            NeedAbout {
                text: "x".repeat(2001),
                ..need()
            },
            Field::Text,
            Problem::TooLong { max: 2000 },
        ),
        (
            NeedAbout {
                category: String::new(),
                ..need()
            },
            Field::Category,
            Problem::Missing,
        ),
        (
            NeedAbout {
                place: code("99"),
                ..need()
            },
            Field::Place,
            Problem::Unknown,
        ),
        (
            with(recipient("", None, false)),
            Field::RecipientName,
            Problem::Missing,
        ),
        (
            with(recipient("Li", Some("x"), false)),
            Field::RecipientPhone,
            Problem::NotAPhone,
        ),
        (
            with(recipient("Li", None, true)),
            Field::RecipientPhone,
            Problem::Missing,
        ),
        (
            NeedAbout {
                external_ref: Some("x".repeat(201)),
                ..need()
            },
            Field::ExternalRef,
            Problem::TooLong { max: 200 },
        ),
    ] {
        let town = Town::new();
        let case = linli_domain::CaseId(Uuid::from_u128(1));
        let command = Command::PostNeed {
            case,
            about: Box::new(about),
        };
        assert_eq!(
            fields(town.reasons(WORKER, &command)),
            [(field, problem)],
            "{field:?}"
        );
    }
}

#[test]
fn what_can_be_dialled_is_a_telephone_number() {
    for (text, good) in [
        ("110", true),
        ("0411-8888 8888", true),
        ("+86 139 0000 0000", true),
        ("12", false),
        ("1390000+0000", false),
        ("123456789012345678901", false),
        ("", false),
        ("call", false),
    ] {
        assert_eq!(is_phone(text), good, "{text:?}");
    }
}
