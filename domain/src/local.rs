//! Text that people wrote in one language or more.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A text by language tag (`zh-Hans`, `zh-Hant`, `en` …). People mostly write one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LocalText(pub BTreeMap<String, String>);

impl LocalText {
    /// A text in one language.
    pub fn one(tag: &str, text: impl Into<String>) -> Self {
        LocalText(BTreeMap::from([(tag.to_owned(), text.into())]))
    }

    /// The text for a reader of `tag`: exactly that, else another script of the same language, else whatever there is.
    pub fn pick(&self, tag: &str) -> &str {
        let language = tag.split('-').next().unwrap_or(tag);
        self.0
            .get(tag)
            .or_else(|| {
                self.0
                    .iter()
                    .find(|(t, _)| t.split('-').next() == Some(language))
                    .map(|(_, text)| text)
            })
            .or_else(|| self.0.values().next())
            .map_or("", String::as_str)
    }

    /// The longest of its texts, in characters.
    pub fn longest(&self) -> usize {
        self.0
            .values()
            .map(|text| text.chars().count())
            .max()
            .unwrap_or(0)
    }

    /// Whether it says nothing.
    pub fn is_blank(&self) -> bool {
        self.0.values().all(|text| text.trim().is_empty())
    }
}
