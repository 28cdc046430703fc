//! Trunk's `post_build` hook: makes the staged app fit for a strict content security policy and
//! for a cache.
//!
//! 1. Late parts leave the wasm for files of their own, where the build asked for it (see [`split`]).
//! 2. Our own reader of codes comes beside the app (see [`reader`]).
//! 3. The scripts that Trunk writes into the page move to a file of their own, so that
//!    `script-src 'self' 'wasm-unsafe-eval'` holds without exceptions.
//! 4. In a release the style sheets become two files (a request for each would delay the first
//!    paint; what only later pages need comes after it), `sw.js` gets its precache list, and everything that compresses gets a `.br` beside it.

use crate::{brotli_files, html, paths, precache, reader, say, split, stamp};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};

/// Runs inside Trunk, which names its staging folder in the environment.
pub fn post_build() -> Result<()> {
    let staging = std::env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .context("post-build is Trunk's hook: run `cargo xtask build`")?;
    let release = std::env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    let base = std::env::var("TRUNK_PUBLIC_URL").unwrap_or_else(|_| "/".into());

    let page = staging.join("index.html");
    let mut text = fs::read_to_string(&page).context("Trunk staged no index.html")?;
    split::split(&staging, &text)?;
    reader::stage(&staging)?;
    text = move_scripts_out(&text, &staging, &base)?;
    if release {
        text = join_style_sheets(&text, &staging, &base)?;
        text = ask_for_the_service_worker(&text)?;
    }
    fs::write(&page, &text)?;
    ensure!(
        html::inline_scripts(&text).is_empty(),
        "a script is left in index.html, which the content security policy forbids"
    );
    if release {
        squeeze_scripts(&staging)?;
        let files = precache::write(&staging)?;
        say::step(format!(
            "precache of {files} files; compressing with brotli"
        ));
        for file in paths::files_below(&staging)? {
            if brotli_files::is_text(&paths::relative(&file, &staging)) {
                brotli_files::compress_beside(&file)?;
            }
        }
    }
    Ok(())
}

/// Takes comments and indentation out of every script; the worker's own text stays as it is written.
fn squeeze_scripts(staging: &Path) -> Result<()> {
    for file in paths::files_below(staging)? {
        let name = paths::relative(&file, staging);
        if name.ends_with(".js") && name != "sw.js" {
            let script = fs::read_to_string(&file)?;
            fs::write(&file, squeezed(&script))?;
        }
    }
    Ok(())
}

/// A script line by line, without indentation, empty lines and lines that are nothing but comment. A text that goes over
/// several lines keeps the whole script as it is.
fn squeezed(script: &str) -> String {
    let mut kept = String::with_capacity(script.len());
    let mut in_comment = false;
    for line in script.lines().map(str::trim) {
        if !in_comment && line.matches('`').count() % 2 == 1 {
            return script.to_owned();
        }
        let opens = line.starts_with("/*");
        let closes = line.ends_with("*/");
        let comment = in_comment || opens || line.starts_with("//");
        in_comment = (in_comment || opens) && !closes;
        if !comment && !line.is_empty() {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

fn move_scripts_out(text: &str, staging: &Path, base: &str) -> Result<String> {
    let mut parts = Vec::new();
    for script in html::inline_scripts(text) {
        let name = stamp::hashed_name("start", "js", script.text.as_bytes());
        fs::write(staging.join(&name), &script.text)?;
        let kind = if script.is_module {
            "type=\"module\""
        } else {
            "defer"
        };
        let tag = format!("<script {kind} src=\"{base}{name}\"></script>");
        parts.push((script.whole, tag));
    }
    Ok(html::replace(text, parts))
}

/// Sheets of pages that nobody sees first, and of what no page shows at first. Layers order the rules, so it does not matter when they come.
const LATE_SHEETS: [&str; 18] = [
    "bar",
    "cards",
    "checkin",
    "chips",
    "desk",
    "dialog",
    "digits_input",
    "gallery",
    "help",
    "joining",
    "me",
    "month",
    "needs",
    "qr_code",
    "reasons",
    "roster",
    "segments",
    "toast",
];

fn join_style_sheets(text: &str, staging: &Path, base: &str) -> Result<String> {
    // Whichever sheet comes first settles the order of the layers: each says it.
    let order = fs::read_to_string(paths::root().join("style/layers.css"))?;
    let order = order.lines().find(|line| line.starts_with("@layer"));
    let order = order.context("style/layers.css orders no layers")?;
    let (mut joined, mut late) = (String::new(), format!("{order}\n"));
    let mut ranges = Vec::new();
    for link in html::links(text, "stylesheet") {
        let href = link.get("href").context("a style sheet without href")?;
        let file = staging.join(href.strip_prefix(base).unwrap_or(href));
        let sheet = fs::read_to_string(&file)
            .with_context(|| format!("index.html links {href}, which is not there"))?;
        let name = paths::relative(&file, staging);
        let is_late = LATE_SHEETS
            .iter()
            .any(|late| name.starts_with(&format!("{late}-")));
        let to = if is_late { &mut late } else { &mut joined };
        to.push_str(&without_comments(&sheet));
        fs::remove_file(&file)?;
        ranges.push(link.whole);
    }
    if ranges.is_empty() {
        return Ok(text.to_owned());
    }
    let name = stamp::hashed_name("style", "css", joined.as_bytes());
    fs::write(staging.join(&name), &joined)?;
    let tag = format!("<link rel=\"stylesheet\" href=\"{base}{name}\">");
    let parts = ranges.into_iter().enumerate().map(|(index, range)| {
        let text = if index == 0 {
            tag.clone()
        } else {
            String::new()
        };
        (range, text)
    });
    let text = html::replace(text, parts.collect());
    let name = stamp::hashed_name("later", "css", late.as_bytes());
    fs::write(staging.join(&name), &late)?;
    fill_in(&text, "data-later-style", &name)
}

/// A sheet without its comments, indentation and empty lines. Strings are left alone.
fn without_comments(sheet: &str) -> String {
    let mut kept = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some(index) = rest.find(['/', '"', '\'']) {
        kept.push_str(&rest[..index]);
        rest = &rest[index..];
        let length = if let Some(comment) = rest.strip_prefix("/*") {
            let end = comment.find("*/").map_or(rest.len(), |end| end + 4);
            rest = &rest[end..];
            continue;
        } else if rest.starts_with('/') {
            1
        } else {
            let quote = rest.as_bytes()[0] as char;
            rest[1..].find(quote).map_or(rest.len(), |end| end + 2)
        };
        kept.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    kept.push_str(rest);
    let lines = kept.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// `boot.js` registers the worker only where the build has made one.
fn ask_for_the_service_worker(text: &str) -> Result<String> {
    fill_in(text, "data-service-worker", "sw.js")
}

/// Gives an attribute of the tag that loads `boot.js` its value.
fn fill_in(text: &str, attribute: &str, value: &str) -> Result<String> {
    let empty = format!("{attribute}=\"\"");
    ensure!(
        text.contains(&empty),
        "index.html must load boot.js with {empty}"
    );
    Ok(text.replacen(&empty, &format!("{attribute}=\"{value}\""), 1))
}

#[cfg(test)]
mod tests {
    #[test]
    fn comments_go_and_strings_stay() {
        let sheet = "/* a\n b */\n  a { content: \"/* kept */\"; }\n\n b{background:url(a/b)}";
        assert_eq!(
            super::without_comments(sheet),
            "a { content: \"/* kept */\"; }\nb{background:url(a/b)}\n"
        );
    }

    #[test]
    fn scripts_lose_what_only_people_read() {
        let script = "/**\n * @returns\n */\n  f();\n\n  // why\n  g(\"// kept\"); // kept\n  /* one line */\n  h(`a`)\n";
        assert_eq!(
            super::squeezed(script),
            "f();\ng(\"// kept\"); // kept\nh(`a`)\n"
        );
        let text = "  a = `\n  // a text\n`;\n";
        assert_eq!(super::squeezed(text), text);
    }
}
