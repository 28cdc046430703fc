//! A community of volunteers who are signed in already, and shifts that do not overlap.

use linli_domain::{
    Caller, Command, CommandId, GrantId, PersonId, Profile, ShiftId, SignUpId,
    local::LocalText,
    person::{PersonAbout, Role, Scope},
    place::{Level, PlaceCode},
    shift::ShiftAbout,
    time::{Span, hours},
};
use linli_server::{
    Clock,
    sessions::Token,
    store::{Opened, Rests, Session, SignedBy, SqliteStore, at_once, database_file},
};
use linli_sync::{Circumstances, Envelope, Outcome, submit_all};
use serde_json::json;
use std::path::{Path, PathBuf};
use uuid::Uuid;

pub const SHIFTS: usize = 32;
pub const VOLUNTEERS: usize = 64;
/// Who leads the shifts; none of them signs up.
const LEADS: std::ops::Range<usize> = 900..904;
const DESK: &str = "210204011009";

pub struct Community {
    pub file: PathBuf,
    tokens: Vec<Token>,
    envelopes: Vec<Vec<Envelope>>,
}

fn volunteer(n: usize) -> PersonId {
    PersonId(Uuid::from_u128(0x1_0000 + n as u128))
}

fn shift(n: usize) -> ShiftId {
    ShiftId(Uuid::from_u128(0x2_0000 + n as u128))
}

impl Community {
    pub fn make(data: &Path, slots: u16) -> Self {
        Self::make_with(data, slots, VOLUNTEERS, SHIFTS)
    }

    pub fn make_with(data: &Path, slots: u16, volunteers: usize, shifts: usize) -> Self {
        let file = database_file(data);
        let mut store = SqliteStore::open(&file).unwrap();
        let now = Clock::system().now();
        let mut commands = vec![Command::RegisterPlace {
            code: desk(),
            level: Level::Community,
            name: LocalText::one("zh-Hans", "锦虹社区"),
            desk: desk(),
        }];
        commands.extend((0..volunteers).chain(LEADS).flat_map(register));
        commands.extend((0..shifts).map(|n| open(n, slots, now)));
        let profile = Profile::default();
        let given = Circumstances {
            now,
            profile: &profile,
            entropy: [3; 32],
        };
        let commands: Vec<_> = commands
            .into_iter()
            .map(|command| (CommandId(Uuid::now_v7()), Caller::System, command))
            .collect();
        let done = store.in_transaction(|store| at_once(submit_all(store, &commands, &given)));
        for submitted in done.unwrap() {
            assert!(
                matches!(submitted.outcome, Outcome::Applied { .. }),
                "{:?}",
                submitted.outcome
            );
        }
        let tokens = (0..volunteers)
            .map(|n| sign_in(&mut store, n, now))
            .collect();
        let envelopes = (0..volunteers)
            .map(|n| (0..shifts).map(|s| sign_up(n, s, now)).collect())
            .collect();
        Community {
            file,
            tokens,
            envelopes,
        }
    }

    pub fn cookie(&self, volunteer: usize) -> String {
        format!("linli={}", self.tokens[volunteer].text())
    }

    pub fn envelope(&self, volunteer: usize, shift: usize) -> &Envelope {
        &self.envelopes[volunteer][shift]
    }

    pub fn sign_up(&self, volunteer: usize, shift: usize) -> String {
        serde_json::to_string(&[self.envelope(volunteer, shift)]).unwrap()
    }
}

fn desk() -> PlaceCode {
    DESK.parse().unwrap()
}

fn register(n: usize) -> Vec<Command> {
    let about: PersonAbout = serde_json::from_value(json!({
        "volunteer_no": format!("V{n:03}"), "name": format!("志愿者{n:03}"), "phone": format!("138000{n:05}"),
        "birth": {"year": 1980}, "home": format!("{DESK}001"), "skills": ["first_aid"],
    }))
    .unwrap();
    let person = volunteer(n);
    let grant = Command::GrantRole {
        person,
        grant: GrantId(Uuid::from_u128(0x3_0000 + n as u128)),
        role: Role::Volunteer,
        scope: Scope::Place(desk()),
        to: None,
    };
    vec![
        Command::RegisterPerson {
            person,
            desk: desk(),
            about: Box::new(about),
        },
        grant,
    ]
}

fn open(n: usize, slots: u16, now: linli_domain::time::Instant) -> Command {
    let start = now + hours(48 + 3 * n as i64);
    let about: ShiftAbout = serde_json::from_value(json!({
        "title": {"zh-Hans": format!("便民大集摊位 {n}"), "en": format!("Stalls at the fair {n}")},
        "text": "搭摊位、引导居民、收摊清扫。Putting up stalls, showing people the way, clearing up.",
        "place": DESK, "meeting_point": "社区广场东门", "slots": slots, "min_staff": 2,
        "span": Span { start, end: start + hours(2) },
        "risks": "搬运桌椅时注意安全", "bring": "水杯、帽子", "insurance": true,
        "lead": volunteer(LEADS.start + n % LEADS.len()),
    }))
    .unwrap();
    Command::OpenShift {
        shift: shift(n),
        about: Box::new(about),
    }
}

fn sign_in(store: &mut SqliteStore, n: usize, now: linli_domain::time::Instant) -> Token {
    let token = Token::fresh().unwrap();
    let session = Session {
        person: volunteer(n),
        expires: now + hours(24 * 30),
        // Today, as a session that is in use is: it is noted once a day.
        used: Some(Profile::default().local_date(now)),
        signed_by: SignedBy::Link,
        proved: now,
        enrols: false,
    };
    let opened = Opened {
        rests: Rests::Link,
        in_place_of: None,
        id: linli_server::random::id().unwrap(),
        device: String::new(),
        known: None,
        was_known: None,
    };
    let opens = store.open_session(&token.hashed(), session, &opened, now);
    assert!(opens.unwrap());
    token
}

fn sign_up(n: usize, s: usize, now: linli_domain::time::Instant) -> Envelope {
    let command = Command::SignUp {
        shift: shift(s),
        sign_up: SignUpId(Uuid::from_u128(0x4_0000_0000 + (n * 1000 + s) as u128)),
        or_wait: true,
    };
    Envelope::new(CommandId(Uuid::now_v7()), volunteer(n), now, &command).unwrap()
}
