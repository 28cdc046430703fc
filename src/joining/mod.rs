//! The doors of the app: the page behind an invitation's link, a team's code, getting to know who is new, at the desk
//! another phone and invitations to a role; and asking for help without an account, from a notice at a door.

mod again;
mod ask;
mod code;
mod door;
mod form;
mod known;
mod notice;
mod page;
mod people;
mod taking;
mod team;
mod wechat;

pub use ask::AskPage;
pub use notice::NoticePage;
pub use page::JoinPage;
pub use people::PeoplePage;
pub use team::{MyTeams, NewPeople, TeamPage, led_teams};

use crate::locales::{Lang, joining as words};
use crate::words::refusals;
use linli_domain::{Refusal, opening::Opening, person::Role, refusal::Field};

/// What is said of reasons that stand with none of a form's fields.
fn beside(lang: Lang, reasons: &[Refusal], fields: &[Field]) -> Option<String> {
    let stands =
        |reason: &Refusal| matches!(reason, Refusal::Field { field, .. } if fields.contains(field));
    let rest = reasons.iter().filter(|reason| !stands(reason)).cloned();
    let said = refusals(lang, &rest.collect::<Vec<_>>(), None).join(" ");
    Some(said).filter(|said| !said.is_empty())
}

/// What a role is called.
#[must_use]
pub fn role_name(lang: Lang, role: Role) -> &'static str {
    let word = match role {
        Role::New => words::role_new,
        Role::Resident => words::role_resident,
        Role::Volunteer => words::role_volunteer,
        Role::TeamLead => words::role_team_lead,
        Role::UnitRep => words::role_unit_rep,
        Role::GridWorker => words::role_grid_worker,
        Role::CourtyardLead => words::role_courtyard_lead,
        Role::CommunityWorker => words::role_community_worker,
        Role::CommunityAdmin => words::role_community_admin,
        Role::LegalAdviser => words::role_legal_adviser,
        Role::Talker => words::role_talker,
        Role::Mediator => words::role_mediator,
        Role::Expert => words::role_expert,
        Role::SocialWorker => words::role_social_worker,
        Role::StreetCoordinator => words::role_street_coordinator,
        Role::DistrictViewer => words::role_district_viewer,
        Role::CityViewer => words::role_city_viewer,
        Role::SystemAdmin => words::role_system_admin,
    };
    word(lang)
}
