//! Codes of an app on the phone (RFC 6238, TOTP): six digits that change every 30 seconds. For desks whose machine knows no
//! passkeys. SHA-1, as that is what every such app makes.

use hmac::{Hmac, KeyInit, Mac};
use linli_domain::time::Instant;
use sha1::Sha1;

/// Seconds of a step.
const STEP: i64 = 30;
/// A phone's clock may be off by so many steps, to either side.
const OFF_BY: i64 = 1;

/// The code of a step.
fn code_of(secret: &[u8], step: i64) -> Option<u32> {
    let mut mac = Hmac::<Sha1>::new_from_slice(secret).ok()?;
    mac.update(&step.to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let from = usize::from(digest.last()? & 15);
    let four = digest.get(from..from + 4)?.try_into().ok()?;
    Some((u32::from_be_bytes(four) & 0x7fff_ffff) % 1_000_000)
}

/// The step whose code was typed, where it is one of now. Spaces between the digits are no matter.
pub fn step_of(secret: &[u8], typed: &str, now: Instant) -> Option<i64> {
    let typed: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let digits = typed.len() == 6 && typed.bytes().all(|byte| byte.is_ascii_digit());
    let typed: u32 = typed.parse().ok().filter(|_| digits)?;
    let present = now.timestamp().div_euclid(STEP);
    let mut steps = present - OFF_BY..=present + OFF_BY;
    // All are made, so that the time it takes tells nothing.
    let found: Vec<_> = steps
        .by_ref()
        .filter(|step| code_of(secret, *step) == Some(typed))
        .collect();
    found.first().copied()
}

/// A secret as apps read it, in base32.
pub fn base32(secret: &[u8]) -> String {
    const DIGITS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut text = String::new();
    for five in secret.chunks(5) {
        let bits = five
            .iter()
            .fold(0_u64, |bits, byte| (bits << 8) | u64::from(*byte));
        let bits = bits << (8 * (5 - five.len()));
        let digits = (five.len() * 8).div_ceil(5);
        for n in 0..digits {
            let digit = (bits >> (35 - 5 * n)) & 31;
            text.push(char::from(DIGITS[usize::try_from(digit).unwrap_or(0)]));
        }
    }
    text
}

/// The address that an app reads as a QR code.
pub fn address(secret: &[u8], account: &str) -> String {
    let account: String = account
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    format!(
        "otpauth://totp/Linli:{account}?secret={}&issuer=Linli",
        base32(secret)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Instant {
        Instant::from_timestamp(seconds, 0).unwrap()
    }

    #[test]
    fn codes_are_those_of_the_rfc() {
        // RFC 6238, appendix B: SHA-1, the last six of its eight digits.
        let secret = b"12345678901234567890";
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(step_of(secret, code, at(seconds)), Some(seconds / 30));
            let spaced = format!(" {} {}", &code[..3], &code[3..]);
            assert_eq!(step_of(secret, &spaced, at(seconds)), Some(seconds / 30));
            assert_eq!(step_of(secret, code, at(seconds + 61)), None);
            assert_eq!(step_of(secret, code, at(seconds - 61)), None);
        }
        for wrong in ["", "28708", "2870820", "+87082", "28708x", "２８７０８２"] {
            assert_eq!(step_of(secret, wrong, at(59)), None, "{wrong}");
        }
    }

    #[test]
    fn base32_is_that_of_the_rfc() {
        // RFC 4648, section 10, without padding.
        for (bytes, text) in [
            ("", ""),
            ("f", "MY"),
            ("fo", "MZXQ"),
            ("foo", "MZXW6"),
            ("foob", "MZXW6YQ"),
            ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ] {
            assert_eq!(base32(bytes.as_bytes()), text);
        }
    }
}
