//! The life of a need: by steps, by what happens in its shifts, and by time.

use crate::town::*;
use linli_domain::{
    Caller, CaseId, Command, DocumentKey, PersonId, Refusal,
    case::{Assignee, CaseState, CaseState::*, Urgency},
    command::NeedStep,
    next_due,
    notice::NoticeKind,
    person::{Role, Scope},
};
use uuid::Uuid;

fn steps(person: PersonId) -> [NeedStep; 8] {
    let reason = || "because".to_owned();
    [
        NeedStep::Accept,
        NeedStep::Reject { reason: reason() },
        NeedStep::Assign {
            assignee: Assignee::Person(person),
        },
        NeedStep::Start,
        NeedStep::Resolve {
            evidence: "done".into(),
        },
        NeedStep::Close,
        NeedStep::Reopen { reason: reason() },
        NeedStep::Withdraw { reason: reason() },
    ]
}

/// A town with a need in a state: reporter, assignee, need.
pub fn with(state: CaseState) -> (Town, PersonId, PersonId, CaseId) {
    let mut town = Town::new();
    let [reporter, assignee] = town.neighbours();
    let case = town.posts(reporter);
    let assign = NeedStep::Assign {
        assignee: Assignee::Person(assignee),
    };
    let resolve = NeedStep::Resolve {
        evidence: "done".into(),
    };
    let reason = || "because".to_owned();
    let way: Vec<NeedStep> = match state {
        Submitted => vec![],
        Accepted => vec![NeedStep::Accept],
        Rejected => vec![NeedStep::Reject { reason: reason() }],
        Assigned => vec![NeedStep::Accept, assign],
        InProgress => vec![NeedStep::Accept, assign, NeedStep::Start],
        Resolved => vec![NeedStep::Accept, assign, resolve],
        Closed => vec![NeedStep::Accept, assign, resolve, NeedStep::Close],
        Withdrawn => vec![NeedStep::Withdraw { reason: reason() }],
    };
    for step in way {
        assert_eq!(town.handles(WORKER, case, step), Ok(()));
    }
    assert_eq!(town.case_state(case), state);
    (town, reporter, assignee, case)
}

/// What each step makes of each state; `None` where it does not fit.
fn leads_to(state: CaseState, step: usize) -> Option<CaseState> {
    const STEPS: [(usize, &[CaseState], CaseState); 8] = [
        (0, &[Submitted], Accepted),
        (1, &[Submitted], Rejected),
        (2, &[Accepted, Assigned], Assigned),
        (3, &[Assigned], InProgress),
        (4, &[Assigned, InProgress], Resolved),
        (5, &[Resolved], Closed),
        (6, &[Resolved, Closed], Accepted),
        (7, &[Submitted, Accepted, Assigned, InProgress], Withdrawn),
    ];
    let (_, from, to) = STEPS[step];
    from.contains(&state).then_some(to)
}

/// Who may take which step: WORKER, reporter, assignee, grid WORKER, neighbour, another community's worker.
const MAY: [(&str, [bool; 8]); 6] = [
    ("worker", [true, true, true, true, true, true, true, true]),
    (
        "reporter",
        [false, false, false, false, false, true, true, true],
    ),
    (
        "assignee",
        [false, false, false, true, true, false, false, false],
    ),
    (
        "grid worker",
        [false, false, false, false, false, true, true, false],
    ),
    ("neighbour", [false; 8]),
    ("next door", [false; 8]),
];

pub const STATES: [CaseState; 8] = [
    Submitted, Accepted, Rejected, Assigned, InProgress, Resolved, Closed, Withdrawn,
];

#[test]
fn steps_states_and_roles_fit_as_in_this_table() {
    let mut cells = 0;
    for state in STATES {
        let (mut town, reporter, assignee, case) = with(state);
        let grid_worker = town.neighbour(7);
        town.grants(
            grid_worker,
            Role::GridWorker,
            Scope::Place(code(GRID)),
            None,
        );
        let next_door = STRANGER;
        town.grants(
            next_door,
            Role::CommunityWorker,
            Scope::Place(code(NEXT_DOOR)),
            None,
        );
        let who = [
            COLLEAGUE,
            reporter,
            assignee,
            grid_worker,
            town.neighbour(8),
            next_door,
        ];
        let hidden = matches!(state, Submitted | Rejected | Withdrawn);
        for (person, (role, may)) in who.into_iter().zip(MAY) {
            let sees = match role {
                "worker" | "reporter" => true,
                "next door" => false,
                _ => !hidden,
            };
            for (n, step) in steps(assignee).into_iter().enumerate() {
                let reasons = town.reasons(
                    person,
                    &Command::HandleNeed {
                        case,
                        step: step.clone(),
                    },
                );
                let has_handler = !matches!(state, Submitted | Accepted | Rejected | Withdrawn);
                let is_handler = role == "assignee" && has_handler;
                let mut expected = Vec::new();
                if !sees {
                    expected.push(Refusal::NotFound {
                        kind: linli_domain::Kind::Case,
                    });
                } else {
                    let as_assignee = role == "assignee" && !is_handler;
                    // Whoever may not take a step is told that, and nothing else that stands against it.
                    if !may[n] || (as_assignee && matches!(n, 3 | 4)) {
                        expected.push(Refusal::NotAllowed);
                    } else {
                        if is_handler && matches!(n, 5 | 6) {
                            expected.push(Refusal::OwnWork);
                        }
                        if leads_to(state, n).is_none() {
                            expected.push(Refusal::WrongNeedState { state });
                        }
                    }
                }
                assert_eq!(reasons, expected, "{role} takes {step:?} in {state:?}");
                cells += 1;
            }
        }
    }
    assert_eq!(cells, 8 * 6 * 8);
}

#[test]
fn whoever_is_to_do_it_sees_that_on_their_own_device_and_nobody_else_sees_who() {
    let (town, reporter, assignee, case) = with(Assigned);
    let published = linli_domain::publish(&town.docs[&DocumentKey::Case(case)]);
    for (audience, view) in published {
        let linli_domain::View::Case(view) = view else {
            panic!("{view:?}")
        };
        use linli_domain::Audience::{Desk, Person, Public, Team, TeamLead};
        let (names, full) = match &audience {
            Desk(_) => (true, true),
            Person(person) if *person == reporter => (true, true),
            Person(person) => (*person == assignee, false),
            Public(_) | Team(_) | TeamLead(_) => (false, false),
        };
        assert_eq!(view.case.assignee.is_some(), names, "{audience}");
        assert_eq!(view.full, full, "{audience}");
    }
}

#[test]
fn a_step_that_fits_moves_the_need() {
    for state in STATES {
        for n in 0..8 {
            let Some(to) = leads_to(state, n) else {
                continue;
            };
            let (mut town, _, assignee, case) = with(state);
            let step = steps(assignee)[n].clone();
            town.at(1);
            assert_eq!(town.handles(COLLEAGUE, case, step), Ok(()));
            assert_eq!(town.case_state(case), to);
            let last = town.log.last().unwrap();
            assert_eq!((&*last.from, &*last.to), (state.name(), to.name()));
            assert_eq!(last.actor, COLLEAGUE);
        }
    }
}

#[test]
fn the_reporter_is_told_what_becomes_of_their_need() {
    for (state, expected) in [
        (Accepted, vec![NoticeKind::NeedAccepted]),
        (
            Rejected,
            vec![NoticeKind::NeedRejected {
                reason: "because".into(),
            }],
        ),
        (
            Resolved,
            vec![NoticeKind::NeedAccepted, NoticeKind::NeedResolved],
        ),
        (
            Closed,
            vec![
                NoticeKind::NeedAccepted,
                NoticeKind::NeedResolved,
                NoticeKind::NeedClosed,
            ],
        ),
    ] {
        let (town, reporter, _, _) = with(state);
        let told = town.told(reporter);
        assert!(
            expected.iter().all(|kind| told.contains(kind)),
            "{state:?}: {told:?}"
        );
        assert_eq!(told.len(), expected.len(), "{state:?}");
    }
}

#[test]
fn each_step_has_its_limit() {
    let day = 24 * 60;
    for (state, limit) in [
        (Submitted, Some(day)),
        (Accepted, Some(day)),
        (Assigned, Some(day)),
        (InProgress, Some(7 * day)),
        (Resolved, Some(3 * day)),
        (Rejected, None),
        (Closed, None),
        (Withdrawn, None),
    ] {
        let (town, _, _, case) = with(state);
        assert_eq!(town.case(case).due, limit.map(at), "{state:?}");
    }
    let mut town = Town::new();
    let case = CaseId(town.fresh());
    let about = linli_domain::case::NeedAbout {
        urgency: Urgency::Urgent,
        ..need()
    };
    town.sure(
        Caller::Person(WORKER),
        &Command::PostNeed {
            case,
            about: Box::new(about),
        },
    );
    assert_eq!(town.case(case).due, Some(at(120)));
}

#[test]
fn words_are_needed_where_a_step_gives_a_reason() {
    for step in [
        NeedStep::Reject {
            reason: "  ".into(),
        },
        NeedStep::Withdraw {
            reason: String::new(),
        },
    ] {
        let (mut town, _, _, case) = with(Submitted);
        let answer = town.handles(WORKER, case, step);
        assert!(matches!(&answer, Err(reasons) if matches!(reasons[..], [Refusal::Field { .. }])));
    }
}

#[test]
fn a_resolved_need_closes_itself_after_seven_days_of_silence() {
    let (mut town, reporter, _, case) = with(Resolved);
    let key = DocumentKey::Case(case);
    let due = next_due(&town.docs[&key], &town.profile).expect("due");
    assert_eq!(due, at(7 * 24 * 60));
    let tick = Command::Tick {
        document: key.clone(),
        due,
    };
    assert_eq!(
        town.by(reporter, &tick),
        Err(vec![Refusal::NotAllowed]),
        "only time ticks"
    );
    town.at(7 * 24 * 60 - 1);
    assert_eq!(town.ask(Caller::System, &tick), Ok(()));
    assert_eq!(town.case_state(case), Resolved, "too early");
    town.at(7 * 24 * 60);
    assert_eq!(town.ask(Caller::System, &tick), Ok(()));
    assert_eq!(town.case_state(case), Closed);
    assert_eq!(town.told(reporter).last(), Some(&NoticeKind::NeedClosed));
    assert_eq!(next_due(&town.docs[&key], &town.profile), None);
}

#[test]
fn a_due_moment_is_found_again_whatever_fraction_of_a_second_it_had() {
    let mut town = Town::new();
    town.now += chrono::TimeDelta::nanoseconds(123_456_789);
    let reporter = town.neighbour(0);
    let case = town.posts(reporter);
    for step in [
        NeedStep::Accept,
        NeedStep::Resolve {
            evidence: "done".into(),
        },
    ] {
        let assign = NeedStep::Assign {
            assignee: Assignee::Person(LEAD),
        };
        if matches!(step, NeedStep::Resolve { .. }) {
            assert_eq!(town.handles(WORKER, case, assign), Ok(()));
        }
        assert_eq!(town.handles(WORKER, case, step), Ok(()));
    }
    let document = DocumentKey::Case(case);
    let due = next_due(&town.docs[&document], &town.profile).expect("due");
    let stored =
        linli_domain::time::Instant::from_timestamp_millis(due.timestamp_millis()).unwrap();
    town.now = stored;
    assert_eq!(
        town.ask(
            Caller::System,
            &Command::Tick {
                document,
                due: stored
            }
        ),
        Ok(())
    );
    assert_eq!(town.case_state(case), Closed);
}

#[test]
fn a_need_without_an_account_behind_it_never_closes_by_silence() {
    let mut town = Town::new();
    let case = CaseId(Uuid::from_u128(77));
    town.sure(
        Caller::System,
        &Command::PostNeed {
            case,
            about: Box::new(need()),
        },
    );
    for step in [
        NeedStep::Accept,
        NeedStep::Assign {
            assignee: Assignee::Person(LEAD),
        },
    ] {
        assert_eq!(town.handles(WORKER, case, step), Ok(()));
    }
    let resolve = NeedStep::Resolve {
        evidence: "done".into(),
    };
    assert_eq!(town.handles(WORKER, case, resolve), Ok(()));
    assert_eq!(
        next_due(&town.docs[&DocumentKey::Case(case)], &town.profile),
        None
    );
}

#[test]
fn a_need_is_corrected_by_its_reporter_until_it_is_accepted_and_by_the_desk_after() {
    let corrected = |case| {
        let about = linli_domain::case::NeedAbout {
            risks: "Stairs".into(),
            ..need()
        };
        Command::CorrectNeed {
            case,
            about: Box::new(about),
        }
    };
    for state in STATES {
        let (mut town, reporter, _, case) = with(state);
        let mine = town.by(reporter, &corrected(case));
        assert_eq!(mine.is_ok(), state == Submitted, "{state:?}");
        let (mut town, reporter, _, case) = with(state);
        let before = town.told(reporter).len();
        town.at(1);
        let desk = town.by(WORKER, &corrected(case));
        if state.is_final() {
            assert_eq!(desk, Err(vec![Refusal::WrongNeedState { state }]));
        } else {
            assert_eq!(desk, Ok(()), "{state:?}");
            assert_eq!(town.case(case).about.risks, "Stairs");
            assert_eq!(town.told(reporter)[before..], [NoticeKind::NeedChanged]);
        }
    }
}

#[test]
fn the_same_need_twice_is_one_and_another_under_its_id_is_refused() {
    let mut town = Town::new();
    let reporter = town.neighbour(0);
    let case = town.posts(reporter);
    let before = town.docs.clone();
    let again = Command::PostNeed {
        case,
        about: Box::new(need()),
    };
    assert_eq!(town.by(reporter, &again), Ok(()));
    assert_eq!(town.docs, before);
    assert_eq!(town.by(LEAD, &again), Err(vec![Refusal::IdTaken]));
}

/// Somebody without an account asks, by a notice at a door.
fn asked_at_the_door(town: &mut Town) -> CaseId {
    let case = CaseId(town.fresh());
    let about = linli_domain::case::NeedAbout {
        source: linli_domain::case::Source::DoorNotice,
        visibility: linli_domain::case::Visibility::Desk,
        ..need()
    };
    let post = Command::PostNeed {
        case,
        about: Box::new(about),
    };
    town.sure(Caller::System, &post);
    case
}

#[test]
fn what_is_asked_by_a_notice_at_a_door_is_accepted_once_somebody_has_called() {
    let mut town = Town::new();
    let case = asked_at_the_door(&mut town);
    assert!(town.case(case).unverified);
    assert_eq!(town.case(case).reporter, PersonId::SYSTEM);
    let first = Err(vec![Refusal::CallFirst]);
    assert_eq!(town.handles(WORKER, case, NeedStep::Accept), first);
    assert_eq!(town.handles(WORKER, case, NeedStep::Verify), Ok(()));
    assert!(!town.case(case).unverified);
    let said = town.log.last().unwrap();
    assert_eq!(
        (&*said.from, &*said.to, said.actor),
        ("unverified", "verified", WORKER)
    );
    let before = town.docs.clone();
    assert_eq!(town.handles(WORKER, case, NeedStep::Verify), Ok(()));
    assert!(before == town.docs, "once");
    assert_eq!(town.handles(WORKER, case, NeedStep::Accept), Ok(()));
    let late = NeedStep::Verify;
    assert!(town.handles(WORKER, case, late).is_err(), "it is accepted");
}

#[test]
fn only_the_desk_says_that_somebody_was_called_and_a_prank_is_rejected_without_a_call() {
    let mut town = Town::new();
    let case = asked_at_the_door(&mut town);
    let [neighbour] = town.neighbours();
    for who in [neighbour, STRANGER] {
        assert!(town.handles(who, case, NeedStep::Verify).is_err());
    }
    let reason = "a prank".to_owned();
    assert_eq!(
        town.handles(WORKER, case, NeedStep::Reject { reason }),
        Ok(())
    );
}

#[test]
fn what_is_asked_by_a_notice_at_a_door_goes_to_the_desk_alone() {
    let mut town = Town::new();
    let case = asked_at_the_door(&mut town);
    let published = linli_domain::publish(&town.docs[&DocumentKey::Case(case)]);
    let to: Vec<_> = published.into_iter().map(|(to, _)| to).collect();
    assert_eq!(to, [linli_domain::Audience::Desk(code(HOME))]);
}
