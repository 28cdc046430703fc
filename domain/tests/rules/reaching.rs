//! Told is not reached: what somebody must act on waits with their entry until they see it or are told by telephone.

use crate::town::*;
use linli_domain::{
    Audience, Document, DocumentKey, Refusal, ShiftId, View,
    notice::Notice,
    person::{Role, Scope},
    publish, republish,
    view::{RosterView, ShiftView},
};

fn cancelled(town: &mut Town, slots: u16, people: &[linli_domain::PersonId]) -> ShiftId {
    let shift = town.opens(post(slots));
    town.all_sign_up(people, shift);
    assert_eq!(town.cancels(shift), Ok(()));
    shift
}

fn last(town: &Town, person: linli_domain::PersonId) -> Notice {
    match &town.docs[&DocumentKey::Notice(town.last_notice(person))] {
        Document::Notice(notice) => (**notice).clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn who_has_not_seen_that_a_shift_was_cancelled_is_not_reached_until_they_see_it_or_are_called() {
    let mut town = Town::new();
    let [first, second] = town.neighbours();
    let shift = cancelled(&mut town, 2, &[first, second]);
    assert_eq!(
        town.not_reached(shift),
        [first, second, LEAD, DEPUTY],
        "who leads must know too"
    );
    assert_eq!(town.sees(first), Ok(()));
    assert_eq!(town.sees(LEAD), Ok(()));
    assert_eq!(town.not_reached(shift), [second, DEPUTY]);
    for who in [second, DEPUTY] {
        assert_eq!(town.tells_by_phone(WORKER, who, shift), Ok(()));
        let told = last(&town, who).told_by_phone;
        assert_eq!(told.iter().map(|t| t.person).collect::<Vec<_>>(), [who]);
        assert!(last(&town, who).seen.is_empty(), "told is not seen");
    }
    assert_eq!(town.not_reached(shift), []);
    let change = town.log.last().unwrap();
    assert_eq!(
        (change.actor, &*change.to),
        (WORKER, "told_by_phone"),
        "who called is kept"
    );
    // Once is enough.
    assert_eq!(town.tells_by_phone(WORKER, second, shift), Ok(()));
    assert_eq!(last(&town, second).told_by_phone.len(), 1);
}

#[test]
fn the_last_word_is_what_must_reach() {
    let mut town = Town::new();
    let person = town.neighbour(0);
    let shift = town.opens(post(1));
    town.all_sign_up(&[person], shift);
    let elsewhere = |about: &mut linli_domain::shift::ShiftAbout| about.text = "Bridge".into();
    assert_eq!(town.corrects(shift, elsewhere), Ok(()));
    let older = town.last_notice(person);
    assert_eq!(town.at(1).cancels(shift), Ok(()));
    let older = linli_domain::Command::MarkSeen { notice: older };
    assert_eq!(town.by(person, &older), Ok(()));
    assert!(town.not_reached(shift).contains(&person));
    assert_eq!(town.sees(person), Ok(()));
    assert!(!town.not_reached(shift).contains(&person));
}

#[test]
fn what_needs_no_action_keeps_nobody_waiting_for_a_call() {
    let mut town = Town::new();
    let aunt = town.neighbour(0);
    let shift = town.opens(post(1));
    assert_eq!(town.signs_up_for(WORKER, aunt, shift), Ok(()));
    assert_eq!(town.not_reached(shift), []);
}

#[test]
fn whoever_acts_is_reached() {
    let mut town = Town::new();
    let [gone, here] = town.neighbours();
    let shift = town.opens(post(2));
    town.all_sign_up(&[gone, here], shift);
    let elsewhere = |about: &mut linli_domain::shift::ShiftAbout| about.text = "Bridge".into();
    assert_eq!(town.corrects(shift, elsewhere), Ok(()));
    assert_eq!(town.not_reached(shift), [gone, here]);
    assert_eq!(town.withdraws(gone, shift), Ok(()));
    assert_eq!(town.not_reached(shift), [here]);
    assert_eq!(town.at(START).checks_in(here, shift), Ok(()));
    assert_eq!(town.not_reached(shift), []);
}

#[test]
fn a_lead_who_stays_is_still_to_be_reached_after_a_correction() {
    let mut town = Town::new();
    let person = town.neighbour(0);
    let shift = town.opens(post(1));
    town.all_sign_up(&[person], shift);
    assert_eq!(town.at(400).withdraws(person, shift), Ok(()));
    assert_eq!(town.not_reached(shift), [LEAD]);
    assert_eq!(town.corrects(shift, |about| about.slots = 2), Ok(()));
    assert_eq!(town.not_reached(shift), [LEAD]);
    assert_eq!(town.corrects(shift, |about| about.lead = None), Ok(()));
    assert_eq!(town.not_reached(shift), []);
}

#[test]
fn only_who_runs_the_shift_calls_and_nobody_themselves() {
    let mut town = Town::new();
    let [person, other] = town.neighbours();
    let shift = cancelled(&mut town, 1, &[person]);
    let may = |town: &mut Town, who| town.tells_by_phone(who, person, shift);
    assert_eq!(may(&mut town, other), Err(vec![Refusal::NotAllowed]));
    assert_eq!(may(&mut town, person), Err(vec![Refusal::NotAllowed]));
    assert_eq!(
        town.tells_by_phone(LEAD, LEAD, shift),
        Err(vec![Refusal::NotAllowed])
    );
    assert_eq!(
        town.tells_by_phone(LEAD, other, shift),
        Err(vec![Refusal::NotSignedUp])
    );
    assert_eq!(may(&mut town, DEPUTY), Ok(()));
}

fn shows(town: &Town, shift: ShiftId) -> Vec<(Audience, ShiftView)> {
    let published = publish(&town.docs[&DocumentKey::Shift(shift)]);
    let views = published.into_iter().map(|(to, view)| match view {
        View::Shift(view) => (to, *view),
        other => panic!("{other:?}"),
    });
    views.collect()
}

#[test]
fn who_has_not_been_reached_is_the_desks_and_the_leads_to_know_and_nobody_elses() {
    let mut town = Town::new();
    let people: [_; 2] = town.neighbours();
    town.grants(
        people[0],
        Role::Volunteer,
        Scope::Organization(town.team),
        None,
    );
    let shift = cancelled(&mut town, 2, &people);
    let runs = [
        Audience::Desk(code(HOME)),
        Audience::Person(LEAD),
        Audience::Person(DEPUTY),
    ];
    for (to, view) in shows(&town, shift) {
        let leads = view.lead.iter().chain(&view.deputy);
        let told = leads.filter(|contact| contact.to_reach.is_some()).count();
        assert_eq!(told, if runs.contains(&to) { 2 } else { 0 }, "{to}");
        match (&view.roster, runs.contains(&to)) {
            (RosterView::Names(roster) | RosterView::Full(roster, _), true) => {
                assert!(roster.entries.iter().all(|entry| entry.to_reach.is_some()));
            }
            (RosterView::Own(entry), false) => {
                assert_eq!(Audience::Person(entry.person.unwrap()), to);
            }
            (RosterView::Counts(_), false) => {}
            (roster, _) => panic!("{to} sees {roster:?}"),
        }
    }
}

#[test]
fn when_somebody_is_reached_nothing_public_changes() {
    let mut town = Town::new();
    let people: [_; 2] = town.neighbours();
    let shift = cancelled(&mut town, 2, &people);
    let before = town.docs[&DocumentKey::Shift(shift)].clone();
    assert_eq!(town.sees(people[0]), Ok(()));
    let after = &town.docs[&DocumentKey::Shift(shift)];
    let changed = republish(Some(&before), after);
    let mut to: Vec<Audience> = changed.into_iter().map(|(to, _)| to).collect();
    to.sort();
    let mut expected = [
        Audience::Desk(code(HOME)),
        Audience::Person(LEAD),
        Audience::Person(DEPUTY),
        Audience::Person(people[0]),
    ];
    expected.sort();
    assert_eq!(to, expected);
}

#[test]
fn who_leads_and_stands_on_the_roster_has_two_things_to_hear() {
    let mut town = Town::new();
    let person = town.neighbour(0);
    let shift = town.opens(post(2));
    town.all_sign_up(&[person], shift);
    assert_eq!(town.at(400).withdraws(person, shift), Ok(()));
    let late = town.last_notice(LEAD);
    town.all_sign_up(&[LEAD], shift);
    assert_eq!(town.at(401).cancels(shift), Ok(()));
    let seen = |notice| linli_domain::Command::MarkSeen { notice };
    assert_eq!(town.by(LEAD, &seen(late)), Ok(()));
    assert_eq!(town.not_reached(shift), [LEAD, DEPUTY], "of the other");
    assert_eq!(town.tells_by_phone(WORKER, LEAD, shift), Ok(()));
    assert_eq!(town.not_reached(shift), [DEPUTY]);
    assert_eq!(last(&town, LEAD).told_by_phone.len(), 1);
}
