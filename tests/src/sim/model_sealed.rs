//! The judge's rules of what is sealed: who reads it, and that each reading counts.

use super::model::{Model, No, Verdict, must};
use linli_domain::{
    CaseId, PersonId,
    case::{NeedAbout, Visibility},
    local::LocalText,
    time::Instant,
};

/// What a need says of itself, and the words that are put away.
pub(super) fn parted(about: &NeedAbout, home: &str) -> (NeedAbout, Option<NeedAbout>) {
    if about.visibility != Visibility::Sealed {
        return (about.clone(), None);
    }
    let mut told = about.clone();
    // The number stands there; the judge takes it from the case.
    told.title = LocalText::default();
    told.text.clear();
    told.risks.clear();
    told.recipient = None;
    told.external_ref = None;
    told.source = Default::default();
    told.place = home.parse().unwrap_or(told.place);
    (told, Some(about.clone()))
}

impl Model {
    pub(super) fn read_sealed(&mut self, me: PersonId, case: CaseId, now: Instant) -> Verdict {
        let need = self.needs.get(&case).ok_or(No::here())?;
        must(self.sees_need(me, need, now))?;
        must(need.reporter == me || need.assignee == Some(me))?;
        let need = self.needs.get_mut(&case).ok_or(No::here())?;
        if need.words.is_some() {
            need.readings += 1;
            self.happened.push(("sealed", "read"));
        }
        Ok(())
    }
}
