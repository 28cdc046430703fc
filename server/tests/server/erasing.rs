//! Whoever wishes to be erased is found nowhere afterwards: not in the database nor its log, not in what anybody pulls,
//! not in a copy that comes back.

use crate::phone::{
    Community, DESK, WORKER, about, applied, as_system, envelope, noon, person, shift_id, sign_up,
};
use axum::http::StatusCode;
use chrono::TimeDelta;
use linli_domain::{
    Command, DocumentKey, Profile, RecordId, ShiftId, SignUpId,
    case::NeedAbout,
    command::{HoursEntry, NeedStep},
    person::{Guardian, PersonAbout},
    shift::Consented,
};
use linli_server::store::{
    Again, SqliteStore, back_up, database_file, erased_file, read_erased, restore,
};
use linli_sync::ChangesRequest;
use serde_json::json;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};
use uuid::Uuid;

/// A word that stands nowhere else.
fn canary(n: usize) -> String {
    format!("canary{n:02}wren")
}

const PHONE: &str = "13870707070";
/// Everything that is planted: fifty words, a telephone and a sign-in name.
const WORDS: usize = 50;

fn planted() -> Vec<String> {
    let words = (0..WORDS).map(canary);
    words.chain([PHONE.into(), "vcanary77".into()]).collect()
}

/// Who is erased.
fn wren() -> linli_domain::PersonId {
    person(1)
}

async fn does(community: &Community, n: u128, command: Command) {
    let outcomes = community
        .phone_of(n)
        .await
        .submit(&[envelope(n, &command)])
        .await;
    assert!(applied(&outcomes[0]), "{command:?}: {outcomes:?}");
}

fn other_shift(n: u128) -> ShiftId {
    ShiftId(Uuid::from_u128(0x7100 + n))
}

/// Plants all of it: through the register, over HTTP by themselves and by others, in the log, in verdicts, in accounts.
async fn plant(community: &Community) {
    let name = canary(0);
    let register = Command::RegisterPerson {
        person: wren(),
        desk: DESK.parse().unwrap(),
        about: Box::new(PersonAbout {
            volunteer_no: canary(1),
            name: name.clone(),
            phone: Some(PHONE.into()),
            birth: None,
            gender: None,
            home: DESK.parse().unwrap(),
            skills: vec![canary(2)],
            trainings: vec![canary(3)],
            service_categories: vec![canary(4)],
            guardian: None,
            guardian_contact: Some(Guardian {
                name: canary(5),
                phone: "13800000005".into(),
            }),
            consents: vec![linli_domain::person::Consent {
                to: canary(6),
                at: noon(),
            }],
            external_ref: Some(canary(7)),
        }),
    };
    as_system(community.folder.path(), noon(), vec![register]);
    let mut store = SqliteStore::open(&database_file(community.folder.path())).unwrap();
    assert!(store.add_login(wren(), "vcanary77").unwrap());
    drop(store);
    // Needs of their own: with who is to be helped, and where; taken on, withdrawn with words, and open.
    for n in 0..8_usize {
        let about = json!({
            "title": {"en": canary(8 + 4 * n)}, "text": canary(9 + 4 * n), "category": "errand", "place": DESK,
            "risks": canary(10 + 4 * n),
            "recipient": {"name": name, "phone": PHONE, "address": canary(11 + 4 * n), "call_back": false},
        });
        let about: NeedAbout = serde_json::from_value(about).unwrap();
        let case = linli_domain::CaseId(Uuid::from_u128(0x8800 + n as u128));
        does(
            community,
            1,
            Command::PostNeed {
                case,
                about: Box::new(about),
            },
        )
        .await;
        if n < 4 {
            let step = NeedStep::Reject {
                reason: format!("{name} was here, {}", canary(40 + n)),
            };
            does(community, WORKER, Command::HandleNeed { case, step }).await;
        }
    }
    // Helpers at both ends, a place taken for somebody else, a shift led.
    let bond = |person, helper| Command::NameHelper { person, helper };
    does(community, 1, bond(wren(), person(2))).await;
    does(community, WORKER, bond(person(3), wren())).await;
    let signs = Command::SignUpFor {
        shift: shift_id(),
        sign_up: SignUpId(Uuid::from_u128(0x9901)),
        person: person(3),
        consent: Consented::ByPhone,
        or_wait: true,
    };
    does(community, 1, signs).await;
    let outcomes = community.phone_of(1).await.submit(&[sign_up(1)]).await;
    assert!(applied(&outcomes[0]), "{outcomes:?}");
    let mut led = about(3);
    (led.lead, led.text) = (Some(wren()), format!("{name} {PHONE} brings a flag"));
    does(
        community,
        WORKER,
        Command::OpenShift {
            shift: other_shift(1),
            about: Box::new(led),
        },
    )
    .await;
    let reason = format!("{name} cannot");
    let shift = other_shift(1);
    does(community, WORKER, Command::CancelShift { shift, reason }).await;
    quarrel(community).await;
}

/// Hours that they wish corrected, and an absence that they contest.
async fn quarrel(community: &Community) {
    let (shift, missed) = (shift_id(), other_shift(2));
    let mut later = about(2);
    later.span.start += TimeDelta::hours(6);
    later.span.end += TimeDelta::hours(6);
    let about = Box::new(later);
    does(
        community,
        WORKER,
        Command::OpenShift {
            shift: missed,
            about,
        },
    )
    .await;
    let absent = SignUpId(Uuid::from_u128(0x9902));
    let signs = Command::SignUp {
        shift: missed,
        sign_up: absent,
        or_wait: false,
    };
    does(community, 1, signs).await;
    let sign_up = SignUpId(Uuid::from_u128(0x7001));
    community.wait(TimeDelta::hours(25));
    let at = community.clock.now();
    does(
        community,
        WORKER,
        Command::MarkPresent { shift, sign_up, at },
    )
    .await;
    community.wait(TimeDelta::hours(3));
    let entries = vec![HoursEntry {
        sign_up,
        minutes: Some(60),
    }];
    does(community, WORKER, Command::ConfirmHours { shift, entries }).await;
    let record = RecordId(sign_up.0);
    for n in [44, 46] {
        let reason = canary(n);
        does(community, 1, Command::RequestCorrection { record, reason }).await;
        let (minutes, reason) = (Some(60 + u32::try_from(n).unwrap()), canary(n + 1));
        does(
            community,
            WORKER,
            Command::AnswerCorrection {
                record,
                minutes,
                reason,
            },
        )
        .await;
    }
    community.wait(TimeDelta::hours(6));
    does(
        community,
        WORKER,
        Command::MarkAbsent {
            shift: missed,
            sign_up: absent,
        },
    )
    .await;
    let reason = canary(48);
    does(
        community,
        1,
        Command::ContestAbsence {
            shift: missed,
            reason,
        },
    )
    .await;
    let reason = canary(49);
    let answer = Command::AnswerContest {
        shift: missed,
        sign_up: absent,
        reason,
    };
    does(community, WORKER, answer).await;
}

/// All bytes of all files of a folder, with what was found in which.
fn found_in(folder: &Path, words: &[String]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(found_in(&path, words));
            continue;
        }
        let bytes = fs::read(&path).unwrap();
        for word in words {
            if bytes
                .windows(word.len())
                .any(|window| window == word.as_bytes())
            {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                found.insert(format!("{word} in {name}"));
            }
        }
    }
    found
}

fn words_in(folder: &Path) -> usize {
    let found = found_in(folder, &planted());
    let words: BTreeSet<&str> = found
        .iter()
        .filter_map(|line| line.split(' ').next())
        .collect();
    words.len()
}

async fn in_pulls(community: &Community) -> Vec<String> {
    let mut found = Vec::new();
    for n in [2, 3, WORKER] {
        let mut phone = community.phone_of(n).await;
        let pulled = phone.pull(&ChangesRequest::default()).await;
        let text = serde_json::to_string(&pulled).unwrap();
        let histories = pulled
            .rows
            .iter()
            .map(|row| format!("/api/history?document={}", row.key));
        let mut texts = vec![text];
        for path in histories {
            texts.push(phone.get(&path).await.text);
        }
        let words = planted()
            .into_iter()
            .filter(|word| texts.iter().any(|text| text.contains(word)));
        found.extend(words);
    }
    found
}

async fn erase(community: &Community) {
    does(community, 1, Command::AskErasure { person: wren() }).await;
    community.wait(TimeDelta::days(7));
    for _ in 0..12 {
        community.server.tick().await.unwrap();
    }
    community.server.tidy_up().await.unwrap();
}

#[tokio::test]
async fn fifty_canaries_are_found_nowhere_after_an_erasure_nor_in_a_copy_that_comes_back() {
    let community = Community::new();
    let data = community.folder.path();
    plant(&community).await;
    assert_eq!(
        words_in(data),
        planted().len(),
        "all of them are there before"
    );
    assert!(in_pulls(&community).await.len() > 20);
    let kept = tempfile::tempdir().unwrap();
    let copy = kept.path().join("copy.sqlite");
    back_up(data, &copy).unwrap();
    assert!(words_in(kept.path()) > WORDS);

    erase(&community).await;
    assert_eq!(found_in(data, &planted()), BTreeSet::new());
    assert_eq!(in_pulls(&community).await, Vec::<String>::new());
    let walked = verified(data);
    assert!(walked > 10, "{walked} links were erased");

    // A copy from before: over this database, and on a machine that has nothing but the list.
    let profile = Profile::default();
    let now = community.clock.now();
    let again = |erased| Again {
        erased,
        profile: &profile,
        now,
    };
    let list = read_erased(&erased_file(data)).unwrap();
    assert_eq!(list, BTreeSet::from([wren()]));
    assert_eq!(restore(data, &copy, &again(BTreeSet::new())).unwrap(), 1);
    let elsewhere = tempfile::tempdir().unwrap();
    assert_eq!(restore(elsewhere.path(), &copy, &again(list)).unwrap(), 1);
    for folder in [data, elsewhere.path()] {
        SqliteStore::settle_log(&database_file(folder)).unwrap();
        assert_eq!(found_in(folder, &planted()), BTreeSet::new());
        verified(folder);
    }
    assert_eq!(in_pulls(&community).await, Vec::<String>::new());
}

/// The chains hold; how many of their links were erased.
fn verified(data: &Path) -> u64 {
    let mut store = SqliteStore::open_to_read(&database_file(data)).unwrap();
    let walked = store.walk_chains(&[]).unwrap();
    walked
        .iter()
        .map(|walked| walked.verdict.as_ref().unwrap().erased)
        .sum()
}

#[tokio::test]
async fn whoever_was_erased_is_signed_out_and_cannot_sign_in() {
    let community = Community::new();
    let mut phone = community.phone_of(1).await;
    erase(&community).await;
    assert_eq!(
        phone.get("/api/session").await.status,
        StatusCode::UNAUTHORIZED
    );
    let answer = phone.sign_in("V1", crate::phone::PASSWORD).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    let others = community
        .phone_of(2)
        .await
        .pull(&ChangesRequest::default())
        .await;
    let theirs = DocumentKey::Person(wren());
    assert!(others.rows.iter().all(|row| row.key != theirs));
}

/// Every table that keeps rows of one person, and how many it keeps of them.
fn rows_of_wren(community: &Community) -> BTreeMap<String, i64> {
    let file = database_file(community.folder.path());
    let database = rusqlite::Connection::open(file).unwrap();
    let mut tables = database
        .prepare(
            "SELECT m.name FROM sqlite_master m, pragma_table_info(m.name) c \
             WHERE m.type = 'table' AND c.name = 'person'",
        )
        .unwrap();
    let tables = tables.query_map((), |row| row.get::<_, String>(0)).unwrap();
    tables
        .map(|table| {
            let table = table.unwrap();
            let count = format!("SELECT COUNT(*) FROM {table} WHERE person = $1");
            let count = database.query_row(&count, [wren().0.as_bytes()], |row| row.get(0));
            (table, count.unwrap())
        })
        .collect()
}

#[tokio::test]
async fn no_table_keeps_a_row_of_whoever_was_erased() {
    let community = Community::new();
    does(&community, 1, Command::AskErasure { person: wren() }).await;
    let key = [7_u8; 16];
    let mut store = SqliteStore::open(&database_file(community.folder.path())).unwrap();
    store.set_code_secret(wren(), &key, 1, noon()).unwrap();
    store
        .into_connection()
        .execute(
            "INSERT INTO passkeys (credential, person, id, body, counter, name, added) \
             VALUES ($1, $2, $1, '{}', 0, 'a phone', 0)",
            (key, wren().0.as_bytes()),
        )
        .unwrap();
    let before = rows_of_wren(&community);
    assert!(before.len() >= 7, "{before:?}");
    assert!(before.values().all(|count| *count > 0), "{before:?}");
    community.wait(TimeDelta::days(7));
    for _ in 0..12 {
        community.server.tick().await.unwrap();
    }
    let after = rows_of_wren(&community);
    assert!(after.values().all(|count| *count == 0), "{after:?}");
}

#[tokio::test]
async fn called_off_in_time_nothing_is_erased() {
    let community = Community::new();
    does(&community, 1, Command::AskErasure { person: wren() }).await;
    community.wait(TimeDelta::days(6));
    community.server.tick().await.unwrap();
    does(
        &community,
        WORKER,
        Command::CallOffErasure { person: wren() },
    )
    .await;
    community.wait(TimeDelta::days(2));
    community.server.tick().await.unwrap();
    community.phone_of(1).await;
}
