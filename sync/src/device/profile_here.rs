//! The community's profile as a device keeps it. The first screen needs a few facts of it; the whole is read once
//! somebody asks for it: its reader is code that an app fetches late.

use linli_domain::{Profile, lean};
use serde::Deserialize;
use std::sync::{Arc, OnceLock};

/// What the first screen needs of a [`Profile`], under the same names.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ProfileBasics {
    /// The time zone, an IANA name.
    pub zone: String,
    /// Check-in opens so many minutes before the start.
    pub check_in_opens_minutes: i64,
    /// Check-in stays open so many minutes after the end.
    pub check_in_closes_minutes: i64,
    /// *I'm coming* is asked for so many hours before the start.
    pub remind_hours: i64,
    /// Whether hours are kept.
    pub hours_kept: bool,
}

impl Default for ProfileBasics {
    fn default() -> Self {
        ProfileBasics {
            zone: "Asia/Shanghai".into(),
            check_in_opens_minutes: 30,
            check_in_closes_minutes: 30,
            remind_hours: 24,
            hours_kept: true,
        }
    }
}

/// The profile that a device goes by: what it was sent, or the default before it was sent any. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct ProfileHere(Arc<Kept>);

#[derive(Debug, Default)]
struct Kept {
    text: Option<String>,
    basics: ProfileBasics,
    whole: OnceLock<Profile>,
}

impl ProfileHere {
    /// Goes by a text. One that this version cannot read counts as the default.
    pub(super) fn of(text: &str) -> Self {
        ProfileHere(Arc::new(Kept {
            basics: lean::read(text).unwrap_or_default(),
            text: Some(text.to_owned()),
            whole: OnceLock::new(),
        }))
    }

    /// What the first screen needs.
    #[must_use]
    pub fn basics(&self) -> &ProfileBasics {
        &self.0.basics
    }

    /// All of it.
    #[must_use]
    pub fn whole(&self) -> &Profile {
        self.0.whole.get_or_init(|| {
            let text = self.0.text.as_deref();
            text.and_then(|text| lean::read(text).ok())
                .unwrap_or_default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_basics_are_those_of_the_whole() {
        let text = serde_json::to_string(&Profile::default()).unwrap();
        for here in [ProfileHere::default(), ProfileHere::of(&text)] {
            assert_eq!(*here.basics(), ProfileBasics::default());
            assert_eq!(*here.whole(), Profile::default());
            let (basics, whole) = (here.basics(), here.whole());
            assert_eq!(basics.zone, whole.zone);
            assert_eq!(basics.check_in_opens_minutes, whole.check_in_opens_minutes);
            assert_eq!(
                basics.check_in_closes_minutes,
                whole.check_in_closes_minutes
            );
            assert_eq!(
                (basics.remind_hours, basics.hours_kept),
                (whole.remind_hours, whole.hours_kept)
            );
        }
    }
}
