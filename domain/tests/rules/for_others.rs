//! A person needs no account: who runs a shift signs up somebody else, under the same rules, and it is kept who did.

use crate::town::*;
use linli_domain::{
    Command, Kind, Refusal, SignUpId,
    notice::NoticeKind,
    person::{Firmness, Role, Scope},
    shift::{Attendance, Consented, Phase, ShiftAbout, SignUpState::*},
};
use uuid::Uuid;

#[test]
fn desk_lead_and_deputy_sign_up_somebody_who_said_yes_and_nobody_else_does() {
    for (who, name) in [(WORKER, "Worker"), (LEAD, "Lead"), (DEPUTY, "Deputy")] {
        let mut town = Town::new();
        let [aunt, other] = town.neighbours();
        let shift = town.opens(post(1));
        assert_eq!(
            town.signs_up_for(other, aunt, shift),
            Err(vec![Refusal::NotAllowed])
        );
        assert_eq!(town.signs_up_for(who, aunt, shift), Ok(()));
        let entry = town.entry(shift, aunt);
        assert_eq!(entry.state, Confirmed);
        assert_eq!((entry.actor, &*entry.actor_name), (Some(who), name));
        assert_eq!(entry.consent, Some(Consented::ByPhone));
        assert_eq!((&*entry.name, entry.phone.is_some()), ("Neighbour 0", true));
        assert_eq!(town.person(aunt).commitments[0].firmness, Firmness::Held);
        assert_eq!(
            town.told(aunt),
            [NoticeKind::SignedUpByOther { by: name.into() }]
        );
        assert_eq!(town.log.last().map(|change| change.actor), Some(who));
    }
}

#[test]
fn whoever_signs_up_themselves_that_way_is_no_others_entry() {
    let mut town = Town::new();
    let shift = town.opens(post(1));
    assert_eq!(town.signs_up_for(WORKER, WORKER, shift), Ok(()));
    let entry = town.entry(shift, WORKER);
    assert_eq!((entry.actor, entry.consent), (None, None));
    assert!(town.told(WORKER).is_empty());
}

#[test]
fn everything_that_stands_against_it_is_said_at_once_of_the_other_person() {
    let mut town = Town::new();
    let [aunt, taker] = town.neighbours();
    let busy = town.opens(post(1));
    town.all_sign_up(&[aunt], busy);
    let mut about = ShiftAbout {
        attendance: Attendance::Visit,
        ..post(1)
    };
    about.requirements.skills.push("tea".into());
    about.requirements.min_age = Some(18);
    about.sign_up_by = Some(at(100));
    let shift = town.opens(about);
    let command = |or_wait| Command::SignUpFor {
        shift,
        sign_up: SignUpId(Uuid::from_u128(5)),
        person: aunt,
        consent: Consented::InPerson,
        or_wait,
    };
    town.grants(aunt, Role::New, Scope::Place(code(HOME)), None);
    town.at(101);
    let common = |third: Refusal| {
        vec![
            Refusal::DeadlinePassed { deadline: at(100) },
            Refusal::SkillNeeded {
                skill: "tea".into(),
            },
            Refusal::AgeNeeded { min_age: 18 },
            Refusal::NewcomersOnSiteOnly,
            third,
        ]
    };
    let overlap = Refusal::OverlapsShift {
        other: busy,
        span: span(START, END),
    };
    assert_eq!(
        town.reasons(WORKER, &command(true)),
        common(overlap),
        "the desk sees every roster"
    );
    assert_eq!(
        town.reasons(LEAD, &command(true)),
        common(Refusal::BusyThen),
        "a lead hears that somebody is busy, not where"
    );
    // The lead's own promises are no matter.
    let other = town.opens(post_at(1, 900, 960));
    town.all_sign_up(&[LEAD], other);
    let beside = town.opens(post_at(2, 900, 960));
    assert_eq!(town.signs_up_for(LEAD, taker, beside), Ok(()));
}

#[test]
fn a_full_shift_puts_them_on_the_waiting_list_where_that_is_asked_for() {
    let mut town = Town::new();
    let [first, aunt] = town.neighbours();
    let shift = town.opens(post(1));
    town.all_sign_up(&[first], shift);
    let at_once = Command::SignUpFor {
        shift,
        sign_up: SignUpId(Uuid::from_u128(5)),
        person: aunt,
        consent: Consented::InWriting,
        or_wait: false,
    };
    assert_eq!(
        town.reasons(WORKER, &at_once),
        [Refusal::ShiftFull { waiting: 0 }]
    );
    assert_eq!(town.signs_up_for(WORKER, aunt, shift), Ok(()));
    assert_eq!(town.state(shift, aunt), Waitlisted);
    assert_eq!(town.withdraws(first, shift), Ok(()));
    assert_eq!(town.state(shift, aunt), Confirmed);
    assert_eq!(
        town.signs_up_for(WORKER, aunt, shift),
        Err(vec![Refusal::AlreadySignedUp])
    );
}

#[test]
fn only_people_of_the_communitys_own_register_are_signed_up() {
    let mut town = Town::new();
    let shift = town.opens(post(2));
    let none = linli_domain::PersonId(Uuid::from_u128(0xdead));
    for person in [STRANGER, none] {
        let expected = Err(vec![Refusal::NotFound { kind: Kind::Person }]);
        assert_eq!(town.signs_up_for(WORKER, person, shift), expected);
        assert_eq!(town.signs_up_for(LEAD, person, shift), expected);
        assert_eq!(town.at(START).adds(LEAD, person, shift), expected);
        town.at(0);
    }
}

#[test]
fn the_same_sign_up_sent_again_changes_nothing() {
    let mut town = Town::new();
    let aunt = town.neighbour(0);
    let shift = town.opens(post(1));
    assert_eq!(town.signs_up_for(LEAD, aunt, shift), Ok(()));
    let sign_up = town.entry(shift, aunt).id;
    let again = Command::SignUpFor {
        shift,
        sign_up,
        person: aunt,
        consent: Consented::ByPhone,
        or_wait: true,
    };
    let before = town.docs.clone();
    assert_eq!(town.by(LEAD, &again), Ok(()));
    assert!(before == town.docs);
}

#[test]
fn a_place_taken_for_somebody_is_given_back_for_them_and_the_next_moves_up() {
    let mut town = Town::new();
    let [aunt, next, own] = town.neighbours();
    let shift = town.opens(post(1));
    assert_eq!(town.signs_up_for(LEAD, aunt, shift), Ok(()));
    town.all_sign_up(&[next, own], shift);
    assert_eq!(
        town.gives_back_for(next, aunt, shift),
        Err(vec![Refusal::NotAllowed])
    );
    assert_eq!(
        town.gives_back_for(LEAD, own, shift),
        Err(vec![Refusal::NotAllowed]),
        "who signed up themselves gives back themselves"
    );
    assert_eq!(town.at(301).gives_back_for(WORKER, aunt, shift), Ok(()));
    assert_eq!(town.state(shift, aunt), Withdrawn { late: true });
    assert_eq!(town.state(shift, next), Offered { until: at(331) });
    assert!(town.person(aunt).commitments.is_empty());
    let late = NoticeKind::LateWithdrawal {
        name: "Neighbour 0".into(),
    };
    assert_eq!(town.told(LEAD), [late]);
    assert_eq!(
        town.told(aunt).last(),
        Some(&NoticeKind::GivenBackByOther {
            by: "Worker".into()
        })
    );
    assert_eq!(town.gives_back_for(WORKER, aunt, shift), Ok(()));
    assert_eq!(town.told(aunt).len(), 2, "once");
}

#[test]
fn who_has_arrived_keeps_their_place() {
    let mut town = Town::new();
    let aunt = town.neighbour(0);
    let shift = town.opens(post(1));
    assert_eq!(town.signs_up_for(LEAD, aunt, shift), Ok(()));
    assert_eq!(town.at(START).ticks(LEAD, shift, aunt), Ok(()));
    assert_eq!(
        town.gives_back_for(LEAD, aunt, shift),
        Err(vec![Refusal::AlreadyCheckedIn])
    );
}

#[test]
fn somebody_who_comes_by_is_added_while_check_in_is_open_where_a_place_is_free() {
    let mut town = Town::new();
    let [first, aunt, third] = town.neighbours();
    let shift = town.opens(ShiftAbout {
        sign_up_by: Some(at(100)),
        ..post(2)
    });
    town.all_sign_up(&[first], shift);
    let opens = at(START - 30);
    assert_eq!(
        town.at(START - 31).adds(LEAD, aunt, shift),
        Err(vec![Refusal::CheckInNotYet { opens }])
    );
    assert_eq!(
        town.at(START).adds(third, aunt, shift),
        Err(vec![Refusal::NotAllowed])
    );
    assert_eq!(town.adds(LEAD, aunt, shift), Ok(()));
    let entry = town.entry(shift, aunt);
    assert_eq!((entry.state, entry.actor), (Confirmed, Some(LEAD)));
    assert_eq!(entry.consent, Some(Consented::InPerson));
    assert_eq!(
        town.adds(DEPUTY, third, shift),
        Err(vec![Refusal::ShiftFull { waiting: 0 }])
    );
    assert_eq!(town.ticks(LEAD, shift, aunt), Ok(()));
    assert_eq!(town.state(shift, aunt), CheckedIn);
    assert_eq!(
        town.at(END + 31).adds(LEAD, third, shift),
        Err(vec![
            Refusal::WrongPhase {
                phase: Phase::Ended
            },
            Refusal::ShiftFull { waiting: 0 }
        ])
    );
}

#[test]
fn whoever_waited_and_came_by_takes_a_place_that_nobody_took() {
    let mut town = Town::new();
    let [first, aunt] = town.neighbours();
    let shift = town.opens(post(1));
    town.all_sign_up(&[first, aunt], shift);
    town.at(START);
    assert_eq!(town.withdraws(first, shift), Ok(()));
    assert_eq!(town.state(shift, aunt), Waitlisted, "it has begun");
    assert_eq!(town.adds(LEAD, aunt, shift), Ok(()));
    assert_eq!(town.state(shift, aunt), Confirmed);
    assert_eq!(town.shift(shift).roster.len(), 2);
    assert_eq!(
        town.person(aunt)
            .commitments
            .iter()
            .map(|c| c.firmness)
            .collect::<Vec<_>>(),
        [Firmness::Held]
    );
}

#[test]
fn whoever_comes_by_after_another_shift_of_theirs_is_over_is_added() {
    let mut town = Town::new();
    let aunt = town.neighbour(0);
    let before = town.opens(post_at(1, START, START + 30));
    town.all_sign_up(&[aunt], before);
    let shift = town.opens(post_at(1, START + 20, END));
    let overlap = Refusal::OverlapsShift {
        other: before,
        span: span(START, START + 30),
    };
    assert_eq!(
        town.at(START + 29).adds(WORKER, aunt, shift),
        Err(vec![overlap])
    );
    assert_eq!(
        town.adds(LEAD, aunt, shift),
        Err(vec![Refusal::BusyThen]),
        "not where"
    );
    assert_eq!(town.at(START + 30).adds(LEAD, aunt, shift), Ok(()));
}
