//! Every primitive of `src/ui/` stands in the gallery, where it is looked at in all its states.

use super::Source;

pub fn check(sources: &[Source]) -> Vec<String> {
    let is_gallery = |name: &str| name == "src/gallery.rs" || name.starts_with("src/gallery/");
    let gallery: String = sources
        .iter()
        .filter(|source| is_gallery(&source.name))
        .map(|source| source.text.as_str())
        .collect();
    let primitives = sources
        .iter()
        .filter(|source| source.name.starts_with("src/ui/"));
    primitives
        .flat_map(|source| components(&source.text).map(|name| (source.name.clone(), name)))
        .filter(|(_, name)| !shows(&gallery, name))
        .map(|(file, name)| format!("{file}: {name} is not in src/gallery.rs"))
        .collect()
}

/// The names of the public components that a file defines.
fn components(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split("#[component]").skip(1).filter_map(|rest| {
        let line = rest
            .lines()
            .map(str::trim)
            .find(|line| !line.is_empty() && !line.starts_with("//") && !line.starts_with("#["))?;
        let name = line.strip_prefix("pub fn ")?;
        Some(name.split(['(', '<']).next()?.trim().to_owned())
    })
}

fn shows(gallery: &str, name: &str) -> bool {
    gallery
        .match_indices(&format!("<{name}"))
        .any(|(at, found)| {
            let next = gallery[at + found.len()..].chars().next();
            !next.is_some_and(|letter| letter.is_alphanumeric() || letter == '_')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_primitive_that_nobody_looks_at_is_named() {
        let source = |name: &str, text: &str| Source {
            name: name.into(),
            text: text.into(),
        };
        let ui = "/// A.\n#[component]\npub fn Button(a: u8) -> impl IntoView {}\n\
                  #[component]\nfn Private() {}\n#[component]\npub fn Button2<T>() {}";
        let found = check(&[
            source("src/ui/button.rs", ui),
            source("src/gallery.rs", "<Button2/>"),
        ]);
        assert_eq!(found, ["src/ui/button.rs: Button is not in src/gallery.rs"]);
    }
}
