//! Whole phones, outbox and replica, over the real router with a clock that is moved by hand: what happens to people in
//! stairwells.

use crate::{
    faults::{fail, heal},
    phone::{Community, Phone, WORKER, about, as_system, desk, noon, person, shift_id},
};
use axum::http::StatusCode;
use linli_domain::{
    CaseId, Command, CommandId, GrantId, RecordId, Refusal, ShiftId, SignUpId,
    case::{CaseState, NeedAbout},
    codes,
    command::{HoursEntry, NeedStep, Proof},
    notice::NoticeKind,
    shift::{Evidence, Parent, SignUpState},
    time::{Instant, hours, minutes},
};
use linli_server::Clock;
use linli_sync::{Acted, Changes, Device, Envelope, MemoryKv, Outcome, ShiftSeen, Snapshot};
use serde_json::json;
use uuid::Uuid;

/// A phone in somebody's pocket.
struct Pocket {
    wire: Phone,
    device: Device<MemoryKv>,
    clock: Clock,
}

impl Pocket {
    /// Signed in, and everything fetched.
    async fn of(community: &Community, n: u128) -> Pocket {
        let wire = community.phone_of(n).await;
        let device = Device::open(MemoryKv::new(), person(n)).await.unwrap();
        let mut pocket = Pocket {
            wire,
            device,
            clock: community.clock.clone(),
        };
        pocket.online().await.unwrap();
        pocket
    }

    fn now(&self) -> Instant {
        self.clock.now()
    }

    /// A tap, saved on the phone alone.
    async fn tap(&mut self, command: &Command) -> Acted {
        let id = CommandId(Uuid::now_v7());
        self.device.act(command, id, self.now()).await.unwrap()
    }

    async fn saves(&mut self, command: &Command) {
        let acted = self.tap(command).await;
        assert!(matches!(acted, Acted::Queued(_)), "{acted:?}");
    }

    async fn send(&mut self, envelope: &Envelope) -> Result<Outcome, StatusCode> {
        let body = serde_json::to_vec(std::slice::from_ref(envelope)).unwrap();
        let answer = self.wire.post("/api/commands", body).await;
        match answer.status {
            StatusCode::OK => Ok(answer.json::<Vec<Outcome>>().remove(0)),
            status => Err(status),
        }
    }

    /// The network is there: everything is sent, and what changed is fetched.
    async fn online(&mut self) -> Result<(), StatusCode> {
        while let Some(envelope) = self.device.next(self.now()) {
            let outcome = self.send(&envelope).await?;
            let local = self.now();
            self.device
                .settle(envelope.id, outcome, local)
                .await
                .unwrap();
        }
        loop {
            let body = serde_json::to_vec(&self.device.request()).unwrap();
            let answer = self.wire.post("/api/changes", body).await;
            if answer.status != StatusCode::OK {
                return Err(answer.status);
            }
            let changes: Changes = answer.json();
            let more = changes.more;
            let local = self.now();
            self.device.apply(changes, local).await.unwrap();
            if !more {
                return Ok(());
            }
        }
    }

    fn sees(&self) -> Snapshot {
        self.device.snapshot(self.now())
    }

    fn shift(&self, id: ShiftId) -> ShiftSeen {
        self.sees().shift(id).unwrap()
    }

    fn own_state(&self, id: ShiftId) -> Option<SignUpState> {
        self.shift(id).own.map(|own| own.state)
    }

    fn told(&self, what: &NoticeKind) -> bool {
        self.sees()
            .notices()
            .iter()
            .any(|notice| notice.kind == *what)
    }
}

fn entry(n: u128) -> SignUpId {
    SignUpId(Uuid::from_u128(0x7000 + n))
}

fn wants(n: u128, shift: ShiftId) -> Command {
    Command::SignUp {
        shift,
        sign_up: entry(n),
        or_wait: true,
    }
}

#[tokio::test]
async fn two_offline_phones_race_for_the_last_place_and_one_of_them_waits() {
    let community = Community::new();
    let mut first = Pocket::of(&community, 1).await;
    let (mut second, mut third) = (
        Pocket::of(&community, 2).await,
        Pocket::of(&community, 3).await,
    );
    first.saves(&wants(1, shift_id())).await;
    first.online().await.unwrap();
    // Without network, each believes that a place is left.
    second.saves(&wants(2, shift_id())).await;
    third.saves(&wants(3, shift_id())).await;
    assert_eq!(second.own_state(shift_id()), Some(SignUpState::Confirmed));
    assert_eq!(third.own_state(shift_id()), Some(SignUpState::Confirmed));
    assert!(third.shift(shift_id()).pending);
    third.online().await.unwrap();
    second.online().await.unwrap();
    assert_eq!(third.own_state(shift_id()), Some(SignUpState::Confirmed));
    assert_eq!(second.own_state(shift_id()), Some(SignUpState::Waitlisted));
    assert_eq!(second.shift(shift_id()).ahead(), Some(0));
    first.online().await.unwrap();
    let counts = first.shift(shift_id()).counts;
    assert_eq!((counts.taken, counts.waiting.len()), (2, 1));
}

#[tokio::test]
async fn a_sign_up_whose_answer_is_lost_nine_times_is_one_entry() {
    let community = Community::new();
    let mut phone = Pocket::of(&community, 1).await;
    phone.saves(&wants(1, shift_id())).await;
    let envelope = phone.device.next(phone.now()).unwrap();
    for _ in 0..9 {
        phone.send(&envelope).await.unwrap();
    }
    assert_eq!(
        phone.device.queue().count(),
        1,
        "nothing was heard, so it stays"
    );
    phone.online().await.unwrap();
    assert_eq!(phone.device.queue().count(), 0);
    assert_eq!(phone.own_state(shift_id()), Some(SignUpState::Confirmed));
    let counts = phone.shift(shift_id()).counts;
    assert_eq!((counts.taken, counts.entries), (1, 1));
}

#[tokio::test]
async fn a_session_that_expires_keeps_what_is_queued_until_its_person_signs_in_again() {
    let community = Community::new();
    let mut phone = Pocket::of(&community, 1).await;
    phone.saves(&wants(1, shift_id())).await;
    let cookie = phone.wire.cookie.clone();
    phone.wire.sign_out().await;
    phone.wire.cookie = cookie;
    assert_eq!(phone.online().await, Err(StatusCode::UNAUTHORIZED));
    assert_eq!(phone.device.queue().count(), 1);
    assert!(phone.shift(shift_id()).pending);
    // Somebody else on the same phone sends nothing of it.
    phone.wire.sign_in("V2", crate::phone::PASSWORD).await;
    assert_eq!(phone.online().await, Err(StatusCode::FORBIDDEN));
    assert_eq!(phone.device.queue().count(), 1);
    phone.wire.sign_in("V1", crate::phone::PASSWORD).await;
    phone.online().await.unwrap();
    assert_eq!(phone.own_state(shift_id()), Some(SignUpState::Confirmed));
    assert!(!phone.shift(shift_id()).pending);
}

#[tokio::test]
async fn a_store_that_fails_on_write_costs_nobody_their_sign_up() {
    let community = Community::new();
    let mut phone = Pocket::of(&community, 1).await;
    phone.saves(&wants(1, shift_id())).await;
    fail(&community, None);
    assert_eq!(phone.online().await, Err(StatusCode::SERVICE_UNAVAILABLE));
    assert!(phone.shift(shift_id()).pending, "still on its way");
    heal(&community);
    phone.online().await.unwrap();
    assert_eq!(phone.own_state(shift_id()), Some(SignUpState::Confirmed));
}

#[tokio::test]
async fn a_grant_that_ends_while_the_phone_is_away_takes_the_desk_and_refuses_what_was_queued() {
    let community = Community::new();
    let mut worker = Pocket::of(&community, WORKER).await;
    assert!(worker.sees().runs_desk());
    assert!(worker.sees().people().len() > 1);
    let cancel = Command::CancelShift {
        shift: shift_id(),
        reason: "rain".into(),
    };
    worker.saves(&cancel).await;
    let end = Command::EndRole {
        person: person(WORKER),
        grant: GrantId(Uuid::from_u128(0x6000 + WORKER)),
    };
    as_system(community.folder.path(), noon(), vec![end]);
    community.clock.set(noon() + minutes(1));
    worker.online().await.unwrap();
    let seen = worker.sees();
    assert!(!seen.runs_desk());
    assert_eq!(seen.people().len(), 1, "nobody but themselves");
    assert!(
        seen.shift(shift_id())
            .is_some_and(|shift| shift.entries.is_none())
    );
    assert_eq!(seen.returned.len(), 1);
    assert_eq!(seen.returned[0].reasons, [Refusal::NotAllowed]);
}

/// A need and its shift, as the worker posts them.
async fn post(worker: &mut Pocket, shift: ShiftId) -> CaseId {
    let case = CaseId(Uuid::from_u128(0x4000));
    let need = json!({"title": {"en": "Stalls at the fair"}, "category": "event", "place": desk()});
    let need: NeedAbout = serde_json::from_value(need).unwrap();
    worker
        .saves(&Command::PostNeed {
            case,
            about: Box::new(need),
        })
        .await;
    worker
        .saves(&Command::HandleNeed {
            case,
            step: NeedStep::Accept,
        })
        .await;
    let mut form = about(2);
    form.parent = Some(Parent::Case(case));
    form.lead = Some(person(3));
    worker
        .saves(&Command::OpenShift {
            shift,
            about: Box::new(form),
        })
        .await;
    worker.online().await.unwrap();
    case
}

fn code(lead: &Pocket, shift: ShiftId) -> Proof {
    let secret = lead.shift(shift).secret.unwrap();
    let step = codes::step_at(lead.now());
    let digits = codes::digits(&secret, shift, step);
    Proof::Digits { step, digits }
}

#[tokio::test]
async fn from_a_posted_need_to_recorded_hours() {
    let community = Community::new();
    let shift = ShiftId(Uuid::from_u128(0x5001));
    let mut worker = Pocket::of(&community, WORKER).await;
    let case = post(&mut worker, shift).await;
    let mut lead = Pocket::of(&community, 3).await;
    let (mut first, mut second) = (
        Pocket::of(&community, 1).await,
        Pocket::of(&community, 2).await,
    );

    // The lead takes a place too; the second neighbour signs up without network, and waits.
    second.saves(&wants(2, shift)).await;
    for (phone, n) in [(&mut first, 1), (&mut lead, 3)] {
        phone.saves(&wants(n, shift)).await;
        phone.online().await.unwrap();
    }
    second.online().await.unwrap();
    assert_eq!(second.own_state(shift), Some(SignUpState::Waitlisted));

    // The lead gives the place back; for seven seconds it could be undone. Then the next is in, and is told.
    lead.saves(&Command::Withdraw { shift }).await;
    lead.online().await.unwrap();
    second.online().await.unwrap();
    assert_eq!(second.own_state(shift), Some(SignUpState::Waitlisted));
    community.clock.set(noon() + minutes(1));
    lead.online().await.unwrap();
    second.online().await.unwrap();
    assert_eq!(second.own_state(shift), Some(SignUpState::Confirmed));
    assert!(second.told(&NoticeKind::Promoted));

    // The day. One checks in at once; the other's phone has no network until ten minutes later.
    let start = noon() + hours(24);
    community.clock.set(start);
    lead.online().await.unwrap();
    for (phone, late) in [(&mut first, false), (&mut second, true)] {
        let proof = code(&lead, shift);
        let at = phone.now();
        phone.saves(&Command::CheckIn { shift, proof, at }).await;
        if !late {
            phone.online().await.unwrap();
        }
    }
    community.clock.set(start + minutes(10));
    second.online().await.unwrap();
    let arrived = |phone: &Pocket| phone.shift(shift).own.unwrap().check_in.unwrap();
    assert!(arrived(&first).verified);
    assert!(
        !arrived(&second).verified,
        "sent late, so the lead must say so"
    );
    assert_eq!(arrived(&second).at, start);

    // Afterwards the lead confirms both, and each finds the record.
    community.clock.set(start + hours(4));
    lead.online().await.unwrap();
    let entries = [1, 2].map(|n| HoursEntry {
        sign_up: entry(n),
        minutes: None,
    });
    lead.saves(&Command::ConfirmHours {
        shift,
        entries: entries.into(),
    })
    .await;
    lead.online().await.unwrap();
    for (phone, n) in [(&mut first, 1), (&mut second, 2)] {
        phone.online().await.unwrap();
        let records = phone.sees().my_records();
        assert_eq!(records.len(), 1);
        assert_eq!(records[0].id, RecordId(entry(n).0));
        assert_eq!(
            (records[0].minutes, records[0].evidence),
            (180, Evidence::RotatingCode)
        );
        assert!(records[0].without_check_out);
    }

    // The need is resolved by that, and its reporter closes it.
    worker.online().await.unwrap();
    assert_eq!(
        worker.sees().case(case).unwrap().case.state,
        CaseState::Resolved
    );
    worker
        .saves(&Command::HandleNeed {
            case,
            step: NeedStep::Close,
        })
        .await;
    worker.online().await.unwrap();
    assert_eq!(
        worker.sees().case(case).unwrap().case.state,
        CaseState::Closed
    );
}
