//! What is written down about people while they are served: nothing.

use crate::{
    faults::{fail, heal},
    phone::{Community, Phone, envelope, noon, person},
};
use axum::{
    body::Body,
    http::{Method, StatusCode, header},
};
use linli_domain::{Command, person::PersonAbout};
use linli_server::store::{SqliteStore, database_file};
use serde_json::{Value, json};
use std::{
    io::Write,
    sync::{Arc, Mutex},
};
use tracing_subscriber::filter::LevelFilter;

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Log {
    /// Hears everything that this process logs from now on, whoever's it is: what is looked for is ours alone.
    fn hears_all() -> Log {
        let log = Log::default();
        let writer = log.clone();
        tracing_subscriber::fmt()
            .with_max_level(LevelFilter::TRACE)
            .with_writer(move || writer.clone())
            .init();
        log
    }

    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

const NAME: &str = "Kanarienvogel";
const TELEPHONE: &str = "13871310099";
const PASSWORD: &str = "a canary sings in the mine";
const TYPED: &str = "goldfinch1731";

async fn post_as(phone: &mut Phone, path: &str, body: String) -> (StatusCode, Value) {
    let request = phone
        .request(Method::POST, path)
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::USER_AGENT, TYPED)
        .header("x-forwarded-for", "203.0.113.171");
    let answer = phone.send(request.body(Body::from(body)).unwrap()).await;
    (answer.status, answer.json())
}

fn registered() -> (Community, Command) {
    let community = Community::new();
    let about: PersonAbout = serde_json::from_value(json!({
        "volunteer_no": "V71310", "name": NAME, "phone": TELEPHONE, "home": crate::phone::DESK,
    }))
    .unwrap();
    let register = Command::RegisterPerson {
        person: person(71310),
        desk: crate::phone::desk(),
        about: Box::new(about),
    };
    crate::phone::as_system(community.folder.path(), noon(), vec![register.clone()]);
    let mut store = SqliteStore::open(&database_file(community.folder.path())).unwrap();
    let hashed = linli_server::password::hash(PASSWORD).unwrap();
    store.set_password(person(71310), &hashed, noon()).unwrap();
    assert!(store.add_login(person(71310), NAME).unwrap());
    (community, register)
}

#[tokio::test]
async fn no_name_number_password_or_token_is_written_into_the_log() {
    let log = Log::hears_all();
    let (community, register) = registered();
    let mut phone = community.phone_at("198.51.100.171");
    let mut tokens = Vec::new();
    for password in [TYPED, PASSWORD] {
        let body = json!({"login": NAME, "password": password}).to_string();
        post_as(&mut phone, "/api/session", body).await;
    }
    for cookie in [&phone.cookie, &phone.device] {
        tokens.push(
            cookie
                .as_ref()
                .unwrap()
                .split_once('=')
                .unwrap()
                .1
                .to_owned(),
        );
    }
    for path in ["/api/commands", "/api/changes", "/api/session"] {
        for body in [
            format!("{{\"{TYPED}\": \"{TELEPHONE}\"}}"),
            format!("[\"{NAME}"),
            format!("{{\"epoch\": [\"{TELEPHONE}\"]}}"),
        ] {
            let (status, _) = post_as(&mut phone, path, body).await;
            assert!(status.is_client_error(), "{status}");
        }
    }
    let sent = [envelope(71310, &register)];
    fail(&community, None);
    let (status, answer) = post_as(&mut phone, "/api/commands", json!(sent).to_string()).await;
    heal(&community);
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    // A document that cannot be read any more, of which the reader's own words quote what is wrong.
    let (desk, key) = (crate::phone::DESK, format!("person/{}", person(71310)));
    let broken = format!(
        "UPDATE documents SET body = replace(body, '{desk}', '{NAME} !') WHERE key = '{key}'"
    );
    assert_eq!(community.database().execute(&broken, ()).unwrap(), 1);
    community.wait(linli_domain::time::hours(25));
    let unreadable = phone.get("/api/session").await;
    assert_eq!(
        unreadable.status,
        StatusCode::SERVICE_UNAVAILABLE,
        "{}",
        unreadable.text
    );

    let text = log.text();
    let id = answer["id"].as_str().unwrap();
    assert!(
        text.contains(id),
        "the log is heard, and says under the id what failed"
    );
    assert!(text.contains("a sign-in"), "{text}");
    let addresses = ["198.51.100.171", "203.0.113.171"];
    let secrets = [NAME, TELEPHONE, PASSWORD, TYPED, "kanarienvogel", "V71310"];
    let person = person(71310).to_string();
    let all = secrets.iter().chain(&addresses).copied();
    for secret in all
        .chain(tokens.iter().map(String::as_str))
        .chain([&*person])
    {
        assert!(!text.contains(secret), "{secret} in the log");
    }
}

#[tokio::test]
async fn an_answer_that_fails_says_nothing_but_an_id() {
    let community = Community::new();
    let mut phone = community.phone_of(1).await;
    fail(&community, None);
    let body = json!([crate::phone::sign_up(1)]).to_string();
    let mut ids = Vec::new();
    for _ in 0..2 {
        let (status, answer) = post_as(&mut phone, "/api/commands", body.clone()).await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
        let id = answer["id"].as_str().unwrap().to_owned();
        assert_eq!(
            answer,
            json!({"error": "store_failed", "reasons": [], "id": id})
        );
        assert_eq!(id.len(), 16);
        ids.push(id);
    }
    assert_ne!(ids[0], ids[1]);
}
