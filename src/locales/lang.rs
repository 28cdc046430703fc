//! The languages, which one is in use, and how it was chosen.

use leptos::prelude::*;

use crate::preferences;

/// A language of the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lang {
    /// English.
    En,
    /// 简体中文.
    Hans,
    /// 繁體中文, with the mainland's terms.
    Hant,
}

impl Lang {
    /// Every language, in the order in which they are offered.
    pub const ALL: [Lang; 3] = [Lang::En, Lang::Hans, Lang::Hant];

    /// The BCP 47 tag: what `<html lang>` says, and what is stored.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Hans => "zh-Hans",
            Lang::Hant => "zh-Hant",
        }
    }

    /// The locale whose dates and numbers are used: days before months in English, as the world reads them.
    #[must_use]
    pub fn locale(self) -> &'static str {
        match self {
            Lang::En => "en-GB",
            Lang::Hans => "zh-Hans-CN",
            Lang::Hant => "zh-Hant-TW",
        }
    }

    /// Its name in itself, for the switch.
    #[must_use]
    pub fn own_name(self) -> &'static str {
        match self {
            Lang::En => "English",
            Lang::Hans => "简体中文",
            Lang::Hant => "繁體中文",
        }
    }

    /// The language for a BCP 47 tag, if the app speaks it: Taiwan, Hong Kong and Macao read traditional characters
    /// unless the tag names a script.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Lang> {
        let tag = tag.to_ascii_lowercase().replace('_', "-");
        let mut parts = tag.split('-');
        match parts.next()? {
            "en" => Some(Lang::En),
            "zh" | "yue" => {
                let rest: Vec<_> = parts.collect();
                let traditional = rest.contains(&"hant")
                    || (!rest.contains(&"hans")
                        && rest.iter().any(|part| ["tw", "hk", "mo"].contains(part)));
                Some(if traditional { Lang::Hant } else { Lang::Hans })
            }
            _ => None,
        }
    }

    /// The first of the reader's languages that the app speaks, else English.
    #[must_use]
    pub fn first_spoken<'a>(tags: impl IntoIterator<Item = &'a str>) -> Lang {
        tags.into_iter()
            .find_map(Lang::from_tag)
            .unwrap_or(Lang::En)
    }

    /// What was chosen on this device, else what the browser prefers.
    fn detect() -> Lang {
        if let Some(chosen) = preferences::stored(KEY).as_deref().and_then(Lang::from_tag) {
            return chosen;
        }
        let preferred: Vec<String> = web_sys::window()
            .map(|window| {
                window
                    .navigator()
                    .languages()
                    .iter()
                    .filter_map(|tag| tag.as_string())
                    .collect()
            })
            .unwrap_or_default();
        Lang::first_spoken(preferred.iter().map(String::as_str))
    }
}

const KEY: &str = "language";

#[derive(Clone, Copy)]
struct InUse(RwSignal<Lang>);

/// Chooses the language and keeps `<html lang>` in step with it. Called once, by the shell.
pub fn provide_lang() {
    let lang = RwSignal::new(Lang::detect());
    provide_context(InUse(lang));
    Effect::new(move |_| {
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("lang", lang.get().tag());
        }
    });
}

/// The language in use.
#[must_use]
pub fn use_lang() -> Signal<Lang> {
    match use_context::<InUse>() {
        Some(InUse(lang)) => lang.into(),
        None => Signal::stored(Lang::En),
    }
}

/// Makes a setter that changes the language and remembers the choice on this device.
pub fn set_lang() -> impl Fn(Lang) + Copy + Send + Sync + 'static {
    let in_use = use_context::<InUse>();
    move |lang| {
        preferences::store(KEY, Some(lang.tag()));
        if let Some(InUse(signal)) = in_use {
            signal.set(lang);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Lang;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn the_readers_script_is_taken_from_the_tag() {
        let cases = [
            ("zh", Lang::Hans),
            ("zh-CN", Lang::Hans),
            ("zh-SG", Lang::Hans),
            ("zh-TW", Lang::Hant),
            ("zh-HK", Lang::Hant),
            ("zh-MO", Lang::Hant),
            ("zh-Hant", Lang::Hant),
            ("zh-Hant-CN", Lang::Hant),
            ("zh-Hans-HK", Lang::Hans),
            ("zh_TW", Lang::Hant),
            ("en-AU", Lang::En),
        ];
        for (tag, lang) in cases {
            assert_eq!(Lang::from_tag(tag), Some(lang), "{tag}");
        }
    }

    #[wasm_bindgen_test]
    fn the_first_language_that_the_app_speaks_wins_and_english_is_the_last_resort() {
        assert_eq!(Lang::first_spoken(["fr-FR", "zh-TW", "en"]), Lang::Hant);
        assert_eq!(Lang::first_spoken(["fr-FR"]), Lang::En);
    }
}
