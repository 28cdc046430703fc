//! The little HTML that the build has to read: Trunk's own output, whose shape we know.

use std::ops::Range;

/// A `<script>` with its text inside the page.
pub struct InlineScript {
    /// From `<script` to after `</script>`.
    pub whole: Range<usize>,
    pub is_module: bool,
    pub text: String,
}

/// The scripts that the page carries in itself (a strict content security policy refuses them).
pub fn inline_scripts(html: &str) -> Vec<InlineScript> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = html[at..].find("<script").map(|index| at + index) {
        let Some(open) = html[start..].find('>').map(|index| start + index + 1) else {
            break;
        };
        let Some(close) = html[open..].find("</script>").map(|index| open + index) else {
            break;
        };
        at = close + "</script>".len();
        let tag = &html[start..open];
        let kind = attribute(tag, "type");
        let runs = matches!(kind, None | Some("module" | "text/javascript"));
        if attribute(tag, "src").is_none() && runs && !html[open..close].trim().is_empty() {
            found.push(InlineScript {
                whole: start..at,
                is_module: kind == Some("module"),
                text: html[open..close].trim().to_owned() + "\n",
            });
        }
    }
    found
}

/// A `<link>`: its place in the page and its tag.
pub struct Link<'a> {
    pub whole: Range<usize>,
    pub tag: &'a str,
}

impl<'a> Link<'a> {
    /// The value of one of its attributes.
    pub fn get(&self, name: &str) -> Option<&'a str> {
        attribute(self.tag, name)
    }
}

/// Every `<link>` whose `rel` is this.
pub fn links<'a>(html: &'a str, rel: &str) -> Vec<Link<'a>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = html[at..].find("<link").map(|index| at + index) {
        let Some(end) = html[start..].find('>').map(|index| start + index + 1) else {
            break;
        };
        at = end;
        let tag = &html[start..end];
        if attribute(tag, "rel") == Some(rel) {
            found.push(Link {
                whole: start..end,
                tag,
            });
        }
    }
    found
}

/// The value of an attribute in a tag that quotes its values.
pub fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = tag;
    while let Some(index) = rest.find(name) {
        let before = rest[..index].chars().next_back();
        let after = &rest[index + name.len()..];
        if before.is_some_and(char::is_whitespace)
            && let Some(value) = after.strip_prefix("=\"")
        {
            return value.split('"').next();
        }
        rest = after;
    }
    None
}

/// The page with some of its parts replaced; the parts do not overlap.
pub fn replace(html: &str, mut parts: Vec<(Range<usize>, String)>) -> String {
    parts.sort_by_key(|(range, _)| range.start);
    let mut page = String::with_capacity(html.len());
    let mut at = 0;
    for (range, text) in parts {
        page.push_str(&html[at..range.start]);
        page.push_str(&text);
        at = range.end;
    }
    page.push_str(&html[at..]);
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<head><link rel="stylesheet" href="/a-1.css"><script src="/boot.js"></script>
<script type="module">
import init from '/x.js';
</script><script type="application/ld+json">{}</script></head>"#;

    #[test]
    fn only_scripts_that_run_and_stand_in_the_page_are_found() {
        let found = inline_scripts(PAGE);
        assert_eq!(found.len(), 1);
        assert!(found[0].is_module);
        assert_eq!(found[0].text, "import init from '/x.js';\n");
    }

    #[test]
    fn an_attribute_is_not_found_inside_another_name() {
        assert_eq!(
            attribute(r#"<link data-href="a" href="b">"#, "href"),
            Some("b")
        );
        assert_eq!(attribute("<script>", "src"), None);
    }

    #[test]
    fn parts_are_replaced_in_their_places() {
        let link = &links(PAGE, "stylesheet")[0];
        assert_eq!(link.get("href"), Some("/a-1.css"));
        let page = replace("<a><b>", vec![(3..6, "<c>".into()), (0..3, String::new())]);
        assert_eq!(page, "<c>");
    }
}
