//! Views: what goes out of a document, to whom. Everything that leaves an authority leaves through [`publish`].
//!
//! [`rebuild`] is its counterpart on a device: it makes a document again from the views that the device holds. A
//! roster that was redacted to numbers becomes as many nameless entries, so it can never be taken for an empty one,
//! and the rule book runs over it as over the whole document.

use crate::{
    audience::{Audience, audiences},
    case::Case,
    document::Document,
    ids::{OrganizationId, PersonId, ShiftId, SignUpId},
    invitation::InvitationView,
    month::MonthView,
    notice::Notice,
    organization::Organization,
    person::{CodeTries, Commitment, Erasure, Helper, Person, PersonAbout, RoleGrant, Scope},
    place::{Place, PlaceCode},
    record::ServiceRecord,
    shift::{
        Arranged, Block, Contact, Secret, Sheet, Shift, ShiftAbout, ShiftState, SignUp, SignUpState,
    },
};
use chrono::DateTime;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What an audience receives of a document. Tolerant: a device skips what it does not know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum View {
    /// A place.
    Place(Place),
    /// An organization.
    Organization(Organization),
    /// A person.
    Person(Box<PersonView>),
    /// A case.
    Case(Box<CaseView>),
    /// A shift.
    Shift(Box<ShiftView>),
    /// A record.
    Record(Box<ServiceRecord>),
    /// A notice.
    Notice(Box<Notice>),
    /// A month report, without who its volunteers are.
    Month(MonthView),
    /// An invitation, without a key that others may not know.
    Invitation(InvitationView),
}

/// A person as seen by themselves (`own`) or by the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonView {
    /// The id.
    pub id: PersonId,
    /// The community whose register holds them.
    pub desk: PlaceCode,
    /// What is registered about them.
    pub about: PersonAbout,
    /// Roles.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grants: Vec<RoleGrant>,
    /// What only they see.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own: Option<OwnPart>,
    /// No more than who leads a team may know of its members: name, number, telephone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub brief: bool,
    /// Who may sign them up: for themselves and the desk.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub helpers: Vec<Helper>,
    /// Whom they may sign up, likewise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub helps: Vec<Helper>,
    /// That what is held about them is to be erased: for themselves and the desk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erasure: Option<Erasure>,
}

impl PersonView {
    /// The person, as far as it states them: for rules that look at a whole one.
    pub fn as_person(&self) -> Person {
        let own = self.own.clone();
        Person {
            id: self.id,
            desk: self.desk.clone(),
            about: self.about.clone(),
            grants: self.grants.clone(),
            grants_revision: own.as_ref().map_or(0, |own| own.grants_revision),
            commitments: own
                .as_ref()
                .map(|own| own.commitments.clone())
                .unwrap_or_default(),
            code_tries: own.map(|own| own.code_tries).unwrap_or_default(),
            helpers: self.helpers.clone(),
            helps: self.helps.clone(),
            erasure: self.erasure,
        }
    }

    /// How much of the person it states.
    pub fn fullness(&self) -> u8 {
        match (self.brief, &self.own) {
            (true, _) => 0,
            (false, None) => 1,
            (false, Some(_)) => 2,
        }
    }
}

/// What only the person sees of themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnPart {
    /// Revision of the grants.
    pub grants_revision: u32,
    /// Shifts not recorded yet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub commitments: Vec<Commitment>,
    /// Wrong codes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub code_tries: Vec<CodeTries>,
}

/// A case as seen by the desk and its reporter (`full`), by whoever is to do it, or by everybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseView {
    /// The case; without recipient, reporter and outcome where it is not full. A person who is to do it is named to
    /// themselves and the desk alone.
    pub case: Case,
    /// Whether nothing was left out.
    pub full: bool,
}

/// A shift as some audience sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShiftView {
    /// Its id.
    pub id: ShiftId,
    /// The community whose desk runs it.
    pub desk: PlaceCode,
    /// What people entered.
    pub about: ShiftAbout,
    /// The stored part of its life.
    pub state: ShiftState,
    /// The lead; with a telephone only for those who take part, and as long as somebody may have to call them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead: Option<Contact>,
    /// The deputy, likewise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deputy: Option<Contact>,
    /// The roster, as far as this audience sees it.
    pub roster: RosterView,
    /// What the desk has arranged: for the desk alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arranged: Option<Arranged>,
}

/// A roster as some audience sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RosterView {
    /// Numbers alone.
    Counts(Counts),
    /// One's own entry alone; the numbers are in the public view.
    Own(Box<SignUp>),
    /// The places of one's team alone: for who leads it; the numbers are in the public view.
    Team(Roster),
    /// Every entry: for the desk.
    Names(Roster),
    /// Every entry and the secret of the codes: for the lead and the deputy.
    Full(Roster, Secret),
}

/// A whole roster.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roster {
    /// The entries.
    pub entries: Vec<SignUp>,
    /// Teams' blocks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blocks: Vec<Block>,
    /// The next rank.
    pub next_rank: u32,
    /// Paper rosters that were entered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sheets: Vec<Sheet>,
}

/// A roster as numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Places that are taken.
    pub taken: u16,
    /// Of those, how many people have checked in or have been there.
    #[serde(default)]
    pub present: u16,
    /// Entries of any state, against the bound of the list.
    pub entries: u16,
    /// The ranks on the waiting list, so that each who waits can see their turn.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waiting: Vec<u32>,
    /// The next rank.
    pub next_rank: u32,
}

impl ShiftView {
    /// How much of the roster it states: numbers, one's own entry, one's team's, names, names and secret.
    pub fn fullness(&self) -> u8 {
        match self.roster {
            RosterView::Counts(_) => 0,
            RosterView::Own(_) => 1,
            RosterView::Team(_) => 2,
            RosterView::Names(_) => 3,
            RosterView::Full(..) => 4,
        }
    }

    /// The numbers of its roster, where this view states them.
    pub fn counts(&self) -> Option<Counts> {
        match &self.roster {
            RosterView::Counts(counts) => Some(counts.clone()),
            RosterView::Own(_) | RosterView::Team(_) => None,
            RosterView::Names(roster) | RosterView::Full(roster, _) => {
                Some(counts(&roster.entries, roster.next_rank))
            }
        }
    }

    /// The entry of a person, where this view states it.
    pub fn entry_of(&self, person: PersonId) -> Option<&SignUp> {
        match &self.roster {
            RosterView::Counts(_) => None,
            RosterView::Own(entry) => (entry.person == Some(person)).then_some(entry),
            RosterView::Team(roster) | RosterView::Names(roster) | RosterView::Full(roster, _) => {
                roster
                    .entries
                    .iter()
                    .find(|entry| entry.person == Some(person))
            }
        }
    }
}

pub(crate) fn counts(entries: &[SignUp], next_rank: u32) -> Counts {
    let mut waiting: Vec<u32> = entries
        .iter()
        .filter(|e| e.state == SignUpState::Waitlisted)
        .map(|e| e.rank)
        .collect();
    waiting.sort_unstable();
    Counts {
        taken: crate::shift::count(entries, |e| e.state.holds_place()),
        present: crate::shift::count(entries, |e| e.check_in.is_some()),
        entries: u16::try_from(entries.len()).unwrap_or(u16::MAX),
        waiting,
        next_rank,
    }
}

/// What goes out of a document, to whom; ordered by audience.
pub fn publish(document: &Document) -> Vec<(Audience, View)> {
    audiences(document)
        .into_iter()
        .filter_map(|audience| {
            let view = view_for(document, &audience)?;
            Some((audience, view))
        })
        .collect()
}

/// Of the words of a sealed case nothing goes out: they are read one at a time.
pub(crate) fn view_for(document: &Document, audience: &Audience) -> Option<View> {
    Some(match document {
        Document::Place(place) => View::Place(place.clone()),
        Document::Organization(organization) => View::Organization(organization.clone()),
        Document::Person(person) => View::Person(Box::new(person_view(person, audience))),
        Document::Case(case) => View::Case(Box::new(case_view(case, audience))),
        Document::Shift(shift) => View::Shift(Box::new(shift_view(shift, audience))),
        Document::Record(record) => View::Record(record.clone()),
        Document::Notice(notice) => View::Notice(notice.clone()),
        Document::Month(report) => View::Month(MonthView::of(report)),
        Document::Invitation(invitation) => View::Invitation(InvitationView::of(invitation)),
        Document::Sealed(_) => return None,
    })
}

fn person_view(person: &Person, audience: &Audience) -> PersonView {
    let own = matches!(audience, Audience::Person(_)).then(|| OwnPart {
        grants_revision: person.grants_revision,
        commitments: person.commitments.clone(),
        code_tries: person.code_tries.clone(),
    });
    if let Audience::TeamLead(team) = audience {
        return member_view(person, *team);
    }
    PersonView {
        id: person.id,
        desk: person.desk.clone(),
        about: person.about.clone(),
        grants: person.grants.clone(),
        own,
        brief: false,
        helpers: person.helpers.clone(),
        helps: person.helps.clone(),
        erasure: person.erasure,
    }
}

/// A member, as who leads the team knows them.
fn member_view(person: &Person, team: OrganizationId) -> PersonView {
    let about = &person.about;
    let tells = crate::planted::is(crate::planted::Bug::HelpersToldToTeams);
    let of_team = |grant: &&RoleGrant| grant.scope == Scope::Organization(team);
    PersonView {
        id: person.id,
        desk: person.desk.clone(),
        about: PersonAbout {
            phone: about.phone.clone(),
            ..PersonAbout::new(
                about.volunteer_no.clone(),
                about.name.clone(),
                person.desk.clone(),
            )
        },
        grants: person.grants.iter().filter(of_team).cloned().collect(),
        own: None,
        brief: true,
        helpers: if tells {
            person.helpers.clone()
        } else {
            Vec::new()
        },
        helps: Vec::new(),
        erasure: None,
    }
}

fn case_view(case: &Case, audience: &Audience) -> CaseView {
    let all = match audience {
        Audience::Desk(_) => true,
        Audience::Person(person) => *person == case.reporter,
        Audience::Public(_) | Audience::Team(_) | Audience::TeamLead(_) => false,
    };
    if all {
        let mut case = case.clone();
        // Who reported it is part of what is sealed.
        if case.is_sealed() && matches!(audience, Audience::Desk(_)) {
            case.reporter = PersonId::SYSTEM;
            case.reporter_name.clear();
        }
        return CaseView { case, full: true };
    }
    let mut public = case.clone();
    if !crate::planted::is(crate::planted::Bug::RecipientInPublic) {
        public.about.recipient = None;
    }
    public.about.external_ref = None;
    public.about.source = Default::default();
    public.reporter = PersonId::SYSTEM;
    public.reporter_name.clear();
    public.outcome = None;
    let own = |person| *audience == Audience::Person(person);
    if matches!(public.assignee, Some(crate::case::Assignee::Person(person)) if !own(person)) {
        public.assignee = None;
    }
    CaseView {
        case: public,
        full: false,
    }
}

/// The places that a team holds.
fn team_roster(shift: &Shift, team: OrganizationId) -> Roster {
    let blocks = shift.blocks.iter().filter(|block| block.team == team);
    let blocks: Vec<Block> = blocks.cloned().collect();
    let held = |entry: &&SignUp| blocks.iter().any(|block| entry.block == Some(block.id));
    // Whoever leads the team has its members' numbers, and needs no others.
    let numberless = |entry: &SignUp| SignUp {
        phone: None,
        ..entry.clone()
    };
    Roster {
        entries: shift.roster.iter().filter(held).map(numberless).collect(),
        next_rank: shift.next_rank,
        blocks,
        sheets: Vec::new(),
    }
}

pub(crate) fn shift_view(shift: &Shift, audience: &Audience) -> ShiftView {
    let roster = || Roster {
        entries: shift.roster.iter().map(|e| shift.entry_shown(e)).collect(),
        blocks: shift.blocks.clone(),
        next_rank: shift.next_rank,
        sheets: shift.sheets.clone(),
    };
    let (mut phones, mut whole) = (true, true);
    let roster = match audience {
        Audience::Desk(_) => RosterView::Names(roster()),
        Audience::Person(person) if shift.is_led_by(*person) => match &shift.secret {
            Some(secret) => RosterView::Full(roster(), secret.clone()),
            None => RosterView::Names(roster()),
        },
        Audience::Person(person) => {
            whole = false;
            match shift.entry_of(*person) {
                Some(entry) => RosterView::Own(Box::new(entry.clone())),
                None => RosterView::Counts(counts(&shift.roster, shift.next_rank)),
            }
        }
        Audience::Public(_) if crate::planted::is(crate::planted::Bug::SecretInPublic) => {
            RosterView::Full(
                Roster {
                    entries: Vec::new(),
                    ..roster()
                },
                shift.secret.clone().unwrap_or(Secret(String::new())),
            )
        }
        Audience::TeamLead(team) => {
            whole = false;
            RosterView::Team(team_roster(shift, *team))
        }
        Audience::Public(_) | Audience::Team(_) => {
            (phones, whole) = (false, false);
            RosterView::Counts(counts(&shift.roster, shift.next_rank))
        }
    };
    let unreached = whole || crate::planted::is(crate::planted::Bug::UnreachedIsPublic);
    let contact = |contact: &Option<Contact>| {
        contact.as_ref().map(|c| Contact {
            phone: shift.phone_of(c, whole).filter(|_| phones),
            to_reach: c.to_reach.filter(|_| unreached),
            ..c.clone()
        })
    };
    ShiftView {
        id: shift.id,
        desk: shift.desk.clone(),
        about: shift.about.clone(),
        state: shift.state.clone(),
        lead: contact(&shift.lead),
        deputy: contact(&shift.deputy),
        roster,
        arranged: matches!(audience, Audience::Desk(_))
            .then(|| shift.arranged.clone())
            .filter(|arranged| !arranged.is_nothing()),
    }
}

/// A document made again from the views that one device holds of it, fullest first in effect. What was redacted is
/// stood in for: nameless entries for numbers, an empty recipient. Never written anywhere.
pub fn rebuild<'a>(views: impl IntoIterator<Item = &'a View>) -> Option<Document> {
    let views: Vec<&View> = views.into_iter().collect();
    let first = *views.first()?;
    Some(match first {
        View::Place(place) => Document::Place(place.clone()),
        View::Organization(organization) => Document::Organization(organization.clone()),
        View::Record(record) => Document::Record(record.clone()),
        View::Notice(notice) => Document::Notice(notice.clone()),
        View::Month(report) => Document::Month(Box::new(report.read()?)),
        View::Invitation(invitation) => Document::Invitation(Box::new(invitation.read()?)),
        View::Person(_) => Document::Person(Box::new(rebuild_person(&views)?)),
        View::Case(_) => Document::Case(Box::new(rebuild_case(&views)?)),
        View::Shift(_) => Document::Shift(Box::new(rebuild_shift(&views)?)),
    })
}

fn rebuild_person(views: &[&View]) -> Option<Person> {
    let views = views.iter().filter_map(|view| {
        if let View::Person(person) = view {
            Some(person)
        } else {
            None
        }
    });
    let view = views.max_by_key(|view| view.fullness())?;
    Some(view.as_person())
}

fn rebuild_case(views: &[&View]) -> Option<Case> {
    let views = views.iter().filter_map(|view| {
        if let View::Case(case) = view {
            Some(case)
        } else {
            None
        }
    });
    Some(views.max_by_key(|view| view.full)?.case.clone())
}

fn rebuild_shift(views: &[&View]) -> Option<Shift> {
    let mut views: Vec<&ShiftView> = views
        .iter()
        .filter_map(|view| {
            if let View::Shift(shift) = view {
                Some(&**shift)
            } else {
                None
            }
        })
        .collect();
    views.sort_by_key(|view| std::cmp::Reverse(view.fullness()));
    let best = *views.first()?;
    let own = views.iter().find_map(|view| {
        if let RosterView::Own(entry) = &view.roster {
            Some(&**entry)
        } else {
            None
        }
    });
    let (roster, secret) = match &best.roster {
        RosterView::Full(roster, secret) => (roster.clone(), Some(secret.clone())),
        RosterView::Names(roster) => (roster.clone(), None),
        RosterView::Team(_) | RosterView::Own(_) | RosterView::Counts(_) => {
            let (mut held, blocks) = match &best.roster {
                RosterView::Team(roster) => (roster.entries.clone(), roster.blocks.clone()),
                _ => Default::default(),
            };
            let mine = own.filter(|own| held.iter().all(|entry| entry.id != own.id));
            held.extend(mine.cloned());
            let counts = views
                .iter()
                .find_map(|view| view.counts())
                .filter(|_| !crate::planted::is(crate::planted::Bug::RedactedIsEmpty))
                .unwrap_or_default();
            let roster = Roster {
                entries: stand_ins(&counts, held),
                blocks,
                next_rank: counts.next_rank,
                sheets: Vec::new(),
            };
            (roster, None)
        }
    };
    Some(Shift {
        id: best.id,
        desk: best.desk.clone(),
        about: best.about.clone(),
        state: best.state.clone(),
        lead: best.lead.clone(),
        deputy: best.deputy.clone(),
        secret,
        roster: roster.entries,
        blocks: roster.blocks,
        next_rank: roster.next_rank,
        sheets: roster.sheets,
        arranged: views
            .iter()
            .find_map(|view| view.arranged.clone())
            .unwrap_or_default(),
    })
}

/// As many nameless entries as the numbers say, beside those that are known.
fn stand_ins(counts: &Counts, known: Vec<SignUp>) -> Vec<SignUp> {
    let hold = known.iter().filter(|e| e.state.holds_place()).count();
    let lines = known.iter().filter(|e| e.state == SignUpState::Waitlisted);
    let lines: Vec<u32> = lines.map(|e| e.rank).collect();
    let mut entries = known;
    let entry = |rank: u32, state: SignUpState, n: usize| SignUp {
        id: SignUpId(Uuid::from_u128(n as u128 + 1)),
        person: None,
        name: String::new(),
        phone: None,
        block: None,
        actor: None,
        actor_name: String::new(),
        consent: None,
        to_reach: None,
        rank,
        at: DateTime::UNIX_EPOCH,
        state,
        check_in: None,
        check_out: None,
        minutes: None,
        told_passed_over: false,
        offer_lapsed: false,
        coming: false,
        entered_by: None,
        contest: None,
    };
    let others = usize::from(counts.taken).saturating_sub(hold);
    entries.extend((0..others).map(|n| entry(0, SignUpState::Confirmed, n)));
    entries.extend(
        counts
            .waiting
            .iter()
            .filter(|rank| !lines.contains(rank))
            .enumerate()
            .map(|(n, rank)| entry(*rank, SignUpState::Waitlisted, others + n)),
    );
    while entries.len() < usize::from(counts.entries) {
        let n = entries.len();
        entries.push(entry(0, SignUpState::Withdrawn { late: false }, n));
    }
    entries
}
