//! Check-in codes by themselves: what they are made of, and what they prove.

use crate::town::at;
use linli_domain::{ShiftId, codes, shift::Secret};
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
    assert_eq!(codes::read_picture(&text), Some((shift(), 5, code.clone())));
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
