//! The lines of the table by role. A new role does not compile until it has one.

use super::Duty::{self, PostNeeds, Register, RunDesk, VerifyNeeds};
use crate::{
    person::Role,
    planted::{self, Bug},
};

/// What a grant in a place lets somebody read, beside what their own community calls for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum InPlace {
    /// Nothing.
    Nothing,
    /// What is told to everybody there.
    Public,
    /// All that the place's desk handles.
    Desk,
}

/// What a grant in an organization makes somebody of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum InTeam {
    /// Nothing: the role is none of an organization.
    Nothing,
    /// Counted in, not known yet: may be named for its places, reads nothing of it.
    Newcomer,
    /// Reads what it is asked to do, and does it.
    Member,
    /// Knows its members, and brings them.
    Lead,
}

/// From a grant's place, where its duties count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// There and in everything below it.
    Below,
    /// At the desk above it: whoever looks after a grid has a say in its community.
    Desk,
}

/// What a role is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// What a grant in a place lets them read.
    pub in_place: InPlace,
    /// What a grant in an organization makes them.
    pub in_team: InTeam,
    /// What they may do by a grant in a place.
    pub duties: &'static [Duty],
    /// Where.
    pub reach: Reach,
}

/// The line of a role.
pub fn line_of(role: Role) -> Line {
    use {InPlace as P, InTeam as T};
    const ALL_OF_THE_DESK: &[Duty] = &[PostNeeds, RunDesk, VerifyNeeds];
    const WITH_THE_REGISTER: &[Duty] = &[PostNeeds, RunDesk, VerifyNeeds, Register];
    let admin = if planted::is(Bug::AdminReadsTheDesk) {
        P::Desk
    } else {
        P::Nothing
    };
    match role {
        // Sees nobody's data: not even what other places call for.
        Role::New => line(P::Nothing, T::Newcomer, &[]),
        Role::Resident => line(P::Public, T::Nothing, &[PostNeeds]),
        Role::Volunteer => line(P::Public, T::Member, &[PostNeeds]),
        Role::TeamLead => line(P::Public, T::Lead, &[PostNeeds]),
        // A resident unit must see what it was asked to do.
        Role::UnitRep => line(P::Public, T::Member, &[PostNeeds]),
        Role::GridWorker => Line {
            reach: Reach::Desk,
            ..line(P::Public, T::Nothing, &[PostNeeds, VerifyNeeds])
        },
        Role::CourtyardLead => line(P::Public, T::Nothing, &[PostNeeds]),
        Role::CommunityWorker => line(P::Desk, T::Nothing, ALL_OF_THE_DESK),
        Role::CommunityAdmin => line(P::Desk, T::Nothing, WITH_THE_REGISTER),
        // They are asked, wherever they belong.
        Role::LegalAdviser | Role::Expert => line(P::Public, T::Nothing, &[PostNeeds]),
        // They belong to a talk point, a mediation body or a social organization, and see what it was asked to do.
        Role::Talker | Role::Mediator | Role::SocialWorker => {
            line(P::Public, T::Member, &[PostNeeds])
        }
        // The roll-up, the overdue list and the comparison come with their own documents.
        Role::StreetCoordinator => line(P::Public, T::Nothing, &[PostNeeds]),
        // Totals only, and there are none to show yet.
        Role::DistrictViewer | Role::CityViewer => line(P::Nothing, T::Nothing, &[]),
        // Runs the installation: enters the register, and reads no case.
        Role::SystemAdmin => line(admin, T::Nothing, &[Register]),
    }
}

fn line(in_place: InPlace, in_team: InTeam, duties: &'static [Duty]) -> Line {
    let reach = Reach::Below;
    Line {
        in_place,
        in_team,
        duties,
        reach,
    }
}
