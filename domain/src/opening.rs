//! What links carry behind their `#`, which no server and no log ever sees.

use crate::{ids::InvitationId, invitation::TOKEN_DIGITS, place::PlaceCode};

/// The longest telephone number on a door notice, in characters.
const PHONE_MAX: usize = 20;

/// What the link of an invitation carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// Which invitation.
    pub invitation: InvitationId,
    /// What opens it.
    pub token: String,
}

impl Opening {
    /// Reads `id.token`.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (id, token) = text.trim_start_matches('#').split_once('.')?;
        let invitation = id.parse().ok()?;
        (token.len() == TOKEN_DIGITS).then(|| Opening {
            invitation,
            token: token.to_owned(),
        })
    }

    /// The whole link.
    #[must_use]
    pub fn link(&self, origin: &str) -> String {
        format!(
            "{origin}/join#{}.{}",
            self.invitation.0.simple(),
            self.token
        )
    }
}

/// What the code of a notice at a door carries: the place, and the office's telephone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Door {
    /// The grid or community.
    pub place: PlaceCode,
    /// Who answers the telephone.
    pub phone: String,
}

impl Door {
    /// Reads `place.phone`.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (place, phone) = text.trim_start_matches('#').split_once('.')?;
        let place = place.parse().ok()?;
        let dialled = phone
            .bytes()
            .all(|b| b.is_ascii_digit() || b == b'+' || b == b'-');
        (dialled && phone.len() <= PHONE_MAX).then(|| Door {
            place,
            phone: phone.to_owned(),
        })
    }

    /// The whole link.
    #[must_use]
    pub fn link(&self, origin: &str) -> String {
        format!("{origin}/ask#{}.{}", self.place, self.phone)
    }
}

#[cfg(test)]
mod tests {
    use super::{Door, Opening};

    #[test]
    fn a_link_says_which_invitation_and_what_opens_it() {
        let opening = Opening {
            invitation: "0190d3a0-0000-7000-8000-000000000001".parse().unwrap(),
            token: "00112233445566778899aabbccddeeff".into(),
        };
        let link = opening.link("https://linli.example");
        let (page, behind) = link.split_once('#').unwrap();
        assert_eq!(page, "https://linli.example/join");
        assert_eq!(Opening::read(behind), Some(opening.clone()));
        assert_eq!(Opening::read(&format!("#{behind}")), Some(opening));
        for bad in [
            "",
            "#",
            "#a.b",
            "#0190d3a000007000800000000000000",
            &behind[..40],
        ] {
            assert_eq!(Opening::read(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_notice_says_where_and_whom_to_call() {
        let door = Door {
            place: "210204011009003".parse().unwrap(),
            phone: "0411-84001234".into(),
        };
        let link = door.link("https://linli.example");
        let (page, behind) = link.split_once('#').unwrap();
        assert_eq!(page, "https://linli.example/ask");
        assert_eq!(Door::read(behind), Some(door));
        for bad in [
            "",
            "#",
            "nowhere",
            "210204011009003.call me",
            "210204011009003.javascript:0",
        ] {
            assert_eq!(Door::read(bad), None, "{bad}");
        }
    }
}
