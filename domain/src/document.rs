//! Documents: what must change together. Stored as JSON, with a schema number beside it.

use crate::{
    case::Case,
    ids::{
        CaseId, DocumentKey, InvitationId, NoticeId, OrganizationId, PersonId, RecordId, ShiftId,
    },
    invitation::Invitation,
    month::MonthReport,
    notice::Notice,
    organization::Organization,
    person::Person,
    place::{Place, PlaceCode},
    record::ServiceRecord,
    sealed::Sealed,
    shift::Shift,
};
use serde::{Deserialize, Serialize};
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// The number of the stored format. Older ones pass through upcasters.
pub const SCHEMA: u16 = 1;

/// Any document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Document {
    /// A place.
    Place(Place),
    /// An organization.
    Organization(Organization),
    /// A person.
    Person(Box<Person>),
    /// A case.
    Case(Box<Case>),
    /// A shift.
    Shift(Box<Shift>),
    /// A record.
    Record(Box<ServiceRecord>),
    /// A notice.
    Notice(Box<Notice>),
    /// A month report.
    Month(Box<MonthReport>),
    /// An invitation.
    Invitation(Box<Invitation>),
    /// The words of a sealed case.
    Sealed(Box<Sealed>),
}

impl Document {
    /// Its key.
    pub fn key(&self) -> DocumentKey {
        match self {
            Document::Place(place) => DocumentKey::Place(place.code.clone()),
            Document::Organization(organization) => DocumentKey::Organization(organization.id),
            Document::Person(person) => DocumentKey::Person(person.id),
            Document::Case(case) => DocumentKey::Case(case.id),
            Document::Shift(shift) => DocumentKey::Shift(shift.id),
            Document::Record(record) => DocumentKey::Record(record.id),
            Document::Notice(notice) => DocumentKey::Notice(notice.id),
            Document::Month(report) => report.key(),
            Document::Invitation(invitation) => DocumentKey::Invitation(invitation.id),
            Document::Sealed(sealed) => DocumentKey::Sealed(sealed.case),
        }
    }
}

impl Document {
    /// The community whose desk handles it; a notice goes to its readers alone.
    pub fn desk(&self) -> Option<PlaceCode> {
        match self {
            Document::Place(place) => Some(place.desk.clone()),
            Document::Organization(organization) => Some(organization.desk.clone()),
            Document::Person(person) => Some(person.desk.clone()),
            Document::Case(case) => Some(case.desk.clone()),
            Document::Shift(shift) => Some(shift.desk.clone()),
            Document::Record(record) => Some(record.desk.clone()),
            Document::Notice(_) => None,
            Document::Month(report) => Some(report.desk.clone()),
            Document::Invitation(invitation) => Some(invitation.desk.clone()),
            Document::Sealed(sealed) => Some(sealed.desk.clone()),
        }
    }
}

/// What is known of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lookup<'a> {
    /// It is there.
    Found(&'a Document),
    /// There is none.
    Absent,
}

/// The documents that a decision may read. One that was not loaded is remembered as *missing*: a decision that
/// missed one is void, and is taken again once it is loaded. So what a command touches is found by deciding it.
#[derive(Debug, Default)]
pub struct Documents {
    loaded: BTreeMap<DocumentKey, Option<Arc<Document>>>,
    missing: RefCell<BTreeSet<DocumentKey>>,
}

impl Documents {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts what was loaded for a key: the document, or that there is none.
    pub fn put(&mut self, key: DocumentKey, document: Option<Document>) {
        self.put_shared(key, document.map(Arc::new));
    }

    /// The same, for a document that somebody else holds too.
    pub fn put_shared(&mut self, key: DocumentKey, document: Option<Arc<Document>>) {
        self.loaded.insert(key, document);
    }

    /// Looks a document up; one that was not loaded counts as absent and is remembered.
    pub fn get(&self, key: &DocumentKey) -> Lookup<'_> {
        match self.loaded.get(key) {
            Some(Some(document)) => Lookup::Found(document),
            Some(None) => Lookup::Absent,
            None => {
                self.missing.borrow_mut().insert(key.clone());
                Lookup::Absent
            }
        }
    }

    /// The document as loaded, without asking for it.
    pub fn peek(&self, key: &DocumentKey) -> Option<&Document> {
        self.loaded.get(key).and_then(Option::as_deref)
    }

    /// Whether it was loaded, or is known to be absent.
    pub fn knows(&self, key: &DocumentKey) -> bool {
        self.loaded.contains_key(key)
    }

    /// What was looked up and had not been loaded, since the last call.
    pub fn take_missing(&self) -> BTreeSet<DocumentKey> {
        std::mem::take(&mut *self.missing.borrow_mut())
    }
}

macro_rules! typed {
    ($($name:ident($id:ty) -> $variant:ident $document:ty),* $(,)?) => {
        impl Documents {$(
            /// The document of that id, where it was loaded and is there.
            pub fn $name(&self, id: &$id) -> Option<&$document> {
                match self.get(&DocumentKey::$variant(id.clone())) {
                    Lookup::Found(Document::$variant(document)) => Some(document),
                    _ => None,
                }
            }
        )*}
    };
}

typed! {
    place(PlaceCode) -> Place Place,
    organization(OrganizationId) -> Organization Organization,
    person(PersonId) -> Person Person,
    case(CaseId) -> Case Case,
    shift(ShiftId) -> Shift Shift,
    record(RecordId) -> Record ServiceRecord,
    notice(NoticeId) -> Notice Notice,
    invitation(InvitationId) -> Invitation Invitation,
    sealed(CaseId) -> Sealed Sealed,
}
