//! The device's half: nothing is shown before it is safe, nothing safe is lost, nothing is sent that was taken back.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use chrono::{DateTime, TimeDelta};
use linli_domain::{
    Audience, Caller, CaseId, Command, CommandId, GrantId, PersonId, Prediction, Profile, Refusal,
    ShiftId, SignUpId,
    case::{NeedAbout, Visibility},
    command::PaperEntry,
    local::LocalText,
    month::Figure,
    person::{PersonAbout, Role, Scope},
    place::{Level, PlaceCode},
    shift::{ShiftAbout, ShiftState, SignUpState},
    time::{Instant, Span},
};
use linli_sync::{
    Acted, Changes, ChangesRequest, Circumstances, Device, Envelope, Fault, KeyValue, KvStore,
    MemoryKv, Outcome, Parked, ProfileSent, Put, Status, Table, changes, submit, tick,
};
use std::{
    future::Future,
    pin::pin,
    task::{Context, Poll, Waker},
};
use uuid::Uuid;

const WORKER: PersonId = PersonId(Uuid::from_u128(1));
const ANNA: PersonId = PersonId(Uuid::from_u128(2));

fn at_once<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("memory does not wait"),
    }
}

fn at(seconds: i64) -> Instant {
    DateTime::UNIX_EPOCH + TimeDelta::seconds(1_777_593_600 + seconds)
}

fn home() -> PlaceCode {
    "210204011009".parse().unwrap()
}

fn id(n: u128) -> CommandId {
    CommandId(Uuid::from_u128(0x1000 + n))
}

fn about() -> ShiftAbout {
    let json = serde_json::json!({
        "title": {"en": "Fair"}, "place": "210204011009", "slots": 1,
        "span": Span { start: at(36_000), end: at(43_200) },
    });
    serde_json::from_value(json).unwrap()
}

fn need() -> NeedAbout {
    let json = serde_json::json!({
        "title": {"en": "Stalls"}, "category": "fair", "place": "210204011009",
    });
    serde_json::from_value(json).unwrap()
}

/// An authority in memory, and one clock for it.
struct Authority {
    store: KvStore<MemoryKv>,
    now: Instant,
    counter: u128,
    profile: Profile,
}

impl Authority {
    fn new() -> Self {
        let store = at_once(KvStore::open(MemoryKv::new(), "first")).unwrap();
        let mut authority = Authority {
            store,
            now: at(0),
            counter: 0,
            profile: Profile::default(),
        };
        authority.sure(&Command::RegisterPlace {
            code: home(),
            level: Level::Community,
            name: LocalText::one("en", "Jinhong"),
            desk: home(),
        });
        for (person, name) in [(WORKER, "Worker"), (ANNA, "Anna")] {
            let about = serde_json::json!({"volunteer_no": "1", "name": name, "home": home()});
            let about: PersonAbout = serde_json::from_value(about).unwrap();
            authority.sure(&Command::RegisterPerson {
                person,
                desk: home(),
                about: Box::new(about),
            });
        }
        authority.grant(WORKER, 1);
        authority
    }

    fn grant(&mut self, person: PersonId, n: u128) {
        self.sure(&Command::GrantRole {
            person,
            grant: GrantId(Uuid::from_u128(n)),
            role: Role::CommunityWorker,
            scope: Scope::Place(home()),
            to: None,
        });
    }

    fn sure(&mut self, command: &Command) {
        self.counter += 1;
        let id = CommandId(Uuid::from_u128(self.counter));
        let envelope = Envelope::new(id, PersonId::SYSTEM, self.now, command).unwrap();
        let outcome = self.takes_as(&envelope, Caller::System);
        assert!(
            matches!(outcome, Outcome::Applied { .. }),
            "{command:?}: {outcome:?}"
        );
    }

    fn by(&mut self, person: PersonId, command: &Command) -> Outcome {
        self.counter += 1;
        let id = CommandId(Uuid::from_u128(self.counter));
        self.takes(&Envelope::new(id, person, self.now, command).unwrap())
    }

    fn takes(&mut self, envelope: &Envelope) -> Outcome {
        self.takes_as(envelope, Caller::Person(envelope.person))
    }

    fn takes_as(&mut self, envelope: &Envelope, caller: Caller) -> Outcome {
        self.counter += 1;
        let mut entropy = [0; 32];
        entropy[..16].copy_from_slice(&self.counter.to_be_bytes());
        let profile = self.profile.clone();
        let given = Circumstances {
            now: self.now,
            profile: &profile,
            entropy,
        };
        at_once(submit(&mut self.store, envelope, caller, &given))
            .unwrap()
            .outcome
    }

    fn answers(&mut self, person: PersonId, request: &ChangesRequest) -> Changes {
        let profile = ProfileSent::new(&self.profile).unwrap();
        at_once(changes(
            &mut self.store,
            person,
            request,
            &profile,
            self.now,
        ))
        .unwrap()
        .unwrap()
    }

    fn opens(&mut self, n: u128) -> ShiftId {
        let shift = ShiftId(Uuid::from_u128(0x5000 + n));
        let outcome = self.by(
            WORKER,
            &Command::OpenShift {
                shift,
                about: Box::new(about()),
            },
        );
        assert!(matches!(outcome, Outcome::Applied { .. }));
        shift
    }
}

impl Authority {
    /// Takes everybody's next steps that have come due by then.
    fn goes_on(&mut self, now: Instant) {
        self.now = now;
        let profile = self.profile.clone();
        let given = Circumstances {
            now,
            profile: &profile,
            entropy: [7; 32],
        };
        at_once(tick(&mut self.store, &given)).unwrap();
    }
}

/// One tab on a person's device.
struct Tab {
    device: Device<MemoryKv>,
    kv: MemoryKv,
    now: Instant,
}

impl Tab {
    fn open(kv: &MemoryKv, person: PersonId) -> Self {
        let device = at_once(Device::open(kv.clone(), person)).unwrap();
        Tab {
            device,
            kv: kv.clone(),
            now: at(0),
        }
    }

    fn new(authority: &mut Authority, person: PersonId) -> Self {
        let mut tab = Tab::open(&MemoryKv::new(), person);
        tab.pulls(authority);
        tab
    }

    fn pulls(&mut self, authority: &mut Authority) {
        let changes = authority.answers(self.device.person(), &self.device.request());
        at_once(self.device.apply(changes, self.now)).unwrap();
    }

    fn acts(&mut self, command: &Command, n: u128) -> Acted {
        at_once(self.device.act(command, id(n), self.now)).unwrap()
    }

    fn settles(&mut self, n: u128, outcome: Outcome) {
        at_once(self.device.settle(id(n), outcome, self.now)).unwrap();
    }

    fn sends_all(&mut self, authority: &mut Authority) {
        while let Some(envelope) = self.device.next(self.now) {
            let outcome = authority.takes(&envelope);
            at_once(self.device.settle(envelope.id, outcome, self.now)).unwrap();
        }
    }

    fn queued(&self) -> Vec<CommandId> {
        self.device
            .queue()
            .map(|queued| queued.envelope.id)
            .collect()
    }

    fn statuses(&self) -> Vec<Status> {
        self.device
            .queue()
            .map(|queued| queued.status.clone())
            .collect()
    }

    fn own_state(&self, shift: ShiftId) -> Option<SignUpState> {
        let seen = self.device.snapshot(self.now).shift(shift)?;
        seen.own.map(|own| own.state)
    }
}

fn signs_up(shift: ShiftId) -> Command {
    let sign_up = SignUpId(Uuid::from_u128(shift.0.as_u128() + 0x100));
    Command::SignUp {
        shift,
        sign_up,
        or_wait: true,
    }
}

/// Anna is on the shift, and her device knows it.
fn signed_up() -> (Authority, Tab, ShiftId) {
    let mut authority = Authority::new();
    let shift = authority.opens(1);
    let mut tab = Tab::new(&mut authority, ANNA);
    tab.acts(&signs_up(shift), 1);
    tab.sends_all(&mut authority);
    assert_eq!(tab.own_state(shift), Some(SignUpState::Confirmed));
    (authority, tab, shift)
}

#[test]
fn a_tap_is_safe_before_it_shows_and_survives_the_tab() {
    let mut authority = Authority::new();
    let shift = authority.opens(1);
    let mut tab = Tab::new(&mut authority, ANNA);
    tab.kv.with_faults(|_| Some(Fault::Fails));
    assert!(at_once(tab.device.act(&signs_up(shift), id(1), at(0))).is_err());
    assert_eq!((tab.queued(), tab.own_state(shift)), (vec![], None));
    tab.kv.heal();
    assert_eq!(tab.acts(&signs_up(shift), 1), Acted::Queued(id(1)));
    assert_eq!(tab.own_state(shift), Some(SignUpState::Confirmed));
    assert!(tab.device.snapshot(at(0)).shift(shift).unwrap().pending);
    let again = Tab::open(&tab.kv, ANNA);
    assert_eq!(
        (again.queued(), again.own_state(shift)),
        (vec![id(1)], Some(SignUpState::Confirmed))
    );
}

#[test]
fn what_may_not_be_is_refused_at_once_and_never_queued() {
    let mut authority = Authority::new();
    let shift = authority.opens(1);
    let mut tab = Tab::new(&mut authority, ANNA);
    let withdraw = Command::Withdraw { shift };
    assert_eq!(
        tab.acts(&withdraw, 1),
        Acted::Refused(vec![Refusal::NotSignedUp])
    );
    assert!(tab.queued().is_empty());
    // While something earlier waits, it is only doubtful: the authority may see it otherwise.
    tab.acts(&signs_up(shift), 2);
    let twice = Command::SignUp {
        shift,
        sign_up: SignUpId(Uuid::nil()),
        or_wait: true,
    };
    assert_eq!(tab.acts(&twice, 3), Acted::Queued(id(3)));
    let doubtful = tab.device.snapshot(at(0)).doubtful;
    assert_eq!(doubtful.get(&id(3)), Some(&vec![Refusal::AlreadySignedUp]));
}

#[test]
fn a_withdrawal_waits_seven_seconds_and_can_be_undone() {
    let (_, mut tab, shift) = signed_up();
    tab.acts(&Command::Withdraw { shift }, 2);
    assert_eq!(tab.own_state(shift), None, "it shows at once");
    assert!(tab.device.next(at(6)).is_none());
    assert_eq!(tab.device.held_until(), Some(at(7)));
    assert_eq!(at_once(tab.device.undo(id(2), at(6))), Ok(true));
    assert_eq!(tab.own_state(shift), Some(SignUpState::Confirmed));
    assert_eq!(at_once(tab.device.undo(id(2), at(6))), Ok(false));
    tab.acts(&Command::Withdraw { shift }, 3);
    assert_eq!(
        at_once(tab.device.undo(id(3), at(7))),
        Ok(false),
        "too late"
    );
    assert_eq!(
        tab.device.next(at(7)).map(|envelope| envelope.id),
        Some(id(3))
    );
}

#[test]
fn a_later_command_releases_what_is_held_before_it() {
    let (mut authority, mut tab, shift) = signed_up();
    let other = authority.opens(2);
    tab.pulls(&mut authority);
    tab.acts(&Command::Withdraw { shift }, 2);
    tab.acts(&signs_up(other), 3);
    assert_eq!(
        tab.device.next(at(1)).map(|envelope| envelope.id),
        Some(id(2))
    );
    assert_eq!(
        at_once(tab.device.undo(id(2), at(1))),
        Ok(false),
        "no longer held"
    );
    tab.sends_all(&mut authority);
    assert_eq!(
        (tab.own_state(shift), tab.own_state(other)),
        (None, Some(SignUpState::Confirmed))
    );
}

#[test]
fn what_is_held_in_a_row_can_be_undone_together() {
    let mut authority = Authority::new();
    let shifts = [authority.opens(1), authority.opens(2)];
    let mut tab = Tab::new(&mut authority, WORKER);
    for (shift, n) in shifts.into_iter().zip(1..) {
        let reason = "rain".to_owned();
        tab.acts(&Command::CancelShift { shift, reason }, n);
    }
    assert!(tab.device.next(at(6)).is_none());
    for n in [1, 2] {
        assert_eq!(at_once(tab.device.undo(id(n), at(6))), Ok(true));
    }
    for shift in shifts {
        let seen = tab.device.snapshot(at(6)).shift(shift).unwrap();
        assert_eq!(seen.state, ShiftState::Open);
    }
}

#[test]
fn a_clock_that_goes_back_holds_nothing_for_longer_and_keeps_the_order() {
    let (mut authority, mut tab, shift) = signed_up();
    tab.acts(&Command::Withdraw { shift }, 2);
    tab.now = at(-86_400 * 365);
    assert_eq!(
        tab.device.next(tab.now).map(|envelope| envelope.id),
        Some(id(2))
    );
    tab.acts(&signs_up(shift), 3);
    assert_eq!(tab.queued(), [id(2), id(3)]);
    tab.sends_all(&mut authority);
    tab.pulls(&mut authority);
    assert!(tab.queued().is_empty());
}

#[test]
fn what_one_tab_took_back_another_does_not_bring_back() {
    let (_, mut tab, shift) = signed_up();
    let mut other = Tab::open(&tab.kv, ANNA);
    tab.acts(&Command::Withdraw { shift }, 2);
    at_once(other.device.reload()).unwrap();
    assert_eq!(at_once(tab.device.undo(id(2), at(1))), Ok(true));
    // The other tab still believes that it waits, and would release it.
    let case = CaseId(Uuid::from_u128(9));
    other.acts(
        &Command::PostNeed {
            case,
            about: Box::new(need()),
        },
        3,
    );
    let again = Tab::open(&tab.kv, ANNA);
    assert_eq!(again.queued(), [id(3)]);
}

#[test]
fn what_one_tab_released_another_cannot_undo() {
    let (_, mut tab, shift) = signed_up();
    tab.acts(&Command::Withdraw { shift }, 2);
    let mut other = Tab::open(&tab.kv, ANNA);
    let case = CaseId(Uuid::from_u128(9));
    other.acts(
        &Command::PostNeed {
            case,
            about: Box::new(need()),
        },
        3,
    );
    assert_eq!(at_once(tab.device.undo(id(2), at(1))), Ok(false));
}

#[test]
fn ten_times_the_same_command_has_one_effect_and_one_answer() {
    let mut authority = Authority::new();
    let shift = authority.opens(1);
    let mut tab = Tab::new(&mut authority, ANNA);
    tab.acts(&signs_up(shift), 1);
    let envelope = tab.device.next(at(0)).unwrap();
    let outcomes: Vec<Outcome> = (0..10).map(|_| authority.takes(&envelope)).collect();
    let rows = |outcome: &Outcome| match outcome {
        Outcome::Applied { rows } => {
            let mut rows: Vec<_> = rows
                .iter()
                .map(|row| (row.key.clone(), row.audience.clone(), row.seq))
                .collect();
            rows.sort();
            rows
        }
        other => panic!("{other:?}"),
    };
    assert!(
        outcomes
            .iter()
            .all(|outcome| rows(outcome) == rows(&outcomes[0]))
    );
    for outcome in outcomes {
        tab.settles(1, outcome);
    }
    tab.pulls(&mut authority);
    let seen = tab.device.snapshot(at(0)).shift(shift).unwrap();
    assert_eq!((seen.counts.taken, seen.counts.entries), (1, 1));
}

#[test]
fn an_outcome_and_the_end_of_its_envelope_are_one_write() {
    for fault in [Fault::Fails, Fault::AnswerLost] {
        let mut authority = Authority::new();
        let shift = authority.opens(1);
        let mut tab = Tab::new(&mut authority, ANNA);
        tab.acts(&signs_up(shift), 1);
        let envelope = tab.device.next(at(0)).unwrap();
        let outcome = authority.takes(&envelope);
        tab.kv.with_faults(move |_| Some(fault));
        assert!(at_once(tab.device.settle(id(1), outcome, at(0))).is_err());
        tab.kv.heal();
        for tab in [&tab, &Tab::open(&tab.kv, ANNA)] {
            let seen = tab.device.snapshot(at(0)).shift(shift).unwrap();
            assert_eq!(seen.pending, fault == Fault::Fails, "{fault:?}");
            assert_eq!(
                tab.own_state(shift),
                Some(SignUpState::Confirmed),
                "{fault:?}"
            );
        }
        tab.sends_all(&mut authority);
        assert_eq!(tab.own_state(shift), Some(SignUpState::Confirmed));
    }
}

#[test]
fn a_refusal_comes_back_and_stays_until_it_was_read() {
    let mut authority = Authority::new();
    let shift = authority.opens(1);
    let mut tab = Tab::new(&mut authority, ANNA);
    tab.acts(&signs_up(shift), 1);
    authority.by(
        WORKER,
        &Command::CancelShift {
            shift,
            reason: "rain".into(),
        },
    );
    tab.sends_all(&mut authority);
    assert!(tab.queued().is_empty());
    let mut again = Tab::open(&tab.kv, ANNA);
    let returned = again.device.snapshot(at(0)).returned;
    assert_eq!(
        returned.iter().map(|back| back.id).collect::<Vec<_>>(),
        [id(1)]
    );
    assert!(matches!(
        returned[0].reasons[..],
        [Refusal::WrongPhase { .. }]
    ));
    at_once(again.device.dismiss(id(1))).unwrap();
    assert!(
        Tab::open(&tab.kv, ANNA)
            .device
            .snapshot(at(0))
            .returned
            .is_empty()
    );
}

#[test]
fn what_the_authority_cannot_read_is_parked_with_all_that_builds_on_it() {
    let mut authority = Authority::new();
    let mut tab = Tab::new(&mut authority, WORKER);
    let (case, shift) = (CaseId(Uuid::from_u128(9)), ShiftId(Uuid::from_u128(0x5009)));
    tab.acts(
        &Command::PostNeed {
            case,
            about: Box::new(need()),
        },
        1,
    );
    let served = ShiftAbout {
        parent: Some(linli_domain::shift::Parent::Case(case)),
        ..about()
    };
    tab.acts(
        &Command::OpenShift {
            shift,
            about: Box::new(served),
        },
        2,
    );
    tab.acts(&signs_up(shift), 3);
    let apart = ShiftId(Uuid::from_u128(0x500a));
    tab.acts(
        &Command::OpenShift {
            shift: apart,
            about: Box::new(about()),
        },
        4,
    );
    tab.settles(
        1,
        Outcome::Malformed {
            detail: "no".into(),
        },
    );
    let behind = Status::Parked(Parked::Behind { id: id(1) });
    let parked = Status::Parked(Parked::Unreadable {
        detail: "no".into(),
    });
    assert_eq!(
        tab.statuses(),
        [parked, behind.clone(), behind, Status::Waiting]
    );
    assert_eq!(
        tab.device.next(at(0)).map(|envelope| envelope.id),
        Some(id(4))
    );
    tab.acts(
        &Command::CancelShift {
            shift,
            reason: "rain".into(),
        },
        5,
    );
    assert_eq!(
        tab.statuses().pop(),
        Some(Status::Parked(Parked::Behind { id: id(2) }))
    );
    assert_eq!(
        at_once(tab.device.discard(id(4))),
        Ok(false),
        "it is not parked"
    );
    assert_eq!(at_once(tab.device.discard(id(1))), Ok(true));
    at_once(tab.device.unpark()).unwrap();
    assert_eq!(
        tab.device.next(at(0)).map(|envelope| envelope.id),
        Some(id(2))
    );
}

#[test]
fn another_version_keeps_everything_queued() {
    let mut authority = Authority::new();
    let shift = authority.opens(1);
    let mut tab = Tab::new(&mut authority, ANNA);
    tab.acts(&signs_up(shift), 1);
    tab.settles(1, Outcome::UpdateNeeded);
    assert_eq!(tab.statuses(), [Status::Parked(Parked::UpdateNeeded)]);
    assert!(tab.device.next(at(0)).is_none());
    at_once(tab.device.unpark()).unwrap();
    tab.sends_all(&mut authority);
    assert_eq!(tab.own_state(shift), Some(SignUpState::Confirmed));
}

#[test]
fn what_is_no_longer_ones_own_to_read_is_dropped_from_memory_and_from_disk() {
    let mut authority = Authority::new();
    authority.opens(1);
    authority.grant(ANNA, 2);
    let mut tab = Tab::new(&mut authority, ANNA);
    let desk = Audience::Desk(home());
    assert!(tab.device.snapshot(at(0)).audiences.contains(&desk));
    assert!(tab.device.snapshot(at(0)).someone(WORKER).is_some());
    // A kind that this version does not know lies there too.
    let unknown = Put::set(
        Table::Replica,
        format!("{desk}|notice/{}", Uuid::nil()),
        format!(
            r#"{{"audience":"{desk}","key":"notice/{}","seq":99,"view":{{"later":1}}}}"#,
            Uuid::nil()
        ),
    );
    at_once(tab.kv.write(vec![unknown])).unwrap();
    authority.sure(&Command::EndRole {
        person: ANNA,
        grant: GrantId(Uuid::from_u128(2)),
    });
    tab.pulls(&mut authority);
    assert!(tab.device.snapshot(at(0)).someone(WORKER).is_none());
    let left = at_once(tab.kv.range(Table::Replica, "", "~", 1000)).unwrap();
    assert!(
        left.iter()
            .all(|(key, _)| !key.starts_with(&desk.to_string()))
    );
}

#[test]
fn a_device_knows_that_its_person_is_erased_whether_it_heard_of_it_or_not() {
    let mut authority = Authority::new();
    let mut tab = Tab::new(&mut authority, ANNA);
    authority.by(ANNA, &Command::AskErasure { person: ANNA });
    tab.pulls(&mut authority);
    let begins = at(7 * 24 * 3600);
    assert!(
        !tab.device
            .snapshot(begins - TimeDelta::seconds(1))
            .is_erased(false)
    );
    assert!(tab.device.snapshot(begins).is_erased(false));
    // It may have been called off since, and what is unsent waits for its person.
    assert!(!tab.device.snapshot(begins).is_erased(true));
    // It was called off: nothing is erased, whatever the time.
    authority.by(ANNA, &Command::CallOffErasure { person: ANNA });
    tab.pulls(&mut authority);
    assert!(!tab.device.snapshot(begins).is_erased(false));
    // One that still heard that it has begun holds nothing of its person any more.
    authority.by(ANNA, &Command::AskErasure { person: ANNA });
    authority.goes_on(begins);
    tab.pulls(&mut authority);
    assert!(tab.device.snapshot(begins).me().is_none());
    assert!(
        [false, true].map(|unsent| tab.device.snapshot(begins).is_erased(unsent)) == [true, true]
    );
    // A new device has heard nothing yet.
    let new = Tab::open(&MemoryKv::new(), ANNA);
    assert!(!new.device.snapshot(begins).is_erased(false));
}

#[test]
fn what_was_asked_for_without_the_queue_is_shown_by_its_outcome() {
    let mut authority = Authority::new();
    let mut tab = Tab::new(&mut authority, ANNA);
    let case = CaseId(Uuid::from_u128(0x7000));
    let about = Box::new(NeedAbout {
        visibility: Visibility::Sealed,
        ..need()
    });
    let outcome = authority.by(ANNA, &Command::PostNeed { case, about });
    assert!(tab.device.snapshot(at(0)).case(case).is_none());
    tab.settles(1, outcome);
    assert!(tab.device.snapshot(at(0)).case(case).is_some());
}

#[test]
fn another_history_is_taken_from_its_beginning() {
    let (_, mut tab, shift) = signed_up();
    let mut fresh = Authority::new();
    fresh.store = at_once(KvStore::open(MemoryKv::new(), "second")).unwrap();
    for command in [
        Command::RegisterPlace {
            code: home(),
            level: Level::Community,
            name: LocalText::one("en", "Jinhong"),
            desk: home(),
        },
        Command::RegisterPerson {
            person: ANNA,
            desk: home(),
            about: Box::new(tab.device.snapshot(at(0)).me().unwrap().about),
        },
    ] {
        fresh.sure(&command);
    }
    tab.pulls(&mut fresh);
    assert!(tab.device.snapshot(at(0)).shift(shift).is_none());
    assert!(tab.device.snapshot(at(0)).me().is_some());
    assert!(
        Tab::open(&tab.kv, ANNA)
            .device
            .snapshot(at(0))
            .shift(shift)
            .is_none()
    );
}

#[test]
fn what_left_before_the_first_pull_of_a_feed_is_not_kept() {
    let mut authority = Authority::new();
    let mut tab = Tab::open(&MemoryKv::new(), ANNA);
    // Nothing was pulled yet: the outcome alone brings her need, which the desk then accepts and everybody sees.
    let case = CaseId(Uuid::from_u128(9));
    tab.acts(
        &Command::PostNeed {
            case,
            about: Box::new(need()),
        },
        1,
    );
    let accept = |step| Command::HandleNeed { case, step };
    let envelope = tab.device.next(at(0)).unwrap();
    authority.takes(&envelope);
    authority.by(WORKER, &accept(linli_domain::command::NeedStep::Accept));
    // Sent again, the answer holds the need as it is now, in public too; then it is taken back.
    let outcome = authority.takes(&envelope);
    tab.settles(1, outcome);
    let reason = "no need any more".to_owned();
    authority.by(
        WORKER,
        &accept(linli_domain::command::NeedStep::Withdraw { reason }),
    );
    tab.pulls(&mut authority);
    let snapshot = tab.device.snapshot(at(0));
    let views = snapshot
        .rows
        .get(&linli_domain::DocumentKey::Case(case))
        .unwrap();
    let held: Vec<&Audience> = views.keys().collect();
    assert_eq!(held, [&Audience::Person(ANNA)], "the public view is gone");
}

#[test]
fn an_answer_that_was_overtaken_takes_nothing_back() {
    let (mut authority, mut tab, shift) = signed_up();
    tab.pulls(&mut authority);
    let before = tab.device.request();
    let old = authority.answers(ANNA, &before);
    let from_nothing = authority.answers(ANNA, &ChangesRequest::default());
    authority.by(ANNA, &Command::Withdraw { shift });
    tab.pulls(&mut authority);
    let reached = tab.device.request();
    for late in [old, from_nothing] {
        at_once(tab.device.apply(late, at(0))).unwrap();
        assert_eq!(tab.own_state(shift), None);
        assert_eq!(tab.device.request(), reached);
    }
}

#[test]
fn an_answer_from_before_a_role_ended_brings_nothing_back() {
    let mut authority = Authority::new();
    authority.grant(ANNA, 2);
    let mut tab = Tab::new(&mut authority, ANNA);
    let old = authority.answers(ANNA, &ChangesRequest::default());
    authority.sure(&Command::EndRole {
        person: ANNA,
        grant: GrantId(Uuid::from_u128(2)),
    });
    tab.pulls(&mut authority);
    at_once(tab.device.apply(old, at(0))).unwrap();
    assert!(tab.device.snapshot(at(0)).someone(WORKER).is_none());
}

#[test]
fn a_newer_outcome_is_not_undone_by_an_older_pull() {
    let mut authority = Authority::new();
    let shift = authority.opens(1);
    let mut tab = Tab::new(&mut authority, ANNA);
    authority.by(
        WORKER,
        &Command::CorrectShift {
            shift,
            about: Box::new(ShiftAbout {
                slots: 2,
                ..about()
            }),
        },
    );
    let old = authority.answers(ANNA, &tab.device.request());
    tab.acts(&signs_up(shift), 1);
    tab.sends_all(&mut authority);
    at_once(tab.device.apply(old, at(0))).unwrap();
    let seen = tab.device.snapshot(at(0)).shift(shift).unwrap();
    assert_eq!(seen.counts.taken, 1);
}

/// Another community than Dalian's: two shifts ahead are one too many.
fn elsewhere() -> Profile {
    Profile {
        zone: "Europe/Lisbon".into(),
        commitments_bound: 1,
        hours_kept: false,
        ..Profile::default()
    }
}

#[test]
fn the_profile_comes_with_the_first_pull_is_predicted_by_and_survives_the_tab() {
    let mut authority = Authority::new();
    authority.profile = elsewhere();
    let (first, second) = (authority.opens(1), authority.opens(2));
    let mut tab = Tab::open(&MemoryKv::new(), ANNA);
    assert_eq!(
        *tab.device.snapshot(at(0)).profile.whole(),
        Profile::default()
    );
    tab.pulls(&mut authority);
    assert_eq!(*tab.device.snapshot(at(0)).profile.whole(), elsewhere());
    tab.acts(&signs_up(first), 1);
    tab.sends_all(&mut authority);
    let one_too_many = Refusal::TooManyCommitments { max: 1 };
    let mut again = Tab::open(&tab.kv, ANNA);
    assert_eq!(*again.device.snapshot(at(0)).profile.whole(), elsewhere());
    let Acted::Refused(reasons) = again.acts(&signs_up(second), 2) else {
        panic!("it was queued");
    };
    assert!(reasons.contains(&one_too_many), "{reasons:?}");
    let foreseen = again.device.snapshot(at(0)).foresee(&signs_up(second));
    let Prediction::Refused(reasons) = foreseen else {
        panic!("{foreseen:?}");
    };
    assert!(reasons.contains(&one_too_many), "{reasons:?}");
}

#[test]
fn the_profile_is_sent_where_the_device_holds_another_one_and_only_then() {
    let mut authority = Authority::new();
    let mut tab = Tab::open(&MemoryKv::new(), ANNA);
    let asked = |tab: &Tab, authority: &mut Authority| {
        authority
            .answers(ANNA, &tab.device.request())
            .profile
            .is_some()
    };
    assert!(asked(&tab, &mut authority));
    tab.pulls(&mut authority);
    assert!(!asked(&tab, &mut authority));
    assert!(!asked(&Tab::open(&tab.kv, ANNA), &mut authority));
    authority.profile = elsewhere();
    assert!(asked(&tab, &mut authority));
    tab.pulls(&mut authority);
    assert_eq!(*tab.device.snapshot(at(0)).profile.whole(), elsewhere());
    // Where it could not be written it is asked for again.
    authority.profile = Profile::default();
    tab.kv.with_faults(|_| Some(Fault::Fails));
    let changes = authority.answers(ANNA, &tab.device.request());
    assert!(at_once(tab.device.apply(changes, at(0))).is_err());
    tab.kv.heal();
    assert!(asked(&tab, &mut authority));
    assert_eq!(*tab.device.snapshot(at(0)).profile.whole(), elsewhere());
}

#[test]
fn a_profile_of_a_later_version_is_kept_for_it_and_not_asked_for_again() {
    let mut authority = Authority::new();
    let mut tab = Tab::new(&mut authority, ANNA);
    let mut changes = authority.answers(ANNA, &tab.device.request());
    let later =
        serde_json::json!({"revision": "later", "profile": {"roles": ["of_a_later_version"]}});
    changes.profile = serde_json::from_str(&later.to_string()).unwrap();
    at_once(tab.device.apply(changes, at(0))).unwrap();
    for tab in [&tab, &Tab::open(&tab.kv, ANNA)] {
        assert_eq!(tab.device.request().profile.as_deref(), Some("later"));
        assert_eq!(
            *tab.device.snapshot(at(0)).profile.whole(),
            Profile::default()
        );
    }
}

#[test]
fn the_desk_sees_its_months_and_hands_one_up_from_its_device() {
    let mut authority = Authority::new();
    let case = CaseId(Uuid::from_u128(0x4000));
    let about: NeedAbout = serde_json::from_value(
        serde_json::json!({"title": {"en": "Tea"}, "category": "other", "place": home()}),
    )
    .unwrap();
    let post = Command::PostNeed {
        case,
        about: Box::new(about),
    };
    assert!(matches!(
        authority.by(WORKER, &post),
        Outcome::Applied { .. }
    ));
    let mut desk = Tab::new(&mut authority, WORKER);
    let anna = Tab::new(&mut authority, ANNA);
    assert_eq!(anna.device.snapshot(at(0)).months(), []);
    let months = desk.device.snapshot(at(0)).months();
    let [(place, month)] = &months[..] else {
        panic!("{months:?}")
    };
    let seen = |desk: &Tab, now| desk.device.snapshot(now).month(place, *month).unwrap();
    assert_eq!(seen(&desk, at(0)).figures.get(Figure::NeedsPosted), 1);
    let submit = Command::SubmitMonth {
        place: place.clone(),
        month: *month,
    };
    let Acted::Refused(reasons) = desk.acts(&submit, 1) else {
        panic!("it is not over")
    };
    let [Refusal::MonthNotOver { ends }] = reasons[..] else {
        panic!("{reasons:?}")
    };
    (authority.now, desk.now) = (ends, ends);
    assert_eq!(desk.acts(&submit, 2), Acted::Queued(id(2)));
    assert!(seen(&desk, ends).submitted.is_some(), "it shows at once");
    desk.sends_all(&mut authority);
    assert_eq!(seen(&desk, ends).submitted.unwrap().figures.needs_posted, 1);
    let Acted::Refused(reasons) = desk.acts(&submit, 3) else {
        panic!("once only")
    };
    assert!(matches!(reasons[..], [Refusal::AlreadySubmitted { .. }]));
}

#[test]
fn a_photographed_sheet_shows_to_the_desk_at_once_and_never_to_who_is_on_it() {
    let (mut authority, mut anna, shift) = signed_up();
    let mut desk = Tab::new(&mut authority, WORKER);
    (authority.now, desk.now, anna.now) = (at(43_300), at(43_300), at(43_300));
    let photo = "0f".repeat(32);
    let line = PaperEntry {
        sign_up: SignUpId(Uuid::from_u128(shift.0.as_u128() + 0x100)),
        person: ANNA,
        from: None,
        to: None,
    };
    let sheet = Command::EnterAttendance {
        shift,
        photo: Some(photo.clone()),
        entries: vec![line],
    };
    assert_eq!(desk.acts(&sheet, 2), Acted::Queued(id(2)));
    let photos = |tab: &Tab| {
        let seen = tab.device.snapshot(tab.now).shift(shift).unwrap();
        let sheets = seen.sheets.into_iter();
        sheets.map(|sheet| sheet.photo).collect::<Vec<_>>()
    };
    // What sends photographs goes by this: it sends those that something names, queued or taken.
    assert_eq!(photos(&desk), std::slice::from_ref(&photo));
    desk.sends_all(&mut authority);
    assert_eq!(photos(&desk), std::slice::from_ref(&photo));
    anna.pulls(&mut authority);
    assert!(photos(&anna).is_empty());
}
