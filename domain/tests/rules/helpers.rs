//! Named helpers: a daughter or a neighbour signs somebody up and gives such a place back.

use crate::town::*;
use linli_domain::{
    Audience, Command, DocumentKey, Kind, PersonId, Refusal, ShiftId, SignUpId, View,
    notice::NoticeKind,
    publish,
    shift::{Consented, SignUpState::*},
};
use uuid::Uuid;

fn names(town: &mut Town, who: PersonId, person: PersonId, helper: PersonId) -> Answer {
    town.by(who, &Command::NameHelper { person, helper })
}

fn ends(town: &mut Town, who: PersonId, person: PersonId, helper: PersonId) -> Answer {
    town.by(who, &Command::EndHelper { person, helper })
}

fn ids(bonds: &[linli_domain::person::Helper]) -> Vec<PersonId> {
    bonds.iter().map(|bond| bond.id).collect()
}

#[test]
fn a_person_or_their_desk_names_a_helper_and_both_and_the_desk_read_it() {
    for by_desk in [false, true] {
        let mut town = Town::new();
        let [aunt, daughter] = town.neighbours();
        let who = if by_desk { WORKER } else { aunt };
        assert_eq!(names(&mut town, who, aunt, daughter), Ok(()));
        let (helper, helped) = (&town.person(aunt).helpers, &town.person(daughter).helps);
        assert_eq!((helper[0].id, &*helper[0].name), (daughter, "Neighbour 1"));
        assert_eq!((helped[0].id, &*helped[0].name), (aunt, "Neighbour 0"));
        for (person, helpers, helps) in [(aunt, 1, 0), (daughter, 0, 1)] {
            let published = publish(&town.docs[&DocumentKey::Person(person)]);
            let audiences: Vec<_> = published.iter().map(|(to, _)| to.clone()).collect();
            let expected = [Audience::Desk(code(HOME)), Audience::Person(person)];
            assert_eq!(audiences, expected);
            for (_, view) in published {
                let View::Person(view) = view else { panic!() };
                assert_eq!((view.helpers.len(), view.helps.len()), (helpers, helps));
            }
        }
        let changes: Vec<_> = town.log[town.log.len() - 2..]
            .iter()
            .map(|c| (c.document.clone(), &*c.to, c.actor))
            .collect();
        assert_eq!(
            changes,
            [
                (DocumentKey::Person(aunt), "with_helper", who),
                (DocumentKey::Person(daughter), "helping", who)
            ]
        );
        let before = town.docs.clone();
        assert_eq!(names(&mut town, who, aunt, daughter), Ok(()));
        assert!(before == town.docs, "once");
        assert_eq!(ends(&mut town, who, aunt, daughter), Ok(()));
        assert!(town.person(aunt).helpers.is_empty());
        assert!(town.person(daughter).helps.is_empty());
        assert_eq!(ends(&mut town, who, aunt, daughter), Ok(()), "no error");
    }
}

#[test]
fn nobody_else_decides_who_helps() {
    let mut town = Town::new();
    let [aunt, daughter] = town.neighbours();
    let hidden = Err(vec![Refusal::NotFound { kind: Kind::Person }]);
    let nobody = PersonId(Uuid::from_u128(0xdead));
    for who in [daughter, STRANGER] {
        assert_eq!(names(&mut town, who, aunt, daughter), hidden);
        assert_eq!(ends(&mut town, who, aunt, daughter), hidden);
        assert_eq!(names(&mut town, who, nobody, daughter), hidden);
        assert_eq!(ends(&mut town, who, nobody, daughter), hidden);
    }
    assert_eq!(
        names(&mut town, aunt, aunt, STRANGER),
        hidden,
        "of the same community"
    );
    assert_eq!(names(&mut town, WORKER, aunt, nobody), hidden);
    assert_eq!(
        names(&mut town, aunt, aunt, aunt),
        Err(vec![Refusal::NotAllowed])
    );
}

#[test]
fn a_person_has_at_most_five_helpers_and_helps_at_most_fifty() {
    let mut town = Town::new();
    let people: Vec<PersonId> = (0..60).map(|n| town.neighbour(n)).collect();
    let (aunt, others) = (people[0], &people[1..]);
    for helper in &others[..5] {
        assert_eq!(names(&mut town, aunt, aunt, *helper), Ok(()));
    }
    assert_eq!(
        names(&mut town, aunt, aunt, others[5]),
        Err(vec![Refusal::TooManyHelpers { max: 5 }])
    );
    assert_eq!(ends(&mut town, aunt, aunt, others[0]), Ok(()));
    assert_eq!(names(&mut town, aunt, aunt, others[5]), Ok(()));
    let popular = others[0];
    for (n, person) in others[1..].iter().enumerate() {
        let expected = if n < 50 {
            Ok(())
        } else {
            Err(vec![Refusal::ListFull])
        };
        assert_eq!(names(&mut town, *person, *person, popular), expected);
    }
    assert_eq!(ids(&town.person(aunt).helpers).len(), 5);
}

/// A daughter who helps her aunt, and a shift.
fn helped() -> (Town, PersonId, PersonId, ShiftId) {
    let mut town = Town::new();
    let [aunt, daughter] = town.neighbours();
    assert_eq!(names(&mut town, aunt, aunt, daughter), Ok(()));
    let shift = town.opens(post(1));
    (town, aunt, daughter, shift)
}

#[test]
fn a_helper_signs_up_whom_they_help_and_nobody_else() {
    let (mut town, aunt, daughter, shift) = helped();
    let other = town.neighbour(5);
    let not_allowed = Err(vec![Refusal::NotAllowed]);
    assert_eq!(town.signs_up_for(daughter, other, shift), not_allowed);
    assert_eq!(town.signs_up_for(aunt, daughter, shift), not_allowed);
    assert_eq!(town.signs_up_for(daughter, aunt, shift), Ok(()));
    let entry = town.entry(shift, aunt);
    assert_eq!((entry.state, entry.actor), (Confirmed, Some(daughter)));
    assert_eq!(
        (&*entry.actor_name, entry.consent),
        ("Neighbour 1", Some(Consented::ByPhone))
    );
    let by = "Neighbour 1".into();
    assert_eq!(town.told(aunt), [NoticeKind::SignedUpByOther { by }]);
    assert_eq!(town.log.last().map(|change| change.actor), Some(daughter));
    assert_eq!(ends(&mut town, WORKER, aunt, daughter), Ok(()));
    let later = town.opens(post_at(1, END, END + 60));
    assert_eq!(town.signs_up_for(daughter, aunt, later), not_allowed);
}

#[test]
fn the_same_rules_hold_and_a_helper_hears_that_somebody_is_busy_not_where() {
    let (mut town, aunt, daughter, shift) = helped();
    let [taker, _] = [town.neighbour(5), town.neighbour(6)];
    town.all_sign_up(&[taker], shift);
    assert_eq!(town.signs_up_for(daughter, aunt, shift), Ok(()));
    assert_eq!(town.state(shift, aunt), Waitlisted);
    assert_eq!(town.withdraws(taker, shift), Ok(()));
    assert_eq!(town.state(shift, aunt), Confirmed);
    let beside = town.opens(post(1));
    assert_eq!(
        town.signs_up_for(daughter, aunt, beside),
        Err(vec![Refusal::BusyThen])
    );
    town.at(START);
    let late = town.opens(post_at(1, START + 200, END + 200));
    assert_eq!(
        town.at(START + 199).adds(daughter, aunt, late),
        Err(vec![Refusal::NotAllowed]),
        "whoever comes by is added by who runs it"
    );
}

#[test]
fn a_helper_gives_back_what_was_taken_for_them_and_not_what_they_took_themselves() {
    let (mut town, aunt, daughter, shift) = helped();
    for (who, now) in [(daughter, 10), (WORKER, 20)] {
        assert_eq!(town.at(now).signs_up_for(who, aunt, shift), Ok(()));
        town.at(now + 1);
        assert_eq!(town.gives_back_for(daughter, aunt, shift), Ok(()));
        assert_eq!(town.state(shift, aunt), Withdrawn { late: false });
        let by = "Neighbour 1".into();
        let told = NoticeKind::GivenBackByOther { by };
        assert_eq!(town.told(aunt).last(), Some(&told));
    }
    town.all_sign_up(&[aunt], shift);
    let not_allowed = Err(vec![Refusal::NotAllowed]);
    assert_eq!(town.gives_back_for(daughter, aunt, shift), not_allowed);
    let other = town.neighbour(5);
    let later = town.opens(post_at(1, END, END + 60));
    assert_eq!(town.signs_up_for(WORKER, other, later), Ok(()));
    assert_eq!(town.gives_back_for(daughter, other, later), not_allowed);
    let nothing = Command::WithdrawFor {
        shift: later,
        sign_up: SignUpId(Uuid::from_u128(1)),
    };
    assert_eq!(
        town.by(daughter, &nothing),
        not_allowed,
        "nor tells if it is there"
    );
    assert_eq!(
        town.by(STRANGER, &nothing),
        Err(vec![Refusal::NotFound { kind: Kind::Shift }])
    );
}

/// The shifts at which a helper may give back a place, as their own document says.
fn can_give_back(town: &Town, helper: PersonId) -> Vec<ShiftId> {
    let helps = town.person(helper).helps.iter();
    helps
        .flat_map(|one| one.places.iter().map(|place| (one.id, place)))
        .map(|(person, place)| {
            assert_eq!(town.entry(place.shift, person).id, place.sign_up);
            place.shift
        })
        .collect()
}

#[test]
fn a_helpers_device_knows_which_places_can_be_given_back() {
    let (mut town, aunt, daughter, shift) = helped();
    assert_eq!(town.signs_up_for(daughter, aunt, shift), Ok(()));
    assert_eq!(can_give_back(&town, daughter), [shift]);
    let own = town.opens(post_at(1, END, END + 60));
    town.all_sign_up(&[aunt], own);
    assert_eq!(
        can_give_back(&town, daughter),
        [shift],
        "not what they took themselves"
    );
    // Whoever comes to help later knows of it too.
    let son = town.neighbour(7);
    assert_eq!(names(&mut town, aunt, aunt, son), Ok(()));
    assert_eq!(can_give_back(&town, son), [shift]);
    assert_eq!(town.gives_back_for(daughter, aunt, shift), Ok(()));
    assert_eq!(can_give_back(&town, daughter), []);
    assert_eq!(can_give_back(&town, son), []);
    assert_eq!(town.signs_up_for(WORKER, aunt, shift), Ok(()));
    assert_eq!(can_give_back(&town, son), [shift]);
    town.at(START);
    assert_eq!(town.ticks(LEAD, shift, aunt), Ok(()));
    assert_eq!(can_give_back(&town, son), [], "they are there");
}

#[test]
fn a_helper_checks_nobody_in_and_sees_no_more_than_everybody() {
    let (mut town, aunt, daughter, shift) = helped();
    assert_eq!(town.signs_up_for(daughter, aunt, shift), Ok(()));
    let published = publish(&town.docs[&DocumentKey::Shift(shift)]);
    let audience = Audience::Person(daughter);
    assert!(published.iter().all(|(to, _)| *to != audience));
    town.at(START);
    assert_eq!(
        town.checks_in(daughter, shift),
        Err(vec![Refusal::NotSignedUp])
    );
    assert_eq!(
        town.ticks(daughter, shift, aunt),
        Err(vec![Refusal::NotAllowed])
    );
}
