//! What stands around a request: addresses, cookies, headers; and the command line's own small words.

use crate::{chosen, text};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Uri};
use linli_domain::{DocumentKey, ShiftId};
use linli_server::{
    address::{Address, Forwarded, Network, Proxies},
    device_name,
    http::parsers,
    rates::Rate,
    server::Site,
    sessions::Token,
};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A map of one header, in as many lines as there are.
fn lines(name: &'static str, data: &[u8]) -> HeaderMap {
    let mut map = HeaderMap::new();
    for line in data.split(|byte| *byte == b'\n') {
        if let Ok(value) = HeaderValue::from_bytes(line) {
            map.append(HeaderName::from_static(name), value);
        }
    }
    map
}

pub fn addresses(data: &[u8]) {
    if let Some(text) = text(data) {
        let read = text.lines().next().unwrap_or_default();
        if let Ok(network) = read.parse::<Network>() {
            let bare = read.split('/').next().unwrap_or_default().trim();
            let bare: IpAddr = bare.parse().expect("it begins with an address");
            assert!(network.contains(bare), "an address lies in its own network");
        }
        if let Ok(header) = read.parse::<Forwarded>() {
            assert_eq!(header.to_string().parse(), Ok(header));
        }
    }
    let stranger = IpAddr::V4(Ipv4Addr::new(203, 0, 113, 9));
    let proxy = IpAddr::V4(Ipv4Addr::new(10, 0, 0, 7));
    for (header, name) in [
        (Forwarded::XForwardedFor, "x-forwarded-for"),
        (Forwarded::Standard, "forwarded"),
    ] {
        let proxies = Proxies {
            trusted: vec!["10.0.0.0/8".parse().expect("a network")],
            header,
        };
        let map = lines(name, data);
        assert_eq!(
            proxies.asker(stranger, &map),
            stranger,
            "a stranger is not believed"
        );
        assert_eq!(proxies.unheard(stranger, &map), !map.is_empty());
        let asker = proxies.asker(proxy, &map);
        assert_eq!(asker, asker.to_canonical());
        let counted = Address::of(asker);
        assert_eq!(counted, Address::of(asker.to_canonical()));
        if let IpAddr::V6(asker) = asker {
            let neighbour = Ipv6Addr::from_bits(asker.to_bits() ^ 1);
            assert_eq!(
                Address::of(IpAddr::V6(neighbour)),
                counted,
                "a household counts once"
            );
        }
    }
}

pub fn cookies(data: &[u8]) {
    let map = lines("cookie", data);
    for secure in [false, true] {
        let site = Site {
            origin: None,
            secure,
        };
        for (token, name) in [
            (parsers::session_token(&map, &site), site.cookie()),
            (parsers::device_token(&map, &site), site.device_cookie()),
        ] {
            let Some(token) = token else { continue };
            assert_eq!(
                Token::read(token.text())
                    .map(|again| again.text().to_owned())
                    .as_deref(),
                Some(token.text())
            );
            // A token that is believed came under its own name, letter for letter.
            let there = map
                .get_all("cookie")
                .iter()
                .any(|line| String::from_utf8_lossy(line.as_bytes()).contains(name));
            assert!(there, "{name}");
        }
    }
    if let Some(text) = text(data) {
        assert!(device_name::device_name(text).chars().count() <= device_name::LONGEST);
        if let Some(token) = Token::read(text) {
            assert_eq!(token.text(), text);
        }
    }
}

pub fn headers(data: &[u8]) {
    let Some((which, rest)) = chosen(data) else {
        return;
    };
    match which % 6 {
        0 => {
            let map = lines("content-type", rest);
            let json = parsers::is_json(&map);
            assert!(!json || map.len() == 1, "one type, and no other beside it");
        }
        1 => {
            let map = lines("accept-encoding", rest);
            if parsers::takes_brotli(&map) {
                assert!(
                    map.values()
                        .next()
                        .is_some_and(|line| line.as_bytes().windows(2).any(|pair| pair == b"br"))
                );
            }
        }
        2 => {
            let map = lines("if-none-match", rest);
            let tag = "\"00112233445566778899aabbccddeeff\"";
            let held = parsers::is_held(&map, tag);
            let says = |line: &HeaderValue| {
                let line = String::from_utf8_lossy(line.as_bytes()).into_owned();
                line.contains(tag) || line.contains('*')
            };
            assert!(!held || map.values().any(says));
        }
        3 => origins(rest),
        4 => {
            let Some(path) = text(rest) else { return };
            if let Some(named) = parsers::file_named(path) {
                let inside = named
                    .split('/')
                    .all(|part| part != ".." && !part.starts_with('.'));
                assert!(
                    inside && !named.starts_with('/') && !named.contains(['\0', '\\', '%']),
                    "{named}"
                );
            }
        }
        _ => {
            let Ok(uri) = Uri::try_from(rest) else { return };
            let query = uri.query().unwrap_or_default();
            if let Some(key) = parsers::history_key(query) {
                let written = format!("document={key}");
                assert_eq!(parsers::history_key(&written), Some(key.clone()));
                assert_eq!(key.to_string().parse::<DocumentKey>(), Ok(key));
            }
            let shift: Option<ShiftId> = parsers::shift_asked(query);
            if let Some(shift) = shift {
                assert_eq!(parsers::shift_asked(&format!("shift={shift}")), Some(shift));
            }
        }
    }
}

fn origins(data: &[u8]) {
    let mut map = lines("origin", data);
    map.insert("host", HeaderValue::from_static("linli.test"));
    let open = Site {
        origin: None,
        secure: false,
    };
    let named = Site {
        origin: Some("https://linli.test".into()),
        secure: true,
    };
    let first = map.get("origin").map(|value| value.as_bytes().to_vec());
    if parsers::from_our_own(&map, &named) {
        assert!(
            first
                .as_deref()
                .is_none_or(|origin| origin == b"https://linli.test")
        );
    }
    if parsers::from_our_own(&map, &open) {
        assert!(
            first
                .as_deref()
                .is_none_or(|origin| origin.ends_with(b"://linli.test"))
        );
    }
    map.insert("sec-fetch-site", HeaderValue::from_static("cross-site"));
    assert!(!parsers::from_our_own(&map, &named) && !parsers::from_our_own(&map, &open));
}

pub fn flags(data: &[u8]) {
    let Some(text) = text(data) else { return };
    if let Ok(rate) = text.parse::<Rate>() {
        assert_eq!(rate.to_string().parse(), Ok(rate));
        assert!(rate.an_hour == 0 || rate.at_once > 0);
    }
}
