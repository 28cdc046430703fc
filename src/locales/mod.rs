//! What the app says, in English, 简体中文 and 繁體中文.
//!
//! A message is written once, with its three wordings side by side, in the file of its feature. [`words!`] turns
//! it into a plain function, so a message that nobody defined, or one that lacks a language, does not compile:
//!
//! ```ignore
//! words! {
//!     sign_up = "Sign up", "报名", "報名";
//!     places_left(n: u32) = { if n == 1 { "1 place left".into() } else { format!("{n} places left") } },
//!         "还差{n}人", "還差{n}人";
//! }
//! ```
//!
//! A message without arguments is `fn(Lang) -> &'static str`; one with arguments is `fn(Lang, …) -> String`, where a
//! wording is a literal with `{names}` in it, or a block. Views say them through [`say`] and [`say_with`], which
//! follow the language in use. Chinese is written without spaces next to figures and Latin letters: the style sheet
//! makes those (`text-autospace`).

/// See the module's own text: `words! { name = "English", "简体", "繁體"; name(arg: Type) = …; }`.
macro_rules! words {
    ($( $(#[$doc:meta])* $name:ident $(( $($arg:ident : $ty:ty),+ $(,)? ))? = $en:tt, $hans:tt, $hant:tt; )*) => {
        $( $crate::locales::word! { $(#[$doc])* $name $(( $($arg : $ty),+ ))? = $en, $hans, $hant } )*
    };
}

/// One message of [`words!`].
macro_rules! word {
    ($(#[$doc:meta])* $name:ident = $en:literal, $hans:literal, $hant:literal) => {
        $(#[$doc])*
        #[doc = concat!("“", $en, "” · ", $hans, " · ", $hant)]
        #[must_use]
        pub fn $name(lang: $crate::locales::Lang) -> &'static str {
            match lang {
                $crate::locales::Lang::En => $en,
                $crate::locales::Lang::Hans => $hans,
                $crate::locales::Lang::Hant => $hant,
            }
        }
    };
    ($(#[$doc:meta])* $name:ident ( $($arg:ident : $ty:ty),+ ) = $en:tt, $hans:tt, $hant:tt) => {
        $(#[$doc])*
        #[must_use]
        pub fn $name(lang: $crate::locales::Lang, $($arg : $ty),+) -> String {
            match lang {
                $crate::locales::Lang::En => $crate::locales::wording!($en),
                $crate::locales::Lang::Hans => $crate::locales::wording!($hans),
                $crate::locales::Lang::Hant => $crate::locales::wording!($hant),
            }
        }
    };
}

/// A wording with arguments: a literal with `{names}`, or a block that makes the string.
macro_rules! wording {
    ($text:literal) => {
        format!($text)
    };
    ($made:block) => {
        $made
    };
}

pub(crate) use {word, wording, words};

pub mod account;
pub mod checkin;
pub mod common;
pub mod desk;
pub mod export;
pub mod format;
pub mod help;
pub mod history;
pub mod joining;
pub mod keys;
mod lang;
pub mod me;
pub mod month;
pub mod needs;
pub mod refusals;
pub mod roster;
pub mod team;
pub mod today;

pub use lang::{Lang, provide_lang, set_lang, use_lang};

use leptos::prelude::*;

/// A message without arguments, in the language in use: `say(common::undo)`.
pub fn say(word: fn(Lang) -> &'static str) -> Signal<String> {
    let lang = use_lang();
    Signal::derive(move || word(lang.get()).to_owned())
}

/// A message with arguments, or made of several: `say_with(move |l| today::places_left(l, places.get()))`.
pub fn say_with(words: impl Fn(Lang) -> String + Send + Sync + 'static) -> Signal<String> {
    // Boxed: a signal for each kind of closure would be compiled at every place that says something.
    say_boxed(Box::new(words))
}

fn say_boxed(words: Box<dyn Fn(Lang) -> String + Send + Sync>) -> Signal<String> {
    let lang = use_lang();
    Signal::derive(move || words(lang.get()))
}

#[cfg(test)]
mod tests {
    use super::{Lang, common, help};
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn a_message_has_its_wording_in_every_language() {
        let said: Vec<_> = Lang::ALL.into_iter().map(help::sign_up).collect();
        assert_eq!(said, ["Sign up", "报名", "報名"]);
    }

    #[wasm_bindgen_test]
    fn english_counts_one_place_and_two_places() {
        assert_eq!(help::places_left(Lang::En, 1), "1 place left");
        assert_eq!(help::places_left(Lang::En, 2), "2 places left");
        assert_eq!(help::places_left(Lang::Hans, 2), "还差2人");
    }

    #[wasm_bindgen_test]
    fn what_waits_in_the_outbox_is_counted() {
        assert_eq!(
            common::saved_not_sent(Lang::Hant, 1),
            "已存待發1條，有網就送出"
        );
    }
}
