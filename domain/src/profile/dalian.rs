//! The default's longer parts, in few bytes of code: every phone fetches them.

use super::EmergencyNumber;
use crate::{local::LocalText, organization::OrganizationKind, person::Role, place::Level};
use OrganizationKind::*;
use Role::*;
use chrono::{Days, NaiveDate};
use std::collections::BTreeMap;

const TAGS: [&str; 3] = ["en", "zh-Hans", "zh-Hant"];

fn text(words: [&str; 3]) -> LocalText {
    LocalText(
        TAGS.into_iter()
            .zip(words)
            .map(|(tag, word)| (tag.into(), word.into()))
            .collect(),
    )
}

pub(super) fn levels() -> BTreeMap<Level, LocalText> {
    const NAMES: [(Level, [&str; 3]); 6] = [
        (Level::City, ["City", "市", "市"]),
        (Level::District, ["District", "区", "區"]),
        (Level::Street, ["Street", "街道", "街道"]),
        (Level::Community, ["Community", "社区", "社區"]),
        (Level::Grid, ["Grid", "网格", "網格"]),
        (Level::Courtyard, ["Courtyard", "楼院", "樓院"]),
    ];
    NAMES
        .into_iter()
        .map(|(level, names)| (level, text(names)))
        .collect()
}

pub(super) fn emergency_numbers() -> Vec<EmergencyNumber> {
    const NUMBERS: [(&str, [&str; 3]); 3] = [
        ("120", ["Ambulance", "急救", "急救"]),
        ("110", ["Police", "报警", "報警"]),
        ("119", ["Fire", "火警", "火警"]),
    ];
    let number = |(number, label): (&str, _)| EmergencyNumber {
        number: number.into(),
        label: text(label),
    };
    NUMBERS.map(number).into()
}

pub(super) const ROLES: [Role; 18] = [
    New,
    Resident,
    Volunteer,
    TeamLead,
    UnitRep,
    GridWorker,
    CourtyardLead,
    CommunityWorker,
    CommunityAdmin,
    LegalAdviser,
    Talker,
    Mediator,
    Expert,
    SocialWorker,
    StreetCoordinator,
    DistrictViewer,
    CityViewer,
    SystemAdmin,
];

pub(super) const ORGANIZATIONS: [OrganizationKind; 11] = [
    ResidentsCommittee,
    VillagersCommittee,
    PartyCommittee,
    JointCommittee,
    GridPartyGroup,
    ResidentUnit,
    PropertyManager,
    SocialOrg,
    VolunteerTeam,
    MediationBody,
    TalkPoint,
];

pub(super) const CATEGORIES: [&str; 15] = [
    "elder_care",
    "escort",
    "errand",
    "tutoring",
    "counseling",
    "digital",
    "disability_help",
    "donation",
    "legal",
    "cleaning",
    "environment",
    "parking",
    "performing",
    "event",
    "other",
];

/// The first day in 2026 and how many: the State Council's notice of 4 November 2025.
const HOLIDAYS: [([u32; 2], u64); 7] = [
    ([1, 1], 3),
    ([2, 15], 9),
    ([4, 4], 3),
    ([5, 1], 5),
    ([6, 19], 3),
    ([9, 25], 3),
    ([10, 1], 7),
];

/// Weekends of 2026 on which people work, by the same notice.
pub(super) const MAKE_UP: [[u32; 2]; 6] = [[1, 4], [2, 14], [2, 28], [5, 9], [9, 20], [10, 10]];

pub(super) fn days(days: &[[u32; 2]]) -> Vec<NaiveDate> {
    let day = |[month, day]: &[u32; 2]| NaiveDate::from_ymd_opt(2026, *month, *day);
    days.iter().filter_map(day).collect()
}

pub(super) fn holidays() -> Vec<NaiveDate> {
    let each = |(first, many): ([u32; 2], u64)| {
        let first = days(&[first]);
        (0..many).filter_map(move |n| first.first()?.checked_add_days(Days::new(n)))
    };
    HOLIDAYS.into_iter().flat_map(each).collect()
}
