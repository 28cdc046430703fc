//! Telephones and addresses are kept as long as somebody may have to call or to go there, and half a year longer.

use crate::town::*;
use linli_domain::{
    CaseId, Command,
    case::{CaseState, NeedAbout, Recipient},
    command::NeedStep,
};

const DAY: i64 = 24 * 60;

fn for_somebody(town: &mut Town) -> CaseId {
    let case = CaseId(town.fresh());
    let about = NeedAbout {
        recipient: Some(Recipient {
            name: "Old Chen".into(),
            phone: Some("13877776666".into()),
            address: Some("Building 3, 401".into()),
            call_back: false,
        }),
        ..need()
    };
    let about = Box::new(about);
    assert_eq!(town.by(WORKER, &Command::PostNeed { case, about }), Ok(()));
    case
}

#[test]
fn whom_a_need_was_for_is_forgotten_half_a_year_after_it_ended() {
    let mut town = Town::new();
    let kept = town.profile.contacts_kept_days * DAY;
    let case = for_somebody(&mut town);
    town.at(kept + DAY).time_ticks();
    assert!(town.case(case).about.recipient.is_some(), "it goes on");
    let reason = "nobody could be found".to_owned();
    let done = town.handles(WORKER, case, NeedStep::Reject { reason });
    assert_eq!(done, Ok(()));
    assert_eq!(town.case_state(case), CaseState::Rejected);
    let ended = kept + DAY;
    town.at(ended + kept - 1).time_ticks();
    assert!(town.case(case).about.recipient.is_some());
    town.at(ended + kept).time_ticks();
    assert_eq!(town.case(case).about.recipient, None);
    assert_eq!(town.case_state(case), CaseState::Rejected);
    assert!(town.case(case).outcome.is_some(), "why it ended stays");
}

#[test]
fn the_numbers_of_a_roster_go_half_a_year_after_it_is_settled_and_the_hours_stay() {
    let mut town = Town::new();
    let [a, b] = town.neighbours();
    let shift = town.opens(post(2));
    town.all_sign_up(&[a, b], shift);
    let done = town.at(START).ticks(LEAD, shift, a);
    assert_eq!(done, Ok(()));
    town.at(END + 1);
    town.time_ticks();
    let done = town.confirms(LEAD, shift, &[a]);
    assert_eq!(done, Ok(()));
    let kept = town.profile.contacts_kept_days * DAY;
    let settled = town.shift(shift).state == linli_domain::shift::ShiftState::Recorded;
    assert!(settled, "{:?}", town.shift(shift).state);
    town.at(END + kept - 1).time_ticks();
    assert!(town.entry(shift, a).phone.is_some());
    town.at(END + kept).time_ticks();
    let left = town.shift(shift);
    assert!(
        left.roster.iter().all(|entry| entry.phone.is_none()),
        "{:?}",
        left.roster
    );
    assert!(
        left.lead
            .iter()
            .chain(&left.deputy)
            .all(|contact| contact.phone.is_none())
    );
    assert_eq!(town.entry(shift, a).name, town.person(a).about.name);
}

#[test]
fn a_shift_that_nobody_settled_keeps_its_numbers() {
    let mut town = Town::new();
    let [a] = town.neighbours();
    let shift = town.opens(post(1));
    town.all_sign_up(&[a], shift);
    let kept = town.profile.contacts_kept_days * DAY;
    town.at(END + 2 * kept).time_ticks();
    assert!(town.entry(shift, a).phone.is_some());
}
