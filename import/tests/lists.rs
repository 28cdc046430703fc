//! Lists as spreadsheets write them, imported once, twice and changed.
#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use common::{InMemory, at};
use linli_domain::{
    CaseId, Document, DocumentKey, PersonId,
    case::CaseState,
    person::{Person, Role, Scope},
    shift::Parent,
};
use linli_import::{Encoding, Given, Home, Import, Nowhere, Source, read};
use linli_sync::demo::derived_id;
use std::time::{Duration, Instant};

const NOW: &str = "2026-11-24T13:30:00Z";
const COMMUNITY: &str = "210204011009";
const PLACES: &str =
    "代码,名称,英文名称\n210204011009,锦虹社区,Jinhong\n210204011009006,银龄,Silver\n";
const TEAMS: &str = "编号,名称,队长\nT1,90后助老团,V1\n";
const PEOPLE: &str = "编号,姓名,电话,出生,网格,技能,角色\n\
                      V1,周启禾,138 0001 0001,1996/3/12,006,急救;first_responder,志愿者@T1\n\
                      V2,韩东升,,1985年,,,社区工作者\n";
const NEEDS: &str = "编号,标题,类别,网格,状态,承办\n\
                     N1,陪同就医,陪同,006,已分派,T1\n\
                     N2,楼道清理,cleaning,006,已结案,V1\n";
const SHIFTS: &str = "编号,标题,日期,开始,结束,名额,需求,服务队\n\
                      S1,陪同就医,2026-12-01,08:00,11:30,2,N1,T1\n";

fn all<'a>(texts: [(&'a str, &'a str); 5]) -> [Source<'a>; 5] {
    texts.map(|(name, text)| Source {
        name,
        bytes: text.as_bytes(),
    })
}

fn lists() -> [Source<'static>; 5] {
    all([
        ("places.csv", PLACES),
        ("teams.csv", TEAMS),
        ("people.csv", PEOPLE),
        ("needs.csv", NEEDS),
        ("shifts.csv", SHIFTS),
    ])
}

fn with_people(people: &'static str) -> [Source<'static>; 5] {
    let mut lists = lists();
    lists[2].bytes = people.as_bytes();
    lists
}

fn read_all(sources: &[Source]) -> Import {
    read(sources, &Given::at(at(NOW)), &Nowhere).unwrap()
}

fn person(home: &InMemory, key: &str) -> Person {
    let id = PersonId(derived_id(COMMUNITY, "person", key));
    match home.document(&DocumentKey::Person(id)) {
        Some(Document::Person(person)) => *person,
        other => panic!("{other:?}"),
    }
}

fn need_state(home: &InMemory, key: &str) -> CaseState {
    let id = CaseId(derived_id(COMMUNITY, "case", key));
    match home.document(&DocumentKey::Case(id)) {
        Some(Document::Case(case)) => case.state,
        other => panic!("{other:?}"),
    }
}

#[test]
fn lists_in_chinese_become_documents() {
    let home = InMemory::new();
    let (import, _) = home.import(&lists(), at(NOW));
    let lead = person(&home, "V1");
    assert_eq!(lead.about.name, "周启禾");
    assert_eq!(lead.about.home.as_str(), "210204011009006");
    assert_eq!(lead.about.skills, ["first_aid", "first_responder"]);
    let team = Scope::Organization(linli_domain::OrganizationId(derived_id(
        COMMUNITY,
        "organization",
        "T1",
    )));
    let roles: Vec<_> = lead
        .grants
        .iter()
        .map(|g| (g.role, g.scope.clone()))
        .collect();
    assert_eq!(
        roles,
        [(Role::Volunteer, team.clone()), (Role::TeamLead, team)]
    );
    assert_eq!(person(&home, "V2").grants[0].role, Role::CommunityWorker);
    assert_eq!(need_state(&home, "N1"), CaseState::Assigned);
    assert_eq!(need_state(&home, "N2"), CaseState::Closed);
    let shift = &import.shifts[0].about;
    assert_eq!(
        shift.span.start,
        at("2026-12-01T00:00:00Z"),
        "eight in Dalian"
    );
    assert_eq!(shift.parent, Some(Parent::Case(import.needs[0].id)));
}

#[test]
fn a_team_may_act_in_another_community_that_is_registered_and_in_no_other_place() {
    let next_door = "代码,名称\n210204011010,邻虹社区\n";
    let shared = "编号,名称,队长,网格\nT1,90后助老团,V1,210204011009;210204011010\n";
    let mut lists = lists();
    lists[1].bytes = shared.as_bytes();
    let home = InMemory::new();
    let bad = read(&lists, &Given::at(at(NOW)), &home).unwrap_err();
    assert_eq!(
        bad.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["teams.csv, line 2, column 网格: \"210204011010\" is outside the community"]
    );
    let places = Source {
        name: "places.csv",
        bytes: next_door.as_bytes(),
    };
    home.import(&[places], at(NOW));
    home.import(&lists, at(NOW));
    let id = linli_domain::OrganizationId(derived_id(COMMUNITY, "organization", "T1"));
    let team = home.document(&DocumentKey::Organization(id));
    let Some(Document::Organization(team)) = team else {
        panic!("{team:?}");
    };
    assert_eq!(team.communities, ["210204011010".parse().unwrap()]);
    assert_eq!(
        person(&home, "V1").grants[0].communities,
        team.communities,
        "its people read what is called for there"
    );
}

#[test]
fn the_same_text_reads_the_same_however_it_is_written() {
    let plain = read_all(&lists());
    let encoded: [Vec<u8>; 3] = [
        [b"\xEF\xBB\xBF", PEOPLE.as_bytes()].concat(),
        encoding_rs::GB18030.encode(PEOPLE).0.into_owned(),
        [
            vec![0xFF, 0xFE],
            PEOPLE.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        ]
        .concat(),
    ];
    let expected = [Encoding::Utf8WithBom, Encoding::Gb18030, Encoding::Utf16];
    for (bytes, encoding) in encoded.iter().zip(expected) {
        let mut sources = lists();
        sources[2].bytes = bytes;
        let import = read_all(&sources);
        assert_eq!(import.files[2].encoding, encoding);
        assert_eq!(import.people, plain.people, "{encoding}");
    }
    assert_eq!(plain.files[2].encoding, Encoding::Utf8);
}

#[test]
fn gb18030_brings_every_character_back() {
    let rare = "V1,𠮷野㐂·Müller,,,,,\n";
    let text = format!("编号,姓名,电话,出生,网格,技能,角色\n{rare}");
    let (bytes, _, lossy) = encoding_rs::GB18030.encode(&text);
    assert!(!lossy);
    let mut sources = lists();
    sources[2].bytes = &bytes;
    assert_eq!(read_all(&sources).people[0].about.name, "𠮷野㐂·Müller");
}

#[test]
fn semicolons_and_tabs_and_windows_line_ends_are_understood() {
    let plain = read_all(&lists());
    for delimiter in [";", "\t"] {
        let text = NEEDS.replace(',', delimiter).replace('\n', "\r\n");
        let mut sources = lists();
        sources[3].bytes = text.as_bytes();
        let import = read_all(&sources);
        assert_eq!(import.needs, plain.needs);
        assert_eq!(import.files[3].delimiter.to_string(), delimiter);
    }
}

#[test]
fn cells_that_look_like_formulas_stay_text() {
    let text = "编号,姓名,电话,出生,网格,技能,角色,备注\n\
                V1,\"=HYPERLINK(\"\"http://evil.example\"\",\"\"x\"\")\",+86 13800010001,,,,,=1+1\n";
    let import = read_all(&with_people(text));
    assert_eq!(
        import.people[0].about.name,
        "=HYPERLINK(\"http://evil.example\",\"x\")"
    );
    assert_eq!(
        import.people[0].about.phone.as_deref(),
        Some("+8613800010001")
    );
}

#[test]
fn quoted_cells_may_hold_commas_quotes_and_lines() {
    let text = "编号,标题,类别,说明\nN1,\"陪同, \"\"就医\"\"\",escort,\"第一行\n第二行\"\nN2,问安,escort,\n";
    let mut sources = lists();
    sources[3].bytes = text.as_bytes();
    sources[4].bytes = "编号,标题,开始,结束,名额\n".as_bytes();
    let import = read_all(&sources);
    assert_eq!(
        import.needs[0].about.title.pick("zh-Hans"),
        "陪同, \"就医\""
    );
    assert_eq!(import.needs[0].about.text, "第一行\n第二行");
    assert_eq!(
        (import.needs[0].origin.line, import.needs[1].origin.line),
        (2, 4)
    );
}

#[test]
fn a_second_import_of_the_same_files_changes_nothing() {
    let home = InMemory::new();
    home.import(&lists(), at(NOW));
    let before = home.size();
    let (_, plan) = home.import(&lists(), at("2026-11-30T01:00:00Z"));
    assert_eq!(plan.commands, []);
    assert_eq!(plan.left, []);
    assert_eq!(home.size(), before);
}

/// Even one that knows nothing of the first (it was cut off before its answer) gives the same ids again.
#[test]
fn the_same_commands_given_twice_are_decided_once() {
    let home = InMemory::new();
    let plan = linli_import::plan(&read_all(&lists()), &Nowhere);
    home.give(&plan, at(NOW)).unwrap();
    let before = home.size();
    home.give(&plan, at(NOW)).unwrap();
    assert_eq!(home.size(), before);
}

#[test]
fn a_row_that_changed_becomes_a_correction() {
    let home = InMemory::new();
    home.import(&lists(), at(NOW));
    let later = NEEDS.replace("陪同就医,陪同", "陪同看病,陪同");
    let moved = SHIFTS.replace("08:00", "08:30");
    let mut sources = lists();
    sources[3].bytes = later.as_bytes();
    sources[4].bytes = moved.as_bytes();
    let (_, plan) = home.import(&sources, at(NOW));
    let names: Vec<_> = plan.commands.iter().map(|(_, _, c)| c.name()).collect();
    assert_eq!(names, ["correct_need", "correct_shift"]);
    assert_eq!(plan.origins[0].line, 2);
    let (_, again) = home.import(&sources, at(NOW));
    assert_eq!(again.commands, []);
}

#[test]
fn what_people_changed_since_is_not_undone() {
    let home = InMemory::new();
    let (import, _) = home.import(&lists(), at(NOW));
    let mut about = import.needs[0].about.clone();
    about.title = linli_domain::local::LocalText::one("zh-Hans", "陪同复查");
    let by_the_desk = linli_import::Plan {
        commands: vec![(
            linli_domain::CommandId(derived_id(COMMUNITY, "test", "1")),
            linli_domain::Caller::System,
            linli_domain::Command::CorrectNeed {
                case: import.needs[0].id,
                about: Box::new(about),
            },
        )],
        ..Default::default()
    };
    home.give(&by_the_desk, at(NOW)).unwrap();
    let before = home.size();
    let (_, plan) = home.import(&lists(), at(NOW));
    assert_eq!(plan.commands, []);
    assert_eq!(plan.left, [import.needs[0].origin.clone()]);
    assert_eq!(home.size(), before);
}

#[test]
fn a_need_that_went_on_stays_where_it_is() {
    let home = InMemory::new();
    home.import(&lists(), at(NOW));
    let on = NEEDS.replace("已分派", "办理中");
    let mut sources = lists();
    sources[3].bytes = on.as_bytes();
    home.import(&sources, at(NOW));
    assert_eq!(need_state(&home, "N1"), CaseState::InProgress);
    let (_, plan) = home.import(&lists(), at(NOW));
    assert_eq!(plan.commands, [], "the older list does not take it back");
}

#[test]
fn a_later_file_may_refer_to_what_is_registered() {
    let home = InMemory::new();
    home.import(&lists(), at(NOW));
    let shifts = Source {
        name: "十二月班次.csv",
        bytes: "编号,标题,日期,开始,结束,名额,需求,服务队,负责人,网格\n\
                S2,陪同就医,2026/12/8,8:00,11:30,2,N1,T1,V1,006\n"
            .as_bytes(),
    };
    let given = Given {
        community: Some(COMMUNITY.parse().unwrap()),
        ..Given::at(at(NOW))
    };
    let import = read(&[shifts], &given, &home).unwrap();
    let plan = linli_import::plan(&import, &home);
    assert_eq!(plan.commands.len(), 1);
    home.give(&plan, at(NOW)).unwrap();
}

#[test]
fn a_password_is_never_shown() {
    let text = "编号,姓名,账号,密码\nV1,周启禾,qihe,correct horse\n";
    let mut sources = with_people(text);
    sources[3].bytes = "编号,标题,类别\n".as_bytes();
    sources[4].bytes = "编号,标题,开始,结束,名额\n".as_bytes();
    let import = read_all(&sources);
    let account = import.people[0].account.clone().unwrap();
    assert_eq!(account.password.as_deref(), Some("correct horse"));
    assert!(!format!("{import:?}").contains("horse"));
}

/// A generous bound that only something quadratic would miss.
#[test]
fn ten_thousand_rows_are_read_and_planned_without_delay() {
    let mut people = String::from("编号,姓名,电话,出生,网格,技能,角色\n");
    for n in 0..10_000 {
        people.push_str(&format!("V{n},王{n},138{n:08},1980,006,急救,志愿者@T1\n"));
    }
    let mut sources = lists();
    sources[2].bytes = people.as_bytes();
    let begun = Instant::now();
    let import = read_all(&sources);
    let plan = linli_import::plan(&import, &Nowhere);
    assert_eq!(import.people.len(), 10_000);
    assert!(plan.commands.len() > 20_000);
    let took = begun.elapsed();
    println!("10,000 people read and planned in {took:?}");
    assert!(took < Duration::from_secs(20), "{took:?}");
}
