//! A device runs the same rules over the views that it holds, and expects what the authority will decide.

use crate::town::*;
use chrono::TimeDelta;
use linli_domain::{
    Audience, BlockId, Command, CommandId, Context, DocumentKey, PersonId, Prediction, Refusal,
    ShiftId, SignUpId, View, audiences_of, codes,
    command::{HoursEntry, PaperEntry, Proof},
    person::{Role, Scope},
    predict, publish, rebuild,
    record::RecordState,
    shift::{Consented, ShiftAbout, SignUp, SignUpState},
};
use proptest::prelude::*;
use uuid::Uuid;

/// What a person's device predicts when it holds everything that it may.
fn predicted(town: &Town, person: PersonId, command: &Command) -> Prediction {
    let audiences = audiences_of(town.person(person), town.now);
    predicted_with(town, person, &audiences, command)
}

fn predicted_with(
    town: &Town,
    person: PersonId,
    audiences: &[Audience],
    command: &Command,
) -> Prediction {
    let ctx = Context {
        now: town.now,
        profile: &town.profile,
        command: CommandId(Uuid::from_u128(1)),
        entropy: [3; 32],
        predicting: true,
    };
    let lookup = |key: &DocumentKey| {
        let published = publish(town.docs.get(key)?);
        let held: Vec<View> = published
            .into_iter()
            .filter(|(to, _)| audiences.contains(to))
            .map(|(_, view)| view)
            .collect();
        rebuild(&held)
    };
    predict(command, person, audiences, lookup, &ctx)
}

/// A person's own state in a shift, in the views that a prediction brings: none where it says nothing of the shift.
fn own_state(
    expected: &[(Audience, DocumentKey, Option<View>)],
    person: PersonId,
    shift: ShiftId,
) -> Option<Option<SignUpState>> {
    let mine = Audience::Person(person);
    let key = DocumentKey::Shift(shift);
    let view = expected
        .iter()
        .find(|(to, of, _)| *to == mine && *of == key)?;
    Some(match &view.2 {
        Some(View::Shift(view)) => view.entry_of(person).map(|entry| entry.state),
        _ => None,
    })
}

fn signs_up(shift: ShiftId) -> Command {
    Command::SignUp {
        shift,
        sign_up: SignUpId(Uuid::from_u128(0x5151)),
        or_wait: true,
    }
}

#[test]
fn a_redacted_roster_is_never_taken_for_an_empty_one() {
    let mut town = Town::new();
    let [first, second] = town.neighbours();
    let shift = town.opens(post(1));
    town.all_sign_up(&[first], shift);
    let Prediction::Expected(expected) = predicted(&town, second, &signs_up(shift)) else {
        panic!("expected")
    };
    assert_eq!(
        own_state(&expected, second, shift),
        Some(Some(SignUpState::Waitlisted))
    );
    let choosy = Command::SignUp {
        shift,
        sign_up: SignUpId(Uuid::nil()),
        or_wait: false,
    };
    let refused = Prediction::Refused(vec![Refusal::ShiftFull { waiting: 0 }]);
    assert_eq!(predicted(&town, second, &choosy), refused);
}

#[test]
fn what_a_device_does_not_hold_it_cannot_tell() {
    let mut town = Town::new();
    let person = town.neighbour(0);
    let shift = town.opens(post(1));
    assert_eq!(
        predicted_with(&town, person, &[], &signs_up(shift)),
        Prediction::Unknown
    );
    let only_me = [Audience::Person(person)];
    assert_eq!(
        predicted_with(&town, person, &only_me, &signs_up(shift)),
        Prediction::Unknown
    );
}

#[test]
fn a_withdrawal_takes_ones_own_view_away_and_frees_a_place() {
    let mut town = Town::new();
    let [first, second] = town.neighbours();
    let shift = town.opens(post(1));
    town.all_sign_up(&[first], shift);
    let withdraw = Command::Withdraw { shift };
    let Prediction::Expected(expected) = predicted(&town, first, &withdraw) else {
        panic!()
    };
    assert_eq!(own_state(&expected, first, shift), Some(None));
    let public = Audience::Public(code(HOME));
    let counts = expected.iter().find_map(|(to, _, view)| match view {
        Some(View::Shift(view)) if *to == public => view.counts(),
        _ => None,
    });
    assert_eq!(counts.map(|counts| counts.taken), Some(0));
    let refused = Prediction::Refused(vec![Refusal::NotSignedUp]);
    assert_eq!(predicted(&town, second, &withdraw), refused);
}

#[test]
fn an_offline_check_in_is_shown_and_says_that_it_is_unverified() {
    let mut town = Town::new();
    let person = town.neighbour(0);
    let shift = town.opens(post(1));
    town.all_sign_up(&[person], shift);
    town.at(START);
    let step = codes::step_at(town.now);
    let proof = Proof::Digits {
        step,
        digits: "12345678".into(),
    };
    let check_in = Command::CheckIn {
        shift,
        proof,
        at: town.now,
    };
    let Prediction::Expected(expected) = predicted(&town, person, &check_in) else {
        panic!()
    };
    let entry = expected.iter().find_map(|(to, _, view)| match view {
        Some(View::Shift(view)) if *to == Audience::Person(person) => {
            view.entry_of(person).cloned()
        }
        _ => None,
    });
    let entry = entry.expect("an entry");
    assert_eq!(entry.state, SignUpState::CheckedIn);
    assert!(entry.check_in.is_some_and(|presence| !presence.verified));
}

#[test]
fn a_command_whose_ids_a_view_already_holds_predicts_no_change() {
    let mut town = Town::new();
    let person = town.neighbour(0);
    let shift = town.opens(post(1));
    assert_eq!(town.by(person, &signs_up(shift)), Ok(()));
    assert_eq!(
        predicted(&town, person, &signs_up(shift)),
        Prediction::Expected(vec![])
    );
    let open = Command::OpenShift {
        shift,
        about: Box::new(town.shift(shift).about.clone()),
    };
    assert_eq!(
        predicted(&town, WORKER, &open),
        Prediction::Expected(vec![])
    );
    let case = town.posts(person);
    let post = Command::PostNeed {
        case,
        about: Box::new(need()),
    };
    assert_eq!(
        predicted(&town, person, &post),
        Prediction::Expected(vec![])
    );
}

fn sees_own(state: SignUpState) -> bool {
    !matches!(state, SignUpState::Withdrawn { .. } | SignUpState::Declined)
}

/// One of the things that somebody may do; the numbers choose who, where and what.
fn command_of(
    town: &Town,
    shifts: &[ShiftId],
    (who, what, which): (u8, u8, u8),
) -> (PersonId, Command) {
    let people: Vec<PersonId> = (0..5).map(|n| person_id(100 + n)).collect();
    let shift = shifts[usize::from(which) % shifts.len()];
    let there = town.shift(shift);
    let neighbour = people[usize::from(who) % people.len()];
    let whom = people[usize::from(which / 7) % people.len()];
    let sign_up = there
        .entry_of(whom)
        .map_or(SignUpId(Uuid::nil()), |entry| entry.id);
    let id = SignUpId(Uuid::from_u128(
        u128::from(who) * 65_536 + town.log.len() as u128 + 1,
    ));
    let (leader, at) = ([LEAD, WORKER][usize::from(who) % 2], town.now);
    let step = codes::step_at(at);
    let mac = codes::code(&town.secret(shift), shift, step);
    match what % 24 {
        0..3 => (
            neighbour,
            Command::SignUp {
                shift,
                sign_up: id,
                or_wait: which % 2 == 0,
            },
        ),
        3 => (neighbour, Command::Withdraw { shift }),
        4 => (neighbour, Command::Reconfirm { shift }),
        5 => (
            neighbour,
            Command::CheckIn {
                shift,
                proof: Proof::Code { step, mac },
                at,
            },
        ),
        6 => (neighbour, Command::CheckOut { shift, at }),
        7 => (leader, Command::MarkPresent { shift, sign_up, at }),
        8 => (leader, Command::MarkLeft { shift, sign_up, at }),
        9 => (leader, Command::MarkAbsent { shift, sign_up }),
        10 => (leader, Command::ClearMark { shift, sign_up }),
        11 => {
            let minutes = (who % 3 == 0).then_some(30);
            (
                leader,
                Command::ConfirmHours {
                    shift,
                    entries: vec![HoursEntry { sign_up, minutes }],
                },
            )
        }
        12 => {
            let mut about: ShiftAbout = there.about.clone();
            about.slots = u16::from(which % 3) + 1;
            if who % 2 == 0 {
                let later = TimeDelta::minutes(i64::from(who % 4) * 30);
                about.span.end += later;
                about.span.start += later;
            }
            (
                WORKER,
                Command::CorrectShift {
                    shift,
                    about: Box::new(about),
                },
            )
        }
        13 | 14 => (
            leader,
            Command::SignUpFor {
                shift,
                sign_up: id,
                person: whom,
                consent: Consented::ByPhone,
                or_wait: which % 2 == 0,
            },
        ),
        15 => (
            leader,
            Command::AddOnSite {
                shift,
                sign_up: id,
                person: whom,
            },
        ),
        16 if which % 2 == 0 => (leader, Command::WithdrawFor { shift, sign_up }),
        16 => (
            leader,
            Command::TellByPhone {
                shift,
                person: whom,
            },
        ),
        17 => (
            neighbour,
            Command::ContestAbsence {
                shift,
                reason: "I was there".into(),
            },
        ),
        18 => (
            leader,
            Command::AnswerContest {
                shift,
                sign_up,
                reason: "no".into(),
            },
        ),
        19 | 20 => {
            let fresh = there.entry_of(whom).is_none() || which % 2 == 0;
            let line = PaperEntry {
                sign_up: if fresh { id } else { sign_up },
                person: whom,
                from: (who % 3 == 0).then_some(at),
                to: None,
            };
            (
                leader,
                Command::EnterAttendance {
                    shift,
                    photo: (who % 2 == 0).then(|| "0f".repeat(32)),
                    entries: vec![line],
                },
            )
        }
        21 => (leader, Command::HandOver { shift, to: whom }),
        22 => {
            let later = TimeDelta::minutes(i64::from(who % 8) * 30);
            let mut span = there.about.span;
            span.start += later;
            span.end += later;
            (
                WORKER,
                Command::PostponeShift {
                    shift,
                    span,
                    reason: "rain".into(),
                },
            )
        }
        _ => (
            WORKER,
            Command::CancelShift {
                shift,
                reason: "rain".into(),
            },
        ),
    }
}

/// What stands against a command as far as a device can know: what others have promised it cannot.
fn foreseeable(command: &Command, reasons: Vec<Refusal>) -> Vec<Refusal> {
    let for_other = matches!(
        command,
        Command::SignUpFor { .. } | Command::AddOnSite { .. } | Command::EnterAttendance { .. }
    );
    let promised = |reason: &Refusal| {
        matches!(
            reason,
            Refusal::BusyThen | Refusal::OverlapsShift { .. } | Refusal::TooManyCommitments { .. }
        )
    };
    reasons
        .into_iter()
        .filter(|reason| !for_other || !promised(reason))
        .collect()
}

#[test]
fn a_lead_signs_up_somebody_whom_their_phone_does_not_hold() {
    let mut town = Town::new();
    let aunt = town.neighbour(0);
    let shift = town.opens(post(1));
    let command = Command::SignUpFor {
        shift,
        sign_up: SignUpId(Uuid::from_u128(5)),
        person: aunt,
        consent: Consented::InPerson,
        or_wait: false,
    };
    for (who, name) in [(LEAD, ""), (WORKER, "Neighbour 0")] {
        let Prediction::Expected(expected) = predicted(&town, who, &command) else {
            panic!("it may be")
        };
        let entries = expected.iter().filter_map(|(_, _, view)| match view {
            Some(View::Shift(view)) => view.entry_of(aunt),
            _ => None,
        });
        let entries: Vec<_> = entries.map(|e| (&*e.name, e.state, e.actor)).collect();
        assert_eq!(entries, [(name, SignUpState::Confirmed, Some(who))]);
    }
    assert_eq!(
        predicted(&town, aunt, &command),
        Prediction::Refused(vec![Refusal::NotAllowed])
    );
}

/// The entry of a person in the views that a prediction brings somebody, if it brings one.
fn entry_in(prediction: &Prediction, person: PersonId) -> Option<SignUp> {
    let Prediction::Expected(expected) = prediction else {
        panic!("{prediction:?}")
    };
    expected.iter().find_map(|(_, _, view)| match view {
        Some(View::Shift(view)) => view.entry_of(person).cloned(),
        _ => None,
    })
}

#[test]
fn a_helper_signs_up_and_gives_back_without_seeing_the_roster() {
    let mut town = Town::new();
    let [aunt, daughter, other] = town.neighbours();
    let bond = Command::NameHelper {
        person: aunt,
        helper: daughter,
    };
    let nothing_more = predicted(&town, aunt, &bond);
    let Prediction::Expected(expected) = nothing_more else {
        panic!()
    };
    assert_eq!(expected.len(), 2, "her own view and the public one");
    assert_eq!(town.by(aunt, &bond), Ok(()));
    let shift = town.opens(post(1));
    let sign_up = SignUpId(Uuid::from_u128(5));
    let command = |person| Command::SignUpFor {
        shift,
        sign_up,
        person,
        consent: Consented::ByPhone,
        or_wait: false,
    };
    let not_allowed = Prediction::Refused(vec![Refusal::NotAllowed]);
    assert_eq!(predicted(&town, daughter, &command(other)), not_allowed);
    let Prediction::Expected(expected) = predicted(&town, daughter, &command(aunt)) else {
        panic!()
    };
    let taken = expected.iter().find_map(|(_, _, view)| match view {
        Some(View::Shift(view)) => view.counts().map(|counts| counts.taken),
        _ => None,
    });
    assert_eq!(taken, Some(1), "one place less for everybody");
    assert_eq!(town.by(daughter, &command(aunt)), Ok(()));
    let back = Command::WithdrawFor { shift, sign_up };
    let unchanged = Prediction::Expected(vec![]);
    assert_eq!(predicted(&town, daughter, &back), unchanged);
    assert_eq!(predicted(&town, other, &back), not_allowed);
    assert_eq!(town.by(daughter, &back), Ok(()));
}

#[test]
fn a_paper_roster_shows_on_the_leads_phone_at_once() {
    let mut town = Town::new();
    let [listed, came] = town.neighbours();
    let shift = town.opens(post(2));
    town.all_sign_up(&[listed], shift);
    town.at(END);
    let line = |sign_up, person| PaperEntry {
        sign_up,
        person,
        from: None,
        to: None,
    };
    let sheet = Command::EnterAttendance {
        shift,
        photo: Some("0f".repeat(32)),
        entries: vec![
            line(town.entry(shift, listed).id, listed),
            line(SignUpId(Uuid::from_u128(5)), came),
        ],
    };
    let prediction = predicted(&town, LEAD, &sheet);
    for person in [listed, came] {
        let entry = entry_in(&prediction, person).expect("an entry");
        assert_eq!(entry.state, SignUpState::CheckedOut);
        assert_eq!(entry.entered_by, Some(LEAD));
    }
    let nobody = predicted(&town, listed, &sheet);
    assert_eq!(nobody, Prediction::Refused(vec![Refusal::NotAllowed]));
}

#[test]
fn whoever_contests_sees_it_at_once_and_too_late_is_told_at_once() {
    let mut town = Town::new();
    let person = town.neighbour(0);
    let shift = town.opens(post(1));
    town.all_sign_up(&[person], shift);
    let sign_up = town.entry(shift, person).id;
    let absent = Command::MarkAbsent { shift, sign_up };
    assert_eq!(town.at(END).by(LEAD, &absent), Ok(()));
    let contest = Command::ContestAbsence {
        shift,
        reason: "I was there".into(),
    };
    let entry = entry_in(&predicted(&town, person, &contest), person);
    let state = entry.expect("an entry").state;
    assert_eq!(state, SignUpState::NoShow { contested: true });
    let since = at(END + 7 * 24 * 60);
    town.at(END + 7 * 24 * 60 + 1);
    assert_eq!(
        predicted(&town, person, &contest),
        Prediction::Refused(vec![Refusal::ContestOver { since }])
    );
}

#[test]
fn whoever_takes_over_and_the_desk_that_puts_off_see_it_at_once() {
    let mut town = Town::new();
    let aunt = town.neighbour(0);
    let shift = town.opens(post(1));
    town.all_sign_up(&[aunt], shift);
    let over = Command::HandOver { shift, to: aunt };
    let Prediction::Expected(expected) = predicted(&town, LEAD, &over) else {
        panic!()
    };
    let lead = expected.iter().find_map(|(_, _, view)| match view {
        Some(View::Shift(view)) => view.lead.as_ref().map(|lead| lead.id),
        _ => None,
    });
    assert_eq!(lead, Some(aunt));
    let later = Command::PostponeShift {
        shift,
        span: span(END, END + 60),
        reason: "heat".into(),
    };
    let entry = entry_in(&predicted(&town, WORKER, &later), aunt);
    assert_eq!(entry.map(|e| e.state), Some(SignUpState::Reconfirm));
    let not_allowed = Prediction::Refused(vec![Refusal::NotAllowed]);
    assert_eq!(predicted(&town, LEAD, &later), not_allowed);
}

#[test]
fn a_request_against_a_record_and_its_answer_show_at_once() {
    let mut town = Town::new();
    let person = town.neighbour(0);
    let shift = town.opens(post(1));
    town.all_sign_up(&[person], shift);
    assert_eq!(town.at(START).checks_in(person, shift), Ok(()));
    assert_eq!(town.at(END).confirms(LEAD, shift, &[person]), Ok(()));
    let record = town.record(shift, person).unwrap().id;
    let shown = |prediction: &Prediction| {
        let Prediction::Expected(expected) = prediction else {
            panic!("{prediction:?}")
        };
        expected.iter().find_map(|(_, _, view)| match view {
            Some(View::Record(record)) => Some((record.state, record.minutes)),
            _ => None,
        })
    };
    let request = Command::RequestCorrection {
        record,
        reason: "I left earlier".into(),
    };
    assert_eq!(
        shown(&predicted(&town, person, &request)),
        Some((RecordState::CorrectionRequested, 120))
    );
    assert_eq!(town.by(person, &request), Ok(()));
    let answer = Command::AnswerCorrection {
        record,
        minutes: Some(95),
        reason: "So it is".into(),
    };
    let prediction = predicted(&town, WORKER, &answer);
    assert_eq!(shown(&prediction), Some((RecordState::Amended, 95)));
    let entry = entry_in(&prediction, person);
    assert_eq!(entry.and_then(|entry| entry.minutes), Some(95));
    assert_eq!(predicted(&town, LEAD, &answer), Prediction::Unknown);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..Default::default() })]

    /// Over any history: what a device expects of a person's own entry is what the authority decides, what it
    /// refuses the authority refuses for the same reasons, and no place is given twice.
    #[test]
    fn a_device_expects_what_the_authority_decides(
        history in proptest::collection::vec((any::<u8>(), any::<u8>(), any::<u8>(), 0_i64..40), 1..60)
    ) {
        let mut town = Town::new();
        town.neighbours::<5>();
        let shifts = [
            town.opens(post(1)),
            town.opens(post_at(2, START + 60, END + 60)),
            town.opens(post_at(1, END + 200, END + 260)),
        ];
        town.at(START - 200);
        for (who, what, which, pause) in history {
            town.now += TimeDelta::minutes(pause);
            let (person, command) = command_of(&town, &shifts, (who, what, which));
            let prediction = predicted(&town, person, &command);
            let decided = town.try_out(linli_domain::Caller::Person(person), &command);
            match (prediction, decided) {
                (Prediction::Expected(expected), Ok(_)) => {
                    prop_assert_eq!(town.by(person, &command), Ok(()));
                    for shift in shifts {
                        if let Some(state) = own_state(&expected, person, shift) {
                            let actual = town.shift(shift).entry_of(person).map(|entry| entry.state);
                            let leads = town.shift(shift).is_led_by(person);
                            let seen = actual.filter(|state| leads || sees_own(*state));
                            prop_assert_eq!(state, seen, "{:?}", command);
                        }
                    }
                }
                (Prediction::Refused(expected), Err(refused)) => {
                    let gone = shifts.iter().any(|shift| {
                        let entry = town.shift(*shift).entry_of(person);
                        DocumentKey::Shift(*shift) == command.addresses()
                            && entry.is_some_and(|entry| !sees_own(entry.state))
                    });
                    // Who withdrew holds no view of it any more, so their device knows less of why not.
                    if !gone {
                        let foreseeable = foreseeable(&command, refused.reasons);
                        prop_assert_eq!(expected, foreseeable, "{:?}", command);
                    }
                }
                (Prediction::Expected(_), Err(refused)) => {
                    let foreseeable = foreseeable(&command, refused.reasons.clone());
                    prop_assert!(foreseeable.is_empty(), "{:?} was refused: {:?}", command, refused.reasons);
                }
                (Prediction::Refused(_), Ok(decided)) => {
                    // Who withdrew holds no view of it any more; doing so again changes nothing.
                    prop_assert!(decided.documents.is_empty(), "{:?}", command);
                }
                (other, Ok(_)) => prop_assert!(false, "{:?} was expected to be {:?}", command, other),
                (Prediction::Unknown, Err(_)) => {}
            }
            for shift in shifts.map(|shift| town.shift(shift)) {
                let there = shift.roster.iter().filter(|e| e.state.is_live() && e.state.holds_place());
                prop_assert!(there.count() <= usize::from(shift.about.slots));
            }
        }
    }
}

#[test]
fn who_leads_a_team_names_members_of_whom_the_device_knows_little() {
    let mut town = Town::new();
    let [captain, anna] = town.neighbours();
    let scope = Scope::Organization(town.team);
    town.grants(captain, Role::TeamLead, scope.clone(), None);
    town.grants(anna, Role::Volunteer, scope, None);
    let mut about = post(2);
    about.requirements.min_age = Some(18);
    let shift = town.opens(about);
    let (block, team) = (BlockId(Uuid::from_u128(7)), town.team);
    let reserve = Command::ReserveBlock {
        shift,
        block,
        team,
        headcount: 1,
    };
    assert_eq!(town.by(captain, &reserve), Ok(()));
    let sign_up = town.shift(shift).roster[0].id;
    let name = Command::NameMember {
        shift,
        sign_up,
        person: Some(anna),
        consent: Consented::ByPhone,
    };
    let prediction = predicted(&town, captain, &name);
    assert!(
        matches!(prediction, Prediction::Expected(_)),
        "nobody's birth is on that device: {prediction:?}"
    );
    let too_young = vec![Refusal::AgeNeeded { min_age: 18 }];
    assert_eq!(
        town.by(captain, &name),
        Err(too_young),
        "the authority knows"
    );
}
