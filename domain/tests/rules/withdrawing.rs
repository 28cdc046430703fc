//! Nobody is held: a withdrawal is never refused to someone who holds a place and has not arrived.

use crate::town::*;
use linli_domain::{
    Audience, DocumentKey, Refusal, audiences,
    notice::NoticeKind,
    shift::SignUpState::{self, *},
};

#[test]
fn a_withdrawal_is_late_after_its_deadline_and_the_lead_is_told() {
    for (now, late) in [(0, false), (300, false), (301, true), (START + 30, true)] {
        let mut town = Town::new();
        let person = town.neighbour(0);
        let shift = town.opens(post(1));
        town.all_sign_up(&[person], shift);
        assert_eq!(town.at(now).withdraws(person, shift), Ok(()));
        assert_eq!(town.state(shift, person), Withdrawn { late }, "at {now}");
        let alert = NoticeKind::LateWithdrawal {
            name: "Neighbour 0".into(),
        };
        let expected = if late { vec![alert] } else { Vec::new() };
        assert_eq!(town.told(LEAD), expected, "at {now}");
        assert!(town.person(person).commitments.is_empty());
    }
}

#[test]
fn without_a_deadline_of_its_own_a_withdrawal_is_late_twelve_hours_before_the_start() {
    let mut town = Town::new();
    let [early, late] = town.neighbours();
    let day = 24 * 60;
    let shift = town.opens(post_at(2, day, day + 60));
    town.all_sign_up(&[early, late], shift);
    assert_eq!(town.at(12 * 60).withdraws(early, shift), Ok(()));
    assert_eq!(town.at(12 * 60 + 1).withdraws(late, shift), Ok(()));
    assert_eq!(town.state(shift, early), Withdrawn { late: false });
    assert_eq!(town.state(shift, late), Withdrawn { late: true });
}

#[test]
fn leaving_a_waiting_list_is_never_late() {
    let mut town = Town::new();
    let [first, second] = town.neighbours();
    let shift = town.opens(post(1));
    town.all_sign_up(&[first, second], shift);
    assert_eq!(town.at(500).withdraws(second, shift), Ok(()));
    assert_eq!(town.state(shift, second), Withdrawn { late: false });
    assert!(town.told(LEAD).is_empty());
}

#[test]
fn whether_one_may_withdraw_is_a_matter_of_ones_own_state_alone() {
    let cases: [(SignUpState, Answer); 13] = [
        (Requested, Ok(())),
        (Waitlisted, Ok(())),
        (Offered { until: at(700) }, Ok(())),
        (Reconfirm, Ok(())),
        (Confirmed, Ok(())),
        (CheckedIn, Err(vec![Refusal::AlreadyCheckedIn])),
        (CheckedOut, Err(vec![Refusal::AlreadyCheckedIn])),
        (HoursConfirmed, Err(vec![Refusal::AlreadyCheckedIn])),
        (Declined, Err(vec![Refusal::NotSignedUp])),
        (Withdrawn { late: false }, Ok(())),
        (Cancelled, Err(vec![Refusal::NotSignedUp])),
        (NotRecorded, Err(vec![Refusal::NotSignedUp])),
        (NoShow { contested: false }, Err(vec![Refusal::NotSignedUp])),
    ];
    for (state, expected) in cases {
        for now in [0, 400, START + 1, END + 1] {
            let mut town = Town::new();
            let person = town.neighbour(0);
            let shift = town.opens(post(1));
            town.all_sign_up(&[person], shift);
            let Some(linli_domain::Document::Shift(there)) =
                town.docs.get_mut(&DocumentKey::Shift(shift))
            else {
                panic!("no shift")
            };
            there.roster[0].state = state;
            assert_eq!(
                town.at(now).withdraws(person, shift),
                expected,
                "{state:?} at {now}"
            );
        }
    }
}

#[test]
fn who_withdrew_no_longer_receives_a_view_of_their_own() {
    let mut town = Town::new();
    let person = town.neighbour(0);
    let shift = town.opens(post(1));
    let mine = Audience::Person(person);
    let receives = |town: &Town| audiences(&town.docs[&DocumentKey::Shift(shift)]).contains(&mine);
    town.all_sign_up(&[person], shift);
    assert!(receives(&town));
    assert_eq!(town.withdraws(person, shift), Ok(()));
    assert!(!receives(&town));
}

#[test]
fn withdrawing_twice_is_no_error_and_not_being_there_is() {
    let mut town = Town::new();
    let [person, other] = town.neighbours();
    let shift = town.opens(post(1));
    town.all_sign_up(&[person], shift);
    assert_eq!(town.withdraws(person, shift), Ok(()));
    assert_eq!(town.withdraws(person, shift), Ok(()));
    assert_eq!(
        town.withdraws(other, shift),
        Err(vec![Refusal::NotSignedUp])
    );
}
