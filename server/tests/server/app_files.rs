use crate::phone::Phone;
use axum::{
    body::Body,
    http::{Method, StatusCode},
};
use linli_server::{Clock, Config, Server};
use std::fs;
use tempfile::TempDir;

pub fn app() -> (TempDir, Phone) {
    let folder = tempfile::tempdir().unwrap();
    let dist = folder.path().join("dist");
    fs::create_dir_all(dist.join("icons")).unwrap();
    for (name, text) in [
        ("index.html", "<!doctype html>shell"),
        ("app.js", "plain"),
        ("app.js.br", "compressed"),
        ("icons/a.svg", "<svg/>"),
        (".hidden", "hidden"),
    ] {
        fs::write(dist.join(name), text).unwrap();
    }
    fs::write(folder.path().join("secret"), "secret").unwrap();
    let config = Config {
        door: Default::default(),
        second_factor: Default::default(),
        profile: Default::default(),
        data: folder.path().join("data"),
        app: Some(dist),
        public_url: None,
        clock: Clock::system(),
    };
    let router = Server::open(&config).unwrap().router();
    (folder, Phone::over(router))
}

#[tokio::test]
async fn every_route_of_the_app_is_its_shell() {
    let (_folder, mut phone) = app();
    for path in [
        "/",
        "/help",
        "/shifts/0195-a/roster",
        "/icons",
        "/index.html",
    ] {
        let answer = phone.get(path).await;
        assert_eq!(
            (answer.status, answer.text.as_str()),
            (StatusCode::OK, "<!doctype html>shell"),
            "{path}"
        );
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(answer.header("cache-control"), "no-cache");
    }
}

#[tokio::test]
async fn a_file_that_is_not_there_is_not_the_shell() {
    let (_folder, mut phone) = app();
    for path in [
        "/old-1234.js",
        "/icons/b.svg",
        "/.hidden",
        "/../secret",
        "/%2e%2e/secret",
        "/icons/../../secret",
    ] {
        let answer = phone.get(path).await;
        assert_eq!(
            answer.status,
            StatusCode::NOT_FOUND,
            "{path}: {}",
            answer.text
        );
    }
}

#[tokio::test]
async fn compressed_where_the_browser_takes_it() {
    let (_folder, mut phone) = app();
    for (accepted, text, encoding) in [
        ("gzip, deflate, br", "compressed", "br"),
        ("br;q=0", "plain", ""),
        ("gzip", "plain", ""),
    ] {
        let request = phone
            .request(Method::GET, "/app.js")
            .header("accept-encoding", accepted);
        let answer = phone.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(
            (answer.text.as_str(), answer.header("content-encoding")),
            (text, encoding)
        );
        assert_eq!(
            answer.header("content-type"),
            "text/javascript; charset=utf-8"
        );
        assert_eq!(answer.header("vary"), "accept-encoding");
    }
}

#[tokio::test]
async fn what_the_browser_holds_is_not_sent_again_until_it_changes() {
    let (folder, mut phone) = app();
    let etag = phone.get("/icons/a.svg").await.header("etag").to_owned();
    let ask = |phone: &Phone, etag: &str| {
        let request = phone
            .request(Method::GET, "/icons/a.svg")
            .header("if-none-match", etag);
        request.body(Body::empty()).unwrap()
    };
    let request = ask(&phone, &format!("\"x\", W/{etag}"));
    let held = phone.send(request).await;
    assert_eq!(
        (held.status, held.text.as_str()),
        (StatusCode::NOT_MODIFIED, "")
    );
    fs::write(folder.path().join("dist/icons/a.svg"), "<svg>new</svg>").unwrap();
    let request = ask(&phone, &etag);
    let changed = phone.send(request).await;
    assert_eq!(
        (changed.status, changed.text.as_str()),
        (StatusCode::OK, "<svg>new</svg>")
    );
    assert_ne!(changed.header("etag"), etag);
}
