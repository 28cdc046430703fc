//! Post again 再发一次: a need or a shift, copied into the form that posts and opens, a week later.

use super::fields::{ShiftFields, for_need};
use crate::{locales::Lang, session::Session};
use chrono::TimeDelta;
use leptos::prelude::*;
use linli_domain::{
    CaseId, ShiftId,
    case::{Case, Recipient},
    shift::{Parent, ShiftAbout},
    time::{Instant, Span},
};
use linli_sync::{ShiftSeen, Snapshot};

/// What is posted again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    /// A need, with the newest shift that served it.
    Need(CaseId),
    /// A shift, with its need.
    Shift(ShiftId),
}

/// What a copy begins with.
pub struct Copied {
    /// The shift's fields.
    pub fields: ShiftFields,
    /// Whom the need is for.
    pub recipient: Option<Recipient>,
    /// What was copied.
    pub title: String,
}

const WEEK: TimeDelta = TimeDelta::weeks(1);

/// The same so many weeks later that it is still to come.
fn a_week_later(about: &ShiftAbout, now: Instant) -> ShiftAbout {
    let mut by = WEEK;
    while about.span.start + by <= now {
        by += WEEK;
    }
    ShiftAbout {
        parent: None,
        external_ref: None,
        span: Span {
            start: about.span.start + by,
            end: about.span.end + by,
        },
        sign_up_by: about.sign_up_by.map(|at| at + by),
        withdraw_by: about.withdraw_by.map(|at| at + by),
        ..about.clone()
    }
}

fn newest(seen: &Snapshot, case: CaseId) -> Option<ShiftSeen> {
    let serves = |shift: &ShiftSeen| shift.about.parent == Some(Parent::Case(case));
    seen.shifts().into_iter().rfind(serves)
}

fn parts(seen: &Snapshot, again: Again) -> (Option<ShiftSeen>, Option<Case>) {
    let case = |id| {
        seen.case(id)
            .filter(|found| found.full)
            .map(|found| found.case)
    };
    match again {
        Again::Need(id) => (newest(seen, id), case(id)),
        Again::Shift(id) => {
            let shift = seen.shift(id);
            let of = shift.as_ref().and_then(|shift| shift.about.parent);
            (shift, of.and_then(|Parent::Case(id)| case(id)))
        }
    }
}

/// The copy; none where nothing of it is here.
#[must_use]
pub fn copy(session: Session, lang: Lang, again: Again) -> Option<Copied> {
    let (person, (shift, case)) = session.snapshot.with_untracked(|seen| {
        let seen = seen.as_ref()?;
        Some((seen.person, parts(seen, again)))
    })?;
    let now = session.now();
    let fields = match (&shift, &case) {
        (Some(shift), _) => ShiftFields::of(a_week_later(&shift.about, now), false, lang),
        (None, Some(case)) => {
            let about = ShiftAbout {
                parent: None,
                lead: Some(person),
                ..for_need(case, now)
            };
            ShiftFields::of(about, true, lang)
        }
        (None, None) => return None,
    };
    let title = fields.title.get_untracked();
    let case = case.map(|case| case.about);
    if let Some(about) = &case {
        fields.category.set(about.category.clone());
    }
    Some(Copied {
        fields,
        recipient: case.and_then(|about| about.recipient),
        title,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::fields::blank;
    use linli_domain::time::hours;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn a_copy_is_a_week_later_with_its_deadline_and_always_to_come() {
        let at = |h: i64| Instant::UNIX_EPOCH + hours(h);
        let was = ShiftAbout {
            span: Span {
                start: at(100),
                end: at(102),
            },
            sign_up_by: Some(at(90)),
            external_ref: Some("S5".into()),
            ..blank("210204011009".parse().unwrap(), at(0))
        };
        let copy = a_week_later(&was, at(99));
        assert_eq!(copy.span.start, at(100 + 168));
        assert_eq!(copy.span.end, at(102 + 168));
        assert_eq!(copy.sign_up_by, Some(at(90 + 168)));
        assert_eq!(copy.external_ref, None, "it is another one");
        let long_ago = a_week_later(&was, at(100 + 2 * 168));
        assert_eq!(long_ago.span.start, at(100 + 3 * 168));
    }
}
