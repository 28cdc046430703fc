//! Whom a reader may sign up: for the desk its register, for who leads shifts those who stood on their rosters.

use linli_domain::{
    PersonId, is_phone,
    person::Helper,
    phone::masked,
    place::PlaceCode,
    shift::{SignUp, SignUpState},
};
use linli_sync::{ShiftSeen, Snapshot};

/// The most that a list of matches shows.
const SHOWN: usize = 8;

/// Somebody whom the reader knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Who.
    pub id: PersonId,
    /// Name.
    pub name: String,
    /// What tells two of one name apart: volunteer number, masked telephone.
    pub hint: String,
    searched: String,
}

impl Known {
    fn of(id: PersonId, name: String, phone: Option<&str>, number: &str) -> Self {
        let searched = format!("{name} {} {number}", phone.unwrap_or_default()).to_lowercase();
        // One that is masked already stays as it is.
        let number_shown = phone.map(|phone| {
            if is_phone(phone) {
                masked(phone)
            } else {
                phone.to_owned()
            }
        });
        let hints = [
            Some(number.to_owned()).filter(|n| !n.is_empty()),
            number_shown,
        ];
        Known {
            id,
            name,
            hint: hints.into_iter().flatten().collect::<Vec<_>>().join(" · "),
            searched,
        }
    }
}

impl Known {
    /// Somebody whom the reader is named to help: of them a device may hold the name alone.
    #[must_use]
    pub fn helped(one: Helper) -> Self {
        Known::of(one.id, one.name, None, "")
    }
}

/// Whether somebody is off a roster, or may still be let in at the gate.
fn may_join(entry: &SignUp, on_site: bool) -> bool {
    match entry.state {
        SignUpState::Withdrawn { .. } | SignUpState::Declined => true,
        SignUpState::Waitlisted => on_site,
        _ => false,
    }
}

/// Everybody of a community whom the reader knows: from its register, from rosters, as a helper.
#[must_use]
pub fn everybody(seen: &Snapshot, desk: &PlaceCode) -> Vec<Known> {
    let mut found: Vec<Known> = seen
        .people()
        .into_iter()
        .filter(|person| person.desk == *desk)
        .map(|person| {
            let about = person.about;
            Known::of(
                person.id,
                about.name,
                about.phone.as_deref(),
                &about.volunteer_no,
            )
        })
        .collect();
    let rosters = seen.shifts();
    let others = rosters.iter().filter(|other| other.desk == *desk);
    for entry in others.flat_map(|other| other.entries.iter().flatten()) {
        if let Some(id) = entry.person.filter(|_| !entry.name.is_empty())
            && found.iter().all(|there| there.id != id)
        {
            let phone = entry.phone.as_deref();
            found.push(Known::of(id, entry.name.clone(), phone, ""));
        }
    }
    let helped = seen.me().map(|me| me.helps).unwrap_or_default();
    for one in helped {
        if found.iter().all(|there| there.id != one.id) {
            found.push(Known::helped(one));
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

/// Everybody whom the reader knows and who is not on this roster, by name.
pub fn known(seen: &Snapshot, shift: &ShiftSeen, on_site: bool) -> Vec<Known> {
    let mut found = everybody(seen, &shift.desk);
    found.retain(|person| {
        let mut entries = shift.entries.iter().flatten();
        let there = entries.find(|entry| entry.person == Some(person.id));
        there.is_none_or(|entry| may_join(entry, on_site))
    });
    found
}

/// Those in whose name, number or telephone every word of the search stands.
pub fn matching(all: &[Known], find: &str) -> Vec<Known> {
    let find = find.to_lowercase();
    let words: Vec<&str> = find.split_whitespace().collect();
    let fits = |person: &&Known| words.iter().all(|word| person.searched.contains(word));
    all.iter().filter(fits).take(SHOWN).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::{Known, matching};
    use linli_domain::PersonId;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn somebody_is_found_by_name_number_or_telephone() {
        let person = |n: u128, name: &str, phone, number| {
            Known::of(
                PersonId(uuid::Uuid::from_u128(n)),
                name.into(),
                phone,
                number,
            )
        };
        let all = [
            person(1, "王阿姨", Some("13941100027"), "V27"),
            person(2, "王建国", None, "V03"),
        ];
        let names = |find| {
            let found = matching(&all, find).into_iter();
            found.map(|person| person.name).collect::<Vec<_>>()
        };
        assert_eq!(names("王"), ["王阿姨", "王建国"]);
        assert_eq!(names("v03"), ["王建国"]);
        assert_eq!(names("0027"), ["王阿姨"]);
        assert_eq!(names("王 v27"), ["王阿姨"]);
        assert!(names("李").is_empty());
        assert_eq!(all[0].hint, "V27 · 139····0027");
        assert_eq!(all[1].hint, "V03");
    }
}
