//! The words that stand in lists, in English and Chinese; the first of each is the one that messages name.

use linli_domain::{
    case::{CaseState, Source, Urgency, Visibility},
    organization::OrganizationKind,
    person::{Gender, Role},
    place::Level,
    shift::{Attendance, ShiftKind},
};

pub(crate) type Words<T> = &'static [(T, &'static [&'static str])];

pub(crate) const LEVELS: Words<Level> = &[
    (Level::City, &["city", "市"]),
    (Level::District, &["district", "区", "區", "区县", "縣"]),
    (
        Level::Street,
        &["street", "township", "街道", "乡镇", "鄉鎮"],
    ),
    (
        Level::Community,
        &["community", "village", "社区", "社區", "村"],
    ),
    (Level::Grid, &["grid", "网格", "網格"]),
    (Level::Courtyard, &["courtyard", "楼院", "樓院"]),
];

pub(crate) const BODIES: Words<OrganizationKind> = &[
    (
        OrganizationKind::VolunteerTeam,
        &["volunteer_team", "志愿服务队", "志願服務隊"],
    ),
    (
        OrganizationKind::ResidentsCommittee,
        &["residents_committee", "居民委员会", "居民委員會", "居委会"],
    ),
    (
        OrganizationKind::VillagersCommittee,
        &["villagers_committee", "村民委员会", "村民委員會"],
    ),
    (
        OrganizationKind::PartyCommittee,
        &["party_committee", "社区党委", "社區黨委"],
    ),
    (
        OrganizationKind::JointCommittee,
        &["joint_committee", "社区大党委", "街道大工委"],
    ),
    (
        OrganizationKind::GridPartyGroup,
        &["grid_party_group", "网格党组织", "網格黨組織"],
    ),
    (
        OrganizationKind::ResidentUnit,
        &["resident_unit", "驻区单位", "駐區單位"],
    ),
    (
        OrganizationKind::PropertyManager,
        &["property_manager", "物业企业", "物業企業", "物业"],
    ),
    (
        OrganizationKind::SocialOrg,
        &["social_org", "社会组织", "社會組織"],
    ),
    (
        OrganizationKind::MediationBody,
        &["mediation_body", "调解组织", "調解組織"],
    ),
    (
        OrganizationKind::TalkPoint,
        &["talk_point", "评理说事点", "評理說事點"],
    ),
];

pub(crate) const GENDERS: Words<Gender> = &[
    (Gender::Female, &["female", "女", "f"]),
    (Gender::Male, &["male", "男", "m"]),
    (Gender::Other, &["other", "其他"]),
];

pub(crate) const ROLES: Words<Role> = &[
    (Role::Volunteer, &["volunteer", "志愿者", "志願者"]),
    (Role::TeamLead, &["team_lead", "队长", "隊長"]),
    (Role::Resident, &["resident", "居民"]),
    (Role::UnitRep, &["unit_rep", "单位代表", "單位代表"]),
    (Role::GridWorker, &["grid_worker", "网格员", "網格員"]),
    (Role::CourtyardLead, &["courtyard_lead", "楼院长", "樓院長"]),
    (
        Role::CommunityWorker,
        &["community_worker", "社区工作者", "社區工作者"],
    ),
    (
        Role::CommunityAdmin,
        &["community_admin", "社区管理员", "社區管理員"],
    ),
    (
        Role::LegalAdviser,
        &["legal_adviser", "法律顾问", "法律顧問"],
    ),
    (Role::Talker, &["talker", "说事员", "說事員"]),
    (Role::Mediator, &["mediator", "调解员", "調解員"]),
    (Role::Expert, &["expert", "专家", "專家"]),
    (Role::SocialWorker, &["social_worker", "社工"]),
    (
        Role::StreetCoordinator,
        &["street_coordinator", "街道协调员", "街道協調員"],
    ),
    (Role::DistrictViewer, &["district_viewer"]),
    (Role::CityViewer, &["city_viewer"]),
    (
        Role::SystemAdmin,
        &["system_admin", "系统管理员", "系統管理員"],
    ),
];

pub(crate) const URGENCIES: Words<Urgency> = &[
    (Urgency::Normal, &["normal", "一般", "普通", "否", "no"]),
    (
        Urgency::Urgent,
        &["urgent", "紧急", "緊急", "急需", "是", "yes"],
    ),
];

pub(crate) const VISIBILITIES: Words<Visibility> = &[
    (Visibility::Public, &["public", "公开", "公開"]),
    (Visibility::Desk, &["desk", "仅社区", "僅社區", "不公开"]),
];

pub(crate) const SOURCES: Words<Source> = &[
    (Source::Import, &["import", "导入", "導入"]),
    (Source::App, &["app"]),
    (Source::Desk, &["desk", "社区", "社區", "窗口"]),
    (Source::Hotline, &["hotline", "12345", "热线", "熱線"]),
    (Source::Petition, &["petition", "信访", "信訪"]),
];

pub(crate) const STATES: Words<CaseState> = &[
    (CaseState::Submitted, &["submitted", "待受理"]),
    (CaseState::Accepted, &["accepted", "已受理"]),
    (CaseState::Assigned, &["assigned", "已分派", "有人接了"]),
    (
        CaseState::InProgress,
        &["in_progress", "办理中", "辦理中", "进行中", "進行中"],
    ),
    (CaseState::Resolved, &["resolved", "已办完", "已辦完"]),
    (CaseState::Closed, &["closed", "已结案", "已結案", "结案"]),
    (CaseState::Rejected, &["rejected", "不受理", "未受理"]),
    (CaseState::Withdrawn, &["withdrawn", "已撤回"]),
];

pub(crate) const SHIFT_KINDS: Words<ShiftKind> = &[
    (ShiftKind::Post, &["post", "服务岗位", "服務崗位", "岗位"]),
    (ShiftKind::Patrol, &["patrol", "巡查"]),
    (ShiftKind::Visit, &["visit", "走访", "走訪"]),
    (ShiftKind::Checklist, &["checklist", "检查", "檢查"]),
    (ShiftKind::Duty, &["duty", "值班"]),
];

pub(crate) const ATTENDANCES: Words<Attendance> = &[
    (Attendance::Site, &["site", "现场", "現場"]),
    (Attendance::Visit, &["visit", "上门", "上門"]),
];

/// What a shift serves, as lists write it. Only needs are kept as documents so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ParentKind {
    Need,
    Other,
}

pub(crate) const PARENT_KINDS: Words<ParentKind> = &[
    (ParentKind::Need, &["need", "需求"]),
    (ParentKind::Other, &["project", "项目", "項目"]),
    (ParentKind::Other, &["event", "活动", "活動"]),
    (ParentKind::Other, &["hazard", "隐患", "隱患"]),
    (ParentKind::Other, &["dispute", "纠纷", "糾紛"]),
    (ParentKind::Other, &["topic", "议题", "議題"]),
];

pub(crate) const DAYS: Words<u8> = &[
    (0, &["mon", "monday", "周一", "星期一", "週一", "1"]),
    (1, &["tue", "tuesday", "周二", "星期二", "週二", "2"]),
    (2, &["wed", "wednesday", "周三", "星期三", "週三", "3"]),
    (3, &["thu", "thursday", "周四", "星期四", "週四", "4"]),
    (4, &["fri", "friday", "周五", "星期五", "週五", "5"]),
    (5, &["sat", "saturday", "周六", "星期六", "週六", "6"]),
    (
        6,
        &["sun", "sunday", "周日", "星期日", "週日", "星期天", "7"],
    ),
];

/// Weeks from that of today.
pub(crate) const WEEKS: Words<i64> = &[
    (-1, &["last", "-1", "上周", "上週"]),
    (0, &["this", "0", "本周", "本週"]),
    (1, &["next", "1", "下周", "下週"]),
];

/// Skills, trainings and categories that lists in Chinese name in Chinese. Anything else is kept as written.
const CODES: &[(&str, &[&str])] = &[
    ("first_aid", &["急救"]),
    (
        "counseling",
        &["心理咨询", "心理諮詢", "心理疏导", "心理疏導"],
    ),
    (
        "tutoring",
        &["课业辅导", "課業輔導", "课后辅导", "課後輔導"],
    ),
    ("elder_care", &["助老"]),
    ("disability_help", &["助残", "助殘"]),
    ("escort", &["陪同", "陪诊", "陪診"]),
    ("errand", &["代办", "代辦"]),
    ("performing", &["文艺", "文藝", "表演"]),
    ("digital", &["手机教学", "手機教學"]),
    ("legal", &["法律"]),
    ("driving", &["驾驶", "駕駛"]),
    ("safety_patrol", &["安全巡查"]),
];

/// A skill's, training's or category's code.
pub(crate) fn code_of(text: &str) -> String {
    CODES
        .iter()
        .find(|(_, names)| names.contains(&text))
        .map_or_else(|| text.to_lowercase(), |(code, _)| (*code).to_owned())
}
