//! The rule book depends on its short list only: what it decides must not hang on anything that
//! can fail, wait or differ between a phone and the server.

use super::Source;

const ALLOWED: [&str; 9] = [
    "chrono",
    "hmac",
    "serde",
    "serde_ignored",
    "serde_json",
    "sha2",
    "subtle",
    "thiserror",
    "uuid",
];

pub fn check(sources: &[Source]) -> Vec<String> {
    let manifest = sources
        .iter()
        .find(|source| source.name == "domain/Cargo.toml");
    let Some(manifest) = manifest else {
        return vec!["domain/Cargo.toml is not there".to_owned()];
    };
    let unknown = dependencies(&manifest.text)
        .into_iter()
        .filter(|name| !ALLOWED.contains(name));
    unknown
        .map(|name| format!("domain/Cargo.toml: the rule book may not depend on {name}"))
        .collect()
}

fn dependencies(manifest: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut inside = false;
    for line in manifest.lines().map(str::trim) {
        if let Some(table) = line.strip_prefix('[') {
            let table = table.trim_end_matches(']');
            inside = table == "dependencies" || table.ends_with(".dependencies");
            names.extend(table.strip_prefix("dependencies."));
        } else if inside && !line.starts_with('#') {
            let name = line.split(['=', '.', ' ']).next().unwrap_or_default();
            names.extend(Some(name).filter(|name| !name.is_empty()));
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dependency_that_is_not_on_the_list_is_named() {
        let manifest = Source {
            name: "domain/Cargo.toml".into(),
            text: "[package]\nname = \"x\"\n[dependencies]\nserde.workspace = true\n\
                   tokio = \"1\"\n[dev-dependencies]\ninsta = \"1\"\n[dependencies.rand]\n"
                .into(),
        };
        let found = check(&[manifest]);
        assert_eq!(found.len(), 2);
        assert!(found[0].ends_with("tokio") && found[1].ends_with("rand"));
    }
}
