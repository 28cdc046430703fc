//! The words of a sealed case: put away when it is posted, read one at a time, gone some time after it ended.

use crate::{
    case::{Case, CaseState, NeedAbout, Visibility},
    deciding::Deciding,
    document::Document,
    ids::{CaseId, DocumentKey},
    place::PlaceCode,
    planted::{Bug, is},
    refusal::Refused,
    sealed::{Sealed, without_words},
};

/// What the case itself says: all of it, or, where it is sealed, number and category; the words are put away.
pub(crate) fn put(
    d: &mut Deciding,
    case: CaseId,
    about: &NeedAbout,
    (no, desk): (&str, &PlaceCode),
) -> NeedAbout {
    if about.visibility != Visibility::Sealed {
        return about.clone();
    }
    let sealed = Sealed {
        case,
        desk: desk.clone(),
        reporter: d.actor(),
        about: Some(Box::new(about.clone())),
        readings: 0,
        ended: None,
    };
    d.put(Document::Sealed(Box::new(sealed)));
    match is(Bug::SealedIsOpen) {
        true => about.clone(),
        false => without_words(about, no, desk),
    }
}

/// Whether a case says just this.
pub(crate) fn says(d: &Deciding, case: &Case, about: &NeedAbout) -> bool {
    if !case.is_sealed() {
        return case.about == *about;
    }
    match d.sealed(case.id) {
        Some(sealed) => sealed.about.as_ref().is_some_and(|said| **said == *about),
        // A device has none of the words: whether they are the same says the authority.
        None => d.ctx.predicting,
    }
}

/// The words know when nothing more is to come of their case.
pub(crate) fn follow(d: &mut Deciding, id: CaseId, to: CaseState) {
    let now = d.now();
    let Some(mut sealed) = d.sealed(id).cloned() else {
        return;
    };
    let ended = to.is_final().then_some(now);
    if sealed.ended != ended {
        sealed.ended = ended;
        d.put(Document::Sealed(Box::new(sealed)));
    }
}

/// Somebody reads them. Of a case that is not sealed there is nothing to log: whoever may see it has it.
pub(crate) fn read(d: &mut Deciding, id: CaseId) -> Result<(), Refused> {
    let case = d.addressed_case(id)?;
    let (desk, state) = (case.desk.clone(), case.state.name());
    let Some(mut sealed) = d
        .sealed(id)
        .filter(|_| !is(Bug::ReadingIsNotLogged))
        .cloned()
    else {
        return Ok(());
    };
    sealed.readings = sealed.readings.saturating_add(1);
    d.put(Document::Sealed(Box::new(sealed)));
    let key = DocumentKey::Case(id);
    d.log(key, &desk, state, state, Some("read".into()));
    Ok(())
}
