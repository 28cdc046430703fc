//! Route × who comes: nobody, somebody with a cookie that is none, somebody whose session is over, and every role on
//! every relation of places. What may be is written here, beside the router: whoever adds a route says here for whom.

use crate::phone::{
    Answer, Community, Phone, WORKER, about, as_system, desk, envelope, noon, person, shift_id,
};
use axum::{
    body::Body,
    http::{Method, StatusCode, header},
};
use linli_domain::{
    Command, GrantId, OrganizationId, PersonId, ShiftId, SignUpId,
    local::LocalText,
    organization::OrganizationKind,
    person::{PersonAbout, Role, Scope},
    place::{Level, PlaceCode},
};
use linli_server::{
    http::{Open, routes},
    sessions::Beginning,
    store::{Rests, SignedBy},
};
use linli_sync::{Envelope, Outcome};
use serde_json::json;
use uuid::Uuid;

/// For whom a route is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum For {
    Everybody,
    SignedIn,
    /// They, and whoever may do nothing yet but enrol a second factor.
    Enrolling,
    /// Everybody, where the server is built for tests, and nowhere else.
    Tests,
}

/// The matrix's own list of routes.
const ROUTES: [(&str, &str, For); 35] = [
    ("GET", "/api/session", For::Everybody),
    ("POST", "/api/session", For::Everybody),
    ("DELETE", "/api/session", For::Everybody),
    ("GET", "/api/session/devices", For::SignedIn),
    ("DELETE", "/api/session/devices", For::SignedIn),
    ("DELETE", "/api/session/devices/{id}", For::SignedIn),
    ("POST", "/api/session/passkey/begin", For::Everybody),
    ("POST", "/api/session/passkey", For::Everybody),
    ("POST", "/api/session/code", For::Everybody),
    ("GET", "/api/session/passkeys", For::Enrolling),
    ("POST", "/api/session/passkeys/begin", For::Enrolling),
    ("POST", "/api/session/passkeys", For::Enrolling),
    ("DELETE", "/api/session/passkeys/{id}", For::SignedIn),
    ("POST", "/api/session/codes/begin", For::Enrolling),
    ("POST", "/api/session/codes", For::Enrolling),
    ("DELETE", "/api/session/codes", For::SignedIn),
    ("POST", "/api/session/prove", For::SignedIn),
    ("POST", "/api/session/password", For::SignedIn),
    ("POST", "/api/ask", For::Everybody),
    ("GET", "/api/ask/{place}", For::Everybody),
    ("POST", "/api/invitations/look", For::Everybody),
    ("POST", "/api/invitations/take", For::Everybody),
    ("POST", "/api/invitations/passkey", For::Everybody),
    ("GET", "/api/history", For::SignedIn),
    ("POST", "/api/sealed", For::SignedIn),
    ("POST", "/api/export", For::SignedIn),
    ("POST", "/api/commands", For::SignedIn),
    ("POST", "/api/changes", For::SignedIn),
    ("GET", "/api/live", For::SignedIn),
    ("GET", "/api/files/{address}", For::SignedIn),
    ("PUT", "/api/files/{address}", For::SignedIn),
    ("GET", "/api/openapi.json", For::Everybody),
    ("GET", "/healthz", For::Everybody),
    ("GET", "/readyz", For::Everybody),
    ("POST", "/api/test/clock", For::Tests),
];

/// What the matrix does not know, or knows otherwise.
fn undeclared<'a>(routes: impl IntoIterator<Item = (&'a Method, &'a str, Open)>) -> Vec<String> {
    let unknown = routes.into_iter().filter(|(method, path, open)| {
        !ROUTES.iter().any(|(name, at, whom)| {
            let as_here = match open {
                Open::ToAll => matches!(whom, For::Everybody | For::Tests),
                Open::ToEnrolling => *whom == For::Enrolling,
                Open::ToSignedIn => *whom == For::SignedIn,
            };
            *method == name && path == at && as_here
        })
    });
    unknown
        .map(|(method, path, open)| format!("{method} {path} {open:?}"))
        .collect()
}

#[test]
fn a_route_that_is_not_declared_in_the_matrix_is_found() {
    let there = routes();
    let listed = || {
        there
            .iter()
            .map(|route| (&route.method, route.path, route.open))
    };
    assert_eq!(undeclared(listed()), [""; 0]);
    let planted = [
        (&Method::GET, "/api/everything", Open::ToSignedIn),
        (&Method::POST, "/api/changes", Open::ToAll),
    ];
    assert_eq!(
        undeclared(listed().chain(planted)),
        ["GET /api/everything ToSignedIn", "POST /api/changes ToAll"]
    );
    let missing = ROUTES.iter().filter(|(method, path, whom)| {
        let built = *whom != For::Tests || cfg!(feature = "test-clock");
        built
            && !there
                .iter()
                .any(|route| route.method == *method && route.path == *path)
    });
    assert_eq!(missing.count(), 0, "what is declared is there");
}

/// How a grant's scope stands to the community of the shift.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    Own,
    Ancestor,
    Descendant,
    Sibling,
    OtherCity,
    Team,
}

const PLACES: [At; 6] = [
    At::Own,
    At::Ancestor,
    At::Descendant,
    At::Sibling,
    At::OtherCity,
    At::Team,
];

fn code(text: &str) -> PlaceCode {
    text.parse().unwrap()
}

const FAR: &str = "310101001001";

fn team() -> OrganizationId {
    OrganizationId(Uuid::from_u128(0x7ea0))
}

fn scope(at: At) -> Scope {
    match at {
        At::Own => Scope::Place(desk()),
        At::Ancestor => Scope::Place(code("210203015")),
        At::Descendant => Scope::Place(code("210203015001002")),
        At::Sibling => Scope::Place(code("210203015002")),
        At::OtherCity => Scope::Place(code("310101001002")),
        At::Team => Scope::Organization(team()),
    }
}

/// A volunteer on the roster, whose telephone is nobody's business.
const CANARY: u128 = 0xca4;
const TELEPHONE: &str = "13977777777";

/// A community with somebody in every role, all of whom live far away.
fn town() -> (Community, Vec<(Role, At, u128)>) {
    let community = Community::new();
    let mut commands = vec![
        Command::RegisterPlace {
            code: code(FAR),
            level: Level::Community,
            name: LocalText::one("en", "Far"),
            desk: code(FAR),
        },
        Command::RegisterOrganization {
            organization: team(),
            kind: OrganizationKind::VolunteerTeam,
            name: LocalText::one("en", "Red vests"),
            places: vec![desk()],
            desk: desk(),
            specialty: None,
            is_brand: false,
            external_ref: None,
        },
    ];
    let register = |n: u128, home: &PlaceCode, phone: Option<&str>| {
        let about = json!({"volunteer_no": format!("M{n}"), "name": format!("Canary {n}"), "home": home, "phone": phone});
        let about: PersonAbout = serde_json::from_value(about).unwrap();
        Command::RegisterPerson {
            person: person(n),
            desk: home.clone(),
            about: Box::new(about),
        }
    };
    commands.push(register(CANARY, &desk(), Some(TELEPHONE)));
    let mut people = Vec::new();
    for role in Role::ALL {
        for at in PLACES {
            let n = 0x10_000 + people.len() as u128;
            commands.push(register(n, &code(FAR), None));
            commands.push(Command::GrantRole {
                person: person(n),
                grant: GrantId(Uuid::from_u128(n)),
                role,
                scope: scope(at),
                to: None,
            });
            people.push((role, at, n));
        }
    }
    as_system(community.folder.path(), noon(), commands);
    (community, people)
}

async fn session_of(community: &Community, n: u128) -> Phone {
    session_as(community, n, false).await
}

async fn session_as(community: &Community, n: u128, enrols: bool) -> Phone {
    let sessions = &community.server.sessions;
    let somebody = sessions.person(person(n)).await.unwrap().unwrap();
    let beginning = Beginning {
        device: "Test".into(),
        was_known: None,
        signed_by: SignedBy::Password,
        proved: noon(),
        enrols,
        rests: Rests::Link,
        in_place_of: None,
    };
    let begun = sessions.open(&somebody, beginning).await.unwrap().unwrap();
    let mut phone = community.phone();
    phone.cookie = Some(format!("linli={}", begun.token.text()));
    phone
}

async fn ask(phone: &Phone, method: &Method, path: &str, body: &str) -> Answer {
    let path = path
        .replace("{address}", &"a".repeat(64))
        .replace("{id}", &"a".repeat(32))
        .replace("{place}", "999999999999");
    let request = phone
        .request(method.clone(), &path)
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(body.to_owned()))
        .unwrap();
    if path == "/api/live" {
        // It never ends; who may listen is told at once.
        let response = phone.open(request).await;
        let (parts, _) = response.into_parts();
        return Answer {
            status: parts.status,
            headers: parts.headers,
            text: String::new(),
        };
    }
    phone.clone().send(request).await
}

#[tokio::test]
async fn no_route_leaks_to_anybody() {
    let (community, people) = town();
    let mut cells = 0;
    // Somebody on the roster, by their own phone.
    let mut canary = session_of(&community, CANARY).await;
    let outcomes = canary.submit(&[sign_up(CANARY)]).await;
    assert!(
        matches!(outcomes[0], Outcome::Applied { .. }),
        "{outcomes:?}"
    );

    let mut signed_out = vec![community.phone()];
    let mut none = community.phone();
    none.cookie = Some(format!("linli={}", "0".repeat(64)));
    signed_out.push(none);
    let over = session_of(&community, WORKER).await;
    over.clone().sign_out().await;
    signed_out.push(over);
    cells += enrols_and_nothing_else(&community).await;
    for phone in &signed_out {
        for route in routes() {
            for body in ["", "{}", "[]"] {
                let answer = ask(phone, &route.method, route.path, body).await;
                let refused = answer.status == StatusCode::UNAUTHORIZED;
                let is_open = route.open == Open::ToAll;
                assert!(
                    refused || is_open,
                    "{} {}: {}",
                    route.method,
                    route.path,
                    answer.status
                );
                assert!(
                    !answer.status.is_server_error(),
                    "{} {}",
                    route.method,
                    route.path
                );
                nothing_told(&answer.text, &route);
                cells += 1;
            }
        }
    }
    for (role, at, n) in people {
        let mut phone = session_of(&community, n).await;
        for route in routes() {
            if route.path == "/api/session" && route.method == Method::DELETE {
                continue;
            }
            let body = if route.path == "/api/commands" {
                "[]"
            } else {
                "{}"
            };
            let answer = ask(&phone, &route.method, route.path, body).await;
            let known = answer.status != StatusCode::UNAUTHORIZED || route.path == "/api/session";
            let what = format!("{role:?} at {at:?}: {} {}", route.method, route.path);
            assert!(
                known && !answer.status.is_server_error(),
                "{what}: {}",
                answer.status
            );
            let desk =
                at == At::Own && matches!(role, Role::CommunityWorker | Role::CommunityAdmin);
            assert_eq!(
                answer.text.contains(TELEPHONE),
                desk && route.path == "/api/changes",
                "{what} tells a telephone"
            );
            cells += 1;
        }
        cells += commands_tell_nothing(&mut phone, n, role, at).await;
    }
    println!("{cells} cells: route × role × relation");
}

/// Whoever must enrol a second factor first is signed in nowhere else.
async fn enrols_and_nothing_else(community: &Community) -> usize {
    let mut cells = 0;
    for route in routes() {
        let phone = session_as(community, WORKER, true).await;
        let answer = ask(&phone, &route.method, route.path, "{}").await;
        let refused = answer.status == StatusCode::UNAUTHORIZED;
        let what = format!("{} {}: {}", route.method, route.path, answer.status);
        match route.open {
            Open::ToSignedIn => assert!(refused, "{what}"),
            Open::ToEnrolling => assert!(!refused && !answer.status.is_server_error(), "{what}"),
            Open::ToAll => assert!(!answer.status.is_server_error(), "{what}"),
        }
        if (&route.method, route.path) == (&Method::GET, "/api/session") {
            assert!(refused, "{what}");
        }
        cells += 1;
    }
    cells
}

fn nothing_told(text: &str, route: &linli_server::http::Route) {
    for canary in [TELEPHONE, "Canary", "Neighbour", "Stalls"] {
        assert!(
            !text.contains(canary),
            "{} {}: {text}",
            route.method,
            route.path
        );
    }
}

fn sign_up(n: u128) -> Envelope {
    to_sign_up(n, shift_id())
}

fn to_sign_up(n: u128, shift: ShiftId) -> Envelope {
    let command = Command::SignUp {
        shift,
        sign_up: SignUpId(Uuid::now_v7()),
        or_wait: true,
    };
    envelope(n, &command)
}

/// A hidden shift and one that is not there are answered alike, and nobody sends in somebody else's name.
async fn commands_tell_nothing(phone: &mut Phone, n: u128, role: Role, at: At) -> usize {
    let what = format!("{role:?} at {at:?}");
    let nowhere = ShiftId(Uuid::from_u128(0xdead));
    // Who is in the team reads what its community calls for; whoever reads nothing by their role, does not.
    let nothing = [
        Role::New,
        Role::DistrictViewer,
        Role::CityViewer,
        Role::SystemAdmin,
    ];
    let of_team = [
        Role::New,
        Role::Volunteer,
        Role::TeamLead,
        Role::UnitRep,
        Role::Talker,
        Role::Mediator,
        Role::SocialWorker,
    ];
    let sees = match at {
        At::Own => !nothing.contains(&role),
        At::Team => of_team.contains(&role),
        _ => false,
    };
    let mut about = about(3);
    about.title = LocalText::one("en", "Changed");
    let correct = |shift| Command::CorrectShift {
        shift,
        about: Box::new(about.clone()),
    };
    let desk = at == At::Own && matches!(role, Role::CommunityWorker | Role::CommunityAdmin);
    let outcomes = phone
        .submit(&[
            envelope(n, &correct(shift_id())),
            envelope(n, &correct(nowhere)),
            to_sign_up(n, nowhere),
        ])
        .await;
    let applied = matches!(outcomes[0], Outcome::Applied { .. });
    assert_eq!(applied, desk, "{what}: {:?}", outcomes[0]);
    if !sees {
        assert_eq!(outcomes[0], outcomes[1], "{what}: hidden and absent");
        let hidden = phone.submit(&[to_sign_up(n, shift_id())]).await;
        assert_eq!(hidden[0], outcomes[2], "{what}: hidden and absent");
    }
    let other = if n == 1 { 2 } else { 1 };
    let body = serde_json::to_string(&[sign_up(other)]).unwrap();
    let answer = phone.post("/api/commands", body).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN, "{what}");
    assert_ne!(person(n), PersonId::SYSTEM);
    5
}
