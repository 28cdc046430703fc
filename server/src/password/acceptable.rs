//! Which passwords may be chosen. Length and not being guessed at once are all that counts (NIST SP 800-63B, OWASP ASVS
//! 5.0, 6.2): no rule asks for digits or signs, and none has to be changed after a while.

use super::{LONGEST, SHORTEST};
use std::{collections::HashSet, fmt, sync::LazyLock};

/// Words of ours that everybody tries first.
const OUR_WORDS: [&str; 7] = [
    "linli",
    "邻里",
    "鄰里",
    "志愿者",
    "志願者",
    "volunteer",
    "password",
];
/// A personal word that is shorter stands in too many others.
const SHORTEST_WORD: usize = 2;
/// Fewer different characters are a pattern.
const FEWEST: usize = 4;

/// Why a password may not be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAcceptable {
    /// It has fewer characters.
    TooShort {
        /// The fewest.
        least: usize,
    },
    /// It has more bytes than are hashed.
    TooLong {
        /// The most.
        most: usize,
    },
    /// Many people use it, or it is a pattern: it is tried first.
    Common,
    /// It is hardly more than a name or number of theirs, or of ours.
    Personal,
}

impl fmt::Display for NotAcceptable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotAcceptable::TooShort { least } => {
                write!(f, "a password has at least {least} characters, better 15")
            }
            NotAcceptable::TooLong { most } => write!(f, "a password has at most {most} bytes"),
            NotAcceptable::Common => {
                f.write_str("many people use that password, so it is guessed at once")
            }
            NotAcceptable::Personal => {
                f.write_str("that password is hardly more than a name or a number that others know")
            }
        }
    }
}

/// Whether somebody may choose a password. `personal` is what others know of them: name, number, telephone, account.
///
/// # Errors
/// Everything that stands against it.
pub fn acceptable(password: &str, personal: &[&str]) -> Result<(), Vec<NotAcceptable>> {
    let plain = password.to_lowercase();
    let different: HashSet<char> = plain.chars().collect();
    let mut against = Vec::new();
    if password.chars().count() < SHORTEST {
        against.push(NotAcceptable::TooShort { least: SHORTEST });
    }
    if password.len() > LONGEST {
        against.push(NotAcceptable::TooLong { most: LONGEST });
    }
    if different.len() < FEWEST || COMMON.binary_search(&plain.as_str()).is_ok() {
        against.push(NotAcceptable::Common);
    }
    let words = personal.iter().chain(&OUR_WORDS);
    if words.into_iter().any(|word| is_little_more(&plain, word)) {
        against.push(NotAcceptable::Personal);
    }
    if against.is_empty() {
        Ok(())
    } else {
        Err(against)
    }
}

/// Whether a word stands in a password of which without it too little is left.
fn is_little_more(password: &str, word: &str) -> bool {
    let letters = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    let (password, word) = (letters(password), letters(&word.to_lowercase()));
    let length = |text: &str| text.chars().count();
    length(&word) >= SHORTEST_WORD
        && password.contains(&word)
        && length(&password.replace(&word, "")) < SHORTEST
}

/// Sorted, so that it is searched as it lies there.
static COMMON: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("common.txt").lines();
    lines.skip_while(|line| line.starts_with("# ")).collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commonest_three_thousand_that_are_long_enough_are_refused() {
        assert!(COMMON.len() >= 3000 && COMMON.is_sorted());
        for password in COMMON.iter() {
            let against = acceptable(password, &[]).unwrap_err();
            assert!(against.contains(&NotAcceptable::Common), "{password}");
        }
        for password in [
            "Password1",
            "WOAINI1314",
            "1q2w3e4r",
            "aaaaaaaaaaaa",
            "ababababab",
        ] {
            assert!(acceptable(password, &[]).is_err(), "{password}");
        }
    }

    #[test]
    fn any_characters_will_do_and_no_kind_of_them_is_asked_for() {
        let sixty_four_of_four_bytes = "🌳🏠🚲🍎".repeat(16);
        for password in [
            "correct horse battery staple",
            "quietharbour",
            "晴天我们去海边捡贝壳吧",
            "        tea at nine",
            "7294 6183 5027",
            &sixty_four_of_four_bytes,
        ] {
            assert_eq!(
                acceptable(password, &["Li Na", "V07"]),
                Ok(()),
                "{password}"
            );
        }
    }

    #[test]
    fn short_and_endless_ones_are_refused_with_every_reason() {
        let short = NotAcceptable::TooShort { least: SHORTEST };
        assert_eq!(acceptable("tea9:am", &[]), Err(vec![short]));
        let all = vec![short, NotAcceptable::Common, NotAcceptable::Personal];
        assert_eq!(acceptable("lili", &["Lili"]), Err(all));
        let long = NotAcceptable::TooLong { most: LONGEST };
        assert_eq!(acceptable(&"tea at nine ".repeat(30), &[]), Err(vec![long]));
    }

    #[test]
    fn what_others_know_is_no_password() {
        let personal = ["Zhao Mei", "赵梅", "V07", "13800001234"];
        for password in [
            "zhaomei1999",
            "Zhao Mei!!",
            "13800001234",
            "赵梅1999",
            "v07-v07-v07",
            "Linli-2026",
            "linli-demo",
        ] {
            let against = acceptable(password, &personal).unwrap_err();
            assert!(against.contains(&NotAcceptable::Personal), "{password}");
        }
        assert_eq!(acceptable("zhao mei plants seven trees", &personal), Ok(()));
    }
}
