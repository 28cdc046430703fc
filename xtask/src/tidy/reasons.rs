//! Outside tests, whoever calls `unwrap` or `expect` says on that line, or just above it, why it
//! cannot fail: a comment `reason: …`, or the `reason` of an `#[expect(clippy::…)]`.

use super::Source;

pub fn check(sources: &[Source]) -> Vec<String> {
    let rust = sources.iter().filter(|source| source.name.ends_with(".rs"));
    rust.filter(|source| !is_test(&source.name))
        .flat_map(check_file)
        .collect()
}

fn is_test(name: &str) -> bool {
    name.starts_with("tests/")
        || name.contains("/tests/")
        // Examples are run by hand, as tests are: a bench that cannot go on stops.
        || name.contains("/examples/")
        || name.ends_with("/tests.rs")
        || name.contains("/benches/")
}

fn check_file(source: &Source) -> Vec<String> {
    // Put together here, so that this file does not offend against its own rule.
    let calls = [format!(".{}()", "unwrap"), format!(".{}(", "expect")];
    let lines: Vec<&str> = source.text.lines().collect();
    let mut offences = Vec::new();
    let mut skipped_to = 0;
    for (index, line) in lines.iter().enumerate() {
        if index < skipped_to {
            continue;
        }
        let code = line.trim_start();
        if code.starts_with("#[cfg(test)]") || code.starts_with("#[cfg(all(test") {
            skipped_to = end_of_item(&lines, index);
            continue;
        }
        let is_call = calls.iter().any(|call| line.contains(call.as_str()));
        if is_call && !code.starts_with("//") && !has_reason(&lines, index) {
            offences.push(format!(
                "{}:{}: say why this cannot fail (`// reason: …`), or handle it",
                source.name,
                index + 1
            ));
        }
    }
    offences
}

fn has_reason(lines: &[&str], index: usize) -> bool {
    let above = index.saturating_sub(6);
    lines[above..=index]
        .iter()
        .any(|line| line.contains("reason:") || line.contains("reason ="))
}

/// The line after the item that begins at `start`: where its indentation closes again.
fn end_of_item(lines: &[&str], start: usize) -> usize {
    let indentation = |line: &str| line.len() - line.trim_start().len();
    let own = indentation(lines[start]);
    let closing = lines[start + 1..].iter().position(|line| {
        let code = line.trim();
        let ends = code == "}" || code == "};" || (code.ends_with(';') && !code.starts_with('#'));
        ends && indentation(line) == own
    });
    closing.map_or(lines.len(), |offset| start + offset + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offences(text: &str) -> usize {
        let name = "src/x.rs".into();
        let text = text.into();
        check(&[Source { name, text }]).len()
    }

    #[test]
    fn a_call_needs_its_reason() {
        assert_eq!(offences("fn f() {\n    x.unwrap();\n}"), 1);
        assert_eq!(offences("// reason: parsed above\nx.unwrap();"), 0);
        assert_eq!(
            offences("#[expect(clippy::a, reason = \"b\")]\nx.expect(\"c\");"),
            0
        );
        assert_eq!(offences("x.unwrap_or_default();"), 0);
    }

    #[test]
    fn tests_may_and_what_follows_them_may_not() {
        let text = "#[cfg(test)]\nmod tests {\n    fn f() {\n        x.unwrap();\n    }\n}\n\
                    fn g() {\n    x.unwrap();\n}\n";
        assert_eq!(offences(text), 1);
        assert_eq!(
            offences("#[cfg(test)]\nmod tests;\nfn g() { x.unwrap(); }"),
            1
        );
    }
}
