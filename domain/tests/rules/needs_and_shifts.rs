//! A need moves by what happens in its shifts.

use crate::{
    needs::{STATES, with},
    town::*,
};
use linli_domain::{
    CaseId, Command, Refusal, ShiftId,
    case::CaseState::*,
    command::NeedStep,
    notice::NoticeKind,
    shift::{Parent, ShiftAbout},
};

fn open_for(town: &mut Town, case: CaseId) -> ShiftId {
    town.opens(ShiftAbout {
        parent: Some(Parent::Case(case)),
        ..post(1)
    })
}

#[test]
fn a_need_moves_by_what_happens_in_its_shift() {
    let (mut town, reporter, person, case) = with(Accepted);
    let shift = open_for(&mut town, case);
    assert_eq!(town.case_state(case), Accepted);
    town.all_sign_up(&[person], shift);
    assert_eq!(town.case_state(case), Assigned);
    assert_eq!(town.withdraws(person, shift), Ok(()));
    assert_eq!(town.case_state(case), Accepted);
    town.all_sign_up(&[person], shift);
    assert_eq!(town.at(START).checks_in(person, shift), Ok(()));
    assert_eq!(town.case_state(case), InProgress);
    assert_eq!(town.at(END).confirms(LEAD, shift, &[person]), Ok(()));
    assert_eq!(town.case_state(case), Resolved);
    assert!(town.told(reporter).contains(&NoticeKind::NeedResolved));
    assert_eq!(town.handles(reporter, case, NeedStep::Close), Ok(()));
    assert_eq!(town.case_state(case), Closed);
}

#[test]
fn only_the_last_of_several_shifts_resolves_the_need() {
    let (mut town, _, person, case) = with(Accepted);
    let first = open_for(&mut town, case);
    let about = ShiftAbout {
        parent: Some(Parent::Case(case)),
        ..post_at(1, END, END + 60)
    };
    let second = town.opens(about);
    for shift in [first, second] {
        town.all_sign_up(&[person], shift);
    }
    assert_eq!(town.at(START).checks_in(person, first), Ok(()));
    assert_eq!(town.at(END).confirms(LEAD, first, &[person]), Ok(()));
    assert_eq!(town.case_state(case), InProgress);
    assert_eq!(town.checks_in(person, second), Ok(()));
    assert_eq!(town.at(END + 60).confirms(LEAD, second, &[person]), Ok(()));
    assert_eq!(town.case_state(case), Resolved);
}

#[test]
fn a_shift_that_fails_gives_the_need_back() {
    for cancelled in [true, false] {
        let (mut town, _, person, case) = with(Accepted);
        let shift = open_for(&mut town, case);
        town.all_sign_up(&[person], shift);
        assert_eq!(town.case_state(case), Assigned);
        if cancelled {
            assert_eq!(town.cancels(shift), Ok(()));
        } else {
            assert_eq!(town.at(END).confirms(LEAD, shift, &[]), Ok(()));
        }
        assert_eq!(town.case_state(case), Accepted, "called off: {cancelled}");
    }
}

#[test]
fn a_shift_serves_a_need_that_stands_open_in_its_own_community() {
    for state in STATES {
        let (mut town, _, _, case) = with(state);
        let shift = ShiftId(town.fresh());
        let about = ShiftAbout {
            parent: Some(Parent::Case(case)),
            ..post(1)
        };
        let reasons = town.reasons(
            WORKER,
            &Command::OpenShift {
                shift,
                about: Box::new(about),
            },
        );
        let fits = matches!(state, Accepted | Assigned | InProgress);
        let expected = if fits {
            vec![]
        } else {
            vec![Refusal::WrongNeedState { state }]
        };
        assert_eq!(reasons, expected, "{state:?}");
    }
}
