//! Check-in codes: a step lasts ten seconds; the code is HMAC-SHA256 over shift and step (RFC 2104), shown as a
//! picture (128 bits) or as eight digits. A code proves its own time, so it may be sent late.

use crate::{
    command::Proof,
    ids::{PersonId, ShiftId},
    planted::{self, Bug},
    shift::Secret,
    time::Instant,
};
use hmac::{Hmac, Mac};
use sha2::Sha256;

/// Length of a step, in seconds.
pub const STEP_SECONDS: i64 = 10;
/// A typed code fits its claimed step or so many before it: it may have left the screen a minute ago.
pub const DIGIT_STEPS: u64 = 6;

/// The step of a moment.
pub fn step_at(at: Instant) -> u64 {
    u64::try_from(at.timestamp() / STEP_SECONDS).unwrap_or(0)
}

/// The moment when a step begins.
pub fn step_start(step: u64) -> Option<Instant> {
    let seconds = i64::try_from(step).ok()?.checked_mul(STEP_SECONDS)?;
    Instant::from_timestamp(seconds, 0)
}

fn mac(secret: &Secret, shift: ShiftId, of: &[u8]) -> [u8; 32] {
    let mut bytes = [0_u8; 32];
    // HMAC takes a key of any length, so this cannot fail.
    if let Ok(mut hmac) = Hmac::<Sha256>::new_from_slice(secret.0.as_bytes()) {
        hmac.update(shift.0.as_bytes());
        hmac.update(of);
        bytes.copy_from_slice(&hmac.finalize().into_bytes());
    }
    bytes
}

fn hexadecimal(mac: [u8; 32]) -> String {
    let half = mac[..16].iter();
    half.map(|byte| format!("{byte:02x}")).collect()
}

/// The code of a step, as 32 hexadecimal digits.
pub fn code(secret: &Secret, shift: ShiftId, step: u64) -> String {
    hexadecimal(mac(secret, shift, &step.to_be_bytes()))
}

/// The code on a shift's printed roster, as 32 hexadecimal digits. No step has it: a step is eight bytes.
pub fn printed(secret: &Secret, shift: ShiftId) -> String {
    hexadecimal(mac(secret, shift, PRINTED.as_bytes()))
}

/// The code of a step, as eight digits.
pub fn digits(secret: &Secret, shift: ShiftId, step: u64) -> String {
    let bytes = mac(secret, shift, &step.to_be_bytes());
    let mut number = [0_u8; 8];
    number.copy_from_slice(&bytes[16..24]);
    format!("{:08}", u64::from_be_bytes(number) % 100_000_000)
}

/// Whether two texts are equal, in a time that does not depend on where they differ.
fn same(a: &str, b: &str) -> bool {
    a.len() == b.len()
        && a.bytes()
            .zip(b.bytes())
            .fold(0, |difference, (x, y)| difference | (x ^ y))
            == 0
}

/// The step that a scanned code proves.
pub fn proves(secret: &Secret, shift: ShiftId, step: u64, given: &str) -> bool {
    let any = planted::is(Bug::AnyCodeProves) && given.len() == 32;
    any || same(&code(secret, shift, step), given)
}

/// Whether a code is the one on the shift's printed roster.
pub fn printed_proves(secret: &Secret, shift: ShiftId, given: &str) -> bool {
    same(&printed(secret, shift), given)
}

/// The step that typed digits prove: the claimed one or one of the six before it.
pub fn digits_prove(secret: &Secret, shift: ShiftId, claimed: u64, given: &str) -> Option<u64> {
    let back = if planted::is(Bug::DigitsNeverAge) {
        60 * DIGIT_STEPS
    } else {
        DIGIT_STEPS
    };
    (0..=back)
        .filter_map(|back| claimed.checked_sub(back))
        .find(|step| same(&digits(secret, shift, *step), given))
}

/// What every check-in picture begins with.
const PICTURE: &str = "LINLI1:";
/// Where another picture names its step.
const PRINTED: &str = "printed";

/// The text in a check-in picture: everything that the app needs, and nothing about anyone.
pub fn picture_text(shift: ShiftId, step: u64, code: &str) -> String {
    format!("{PICTURE}{}:{step}:{code}", shift.0.simple())
}

/// The text in the picture on a printed roster.
pub fn printed_text(secret: &Secret, shift: ShiftId) -> String {
    let code = printed(secret, shift);
    format!("{PICTURE}{}:{PRINTED}:{code}", shift.0.simple())
}

/// Reads a check-in picture's text: of which shift, and what it proves.
pub fn read_picture(text: &str) -> Option<(ShiftId, Proof)> {
    let mut parts = text.strip_prefix(PICTURE)?.split(':');
    let shift = parts.next()?.parse().ok()?;
    let step = parts.next()?;
    let mac = parts.next()?.to_owned();
    if parts.next().is_some() || mac.len() != 32 {
        return None;
    }
    let proof = if step == PRINTED {
        Proof::Printed { mac }
    } else {
        let step = step.parse().ok()?;
        Proof::Code { step, mac }
    };
    Some((shift, proof))
}

/// What every member's card begins with: whose it is, what it is, and the number of its format.
const CARD: &str = "linli:card:1:";

/// The text in the picture on a member's card: who they are to this community's rosters, and neither name nor number.
/// It proves nothing by itself: whoever scans it sees who stands there, and ticks.
pub fn card_text(person: PersonId) -> String {
    format!("{CARD}{}", person.0.simple())
}

/// Reads the text of a member's card as [`card_text`] writes it; anything else is no card.
pub fn read_card(text: &str) -> Option<PersonId> {
    let id = text.strip_prefix(CARD)?;
    let digit = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
    let written = id.len() == 32 && id.bytes().all(digit);
    let person = PersonId(written.then(|| id.parse().ok()).flatten()?);
    (person != PersonId::SYSTEM).then_some(person)
}
