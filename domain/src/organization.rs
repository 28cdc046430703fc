//! Teams, committees and the other bodies that act in a neighbourhood.

use crate::{ids::OrganizationId, local::LocalText, place::PlaceCode};
use serde::{Deserialize, Serialize};

/// What kind of body it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrganizationKind {
    /// 居民委员会
    ResidentsCommittee,
    /// 村民委员会
    VillagersCommittee,
    /// 社区党委
    PartyCommittee,
    /// 街道大工委、社区大党委
    JointCommittee,
    /// 网格党组织
    GridPartyGroup,
    /// 驻区单位
    ResidentUnit,
    /// 物业企业
    PropertyManager,
    /// 社会组织
    SocialOrg,
    /// 志愿服务队
    VolunteerTeam,
    /// 调解组织
    MediationBody,
    /// 评理说事点
    TalkPoint,
}

/// An organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organization {
    /// Its id.
    pub id: OrganizationId,
    /// Its kind.
    pub kind: OrganizationKind,
    /// Its name.
    pub name: LocalText,
    /// The places in which it acts; the first is its home. Never empty.
    pub places: Vec<PlaceCode>,
    /// The community whose register holds it.
    pub desk: PlaceCode,
    /// The other communities in which it acts, by its places: their people know it and their desks may ask it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub communities: Vec<PlaceCode>,
    /// The body above it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<OrganizationId>,
    /// What it is good at, as a skill or category code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub specialty: Option<String>,
    /// Whether it is a recognised brand team (品牌).
    #[serde(default)]
    pub is_brand: bool,
    /// The number that the council's own list gives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_ref: Option<String>,
}

impl Organization {
    /// Whether it acts in a community: its own, or another one of its places.
    pub fn acts_in(&self, community: &PlaceCode) -> bool {
        self.desk == *community || self.communities.contains(community)
    }
}
