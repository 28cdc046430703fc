//! What the demo's people did before one first looks: tables, by the numbers of the lists.

use super::People;
use linli_domain::{
    Command, ShiftId, SignUpId,
    command::{HoursEntry, NeedStep},
    time::minutes,
};
use linli_sync::demo::{ScriptStep, When};

pub(super) const fn days(n: i64) -> i64 {
    n * 24 * 60
}

const fn hours(n: i64) -> i64 {
    n * 60
}

/// The need whose shift is over.
pub(super) const DONE_NEED: &str = "N8";
/// Its shift, last week.
const DONE_SHIFT: &str = "S7";
/// Its lead.
const DONE_LEAD: &str = "V03";
/// The two who work at the desk.
const WORKER: &str = "V07";
const OTHER_WORKER: &str = "V08";

/// As whom one may look around: number, English, simplified and traditional.
pub(super) const SIGN_INS: [(&str, &str, &str, &str); 7] = [
    (
        "V52",
        "Volunteer, born 1948",
        "志愿者，1948年生",
        "志願者，1948年生",
    ),
    (
        "V33",
        "Volunteer with a record",
        "志愿者，已有记录",
        "志願者，已有記錄",
    ),
    ("V01", "Team lead", "队长", "隊長"),
    (
        "V05",
        "Team lead, short of people",
        "队长，正缺人",
        "隊長，正缺人",
    ),
    ("V07", "Community worker", "社区工作者", "社區工作者"),
    ("V12", "Grid worker", "网格员", "網格員"),
    ("V09", "Community administrator", "社区管理员", "社區管理員"),
];

/// A need's life in minutes before now: posted by whom, then accepted, assigned, begun, done, closed.
struct Life {
    need: &'static str,
    reporter: &'static str,
    ago: [i64; 6],
}

const fn life(need: &'static str, reporter: &'static str, ago: [i64; 6]) -> Life {
    Life {
        need,
        reporter,
        ago,
    }
}

const LIVES: [Life; 11] = [
    life(
        "N1",
        "V12",
        [days(9), days(9) - 90, days(8) + 60, days(2), 0, 0],
    ),
    life("N2", WORKER, [days(3), days(3) - 10, hours(20), 0, 0, 0]),
    life(
        "N3",
        "V12",
        [
            days(20),
            days(20) - 60,
            days(19),
            days(19) - 60,
            days(18),
            days(17),
        ],
    ),
    life("N4", "V04", [hours(26), hours(19), 0, 0, 0, 0]),
    life(
        "N5",
        "V14",
        [days(12), days(12) - 45, days(11) + 60, days(3), 0, 0],
    ),
    life("N6", "V10", [days(2), hours(47), hours(20), 0, 0, 0]),
    life("N7", "V13", [hours(3), 0, 0, 0, 0, 0]),
    life(
        "N9",
        "V13",
        [
            days(15),
            days(15) - 30,
            days(14),
            days(13),
            days(12),
            days(11),
        ],
    ),
    life("N10", "V02", [days(6), days(6) - 120, hours(30), 0, 0, 0]),
    life("N11", "V14", [hours(30), hours(18), 0, 0, 0, 0]),
    life("N12", "V14", [50, 0, 0, 0, 0, 0]),
];

fn life_of(need: &str) -> Option<&'static Life> {
    LIVES.iter().find(|life| life.need == need)
}

type Told = (When, Option<&'static str>);

fn last_week(people: &People, after: i64) -> When {
    When::After(ShiftId(people.id("shift", DONE_SHIFT)), after)
}

/// When a need was posted, and by whom.
pub(super) fn posted(people: &People, need: &str) -> Told {
    match life_of(need) {
        Some(life) => (When::Ago(life.ago[0]), Some(life.reporter)),
        None => (last_week(people, -days(6)), Some("V11")),
    }
}

/// When the desk took a need a step on, and who did.
pub(super) fn handled(people: &People, need: &str, step: &NeedStep) -> Told {
    let which = match step {
        NeedStep::Accept => 1,
        NeedStep::Assign { .. } => 2,
        NeedStep::Start => 3,
        NeedStep::Resolve { .. } => 4,
        _ => 5,
    };
    match life_of(need) {
        Some(life) => (When::Ago(life.ago[which]), Some(WORKER)),
        None => (
            last_week(people, which as i64 * 60 - days(6)),
            Some(OTHER_WORKER),
        ),
    }
}

/// When a shift was opened, and by whom.
pub(super) fn opened(people: &People, shift: &str) -> Told {
    let ago = match shift {
        DONE_SHIFT => return (last_week(people, -days(5)), Some(OTHER_WORKER)),
        "S1" => days(8),
        "S2" => days(7),
        "S3" => hours(70),
        "S4" => hours(18),
        "S5" => days(11),
        "S6" => days(6),
        "S8" => hours(46),
        _ => days(10),
    };
    (When::Ago(ago), Some(WORKER))
}

/// Who signed up for what, in order, and how many minutes before now. Nobody did so in the last twenty hours, so that
/// a shift that has just begun, or takes no one any more, has its roster all the same.
const SIGN_UPS: [(&str, &[&str], i64); 8] = [
    ("S1", &["V15", "V17", "V19"], days(5)),
    ("S2", &["V53", "V52", "V55", "V57", "V59"], days(4)),
    // Two places: the third waits.
    ("S3", &["V16", "V21", "V23"], hours(60)),
    ("S5", &["V32", "V33", "V35", "V37"], days(6)),
    // Three of eight, and four are the least.
    ("S6", &["V45", "V49", "V50"], days(3)),
    // Three places; one is given back, and the fourth moves up.
    ("S8", &["V15", "V17", "V22", "V19"], hours(40)),
    (
        "S9",
        &[
            "V43", "V44", "V01", "V46", "V48", "V51", "V52", "V39", "V36", "V58", "V20",
        ],
        days(8),
    ),
    (
        "S10",
        &["V02", "V24", "V25", "V26", "V27", "V28", "V29", "V31"],
        days(7),
    ),
];

/// Who came last week.
const CAME: [&str; 3] = ["V33", "V36", "V38"];

/// The keys of all entries.
pub(super) fn sign_up_keys() -> Vec<String> {
    let mut keys: Vec<String> = SIGN_UPS
        .iter()
        .flat_map(|(shift, people, _)| people.iter().map(move |person| entry_key(shift, person)))
        .collect();
    keys.extend(CAME.iter().map(|person| entry_key(DONE_SHIFT, person)));
    keys
}

fn entry_key(shift: &str, person: &str) -> String {
    format!("{shift}/{person}")
}

/// What happened beside the lists.
pub(super) fn steps(people: &People) -> Vec<ScriptStep> {
    let mut steps = Vec::new();
    for (shift, who, ago) in SIGN_UPS {
        for (n, person) in who.iter().enumerate() {
            let at = When::Ago(ago - 35 * n as i64);
            steps.push(sign_up(people, shift, person, at));
        }
    }
    steps.push(ScriptStep {
        at: When::Ago(hours(24)),
        by: Some(people.person("V22")),
        command: Command::Withdraw {
            shift: ShiftId(people.id("shift", "S8")),
        },
    });
    steps.extend(last_weeks(people));
    steps
}

fn sign_up(people: &People, shift: &str, person: &str, at: When) -> ScriptStep {
    ScriptStep {
        at,
        by: Some(people.person(person)),
        command: Command::SignUp {
            shift: ShiftId(people.id("shift", shift)),
            sign_up: SignUpId(people.id("sign_up", &entry_key(shift, person))),
            or_wait: true,
        },
    }
}

/// Last week's shift: three came and were ticked, one forgot to leave by the lead, and the lead confirmed the hours.
fn last_weeks(people: &People) -> Vec<ScriptStep> {
    let Some(row) = people
        .import
        .shifts
        .iter()
        .find(|row| row.key == DONE_SHIFT)
    else {
        return Vec::new();
    };
    let (shift, start) = (row.id, row.about.span.start);
    let entry = |person: &str| SignUpId(people.id("sign_up", &entry_key(DONE_SHIFT, person)));
    let by_lead = |at, command| ScriptStep {
        at,
        by: Some(people.person(DONE_LEAD)),
        command,
    };
    let mut steps = Vec::new();
    for (n, person) in (0..).zip(CAME) {
        steps.push(sign_up(
            people,
            DONE_SHIFT,
            person,
            last_week(people, n * 50 - days(4)),
        ));
        let present = Command::MarkPresent {
            shift,
            sign_up: entry(person),
            at: start + minutes(n * 3 - 5),
        };
        steps.push(by_lead(last_week(people, n * 3 - 5), present));
    }
    for (n, person) in (0..).zip(&CAME[..2]) {
        let left = Command::MarkLeft {
            shift,
            sign_up: entry(person),
            at: start + minutes(119 + n * 3),
        };
        steps.push(by_lead(last_week(people, 119 + n * 3), left));
    }
    let hours_of = |person: &&str| HoursEntry {
        sign_up: entry(person),
        minutes: None,
    };
    let confirmed = Command::ConfirmHours {
        shift,
        entries: CAME.iter().map(hours_of).collect(),
    };
    steps.push(by_lead(When::Ago(hours(20)), confirmed));
    steps
}
