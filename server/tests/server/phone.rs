//! A community with its people, and phones that speak HTTP to the router.

use crate::openapi::validate::undescribed;
use axum::{
    Router,
    body::Body,
    extract::ConnectInfo,
    http::{Method, Request, Response, StatusCode, header},
};
use chrono::TimeDelta;
use http_body_util::BodyExt;
use linli_domain::{
    Caller, Command, CommandId, GrantId, PersonId, Profile, ShiftId, SignUpId,
    local::LocalText,
    person::{PersonAbout, Role, Scope},
    place::{Level, PlaceCode},
    shift::ShiftAbout,
    time::{Instant, Span, hours},
};
use linli_server::{
    Clock, Config, Server,
    door::Door,
    password,
    second_factor::SecondFactor,
    store::{SqliteStore, at_once, database_file},
};
use linli_sync::{Changes, ChangesRequest, Circumstances, Envelope, Outcome, submit_all};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::{net::SocketAddr, path::Path, sync::LazyLock};
use tempfile::TempDir;
use tower::ServiceExt;
use uuid::Uuid;

pub const DESK: &str = "210203015001";
pub const PASSWORD: &str = "linli-demo";
static HASHED: LazyLock<String> = LazyLock::new(|| password::hash(PASSWORD).unwrap());

pub fn desk() -> PlaceCode {
    DESK.parse().unwrap()
}

pub fn noon() -> Instant {
    "2026-11-20T04:00:00Z".parse().unwrap()
}

/// Volunteers are 1, 2, …; the community worker is 100.
pub const WORKER: u128 = 100;

pub fn person(n: u128) -> PersonId {
    PersonId(Uuid::from_u128(n))
}

pub fn shift_id() -> ShiftId {
    ShiftId(Uuid::from_u128(0x5000))
}

/// A shift of two places tomorrow.
pub fn about(slots: u16) -> ShiftAbout {
    let start = noon() + hours(24);
    serde_json::from_value(json!({
        "title": {"en": "Stalls at the fair"}, "place": DESK, "slots": slots,
        "span": Span { start, end: start + hours(3) },
    }))
    .unwrap()
}

fn register(n: u128, role: Role) -> Vec<Command> {
    let about =
        json!({"volunteer_no": format!("V{n}"), "name": format!("Neighbour {n}"), "home": DESK});
    let about: PersonAbout = serde_json::from_value(about).unwrap();
    vec![
        Command::RegisterPerson {
            person: person(n),
            desk: desk(),
            about: Box::new(about),
        },
        Command::GrantRole {
            person: person(n),
            grant: GrantId(Uuid::from_u128(0x6000 + n)),
            role,
            scope: Scope::Place(desk()),
            to: None,
        },
    ]
}

/// Gives commands in the system's name, on a connection of its own.
pub fn as_system(data: &Path, now: Instant, commands: Vec<Command>) {
    let mut store = SqliteStore::open(&database_file(data)).unwrap();
    let profile = Profile::default();
    let given = Circumstances {
        now,
        profile: &profile,
        entropy: [7; 32],
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
}

/// A community, its server and its folder.
pub struct Community {
    pub folder: TempDir,
    pub server: Server,
    pub clock: Clock,
}

impl Community {
    /// Three volunteers, a worker, and an open shift of two places.
    pub fn new() -> Self {
        Self::with(None)
    }

    pub fn with(public_url: Option<&str>) -> Self {
        Self::with_profile(public_url, Profile::default())
    }

    pub fn with_profile(public_url: Option<&str>, profile: Profile) -> Self {
        Self::behind(
            public_url,
            profile,
            (Door::default(), SecondFactor::Offered),
        )
    }

    pub fn with_door(door: Door) -> Self {
        let door = (door, SecondFactor::Offered);
        Self::behind(None, Profile::default(), door)
    }

    /// Where whoever sees other people's data must have a second factor.
    pub fn demanding(second_factor: SecondFactor) -> Self {
        let door = (Door::default(), second_factor);
        Self::behind(Some("https://linli.test"), Profile::default(), door)
    }

    fn behind(
        public_url: Option<&str>,
        profile: Profile,
        (door, second_factor): (Door, SecondFactor),
    ) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut commands = vec![Command::RegisterPlace {
            code: desk(),
            level: Level::Community,
            name: LocalText::one("en", "Jinhong"),
            desk: desk(),
        }];
        for n in 1..=3 {
            commands.extend(register(n, Role::Volunteer));
        }
        commands.extend(register(WORKER, Role::CommunityWorker));
        commands.push(Command::OpenShift {
            shift: shift_id(),
            about: Box::new(about(2)),
        });
        as_system(folder.path(), noon(), commands);
        let mut store = SqliteStore::open(&database_file(folder.path())).unwrap();
        for n in [1, 2, 3, WORKER] {
            store.set_password(person(n), &HASHED, noon()).unwrap();
            assert!(store.add_login(person(n), &format!("V{n}")).unwrap());
        }
        let clock = Clock::still_at(noon());
        let config = Config {
            door,
            second_factor,
            profile,
            data: folder.path().to_owned(),
            app: None,
            public_url: public_url.map(str::to_owned),
            clock: clock.clone(),
        };
        let server = Server::open(&config).unwrap();
        Community {
            folder,
            server,
            clock,
        }
    }

    /// Volunteer `n` works at the desk as well from now on.
    pub fn gives_desk_to(&self, n: u128) {
        let grant = Command::GrantRole {
            person: person(n),
            grant: GrantId(Uuid::now_v7()),
            role: Role::CommunityWorker,
            scope: Scope::Place(desk()),
            to: None,
        };
        as_system(self.folder.path(), noon(), vec![grant]);
    }

    /// A phone on which nobody is signed in.
    pub fn phone(&self) -> Phone {
        Phone::over(self.server.router())
    }

    /// The same, at an address.
    pub fn phone_at(&self, address: &str) -> Phone {
        let address = address.parse().unwrap();
        Phone {
            address: Some(SocketAddr::new(address, 4711)),
            ..self.phone()
        }
    }

    /// So much time passes.
    pub fn wait(&self, time: TimeDelta) {
        self.clock.set(self.clock.now() + time);
    }

    /// The phone of volunteer `n`, signed in.
    pub async fn phone_of(&self, n: u128) -> Phone {
        let mut phone = self.phone();
        let answer = phone.sign_in(&format!("V{n}"), PASSWORD).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        phone
    }

    /// Another connection to the same database.
    pub fn database(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(database_file(self.folder.path())).unwrap()
    }
}

/// Something that speaks HTTP and keeps the session's cookie and the device's.
#[derive(Clone, Default)]
pub struct Phone {
    pub router: Router,
    pub cookie: Option<String>,
    pub device: Option<String>,
    /// Where it asks from, where that is said.
    pub address: Option<SocketAddr>,
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: header::HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    pub fn error(&self) -> String {
        self.json::<Value>()["error"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }
}

impl Phone {
    pub fn over(router: Router) -> Phone {
        Phone {
            router,
            ..Default::default()
        }
    }

    pub fn request(&self, method: Method, path: &str) -> axum::http::request::Builder {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "linli.test");
        let request = match self.address {
            Some(address) => request.extension(ConnectInfo(address)),
            None => request,
        };
        let cookies: Vec<_> = self.cookie.iter().chain(&self.device).cloned().collect();
        match cookies.join("; ") {
            none if none.is_empty() => request,
            cookies => request.header(header::COOKIE, cookies),
        }
    }

    /// Whether it is signed in over TLS.
    pub fn secure(&self) -> bool {
        let cookie = self.cookie.as_deref().unwrap_or_default();
        cookie.starts_with("__Host-")
    }

    pub async fn open(&self, request: Request<Body>) -> Response<Body> {
        self.router.clone().oneshot(request).await.unwrap()
    }

    pub async fn send(&mut self, request: Request<Body>) -> Answer {
        let (method, asked) = (request.method().clone(), request.uri().to_string());
        let response = self.open(request).await;
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        // Whatever a test asks for: no answer is one that nobody has described.
        let undescribed = undescribed(&method, &asked, parts.status, &parts.headers, &bytes);
        assert_eq!(undescribed, None);
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let kept = (!pair.ends_with('=')).then(|| pair.to_owned());
            if pair.contains("-device=") {
                self.device = kept;
            } else {
                self.cookie = kept;
            }
        }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Answer {
            status: parts.status,
            headers: parts.headers,
            text,
        }
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        let request = self.request(Method::GET, path).body(Body::empty()).unwrap();
        self.send(request).await
    }

    pub async fn post(&mut self, path: &str, body: impl Into<Body>) -> Answer {
        let request = self
            .request(Method::POST, path)
            .header(header::CONTENT_TYPE, "application/json");
        self.send(request.body(body.into()).unwrap()).await
    }

    pub async fn sign_in(&mut self, login: &str, password: &str) -> Answer {
        let body = json!({"login": login, "password": password}).to_string();
        self.post("/api/session", body).await
    }

    pub async fn delete(&mut self, path: &str) -> Answer {
        let request = self.request(Method::DELETE, path);
        self.send(request.body(Body::empty()).unwrap()).await
    }

    pub async fn sign_out(&mut self) -> Answer {
        self.delete("/api/session").await
    }

    pub async fn submit(&mut self, envelopes: &[Envelope]) -> Vec<Outcome> {
        let answer = self
            .post("/api/commands", serde_json::to_vec(envelopes).unwrap())
            .await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        answer.json()
    }

    pub async fn pull(&mut self, request: &ChangesRequest) -> Changes {
        let answer = self
            .post("/api/changes", serde_json::to_vec(request).unwrap())
            .await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        answer.json()
    }
}

pub fn envelope(n: u128, command: &Command) -> Envelope {
    Envelope::new(CommandId(Uuid::now_v7()), person(n), noon(), command).unwrap()
}

pub fn sign_up(n: u128) -> Envelope {
    let command = Command::SignUp {
        shift: shift_id(),
        sign_up: SignUpId(Uuid::from_u128(0x7000 + n)),
        or_wait: true,
    };
    envelope(n, &command)
}

pub fn applied(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Applied { .. })
}
