//! Who dials whom: the desk dials residents, the people of its register and whoever takes part in its shifts; the lead
//! and the deputy those on their roster; who leads a team its members; volunteers their lead. Nobody else gets a
//! number, and whoever need not dial it any more gets a masked one, by which people can still be told apart.

use crate::{
    rules::forms::is_phone,
    shift::{Contact, Shift, ShiftState, SignUp, SignUpState},
};

/// What stands for the digits that are left out.
const LEFT_OUT: &str = "····";

/// A number as it is kept: digits with an optional leading plus. However it was typed, it is found again.
pub fn kept_phone(text: &str) -> String {
    let kept = |c: &char| c.is_ascii_digit() || *c == '+';
    text.chars().filter(kept).collect()
}

/// A number that tells two people apart and cannot be dialled, such as `138····1234`: the first three and the last
/// four of its digits where at least four are left out, of a shorter one fewer, and never more than half.
pub fn masked(phone: &str) -> String {
    let digits: Vec<char> = phone.chars().filter(char::is_ascii_digit).collect();
    let (first, last) = match digits.len() {
        11.. => (3, 4),
        8.. => (0, 4),
        4.. => (0, 2),
        _ => (0, 0),
    };
    let (first, last) = (&digits[..first], &digits[digits.len() - last..]);
    let shown = |part: &[char]| part.iter().collect::<String>();
    format!("{}{LEFT_OUT}{}", shown(first), shown(last))
}

/// The number, where it can be dialled: a masked one cannot.
pub fn to_dial(phone: Option<&String>) -> Option<&String> {
    phone.filter(|phone| is_phone(phone))
}

impl Shift {
    /// Whether its attendance is settled: nobody has to call anybody about it, but for what [`Shift::may_be_called`]
    /// names.
    pub(crate) fn is_settled(&self) -> bool {
        self.state == ShiftState::Recorded
    }

    /// Whether the desk, the lead or the deputy may have to call somebody of the roster: whoever comes, may come or did
    /// not come, until the shift is settled; whoever has not been reached, or waits for an answer, longer.
    pub(crate) fn may_be_called(&self, entry: &SignUp) -> bool {
        let waits = entry
            .contest
            .as_ref()
            .is_some_and(|contest| contest.answer.is_none());
        let gone = matches!(
            entry.state,
            SignUpState::Withdrawn { .. }
                | SignUpState::Declined
                | SignUpState::Cancelled
                | SignUpState::HoursConfirmed
        );
        entry.to_reach.is_some() || waits || !gone && !self.is_settled()
    }

    /// An entry as the desk, the lead and the deputy see it.
    pub(crate) fn entry_shown(&self, entry: &SignUp) -> SignUp {
        let mut shown = entry.clone();
        if !self.may_be_called(entry) && !crate::planted::is(crate::planted::Bug::PhonesStay) {
            shown.phone = shown.phone.as_deref().map(masked);
        }
        shown
    }

    /// The telephone of who leads it, for those who read its whole roster, or take part.
    pub(crate) fn phone_of(&self, contact: &Contact, reads_roster: bool) -> Option<String> {
        let phone = contact.phone.as_ref()?;
        match (
            self.is_settled() && contact.to_reach.is_none(),
            reads_roster,
        ) {
            (false, _) => Some(phone.clone()),
            (true, true) => Some(masked(phone)),
            (true, false) => None,
        }
    }
}
