//! How long a name, a telephone or an address is kept after it was last needed ([`Profile::contacts_kept_days`]). Law: PIPL
//! art. 19, GDPR art. 5 (1) e.

use crate::{
    case::Case,
    deciding::Deciding,
    document::Document,
    ids::{CaseId, DocumentKey, ShiftId},
    place::PlaceCode,
    planted::{self, Bug},
    profile::Profile,
    sealed::Sealed,
    shift::{Contact, Shift, ShiftState},
    time::{Instant, hours},
};

/// What a line of the log gives as its reason.
const GONE: &str = "contacts_gone";

/// When whom a need was for, and where they live, is to go: so long after it ended. A rejected or withdrawn one ended too.
pub(crate) fn next_of_case(case: &Case, profile: &Profile) -> Option<Instant> {
    let kept = case.state.is_final() && case.about.recipient.is_some();
    kept.then(|| case.since + days(profile))
}

/// When the words of a sealed case are to go.
pub(crate) fn next_of_sealed(sealed: &Sealed, profile: &Profile) -> Option<Instant> {
    let ended = sealed.about.as_ref().and(sealed.ended)?;
    Some(ended + days(profile))
}

/// Nobody is to read them any more.
pub(crate) fn forget_sealed(d: &mut Deciding, id: CaseId) {
    let Some(mut sealed) = d.sealed(id).cloned() else {
        return;
    };
    let desk = sealed.desk.clone();
    sealed.about = None;
    d.put(Document::Sealed(Box::new(sealed)));
    let key = DocumentKey::Sealed(id);
    d.log(key, &desk, "sealed", "sealed", Some(GONE.into()));
}

/// When the telephones of a roster are to go: so long after it is over. Whoever may still have to be called is waited for.
pub(crate) fn next_of_shift(shift: &Shift, profile: &Profile) -> Option<Instant> {
    let over = matches!(
        shift.state,
        ShiftState::Recorded | ShiftState::Cancelled { .. }
    );
    let kept = shift
        .roster
        .iter()
        .any(|entry| entry.phone.is_some() && !shift.may_be_called(entry));
    let contacts = [&shift.lead, &shift.deputy];
    let led = contacts.into_iter().flatten().any(is_kept);
    (over && (kept || led)).then(|| shift.about.span.end + days(profile))
}

fn days(profile: &Profile) -> chrono::TimeDelta {
    hours(24 * profile.contacts_kept_days)
}

fn is_kept(contact: &Contact) -> bool {
    contact.phone.is_some() && contact.to_reach.is_none()
}

/// Nobody is to be called about this need any more.
pub(crate) fn forget_of_case(d: &mut Deciding, id: CaseId) {
    let Some(case) = d.edit_case(id) else { return };
    if !planted::is(Bug::ContactsStay) {
        case.about.recipient = None;
    }
    let (desk, state) = (case.desk.clone(), case.state.name());
    log(d, DocumentKey::Case(id), &desk, state);
}

/// Nor about this shift, but whoever waits for an answer.
pub(crate) fn forget_of_shift(d: &mut Deciding, id: ShiftId) {
    let Some(before) = d.shift(id).cloned() else {
        return;
    };
    let Some(shift) = d.edit_shift(id) else {
        return;
    };
    for entry in &mut shift.roster {
        if !before.may_be_called(entry) && !planted::is(Bug::ContactsStay) {
            entry.phone = None;
        }
    }
    for contact in [&mut shift.lead, &mut shift.deputy].into_iter().flatten() {
        if is_kept(contact) {
            contact.phone = None;
        }
    }
    let state = match shift.state {
        ShiftState::Cancelled { .. } => "cancelled",
        _ => "recorded",
    };
    let desk = shift.desk.clone();
    log(d, DocumentKey::Shift(id), &desk, state);
}

/// It stands where it stood, without them.
fn log(d: &mut Deciding, key: DocumentKey, desk: &PlaceCode, state: &str) {
    d.log(key, desk, state, state, Some(GONE.into()));
}
