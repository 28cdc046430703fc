//! Hand over 交接: the shift and its codes go to somebody who is there, and who led stands in.

use crate::town::*;
use linli_domain::{
    Audience, Command, DocumentKey, Kind, PersonId, Refusal, ShiftId, View,
    notice::NoticeKind,
    publish, republish,
    shift::{Phase, ShiftAbout, SignUpState::*},
    view::RosterView,
};

fn hands_over(town: &mut Town, who: PersonId, shift: ShiftId, to: PersonId) -> Answer {
    town.by(who, &Command::HandOver { shift, to })
}

/// Who leads and who stands in: as entered, and as copied.
fn leading(town: &Town, shift: ShiftId) -> [Option<PersonId>; 2] {
    let shift = town.shift(shift);
    let copied = [&shift.lead, &shift.deputy].map(|c| c.as_ref().map(|c| c.id));
    assert_eq!(copied, [shift.about.lead, shift.about.deputy]);
    copied
}

fn to(name: &str) -> NoticeKind {
    NoticeKind::HandedOver { to: name.into() }
}

/// Whether that person's view holds every entry and the secret.
fn holds_all(town: &Town, shift: ShiftId, person: PersonId) -> bool {
    let published = publish(&town.docs[&DocumentKey::Shift(shift)]);
    published.into_iter().any(|(audience, view)| {
        let View::Shift(view) = view else {
            return false;
        };
        audience == Audience::Person(person)
            && matches!(view.roster, RosterView::Full(_, secret) if secret == town.secret(shift))
    })
}

#[test]
fn somebody_on_the_roster_leads_from_now_on_and_who_led_stands_in() {
    for (who, told) in [
        (LEAD, vec![DEPUTY]),
        (DEPUTY, vec![LEAD]),
        (WORKER, vec![LEAD, DEPUTY]),
    ] {
        let mut town = Town::new();
        let aunt = town.neighbour(0);
        let shift = town.opens(post(2));
        town.all_sign_up(&[aunt], shift);
        let secret = town.secret(shift);
        assert_eq!(hands_over(town.at(START), who, shift, aunt), Ok(()));
        assert_eq!(leading(&town, shift), [Some(aunt), Some(LEAD)]);
        let lead = town.shift(shift).lead.clone().unwrap();
        assert_eq!((&*lead.name, lead.phone.is_some()), ("Neighbour 0", true));
        assert_eq!(town.told(aunt), [to("Neighbour 0")]);
        for person in [LEAD, DEPUTY] {
            let expected = if told.contains(&person) {
                vec![to("Neighbour 0")]
            } else {
                vec![]
            };
            assert_eq!(town.told(person), expected);
        }
        assert!(town.not_reached(shift).contains(&aunt), "she must act");
        assert_eq!(town.secret(shift), secret, "the code on the table goes on");
        let change = town.log.last().unwrap();
        assert_eq!(
            (change.actor, change.reason.as_deref()),
            (who, Some("handed over"))
        );
        assert_eq!(town.ticks(aunt, shift, aunt), Err(vec![Refusal::OwnWork]));
        let before = town.docs.clone();
        assert_eq!(hands_over(&mut town, LEAD, shift, aunt), Ok(()));
        assert!(before == town.docs, "once");
    }
}

#[test]
fn the_secret_goes_to_the_new_lead_and_leaves_the_deputy_who_was_replaced() {
    let mut town = Town::new();
    let aunt = town.neighbour(0);
    let shift = town.opens(post(2));
    town.all_sign_up(&[aunt], shift);
    let sees = |town: &Town| [LEAD, DEPUTY, aunt].map(|who| holds_all(town, shift, who));
    assert_eq!(sees(&town), [true, true, false]);
    let key = DocumentKey::Shift(shift);
    let before = town.docs[&key].clone();
    assert_eq!(hands_over(&mut town, LEAD, shift, aunt), Ok(()));
    assert_eq!(sees(&town), [true, false, true]);
    let anew = republish(Some(&before), &town.docs[&key]);
    let of_deputy = anew.iter().find(|(to, _)| *to == Audience::Person(DEPUTY));
    assert!(matches!(of_deputy, Some((_, None))), "their phone drops it");
    let absent = Command::MarkAbsent {
        shift,
        sign_up: town.entry(shift, aunt).id,
    };
    assert_eq!(
        town.at(START).by(DEPUTY, &absent),
        Err(vec![Refusal::NotAllowed])
    );
}

#[test]
fn a_deputy_who_was_replaced_and_has_a_place_sees_their_own_entry_alone() {
    let mut town = Town::new();
    let aunt = town.neighbour(0);
    let shift = town.opens(post(2));
    town.all_sign_up(&[aunt, DEPUTY], shift);
    assert_eq!(hands_over(&mut town, WORKER, shift, aunt), Ok(()));
    let published = publish(&town.docs[&DocumentKey::Shift(shift)]);
    let view = published
        .iter()
        .find(|(to, _)| *to == Audience::Person(DEPUTY));
    let Some((_, View::Shift(view))) = view else {
        panic!("{view:?}")
    };
    assert!(matches!(view.roster, RosterView::Own(_)));
}

#[test]
fn a_deputy_takes_over_and_what_has_not_reached_them_stays_with_each() {
    let mut town = Town::new();
    let shift = town.opens(post(2));
    let waits = |town: &Town, who| town.shift(shift).to_reach(who) != [None];
    let aunt = town.neighbour(0);
    town.all_sign_up(&[aunt], shift);
    assert_eq!(town.at(301).withdraws(aunt, shift), Ok(()));
    assert!(waits(&town, LEAD), "a late withdrawal");
    let late = town.shift(shift).to_reach(LEAD);
    assert_eq!(hands_over(town.at(302), DEPUTY, shift, DEPUTY), Ok(()));
    assert_eq!(leading(&town, shift), [Some(DEPUTY), Some(LEAD)]);
    assert_eq!(town.told(LEAD).last(), Some(&to("Deputy")));
    assert!(town.told(DEPUTY).is_empty(), "they did it themselves");
    assert!(waits(&town, LEAD) && !waits(&town, DEPUTY));
    assert_ne!(town.shift(shift).to_reach(LEAD), late, "the newest");
    // And back: what Lead has not seen goes along with them.
    let unseen = town.shift(shift).to_reach(LEAD);
    assert_eq!(hands_over(&mut town, LEAD, shift, LEAD), Ok(()));
    assert_eq!(leading(&town, shift), [Some(LEAD), Some(DEPUTY)]);
    assert_eq!(town.shift(shift).to_reach(LEAD), unseen);
    assert!(waits(&town, DEPUTY));
}

#[test]
fn without_a_lead_the_deputy_stays_or_takes_over() {
    for (heir, left) in [(person_id(100), Some(DEPUTY)), (DEPUTY, None)] {
        let mut town = Town::new();
        let aunt = town.neighbour(0);
        let shift = town.opens(ShiftAbout {
            lead: None,
            ..post(2)
        });
        town.all_sign_up(&[aunt], shift);
        assert_eq!(hands_over(&mut town, WORKER, shift, heir), Ok(()));
        assert_eq!(leading(&town, shift), [Some(heir), left]);
    }
}

#[test]
fn whoever_leads_is_there() {
    let mut town = Town::new();
    let [held, waits, gone, other] = town.neighbours();
    let shift = town.opens(post(2));
    town.all_sign_up(&[held, gone, waits], shift);
    assert_eq!(town.signs_up(other, shift), Ok(()));
    assert_eq!(town.at(START).withdraws(gone, shift), Ok(()));
    let refused = |why| Err(vec![why]);
    assert_eq!(
        hands_over(&mut town, LEAD, shift, waits),
        refused(Refusal::NotConfirmed)
    );
    assert_eq!(
        hands_over(&mut town, LEAD, shift, gone),
        refused(Refusal::NotConfirmed)
    );
    assert_eq!(
        hands_over(&mut town, LEAD, shift, WORKER),
        refused(Refusal::NotSignedUp)
    );
    assert_eq!(
        hands_over(&mut town, held, shift, held),
        refused(Refusal::NotAllowed)
    );
    assert_eq!(
        hands_over(&mut town, STRANGER, shift, held),
        refused(Refusal::NotFound { kind: Kind::Shift })
    );
    assert_eq!(town.checks_in(held, shift), Ok(()));
    assert_eq!(hands_over(&mut town, LEAD, shift, held), Ok(()), "there");
    assert_eq!(town.state(shift, held), CheckedIn);
}

#[test]
fn what_is_settled_or_called_off_is_not_handed_over() {
    let mut town = Town::new();
    let person = town.neighbour(0);
    let shift = town.opens(post(1));
    let off = town.opens(post_at(1, END, END + 60));
    town.all_sign_up(&[person], shift);
    assert_eq!(town.cancels(off), Ok(()));
    assert_eq!(town.at(START).checks_in(person, shift), Ok(()));
    assert_eq!(town.at(END).confirms(LEAD, shift, &[person]), Ok(()));
    for (shift, phase) in [(shift, Phase::Recorded), (off, Phase::Cancelled)] {
        assert_eq!(
            hands_over(&mut town, LEAD, shift, DEPUTY),
            Err(vec![Refusal::WrongPhase { phase }])
        );
    }
}
