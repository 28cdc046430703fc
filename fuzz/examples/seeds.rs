//! Writes what each target begins with into its corpus: one of everything that the project itself writes.
//!
//! `cargo run -p linli-fuzz --example seeds`, then `cargo xtask fuzz --minimise`.

use linli_domain::{
    Caller, DocumentKey, InvitationId, PersonId, Profile, ShiftId, codes,
    opening::{Door, Opening},
    shift::Secret,
};
use serde_json::{Value, json};
use std::{fs, path::Path};
use uuid::Uuid;

fn keep(target: &str, bytes: &[u8]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("corpus")
        .join(target);
    fs::create_dir_all(&folder).unwrap();
    let name = &linli_domain::photo::address_of(bytes)[..16];
    fs::write(folder.join(name), bytes).unwrap();
}

fn chosen(target: &str, which: u8, bytes: &[u8]) {
    keep(target, &[&[which], bytes].concat());
}

/// One of everything that is sent or stored, as the rule book's tests keep it.
fn snapshot(name: &str) -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../domain/tests/rules/snapshots");
    let text = fs::read_to_string(folder.join(format!("rules__formats__{name}.snap"))).unwrap();
    let body = text.splitn(3, "---\n").nth(2).unwrap();
    serde_json::from_str(body).unwrap()
}

fn each(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().unwrap().iter()
}

fn main() {
    commands_and_requests();
    authority();
    feeds();
    lists();
    files();
    texts();
    camera();
    door();
}

fn commands_and_requests() {
    for command in each(&snapshot("commands_as_sent")) {
        keep("commands", command.to_string().as_bytes());
    }
    let id = "01900000-0000-7000-8000-000000000001";
    let place = "210204011009";
    let bodies = [
        json!([{"id": id, "person": id, "schema": 1, "device_time": "2026-11-26T02:00:00Z", "command": {"withdraw": {"shift": id}}}]),
        json!({"epoch": "a", "cursors": {format!("public:{place}"): 7, format!("person:{id}"): 0}, "profile": "00"}),
        json!({"login": "DEMO-V003", "password": "linli-demo"}),
        json!({"command": id, "case": id, "place": place, "what": "抬冰箱", "when": "明天", "name": "李", "phone": "13900001111"}),
        json!({"invitation": id, "token": "00112233445566778899aabbccddeeff"}),
        json!({"invitation": id, "token": "00112233445566778899aabbccddeeff", "command": id, "person": id, "grant": id,
            "newcomer": {"name": "王", "birth": {"year": 1948}, "phone": "13900001111", "consents": ["membership"],
            "guardian": {"name": "陈", "phone": "13900001112"}}, "password": "a long one"}),
    ];
    for (which, body) in bodies.iter().enumerate() {
        chosen("requests", which as u8, body.to_string().as_bytes());
    }
}

/// What happened in the demo community, asked again by each kind of person.
fn authority() {
    let demo = linli_import::demo("2026-11-26T02:00:00Z".parse().unwrap());
    let mut names = std::collections::BTreeMap::<&str, u32>::new();
    for step in demo.steps.iter().rev() {
        let seen = names.entry(step.command.name()).or_default();
        *seen += 1;
        if *seen > 3 {
            continue;
        }
        let text = serde_json::to_string(&step.command).unwrap();
        let who = match step.caller {
            Caller::Person(person) => demo.sign_ins.iter().position(|who| who.person == person),
            Caller::System => None,
        };
        for who in [who.map_or(0xff, |who| who as u8), 0, 0xff] {
            chosen("authority", who, text.as_bytes());
        }
    }
    for command in each(&snapshot("commands_as_sent")) {
        chosen("authority", 0xff, command.to_string().as_bytes());
    }
}

fn feeds() {
    for pair in each(&snapshot("views_as_sent")) {
        let (audience, view) = (&pair[0], &pair[1]);
        chosen("feeds", 0, view.to_string().as_bytes());
        let row = json!({"audience": audience, "key": "shift/01900000-0000-7000-8000-000000000001", "seq": 7, "view": view});
        chosen("feeds", 3, row.to_string().as_bytes());
    }
    let refusals = snapshot("refusals_as_sent");
    for refusal in each(&refusals[0]) {
        chosen("feeds", 4, refusal.to_string().as_bytes());
    }
    let row = json!({"audience": "public:210204011009", "key": "place/210204011009", "seq": 1, "view": null});
    let outcomes = json!([{"applied": {"rows": [row]}}, {"refused": {"reasons": refusals[0], "rows": []}},
        "already_decided", "different_body", "update_needed", {"malformed": {"detail": "x"}}]);
    chosen("feeds", 2, outcomes.to_string().as_bytes());
    let profile = serde_json::to_value(Profile::default()).unwrap();
    chosen("feeds", 5, profile.to_string().as_bytes());
    let changes = json!({"epoch": "e", "audiences": ["public:210204011009"], "grants_revision": 1, "rows": [row],
        "cursors": {"public:210204011009": 1}, "from_start": ["public:210204011009"],
        "profile": {"revision": "00", "profile": {"zone": "Asia/Shanghai"}}, "more": true, "now": "2026-11-26T02:00:00Z"});
    chosen("feeds", 1, changes.to_string().as_bytes());
}

fn lists() {
    for (which, source) in linli_import::demo::FILES.iter().enumerate() {
        let text = std::str::from_utf8(source.bytes).unwrap();
        // The first rows are enough, and the engine is quicker over them.
        let short: String = text
            .lines()
            .take(8)
            .map(|line| format!("{line}\n"))
            .collect();
        chosen("lists", which as u8 | 0x80, short.as_bytes());
        chosen("lists", which as u8, short.as_bytes());
        chosen("lists", which as u8, &encoding_rs::GB18030.encode(&short).0);
        chosen("lists", which as u8, short.replace(',', "\t").as_bytes());
        let utf16: Vec<u8> = "\u{feff}"
            .chars()
            .chain(short.chars())
            .collect::<String>()
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        chosen("lists", which as u8, &utf16);
        chosen("lists", which as u8, format!("\u{feff}{short}").as_bytes());
    }
}

fn files() {
    for profile in [
        include_str!("../../profiles/dalian.json"),
        include_str!("../../profiles/lisbon.json"),
    ] {
        keep("profiles", profile.as_bytes());
    }
    keep("profiles", br#"{"zone": "Europe/Lisbon"}"#);
    let part = |marker: u8, body: &[u8]| {
        let length = (body.len() as u16 + 2).to_be_bytes();
        [&[0xff, marker], &length[..], body].concat()
    };
    let frame = part(0xc0, &[8, 0, 16, 0, 16, 1, 1, 0x11, 0]);
    let scan = [
        part(0xda, &[1, 1, 0, 0, 63, 0]),
        vec![0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56],
    ]
    .concat();
    let app0 = part(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
    let exif = part(0xe1, b"Exif\0\0II*\0\x08\0\0\0\0\0");
    let comment = part(0xfe, b"hello");
    let jpeg = |parts: &[&[u8]]| [&[0xff, 0xd8][..], &parts.concat(), &[0xff, 0xd9]].concat();
    keep("photographs", &jpeg(&[&frame, &scan]));
    keep("photographs", &jpeg(&[&app0, &frame, &scan, &scan]));
    keep(
        "photographs",
        &jpeg(&[&app0, &exif, &comment, &frame, &scan, &comment]),
    );
    keep(
        "checkpoints",
        format!(
            "210204011009 152 {} 2026-11-26T04:00:00Z\n# a note\n",
            "0a".repeat(32)
        )
        .as_bytes(),
    );
}

fn texts() {
    let id = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001);
    let opening = Opening {
        invitation: InvitationId(id),
        token: "00112233445566778899aabbccddeeff".into(),
    };
    let door = Door {
        place: "210204011009003".parse().unwrap(),
        phone: "0411-84001234".into(),
    };
    for link in [opening.link(""), door.link("")] {
        keep("links", link.split_once('#').unwrap().1.as_bytes());
    }
    let (secret, shift) = (
        Secret("00112233445566778899aabbccddeeff".into()),
        ShiftId(id),
    );
    keep(
        "pictures",
        codes::picture_text(
            shift,
            178_000_000,
            &codes::code(&secret, shift, 178_000_000),
        )
        .as_bytes(),
    );
    keep("pictures", codes::printed_text(&secret, shift).as_bytes());
    keep("pictures", codes::card_text(PersonId(id)).as_bytes());
    for audience in ["public:210204011009", "desk:210204011009", "2026-05"] {
        keep("keys", audience.as_bytes());
    }
    for kind in ["team", "lead", "person"] {
        keep("keys", format!("{kind}:{id}").as_bytes());
    }
    for kind in [
        "organization",
        "person",
        "case",
        "shift",
        "record",
        "notice",
        "invitation",
    ] {
        keep("keys", format!("{kind}/{id}").as_bytes());
    }
    keep("keys", b"place/210204011009");
    let month: DocumentKey = "month/210204011009:2026-05".parse().unwrap();
    keep("keys", month.to_string().as_bytes());
    for date in [
        "2026-11-26T02:00:00Z",
        "2026-11-26T02:00:00.123+08:00",
        "1948-02-29",
        "1948",
        "-0001-01-01T00:00:00Z",
        "+10000-01-01T00:00:60.5Z",
        "{\"year\":1948}",
    ] {
        keep("dates", date.as_bytes());
    }
}

fn door() {
    for line in [
        "10.0.0.0/8",
        "fd00::/8",
        "::ffff:10.0.0.7/32",
        "203.0.113.9, 10.0.0.8",
        "[2001:db8::7]:443, 10.0.0.8",
        "for=203.0.113.9;proto=https, for=\"[2001:db8::7]\"",
        "x-forwarded-for",
        "unknown",
    ] {
        keep("addresses", line.as_bytes());
    }
    let token = "0a".repeat(32);
    for line in [
        format!("linli={token}; linli-device={token}"),
        format!("__Host-linli={token}; __Host-linli-device={token}"),
        "a=b; linli=%30; linli=\"x\"".into(),
        "Mozilla/5.0 (Linux; Android 14; HarmonyOS) Chrome/120 MicroMessenger".into(),
        token.clone(),
    ] {
        keep("cookies", line.as_bytes());
    }
    for (which, line) in [
        (0, "application/json; charset=\"utf-8\""),
        (1, "gzip, br;q=0.5, *;q=0"),
        (2, "W/\"00112233445566778899aabbccddeeff\", \"x\", *"),
        (3, "http://linli.test"),
        (3, "https://linli.test"),
        (4, "/icons/a.svg"),
        (4, "/../a/./.git/%2e%2e\\b"),
        (
            5,
            "/api/history?document=shift%2F01900000-0000-7000-8000-000000000001&",
        ),
        (5, "/api/history?document=month/210204011009%3A2026-05"),
        (5, "/api/files/a?shift=01900000-0000-7000-8000-000000000001"),
    ] {
        chosen("headers", which, line.as_bytes());
    }
    for rate in ["off", "10,30", "1, 100000000"] {
        keep("flags", rate.as_bytes());
    }
}

fn camera() {
    use qrcodegen::{QrCode, QrCodeEcc};
    for text in [
        "1",
        "linli:card:1:019900000000700080000000000000ab",
        "LINLI1:x:5:y",
        "0411-84001234",
    ] {
        for level in [QrCodeEcc::Low, QrCodeEcc::High] {
            let code = QrCode::encode_text(text, level).unwrap();
            let modules = code.size();
            let mut squares = vec![0_u8; (modules * modules) as usize / 8 + 1];
            for at in 0..modules * modules {
                if code.get_module(at % modules, at / modules) {
                    squares[at as usize / 8] |= 1 << (at % 8);
                }
            }
            let shape = (modules - 17) as u8 | 0x80;
            keep("camera", &[&[shape, 40], &squares[..]].concat());
        }
    }
}
