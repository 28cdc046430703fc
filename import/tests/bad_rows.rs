//! A bad row is named by file, line, column and reason; all of them at once; nothing is given then.
#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use common::{InMemory, at};
use linli_import::{Bad, Given, Nowhere, Reason, Source, What, read};

const NOW: &str = "2026-11-24T13:30:00Z";
const PLACES: &str = "code,name\n210204011009,锦虹社区\n210204011009001,晨光\n";
const TEAMS: &str = "number,name\nT1,助老团\n";
const PEOPLE: &str = "number,name,phone,birth,roles\nV1,周启禾,13800010001,1996,volunteer@T1\n";
const NEEDS: &str = "number,title,category,state,assignee\nN1,问安,elder_care,assigned,T1\n";

/// What is wrong with these files, beside a good places file.
fn wrong(files: &[(&str, &str)]) -> Vec<Bad> {
    let mut sources = vec![Source {
        name: "places.csv",
        bytes: PLACES.as_bytes(),
    }];
    sources.extend(files.iter().map(|(name, text)| Source {
        name,
        bytes: text.as_bytes(),
    }));
    read(&sources, &Given::at(at(NOW)), &Nowhere).unwrap_err()
}

/// The one thing that is wrong: its line, column and reason.
fn only(files: &[(&str, &str)]) -> (u64, String, Reason) {
    let mut all = wrong(files);
    assert_eq!(all.len(), 1, "{all:?}");
    let bad = all.remove(0);
    assert_eq!(bad.file, files.last().unwrap().0);
    (bad.line, bad.column, bad.reason)
}

fn found(text: &str) -> String {
    text.to_owned()
}

#[test]
fn a_bad_cell_of_a_person_is_named() {
    let head = "number,name,phone,birth,gender,grid,roles";
    let cases: [(&str, &str, Reason); 14] = [
        ("V1,,,,,,", "name", Reason::Missing),
        (",王一鸣,,,,,", "number", Reason::Missing),
        (
            "V1,王,12,,,,",
            "phone",
            Reason::NotAPhone { found: found("12") },
        ),
        (
            "V1,王,1.38E+10,,,,",
            "phone",
            Reason::ShortenedNumber {
                found: found("1.38E+10"),
            },
        ),
        (
            "V1,王,,九六年,,,",
            "birth",
            Reason::NotADate {
                found: found("九六年"),
            },
        ),
        (
            "V1,王,,1996-02-30,,,",
            "birth",
            Reason::NotADate {
                found: found("1996-02-30"),
            },
        ),
        (
            "V1,王,,1896,,,",
            "birth",
            Reason::OutOfRange {
                min: 1900,
                max: 2026,
            },
        ),
        (
            "V1,王,,,boy,,",
            "gender",
            Reason::NotOneOf {
                found: found("boy"),
                choices: "female, male, other".into(),
            },
        ),
        (
            "V1,王,,,,099,",
            "grid",
            Reason::Unknown {
                what: What::Place,
                found: found("099"),
            },
        ),
        (
            "V1,王,,,,210204011010001,",
            "grid",
            Reason::OutsideCommunity {
                found: found("210204011010001"),
            },
        ),
        (
            "V1,王,,,,,chief@T1",
            "roles",
            Reason::NotARole {
                found: found("chief@T1"),
            },
        ),
        (
            "V1,王,,,,,volunteer@T9",
            "roles",
            Reason::Unknown {
                what: What::Team,
                found: found("T9"),
            },
        ),
        (
            &format!("V1,{},,,,,", "王".repeat(41)),
            "name",
            Reason::TooLong { max: 40 },
        ),
        (
            "V1,王,,,,,,多",
            "",
            Reason::TooManyFields {
                columns: 7,
                found: 8,
            },
        ),
    ];
    for (row, column, reason) in cases {
        let text = format!("{head}\nV0,丛佳,,,,,\n{row}\n");
        let is = only(&[("people.csv", &text)]);
        assert_eq!(is, (3, column.to_owned(), reason), "{row}");
    }
}

#[test]
fn a_bad_cell_of_a_place_or_a_team_is_named() {
    let cases: [(&str, &str, &str, Reason); 5] = [
        (
            "grids.csv",
            "code,name\n2.10204E+14,晨光",
            "code",
            Reason::ShortenedNumber {
                found: found("2.10204E+14"),
            },
        ),
        (
            "grids.csv",
            "code,name\n红,晨光",
            "code",
            Reason::NotAPlaceCode {
                found: found("红")
            },
        ),
        (
            "grids.csv",
            "code,name\n210204011010003,晨光",
            "code",
            Reason::OutsideCommunity {
                found: found("210204011010003"),
            },
        ),
        (
            "teams.csv",
            "number,name,lead\nT1,助老团,V404",
            "lead",
            Reason::Unknown {
                what: What::Person,
                found: found("V404"),
            },
        ),
        (
            "teams.csv",
            "number,name,size\nT1,助老团,many",
            "size",
            Reason::NotANumber {
                found: found("many"),
            },
        ),
    ];
    for (file, text, column, reason) in cases {
        assert_eq!(
            only(&[(file, text)]),
            (2, column.to_owned(), reason),
            "{text}"
        );
    }
}

#[test]
fn a_bad_cell_of_a_need_is_named() {
    let head =
        "number,title,category,state,assignee,reason,recipient_name,recipient_phone,call_back";
    let cases: [(&str, &str, Reason); 7] = [
        ("N1,,escort,,,,,,", "title", Reason::Missing),
        ("N1,陪同,,,,,,,", "category", Reason::Missing),
        (
            "N1,陪同,escort,assigned,,,,,",
            "assignee",
            Reason::NeedsAssignee,
        ),
        (
            "N1,陪同,escort,assigned,X,,,,",
            "assignee",
            Reason::Unknown {
                what: What::Assignee,
                found: found("X"),
            },
        ),
        ("N1,陪同,escort,rejected,,,,,", "reason", Reason::Missing),
        (
            "N1,陪同,escort,,,,赵永福,,yes",
            "recipient_phone",
            Reason::Missing,
        ),
        (
            "N1,陪同,escort,,,,,13800090001,",
            "recipient_name",
            Reason::Missing,
        ),
    ];
    for (row, column, reason) in cases {
        let text = format!("{head}\n{row}\n");
        assert_eq!(
            only(&[("needs.csv", &text)]),
            (2, column.to_owned(), reason),
            "{row}"
        );
    }
}

#[test]
fn a_bad_cell_of_a_shift_is_named() {
    let head = "编号,标题,日期,星期,开始,结束,名额,最少人数,服务队,对应编号,对应类别";
    let cases: [(&str, &str, Reason); 13] = [
        ("S1,问安,,,08:00,09:00,4,,,,", "日期", Reason::DateOrDay),
        (
            "S1,问安,2026-12-01,周二,08:00,09:00,4,,,,",
            "日期",
            Reason::DateOrDay,
        ),
        (
            "S1,问安,2026-13-01,,08:00,09:00,4,,,,",
            "日期",
            Reason::NotADate {
                found: found("2026-13-01"),
            },
        ),
        (
            "S1,问安,2026-12-01,,8点,09:00,4,,,,",
            "开始",
            Reason::NotATime {
                found: found("8点"),
            },
        ),
        ("S1,问安,2026-12-01,,,09:00,4,,,,", "开始", Reason::Missing),
        (
            "S1,问安,2026-12-01,,10:00,09:00,4,,,,",
            "结束",
            Reason::NotAfterStart,
        ),
        (
            "S1,问安,2026-12-01,,08:00,09:00,,,,,",
            "名额",
            Reason::Missing,
        ),
        (
            "S1,问安,2026-12-01,,08:00,09:00,0,,,,",
            "名额",
            Reason::OutOfRange { min: 1, max: 300 },
        ),
        (
            "S1,问安,2026-12-01,,08:00,09:00,301,,,,",
            "名额",
            Reason::OutOfRange { min: 1, max: 300 },
        ),
        (
            "S1,问安,2026-12-01,,08:00,09:00,四,,,,",
            "名额",
            Reason::NotANumber {
                found: found("四")
            },
        ),
        (
            "S1,问安,2026-12-01,,08:00,09:00,4,5,,,",
            "最少人数",
            Reason::OutOfRange { min: 0, max: 4 },
        ),
        (
            "S1,问安,2026-12-01,,08:00,09:00,4,,T9,,",
            "服务队",
            Reason::Unknown {
                what: What::Team,
                found: found("T9"),
            },
        ),
        (
            "S1,问安,2026-12-01,,08:00,09:00,4,,,N9,",
            "对应编号",
            Reason::Unknown {
                what: What::Need,
                found: found("N9"),
            },
        ),
    ];
    for (row, column, reason) in cases {
        let text = format!("{head}\n{row}\n");
        assert_eq!(
            only(&[("班次.csv", &text)]),
            (2, column.to_owned(), reason),
            "{row}"
        );
    }
}

#[test]
fn what_is_wrong_with_a_whole_file_is_named() {
    let cases: [(&str, &str, u64, &str, Reason); 7] = [
        ("list.csv", "number,name\n", 0, "", Reason::UnknownFile),
        ("people.csv", " \n\n", 0, "", Reason::EmptyFile),
        (
            "people.csv",
            "number,phone\nV1,123\n",
            1,
            "name",
            Reason::ColumnMissing,
        ),
        (
            "people.csv",
            "number,name,favourite tea\nV1,周,x\n",
            1,
            "favourite tea",
            Reason::ColumnUnknown,
        ),
        (
            "people.csv",
            "number,name,姓名\nV1,周,启禾\n",
            1,
            "姓名",
            Reason::ColumnTwice,
        ),
        (
            "people.csv",
            "number,name\nV1,周\nV2,\"王\nV3,刘\n",
            3,
            "",
            Reason::UnclosedQuote,
        ),
        (
            "people.csv",
            "number,name\nV1,周\nV2,王\nV1,刘\n",
            4,
            "number",
            Reason::Twice { first: 2 },
        ),
    ];
    for (file, text, line, column, reason) in cases {
        assert_eq!(
            only(&[(file, text)]),
            (line, column.to_owned(), reason),
            "{text}"
        );
    }
}

#[test]
fn without_a_community_nothing_is_read() {
    let people = Source {
        name: "people.csv",
        bytes: PEOPLE.as_bytes(),
    };
    let alone = read(&[people], &Given::at(at(NOW)), &Nowhere).unwrap_err();
    assert_eq!(alone[0].reason, Reason::NoCommunity);
    let two = Source {
        name: "places.csv",
        bytes: "code,name\n210204011009,锦虹\n210204011010,邻社区\n".as_bytes(),
    };
    let both = read(&[two, people], &Given::at(at(NOW)), &Nowhere).unwrap_err();
    assert_eq!(both[0].reason, Reason::SeveralCommunities);
}

#[test]
fn bytes_that_are_no_text_are_named_by_line() {
    let mut bytes = b"number,name\nV1,Wang\nV2,".to_vec();
    bytes.extend([0xFF, 0xFF]);
    bytes.extend(b"\n");
    let sources = [
        Source {
            name: "places.csv",
            bytes: PLACES.as_bytes(),
        },
        Source {
            name: "people.csv",
            bytes: &bytes,
        },
    ];
    let bad = read(&sources, &Given::at(at(NOW)), &Nowhere).unwrap_err();
    assert_eq!((bad[0].line, &bad[0].reason), (3, &Reason::NotText));
}

#[test]
fn all_bad_rows_are_named_and_nothing_is_given() {
    let people = "number,name,phone\nV1,,1\n\nV2,王,13800010001\nV3,\"two\nlines\",x\n";
    let all = wrong(&[
        ("teams.csv", TEAMS),
        ("people.csv", people),
        ("needs.csv", NEEDS),
    ]);
    let said: Vec<String> = all.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "people.csv, line 2, column name: nothing is there",
            "people.csv, line 2, column phone: \"1\" is no telephone number",
            "people.csv, line 5, column phone: \"x\" is no telephone number",
        ]
    );
    assert_eq!(
        all[1].in_chinese(),
        "people.csv 第2行“phone”列：“1”不是电话号码"
    );
}

/// What the rule book refuses, although every row alone is good, is named by its row; the caller throws all away.
#[test]
fn what_the_rules_refuse_is_named_by_its_row() {
    let home = InMemory::new();
    let needs = "number,title,category\nN1,问安,elder_care\n";
    let shifts = "number,title,date,start,end,slots,parent\nS1,问安,2026-12-01,08:00,09:00,2,N1\n";
    let sources = [
        ("places.csv", PLACES),
        ("needs.csv", needs),
        ("shifts.csv", shifts),
    ]
    .map(|(name, text)| Source {
        name,
        bytes: text.as_bytes(),
    });
    let import = read(&sources, &Given::at(at(NOW)), &home).unwrap();
    let plan = linli_import::plan(&import, &home);
    let (number, outcome) = home.give(&plan, at(NOW)).unwrap_err();
    let linli_sync::Outcome::Refused { reasons, .. } = outcome else {
        panic!("{outcome:?}")
    };
    let bad = plan.refused(number, reasons);
    assert_eq!((bad.file.as_str(), bad.line), ("shifts.csv", 2));
    assert!(bad.to_string().contains("wrong_need_state"), "{bad}");
}

/// Whatever the bytes are, reading ends in rows or in reasons, never in a panic.
#[test]
fn no_bytes_make_reading_fail_otherwise() {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut random = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below.max(1) as u64).unwrap()
    };
    let pieces: [&[u8]; 12] = [
        b"\"",
        b",",
        b"\n",
        b";",
        b"\t",
        b"\xFF",
        b"\x00",
        b"\r\n",
        b"99999999999999999999",
        b"-1",
        b"9999-12-31",
        b"=1+1",
    ];
    let mut refused = 0;
    for _ in 0..600 {
        let mut files: Vec<Vec<u8>> = linli_import::demo::FILES
            .iter()
            .map(|file| file.bytes.to_vec())
            .collect();
        let which = random(files.len());
        for _ in 0..=random(4) {
            let file = &mut files[which];
            let at = random(file.len());
            let piece = pieces[random(pieces.len())];
            file.splice(at..(at + random(3)).min(file.len()), piece.iter().copied());
        }
        let sources: Vec<Source> = linli_import::demo::FILES
            .iter()
            .zip(&files)
            .map(|(file, bytes)| Source {
                name: file.name,
                bytes,
            })
            .collect();
        if let Err(bad) = read(&sources, &Given::at(at(NOW)), &Nowhere) {
            refused += 1;
            assert!(!bad.is_empty());
            for bad in bad {
                assert!(bad.to_string().starts_with("demo/"));
                assert!(bad.in_chinese().starts_with("demo/"));
            }
        }
    }
    assert!(refused > 150, "{refused}");
}
