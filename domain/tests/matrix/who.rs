//! Who asks: a role, where and whether it is held, and where its holder lives.

use crate::town::*;
use linli_domain::{
    Caller, Command, Document, DocumentKey, GrantId, OrganizationId, PersonId,
    organization::OrganizationKind,
    person::{Person, Role, RoleGrant, Scope},
    place::Level,
    time::hours,
};
use uuid::Uuid;

/// How a grant's scope stands to the community in which everything happens, or to its team.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    Own,
    Ancestor,
    Descendant,
    Sibling,
    OtherCity,
    OwnTeam,
    OtherTeam,
}

pub const PLACES: [At; 7] = [
    At::Own,
    At::Ancestor,
    At::Descendant,
    At::Sibling,
    At::OtherCity,
    At::OwnTeam,
    At::OtherTeam,
];

/// Whether a grant holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    Holds,
    Ended,
    ToCome,
}

/// Where they live.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lives {
    /// In the community.
    Here,
    /// In a city far away, so that only the role counts.
    Elsewhere,
}

/// The caller of a cell.
#[derive(Clone, Debug)]
pub struct Who {
    pub role: Option<Role>,
    pub at: At,
    pub when: When,
    pub lives: Lives,
    pub grants: Vec<RoleGrant>,
}

/// The caller.
pub const ME: PersonId = person_id(0x4d45);
pub const STREET: &str = "210204011";
pub const FAR: &str = "310101001001";

pub fn other_team() -> OrganizationId {
    OrganizationId(Uuid::from_u128(0x2002))
}

/// The town, with what the matrix needs beside it: a city far away, and a team next door.
pub fn wide_town() -> Town {
    let mut town = Town::new();
    for (place, level) in [(FAR, Level::Community), (STREET, Level::Street)] {
        let command = Command::RegisterPlace {
            code: code(place),
            level,
            name: text(place),
            desk: code(place),
        };
        town.sure(Caller::System, &command);
    }
    let command = Command::RegisterOrganization {
        organization: other_team(),
        kind: OrganizationKind::VolunteerTeam,
        name: text("Blue vests"),
        places: vec![code(NEXT_DOOR)],
        desk: code(NEXT_DOOR),
        specialty: None,
        is_brand: false,
        external_ref: None,
    };
    town.sure(Caller::System, &command);
    town
}

pub fn scope(town: &Town, at: At) -> Scope {
    let place = |text| Scope::Place(code(text));
    match at {
        At::Own => place(HOME),
        At::Ancestor => place(STREET),
        At::Descendant => place(GRID),
        At::Sibling => place(NEXT_DOOR),
        At::OtherCity => place("310101001002"),
        At::OwnTeam => Scope::Organization(town.team),
        At::OtherTeam => Scope::Organization(other_team()),
    }
}

impl Who {
    /// Somebody without any role.
    pub fn nobody(lives: Lives) -> Who {
        Who {
            role: None,
            at: At::Own,
            when: When::Holds,
            lives,
            grants: Vec::new(),
        }
    }

    fn with(role: Role, at: At, when: When, lives: Lives) -> Who {
        let mut town = wide_town();
        let home = if lives == Lives::Here { HOME } else { FAR };
        town.registers(ME, about("Me", home));
        let scope = scope(&town, at);
        town.grants(ME, role, scope, None);
        let Document::Person(me) = &town.docs[&DocumentKey::Person(ME)] else {
            panic!("a person")
        };
        let mut grants = me.grants.clone();
        for grant in &mut grants {
            grant.id = GrantId(Uuid::from_u128(0x6161));
            match when {
                When::Holds => {}
                When::Ended => grant.to = Some(town.now + hours(1)),
                When::ToCome => grant.from = town.now + hours(24 * 400),
            }
        }
        Who {
            role: Some(role),
            at,
            when,
            lives,
            grants,
        }
    }

    /// Every role in every relation, held or not, at home here or elsewhere.
    pub fn all() -> Vec<Who> {
        let mut all = vec![Who::nobody(Lives::Here), Who::nobody(Lives::Elsewhere)];
        for role in Role::ALL {
            for at in PLACES {
                all.push(Who::with(role, at, When::Holds, Lives::Elsewhere));
                all.push(Who::with(role, at, When::Holds, Lives::Here));
                all.push(Who::with(role, at, When::Ended, Lives::Elsewhere));
                all.push(Who::with(role, at, When::ToCome, Lives::Elsewhere));
            }
        }
        all
    }

    /// The caller's document with these grants, living there.
    pub fn dressed(&self, me: &Person) -> Person {
        let desk = if self.lives == Lives::Here { HOME } else { FAR };
        let mut me = me.clone();
        me.desk = code(desk);
        me.about.home = code(desk);
        me.grants = self.grants.clone();
        me
    }

    pub fn is(&self, roles: &[Role], places: &[At]) -> bool {
        let role = self.role.is_some_and(|role| roles.contains(&role));
        role && places.contains(&self.at) && self.when == When::Holds
    }
}
