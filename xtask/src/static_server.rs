//! A static file server, as small as static hosting is: it serves `dist/` for the app on this
//! device alone, and answers every unknown route with the app's page.

use crate::{paths, say};
use anyhow::{Context, Result};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Component, Path};

/// `cargo xtask serve [ADDRESS]`.
pub fn serve(arguments: &[String]) -> Result<()> {
    let address = arguments.first().map_or("127.0.0.1:7879", String::as_str);
    let folder = paths::dist();
    let listener =
        TcpListener::bind(address).with_context(|| format!("cannot listen on {address}"))?;
    say::step(format!("{} on http://{address}", folder.display()));
    for stream in listener.incoming() {
        let folder = folder.clone();
        // A visitor who hangs up is none of our business.
        std::thread::spawn(move || answer(&stream?, &folder));
    }
    Ok(())
}

fn answer(mut stream: &TcpStream, folder: &Path) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream);
    let mut first = String::new();
    reader.read_line(&mut first)?;
    let mut takes_brotli = false;
    let mut line = String::new();
    while reader.read_line(&mut line)? > 2 {
        let header = line.to_ascii_lowercase();
        takes_brotli |= header.starts_with("accept-encoding:") && header.contains("br");
        line.clear();
    }
    let path = first.split_whitespace().nth(1).unwrap_or("/");
    let name = path
        .split(['?', '#'])
        .next()
        .unwrap_or("/")
        .trim_start_matches('/');
    let Some(name) = file_for(folder, name) else {
        return stream.write_all(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n");
    };
    let packed = folder.join(format!("{name}.br"));
    let brotli = takes_brotli && packed.is_file();
    let body = fs::read(if brotli { packed } else { folder.join(&name) })?;
    let encoding = if brotli {
        "content-encoding: br\r\n"
    } else {
        ""
    };
    write!(
        stream,
        "HTTP/1.1 200 OK\r\ncontent-type: {}\r\ncontent-length: {}\r\n{encoding}\
         cache-control: no-cache\r\nvary: accept-encoding\r\nconnection: close\r\n\r\n",
        content_type(&name),
        body.len()
    )?;
    stream.write_all(&body)
}

/// The file to send: a route of the app gets the page, a file that is missing does not.
fn file_for(folder: &Path, name: &str) -> Option<String> {
    let mut parts = Path::new(name).components();
    let is_inside = parts.all(|part| matches!(part, Component::Normal(_)));
    if !name.is_empty() && is_inside && folder.join(name).is_file() {
        return Some(name.to_owned());
    }
    let is_route = !name.starts_with("api/") && Path::new(name).extension().is_none();
    is_route.then(|| "index.html".to_owned())
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webmanifest" => "application/manifest+json",
        "json" => "application/json",
        _ => "application/octet-stream",
    }
}
