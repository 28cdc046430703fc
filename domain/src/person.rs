//! People, their roles by place, and what they have promised.

use crate::{
    ids::{GrantId, OrganizationId, PersonId, ShiftId, SignUpId},
    place::PlaceCode,
    time::{Birth, Instant, Span},
};
use serde::{Deserialize, Serialize};

/// What a grant lets someone be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Came in by a team's code and is not known yet: site shifts only, sees nobody's data.
    New,
    /// A resident.
    Resident,
    /// A volunteer; with an organization as scope, a member of that team.
    Volunteer,
    /// Leads a team.
    TeamLead,
    /// Speaks for a resident unit.
    UnitRep,
    /// Looks after a grid.
    GridWorker,
    /// Looks after a courtyard.
    CourtyardLead,
    /// Works at the community's desk.
    CommunityWorker,
    /// Answers for the community's desk and its people.
    CommunityAdmin,
    /// Gives legal advice.
    LegalAdviser,
    /// Listens at a talk point.
    Talker,
    /// Mediates disputes.
    Mediator,
    /// An expert of any field.
    Expert,
    /// A social worker.
    SocialWorker,
    /// Coordinates the communities of a street.
    StreetCoordinator,
    /// Sees a district's totals.
    DistrictViewer,
    /// Sees the city's totals.
    CityViewer,
    /// Runs the installation; sees no case content.
    SystemAdmin,
}

impl Role {
    /// Every role, as they are declared.
    pub const ALL: [Role; 18] = [
        Role::New,
        Role::Resident,
        Role::Volunteer,
        Role::TeamLead,
        Role::UnitRep,
        Role::GridWorker,
        Role::CourtyardLead,
        Role::CommunityWorker,
        Role::CommunityAdmin,
        Role::LegalAdviser,
        Role::Talker,
        Role::Mediator,
        Role::Expert,
        Role::SocialWorker,
        Role::StreetCoordinator,
        Role::DistrictViewer,
        Role::CityViewer,
        Role::SystemAdmin,
    ];
}

/// Where a grant holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// In a place and all below it.
    Place(PlaceCode),
    /// In an organization.
    Organization(OrganizationId),
}

/// A role given to a person, for a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleGrant {
    /// Its id.
    pub id: GrantId,
    /// The role.
    pub role: Role,
    /// Where.
    pub scope: Scope,
    /// From when.
    #[serde(with = "crate::time::text")]
    pub from: Instant,
    /// Until when (exclusive); judged by the authority's clock.
    #[serde(
        default,
        with = "crate::time::text_or_none",
        skip_serializing_if = "Option::is_none"
    )]
    pub to: Option<Instant>,
    /// The communities in which the organization of the scope acts beside the person's own, copied when it was given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub communities: Vec<PlaceCode>,
}

impl RoleGrant {
    /// Whether it holds at that moment.
    pub fn holds_at(&self, now: Instant) -> bool {
        self.from <= now && self.to.is_none_or(|to| now < to)
    }
}

/// How firm a commitment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Firmness {
    /// On a waiting list: takes no time yet.
    Waiting,
    /// A place is held: no other shift may overlap.
    Held,
}

/// A shift that a person has signed up for and that is not recorded yet. It travels in the person's own document,
/// so that overlaps are checked in one place, on a phone without network too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commitment {
    /// The shift.
    pub shift: ShiftId,
    /// The entry of its roster.
    pub sign_up: SignUpId,
    /// When.
    pub span: Span,
    /// Whether a place is held.
    pub firmness: Firmness,
    /// What an approved visitor may know of who is visited; absent where it is no home visit, or not the time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit: Option<Doorstep>,
}

/// What somebody who was approved for a home visit may know of who is visited. It opens and shuts by time
/// ([`crate::Profile::visit_window_hours`]) and goes with the place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doorstep {
    /// It is too early.
    Later,
    /// This is where to go.
    Open(Box<Visited>),
}

/// Who is visited, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visited {
    /// Name.
    pub name: String,
    /// Telephone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Where to go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Four digits that the resident was told by telephone too: who says them is who was announced.
    pub door_word: String,
}

/// Wrong check-in codes that a person has typed for a shift.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeTries {
    /// The shift.
    pub shift: ShiftId,
    /// How many.
    pub wrong: u8,
}

/// Somebody named to help somebody else: one end of the bond, as the other end's document holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Helper {
    /// Who.
    pub id: PersonId,
    /// Their name, copied.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// With whoever helps: the places that others took for them and that can be given back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<HelpedPlace>,
}

/// A place that a helper may give back: their device holds no roster that would name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct HelpedPlace {
    /// At which shift.
    pub shift: ShiftId,
    /// Which entry.
    pub sign_up: SignUpId,
}

/// What a person agreed to, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// To what: `membership`, `photo`, `location` …
    pub to: String,
    /// When.
    #[serde(with = "crate::time::text")]
    pub at: Instant,
}

/// Who answers for a minor, and agreed that they come in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guardian {
    /// Name, at most 40 characters.
    pub name: String,
    /// Telephone.
    pub phone: String,
}

/// Sex or gender as told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gender {
    /// 女
    Female,
    /// 男
    Male,
    /// Other, or not told.
    Other,
}

/// What is registered about a person: the part that people enter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonAbout {
    /// The volunteer number, as printed on the card.
    pub volunteer_no: String,
    /// The name.
    pub name: String,
    /// Telephone, digits with an optional leading +.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Year or date of birth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth: Option<Birth>,
    /// Sex or gender, where told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gender: Option<Gender>,
    /// The place (grid or community) where they live.
    pub home: PlaceCode,
    /// Skills, as codes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skills: Vec<String>,
    /// Trainings passed, as codes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub trainings: Vec<String>,
    /// Kinds of service they offer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub service_categories: Vec<String>,
    /// Who answers for a minor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guardian: Option<PersonId>,
    /// The same, where that is somebody who is not registered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guardian_contact: Option<Guardian>,
    /// What they agreed to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub consents: Vec<Consent>,
    /// The number that the council's own list gives them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_ref: Option<String>,
}

impl PersonAbout {
    /// A number, a name and a place, and nothing else that anybody would have told.
    pub fn new(volunteer_no: String, name: String, home: PlaceCode) -> Self {
        PersonAbout {
            volunteer_no,
            name,
            phone: None,
            birth: None,
            gender: None,
            home,
            skills: Vec::new(),
            trainings: Vec::new(),
            service_categories: Vec::new(),
            guardian: None,
            guardian_contact: None,
            consents: Vec::new(),
            external_ref: None,
        }
    }
}

/// A person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The id.
    pub id: PersonId,
    /// The community whose register holds them.
    pub desk: PlaceCode,
    /// What is registered about them.
    pub about: PersonAbout,
    /// Roles.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grants: Vec<RoleGrant>,
    /// Raised with every change of grants; cursors of devices carry it.
    #[serde(default)]
    pub grants_revision: u32,
    /// Shifts not recorded yet, by start.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub commitments: Vec<Commitment>,
    /// Wrong codes, for shifts not over.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub code_tries: Vec<CodeTries>,
    /// Who may sign them up and give such a place back; at most 5.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub helpers: Vec<Helper>,
    /// Whom they may sign up; at most 50.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub helps: Vec<Helper>,
    /// That what is held about them is to be erased, and how far that has come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erasure: Option<Erasure>,
}

/// The erasure of what is held about somebody ([`crate::erasure`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erasure {
    /// When it begins; until then it can be called off.
    #[serde(with = "crate::time::text")]
    pub from: Instant,
    /// How far it has come.
    pub step: ErasureStep,
}

impl Erasure {
    /// Whether it has begun by then: it can be called off no more.
    pub fn has_come(&self, now: Instant) -> bool {
        self.from <= now
    }
}

/// How far an erasure has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErasureStep {
    /// It was asked for.
    Asked,
    /// Their places are given back, and nobody sees them any more; what others hold of them is being taken out.
    Begun,
    /// Their own document holds nothing of them; what was written meanwhile is being taken out.
    Emptied,
    /// Nothing is left but an id.
    Done,
}

impl Person {
    /// Somebody who has only just been registered.
    pub fn new(id: PersonId, desk: PlaceCode, about: PersonAbout) -> Self {
        Person {
            id,
            desk,
            about,
            grants: Vec::new(),
            grants_revision: 0,
            commitments: Vec::new(),
            code_tries: Vec::new(),
            helpers: Vec::new(),
            helps: Vec::new(),
            erasure: None,
        }
    }

    /// Whether their erasure has begun: they are nobody's any more to see, nor do they see anything.
    pub fn is_gone(&self) -> bool {
        self.erasure
            .is_some_and(|erasure| erasure.step > ErasureStep::Asked)
    }

    /// Whether they are named to help that person.
    pub fn helps(&self, person: PersonId) -> bool {
        self.helps.iter().any(|helped| helped.id == person)
    }
}
