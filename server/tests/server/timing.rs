//! What a refusal costs tells nothing: what is hidden takes as long as what is not there. A ratio of medians within one
//! run, of samples taken in turns; a machine that is busy with other things gets five runs, and one must hold.

use crate::phone::{Community, Phone, as_system, envelope, noon, person};
use axum::{
    body::Body,
    http::{Method, Request, header},
};
use linli_domain::{
    Caller, Command, CommandId, PersonId, Profile, ShiftId, SignUpId,
    local::LocalText,
    person::PersonAbout,
    place::{Level, PlaceCode},
    shift::ShiftAbout,
    time::{Span, hours},
};
use linli_server::{
    door::Door,
    rates::Rate,
    store::{SqliteStore, at_once, database_file},
};
use linli_sync::{Circumstances, Envelope, Outcome, StoreError, submit};
use serde_json::json;
use std::{
    path::Path,
    time::{Duration, Instant},
};
use uuid::Uuid;

/// Pairs of samples in a run, and runs.
const PAIRS: usize = 3_000;
const RUNS: usize = 5;
/// People on the roster of what is hidden: the more, the longer it takes to read.
const ON_ROSTER: u128 = 200;
const NEXT_DOOR: &str = "210203015002";

fn hidden() -> ShiftId {
    ShiftId(Uuid::from_u128(0x41dd))
}

/// A shift next door with a long roster.
fn next_door(data: &Path) {
    let place: PlaceCode = NEXT_DOOR.parse().unwrap();
    let start = noon() + hours(48);
    let about: ShiftAbout = serde_json::from_value(json!({
        "title": {"en": "Next door"}, "place": NEXT_DOOR, "slots": 300,
        "span": Span { start, end: start + hours(3) },
    }))
    .unwrap();
    let mut commands = vec![
        Command::RegisterPlace {
            code: place.clone(),
            level: Level::Community,
            name: LocalText::one("en", "Next door"),
            desk: place.clone(),
        },
        Command::OpenShift {
            shift: hidden(),
            about: Box::new(about),
        },
    ];
    for n in 0..ON_ROSTER {
        let about = json!({"volunteer_no": format!("N{n}"), "name": format!("Next {n}"), "home": NEXT_DOOR});
        let about: PersonAbout = serde_json::from_value(about).unwrap();
        commands.push(Command::RegisterPerson {
            person: person(0x9000 + n),
            desk: place.clone(),
            about: Box::new(about),
        });
    }
    as_system(data, noon(), commands);
    let profile = Profile::default();
    let mut store = SqliteStore::open(&database_file(data)).unwrap();
    store
        .in_transaction(|store| {
            for n in 0..ON_ROSTER {
                let who = person(0x9000 + n);
                let (outcome, _) = asked(store, &profile, who, hidden());
                assert!(matches!(outcome, Outcome::Applied { .. }), "{outcome:?}");
            }
            Ok::<(), StoreError>(())
        })
        .unwrap();
}

/// Somebody signs up; what comes of it, and how long it took.
fn asked(
    store: &mut SqliteStore,
    profile: &Profile,
    who: PersonId,
    shift: ShiftId,
) -> (Outcome, Duration) {
    let command = Command::SignUp {
        shift,
        sign_up: SignUpId(Uuid::now_v7()),
        or_wait: true,
    };
    let envelope = Envelope::new(CommandId(Uuid::now_v7()), who, noon(), &command).unwrap();
    let given = Circumstances {
        now: noon(),
        profile,
        entropy: [7; 32],
    };
    let begun = Instant::now();
    let done = at_once(submit(store, &envelope, Caller::Person(who), &given)).unwrap();
    (done.outcome, begun.elapsed())
}

fn median(mut all: Vec<Duration>) -> f64 {
    all.sort_unstable();
    all[all.len() / 2].as_secs_f64()
}

/// One run: in turns, so that whatever else the machine does meets both.
fn ratio(store: &mut SqliteStore, profile: &Profile, me: PersonId, pairs: usize) -> f64 {
    let (mut of_hidden, mut of_absent) = (Vec::new(), Vec::new());
    store
        .in_transaction(|store| {
            for n in 0..pairs {
                let nowhere = ShiftId(Uuid::now_v7());
                let mut order = [(hidden(), true), (nowhere, false)];
                if n % 2 == 1 {
                    order.reverse();
                }
                for (shift, is_hidden) in order {
                    let (outcome, took) = asked(store, profile, me, shift);
                    assert!(matches!(outcome, Outcome::Refused { .. }), "{outcome:?}");
                    if is_hidden {
                        of_hidden.push(took);
                    } else {
                        of_absent.push(took);
                    }
                }
            }
            Ok::<(), StoreError>(())
        })
        .unwrap();
    median(of_hidden) / median(of_absent)
}

#[tokio::test]
async fn what_is_hidden_is_answered_as_quickly_as_what_is_not_there() {
    let community = Community::new();
    next_door(community.folder.path());
    let profile = Profile::default();
    let mut store = SqliteStore::open(&database_file(community.folder.path())).unwrap();
    let mut ratios = Vec::new();
    for _ in 0..RUNS {
        let ratio = ratio(&mut store, &profile, person(1), PAIRS);
        println!("hidden ÷ absent, median of {PAIRS}: {ratio:.3}");
        if (0.95..=1.05).contains(&ratio) {
            return;
        }
        ratios.push(ratio);
    }
    panic!("none of {RUNS} runs lay within 0.95–1.05: {ratios:.3?}");
}

/// Who may see it is refused for another reason, after the shift was read: had what is hidden been read too, the ratio
/// above would be like this one.
#[tokio::test]
async fn the_measure_sees_whether_a_document_was_read() {
    let community = Community::new();
    next_door(community.folder.path());
    let profile = Profile::default();
    let mut store = SqliteStore::open(&database_file(community.folder.path())).unwrap();
    let ratio = ratio(&mut store, &profile, person(0x9000), 200);
    println!("read ÷ absent: {ratio:.2}");
    assert!(ratio > 1.2, "{ratio:.3}");
}

/// How a route is asked for a shift.
type Asking = fn(&Phone, ShiftId) -> Request<Body>;

fn sign_up_by_http(phone: &Phone, shift: ShiftId) -> Request<Body> {
    let command = Command::SignUp {
        shift,
        sign_up: SignUpId(Uuid::now_v7()),
        or_wait: true,
    };
    let body = serde_json::to_vec(&[envelope(1, &command)]).unwrap();
    let request = phone.request(Method::POST, "/api/commands");
    let request = request.header(header::CONTENT_TYPE, "application/json");
    request.body(Body::from(body)).unwrap()
}

fn history_by_http(phone: &Phone, shift: ShiftId) -> Request<Body> {
    let path = format!("/api/history?document=shift/{shift}");
    let request = phone.request(Method::GET, &path);
    request.body(Body::empty()).unwrap()
}

fn photograph_by_http(phone: &Phone, shift: ShiftId) -> Request<Body> {
    let path = format!("/api/files/{}?shift={shift}", "a".repeat(64));
    let request = phone.request(Method::GET, &path);
    request.body(Body::empty()).unwrap()
}

/// One run through the whole router, of pairs in turns.
async fn http_ratio(phone: &Phone, asking: Asking, pairs: usize) -> f64 {
    let mut took = [Vec::new(), Vec::new()];
    let mut said = [String::new(), String::new()];
    for n in 0..2 * pairs {
        // Hidden, absent, absent, hidden.
        let which = (n + n / 2) % 2;
        let shift = [hidden(), ShiftId(Uuid::now_v7())][which];
        let request = asking(phone, shift);
        let begun = Instant::now();
        let answer = phone.clone().send(request).await;
        took[which].push(begun.elapsed());
        said[which] = format!("{} {}", answer.status, answer.text);
    }
    assert_eq!(said[0], said[1], "and they are told the same");
    let [of_hidden, of_absent] = took;
    median(of_hidden) / median(of_absent)
}

#[tokio::test]
async fn over_http_too_what_is_hidden_is_answered_as_quickly_as_what_is_not_there() {
    let mut door = Door::default();
    door.limits.account_requests = Rate::of(0, 0);
    let community = Community::with_door(door);
    next_door(community.folder.path());
    let phone = community.phone_of(1).await;
    let asked: [(&str, Asking, usize); 3] = [
        ("commands", sign_up_by_http, 400),
        ("history", history_by_http, 1_000),
        ("files", photograph_by_http, 1_000),
    ];
    for (route, asking, pairs) in asked {
        let mut ratios = Vec::new();
        while ratios.len() < RUNS {
            let ratio = http_ratio(&phone, asking, pairs).await;
            println!("/api/{route}, hidden ÷ absent, median of {pairs}: {ratio:.3}");
            ratios.push(ratio);
            if (0.95..=1.05).contains(&ratio) {
                break;
            }
        }
        let last = ratios.last().copied().unwrap_or_default();
        assert!((0.95..=1.05).contains(&last), "/api/{route}: {ratios:.3?}");
    }
}
