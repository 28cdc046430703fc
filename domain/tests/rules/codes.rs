//! Check-in codes by themselves: what they are made of, and what they prove.

use crate::town::at;
use linli_domain::{PersonId, ShiftId, codes, command::Proof, shift::Secret};
use proptest::prelude::*;
use uuid::Uuid;

fn secret() -> Secret {
    Secret("00112233445566778899aabbccddeeff".into())
}

fn shift() -> ShiftId {
    ShiftId(Uuid::from_u128(0x77))
}

#[test]
fn a_code_is_the_same_on_every_device_and_for_ever() {
    assert_eq!(
        codes::code(&secret(), shift(), 1),
        "334ca57bed731933466f3e029b9346bd"
    );
    assert_eq!(codes::digits(&secret(), shift(), 1), "53196511");
    assert_eq!(
        codes::printed(&secret(), shift()),
        "081d1090d28851649fc6e906f30eb1aa"
    );
}

#[test]
fn the_printed_code_is_no_code_of_any_step_nor_of_another_shift() {
    let printed = codes::printed(&secret(), shift());
    assert!(codes::printed_proves(&secret(), shift(), &printed));
    let other = ShiftId(Uuid::from_u128(0x78));
    assert!(!codes::printed_proves(&secret(), other, &printed));
    for step in 0..1000 {
        assert!(!codes::proves(&secret(), shift(), step, &printed));
        let code = codes::code(&secret(), shift(), step);
        assert!(!codes::printed_proves(&secret(), shift(), &code));
    }
}

#[test]
fn a_step_lasts_ten_seconds() {
    let step = codes::step_at(at(0));
    let seconds = |n| at(0) + chrono::TimeDelta::seconds(n);
    assert_eq!(codes::step_at(seconds(9)), step);
    assert_eq!(codes::step_at(seconds(10)), step + 1);
    assert_eq!(codes::step_start(step), Some(at(0)));
    assert_eq!(codes::step_start(u64::MAX), None);
}

#[test]
fn a_code_proves_its_own_shift_and_step_alone() {
    let code = codes::code(&secret(), shift(), 100);
    assert!(codes::proves(&secret(), shift(), 100, &code));
    let other = ShiftId(Uuid::from_u128(0x78));
    let forged = Secret("00112233445566778899aabbccddeefe".into());
    for (case, proves) in [
        (
            "the next step",
            codes::proves(&secret(), shift(), 101, &code),
        ),
        (
            "the step before",
            codes::proves(&secret(), shift(), 99, &code),
        ),
        ("another shift", codes::proves(&secret(), other, 100, &code)),
        (
            "another secret",
            codes::proves(&forged, shift(), 100, &code),
        ),
        (
            "a part of it",
            codes::proves(&secret(), shift(), 100, &code[..31]),
        ),
        ("nothing", codes::proves(&secret(), shift(), 100, "")),
    ] {
        assert!(!proves, "{case}");
    }
}

#[test]
fn digits_fit_their_claimed_step_and_the_six_before_it() {
    let digits = codes::digits(&secret(), shift(), 100);
    assert_eq!(digits.len(), 8);
    for claimed in 95..=110 {
        let proven = codes::digits_prove(&secret(), shift(), claimed, &digits);
        let expected = (100..=106).contains(&claimed).then_some(100);
        assert_eq!(proven, expected, "claimed {claimed}");
    }
    assert_eq!(codes::digits_prove(&secret(), shift(), 2, "00000000"), None);
}

#[test]
fn a_hundred_thousand_guesses_prove_nothing() {
    let proven = (0..100_000_u64).filter(|n| {
        let forged = format!("{:032x}", u128::from(*n) * 0x9e37_79b9_7f4a_7c15);
        codes::proves(&secret(), shift(), n % 500, &forged)
    });
    assert_eq!(proven.count(), 0);
}

#[test]
fn a_picture_says_shift_step_and_code_and_is_read_back() {
    let code = codes::code(&secret(), shift(), 5);
    let text = codes::picture_text(shift(), 5, &code);
    let proof = Proof::Code {
        step: 5,
        mac: code.clone(),
    };
    assert_eq!(codes::read_picture(&text), Some((shift(), proof)));
    let text = codes::printed_text(&secret(), shift());
    let proof = Proof::Printed {
        mac: codes::printed(&secret(), shift()),
    };
    assert_eq!(codes::read_picture(&text), Some((shift(), proof)));
    for bad in [
        "",
        "LINLI1:",
        "LINLI2:x:5:y",
        &text[..text.len() - 1],
        &format!("{text}:more"),
    ] {
        assert_eq!(codes::read_picture(bad), None, "{bad:?}");
    }
}

#[test]
fn a_secret_is_never_printed() {
    assert_eq!(format!("{:?}", secret()), "Secret(…)");
}

#[test]
fn a_members_card_says_who_and_nothing_else() {
    let person = PersonId(Uuid::from_u128(0x0199_0000_0000_7000_8000_0000_0000_00ab));
    let text = codes::card_text(person);
    assert_eq!(text, "linli:card:1:019900000000700080000000000000ab");
    assert_eq!(codes::read_card(&text), Some(person));
}

#[test]
fn whatever_is_written_otherwise_is_no_card() {
    let text = codes::card_text(PersonId(Uuid::from_u128(0xab)));
    let hyphens = format!("linli:card:1:{}", Uuid::from_u128(0xab));
    for bad in [
        "",
        "linli:card:1:",
        "https://example.org",
        &text.to_uppercase(),
        &text.replace(":1:", ":2:"),
        &text.replace("00ab", "00AB"),
        &text[..text.len() - 1],
        &format!("{text}0"),
        &format!(" {text}"),
        &format!("{text}\n"),
        &hyphens,
        &codes::card_text(PersonId::SYSTEM),
        &codes::picture_text(shift(), 5, &codes::code(&secret(), shift(), 5)),
    ] {
        assert_eq!(codes::read_card(bad), None, "{bad:?}");
    }
    assert_eq!(
        codes::read_picture(&text),
        None,
        "and a card is no shift's code"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..Default::default() })]

    /// A text is read as a card only if it is, letter for letter, the card of whom it was read as.
    #[test]
    fn a_card_has_one_writing(
        id in 1_u128..,
        at in 0_usize..50,
        put in proptest::option::of(any::<char>()),
        cut in 0_usize..3,
        other in ".{0,60}",
    ) {
        let person = PersonId(Uuid::from_u128(id));
        let text = codes::card_text(person);
        prop_assert_eq!(codes::read_card(&text), Some(person));
        let mut letters: Vec<char> = text.chars().collect();
        let at = at.min(letters.len());
        let end = (at + cut).min(letters.len());
        letters.splice(at..end, put);
        let changed: String = letters.into_iter().collect();
        for text in [changed, other.clone(), format!("linli:card:1:{other}")] {
            if let Some(read) = codes::read_card(&text) {
                prop_assert_eq!(codes::card_text(read), text);
            }
        }
    }
}
