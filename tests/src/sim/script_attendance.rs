//! Who comes, and what is made of it: codes, ticks, hours.

use super::{
    model::{Code, Model, Roster, Stand},
    script_deeds::{Asked, Deed},
    world::World,
};
use chrono::TimeDelta;
use linli_domain::{
    Command, Document, DocumentKey, PersonId, ShiftId, SignUpId, codes,
    command::{HoursEntry, Proof},
    shift::Attendance,
    time::Instant,
};

/// How often somebody does these, by what there is to do.
pub(super) fn weights(
    model: &Model,
    person: PersonId,
    now: Instant,
    marks: usize,
    clumsy: bool,
) -> [(Deed, usize); 7] {
    let due = |which: &dyn Fn(&Roster) -> bool| {
        let begun = |roster: &&Roster| {
            !roster.cancelled && now >= roster.about.span.start - TimeDelta::minutes(30)
        };
        usize::from(model.shifts.values().filter(begun).any(which))
    };
    let mine = |roster: &Roster, stand| roster.of(person).is_some_and(|e| e.stand == stand);
    let expected = due(&|roster| mine(roster, Stand::Confirmed));
    let inside = model.shifts.values().any(|roster| mine(roster, Stand::In));
    let to_mark = due(&|roster| {
        let mut entries = roster.entries.iter();
        !roster.recorded && entries.any(|entry| entry.stand == Stand::Confirmed)
    });
    let to_settle = due(&|roster| {
        now >= roster.about.span.end && roster.entries.iter().any(|entry| entry.stand.there())
    });
    [
        (Deed::CheckIn, 2 + expected * if clumsy { 120 } else { 40 }),
        (Deed::CheckOut, 1 + 10 * usize::from(inside)),
        (Deed::MarkPresent, (2 + 10 * to_mark) * marks),
        (Deed::MarkLeft, 2 * marks),
        (Deed::MarkAbsent, 2 * marks),
        (Deed::ClearMark, 2 * marks),
        (Deed::ConfirmHours, (2 + 30 * to_settle) * marks),
    ]
}

impl World {
    /// Mostly now; at times what happened ten minutes ago.
    pub(super) fn some_moment_ago(&mut self) -> Instant {
        self.now - TimeDelta::seconds(if self.rng.chance(150) { 600 } else { 1 })
    }

    /// The code on the lead's screen: right, mistyped, outdated, of another shift, of a minute ago.
    pub(super) fn checks_in(&mut self, person: PersonId) -> Asked {
        let now = self.now;
        let shift = self.some_shift(|roster| {
            roster
                .of(person)
                .is_some_and(|entry| entry.stand == Stand::Confirmed)
                && now >= roster.about.span.start - TimeDelta::minutes(40)
        })?;
        let visit = self
            .model
            .shifts
            .get(&shift)
            .is_some_and(|roster| roster.about.attendance == Attendance::Visit);
        if visit != self.rng.chance(30) {
            let late = if self.rng.chance(200) { 400 } else { 2 };
            let at = now - TimeDelta::seconds(late);
            return Some((
                Command::CheckIn {
                    shift,
                    proof: Proof::Arrived,
                    at,
                },
                None,
            ));
        }
        let shown = match self.rng.below(12) {
            0 => now - TimeDelta::seconds(200),
            1 => now - TimeDelta::hours(3),
            2 => now + TimeDelta::seconds(300),
            _ => now,
        };
        let step = codes::step_at(shown);
        let begins = codes::step_start(step)?;
        let of = if self.rng.chance(40) {
            self.some_shift(|_| true)?
        } else {
            shift
        };
        let secret = match self.server.document(&DocumentKey::Shift(of)) {
            Some(Document::Shift(there)) => there.secret,
            _ => None,
        };
        // A sheet of paper on the wall, at times of another shift.
        if self.rng.chance(120) {
            let mac = secret.map(|secret| codes::printed(&secret, of));
            let proof = Proof::Printed {
                mac: mac.unwrap_or_default(),
            };
            let at = now - TimeDelta::seconds(if self.rng.chance(200) { 400 } else { 2 });
            let code = if of == shift {
                Code::Sheet
            } else {
                Code::Wrong
            };
            return Some((Command::CheckIn { shift, proof, at }, Some(code)));
        }
        let mistyped = self.rng.chance(if self.clumsy == Some(person) {
            850
        } else {
            120
        });
        let (Some(secret), false) = (secret, mistyped) else {
            let proof = Proof::Digits {
                step,
                digits: "0000000x".into(),
            };
            return Some((
                Command::CheckIn {
                    shift,
                    proof,
                    at: now,
                },
                Some(Code::Wrong),
            ));
        };
        let mut code = if of == shift {
            Code::Right(begins)
        } else {
            Code::Wrong
        };
        let proof = if self.rng.chance(500) {
            Proof::Code {
                step,
                mac: codes::code(&secret, of, step),
            }
        } else {
            // Shown some steps ago, typed now.
            let ago = self.rng.below(9) as u64;
            code = match (
                of == shift && ago <= codes::DIGIT_STEPS,
                codes::step_start(step - ago),
            ) {
                (true, Some(begins)) => Code::Right(begins),
                _ => Code::Wrong,
            };
            Proof::Digits {
                step,
                digits: codes::digits(&secret, of, step - ago),
            }
        };
        Some((
            Command::CheckIn {
                shift,
                proof,
                at: now,
            },
            Some(code),
        ))
    }

    pub(super) fn checks_out(&mut self, person: PersonId, at: Instant) -> Option<Command> {
        let inside = |roster: &Roster| roster.of(person).is_some_and(|e| e.stand == Stand::In);
        let shift = self.some_shift(inside)?;
        Some(Command::CheckOut { shift, at })
    }

    /// Somebody of a shift that begins soon or has begun.
    fn some_mark(&mut self, which: fn(Stand) -> bool) -> Option<(ShiftId, SignUpId)> {
        let now = self.now;
        let shift = self.some_shift(|roster| {
            !roster.cancelled && now >= roster.about.span.start - TimeDelta::minutes(40)
        })?;
        Some((shift, self.some_entry(shift, which)))
    }

    pub(super) fn marks_present(&mut self, at: Instant) -> Option<Command> {
        let (shift, sign_up) = self.some_mark(|stand| stand == Stand::Confirmed)?;
        Some(Command::MarkPresent { shift, sign_up, at })
    }

    pub(super) fn marks_left(&mut self, at: Instant) -> Option<Command> {
        let (shift, sign_up) = self.some_mark(|stand| stand == Stand::In)?;
        Some(Command::MarkLeft { shift, sign_up, at })
    }

    pub(super) fn marks_absent(&mut self) -> Option<Command> {
        let (shift, sign_up) = self.some_mark(|stand| stand == Stand::Confirmed)?;
        Some(Command::MarkAbsent { shift, sign_up })
    }

    pub(super) fn clears_a_mark(&mut self) -> Option<Command> {
        let (shift, sign_up) = self.some_mark(|s| s == Stand::Absent || s.there())?;
        Some(Command::ClearMark { shift, sign_up })
    }

    pub(super) fn confirms_hours(&mut self) -> Option<Command> {
        let now = self.now;
        let shift = self.some_shift(|roster| {
            !roster.cancelled
                && !roster.recorded
                && (now >= roster.about.span.end
                    || roster.entries.iter().any(|e| e.stand == Stand::Out))
        })?;
        let roster = self.model.shifts.get(&shift)?.clone();
        let mut entries = Vec::new();
        for entry in &roster.entries {
            if entry.stand.there() && self.rng.chance(850) {
                let minutes = self
                    .rng
                    .chance(200)
                    .then(|| self.rng.between(0, 130) as u32);
                entries.push(HoursEntry {
                    sign_up: entry.id,
                    minutes,
                });
            }
        }
        if self.rng.chance(60) {
            let sign_up = self.some_entry(shift, |_| true);
            entries.push(HoursEntry {
                sign_up,
                minutes: None,
            });
        }
        Some(Command::ConfirmHours { shift, entries })
    }
}
