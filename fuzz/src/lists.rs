//! A council's lists, as spreadsheets write them.

use crate::{authority::today, chosen, commands::written_again};
use encoding_rs::GB18030;
use linli_import::{Encoding, Given, Import, Nowhere, Source, plan, read as read_lists};

const NAMES: [&str; 5] = [
    "places.csv",
    "teams.csv",
    "people.csv",
    "needs.csv",
    "shifts.csv",
];
/// The demo's places and people, so that a list that names some can be good.
const PLACES: &[u8] = include_bytes!("../../demo/places.csv");
const PEOPLE: &[u8] = include_bytes!("../../demo/people.csv");
const TEAMS: &[u8] = include_bytes!("../../demo/teams.csv");

fn import(name: &str, bytes: &[u8], with_others: bool) -> Result<Import, Vec<String>> {
    let mut files = vec![Source { name, bytes }];
    if with_others {
        let others = [
            ("places.csv", PLACES),
            ("teams.csv", TEAMS),
            ("people.csv", PEOPLE),
        ];
        let others = others.into_iter().filter(|(other, _)| *other != name);
        files.extend(others.map(|(name, bytes)| Source { name, bytes }));
    }
    let given = Given {
        community: (!with_others).then(|| "210204011009".parse().expect("a code")),
        ..Given::at(today())
    };
    read_lists(&files, &given, &Nowhere)
        .map_err(|bad| bad.iter().map(ToString::to_string).collect())
}

pub fn read(data: &[u8]) {
    let Some((which, rest)) = chosen(data) else {
        return;
    };
    let name = NAMES[usize::from(which) % NAMES.len()];
    let with_others = which & 0x80 != 0;
    let whole = import(name, rest, with_others);
    let import_read = match &whole {
        Ok(read) => read,
        Err(bad) => {
            assert!(!bad.is_empty(), "what is refused says why");
            assert!(
                bad.iter().any(|line| line.contains(name))
                    || with_others
                    || bad.iter().any(|line| !line.is_empty())
            );
            return;
        }
    };
    let planned = plan(import_read, &Nowhere);
    assert_eq!(planned.commands.len(), planned.origins.len());
    for (_, _, command) in &planned.commands {
        written_again(command);
    }
    in_another_encoding(name, rest, with_others, import_read);
}

/// Saved as another spreadsheet saves it, a list says the same.
fn in_another_encoding(name: &str, bytes: &[u8], with_others: bool, told: &Import) {
    let as_it_is = told
        .files
        .iter()
        .find(|file| file.file == name)
        .map(|file| file.encoding);
    let Some(Encoding::Utf8) = as_it_is else {
        return;
    };
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let same = |other: &[u8], encoding: Encoding| {
        let other =
            import(name, other, with_others).expect("good in one encoding, good in the other");
        let read = other
            .files
            .iter()
            .find(|file| file.file == name)
            .map(|file| file.encoding);
        // A few bytes of GB18030 may be good UTF-8 too; then nobody can tell.
        if read == Some(encoding) {
            let bare = |import: &Import| Import {
                files: Vec::new(),
                ..import.clone()
            };
            assert_eq!(bare(&other), bare(told));
        }
    };
    same(&[b"\xEF\xBB\xBF", bytes].concat(), Encoding::Utf8WithBom);
    let (other, _, lossy) = GB18030.encode(text);
    if !lossy && std::str::from_utf8(&other).is_err() {
        same(&other, Encoding::Gb18030);
    }
}
