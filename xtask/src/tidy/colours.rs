//! Colours are named in style/tokens.css and nowhere else, so that the dark theme, high contrast
//! and elder mode are whole.

use super::Source;

const TOKENS: &str = "style/tokens.css";
const FUNCTIONS: [&str; 8] = [
    "rgb(", "rgba(", "hsl(", "hsla(", "hwb(", "lab(", "oklch(", "oklab(",
];

pub fn check(sources: &[Source]) -> Vec<String> {
    let looked_at = sources.iter().filter(|source| {
        let is_sheet = source.name.starts_with("style/") && source.name.ends_with(".css");
        let is_view = source.name.starts_with("src/") && source.name.ends_with(".rs");
        source.name != TOKENS && (is_sheet || is_view)
    });
    looked_at.flat_map(check_file).collect()
}

fn check_file(source: &Source) -> Vec<String> {
    let is_sheet = source.name.ends_with(".css");
    let mut offences = Vec::new();
    for (index, line) in source.text.lines().enumerate() {
        let code = line.trim_start();
        if code.starts_with("//") || code.starts_with("/*") || code.starts_with('*') {
            continue;
        }
        if let Some(colour) = colour_in(line, is_sheet) {
            offences.push(format!(
                "{}:{}: {colour} belongs into {TOKENS}",
                source.name,
                index + 1
            ));
        }
    }
    offences
}

fn colour_in(line: &str, is_sheet: bool) -> Option<String> {
    let called = FUNCTIONS.iter().find(|name| {
        let before = line.find(**name).map(|at| line[..at].chars().next_back());
        before.is_some_and(|letter| {
            !letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '_')
        }) && is_sheet
    });
    if let Some(name) = called {
        return Some(format!("{name}…)"));
    }
    line.match_indices('#').find_map(|(at, _)| {
        let digits: String = line[at + 1..]
            .chars()
            .take_while(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_'))
            .collect();
        let is_hex = digits.chars().all(|letter| letter.is_ascii_hexdigit());
        let is_colour = is_hex && matches!(digits.len(), 3 | 4 | 6 | 8);
        // In Rust only a string that is a colour counts: `#fff` elsewhere may be an anchor.
        let quoted = is_sheet || line[..at].ends_with('"');
        (is_colour && quoted && !is_selector(line, at, is_sheet)).then(|| format!("#{digits}"))
    })
}

/// `#add {` at the start of a rule is an id, not a colour.
fn is_selector(line: &str, at: usize, is_sheet: bool) -> bool {
    is_sheet && !line[..at].contains(':') && line.contains('{')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_told_from_anchors_and_words() {
        let sheet = |line| colour_in(line, true).is_some();
        assert!(sheet("color: #fff;"));
        assert!(sheet("background: rgb(1 2 3);"));
        assert!(!sheet("color: var(--ink);"));
        assert!(!sheet(
            "background: color-mix(in oklab, var(--a), var(--b));"
        ));
        assert!(!sheet("#add { color: var(--ink) }"));
        let view = |line| colour_in(line, false).is_some();
        assert!(view(r##"<path fill="#0c5d69"/>"##));
        assert!(!view(r##"<a href="#roster">"##));
        assert!(!view("#[component]"));
    }
}
