//! The doors of the app: the page behind an invitation's link, a team's code, getting to know who is new, at the desk
//! another phone and invitations to a role; and asking for help without an account, from a notice at a door.

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
use linli_domain::{InvitationId, invitation::TOKEN_DIGITS, person::Role};

/// What a link carries behind its `#`, which no server and no log ever sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// Which invitation.
    pub invitation: InvitationId,
    /// What opens it.
    pub token: String,
}

impl Opening {
    /// Reads `id.token`.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (id, token) = text.trim_start_matches('#').split_once('.')?;
        let invitation = id.parse().ok()?;
        (token.len() == TOKEN_DIGITS).then(|| Opening {
            invitation,
            token: token.to_owned(),
        })
    }

    /// The whole link.
    #[must_use]
    pub fn link(&self, origin: &str) -> String {
        format!(
            "{origin}/join#{}.{}",
            self.invitation.0.simple(),
            self.token
        )
    }
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

#[cfg(test)]
mod tests {
    use super::Opening;

    #[test]
    fn a_link_says_which_invitation_and_what_opens_it() {
        let opening = Opening {
            invitation: "0190d3a0-0000-7000-8000-000000000001".parse().unwrap(),
            token: "00112233445566778899aabbccddeeff".into(),
        };
        let link = opening.link("https://linli.example");
        let (page, behind) = link.split_once('#').unwrap();
        assert_eq!(page, "https://linli.example/join");
        assert_eq!(Opening::read(behind), Some(opening.clone()));
        assert_eq!(Opening::read(&format!("#{behind}")), Some(opening));
        for bad in [
            "",
            "#",
            "#a.b",
            "#0190d3a000007000800000000000000",
            &behind[..40],
        ] {
            assert_eq!(Opening::read(bad), None, "{bad}");
        }
    }
}
