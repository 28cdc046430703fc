//! A target for every parser of what comes from outside. Each takes bytes, reads them as its parsers would, and panics
//! where a promise is broken: what is read and written again is read as the same, and what is refused changes nothing.
//!
//! `cargo xtask fuzz` looks for such bytes; `cargo test` runs every target over its corpus (`corpus/NAME/`), and what
//! was found once stays there under a name of its own. Tiny parsers of one kind share a target.

mod authority;
mod camera;
mod commands;
mod door;
mod feeds;
mod files;
mod lists;
mod requests;
mod texts;

/// One target.
#[derive(Clone, Copy)]
pub struct Target {
    /// Its name, and its corpus' folder.
    pub name: &'static str,
    /// What it reads.
    pub reads: &'static str,
    run: fn(&[u8]),
}

impl Target {
    /// Runs it.
    ///
    /// # Panics
    /// When a promise is broken.
    pub fn run(&self, data: &[u8]) {
        (self.run)(data);
    }
}

const fn target(name: &'static str, reads: &'static str, run: fn(&[u8])) -> Target {
    Target { name, reads, run }
}

/// Every target.
pub const TARGETS: [Target; 17] = [
    target(
        "commands",
        "a command, as a server and as a phone reads it",
        commands::read,
    ),
    target(
        "authority",
        "an envelope, decided over the demo community",
        authority::decide,
    ),
    target(
        "requests",
        "the JSON bodies of every route",
        requests::bodies,
    ),
    target(
        "feeds",
        "what a device is sent: changes, outcomes, views",
        feeds::read,
    ),
    target(
        "lists",
        "a council's CSV lists, in any encoding",
        lists::read,
    ),
    target("profiles", "a community's profile", files::profile),
    target(
        "photographs",
        "JPEGs, and taking out what they carry",
        files::photograph,
    ),
    target(
        "checkpoints",
        "lines of kept checkpoints",
        files::checkpoint,
    ),
    target(
        "links",
        "what a link or a door notice carries behind its #",
        texts::links,
    ),
    target(
        "pictures",
        "what a check-in code, a printed roster or a card says",
        texts::pictures,
    ),
    target("camera", "pictures with a code in them", camera::read),
    target(
        "keys",
        "audiences, keys of documents, codes of places",
        texts::keys,
    ),
    target("dates", "moments, days, months, births", texts::dates),
    target(
        "addresses",
        "networks, and what proxies say of whom they ask for",
        door::addresses,
    ),
    target(
        "cookies",
        "the session's and the device's cookie, and what a browser calls itself",
        door::cookies,
    ),
    target(
        "headers",
        "media types, encodings, origins, tags, paths and queries",
        door::headers,
    ),
    target("flags", "rates and levels of the command line", door::flags),
];

/// The target of a name.
pub fn named(name: &str) -> Option<Target> {
    TARGETS.into_iter().find(|target| target.name == name)
}

/// Bytes as text; most parsers are given nothing else.
fn text(data: &[u8]) -> Option<&str> {
    std::str::from_utf8(data).ok()
}

/// The first byte chooses, the rest is read.
fn chosen(data: &[u8]) -> Option<(u8, &[u8])> {
    data.split_first().map(|(first, rest)| (*first, rest))
}
