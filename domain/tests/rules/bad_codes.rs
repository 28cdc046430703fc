//! 100,000 check-in codes that prove nothing: forged, replayed, outdated, of another shift or of nobody. None checks
//! anybody in, each whether it comes first or after others that were as bad.

use crate::town::*;
use chrono::TimeDelta;
use linli_domain::{
    Caller, Command, PersonId, ShiftId, codes, command::Proof, shift::Secret, time::Instant,
};
use std::collections::BTreeMap;

const CODES: usize = 100_000;

/// Always the same numbers (xorshift).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    fn hexadecimal(&mut self) -> String {
        format!("{:016x}{:016x}", self.next(), self.next())
    }
}

/// A shift that is open for check-in, with somebody who is awaited, somebody who is there already, and somebody who
/// never signed up; and another shift at the same time.
struct Door {
    town: Town,
    shift: ShiftId,
    other: ShiftId,
    awaited: PersonId,
    there: PersonId,
    stranger: PersonId,
    dice: Dice,
}

fn door() -> Door {
    let mut town = Town::new();
    let [awaited, there, stranger] = town.neighbours();
    let shift = town.opens(post(2));
    let other = town.opens(post_at(2, START, END));
    town.all_sign_up(&[awaited, there], shift);
    town.at(START);
    town.checks_in(there, shift).unwrap();
    town.at(START + 20);
    assert_ne!(town.secret(shift).0, town.secret(other).0);
    Door {
        town,
        shift,
        other,
        awaited,
        there,
        stranger,
        dice: Dice(0x11_7711),
    }
}

fn scanned(secret: &Secret, shift: ShiftId, step: u64) -> Proof {
    Proof::Code {
        step,
        mac: codes::code(secret, shift, step),
    }
}

impl Door {
    fn secret(&self) -> Secret {
        self.town.secret(self.shift)
    }

    /// A step of the last minutes, in which a right code would count.
    fn recent(&mut self) -> u64 {
        codes::step_at(self.town.now) - self.dice.below(60)
    }

    fn step(at: Instant) -> u64 {
        codes::step_at(at)
    }

    /// A bad code of one kind, and who brings it.
    fn bad(&mut self, kind: usize) -> (&'static str, PersonId, Proof) {
        let (now, secret, shift) = (self.town.now, self.secret(), self.shift);
        let (step, awaited) = (self.recent(), self.awaited);
        let elsewhere = self.town.secret(self.other);
        match kind {
            0 => (
                "forged",
                awaited,
                Proof::Code {
                    step,
                    mac: self.dice.hexadecimal(),
                },
            ),
            1 => {
                let digits = format!("{:08}", self.dice.below(100_000_000));
                ("forged digits", awaited, Proof::Digits { step, digits })
            }
            2 => {
                let mut mac = codes::code(&secret, shift, step).into_bytes();
                let at = self.dice.below(32) as usize;
                mac[at] = if mac[at] == b'0' { b'1' } else { b'0' };
                let mac = String::from_utf8(mac).unwrap();
                ("one digit changed", awaited, Proof::Code { step, mac })
            }
            3 => (
                "of another shift",
                awaited,
                scanned(&elsewhere, self.other, step),
            ),
            4 => {
                let digits = codes::digits(&elsewhere, self.other, step);
                (
                    "digits of another shift",
                    awaited,
                    Proof::Digits { step, digits },
                )
            }
            5 => {
                let mac = codes::code(&secret, shift, step);
                let claimed = step + 1 + self.dice.below(500);
                (
                    "of another moment than it claims",
                    awaited,
                    Proof::Code { step: claimed, mac },
                )
            }
            6 => {
                let shown = Self::step(now) - codes::DIGIT_STEPS - 1 - self.dice.below(400);
                let digits = codes::digits(&secret, shift, shown);
                (
                    "outdated digits",
                    awaited,
                    Proof::Digits {
                        step: Self::step(now),
                        digits,
                    },
                )
            }
            7 => {
                // Check-in opens half an hour before the shift at the earliest.
                let before = Self::step(at(START) - TimeDelta::hours(2)) - self.dice.below(50_000);
                (
                    "of before check-in opened",
                    awaited,
                    scanned(&secret, shift, before),
                )
            }
            8 => {
                let later = Self::step(now) + 2 + self.dice.below(50_000);
                ("of the future", awaited, scanned(&secret, shift, later))
            }
            9 => ("replayed", self.there, scanned(&secret, shift, step)),
            10 => (
                "of nobody on the roster",
                self.stranger,
                scanned(&secret, shift, step),
            ),
            11 => {
                let mac = codes::printed(&secret, shift);
                (
                    "printed, said to be shown",
                    awaited,
                    Proof::Code { step, mac },
                )
            }
            12 => {
                let mac = codes::code(&secret, shift, step);
                ("shown, said to be printed", awaited, Proof::Printed { mac })
            }
            13 => {
                let mac = codes::printed(&elsewhere, self.other);
                ("printed for another shift", awaited, Proof::Printed { mac })
            }
            _ => {
                let whole = codes::code(&secret, shift, step);
                let mac = whole[..self.dice.below(32) as usize].to_owned();
                ("cut short", awaited, Proof::Code { step, mac })
            }
        }
    }

    /// What is accepted, by kind; it has to be nothing.
    fn accepted(&mut self, codes: usize) -> BTreeMap<&'static str, usize> {
        let mut accepted = BTreeMap::new();
        for n in 0..codes {
            let (kind, person, proof) = self.bad(n % 15);
            let at = self.town.now;
            let command = Command::CheckIn {
                shift: self.shift,
                proof,
                at,
            };
            if self.town.try_out(Caller::Person(person), &command).is_ok() {
                *accepted.entry(kind).or_default() += 1;
            }
        }
        accepted
    }
}

#[test]
fn of_a_hundred_thousand_bad_check_in_codes_none_is_accepted() {
    let mut door = door();
    assert_eq!(door.accepted(CODES), BTreeMap::new());
    // The door is not simply shut.
    let (awaited, shift) = (door.awaited, door.shift);
    assert_eq!(door.town.checks_in(awaited, shift), Ok(()));
}

#[test]
fn after_a_few_bad_codes_not_even_a_right_one_is_accepted() {
    let mut door = door();
    let tries = door.town.profile.code_tries;
    for n in 0..usize::from(tries) {
        let (_, person, proof) = door.bad(n % 5);
        let at = door.town.now;
        let command = Command::CheckIn {
            shift: door.shift,
            proof,
            at,
        };
        assert!(door.town.by(person, &command).is_err());
    }
    let (awaited, shift) = (door.awaited, door.shift);
    assert!(door.town.checks_in(awaited, shift).is_err());
}

#[cfg(feature = "planted-bugs")]
mod planted {
    use super::door;
    use linli_domain::planted::{Bug, plant};

    /// What is accepted with a bug, in a fiftieth as many.
    fn accepted(bug: Bug) -> Vec<&'static str> {
        let mut door = door();
        plant(Some(bug));
        let accepted = door.accepted(2_000);
        plant(None);
        accepted.into_keys().collect()
    }

    #[test]
    fn a_code_that_nobody_checks_would_be_noticed() {
        let found = accepted(Bug::AnyCodeProves);
        for kind in [
            "forged",
            "one digit changed",
            "of another shift",
            "printed, said to be shown",
        ] {
            assert!(found.contains(&kind), "{kind}: {found:?}");
        }
    }

    #[test]
    fn digits_that_never_grow_old_would_be_noticed() {
        assert_eq!(accepted(Bug::DigitsNeverAge), ["outdated digits"]);
    }

    #[test]
    fn codes_of_moments_that_have_not_come_would_be_noticed() {
        assert_eq!(accepted(Bug::FutureCodesProve), ["of the future"]);
    }

    #[test]
    fn a_code_that_checks_somebody_in_twice_would_be_noticed() {
        assert_eq!(accepted(Bug::CheckedInAgain), ["replayed"]);
    }
}
