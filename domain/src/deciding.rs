//! The desk on which a decision is made: reads through what was loaded and what has changed, and collects documents,
//! transitions and ids.

use crate::{
    audience::{Audience, audiences, audiences_of},
    calendar::Month,
    case::Case,
    context::{Caller, Context},
    document::{Document, Documents, Lookup},
    ids::{
        CaseId, CommandId, DocumentKey, InvitationId, Kind, NoticeId, PersonId, RecordId, ShiftId,
        SignUpId,
    },
    invitation::Invitation,
    local::LocalText,
    month::MonthReport,
    notice::{Notice, NoticeKind},
    person::Person,
    place::PlaceCode,
    planted::{self, Bug},
    record::ServiceRecord,
    refusal::{Refusal, Refused},
    rights::{Duty, may},
    sealed::Sealed,
    shift::Shift,
    time::{Instant, Span},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One change, for the log that cannot be rewritten.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transition {
    /// The document.
    pub document: DocumentKey,
    /// The entry of its roster, where it is one entry that changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<SignUpId>,
    /// The community in whose chain it stands.
    pub desk: PlaceCode,
    /// State before.
    pub from: String,
    /// State after.
    pub to: String,
    /// Who did it.
    pub actor: PersonId,
    /// When, by the authority's clock.
    pub at: Instant,
    /// Why, where a reason was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The command that did it.
    pub command: CommandId,
}

/// What a decision changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decided {
    /// The documents that differ from before.
    pub documents: Vec<Document>,
    /// What happened, in order; not empty where a document changed.
    pub transitions: Vec<Transition>,
}

pub(crate) struct Deciding<'a> {
    pub ctx: &'a Context<'a>,
    pub caller: Caller,
    docs: &'a Documents,
    changed: BTreeMap<DocumentKey, Document>,
    transitions: Vec<Transition>,
    ids: u32,
}

macro_rules! reads {
    ($($get:ident, $edit:ident ($id:ty) -> $variant:ident $document:ty;)*) => {
        impl Deciding<'_> {$(
            /// The document as it stands in this decision.
            #[allow(dead_code, reason = "one pair for every kind")]
            pub fn $get(&self, id: $id) -> Option<&$document> {
                let key = DocumentKey::$variant(id.clone());
                match self.changed.get(&key) {
                    Some(Document::$variant(document)) => Some(document),
                    _ => self.docs.$get(&id).map(|document| &*document),
                }
            }

            /// The document, to be changed.
            pub fn $edit(&mut self, id: $id) -> Option<&mut $document> {
                let key = DocumentKey::$variant(id);
                if !self.changed.contains_key(&key) {
                    let Lookup::Found(document) = self.docs.get(&key) else { return None };
                    self.changed.insert(key.clone(), document.clone());
                }
                match self.changed.get_mut(&key) {
                    Some(Document::$variant(document)) => Some(document),
                    _ => None,
                }
            }
        )*}
    };
}

reads! {
    person, edit_person(PersonId) -> Person Person;
    case, edit_case(CaseId) -> Case Case;
    shift, edit_shift(ShiftId) -> Shift Shift;
    notice, edit_notice(NoticeId) -> Notice Notice;
    record, edit_record(RecordId) -> Record ServiceRecord;
    invitation, edit_invitation(InvitationId) -> Invitation Invitation;
}

impl<'a> Deciding<'a> {
    pub fn new(ctx: &'a Context<'a>, caller: Caller, docs: &'a Documents) -> Self {
        Deciding {
            ctx,
            caller,
            docs,
            changed: BTreeMap::new(),
            transitions: Vec::new(),
            ids: 0,
        }
    }

    pub fn now(&self) -> Instant {
        self.ctx.now
    }

    pub fn actor(&self) -> PersonId {
        self.caller.actor()
    }

    /// The caller's own document; the system has none.
    pub fn me(&self) -> Option<&Person> {
        match self.caller {
            Caller::Person(person) => self.person(person),
            Caller::System => None,
        }
    }

    /// The caller, who must be a person.
    pub fn need_me(&self) -> Result<&Person, Refused> {
        self.me().ok_or_else(|| Refusal::NotAllowed.into())
    }

    pub fn lookup(&self, key: &DocumentKey) -> Option<&Document> {
        match self.changed.get(key) {
            Some(document) => Some(document),
            None => match self.docs.get(key) {
                Lookup::Found(document) => Some(document),
                Lookup::Absent => None,
            },
        }
    }

    pub fn exists(&self, key: &DocumentKey) -> bool {
        self.lookup(key).is_some()
    }

    /// A document that the command addresses: absent unless the caller may see it.
    pub fn addressed(&self, key: &DocumentKey) -> Result<(), Refused> {
        let refused = || Refused::from(Refusal::NotFound { kind: key.kind() });
        let document = self.lookup(key).ok_or_else(refused)?;
        let seen = match self.caller {
            Caller::System => true,
            Caller::Person(_) => {
                let mine = self
                    .me()
                    .map(|me| audiences_of(me, self.now()))
                    .unwrap_or_default();
                audiences(document)
                    .iter()
                    .any(|audience| mine.binary_search(audience).is_ok())
                    || planted::is(Bug::HiddenIsTold)
            }
        };
        if seen { Ok(()) } else { Err(refused()) }
    }

    /// The shift that a command addresses.
    pub fn addressed_shift(&self, id: ShiftId) -> Result<&Shift, Refused> {
        self.addressed(&DocumentKey::Shift(id))?;
        self.shift(id)
            .ok_or_else(|| Refusal::NotFound { kind: Kind::Shift }.into())
    }

    /// The case that a command addresses.
    pub fn addressed_case(&self, id: CaseId) -> Result<&Case, Refused> {
        self.addressed(&DocumentKey::Case(id))?;
        self.case(id)
            .ok_or_else(|| Refusal::NotFound { kind: Kind::Case }.into())
    }

    /// Whether the caller's grants allow a duty at a place.
    pub fn may(&self, duty: Duty, desk: &PlaceCode) -> bool {
        match self.caller {
            Caller::System => true,
            Caller::Person(_) => self.me().is_some_and(|me| may(me, duty, desk, self.now())),
        }
    }

    /// Whether the caller leads a shift, stands in, or runs its desk.
    pub fn runs(&self, shift: &Shift) -> bool {
        shift.is_led_by(self.actor()) || self.may(Duty::RunDesk, &shift.desk)
    }

    /// The community whose desk handles what is at a place. A device that does not hold the place takes its own.
    pub fn desk_of_place(&self, place: &PlaceCode) -> Option<PlaceCode> {
        match self.lookup(&DocumentKey::Place(place.clone())) {
            Some(Document::Place(place)) => Some(place.desk.clone()),
            _ if self.ctx.predicting => self.me().map(|me| me.desk.clone()),
            _ => None,
        }
    }

    pub fn put(&mut self, document: Document) {
        self.changed.insert(document.key(), document);
    }

    pub fn next_id(&mut self) -> uuid::Uuid {
        self.ids += 1;
        self.ctx.id(self.ids)
    }

    pub fn next_random(&mut self) -> [u8; 16] {
        self.ids += 1;
        self.ctx.random(self.ids)
    }

    pub fn log(
        &mut self,
        document: DocumentKey,
        desk: &PlaceCode,
        from: impl Into<String>,
        to: impl Into<String>,
        reason: Option<String>,
    ) {
        self.log_entry(document, None, desk, from, to, reason);
    }

    pub fn log_entry(
        &mut self,
        document: DocumentKey,
        entry: Option<SignUpId>,
        desk: &PlaceCode,
        from: impl Into<String>,
        to: impl Into<String>,
        reason: Option<String>,
    ) {
        self.transitions.push(Transition {
            document,
            entry,
            desk: desk.clone(),
            from: from.into(),
            to: to.into(),
            actor: self.actor(),
            at: self.now(),
            reason,
            command: self.ctx.command,
        });
    }

    /// Tells a person something. Nobody is told of what they did themselves.
    pub fn tell(
        &mut self,
        person: PersonId,
        kind: NoticeKind,
        about: DocumentKey,
        title: LocalText,
        span: Option<Span>,
    ) {
        if Caller::Person(person) != self.caller {
            self.tell_surely(person, kind, about, title, span);
        }
    }

    /// Tells a person something that they may not expect, even where it follows from what they did themselves.
    pub fn tell_surely(
        &mut self,
        person: PersonId,
        kind: NoticeKind,
        about: DocumentKey,
        title: LocalText,
        span: Option<Span>,
    ) {
        if person == PersonId::SYSTEM {
            return;
        }
        let id = NoticeId(self.next_id());
        if let (true, DocumentKey::Shift(shift)) = (kind.needs_action(), &about)
            && let Some(shift) = self.edit_shift(*shift)
        {
            shift.must_reach(person, id);
        }
        self.note(id, Audience::Person(person), kind, about, title, span);
    }

    /// Tells all of an audience something.
    pub fn tell_audience(
        &mut self,
        audience: Audience,
        kind: NoticeKind,
        about: DocumentKey,
        title: LocalText,
        span: Option<Span>,
    ) {
        let id = NoticeId(self.next_id());
        self.note(id, audience, kind, about, title, span);
    }

    fn note(
        &mut self,
        id: NoticeId,
        audience: Audience,
        kind: NoticeKind,
        about: DocumentKey,
        title: LocalText,
        span: Option<Span>,
    ) {
        let notice = Notice {
            id,
            audience,
            kind,
            about: Some(about),
            title,
            span,
            at: self.now(),
            seen: Vec::new(),
            told_by_phone: Vec::new(),
        };
        self.put(Document::Notice(Box::new(notice)));
    }

    /// The words of a sealed case as they stand in this decision.
    pub fn sealed(&self, id: CaseId) -> Option<&Sealed> {
        match self.lookup(&DocumentKey::Sealed(id)) {
            Some(Document::Sealed(sealed)) => Some(sealed),
            _ => None,
        }
    }

    /// The case as it was before.
    pub fn before_case(&self, id: CaseId) -> Option<&Case> {
        match self.docs.peek(&DocumentKey::Case(id)) {
            Some(Document::Case(case)) => Some(case),
            _ => None,
        }
    }

    pub fn changed_cases(&self) -> Vec<CaseId> {
        let case = |key: &DocumentKey| match key {
            DocumentKey::Case(id) => Some(*id),
            _ => None,
        };
        self.changed.keys().filter_map(case).collect()
    }

    /// The documents as they were before, for what follows from a change.
    pub fn before_shift(&self, id: ShiftId) -> Option<&Shift> {
        match self.docs.peek(&DocumentKey::Shift(id)) {
            Some(Document::Shift(shift)) => Some(shift),
            _ => None,
        }
    }

    pub fn before(&self, key: &DocumentKey) -> Option<&Document> {
        self.docs.peek(key)
    }

    /// A month report, to be changed; a new one where there is none.
    pub fn edit_month(&mut self, desk: &PlaceCode, month: Month) -> Option<&mut MonthReport> {
        let key = DocumentKey::Month(desk.clone(), month);
        let report = self.changed.entry(key.clone()).or_insert_with(|| {
            let found = match self.docs.get(&key) {
                Lookup::Found(document) => Some(document.clone()),
                Lookup::Absent => None,
            };
            found
                .unwrap_or_else(|| Document::Month(Box::new(MonthReport::new(desk.clone(), month))))
        });
        match report {
            Document::Month(report) => Some(report),
            _ => None,
        }
    }

    /// What was changed of these kinds.
    pub fn changed_keys(&self, kinds: &[Kind]) -> Vec<DocumentKey> {
        let keys = self.changed.keys();
        keys.filter(|key| kinds.contains(&key.kind()))
            .cloned()
            .collect()
    }

    pub fn changed_shifts(&self) -> Vec<ShiftId> {
        self.changed
            .keys()
            .filter_map(|key| {
                if let DocumentKey::Shift(id) = key {
                    Some(*id)
                } else {
                    None
                }
            })
            .collect()
    }

    /// What differs from before.
    pub fn finish(self) -> Decided {
        let docs = self.docs;
        let documents: Vec<Document> = self
            .changed
            .into_iter()
            .filter(|(key, document)| docs.peek(key) != Some(document))
            .map(|(_, document)| document)
            .collect();
        let transitions = if documents.is_empty() {
            Vec::new()
        } else {
            self.transitions
        };
        Decided {
            documents,
            transitions,
        }
    }
}
