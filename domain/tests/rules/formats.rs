//! Stored and sent formats, as they are on disks and on their way: old phones replay old JSON, so a change of these
//! pictures is a change of schema. Reading commands is strict, reading views is tolerant.

use crate::{samples::*, town::*};
use linli_domain::{
    Audience, Command, CommandId, Document, DocumentKey, Kind, OrganizationId, PersonId, Profile,
    SCHEMA, ShiftId, SignUpId, Transition, View,
    command::{Unreadable, read_command},
    lean,
    notice::NoticeKind,
    organization::OrganizationKind,
    person::Gender,
    place::Level,
    publish,
    record::RecordState,
    shift::{Consented, Contest, Evidence, Shift, ShiftState, SignUp, SignUpState},
    time::{Birth, Instant, Span},
};
use proptest::strategy::Strategy;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// Written and read again it is the same.
fn returns<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(all: &[T]) {
    for one in all {
        let json = serde_json::to_string(one).unwrap();
        assert_eq!(*one, serde_json::from_str::<T>(&json).unwrap());
        assert_eq!(*one, lean::read::<T>(&json).unwrap(), "{json}");
    }
}

#[test]
fn a_phone_reads_nothing_that_does_not_fit() {
    for text in [
        "",
        "{",
        "[]",
        "{}",
        "null",
        "7",
        "\"nothing\"",
        "{\"nothing\":{}}",
        "{\"sign_up\":7}",
        "{\"sign_up\":{}}",
        "{\"sign_up\":{},\"withdraw\":{}}",
    ] {
        assert!(lean::read::<Command>(text).is_err(), "{text}");
        assert!(serde_json::from_str::<Command>(text).is_err(), "{text}");
    }
}

#[test]
fn commands_as_sent() {
    let mut names: Vec<&str> = commands().iter().map(Command::name).collect();
    names.dedup();
    assert_eq!(names.len(), 55, "every command, once");
    for command in commands() {
        let json = serde_json::to_value(&command).unwrap();
        let name = json
            .as_object()
            .and_then(|object| object.keys().next().cloned());
        assert_eq!(name.as_deref(), Some(command.name()));
    }
    returns(&commands());
    insta::assert_json_snapshot!(commands());
}

#[test]
fn documents_as_stored() {
    returns(&documents());
    insta::assert_json_snapshot!(documents());
}

#[test]
fn views_as_sent() {
    let views: Vec<(Audience, View)> = documents().iter().flat_map(publish).collect();
    returns(
        &views
            .iter()
            .map(|(_, view)| view.clone())
            .collect::<Vec<_>>(),
    );
    insta::assert_json_snapshot!(views);
}

#[test]
fn refusals_as_sent() {
    returns(&refusals());
    returns(&fields());
    insta::assert_json_snapshot!((refusals(), fields()));
}

#[test]
fn notices_as_stored() {
    returns(&notice_kinds());
    let kinds: Vec<(NoticeKind, bool)> = notice_kinds()
        .into_iter()
        .map(|kind| (kind.clone(), kind.needs_action()))
        .collect();
    insta::assert_json_snapshot!(kinds);
}

#[test]
fn names_in_stored_formats() {
    use linli_domain::{case::CaseState::*, person::Role::*};
    let roles = [
        New,
        Resident,
        Volunteer,
        TeamLead,
        UnitRep,
        GridWorker,
        CourtyardLead,
        CommunityWorker,
        CommunityAdmin,
        LegalAdviser,
        Talker,
        Mediator,
        Expert,
        SocialWorker,
        StreetCoordinator,
        DistrictViewer,
        CityViewer,
        SystemAdmin,
    ];
    let cases = [
        Submitted, Accepted, Rejected, Assigned, InProgress, Resolved, Closed, Withdrawn,
    ];
    let kinds = Kind::ALL.map(|kind| (kind, kind.name()));
    let records = [
        RecordState::Confirmed,
        RecordState::CorrectionRequested,
        RecordState::Amended,
    ];
    let evidence = [
        Evidence::RotatingCode,
        Evidence::LeadTick,
        Evidence::PrintedQr,
        Evidence::RecipientConfirmed,
        Evidence::SelfReported,
        Evidence::EnteredAfterwards,
    ];
    let states = (ShiftState::Draft, ShiftState::Open, ShiftState::Recorded);
    let transitions = sign_up_states()
        .iter()
        .map(|state| state.name())
        .collect::<Vec<_>>();
    let organizations = {
        use OrganizationKind::*;
        [
            ResidentsCommittee,
            VillagersCommittee,
            PartyCommittee,
            JointCommittee,
            GridPartyGroup,
            ResidentUnit,
            PropertyManager,
            SocialOrg,
            VolunteerTeam,
            MediationBody,
            TalkPoint,
        ]
    };
    let levels = [
        Level::City,
        Level::District,
        Level::Street,
        Level::Community,
        Level::Grid,
        Level::Courtyard,
    ];
    let audiences = [
        Audience::Public(code(HOME)),
        Audience::Desk(code(HOME)),
        Audience::Team(OrganizationId(id(10))),
        Audience::TeamLead(OrganizationId(id(10))),
        Audience::Person(PersonId(id(1))),
    ];
    insta::assert_json_snapshot!((
        (roles.to_vec(), cases, kinds, records, evidence, states),
        (
            sign_up_states(),
            transitions,
            organizations,
            levels,
            audiences
        ),
        (
            Profile::default(),
            [Birth::Year(1950)],
            [Gender::Female, Gender::Male, Gender::Other]
        ),
    ));
}

#[test]
fn a_transition_as_chained() {
    let transition = Transition {
        document: DocumentKey::Shift(ShiftId(id(40))),
        entry: Some(SignUpId(id(50))),
        desk: code(HOME),
        from: "confirmed".into(),
        to: "withdrawn".into(),
        actor: PersonId(id(1)),
        at: at(0),
        reason: Some("ill".into()),
        command: CommandId(id(90)),
    };
    returns(std::slice::from_ref(&transition));
    insta::assert_json_snapshot!(transition);
}

/// Every way to put one unknown field somewhere into a value.
fn with_an_unknown_field(value: &Value) -> Vec<Value> {
    let mut ways = Vec::new();
    match value {
        Value::Object(fields) => {
            let mut more = fields.clone();
            more.insert("unknown".into(), Value::from(1));
            ways.push(Value::Object(more));
            for (name, inner) in fields {
                for way in with_an_unknown_field(inner) {
                    let mut changed = fields.clone();
                    changed.insert(name.clone(), way);
                    ways.push(Value::Object(changed));
                }
            }
        }
        Value::Array(items) => {
            for (n, inner) in items.iter().enumerate() {
                for way in with_an_unknown_field(inner) {
                    let mut changed = items.clone();
                    changed[n] = way;
                    ways.push(Value::Array(changed));
                }
            }
        }
        _ => {}
    }
    ways
}

#[test]
fn commands_are_read_strictly() {
    let mut ways = 0;
    for command in commands() {
        let json = serde_json::to_value(&command).unwrap();
        assert_eq!(read_command(SCHEMA, &json.to_string()), Ok(command.clone()));
        for way in with_an_unknown_field(&json) {
            let read = read_command(SCHEMA, &way.to_string());
            assert!(matches!(read, Err(Unreadable::Malformed(_))), "{way}");
            ways += 1;
        }
    }
    assert!(ways > 80, "{ways}");
}

#[test]
fn a_command_names_its_fields() {
    for command in commands() {
        let json = serde_json::to_value(&command).unwrap();
        let fields = json[command.name()].as_object().unwrap();
        let bare: Vec<_> = fields.values().cloned().collect();
        let listed = serde_json::json!({command.name(): bare});
        let read = read_command(SCHEMA, &listed.to_string());
        assert!(matches!(read, Err(Unreadable::Malformed(_))), "{listed}");
    }
    let listed = format!("{{\"withdraw\":[\"{}\"]}}", id(1));
    assert!(
        serde_json::from_str::<Command>(&listed).is_ok(),
        "serde would take it"
    );
    let read = read_command(SCHEMA, &listed);
    assert!(matches!(read, Err(Unreadable::Malformed(_))));
}

#[test]
fn what_is_no_command_is_told_apart_from_what_another_version_speaks() {
    let json = serde_json::to_string(&Command::Withdraw {
        shift: ShiftId(id(1)),
    })
    .unwrap();
    for schema in [0, SCHEMA + 1] {
        assert_eq!(read_command(schema, &json), Err(Unreadable::UpdateNeeded));
    }
    for bad in [
        "",
        "{}",
        "null",
        "{\"withdraw\":{}}",
        "{\"fly\":{}}",
        &format!("{json} more"),
        &json[1..],
    ] {
        assert!(
            matches!(read_command(SCHEMA, bad), Err(Unreadable::Malformed(_))),
            "{bad}"
        );
    }
}

#[test]
fn views_are_read_tolerantly() {
    for (_, view) in documents().iter().flat_map(publish) {
        let json = serde_json::to_value(&view).unwrap();
        let Value::Object(mut outer) = json else {
            panic!()
        };
        for inner in outer.values_mut() {
            if let Value::Object(fields) = inner {
                fields.insert("of_a_later_version".into(), Value::from(1));
            }
        }
        let read = serde_json::from_value::<View>(Value::Object(outer)).unwrap();
        match (&read, &view) {
            // It is read where somebody looks at it.
            (View::Month(read), View::Month(view)) => {
                assert!(view.read().is_some());
                assert_eq!(read.read(), view.read());
            }
            (View::Invitation(read), View::Invitation(view)) => {
                assert!(view.read().is_some());
                assert_eq!(read.read(), view.read());
            }
            _ => assert_eq!(read, view),
        }
    }
}

#[test]
fn an_entry_of_a_roster_stays_within_four_hundred_bytes_and_a_full_roster_within_its_document() {
    let entry = SignUp {
        id: SignUpId(id(1)),
        person: Some(PersonId(id(2))),
        name: "欧阳司马诸葛".into(),
        phone: Some("+86 139 0000 0000".into()),
        block: None,
        actor: Some(PersonId(id(3))),
        actor_name: "林雨桐".into(),
        consent: Some(Consented::InPerson),
        to_reach: None,
        rank: 299,
        at: at(0),
        state: SignUpState::CheckedOut,
        check_in: presence(600, Evidence::RotatingCode, false),
        check_out: None,
        minutes: None,
        told_passed_over: false,
        // Whoever is there needs neither any more.
        offer_lapsed: false,
        coming: false,
        entered_by: None,
        contest: None,
    };
    let bytes = serde_json::to_string(&entry).unwrap().len();
    assert!(bytes <= 400, "{bytes} bytes");
    let whole = |roster| {
        let shift = Shift {
            roster,
            ..shift_document(ShiftState::Open)
        };
        let shift = Document::Shift(Box::new(shift));
        serde_json::to_string(&shift).unwrap().len()
    };
    let bytes = whole(vec![entry.clone(); 300]);
    assert!(bytes <= 128 * 1024, "{bytes} bytes");
    // What is entered afterwards is longer, and a contest, with its answer, is rare.
    let entered = SignUp {
        consent: Some(Consented::InWriting),
        check_in: presence(600, Evidence::EnteredAfterwards, false),
        check_out: presence(700, Evidence::EnteredAfterwards, false),
        entered_by: Some(PersonId(id(3))),
        ..entry
    };
    let mut roster = vec![entered; 300];
    for entry in &mut roster[..30] {
        entry.contest = Some(Contest {
            reason: "我".repeat(200),
            at: at(800),
            answer: Some("您".repeat(200)),
        });
    }
    let bytes = whole(roster);
    assert!(bytes <= 224 * 1024, "{bytes} bytes");
}

proptest::proptest! {
    /// Every instant, of any year and any part of a second.
    #[test]
    fn instants_are_written_as_chrono_writes_them(
        seconds in -62_200_000_000_i64..260_000_000_000,
        nanos in proptest::prop_oneof![
            proptest::strategy::Just(0_u32),
            (0_u32..1000).prop_map(|millis| millis * 1_000_000),
            0_u32..1_000_000_000,
        ],
    ) {
        let at = Instant::from_timestamp(seconds, nanos).unwrap();
        let span = Span { start: at, end: at };
        let text = serde_json::to_value(at).unwrap();
        proptest::prop_assert_eq!(serde_json::to_value(span).unwrap(), serde_json::json!({"start": text, "end": text}));
        let read: Span = serde_json::from_str(&serde_json::to_string(&span).unwrap()).unwrap();
        proptest::prop_assert_eq!(read, span);
    }
}

#[test]
fn moments_and_days_are_read_as_chrono_reads_them() {
    let span = |text: &str| serde_json::json!({"start": text, "end": text});
    for text in [
        "2026-05-01T09:30:00Z",
        "2026-05-01T09:30:00.5Z",
        "2026-05-01T09:30:00.123456789Z",
        "2026-05-01T09:30:00.1234567891234567891Z",
        "2026-05-01t09:30:00z",
        "2026-05-01 09:30:00Z",
        "2026-05-01T09:30:00+08:00",
        "2026-05-01T00:30:00-03:30",
        "2024-02-29T23:59:59+23:59",
        "+10000-01-01T00:00:00Z",
        "-0044-03-15T12:00:00Z",
        "2026-02-29T09:30:00Z",
        "2026-13-01T09:30:00Z",
        "2026-00-01T09:30:00Z",
        "2026-05-01T24:00:00Z",
        "2026-05-01T09:60:00Z",
        "2026-05-01T09:30:61Z",
        "2026-05-01T09:30:00",
        "2026-05-01T09:30:00.Z",
        "2026-05-01T09:30:00+24:00",
        "2026-05-01T09:30:00+08:60",
        "2026-05-01T09:30:00Zz",
        "2026-05-01T09:30Z",
        "2026-05-01",
        "20260501T093000Z",
        "9999999-01-01T00:00:00Z",
        "二〇二六年",
        "",
    ] {
        let read = serde_json::from_value::<Span>(span(text)).ok();
        let chrono = serde_json::from_value::<Instant>(Value::from(text)).ok();
        assert_eq!(read.map(|read| read.start), chrono, "{text}");
        assert_eq!(read, lean::read(&span(text).to_string()).ok(), "{text}");
    }
    for day in [
        "1948-02-29",
        "1947-02-29",
        "-0001-12-31",
        "+12026-01-01",
        "1948-2",
        "19480229",
        "1948-02-29T",
        "",
    ] {
        let text = format!("{{\"date\":\"{day}\"}}");
        let read = serde_json::from_str::<Birth>(&text).ok();
        let chrono = day.parse().ok().map(Birth::Date);
        assert_eq!(read, chrono, "{day}");
    }
    // Where chrono looks past spaces, nothing is written that way.
    let spaced = serde_json::from_value::<Span>(span("2026-05-01T09:30:00Z "));
    assert!(spaced.is_err());
}
