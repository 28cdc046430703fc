//! Sealed cases 密件: what happened in a family, or between neighbours, is for whoever reported it and for the one person who
//! handles it. Law: People's Mediation Law art. 15; PIPL art. 28.
//!
//! The words lie in a document of their own that goes out to nobody: no feed, no notice, no search, no file that somebody
//! takes along, and no device ever holds them. The case beside it says number, category, state and age, and nothing else.
//! Each reading is a line of the log ([`crate::Command::ReadSealed`]).

use crate::{
    audience::is_shown,
    case::{Assignee, Case, NeedAbout, Source},
    ids::{CaseId, PersonId},
    local::LocalText,
    place::PlaceCode,
    time::Instant,
};
use serde::{Deserialize, Serialize};

/// The words of a sealed case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    /// Of which case.
    pub case: CaseId,
    /// The community whose desk handles it.
    pub desk: PlaceCode,
    /// Who reported it.
    pub reporter: PersonId,
    /// What was entered; nothing of it once nobody may need it any more, or once it was erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<Box<NeedAbout>>,
    /// How often it was read; by whom and when says the log.
    #[serde(default)]
    pub readings: u32,
    /// Since when nothing more is to come of the case.
    #[serde(
        default,
        with = "crate::time::text_or_none",
        skip_serializing_if = "Option::is_none"
    )]
    pub ended: Option<Instant>,
}

/// Whether somebody reads the words of a sealed case now: they reported it, or are the one who handles it, as long as it is
/// theirs to handle.
pub fn may_read(case: &Case, person: PersonId) -> bool {
    let handles = case.assignee == Some(Assignee::Person(person)) && is_shown(case.state);
    case.is_sealed() && (case.reporter == person || handles)
}

/// What a sealed case says of itself: its number for a title, category, urgency, and the community for a place.
pub(crate) fn without_words(about: &NeedAbout, no: &str, desk: &PlaceCode) -> NeedAbout {
    NeedAbout {
        title: LocalText::one("und", no),
        text: String::new(),
        category: about.category.clone(),
        place: desk.clone(),
        urgency: about.urgency,
        visibility: about.visibility,
        source: Source::default(),
        risks: String::new(),
        recipient: None,
        external_ref: None,
    }
}
