//! Who may read what happened to a document, and whom they may know by name.

use crate::{
    audience::{Audience, audiences, audiences_of},
    deciding::Transition,
    document::Document,
    ids::PersonId,
    person::Person,
    rights::{Duty, may},
    time::Instant,
};
use serde::{Deserialize, Serialize};

/// How much somebody may read of what happened to a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HistoryView {
    /// Nothing: it is as if there were none.
    None,
    /// All of it, because it is theirs; of others, the names that the document itself shows them.
    Own,
    /// All of it, because they answer for it; with the names of those whom they know.
    Full,
}

/// How much a person may read of what happened to a document. The desk of its community reads all of it; so do the lead
/// and the deputy of a shift, of that shift. People read of themselves, of their own records, and of the needs that they
/// reported. Nobody else reads anything, nor does anybody of what they may not see.
pub fn may_read_history(me: &Person, document: &Document, now: Instant) -> HistoryView {
    let mine = audiences_of(me, now);
    let reads = |audience: &Audience| mine.binary_search(audience).is_ok();
    let Some(desk) = document
        .desk()
        .filter(|_| audiences(document).iter().any(reads))
    else {
        return HistoryView::None;
    };
    let answers = match document {
        Document::Shift(shift) => shift.is_led_by(me.id),
        _ => false,
    };
    let own = match document {
        Document::Person(person) => person.id == me.id,
        Document::Record(record) => record.volunteer == me.id,
        Document::Case(case) => case.reporter == me.id,
        _ => false,
    };
    match (answers || reads(&Audience::Desk(desk.clone())), own) {
        (true, _) => HistoryView::Full,
        (false, true) => HistoryView::Own,
        (false, false) => HistoryView::None,
    }
}

/// Whom a step was about, beside who did it: who holds the place of a roster to which it happened, or who came in by an
/// invitation, which the authority's own door notes.
pub fn whom(document: &Document, step: &Transition) -> Option<PersonId> {
    match document {
        Document::Shift(shift) => shift.entry(step.entry?)?.person,
        Document::Invitation(invitation) => invitation.who_came(&step.to),
        _ => None,
    }
}

/// Somebody in a history, as far as its reader may know them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Somebody {
    /// Who reads it.
    You,
    /// Nobody: time, or the server's own command line.
    System,
    /// By name.
    Named(String),
    /// Whoever was at the community's desk then.
    Desk,
    /// Somebody whose name is not for this reader.
    Other,
}

/// Who reads which document's history.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    /// Who.
    pub me: &'a Person,
    /// How much of it; never [`HistoryView::None`].
    pub view: HistoryView,
    /// The document.
    pub document: &'a Document,
    /// The time.
    pub now: Instant,
}

impl Reader<'_> {
    /// A person of the history as its reader may know them; `person` is their document, where there is one.
    ///
    /// By name: whom the document itself names to its reader, and, for the desk and a shift's lead, whom they know from
    /// the register or a team. Of the others it is told only whether they acted for the desk at that time: what a
    /// community does about somebody it does as a community, and the desk knows who it was. So a volunteer reads "the
    /// community's desk" in the history of their own record, and a lead does where the desk corrected their shift.
    pub fn knows(&self, id: PersonId, person: Option<&Person>, at: Instant) -> Somebody {
        if id == self.me.id {
            return Somebody::You;
        }
        if id == PersonId::SYSTEM {
            return Somebody::System;
        }
        if self.is_hidden_party(id) {
            return Somebody::Other;
        }
        let named = self.named_by_document(id);
        let known = person.filter(|person| self.view == HistoryView::Full && self.reads(person));
        let name = named.or(known.map(|person| person.about.name.as_str()));
        if let Some(name) = name.filter(|name| !name.is_empty()) {
            return Somebody::Named(name.to_owned());
        }
        let desk = self.document.desk();
        let at_desk = |person| {
            desk.as_ref()
                .is_some_and(|desk| may(person, Duty::RunDesk, desk, at))
        };
        if person.is_some_and(at_desk) {
            Somebody::Desk
        } else {
            Somebody::Other
        }
    }

    /// The same of whom a step was [about](whom): nobody holds a place, or came in, as the desk.
    pub fn knows_whom(&self, id: PersonId, person: Option<&Person>, at: Instant) -> Somebody {
        match self.knows(id, person, at) {
            Somebody::Desk => Somebody::Other,
            known => known,
        }
    }

    /// Who reported what is sealed is part of it, for the desk too.
    fn is_hidden_party(&self, id: PersonId) -> bool {
        matches!(self.document, Document::Case(case) if case.is_sealed() && case.reporter == id)
    }

    /// Whether a person's own document is for this reader.
    fn reads(&self, person: &Person) -> bool {
        let mine = audiences_of(self.me, self.now);
        let theirs = audiences(&Document::Person(Box::new(person.clone())));
        theirs.iter().any(|one| mine.binary_search(one).is_ok())
    }

    fn named_by_document(&self, id: PersonId) -> Option<&str> {
        match self.document {
            Document::Shift(shift) => {
                let leads = shift.lead.iter().chain(&shift.deputy);
                let leads = leads.map(|contact| (Some(contact.id), &contact.name));
                let roster = shift.roster.iter().map(|entry| (entry.person, &entry.name));
                leads
                    .chain(roster)
                    .find(|(person, _)| *person == Some(id))
                    .map(|(_, name)| name.as_str())
            }
            Document::Person(person) => {
                let mut bonds = person.helpers.iter().chain(&person.helps);
                bonds
                    .find(|bond| bond.id == id)
                    .map(|bond| bond.name.as_str())
            }
            Document::Case(case) => (case.reporter == id).then_some(case.reporter_name.as_str()),
            Document::Record(record) => {
                (record.volunteer == id).then_some(record.volunteer_name.as_str())
            }
            Document::Month(report) => {
                let submitted = report.submitted.as_ref().filter(|one| one.by == id);
                submitted.map(|one| one.by_name.as_str())
            }
            _ => None,
        }
    }
}
