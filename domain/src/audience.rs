//! Audiences: to whom a view goes. A reader holds the audiences that their grants name, and nothing else.

use crate::{
    case::{Assignee, Case, CaseState, Visibility},
    document::Document,
    ids::{OrganizationId, PersonId},
    invitation::{Invitation, InvitedTo},
    notice::Notice,
    person::{Person, RoleGrant, Scope},
    place::PlaceCode,
    rights::{self, InPlace, InTeam, is_turned_away, line_of},
    shift::{Shift, ShiftState, SignUpState},
    time::Instant,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, str::FromStr};

/// An audience, written `public:PLACE`, `desk:PLACE`, `team:ID`, `lead:ID` or `person:ID`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Audience {
    /// Everybody who belongs to a place.
    Public(PlaceCode),
    /// The place's desk.
    Desk(PlaceCode),
    /// A team.
    Team(OrganizationId),
    /// Who leads a team.
    TeamLead(OrganizationId),
    /// One person.
    Person(PersonId),
}

impl fmt::Display for Audience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Audience::Public(code) => write!(f, "public:{code}"),
            Audience::Desk(code) => write!(f, "desk:{code}"),
            Audience::Team(id) => write!(f, "team:{id}"),
            Audience::TeamLead(id) => write!(f, "lead:{id}"),
            Audience::Person(id) => write!(f, "person:{id}"),
        }
    }
}

/// A text that names no audience.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadAudience;

impl fmt::Display for BadAudience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an audience")
    }
}

impl FromStr for Audience {
    type Err = BadAudience;
    fn from_str(text: &str) -> Result<Self, BadAudience> {
        let (kind, id) = text.split_once(':').ok_or(BadAudience)?;
        match kind {
            "public" => id.parse().map(Audience::Public).map_err(|_| BadAudience),
            "desk" => id.parse().map(Audience::Desk).map_err(|_| BadAudience),
            "team" => id.parse().map(Audience::Team).map_err(|_| BadAudience),
            "lead" => id.parse().map(Audience::TeamLead).map_err(|_| BadAudience),
            "person" => id.parse().map(Audience::Person).map_err(|_| BadAudience),
            _ => Err(BadAudience),
        }
    }
}

impl Serialize for Audience {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Audience {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

/// The audiences that a person may read at that moment: their own, their community's, and those that grants name.
pub fn audiences_of(person: &Person, now: Instant) -> Vec<Audience> {
    if person.is_gone() {
        return Vec::new();
    }
    if is_turned_away(person, now) {
        return vec![Audience::Person(person.id)];
    }
    let mut audiences = vec![
        Audience::Person(person.id),
        Audience::Public(person.desk.clone()),
    ];
    for grant in rights::holding(person, now) {
        audiences.extend(audiences_by(grant));
    }
    audiences.sort();
    audiences.dedup();
    audiences
}

/// The audiences that one grant names, by the line of its role.
fn audiences_by(grant: &RoleGrant) -> Vec<Audience> {
    let line = line_of(grant.role);
    let mut audiences = Vec::new();
    match &grant.scope {
        Scope::Place(place) => {
            if line.in_place >= InPlace::Public {
                audiences.push(Audience::Public(place.clone()));
            }
            if line.in_place >= InPlace::Desk {
                audiences.push(Audience::Desk(place.clone()));
            }
        }
        Scope::Organization(team) => {
            if line.in_team >= InTeam::Member {
                audiences.push(Audience::Team(*team));
            }
            if line.in_team >= InTeam::Lead {
                audiences.push(Audience::TeamLead(*team));
            }
            // A team may act in several communities: its members read what each of them calls for.
            if line.in_team >= InTeam::Newcomer {
                let elsewhere = grant.communities.iter().cloned();
                audiences.extend(elsewhere.map(Audience::Public));
            }
        }
    }
    audiences
}

/// The audiences that receive some view of a document.
pub fn audiences(document: &Document) -> Vec<Audience> {
    let mut audiences = match document {
        Document::Place(place) => vec![Audience::Public(place.desk.clone())],
        Document::Organization(organization) => {
            let acts_in = [&organization.desk].into_iter();
            let acts_in = acts_in.chain(&organization.communities).cloned();
            acts_in.map(Audience::Public).collect()
        }
        Document::Person(person) => of_person(person),
        Document::Case(case) => of_case(case),
        Document::Shift(shift) => of_shift(shift),
        Document::Record(record) => vec![
            Audience::Person(record.volunteer),
            Audience::Desk(record.desk.clone()),
        ],
        Document::Notice(notice) => of_notice(notice),
        Document::Month(report) => vec![Audience::Desk(report.desk.clone())],
        Document::Invitation(invitation) => of_invitation(invitation),
        // What is sealed goes out to nobody: it is read one at a time, and each reading is logged.
        Document::Sealed(_) => Vec::new(),
    };
    audiences.sort();
    audiences.dedup();
    audiences
}

/// Whoever leads a team knows who is in it: where a membership has no end that is known beforehand.
fn of_person(person: &Person) -> Vec<Audience> {
    if person.is_gone() {
        return Vec::new();
    }
    let teams = person.grants.iter().filter_map(|grant| match grant.scope {
        Scope::Organization(team) if grant.to.is_none() => Some(Audience::TeamLead(team)),
        _ => None,
    });
    let own = [
        Audience::Person(person.id),
        Audience::Desk(person.desk.clone()),
    ];
    own.into_iter().chain(teams).collect()
}

/// A team's code is for whoever leads the team to show; everything else is the desk's alone.
fn of_invitation(invitation: &Invitation) -> Vec<Audience> {
    let mut audiences = vec![Audience::Desk(invitation.desk.clone())];
    if let InvitedTo::Team { team } = invitation.invited_to {
        audiences.push(Audience::TeamLead(team));
    }
    audiences
}

fn of_notice(notice: &Notice) -> Vec<Audience> {
    vec![notice.audience.clone()]
}

/// Whether a case in this state goes to others than its reporter and the desk.
pub(crate) fn is_shown(state: CaseState) -> bool {
    !matches!(
        state,
        CaseState::Submitted | CaseState::Rejected | CaseState::Withdrawn
    )
}

fn of_case(case: &Case) -> Vec<Audience> {
    let mut audiences = vec![Audience::Desk(case.desk.clone())];
    if case.reporter != PersonId::SYSTEM {
        audiences.push(Audience::Person(case.reporter));
    }
    let shown = is_shown(case.state);
    // Whoever is to do it must see that it is theirs to do.
    match case.assignee.filter(|_| shown) {
        Some(Assignee::Person(person)) => audiences.push(Audience::Person(person)),
        Some(Assignee::Organization(team)) => audiences.push(Audience::Team(team)),
        None => {}
    }
    if shown && case.about.visibility == Visibility::Public {
        audiences.push(Audience::Public(case.desk.clone()));
    }
    audiences
}

fn of_shift(shift: &Shift) -> Vec<Audience> {
    let mut audiences = vec![Audience::Desk(shift.desk.clone())];
    if shift.state == ShiftState::Draft {
        return audiences;
    }
    audiences.push(Audience::Public(shift.desk.clone()));
    audiences.extend(
        shift
            .lead
            .iter()
            .chain(&shift.deputy)
            .map(|contact| Audience::Person(contact.id)),
    );
    audiences.extend(
        shift
            .blocks
            .iter()
            .map(|block| Audience::TeamLead(block.team)),
    );
    audiences.extend(
        shift
            .roster
            .iter()
            .filter(|entry| keeps_own_view(entry.state))
            .filter_map(|entry| entry.person.map(Audience::Person)),
    );
    audiences
}

/// Whoever gave the place back, or never had one, keeps nothing of it.
pub(crate) fn keeps_own_view(state: SignUpState) -> bool {
    let gone = matches!(state, SignUpState::Withdrawn { .. } | SignUpState::Declined);
    !gone || crate::planted::is(crate::planted::Bug::GoneStillSees)
}
