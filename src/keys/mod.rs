//! Passkeys, the codes of an app and the password: what one signs in with, beside the form. All of it travels late.

mod api;
mod app_codes;
mod mine;
mod password;
mod proof;
mod step;

pub use api::{Made, Trouble, make_for_invitation};
pub use mine::{MyKeys, signs_in};
pub use step::{PasskeyWay, SecondStep};

use crate::locales::{Lang, account, keys as words};

/// Why something did not happen, in a sentence.
#[must_use]
pub fn sentence(lang: Lang, trouble: &Trouble) -> &'static str {
    match trouble {
        Trouble::Offline => account::needs_connection(lang),
        Trouble::Busy => account::busy(lang),
        Trouble::TooMany => words::too_many(lang),
        Trouble::NotShown => words::not_shown(lang),
        Trouble::Over => words::over(lang),
        Trouble::ProveAgain => words::prove(lang),
        Trouble::Said(error) => match error.as_str() {
            "wrong_passkey" => words::wrong_passkey(lang),
            "no_passkeys_here" => words::none_here(lang),
            "too_many_passkeys" => words::too_many_keys(lang),
            "wrong_code" => words::wrong_code(lang),
            "ceremony_over" => words::over(lang),
            "wrong_proof" => words::wrong_proof(lang),
            "last_factor" => words::last_stays(lang),
            "password_short" => crate::locales::joining::password_short(lang),
            "password_long" => crate::locales::joining::password_long(lang),
            error if error.starts_with("password_") => {
                crate::locales::joining::password_common(lang)
            }
            _ => words::did_not_work(lang),
        },
    }
}
